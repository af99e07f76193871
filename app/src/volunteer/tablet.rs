//! A tablet that stands at a door by itself: people hold up a pass, or scan the code on the screen with
//! a phone of their own. It knows nobody, and only a PIN leaves it.

mod lock;
mod over;

use super::{
    door::{Door, use_door},
    identify, listen, scan,
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    routes::Place,
    ui::{Button, Qr, Scanner, Variant},
};
use domain::language::Language;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use lock::Lock;
use over::Over;

/// What it does on its own.
#[derive(Clone, Copy)]
struct Tablet {
    door: Door,
    /// What its code says now; empty where it shows none.
    code: RwSignal<String>,
    /// Whether somebody of the organiser is at it.
    opened: RwSignal<bool>,
}

/// The screen.
#[component]
pub(super) fn TabletScreen() -> impl IntoView {
    let door = use_door();
    let tablet = Tablet {
        door,
        code: RwSignal::new(String::new()),
        opened: RwSignal::new(false),
    };
    let nfc = listen::begin(door);
    #[cfg(feature = "browser")]
    super::live::show_code(door, tablet.code);
    let read = Callback::new(move |code: String| listen::seen(door, &code, identify::scanned));
    view! {
        <div class="tablet">
            <h1 class="visually-hidden">{t(text::TABLET_TITLE)}</h1>
            <div class="tablet__top">
                {move || activity(door)}
                {languages()}
            </div>
            <div class="tablet__ways">
                <section class="tablet__way">
                    <h2>{t(text::TABLET_HOLD)}</h2>
                    <p>{t(text::TABLET_HOLD_MORE)}</p>
                    <Scanner on_code=read off=tablet.opened/>
                </section>
                {move || own_phone(tablet)}
            </div>
            <div class="tablet__foot">
                {move || waits(door)}
                {move || nfc.offered().then(|| view! {
                    <Button variant=Variant::Quiet press=move |_| nfc.start()>{t(text::NFC_ON)}</Button>
                })}
                {move || nfc.says().map(|said| view! { <p role="status">{t(said)}</p> })}
                <Button variant=Variant::Quiet press=move |_| tablet.opened.set(true)>{t(text::TABLET_LOCK)}</Button>
            </div>
            <Over/>
            <Lock tablet/>
        </div>
    }
}

/// At which activity it stands.
fn activity(door: Door) -> AnyView {
    let i18n = use_i18n();
    let place = door.activity.get();
    let chosen = door.activities().into_iter().nth(place);
    let title = chosen.and_then(|one| {
        let own = one.titles.get(i18n.language().code());
        own.or_else(|| one.titles.get("nl")).cloned()
    });
    view! { <p class="tablet__activity" dir="auto">{title}</p> }.into_any()
}

/// Each language by its own name, for whoever stands there.
fn languages() -> AnyView {
    let i18n = use_i18n();
    let path = use_location().pathname;
    let link = move |language: Language| {
        let address = move || {
            path.with(|path| {
                let place = Place::parse(path).unwrap_or(Place {
                    language,
                    path: "deur",
                });
                place.in_language(language).address()
            })
        };
        let current = move || (i18n.language() == language).then_some("true");
        view! {
            <li>
                <a class="tablet__language" href=address lang=language.code() dir=language.direction() hreflang=language.code() aria-current=current>
                    {language.own_name()}
                </a>
            </li>
        }
    };
    view! {
        <nav aria-label=t(crate::i18n::keys::common::LANGUAGE)>
            <ul class="tablet__languages">{Language::ALL.map(link)}</ul>
        </nav>
    }
    .into_any()
}

/// The code for who has a phone, where the registry knows such codes.
fn own_phone(tablet: Tablet) -> Option<AnyView> {
    let shows = Memo::new(move |_| tablet.code.with(|code| !code.is_empty()));
    shows.get().then(|| {
        view! {
            <section class="tablet__way">
                <h2>{t(text::TABLET_OWN)}</h2>
                <p>{t(text::TABLET_OWN_MORE)}</p>
                <div class="tablet__code"><Qr text=tablet.code label=t(text::TABLET_OWN)/></div>
            </section>
        }
        .into_any()
    })
}

/// What is still to be sent: for the organiser, who must not switch it off then.
fn waits(door: Door) -> Option<AnyView> {
    let i18n = use_i18n();
    let waiting = door.tally().waiting;
    (waiting > 0).then(|| {
        view! { <p class="tablet__waits" role="status">{i18n.get(&text::waiting_count(waiting))}</p> }
            .into_any()
    })
}

/// The activity to stand at, where the shift has several.
fn choice(door: Door) -> impl Fn() -> Option<AnyView> + Send + 'static {
    move || (door.activities().len() > 1).then(|| scan::activity(door))
}
