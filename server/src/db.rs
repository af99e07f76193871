//! The database: SQLite in one file, or PostgreSQL. All SQL lives in this folder, one file a table
//! family, written so that one text serves both.

pub mod meta;

use sqlx::{
    PgPool, SqlitePool,
    migrate::{MigrateError, Migrator},
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr as _, time::Duration};
use thiserror::Error;

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// How long a request waits for a connection or a lock before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);

/// An open database.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file, for a club or a town.
    Sqlite(SqlitePool),
    /// A server, for a region that grows.
    Postgres(PgPool),
}

/// Runs the same body with whichever pool there is.
macro_rules! on_db {
    ($db:expr, $pool:ident => $body:expr) => {
        match $db {
            $crate::db::Db::Sqlite($pool) => $body,
            $crate::db::Db::Postgres($pool) => $body,
        }
    };
}
pub(crate) use on_db;

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
        let db = match url {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                let options = PgPoolOptions::new()
                    .max_connections(16)
                    .acquire_timeout(PATIENCE);
                Self::Postgres(options.connect(url).await.map_err(OpenError::Connect)?)
            }
            Some(url) if url.starts_with("sqlite:") => {
                Self::sqlite(SqliteConnectOptions::from_str(url).map_err(OpenError::Connect)?)
                    .await?
            }
            Some(_) => return Err(OpenError::Kind),
            None => {
                Self::sqlite(SqliteConnectOptions::new().filename(data.join("pasmaat.sqlite")))
                    .await?
            }
        };
        match &db {
            Self::Sqlite(pool) => SQLITE.run(pool).await?,
            Self::Postgres(pool) => POSTGRES.run(pool).await?,
        }
        Ok(db)
    }

    /// Whether the database answers.
    pub async fn answers(&self) -> bool {
        on_db!(self, pool => sqlx::query("select 1").execute(pool).await.is_ok())
    }

    /// Waits for running statements and closes.
    pub async fn close(&self) {
        on_db!(self, pool => pool.close().await);
    }

    async fn sqlite(options: SqliteConnectOptions) -> Result<Self, OpenError> {
        // FULL: what was answered survives a power cut.
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(PATIENCE);
        Ok(Self::Sqlite(
            pool.connect_with(options)
                .await
                .map_err(OpenError::Connect)?,
        ))
    }
}
