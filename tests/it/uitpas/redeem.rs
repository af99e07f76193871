//! Rewards: found, had, given back, made and changed.

use crate::util::api::{Api, ORGANIZER, on_all};
use serde_json::{Value, json};

fn redeem(api: &Api, reward: &str, number: &str) -> crate::util::api::Got {
    api.post(
        "/rewards/redeemed",
        &json!({ "rewardId": reward, "uitpasNumber": number }),
    )
}

pub(super) fn new_reward(more: &Value) -> Value {
    let mut reward = json!({
        "title": "Gratis koffie", "type": "POINTS", "points": 4, "categories": ["Eten en drinken"],
        "promotionalDescription": "Een kop koffie.", "moreInfoURL": "https://example.org",
        "publicationPeriod": { "begin": "2020-01-01T00:00:00+00:00" },
        "organizers": [{ "id": ORGANIZER }],
    });
    reward
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    reward
}

#[test]
fn points_go_and_come_back() {
    on_all(|server| {
        let counter = Api::counter(server);
        let points = || {
            counter.get("/passes?identifier=0900000095902").ok(200)["points"]
                .as_i64()
                .unwrap()
        };
        let before = points();
        let had = redeem(&counter, "5687", "0900000095902").ok(201);
        assert_eq!(had["reward"]["unitsTaken"], 1);
        assert_eq!(points(), before - 4);
        let list = counter
            .get("/rewards/redeemed?uitpasNumber=0900000095902")
            .ok(200);
        assert_eq!(list["member"][0]["id"], had["id"]);
        let path = format!("/rewards/redeemed/{}", had["id"].as_str().unwrap());
        counter.delete(&path).ok(204);
        assert_eq!(points(), before);
        counter.delete(&path).refused(404, "url/not-found");
        assert_eq!(
            counter
                .get("/rewards/redeemed?uitpasNumber=0900000095902")
                .ok(200)["totalItems"],
            0
        );
    });
}

#[test]
fn every_constraint_refuses_with_its_type() {
    on_all(|server| {
        let counter = Api::counter(server);
        redeem(&counter, "none", "0900000095902").refused(404, "uitpas/reward-not-found");
        redeem(&counter, "5687", "123").refused(400, "uitpas/invalid-uitpas-number");
        redeem(&counter, "5687", "0000000000000").refused(400, "uitpas/passholder-not-found");
        redeem(&counter, "5687", "0900000045410").refused(400, "uitpas/invalid-card");
        redeem(&counter, "5687", "0900000002312").refused(400, "uitpas/invalid-card");
        redeem(&counter, "5825", "0900000095902").refused(400, "uitpas/reward-period-constraint");
        redeem(&counter, "5826", "0900000095902").refused(400, "uitpas/reward-period-constraint");
        redeem(&counter, "5823", "0900000095902").ok(201);
        redeem(&counter, "5823", "0900000095902")
            .refused(400, "uitpas/reward-passholder-volume-constraint");
        redeem(&counter, "5687", "1000000520006")
            .refused(400, "uitpas/reward-passholder-points-constraint");
        redeem(&counter, "5688", "1000000520006").ok(201);
        redeem(&counter, "5688", "1000000520006")
            .refused(400, "uitpas/reward-passholder-volume-constraint");
        let one = counter
            .post("/rewards", &new_reward(&json!({ "maxAvailableUnits": 1 })))
            .ok(200);
        redeem(&counter, one["id"].as_str().unwrap(), "0900000095902").ok(201);
        redeem(&counter, one["id"].as_str().unwrap(), "0900000067513")
            .refused(400, "uitpas/reward-volume-constraint");
        let only = json!({ "allCardSystems": false, "applicableCardSystems": [{ "id": 2 }] });
        let only = counter.post("/rewards", &new_reward(&only)).ok(200);
        let id = only["id"].as_str().unwrap();
        redeem(&counter, id, "0900000095902")
            .refused(400, "uitpas/reward-passholder-no-applicable-cardsystems");
        let status = counter
            .get(&format!(
                "/rewards/{id}/redeem-status?uitpasNumber=0900000095902"
            ))
            .ok(200);
        assert_eq!(status["reason"], "PASSHOLDER_APPLICABLE_CARDSYSTEMS");
        let poor = counter
            .get("/rewards/5687/redeem-status?uitpasNumber=1000000520006")
            .ok(200);
        assert_eq!(
            poor["message"],
            "Jammer, je hebt nog niet genoeg punten om dit voordeel om te ruilen."
        );
    });
}

#[test]
fn a_reward_that_was_had_keeps_its_cost() {
    on_all(|server| {
        let counter = Api::counter(server);
        let made = counter.post("/rewards", &new_reward(&json!({}))).ok(200);
        let path = format!("/rewards/{}", made["id"].as_str().unwrap());
        let changed = counter
            .put(&path, &new_reward(&json!({ "points": 6 })))
            .ok(200);
        assert_eq!(changed["points"], 6);
        redeem(&counter, made["id"].as_str().unwrap(), "0900000095902").ok(201);
        counter
            .put(&path, &new_reward(&json!({ "points": 7 })))
            .refused(400, "uitpas/reward-not-editable");
        counter
            .put(&path, &new_reward(&json!({ "points": 6, "title": "Thee" })))
            .ok(200);
        counter
            .put("/rewards/none", &new_reward(&json!({})))
            .refused(404, "uitpas/reward-not-found");
        let system = json!({ "applicableCardSystems": [{ "id": 99 }] });
        counter
            .post("/rewards", &new_reward(&system))
            .refused(400, "uitpas/invalid-card-system");
        let mut bare = new_reward(&json!({}));
        bare.as_object_mut().unwrap().remove("points");
        let problem = counter
            .post("/rewards", &bare)
            .refused(400, "body/invalid-data");
        assert_eq!(problem["schemaErrors"][0]["jsonPointer"], "/points");
    });
}

#[test]
fn a_search_filters_sorts_and_counts() {
    on_all(|server| {
        let client = Api::anonymous(server).with("x-client-id", "demo-phone");
        let of = |query: &str| {
            let path = format!("/rewards?organizerId={ORGANIZER}&{query}");
            let page = client.get(&path).ok(200);
            let member = page["member"].as_array().unwrap().iter();
            member
                .map(|one| one["id"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(of("sort=name"), ["5823", "5824", "5687"]);
        assert_eq!(of("online=true"), ["5824"]);
        assert_eq!(of("type=WELCOME"), ["5688"]);
        assert_eq!(of("type=ANY&subset=ALL&sort=name&limit=2&start=4").len(), 2);
        assert_eq!(of("text=online*&unknownKey=1"), ["5824"]);
        let facets = client
            .get(&format!(
                "/rewards?organizerId={ORGANIZER}&facets=online&facets=type"
            ))
            .ok(200);
        assert_eq!(facets["facet"]["online"]["true"]["count"], 1);
        client
            .get("/rewards?sort=sunshine")
            .refused(404, "url/not-found");
        client
            .get("/rewards?organizerId=none")
            .refused(400, "uitpas/organizer-not-found");
        client
            .get("/rewards?owningCardSystemId=99")
            .refused(400, "uitpas/cardsystem-not-found");
        let me = Api::holder(server, "0900000095902", "1983-03-02");
        let id = me.get("/passholders/me").ok(200)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let mine = me
            .get(&format!(
                "/rewards?isRedeemableByPassholderId={id}&organizerId={ORGANIZER}"
            ))
            .ok(200);
        assert_eq!(mine["totalItems"], 3);
        client
            .get(&format!("/rewards?isRedeemableByPassholderId={id}"))
            .refused(403, "auth/forbidden");
    });
}

#[test]
fn at_home_only_what_is_made_for_it() {
    on_all(|server| {
        let me = Api::holder(server, "0900000095902", "1983-03-02");
        redeem(&me, "5824", "0900000095902").ok(201);
        redeem(&me, "5687", "0900000095902").refused(400, "uitpas/reward-invalid-redeem-type");
        redeem(&me, "5824", "0900000067513").refused(403, "auth/forbidden");
    });
}
