//! The real programs that stories talk to.

pub(crate) mod api;
pub(crate) mod authenticator;
pub(crate) mod door;
pub(crate) mod faults;
pub(crate) mod helper;
pub(crate) mod http;
pub(crate) mod phone;
pub(crate) mod postgres;
pub(crate) mod search;
pub(crate) mod server;
pub(crate) mod storm;
