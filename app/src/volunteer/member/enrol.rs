//! The form about the membership of whoever was scanned last: made, renewed or stopped, with what the
//! club keeps itself.

use super::{Met, Wanted};
use crate::{
    i18n::{Key, keys::volunteer as text, t, use_i18n},
    ui::{Button, Field, Variant},
    volunteer::{
        door::{Door, use_door},
        listen,
    },
};
use chrono::NaiveDate;
use domain::{
    association::EndDateRule,
    club::own::OwnData,
    sync::shift::{DoorClub, Standing},
    uitpas_api::Euro,
};
use leptos::prelude::*;

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    club: RwSignal<usize>,
    until: RwSignal<String>,
    fee: RwSignal<String>,
    group: RwSignal<String>,
    phone: RwSignal<String>,
    photo: RwSignal<bool>,
    agreed: RwSignal<String>,
    wrong: RwSignal<Option<Key>>,
}

impl Typed {
    fn read(self, club: &DoorClub) -> Result<(NaiveDate, Option<OwnData>), Key> {
        let until = if matches!(club.end, EndDateRule::Custom { .. }) {
            let until = self.until.get_untracked().parse();
            until.map_err(|_| text::MEMBER_NO_END)?
        } else {
            // The rule says until when, whatever stands here.
            listen::now().date_in_brussels()
        };
        let some = |typed: RwSignal<String>| {
            let text = typed.get_untracked().trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let fee = some(self.fee).map(|fee| {
            let euro: Result<Euro, _> = fee.replace(',', ".").parse();
            let cents = euro.map_err(|_| text::MEMBER_WRONG_FEE)?.cents();
            u32::try_from(cents).map_err(|_| text::MEMBER_WRONG_FEE)
        });
        let own = OwnData {
            fee_cents: fee.transpose()?,
            group: some(self.group),
            parent_phone: some(self.phone),
            photo: self.photo.get_untracked().then_some(true),
            parent_agreed_on: some(self.agreed).and_then(|day| day.parse().ok()),
        };
        Ok((until, (!own.is_empty()).then_some(own)))
    }
}

/// The form about whoever was scanned last, while it is open.
#[component]
pub(in crate::volunteer) fn Enrol() -> impl IntoView {
    let door = use_door();
    move || {
        let met = door.enrols.get().then(|| door.met.get_untracked());
        met.flatten().map(|met| form(door, &met))
    }
}

fn form(door: Door, met: &Met) -> AnyView {
    let clubs: Vec<(usize, DoorClub)> = door
        .clubs()
        .into_iter()
        .enumerate()
        .filter(|(_, club)| club.may_register)
        .collect();
    let is_of = match met.standing {
        Standing::Member { club, .. } | Standing::Past { club, .. } => Some(club),
        Standing::Stranger => None,
    };
    let first = clubs.iter().find(|(place, _)| Some(*place) == is_of);
    let first = first.or(clubs.first()).map_or(0, |(place, _)| *place);
    let text_of = |place: usize| {
        let club = clubs.iter().find(|(other, _)| *other == place);
        let day = club.and_then(|(_, club)| club.suggested);
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    let typed = Typed {
        club: RwSignal::new(first),
        until: RwSignal::new(text_of(first)),
        fee: RwSignal::new(String::new()),
        group: RwSignal::new(String::new()),
        phone: RwSignal::new(String::new()),
        photo: RwSignal::new(false),
        agreed: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
    };
    let member = matches!(met.standing, Standing::Member { .. });
    let kept = StoredValue::new(clubs.clone());
    let club = move || {
        kept.with_value(|clubs| {
            let chosen = typed.club.get();
            let found = clubs.iter().find(|(place, _)| *place == chosen);
            found.map(|(_, club)| club.clone())
        })
    };
    let save = move |let_in: bool| {
        let Some(club) = untrack(club) else { return };
        match typed.read(&club) {
            Err(wrong) => typed.wrong.set(Some(wrong)),
            Ok((until, own)) => ask(
                door,
                typed.club.get_untracked(),
                &Wanted::Give(until, own),
                let_in,
            ),
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save(!member);
    };
    let free = move || {
        matches!(
            club().map(|club| club.end),
            Some(EndDateRule::Custom { .. })
        )
    };
    let end = move || {
        if free() {
            view! { <Field name="member-until" kind="date" label=t(text::MEMBER_END) value=typed.until/> }.into_any()
        } else {
            view! { <p>{t(text::MEMBER_END_RULE)}</p> }.into_any()
        }
    };
    let title = if member {
        text::MEMBER_MANAGE
    } else {
        text::MEMBER_MAKE
    };
    let wrong = move || {
        let wrong = typed.wrong.get();
        wrong.map(|wrong| view! { <p class="field__error" role="alert">{t(wrong)}</p> })
    };
    let first_act = if member {
        text::MEMBER_RENEW
    } else {
        text::MEMBER_SAVE_IN
    };
    view! {
        <form class="door__over door__form" on:submit=submit novalidate>
            <div class="door__form-fields">
                <h2>{t(title)}</h2>
                {choice(clubs, typed)}
                {end}
                {extra(typed)}
                {wrong}
            </div>
            <div class="door__over-acts">
                <button class="button button--primary" type="submit">{t(first_act)}</button>
                {(!member).then(|| view! {
                    <Button variant=Variant::Quiet press=move |_| save(false)>{t(text::MEMBER_SAVE)}</Button>
                })}
                {member.then(|| stop(door, typed))}
                <Button variant=Variant::Quiet press=move |_| door.enrols.set(false)>{t(text::MEMBER_CANCEL)}</Button>
            </div>
        </form>
    }
    .into_any()
}

/// Which club, where there are several.
fn choice(clubs: Vec<(usize, DoorClub)>, typed: Typed) -> Option<AnyView> {
    if clubs.len() < 2 {
        return None;
    }
    let chosen = typed.club.get_untracked();
    let days: Vec<(usize, String)> = clubs
        .iter()
        .map(|(place, club)| {
            let day = club.suggested.map(|day| day.to_string());
            (*place, day.unwrap_or_default())
        })
        .collect();
    let options = clubs.into_iter().map(|(place, club)| {
        view! { <option value=place.to_string() selected=place == chosen>{club.name}</option> }
    });
    let choose = move |event: leptos::ev::Event| {
        let Ok(place) = event_target_value(&event).parse::<usize>() else {
            return;
        };
        typed.club.set(place);
        if let Some((_, day)) = days.iter().find(|(other, _)| *other == place) {
            typed.until.set(day.clone());
        }
    };
    Some(view! {
        <label class="field" for="member-club">
            <span class="field__label">{t(text::MEMBER_CLUB)}</span>
            <select class="field__input" id="member-club" on:change=choose>{options.collect_view()}</select>
        </label>
    }
    .into_any())
}

/// What the club keeps itself.
fn extra(typed: Typed) -> AnyView {
    let i18n = use_i18n();
    let hint = move |key: Key| Signal::derive(move || Some(i18n.get(&key.into())));
    let photo = move |event: leptos::ev::Event| typed.photo.set(event_target_checked(&event));
    view! {
        <details class="door__extra">
            <summary>{t(text::MEMBER_EXTRA)}</summary>
            <p>{t(text::MEMBER_OWN_HINT)}</p>
            <Field name="member-fee" keyboard="decimal" label=t(text::MEMBER_FEE) value=typed.fee autocomplete="off" longest=8/>
            <Field name="member-group" label=t(text::MEMBER_GROUP) value=typed.group autocomplete="off" longest=80/>
            <Field name="member-phone" kind="tel" label=t(text::MEMBER_PHONE) value=typed.phone autocomplete="off" longest=40/>
            <label class="door__tick">
                <input type="checkbox" id="member-photo" on:change=photo/>
                <span>{t(text::MEMBER_PHOTO)}</span>
            </label>
            <Field name="member-agreed" kind="date" label=t(text::MEMBER_AGREED) hint=hint(text::MEMBER_AGREED_HINT) value=typed.agreed/>
        </details>
    }
    .into_any()
}

/// Stops a membership, at the second tap.
fn stop(door: Door, typed: Typed) -> AnyView {
    let sure = RwSignal::new(false);
    let shown = move || {
        if sure.get() {
            let stop = move |_| ask(door, typed.club.get_untracked(), &Wanted::Stop, false);
            view! { <Button variant=Variant::Danger press=stop>{t(text::MEMBER_STOP_SURE)}</Button> }.into_any()
        } else {
            let ask = move |_| sure.set(true);
            view! { <Button variant=Variant::Quiet press=ask>{t(text::MEMBER_STOP)}</Button> }
                .into_any()
        }
    };
    shown.into_any()
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "on the server nobody is asked anything")
)]
fn ask(door: Door, club: usize, wanted: &Wanted, let_in: bool) {
    #[cfg(feature = "browser")]
    crate::volunteer::live::ask_member(door, club, wanted.clone(), let_in);
}
