//! Doors: who lets whom in, what phones know, what the organizer sees.

mod admin;
mod batch;
mod after;
mod count;
mod held;
mod join;
mod privacy;
