//! Calls of the registry from a door: in Pasmaat's own name, for one organizer, with no more rights
//! than the role has.

use crate::registry::{Call, call::Credentials};
use domain::{
    role::{Caller, Grants, Identity},
    shift::Role,
    time::Timestamp,
    uitpas_api::{Operation, Permission, PermissionSet},
};
use std::collections::BTreeMap;

const TABLET: &[Permission] = &[Permission::CheckinsWrite];
const STEWARD: &[Permission] = &[Permission::CheckinsRead];
const COUNTER: &[Permission] = &[
    Permission::PassesRead,
    Permission::PassesChipnumbersRead,
    Permission::TariffsRead,
    Permission::TicketsalesRegister,
    Permission::TicketsalesSearch,
    Permission::RewardsRead,
    Permission::RewardsRedeem,
    Permission::RewardsPassholdersRead,
    Permission::GrouppassesSearch,
    Permission::PassholdersSearch,
];
const ADMIN: &[Permission] = &[
    Permission::EventsUpdate,
    Permission::EventSettingsRead,
    Permission::EventSettingsUpdate,
    Permission::EventsQrCheckincode,
];

/// A call for an organizer with the rights of a role.
pub(crate) fn for_role(operation: Operation, organizer: &str, role: Role, now: Timestamp) -> Call {
    let of = [
        (Role::Tablet, TABLET),
        (Role::Steward, STEWARD),
        (Role::Counter, COUNTER),
        (Role::Admin, ADMIN),
    ];
    let held = of.iter().filter(|(least, _)| role >= *least);
    let set: PermissionSet = held.flat_map(|(_, some)| some.iter().copied()).collect();
    Call {
        operation,
        caller: Caller {
            identity: Identity::Client,
            client: Grants(BTreeMap::from([(organizer.to_owned(), set)])),
            ..Caller::default()
        },
        user_id: None,
        client_id: None,
        credentials: Credentials::default(),
        now,
        at: now,
        base: String::new(),
    }
}
