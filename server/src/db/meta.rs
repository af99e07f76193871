//! What the server must remember about itself: keys that it made once.

use super::Db;

/// The value of `name`; made by `make` and stored when there is none yet. Of two servers that make
/// one at the same moment, both get the first.
pub async fn get_or_make(
    db: &Db,
    name: &'static str,
    make: impl FnOnce() -> String,
) -> sqlx::Result<String> {
    let value = make();
    db.write(move |mut tx| {
        Box::pin(async move {
            sqlx::query(
                "insert into meta (name, value) values ($1, $2) on conflict (name) do nothing",
            )
            .bind(name)
            .bind(value)
            .execute(tx.c())
            .await?;
            sqlx::query_scalar("select value from meta where name = $1")
                .bind(name)
                .fetch_one(tx.c())
                .await
        })
    })
    .await
}
