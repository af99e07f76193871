//! A queue that comes in at once is judged as if each scan had come alone.

use crate::util::{
    api::{Api, EVENT},
    door::on_stage,
    helper::Helper,
};
use domain::command::{SealedCommand, Shown, What};
use serde_json::{Value, json};

const ANNA: &str = "0900000095902";
const ANNAS_CHIP: &str = "04784CDAEE3880";
const BORIS: &str = "0900000067513";
const BLOCKED: &str = "0900000002312";
const GROUP: &str = "0900000045410";
const NOBODY: &str = "0900099999907";

fn scan(helper: &mut Helper, shift: &str, shown: Shown) -> SealedCommand {
    helper.command(What::Checkin {
        shift: shift.to_owned(),
        event: EVENT.to_owned(),
        shown,
    })
}

fn verdicts(helper: &Helper, items: &[SealedCommand]) -> Vec<Value> {
    let body = helper.deliver_by(&helper.api, items).ok(200);
    let receipts = body["receipts"].as_array().unwrap().iter();
    receipts.map(|one| one["verdict"].clone()).collect()
}

#[test]
fn a_pass_that_is_shown_three_times_in_one_batch_gives_one_point() {
    on_stage(|stage| {
        let admin = stage.admin();
        let shift = admin.open_shift();
        let code = admin.code(&shift, "STEWARD");
        let mut helper = Helper::join(stage, &code, "Olena");
        let number = |text: &str| Shown::Number(text.parse().unwrap());
        let chip = Shown::Chip(ANNAS_CHIP.parse().unwrap());
        let shown = [
            (number(ANNA), "saved"),
            (number(BLOCKED), "blocked"),
            (chip.clone(), "already"),
            (number(BORIS), "saved"),
            (number(ANNA), "already"),
            (number(GROUP), "groupPass"),
            (number(NOBODY), "unknownPass"),
            (number(BORIS), "already"),
        ];
        let mut items = vec![];
        for (one, _) in &shown {
            items.push(scan(&mut helper, &shift, one.clone()));
        }
        let said = verdicts(&helper, &items);
        let kinds: Vec<_> = said.iter().map(|one| one["is"].as_str().unwrap()).collect();
        let wanted: Vec<_> = shown.iter().map(|(_, is)| *is).collect();
        assert_eq!(kinds, wanted);
        assert_eq!(said[0]["name"], json!("Bram"));
        assert_eq!(verdicts(&helper, &items), said, "the first verdicts");

        // Alone and in a later batch it is as late.
        let alone = scan(&mut helper, &shift, chip);
        assert_eq!(helper.deliver(&alone)["is"], "already");
        let counter = Api::counter(&stage.server);
        for pass in [ANNA, BORIS] {
            counter
                .checkin(EVENT, pass)
                .refused(400, "uitpas/checkin-not-allowed");
        }
    });
}
