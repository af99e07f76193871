//! Redeeming on one's own phone: asked once more, with the PIN where there is one, then kept as a
//! command. Whatever happens to the answer, it is redeemed once and the code comes back.

use crate::{
    i18n::{Text, keys::passholder as text, t, use_i18n},
    passholder::{
        collect::AnswerLine,
        phone::{Phone, use_phone},
        redeemed::CodeToCopy,
    },
    ui::{Dialog, Field},
};
use domain::{command::What, sync::phone::Person, verdict::Verdict};
use leptos::prelude::*;

/// Button, question and answer.
#[component]
pub(super) fn Redeem(
    /// The reward.
    reward: String,
    /// What it costs, in words.
    price: Signal<String>,
    /// For whom.
    person: Memo<Option<Person>>,
    /// Whether the person may have it now.
    ready: Memo<bool>,
) -> impl IntoView {
    let (phone, i18n) = (use_phone(), use_i18n());
    let open = RwSignal::new(false);
    let pin = RwSignal::new(String::new());
    let error = RwSignal::new(None::<Text>);
    let has_pin = Memo::new(move |_| {
        phone
            .with_snapshot(|snapshot| snapshot.has_pin)
            .unwrap_or(false)
    });
    let wanted = reward.clone();
    let own = move |what: &What| matches!(what, What::Redeem { reward, .. } if *reward == wanted);
    let asked = Memo::new(move |_| {
        let asked = phone.asked.get();
        asked.into_iter().rev().find(|one| own(&one.what))
    });
    let waits = move || {
        asked.with(|asked| {
            asked
                .as_ref()
                .is_some_and(super::super::asked::Asked::waits)
        })
    };
    let go = move |_| {
        let Some(person) = person.get_untracked() else {
            return;
        };
        let what = What::Redeem {
            passholder: person.id,
            reward: reward.clone(),
        };
        start(phone, what, pin, error, open);
    };
    let says = Signal::derive(move || error.get().map(|error| i18n.get(&error)));
    let code = move || {
        asked.with(
            |asked| match asked.as_ref().and_then(|one| one.verdict.as_ref()) {
                Some(Verdict::Redeemed { code, .. }) => code.clone(),
                _ => None,
            },
        )
    };
    view! {
        <button
            class="button button--primary button--wide"
            type="button"
            disabled=move || !ready.get() || waits()
            on:click=move |_| open.set(true)
        >
            {t(text::REDEEM)}
        </button>
        <Dialog id="redeem" open title=t(text::REDEEM_ASK)>
            <p>{move || i18n.get(&text::redeem_what(price.get()))}</p>
            {move || has_pin.get().then(|| view! {
                <Field name="redeem-pin" label=t(text::REDEEM_PIN) kind="password" keyboard="numeric" value=pin error=says autocomplete="current-password"/>
            })}
            <div class="dialog__acts">
                <button class="button button--primary" type="button" on:click=go>{t(text::REDEEM_YES)}</button>
                <button class="button button--quiet" type="button" on:click=move |_| open.set(false)>{t(text::CANCEL)}</button>
            </div>
        </Dialog>
        <div aria-live="polite">
            {move || waits().then(|| view! { <p class="detail__how">{t(text::REDEEM_KEPT)}</p> })}
            {move || code().map(|code| view! {
                <div class="proof"><p class="proof__title">{t(text::YOUR_CODE)}</p><CodeToCopy code/></div>
            })}
            {move || asked.get().map(|one| view! { <ul class="answers"><AnswerLine one/></ul> })}
        </div>
    }
}

/// Checks the PIN where the server can be asked, then keeps the command.
fn start(
    phone: Phone,
    what: What,
    pin: RwSignal<String>,
    error: RwSignal<Option<Text>>,
    open: RwSignal<bool>,
) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        use crate::passholder::live;
        let has_pin = phone.kept.with_untracked(|kept| {
            kept.snapshot
                .as_ref()
                .is_some_and(|snapshot| snapshot.has_pin)
        });
        if has_pin && let Err(refused) = live::check_pin(&pin.get_untracked()).await {
            error.try_set(Some(refused));
            return;
        }
        pin.try_set(String::new());
        error.try_set(None);
        open.try_set(false);
        if let Err(failure) = live::ask(phone, what, None).await {
            leptos::logging::warn!("{failure}");
        }
    });
    #[cfg(not(feature = "browser"))]
    let _ = (phone, what, pin, error, open);
}
