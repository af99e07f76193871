//! What the person saves for, on the card: how far it still is.

use crate::{
    i18n::{keys::passholder as text, use_i18n},
    passholder::{phone::use_phone, rewards::title_of},
    ui::PointsToGoal,
};
use leptos::prelude::*;

/// The goal; nothing where none was chosen.
#[component]
pub(super) fn Goal() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let goal = move || {
        let id = phone.likes.with(|likes| likes.goal.clone())?;
        let rewards = phone.kept.with(|kept| kept.rewards.clone())?;
        let item = rewards
            .rewards
            .iter()
            .find(|item| item.reward.id.as_deref() == Some(&id))?;
        let have = phone
            .with_snapshot(|snapshot| snapshot.persons.first()?.points)
            .flatten()?;
        let price = item.reward.points.unwrap_or(0);
        let count = |points: i64| u32::try_from(points.max(0)).unwrap_or(u32::MAX);
        Some((count(have), count(price), title_of(item, i18n.language())))
    };
    move || {
        goal().map(|(have, price, title)| {
            let says = move || {
                let title = title.clone();
                if have >= price {
                    i18n.get(&text::goal_reached(title))
                } else {
                    i18n.get(&text::points_to(u64::from(price - have), title))
                }
            };
            view! { <div class="goal"><PointsToGoal have goal=price text=says/></div> }
        })
    }
}
