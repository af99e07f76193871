//! What a number, a chip or a national number stands for.

use crate::util::api::{Api, on_all};
use serde_json::json;

#[test]
fn the_test_passes_are_as_published() {
    on_all(|server| {
        let counter = Api::counter(server);
        for identifier in [
            "0900000095902",
            "04784CDAEE3880",
            "04:78:4c:da:ee:38:80",
            "83030201540",
        ] {
            let pass = counter
                .get(&format!("/passes?identifier={identifier}"))
                .ok(200);
            assert_eq!(pass["uitpasNumber"], "0900000095902", "{identifier}");
            assert_eq!(pass["passType"], "INDIVIDUAL");
            assert_eq!(pass["socialTariff"], json!({ "status": "NONE" }));
            assert_eq!(pass["postalCode"], "9000");
            for private in ["name", "inszNumber", "dateOfBirth", "email"] {
                assert!(pass.get(private).is_none(), "{private} is shown");
            }
        }
        let tariff = |number: &str| {
            let pass = counter.get(&format!("/passes?identifier={number}")).ok(200);
            pass["socialTariff"]["status"].as_str().unwrap().to_owned()
        };
        assert_eq!(tariff("0900000067513"), "ACTIVE");
        assert_eq!(tariff("0900000031618"), "EXPIRED");
        assert_eq!(tariff("0900000058918"), "EXPIRED");
        assert_eq!(tariff("1000000520006"), "NONE");
        let expired = counter.get("/passes?identifier=0900000031618").ok(200);
        assert_eq!(expired["messages"][0]["level"], "WARN");
        let group = counter.get("/passes?identifier=0900000045410").ok(200);
        assert_eq!(group["passType"], "GROUP");
    });
}

#[test]
fn what_is_no_working_pass_says_why() {
    on_all(|server| {
        let counter = Api::counter(server);
        let blocked = counter
            .get("/passes?identifier=0900000002312")
            .refused(400, "uitpas/invalid-card-status");
        assert_eq!(blocked["cardStatus"], "BLOCKED");
        assert_eq!(blocked["groupPass"], false);
        assert!(blocked["passholderId"].is_string());
        let stock = counter
            .get("/passes?identifier=0900000074519")
            .refused(400, "uitpas/invalid-card-status");
        assert_eq!(stock["cardStatus"], "LOCAL_STOCK");
        for unknown in [
            "0900000095903",
            "rubbish",
            "0000000000000",
            "04FFFFFFFFFFFF",
        ] {
            let got = counter.get(&format!("/passes?identifier={unknown}"));
            let problem = got.refused(404, "uitpas/pass-not-found");
            let told = &problem["endUserMessage"];
            assert!(
                ["nl", "fr", "de", "en", "uk", "ru", "ar", "tr"]
                    .iter()
                    .all(|one| told[one].is_string())
            );
        }
        counter
            .get("/passes/0900000002312")
            .refused(400, "uitpas/card-blocked");
        counter
            .get("/passes/0900000074519")
            .refused(404, "uitpas/pass-not-found");
        assert_eq!(
            counter.get("/insz-numbers/83030201540").ok(200)["uitpasNumber"],
            "0900000095902"
        );
        assert_eq!(
            counter.get("/chip-numbers/04784CDAEE3880").ok(200)["uitpasNumber"],
            "0900000095902"
        );
        assert_eq!(
            counter.get("/cards?chipNumber=044AC54A8E6180").ok(200)["status"],
            "LOCAL_STOCK"
        );
    });
}

#[test]
fn a_search_shows_people_of_the_own_regions_and_a_number_anybody() {
    on_all(|server| {
        let counter = Api::counter(server);
        let page = counter.get("/passholders?name=moeders&limit=1").ok(200);
        assert_eq!(page["totalItems"], 2);
        assert_eq!(page["member"].as_array().unwrap().len(), 1);
        let found = counter
            .get("/passholders?uitpasNumber=0900000095902")
            .ok(200);
        let person = &found["member"][0];
        assert_eq!(person["inszNumber"], "83030201540");
        assert_eq!(person["cardSystemMemberships"][0]["cardSystem"]["id"], 1);
        let id = person["id"].as_str().unwrap();
        assert_eq!(counter.get(&format!("/passholders/{id}")).ok(200)["id"], id);
        assert_eq!(
            counter
                .get("/passholders?uitpasNumber=0900000045410")
                .ok(200)["totalItems"],
            0
        );
        counter
            .get("/passholders?uitpasNumber=123")
            .refused(400, "uitpas/invalid-uitpas-number");
        counter
            .get("/passholders?inszNumber=123")
            .refused(400, "uitpas/invalid-insz-number");
        counter
            .get("/passholders?limit=501")
            .refused(400, "url/query-limit-exceeded");
        counter
            .get("/passholders?limit=x")
            .refused(404, "url/not-found");
        counter
            .get("/passholders/nobody")
            .refused(404, "url/not-found");
        // The door may see passes and no people.
        let door = Api::client(server, "demo-door");
        assert_eq!(door.get("/passes?identifier=0900000095902").status, 200);
        door.get("/passholders?uitpasNumber=0900000095902")
            .refused(403, "auth/forbidden");
        door.get(&format!("/passholders/{id}"))
            .refused(403, "auth/forbidden");
    });
}
