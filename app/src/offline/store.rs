//! The phone's own store: `IndexedDB` in which every value is encrypted and every name hashed.
//!
//! Three shelves: the keys themselves (`CryptoKey`s that cannot be exported), records by name, and
//! queues by sequence. A version is one step of [`STEPS`]; a step is never changed once released.

use super::{StoreError, keys, keys::Signer, outbox::Pages};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::future::{try_join, try_join_all};
use indexed_db_futures::{
    Build as _, BuildPrimitive as _, KeyRange,
    database::{Database, VersionChangeEvent},
    error::Error,
    query_source::QuerySource as _,
    transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions},
};
use js_sys::{Object, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::JsCast as _;
use web_sys::CryptoKey;

/// The database of a pass holder's phone.
pub const NAME: &str = "pasmaat";
/// The database of a phone at a door: whoever signs out of a card keeps what the door still has to
/// send, and the other way about.
pub const DOOR: &str = "pasmaat-door";

const KEYS: &str = "keys";
const RECORDS: &str = "records";
const QUEUE: &str = "queue";
const DATA_KEY: &str = "data";
/// Where the service worker leaves what it was told, among the records: no hash has a dot.
const LEFT: &str = "answer.";
/// Where `sw.js` finds the card as it was last seen.
const SEEN: &str = "seen.card";

/// Brings the database from one version to the next.
pub type Step = fn(&Database) -> Result<(), Error>;

/// Step `n` leads from version `n` to `n + 1`.
pub const STEPS: &[Step] = &[shelves];

fn shelves(database: &Database) -> Result<(), Error> {
    for name in [KEYS, RECORDS, QUEUE] {
        database.create_object_store(name).build()?;
    }
    Ok(())
}

/// The open store.
#[derive(Clone, Debug)]
pub struct Store {
    database: Database,
    key: CryptoKey,
    /// What whoever opened it knows of its queues.
    pub(super) pages: Pages,
}

impl Store {
    /// Opens the store, made or brought up to date where needed. `blocked` is called when another
    /// tab has to close first; the store opens once it did.
    pub async fn open(blocked: impl Fn() + 'static) -> Result<Self, StoreError> {
        Self::open_as(NAME, STEPS, blocked).await
    }

    /// [`Store::open`] by another name and with other steps, for the tests of each step.
    pub async fn open_as(
        name: &str,
        steps: &'static [Step],
        blocked: impl Fn() + 'static,
    ) -> Result<Self, StoreError> {
        let version = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        let database = Database::open(name)
            .with_version(version)
            .with_on_blocked(move |_| {
                blocked();
                Ok(())
            })
            .with_on_upgrade_needed(move |event: VersionChangeEvent, database: Database| {
                for step in steps.iter().skip(whole(event.old_version())) {
                    step(&database)?;
                }
                Ok(())
            })
            .await?;
        step_aside(&database);
        let key = data_key(&database).await?;
        Ok(Self {
            database,
            key,
            pages: Pages::default(),
        })
    }

    /// The record of this name; `None` when there is none.
    pub async fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StoreError> {
        let hashed = hashed(name);
        let kept: Option<Object> = {
            let work = self.database.transaction(RECORDS).build()?;
            let rack = work.object_store(RECORDS)?;
            rack.get(hashed.clone()).primitive()?.await?
        };
        match kept {
            Some(kept) => self.decrypted(&hashed, &kept).await.map(Some),
            None => Ok(None),
        }
    }

    /// Keeps `value` as the record of this name.
    pub async fn put<T: Serialize>(&self, name: &str, value: &T) -> Result<(), StoreError> {
        self.put_at(hashed(name), value).await
    }

    /// Keeps the card as it is seen, for `sw.js` to show before the app is there.
    pub async fn put_seen<T: Serialize>(&self, value: &T) -> Result<(), StoreError> {
        self.put_at(SEEN.to_owned(), value).await
    }

    async fn put_at<T: Serialize>(&self, place: String, value: &T) -> Result<(), StoreError> {
        let kept = self.encrypted(&place, value).await?;
        let work = self.write(RECORDS, TransactionDurability::Default)?;
        work.object_store(RECORDS)?
            .put(kept)
            .with_key(place)
            .primitive()?
            .await?;
        Ok(work.commit().await?)
    }

    /// Forgets the record of this name.
    pub async fn remove(&self, name: &str) -> Result<(), StoreError> {
        self.delete(RECORDS, &hashed(name), TransactionDurability::Default)
            .await
    }

    /// What stands in the queue of this name from one sequence to another, both included, in order.
    pub async fn queue<T: DeserializeOwned>(
        &self,
        name: &str,
        from: u64,
        to: u64,
    ) -> Result<Vec<(u64, T)>, StoreError> {
        let (keys, values) = self.rows(QUEUE, place(name, from), place(name, to)).await?;
        // All at once: the browser decrypts beside this thread.
        let all = keys.iter().zip(&values).map(async |(key, value)| {
            let number = key.rsplit('.').next();
            let sequence = number.and_then(|number| number.parse().ok());
            let sequence = sequence.ok_or(StoreError::Unreadable)?;
            Ok((sequence, self.decrypted(key, value).await?))
        });
        try_join_all(all).await
    }

    /// What the service worker left, by place; `None` where it cannot be read.
    pub(super) async fn left<T: DeserializeOwned>(
        &self,
    ) -> Result<Vec<(String, Option<T>)>, StoreError> {
        let range = (LEFT.to_owned(), format!("{LEFT}~"));
        let (keys, values) = self.rows(RECORDS, range.0, range.1).await?;
        let mut left = Vec::with_capacity(keys.len());
        for (key, value) in keys.into_iter().zip(values) {
            let read = self.decrypted(&key, &value).await.ok();
            left.push((key, read));
        }
        Ok(left)
    }

    /// Lets go of something that the service worker left.
    pub(super) async fn forget_left(&self, place: &str) -> Result<(), StoreError> {
        self.delete(RECORDS, place, TransactionDurability::Default)
            .await
    }

    async fn rows(
        &self,
        rack: &str,
        first: String,
        last: String,
    ) -> Result<(Vec<String>, Vec<Object>), StoreError> {
        let work = self.database.transaction(rack).build()?;
        let rack = work.object_store(rack)?;
        let range = || KeyRange::Bound(first.clone(), false, last.clone(), false);
        let keys = rack
            .get_all_keys()
            .with_query::<String, _>(range())
            .primitive()?;
        let values = rack
            .get_all()
            .with_query::<String, _>(range())
            .primitive()?;
        let keys = keys.await?.collect::<Result<_, _>>()?;
        Ok((keys, values.await?.collect::<Result<_, _>>()?))
    }

    async fn delete(
        &self,
        rack: &str,
        key: &str,
        durability: TransactionDurability,
    ) -> Result<(), StoreError> {
        let work = self.write(rack, durability)?;
        work.object_store(rack)?.delete(key).primitive()?.await?;
        Ok(work.commit().await?)
    }

    /// Writes and removes items of a queue in one transaction that is on the disk when this returns.
    pub async fn change_queue<T: Serialize>(
        &self,
        name: &str,
        changes: &[(u64, Option<T>)],
    ) -> Result<(), StoreError> {
        let ready = changes.iter().map(async |(sequence, value)| {
            let place = place(name, *sequence);
            let kept = match value {
                Some(value) => Some(self.encrypted(&place, value).await?),
                None => None,
            };
            Ok::<_, StoreError>((place, kept))
        });
        let ready = try_join_all(ready).await?;
        let work = self.write(QUEUE, TransactionDurability::Strict)?;
        let rack = work.object_store(QUEUE)?;
        let (mut puts, mut deletes) = (vec![], vec![]);
        for (place, kept) in ready {
            match kept {
                Some(kept) => puts.push(rack.put(kept).with_key(place).primitive()?),
                None => deletes.push(rack.delete(place).primitive()?),
            }
        }
        try_join(try_join_all(puts), try_join_all(deletes)).await?;
        Ok(work.commit().await?)
    }

    /// The signing key of this name, made at its first use.
    pub async fn signer(&self, name: &str) -> Result<Signer, StoreError> {
        if let Some(pair) = read_key(&self.database, name).await? {
            return Signer::of(pair.unchecked_into()).await;
        }
        let made = Signer::make().await?;
        let pair = AsRef::<wasm_bindgen::JsValue>::as_ref(made.pair()).clone();
        let kept = keep_key(&self.database, name, pair.unchecked_into()).await?;
        Signer::of(kept.unchecked_into()).await
    }

    /// Forgets the signing key of this name: what it signed cannot be signed again.
    pub async fn forget_signer(&self, name: &str) -> Result<(), StoreError> {
        self.delete(KEYS, name, TransactionDurability::Strict).await
    }

    /// Erases everything, keys first, then the database itself.
    pub async fn erase(self) -> Result<(), StoreError> {
        for rack in [KEYS, QUEUE, RECORDS] {
            let work = self.write(rack, TransactionDurability::Strict)?;
            work.object_store(rack)?.clear()?.await?;
            work.commit().await?;
        }
        // Other tabs let go by themselves; the shelves are empty in any case.
        self.database.delete()?.await?;
        Ok(())
    }

    fn write(
        &self,
        rack: &str,
        durability: TransactionDurability,
    ) -> Result<Transaction<'_>, StoreError> {
        write(&self.database, rack, durability)
    }

    async fn encrypted<T: Serialize>(&self, name: &str, value: &T) -> Result<Object, StoreError> {
        let plain = serde_json::to_vec(value)?;
        let kept = keys::encrypt(&self.key, name, &plain).await?;
        Ok(kept.unchecked_into())
    }

    async fn decrypted<T: DeserializeOwned>(
        &self,
        name: &str,
        kept: &Object,
    ) -> Result<T, StoreError> {
        let kept = kept
            .dyn_ref::<Uint8Array>()
            .ok_or(StoreError::Unreadable)?
            .to_vec();
        let plain = keys::decrypt(&self.key, name, &kept).await?;
        Ok(serde_json::from_slice(&plain)?)
    }
}

fn write<'a>(
    database: &'a Database,
    rack: &str,
    durability: TransactionDurability,
) -> Result<Transaction<'a>, StoreError> {
    let options = TransactionOptions::new().with_durability(durability);
    Ok(database
        .transaction(rack)
        .with_mode(TransactionMode::Readwrite)
        .with_options(options)
        .build()?)
}

/// Lets go of the database when a tab with a newer version, or one that erases all, asks for it.
fn step_aside(database: &Database) {
    if let Ok(mut changes) = database.version_changes() {
        let database = database.clone();
        leptos::task::spawn_local(async move {
            if changes.recv().await.is_some() {
                database.close();
            }
        });
    }
}

async fn data_key(database: &Database) -> Result<CryptoKey, StoreError> {
    if let Some(key) = read_key(database, DATA_KEY).await? {
        return Ok(key.unchecked_into());
    }
    let made = keys::make_data_key().await?;
    let kept = keep_key(database, DATA_KEY, made.unchecked_into()).await?;
    Ok(kept.unchecked_into())
}

async fn read_key(database: &Database, name: &str) -> Result<Option<Object>, StoreError> {
    let work = database.transaction(KEYS).build()?;
    let rack = work.object_store(KEYS)?;
    Ok(rack.get(name).primitive()?.await?)
}

/// Keeps `made`, unless another tab was first: then the key that is there.
async fn keep_key(database: &Database, name: &str, made: Object) -> Result<Object, StoreError> {
    let work = write(database, KEYS, TransactionDurability::Strict)?;
    let rack = work.object_store(KEYS)?;
    let there: Option<Object> = rack.get(name).primitive()?.await?;
    let kept = if let Some(there) = there {
        there
    } else {
        rack.put(made.clone()).with_key(name).primitive()?.await?;
        made
    };
    work.commit().await?;
    Ok(kept)
}

/// Nobody who reads the database learns what a record is about.
fn hashed(name: &str) -> String {
    let digest = Sha256::new()
        .chain_update("pasmaat-record-1")
        .chain_update(name)
        .finalize();
    BASE64_URL_SAFE_NO_PAD.encode(&digest[..16])
}

/// The key of a queue's item: digits enough that text sorts as numbers do.
fn place(name: &str, sequence: u64) -> String {
    format!("{}.{sequence:020}", hashed(name))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a database's version is a small whole number"
)]
fn whole(version: f64) -> usize {
    version as usize
}
