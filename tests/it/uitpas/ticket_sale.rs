//! Tariffs and ticket sales.

use crate::util::api::{Api, EVENT, LIMITED_EVENT, ORGANIZER, OTHER_EVENT, on_all};
use serde_json::{Value, json};

fn sale(event: &str, number: &str, tariff: &str) -> Value {
    json!({ "eventId": event, "uitpasNumber": number, "regularPrice": 10, "tariff": { "id": tariff } })
}

#[test]
fn each_test_pass_gets_its_tariff() {
    on_all(|server| {
        let counter = Api::counter(server);
        let ask = |number: &str| {
            counter.get(&format!(
                "/tariffs?regularPrice=10&eventId={EVENT}&uitpasNumber={number}"
            ))
        };
        let social = ask("0900000067513").ok(200);
        assert_eq!(
            social["available"],
            json!([{ "id": "SOCIALTARIFF", "name": "Kansentarief", "price": 2, "type": "SOCIALTARIFF", "remaining": 1 }])
        );
        assert_eq!(
            ask("0900000045410").ok(200)["available"][0]["remaining"],
            50
        );
        let coupon = ask("0900000191800").ok(200);
        assert_eq!(coupon["available"][0]["id"], "COUPON_1079");
        assert_eq!(
            (
                &coupon["available"][0]["price"],
                &coupon["available"][0]["remaining"]
            ),
            (&json!(1), &json!(50))
        );
        ask("0900000031618").refused(400, "uitpas/social-tariff-expired");
        ask("0900000002312").refused(400, "uitpas/invalid-card-status");
        ask("0900000095903").refused(400, "uitpas/invalid-uitpasnumber");
        ask("0000000000000").refused(400, "uitpas/passholder-not-found");
        for without in ["0900000095902", "0900000093204"] {
            let none = ask(without).ok(200);
            assert_eq!(none["available"], json!([]));
            assert_eq!(
                none["endUserMessage"]["nl"],
                "Je UiTPAS heeft geen geldig kansenstatuut en er zijn ook geen coupon-kortingen beschikbaar."
            );
        }
        counter
            .get(&format!("/tariffs/static?regularPrice=10&eventId={EVENT}"))
            .ok(200);
        counter
            .get(&format!(
                "/tariffs?eventId={EVENT}&uitpasNumber=0900000067513"
            ))
            .refused(404, "url/not-found");
        let path = format!("/tariffs/static?regularPrice=10&eventId={OTHER_EVENT}");
        counter.get(&path).refused(403, "auth/forbidden");
        counter
            .get("/tariffs/static?regularPrice=10&eventId=none")
            .refused(400, "uitpas/event-not-found");
    });
}

#[test]
fn one_sale_a_week_and_given_back() {
    on_all(|server| {
        let counter = Api::counter(server);
        let buy = || {
            counter.post(
                "/ticket-sales",
                &json!([sale(LIMITED_EVENT, "0900000067513", "SOCIALTARIFF")]),
            )
        };
        let sold = buy().ok(200);
        assert_eq!(sold[0]["tariff"]["price"], 2);
        buy().refused(400, "uitpas/maximum-reached");
        let path =
            format!("/tariffs?regularPrice=10&eventId={LIMITED_EVENT}&uitpasNumber=0900000067513");
        let used = counter.get(&path).ok(200);
        assert_eq!(
            used["endUserMessage"]["nl"],
            "Je hebt geen recht meer op kansentarief voor deze activiteit. Je kan maximaal 1 ticket(s) per week kopen aan kansentarief voor deze activiteit."
        );
        let list = counter
            .get(&format!("/ticket-sales?eventId={LIMITED_EVENT}"))
            .ok(200);
        assert_eq!(list["totalItems"], 1);
        let holder = sold[0]["passholder"]["id"].as_str().unwrap();
        let mine = counter
            .get(&format!(
                "/ticket-sales?passholderId={holder}&organizerId={ORGANIZER}"
            ))
            .ok(200);
        assert_eq!(mine["member"][0]["id"], sold[0]["id"]);
        counter
            .get(&format!("/ticket-sales?passholderId={holder}"))
            .refused(404, "url/not-found");
        // Regions of an event with sales stay as they are.
        let systems = counter
            .get(&format!("/events/{LIMITED_EVENT}/card-systems"))
            .ok(200);
        let put = || counter.put(&format!("/events/{LIMITED_EVENT}/card-systems"), &systems);
        put().refused(400, "uitpas/event-already-has-ticketsales");
        let id = sold[0]["id"].as_str().unwrap();
        counter.delete(&format!("/ticket-sales/{id}")).ok(204);
        counter
            .delete(&format!("/ticket-sales/{id}"))
            .refused(404, "uitpas/ticket-sale-not-found");
        put().ok(204);
        buy().ok(200);
    });
}

#[test]
fn a_request_is_sold_whole_or_not_at_all() {
    on_all(|server| {
        let counter = Api::counter(server);
        let sales = json!([
            sale(EVENT, "0900000067513", "SOCIALTARIFF"),
            sale(EVENT, "0900000095902", "SOCIALTARIFF")
        ]);
        let refused = counter
            .post("/ticket-sales", &sales)
            .refused(400, "uitpas/invalid-coupon");
        assert_eq!(refused["jsonPointer"], "/1");
        assert_eq!(
            counter
                .get(&format!("/ticket-sales?eventId={EVENT}"))
                .ok(200)["totalItems"],
            0
        );
        let group: Vec<_> = (0..51)
            .map(|_| sale(EVENT, "0900000045410", "SOCIALTARIFF"))
            .collect();
        counter
            .post("/ticket-sales", &json!(group))
            .refused(400, "uitpas/invalid-number-of-tickets");
        assert_eq!(
            counter
                .get(&format!("/ticket-sales?eventId={EVENT}"))
                .ok(200)["totalItems"],
            0
        );
        counter.post("/ticket-sales", &json!(group[..50])).ok(200);
        counter
            .post("/ticket-sales", &json!(group[..1]))
            .refused(400, "uitpas/maximum-reached");
        let bare = json!([{ "eventId": EVENT, "uitpasNumber": "0900000067513", "tariff": { "id": "SOCIALTARIFF" } }]);
        let missing = counter
            .post("/ticket-sales", &bare)
            .refused(400, "body/invalid-data");
        assert_eq!(missing["schemaErrors"][0]["jsonPointer"], "/0");
    });
}

#[test]
fn a_report_holds_every_sale_to_the_cent() {
    on_all(|server| {
        let counter = Api::counter(server);
        counter
            .post(
                "/ticket-sales",
                &json!([sale(EVENT, "0900000067513", "SOCIALTARIFF")]),
            )
            .ok(200);
        let base = format!("/organizers/{ORGANIZER}/financial-reports");
        let periods = counter.get(&format!("{base}/periods")).ok(200);
        let report = counter.post(&base, &periods[0]).ok(200);
        let path = format!("{base}/{}", report["id"]);
        let mut status = json!("STARTED");
        while status == "STARTED" {
            status = counter.get(&path).ok(200)["status"].clone();
        }
        assert_eq!(status, "AVAILABLE");
        let zip = counter.get(&format!("{path}.zip"));
        assert!(
            zip.status == 200 && zip.answer.body.contains("UiTPAS_Regio_Gent_"),
            "{}",
            zip.status
        );
        let link = counter.get(&format!("{path}/download-link")).ok(200)["downloadLink"]
            .as_str()
            .unwrap()
            .to_owned();
        assert_eq!(Api::follow(&link).status, 200);
        counter
            .get(&format!("{base}/999"))
            .refused(404, "uitpas/report-not-found");
        counter
            .get("/organizers/none/financial-reports")
            .refused(404, "uitpas/organizer-not-found");
        let door = Api::client(server, "demo-door");
        door.get(&base).refused(403, "auth/forbidden");
    });
}
