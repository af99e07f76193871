//! The public pages: what the UiTPAS is and how it works, readable by anyone without signing in.

mod home;
mod page;
pub mod pages;

pub(crate) use page::{NotFound, use_title};

use home::HomePage;
use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_params_map, lazy_route};
use page::TextPage;

/// The screens of this audience: the start page, or the page that the address names.
pub struct Info;

#[lazy_route]
impl LazyRoute for Info {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let Info = this;
        let params = use_params_map();
        let slug = Memo::new(move |_| params.with(|params| params.get("slug")));
        view! {
            {move || match slug.get() {
                None => view! { <HomePage/> }.into_any(),
                Some(slug) => view! { <TextPage slug/> }.into_any(),
            }}
        }
        .into_any()
    }
}
