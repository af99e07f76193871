//! Who may do what: for each operation of UiTPAS API 4.0 the permissions that it asks, as one
//! table, and the decision whether a caller has them.
//!
//! Only rights are decided here. What depends on the thing itself (may this reward be redeemed
//! online, may this organizer write this association) is decided beside that thing.

mod refusal;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::uitpas_api::enums::AdminType;
use crate::uitpas_api::{Auth, Operation, Permission, PermissionSet};

pub use refusal::Refusal;
pub use table::demands;

/// Who calls, and what they hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Caller {
    /// How the caller identified.
    pub identity: Identity,
    /// What the client holds; with client identification, that client.
    pub client: Grants,
    /// What the user holds, for admins of organizers; empty without a user token.
    pub user: Grants,
    /// The organizers of which the user is an admin.
    pub admin_of: BTreeMap<String, AdminType>,
    /// The pass holder that the user is.
    pub passholder: Option<String>,
    /// The pass holders on the user's own family list.
    pub family: Vec<String>,
}

/// How a caller identified, after the proof was checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Identity {
    /// Not at all.
    #[default]
    Anonymous,
    /// By a user access token.
    User,
    /// By a client access token.
    Client,
    /// By `x-client-id` alone.
    ClientIdentification,
    /// By the id of a kiosk device.
    KioskDevice,
    /// By the code that sets up a kiosk.
    KioskSetup,
    /// By the link that somebody got who was added to a family.
    FamilyInvitation {
        /// Whose family list.
        passholder: String,
        /// Who was added.
        member: String,
    },
}

/// Permissions by organizer (UiTdatabank id).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grants(pub BTreeMap<String, PermissionSet>);

impl Grants {
    fn anywhere(&self, permission: Permission) -> bool {
        self.0.values().any(|set| set.contains(permission))
    }

    fn at(&self, organizer: &str, permission: Permission) -> bool {
        self.0
            .get(organizer)
            .is_some_and(|set| set.contains(permission))
    }
}

/// What an operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Target<'a> {
    /// The organizers that it is about.
    pub organizers: Organizers<'a>,
    /// The pass holder that it is about, by id and never `me`.
    pub passholder: Option<&'a str>,
    /// The member of that pass holder's family that it is about.
    pub family_member: Option<&'a str>,
    /// What makes it ask for more, or allow less.
    pub facts: &'a [Fact],
}

/// The organizers that an operation is about: of its event, of its reward, or named in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Organizers<'a> {
    /// None is known: rights for one organizer do not suffice.
    #[default]
    None,
    /// These.
    These(&'a [&'a str]),
    /// Every one, as for a reward that each counter may hand out.
    Every,
}

/// Something about an operation that changes what it asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// It gives or changes a social tariff.
    SocialTariff,
    /// It gives a social tariff to somebody of another city than the organizer's.
    OtherCity,
    /// It is about somebody who lives outside Belgium.
    ForeignCountry,
    /// It filters by what one pass holder can redeem or may like.
    ForPassholder,
    /// It searches by UiTPAS number, chip number, national number or UiTiD.
    ByIdentifier,
}

/// One thing that would suffice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clause {
    /// The permission, for whichever organizer.
    Any(Permission),
    /// As [`Clause::Any`], by a token: an id of a client is known to everybody.
    ByToken(Permission),
    /// The permission for one of the organizers concerned.
    At(Permission),
    /// The permission for every organizer concerned.
    AtEach(Permission),
    /// The permission, when one person is searched by a number or UiTiD.
    ByIdentifier(Permission),
    /// A user whose client has the permission.
    ByUser(Permission),
    /// A user whose client has the permission for one of the organizers concerned.
    ByUserAt(Permission),
    /// The pass holder concerned, with a client that has the permission.
    Own(Permission),
    /// As [`Clause::Own`], or somebody with that pass holder on the family list.
    OwnOrFamily(Permission),
    /// The family member concerned, with a client that has the permission.
    OwnMember(Permission),
    /// An admin of an organizer concerned; `MEMBER` stands for both types.
    AdminOf(AdminType),
    /// Who was added to this family, by the link in the e-mail.
    Invited,
    /// A kiosk, by its device id.
    Kiosk,
    /// A device with the code that makes it a kiosk.
    KioskSetup,
}

/// What an operation asks: one of these, where the fact holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// When it asks so; always without a fact.
    pub when: Option<Fact>,
    /// Any of these will do.
    pub any_of: &'static [Clause],
}

/// Whether the caller may do this.
pub fn allowed(operation: Operation, caller: &Caller, target: &Target) -> Result<(), Refusal> {
    let demands = demands(operation).ok_or(Refusal::NotServed)?;
    if !accepts(operation, &caller.identity) {
        return Err(Refusal::Unauthorized);
    }
    let unmet = demands
        .iter()
        .filter(|demand| demand.when.is_none_or(|fact| target.facts.contains(&fact)))
        .find(|demand| {
            !demand
                .any_of
                .iter()
                .any(|clause| clause.holds(caller, target))
        });
    unmet.map_or(Ok(()), |demand| Err(Refusal::Forbidden(demand.any_of)))
}

/// Whether the operation accepts this way to identify.
fn accepts(operation: Operation, identity: &Identity) -> bool {
    let auth = match identity {
        Identity::Anonymous => return false,
        Identity::User => Auth::User,
        Identity::Client => Auth::Client,
        Identity::ClientIdentification => Auth::ClientIdentification,
        Identity::KioskDevice | Identity::KioskSetup | Identity::FamilyInvitation { .. } => {
            Auth::CustomToken
        }
    };
    match operation {
        // No `security` in the contract: `x-client-id` beside a proof in a header of their own.
        Operation::GetRegistrationToken | Operation::GetUitidStatus => {
            auth == Auth::ClientIdentification
        }
        // `security` has user tokens only, but the text tells client tokens what they may do.
        Operation::PostPassholderCheckin | Operation::GetPassholderTransactions => {
            matches!(auth, Auth::User | Auth::Client)
        }
        // `security` lists user tokens twice, and the text has client tokens too.
        Operation::GetCardSystemMembershipPrices => auth != Auth::CustomToken,
        _ => operation.auth().contains(&auth),
    }
}

impl Clause {
    fn holds(self, caller: &Caller, target: &Target) -> bool {
        let user = caller.identity == Identity::User;
        // The rights of a client that acts for a person are those of the person.
        let held = if user { &caller.user } else { &caller.client };
        let is_self = |id: Option<&str>| id.is_some() && id == caller.passholder.as_deref();
        let in_family = || {
            target
                .passholder
                .is_some_and(|id| caller.family.iter().any(|m| m == id))
        };
        match self {
            Self::Any(permission) => held.anywhere(permission),
            Self::ByToken(permission) => {
                matches!(caller.identity, Identity::User | Identity::Client)
                    && held.anywhere(permission)
            }
            Self::At(permission) => target.organizers.any(held, permission),
            Self::AtEach(permission) => target.organizers.each(held, permission),
            Self::ByIdentifier(permission) => {
                target.facts.contains(&Fact::ByIdentifier) && held.anywhere(permission)
            }
            Self::ByUser(permission) => user && caller.client.anywhere(permission),
            Self::ByUserAt(permission) => user && target.organizers.any(&caller.client, permission),
            Self::Own(permission) => {
                user && caller.client.anywhere(permission) && is_self(target.passholder)
            }
            Self::OwnOrFamily(permission) => {
                user && caller.client.anywhere(permission)
                    && (is_self(target.passholder) || in_family())
            }
            Self::OwnMember(permission) => {
                user && caller.client.anywhere(permission) && is_self(target.family_member)
            }
            Self::AdminOf(least) => user && target.organizers.admin(&caller.admin_of, least),
            Self::Invited => match &caller.identity {
                Identity::FamilyInvitation { passholder, member } => {
                    target.passholder == Some(passholder) && target.family_member == Some(member)
                }
                _ => false,
            },
            Self::Kiosk => caller.identity == Identity::KioskDevice,
            Self::KioskSetup => caller.identity == Identity::KioskSetup,
        }
    }
}

impl Organizers<'_> {
    fn any(self, grants: &Grants, permission: Permission) -> bool {
        match self {
            Self::None => false,
            Self::These(ids) => ids.iter().any(|id| grants.at(id, permission)),
            Self::Every => grants.anywhere(permission),
        }
    }

    fn each(self, grants: &Grants, permission: Permission) -> bool {
        match self {
            Self::These(ids) => !ids.is_empty() && ids.iter().all(|id| grants.at(id, permission)),
            Self::None | Self::Every => false,
        }
    }

    fn admin(self, admin_of: &BTreeMap<String, AdminType>, least: AdminType) -> bool {
        let Self::These(ids) = self else { return false };
        let mut types = ids.iter().filter_map(|id| admin_of.get(*id));
        types.any(|kind| least == AdminType::Member || *kind == AdminType::Admin)
    }
}
