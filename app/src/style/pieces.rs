//! The specimens, a section a family of components.

use crate::{
    i18n::{
        Key,
        keys::{common, style},
        t, use_i18n,
    },
    ui::{
        Badge, Bar, Barcode, Button, Card, Choice, Dialog, Empty, Field, Outcome, PointsToGoal, Qr,
        Row, Rows, Scanner, Toast, Tone, Variant, Verdict,
    },
};
use leptos::prelude::*;

/// A text as a value that fields follow.
fn text(key: Key) -> Signal<String> {
    let i18n = use_i18n();
    Signal::derive(move || i18n.get(&key.into()))
}

pub(super) fn colours() -> AnyView {
    let names = [
        "paper", "raised", "ink", "action", "accent", "sun", "good", "wait", "bad",
    ];
    let swatches = names.map(|name| view! { <li class=format!("swatch swatch--{name}")></li> });
    view! {
        <section>
            <h2>{t(style::COLOURS)}</h2>
            <ul class="swatches" aria-hidden="true">{swatches}</ul>
        </section>
    }
    .into_any()
}

pub(super) fn buttons() -> AnyView {
    view! {
        <section>
            <h2>{t(style::BUTTONS)}</h2>
            <div class="specimen__row">
                <Button>{t(style::PRIMARY)}</Button>
                <Button variant=Variant::Quiet>{t(style::QUIET)}</Button>
                <Button variant=Variant::Danger>{t(style::DANGER)}</Button>
                <Button disabled=true>{t(style::DISABLED)}</Button>
                <Button busy=true>{t(style::BUSY)}</Button>
            </div>
        </section>
    }
    .into_any()
}

pub(super) fn fields() -> AnyView {
    view! {
        <section>
            <h2>{t(style::FIELDS)}</h2>
            <Field name="specimen-name" label=t(style::NAME)/>
            <Field name="specimen-number" label=t(style::NUMBER) keyboard="numeric" hint=text(style::NUMBER_HINT)/>
            <Field
                name="specimen-wrong"
                label=t(style::NUMBER)
                keyboard="numeric"
                hint=text(style::NUMBER_HINT)
                error=text(style::NUMBER_ERROR)
            />
            <Choice name="specimen-choice" checked=true>{t(style::CHOICE)}</Choice>
        </section>
    }
    .into_any()
}

pub(super) fn dialog() -> AnyView {
    let open = RwSignal::new(false);
    view! {
        <section>
            <h2>{t(style::DIALOG)}</h2>
            <button class="button button--quiet" type="button" on:click=move |_| open.set(true)>
                {t(style::DIALOG_OPEN)}
            </button>
            <Dialog id="specimen-dialog" open title=t(style::DIALOG_ASK)>
                <div class="dialog__acts">
                    <button class="button button--danger" type="button" on:click=move |_| open.set(false)>
                        {t(style::DANGER)}
                    </button>
                    <button class="button button--quiet" type="button" on:click=move |_| open.set(false)>
                        {t(style::QUIET)}
                    </button>
                </div>
            </Dialog>
        </section>
    }
    .into_any()
}

pub(super) fn messages() -> AnyView {
    view! {
        <section>
            <h2>{t(style::MESSAGES)}</h2>
            <Bar class="bar--shown bar--offline" text=t(common::BAR_OFFLINE)/>
            <Bar class="bar--shown" text=t(common::BAR_UPDATE)>
                <Button variant=Variant::Quiet>{t(common::BAR_UPDATE_NOW)}</Button>
            </Bar>
            <Bar class="bar--shown" text=t(common::BAR_INSTALL)>
                <Button variant=Variant::Quiet>{t(common::BAR_INSTALL_NOW)}</Button>
                <Button variant=Variant::Quiet>{t(common::BAR_LATER)}</Button>
            </Bar>
            <Bar class="bar--shown" text=t(common::BAR_INSTALL_IOS)/>
            <p class="specimen__row">
                <Badge tone=Tone::Good>{t(style::GOOD)}</Badge>
                <Badge tone=Tone::Wait>{t(style::WAIT)}</Badge>
                <Badge tone=Tone::Bad>{t(style::BAD)}</Badge>
            </p>
            <Toast inline=true>{t(style::TOAST)}</Toast>
        </section>
    }
    .into_any()
}

pub(super) fn lists() -> AnyView {
    let i18n = use_i18n();
    let reward = move || i18n.get(&style::CARD.into());
    let left = move |n: u64| move || i18n.get(&style::points_left(n, reward()));
    view! {
        <section>
            <h2>{t(style::LISTS)}</h2>
            <ul class="cards">
                {move || view! { <Card title=reward() href="#main">{t(style::CARD_TEXT)}</Card> }}
                {move || view! { <Card title=reward()>{t(style::CARD_TEXT)}</Card> }}
            </ul>
            <Rows>
                <Row side="+1">{t(style::CARD)}</Row>
                <Row side="−4">{t(style::CARD_TEXT)}</Row>
            </Rows>
            <Empty>{t(style::EMPTY)}</Empty>
            <PointsToGoal have=9 goal=10 text=left(1)/>
            <PointsToGoal have=7 goal=10 text=left(3)/>
            <PointsToGoal have=5 goal=16 text=left(11)/>
        </section>
    }
    .into_any()
}

/// A public test card's number.
const NUMBER: &str = "0900000095902";

pub(super) fn codes() -> AnyView {
    let off = RwSignal::new(true);
    let seen = RwSignal::new(String::new());
    view! {
        <section>
            <h2>{t(style::CODES)}</h2>
            <Barcode digits=NUMBER label=t(style::CODE_BARS)/>
            <Qr text=NUMBER label=t(style::CODE_QR)/>
            <p>
                <Button variant=Variant::Quiet press=move |_| off.update(|off| *off = !*off)>
                    {t(style::CAMERA)}
                </Button>
            </p>
            <Scanner on_code=Callback::new(move |text| seen.set(text)) off/>
            <p class="ltr"><output class="specimen__seen">{seen}</output></p>
        </section>
    }
    .into_any()
}

pub(super) fn verdicts() -> AnyView {
    let specimens = [
        (Outcome::Saved, style::SAVED, style::SAVED_MORE),
        (Outcome::Waiting, style::WAITING, style::WAITING_MORE),
        (Outcome::Already, style::ALREADY, style::ALREADY_MORE),
        (Outcome::Refused, style::REFUSED, style::REFUSED_MORE),
        (
            Outcome::Unreadable,
            style::UNREADABLE,
            style::UNREADABLE_MORE,
        ),
    ];
    let shown = specimens
        .map(|(outcome, word, more)| view! { <Verdict outcome word=t(word) more=t(more)/> });
    view! {
        <section>
            <h2>{t(style::VERDICTS)}</h2>
            <div class="specimen__verdicts">{shown}</div>
        </section>
    }
    .into_any()
}
