//! The scanner as the server draws it: nothing looks yet.
#![expect(
    clippy::unused_self,
    reason = "in a browser there is something to do it with"
)]

use super::Phase;
use leptos::{html, prelude::*};

/// No scan.
#[derive(Clone, Copy)]
pub(super) struct Running;

impl Running {
    pub(super) fn new(
        _video: NodeRef<html::Video>,
        _phase: RwSignal<Phase>,
        _on_code: Callback<String>,
        _off: Signal<bool>,
    ) -> Self {
        Self
    }

    pub(super) fn set_torch(self, _on: bool) {}

    pub(super) fn set_zoom(self, _zoom: &str) {}

    pub(super) fn choose(self, _id: &str) {}

    pub(super) fn again(self) {}
}
