//! Practice: the same screens with the public test cards. Nothing is kept and nothing is sent.

use crate::i18n::{Key, keys::volunteer as text};
use domain::{
    command::Shown,
    verdict::{Mistake, Verdict},
};

/// What can be tried without a card in hand.
pub(super) struct Specimen {
    /// What it is.
    pub name: Key,
    /// What a camera would read on it.
    pub code: &'static str,
}

/// One of each thing that happens at a door.
pub(super) const SPECIMENS: [Specimen; 4] = [
    Specimen {
        name: text::PRACTICE_GOOD,
        code: "0900000095902",
    },
    Specimen {
        name: text::PRACTICE_BLOCKED,
        code: "0900000002312",
    },
    Specimen {
        name: text::PRACTICE_GROUP,
        code: "0900000045410",
    },
    Specimen {
        name: text::PRACTICE_WRONG,
        code: "https://example.com",
    },
];

/// The public test cards' first names, by number and by chip.
const CARDS: [(&str, &str, &str); 3] = [
    ("0900000095902", "04784CDAEE3880", "Bram"),
    ("0900000067513", "04363CDAEE3880", "Godelieve"),
    ("0900010959113", "04ED6ACACF6180", "Noor"),
];

/// What would have been answered; `seen` says whether this pass was in before.
pub(super) fn answer(shown: &Shown, seen: bool) -> Verdict {
    let is = |code: &str| matches!(shown, Shown::Number(number) if number.as_str() == code);
    if is(SPECIMENS[1].code) {
        return Verdict::Blocked;
    }
    if is(SPECIMENS[2].code) {
        return Verdict::GroupPass;
    }
    let name = CARDS.iter().find_map(|(number, chip, name)| match shown {
        Shown::Number(shown) => (shown.as_str() == *number).then_some(*name),
        Shown::Chip(shown) => (shown.as_str() == *chip).then_some(*name),
        _ => None,
    });
    match (name, shown) {
        (_, Shown::Credential(_)) => Verdict::Typing {
            mistake: Mistake::NotAPass,
        },
        (None, _) => Verdict::UnknownPass,
        (Some(name), _) if seen => Verdict::Already {
            at: None,
            by: None,
            renews: None,
            name: Some(name.to_owned()),
        },
        (Some(name), _) => Verdict::Saved {
            points: 1,
            total: None,
            name: Some(name.to_owned()),
            activity: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::identify::{chip, scanned};
    use super::*;

    #[test]
    fn each_specimen_shows_another_verdict() {
        let keys = SPECIMENS.map(|specimen| match scanned(specimen.code) {
            Ok(shown) => answer(&shown, false).key(),
            Err(_) => "typing",
        });
        assert_eq!(keys, ["saved", "blocked", "groupPass", "typing"]);
    }

    #[test]
    fn a_test_card_by_its_chip_is_the_same_card() {
        let answers = [scanned("0900000095902"), chip("04:78:4c:da:ee:38:80")]
            .map(|shown| shown.map(|shown| answer(&shown, true)));
        assert!(
            matches!(&answers[0], Ok(Verdict::Already { name: Some(name), .. }) if name == "Bram")
        );
        assert_eq!(answers[0], answers[1]);
    }
}
