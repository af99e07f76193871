//! Nobody is signed in: the passkey asks who it is.

use super::{
    ask::{self, Failed, Passkey},
    desk::{Desk, Stage},
    panel::button,
};
use crate::{
    i18n::{keys::club as text, t},
    ui::{Icon, Sign, Variant},
};
use domain::sync::{
    admin::{Ceremony, Finished},
    shift::DoorReason,
};
use leptos::prelude::*;

/// The way in.
pub(super) fn sign_in(desk: Desk) -> AnyView {
    let act = move || ask::begin(enter(desk));
    view! {
        <div class="page desk-gate">
            <div class="desk-gate__card">
                <span class="desk-gate__sign"><Icon sign=Sign::Check/></span>
                <h1>{t(text::ADMIN_TITLE)}</h1>
                <p class="desk-gate__lead">{t(text::ADMIN_LEAD)}</p>
                {button(Variant::Primary, text::ADMIN_SIGN_IN, act)}
                <p>{t(text::ADMIN_SIGN_IN_WHAT)}</p>
                <p class="desk-gate__small">{t(text::ADMIN_SIGN_IN_NONE)}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Nobody answered.
pub(super) fn unreachable(desk: Desk) -> AnyView {
    let again = move || {
        desk.stage.set(Stage::Opening);
        desk.refresh();
    };
    view! {
        <div class="page desk-gate">
            <div class="desk-gate__card">
                <h1>{t(text::ADMIN_TITLE)}</h1>
                <p>{t(text::ADMIN_ERROR_NETWORK)}</p>
                {button(Variant::Primary, text::ADMIN_AGAIN, again)}
            </div>
        </div>
    }
    .into_any()
}

async fn enter(desk: Desk) {
    let begun = ask::send::<Ceremony>("POST", "/admin/sign-in", &serde_json::json!({})).await;
    let Some(ceremony) = desk.take(begun) else {
        return;
    };
    let Some(credential) = ask::passkey(Passkey::Get, &ceremony.options).await else {
        desk.trouble
            .set(Some(Failed::Refused(DoorReason::PasskeyRefused)));
        return;
    };
    let finished = Finished {
        id: ceremony.id,
        credential,
        name: String::new(),
    };
    let done = ask::send::<()>("POST", "/admin/session", &finished).await;
    if desk.take(done).is_some() {
        desk.refresh();
    }
}
