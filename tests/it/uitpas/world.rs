//! One good request for each operation that is served, about things that exist, with what must be
//! there first: what the walk of the roles and the table of refusals send.

use crate::util::{
    api::{Api, EVENT, ORGANIZER},
    server::Server,
};
use domain::uitpas_api::{Method, Operation as O};
use serde_json::{Value, json};

/// Bram, who signs in with [`NUMBER`].
pub(crate) const HOLDER: &str = "de300000-0001-4000-8000-000000000001";
pub(crate) const NUMBER: &str = "0900000095902";
/// Somebody whose UiTiD is not linked.
pub(crate) const OTHER_NUMBER: &str = "1000000520006";
const MOTHER: &str = "de300000-0001-4000-8000-000000000009";
const GROUP: &str = "de300000-0002-4000-8000-000000000002";
pub(crate) const KIOSK: &str = "de300000-0004-4000-8000-000000000001";
const CLUB: &str = "de300000-0003-4000-8000-000000000003";
/// A picture of one dot.
const DOT: &[u8] = b"\x89PNG\x0d\x0a\x1a\x0a\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde\x00\x00\x00\x0cIDATx\x9ccH\x5c\xc6\x07\x00\x02\x81\x01\x16\xf3\x1d-V\x00\x00\x00\x00IEND\xaeB`\x82";

/// A server with its callers.
pub(crate) struct World {
    pub(crate) nobody: Api,
    pub(crate) identified: Api,
    pub(crate) counter: Api,
    pub(crate) door: Api,
    pub(crate) elsewhere: Api,
    pub(crate) holder: Api,
    /// The same person in an app that may do nothing.
    pub(crate) bare: Api,
    pub(crate) kiosk: Api,
    report: String,
}

/// What is sent.
pub(crate) struct Request {
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

impl World {
    /// The callers of a server with demo data, and a report that is ready.
    pub(crate) fn new(server: &Server) -> Self {
        let nobody = Api::anonymous(server);
        let counter = Api::counter(server);
        let period = json!({ "startDate": "2026-01-01", "endDate": "2026-01-31" });
        let made = counter.post(
            &format!("/organizers/{ORGANIZER}/financial-reports"),
            &period,
        );
        let report = made.ok(200)["id"].to_string();
        let path = format!("/organizers/{ORGANIZER}/financial-reports/{report}");
        while counter.get(&path).ok(200)["status"] == "STARTED" {}
        Self {
            identified: nobody.with("x-client-id", "demo-phone"),
            door: Api::client(server, "demo-door"),
            elsewhere: Api::client(server, "demo-elsewhere"),
            holder: Api::holder(server, NUMBER, "1983-03-02"),
            bare: Api::holder_in(server, "demo-bare", NUMBER, "1983-03-02"),
            kiosk: nobody.with("x-custom-token", "demo-kiosk-device"),
            nobody,
            counter,
            report,
        }
    }

    /// The proof that Bram's pass is in hand.
    pub(crate) fn registration(&self, number: &str, born: &str) -> String {
        let basic = super::family::base64(&format!("{number}:{born}"));
        let asks = self
            .identified
            .with("Authorization", &format!("Basic {basic}"));
        let got = asks.get("/passholders/me/uitid/registration-token");
        got.ok(200)["token"].as_str().unwrap().to_owned()
    }

    /// Takes back what a request may have made: check-ins, sales, redemptions, memberships.
    pub(crate) fn undo(&self) {
        let counter = &self.counter;
        for (list, path) in [
            (
                format!("/checkins?passholderId={HOLDER}&organizerId={ORGANIZER}"),
                "/checkins",
            ),
            (format!("/ticket-sales?eventId={EVENT}"), "/ticket-sales"),
            (
                format!("/rewards/redeemed?passholderId={HOLDER}"),
                "/rewards/redeemed",
            ),
        ] {
            for one in counter.get(&list).ok(200)["member"].as_array().unwrap() {
                counter
                    .delete(&format!("{path}/{}", one["id"].as_str().unwrap()))
                    .ok(204);
            }
        }
        let club =
            format!("/passholders/{HOLDER}/association-memberships/{CLUB}?organizerId={ORGANIZER}");
        counter.delete(&club);
        let member = format!("/passholders/{HOLDER}/family-members/{MOTHER}");
        counter.delete(&member);
        let event = json!({ "id": EVENT });
        counter
            .put(&format!("/kiosks/{KIOSK}/fixed-event"), &event)
            .ok(204);
    }

    /// Sends a request as one of the callers.
    pub(crate) fn send(api: &Api, operation: O, request: &Request) -> crate::util::api::Got {
        let path = format!("/uitpas{}", request.path);
        let method = operation.method().as_str();
        match &request.body {
            Some(_) if operation == O::PutPassholderPicture => {
                let head = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
                let form = [head, DOT, b"\r\n--b--\r\n"].concat();
                api.send_bytes(method, &path, "multipart/form-data; boundary=b", &form)
            }
            Some(body) => api.send(method, &path, "application/json", &body.to_string()),
            None => api.send(method, &path, "", ""),
        }
    }

    /// A request that is right; makes what it is about where that is used up by it.
    pub(crate) fn request(&self, operation: O) -> Request {
        let path = self.path(operation);
        Request {
            path,
            body: (operation.method() != Method::Get)
                .then(|| Self::body(operation))
                .flatten(),
        }
    }

    fn made(&self, path: &str, body: &Value) -> String {
        let got = self.counter.post(path, body);
        assert!(got.status < 300, "{path}: {}", got.answer.body);
        let made = got.body.get(0).unwrap_or(&got.body);
        made["id"].as_str().unwrap().to_owned()
    }

    fn path(&self, operation: O) -> String {
        let template = operation.path();
        let id = match operation {
            O::DeleteCheckin => self.made(
                "/checkins",
                &json!({ "eventId": EVENT, "uitpasNumber": NUMBER }),
            ),
            O::DeleteTicketSale => self.made("/ticket-sales", &sale()),
            O::DeleteRedeemedReward => self.made("/rewards/redeemed", &redeem()),
            O::DeletePassholderAssociationMembership => {
                let path = format!(
                    "/passholders/{HOLDER}/association-memberships?organizerId={ORGANIZER}"
                );
                self.counter.post(&path, &membership()).ok(201);
                CLUB.to_owned()
            }
            O::PutPassholderFamilyMember | O::DeletePassholderFamilyMember => {
                let body = json!({ "uitpasNumber": "0900004518305" });
                self.counter
                    .post(&format!("/passholders/{HOLDER}/family-members"), &body)
                    .ok(201);
                MOTHER.to_owned()
            }
            O::GetPassholderPicture | O::DeletePassholderPicture => {
                let request = Request {
                    path: format!("/passholders/{HOLDER}/picture"),
                    body: Some(Value::Null),
                };
                Self::send(&self.counter, O::PutPassholderPicture, &request).ok(204);
                String::new()
            }
            O::DeleteOrganizerAdmin => {
                let body = json!({ "email": "weg@example.org", "type": "MEMBER" });
                let path = format!("/organizers/{ORGANIZER}/admins");
                let made = self.counter.post(&path, &body).ok(201);
                made["userId"].as_str().unwrap().to_owned()
            }
            O::GetReward | O::PutReward | O::GetRewardRedeemStatus => "5687".to_owned(),
            _ => String::new(),
        };
        let mut path = template.to_owned();
        for (name, value) in [
            ("{checkinId}", id.as_str()),
            ("{ticketSaleId}", &id),
            ("{redeemedRewardId}", &id),
            ("{adminUserId}", &id),
            ("{familyMemberId}", &id),
            ("{associationId}", &id),
            ("{rewardId}", &id),
            ("{reportId}", &self.report),
            ("{eventId}", EVENT),
            ("{clientId}", "demo-door"),
            ("{organizerId}", ORGANIZER),
            ("{id}", ORGANIZER),
            (
                "{passholderId}",
                if template.starts_with("/grouppasses") {
                    GROUP
                } else {
                    HOLDER
                },
            ),
            ("{uitpasNumber}", NUMBER),
            ("{inszNumber}", "83030201540"),
            ("{chipNumber}", "04784CDAEE3880"),
            ("{cardSystemId}", "1"),
            ("{kioskId}", KIOSK),
            ("{email}", "iemand@example.org"),
        ] {
            path = path.replace(name, value);
        }
        let of_event = format!("eventId={EVENT}");
        let query = match operation {
            O::GetTariffs => format!("{of_event}&regularPrice=10&uitpasNumber=0900000067513"),
            O::GetStaticTariffs => format!("{of_event}&regularPrice=10"),
            O::GetTicketSales => of_event,
            O::GetCheckins => format!("passholderId={HOLDER}&organizerId={ORGANIZER}"),
            O::GetCheckinStatus => format!("{of_event}&uitpasNumber={NUMBER}"),
            O::GetAssociations => format!("organizerId={ORGANIZER}&permission=READ"),
            O::GetPassholders
            | O::GetGrouppasses
            | O::GetCard
            | O::GetRedeemedRewards
            | O::GetRewardRedeemStatus => {
                format!("uitpasNumber={NUMBER}")
            }
            O::GetPass => format!("identifier={NUMBER}"),
            O::GetPassholderAssociationMemberships
            | O::PostPassholderAssociationMembership
            | O::DeletePassholderAssociationMembership
            | O::GetKiosks => format!("organizerId={ORGANIZER}"),
            O::GetCardSystemSocialTariffSettings | O::GetCardSystemCitySettings => {
                "postalCode=9000".to_owned()
            }
            _ => return path,
        };
        format!("{path}?{query}")
    }

    fn body(operation: O) -> Option<Value> {
        Some(match operation {
            O::PostTicketSales => sale(),
            O::PostCheckin => json!({ "eventId": EVENT, "uitpasNumber": NUMBER }),
            O::PutEventCardSystems => {
                json!([{ "id": 1, "enabled": true }, { "id": 2, "enabled": true }])
            }
            O::PutEventSettings => json!({
                "id": EVENT, "checkinPoints": 1,
                "checkinLimit": { "volume": 1, "periodType": "WEEK" },
                "passholderTicketLimit": { "volume": 100, "periodType": "WEEK" },
            }),
            O::PostOrganizerAdmin => json!({ "email": "nieuw@example.org", "type": "MEMBER" }),
            O::PutPassholderPicture => Value::Null,
            O::PostPassholderAssociationMembership => membership(),
            O::PostPassholderCheckin => json!({ "checkinCode": "DEMOCODEENDED00" }),
            O::PostPassholderFamilyMember => json!({ "uitpasNumber": "0900004518305" }),
            O::PutPassholderFamilyMember => json!({ "icon": "owl" }),
            O::PostOrganizerFinancialReport => {
                json!({ "startDate": "2026-01-01", "endDate": "2026-01-31" })
            }
            O::PostReward | O::PutReward => super::redeem::new_reward(&json!({})),
            O::PostRedeemedReward => redeem(),
            O::PutKioskFixedEvent | O::PutKioskDeviceEvent => json!({ "id": EVENT }),
            O::PutKioskDeviceSetup => {
                json!({ "name": "DEMO-ZUIL-2", "deviceId": "demo-kiosk-device-2" })
            }
            O::PostKioskDeviceCheckin => json!({ "chipNumber": "04784CDAEE3880" }),
            _ => return None,
        })
    }
}

fn sale() -> Value {
    json!([{ "eventId": EVENT, "uitpasNumber": "0900000067513", "regularPrice": 10, "tariff": { "id": "SOCIALTARIFF" } }])
}

fn redeem() -> Value {
    json!({ "rewardId": "5824", "uitpasNumber": NUMBER })
}

fn membership() -> Value {
    json!({ "association": { "id": CLUB } })
}
