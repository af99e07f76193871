//! Pages for people: rendered screens, the offline shell, and what the browser needs beside them.

mod assets;
mod content;
mod describe;
mod manifest;
mod pages;
mod service_worker;

pub use assets::{Site, SiteError};
pub use content::{Content, ContentError, SLUGS};
pub use pages::{Web, routes};
