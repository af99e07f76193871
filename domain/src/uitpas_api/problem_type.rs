//! Every error type of UiTPAS API 4.0 with its URL, title and usual status.
//!
//! Both spellings of one meaning stand here, because the contract has both. The status that one
//! operation documents may differ: see `status_of`.

use std::fmt;

macro_rules! problem_types {
    ($($name:ident, $url:literal, $status:literal, $title:literal;)+) => {
        /// A documented error type. Compare types, never titles (publiq's errors guide).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ProblemType {
            $(
                #[doc = concat!("`", $url, "`: ", $title)]
                $name,
            )+
        }

        impl ProblemType {
            /// Every documented type: first the shared ones, then those of UiTPAS.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The `type` of the problem document.
            pub const fn url(self) -> &'static str {
                match self { $(Self::$name => $url),+ }
            }

            /// The `title` of the problem document, for developers.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }

            /// The usual HTTP status of the type.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }
        }
    };
}

problem_types! {
    AuthUnauthorized, "https://api.publiq.be/probs/auth/unauthorized", 401, "Unauthorized";
    AuthForbidden, "https://api.publiq.be/probs/auth/forbidden", 403, "Forbidden";
    BodyMissing, "https://api.publiq.be/probs/body/missing", 400, "Body missing";
    BodyInvalidSyntax, "https://api.publiq.be/probs/body/invalid-syntax", 400, "Invalid body syntax";
    BodyInvalidData, "https://api.publiq.be/probs/body/invalid-data", 400, "Invalid body data";
    BodyFileMissing, "https://api.publiq.be/probs/body/file-missing", 400, "File missing";
    BodyFileInvalidType, "https://api.publiq.be/probs/body/file-invalid-type", 400, "Invalid file type";
    BodyFileInvalidSize, "https://api.publiq.be/probs/body/file-invalid-size", 400, "Invalid file size";
    HeaderMissing, "https://api.publiq.be/probs/header/missing", 400, "Header missing";
    HeaderInvalid, "https://api.publiq.be/probs/header/invalid", 400, "Invalid header";
    HeaderNotAcceptable, "https://api.publiq.be/probs/header/not-acceptable", 406, "Not acceptable";
    HeaderUnsupportedMediaType, "https://api.publiq.be/probs/header/unsupported-media-type", 415, "Unsupported media type";
    MethodNotAllowed, "https://api.publiq.be/probs/method/not-allowed", 405, "Method not allowed";
    UrlNotFound, "https://api.publiq.be/probs/url/not-found", 404, "Not found";
    UrlQueryLimitExceeded, "https://api.publiq.be/probs/url/query-limit-exceeded", 400, "Query limit exceeded";
    AssociationMembershipRenewNotPossible, "https://api.publiq.be/probs/uitpas/association-membership-renew-not-possible", 400, "Association membership renew not possible";
    AssociationNotFound, "https://api.publiq.be/probs/uitpas/association-not-found", 400, "Association not found";
    AssociationPassholderCardsystemMismatch, "https://api.publiq.be/probs/uitpas/association-passholder-cardsystem-mismatch", 400, "Association passholder cardsystem mismatch";
    CardBlocked, "https://api.publiq.be/probs/uitpas/card-blocked", 400, "Card blocked";
    CardsystemNotFound, "https://api.publiq.be/probs/uitpas/cardsystem-not-found", 400, "Card system not found";
    CheckinCodeExpired, "https://api.publiq.be/probs/uitpas/checkin-code-expired", 400, "Check-in code expired";
    CheckinCodeInvalid, "https://api.publiq.be/probs/uitpas/checkin-code-invalid", 400, "Check-in code invalid";
    CheckinNotAllowed, "https://api.publiq.be/probs/uitpas/checkin-not-allowed", 400, "Check-in not allowed";
    ClientNotFound, "https://api.publiq.be/probs/uitpas/client-not-found", 404, "Client not found";
    DisributionkeyNotFound, "https://api.publiq.be/probs/uitpas/disributionkey-not-found", 400, "Distribution key not found";
    DistributionkeyNotFound, "https://api.publiq.be/probs/uitpas/distributionkey-not-found", 400, "Distribution key not found";
    EmailAlreadyUsed, "https://api.publiq.be/probs/uitpas/email-already-used", 400, "Email already used";
    EventAlreadyHasTicketsales, "https://api.publiq.be/probs/uitpas/event-already-has-ticketsales", 400, "Event already has ticket sales";
    EventNotAcceptable, "https://api.publiq.be/probs/uitpas/event-not-acceptable", 400, "Event not acceptable";
    EventNotFound, "https://api.publiq.be/probs/uitpas/event-not-found", 404, "Event not found";
    FamilyMemberAlreadyAdded, "https://api.publiq.be/probs/uitpas/family-member-already-added", 400, "Forbidden Underaged";
    ForbiddenUnderaged, "https://api.publiq.be/probs/uitpas/forbidden-underaged", 400, "Forbidden Underaged";
    GroupNotFound, "https://api.publiq.be/probs/uitpas/group-not-found", 400, "Group not found";
    InszAlreadyUsed, "https://api.publiq.be/probs/uitpas/insz-already-used", 400, "INSZ already used";
    InszInTokenRequired, "https://api.publiq.be/probs/uitpas/insz-in-token-required", 400, "INSZ in token required";
    InvalidCard, "https://api.publiq.be/probs/uitpas/invalid-card", 400, "Invalid card";
    InvalidCardStatus, "https://api.publiq.be/probs/uitpas/invalid-card-status", 400, "Invalid card status";
    InvalidCardSystem, "https://api.publiq.be/probs/uitpas/invalid-card-system", 400, "Invalid card system";
    InvalidCity, "https://api.publiq.be/probs/uitpas/invalid-city", 400, "Invalid city";
    InvalidCoupon, "https://api.publiq.be/probs/uitpas/invalid-coupon", 400, "Invalid coupon";
    InvalidDistributionkey, "https://api.publiq.be/probs/uitpas/invalid-distributionkey", 400, "Invalid distribution key";
    InvalidInszNumber, "https://api.publiq.be/probs/uitpas/invalid-insz-number", 400, "Invalid insz number";
    InvalidNumberOfTickets, "https://api.publiq.be/probs/uitpas/invalid-number-of-tickets", 400, "Invalid number of tickets";
    InvalidPostalCode, "https://api.publiq.be/probs/uitpas/invalid-postal-code", 400, "Invalid postal code";
    InvalidSocialTariffValidationToken, "https://api.publiq.be/probs/uitpas/invalid-social-tariff-validation-token", 400, "Invalid social tariff validation token";
    InvalidUitpasNumber, "https://api.publiq.be/probs/uitpas/invalid-uitpas-number", 400, "Invalid uitpas number";
    InvalidUitpasnumber, "https://api.publiq.be/probs/uitpas/invalid-uitpasnumber", 400, "UiTPAS number invalid";
    InvalidVoucherCode, "https://api.publiq.be/probs/uitpas/invalid-voucher-code", 400, "Invalid voucher code";
    KioskAlreadyConfigured, "https://api.publiq.be/probs/uitpas/kiosk-already-configured", 400, "Kiosk already configured";
    KioskDeviceAlreadyInUse, "https://api.publiq.be/probs/uitpas/kiosk-device-already-in-use", 400, "Kiosk device already in use";
    KioskNotFound, "https://api.publiq.be/probs/uitpas/kiosk-not-found", 400, "Kiosk not found";
    MaximumReached, "https://api.publiq.be/probs/uitpas/maximum-reached", 400, "Maximum reached";
    OrganizerNotFound, "https://api.publiq.be/probs/uitpas/organizer-not-found", 404, "Organizer not found";
    PassNotFound, "https://api.publiq.be/probs/uitpas/pass-not-found", 404, "Pass not found";
    PassholderAlreadyRegistered, "https://api.publiq.be/probs/uitpas/passholder-already-registered", 400, "Passholder already registered";
    PassholderBlocked, "https://api.publiq.be/probs/uitpas/passholder-blocked", 400, "Passholder blocked";
    PassholderNewMembershipError, "https://api.publiq.be/probs/uitpas/passholder-new-membership-error", 400, "Passholder new membership error";
    PassholderNoActiveCardsystems, "https://api.publiq.be/probs/uitpas/passholder-no-active-cardsystems", 400, "Passholder has no active cardsystem memberships";
    PassholderNotFound, "https://api.publiq.be/probs/uitpas/passholder-not-found", 404, "Passholder not found";
    PostalCodeNotInCardSystem, "https://api.publiq.be/probs/uitpas/postal-code-not-in-card-system", 400, "Postal code not in card system";
    PostalCodeRequired, "https://api.publiq.be/probs/uitpas/postal-code-required", 400, "Postal code required";
    RateLimited, "https://api.publiq.be/probs/uitpas/rate-limited", 429, "Rate limited";
    ReportInvalidStatus, "https://api.publiq.be/probs/uitpas/report-invalid-status", 400, "Invalid report status";
    ReportNotFound, "https://api.publiq.be/probs/uitpas/report-not-found", 404, "Report not found";
    RewardInvalidRedeemType, "https://api.publiq.be/probs/uitpas/reward-invalid-redeem-type", 400, "Reward Invalid Redeem Type";
    RewardNotEditable, "https://api.publiq.be/probs/uitpas/reward-not-editable", 400, "Reward not editable";
    RewardNotFound, "https://api.publiq.be/probs/uitpas/reward-not-found", 404, "Reward not found";
    RewardPassholderNoApplicableCardsystems, "https://api.publiq.be/probs/uitpas/reward-passholder-no-applicable-cardsystems", 400, "Reward Passholder No Applicable Cardsystems";
    RewardPassholderPointsConstraint, "https://api.publiq.be/probs/uitpas/reward-passholder-points-constraint", 400, "Reward Passholder Points Constraint";
    RewardPassholderVolumeConstraint, "https://api.publiq.be/probs/uitpas/reward-passholder-volume-constraint", 400, "Reward Passholder Volume Constraint";
    RewardPeriodConstraint, "https://api.publiq.be/probs/uitpas/reward-period-constraint", 400, "Reward Period Constraint";
    RewardVolumeConstraint, "https://api.publiq.be/probs/uitpas/reward-volume-constraint", 400, "Reward Volume Constraint";
    SchoolNotFound, "https://api.publiq.be/probs/uitpas/school-not-found", 404, "School not found";
    SocialTariffDiscountExpired, "https://api.publiq.be/probs/uitpas/social-tariff-discount-expired", 400, "Social tariff discount expired";
    SocialTariffExpired, "https://api.publiq.be/probs/uitpas/social-tariff-expired", 400, "Social tariff expired";
    SocialTariffNotAvailable, "https://api.publiq.be/probs/uitpas/social-tariff-not-available", 400, "Social tariff not available";
    SocialTariffSuspended, "https://api.publiq.be/probs/uitpas/social-tariff-suspended", 400, "Social tariff suspended";
    TicketSaleNotFound, "https://api.publiq.be/probs/uitpas/ticket-sale-not-found", 404, "Ticket sale not found";
    TooManyAdultsInFamily, "https://api.publiq.be/probs/uitpas/too-many-adults-in-family", 400, "Forbidden Underaged";
    TooManyFamilyMembers, "https://api.publiq.be/probs/uitpas/too-many-family-members", 400, "Forbidden Underaged";
    UitidAlreadyRegistered, "https://api.publiq.be/probs/uitpas/uitid-already-registered", 400, "UiTID already registered";
    AboutBlank, "about:blank", 500, "Internal server error";
}

impl ProblemType {
    /// The type with this full URL, when it is documented.
    pub fn from_url(url: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.url() == url)
    }
}

impl fmt::Display for ProblemType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url())
    }
}
