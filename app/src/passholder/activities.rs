//! Activities that give points in the next two weeks, nearest first, also without network.

mod calendar;

use super::{
    format::{self, Form},
    phone::use_phone,
    standing::Standing,
};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Empty, Field, Icon, Sign},
};
use domain::sync::offer::{Activity, Price};
use leptos::prelude::*;

/// The screen.
#[component]
pub(super) fn ActivitiesScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::ACTIVITIES.into()));
    let words = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let all = phone.kept.with(|kept| kept.activities.clone());
        let now = phone.now.get();
        let words = words.get().to_lowercase();
        let all = all.map(|list| list.activities.clone()).unwrap_or_default();
        let still = |activity: &Activity| {
            activity.times.is_empty() || activity.times.iter().any(|span| span.end >= now)
        };
        let has = |activity: &Activity| {
            let text = format!(
                "{} {} {}",
                activity.title, activity.place.name, activity.place.city
            );
            let text = text.to_lowercase();
            words.split_whitespace().all(|word| text.contains(word))
        };
        let found = all.into_iter().filter(|one| still(one) && has(one));
        found.collect::<Vec<_>>()
    });
    view! {
        <div class="page page--list">
            <h1>{t(text::ACTIVITIES)}</h1>
            <Standing/>
            <Field name="activity-search" label=t(text::SEARCH) kind="search" value=words/>
            {move || {
                let found = found.get();
                if found.is_empty() {
                    view! { <Empty>{t(text::ACTIVITIES_EMPTY)}</Empty> }.into_any()
                } else {
                    view! { <ul class="proofs">{found.into_iter().take(100).map(|one| view! { <ActivityCard one/> }).collect_view()}</ul> }.into_any()
                }
            }}
        </div>
    }
}

/// One activity.
#[component]
fn ActivityCard(
    /// Which.
    one: Activity,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let title = {
        let one = one.clone();
        move || {
            one.titles
                .get(i18n.language().code())
                .unwrap_or(&one.title)
                .clone()
        }
    };
    let times = one.times.clone();
    let when = move || {
        let now = phone.now.get();
        let next = times.iter().find(|span| span.end >= now);
        next.map(|span| format::moment(i18n.language(), span.begin, Form::DayAndTime))
    };
    let place = [one.place.name.as_str(), one.place.city.as_str()].join(", ");
    let points = u64::try_from(one.points).unwrap_or(0);
    let prices = prices(i18n, one.prices.clone());
    let reduced = (!one.reduced.is_empty()).then(|| prices_of(i18n, one.reduced.clone()));
    let has_times = !one.times.is_empty();
    let keep = move |_| calendar::save(&one);
    view! {
        <li class="proof">
            <p class="proof__title">{title}</p>
            <p class="proof__when">{when}</p>
            <p><Icon sign=Sign::Place/> {place}</p>
            <p>{move || i18n.get(&text::points(points))} " · " {prices}</p>
            {reduced.map(|reduced| view! {
                <details class="fold">
                    <summary>{t(text::MY_PRICE)}</summary>
                    <p>{reduced}</p>
                </details>
            })}
            {has_times.then(|| view! {
                <button class="button button--quiet" type="button" on:click=keep>
                    <Icon sign=Sign::Calendar/> {t(text::TO_CALENDAR)}
                </button>
            })}
        </li>
    }
}

fn prices(i18n: crate::i18n::I18n, prices: Vec<Price>) -> impl Fn() -> String + Send + 'static {
    let shown = prices_of(i18n, prices.clone());
    move || {
        if prices.iter().all(|price| price.cents == 0) {
            i18n.get(&text::FREE.into())
        } else {
            shown()
        }
    }
}

fn prices_of(i18n: crate::i18n::I18n, prices: Vec<Price>) -> impl Fn() -> String + Send + 'static {
    move || {
        let each = prices.iter().map(|price| {
            let euros = format::euros(i18n.language(), price.cents);
            format!("{} {euros}", price.name)
        });
        each.collect::<Vec<_>>().join(" · ")
    }
}
