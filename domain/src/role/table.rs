//! The table: what each operation asks, from the texts of UiTPAS API 4.0.

use super::Clause::{
    AdminOf, Any, At, AtEach, ByIdentifier, ByUser, ByUserAt, Invited, Kiosk, KioskSetup, Own,
    OwnMember, OwnOrFamily,
};
use super::{Demand, Fact};
#[expect(clippy::enum_glob_use, reason = "the table names every operation")]
use crate::uitpas_api::Operation::{self, *};
use crate::uitpas_api::Permission as P;
use crate::uitpas_api::enums::AdminType;

/// One of these, always.
macro_rules! one_of {
    ($($clause:expr),+) => {
        &[Demand { when: None, any_of: &[$($clause),+] }]
    };
}

/// Every caller that the operation accepts at all.
const OPEN: &[Demand] = &[];

const READ_PASSHOLDER: &[Demand] = one_of![
    Any(P::PassholdersSearch),
    Any(P::PassholdersSearchById),
    Any(P::PassholdersSearchAll)
];

/// What a registration asks beyond the permission to write: cumulative, says the contract, which
/// writes `PASSHOLDERS_WRITE_SOCIAL_TARIFF` for what its list calls `…_SOCIALTARIFF`.
const SOCIAL_TARIFF: Demand = Demand {
    when: Some(Fact::SocialTariff),
    any_of: &[Any(P::PassholdersWriteSocialtariff)],
};
const OTHER_CITY: Demand = Demand {
    when: Some(Fact::OtherCity),
    any_of: &[Any(P::PassholdersWriteSocialtariffFullCardsystem)],
};
const FOREIGN_COUNTRY: Demand = Demand {
    when: Some(Fact::ForeignCountry),
    any_of: &[Any(P::PassholdersWriteForeignCountry)],
};

const WRITE_PASSHOLDER: Demand = Demand {
    when: None,
    any_of: &[Any(P::PassholdersWrite)],
};

const FAMILY: &[Demand] = one_of![
    Own(P::PassholdersFamilyMembers),
    Any(P::PassholdersFamilyMembers)
];

/// The text gives no organizer of a reward to redeem; those of the reward are meant. A person
/// redeems with the right of the client, as publiq's own app does.
const REDEEM: &[Demand] = one_of![At(P::RewardsRedeem), OwnOrFamily(P::RewardsRedeem)];

/// What the operation asks, all of it; `None` where it is not served here.
#[expect(clippy::too_many_lines, reason = "one table, one row an operation")]
#[expect(clippy::match_same_arms, reason = "the rows stand by noun")]
pub const fn demands(operation: Operation) -> Option<&'static [Demand]> {
    Some(match operation {
        GetTariffs | GetStaticTariffs => one_of![At(P::TariffsRead)],
        PostTicketSales | DeleteTicketSale => one_of![AtEach(P::TicketsalesRegister)],
        GetTicketSales => one_of![AtEach(P::TicketsalesSearch)],

        PostCheckin | DeleteCheckin | GetCheckinStatus => one_of![At(P::CheckinsWrite)],
        GetCheckins => one_of![AtEach(P::CheckinsRead)],
        PostPassholderCheckin | GetPassholderTransactions => {
            one_of![
                OwnOrFamily(P::PassholdersSelfCheckin),
                Any(P::PassholdersSelfCheckin)
            ]
        }

        GetPermissions => OPEN,
        GetClientPermissions => one_of![Any(P::PermissionsRead)],
        PutClientPermissions => one_of![Any(P::PermissionsWrite)],

        GetEventCardSystems => OPEN,
        PutEventCardSystems => one_of![At(P::EventsUpdate), Any(P::EventsUpdateAll)],
        GetEventSettings => one_of![At(P::EventSettingsRead), Any(P::EventSettingsReadAll)],
        PutEventSettings => one_of![At(P::EventSettingsUpdate), Any(P::EventSettingsUpdateAll)],
        GetEventQrCheckincodesDownloadLink => one_of![At(P::EventsQrCheckincode)],

        // "For the given organizer", says the text of a search that finds organizers.
        GetOrganizers | GetOrganizer => one_of![Any(P::OrganizersSearch)],
        GetOrganizerAdmins => {
            one_of![At(P::OrganizersAdminsRead), AdminOf(AdminType::Member)]
        }
        PostOrganizerAdmin | DeleteOrganizerAdmin => {
            one_of![At(P::OrganizersAdminsWrite), AdminOf(AdminType::Admin)]
        }
        GetOrganizerFinancialReportsPeriods
        | PostOrganizerFinancialReport
        | GetOrganizerFinancialReports
        | GetOrganizerFinancialReport
        | GetOrganizerFinancialReportDownloadLink
        | GetOrganizerFinancialReportZip => one_of![At(P::OrganizersReports)],

        GetAssociations
        | GetPassholderAssociationMemberships
        | PostPassholderAssociationMembership
        | DeletePassholderAssociationMembership => one_of![At(P::Associations)],

        GetPassholders => one_of![
            Any(P::PassholdersSearch),
            ByIdentifier(P::PassholdersSearchById),
            Any(P::PassholdersSearchAll)
        ],
        GetPassholder => READ_PASSHOLDER,
        PostPassholder => &[
            Demand {
                when: None,
                any_of: &[At(P::PassholdersWrite)],
            },
            SOCIAL_TARIFF,
            OTHER_CITY,
            FOREIGN_COUNTRY,
        ],
        PutPassholder => &[WRITE_PASSHOLDER, SOCIAL_TARIFF, FOREIGN_COUNTRY],
        PostPassholderMembership => &[WRITE_PASSHOLDER, SOCIAL_TARIFF, OTHER_CITY],
        GetPassholderMembership => &[WRITE_PASSHOLDER, SOCIAL_TARIFF],
        DeletePassholder => one_of![Any(P::PassholdersDelete)],
        GetPassholderPrivate => one_of![Any(P::PassholdersPrivateRead)],
        PutPassholderPrivate => one_of![Any(P::PassholdersPrivateWrite)],
        GetPassholderPicture => one_of![Any(P::PassholdersPictureRead)],
        PutPassholderPicture | DeletePassholderPicture => {
            one_of![Any(P::PassholdersPictureWrite)]
        }
        GetPassholderCoupons => one_of![Any(P::PassholderCouponsRead)],
        GetMembershipPrice => one_of![Any(P::MembershipPricesRead)],
        GetPassholderMembershipPrice => &[
            Demand {
                when: None,
                any_of: &[Any(P::PassholdersSearch)],
            },
            Demand {
                when: None,
                any_of: &[Any(P::MembershipPricesRead)],
            },
        ],

        GetMe => one_of![ByUser(P::PassholdersSelfRead)],
        PostMe => one_of![ByUserAt(P::PassholdersSelfRegistration)],
        PutMyUitid => one_of![ByUser(P::PassholdersRegisterUitid)],
        GetRegistrationToken | GetUitidStatus | GetUitidEmailState | GetInszNumberStatus => OPEN,

        GetPassholderFamilyMembers
        | PostPassholderFamilyMember
        | PutPassholderFamilyMember
        | GetPassholderFamilies => FAMILY,
        DeletePassholderFamilyMember => one_of![
            Own(P::PassholdersFamilyMembers),
            OwnMember(P::PassholdersFamilyMembers),
            Any(P::PassholdersFamilyMembers),
            Invited
        ],

        GetPass | GetPassByUitpasNumber => one_of![Any(P::PassesRead)],
        GetPassByInszNumber => one_of![Any(P::PassesInsznumbersRead)],
        GetPassByChipNumber => one_of![Any(P::PassesChipnumbersRead)],

        GetGrouppasses | GetGrouppass => one_of![Any(P::GrouppassesSearch)],
        GetGrouppassCoupons => one_of![Any(P::GrouppassCouponsRead)],

        GetRewards => &[Demand {
            when: Some(Fact::ForPassholder),
            any_of: &[
                Any(P::RewardsPassholdersRead),
                OwnOrFamily(P::RewardsPassholdersRead),
            ],
        }],
        GetReward => one_of![Any(P::RewardsRead), ByUser(P::RewardsRead)],
        PostReward | PutReward => one_of![At(P::RewardsWrite)],
        GetRewardRedeemStatus | PostRedeemedReward => REDEEM,
        GetRedeemedRewards => one_of![Any(P::RewardsRead), OwnOrFamily(P::RewardsRead)],
        DeleteRedeemedReward => one_of![At(P::RewardsRedeem)],

        GetCardSystems
        | GetCardSystem
        | GetCardSystemSocialTariffSettings
        | GetCardSystemCitySettings
        | GetCardSystemMembershipPrices => OPEN,
        GetCard => one_of![Any(P::CardsRead)],
        GetActiveSocialTariffCards => one_of![Any(P::SocialtariffExport)],

        GetKiosks => one_of![Any(P::KiosksRead), AdminOf(AdminType::Member)],
        GetKioskFixedEvent => one_of![At(P::KiosksRead), AdminOf(AdminType::Member)],
        PutKioskFixedEvent | DeleteKioskFixedEvent => {
            one_of![At(P::KiosksWrite), AdminOf(AdminType::Member)]
        }
        PutKioskDeviceSetup => one_of![KioskSetup],
        GetKioskDevice
        | GetKioskDeviceEvent
        | PutKioskDeviceEvent
        | DeleteKioskDeviceEvent
        | PostKioskDeviceCheckin
        | GetKioskDeviceCheckinEvent
        | GetKioskDeviceChipNumber => one_of![Kiosk],

        PostOrder
        | GetOrder
        | GetPassholderSchool
        | PutPassholderSchool
        | DeletePassholderSchool
        | GetSocialTariffValidationStart
        | PostSocialTariffValidationToken
        | GetSocialTariffValidation => return None,
    })
}
