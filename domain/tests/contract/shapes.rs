//! Which type is the body of which operation.

use domain::uitpas_api::association::{Association, AssociationMembership};
use domain::uitpas_api::card::{Card, SocialTariffCard};
use domain::uitpas_api::card_system::{
    CardSystem, CardSystemCitySettings, CardSystemSocialTariffSettings,
};
use domain::uitpas_api::checkin::{Checkin, CheckinStatus, SelfCheckin, SelfCheckinResult};
use domain::uitpas_api::coupon::GrantedCoupon;
use domain::uitpas_api::event::{DownloadLink, EventCardSystem, EventSettings};
use domain::uitpas_api::family::{Family, FamilyMember};
use domain::uitpas_api::group_pass::GroupPass;
use domain::uitpas_api::kiosk::{
    KioskDevice, KioskDeviceCheckinRequest, KioskDeviceCheckinResponse, KioskDeviceEvent,
    KioskDeviceEventRequest, KioskDeviceSetup, KioskPass,
};
use domain::uitpas_api::membership::{MembershipPreview, MembershipPrice, MembershipRequest};
use domain::uitpas_api::organizer::{Organizer, OrganizerAdmin, OrganizerPermissions};
use domain::uitpas_api::pass::Pass;
use domain::uitpas_api::passholder::{
    InszNumberStatus, Passholder, PassholderPicture, PassholderSelfRegistration, PrivateProperties,
    RegistrationToken, UitidEmailStatus, UitidRegistrationStatus,
};
use domain::uitpas_api::report::{Report, ReportPeriod};
use domain::uitpas_api::reward::{RedeemRequest, RedeemStatus, RedeemedReward, Reward};
use domain::uitpas_api::reward_query::RewardPage;
use domain::uitpas_api::tariff::TariffsResponse;
use domain::uitpas_api::ticket_sale::TicketSale;
use domain::uitpas_api::transaction::Transaction;
use domain::uitpas_api::{Operation as O, Page};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Error, Value};

/// Reads a body and writes it again.
pub(crate) type Back = fn(&Value) -> Result<Value, Error>;

/// Reads a value as this type and writes it again.
pub(crate) fn back<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, Error> {
    serde_json::to_value(serde_json::from_value::<T>(value.clone())?)
}

/// Whether the operation is answered 501: orders, schools, validation of a social tariff.
pub(crate) const fn out_of_scope(operation: O) -> bool {
    matches!(
        operation,
        O::DeletePassholderSchool
            | O::GetOrder
            | O::GetPassholderSchool
            | O::GetSocialTariffValidation
            | O::GetSocialTariffValidationStart
            | O::PostOrder
            | O::PostSocialTariffValidationToken
            | O::PutPassholderSchool
    )
}

/// The body of a request; `None` without a body in JSON.
pub(crate) fn request(operation: O) -> Option<Back> {
    Some(match operation {
        O::PostTicketSales => back::<Vec<TicketSale>>,
        O::PostCheckin => back::<Checkin>,
        O::PutEventCardSystems => back::<Vec<EventCardSystem>>,
        O::PutClientPermissions => back::<Vec<OrganizerPermissions>>,
        O::PutEventSettings => back::<EventSettings>,
        O::PostOrganizerAdmin => back::<OrganizerAdmin>,
        O::PostPassholder | O::PutPassholder => back::<Passholder>,
        O::PutPassholderPrivate => back::<PrivateProperties>,
        O::PostPassholderMembership => back::<MembershipRequest>,
        O::PostPassholderAssociationMembership => back::<AssociationMembership>,
        O::PostMe => back::<PassholderSelfRegistration>,
        O::PostPassholderCheckin => back::<SelfCheckin>,
        O::PostPassholderFamilyMember | O::PutPassholderFamilyMember => back::<FamilyMember>,
        O::PostOrganizerFinancialReport => back::<ReportPeriod>,
        O::PostReward | O::PutReward => back::<Reward>,
        O::PostRedeemedReward => back::<RedeemRequest>,
        O::PutKioskFixedEvent | O::PutKioskDeviceEvent => back::<KioskDeviceEventRequest>,
        O::PutKioskDeviceSetup => back::<KioskDeviceSetup>,
        O::PostKioskDeviceCheckin => back::<KioskDeviceCheckinRequest>,
        _ => return None,
    })
}

/// The body of a success; `None` without a body in JSON.
pub(crate) fn response(operation: O) -> Option<Back> {
    Some(match operation {
        O::GetTariffs | O::GetStaticTariffs => back::<TariffsResponse>,
        O::PostTicketSales => back::<Vec<TicketSale>>,
        O::GetTicketSales => back::<Page<TicketSale>>,
        O::PostCheckin => back::<Checkin>,
        O::GetCheckins => back::<Page<Checkin>>,
        O::GetCheckinStatus => back::<CheckinStatus>,
        O::GetPermissions | O::GetClientPermissions => back::<Vec<OrganizerPermissions>>,
        O::GetEventCardSystems => back::<Vec<EventCardSystem>>,
        O::GetEventSettings => back::<EventSettings>,
        O::GetEventQrCheckincodesDownloadLink | O::GetOrganizerFinancialReportDownloadLink => {
            back::<DownloadLink>
        }
        O::GetOrganizers => back::<Page<Organizer>>,
        O::GetOrganizer => back::<Organizer>,
        O::GetOrganizerAdmins => back::<Page<OrganizerAdmin>>,
        O::PostOrganizerAdmin => back::<OrganizerAdmin>,
        O::GetAssociations => back::<Page<Association>>,
        O::GetPassholders => back::<Page<Passholder>>,
        O::PostPassholder | O::GetPassholder | O::GetMe | O::PostMe => back::<Passholder>,
        O::GetGrouppasses => back::<Page<GroupPass>>,
        O::GetGrouppass => back::<GroupPass>,
        O::GetGrouppassCoupons | O::GetPassholderCoupons => back::<Vec<GrantedCoupon>>,
        O::GetPassholderPrivate => back::<PrivateProperties>,
        O::GetPassholderPicture => back::<PassholderPicture>,
        O::GetPassholderMembership => back::<MembershipPreview>,
        O::GetPassholderAssociationMemberships => back::<Vec<AssociationMembership>>,
        O::GetRegistrationToken => back::<RegistrationToken>,
        O::GetUitidStatus => back::<UitidRegistrationStatus>,
        O::GetUitidEmailState => back::<UitidEmailStatus>,
        O::GetMembershipPrice | O::GetPassholderMembershipPrice => back::<MembershipPrice>,
        O::PostPassholderCheckin => back::<SelfCheckinResult>,
        O::GetPassholderTransactions => back::<Page<Transaction>>,
        O::GetPassholderFamilyMembers => back::<Vec<FamilyMember>>,
        O::GetPassholderFamilies => back::<Vec<Family>>,
        O::GetOrganizerFinancialReportsPeriods => back::<Vec<ReportPeriod>>,
        O::PostOrganizerFinancialReport | O::GetOrganizerFinancialReport => back::<Report>,
        O::GetOrganizerFinancialReports => back::<Vec<Report>>,
        O::GetPass | O::GetPassByUitpasNumber | O::GetPassByInszNumber | O::GetPassByChipNumber => {
            back::<Pass>
        }
        O::GetRewards => back::<RewardPage>,
        O::PostReward | O::GetReward | O::PutReward => back::<Reward>,
        O::GetRewardRedeemStatus => back::<RedeemStatus>,
        O::PostRedeemedReward => back::<RedeemedReward>,
        O::GetRedeemedRewards => back::<Page<RedeemedReward>>,
        O::GetCardSystems => back::<Page<CardSystem>>,
        O::GetCardSystem => back::<CardSystem>,
        O::GetCardSystemSocialTariffSettings => back::<CardSystemSocialTariffSettings>,
        O::GetCardSystemCitySettings => back::<Vec<CardSystemCitySettings>>,
        O::GetCardSystemMembershipPrices => back::<Vec<MembershipPrice>>,
        O::GetInszNumberStatus => back::<InszNumberStatus>,
        O::GetCard => back::<Card>,
        O::GetActiveSocialTariffCards => back::<Vec<SocialTariffCard>>,
        O::GetKiosks => back::<Page<KioskDevice>>,
        O::GetKioskFixedEvent | O::GetKioskDeviceEvent | O::GetKioskDeviceCheckinEvent => {
            back::<KioskDeviceEvent>
        }
        O::PutKioskDeviceSetup | O::GetKioskDevice => back::<KioskDevice>,
        O::PostKioskDeviceCheckin => back::<KioskDeviceCheckinResponse>,
        O::GetKioskDeviceChipNumber => back::<KioskPass>,
        _ => return None,
    })
}
