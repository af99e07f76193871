//! The server's own code as the door, on a real database: each schedule has a shift, an activity and
//! phones of its own there.

use super::{
    bug::Bug,
    spec::{Door, Name},
    world::Hall,
};
use crate::util::api::{EVENT, ORGANIZER};
use domain::{
    command::Batch,
    device::{DeviceId, PublicKey},
    seal::SealingKey,
    shift::EARLY,
    time::Timestamp,
    verdict::Verdict,
};
use server::{
    clock::Clock,
    db::{Db, checkin, command, device, door_scan, event, shift},
    demo,
    limit::Limit,
    registry::embedded::Embedded,
    sync::{Keys, Pins, SyncFace, admin::Ceremonies},
    web::{
        SiteUrl,
        picture::{Fetcher, Pictures, Reachable},
    },
};
use std::{collections::BTreeMap, path::Path, sync::Arc};
use tokio::runtime::Handle;
use uuid::Uuid;

/// The server's code on a database with the demo data.
#[derive(Clone)]
pub(crate) struct Place {
    sync: SyncFace,
    run: Handle,
    holders: Arc<BTreeMap<String, String>>,
}

impl Place {
    pub(crate) fn open(run: &Handle, url: Option<&str>, data: &Path, now: i64) -> Self {
        let sync = run.block_on(async {
            let clock = Clock::from_fn(move || now);
            let db = Db::open(url, data).await.unwrap();
            demo::fill(&db, now).await.unwrap();
            let embedded = Embedded::open(db.clone(), clock.clone()).await.unwrap();
            let signer = embedded.signer().clone();
            let embedded = Arc::new(embedded);
            let fetcher = Fetcher::new(Reachable::Public).unwrap();
            SyncFace {
                keys: Keys::open(&db).await.unwrap(),
                db,
                clock,
                limit: Limit::new(),
                registry: embedded.clone(),
                embedded: Some(embedded),
                elsewhere: None,
                site_url: SiteUrl::OfRequest("http"),
                signer,
                pins: Pins::default(),
                ceremonies: Ceremonies::default(),
                provider: None,
                pictures: Pictures::new(b"key", data.join("pictures"), fetcher),
            }
        });
        let holders = demo::test_passes().map(|(number, id)| (number.to_owned(), id));
        Self {
            sync,
            run: run.clone(),
            holders: Arc::new(holders.collect()),
        }
    }

    pub(crate) fn sealing(&self) -> SealingKey {
        self.sync.keys.sealing()
    }

    /// Makes what a schedule needs.
    pub(crate) fn door(&self, hall: &Hall, keys: &[(DeviceId, PublicKey)]) -> Real {
        let (of, keys) = (hall.clone(), keys.to_vec());
        let made: sqlx::Result<()> = self.run.block_on(self.sync.db.write(move |mut tx| {
            Box::pin(async move {
                let like = event::one(tx.c(), EVENT).await?;
                let doc = like.and_then(|row| row.doc().ok());
                if let Some(doc) = &doc {
                    let new = event::NewEvent {
                        id: &of.event,
                        organizer_id: ORGANIZER,
                        location_id: None,
                        title: &of.event,
                        doc,
                    };
                    event::keep(tx.c(), &new).await?;
                }
                let row = shift::ShiftRow {
                    manner: "POINTS".to_owned(),
                    capacity: None,
                    id: of.shift.clone(),
                    organizer_id: ORGANIZER.to_owned(),
                    name: "Zaal".to_owned(),
                    begins_at: of.hours.0 + EARLY.num_milliseconds(),
                    ends_at: of.hours.1,
                    closed_at: None,
                    role: "STEWARD".to_owned(),
                    key: "A".repeat(43),
                    version: 0,
                    created_by: "nobody".to_owned(),
                    created_at: of.hours.0,
                };
                shift::add(tx.c(), &row, std::slice::from_ref(&of.event)).await?;
                for (id, key) in keys {
                    let row = device::DeviceRow {
                        id: id.to_string(),
                        kind: "HELPER".to_owned(),
                        public_key: Some(key.to_string()),
                        name: "Olena".to_owned(),
                        language: Some("uk".to_owned()),
                        passholder_id: None,
                        level: None,
                        shift_id: Some(of.shift.clone()),
                        organizer_id: Some(ORGANIZER.to_owned()),
                        role: Some("STEWARD".to_owned()),
                        created_at: of.hours.0,
                        last_seen_at: of.hours.0,
                        expires_at: of.hours.1,
                        revoked_at: None,
                        chain_seq: 0,
                        chain_link: None,
                    };
                    device::add(tx.c(), &row, &format!("hash of {id}")).await?;
                }
                Ok(())
            })
        }));
        made.unwrap();
        Real {
            place: self.clone(),
            hall: hall.clone(),
        }
    }
}

/// One door of it.
pub(crate) struct Real {
    place: Place,
    hall: Hall,
}

impl Door for Real {
    fn deliver(&mut self, batch: &Batch, received: i64) -> Result<Vec<(Uuid, String)>, String> {
        let received = Timestamp::from_millis(received);
        let told = self.place.sync.deliver(batch.clone(), received);
        let told = self.place.run.block_on(told).map_err(|_| "a failure")?;
        Ok(told
            .into_iter()
            .map(|told| (told.id, told.verdict))
            .collect())
    }

    fn shut_out(&mut self, id: DeviceId, now: i64) -> Result<(), String> {
        let (shift, id) = (self.hall.shift.clone(), id.to_string());
        let done: sqlx::Result<bool> =
            self.place
                .run
                .block_on(self.place.sync.db.write(move |mut tx| {
                    Box::pin(async move { shift::revoke(tx.c(), &shift, &id, now).await })
                }));
        done.map(drop).map_err(|error| error.to_string())
    }

    fn decide(&mut self, (device, id): Name, yes: bool) -> Result<String, String> {
        let sync = &self.place.sync;
        if yes {
            let said = self
                .place
                .run
                .block_on(sync.release(device, id.to_string()));
            let said = said.map_err(|_| "not released")?;
            return Ok(said.key().to_owned());
        }
        let done = self
            .place
            .run
            .block_on(sync.dismiss(device, id.to_string()));
        done.map_err(|_| "not dismissed")?;
        Ok(Verdict::refused(domain::verdict::Reason::Other)
            .key()
            .to_owned())
    }

    fn restart(&mut self) {}

    fn inside(&mut self) -> Result<Vec<String>, String> {
        let looked = async {
            let mut c = self.place.sync.db.read().await?;
            let mut inside = vec![];
            for number in &self.hall.passes {
                let holder = &self.place.holders[number];
                let of = [ORGANIZER.to_owned()];
                let title = Some(self.hall.event.as_str());
                let (_, rows) = checkin::search(&mut c, holder, &of, title, 0, 10).await?;
                inside.extend(rows.iter().map(|_| number.clone()));
            }
            inside.sort();
            Ok::<_, sqlx::Error>(inside)
        };
        let inside = self.place.run.block_on(looked);
        inside.map_err(|error| error.to_string())
    }

    fn guests(&mut self) -> Result<u32, String> {
        let looked = async {
            let mut c = self.place.sync.db.read().await?;
            door_scan::totals(&mut c, &self.hall.shift).await
        };
        let totals = self.place.run.block_on(looked);
        let totals = totals.map_err(|error| error.to_string())?;
        let guests = totals.iter().find(|(state, ..)| state == "GUEST");
        Ok(guests.map_or(0, |(_, _, _, count)| u32::try_from(*count).unwrap_or(0)))
    }

    fn chain(&mut self, id: DeviceId) -> Result<(Vec<u64>, String), String> {
        let id = id.to_string();
        let looked = async {
            let mut c = self.place.sync.db.read().await?;
            let numbers = command::numbers(&mut c, &id).await?;
            let row = device::one(&mut c, &id).await?;
            let link = row.and_then(|row| row.chain_link).unwrap_or_default();
            let numbers = numbers
                .into_iter()
                .filter_map(|seq| u64::try_from(seq).ok());
            Ok::<_, sqlx::Error>((numbers.collect(), link))
        };
        let looked = self.place.run.block_on(looked);
        looked.map_err(|error| error.to_string())
    }

    fn misfits(&mut self) -> Result<usize, String> {
        // The chain's numbers and its last link say it.
        Ok(0)
    }

    fn bug(&self) -> Option<Bug> {
        None
    }
}
