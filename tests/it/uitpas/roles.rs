//! Every operation with every role, against one table (`roles.txt`) that was reviewed by eye and is
//! made by nothing else: who gets through, who hears 401, who hears 403.

use super::world::World;
use crate::{
    locales::root,
    util::api::{Api, on_all_in_good_weather},
};
use domain::uitpas_api::Operation;
use std::{collections::BTreeMap, fs};

/// The columns, from who may least to who may most.
const ROLES: &[&str] = &[
    "nobody",
    "client-id",
    "kiosk",
    "holder",
    "door",
    "elsewhere",
    "counter",
];

fn caller<'w>(world: &'w World, role: &str) -> &'w Api {
    match role {
        "nobody" => &world.nobody,
        "client-id" => &world.identified,
        "kiosk" => &world.kiosk,
        "holder" => &world.holder,
        "door" => &world.door,
        "elsewhere" => &world.elsewhere,
        _ => &world.counter,
    }
}

/// The table: for each operation, what each role gets.
fn table() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("tests/it/uitpas/roles.txt")).unwrap();
    let mut lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let head: Vec<_> = lines.next().unwrap().split_whitespace().collect();
    assert_eq!(head[2..], *ROLES);
    lines
        .map(|line| {
            let mut words = line.split_whitespace();
            let operation = [words.next().unwrap(), words.next().unwrap()].join(" ");
            let cells: Vec<_> = words.map(str::to_owned).collect();
            assert_eq!(cells.len(), ROLES.len(), "{operation}");
            (operation, cells)
        })
        .collect()
}

/// Whether a status is what the table says: `yes` is anything but a word about rights.
fn fits(expected: &str, status: u16) -> bool {
    match expected {
        "yes" => !matches!(status, 401 | 403) && status < 500,
        other => other == status.to_string(),
    }
}

#[test]
fn every_operation_with_every_role() {
    let table = table();
    on_all_in_good_weather(|server| {
        let world = World::new(server);
        let token = world.registration(super::world::OTHER_NUMBER, "1980-01-01");
        let basic = super::family::base64("0900000095902:1983-03-02");
        let mut wrong = Vec::new();
        let mut walked = 0;
        for operation in Operation::ALL
            .iter()
            .filter(|one| server::uitpas::is_served(**one))
        {
            let name = operation.to_string();
            let expected = table
                .get(&name)
                .unwrap_or_else(|| panic!("{name} is not in the table"));
            for (role, expected) in ROLES.iter().zip(expected) {
                world.undo();
                let mut api = caller(&world, role).clone();
                match operation {
                    Operation::GetRegistrationToken
                        if !matches!(*role, "holder" | "door" | "elsewhere" | "counter") =>
                    {
                        api = api.with("Authorization", &format!("Basic {basic}"));
                    }
                    Operation::GetUitidStatus | Operation::PutMyUitid => {
                        api = api.with("x-registration-token", &token);
                    }
                    _ => {}
                }
                let request = world.request(*operation);
                let got = World::send(&api, *operation, &request);
                walked += 1;
                if !fits(expected, got.status) {
                    wrong.push(format!(
                        "{name} as {role}: {expected} in the table, was {} {}",
                        got.status, got.answer.body
                    ));
                }
            }
        }
        println!("{walked} cells");
        assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    });
}
