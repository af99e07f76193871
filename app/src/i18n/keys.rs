//! The keys that `build.rs` makes of `locales/nl`: a typing error in a key does not compile.

include!(concat!(env!("OUT_DIR"), "/keys.rs"));
