//! The members of an organizer's clubs in a form that a phone can carry: a hundred thousand of them
//! in a few megabytes, found in microseconds, without a name, a number or a birth date.
//!
//! Of each mark only the first half is kept. That a stranger's is that of one of 300,000 passes by
//! chance happens once in 60 million million scans.

use super::{Gone, Member};
use crate::{club::band::Band, shift::Mark};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{borrow::Cow, collections::BTreeSet, fmt, sync::Arc};

/// The first half of a mark.
type Key = u64;
/// From which days are counted.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day of the calendar");
/// How many bytes a row has: a key, and what is known or where it is.
const ROW: usize = size_of::<Key>() + size_of::<u32>();

/// A membership that somebody's mark stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Of which of the clubs, counted from 0.
    pub club: usize,
    /// The last day; of those beyond 2179 the last one that fits.
    pub until: NaiveDate,
    /// How old, as a band.
    pub band: Option<Band>,
}

impl Membership {
    /// Sixteen bits of days, two of age, fourteen of club. A club beyond those is left out.
    fn packed(self) -> Option<u32> {
        let club = u32::try_from(self.club)
            .ok()
            .filter(|club| *club < 1 << 14)?;
        let days = self.until.signed_duration_since(FIRST).num_days();
        let days = u32::try_from(days.clamp(0, i64::from(u16::MAX))).ok()?;
        let band = self
            .band
            .and_then(|band| Band::ALL.iter().position(|one| *one == band));
        let band = band.map_or(0, |at| at + 1);
        Some(days << 16 | u32::try_from(band).ok()? << 14 | club)
    }

    fn unpacked(packed: u32) -> Self {
        let band = usize::try_from(packed >> 14 & 3).ok();
        let band = band.and_then(|at| at.checked_sub(1));
        Self {
            club: club(packed),
            until: FIRST
                .checked_add_days(Days::new(u64::from(packed >> 16)))
                .unwrap_or(FIRST),
            band: band.and_then(|at| Band::ALL.get(at).copied()),
        }
    }
}

fn club(packed: u32) -> usize {
    usize::try_from(packed & ((1 << 14) - 1)).unwrap_or(usize::MAX)
}

fn key(mark: Mark) -> Key {
    let half = u128::from_be_bytes(mark.bytes()) >> Key::BITS;
    Key::try_from(half).unwrap_or_default()
}

/// Rows in order, so that they are searched by halving.
#[derive(Clone, Default, PartialEq, Eq)]
struct Rows {
    /// The holder, and a membership.
    holders: Vec<(Key, u32)>,
    /// What else stands for a holder, a pass or a chip or a code, and where the holder's rows begin.
    passes: Vec<(Key, u32)>,
}

/// Who is a member, by mark.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Roster(Arc<Rows>);

/// The rows of a key, one after another.
fn at(rows: &[(Key, u32)], key: Key) -> impl Iterator<Item = &(Key, u32)> {
    let begin = rows.partition_point(|row| row.0 < key);
    let found = rows.get(begin..).unwrap_or_default();
    found.iter().take_while(move |row| row.0 == key)
}

impl Rows {
    /// Of memberships, and of what stands for their holders.
    fn of(mut holders: Vec<(Key, u32)>, passes: impl IntoIterator<Item = (Key, Key)>) -> Self {
        holders.sort_unstable();
        holders.dedup();
        let place = |holder: Key| {
            let begin = holders.partition_point(|row| row.0 < holder);
            let there = holders.get(begin).is_some_and(|row| row.0 == holder);
            u32::try_from(begin).ok().filter(|_| there)
        };
        let passes = passes.into_iter();
        let mut passes: Vec<_> = passes
            .filter_map(|(pass, holder)| Some((pass, place(holder)?)))
            .collect();
        passes.sort_unstable();
        passes.dedup();
        Self { holders, passes }
    }

    /// What stands for whom.
    fn passes(&self) -> impl Iterator<Item = (Key, Key)> {
        self.passes.iter().filter_map(|(pass, place)| {
            let row = self.holders.get(usize::try_from(*place).ok()?)?;
            Some((*pass, row.0))
        })
    }
}

impl Roster {
    /// Of these members.
    pub fn of(members: impl IntoIterator<Item = Member>) -> Self {
        let (mut holders, mut passes) = (vec![], vec![]);
        for member in members {
            let known = Membership {
                club: member.club,
                until: member.until,
                band: member.band,
            };
            let Some(packed) = known.packed() else {
                continue;
            };
            let holder = key(member.holder);
            holders.push((holder, packed));
            passes.extend(member.passes.iter().map(|pass| (key(*pass), holder)));
        }
        Self(Arc::new(Rows::of(holders, passes)))
    }

    /// How many memberships there are.
    pub fn len(&self) -> usize {
        self.0.holders.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.holders.is_empty()
    }

    /// The memberships of whoever has this mark.
    pub fn find(&self, mark: Mark) -> impl Iterator<Item = Membership> {
        let (rows, key) = (&*self.0, key(mark));
        let place = |row: &(Key, u32)| rows.holders.get(usize::try_from(row.1).ok()?);
        let by_pass = at(&rows.passes, key).filter_map(place);
        let holders: BTreeSet<Key> = by_pass.map(|row| row.0).chain([key]).collect();
        let rows = holders.into_iter().flat_map(|one| at(&rows.holders, one));
        rows.map(|row| Membership::unpacked(row.1))
    }

    /// Brings this up to date: who was told of is as told, with no other pass than those. Told
    /// twice, it is told once.
    pub fn hear(&mut self, told: &Self, ended: &[Gone]) {
        if told.is_empty() && ended.is_empty() {
            return;
        }
        let memberships = told.0.holders.iter().map(|row| (row.0, club(row.1)));
        let gone = ended.iter().map(|gone| (key(gone.mark), gone.club));
        let replaced: BTreeSet<(Key, usize)> = memberships.chain(gone).collect();
        let stays = |row: &&(Key, u32)| !replaced.contains(&(row.0, club(row.1)));
        let own = self.0.holders.iter().filter(stays);
        let holders = own.chain(&told.0.holders).copied().collect();
        let named: BTreeSet<Key> = told.0.holders.iter().map(|row| row.0).collect();
        let others = self
            .0
            .passes()
            .filter(|(_, holder)| !named.contains(holder));
        self.0 = Arc::new(Rows::of(holders, others.chain(told.0.passes())));
    }

    /// As bytes: how many memberships, then the rows.
    fn bytes(&self) -> Vec<u8> {
        let Rows { holders, passes } = &*self.0;
        let rows = holders.len() + passes.len();
        let mut bytes = Vec::with_capacity(size_of::<u32>() + rows * ROW);
        // A snapshot is made of rows of a database, which are fewer than four thousand million.
        let many = u32::try_from(holders.len()).unwrap_or(u32::MAX);
        bytes.extend(many.to_be_bytes());
        for (key, value) in holders.iter().chain(passes) {
            bytes.extend(key.to_be_bytes());
            bytes.extend(value.to_be_bytes());
        }
        bytes
    }

    /// Of bytes; `None` where they are none of a roster.
    fn read(bytes: &[u8]) -> Option<Self> {
        let (many, rows) = bytes.split_first_chunk()?;
        let many = usize::try_from(u32::from_be_bytes(*many)).ok()?;
        let (rows, []) = rows.as_chunks::<ROW>() else {
            return None;
        };
        let row = |row: &[u8; ROW]| {
            let (key, value) = row.split_first_chunk()?;
            let value = value.try_into().ok()?;
            Some((Key::from_be_bytes(*key), u32::from_be_bytes(value)))
        };
        let (holders, passes) = rows.split_at_checked(many)?;
        let read = |rows: &[[u8; ROW]]| rows.iter().filter_map(row).collect::<Vec<_>>();
        let (holders, passes) = (read(holders), read(passes));
        let in_order = holders.is_sorted() && passes.is_sorted();
        let whole = passes
            .iter()
            .all(|(_, place)| usize::try_from(*place).is_ok_and(|at| at < many));
        (in_order && whole).then(|| Self(Arc::new(Rows { holders, passes })))
    }
}

impl fmt::Debug for Roster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Roster({} memberships)", self.len())
    }
}

impl Serialize for Roster {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&URL_SAFE_NO_PAD.encode(self.bytes()))
    }
}

impl<'de> Deserialize<'de> for Roster {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = URL_SAFE_NO_PAD
            .decode(text.as_bytes())
            .map_err(D::Error::custom)?;
        Self::read(&bytes).ok_or_else(|| D::Error::custom("no roster"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Few holders and passes, so that they meet.
    fn mark(kind: u8, n: u8) -> Mark {
        let mut bytes = [0; 16];
        [bytes[0], bytes[7]] = [kind, n];
        Mark::of(bytes)
    }

    fn day(n: u16) -> NaiveDate {
        FIRST + Days::new(u64::from(n))
    }

    fn member() -> impl Strategy<Value = Member> {
        let passes = proptest::collection::btree_set(0u8..3, 0..3);
        (0u8..6, passes, any::<u16>(), 0usize..4, 0usize..3).prop_map(
            |(who, passes, until, band, club)| Member {
                holder: mark(1, who),
                // Nobody has another's pass.
                passes: passes.iter().map(|pass| mark(2, who * 3 + pass)).collect(),
                until: day(until),
                band: band.checked_sub(1).map(|at| Band::ALL[at]),
                club,
            },
        )
    }

    /// As a server tells them: of each holder and club once, with the same passes in each club.
    fn told() -> impl Strategy<Value = Vec<Member>> {
        proptest::collection::vec(member(), 0..12).prop_map(|members| {
            let mut passes = BTreeMap::new();
            let mut all = BTreeMap::new();
            for mut one in members {
                one.passes
                    .clone_from(passes.entry(one.holder).or_insert(one.passes.clone()));
                all.insert((one.holder, one.club), one);
            }
            all.into_values().collect()
        })
    }

    /// The same rules on a plain map.
    #[derive(Default)]
    struct Model {
        all: BTreeMap<(Mark, usize), Member>,
    }

    impl Model {
        fn hear(&mut self, told: &[Member], ended: &[Gone]) {
            for gone in ended {
                self.all.remove(&(gone.mark, gone.club));
            }
            for one in told {
                for other in self
                    .all
                    .values_mut()
                    .filter(|other| other.holder == one.holder)
                {
                    other.passes.clone_from(&one.passes);
                }
                self.all.insert((one.holder, one.club), one.clone());
            }
        }

        fn find(&self, mark: Mark) -> BTreeSet<(usize, NaiveDate, Option<Band>)> {
            let of = |one: &&Member| one.holder == mark || one.passes.contains(&mark);
            let found = self.all.values().filter(of);
            found.map(|one| (one.club, one.until, one.band)).collect()
        }
    }

    fn gone() -> impl Strategy<Value = Vec<Gone>> {
        let one = (0u8..6, 0usize..3).prop_map(|(who, club)| Gone {
            mark: mark(1, who),
            club,
        });
        proptest::collection::vec(one, 0..4)
    }

    proptest! {
        /// Through the wire and through the day it knows what a plain map knows, and no more.
        #[test]
        fn it_knows_who_is_a_member(begin in told(), days in proptest::collection::vec((told(), gone()), 0..4)) {
            let (mut model, mut roster) = (Model::default(), Roster::of(begin.clone()));
            model.hear(&begin, &[]);
            for (told, mut gone) in days {
                // A server tells of nobody both.
                gone.retain(|gone| told.iter().all(|one| (one.holder, one.club) != (gone.mark, gone.club)));
                model.hear(&told, &gone);
                for _ in 0..2 {
                    roster.hear(&Roster::of(told.clone()), &gone);
                }
            }
            let wire = serde_json::to_string(&roster).unwrap();
            let read: Roster = serde_json::from_str(&wire).unwrap();
            prop_assert_eq!(&read, &roster);
            prop_assert_eq!(read.len(), model.all.len());
            for (kind, n) in (0..6).map(|n| (1, n)).chain((0..18).map(|n| (2, n))) {
                let found: BTreeSet<_> = read.find(mark(kind, n)).map(|one| (one.club, one.until, one.band)).collect();
                prop_assert_eq!(found, model.find(mark(kind, n)));
            }
        }

        /// What is no roster is refused, whatever it is.
        #[test]
        fn bytes_are_a_roster_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80), many in 0u32..4) {
            for bytes in [bytes.clone(), [many.to_be_bytes().as_slice(), &bytes].concat()] {
                if let Some(roster) = Roster::read(&bytes) {
                    prop_assert_eq!(roster.bytes(), bytes);
                    roster.find(mark(1, 1)).count();
                }
            }
        }
    }

    #[test]
    fn a_day_beyond_the_last_and_a_club_too_many_do_no_harm() {
        let far = |club| Member {
            holder: mark(1, 1),
            passes: vec![],
            until: NaiveDate::MAX,
            band: None,
            club,
        };
        let roster = Roster::of([far(3), far(1 << 14)]);
        let found: Vec<_> = roster.find(mark(1, 1)).collect();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].club, found[0].until), (3, day(u16::MAX)));
    }
}
