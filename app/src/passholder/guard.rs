//! What stands before a screen: the store may still open, nobody may be signed in, or the screen may
//! need more than number and birth date.

use super::{
    phone::{Stage, Trouble, use_phone},
    sign_in::{SignIn, Unlock},
};
use crate::{
    i18n::{Key, keys::passholder as text, t},
    ui::Empty,
};
use leptos::prelude::*;

/// Shows `children` to who is signed in; with `full` only where everything is open.
#[component]
pub(super) fn Guarded(
    /// Whether the screen needs a pairing code or the PIN.
    #[prop(optional)]
    full: bool,
    /// The screen.
    children: ChildrenFn,
) -> impl IntoView {
    let phone = use_phone();
    let gate = Memo::new(move |_| {
        let stage = phone.stage.get();
        let loaded = phone.kept.with(|kept| kept.snapshot.is_some());
        (stage, loaded, full && loaded && !phone.is_full())
    });
    move || match gate.get() {
        (Stage::Opening, ..) | (Stage::SignedIn, false, _) => view! { <Skeleton/> }.into_any(),
        (Stage::Blocked, ..) => says(text::STORE_BLOCKED),
        (Stage::SignedOut, ..) => view! { <SignIn/> }.into_any(),
        (Stage::Trouble(trouble), ..) => says(match trouble {
            Trouble::Unavailable => text::STORE_UNAVAILABLE,
            Trouble::Full => text::STORE_FULL,
            Trouble::Newer => text::STORE_NEWER,
            Trouble::Other => text::STORE_OTHER,
        }),
        (Stage::SignedIn, true, true) => view! { <Unlock/> }.into_any(),
        (Stage::SignedIn, true, false) => children().into_any(),
    }
}

fn says(key: Key) -> AnyView {
    view! {
        <div class="page">
            <h1>{t(text::TITLE)}</h1>
            <Empty>{t(key)}</Empty>
        </div>
    }
    .into_any()
}

/// What is seen for the moment that the store takes to open: the frame of the card.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <div class="page page--pass">
            <h1 class="visually-hidden">{t(text::TITLE)}</h1>
            <div class="pass pass--empty" aria-hidden="true"></div>
            <p class="as-of" role="status">{t(text::OPENING)}</p>
        </div>
    }
}
