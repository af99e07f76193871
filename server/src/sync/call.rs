//! Calls of the registry for a phone: in the name of its pass holder, with the rights that UiTPAS
//! API 4.0 gives the app of a pass holder, or in Pasmaat's own name for what it lets only clients
//! see. Which of these a device may make, its level says; that is decided before a call is made.

use crate::registry::{Call, call::Credentials};
use domain::{
    role::{Caller, Grants, Identity},
    time::Timestamp,
    uitpas_api::{Operation, Permission, PermissionSet},
};
use std::collections::BTreeMap;

/// What the app of a pass holder may.
const APP: [Permission; 6] = [
    Permission::PassholdersSelfRead,
    Permission::PassholdersSelfCheckin,
    Permission::PassholdersFamilyMembers,
    Permission::RewardsRead,
    Permission::RewardsRedeem,
    Permission::RewardsPassholdersRead,
];

/// What Pasmaat looks up itself, for a person it has let in.
const PASMAAT: [Permission; 6] = [
    Permission::PassesRead,
    Permission::PassholdersSearch,
    Permission::PassholderCouponsRead,
    Permission::PassholdersFamilyMembers,
    Permission::PassholdersSelfCheckin,
    Permission::RewardsRead,
];

/// Rights that hang on no organizer stand under this name.
const ANY_ORGANIZER: &str = "";

fn grants(permissions: &[Permission]) -> Grants {
    let set = permissions
        .iter()
        .fold(PermissionSet::default(), |set, one| set.with(*one));
    Grants(BTreeMap::from([(ANY_ORGANIZER.to_owned(), set)]))
}

fn call(operation: Operation, now: Timestamp, caller: Caller) -> Call {
    Call {
        operation,
        caller,
        user_id: None,
        client_id: None,
        credentials: Credentials::default(),
        now,
        at: now,
        base: String::new(),
    }
}

/// A call of a pass holder; `family` are those on her list for whom she may act.
pub fn for_device(
    operation: Operation,
    passholder: &str,
    family: Vec<String>,
    now: Timestamp,
) -> Call {
    let caller = Caller {
        identity: Identity::User,
        client: grants(&APP),
        passholder: Some(passholder.to_owned()),
        family,
        ..Caller::default()
    };
    call(operation, now, caller)
}

/// A call of Pasmaat itself.
pub fn for_pasmaat(operation: Operation, now: Timestamp) -> Call {
    let caller = Caller {
        identity: Identity::Client,
        client: grants(&PASMAAT),
        ..Caller::default()
    };
    call(operation, now, caller)
}

/// A call of Pasmaat itself, with one right more.
pub fn for_pasmaat_with(operation: Operation, right: Permission, now: Timestamp) -> Call {
    let caller = Caller {
        identity: Identity::Client,
        client: grants(&[right]),
        ..Caller::default()
    };
    call(operation, now, caller)
}

/// A call that proves number and birth date.
pub(super) fn with_proof(number: &str, born: &str, now: Timestamp) -> Call {
    let caller = Caller {
        identity: Identity::ClientIdentification,
        ..Caller::default()
    };
    let mut call = call(Operation::GetRegistrationToken, now, caller);
    call.credentials.basic = Some((number.to_owned(), born.to_owned()));
    call
}
