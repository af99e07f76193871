//! What a person has a right to, behind the person's own tap. Neither the address nor the title nor
//! the list that leads here says what it is about; it is hidden again when the screen is left.

use super::{
    format::{self, Form},
    phone::{Phone, use_phone},
    standing::Standing,
};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Badge, Empty, Icon, Sign, Tone},
};
use domain::{
    sync::phone::{Coupon, Private, ReducedRate},
    uitpas_api::enums::{CouponStatus, SocialTariffStatus},
};
use leptos::prelude::*;

/// How long before its end a right is quietly reminded of, in milliseconds: six weeks.
const SOON: i64 = 42 * 24 * 60 * 60 * 1000;

/// The screen.
#[component]
pub(super) fn ExtraScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::EXTRA.into()));
    let open = RwSignal::new(false);
    let own = move || {
        let person = phone.persons().into_iter().next()?;
        person.private
    };
    view! {
        <div class="page page--list">
            <h1>{t(text::EXTRA)}</h1>
            {move || if open.get() {
                let private = own().unwrap_or_default();
                view! { <Standing/><Rights private/> }.into_any()
            } else {
                view! {
                    <p>{t(text::EXTRA_WHAT)}</p>
                    <button class="button button--primary button--wide" type="button" on:click=move |_| open.set(true)>
                        <Icon sign=Sign::Key/> {t(text::EXTRA_OPEN)}
                    </button>
                }.into_any()
            }}
        </div>
    }
}

#[component]
fn Rights(
    /// What only the person sees.
    private: Private,
) -> impl IntoView {
    let phone = use_phone();
    if private.reduced_rate.is_empty() && private.coupons.is_empty() {
        return view! { <Empty>{t(text::EXTRA_EMPTY)}</Empty> }.into_any();
    }
    let rates = private
        .reduced_rate
        .into_iter()
        .map(|rate| view! { <Rate rate phone/> });
    let coupons = private
        .coupons
        .into_iter()
        .map(|coupon| view! { <CouponCard coupon/> });
    view! { <ul class="proofs">{rates.collect_view()}{coupons.collect_view()}</ul> }.into_any()
}

/// The reduced rate in one region, and how to renew it.
#[component]
fn Rate(
    /// The right.
    rate: ReducedRate,
    /// The phone.
    phone: Phone,
) -> impl IntoView {
    let i18n = use_i18n();
    let region = rate.region;
    let (tone, word) = match rate.status {
        SocialTariffStatus::Active if rate.in_grace => (Tone::Wait, text::RATE_GRACE),
        SocialTariffStatus::Active => (Tone::Good, text::RATE_ACTIVE),
        SocialTariffStatus::Suspended => (Tone::Wait, text::RATE_SUSPENDED),
        SocialTariffStatus::Expired => (Tone::Bad, text::RATE_ENDED),
    };
    let end = rate.end;
    let until = move || {
        i18n.get(&text::until(format::moment(
            i18n.language(),
            end,
            Form::Date,
        )))
    };
    let soon = move || {
        let left = end.millis() - phone.now.get().millis();
        (0..SOON).contains(&left)
    };
    let info = move || {
        let html = phone.with_snapshot(|snapshot| {
            let found = snapshot.regions.iter().find(|one| one.id == region)?;
            found.social_tariff_info.clone()
        });
        super::plain::paragraphs(&html.flatten().unwrap_or_default())
    };
    view! {
        <li class="proof">
            <p class="proof__title">{t(text::REDUCED_RATE)}</p>
            <p>{move || phone.region(region)}</p>
            <p><Badge tone>{t(word)}</Badge> " " {until}</p>
            {move || soon().then(|| view! { <p class="answer__until">{t(text::RENEW_SOON)}</p> })}
            {move || info().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </li>
    }
}

#[component]
fn CouponCard(
    /// The coupon.
    coupon: Coupon,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, word) = match coupon.status {
        CouponStatus::Active => (Tone::Good, text::COUPON_ACTIVE),
        CouponStatus::Expired => (Tone::Bad, text::COUPON_ENDED),
    };
    let end = coupon.validity.and_then(|period| period.end);
    let until = move || {
        let end = domain::time::Timestamp::from_millis(end?.millis());
        Some(i18n.get(&text::until(format::moment(
            i18n.language(),
            end,
            Form::Date,
        ))))
    };
    let left = coupon.remaining.map(|left| u64::from(left.volume));
    view! {
        <li class="proof">
            <p class="proof__title">{coupon.name}</p>
            {coupon.description.map(|text| view! { <p>{text}</p> })}
            <p><Badge tone>{t(word)}</Badge> " " {until}</p>
            {left.map(|left| view! { <p>{i18n.get(&text::coupon_left(left))}</p> })}
        </li>
    }
}
