//! The form with which a region's administrator makes an association: its rule, and who may what.

use crate::{
    i18n::{keys::club as text, t, use_i18n},
    organiser::{
        ask,
        desk::Desk,
        panel::{line, select, tick},
    },
};
use domain::{
    association::{EndDateRule, Rules},
    sync::{
        admin::OrganizerView,
        club::{AssociationWish, Right},
    },
    uitpas_api::enums::AssociationPermission,
};
use leptos::prelude::*;

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    name: RwSignal<String>,
    rule: RwSignal<String>,
    number: RwSignal<String>,
    day: RwSignal<String>,
    renew: RwSignal<String>,
}

/// An organizer, whether it reads and whether it registers.
type Rights = Vec<(OrganizerView, RwSignal<bool>, RwSignal<bool>)>;

impl Typed {
    fn new() -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            name: text(""),
            rule: text("free"),
            number: text("12"),
            day: text(""),
            renew: text("2"),
        }
    }

    /// What is wished; `None` where name or rules cannot be.
    fn wish(self, rights: &Rights) -> Option<AssociationWish> {
        let typed = self.number.get_untracked().trim().parse().unwrap_or(0);
        let end = end(&self.rule.get_untracked(), typed, &self.day.get_untracked());
        let months = self.renew.get_untracked().trim().parse().ok();
        let rules = Rules {
            end,
            renew_months: months.filter(|_| !matches!(end, EndDateRule::DateOfBirth { .. })),
        };
        let rights = rights.iter().filter_map(|(one, reads, writes)| {
            let permission = match (writes.get_untracked(), reads.get_untracked()) {
                (true, _) => AssociationPermission::Write,
                (false, true) => AssociationPermission::Read,
                (false, false) => return None,
            };
            Some(Right {
                organizer: one.id.clone(),
                permission,
            })
        });
        let wish = AssociationWish {
            name: self.name.get_untracked(),
            rules,
            rights: rights.collect(),
        };
        (wish.rules.check().is_ok() && !wish.name.trim().is_empty()).then_some(wish)
    }
}

/// The form; `made` is called when there is one more.
pub(super) fn form(desk: Desk, made: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let typed = Typed::new();
    let wrong = RwSignal::new(false);
    let organizers = desk.admin.with_untracked(|admin| {
        let organizers = admin.as_ref().map(|admin| admin.organizers.clone());
        organizers.unwrap_or_default()
    });
    let rights: Rights = organizers
        .into_iter()
        .map(|one| (one, RwSignal::new(false), RwSignal::new(false)))
        .collect();
    let boxes = rights.clone().into_iter().map(|(one, reads, writes)| {
        let (read, write) = (format!("reads-{}", one.id), format!("writes-{}", one.id));
        view! {
            <li>
                <span class="rows__main"><strong>{one.name}</strong></span>
                {tick(read, t(text::RIGHT_READ), reads)}
                {tick(write, t(text::RIGHT_WRITE), writes)}
            </li>
        }
    });
    // The id stays until there is an answer, so that asking twice makes one.
    let id = RwSignal::new(ask::new_id());
    let send = move || {
        let wish = typed.wish(&rights);
        wrong.set(wish.is_none());
        let Some(wish) = wish else { return };
        ask::begin(async move {
            let path = format!("/club/{}", id.get_untracked());
            let got = ask::send::<()>("PUT", &path, &wish).await;
            if desk.take(got).is_some() {
                id.set(ask::new_id());
                typed.name.set(String::new());
                made();
            }
        });
    };
    view! {
        <details class="desk-panel desk-form__more" id="club-make">
            <summary>{t(text::CLUB_MAKE)}</summary>
            <form class="desk-form" on:submit=move |event| { event.prevent_default(); send(); }>
                {line("club-name", "text", text::CLUB_NAME, None, typed.name)}
                {rule(typed)}
                <fieldset class="desk-form__set">
                    <legend class="field__label">{t(text::CLUB_RIGHTS)}</legend>
                    <ul class="rows">{boxes.collect_view()}</ul>
                </fieldset>
                <div role="alert">{move || wrong.get().then(|| view! {
                    <p class="desk-why desk-why--stops">{t(text::CLUB_WRONG)}</p>
                })}</div>
                <div class="desk-form__acts">
                    <button class="button button--primary" type="submit">{t(text::ADMIN_SAVE)}</button>
                </div>
            </form>
        </details>
    }
    .into_any()
}

/// Until when a membership runs, and from when it may be renewed.
fn rule(typed: Typed) -> AnyView {
    let i18n = use_i18n();
    let kinds = move || {
        let kinds = [
            ("free", text::RULE_FREE),
            ("age", text::RULE_BY_AGE),
            ("months", text::RULE_BY_MONTHS),
        ];
        let named = kinds.map(|(key, name)| (key.to_owned(), i18n.get(&name.into())));
        named.into_iter().collect()
    };
    let kind = typed.rule;
    let number = move |label| line("club-number", "number", label, None, typed.number);
    let hint = Some(text::RULE_DAY_HINT);
    let more = move || match kind.get().as_str() {
        "free" => line("club-day", "text", text::RULE_DAY, hint, typed.day),
        "age" => number(text::RULE_YEARS),
        _ => number(text::RULE_MONTHS_COUNT),
    };
    let renew = move || {
        let renews = kind.get() != "age";
        renews.then(|| line("club-renew", "number", text::CLUB_RENEW, None, typed.renew))
    };
    view! {
        {select("club-rule", text::CLUB_RULE, kinds, kind)}
        {more}
        {renew}
    }
    .into_any()
}

/// The rule that was chosen; a day is typed as `31/8`.
fn end(rule: &str, number: u32, day: &str) -> EndDateRule {
    match rule {
        "age" => EndDateRule::DateOfBirth { age: number },
        "months" => EndDateRule::RegistrationDate { months: number },
        _ => {
            let read = |part: &str| part.trim().parse::<u32>().unwrap_or(0);
            let suggested = day
                .trim()
                .split_once('/')
                .map(|(day, month)| (read(month), read(day)));
            EndDateRule::Custom { suggested }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_that_is_none_is_refused_by_the_rule_itself() {
        let rules = |day| {
            Rules {
                end: end("free", 0, day),
                renew_months: None,
            }
            .check()
        };
        assert_eq!(
            end("free", 0, "31/8"),
            EndDateRule::Custom {
                suggested: Some((8, 31))
            }
        );
        assert!(rules("29/2").is_ok());
        assert!(rules("").is_ok());
        assert!(rules("31/2").is_err());
        assert!(rules("x/y").is_err());
    }
}
