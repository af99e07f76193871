//! What surrounds every screen: skip link, header with menu and languages, bars, footer.
//!
//! The bars are always in the page and shown by attributes that `boot.js` sets on the root element,
//! so that they work before and without wasm.

use crate::{
    i18n::{Audience, keys::common, t, use_i18n},
    info::NotFound,
    routes::Place,
    ui::{Bar, Button, Icon, Sign, Variant},
};
use domain::language::Language;
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};

/// Header, `children` as the main part, footer. The skip link is `external` so that the browser, not
/// the router, follows it: only the browser moves the focus too.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let path = use_location().pathname;
    // What is one's own has its own ways about: the public menu and footer would only be in the way.
    let public = Memo::new(move |_| path.with(|path| Audience::of(path).has_pages()));
    view! {
        <a class="skip-link" href="#main" rel="external">{t(common::SKIP)}</a>
        {bars(public)}
        {header(public)}
        <main id="main" tabindex="-1">{children()}</main>
        {move || public.get().then(footer)}
    }
}

/// The place of a screen inside a language; what stands there instead of a language is no screen.
#[component]
pub fn Inside() -> impl IntoView {
    let path = use_location().pathname;
    let exists = Memo::new(move |_| path.with(|path| Place::parse(path).is_some()));
    move || {
        if exists.get() {
            view! { <Outlet/> }.into_any()
        } else {
            view! { <NotFound/> }.into_any()
        }
    }
}

fn header(public: Memo<bool>) -> AnyView {
    let i18n = use_i18n();
    let home = move || {
        Place {
            language: i18n.language(),
            path: "",
        }
        .address()
    };
    let mine = move || {
        Place {
            language: i18n.language(),
            path: "mijn",
        }
        .address()
    };
    view! {
        <header class="site-header">
            <div class="site-header__inner">
                <a class="brand" href=home>
                    <img class="brand__mark" src="/icon.svg" width="36" height="36" alt=""/>
                    <span class="brand__name">"Pasmaat"</span>
                </a>
                {move || public.get().then(|| view! {
                    <a class="my-pass" href=mine>
                        <Icon sign=Sign::Card/>
                        <span class="my-pass__name">{t(common::MY_PASS)}</span>
                    </a>
                    <details class="menu">
                        <summary class="menu__button">{t(common::MENU)}</summary>
                        <nav class="menu__panel" aria-label=t(common::MENU)>
                            {page_links()}
                        </nav>
                    </details>
                })}
                {languages()}
            </div>
        </header>
    }
    .into_any()
}

/// Links to all public pages but the start page.
fn page_links() -> AnyView {
    let i18n = use_i18n();
    let location = use_location();
    let here = move || location.pathname.get();
    let links = move || {
        i18n.with(|catalog| {
            let pages = catalog.pages().below_home(catalog.language());
            let named = pages.map(|(address, page)| (address, page.nav.to_string()));
            named.collect::<Vec<_>>()
        })
    };
    view! {
        <ul class="menu__list">
            {move || {
                links()
                    .into_iter()
                    .map(|(address, name)| {
                        let current = (here() == address).then_some("page");
                        view! { <li><a class="menu__link" href=address aria-current=current>{name}</a></li> }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}

fn languages() -> AnyView {
    let i18n = use_i18n();
    let location = use_location();
    let link = move |language: Language| {
        let path = location.pathname;
        let address = move || {
            path.with(|path| match Place::parse(path) {
                Some(place) => place.in_language(language).address(),
                None => Place { language, path: "" }.address(),
            })
        };
        let current = move || (i18n.language() == language).then_some("true");
        view! {
            <li>
                <a
                    class="menu__link"
                    href=address
                    lang=language.code()
                    dir=language.direction()
                    hreflang=language.code()
                    data-language=language.code()
                    aria-current=current
                >
                    {language.own_name()}
                </a>
            </li>
        }
    };
    view! {
        <details class="menu menu--languages">
            <summary class="menu__button">
                <span class="visually-hidden">{t(common::LANGUAGE)} ": "</span>
                {move || i18n.language().own_name()}
            </summary>
            <nav class="menu__panel" aria-label=t(common::LANGUAGE)>
                <ul class="menu__list">{Language::ALL.map(link)}</ul>
            </nav>
        </details>
    }
    .into_any()
}

fn bars(public: Memo<bool>) -> AnyView {
    let quiet = Variant::Quiet;
    let i18n = use_i18n();
    let path = use_location().pathname;
    let mine =
        move || !public.get() && path.with(|path| Audience::of(path) == Audience::Passholder);
    let home_screen = move || {
        let place = Place {
            language: i18n.language(),
            path: "mijn/instellingen",
        };
        format!("{}#beginscherm", place.address())
    };
    view! {
        <div class="bars" aria-live="polite">
            <Bar class="bar--asleep" text=t(common::BAR_ASLEEP)/>
            <Bar class="bar--offline" text=t(common::BAR_OFFLINE)/>
            <Bar class="bar--update" text=t(common::BAR_UPDATE)>
                <Button variant=quiet act="update">{t(common::BAR_UPDATE_NOW)}</Button>
            </Bar>
            <Bar class="bar--install" text=t(common::BAR_INSTALL)>
                <Button variant=quiet act="install">{t(common::BAR_INSTALL_NOW)}</Button>
                <Button variant=quiet act="install-later">{t(common::BAR_LATER)}</Button>
            </Bar>
            <Bar class="bar--install-ios" text=t(common::BAR_INSTALL_IOS)>
                {move || mine().then(|| view! { <a class="button button--quiet" href=home_screen>{t(common::BAR_HOME_SCREEN)}</a> })}
                <Button variant=quiet act="install-later">{t(common::BAR_UNDERSTOOD)}</Button>
            </Bar>
        </div>
    }
    .into_any()
}

fn footer() -> AnyView {
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <nav aria-label=t(common::ALL_PAGES)>
                    {page_links()}
                </nav>
                <p class="site-footer__keep">
                    <Button variant=Variant::Quiet act="keep-offline">{t(common::KEEP_OFFLINE)}</Button>
                    <span class="site-footer__kept">{t(common::KEPT_OFFLINE)}</span>
                </p>
                <p class="site-footer__about">{t(common::ABOUT)}</p>
            </div>
        </footer>
    }
    .into_any()
}
