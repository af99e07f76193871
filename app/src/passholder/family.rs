//! The family whose cards are on this phone, and the families that somebody else has this card in.
//! An adult is asked inside the app before points and history are seen.

mod add;
mod others;

use super::{
    doing::{Verb, change},
    phone::use_phone,
    sign_in::{FormError, Sending},
    standing::Standing,
};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Badge, Dialog, Tone},
};
use add::AddMember;
use domain::sync::{family::Consent, phone::Person};
use leptos::prelude::*;
use others::Others;

/// The screen.
#[component]
pub(super) fn FamilyScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::FAMILY.into()));
    let members = Memo::new(move |_| {
        let persons = phone.persons().into_iter();
        persons.filter(|person| !person.owner).collect::<Vec<_>>()
    });
    let sending = Sending::new();
    let leaving = RwSignal::new(None::<Person>);
    let open = RwSignal::new(false);
    let remove = move |_| {
        open.set(false);
        if let Some(person) = leaving.get_untracked() {
            change(
                phone,
                sending,
                Verb::Delete,
                format!("family/{}", person.id),
                (),
                || {},
            );
        }
    };
    let name = move || {
        leaving.with(|person| {
            person
                .as_ref()
                .map(|person| person.first_name.clone())
                .unwrap_or_default()
        })
    };
    view! {
        <div class="page page--list">
            <h1>{t(text::FAMILY)}</h1>
            <Standing/>
            <p>{t(text::FAMILY_WHAT)}</p>
            <FormError sending/>
            <ul class="proofs">
                {move || members.get().into_iter().map(|person| {
                    let gone = person.clone();
                    let leave = move |_| {
                        leaving.set(Some(gone.clone()));
                        open.set(true);
                    };
                    view! {
                        <li class="proof member">
                            <p class="proof__title">
                                <span class="member__icon" aria-hidden="true">{person.icon.clone().unwrap_or_default()}</span>
                                {format!("{} {}", person.first_name, person.name)}
                            </p>
                            <ConsentBadge consent=person.consent/>
                            <button class="button button--plain" type="button" on:click=leave>{t(text::MEMBER_REMOVE)}</button>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <Dialog id="remove-member" open title={move || i18n.get(&text::member_remove_ask(name()))}>
                <div class="dialog__acts">
                    <button class="button button--danger" type="button" on:click=remove>{t(text::MEMBER_REMOVE)}</button>
                    <button class="button button--quiet" type="button" on:click=move |_| open.set(false)>{t(text::CANCEL)}</button>
                </div>
            </Dialog>
            <AddMember/>
            <Others/>
        </div>
    }
}

/// Whether somebody lets points and history be seen; nothing where nobody has to be asked.
#[component]
fn ConsentBadge(
    /// The answer so far.
    consent: Consent,
) -> impl IntoView {
    let says = match consent {
        Consent::NotNeeded => None,
        Consent::Asked => Some((Tone::Wait, text::CONSENT_ASKED)),
        Consent::Given => Some((Tone::Good, text::CONSENT_GIVEN)),
        Consent::Refused => Some((Tone::Bad, text::CONSENT_REFUSED)),
    };
    says.map(|(tone, word)| view! { <p><Badge tone>{t(word)}</Badge></p> })
}
