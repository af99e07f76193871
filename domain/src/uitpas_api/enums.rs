//! The closed lists of values in UiTPAS API 4.0, under the names that go over the wire.

use std::fmt;
use std::str::FromStr;

use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StringDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

/// Text that is no value of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not one of the values that UiTPAS API 4.0 lists")]
pub struct UnknownValue;

macro_rules! values {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $value:ident = $text:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`")]
                #[serde(rename = $text)]
                $(#[$attribute])*
                $value,
            )+
        }

        impl $name {
            /// Every value, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// The value as it goes over the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let values: Vec<_> = Self::ALL.iter().map(|value| value.as_str()).collect();
                schemars::json_schema!({ "type": "string", "enum": values })
            }
        }

        impl FromStr for $name {
            type Err = UnknownValue;

            fn from_str(text: &str) -> Result<Self, UnknownValue> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or(UnknownValue)
            }
        }
    )+};
}
pub(super) use values;

values! {
    /// What a card can do (`Card.status`, `Grouppass.cardStatus`); only an active one counts.
    CardStatus {
        Provisioned = "PROVISIONED", LocalStock = "LOCAL_STOCK", Active = "ACTIVE",
        Blocked = "BLOCKED", Deleted = "DELETED",
    }
    /// Plastic with a chip, or a number on a phone (`Card.cardType`).
    CardType { NfcCard = "NFC_CARD", Digital = "DIGITAL", }
    /// Whose card it is in the export of social tariffs (`GET /cards/social-tariff/…/active`).
    CardOwner { Regular = "REGULAR", Group = "GROUP", }
    /// Whose pass it is (`Pass.passType`).
    PassType { Individual = "INDIVIDUAL", Group = "GROUP", }
    /// `Passholder.gender`.
    Gender { Male = "MALE", Female = "FEMALE", X = "X", }
    /// Whether a pass holder has a UiTiD (`Passholder.uitidStatus`).
    UitidStatus { Registered = "REGISTERED", Unregistered = "UNREGISTERED", }
    /// What an e-mail address is to UiTiD and UiTPAS (`GET /uitid/emails/{email}`).
    UitidEmailState {
        Unregistered = "UITID_UNREGISTERED", Registered = "UITID_REGISTERED",
        AlreadyLinked = "UITPAS_ALREADY_LINKED",
    }
    /// Whether a national number has a pass (`GET /passholders/status/insz-numbers/…`).
    InszNumberState { Used = "USED", Unused = "UNUSED", }
    /// `CardSystemMembership.status`.
    MembershipStatus { Active = "ACTIVE", Blocked = "BLOCKED", }
    /// `CardSystemMembershipCard.status`.
    MembershipCardStatus { Active = "ACTIVE", Blocked = "BLOCKED", Deleted = "DELETED", }
    /// What a new membership would do (`GET …/memberships/{cardSystemId}`).
    MembershipChange {
        NotPossible = "NOT_POSSIBLE", New = "NEW_MEMBERSHIP", Replace = "REPLACE_MEMBERSHIP",
    }
    /// `CardSystemMembership.socialTariff.status`; active within the grace period too.
    SocialTariffStatus { Active = "ACTIVE", Expired = "EXPIRED", Suspended = "SUSPENDED", }
    /// `Pass.socialTariff.status`.
    PassSocialTariffStatus { Active = "ACTIVE", Expired = "EXPIRED", None = "NONE", }
    /// `Grouppass.socialTariff.status`.
    GroupPassSocialTariffStatus { Active = "ACTIVE", Expired = "EXPIRED", }
    /// How urgent a message on a pass is (`Pass.messages`).
    MessageLevel { Info = "INFO", Warn = "WARN", Error = "ERROR", }
    /// Who may register without a card (`CardSystem.cardlessRegistrationType`).
    CardlessRegistration {
        All = "ALL", Regular = "REGULAR", SocialTariff = "SOCIALTARIFF", None = "NONE",
    }
    /// `OrganizerAdmin.type`; only an `ADMIN` appoints others.
    AdminType { Member = "MEMBER", Admin = "ADMIN", }
    /// The calendar period of a limit (`PeriodLimit.periodType`, `redeemConstraint.period`).
    PeriodType {
        Absolute = "ABSOLUTE", Day = "DAY", Week = "WEEK", Month = "MONTH", Quarter = "QUARTER",
        Year = "YEAR",
    }
    /// The form of a sheet of check-in codes (`GET …/qr-checkincodes/download-link`).
    DownloadFormat { Pdf = "pdf", Zip = "zip", }
    /// `Reward.type`.
    RewardType { Points = "POINTS", Welcome = "WELCOME", }
    /// The rewards to search in (`GET /rewards`, `type`).
    RewardTypeFilter { Points = "POINTS", Welcome = "WELCOME", Any = "ANY", }
    /// `Reward.status`.
    RewardStatus { Active = "ACTIVE", Inactive = "INACTIVE", Deleted = "DELETED", }
    /// `Reward.categories`; the wire has the Dutch words.
    RewardCategory {
        FoodAndDrink = "Eten en drinken", Do = "Doen", Gadget = "Gadget of item",
        Charity = "Goede doel",
    }
    /// The window of rewards to search in (`GET /rewards`, `subset`).
    RewardSubset {
        All = "ALL", EndUsers = "ENDUSERS", Redeemable = "REDEEMABLE",
        RedeemableFuture = "REDEEMABLE-FUTURE", EndUserFuture = "ENDUSER-FUTURE",
    }
    /// A filter to count by (`GET /rewards`, `facets`).
    RewardFacet {
        Categories = "categories", ForKids = "forKids", Sport = "sport", Online = "online",
        LastChance = "lastChance", OwningCardSystemId = "owningCardSystemId", Type = "type",
    }
    /// Why a reward cannot be redeemed (`GET /rewards/{rewardId}/redeem-status`).
    RedeemReason {
        InvalidCard = "INVALID_CARD", PassholderVolume = "PASSHOLDER_VOLUME",
        PassholderPoints = "PASSHOLDER_POINTS", RewardPeriod = "REWARD_PERIOD",
        RewardVolume = "REWARD_VOLUME",
        PassholderApplicableCardsystems = "PASSHOLDER_APPLICABLE_CARDSYSTEMS",
        #[serde(alias = "PASSHOLDER_NO_ACTIVE_CARDSYSTEMS")]
        PassholderNoActiveCardsystem = "PASSHOLDER_NO_ACTIVE_CARDSYSTEM",
    }
    /// `Tariff.type`.
    TariffType { SocialTariff = "SOCIALTARIFF", Coupon = "COUPON", }
    /// The tariffs to ask for (`GET /tariffs`, `type`).
    TariffTypeFilter { Any = "ANY", SocialTariff = "SOCIALTARIFF", Coupon = "COUPON", }
    /// `GrantedCoupon.status`.
    CouponStatus { Active = "ACTIVE", Expired = "EXPIRED", }
    /// A status to search by (`status`, `associationMembershipStatus`).
    StatusFilter { Active = "ACTIVE", Expired = "EXPIRED", All = "ALL", }
    /// How a membership of an association ends (`Association.endDateType`).
    AssociationEndDateType {
        Custom = "CUSTOM", DateOfBirth = "BASED_ON_DATE_OF_BIRTH",
        RegistrationDate = "BASED_ON_REGISTRATION_DATE",
    }
    /// `AssociationMembership.status`.
    AssociationMembershipStatus { Active = "ACTIVE", Expired = "EXPIRED", None = "NONE", }
    /// What an organizer may do with an association (`GET /associations`, `permission`).
    AssociationPermission { Read = "READ", Write = "WRITE", }
    /// `Report.status`.
    ReportStatus { Started = "STARTED", Available = "AVAILABLE", Failed = "FAILED", }
    /// `KioskDevice.releaseTrack`.
    ReleaseTrack { Beta = "beta", Stable = "stable", }
    /// The order of a sorted list (`sort[name]` and the like).
    SortOrder { Ascending = "asc", Descending = "desc", }
}

/// Reads a value, or `None` for one that the contract does not list.
///
/// Only where its own texts name values that its lists lack (`Tariff.type`, the reason of a
/// redeem status): there a new value must not make a whole answer unreadable.
pub(super) fn known<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let text: Option<String> = Option::deserialize(deserializer)?;
    Ok(text.and_then(|text| {
        let text: StringDeserializer<ValueError> = text.into_deserializer();
        T::deserialize(text).ok()
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::uitpas_api::reward::RedeemStatus;
    use crate::uitpas_api::tariff::Tariff;

    #[test]
    fn a_value_reads_and_writes_as_its_name() {
        assert_eq!(
            serde_json::to_string(&RewardSubset::RedeemableFuture).unwrap(),
            r#""REDEEMABLE-FUTURE""#
        );
        assert_eq!("Goede doel".parse(), Ok(RewardCategory::Charity));
        assert_eq!("goede doel".parse::<RewardCategory>(), Err(UnknownValue));
    }

    #[test]
    fn a_value_that_only_the_texts_have_hides_nothing_else() {
        let reason = |text: &str| {
            let json = serde_json::json!({"redeemable": false, "reason": text, "message": "Nee"});
            serde_json::from_value::<RedeemStatus>(json).unwrap().reason
        };
        let inactive = Some(RedeemReason::PassholderNoActiveCardsystem);
        assert_eq!(reason("PASSHOLDER_NO_ACTIVE_CARDSYSTEM"), inactive);
        assert_eq!(reason("PASSHOLDER_NO_ACTIVE_CARDSYSTEMS"), inactive);
        assert_eq!(reason("TOO_SUNNY"), None);

        let json = serde_json::json!({"id": "REWARD1234", "type": "REWARD"});
        let tariff: Tariff = serde_json::from_value(json).unwrap();
        assert_eq!((tariff.id.as_str(), tariff.kind), ("REWARD1234", None));
    }
}
