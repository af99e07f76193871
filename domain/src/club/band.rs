//! How old somebody is, as a band: enough to act at a bar, and no birth date on screen.

use crate::passholder::{ADULT_AGE, CONSENT_AGE, age};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An age as a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Band {
    /// Under 16.
    Under16,
    /// 16 or 17: 16 to 18.
    From16,
    /// 18 or older.
    Adult,
}

impl Band {
    /// All bands, youngest first.
    pub const ALL: [Self; 3] = [Self::Under16, Self::From16, Self::Adult];

    /// The word on the wire and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Under16 => "under16",
            Self::From16 => "from16",
            Self::Adult => "adult",
        }
    }

    /// By its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.as_str() == word)
    }

    /// The band of somebody on a day; a birthday counts from its first moment.
    pub fn of(date_of_birth: NaiveDate, today: NaiveDate) -> Self {
        match age(date_of_birth, today) {
            ..CONSENT_AGE => Self::Under16,
            CONSENT_AGE..ADULT_AGE => Self::From16,
            _ => Self::Adult,
        }
    }
}

/// How many are in a hall, by band; what is counted without names is added to what was scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeadCount {
    /// Who came in, by band.
    pub came: [u32; 3],
    /// Who went out, by band.
    pub left: [u32; 3],
}

/// How full a hall is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "camelCase")]
pub enum Fullness {
    /// There is room for so many.
    Room {
        /// How many more.
        left: u32,
    },
    /// Nobody more goes in.
    Full,
}

impl HeadCount {
    /// Somebody comes in.
    pub const fn come(&mut self, band: Band, number: u32) {
        let place = &mut self.came[band as usize];
        *place = place.saturating_add(number);
    }

    /// Somebody goes out.
    pub const fn leave(&mut self, band: Band, number: u32) {
        let place = &mut self.left[band as usize];
        *place = place.saturating_add(number);
    }

    /// How many of a band are inside. Somebody who was let in before the count began may leave: then
    /// nobody is inside, and never fewer than nobody.
    pub const fn inside(&self, band: Band) -> u32 {
        self.came[band as usize].saturating_sub(self.left[band as usize])
    }

    /// How many are inside.
    pub fn total(&self) -> u32 {
        let all = Band::ALL.into_iter().map(|band| self.inside(band));
        all.fold(0, u32::saturating_add)
    }

    /// How full a hall for so many is.
    pub fn fullness(&self, capacity: u32) -> Fullness {
        match capacity.saturating_sub(self.total()) {
            0 => Fullness::Full,
            left => Fullness::Room { left },
        }
    }

    /// The count of two phones together.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        for band in Band::ALL {
            self.come(band, other.came[band as usize]);
            self.leave(band, other.left[band as usize]);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_changes_on_the_birthday() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let born = day(2010, 6, 1);
        assert_eq!(Band::of(born, day(2026, 5, 31)), Band::Under16);
        assert_eq!(Band::of(born, day(2026, 6, 1)), Band::From16);
        assert_eq!(Band::of(born, day(2028, 5, 31)), Band::From16);
        assert_eq!(Band::of(born, day(2028, 6, 1)), Band::Adult);
        // 29 February is 28 February or 1 March in other years: not a day too early.
        assert_eq!(Band::of(day(2012, 2, 29), day(2030, 2, 28)), Band::From16);
        assert_eq!(Band::of(day(2012, 2, 29), day(2030, 3, 1)), Band::Adult);
    }

    #[test]
    fn the_word_is_the_same_everywhere() {
        for band in Band::ALL {
            assert_eq!(serde_json::to_value(band).unwrap(), band.as_str());
            assert_eq!(Band::named(band.as_str()), Some(band));
        }
        assert_eq!(Band::named("toddler"), None);
    }

    #[test]
    fn the_head_count_of_two_phones_is_their_sum() {
        let (mut a, mut b) = (HeadCount::default(), HeadCount::default());
        a.come(Band::Under16, 3);
        b.come(Band::Adult, 2);
        b.leave(Band::Under16, 1);
        let both = a.with(&b);
        assert_eq!(both, b.with(&a));
        assert_eq!(both.total(), 4);
        assert_eq!(both.fullness(5), Fullness::Room { left: 1 });
        assert_eq!(both.fullness(4), Fullness::Full);
        assert_eq!(both.fullness(3), Fullness::Full);
        // More out than in is nobody inside, and hides nobody of another band.
        a.leave(Band::Adult, 9);
        assert_eq!(a.total(), 3);
    }
}
