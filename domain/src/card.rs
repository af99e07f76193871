//! Cards: what state each is in, and which card speaks for a membership.

use crate::time::Timestamp;

pub use crate::uitpas_api::enums::{CardStatus, CardType};

/// A card that was given to somebody, as far as the choice of the current one needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Its state.
    pub status: CardStatus,
    /// When the person got it.
    pub at: Timestamp,
}

/// The index of the current card: the newest that works, else the newest of all.
///
/// Source: LEG `registratie_pashouder.md`: blocking hits the card only, another active card keeps
/// working.
pub fn current(cards: &[Given]) -> Option<usize> {
    let newest = |only_active: bool| {
        (0..cards.len())
            .filter(|index| !only_active || cards[*index].status == CardStatus::Active)
            .max_by_key(|index| cards[*index].at)
    };
    newest(true).or_else(|| newest(false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(status: CardStatus, at: i64) -> Given {
        Given {
            status,
            at: Timestamp::from_millis(at),
        }
    }

    #[test]
    fn a_blocked_card_gives_way_to_one_that_works() {
        assert_eq!(current(&[]), None);
        let works = given(CardStatus::Active, 1);
        let blocked = given(CardStatus::Blocked, 2);
        assert_eq!(current(&[works, blocked]), Some(0));
        assert_eq!(current(&[works, given(CardStatus::Active, 3)]), Some(1));
        assert_eq!(current(&[given(CardStatus::Deleted, 1), blocked]), Some(1));
    }
}
