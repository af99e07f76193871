//! What a tablet does by itself: its code, made anew as time goes by, and the question how many points
//! somebody has now.

use super::{GUESSES, best, helper, keep, kept, store};
use crate::{offline::http, volunteer::door::Door};
use domain::{
    shift::{guess::Guesses, screen::ScreenCode},
    sync::shift::Greeting,
};
use leptos::prelude::*;
use std::time::Duration;
use uuid::Uuid;

/// How often it is looked whether the code is another one.
const EVERY: Duration = Duration::from_secs(1);

/// Shows the code of this moment for as long as the screen is there.
pub(in crate::volunteer) fn show_code(door: Door, code: RwSignal<String>) {
    let show = move || {
        let now = this_moment(door).unwrap_or_default();
        if code.try_with_untracked(|shown| *shown != now) == Some(true) {
            code.set(now);
        }
    };
    Effect::new(move |_| {
        show();
        if let Ok(every) = set_interval_with_handle(show, EVERY) {
            on_cleanup(move || every.clear());
        }
    });
}

fn this_moment(door: Door) -> Option<String> {
    let known = door.known.try_get_untracked()??;
    let device = helper()?.device.parse().ok()?;
    let activity = u8::try_from(door.activity.try_get_untracked()?).ok()?;
    let code = || ScreenCode::at(&known.key, device, activity, best()).text();
    known.shows_code.then(code)
}

/// What to say to whoever was just checked in; nothing without network.
pub(in crate::volunteer) async fn greeting(command: Uuid) -> Option<Greeting> {
    let path = format!("/api/v1/shifts/{}/greeting/{command}", helper()?.shift);
    http::get(&path).await.ok()
}

/// Reads how often somebody guessed at the PIN before this page was opened.
pub(in crate::volunteer) fn show_guesses(guesses: RwSignal<Guesses>) {
    Effect::new(move |_| {
        leptos::task::spawn_local(async move {
            if let Some(store) = store()
                && let Some(known) = kept::<Guesses>(&store, GUESSES).await
            {
                guesses.try_set(known);
            }
        });
    });
}

/// Keeps how often somebody guessed.
pub(in crate::volunteer) async fn keep_guesses(guesses: Guesses) {
    keep(GUESSES, &guesses).await;
}
