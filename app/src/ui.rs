//! Dumb pieces without product words.
