//! Rewards: rows to look through, search and filters that work without network, and each reward by
//! itself. What a person may have is decided by `domain::reward`, here and at the counter alike.

mod detail;
mod filters;
mod redeem;
mod rows;
mod shelf;
mod tile;

pub(super) use detail::RewardScreen;
pub(super) use shelf::title_of;

use super::{people::Chips, phone::use_phone, standing::Standing};
use crate::{
    i18n::{keys::passholder as text, t, use_i18n},
    info::use_title,
    ui::{Empty, Field},
};
use filters::{Filters, Wish};
use leptos::prelude::*;
use rows::Rows;
use shelf::{Shelf, person_of};
use tile::Tile;

/// How many are shown at first, and more at each wish.
const PAGE: usize = 24;

/// All rewards.
#[component]
pub(super) fn RewardsScreen() -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    use_title(move || i18n.get(&text::TAB_REWARDS.into()));
    let whose = RwSignal::new(None::<String>);
    let wish = RwSignal::new(Wish::default());
    let words = RwSignal::new(String::new());
    let shelf = Memo::new(move |_| phone.kept.with(|kept| Shelf::of(kept.rewards.as_deref())));
    let person = Memo::new(move |_| person_of(&phone.persons(), whose.get().as_deref()));
    let looks = move || wish.with(|wish| *wish != Wish::default()) || !words.with(String::is_empty);
    let shown = RwSignal::new(PAGE);
    let found = Memo::new(move |_| {
        let now = phone.now.get();
        shelf.with(|shelf| {
            let person = person.get();
            words.with(|words| wish.with(|wish| shelf.find(wish, words, person.as_ref(), now)))
        })
    });
    view! {
        <div class="page page--list">
            <h1>{t(text::TAB_REWARDS)}</h1>
            <Standing/>
            <p class="shortcuts">
                <a class="chip chip--link" href=super::address("omgeruild")>{t(text::REDEEMED)}</a>
                <button
                    type="button"
                    class="chip"
                    aria-pressed=move || wish.with(|wish| wish.hearts).to_string()
                    on:click=move |_| wish.update(|wish| wish.hearts = !wish.hearts)
                >
                    {t(text::HEARTS)}
                </button>
            </p>
            <Chips whose/>
            <Field name="reward-search" label=t(text::SEARCH) kind="search" value=words/>
            <Filters wish/>
            {move || if shelf.with(Shelf::is_empty) {
                view! { <Empty>{t(text::REWARDS_EMPTY)}</Empty> }.into_any()
            } else if looks() {
                let ids = phone.likes.with(|likes| likes.hearts.clone());
                let hearts = wish.with(|wish| wish.hearts);
                let found: Vec<usize> = found.get().into_iter().filter(|index| {
                    !hearts || shelf.with(|shelf| shelf.id(*index).is_some_and(|id| ids.contains(id)))
                }).collect();
                let more = found.len() > shown.get();
                let count = u64::try_from(found.len()).unwrap_or(0);
                view! {
                    <p class="found" role="status">{i18n.get(&text::found(count))}</p>
                    <ul class="tiles">
                        {found.into_iter().take(shown.get()).filter_map(|index| {
                            shelf.with(|shelf| shelf.item(index)).map(|item| view! { <Tile item person=person.get()/> })
                        }).collect_view()}
                    </ul>
                    {more.then(|| view! {
                        <button class="button button--quiet button--wide" type="button" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                            {t(text::SHOW_MORE)}
                        </button>
                    })}
                }.into_any()
            } else {
                view! { <Rows shelf person/> }.into_any()
            }}
        </div>
    }
}
