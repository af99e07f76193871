//! The scan itself: camera and decoder together, until it is dropped.
//!
//! In the background the camera is given back, and taken again when the person returns: browsers
//! leave a dead picture otherwise.

use super::{
    camera::{self, Camera},
    decode::{Decoder, Look},
    wait::wait,
};
use crate::scan::{Lens, Trouble};
use leptos::{prelude::window, task::spawn_local};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use web_sys::HtmlVideoElement;

/// Between two looks, in milliseconds: the page has its turn.
const PAUSE: i32 = 25;
/// Between two tries to get a camera that another app holds.
const RETRY: i32 = 1_500;
/// How often a page in the background looks whether it still is.
const NAP: i32 = 250;

/// What a scan tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// The camera's picture comes.
    Started(Lens),
    /// The camera was given back for as long as the page is in the background.
    Paused,
    /// A code's text: the same one again and again while it is in the picture.
    Code(String),
    /// Nothing to see, and why. After [`Trouble::Taken`] it tries on, after any other it has ended.
    Trouble(Trouble),
}

/// A scan that runs; dropped, it ends.
pub struct Scan {
    inner: Rc<Inner>,
}

struct Inner {
    video: HtmlVideoElement,
    camera: RefCell<Option<Rc<Camera>>>,
    ended: Cell<bool>,
    tell: Box<dyn Fn(Sight)>,
}

impl Scan {
    /// Starts to look through `video` and tells what it sees.
    pub fn start(video: HtmlVideoElement, tell: impl Fn(Sight) + 'static) -> Self {
        let inner = Rc::new(Inner {
            video,
            camera: RefCell::default(),
            ended: Cell::new(false),
            tell: Box::new(tell),
        });
        spawn_local(run(inner.clone()));
        Self { inner }
    }

    /// Lights the lamp or puts it out.
    pub fn set_torch(&self, on: bool) {
        if let Some(camera) = self.camera() {
            spawn_local(async move { camera.set_torch(on).await });
        }
    }

    /// Zooms.
    pub fn set_zoom(&self, zoom: f64) {
        if let Some(camera) = self.camera() {
            spawn_local(async move { camera.set_zoom(zoom).await });
        }
    }

    /// Goes on with another camera, now and next time.
    pub fn choose(&self, id: &str) {
        camera::choose(id);
        self.inner.camera.take();
    }

    fn camera(&self) -> Option<Rc<Camera>> {
        self.inner.camera.borrow().clone()
    }
}

impl Drop for Scan {
    fn drop(&mut self) {
        self.inner.ended.set(true);
        self.inner.camera.take();
    }
}

async fn run(inner: Rc<Inner>) {
    if let Err(trouble) = inner.look_on().await
        && !inner.ended.get()
    {
        (inner.tell)(Sight::Trouble(trouble));
    }
    inner.camera.take();
}

impl Inner {
    async fn look_on(&self) -> Result<(), Trouble> {
        let mut decoder = None;
        while !self.ended.get() {
            if hidden() {
                if self.camera.take().is_some() {
                    (self.tell)(Sight::Paused);
                }
                wait(NAP).await;
                continue;
            }
            if !self.sees().await? {
                wait(RETRY).await;
                continue;
            }
            let decoder = match &mut decoder {
                Some(decoder) => decoder,
                none => none.insert(Decoder::open().await?),
            };
            let look = decoder.look(&self.video).await?;
            if let Look::Code(text) = look
                && !self.ended.get()
            {
                (self.tell)(Sight::Code(text));
            }
            wait(PAUSE).await;
        }
        Ok(())
    }

    /// Whether the camera's picture comes; starts it where it does not.
    async fn sees(&self) -> Result<bool, Trouble> {
        if self
            .camera
            .borrow()
            .as_ref()
            .is_some_and(|camera| camera.runs())
        {
            return Ok(true);
        }
        self.camera.take();
        match Camera::start(&self.video).await {
            // The person went on before the camera came.
            Ok(_) if self.ended.get() => Ok(false),
            Ok(camera) => {
                let camera = Rc::new(camera);
                self.camera.replace(Some(camera.clone()));
                (self.tell)(Sight::Started(camera.lens().await));
                Ok(true)
            }
            Err(Trouble::Taken) => {
                (self.tell)(Sight::Trouble(Trouble::Taken));
                Ok(false)
            }
            Err(trouble) => Err(trouble),
        }
    }
}

fn hidden() -> bool {
    window()
        .document()
        .is_some_and(|document| document.hidden())
}
