//! The card as it is seen, kept on the phone: `sw.js` shows it at once the next time, until the app
//! has its own, and also where the app cannot start at all.

use super::Way;
use crate::{
    device::document,
    i18n::use_i18n,
    passholder::{
        live,
        phone::{Stage, use_phone},
    },
};
use leptos::prelude::*;
use serde::Serialize;
use std::time::Duration;

/// What stands on the screen for a moment only: a number that was asked for, an open menu or dialog.
const PASSING: &str = ".pass__number, details[open], dialog[open]";
/// How long the screen has to stay as it is.
const CALM: Duration = Duration::from_millis(500);

#[derive(Serialize)]
struct Seen {
    path: String,
    html: String,
}

/// Keeps the card whenever it has changed and come to rest.
pub(super) fn remember(way: RwSignal<Way>) {
    let (phone, i18n) = (use_phone(), use_i18n());
    let calm = StoredValue::new_local(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(calm)) = calm.try_update_value(Option::take) {
            calm.clear();
        }
    };
    Effect::new(move |_| {
        phone.kept.track();
        phone.as_of.track();
        phone.link.track();
        phone.likes.track();
        i18n.language();
        stop();
        // The living code is of this minute; the next time begins with the bars.
        if way.get() == Way::Bars && phone.stage.get() == Stage::SignedIn {
            let keep = || leptos::task::spawn_local(keep());
            calm.set_value(set_timeout_with_handle(keep, CALM).ok());
        }
    });
    on_cleanup(stop);
}

async fn keep() {
    let (Some(store), Some(html)) = (live::store(), document::screen(PASSING)) else {
        return;
    };
    let path = document::path();
    // Without it the card comes a moment later.
    if let Err(error) = store.put_seen(&Seen { path, html }).await {
        leptos::logging::warn!("{error}");
    }
}
