//! A button, in the looks that there are.

use leptos::{ev::MouseEvent, prelude::*};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// The one thing to do on a screen.
    #[default]
    Primary,
    /// Anything else.
    Quiet,
    /// Something that cannot be undone.
    Danger,
}

impl Variant {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Quiet => "button button--quiet",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button that does something here; a link that leads somewhere is an `<a>` with the same class.
#[component]
pub fn Button(
    /// Its look.
    #[prop(optional)]
    variant: Variant,
    /// What `boot.js` or a form does with it: the value of `data-act`.
    #[prop(optional)]
    act: Option<&'static str>,
    /// Whether it cannot be used now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it is at work: said to screen readers, and pressing it again does nothing new.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What happens at a tap. A prop and no `on:` from outside, which would stay beside the next one.
    #[prop(optional, into)]
    press: Option<Callback<MouseEvent>>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let busy = move || busy.get().then_some("true");
    let press = move |event| {
        if let Some(press) = press {
            press.run(event);
        }
    };
    view! {
        <button class=variant.class() type="button" data-act=act disabled=disabled aria-busy=busy on:click=press>
            {children()}
        </button>
    }
}
