//! Reads QR and CODE128 in the camera's picture: by the browser itself where it can, else by our
//! own decoder in a worker.

mod native;
mod worker;

use crate::scan::Trouble;
use native::Native;
use web_sys::HtmlVideoElement;
use worker::Crew;

/// One reader for the whole app.
pub struct Decoder(Kind);

enum Kind {
    Native(Native),
    Own(Crew),
}

/// What one look at the picture gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// A code's text.
    Code(String),
    /// No code, or none that could be read.
    Nothing,
    /// The look took too long and was given up; the next one is a new one.
    TooLong,
}

impl Decoder {
    /// Takes the best reader that this browser has.
    pub async fn open() -> Result<Self, Trouble> {
        match Native::open().await {
            Some(native) => Ok(Self(Kind::Native(native))),
            None => Crew::hire().await.map(|crew| Self(Kind::Own(crew))),
        }
    }

    /// Looks at what `video` shows now.
    pub async fn look(&mut self, video: &HtmlVideoElement) -> Result<Look, Trouble> {
        match &mut self.0 {
            Kind::Native(native) => Ok(native.look(video).await),
            Kind::Own(crew) => crew.look(video).await,
        }
    }
}
