//! The lines of a history with the balance after each, reckoned back from what there is now.

use domain::{sync::phone::Person, time::Timestamp};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// When.
    pub at: Timestamp,
    /// What.
    pub title: String,
    /// Where.
    pub location: String,
    /// How many; below zero when spent.
    pub points: i64,
    /// What there was after it.
    pub balance: i64,
}

/// A person's lines, newest first.
pub(super) fn lines(person: &Person) -> Vec<Line> {
    let Some(private) = &person.private else {
        return Vec::new();
    };
    let mut balance = person.points.unwrap_or(0);
    let mut lines = Vec::with_capacity(private.history.len());
    for entry in &private.history {
        lines.push(Line {
            at: entry.at,
            title: entry.title.clone(),
            location: entry.location.clone(),
            points: entry.points,
            balance,
        });
        balance -= entry.points;
    }
    lines
}

/// Those that hold every word, in title or place.
pub(super) fn matching(lines: Vec<Line>, words: &str) -> Vec<Line> {
    let words = words.to_lowercase();
    let mut lines = lines;
    lines.retain(|line| {
        let text = format!("{} {}", line.title, line.location).to_lowercase();
        words.split_whitespace().all(|word| text.contains(word))
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::sync::phone::{Entry, Private};

    fn person() -> Person {
        let entry = |millis, title: &str, points| Entry {
            at: Timestamp::from_millis(millis),
            title: title.to_owned(),
            location: "Bib Gent".to_owned(),
            points,
        };
        let json = r#"{"id":"a","firstName":"Noor","name":"B","points":5}"#;
        Person {
            private: Some(Private {
                history: vec![
                    entry(3, "Film", 1),
                    entry(2, "Koffie", -3),
                    entry(1, "Boek", 2),
                ],
                ..Private::default()
            }),
            ..serde_json::from_str(json).unwrap()
        }
    }

    #[test]
    fn the_balance_runs_back_from_what_there_is() {
        let balances: Vec<i64> = lines(&person()).iter().map(|line| line.balance).collect();
        assert_eq!(balances, [5, 4, 7]);
    }

    #[test]
    fn a_search_wants_every_word() {
        let found = |words| matching(lines(&person()), words).len();
        assert_eq!(
            (found("GENT film"), found("film koffie"), found(" ")),
            (1, 0, 3)
        );
    }
}
