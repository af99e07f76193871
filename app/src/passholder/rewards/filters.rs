//! What a person looks for: the filters and orders of the official app, and "I can have it now".

use crate::{
    i18n::{Key, keys::passholder as text, t},
    ui::{Icon, Sign},
};
use domain::uitpas_api::enums::RewardCategory;
use leptos::prelude::*;

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    /// Best loved first.
    #[default]
    Loved,
    /// Newest first.
    Newest,
    /// Fewest points first.
    Cheapest,
    /// By name.
    Name,
}

impl Order {
    const ALL: [(Self, &'static str, Key); 4] = [
        (Self::Loved, "loved", text::ORDER_LOVED),
        (Self::Newest, "newest", text::ORDER_NEWEST),
        (Self::Cheapest, "cheapest", text::ORDER_CHEAPEST),
        (Self::Name, "name", text::ORDER_NAME),
    ];
}

/// What is looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a filter of its own that a person sets by itself"
)]
pub(super) struct Wish {
    /// Enough points, and everything else fits.
    pub now: bool,
    /// Of one sort.
    pub category: Option<RewardCategory>,
    /// Without a counter.
    pub online: bool,
    /// For children.
    pub for_kids: bool,
    /// About sport.
    pub sport: bool,
    /// Soon gone.
    pub last_chance: bool,
    /// Of other regions too.
    pub elsewhere: bool,
    /// With a heart.
    pub hearts: bool,
    /// In which order.
    pub order: Order,
}

/// The filters, folded away until wanted; those in use can be seen.
#[component]
pub(super) fn Filters(
    /// What is looked for.
    wish: RwSignal<Wish>,
) -> impl IntoView {
    let flag = move |name: Key, read: fn(&mut Wish) -> &mut bool| {
        let pressed = move || {
            let mut wish = wish.get();
            read(&mut wish).to_string()
        };
        let toggle = move |_| {
            wish.update(|wish| {
                let flag = read(wish);
                *flag = !*flag;
            });
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=toggle>{t(name)}</button>
        }
    };
    let category = move |name: Key, of: RewardCategory| {
        let pressed = move || (wish.with(|wish| wish.category) == Some(of)).to_string();
        let toggle = move |_| {
            wish.update(|wish| wish.category = (wish.category != Some(of)).then_some(of));
        };
        view! {
            <button type="button" class="chip" aria-pressed=pressed on:click=toggle>{t(name)}</button>
        }
    };
    let order = move |event| {
        let value = event_target_value(&event);
        let found = Order::ALL.iter().find(|(_, name, _)| *name == value);
        wish.update(|wish| wish.order = found.map(|(order, ..)| *order).unwrap_or_default());
    };
    view! {
        <details class="fold fold--filters">
            <summary><Icon sign=Sign::Filter/> {t(text::FILTERS)}</summary>
            <div class="chips">
                {flag(text::CAN_HAVE, |wish| &mut wish.now)}
                {flag(text::ONLINE, |wish| &mut wish.online)}
                {flag(text::FOR_KIDS, |wish| &mut wish.for_kids)}
                {flag(text::SPORT, |wish| &mut wish.sport)}
                {flag(text::LAST_CHANCE, |wish| &mut wish.last_chance)}
                {category(text::FOOD, RewardCategory::FoodAndDrink)}
                {category(text::THINGS_TO_DO, RewardCategory::Do)}
                {category(text::GADGET, RewardCategory::Gadget)}
                {category(text::CHARITY, RewardCategory::Charity)}
                {flag(text::ELSEWHERE, |wish| &mut wish.elsewhere)}
            </div>
            <label class="field">
                <span class="field__label">{t(text::ORDER)}</span>
                <select class="field__input" name="order" on:change=order>
                    {Order::ALL.map(|(of, value, name)| view! {
                        <option value=value selected=move || wish.with(|wish| wish.order) == of>{t(name)}</option>
                    })}
                </select>
            </label>
        </details>
    }
}
