//! Pasmaat's server: pages, sync and the UiTPAS registry over HTTP, in one binary.

pub mod clock;
pub mod config;
pub mod db;
pub mod error;
pub mod lan;
pub mod listen;
pub mod random;
pub mod region;
pub mod router;
pub mod state;
pub mod web;
