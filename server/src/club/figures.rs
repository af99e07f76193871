//! The figures of a club: looked up here, counted in `domain::club::figures`.

use super::{Clubs, readable};
use crate::{db::club as db, list::Club, registry::Answer};
use chrono::NaiveDate;
use domain::{
    club::{
        band::Band,
        figures::{Figures, Visit, since},
    },
    time::Timestamp,
};

impl Clubs<'_> {
    /// The figures of an association and of the activities of its club; none when the club may not
    /// look.
    pub async fn figures(&self, club: &Club, association: &str) -> Answer<Option<Figures>> {
        let mut c = self.0.db().read().await?;
        if readable(&mut c, club, association).await?.is_none() {
            return Ok(None);
        }
        let today = club.now.date_in_brussels();
        let begin = Timestamp::start_of_day(since(today)).millis();
        let day = |at: i64| Timestamp::from_millis(at).date_in_brussels();
        let (mut visits, mut guests) = (Vec::new(), Vec::new());
        for organizer in &club.organizers {
            visits.extend(db::visits(&mut c, organizer, begin).await?);
            for (at, number) in db::guests(&mut c, organizer, begin).await? {
                guests.push((day(at), u32::try_from(number).unwrap_or_default()));
            }
        }
        let visits: Vec<Visit<'_>> = visits
            .iter()
            .map(|(who, at, first)| Visit {
                who,
                on: day(*at),
                first: day(*first),
            })
            .collect();
        let births = db::births(&mut c, association, &today.to_string()).await?;
        let bands = births
            .iter()
            .filter_map(|born| born.parse::<NaiveDate>().ok())
            .map(|born| Band::of(born, today));
        Ok(Some(Figures::of(&visits, &guests, bands, today)))
    }
}
