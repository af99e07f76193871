//! Refusals of tariffs, ticket sales, activities' settings and rewards.

use super::Desk;
use crate::{
    uitpas::redeem::new_reward,
    util::api::{EVENT, LIMITED_EVENT, ORGANIZER},
};
use domain::uitpas_api::{Operation as O, ProblemType as P};
use serde_json::{Value, json};

/// With an expired tariff, a suspended one, a blocked card and a blocked membership.
const EXPIRED: &str = "0900000031618";
const SUSPENDED: &str = "0900009901001";
const BLOCKED_CARD: &str = "0900000002312";
const BLOCKED: &str = "0900009900003";
const NOBODY: &str = "0000000000000";
const WRONG: &str = "0900000095903";

pub(super) fn tariffs(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let ask = |event: &str, number: &str| {
        counter.get(&format!(
            "/tariffs?regularPrice=10&eventId={event}&uitpasNumber={number}"
        ))
    };
    desk.refused(O::GetTariffs, ask("none", BLOCKED), P::EventNotFound);
    for (number, kind) in [
        (NOBODY, P::PassholderNotFound),
        (BLOCKED, P::PassholderNoActiveCardsystems),
        (EXPIRED, P::SocialTariffExpired),
        (SUSPENDED, P::SocialTariffSuspended),
        (WRONG, P::InvalidUitpasnumber),
        (BLOCKED_CARD, P::InvalidCardStatus),
    ] {
        desk.refused(O::GetTariffs, ask(EVENT, number), kind);
    }
    let fixed =
        |event: &str| counter.get(&format!("/tariffs/static?regularPrice=10&eventId={event}"));
    desk.refused(O::GetStaticTariffs, fixed("none"), P::EventNotFound);
    let path = format!("/events/{EVENT}/card-systems");
    let systems = |on: bool| json!([{ "id": 1, "enabled": on }, { "id": 2, "enabled": on }]);
    counter.put(&path, &systems(false)).ok(204);
    desk.refused(
        O::GetStaticTariffs,
        fixed(EVENT),
        P::SocialTariffNotAvailable,
    );
    counter.put(&path, &systems(true)).ok(204);
}

pub(super) fn tickets(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let sale = |event: &str, number: &str, tariff: &str| json!({ "eventId": event, "uitpasNumber": number, "regularPrice": 10, "tariff": { "id": tariff } });
    let buy = |sales: &[Value]| counter.post("/ticket-sales", &json!(sales));
    let social = |number: &str| buy(&[sale(EVENT, number, "SOCIALTARIFF")]);
    for (number, kind) in [
        (NOBODY, P::PassholderNotFound),
        (BLOCKED, P::PassholderNoActiveCardsystems),
        (EXPIRED, P::SocialTariffExpired),
        (SUSPENDED, P::SocialTariffSuspended),
        (WRONG, P::InvalidUitpasnumber),
        (BLOCKED_CARD, P::InvalidCardStatus),
        ("0900000095902", P::InvalidCoupon),
    ] {
        desk.refused(O::PostTicketSales, social(number), kind);
    }
    desk.refused(
        O::PostTicketSales,
        buy(&[sale("none", EXPIRED, "SOCIALTARIFF")]),
        P::EventNotFound,
    );
    let many = vec![sale(EVENT, "0900000045410", "SOCIALTARIFF"); 51];
    desk.refused(O::PostTicketSales, buy(&many), P::InvalidNumberOfTickets);
    let one = [sale(LIMITED_EVENT, "0900000067513", "SOCIALTARIFF")];
    let sold = buy(&one).ok(200);
    desk.refused(O::PostTicketSales, buy(&one), P::MaximumReached);
    let path = format!("/events/{LIMITED_EVENT}/card-systems");
    let systems = counter.get(&path).ok(200);
    desk.refused(
        O::PutEventCardSystems,
        counter.put(&path, &systems),
        P::EventAlreadyHasTicketsales,
    );
    counter
        .delete(&format!(
            "/ticket-sales/{}",
            sold[0]["id"].as_str().unwrap()
        ))
        .ok(204);
    desk.refused(
        O::DeleteTicketSale,
        counter.delete("/ticket-sales/none"),
        P::TicketSaleNotFound,
    );
}

pub(super) fn settings_of_events(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let put = |systems: Value| counter.put(&format!("/events/{EVENT}/card-systems"), &systems);
    let key = |id: u32| json!([{ "id": 1, "enabled": true, "manualDistributionKeys": [{ "id": id, "enabled": true }] }]);
    for (systems, kind) in [
        (json!([{ "id": 3, "enabled": true }]), P::InvalidCardSystem),
        (
            json!([{ "id": 99, "enabled": true }]),
            P::CardsystemNotFound,
        ),
        (key(999), P::DistributionkeyNotFound),
        (key(1), P::InvalidDistributionkey),
    ] {
        desk.refused(O::PutEventCardSystems, put(systems), kind);
    }
    let none = "/events/none";
    let got = counter.put(&format!("{none}/card-systems"), &json!([]));
    desk.refused(O::PutEventCardSystems, got, P::EventNotFound);
    desk.refused(
        O::GetEventCardSystems,
        counter.get(&format!("{none}/card-systems")),
        P::EventNotFound,
    );
    let settings = json!({ "id": "none", "checkinPoints": 1 });
    desk.refused(
        O::PutEventSettings,
        counter.put(&format!("{none}/settings"), &settings),
        P::EventNotFound,
    );
    desk.refused(
        O::GetEventSettings,
        counter.get(&format!("{none}/settings")),
        P::EventNotFound,
    );
    let got = counter.get(&format!("{none}/qr-checkincodes/download-link"));
    desk.refused(O::GetEventQrCheckincodesDownloadLink, got, P::EventNotFound);
}

pub(super) fn rewards(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    for (query, kind) in [
        ("organizerId=none", P::OrganizerNotFound),
        ("owningCardSystemId=99", P::CardsystemNotFound),
        ("sort=sunshine", P::UrlNotFound),
    ] {
        desk.refused(
            O::GetRewards,
            counter.get(&format!("/rewards?{query}")),
            kind,
        );
    }
    let nowhere = new_reward(&json!({ "applicableCardSystems": [{ "id": 99 }] }));
    desk.refused(
        O::PostReward,
        counter.post("/rewards", &nowhere),
        P::InvalidCardSystem,
    );
    desk.refused(
        O::GetReward,
        counter.get("/rewards/none"),
        P::RewardNotFound,
    );
    let made = counter.post("/rewards", &new_reward(&json!({}))).ok(200);
    let path = format!("/rewards/{}", made["id"].as_str().unwrap());
    desk.refused(
        O::PutReward,
        counter.put(&path, &nowhere),
        P::InvalidCardSystem,
    );
    desk.refused(
        O::PutReward,
        counter.put("/rewards/none", &new_reward(&json!({}))),
        P::RewardNotFound,
    );
    let had = json!({ "rewardId": made["id"], "uitpasNumber": "0900000095902" });
    counter.post("/rewards/redeemed", &had).ok(201);
    let dearer = new_reward(&json!({ "points": 9 }));
    desk.refused(
        O::PutReward,
        counter.put(&path, &dearer),
        P::RewardNotEditable,
    );
}

pub(super) fn redemptions(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let status = |reward: &str, number: &str| {
        counter.get(&format!(
            "/rewards/{reward}/redeem-status?uitpasNumber={number}"
        ))
    };
    desk.refused(
        O::GetRewardRedeemStatus,
        status("5687", WRONG),
        P::InvalidUitpasNumber,
    );
    desk.refused(
        O::GetRewardRedeemStatus,
        status("5687", NOBODY),
        P::PassholderNotFound,
    );
    desk.refused(
        O::GetRewardRedeemStatus,
        status("none", BLOCKED),
        P::RewardNotFound,
    );
    let redeem = |reward: &str, number: &str| {
        counter.post(
            "/rewards/redeemed",
            &json!({ "rewardId": reward, "uitpasNumber": number }),
        )
    };
    let rich = "0900000067513";
    let make = |more: Value| {
        let made = counter.post("/rewards", &new_reward(&more)).ok(200);
        made["id"].as_str().unwrap().to_owned()
    };
    let last = make(json!({ "maxAvailableUnits": 1 }));
    redeem(&last, rich).ok(201);
    let elsewhere =
        make(json!({ "allCardSystems": false, "applicableCardSystems": [{ "id": 2 }] }));
    redeem("5823", rich).ok(201);
    for (reward, number, kind) in [
        ("5687", "0900000045410", P::InvalidCard),
        ("5687", WRONG, P::InvalidUitpasNumber),
        ("5687", NOBODY, P::PassholderNotFound),
        ("none", rich, P::RewardNotFound),
        ("5825", rich, P::RewardPeriodConstraint),
        (&last, "0900000095902", P::RewardVolumeConstraint),
        ("5823", rich, P::RewardPassholderVolumeConstraint),
        ("5687", "1000000520006", P::RewardPassholderPointsConstraint),
        (&elsewhere, rich, P::RewardPassholderNoApplicableCardsystems),
        ("5687", BLOCKED, P::PassholderNoActiveCardsystems),
    ] {
        desk.refused(O::PostRedeemedReward, redeem(reward, number), kind);
    }
    let got = counter.get(&format!(
        "/rewards/redeemed?uitpasNumber={WRONG}&organizerId={ORGANIZER}"
    ));
    desk.refused(O::GetRedeemedRewards, got, P::InvalidUitpasNumber);
}
