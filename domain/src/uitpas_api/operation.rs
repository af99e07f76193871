//! The 103 operations of UiTPAS API 4.0: method, path template, accepted authentication and the
//! status of success, as the contract's `paths` state them. Who may call them is in `crate::role`.

use std::fmt;

/// HTTP method of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method as it stands in a request line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// How a caller identifies (UiTPAS API 4.0, `components.securitySchemes`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Auth {
    /// A user access token (`USER_ACCESS_TOKEN`).
    User,
    /// A client access token (`CLIENT_ACCESS_TOKEN`).
    Client,
    /// `x-client-id` or `clientId`, without proof (`CLIENT_IDENTIFICATION`).
    ClientIdentification,
    /// `x-custom-token`: a kiosk device, an order, a family invitation (`CUSTOM_TOKEN`).
    CustomToken,
}

/// The authentication that an operation accepts; any one of them will do.
type Accepts = &'static [Auth];

const UC: Accepts = &[Auth::User, Auth::Client];
const UCI: Accepts = &[Auth::User, Auth::Client, Auth::ClientIdentification];
const UCX: Accepts = &[Auth::User, Auth::Client, Auth::CustomToken];
const UI: Accepts = &[Auth::User, Auth::ClientIdentification];
const U: Accepts = &[Auth::User];
const C: Accepts = &[Auth::Client];
const X: Accepts = &[Auth::CustomToken];
const NONE: Accepts = &[];

macro_rules! operations {
    ($($name:ident, $method:ident, $path:literal, $auth:ident, $success:literal;)+) => {
        /// One operation of UiTPAS API 4.0, named after its method and path.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operation {
            $(
                #[doc = concat!("`", stringify!($method), " ", $path, "`")]
                $name,
            )+
        }

        impl Operation {
            /// Every operation, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// HTTP method.
            pub const fn method(self) -> Method {
                match self { $(Self::$name => Method::$method),+ }
            }

            /// Path template, with the contract's own parameter names in braces.
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }

            /// Accepted authentication; empty where the contract declares none.
            ///
            /// `GET /passholders/me/uitid/registration-token` (HTTP Basic) and `…/uitid/status`
            /// (registration token) are such: they have headers of their own.
            pub const fn auth(self) -> &'static [Auth] {
                match self { $(Self::$name => $auth),+ }
            }

            /// HTTP status of success.
            pub const fn success(self) -> u16 {
                match self { $(Self::$name => $success),+ }
            }
        }
    };
}

operations! {
    GetTariffs, Get, "/tariffs", UC, 200;
    GetStaticTariffs, Get, "/tariffs/static", UC, 200;
    PostTicketSales, Post, "/ticket-sales", UC, 200;
    GetTicketSales, Get, "/ticket-sales", UC, 200;
    PostCheckin, Post, "/checkins", UC, 201;
    GetCheckins, Get, "/checkins", UC, 200;
    DeleteCheckin, Delete, "/checkins/{checkinId}", UC, 204;
    GetCheckinStatus, Get, "/checkin-status", UC, 200;
    DeleteTicketSale, Delete, "/ticket-sales/{ticketSaleId}", UC, 204;
    GetPermissions, Get, "/permissions", UC, 200;
    PutEventCardSystems, Put, "/events/{eventId}/card-systems", UC, 204;
    GetEventCardSystems, Get, "/events/{eventId}/card-systems", UC, 200;
    GetClientPermissions, Get, "/permissions/{clientId}", C, 200;
    PutClientPermissions, Put, "/permissions/{clientId}", C, 204;
    PutEventSettings, Put, "/events/{eventId}/settings", UC, 204;
    GetEventSettings, Get, "/events/{eventId}/settings", UC, 200;
    GetEventQrCheckincodesDownloadLink, Get, "/events/{eventId}/qr-checkincodes/download-link", UC, 200;
    GetOrganizers, Get, "/organizers", UC, 200;
    GetOrganizer, Get, "/organizers/{id}", UC, 200;
    GetOrganizerAdmins, Get, "/organizers/{organizerId}/admins", UC, 200;
    PostOrganizerAdmin, Post, "/organizers/{organizerId}/admins", UC, 201;
    DeleteOrganizerAdmin, Delete, "/organizers/{organizerId}/admins/{adminUserId}", UC, 204;
    GetAssociations, Get, "/associations", UC, 200;
    GetPassholders, Get, "/passholders", UC, 200;
    PostPassholder, Post, "/passholders", UC, 200;
    GetGrouppasses, Get, "/grouppasses", UCI, 200;
    GetGrouppass, Get, "/grouppasses/{passholderId}", UC, 200;
    GetGrouppassCoupons, Get, "/grouppasses/{passholderId}/coupons", UC, 200;
    GetPassholder, Get, "/passholders/{passholderId}", UC, 200;
    DeletePassholder, Delete, "/passholders/{passholderId}", UC, 204;
    PutPassholder, Put, "/passholders/{passholderId}", UC, 204;
    GetPassholderPrivate, Get, "/passholders/{passholderId}/private", UC, 200;
    PutPassholderPrivate, Put, "/passholders/{passholderId}/private", UC, 204;
    GetPassholderPicture, Get, "/passholders/{passholderId}/picture", UC, 200;
    PutPassholderPicture, Put, "/passholders/{passholderId}/picture", UC, 204;
    DeletePassholderPicture, Delete, "/passholders/{passholderId}/picture", UC, 204;
    PostPassholderMembership, Post, "/passholders/{passholderId}/memberships/{cardSystemId}", UC, 201;
    GetPassholderMembership, Get, "/passholders/{passholderId}/memberships/{cardSystemId}", UC, 200;
    GetPassholderAssociationMemberships, Get, "/passholders/{passholderId}/association-memberships", UC, 200;
    PostPassholderAssociationMembership, Post, "/passholders/{passholderId}/association-memberships", UC, 201;
    DeletePassholderAssociationMembership, Delete, "/passholders/{passholderId}/association-memberships/{associationId}", UC, 204;
    GetPassholderCoupons, Get, "/passholders/{passholderId}/coupons", UC, 200;
    GetRegistrationToken, Get, "/passholders/me/uitid/registration-token", NONE, 200;
    GetUitidStatus, Get, "/passholders/me/uitid/status", NONE, 200;
    GetUitidEmailState, Get, "/uitid/emails/{email}", UCI, 200;
    GetMembershipPrice, Get, "/passholders/membership-prices/{cardSystemId}", UCI, 200;
    GetPassholderMembershipPrice, Get, "/passholders/{passholderId}/membership-prices/{cardSystemId}", UC, 200;
    PutMyUitid, Put, "/passholders/me/uitid", U, 201;
    GetMe, Get, "/passholders/me", U, 200;
    PostMe, Post, "/passholders/me", U, 200;
    PostPassholderCheckin, Post, "/passholders/{passholderId}/checkins", U, 201;
    GetPassholderTransactions, Get, "/passholders/{passholderId}/transactions", U, 200;
    GetPassholderFamilyMembers, Get, "/passholders/{passholderId}/family-members", UC, 200;
    PostPassholderFamilyMember, Post, "/passholders/{passholderId}/family-members", UC, 201;
    PutPassholderFamilyMember, Put, "/passholders/{passholderId}/family-members/{familyMemberId}", UC, 202;
    DeletePassholderFamilyMember, Delete, "/passholders/{passholderId}/family-members/{familyMemberId}", UCX, 202;
    GetPassholderFamilies, Get, "/passholders/{passholderId}/families", UC, 200;
    GetPassholderSchool, Get, "/passholders/{passholderId}/school", UC, 200;
    PutPassholderSchool, Put, "/passholders/{passholderId}/school", UC, 204;
    DeletePassholderSchool, Delete, "/passholders/{passholderId}/school", UC, 204;
    GetOrganizerFinancialReportsPeriods, Get, "/organizers/{organizerId}/financial-reports/periods", UC, 200;
    PostOrganizerFinancialReport, Post, "/organizers/{organizerId}/financial-reports", UC, 200;
    GetOrganizerFinancialReports, Get, "/organizers/{organizerId}/financial-reports", UC, 200;
    GetOrganizerFinancialReport, Get, "/organizers/{organizerId}/financial-reports/{reportId}", UC, 200;
    GetOrganizerFinancialReportDownloadLink, Get, "/organizers/{organizerId}/financial-reports/{reportId}/download-link", UC, 200;
    GetOrganizerFinancialReportZip, Get, "/organizers/{organizerId}/financial-reports/{reportId}.zip", UC, 200;
    GetPass, Get, "/passes", UC, 200;
    GetPassByUitpasNumber, Get, "/passes/{uitpasNumber}", UC, 200;
    GetPassByInszNumber, Get, "/insz-numbers/{inszNumber}", UC, 200;
    GetPassByChipNumber, Get, "/chip-numbers/{chipNumber}", UC, 200;
    GetRewards, Get, "/rewards", UCI, 200;
    PostReward, Post, "/rewards", UC, 200;
    GetReward, Get, "/rewards/{rewardId}", UC, 200;
    PutReward, Put, "/rewards/{rewardId}", UC, 200;
    GetRewardRedeemStatus, Get, "/rewards/{rewardId}/redeem-status", UC, 200;
    PostRedeemedReward, Post, "/rewards/redeemed", UC, 201;
    GetRedeemedRewards, Get, "/rewards/redeemed", UC, 200;
    DeleteRedeemedReward, Delete, "/rewards/redeemed/{redeemedRewardId}", UC, 204;
    GetCardSystems, Get, "/card-systems", UCI, 200;
    GetCardSystem, Get, "/card-systems/{cardSystemId}", UCI, 200;
    GetCardSystemSocialTariffSettings, Get, "/card-systems/{cardSystemId}/social-tariff-settings", UCI, 200;
    GetCardSystemCitySettings, Get, "/card-systems/{cardSystemId}/city-settings", UCI, 200;
    GetCardSystemMembershipPrices, Get, "/card-systems/{cardSystemId}/membership-prices", UI, 200;
    PostOrder, Post, "/orders", UCI, 200;
    GetOrder, Get, "/orders/{orderId}", UCX, 200;
    GetInszNumberStatus, Get, "/passholders/status/insz-numbers/{inszNumber}", UCI, 200;
    GetCard, Get, "/cards", UC, 200;
    GetActiveSocialTariffCards, Get, "/cards/social-tariff/{cardSystemId}/active", UC, 200;
    GetKiosks, Get, "/kiosks", UC, 200;
    GetKioskFixedEvent, Get, "/kiosks/{kioskId}/fixed-event", UC, 200;
    PutKioskFixedEvent, Put, "/kiosks/{kioskId}/fixed-event", UC, 204;
    DeleteKioskFixedEvent, Delete, "/kiosks/{kioskId}/fixed-event", UC, 204;
    PutKioskDeviceSetup, Put, "/kiosk-devices/setup", X, 200;
    GetKioskDevice, Get, "/kiosk-devices", X, 200;
    GetKioskDeviceEvent, Get, "/kiosk-devices/events", X, 200;
    PutKioskDeviceEvent, Put, "/kiosk-devices/events", X, 204;
    DeleteKioskDeviceEvent, Delete, "/kiosk-devices/events", X, 204;
    PostKioskDeviceCheckin, Post, "/kiosk-devices/checkins", X, 200;
    GetKioskDeviceCheckinEvent, Get, "/kiosk-devices/checkins", X, 200;
    GetKioskDeviceChipNumber, Get, "/kiosk-devices/chip-numbers/{chipNumber}", X, 200;
    GetSocialTariffValidationStart, Get, "/social-tariff-validation/start", NONE, 303;
    PostSocialTariffValidationToken, Post, "/social-tariff-validation/token", NONE, 200;
    GetSocialTariffValidation, Get, "/social-tariff-validation", X, 200;
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method().as_str(), self.path())
    }
}
