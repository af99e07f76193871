//! The closed lists are those of the contract.

use std::collections::BTreeSet;

use domain::uitpas_api::enums::*;
use domain::uitpas_api::{Operation, Permission};
use serde_json::Value;

use crate::contract::{contract, operation, resolve};

/// A closed list of ours, by its names.
trait Names {
    fn names() -> BTreeSet<&'static str>;
}

macro_rules! names {
    ($($name:ident),+) => {$(
        impl Names for $name {
            fn names() -> BTreeSet<&'static str> {
                Self::ALL.iter().map(|value| value.as_str()).collect()
            }
        }
    )+};
}

names!(
    CardStatus,
    CardType,
    PassType,
    Gender,
    UitidStatus,
    MembershipStatus,
    MembershipCardStatus,
    SocialTariffStatus,
    PassSocialTariffStatus,
    GroupPassSocialTariffStatus,
    MessageLevel,
    CardlessRegistration,
    AdminType,
    PeriodType,
    RewardType,
    RewardStatus,
    RewardCategory,
    TariffType,
    CouponStatus,
    AssociationEndDateType,
    AssociationMembershipStatus,
    ReportStatus,
    ReleaseTrack,
    Permission,
    CardOwner,
    UitidEmailState,
    InszNumberState,
    MembershipChange,
    DownloadFormat,
    RewardTypeFilter,
    RewardSubset,
    RewardFacet,
    RedeemReason,
    TariffTypeFilter,
    StatusFilter,
    AssociationPermission,
    SortOrder
);

#[test]
fn values_in_schemas() {
    let Some(contract) = contract() else { return };
    same::<Permission>(contract, &["Permission"]);
    same::<CardStatus>(contract, &["Card.status", "Grouppass.cardStatus"]);
    same::<CardType>(
        contract,
        &[
            "Card.cardType",
            "CardSystemMembershipCard.cardType",
            "Passholder.registrationCardType",
            "MembershipRequest.cardType",
        ],
    );
    same::<PassType>(contract, &["Pass.passType"]);
    same::<Gender>(contract, &["Passholder.gender"]);
    same::<UitidStatus>(contract, &["Passholder.uitidStatus"]);
    same::<MembershipStatus>(contract, &["CardSystemMembership.status"]);
    same::<MembershipCardStatus>(contract, &["CardSystemMembershipCard.status"]);
    same::<SocialTariffStatus>(contract, &["CardSystemMembership.socialTariff.status"]);
    same::<PassSocialTariffStatus>(contract, &["Pass.socialTariff.status"]);
    same::<GroupPassSocialTariffStatus>(contract, &["Grouppass.socialTariff.status"]);
    same::<MessageLevel>(contract, &["Pass.messages[].level"]);
    same::<CardlessRegistration>(contract, &["CardSystem.cardlessRegistrationType"]);
    same::<AdminType>(contract, &["OrganizerAdmin.type"]);
    same::<PeriodType>(
        contract,
        &[
            "PeriodLimit.periodType",
            "Reward.redeemConstraint.period",
            "GrantedCoupon.remaining.period",
        ],
    );
    same::<RewardType>(contract, &["Reward.type"]);
    same::<RewardStatus>(contract, &["Reward.status"]);
    same::<RewardCategory>(contract, &["Reward.categories[]"]);
    same::<TariffType>(contract, &["Tariff.type"]);
    same::<CouponStatus>(contract, &["GrantedCoupon.status"]);
    same::<AssociationEndDateType>(contract, &["Association.endDateType"]);
    same::<AssociationMembershipStatus>(contract, &["AssociationMembership.status"]);
    same::<ReportStatus>(contract, &["Report.status"]);
    same::<ReleaseTrack>(contract, &["KioskDevice.releaseTrack"]);
}

#[test]
fn values_in_answers_of_their_own() {
    let Some(contract) = contract() else { return };
    answer::<CardOwner>(
        contract,
        Operation::GetActiveSocialTariffCards,
        "/items/properties/cardType",
    );
    answer::<UitidEmailState>(contract, Operation::GetUitidEmailState, "/properties/state");
    answer::<UitidStatus>(contract, Operation::GetUitidStatus, "/properties/state");
    answer::<InszNumberState>(
        contract,
        Operation::GetInszNumberStatus,
        "/properties/state",
    );
    answer::<MembershipChange>(
        contract,
        Operation::GetPassholderMembership,
        "/properties/type",
    );
    answer::<RedeemReason>(
        contract,
        Operation::GetRewardRedeemStatus,
        "/properties/reason",
    );
}

#[test]
fn values_in_queries() {
    let Some(contract) = contract() else { return };
    query::<DownloadFormat>(
        contract,
        Operation::GetEventQrCheckincodesDownloadLink,
        "format",
    );
    query::<RewardTypeFilter>(contract, Operation::GetRewards, "type");
    query::<RewardSubset>(contract, Operation::GetRewards, "subset");
    query::<RewardFacet>(contract, Operation::GetRewards, "facets");
    query::<RewardCategory>(contract, Operation::GetRewards, "categories");
    query::<RewardStatus>(contract, Operation::GetRewards, "status");
    query::<SortOrder>(contract, Operation::GetRewards, "sort[name]");
    query::<SortOrder>(
        contract,
        Operation::GetPassholderTransactions,
        "sort[creationDate]",
    );
    query::<RewardType>(contract, Operation::GetRedeemedRewards, "rewardType");
    query::<TariffTypeFilter>(contract, Operation::GetTariffs, "type");
    query::<StatusFilter>(contract, Operation::GetPassholderCoupons, "status");
    query::<StatusFilter>(
        contract,
        Operation::GetPassholders,
        "associationMembershipStatus",
    );
    query::<AssociationPermission>(contract, Operation::GetAssociations, "permission");
    query::<CardType>(contract, Operation::GetMembershipPrice, "cardType");
}

fn same<T: Names>(contract: &Value, places: &[&str]) {
    for place in places {
        let mut parts = place.split('.');
        let mut schema = &contract["components"]["schemas"][parts.next().unwrap()];
        for part in parts {
            let (member, list) = part
                .strip_suffix("[]")
                .map_or((part, false), |it| (it, true));
            schema = resolve(contract, &schema["properties"][member]);
            if list {
                schema = &schema["items"];
            }
        }
        assert_eq!(T::names(), values(schema), "{place}");
    }
}

fn answer<T: Names>(contract: &Value, name: Operation, pointer: &str) {
    let response = &operation(contract, name)["responses"]["200"]["content"]["application/json"];
    assert_eq!(
        T::names(),
        values(response["schema"].pointer(pointer).unwrap()),
        "{name}"
    );
}

fn query<T: Names>(contract: &Value, name: Operation, parameter: &str) {
    let mut parameters = operation(contract, name)["parameters"]
        .as_array()
        .unwrap()
        .iter();
    let found = parameters.find(|it| it["name"] == parameter).unwrap();
    let schema = found["schema"].get("items").unwrap_or(&found["schema"]);
    assert_eq!(T::names(), values(schema), "{name}, {parameter}");
}

fn values(schema: &Value) -> BTreeSet<&str> {
    schema["enum"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value.as_str().unwrap())
        .collect()
}
