//! After the door: why this phone does not help any more, and what it still has to deliver.

use super::{
    address,
    door::{Door, Leaving, Why, use_door},
};
use crate::{
    i18n::{keys::volunteer as text, t, use_i18n},
    ui::{Button, Variant},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// What became of the doors that this phone left; nothing where there were none.
#[component]
pub(super) fn Left() -> impl IntoView {
    let door = use_door();
    move || {
        let left = door.left.get();
        left.last().copied().map(|newest| said(door, newest, &left))
    }
}

fn said(door: Door, newest: Leaving, all: &[Leaving]) -> AnyView {
    let i18n = use_i18n();
    let (title, more) = match newest.why {
        Why::Revoked => (text::LEFT_REVOKED, text::LEFT_REVOKED_MORE),
        Why::Over => (text::LEFT_OVER, text::LEFT_OVER_MORE),
        Why::Stopped => (text::LEFT_STOPPED, text::LEFT_OVER_MORE),
    };
    let count = |of: fn(&Leaving) -> usize| all.iter().map(of).sum::<usize>() as u64;
    let (waiting, held) = (count(|one| one.waiting), count(|one| one.held));
    let waits = (waiting > 0).then(|| {
        let words = move || i18n.get(&text::left_waiting(waiting));
        view! {
            <p class="door__left-waiting" role="status">{words}</p>
            <p class="door__acts">
                <Button variant=Variant::Quiet press=move |_| deliver(door)>{t(text::LEFT_SEND)}</Button>
                <a class="button button--quiet" href=address("deur/redding")>{t(text::RESCUE)}</a>
            </p>
        }
    });
    let held = (held > 0).then(|| {
        let words = move || i18n.get(&text::left_held(held));
        view! { <p class="door__left-held" role="status">{words}</p> }
    });
    let done = (waits.is_none() && held.is_none())
        .then(|| view! { <p role="status">{t(text::LEFT_DONE)}</p> });
    view! {
        <section class="door door__left">
            <h2>{t(title)}</h2>
            <p>{t(more)}</p>
            {waits}
            {held}
            {done}
        </section>
    }
    .into_any()
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server has nothing to deliver")
)]
fn deliver(door: Door) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(super::live::deliver(door));
}

/// A way to stop, asked twice.
#[component]
pub(super) fn Stop() -> impl IntoView {
    let door = use_door();
    let open = RwSignal::new(false);
    let (navigate, here) = (use_navigate(), address("deur"));
    let stop = move |_| {
        open.set(false);
        let (navigate, here) = (navigate.clone(), here.clone());
        leave(door, move || navigate(&here(), NavigateOptions::default()));
    };
    view! {
        <Button variant=Variant::Quiet press=move |_| open.set(true)>{t(text::STOP)}</Button>
        <crate::ui::Dialog id="door-stop" open title=t(text::STOP_ASK)>
            <p>{t(text::STOP_MORE)}</p>
            <div class="door__acts">
                <Button variant=Variant::Danger press=stop>{t(text::STOP)}</Button>
                <Button variant=Variant::Quiet press=move |_| open.set(false)>{t(text::STOP_NOT)}</Button>
            </div>
        </crate::ui::Dialog>
    }
}

#[cfg_attr(
    not(feature = "browser"),
    expect(unused_variables, reason = "the server is at no door")
)]
fn leave(door: Door, done: impl Fn() + 'static) {
    #[cfg(feature = "browser")]
    leptos::task::spawn_local(async move {
        super::live::leave(door, Why::Stopped).await;
        done();
    });
}
