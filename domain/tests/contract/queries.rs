//! The query structs have the parameters of the contract, and read them from form data.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use domain::uitpas_api::association::{AssociationMembershipQuery, AssociationQuery};
use domain::uitpas_api::card::CardQuery;
use domain::uitpas_api::card_system::{CardSystemQuery, CitySettingsQuery};
use domain::uitpas_api::checkin::{CheckinQuery, CheckinStatusQuery};
use domain::uitpas_api::coupon::CouponQuery;
use domain::uitpas_api::enums::{RewardCategory, RewardTypeFilter, SortOrder};
use domain::uitpas_api::event::DownloadLinkQuery;
use domain::uitpas_api::group_pass::GroupPassQuery;
use domain::uitpas_api::kiosk::KioskQuery;
use domain::uitpas_api::membership::{
    CardSystemPricesQuery, MembershipPriceQuery, MembershipQuery, NewMembershipPriceQuery,
};
use domain::uitpas_api::organizer::OrganizerQuery;
use domain::uitpas_api::pass::PassQuery;
use domain::uitpas_api::passholder_query::PassholderQuery;
use domain::uitpas_api::reward::RedeemStatusQuery;
use domain::uitpas_api::reward_query::{RedeemedRewardQuery, RewardQuery};
use domain::uitpas_api::tariff::{StaticTariffQuery, TariffQuery};
use domain::uitpas_api::ticket_sale::TicketSaleQuery;
use domain::uitpas_api::transaction::TransactionQuery;
use domain::uitpas_api::{Date, Euro, Operation as O, PageQuery};
use serde::de::value::{Error, MapDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde_json::Value;

use crate::contract::{contract, operation, resolve};
use crate::schemas::fields;

#[test]
fn every_parameter_is_in_the_query_and_nothing_else() {
    let Some(contract) = contract() else { return };
    let mut open: Vec<_> = O::ALL
        .iter()
        .copied()
        .filter(|it| has_query(contract, *it))
        .collect();
    let mut same = |name: O, ours: Vec<&'static str>| {
        assert_eq!(ours, parameters(contract, name), "{name}");
        open.retain(|it| *it != name);
    };
    same(O::GetTariffs, read::<TariffQuery>());
    same(O::GetStaticTariffs, read::<StaticTariffQuery>());
    same(O::GetTicketSales, read::<TicketSaleQuery>());
    same(O::GetCheckins, read::<CheckinQuery>());
    same(O::GetCheckinStatus, read::<CheckinStatusQuery>());
    same(
        O::GetEventQrCheckincodesDownloadLink,
        read::<DownloadLinkQuery>(),
    );
    same(O::GetOrganizers, read::<OrganizerQuery>());
    same(O::GetOrganizerAdmins, read::<PageQuery>());
    same(O::GetAssociations, read::<AssociationQuery>());
    same(
        O::GetPassholderAssociationMemberships,
        read::<AssociationMembershipQuery>(),
    );
    // The old spelling is accepted here too.
    for name in [
        O::PostPassholderAssociationMembership,
        O::DeletePassholderAssociationMembership,
    ] {
        let ours = read::<AssociationMembershipQuery>();
        same(
            name,
            ours.into_iter().filter(|it| *it != "organiserId").collect(),
        );
    }
    same(O::GetPassholders, read::<PassholderQuery>());
    same(O::GetPassholderMembership, read::<MembershipQuery>());
    same(O::GetPassholderCoupons, read::<CouponQuery>());
    same(O::GetGrouppassCoupons, read::<CouponQuery>());
    same(O::GetGrouppasses, read::<GroupPassQuery>());
    same(O::GetMembershipPrice, read::<NewMembershipPriceQuery>());
    same(
        O::GetPassholderMembershipPrice,
        read::<MembershipPriceQuery>(),
    );
    same(
        O::GetCardSystemMembershipPrices,
        read::<CardSystemPricesQuery>(),
    );
    same(O::GetPassholderTransactions, read::<TransactionQuery>());
    same(O::GetPass, read::<PassQuery>());
    same(O::GetRewards, read::<RewardQuery>());
    same(O::GetRewardRedeemStatus, read::<RedeemStatusQuery>());
    same(O::GetRedeemedRewards, read::<RedeemedRewardQuery>());
    same(O::GetCardSystems, read::<CardSystemQuery>());
    same(O::GetCardSystemCitySettings, read::<CitySettingsQuery>());
    same(O::GetCard, read::<CardQuery>());
    same(O::GetKiosks, read::<KioskQuery>());
    // Its one parameter is a single `postalCode`, which a list of one reads as well.
    same(
        O::GetCardSystemSocialTariffSettings,
        read::<CitySettingsQuery>(),
    );
    open.retain(|name| !crate::shapes::out_of_scope(*name));
    assert!(open.is_empty(), "no query for {open:?}");
}

#[test]
fn repeated_keys_are_a_list_and_unknown_keys_nothing() {
    let query: RewardQuery = form(
        "start=20&limit=3&owningCardSystemId=1&owningCardSystemId=2&categories=Doen&type=ANY\
         &online=true&pointsTo=10&sort[points]=desc&includeAllCardSystems=1&withoutSorting=",
    )
    .unwrap();
    assert_eq!(
        query.page(),
        PageQuery {
            start: Some(20),
            limit: Some(3)
        }
    );
    assert_eq!(query.owning_card_system_id, ["1", "2"]);
    assert_eq!(query.categories, [RewardCategory::Do]);
    assert_eq!(query.kind, Some(RewardTypeFilter::Any));
    assert_eq!((query.online, query.sport), (Some(true), None));
    assert_eq!(query.points_to, Some(10));
    assert_eq!(query.sort_points, Some(SortOrder::Descending));
    assert_eq!(form::<RewardQuery>("").unwrap(), RewardQuery::default());
}

#[test]
fn dates_money_and_names_with_dots_are_read() {
    let query: PassholderQuery =
        form("dateOfBirthFrom=2010-01-02&address.city=Gent&sort[name]=asc").unwrap();
    assert_eq!(query.date_of_birth_from, Date::new(2010, 1, 2));
    assert_eq!(query.city.as_deref(), Some("Gent"));
    assert!(!query.is_by_identifier());
    assert!(
        form::<PassholderQuery>("chipNumber=1")
            .unwrap()
            .is_by_identifier()
    );

    let query: TariffQuery = form("regularPrice=10.50&eventId=1&uitpasNumber=2").unwrap();
    assert_eq!(Ok(query.regular_price), Euro::from_cents(1050));
    let query: AssociationMembershipQuery = form("organiserId=7").unwrap();
    assert_eq!(query.organizer(), Some("7"));
}

#[test]
fn what_is_missing_or_wrong_is_refused() {
    for wrong in [
        "eventId=1",
        "regularPrice=1.005&eventId=1",
        "regularPrice=x&eventId=1",
    ] {
        assert!(form::<StaticTariffQuery>(wrong).is_err(), "{wrong}");
    }
    for wrong in ["limit=-1", "type=ALL", "online=perhaps", "categories=Sport"] {
        assert!(form::<RewardQuery>(wrong).is_err(), "{wrong}");
    }
}

fn read<T: DeserializeOwned>() -> Vec<&'static str> {
    fields::<T>().into_iter().collect()
}

fn query_parameters(contract: &Value, name: O) -> impl Iterator<Item = &Value> {
    let listed = operation(contract, name)["parameters"]
        .as_array()
        .into_iter()
        .flatten();
    listed
        .map(|it| resolve(contract, it))
        .filter(|it| it["in"] == "query")
}

fn has_query(contract: &Value, name: O) -> bool {
    query_parameters(contract, name).next().is_some()
}

fn parameters(contract: &Value, name: O) -> Vec<&str> {
    let mut names: Vec<_> = query_parameters(contract, name)
        .map(|it| it["name"].as_str().unwrap())
        .collect();
    names.sort_unstable();
    names
}

/// Reads form data the way a form deserialiser does: all is text, a key may come more than once.
fn form<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let mut parts: BTreeMap<String, Part> = BTreeMap::new();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap();
        parts
            .entry(key.into())
            .or_insert_with(|| Part(Vec::new()))
            .0
            .push(value.into());
    }
    T::deserialize(MapDeserializer::new(parts.into_iter()))
}

/// The values of one key.
struct Part(Vec<String>);

impl Part {
    fn text(mut self) -> Result<String, Error> {
        match self.0.pop() {
            Some(text) if self.0.is_empty() => Ok(text),
            _ => Err(Error::custom("more than one value")),
        }
    }

    fn parse<T: FromStr<Err: Display>>(self) -> Result<T, Error> {
        self.text()?.parse().map_err(Error::custom)
    }
}

impl IntoDeserializer<'_, Error> for Part {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Part {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(self.text()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let parts = self.0.into_iter().map(|text| Self(vec![text]));
        visitor.visit_seq(SeqDeserializer::new(parts))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u32(self.parse()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_i64(self.parse()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.parse()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let text: StringDeserializer<Error> = self.text()?.into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 u8 u16 u64 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct map struct identifier
    }
}
