//! Reading aloud, with a voice of the device in the reader's language.

use domain::language::Language;
use leptos::prelude::window;
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Event, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// Whether this device has a voice in `language`.
pub fn supported(language: Language) -> bool {
    voice(language).is_some()
}

/// Calls `heard` whenever the list of voices changes: some browsers fetch it after the page.
pub fn on_voices(heard: impl Fn() + 'static) {
    if let Some(speech) = speech() {
        let listener = Closure::<dyn Fn(Event)>::new(move |_| heard());
        // The list changes once or twice in a page's life: the listener stays as long.
        let listener = listener.into_js_value();
        drop(speech.add_event_listener_with_callback("voiceschanged", listener.unchecked_ref()));
    }
}

/// Reads `text`; what was being read stops. `over` is called at its end.
pub fn say(language: Language, text: &str, over: impl Fn() + 'static) {
    let (Some(speech), Some(voice)) = (speech(), voice(language)) else {
        return;
    };
    let Ok(words) = SpeechSynthesisUtterance::new_with_text(text) else {
        return;
    };
    words.set_lang(language.code());
    words.set_voice(Some(&voice));
    let listener = Closure::<dyn Fn(Event)>::new(move |_| over()).into_js_value();
    words.set_onend(Some(listener.unchecked_ref()));
    words.set_onerror(Some(listener.unchecked_ref()));
    speech.cancel();
    speech.speak(&words);
}

/// Stops reading.
pub fn hush() {
    if let Some(speech) = speech() {
        speech.cancel();
    }
}

fn voice(language: Language) -> Option<SpeechSynthesisVoice> {
    let voices = speech()?.get_voices();
    let mut voices = voices
        .iter()
        .map(wasm_bindgen::JsValue::unchecked_into::<SpeechSynthesisVoice>);
    voices.find(|voice| speaks(&voice.lang(), language))
}

/// Whether a voice's tag, such as `nl-BE` or Android's `nl_BE`, is of a language.
fn speaks(tag: &str, language: Language) -> bool {
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    first.eq_ignore_ascii_case(language.code())
}

fn speech() -> Option<SpeechSynthesis> {
    let speech = window().speech_synthesis().ok()?;
    (!AsRef::<wasm_bindgen::JsValue>::as_ref(&speech).is_undefined()).then_some(speech)
}
