//! Doors: who lets whom in, what phones know, what the organizer sees.

mod admin;
mod after;
mod batch;
mod count;
mod elsewhere;
mod held;
mod join;
mod privacy;
mod search;
