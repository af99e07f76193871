//! The permissions of UiTPAS API 4.0 and their labels. Which operation asks which is in
//! `crate::role`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::enums::{UnknownValue, values};
use super::organizer::{PermissionDetail, PermissionLabel};

values! {
    /// What a client or user may do, mostly for one organizer (`Permission`).
    Permission {
        TariffsRead = "TARIFFS_READ",
        TicketsalesSearch = "TICKETSALES_SEARCH",
        TicketsalesRegister = "TICKETSALES_REGISTER",
        EventsUpdate = "EVENTS_UPDATE",
        EventsRead = "EVENTS_READ",
        EventSettingsRead = "EVENT_SETTINGS_READ",
        EventSettingsUpdate = "EVENT_SETTINGS_UPDATE",
        EventsUpdateAll = "EVENTS_UPDATE_ALL",
        EventsReadAll = "EVENTS_READ_ALL",
        EventSettingsReadAll = "EVENT_SETTINGS_READ_ALL",
        EventSettingsUpdateAll = "EVENT_SETTINGS_UPDATE_ALL",
        EventsQrCheckincode = "EVENTS_QR_CHECKINCODE",
        CheckinsRead = "CHECKINS_READ",
        CheckinsWrite = "CHECKINS_WRITE",
        OrganizersSearch = "ORGANIZERS_SEARCH",
        OrganizersReports = "ORGANIZERS_REPORTS",
        OrganizersAdminsRead = "ORGANIZERS_ADMINS_READ",
        OrganizersAdminsWrite = "ORGANIZERS_ADMINS_WRITE",
        PassholdersPictureRead = "PASSHOLDERS_PICTURE_READ",
        PassholdersPictureWrite = "PASSHOLDERS_PICTURE_WRITE",
        PassholdersPrivateRead = "PASSHOLDERS_PRIVATE_READ",
        PassholdersPrivateWrite = "PASSHOLDERS_PRIVATE_WRITE",
        PassholdersSearch = "PASSHOLDERS_SEARCH",
        PassholdersSearchAll = "PASSHOLDERS_SEARCH_ALL",
        PassholdersSearchById = "PASSHOLDERS_SEARCH_BY_ID",
        GrouppassesSearch = "GROUPPASSES_SEARCH",
        PassholdersWrite = "PASSHOLDERS_WRITE",
        PassholdersWriteSocialtariffFullCardsystem = "PASSHOLDERS_WRITE_SOCIALTARIFF_FULL_CARDSYSTEM",
        PassholdersWriteForeignCountry = "PASSHOLDERS_WRITE_FOREIGN_COUNTRY",
        PassholdersWriteSocialtariff = "PASSHOLDERS_WRITE_SOCIALTARIFF",
        PassholdersUpdate = "PASSHOLDERS_UPDATE",
        PassholdersDelete = "PASSHOLDERS_DELETE",
        PassholderCouponsRead = "PASSHOLDER_COUPONS_READ",
        GrouppassCouponsRead = "GROUPPASS_COUPONS_READ",
        MembershipPricesRead = "MEMBERSHIP_PRICES_READ",
        PassesRead = "PASSES_READ",
        PassesInsznumbersRead = "PASSES_INSZNUMBERS_READ",
        PassesChipnumbersRead = "PASSES_CHIPNUMBERS_READ",
        RewardsWrite = "REWARDS_WRITE",
        RewardsRead = "REWARDS_READ",
        RewardsRedeem = "REWARDS_REDEEM",
        RewardsPassholdersRead = "REWARDS_PASSHOLDERS_READ",
        PassholdersSelfRegistration = "PASSHOLDERS_SELF_REGISTRATION",
        PassholdersSelfCheckin = "PASSHOLDERS_SELF_CHECKIN",
        PassholdersSelfRead = "PASSHOLDERS_SELF_READ",
        PassholdersRegisterUitid = "PASSHOLDERS_REGISTER_UITID",
        PassholdersTransactionHistory = "PASSHOLDERS_TRANSACTION_HISTORY",
        PassholdersFamilyMembers = "PASSHOLDERS_FAMILY_MEMBERS",
        OrdersRead = "ORDERS_READ",
        OrdersCreate = "ORDERS_CREATE",
        PermissionsRead = "PERMISSIONS_READ",
        PermissionsWrite = "PERMISSIONS_WRITE",
        CardsRead = "CARDS_READ",
        Associations = "ASSOCIATIONS",
        SocialtariffExport = "SOCIALTARIFF_EXPORT",
        KiosksRead = "KIOSKS_READ",
        KiosksWrite = "KIOSKS_WRITE",
    }
}

/// One permission a line: name, Dutch and English. The words are ours, except where the examples
/// of the contract show publiq's.
const LABELS: &str = include_str!("permission_labels.tsv");

impl Permission {
    /// The permission in words; the API name should the list lack it.
    pub fn label(self) -> PermissionLabel {
        let words = LABELS.lines().find_map(|line| {
            let mut fields = line.split('\t');
            (fields.next() == Some(self.as_str())).then_some((fields.next()?, fields.next()))
        });
        let (nl, en) = words.unwrap_or((self.as_str(), None));
        PermissionLabel {
            nl: nl.to_owned(),
            en: en.map(str::to_owned),
        }
    }

    /// The permission with its label, in these regions.
    pub fn detail(self, card_system_ids: Vec<u32>) -> PermissionDetail {
        PermissionDetail {
            id: self,
            label: Some(self.label()),
            card_system_ids,
        }
    }
}

/// A set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PermissionSet(u64);

impl PermissionSet {
    /// The set without any.
    pub const EMPTY: Self = Self(0);

    /// The set with this one too.
    #[must_use]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | 1 << permission as u32)
    }

    /// Whether this one is in it.
    pub const fn contains(self, permission: Permission) -> bool {
        self.0 >> permission as u32 & 1 == 1
    }

    /// Those in it, in the order of the contract.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(move |permission| self.contains(*permission))
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// Reads a list of permissions and leaves out those that are newer than the contract: a right that
/// we do not know gives nothing here, and must not make the known ones unreadable.
pub(super) fn known_permissions<'de, D>(deserializer: D) -> Result<Vec<Permission>, D::Error>
where
    D: Deserializer<'de>,
{
    let names = Vec::<String>::deserialize(deserializer)?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// As [`known_permissions`], for permissions with label and regions.
pub(super) fn known_details<'de, D>(deserializer: D) -> Result<Vec<PermissionDetail>, D::Error>
where
    D: Deserializer<'de>,
{
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Detail {
        id: String,
        label: Option<PermissionLabel>,
        #[serde(default)]
        card_system_ids: Vec<u32>,
    }
    let details = Vec::<Detail>::deserialize(deserializer)?;
    Ok(details
        .into_iter()
        .filter_map(
            |Detail {
                 id,
                 label,
                 card_system_ids,
             }| {
                Some(PermissionDetail {
                    id: id.parse().ok()?,
                    label,
                    card_system_ids,
                })
            },
        )
        .collect())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::uitpas_api::organizer::OrganizerPermissions;

    #[test]
    fn every_permission_has_words_of_its_own() {
        let labels: BTreeSet<_> = Permission::ALL
            .iter()
            .map(|one| (one.label().nl, one.label().en))
            .collect();
        assert_eq!(labels.len(), Permission::ALL.len());
        for permission in Permission::ALL {
            assert!(permission.label().en.is_some(), "{permission}");
        }
        assert_eq!(LABELS.lines().count(), Permission::ALL.len());
    }

    #[test]
    fn a_set_holds_what_was_put_in() {
        let last = Permission::KiosksWrite;
        let set: PermissionSet = [last, Permission::TariffsRead].into_iter().collect();
        assert_eq!(
            set.iter().collect::<Vec<_>>(),
            [Permission::TariffsRead, last]
        );
        assert_eq!(
            Permission::ALL
                .iter()
                .copied()
                .collect::<PermissionSet>()
                .iter()
                .count(),
            57
        );
    }

    #[test]
    fn a_permission_of_tomorrow_hides_none_of_today() {
        let json = serde_json::json!({
            "organizer": {"id": "1"},
            "permissions": ["CHECKINS_WRITE", "FLY"],
            "permissionDetails": [{"id": "FLY"}, {"id": "CHECKINS_WRITE", "cardSystemIds": [1]}]
        });
        let read: OrganizerPermissions = serde_json::from_value(json).unwrap();
        assert_eq!(read.permissions, [Permission::CheckinsWrite]);
        assert_eq!(read.permission_details.len(), 1);
        assert_eq!(read.permission_details[0].card_system_ids, [1]);
    }
}
