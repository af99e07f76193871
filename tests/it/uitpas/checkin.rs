//! Check-ins: at the door, with an event's code, refused, undone.

use crate::util::api::{Api, EVENT, ORGANIZER, OTHER_EVENT, on_all};
use serde_json::json;

#[test]
fn a_point_is_saved_once_a_week_and_can_be_undone() {
    on_all(|server| {
        let counter = Api::counter(server);
        let points = || {
            counter.get("/passes?identifier=0900000095902").ok(200)["points"]
                .as_i64()
                .unwrap()
        };
        let before = points();
        let checkin = counter.checkin(EVENT, "0900000095902").ok(201);
        assert_eq!(checkin["points"], 1);
        assert!(
            checkin["creationDate"]
                .as_str()
                .unwrap()
                .ends_with("+00:00")
        );
        assert_eq!(checkin["passholder"]["inszNumber"], "83030201540");
        assert_eq!(points(), before + 1);

        let again = counter
            .checkin(EVENT, "0900000095902")
            .refused(400, "uitpas/checkin-not-allowed");
        assert!(
            again["endUserMessage"]["uk"]
                .as_str()
                .unwrap()
                .contains("бал")
        );
        let path = format!("/checkin-status?uitpasNumber=0900000095902&eventId={EVENT}");
        assert_eq!(counter.get(&path).ok(200)["allowed"], false);

        let holder = checkin["passholder"]["id"].as_str().unwrap();
        let list = counter
            .get(&format!(
                "/checkins?passholderId={holder}&organizerId={ORGANIZER}"
            ))
            .ok(200);
        assert_eq!(list["totalItems"], 1);
        assert!(list["member"][0].get("passholder").is_none());

        let id = checkin["id"].as_str().unwrap();
        counter.delete(&format!("/checkins/{id}")).ok(204);
        assert_eq!(points(), before);
        counter
            .delete(&format!("/checkins/{id}"))
            .refused(404, "url/not-found");
        assert_eq!(counter.get(&path).ok(200)["allowed"], true);
        assert_eq!(points(), before);
    });
}

#[test]
fn refusals_come_in_their_order() {
    on_all(|server| {
        let counter = Api::counter(server);
        let send = |body: &str| counter.send("POST", "/uitpas/checkins", "application/json", body);
        send("").refused(400, "body/missing");
        send("{").refused(400, "body/invalid-syntax");
        let wrong = send(r#"{"eventId":7,"uitpasNumber":"1"}"#).refused(400, "body/invalid-data");
        assert_eq!(wrong["schemaErrors"][0]["jsonPointer"], "/eventId");
        send(r#"{"eventId":"","uitpasNumber":"1"}"#).refused(400, "body/invalid-data");
        counter
            .send("POST", "/uitpas/checkins", "text/plain", "x")
            .refused(415, "header/unsupported-media-type");
        counter
            .checkin(OTHER_EVENT, "rubbish")
            .refused(403, "auth/forbidden");
        counter
            .checkin("nothing", "rubbish")
            .refused(400, "uitpas/event-not-found");
        counter
            .checkin(EVENT, "0900000095903")
            .refused(400, "uitpas/invalid-uitpasnumber");
        counter.checkin(EVENT, "0900000095902 ").ok(201);
        counter
            .checkin(EVENT, "0000000000000")
            .refused(400, "uitpas/passholder-not-found");
        counter
            .checkin(EVENT, "0900000074519")
            .refused(400, "uitpas/passholder-not-found");
        counter
            .checkin(EVENT, "0900000045410")
            .refused(400, "uitpas/invalid-card");
        let blocked = counter
            .checkin(EVENT, "0900000002312")
            .refused(400, "uitpas/invalid-card-status");
        assert_eq!(blocked["cardStatus"], "BLOCKED");
        // An expired tariff and another region stop nobody (GIT 98239127).
        counter.checkin(EVENT, "0900000031618").ok(201);
        counter.checkin(EVENT, "0900000093204").ok(201);
        let path = |number: &str, event: &str| {
            format!("/checkin-status?uitpasNumber={number}&eventId={event}")
        };
        counter
            .get(&path("0900000095902", "nothing"))
            .refused(404, "uitpas/event-not-found");
        counter
            .get(&path("0000000000000", EVENT))
            .refused(404, "uitpas/passholder-not-found");
        let door = Api::client(server, "demo-door");
        assert!(
            door.checkin(EVENT, "0900000067513")
                .ok(201)
                .get("passholder")
                .is_none()
        );
    });
}

#[test]
fn a_phone_saves_with_the_code_of_an_event() {
    on_all(|server| {
        let phone = Api::holder(server, "1000000520006", "1980-01-01");
        let kiosk = Api::anonymous(server).with("x-custom-token", "demo-kiosk-device");
        let code = kiosk.get("/kiosk-devices/events").ok(200)["checkinCode"].clone();
        let send = |code: &serde_json::Value| {
            phone.post("/passholders/me/checkins", &json!({ "checkinCode": code }))
        };
        assert_eq!(
            send(&code).ok(201),
            json!({ "addedPoints": 1, "totalPoints": 1 })
        );
        send(&code).refused(400, "uitpas/checkin-not-allowed");
        send(&json!("NOTACODE")).refused(400, "uitpas/checkin-code-invalid");
        let history = phone.get("/passholders/me/transactions").ok(200);
        assert_eq!(history["totalItems"], 1);
        assert_eq!(history["member"][0]["points"], 1);
        assert_eq!(
            history["member"][0]["title"],
            "Permanente UiTPAS Test Festiviteit"
        );
        // At a kiosk the same person is at the same limit, which it tells apart.
        let chip = json!({ "chipNumber": "045A4832633680" });
        kiosk
            .post("/kiosk-devices/checkins", &chip)
            .refused(400, "uitpas/maximum-reached");
        assert_eq!(
            kiosk
                .get("/kiosk-devices/chip-numbers/045A4832633680")
                .ok(200)["totalPoints"],
            1
        );
        kiosk
            .get("/kiosk-devices/chip-numbers/04B00412F15284")
            .refused(400, "uitpas/card-blocked");
        // Nobody saves for a stranger.
        let other = "/passholders/de300000-0001-4000-8000-000000000001/checkins";
        phone
            .post(other, &json!({ "checkinCode": code }))
            .refused(403, "auth/forbidden");
    });
}

#[test]
fn the_sheet_of_codes_is_a_real_pdf_and_zip() {
    on_all(|server| {
        let counter = Api::counter(server);
        for (format, magic) in [("pdf", "%PDF-"), ("zip", "PK")] {
            let path = format!("/events/{EVENT}/qr-checkincodes/download-link?format={format}");
            let link = counter.get(&path).ok(200)["downloadLink"]
                .as_str()
                .unwrap()
                .to_owned();
            let file = Api::follow(&link);
            assert!(
                file.status == 200 && file.answer.body.starts_with(magic),
                "{format}"
            );
            let forged = link.replace("checkin-codes/", "checkin-codes/x");
            Api::follow(&forged).refused(404, "url/not-found");
        }
    });
}
