//! Taking one's data along, and having it forgotten.

use super::{BRAM, SOFIE};
use crate::util::{
    api::on_both,
    phone::{Phone, say},
};
use serde_json::json;

#[test]
fn the_export_has_the_person_and_nobody_else() {
    on_both(|server| {
        let got = Phone::full(server, SOFIE).get("/export");
        let file = got.answer.header("content-disposition").unwrap();
        assert!(file.starts_with("attachment"), "{file}");
        let text = got.answer.body.clone();
        let all = got.ok(200);
        assert_eq!(all["person"][0]["firstName"], "Sofie");
        assert_eq!(all["person"].as_array().unwrap().len(), 1);
        assert_eq!(all["devices"].as_array().unwrap().len(), 1);
        assert!(!text.contains("Lina"), "somebody else is in it");
    });
}

#[test]
fn erasing_leaves_the_pass_and_nothing_of_ours() {
    on_both(|server| {
        let phone = Phone::full(server, BRAM.0);
        let other = Phone::by_number(server, BRAM.0, BRAM.1);
        phone.put("/pin", &json!({ "pin": "258194" })).ok(204);
        let code = phone.post("/pairing-codes", &json!({})).ok(200);
        let gone = phone.delete("/me");
        assert!(
            gone.answer
                .header("set-cookie")
                .unwrap()
                .contains("Max-Age=0")
        );
        gone.ok(204);
        phone.get("/phone").no(401, "signedOut");
        other.get("/phone").no(401, "signedOut");
        say(
            server,
            "POST",
            "/sign-in/pairing",
            &json!({ "code": code["code"] }),
        )
        .no(401, "codeUnknown");
        let with_pin = json!({ "number": BRAM.0, "dateOfBirth": BRAM.1, "pin": "258194" });
        say(server, "POST", "/sign-in/number", &with_pin).no(401, "noMatch");
        let again = Phone::by_number(server, BRAM.0, BRAM.1);
        assert_eq!(again.snapshot()["persons"][0]["points"], 5000);
        assert_eq!(again.snapshot()["hasPin"], false);
    });
}
