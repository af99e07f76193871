//! Pasmaat's server: pages, sync and the UiTPAS registry over HTTP, in one binary.

pub mod region;
pub mod web;
