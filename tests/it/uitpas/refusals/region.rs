//! Refusals of organizers, reports, regions and kiosks.

use super::Desk;
use crate::{
    uitpas::world::KIOSK,
    util::api::{EVENT, ORGANIZER, OTHER_EVENT},
};
use domain::uitpas_api::{Operation as O, ProblemType as P};
use serde_json::json;

pub(super) fn organizers(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    desk.refused(
        O::GetClientPermissions,
        counter.get("/permissions/none"),
        P::ClientNotFound,
    );
    desk.refused(
        O::GetOrganizers,
        counter.get("/organizers?groupId=999"),
        P::GroupNotFound,
    );
    desk.refused(
        O::GetOrganizers,
        counter.get("/organizers?cardSystemId=99"),
        P::CardsystemNotFound,
    );
}

pub(super) fn reports(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let of =
        |organizer: &str, rest: &str| format!("/organizers/{organizer}/financial-reports{rest}");
    let period = json!({ "startDate": "2026-01-01", "endDate": "2026-01-31" });
    let got = counter.post(&of("none", ""), &period);
    desk.refused(O::PostOrganizerFinancialReport, got, P::OrganizerNotFound);
    for (operation, rest) in [
        (O::GetOrganizerFinancialReportsPeriods, "/periods"),
        (O::GetOrganizerFinancialReports, ""),
        (O::GetOrganizerFinancialReport, "/1"),
        (
            O::GetOrganizerFinancialReportDownloadLink,
            "/1/download-link",
        ),
        (O::GetOrganizerFinancialReportZip, "/1.zip"),
    ] {
        desk.refused(
            operation,
            counter.get(&of("none", rest)),
            P::OrganizerNotFound,
        );
        if rest.starts_with("/1") {
            let rest = rest.replace("/1", "/999999");
            desk.refused(
                operation,
                counter.get(&of(ORGANIZER, &rest)),
                P::ReportNotFound,
            );
        }
    }
}

pub(super) fn card_systems(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    for (query, kind) in [
        ("sort=postalCode", P::PostalCodeRequired),
        ("postalCode=9", P::InvalidPostalCode),
        ("sort=sunshine", P::UrlNotFound),
    ] {
        desk.refused(
            O::GetCardSystems,
            counter.get(&format!("/card-systems?{query}")),
            kind,
        );
    }
    desk.refused(
        O::GetCardSystem,
        counter.get("/card-systems/99"),
        P::CardsystemNotFound,
    );
    for (operation, name) in [
        (
            O::GetCardSystemSocialTariffSettings,
            "social-tariff-settings",
        ),
        (O::GetCardSystemCitySettings, "city-settings"),
    ] {
        for (id, code, kind) in [
            (1, "9", P::InvalidPostalCode),
            (1, "1000", P::PostalCodeNotInCardSystem),
            (99, "9000", P::CardsystemNotFound),
        ] {
            let got = counter.get(&format!("/card-systems/{id}/{name}?postalCode={code}"));
            desk.refused(operation, got, kind);
        }
    }
}

pub(super) fn kiosks(desk: &mut Desk) {
    let counter = desk.world.counter.clone();
    let path = |kiosk: &str| format!("/kiosks/{kiosk}/fixed-event");
    let fix = |event: &str| counter.put(&path(KIOSK), &json!({ "id": event }));
    desk.refused(O::PutKioskFixedEvent, fix("none"), P::EventNotFound);
    desk.refused(
        O::PutKioskFixedEvent,
        fix(OTHER_EVENT),
        P::EventNotAcceptable,
    );
    desk.refused(
        O::GetKioskFixedEvent,
        counter.get(&path("none")),
        P::UrlNotFound,
    );
    desk.refused(
        O::DeleteKioskFixedEvent,
        counter.delete(&path("none")),
        P::UrlNotFound,
    );
    counter.delete(&path(KIOSK)).ok(204);
    desk.refused(
        O::GetKioskFixedEvent,
        counter.get(&path(KIOSK)),
        P::EventNotFound,
    );
    desk.refused(
        O::DeleteKioskFixedEvent,
        counter.delete(&path(KIOSK)),
        P::EventNotFound,
    );
    let chip = json!({ "chipNumber": "04784CDAEE3880" });
    let got = desk.world.kiosk.post("/kiosk-devices/checkins", &chip);
    desk.refused(O::PostKioskDeviceCheckin, got, P::EventNotFound);
    fix(EVENT).ok(204);
}

pub(super) fn kiosk_devices(desk: &mut Desk) {
    let kiosk = desk.world.kiosk.clone();
    let setup = |name: &str, device: &str| {
        kiosk.put(
            "/kiosk-devices/setup",
            &json!({ "name": name, "deviceId": device }),
        )
    };
    desk.refused(O::PutKioskDeviceSetup, setup("none", "x"), P::KioskNotFound);
    desk.refused(
        O::PutKioskDeviceSetup,
        setup("DEMO-ZUIL-1", "x"),
        P::KioskAlreadyConfigured,
    );
    let got = setup("DEMO-ZUIL-2", "demo-kiosk-device");
    desk.refused(O::PutKioskDeviceSetup, got, P::KioskDeviceAlreadyInUse);
    let choose = |event: &str| kiosk.put("/kiosk-devices/events", &json!({ "id": event }));
    desk.refused(O::PutKioskDeviceEvent, choose("none"), P::EventNotFound);
    desk.refused(
        O::PutKioskDeviceEvent,
        choose(OTHER_EVENT),
        P::EventNotAcceptable,
    );
    let hold = |chip: &str| kiosk.post("/kiosk-devices/checkins", &json!({ "chipNumber": chip }));
    hold("04784CDAEE3880").ok(200);
    for (chip, kind) in [
        ("04B00412F15284", P::CardBlocked),
        ("04990000000101", P::CheckinNotAllowed),
        ("04FFFFFFFFFFFF", P::PassholderNotFound),
        ("04784CDAEE3880", P::MaximumReached),
    ] {
        desk.refused(O::PostKioskDeviceCheckin, hold(chip), kind);
    }
    let got = kiosk.get("/kiosk-devices/chip-numbers/04B00412F15284");
    desk.refused(O::GetKioskDeviceChipNumber, got, P::CardBlocked);
    desk.world.undo();
}
