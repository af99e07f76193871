//! Every property of the schemas is in our types, and nothing else is.

use std::cell::Cell;
use std::collections::BTreeSet;

use domain::uitpas_api::enums::*;
use domain::uitpas_api::passholder::{Address, OptInPreferences, Passholder, Registration};
use domain::uitpas_api::tariff::{Tariff, TariffAvailability};
use domain::uitpas_api::{
    Date, DateTime, Euro, LocalizedText, Operation, association, card, card_system, checkin,
    coupon, event, family, group_pass, kiosk, membership, organizer, pass, passholder, report,
    reward, reward_query, tariff, ticket_sale, transaction,
};
use serde::de::value::Error;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde_json::{Map, Value, json};

use crate::contract::{contract, operation, resolve};
use crate::shapes::{out_of_scope, request, response};

/// A value of a schema with every property that it has, at every depth.
fn full(contract: &Value, schema: &Value) -> Value {
    let schema = resolve(contract, schema);
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| full(contract, part));
        let members = parts.flat_map(|part| part.as_object().cloned().unwrap());
        return Value::Object(members.collect());
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[0].clone();
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date-time")) => json!("2026-09-05T12:00:00+00:00"),
        (Some("string"), Some("date")) => json!("2026-09-05"),
        (Some("string"), _) => json!("text"),
        (Some("integer" | "number"), _) => json!(7),
        (Some("boolean"), _) => json!(true),
        (Some("array"), _) => json!([full(contract, &schema["items"])]),
        (Some("object"), _) => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let members = properties.map(|(name, it)| (name.clone(), full(contract, it)));
            let mut members: Map<_, _> = members.collect();
            if schema["additionalProperties"].is_object() {
                members.insert(
                    "key".into(),
                    full(contract, &schema["additionalProperties"]),
                );
            }
            Value::Object(members)
        }
        other => panic!("no value for {other:?}: {schema}"),
    }
}

#[test]
fn every_property_at_every_depth_comes_back() {
    let Some(contract) = contract() else { return };
    let mut seen = 0;
    for name in Operation::ALL.iter().filter(|name| !out_of_scope(**name)) {
        let described = operation(contract, *name);
        let answer = &described["responses"][name.success().to_string()];
        let sides = [
            (&described["requestBody"], request(*name)),
            (answer, response(*name)),
        ];
        for (body, back) in sides {
            let schema = &body["content"]["application/json"]["schema"];
            assert_eq!(schema.is_null(), back.is_none(), "{name}");
            if let Some(back) = back {
                let value = full(contract, schema);
                let ours = back(&value).unwrap_or_else(|error| panic!("{name}: {error}"));
                assert_eq!(ours, value, "{name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 80, "only {seen} bodies");
}

thread_local! {
    static FIELDS: Cell<&'static [&'static str]> = const { Cell::new(&[]) };
}

/// Hands nothing out and keeps the field names that a type asks for.
struct Ask;

impl<'de> Deserializer<'de> for Ask {
    type Error = Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        FIELDS.set(fields);
        Err(serde::de::Error::custom("asked"))
    }

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        panic!("no plain struct")
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The member names that a type reads; not for types that flatten another into themselves.
pub(crate) fn fields<T: DeserializeOwned>() -> BTreeSet<&'static str> {
    assert!(T::deserialize(Ask).is_err());
    FIELDS.get().iter().copied().collect()
}

fn same<T: DeserializeOwned>(contract: &Value, pointer: &str) {
    let schema = contract["components"]["schemas"].pointer(pointer);
    let schema = schema.unwrap_or_else(|| panic!("no schema {pointer}"));
    assert_eq!(fields::<T>(), properties(schema), "{pointer}");
}

fn properties(schema: &Value) -> BTreeSet<&str> {
    schema["properties"]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn nothing_is_in_our_types_that_is_not_in_the_schemas() {
    let Some(contract) = contract() else { return };
    same::<Address>(contract, "/Passholder/properties/address");
    same::<OptInPreferences>(contract, "/Passholder/properties/optInPreferences");
    same::<passholder::PrivateProperties>(contract, "/PrivateProperties");
    same::<passholder::PassholderPicture>(contract, "/PassholderPicture");
    same::<passholder::PassholderSelfRegistration>(contract, "/PassholderSelfRegistration");
    same::<pass::Pass>(contract, "/Pass");
    same::<pass::PassSocialTariff>(contract, "/Pass/properties/socialTariff");
    same::<pass::PassMessage>(contract, "/Pass/properties/messages/items");
    same::<membership::CardSystemMembership>(contract, "/CardSystemMembership");
    same::<membership::CardSystemMembershipCard>(contract, "/CardSystemMembershipCard");
    same::<membership::SocialTariff>(contract, "/CardSystemMembership/properties/socialTariff");
    same::<membership::MembershipRequest>(contract, "/MembershipRequest");
    same::<membership::MembershipAddress>(contract, "/MembershipRequest/properties/address");
    same::<membership::MembershipSocialTariff>(
        contract,
        "/MembershipRequest/properties/socialTariff",
    );
    same::<membership::MembershipPrice>(contract, "/MembershipPrice");
    same::<family::FamilyMember>(contract, "/FamilyMember");
    same::<transaction::Transaction>(contract, "/Transaction");
    same::<card_system::CardSystem>(contract, "/CardSystem");
    same::<card_system::Branding>(contract, "/CardSystem/properties/branding");
    same::<card_system::Links>(contract, "/CardSystem/properties/links");
    same::<card_system::City>(contract, "/City");
    same::<card_system::CardSystemCitySettings>(contract, "/CardSystemCitySettings");
    same::<card_system::CardSystemSocialTariffSettings>(
        contract,
        "/CardSystemSocialTariffSettings",
    );
    same::<organizer::Organizer>(contract, "/Organizer");
    same::<organizer::OrganizerAddress>(contract, "/Organizer/properties/address");
    same::<organizer::OrganizerAdmin>(contract, "/OrganizerAdmin");
    same::<organizer::OrganizerPermissions>(contract, "/OrganizerPermissions");
    same::<organizer::LinkedOrganizerPermissions>(contract, "/LinkedOrganizerPermissions");
    same::<organizer::PermissionDetail>(contract, "/PermissionDetail");
    same::<organizer::PermissionLabel>(contract, "/PermissionDetail/properties/label");
    same::<card::Card>(contract, "/Card");
    same::<checkin::Checkin>(contract, "/Checkin");
    same::<checkin::CheckinStatus>(contract, "/CheckinStatus");
    same::<event::EventSettings>(contract, "/EventSettings");
    same::<event::PeriodLimit>(contract, "/PeriodLimit");
    same::<event::EventCardSystem>(contract, "/EventCardSystem");
    same::<event::ManualDistributionKey>(
        contract,
        "/EventCardSystem/properties/manualDistributionKeys/items",
    );
    same::<event::DownloadLink>(contract, "/DownloadLinkResponse");
    same::<reward::Reward>(contract, "/Reward");
    same::<reward::Period>(contract, "/Period");
    same::<reward::RedeemConstraint>(contract, "/Reward/properties/redeemConstraint");
    same::<reward::RedeemedReward>(contract, "/RedeemedReward");
    same::<reward::RedeemInfo>(contract, "/RedeemedReward/properties/redeemInfo");
    same::<reward_query::RewardPage>(contract, "/RewardsPaginatedResponse");
    same::<reward_query::RewardFacets>(contract, "/RewardsPaginatedResponse/properties/facet");
    same::<reward_query::FacetCount>(contract, "/Facet/additionalProperties");
    same::<Tariff>(contract, "/Tariff");
    same::<tariff::TariffsResponse>(contract, "/TariffsResponse");
    same::<ticket_sale::TicketSale>(contract, "/TicketSale");
    same::<coupon::GrantedCoupon>(contract, "/GrantedCoupon");
    same::<coupon::Coupon>(contract, "/GrantedCoupon/properties/coupon");
    same::<group_pass::GroupPass>(contract, "/Grouppass");
    same::<group_pass::GroupPassSocialTariff>(contract, "/Grouppass/properties/socialTariff");
    same::<group_pass::GroupPassAddress>(contract, "/Grouppass/properties/address");
    same::<association::Association>(contract, "/Association");
    same::<association::AssociationMembership>(contract, "/AssociationMembership");
    same::<report::Report>(contract, "/Report");
    same::<report::ReportPeriod>(contract, "/ReportPeriod");
    same::<kiosk::KioskDevice>(contract, "/KioskDevice");
    same::<kiosk::Location>(contract, "/Location");
    same::<kiosk::KioskDeviceEvent>(contract, "/KioskDeviceEvent");
    same::<kiosk::KioskEvent>(contract, "/KioskDeviceEvent/properties/event");
    same::<kiosk::KioskDeviceEventRequest>(contract, "/KioskDeviceEventRequest");
    same::<kiosk::KioskDeviceCheckinRequest>(contract, "/KioskDeviceCheckinRequest");
    same::<kiosk::KioskDeviceCheckinResponse>(contract, "/KioskDeviceCheckinResponse");
    same::<kiosk::KioskDeviceSetup>(contract, "/KioskDeviceSetup");
    same::<kiosk::KioskPass>(contract, "/KioskPass");
}

/// `passholder` and the tariffs flatten a part into themselves, so they are written in full: the
/// compiler sees to it that no field is forgotten.
#[test]
fn nothing_is_in_the_composed_types_either() {
    let Some(contract) = contract() else { return };
    let schemas = &contract["components"]["schemas"];
    let ours = serde_json::to_value(passholder()).unwrap();
    let keys: BTreeSet<_> = ours
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    let mut expected = properties(&schemas["Passholder"]);
    // An empty list is left out.
    assert!(expected.remove("cardSystemMemberships"));
    assert_eq!(keys, expected);

    let tariff = Tariff {
        id: "1".into(),
        name: Some("Kansentarief".into()),
        price: Euro::from_cents(150).ok(),
        kind: Some(TariffType::SocialTariff),
    };
    let ours = serde_json::to_value(TariffAvailability {
        tariff,
        remaining: 1,
    })
    .unwrap();
    assert_eq!(
        ours,
        json!({"id": "1", "name": "Kansentarief", "price": 1.5, "type": "SOCIALTARIFF", "remaining": 1})
    );
    let message = LocalizedText {
        fr: Some("b".into()),
        ..LocalizedText::dutch("a")
    };
    assert_eq!(
        serde_json::to_value(message).unwrap(),
        json!({"nl": "a", "fr": "b"})
    );
}

fn passholder() -> Passholder {
    let text = || Some(String::from("text"));
    let date = Date::new(2026, 9, 5);
    Passholder {
        id: text(),
        name: String::new(),
        first_name: String::new(),
        insz_number: text(),
        uitpas_number: text(),
        card_system_memberships: Vec::new(),
        email: text(),
        creation_date: Some(DateTime::from_millis(0)),
        date_of_birth: date,
        gender: Some(Gender::X),
        registration_organizer: Some(organizer::Organizer::default()),
        points: Some(1),
        uitid_status: Some(UitidStatus::Registered),
        address: Some(Address::default()),
        postal_code: text(),
        city: text(),
        phone_number: text(),
        opt_in_preferences: Some(OptInPreferences {
            service_mails: true,
            milestone_mails: true,
            info_mails: true,
            sms: true,
            post: true,
        }),
        nationality: text(),
        registration: Registration {
            parental_consent: Some(true),
            legal_terms_paper: Some(true),
            legal_terms_digital: Some(true),
            registration_card_system_id: Some(1),
            registration_voucher: text(),
            registration_card_type: Some(CardType::Digital),
            registration_uitpas_number: text(),
            registration_social_tariff_end_date: date,
            registration_picture: text(),
            registration_note: text(),
        },
    }
}
