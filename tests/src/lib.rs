//! Nothing to see here: the stories are in `it`.
