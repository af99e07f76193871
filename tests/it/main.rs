//! Stories against the real server, and the rules of the house. One binary: it links once.

mod house;
mod language;
mod locales;
