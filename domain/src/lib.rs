//! The rules of the UiTPAS: values that are right once parsed, and decisions without side effects.
//!
//! Nothing here reads a clock, makes an id, or talks to anything: time, randomness and data come in
//! as parameters, so the same rule runs in the browser and on the server.

pub mod association;
pub mod barcode;
pub mod card;
pub mod chain;
pub mod checkin;
pub mod club;
pub mod command;
pub mod credential;
pub mod device;
pub mod event;
pub mod family;
pub mod intake;
pub mod language;
pub mod list;
pub mod lost;
pub mod money;
pub mod number;
pub mod outbox;
pub mod pairing;
pub mod passholder;
pub mod period;
pub mod pin;
pub mod report;
pub mod rescue;
pub mod reward;
pub mod role;
pub mod seal;
pub mod shift;
pub mod social_tariff;
pub mod sync;
pub mod tariff;
pub mod time;
pub mod uitpas_api;
pub mod verdict;
