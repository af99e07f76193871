//! Somebody has a link: a name, a passkey, and in.

use super::{
    address,
    ask::{self, Failed, Passkey},
    desk::Desk,
    panel::{button, line, sentence},
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::Variant,
};
use domain::sync::{
    admin::{Ceremony, Finished, InviteSecret},
    shift::DoorReason,
};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// How far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum At {
    Opening,
    /// The link is of no use.
    No(Failed),
    /// The address has no secret.
    Empty,
    /// For whom, and whether a name must be asked.
    Asked {
        place: String,
        new: bool,
    },
}

/// The way in by a link.
pub(super) fn invitation(desk: Desk) -> AnyView {
    let i18n = use_i18n();
    let secret = StoredValue::new(String::new());
    let at = RwSignal::new(At::Opening);
    let name = RwSignal::new(String::new());
    Effect::new(move |_| {
        let found = ask::take_fragment();
        if found.is_empty() {
            at.set(At::Empty);
            return;
        }
        secret.set_value(found.clone());
        ask::begin(async move {
            let shown = InviteSecret {
                secret: found,
                name: String::new(),
            };
            at.set(
                match ask::send::<Ceremony>("POST", "/admin/invite", &shown).await {
                    Ok(asked) => At::Asked {
                        place: asked.place.unwrap_or_default(),
                        new: asked.new,
                    },
                    Err(failed) => At::No(failed),
                },
            );
        });
    });
    let navigate = use_navigate();
    let home = address("");
    let make = move || {
        let (navigate, home) = (navigate.clone(), home());
        let shown = InviteSecret {
            secret: secret.get_value(),
            name: name.get_untracked(),
        };
        let new = matches!(at.get_untracked(), At::Asked { new: true, .. });
        ask::begin(async move {
            if new && shown.name.trim().is_empty() {
                desk.trouble
                    .set(Some(Failed::Refused(DoorReason::NameMissing)));
                return;
            }
            if make_passkey(desk, shown).await.is_some() {
                desk.refresh();
                navigate(&home, leptos_router::NavigateOptions::default());
            }
        });
    };
    let inside = move || match at.get() {
        At::Opening => view! { <p role="status">{t(text::ADMIN_LOADING)}</p> }.into_any(),
        At::Empty => view! { <p>{t(text::ADMIN_NO_LINK)}</p> }.into_any(),
        At::No(failed) => view! { <p>{t(sentence(failed))}</p> }.into_any(),
        At::Asked { place, new } => {
            let make = make.clone();
            view! {
                <p class="desk-gate__lead">{move || i18n.get(&text::admin_welcome_for(place.clone()))}</p>
                {new.then(|| line("admin-name", "text", text::ADMIN_YOUR_NAME, None, name))}
                {button(Variant::Primary, text::ADMIN_MAKE_PASSKEY, make)}
                <p class="desk-gate__small">{t(text::ADMIN_SIGN_IN_WHAT)}</p>
            }
            .into_any()
        }
    };
    view! {
        <div class="page desk-gate">
            <div class="desk-gate__card">
                <h1>{t(text::ADMIN_WELCOME)}</h1>
                {inside}
            </div>
        </div>
    }
    .into_any()
}

async fn make_passkey(desk: Desk, shown: InviteSecret) -> Option<()> {
    let begun = ask::send::<Ceremony>("POST", "/admin/invite", &shown).await;
    let ceremony = desk.take(begun)?;
    finish(desk, ceremony, shown.name).await
}

/// Lets the authenticator make the passkey and tells the server.
pub(super) async fn finish(desk: Desk, ceremony: Ceremony, name: String) -> Option<()> {
    let Some(credential) = ask::passkey(Passkey::Create, &ceremony.options).await else {
        desk.trouble
            .set(Some(Failed::Refused(DoorReason::PasskeyRefused)));
        return None;
    };
    let finished = Finished {
        id: ceremony.id,
        credential,
        name,
    };
    let made = ask::send::<()>("POST", "/admin/passkeys", &finished).await;
    desk.take(made)
}
