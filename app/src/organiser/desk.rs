//! Who is signed in, and what went wrong last: shared by all screens of this audience.

use super::ask::{self, Failed};
use domain::sync::{admin::AdminView, shift::DoorReason};
use leptos::prelude::*;

/// How far the browser is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// It still asks.
    Opening,
    /// Nobody answered.
    Unreachable,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is.
    SignedIn,
}

/// What all screens share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) stage: RwSignal<Stage>,
    pub(super) admin: RwSignal<Option<AdminView>>,
    pub(super) trouble: RwSignal<Option<Failed>>,
}

impl Desk {
    /// Begins, and asks who is signed in.
    pub(super) fn provide() -> Self {
        let desk = Self {
            stage: RwSignal::new(Stage::Opening),
            admin: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        Effect::new(move |_| desk.refresh());
        desk
    }

    /// Asks who is signed in.
    pub(super) fn refresh(self) {
        ask::begin(async move {
            let stage = match ask::get::<AdminView>("/admin").await {
                Ok(admin) => {
                    self.admin.set(Some(admin));
                    Stage::SignedIn
                }
                Err(Failed::Refused(DoorReason::SignedOut)) => Stage::SignedOut,
                Err(_) => Stage::Unreachable,
            };
            self.stage.set(stage);
        });
    }

    /// Whether the registry is elsewhere, which makes activities and knows members by itself.
    pub(super) fn is_elsewhere(self) -> bool {
        let elsewhere = |admin: &Option<AdminView>| admin.as_ref().is_some_and(|one| one.elsewhere);
        self.admin.with(elsewhere)
    }

    /// Takes what came, or shows why nothing did.
    pub(super) fn take<T>(self, got: Result<T, Failed>) -> Option<T> {
        match got {
            Ok(got) => {
                self.trouble.set(None);
                Some(got)
            }
            Err(failed) => {
                if failed == Failed::Refused(DoorReason::SignedOut) {
                    self.stage.set(Stage::SignedOut);
                }
                self.trouble.set(Some(failed));
                None
            }
        }
    }

    /// As [`Desk::take`], for what is asked again and again: silence is no trouble yet.
    pub(super) fn take_quietly<T>(self, got: Result<T, Failed>) -> Option<T> {
        match got {
            Err(Failed::Network) => None,
            got => self.take(got),
        }
    }
}
