//! Short tones, made here: nothing to fetch, nothing to wait for.

use super::value::has;
use crate::ui::Outcome;
use leptos::prelude::window;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

/// How long one tone sounds, in seconds.
const TONE: f64 = 0.11;
/// How loud, from 0 to 1.
const VOLUME: f32 = 0.25;

thread_local! {
    /// One for the page: browsers allow only a few.
    static CONTEXT: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Whether this browser makes tones.
pub fn supported() -> bool {
    has(&window(), "AudioContext")
}

/// The tones of an outcome: rising for yes, the same twice for kept or done before, falling for no.
pub fn outcome(outcome: Outcome) {
    let tones: &[f32] = match outcome {
        Outcome::Saved => &[660.0, 990.0],
        Outcome::Waiting => &[660.0, 660.0],
        Outcome::Already => &[440.0, 440.0, 440.0],
        Outcome::Refused => &[330.0, 196.0],
        Outcome::Unreadable => &[262.0],
        Outcome::Member => &[660.0, 990.0, 1320.0],
        Outcome::Stranger => &[440.0, 330.0],
    };
    if supported() {
        // Sound is one of four ways: without it the screen still tells.
        drop(play(tones));
    }
}

fn play(tones: &[f32]) -> Result<(), JsValue> {
    let context = CONTEXT.with_borrow_mut(|kept| match kept {
        Some(context) => Ok(context.clone()),
        none => AudioContext::new().map(|context| none.insert(context).clone()),
    })?;
    // Asleep until the person has touched the page.
    drop(context.resume()?);
    let mut start = context.current_time();
    for &tone in tones {
        let (oscillator, gain) = (context.create_oscillator()?, context.create_gain()?);
        oscillator.set_type(OscillatorType::Triangle);
        oscillator.frequency().set_value(tone);
        // It fades, so that it does not crack.
        gain.gain().set_value_at_time(VOLUME, start)?;
        gain.gain()
            .linear_ramp_to_value_at_time(0.0, start + TONE)?;
        oscillator.connect_with_audio_node(&gain)?;
        gain.connect_with_audio_node(&context.destination())?;
        oscillator.start_with_when(start)?;
        oscillator.stop_with_when(start + TONE)?;
        start += TONE;
    }
    Ok(())
}
