//! What names a text: a key, and the values that go into it.

/// Whose screens a table of texts belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// What every screen shares: header, footer, bars.
    Common,
    /// The public pages.
    Info,
    /// The page that shows every component.
    Style,
    /// The pass holder's phone.
    Passholder,
    /// The door.
    Volunteer,
    /// The youth club.
    Club,
}

impl Audience {
    /// All audiences, in the order of `build.rs`.
    pub const ALL: [Self; 6] = [
        Self::Common,
        Self::Info,
        Self::Style,
        Self::Passholder,
        Self::Volunteer,
        Self::Club,
    ];

    /// Whose screens stand at this address.
    pub fn of(path: &str) -> Self {
        let place = crate::Place::parse(path).map_or("", |place| place.path);
        match place.split('/').next().unwrap_or_default() {
            "mijn" => Self::Passholder,
            "deur" => Self::Volunteer,
            "club" | "beheer" => Self::Club,
            "stijl" => Self::Style,
            _ => Self::Info,
        }
    }

    /// Whether its screens show the public pages or link to them.
    pub const fn has_pages(self) -> bool {
        matches!(self, Self::Info | Self::Style)
    }

    /// The file's name, as in `locales/nl/common.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Info => "info",
            Self::Style => "style",
            Self::Passholder => "passholder",
            Self::Volunteer => "volunteer",
            Self::Club => "club",
        }
    }
}

/// A text without values: its table and its line there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub(super) audience: Audience,
    pub(super) index: u16,
}

impl Key {
    pub(super) const fn new(audience: Audience, index: u16) -> Self {
        Self { audience, index }
    }
}

/// A key with the values that its placeholders take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub(super) key: Key,
    pub(super) count: Option<u64>,
    pub(super) values: Vec<(&'static str, String)>,
}

impl Text {
    /// The number that chooses the plural form and fills `{n}`.
    #[must_use]
    pub(super) fn count(mut self, n: u64) -> Self {
        self.count = Some(n);
        self
    }

    /// The value of one placeholder.
    #[must_use]
    pub(super) fn with(mut self, name: &'static str, value: String) -> Self {
        self.values.push((name, value));
        self
    }
}

impl From<Key> for Text {
    fn from(key: Key) -> Self {
        Self {
            key,
            count: None,
            values: Vec::new(),
        }
    }
}
