//! Transactions that change something. On SQLite one task writes: it takes what is waiting, does
//! each piece in a savepoint and commits all of it with one fsync.

use super::Kind;
use sqlx::{AnyConnection, AnyPool, Executor as _};
use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    task::Poll,
};
use tokio::sync::{mpsc, oneshot};

/// How many pieces of work share a commit at most.
const BATCH: usize = 256;
/// How many wait before a request waits to hand in its own.
const QUEUE: usize = 4096;

/// What a piece of work does, until it is done.
pub type Work<'c, T, E> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 'c>>;

/// A transaction under way.
#[derive(Debug)]
pub struct Tx<'c> {
    kind: Kind,
    connection: &'c mut AnyConnection,
    held: Vec<String>,
}

impl<'c> Tx<'c> {
    fn new(kind: Kind, connection: &'c mut AnyConnection) -> Self {
        Self {
            kind,
            connection,
            held: vec![],
        }
    }

    /// The connection, for statements.
    pub fn c(&mut self) -> &mut AnyConnection {
        self.connection
    }

    /// Which database it is.
    pub(super) const fn kind(&self) -> Kind {
        self.kind
    }

    /// Notes that a statement took this lock.
    pub(super) fn hold(&mut self, noun: &str, id: &str) {
        self.held.push(format!("{noun}:{id}"));
    }

    /// Waits until no other transaction holds the same name, and holds it to the end.
    ///
    /// Take locks in the order pass holder, group pass, reward, event: then none waits for another
    /// forever. SQLite has one writer and needs none; one that is held already costs nothing.
    pub async fn lock(&mut self, noun: &str, id: &str) -> sqlx::Result<()> {
        let name = format!("{noun}:{id}");
        if self.kind == Kind::Postgres && !self.held.contains(&name) {
            sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .bind(&name)
                .execute(&mut *self.connection)
                .await?;
            self.held.push(name);
        }
        Ok(())
    }
}

impl Tx<'_> {
    /// Takes the locks of several of one noun, in one order whoever asks.
    pub async fn lock_all(&mut self, noun: &str, mut ids: Vec<String>) -> sqlx::Result<()> {
        ids.sort_unstable();
        ids.dedup();
        if self.kind == Kind::Postgres && !ids.is_empty() {
            let names: Vec<String> = ids.iter().map(|id| format!("{noun}:{id}")).collect();
            sqlx::query(
                "select count(pg_advisory_xact_lock(hashtextextended(name, 0))::text) from \
                 (select name from unnest(string_to_array($1, chr(10))) with ordinality as all_names \
                 (name, place) order by place) as names",
            )
            .bind(names.join("\n"))
            .execute(&mut *self.connection)
            .await?;
            self.held.extend(names);
        }
        Ok(())
    }
}

/// Does one piece of work as one transaction of PostgreSQL.
pub(super) async fn alone<T, E, F>(pool: &AnyPool, work: F) -> Result<T, E>
where
    E: From<sqlx::Error>,
    F: for<'c> FnOnce(Tx<'c>) -> Work<'c, T, E>,
{
    let mut transaction = pool.begin().await?;
    let done = work(Tx::new(Kind::Postgres, &mut transaction)).await;
    if done.is_ok() {
        transaction.commit().await?;
    } else {
        transaction.rollback().await?;
    }
    done
}

/// The hand that writes to SQLite.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    queue: mpsc::Sender<Box<dyn Job>>,
    pool: AnyPool,
}

impl Writer {
    /// Starts it on a pool of one connection.
    pub(super) fn start(pool: AnyPool) -> Self {
        let (queue, jobs) = mpsc::channel(QUEUE);
        tokio::spawn(work_off(pool.clone(), jobs));
        Self { queue, pool }
    }

    /// Hands in a piece of work and waits until it is committed.
    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<sqlx::Error> + Send + 'static,
        F: for<'c> FnOnce(Tx<'c>) -> Work<'c, T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let job = Piece {
            work: Some(work),
            done: None,
            answer,
        };
        self.queue
            .send(Box::new(job))
            .await
            .map_err(|_| sqlx::Error::PoolClosed)?;
        answered.await.map_err(|_| sqlx::Error::PoolClosed)?
    }

    /// Waits for the transaction under way.
    pub(super) async fn close(&self) {
        self.pool.close().await;
    }
}

/// A piece of work whose answer waits for the commit.
trait Job: Send {
    /// Does it; tells whether it is to be kept.
    fn run<'c>(&'c mut self, tx: Tx<'c>) -> Pin<Box<dyn Future<Output = bool> + Send + 'c>>;
    /// Gives the answer; `failed` when nothing of it was kept after all.
    fn finish(self: Box<Self>, failed: Option<sqlx::Error>);
}

struct Piece<F, T, E> {
    work: Option<F>,
    done: Option<Result<T, E>>,
    answer: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for Piece<F, T, E>
where
    T: Send,
    E: From<sqlx::Error> + Send,
    F: for<'c> FnOnce(Tx<'c>) -> Work<'c, T, E> + Send,
{
    fn run<'c>(&'c mut self, tx: Tx<'c>) -> Pin<Box<dyn Future<Output = bool> + Send + 'c>> {
        Box::pin(async move {
            if let Some(work) = self.work.take() {
                self.done = unless_panic(work(tx)).await;
            }
            matches!(self.done, Some(Ok(_)))
        })
    }

    fn finish(self: Box<Self>, failed: Option<sqlx::Error>) {
        let answer = match (failed, self.done) {
            // A refusal stands, whatever became of the others' commit.
            (_, Some(Err(refusal))) => Err(refusal),
            (Some(error), _) => Err(error.into()),
            (None, Some(done)) => done,
            (None, None) => Err(sqlx::Error::WorkerCrashed.into()),
        };
        // Who asked may have gone; what was done stays done.
        drop(self.answer.send(answer));
    }
}

/// The one hand that writes must outlive a fault in one piece of work.
async fn unless_panic<R>(mut work: Pin<Box<dyn Future<Output = R> + Send + '_>>) -> Option<R> {
    std::future::poll_fn(move |context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        polled.map_or(Poll::Ready(None), |polled| polled.map(Some))
    })
    .await
}

async fn work_off(pool: AnyPool, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
    while let Some(first) = jobs.recv().await {
        let mut done: Vec<Box<dyn Job>> = vec![first];
        let committed = batch(&pool, &mut jobs, &mut done).await;
        if let Err(error) = &committed {
            tracing::error!(code = code(error), "a transaction failed");
        }
        for job in done {
            job.finish(committed.as_ref().err().map(again));
        }
    }
}

async fn batch(
    pool: &AnyPool,
    jobs: &mut mpsc::Receiver<Box<dyn Job>>,
    done: &mut Vec<Box<dyn Job>>,
) -> sqlx::Result<()> {
    let mut connection = pool.acquire().await?;
    let c: &mut AnyConnection = &mut connection;
    c.execute("begin immediate; savepoint piece").await?;
    let mut next = 0;
    let worked = loop {
        let Some(job) = done.get_mut(next) else {
            break Ok(());
        };
        let keep = job.run(Tx::new(Kind::Sqlite, &mut *c)).await;
        // In a savepoint of its own: what a piece refuses leaves nothing behind.
        let between = if keep {
            "release piece; savepoint piece"
        } else {
            "rollback to piece; release piece; savepoint piece"
        };
        if let Err(error) = c.execute(between).await {
            break Err(error);
        }
        next += 1;
        if done.len() < BATCH && next == done.len() {
            while done.len() < BATCH {
                let Ok(job) = jobs.try_recv() else { break };
                done.push(job);
            }
        }
    };
    let ended = match worked {
        Ok(()) => c.execute("commit").await.map(|_| ()),
        Err(error) => Err(error),
    };
    if ended.is_err() {
        // A full disk may have rolled back already; a connection in doubt is thrown away.
        if c.execute("rollback").await.is_err() {
            drop(connection.detach());
        }
    }
    ended
}

fn code(error: &sqlx::Error) -> Option<String> {
    error
        .as_database_error()
        .and_then(|error| Some(error.code()?.into_owned()))
}

/// The same failure for each of those who shared the commit.
fn again(error: &sqlx::Error) -> sqlx::Error {
    let what = code(error).map_or_else(|| error.to_string(), |code| format!("SQLite {code}"));
    sqlx::Error::Io(io::Error::other(what))
}
