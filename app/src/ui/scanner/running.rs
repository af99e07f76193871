//! The scanner in a browser: starts the scan with the picture, and passes on what the person wants.

use super::Phase;
use crate::device::scan::{Scan, Sight};
use leptos::{html, prelude::*};

/// The scan behind the picture.
#[derive(Clone, Copy)]
pub(super) struct Running {
    scan: StoredValue<Option<Scan>, LocalStorage>,
    tries: RwSignal<u32>,
}

impl Running {
    pub(super) fn new(
        video: NodeRef<html::Video>,
        phase: RwSignal<Phase>,
        on_code: Callback<String>,
        off: Signal<bool>,
    ) -> Self {
        let scan = StoredValue::new_local(None);
        let tries = RwSignal::new(0);
        Effect::new(move |_| {
            tries.track();
            let (off, Some(video)) = (off.get(), video.get()) else {
                return;
            };
            // What ran before has ended before the next one asks for the camera.
            scan.set_value(None);
            if off {
                phase.set(Phase::Resting);
                return;
            }
            phase.set(Phase::Starting);
            let tell = move |sight| match sight {
                Sight::Started(lens) => phase.set(Phase::Looking(lens)),
                Sight::Paused => phase.set(Phase::Starting),
                Sight::Trouble(trouble) => phase.set(Phase::Trouble(trouble)),
                Sight::Code(text) => drop(on_code.try_run(text)),
            };
            scan.set_value(Some(Scan::start(video, tell)));
        });
        Self { scan, tries }
    }

    pub(super) fn set_torch(self, on: bool) {
        self.with(|scan| scan.set_torch(on));
    }

    /// Zooms to what the slider says.
    pub(super) fn set_zoom(self, zoom: &str) {
        if let Ok(zoom) = zoom.parse() {
            self.with(|scan| scan.set_zoom(zoom));
        }
    }

    pub(super) fn choose(self, id: &str) {
        self.with(|scan| scan.choose(id));
    }

    pub(super) fn again(self) {
        self.tries.update(|tries| *tries += 1);
    }

    fn with(self, act: impl FnOnce(&Scan)) {
        self.scan.with_value(|scan| scan.as_ref().map(act));
    }
}
