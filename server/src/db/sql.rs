//! A statement put together from pieces. `sqlx::QueryBuilder` writes `?` for any database, which
//! PostgreSQL does not read; `$1` both do.

use sqlx::{
    Any, AnyConnection, Arguments as _, AssertSqlSafe, Encode, FromRow, Result, Type,
    any::{AnyArguments, AnyRow},
    query_as_with, query_scalar_with, query_with,
};
use std::fmt::Write as _;

/// A statement under construction.
pub(super) struct Sql {
    text: String,
    arguments: AnyArguments,
    count: usize,
    /// A value that could not be encoded; told when the statement runs.
    failed: Option<sqlx::Error>,
}

impl Sql {
    /// Begins with this text.
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            arguments: AnyArguments::default(),
            count: 0,
            failed: None,
        }
    }

    /// Adds text: never anything that came from outside.
    pub(super) fn push(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.text.push_str(text.as_ref());
        self
    }

    /// Adds a value.
    pub(super) fn push_bind<'v, T>(&mut self, value: T) -> &mut Self
    where
        T: Encode<'v, Any> + Type<Any>,
    {
        self.count += 1;
        // Writing to a string does not fail.
        let _ = write!(self.text, "${}", self.count);
        if let Err(error) = self.arguments.add(value) {
            self.failed = Some(sqlx::Error::Encode(error));
        }
        self
    }

    /// Adds values with commas between them.
    pub(super) fn push_all<'v, T>(&mut self, values: impl IntoIterator<Item = T>) -> &mut Self
    where
        T: Encode<'v, Any> + Type<Any>,
    {
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.push_bind(value);
        }
        self
    }

    fn check(&mut self) -> Result<()> {
        self.failed.take().map_or(Ok(()), Err)
    }

    /// Runs it.
    pub(super) async fn execute(mut self, c: &mut AnyConnection) -> Result<()> {
        self.check()?;
        query_with(AssertSqlSafe(self.text), self.arguments)
            .execute(c)
            .await?;
        Ok(())
    }

    /// The one value that it finds.
    pub(super) async fn count(mut self, c: &mut AnyConnection) -> Result<i64> {
        self.check()?;
        query_scalar_with(AssertSqlSafe(self.text), self.arguments)
            .fetch_one(c)
            .await
    }

    /// The row that it finds, if any.
    pub(super) async fn optional<T>(mut self, c: &mut AnyConnection) -> Result<Option<T>>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        self.check()?;
        query_as_with(AssertSqlSafe(self.text), self.arguments)
            .fetch_optional(c)
            .await
    }

    /// The rows that it finds.
    pub(super) async fn all<T>(mut self, c: &mut AnyConnection) -> Result<Vec<T>>
    where
        T: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        self.check()?;
        query_as_with(AssertSqlSafe(self.text), self.arguments)
            .fetch_all(c)
            .await
    }
}
