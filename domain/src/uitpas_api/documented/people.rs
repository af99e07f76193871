//! Errors that UiTPAS API 4.0 documents on pass holders, passes, group passes, families and memberships.

use super::{Row, body, row};
use crate::uitpas_api::operation::Operation::{
    DeletePassholderSchool, GetAssociations, GetGrouppassCoupons, GetGrouppasses,
    GetInszNumberStatus, GetMe, GetMembershipPrice, GetPass, GetPassByChipNumber,
    GetPassByInszNumber, GetPassByUitpasNumber, GetPassholderCoupons, GetPassholderMembership,
    GetPassholderMembershipPrice, GetPassholderSchool, GetPassholderTransactions, GetPassholders,
    GetRegistrationToken, GetUitidEmailState, GetUitidStatus, PostMe, PostPassholder,
    PostPassholderAssociationMembership, PostPassholderCheckin, PostPassholderFamilyMember,
    PostPassholderMembership, PutMyUitid, PutPassholder, PutPassholderFamilyMember,
    PutPassholderPicture, PutPassholderPrivate, PutPassholderSchool,
};
use crate::uitpas_api::problem_type::ProblemType::{
    AssociationMembershipRenewNotPossible, AssociationNotFound,
    AssociationPassholderCardsystemMismatch, CardBlocked, CardsystemNotFound, CheckinCodeExpired,
    CheckinCodeInvalid, CheckinNotAllowed, FamilyMemberAlreadyAdded, ForbiddenUnderaged,
    InszInTokenRequired, InvalidCard, InvalidCardStatus, InvalidCity, InvalidInszNumber,
    InvalidPostalCode, InvalidUitpasNumber, InvalidVoucherCode, OrganizerNotFound, PassNotFound,
    PassholderAlreadyRegistered, PassholderBlocked, PassholderNewMembershipError,
    PassholderNoActiveCardsystems, PassholderNotFound, RateLimited, SchoolNotFound,
    TooManyAdultsInFamily, TooManyFamilyMembers, UitidAlreadyRegistered, UrlQueryLimitExceeded,
};

pub(super) const ROWS: &[Row] = &[
    row(GetAssociations, 400, &[UrlQueryLimitExceeded]),
    row(
        GetPassholders,
        400,
        &[
            OrganizerNotFound,
            InvalidUitpasNumber,
            InvalidInszNumber,
            SchoolNotFound,
            UrlQueryLimitExceeded,
            AssociationNotFound,
        ],
    ),
    body(
        PostPassholder,
        &[
            OrganizerNotFound,
            CardsystemNotFound,
            InvalidCity,
            InvalidInszNumber,
            InvalidUitpasNumber,
            InvalidCard,
            InvalidCardStatus,
        ],
    ),
    body(PutPassholder, &[]),
    body(PutPassholderPrivate, &[]),
    body(PutPassholderPicture, &[]),
    body(PostPassholderMembership, &[]),
    row(
        GetPassholderMembership,
        400,
        &[OrganizerNotFound, PassholderNewMembershipError],
    ),
    body(
        PostPassholderAssociationMembership,
        &[
            AssociationNotFound,
            AssociationMembershipRenewNotPossible,
            AssociationPassholderCardsystemMismatch,
        ],
    ),
    row(
        GetPassholderCoupons,
        400,
        &[PassholderNoActiveCardsystems, OrganizerNotFound],
    ),
    row(GetRegistrationToken, 429, &[RateLimited]),
    row(GetUitidStatus, 429, &[RateLimited]),
    row(GetUitidEmailState, 429, &[RateLimited]),
    row(
        GetMembershipPrice,
        400,
        &[InvalidPostalCode, InvalidVoucherCode],
    ),
    row(
        GetMembershipPrice,
        404,
        &[CardsystemNotFound, PassholderNotFound],
    ),
    row(GetPassholderMembershipPrice, 400, &[InvalidVoucherCode]),
    row(
        GetPassholderMembershipPrice,
        404,
        &[CardsystemNotFound, PassholderNotFound],
    ),
    row(
        PutMyUitid,
        400,
        &[PassholderAlreadyRegistered, UitidAlreadyRegistered],
    ),
    row(GetMe, 404, &[PassholderNotFound]),
    body(
        PostMe,
        &[
            InszInTokenRequired,
            OrganizerNotFound,
            CardsystemNotFound,
            ForbiddenUnderaged,
            InvalidCity,
        ],
    ),
    body(
        PostPassholderCheckin,
        &[
            CheckinCodeExpired,
            CheckinCodeInvalid,
            PassholderNotFound,
            PassholderNoActiveCardsystems,
            CheckinNotAllowed,
        ],
    ),
    row(PostPassholderCheckin, 429, &[RateLimited]),
    row(
        GetPassholderTransactions,
        400,
        &[InvalidUitpasNumber, UrlQueryLimitExceeded],
    ),
    body(
        PostPassholderFamilyMember,
        &[
            PassholderNotFound,
            InvalidUitpasNumber,
            FamilyMemberAlreadyAdded,
            TooManyFamilyMembers,
            TooManyAdultsInFamily,
        ],
    ),
    body(PutPassholderFamilyMember, &[]),
    row(
        GetPassholderSchool,
        404,
        &[PassholderNotFound, SchoolNotFound],
    ),
    body(PutPassholderSchool, &[SchoolNotFound]),
    row(PutPassholderSchool, 404, &[PassholderNotFound]),
    row(DeletePassholderSchool, 404, &[PassholderNotFound]),
    row(GetPass, 400, &[PassholderBlocked, InvalidCardStatus]),
    row(GetPass, 404, &[PassNotFound]),
    row(
        GetPassByUitpasNumber,
        400,
        &[PassholderBlocked, CardBlocked],
    ),
    row(GetPassByUitpasNumber, 404, &[PassNotFound]),
    row(GetPassByInszNumber, 400, &[PassholderBlocked, CardBlocked]),
    row(GetPassByInszNumber, 404, &[PassNotFound]),
    row(GetPassByChipNumber, 400, &[PassholderBlocked, CardBlocked]),
    row(GetPassByChipNumber, 404, &[PassNotFound]),
    row(GetInszNumberStatus, 400, &[InvalidInszNumber]),
    row(GetInszNumberStatus, 429, &[RateLimited]),
    row(
        GetGrouppasses,
        400,
        &[InvalidUitpasNumber, UrlQueryLimitExceeded],
    ),
    row(
        GetGrouppassCoupons,
        400,
        &[PassholderNoActiveCardsystems, OrganizerNotFound],
    ),
];
