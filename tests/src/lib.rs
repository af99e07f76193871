//! The stories are in `it`.
