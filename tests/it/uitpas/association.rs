//! Associations: the member card.

use crate::util::api::{Api, ORGANIZER, on_all};
use serde_json::{Value, json};

#[test]
fn memberships_are_given_renewed_and_stopped() {
    on_all(|server| {
        let counter = Api::counter(server);
        let all = counter
            .get(&format!(
                "/associations?organizerId={ORGANIZER}&permission=READ"
            ))
            .ok(200);
        assert_eq!(all["totalItems"], 4);
        let mine = counter
            .get(&format!(
                "/associations?organizerId={ORGANIZER}&permission=WRITE"
            ))
            .ok(200);
        assert_eq!(mine["totalItems"], 3);
        let holder = "de300000-0001-4000-8000-000000000001";
        let path = format!("/passholders/{holder}/association-memberships?organizerId={ORGANIZER}");
        let of = |name: &str| {
            let list = counter.get(&path).ok(200);
            let list = list.as_array().unwrap().clone();
            list.into_iter()
                .find(|one| one["association"]["name"].as_str().unwrap().contains(name))
        };
        let club = of("Jeugdhuis").unwrap();
        assert_eq!(club["status"], "NONE");
        let end = club["newEndDate"].clone();
        assert!(end.as_str().unwrap().ends_with("-08-31"));
        let give = |association: &Value, end: Option<&Value>| {
            let mut body = json!({ "association": { "id": association } });
            if let Some(end) = end {
                body["endDate"] = end.clone();
            }
            counter.post(&path, &body)
        };
        let id = &club["association"]["id"];
        give(id, None).refused(400, "body/invalid-data");
        give(id, Some(&end)).ok(201);
        assert_eq!(of("Jeugdhuis").unwrap()["status"], "ACTIVE");
        give(id, Some(&end)).refused(400, "uitpas/association-membership-renew-not-possible");
        give(&json!("none"), Some(&end)).refused(400, "uitpas/association-not-found");
        // Born in 1983: too old for an association up to 18.
        let young = of("tot 18").unwrap();
        give(&young["association"]["id"], None)
            .refused(400, "uitpas/association-membership-renew-not-possible");
        let read_only = of("Alleen lezen").unwrap();
        assert_eq!(read_only["status"], "ACTIVE");
        give(&read_only["association"]["id"], None).refused(403, "auth/forbidden");

        let members = |status: &str| {
            let id = id.as_str().unwrap();
            let path = format!(
                "/passholders?associationId={id}&associationMembershipStatus={status}&organizerId={ORGANIZER}"
            );
            counter.get(&path).ok(200)["totalItems"].as_i64().unwrap()
        };
        assert_eq!(
            (members("ACTIVE"), members("EXPIRED"), members("ALL")),
            (2, 0, 2)
        );
        let one = format!(
            "/passholders/{holder}/association-memberships/{}?organizerId={ORGANIZER}",
            id.as_str().unwrap()
        );
        counter.delete(&one).ok(204);
        counter.delete(&one).refused(404, "url/not-found");
        assert_eq!(members("ALL"), 1);
        // The older spelling, which the official counter app still sends.
        let old = format!("/passholders/{holder}/association-memberships?organiserId={ORGANIZER}");
        assert_eq!(counter.get(&old).status, 200);
        counter
            .get(&format!("/passholders/{holder}/association-memberships"))
            .refused(404, "url/not-found");
    });
}

#[test]
fn a_pass_of_another_region_is_no_member() {
    on_all(|server| {
        let counter = Api::counter(server);
        let path = format!(
            "/passholders/de300000-0001-4000-8000-000000000008/association-memberships?organizerId={ORGANIZER}"
        );
        let body = json!({ "association": { "id": "de300000-0003-4000-8000-000000000003" } });
        counter
            .post(&path, &body)
            .refused(400, "uitpas/association-passholder-cardsystem-mismatch");
    });
}
