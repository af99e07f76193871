//! What every scan has in common, without a browser: what can go wrong with a camera, which keys
//! came from a scanner, and which pass was shown a moment ago.

pub mod keystrokes;
pub mod repeat;

pub use keystrokes::Keystrokes;
pub use repeat::Repeats;

/// Why the camera shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The person, or the phone's settings, said no.
    Refused,
    /// Another app holds the camera.
    Taken,
    /// There is no camera.
    Missing,
    /// Browsers give a camera to secure pages only.
    Insecure,
    /// The camera works, but nothing here can read its picture.
    Unreadable,
}

impl Trouble {
    /// What the browser's `DOMException` of this name means.
    pub fn named(name: &str) -> Self {
        match name {
            "NotAllowedError" => Self::Refused,
            "NotFoundError" | "OverconstrainedError" => Self::Missing,
            "SecurityError" | "TypeError" => Self::Insecure,
            _ => Self::Taken,
        }
    }
}

/// One of the phone's cameras.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The browser's id for it.
    pub id: String,
    /// Its name, in the browser's words; empty where the browser keeps it.
    pub label: String,
}

/// What the running camera can do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lens {
    /// Which camera it is.
    pub id: String,
    /// Whether it has a lamp.
    pub torch: bool,
    /// From where to where it zooms.
    pub zoom: Option<(f64, f64)>,
    /// All cameras of this phone.
    pub choices: Vec<Choice>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_names_of_trouble_are_told_apart() {
        assert_eq!(Trouble::named("NotAllowedError"), Trouble::Refused);
        assert_eq!(Trouble::named("NotReadableError"), Trouble::Taken);
        assert_eq!(Trouble::named("AbortError"), Trouble::Taken);
        assert_eq!(Trouble::named("NotFoundError"), Trouble::Missing);
        assert_eq!(Trouble::named("SecurityError"), Trouble::Insecure);
    }
}
