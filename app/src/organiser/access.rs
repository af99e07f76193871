//! Who gets in: one's own passkeys, the other admins, and a link for somebody new or somebody lost.

use super::{
    ask,
    desk::{Desk, Stage},
    format::moment,
    invitation::finish,
    panel::button,
};
use crate::{
    i18n::{keys::club as text, t, use_i18n},
    ui::{Empty, Qr, Variant},
};
use domain::sync::admin::{Ceremony, InviteLink, NewInvite, OtherAdmin, PasskeyView};
use leptos::prelude::*;

/// The screen.
pub(super) fn access(desk: Desk) -> AnyView {
    let link = RwSignal::new(None::<InviteLink>);
    let passkeys = Memo::new(move |_| {
        desk.admin.with(|admin| {
            admin
                .as_ref()
                .map(|admin| admin.passkeys.clone())
                .unwrap_or_default()
        })
    });
    let others = Memo::new(move |_| {
        desk.admin.with(|admin| {
            admin
                .as_ref()
                .map(|admin| admin.others.clone())
                .unwrap_or_default()
        })
    });
    let invite = move |admin_id: Option<String>| {
        ask::begin(async move {
            let made =
                ask::send::<InviteLink>("POST", "/admin/invites", &NewInvite { admin_id }).await;
            if let Some(made) = desk.take(made) {
                link.set(Some(made));
            }
        });
    };
    let add = move || {
        ask::begin(async move {
            let begun = ask::send::<Ceremony>("POST", "/admin/passkeys/start", &()).await;
            let Some(ceremony) = desk.take(begun) else {
                return;
            };
            if finish(desk, ceremony, String::new()).await.is_some() {
                desk.refresh();
            }
        });
    };
    let out = move || {
        ask::begin(async move {
            let gone = ask::send::<()>("DELETE", "/admin/session", &()).await;
            if desk.take(gone).is_some() {
                desk.admin.set(None);
                desk.stage.set(Stage::SignedOut);
            }
        });
    };
    let name = move || {
        desk.admin.with(|admin| {
            admin
                .as_ref()
                .map(|admin| admin.name.clone())
                .unwrap_or_default()
        })
    };
    let listed = move || {
        let others = others.get();
        if others.is_empty() {
            return view! { <Empty>{t(text::ADMIN_OTHERS_EMPTY)}</Empty> }.into_any();
        }
        let rows = others
            .into_iter()
            .map(|other| other_row(desk, other, invite));
        view! { <ul class="rows">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section>
            <div class="desk-head">
                <div><h1>{t(text::ADMIN_ACCESS)}</h1><p class="desk-card__what">{name}</p></div>
                {button(Variant::Quiet, text::ADMIN_SIGN_OUT, out)}
            </div>
            <div class="desk-columns">
                <section class="desk-panel">
                    <h2>{t(text::ADMIN_PASSKEYS)}</h2>
                    <p>{t(text::ADMIN_PASSKEYS_WHAT)}</p>
                    <ul class="rows">
                        {move || passkeys.get().into_iter().map(|key| key_row(desk, key)).collect_view()}
                    </ul>
                    {button(Variant::Primary, text::ADMIN_PASSKEY_ADD, add)}
                </section>
                <section class="desk-panel">
                    <h2>{t(text::ADMIN_OTHERS)}</h2>
                    {listed}
                    {button(Variant::Primary, text::ADMIN_INVITE_ADMIN, move || invite(None))}
                    <div aria-live="polite">{move || link.get().map(shown)}</div>
                </section>
            </div>
        </section>
    }
    .into_any()
}

fn key_row(desk: Desk, key: PasskeyView) -> AnyView {
    let i18n = use_i18n();
    let made = moment(key.created_at);
    let used = key.used_at.map(|at| {
        let at = moment(at);
        view! { <span class="desk-phone__more">{move || i18n.get(&text::admin_used(at.clone()))}</span> }
    });
    let id = key.id;
    let remove = move || {
        let path = format!("/admin/passkeys/{id}");
        ask::begin(async move {
            let gone = ask::send::<()>("DELETE", &path, &()).await;
            if desk.take(gone).is_some() {
                desk.refresh();
            }
        });
    };
    view! {
        <li>
            <span class="rows__main">
                <strong>{move || i18n.get(&text::admin_passkey(made.clone()))}</strong>
                {used}
            </span>
            {button(Variant::Quiet, text::ADMIN_PASSKEY_REMOVE, remove)}
        </li>
    }
    .into_any()
}

fn other_row(
    desk: Desk,
    other: OtherAdmin,
    invite: impl Fn(Option<String>) + Copy + Send + Sync + 'static,
) -> AnyView {
    let (lost, gone) = (other.id.clone(), other.id);
    let end = move || {
        let path = format!("/admin/admins/{gone}");
        ask::begin(async move {
            let done = ask::send::<()>("DELETE", &path, &()).await;
            if desk.take(done).is_some() {
                desk.refresh();
            }
        });
    };
    view! {
        <li>
            <span class="rows__main"><strong>{other.name}</strong></span>
            {button(Variant::Quiet, text::ADMIN_RECOVER, move || invite(Some(lost.clone())))}
            {button(Variant::Danger, text::ADMIN_END_RIGHT, end)}
        </li>
    }
    .into_any()
}

/// A link to hand over: as text, and as a code for a phone that is near.
fn shown(link: InviteLink) -> AnyView {
    let copied = RwSignal::new(false);
    let address = link.address.clone();
    let copy = move || {
        ask::copy(&address);
        copied.set(true);
    };
    view! {
        <div class="desk-link">
            <p>{t(text::ADMIN_LINK)}</p>
            <p class="desk-link__text"><bdi dir="ltr">{link.address.clone()}</bdi></p>
            {button(Variant::Quiet, text::ADMIN_COPY_LINK, copy)}
            <p role="status">{move || copied.get().then(|| t(text::ADMIN_COPIED)())}</p>
            <Qr text=link.address label=t(text::ADMIN_INVITE_ADMIN)/>
        </div>
    }
    .into_any()
}
