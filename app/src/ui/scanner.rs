//! The camera on screen: its picture with a frame to aim by, the lamp, the zoom, another camera, and
//! the way out for whoever would rather type.
//!
//! What is seen goes out as text, again and again while it is in the picture (`scan::Repeats` tells
//! showings apart). What a text means is for whoever placed the scanner.

#[cfg(feature = "browser")]
mod running;
#[cfg(not(feature = "browser"))]
#[path = "scanner/still.rs"]
mod running;

use super::{Button, Variant};
use crate::{
    i18n::{Key, keys::common, t, use_i18n},
    scan::{Lens, Trouble},
};
use leptos::{html, prelude::*};
use running::Running;

/// What the scanner is doing.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    not(feature = "browser"),
    expect(dead_code, reason = "on the server no camera ever starts")
)]
enum Phase {
    Starting,
    Looking(Lens),
    Resting,
    Trouble(Trouble),
}

impl Phase {
    /// What it says, besides showing it.
    const fn text(&self) -> Key {
        match self {
            Self::Starting => common::SCAN_STARTING,
            Self::Looking(_) => common::SCAN_AIM,
            Self::Resting => common::SCAN_RESTING,
            Self::Trouble(Trouble::Refused) => common::SCAN_REFUSED,
            Self::Trouble(Trouble::Taken) => common::SCAN_TAKEN,
            Self::Trouble(Trouble::Missing) => common::SCAN_MISSING,
            Self::Trouble(Trouble::Insecure) => common::SCAN_INSECURE,
            Self::Trouble(Trouble::Unreadable) => common::SCAN_UNREADABLE,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Looking(_) => "looking",
            Self::Resting => "resting",
            Self::Trouble(_) => "trouble",
        }
    }
}

/// Looks for codes from the moment that it is on screen.
#[component]
pub fn Scanner(
    /// Takes the text of every code that is seen.
    on_code: Callback<String>,
    /// Takes whoever would rather type; without it there is no such button.
    #[prop(optional)]
    on_type: Option<Callback<()>>,
    /// While this is so, the camera is given back.
    #[prop(optional, into)]
    off: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let video = NodeRef::<html::Video>::new();
    let phase = RwSignal::new(Phase::Starting);
    let running = Running::new(video, phase, on_code, off);
    let say = move || phase.with(|phase| i18n.get(&phase.text().into()));
    let failed = move || phase.with(|phase| matches!(phase, Phase::Trouble(_)));
    view! {
        <section class="scanner" data-phase=move || phase.with(Phase::name)>
            <div class="scanner__window">
                <video class="scanner__video" node_ref=video playsinline="" muted="" aria-hidden="true"></video>
                <div class="scanner__aim" aria-hidden="true"></div>
                <p class="scanner__text" role="status">{say}</p>
            </div>
            <div class="scanner__tools">
                {move || tools(phase, running)}
                {move || failed().then(|| view! {
                    <Button press=move |_| running.again()>{t(common::SCAN_AGAIN)}</Button>
                })}
                {on_type.map(|on_type| view! {
                    <Button variant=Variant::Quiet press=move |_| on_type.run(())>{t(common::SCAN_TYPE)}</Button>
                })}
            </div>
        </section>
    }
}

/// What this camera can do besides looking.
fn tools(phase: RwSignal<Phase>, running: Running) -> Option<AnyView> {
    let Phase::Looking(lens) = phase.get() else {
        return None;
    };
    let lit = RwSignal::new(false);
    let torch = lens.torch.then(|| {
        let turn = move |_| {
            lit.update(|lit| *lit = !*lit);
            running.set_torch(lit.get_untracked());
        };
        view! {
            <button
                class="button button--quiet"
                type="button"
                aria-pressed=move || if lit.get() { "true" } else { "false" }
                on:click=turn
            >
                {t(common::SCAN_TORCH)}
            </button>
        }
    });
    let zoom = lens.zoom.map(|(least, most)| {
        let step = (most - least) / 20.0;
        view! {
            <label class="scanner__zoom">
                <span>{t(common::SCAN_ZOOM)}</span>
                <input
                    type="range"
                    min=least
                    max=most
                    step=step
                    value=least
                    on:input:target=move |event| running.set_zoom(&event.target().value())
                />
            </label>
        }
    });
    let several = lens.choices.len() > 1;
    let cameras = several.then(|| {
        let options = lens.choices.iter().enumerate().map(|(place, choice)| {
            let label = if choice.label.is_empty() {
                (place + 1).to_string()
            } else {
                choice.label.clone()
            };
            let selected = choice.id == lens.id;
            view! { <option value=choice.id.clone() selected=selected>{label}</option> }
        });
        view! {
            <label class="scanner__camera">
                <span>{t(common::SCAN_CAMERA)}</span>
                <select class="field__input" on:change:target=move |event| running.choose(&event.target().value())>
                    {options.collect_view()}
                </select>
            </label>
        }
    });
    Some(view! { {torch} {zoom} {cameras} }.into_any())
}
