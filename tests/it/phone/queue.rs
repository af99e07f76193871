//! What a phone asks for in its queue, for its owner and for the family.

use super::{KAREL, SOFIE};
use crate::util::{
    api::on_both,
    helper::{Helper, public_key},
    phone::Phone,
};
use domain::command::What;
use serde_json::json;

#[test]
fn nothing_of_an_adult_is_spent_before_a_yes_and_erasing_forgets_what_was_told() {
    on_both(|server| {
        let sofie = Phone::with_key(server, SOFIE, &public_key());
        let karel = Phone::full(server, KAREL.0);
        let body = json!({ "number": KAREL.0, "dateOfBirth": KAREL.1 });
        sofie.post("/family", &body).ok(201);
        let mut queue = Helper::of_holder(&sofie);
        let mut redeem = |who: &Phone| {
            let (passholder, reward) = (who.passholder.clone(), "5824".to_owned());
            let item = queue.command(What::Redeem { passholder, reward });
            (queue.deliver(&item), item)
        };
        let (asked, item) = redeem(&karel);
        assert_eq!(
            (&asked["is"], &asked["reason"]),
            (&json!("refused"), &json!("needsConsent"))
        );
        let path = format!("/families/{}", sofie.passholder);
        karel.put(&path, &json!({ "agrees": true })).ok(204);
        let (agreed, _) = redeem(&karel);
        assert_ne!(agreed["reason"], "needsConsent", "{agreed}");
        // The first one stays as it was told.
        assert_eq!(queue.deliver(&item), asked);

        sofie.delete("/me").ok(204);
        let told = queue.deliver(&item);
        assert_eq!(
            (&told["is"], &told["reason"]),
            (&json!("refused"), &json!("unknownDevice"))
        );
    });
}
