//! The table: what each operation asks, from the texts of UiTPAS API 4.0.

use super::Clause::{
    AdminOf, Any, At, AtEach, ByIdentifier, ByToken, ByUser, ByUserAt, Invited, Kiosk, KioskSetup,
    Own, OwnMember, OwnOrFamily,
};
use super::{Demand, Fact};
use crate::uitpas_api::enums::AdminType;
use crate::uitpas_api::{Operation as O, Permission as P};

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
pub const fn demands(operation: O) -> Option<&'static [Demand]> {
    Some(match operation {
        O::GetTariffs | O::GetStaticTariffs => one_of![At(P::TariffsRead)],
        O::PostTicketSales | O::DeleteTicketSale => one_of![AtEach(P::TicketsalesRegister)],
        O::GetTicketSales => one_of![AtEach(P::TicketsalesSearch)],

        O::PostCheckin | O::DeleteCheckin | O::GetCheckinStatus => one_of![At(P::CheckinsWrite)],
        O::GetCheckins => one_of![AtEach(P::CheckinsRead)],
        O::PostPassholderCheckin | O::GetPassholderTransactions => {
            one_of![
                OwnOrFamily(P::PassholdersSelfCheckin),
                Any(P::PassholdersSelfCheckin)
            ]
        }

        O::GetPermissions => OPEN,
        O::GetClientPermissions => one_of![Any(P::PermissionsRead)],
        O::PutClientPermissions => one_of![Any(P::PermissionsWrite)],

        O::GetEventCardSystems => OPEN,
        O::PutEventCardSystems => one_of![At(P::EventsUpdate), Any(P::EventsUpdateAll)],
        O::GetEventSettings => one_of![At(P::EventSettingsRead), Any(P::EventSettingsReadAll)],
        O::PutEventSettings => one_of![At(P::EventSettingsUpdate), Any(P::EventSettingsUpdateAll)],
        O::GetEventQrCheckincodesDownloadLink => one_of![At(P::EventsQrCheckincode)],

        // "For the given organizer", says the text of a search that finds organizers.
        O::GetOrganizers | O::GetOrganizer => one_of![Any(P::OrganizersSearch)],
        O::GetOrganizerAdmins => {
            one_of![At(P::OrganizersAdminsRead), AdminOf(AdminType::Member)]
        }
        O::PostOrganizerAdmin | O::DeleteOrganizerAdmin => {
            one_of![At(P::OrganizersAdminsWrite), AdminOf(AdminType::Admin)]
        }
        O::GetOrganizerFinancialReportsPeriods
        | O::PostOrganizerFinancialReport
        | O::GetOrganizerFinancialReports
        | O::GetOrganizerFinancialReport
        | O::GetOrganizerFinancialReportDownloadLink
        | O::GetOrganizerFinancialReportZip => one_of![At(P::OrganizersReports)],

        O::GetAssociations
        | O::GetPassholderAssociationMemberships
        | O::PostPassholderAssociationMembership
        | O::DeletePassholderAssociationMembership => one_of![At(P::Associations)],

        O::GetPassholders => one_of![
            Any(P::PassholdersSearch),
            ByIdentifier(P::PassholdersSearchById),
            Any(P::PassholdersSearchAll)
        ],
        O::GetPassholder => READ_PASSHOLDER,
        O::PostPassholder => &[
            Demand {
                when: None,
                any_of: &[At(P::PassholdersWrite)],
            },
            SOCIAL_TARIFF,
            OTHER_CITY,
            FOREIGN_COUNTRY,
        ],
        O::PutPassholder => &[WRITE_PASSHOLDER, SOCIAL_TARIFF, FOREIGN_COUNTRY],
        O::PostPassholderMembership => &[WRITE_PASSHOLDER, SOCIAL_TARIFF, OTHER_CITY],
        O::GetPassholderMembership => &[WRITE_PASSHOLDER, SOCIAL_TARIFF],
        O::DeletePassholder => one_of![Any(P::PassholdersDelete)],
        O::GetPassholderPrivate => one_of![Any(P::PassholdersPrivateRead)],
        O::PutPassholderPrivate => one_of![Any(P::PassholdersPrivateWrite)],
        O::GetPassholderPicture => one_of![Any(P::PassholdersPictureRead)],
        O::PutPassholderPicture | O::DeletePassholderPicture => {
            one_of![Any(P::PassholdersPictureWrite)]
        }
        O::GetPassholderCoupons => one_of![Any(P::PassholderCouponsRead)],
        O::GetMembershipPrice => one_of![Any(P::MembershipPricesRead)],
        O::GetPassholderMembershipPrice => &[
            Demand {
                when: None,
                any_of: &[Any(P::PassholdersSearch)],
            },
            Demand {
                when: None,
                any_of: &[Any(P::MembershipPricesRead)],
            },
        ],

        O::GetMe => one_of![ByUser(P::PassholdersSelfRead)],
        O::PostMe => one_of![ByUserAt(P::PassholdersSelfRegistration)],
        O::PutMyUitid => one_of![ByUser(P::PassholdersRegisterUitid)],
        O::GetRegistrationToken
        | O::GetUitidStatus
        | O::GetUitidEmailState
        | O::GetInszNumberStatus => OPEN,

        O::GetPassholderFamilyMembers
        | O::PostPassholderFamilyMember
        | O::PutPassholderFamilyMember
        | O::GetPassholderFamilies => FAMILY,
        O::DeletePassholderFamilyMember => one_of![
            Own(P::PassholdersFamilyMembers),
            OwnMember(P::PassholdersFamilyMembers),
            Any(P::PassholdersFamilyMembers),
            Invited
        ],

        O::GetPass | O::GetPassByUitpasNumber => one_of![Any(P::PassesRead)],
        O::GetPassByInszNumber => one_of![Any(P::PassesInsznumbersRead)],
        O::GetPassByChipNumber => one_of![Any(P::PassesChipnumbersRead)],

        O::GetGrouppasses | O::GetGrouppass => one_of![Any(P::GrouppassesSearch)],
        O::GetGrouppassCoupons => one_of![Any(P::GrouppassCouponsRead)],

        O::GetRewards => &[Demand {
            when: Some(Fact::ForPassholder),
            any_of: &[
                ByToken(P::RewardsPassholdersRead),
                OwnOrFamily(P::RewardsPassholdersRead),
            ],
        }],
        O::GetReward => one_of![Any(P::RewardsRead), ByUser(P::RewardsRead)],
        O::PostReward | O::PutReward => one_of![At(P::RewardsWrite)],
        O::GetRewardRedeemStatus | O::PostRedeemedReward => REDEEM,
        O::GetRedeemedRewards => one_of![Any(P::RewardsRead), OwnOrFamily(P::RewardsRead)],
        O::DeleteRedeemedReward => one_of![At(P::RewardsRedeem)],

        O::GetCardSystems
        | O::GetCardSystem
        | O::GetCardSystemSocialTariffSettings
        | O::GetCardSystemCitySettings
        | O::GetCardSystemMembershipPrices => OPEN,
        O::GetCard => one_of![Any(P::CardsRead)],
        O::GetActiveSocialTariffCards => one_of![Any(P::SocialtariffExport)],

        O::GetKiosks => one_of![Any(P::KiosksRead), AdminOf(AdminType::Member)],
        O::GetKioskFixedEvent => one_of![At(P::KiosksRead), AdminOf(AdminType::Member)],
        O::PutKioskFixedEvent | O::DeleteKioskFixedEvent => {
            one_of![At(P::KiosksWrite), AdminOf(AdminType::Member)]
        }
        O::PutKioskDeviceSetup => one_of![KioskSetup],
        O::GetKioskDevice
        | O::GetKioskDeviceEvent
        | O::PutKioskDeviceEvent
        | O::DeleteKioskDeviceEvent
        | O::PostKioskDeviceCheckin
        | O::GetKioskDeviceCheckinEvent
        | O::GetKioskDeviceChipNumber => one_of![Kiosk],

        O::PostOrder
        | O::GetOrder
        | O::GetPassholderSchool
        | O::PutPassholderSchool
        | O::DeletePassholderSchool
        | O::GetSocialTariffValidationStart
        | O::PostSocialTariffValidationToken
        | O::GetSocialTariffValidation => return None,
    })
}
