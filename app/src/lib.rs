#![recursion_limit = "256"]
//! Pasmaat's screens: rendered on the server, then alive in the browser, with or without network.
//!
//! One folder an audience, one lazy chunk of wasm an audience. This crate never names the server:
//! what a screen needs from it comes through context.

#[cfg(feature = "hydrate")]
mod boot;
#[cfg(feature = "browser")]
pub mod device;
mod frame;
pub mod i18n;
pub mod info;
mod language_switch;
#[cfg(feature = "browser")]
pub mod offline;
mod organiser;
mod passholder;
mod routes;
pub mod scan;
#[cfg(feature = "ssr")]
pub mod shell;
mod style;
pub mod ui;
mod volunteer;

pub use routes::{App, Place};
