//! The form about the membership of whoever was scanned last, or of somebody without a pass: made,
//! renewed or stopped, with what the club keeps itself.

use super::{About, Newcomer, Wanted, newcomer};
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
    fn of(club: usize, until: String) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            club: RwSignal::new(club),
            until: RwSignal::new(until),
            fee: text(),
            group: text(),
            phone: text(),
            photo: RwSignal::new(false),
            agreed: text(),
            wrong: RwSignal::new(None),
        }
    }

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

/// The form, while it is open.
#[component]
pub(in crate::volunteer) fn Enrol() -> impl IntoView {
    let door = use_door();
    move || match door.enrols.get()? {
        About::Met => {
            let met = door.met.get_untracked()?;
            Some(form(door, Some(met.standing)))
        }
        About::Newcomer => Some(form(door, None)),
    }
}

/// About whoever was scanned last and is known like this, or about somebody without a pass.
fn form(door: Door, known: Option<Standing>) -> AnyView {
    let clubs: Vec<(usize, DoorClub)> = door
        .clubs()
        .into_iter()
        .enumerate()
        .filter(|(_, club)| club.may_register)
        .collect();
    let is_of = match known {
        Some(Standing::Member { club, .. } | Standing::Past { club, .. }) => Some(club),
        _ => None,
    };
    let first = clubs.iter().find(|(place, _)| Some(*place) == is_of);
    let first = first.or(clubs.first()).map_or(0, |(place, _)| *place);
    let text_of = |place: usize| {
        let club = clubs.iter().find(|(other, _)| *other == place);
        let day = club.and_then(|(_, club)| club.suggested);
        day.map(|day| day.to_string()).unwrap_or_default()
    };
    let typed = Typed::of(first, text_of(first));
    let member = matches!(known, Some(Standing::Member { .. }));
    let person = known.is_none().then(newcomer::Typed::empty);
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
        let today = listen::now().date_in_brussels();
        let who = person.map(|person| person.read(today)).transpose();
        match who.and_then(|who| Ok((who, typed.read(&club)?))) {
            Err(wrong) => typed.wrong.set(Some(wrong)),
            Ok((who, (until, own))) => {
                let wanted = Wanted::Give(until, own);
                ask(
                    door,
                    who.as_ref(),
                    typed.club.get_untracked(),
                    &wanted,
                    let_in,
                );
            }
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
                <h2>{t(title(known))}</h2>
                {person.map(newcomer::Typed::fields)}
                {choice(clubs, typed)}
                {end}
                {extra(typed)}
            </div>
            <div class="door__over-acts">
                {wrong}
                <button class="button button--primary" type="submit">{t(first_act)}</button>
                {(!member).then(|| view! {
                    <Button variant=Variant::Quiet press=move |_| save(false)>{t(text::MEMBER_SAVE)}</Button>
                })}
                {member.then(|| stop(door, typed))}
                <Button variant=Variant::Quiet press=move |_| door.enrols.set(None)>{t(text::MEMBER_CANCEL)}</Button>
            </div>
        </form>
    }
    .into_any()
}

fn title(known: Option<Standing>) -> Key {
    match known {
        None => text::NEWCOMER,
        Some(Standing::Member { .. }) => text::MEMBER_MANAGE,
        Some(_) => text::MEMBER_MAKE,
    }
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
            let stop = move |_| ask(door, None, typed.club.get_untracked(), &Wanted::Stop, false);
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
fn ask(door: Door, who: Option<&Newcomer>, club: usize, wanted: &Wanted, let_in: bool) {
    #[cfg(feature = "browser")]
    use crate::volunteer::live;
    #[cfg(feature = "browser")]
    match who {
        Some(who) => live::ask_newcomer(door, who.clone(), club, wanted.clone(), let_in),
        None => live::ask_member(door, club, wanted.clone(), let_in),
    }
}
