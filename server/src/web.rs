//! Pages for people: rendered screens, the offline shell, and what the browser needs beside them.

mod assets;
mod content;
mod describe;
mod files;
mod manifest;
pub mod origin;
mod pages;
pub mod picture;
pub mod security;
mod service_worker;

pub use assets::{Site, SiteError};
pub use content::{Content, ContentError, SLUGS};
pub use files::files;
pub(crate) use pages::wanted;
pub use pages::{SiteUrl, Web, routes};
