//! What hangs on the wall: the activity's code, large, with what to do in the languages that people
//! there read. The browser prints it, or saves it as PDF, with its own fonts for every script.

use super::{
    address, ask,
    desk::Desk,
    format::span,
    panel::{button, tick},
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::{Empty, Qr, Variant},
};
use domain::{language::Language, sync::admin::Poster};
use leptos::prelude::*;

/// The poster of an activity.
pub(super) fn poster(desk: Desk, id: String) -> AnyView {
    let i18n = use_i18n();
    let found = RwSignal::new(None::<Poster>);
    let own = i18n.language();
    let chosen = Language::ALL.map(|language| {
        let first = language == own || language == Language::Nl;
        (language, RwSignal::new(first))
    });
    Effect::new(move |_| {
        let path = format!("/events/{id}/poster");
        ask::begin(async move {
            if let Some(poster) = desk.take(ask::get::<Poster>(&path).await) {
                found.set(Some(poster));
            }
        });
    });
    let boxes = chosen.map(|(language, on)| {
        tick(
            format!("poster-{language}"),
            move || language.own_name().to_owned(),
            on,
        )
    });
    let sheet = move || {
        match found.get() {
        None => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        Some(poster) => match poster.codes.first().cloned() {
            // Another registry tells no codes, but has a sheet of its own.
            None if desk.is_elsewhere() => view! {
                <p><a class="button button--primary" href=poster.pdf>{t(text::ADMIN_POSTER_THERE)}</a></p>
            }
            .into_any(),
            None => view! { <Empty>{t(text::ADMIN_POSTER_NONE)}</Empty> }.into_any(),
            Some(code) => {
                let languages: Vec<Language> = chosen
                    .iter()
                    .filter(|(_, on)| on.get())
                    .map(|(language, _)| *language)
                    .collect();
                let said = languages.iter().filter_map(|language| {
                    let text = poster.texts.get(language.code())?.clone();
                    let name = super::format::title(&poster.titles, *language);
                    Some(view! {
                        <div class="poster__text" lang=language.code() dir=language.direction()>
                            <p class="poster__title">{name}</p>
                            <p class="poster__scan">{text.scan}</p>
                            <p class="poster__how">{text.how}</p>
                        </div>
                    })
                });
                let label = code.code.clone();
                view! {
                    <article class="poster">
                        <div class="poster__code">
                            <Qr text=code.code.clone() label=move || label.clone()/>
                            <p class="poster__typed"><bdi dir="ltr">{code.code.clone()}</bdi></p>
                            <p class="poster__until"><bdi dir="ltr">{span(code.begins_at, code.ends_at)}</bdi></p>
                        </div>
                        <div class="poster__texts">{said.collect_view()}</div>
                    </article>
                }
                .into_any()
            }
        },
    }
    };
    let choices = move || {
        view! {
            <fieldset class="desk-form__set desk-languages no-print">
                <legend class="field__label">{t(text::ADMIN_POSTER_LANGUAGES)}</legend>
                {boxes}
            </fieldset>
            <p class="no-print">{button(Variant::Primary, text::ADMIN_PRINT, ask::print)}</p>
        }
    };
    view! {
        <section class="desk-poster">
            <div class="desk-head no-print">
                <h1>{t(text::ADMIN_POSTER)}</h1>
                <a class="button button--quiet" href=address("activiteiten")>{t(text::ADMIN_BACK)}</a>
            </div>
            {(!desk.is_elsewhere()).then(choices)}
            {sheet}
        </section>
    }
    .into_any()
}
