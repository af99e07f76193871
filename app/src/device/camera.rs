//! The phone's camera: started, lit, zoomed, chosen, and given back.

use super::value::{call, call_async, get, name_of, object};
use crate::scan::{Choice, Lens, Trouble};
use js_sys::Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlVideoElement, MediaDevices, MediaStream, MediaStreamTrack};

/// Where the chosen camera is remembered.
const CHOSEN: &str = "camera";

/// A camera that runs. Dropped, it is off, and its light with it.
pub struct Camera {
    stream: MediaStream,
    track: MediaStreamTrack,
}

/// Whether this browser gives a camera to this page at all.
pub fn supported() -> bool {
    devices().is_some()
}

impl Camera {
    /// Starts the camera that was chosen before, else the one at the back, in `video`. The first
    /// time, the browser asks the person.
    pub async fn start(video: &HtmlVideoElement) -> Result<Self, Trouble> {
        let devices = devices().ok_or(Trouble::Insecure)?;
        let trouble = |error: JsValue| Trouble::named(&name_of(&error));
        let opened = match chosen() {
            // A camera that was unplugged leaves its name behind.
            Some(id) => match open(&devices, Some(&id)).await {
                Err(error) if Trouble::named(&name_of(&error)) == Trouble::Missing => {
                    open(&devices, None).await
                }
                opened => opened,
            },
            None => open(&devices, None).await,
        };
        let stream = opened.map_err(trouble)?;
        let track: MediaStreamTrack = stream.get_video_tracks().get(0).unchecked_into();
        let camera = Self { stream, track };
        video.set_src_object(Some(&camera.stream));
        // Without this an iPhone plays it over the whole screen.
        video.set_muted(true);
        let playing = video.play().map_err(trouble)?;
        JsFuture::from(playing).await.map_err(trouble)?;
        Ok(camera)
    }

    /// Whether its picture still comes: another app may take the camera, or a cable be pulled.
    pub fn runs(&self) -> bool {
        get(&self.track, "readyState").as_string().as_deref() == Some("live")
    }

    /// What it can do, and which others there are.
    pub async fn lens(&self) -> Lens {
        let can = call(&self.track, "getCapabilities", &[]).unwrap_or(JsValue::UNDEFINED);
        let zoom = get(&can, "zoom");
        let range = get(&zoom, "min").as_f64().zip(get(&zoom, "max").as_f64());
        Lens {
            id: get(&self.track.get_settings(), "deviceId")
                .as_string()
                .unwrap_or_default(),
            torch: get(&can, "torch").as_bool() == Some(true),
            zoom: range.filter(|(least, most)| most > least),
            choices: choices().await,
        }
    }

    /// Lights the lamp or puts it out; a camera without one does nothing.
    pub async fn set_torch(&self, on: bool) {
        self.set("torch", &on.into()).await;
    }

    /// Zooms; a camera that cannot does nothing.
    pub async fn set_zoom(&self, zoom: f64) {
        self.set("zoom", &zoom.into()).await;
    }

    async fn set(&self, what: &str, value: &JsValue) {
        let advanced = Array::of1(&object(&[(what, value)]));
        let constraints = object(&[("advanced", &advanced)]);
        drop(call_async(&self.track, "applyConstraints", &[&constraints]).await);
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.track.stop();
    }
}

/// Starts with this camera from now on.
pub fn choose(id: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // Not kept, it is asked again next time.
        drop(storage.set_item(CHOSEN, id));
    }
}

fn chosen() -> Option<String> {
    window().local_storage().ok()??.get_item(CHOSEN).ok()?
}

fn devices() -> Option<MediaDevices> {
    let devices = window().navigator().media_devices().ok()?;
    devices.is_object().then_some(devices)
}

async fn open(devices: &MediaDevices, id: Option<&str>) -> Result<MediaStream, JsValue> {
    // The size of the larger look: more pixels only cost time.
    let ideal = |value: f64| JsValue::from(object(&[("ideal", &value.into())]));
    let mut video = vec![("width", ideal(1280.0)), ("height", ideal(720.0))];
    match id {
        Some(id) => video.push(("deviceId", object(&[("exact", &id.into())]).into())),
        None => video.push((
            "facingMode",
            object(&[("ideal", &"environment".into())]).into(),
        )),
    }
    let video: Vec<_> = video.iter().map(|(name, value)| (*name, value)).collect();
    let constraints = object(&[("audio", &false.into()), ("video", &object(&video))]);
    let stream = call_async(devices, "getUserMedia", &[&constraints]).await?;
    stream.dyn_into()
}

async fn choices() -> Vec<Choice> {
    let Some(devices) = devices() else {
        return Vec::new();
    };
    let listed = call_async(&devices, "enumerateDevices", &[]).await;
    let Ok(listed) = listed.and_then(JsCast::dyn_into::<Array>) else {
        return Vec::new();
    };
    let word = |device: &JsValue, name| get(device, name).as_string().unwrap_or_default();
    listed
        .iter()
        .filter(|device| word(device, "kind") == "videoinput")
        .map(|device| Choice {
            id: word(&device, "deviceId"),
            label: word(&device, "label"),
        })
        .collect()
}
