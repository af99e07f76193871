//! Whom a device means: the holder of a pass, somebody on the list, or somebody new without a pass.

use crate::{
    db::{Tx, association, club as db},
    registry::{Answer, embedded::Embedded},
};
use chrono::NaiveDate;
use domain::{
    club::Who,
    sync::club::{Meant, Verdict},
};

/// How long a name may be, in characters.
const LONGEST_NAME: usize = 80;

/// Somebody who is meant, once that is found out.
pub(super) struct Person {
    pub(super) who: Who,
    pub(super) born: NaiveDate,
    /// Whether a region of the association counts them; somebody without a pass needs none.
    pub(super) belongs: bool,
}

/// Finds out who is meant, or why nobody is.
pub(super) async fn meant(
    registry: &Embedded,
    tx: &mut Tx<'_>,
    association: &str,
    who: &Meant,
    today: NaiveDate,
) -> Answer<Result<Person, Verdict>> {
    match who {
        Meant::Pass { number } => {
            let holder = registry.holder_of(tx.c(), number).await?;
            let Some(id) = holder else {
                return Ok(Err(Verdict::Unknown));
            };
            passholder(registry, tx, association, id).await
        }
        Meant::Shown { shown } => {
            let holder = registry.holder_shown(tx.c(), shown, None).await?;
            let Some(id) = holder else {
                return Ok(Err(Verdict::Unknown));
            };
            passholder(registry, tx, association, id).await
        }
        Meant::Member {
            who: Who::Passholder(id),
        } => passholder(registry, tx, association, id.clone()).await,
        Meant::Member {
            who: Who::Guest(id),
        } => {
            let born = db::guest_born(tx.c(), association, &id.to_string()).await?;
            let born = born.and_then(|born| born.parse().ok());
            Ok(born.map_or(Err(Verdict::Unknown), |born| {
                Ok(Person {
                    who: Who::Guest(*id),
                    born,
                    belongs: true,
                })
            }))
        }
        Meant::NewGuest {
            id,
            first_name,
            name,
            born,
        } => {
            let clean = |text: &String| {
                let text = text.trim().to_owned();
                let fits = !text.is_empty() && text.chars().count() <= LONGEST_NAME;
                (fits && !text.chars().any(char::is_control)).then_some(text)
            };
            let (Some(first_name), Some(name)) = (clean(first_name), clean(name)) else {
                return Ok(Err(Verdict::Unreadable));
            };
            let guest = db::Guest {
                id: &id.to_string(),
                first_name: &first_name,
                name: &name,
                date_of_birth: &born.to_string(),
            };
            db::put_guest(tx.c(), association, &guest, &today.to_string()).await?;
            Ok(Ok(Person {
                who: Who::Guest(*id),
                born: *born,
                belongs: true,
            }))
        }
    }
}

async fn passholder(
    registry: &Embedded,
    tx: &mut Tx<'_>,
    association: &str,
    id: String,
) -> Answer<Result<Person, Verdict>> {
    let systems = association::card_systems(tx.c(), association).await?;
    let found = registry.born_and_regions(tx.c(), &id).await?;
    let Some((born, regions)) = found else {
        return Ok(Err(Verdict::Unknown));
    };
    let belongs = regions
        .iter()
        .any(|region| systems.contains(&i64::from(*region)));
    Ok(Ok(Person {
        who: Who::Passholder(id),
        born: born.naive(),
        belongs,
    }))
}
