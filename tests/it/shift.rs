//! Doors: who lets whom in, what phones know, what the organizer sees.

mod admin;
mod count;
mod join;
mod privacy;
