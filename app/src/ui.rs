//! Dumb pieces without product words: what they say comes in, what happens goes out.

mod badge;
mod bar;
mod barcode;
mod bars;
mod button;
mod card;
mod dialog;
mod field;
mod icon;
mod list;
mod points;
mod qr;
mod scanner;
mod toast;
mod verdict;

pub use badge::{Badge, Tone};
pub use bar::Bar;
pub use barcode::Barcode;
pub use bars::Bars;
pub use button::{Button, Variant};
pub use card::Card;
pub use dialog::Dialog;
pub use field::{Choice, Field};
pub use icon::{Icon, Sign};
pub use list::{Empty, Row, Rows};
pub use points::PointsToGoal;
pub use qr::Qr;
pub use scanner::Scanner;
pub use toast::Toast;
pub use verdict::{Outcome, Verdict};
