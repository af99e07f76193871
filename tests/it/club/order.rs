//! Two phones that are offline ask for the same members in whatever order: what comes of it is the
//! same, however it is delivered, reordered, doubled and repeated.

use super::{
    door::{club_of_the_year, region, stopped, wish},
    member::{PASS, members, next_year},
    on_both,
};
use crate::{
    queue::dice::Dice,
    util::{
        api::{Api, ORGANIZER},
        door::now,
        helper::Helper,
    },
};
use domain::{club::Said, command::SealedCommand};
use std::collections::BTreeMap;
use uuid::Uuid;

const PASSES: [&str; 3] = ["0900000095902", PASS, "0900000031618"];
/// How much each phone asks for.
const EACH: usize = 10;

/// What a phone asks: whose membership, and until which day of the season's last month it runs, or
/// that it stops.
type Step = (usize, Option<usize>);

/// Asks for all of it in one club, naming what the phone itself said before.
fn script(phone: &mut Helper, club: &str, steps: &[Step], knew: i64) -> Vec<SealedCommand> {
    let season = next_year();
    let mut own: BTreeMap<(usize, bool), Vec<Uuid>> = BTreeMap::new();
    let mut all = vec![];
    for (person, days) in steps {
        let said = |given| own.get(&(*person, given)).into_iter().flatten().copied();
        let what = match days {
            Some(days) => Said::Given {
                until: format!("{}{days:02}", &season[..8]).parse().unwrap(),
                despite: said(false).collect(),
            },
            None => match stopped() {
                Said::Stopped { .. } => Said::Stopped {
                    ends: said(true).collect(),
                },
                given @ Said::Given { .. } => given,
            },
        };
        let asked = phone.command(wish(phone, club, PASSES[*person], what, knew));
        own.entry((*person, days.is_some()))
            .or_default()
            .push(asked.id);
        all.push(asked);
    }
    all
}

/// Who is a member, and until when.
fn outcome(admin: &Api, club: &str) -> BTreeMap<String, String> {
    let list = members(admin, club, "");
    let all = list["members"].as_array().unwrap();
    let one = |member: &serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        (text(&member["who"]["id"]), text(&member["until"]))
    };
    all.iter().map(one).collect()
}

#[test]
fn the_same_commands_replayed_reordered_and_doubled_give_the_same_members() {
    on_both(|club| {
        let seed = u64::try_from(now().millis()).unwrap();
        println!("seed {seed}");
        let mut dice = Dice::new(seed);
        let admin = club.browser("ADMIN", ORGANIZER);
        let shift = admin.open_door("MEMBERS", None);
        let mut phones = ["Anna", "Bo"].map(|name| club.helper(&admin, &shift, "COUNTER", name));
        let region = region(club);
        for round in 0..3 {
            play(&region, &admin, &mut phones, round, &mut dice);
        }
    });
}

fn play(region: &Api, admin: &Api, phones: &mut [Helper; 2], round: u32, dice: &mut Dice) {
    let clubs: Vec<String> = (0..4)
        .map(|n| club_of_the_year(region, 900 + 10 * round + n))
        .collect();
    let knew = now().millis();
    let mut step = || {
        let days = (dice.below(5) > 1).then(|| 1 + dice.below(28));
        (dice.below(PASSES.len()), days)
    };
    let mut scripts: [Vec<Step>; 2] = [(); 2].map(|()| (0..EACH).map(|_| step()).collect());
    // At the end both stop the first, and they disagree about the second.
    scripts[0].extend([(0, None), (1, Some(7))]);
    scripts[1].extend([(0, None), (1, None)]);
    let mut outcomes = vec![];
    for (way, id) in clubs.iter().enumerate() {
        let mut asked: Vec<(usize, SealedCommand)> = vec![];
        for (phone, steps) in scripts.iter().enumerate() {
            let all = script(&mut phones[phone], id, steps, knew);
            asked.extend(all.into_iter().map(|one| (phone, one)));
        }
        match way {
            0 => {}
            1 => asked.reverse(),
            _ => {
                let again: Vec<_> = asked
                    .iter()
                    .filter(|_| dice.below(2) == 0)
                    .cloned()
                    .collect();
                asked.extend(again);
                dice.shuffle(&mut asked);
            }
        }
        let mut told = BTreeMap::new();
        for (phone, one) in asked.iter().chain(&asked) {
            let verdict = phones[*phone].deliver(one);
            let first = told.entry(one.id).or_insert_with(|| verdict.clone());
            assert_eq!(*first, verdict, "told otherwise when repeated");
        }
        outcomes.push(outcome(admin, id));
    }
    println!("{outcomes:?}");
    // Both happen, or the rest would prove nothing.
    assert!(
        (1..PASSES.len()).contains(&outcomes[0].len()),
        "{outcomes:?}"
    );
    let day = format!("{}07", &next_year()[..8]);
    assert!(
        outcomes[0].values().any(|until| *until >= day),
        "{outcomes:?}"
    );
    for other in &outcomes[1..] {
        assert_eq!(other, &outcomes[0], "{scripts:?}");
    }
}
