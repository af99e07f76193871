//! Stories against the real server, and the rules of the house. One binary: it links once.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod club;
mod config;
mod database;
mod faults;
mod house;
mod import;
mod limits;
mod locales;
mod pages;
mod phone;
mod queue;
mod safety;
mod seed;
mod shift;
mod shutdown;
mod uitpas;
mod util;
