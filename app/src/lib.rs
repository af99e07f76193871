//! Pasmaat's screens.
