use super::*;
use proptest::prelude::*;

const SENT: i64 = 1_000_000_000;

fn row(id: impl Into<String>, after: i64, what: u8) -> Row<u8, String> {
    let id = id.into();
    Row {
        row: id.clone(),
        at: Timestamp::from_millis(SENT + after),
        what,
        id,
    }
}

fn listed(rows: Vec<Row<u8, String>>) -> Listed<u8, String> {
    Listed { rows, whole: true }
}

fn sent(known: &BTreeSet<String>) -> Sent<'_> {
    Sent {
        at: Timestamp::from_millis(SENT),
        known,
    }
}

#[test]
fn a_row_of_another_request_is_not_taken_for_ours() {
    let known = BTreeSet::from(["before".to_owned()]);
    let other = vec![
        row("before", 0, 1),
        row("old", -SLACK - 1, 1),
        row("else", 5, 2),
    ];
    assert_eq!(
        fate(&[1], listed(other.clone()), &sent(&known)),
        Fate::Nothing
    );
    let status = |allowed| checkin_fate(1, listed(other.clone()), allowed, &sent(&known));
    assert_eq!(status(Some(true)), CheckinFate::Again);
    assert_eq!(status(Some(false)), CheckinFate::Why);
    assert_eq!(status(None), CheckinFate::Doubt);
}

#[test]
fn part_of_a_list_says_nothing_of_what_is_not_in_it() {
    let known = BTreeSet::new();
    let part = |rows| Listed { rows, whole: false };
    assert_eq!(fate(&[1], part(vec![]), &sent(&known)), Fate::Doubt);
    assert_eq!(
        fate(&[1], part(vec![row("a", 0, 1)]), &sent(&known)),
        Fate::Doubt
    );
    assert_eq!(
        checkin_fate(1, part(vec![]), Some(true), &sent(&known)),
        CheckinFate::Doubt
    );
}

proptest! {
    /// Whatever else is listed: rows that are old, known or of another kind change nothing.
    #[test]
    fn only_what_is_fresh_and_alike_counts(
        wanted in proptest::collection::vec(0u8..3, 1..5),
        done in any::<bool>(),
        after in 0i64..60_000,
        noise in proptest::collection::vec((0u8..3, -100_000i64..100_000, 0u8..3), 0..12),
        rotate in 0usize..20,
    ) {
        let mut known = BTreeSet::new();
        let mut rows = Vec::new();
        for (index, (what, at, kind)) in noise.into_iter().enumerate() {
            let id = format!("noise-{index}");
            match kind {
                0 => rows.push(row(id, at, what + 3)),
                1 => rows.push(row(id, -SLACK - 1 - at.abs(), what)),
                _ => {
                    known.insert(id.clone());
                    rows.push(row(id, at, what));
                }
            }
        }
        if done {
            rows.extend(wanted.iter().enumerate().map(|(index, what)| row(format!("ours-{index}"), after, *what)));
        }
        let turn = rotate % rows.len().max(1);
        rows.rotate_left(turn);
        match fate(&wanted, listed(rows.clone()), &sent(&known)) {
            Fate::Done(found) => {
                prop_assert!(done);
                prop_assert_eq!(found.len(), wanted.len());
                for (id, what) in found.iter().zip(&wanted) {
                    let index: usize = id.strip_prefix("ours-").unwrap().parse().unwrap();
                    prop_assert_eq!(wanted[index], *what);
                }
                prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), wanted.len());
            }
            Fate::Nothing => prop_assert!(!done),
            Fate::Doubt => prop_assert!(false, "nothing here leaves doubt"),
        }
        let checkin = checkin_fate(wanted[0], listed(rows), Some(true), &sent(&known));
        prop_assert_eq!(matches!(checkin, CheckinFate::Done(_)), done);
    }

    /// One row too many or too few is never taken for the whole, nor for nothing.
    #[test]
    fn a_count_that_does_not_fit_leaves_doubt(
        wanted in proptest::collection::vec(0u8..3, 1..5),
        there in proptest::collection::vec((0u8..3, 0i64..60_000), 1..8),
    ) {
        let known = BTreeSet::new();
        let rows: Vec<_> = there.iter().enumerate().map(|(index, (what, at))| row(format!("{index}"), *at, *what)).collect();
        let alike = |what: &u8| wanted.iter().map(|one| usize::from(one == what)).sum::<usize>();
        let seen = |what: &u8| there.iter().map(|(one, _)| usize::from(one == what)).sum::<usize>();
        let fits = wanted.iter().all(|what| alike(what) == seen(what));
        let none = wanted.iter().all(|what| seen(what) == 0);
        let found = fate(&wanted, listed(rows), &sent(&known));
        prop_assert_eq!(matches!(found, Fate::Done(_)), fits);
        prop_assert_eq!(found == Fate::Nothing, none);
    }
}
