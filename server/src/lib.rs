//! Pasmaat's server: pages, sync and the UiTPAS registry over HTTP, in one binary.

pub mod auth;
pub mod clock;
pub mod club;
pub mod config;
pub mod db;
pub mod demo;
pub mod error;
pub mod import;
pub mod jobs;
pub mod lan;
pub mod limit;
pub mod list;
pub mod listen;
pub mod random;
pub mod region;
pub mod registry;
pub mod router;
pub mod seed;
pub mod sign;
pub mod state;
pub mod sync;
pub mod uitdatabank;
pub mod uitpas;
pub mod web;
