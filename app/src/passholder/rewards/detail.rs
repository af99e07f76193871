//! One reward: what it is, where, how often, and whether this person can have it now.

use super::{
    redeem::Redeem,
    shelf::{may_have, person_of, title_of},
    tile::{distance, price},
};
use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    info::use_title,
    passholder::{
        format::{self, Form},
        people::Chips,
        phone::use_phone,
        picture::Picture,
        plain::paragraphs,
    },
    ui::{Badge, Empty, Icon, Sign, Tone},
};
use domain::{
    sync::offer::{Place, RewardItem},
    time::Timestamp,
    uitpas_api::enums::PeriodType,
};
use leptos::prelude::*;
use std::fmt::Write as _;

/// The screen of one reward.
#[component]
pub(in crate::passholder) fn RewardScreen(
    /// Its id.
    id: String,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let item = Memo::new(move |_| {
        phone.kept.with(|kept| {
            let rewards = kept.rewards.as_ref()?;
            let found = rewards
                .rewards
                .iter()
                .find(|item| item.reward.id.as_deref() == Some(&id));
            found.cloned()
        })
    });
    use_title(move || {
        item.with(|item| {
            item.as_ref()
                .map(|item| title_of(item, i18n.language()))
                .unwrap_or_default()
        })
    });
    move || {
        match item.get() {
        Some(item) => view! { <Detail item/> }.into_any(),
        None => view! { <div class="page"><h1>{t(text::TAB_REWARDS)}</h1><Empty>{t(text::REWARD_GONE)}</Empty></div> }.into_any(),
    }
    }
}

#[component]
fn Detail(
    /// The reward.
    item: RewardItem,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let whose = RwSignal::new(None::<String>);
    let person = Memo::new(move |_| person_of(&phone.persons(), whose.get().as_deref()));
    let id = item.reward.id.clone().unwrap_or_default();
    let language = move || i18n.language();
    let title = {
        let item = item.clone();
        move || title_of(&item, language())
    };
    let costs = {
        let item = item.clone();
        move || price(i18n, &item)
    };
    let told = {
        let item = item.clone();
        move || told(&item, language().code())
    };
    let facts = {
        let item = item.clone();
        move || facts(&item, i18n)
    };
    let status = {
        let item = item.clone();
        move || {
            let person = person.get()?;
            let now = phone.now.get();
            let tone = if may_have(&item, &person, now).is_ok() {
                Tone::Good
            } else {
                Tone::Wait
            };
            let says = i18n.get(&distance(&item, &person, now));
            Some(view! { <Badge tone>{says}</Badge> })
        }
    };
    let online = item.reward.online.unwrap_or(false);
    let cost = {
        let item = item.clone();
        Signal::derive(move || price(i18n, &item))
    };
    let ready = {
        let item = item.clone();
        Memo::new(move |_| {
            person.with(|person| {
                person
                    .as_ref()
                    .is_some_and(|person| may_have(&item, person, phone.now.get()).is_ok())
            }) && phone.is_full()
        })
    };
    let how = if online {
        text::HOW_ONLINE
    } else {
        text::HOW_COUNTER
    };
    view! {
        <article class="page page--detail">
            <a class="back" href=crate::passholder::address("voordelen")><Icon sign=Sign::Next class="icon back__sign"/> {t(text::TAB_REWARDS)}</a>
            <h1>{title}</h1>
            <Picture address=item.reward.pictures.first().cloned()/>
            <p class="detail__price">{costs} " " {status}</p>
            <Chips whose/>
            <p class="detail__how">{t(how)}</p>
            {online.then(|| view! { <Redeem reward=id.clone() price=cost person ready/> })}
            <Wishes id/>
            {move || told().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            <ul class="facts">{move || facts().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}</ul>
            <Places places=item.places.clone()/>
        </article>
    }
}

/// Heart and goal.
#[component]
fn Wishes(
    /// The reward.
    id: String,
) -> impl IntoView {
    let phone = use_phone();
    let (heart, goal) = (id.clone(), id);
    let loved = {
        let id = heart.clone();
        move || phone.likes.with(|likes| likes.hearts.contains(&id))
    };
    let saved_for = {
        let id = goal.clone();
        move || phone.likes.with(|likes| likes.goal.as_deref() == Some(&id))
    };
    let love = move |_| {
        phone.like(|likes| {
            if !likes.hearts.remove(&heart) {
                likes.hearts.insert(heart.clone());
            }
        });
    };
    let save = move |_| {
        phone.like(|likes| {
            let was = likes.goal.as_deref() == Some(&goal);
            likes.goal = (!was).then(|| goal.clone());
        });
    };
    view! {
        <p class="chips">
            <button type="button" class="chip" aria-pressed=move || loved().to_string() on:click=love>
                <Icon sign=Sign::Heart/> {t(text::HEART)}
            </button>
            <button type="button" class="chip" aria-pressed=move || saved_for().to_string() on:click=save>
                <Icon sign=Sign::Star/> {t(text::GOAL)}
            </button>
        </p>
    }
}

/// Where it is had, with a map.
#[component]
fn Places(
    /// The places.
    places: Vec<Place>,
) -> impl IntoView {
    let place = |place: Place| {
        let street = place.street.clone().unwrap_or_default();
        let address = format!("{street}, {} {}", place.postal_code, place.city);
        let address = address.trim_start_matches(", ").to_owned();
        let map = format!(
            "https://www.openstreetmap.org/search?query={}",
            encoded(&address)
        );
        view! {
            <li class="place">
                <p class="place__name">{place.name}</p>
                <p class="place__address">{address}</p>
                <a href=map rel="external noopener" target="_blank"><Icon sign=Sign::Place/> {t(text::MAP)}</a>
            </li>
        }
    };
    (!places.is_empty()).then(|| {
        view! {
            <h2>{t(text::WHERE)}</h2>
            <ul class="places">{places.into_iter().map(place).collect_view()}</ul>
        }
    })
}

/// Description and what to know beforehand, in the reader's language where there is one.
fn told(item: &RewardItem, language: &str) -> Vec<String> {
    let texts = item.texts.get(language);
    let description = texts.and_then(|texts| texts.description.as_deref());
    let practical = texts.and_then(|texts| texts.practical_info.as_deref());
    let mut lines = paragraphs(description.unwrap_or(&item.reward.promotional_description));
    let practical = practical.or(item.reward.practical_info.as_deref());
    lines.extend(practical.map(paragraphs).unwrap_or_default());
    lines
}

/// How many there still are, how often, until when.
fn facts(item: &RewardItem, i18n: crate::i18n::I18n) -> Vec<String> {
    let reward = &item.reward;
    let mut facts: Vec<Text> = Vec::new();
    if let Some(units) = reward.max_available_units.filter(|units| *units > 0) {
        let left = units.saturating_sub(reward.units_taken.unwrap_or(0));
        if left <= 10 {
            facts.push(text::units_left(u64::from(left)));
        }
    }
    if let Some(limit) = reward.redeem_constraint {
        let times = u64::from(limit.volume);
        facts.push(match limit.period {
            PeriodType::Absolute => text::limit_absolute(times),
            PeriodType::Day => text::limit_day(times),
            PeriodType::Week => text::limit_week(times),
            PeriodType::Month => text::limit_month(times),
            PeriodType::Quarter => text::limit_quarter(times),
            PeriodType::Year => text::limit_year(times),
        });
    }
    if let Some(end) = reward.redeem_period.and_then(|period| period.end) {
        let end = Timestamp::from_millis(end.millis());
        facts.push(text::until(format::moment(
            i18n.language(),
            end,
            Form::Date,
        )));
    }
    facts.iter().map(|fact| i18n.get(fact)).collect()
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            // Writing to a text does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
