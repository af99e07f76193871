//! The members of clubs: what devices said while offline is heard, judged by the rule of the
//! association and kept; the registry's membership follows in the same transaction.

pub mod association;
mod figures;
mod known;
mod meant;
mod members;
mod queue;
mod say;
mod sheet;

pub use sheet::workbook;

use crate::{
    db::association::{self as db, AssociationRow},
    list::Club,
    registry::{Answer, embedded::Embedded},
};
use domain::{club::Who, uitpas_api::enums::AssociationPermission};
use sqlx::AnyConnection;
use uuid::Uuid;

/// The members of clubs, on our own registry.
#[derive(Clone, Copy, Debug)]
pub struct Clubs<'r>(pub &'r Embedded);

/// The association, if the club may look into it; with the right to register, if one of its
/// organizers has it.
async fn readable(
    c: &mut AnyConnection,
    club: &Club,
    association: &str,
) -> Answer<Option<AssociationRow>> {
    let rows = own(c, club).await?;
    Ok(rows.into_iter().find(|row| row.id == association))
}

/// The associations of a club, each once.
async fn own(c: &mut AnyConnection, club: &Club) -> Answer<Vec<AssociationRow>> {
    let mut all: Vec<AssociationRow> = Vec::new();
    for organizer in &club.organizers {
        for row in db::of_organizer(c, organizer).await? {
            match all.iter_mut().find(|other| other.id == row.id) {
                Some(other) if may_register(&row) => *other = row,
                Some(_) => {}
                None => all.push(row),
            }
        }
    }
    Ok(all)
}

fn may_register(row: &AssociationRow) -> bool {
    row.permission == AssociationPermission::Write.as_str()
}

/// Who somebody is, as the database writes it.
fn key(who: &Who) -> String {
    match who {
        Who::Passholder(id) => format!("P:{id}"),
        Who::Guest(id) => format!("G:{id}"),
    }
}

/// Who is meant by what the database wrote.
fn who(key: &str) -> Option<Who> {
    let (kind, id) = key.split_once(':')?;
    match kind {
        "P" => Some(Who::Passholder(id.to_owned())),
        "G" => Uuid::parse_str(id).ok().map(Who::Guest),
        _ => None,
    }
}
