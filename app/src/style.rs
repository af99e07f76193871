//! `/stijl`: every component in every state, so that a change of look is seen at once.

mod pieces;

use crate::i18n::{keys::style, t, use_i18n};
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// The page of components.
pub struct Style;

#[lazy_route]
impl LazyRoute for Style {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let Style = this;
        view! { <StylePage/> }.into_any()
    }
}

#[component]
fn StylePage() -> impl IntoView {
    let i18n = use_i18n();
    crate::info::use_title(move || i18n.get(&style::TITLE.into()));
    view! {
        <div class="page specimen">
            <h1>{t(style::TITLE)}</h1>
            <p>{t(style::WHAT)}</p>
            {pieces::colours()}
            {pieces::buttons()}
            {pieces::fields()}
            {pieces::dialog()}
            {pieces::messages()}
            {pieces::lists()}
            {pieces::codes()}
            {pieces::verdicts()}
        </div>
    }
}
