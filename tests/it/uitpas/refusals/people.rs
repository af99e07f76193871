//! Refusals of check-ins, passes, pass holders, families and memberships.

use super::Desk;
use crate::{
    uitpas::{
        family::base64,
        world::{HOLDER, NUMBER, OTHER_NUMBER},
    },
    util::api::{Api, EVENT, ORGANIZER},
};
use domain::uitpas_api::{Operation as O, ProblemType as P};
use serde_json::json;

const BLOCKED: &str = "de300000-0001-4000-8000-000000000015";
const CLUB: &str = "de300000-0003-4000-8000-000000000003";

pub(super) fn checkins(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    counter.checkin(EVENT, NUMBER).ok(201);
    for (event, number, kind) in [
        (EVENT, NUMBER, P::CheckinNotAllowed),
        ("none", NUMBER, P::EventNotFound),
        (EVENT, "0000000000000", P::PassholderNotFound),
        (EVENT, "0900000095903", P::InvalidUitpasnumber),
        (EVENT, "0900000045410", P::InvalidCard),
        (EVENT, "0900000002312", P::InvalidCardStatus),
        (EVENT, "0900009900003", P::PassholderNoActiveCardsystems),
    ] {
        desk.refused(O::PostCheckin, counter.checkin(event, number), kind);
    }
    let status = |event: &str, number: &str| {
        counter.get(&format!(
            "/checkin-status?eventId={event}&uitpasNumber={number}"
        ))
    };
    desk.refused(
        O::GetCheckinStatus,
        status("none", NUMBER),
        P::EventNotFound,
    );
    desk.refused(
        O::GetCheckinStatus,
        status(EVENT, "0000000000000"),
        P::PassholderNotFound,
    );
    desk.world.undo();
}

pub(super) fn codes(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let code = desk.world.kiosk.get("/kiosk-devices/events").ok(200)["checkinCode"].clone();
    let code = code.as_str().unwrap();
    let send = |who: &str, code: &str| {
        counter.post(
            &format!("/passholders/{who}/checkins"),
            &json!({ "checkinCode": code }),
        )
    };
    send(HOLDER, code).ok(201);
    for (who, code, kind) in [
        (HOLDER, code, P::CheckinNotAllowed),
        (HOLDER, "DEMOCODEENDED00", P::CheckinCodeExpired),
        (HOLDER, "NOTACODE", P::CheckinCodeInvalid),
        ("none", code, P::PassholderNotFound),
        (BLOCKED, code, P::PassholderNoActiveCardsystems),
    ] {
        desk.refused(O::PostPassholderCheckin, send(who, code), kind);
    }
    desk.world.undo();
}

pub(super) fn passes(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    for (operation, path, blocked, card, unknown) in [
        (
            O::GetPass,
            "/passes?identifier=",
            "0900009900003",
            "0900000002312",
            "rubbish",
        ),
        (
            O::GetPassByUitpasNumber,
            "/passes/",
            "0900009900003",
            "0900000002312",
            "0000000000000",
        ),
        (
            O::GetPassByInszNumber,
            "/insz-numbers/",
            "00010199747",
            "71030360442",
            "00010199549",
        ),
        (
            O::GetPassByChipNumber,
            "/chip-numbers/",
            "04990000000101",
            "04B00412F15284",
            "04FFFFFFFFFFFF",
        ),
    ] {
        let ask = |what: &str| counter.get(&format!("{path}{what}"));
        desk.refused(operation, ask(blocked), P::PassholderBlocked);
        let kind = if operation == O::GetPass {
            P::InvalidCardStatus
        } else {
            P::CardBlocked
        };
        desk.refused(operation, ask(card), kind);
        desk.refused(operation, ask(unknown), P::PassNotFound);
    }
    desk.refused(
        O::GetCard,
        counter.get("/cards?uitpasNumber=1"),
        P::InvalidUitpasNumber,
    );
    desk.refused(
        O::GetGrouppasses,
        counter.get("/grouppasses?uitpasNumber=1"),
        P::InvalidUitpasNumber,
    );
    let group = |n: u8| format!("/grouppasses/de300000-0002-4000-8000-00000000000{n}/coupons");
    desk.refused(
        O::GetGrouppassCoupons,
        counter.get(&group(3)),
        P::PassholderNoActiveCardsystems,
    );
    let got = counter.get(&format!("{}?organizerId=none", group(2)));
    desk.refused(O::GetGrouppassCoupons, got, P::OrganizerNotFound);
    let got = counter.get("/passholders/status/insz-numbers/1");
    desk.refused(O::GetInszNumberStatus, got, P::InvalidInszNumber);
}

pub(super) fn passholders(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    for (query, kind) in [
        ("organizerId=none", P::OrganizerNotFound),
        ("uitpasNumber=1", P::InvalidUitpasNumber),
        ("inszNumber=1", P::InvalidInszNumber),
        ("schoolId=none", P::SchoolNotFound),
        ("associationId=none", P::AssociationNotFound),
    ] {
        desk.refused(
            O::GetPassholders,
            counter.get(&format!("/passholders?{query}")),
            kind,
        );
    }
    let coupons =
        |who: &str, query: &str| counter.get(&format!("/passholders/{who}/coupons?{query}"));
    desk.refused(
        O::GetPassholderCoupons,
        coupons(BLOCKED, ""),
        P::PassholderNoActiveCardsystems,
    );
    desk.refused(
        O::GetPassholderCoupons,
        coupons(HOLDER, "organizerId=none"),
        P::OrganizerNotFound,
    );
    let picture = |kind: &str, body: &str| {
        counter.send(
            "PUT",
            &format!("/uitpas/passholders/{HOLDER}/picture"),
            kind,
            body,
        )
    };
    let form = "multipart/form-data; boundary=b";
    desk.refused(O::PutPassholderPicture, picture(form, ""), P::BodyMissing);
    desk.refused(
        O::PutPassholderPicture,
        picture("application/json", "{}"),
        P::BodyInvalidSyntax,
    );
    let other = "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n";
    desk.refused(
        O::PutPassholderPicture,
        picture(form, other),
        P::BodyInvalidData,
    );
}

pub(super) fn families(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let owner = "/passholders/de300000-0001-4000-8000-000000000001/family-members";
    let add = |number: &str| counter.post(owner, &json!({ "uitpasNumber": number }));
    desk.refused(
        O::PostPassholderFamilyMember,
        add("0000000000000"),
        P::PassholderNotFound,
    );
    desk.refused(
        O::PostPassholderFamilyMember,
        add("1"),
        P::InvalidUitpasNumber,
    );
    desk.refused(
        O::PostPassholderFamilyMember,
        add(NUMBER),
        P::FamilyMemberAlreadyAdded,
    );
    // From the invented region: children until the list is full, and adults before that.
    let people = |query: &str| {
        let page = desk
            .world
            .elsewhere
            .get(&format!("/passholders?limit=60&{query}"))
            .ok(200);
        let member = page["member"].as_array().unwrap().clone();
        let numbers = member
            .iter()
            .filter_map(|one| one["uitpasNumber"].as_str().map(str::to_owned));
        numbers.collect::<Vec<_>>()
    };
    let adults = people("dateOfBirthTo=2000-01-01");
    let children = people("dateOfBirthFrom=2012-01-01");
    let refused_at = |numbers: &[String]| {
        let mut sent = numbers.iter().map(|number| add(number));
        sent.find(|got| got.status != 201).unwrap()
    };
    let got = refused_at(&adults);
    desk.refused(O::PostPassholderFamilyMember, got, P::TooManyAdultsInFamily);
    let got = refused_at(&children);
    desk.refused(O::PostPassholderFamilyMember, got, P::TooManyFamilyMembers);
    for one in counter
        .get(owner)
        .ok(200)
        .as_array()
        .unwrap()
        .iter()
        .skip(1)
    {
        let id = one["passholder"]["id"].as_str().unwrap();
        counter.delete(&format!("{owner}/{id}")).ok(202);
    }
}

pub(super) fn memberships(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let give = |who: &str, club: &str| {
        let path = format!("/passholders/{who}/association-memberships?organizerId={ORGANIZER}");
        counter.post(&path, &json!({ "association": { "id": club } }))
    };
    let elsewhere = "de300000-0001-4000-8000-000000000008";
    for (who, club, kind) in [
        (HOLDER, "none", P::AssociationNotFound),
        (
            HOLDER,
            "de300000-0003-4000-8000-000000000002",
            P::AssociationMembershipRenewNotPossible,
        ),
        (elsewhere, CLUB, P::AssociationPassholderCardsystemMismatch),
    ] {
        desk.refused(
            O::PostPassholderAssociationMembership,
            give(who, club),
            kind,
        );
    }
}

pub(super) fn uitid(desk: &mut Desk) {
    let token = |number: &str, born: &str| desk.world.registration(number, born);
    let (own, other) = (
        token(NUMBER, "1983-03-02"),
        token(OTHER_NUMBER, "1980-01-01"),
    );
    let link = |token: &str| -> crate::util::api::Got {
        let holder: Api = desk.world.holder.with("x-registration-token", token);
        holder.send("PUT", "/uitpas/passholders/me/uitid", "", "")
    };
    let (mine, theirs) = (link(&own), link(&other));
    desk.refused(O::PutMyUitid, mine, P::PassholderAlreadyRegistered);
    desk.refused(O::PutMyUitid, theirs, P::UitidAlreadyRegistered);
    let guess = |day: u32| {
        let basic = base64(&format!("0900000031618:1966-02-{day:02}"));
        let asks = desk
            .world
            .identified
            .with("Authorization", &format!("Basic {basic}"));
        asks.get("/passholders/me/uitid/registration-token")
    };
    let mut tries = (1..28).map(guess);
    let slowed = tries.find(|got| got.status == 429).unwrap();
    desk.refused(O::GetRegistrationToken, slowed, P::RateLimited);
}
