//! Associations: a club sees its own, the administrator of a region makes and changes them.

use super::{Clubs, own};
use crate::{
    db::{association as db, organizer, shift},
    list::Club,
    registry::Answer,
};
use domain::{
    sync::club::{AssociationView, AssociationWish},
    uitpas_api::enums::AssociationPermission,
};
use std::collections::BTreeMap;

/// How long a name may be, in characters.
const LONGEST_NAME: usize = 80;

/// What became of the wish for an association.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It is there.
    Yes,
    /// Its name or its rules cannot be, or there is no such organizer.
    CannotBe,
    /// It is another region's.
    NotTheirs,
}

impl Clubs<'_> {
    /// The associations of a club, by name.
    pub async fn associations(&self, club: &Club) -> Answer<Vec<AssociationView>> {
        let mut c = self.0.db().read().await?;
        let mut rows = own(&mut c, club).await?;
        rows.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let view = |row: &db::AssociationRow| {
            Ok(AssociationView {
                id: row.id.clone(),
                name: row.name.clone(),
                rules: row.rules()?,
                permission: if super::may_register(row) {
                    AssociationPermission::Write
                } else {
                    AssociationPermission::Read
                },
            })
        };
        rows.iter().map(view).collect()
    }

    /// Makes an association of a region, or changes it. Memberships that run keep their end.
    pub async fn put(&self, region: i64, id: &str, wish: AssociationWish) -> Answer<Made> {
        let name = wish.name.trim().to_owned();
        let length = name.chars().count();
        if !(1..=LONGEST_NAME).contains(&length)
            || name.chars().any(char::is_control)
            || wish.rules.check().is_err()
        {
            return Ok(Made::CannotBe);
        }
        // One right for each organizer: the last that was said.
        let rights: BTreeMap<String, &'static str> = wish
            .rights
            .into_iter()
            .map(|right| (right.organizer, right.permission.as_str()))
            .collect();
        let rules = serde_json::to_string(&wish.rules)?;
        let id = id.to_owned();
        let work = self.0.db().write(move |mut tx| {
            Box::pin(async move {
                if db::exists(tx.c(), &id).await? {
                    let systems = db::card_systems(tx.c(), &id).await?;
                    if systems != [region] {
                        return Ok(Made::NotTheirs);
                    }
                }
                for organizer in rights.keys() {
                    if organizer::one(tx.c(), organizer).await?.is_none() {
                        return Ok(Made::CannotBe);
                    }
                }
                let rights: Vec<_> = rights.into_iter().collect();
                let new = db::NewAssociation {
                    id: &id,
                    name: &name,
                    rules: &rules,
                    card_system: region,
                    rights: &rights,
                };
                db::put(tx.c(), &new).await?;
                // The doors of its clubs count associations by their place in a list.
                for (organizer, _) in new.rights {
                    shift::touch_organizer(tx.c(), organizer).await?;
                }
                Ok(Made::Yes)
            })
        });
        work.await
    }
}
