//! Errors that UiTPAS API 4.0 documents on permissions, organizers, reports, card systems, cards, kiosks and the rest.

use super::{Row, body, row};
use crate::uitpas_api::operation::Operation::{
    DeleteKioskFixedEvent, GetActiveSocialTariffCards, GetCard, GetCardSystem,
    GetCardSystemCitySettings, GetCardSystemMembershipPrices, GetCardSystemSocialTariffSettings,
    GetCardSystems, GetClientPermissions, GetKioskDeviceChipNumber, GetKioskFixedEvent, GetOrder,
    GetOrganizerFinancialReport, GetOrganizerFinancialReportDownloadLink,
    GetOrganizerFinancialReportZip, GetOrganizerFinancialReports,
    GetOrganizerFinancialReportsPeriods, GetOrganizers, PostKioskDeviceCheckin, PostOrder,
    PostOrganizerAdmin, PostOrganizerFinancialReport, PostSocialTariffValidationToken,
    PutClientPermissions, PutKioskDeviceEvent, PutKioskDeviceSetup, PutKioskFixedEvent,
};
use crate::uitpas_api::problem_type::ProblemType::{
    CardBlocked, CardsystemNotFound, CheckinNotAllowed, ClientNotFound, EmailAlreadyUsed,
    EventNotAcceptable, EventNotFound, GroupNotFound, InvalidCity, InvalidInszNumber,
    InvalidPostalCode, InvalidSocialTariffValidationToken, InvalidUitpasNumber,
    KioskAlreadyConfigured, KioskDeviceAlreadyInUse, KioskNotFound, MaximumReached,
    OrganizerNotFound, PassholderNotFound, PostalCodeNotInCardSystem, PostalCodeRequired,
    RateLimited, ReportNotFound, UrlNotFound, UrlQueryLimitExceeded,
};

pub(super) const ROWS: &[Row] = &[
    row(GetCardSystemMembershipPrices, 404, &[CardsystemNotFound]),
    row(GetClientPermissions, 404, &[ClientNotFound]),
    body(PutClientPermissions, &[]),
    row(PutClientPermissions, 404, &[ClientNotFound]),
    row(
        GetOrganizers,
        400,
        &[GroupNotFound, CardsystemNotFound, UrlQueryLimitExceeded],
    ),
    body(PostOrganizerAdmin, &[]),
    row(
        GetOrganizerFinancialReportsPeriods,
        404,
        &[OrganizerNotFound],
    ),
    body(PostOrganizerFinancialReport, &[]),
    row(PostOrganizerFinancialReport, 404, &[OrganizerNotFound]),
    row(GetOrganizerFinancialReports, 404, &[OrganizerNotFound]),
    row(
        GetOrganizerFinancialReport,
        404,
        &[OrganizerNotFound, ReportNotFound],
    ),
    row(
        GetOrganizerFinancialReportDownloadLink,
        404,
        &[OrganizerNotFound, ReportNotFound],
    ),
    row(
        GetOrganizerFinancialReportZip,
        404,
        &[OrganizerNotFound, ReportNotFound],
    ),
    row(
        GetCardSystems,
        400,
        &[PostalCodeRequired, InvalidPostalCode, UrlQueryLimitExceeded],
    ),
    row(GetCardSystems, 404, &[UrlNotFound]),
    row(GetCardSystem, 404, &[CardsystemNotFound]),
    row(
        GetCardSystemSocialTariffSettings,
        400,
        &[InvalidPostalCode, PostalCodeNotInCardSystem],
    ),
    row(
        GetCardSystemSocialTariffSettings,
        404,
        &[CardsystemNotFound],
    ),
    row(
        GetCardSystemCitySettings,
        400,
        &[InvalidPostalCode, PostalCodeNotInCardSystem],
    ),
    row(GetCardSystemCitySettings, 404, &[CardsystemNotFound]),
    body(
        PostOrder,
        &[
            OrganizerNotFound,
            CardsystemNotFound,
            InvalidCity,
            InvalidInszNumber,
            EmailAlreadyUsed,
            InvalidSocialTariffValidationToken,
        ],
    ),
    row(GetOrder, 429, &[RateLimited]),
    row(GetCard, 400, &[InvalidUitpasNumber]),
    row(GetActiveSocialTariffCards, 400, &[InvalidUitpasNumber]),
    row(GetKioskFixedEvent, 404, &[UrlNotFound, EventNotFound]),
    body(PutKioskFixedEvent, &[EventNotFound, EventNotAcceptable]),
    row(DeleteKioskFixedEvent, 404, &[UrlNotFound, EventNotFound]),
    body(
        PutKioskDeviceSetup,
        &[
            KioskNotFound,
            KioskAlreadyConfigured,
            KioskDeviceAlreadyInUse,
        ],
    ),
    body(PutKioskDeviceEvent, &[EventNotFound, EventNotAcceptable]),
    body(
        PostKioskDeviceCheckin,
        &[
            CardBlocked,
            CheckinNotAllowed,
            EventNotFound,
            PassholderNotFound,
            MaximumReached,
        ],
    ),
    row(GetKioskDeviceChipNumber, 400, &[CardBlocked]),
    body(PostSocialTariffValidationToken, &[]),
];
