//! The database: SQLite in one file, or PostgreSQL. All SQL lives in this folder, one file a table
//! family, written so that one text serves both.
//!
//! What changes something goes through [`Db::write`]; what only looks takes a connection by
//! [`Db::read`].

pub mod admin;
pub mod association;
pub mod audit;
pub mod bulk;
pub mod card;
pub mod card_system;
pub mod checkin;
pub mod client;
pub mod club;
pub mod command;
pub mod consent;
pub mod coupon;
pub mod credential;
pub mod device;
pub mod door_scan;
pub mod event;
pub mod family;
pub mod group_pass;
pub mod kiosk;
pub mod list;
pub mod meta;
pub mod organizer;
pub mod pairing;
pub mod passholder;
pub mod point;
pub mod report;
pub mod reward;
pub mod roster;
pub mod seed;
pub mod shift;
mod sql;
pub mod there;
pub mod ticket_sale;
mod write;

pub use write::{Tx, Work};

use sqlx::{
    Any, AnyPool,
    any::AnyPoolOptions,
    migrate::{MigrateError, Migrator},
    pool::PoolConnection,
};
use std::{path::Path, time::Duration};
use thiserror::Error;
use write::Writer;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a connection or a lock before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// Which database it is, for the few places where they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file, for a club or a town.
    Sqlite,
    /// A server, for a region that grows.
    Postgres,
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Db {
    kind: Kind,
    pool: AnyPool,
    writer: Option<Writer>,
}

/// Why the database cannot be used.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The address is of no known kind.
    #[error("the setting --database-url (DATABASE_URL) must start with sqlite:// or postgres://")]
    Kind,
    /// It does not open.
    #[error(
        "the database does not open: {0}; check --database-url (DATABASE_URL) and --data (PASMAAT_DATA)"
    )]
    Connect(#[source] sqlx::Error),
    /// Its shape cannot be brought up to date.
    #[error("the database cannot be migrated: {0}")]
    Migrate(#[from] MigrateError),
}

impl Db {
    /// Opens the database at `url`, or the SQLite file in `data` where there is none, and brings it
    /// to this version's shape.
    pub async fn open(url: Option<&str>, data: &Path) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let db = match url {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                let options = AnyPoolOptions::new()
                    .max_connections(8)
                    // Who finds a connection broken is told to come back, and the next gets a new one.
                    .test_before_acquire(false)
                    .acquire_timeout(PATIENCE);
                let pool = options.connect(url).await.map_err(OpenError::Connect)?;
                Self {
                    kind: Kind::Postgres,
                    pool,
                    writer: None,
                }
            }
            Some(url) if url.starts_with("sqlite:") => Self::sqlite(url).await?,
            Some(_) => return Err(OpenError::Kind),
            None => Self::sqlite(&file_url(&data.join("pasmaat.sqlite"))).await?,
        };
        match db.kind {
            Kind::Sqlite => SQLITE.run(&db.pool).await?,
            Kind::Postgres => POSTGRES.run(&db.pool).await?,
        }
        Ok(db)
    }

    /// Which database it is.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// A connection to look things up with.
    pub async fn read(&self) -> sqlx::Result<PoolConnection<Any>> {
        self.pool.acquire().await
    }

    /// Does `work` as one transaction: all of it or nothing, and durable when this returns.
    ///
    /// On SQLite one writer takes what is waiting and commits it together; on PostgreSQL work that
    /// must not run beside other work takes [`Tx::lock`] first.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<sqlx::Error> + Send + 'static,
        F: for<'c> FnOnce(Tx<'c>) -> Work<'c, T, E> + Send + 'static,
    {
        match &self.writer {
            Some(writer) => writer.write(work).await,
            None => write::alone(&self.pool, work).await,
        }
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> bool {
        sqlx::query("select 1").execute(&self.pool).await.is_ok()
    }

    /// Waits for running statements and closes.
    pub async fn close(&self) {
        if let Some(writer) = &self.writer {
            writer.close().await;
        }
        self.pool.close().await;
    }

    async fn sqlite(url: &str) -> Result<Self, OpenError> {
        let separator = if url.contains('?') { '&' } else { '?' };
        let url = if url.contains("mode=") {
            url.to_owned()
        } else {
            format!("{url}{separator}mode=rwc")
        };
        let options = || {
            AnyPoolOptions::new()
                .test_before_acquire(false)
                .acquire_timeout(PATIENCE)
                .after_connect(|connection, _| {
                    Box::pin(async move {
                        // FULL: what was answered survives a power cut.
                        for pragma in [
                            "pragma busy_timeout = 5000",
                            "pragma journal_mode = wal",
                            "pragma synchronous = full",
                            "pragma foreign_keys = on",
                        ] {
                            sqlx::query(pragma).execute(&mut *connection).await?;
                        }
                        Ok(())
                    })
                })
        };
        let writing = options()
            .max_connections(1)
            .connect(&url)
            .await
            .map_err(OpenError::Connect)?;
        let pool = options()
            .max_connections(8)
            .connect(&url)
            .await
            .map_err(OpenError::Connect)?;
        Ok(Self {
            kind: Kind::Sqlite,
            pool,
            writer: Some(Writer::start(writing)),
        })
    }
}

/// The address of a file, with what an address cannot hold written as `%XX`.
fn file_url(path: &Path) -> String {
    use std::fmt::Write as _;
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str()
        .as_bytes()
        .iter()
        .fold("sqlite://".to_owned(), |mut url, byte| {
            if byte.is_ascii_alphanumeric() || b"/-._~".contains(byte) {
                url.push(char::from(*byte));
            } else {
                // Writing to a string does not fail.
                let _ = write!(url, "%{byte:02X}");
            }
            url
        })
}
