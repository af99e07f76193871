//! Our own decoder, in a worker that is ended when a picture takes too long.

use super::Look;
use crate::{
    device::{
        document,
        value::{get, object},
    },
    scan::Trouble,
};
use js_sys::{Array, Function, Object, Promise};
use leptos::prelude::window;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// How long one look may take, in milliseconds.
const DEADLINE: i32 = 100;
/// How long a worker may take until it can look at all; the first time its files come from the
/// network, on a slow phone.
const PATIENCE: i32 = 20_000;
/// The long edges at which pictures are looked at, in turn, in pixels.
const EDGES: [u32; 2] = [640, 1280];
/// The long edge after two looks in a row that took too long: a phone that is slow or busy.
const TINY: u32 = 400;
/// How many looks stay small after one took too long.
const CAREFUL: u32 = 8;

/// The worker at work, and what the next one needs to start at once.
pub(super) struct Crew {
    worker: Hand,
    module: JsValue,
    turn: usize,
    careful: u32,
    overruns: u32,
}

impl Crew {
    /// Starts the first worker and waits until it can look.
    pub(super) async fn hire() -> Result<Self, Trouble> {
        let (worker, module) = start(&JsValue::UNDEFINED).await?;
        Ok(Self {
            worker,
            module,
            turn: 0,
            careful: 0,
            overruns: 0,
        })
    }

    pub(super) async fn look(
        &mut self,
        video: &web_sys::HtmlVideoElement,
    ) -> Result<Look, Trouble> {
        let picture = window().create_image_bitmap_with_html_video_element(video);
        let picture = match picture {
            Ok(picture) => JsFuture::from(picture).await,
            Err(error) => Err(error),
        };
        // No picture yet, or none any more: the next look sees.
        let Ok(picture) = picture else {
            return Ok(Look::Nothing);
        };
        let question = object(&[("frame", &picture), ("edge", &self.edge().into())]);
        let answer = self
            .worker
            .ask(&question, &Array::of1(&picture), DEADLINE)
            .await;
        // Out of time, or it broke.
        let Some(answer) = answer else {
            self.replace().await?;
            return Ok(Look::TooLong);
        };
        self.overruns = 0;
        Ok(get(&answer, "text")
            .as_string()
            .map_or(Look::Nothing, Look::Code))
    }

    fn edge(&mut self) -> u32 {
        if self.careful > 0 {
            self.careful -= 1;
            return if self.overruns > 1 { TINY } else { EDGES[0] };
        }
        self.turn = (self.turn + 1) % EDGES.len();
        EDGES[self.turn]
    }

    /// Ends the worker that does not come back and starts another.
    async fn replace(&mut self) -> Result<(), Trouble> {
        // At once: the next one needs the processor.
        self.worker.worker.terminate();
        self.careful = CAREFUL;
        self.overruns += 1;
        (self.worker, self.module) = start(&self.module).await?;
        Ok(())
    }
}

async fn start(module: &JsValue) -> Result<(Hand, JsValue), Trouble> {
    let hand = Hand::new()?;
    let answer = hand
        .ask(&object(&[("module", module)]), &Array::new(), PATIENCE)
        .await;
    let module = answer.map(|answer| get(&answer, "module"));
    let module = module
        .filter(JsValue::is_object)
        .ok_or(Trouble::Unreadable)?;
    Ok((hand, module))
}

/// One worker, asked one thing at a time; dropped, it ends in the middle of whatever it does.
struct Hand {
    worker: Worker,
    waiting: Waiting,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    _broke: Closure<dyn FnMut()>,
}

/// Who waits for the worker's next word.
type Waiting = Rc<RefCell<Option<Function>>>;

impl Hand {
    fn new() -> Result<Self, Trouble> {
        let address = document::meta("pasmaat-decoder").ok_or(Trouble::Unreadable)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker =
            Worker::new_with_options(&address, &options).map_err(|_| Trouble::Unreadable)?;
        let waiting = Waiting::default();
        let tell = |answer: &JsValue, waiting: &Waiting| {
            if let Some(resolve) = waiting.take() {
                drop(resolve.call1(&JsValue::NULL, answer));
            }
        };
        let heard = Closure::new({
            let waiting = waiting.clone();
            move |event: MessageEvent| tell(&event.data(), &waiting)
        });
        let broke = Closure::new({
            let waiting = waiting.clone();
            move || tell(&JsValue::UNDEFINED, &waiting)
        });
        worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        worker.set_onerror(Some(broke.as_ref().unchecked_ref()));
        Ok(Self {
            worker,
            waiting,
            _heard: heard,
            _broke: broke,
        })
    }

    /// Asks, giving `with` away; `None` when it breaks or says nothing within these milliseconds.
    async fn ask(&self, question: &Object, with: &Array, within: i32) -> Option<JsValue> {
        let answer = Promise::new(&mut |resolve, _| {
            // Without a timer the worker's own answer is waited for.
            drop(
                window().set_timeout_with_callback_and_timeout_and_arguments_1(
                    &resolve,
                    within,
                    &JsValue::UNDEFINED,
                ),
            );
            self.waiting.replace(Some(resolve));
        });
        self.worker
            .post_message_with_transfer(question, with)
            .ok()?;
        let answer = JsFuture::from(answer).await.ok()?;
        (!answer.is_undefined()).then_some(answer)
    }
}

impl Drop for Hand {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
