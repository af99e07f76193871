//! Many rows at once, for demo data, imports and large databases to measure with.

use super::sql::Sql;
use sqlx::{AnyConnection, AssertSqlSafe, Result, query_scalar};

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, or none.
    Int(Option<i64>),
    /// A text, or none.
    Text(Option<String>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(Some(value.into()))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<Option<String>> for Value {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

/// A row out of values of any kind.
macro_rules! row {
    ($($value:expr),+ $(,)?) => { vec![$($crate::db::seed::Value::from($value)),+] };
}
pub(crate) use row;

/// How many values one statement binds at most: SQLite looks each `$1` up by name, one after the
/// other, so that twice as many take four times as long.
const BINDS: usize = 500;

/// Adds rows to a table; `columns` as SQL names them.
pub async fn insert(
    c: &mut AnyConnection,
    table: &'static str,
    columns: &'static str,
    rows: Vec<Vec<Value>>,
) -> Result<()> {
    let width = columns.split(',').count();
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(BINDS / width).collect();
        let mut sql = Sql::new(format!("insert into {table} ({columns}) values "));
        for (index, row) in chunk.into_iter().enumerate() {
            sql.push(if index > 0 { ", (" } else { "(" });
            for (index, value) in row.into_iter().enumerate() {
                if index > 0 {
                    sql.push(", ");
                }
                match value {
                    Value::Int(value) => sql.push_bind(value),
                    Value::Text(value) => sql.push_bind(value),
                };
            }
            sql.push(")");
        }
        sql.execute(&mut *c).await?;
    }
    Ok(())
}

/// Whether a table has no row.
pub async fn is_empty(c: &mut AnyConnection, table: &'static str) -> Result<bool> {
    let sql = format!("select count(*) from (select 1 from {table} limit 1) t");
    let rows: i64 = query_scalar(AssertSqlSafe(sql)).fetch_one(c).await?;
    Ok(rows == 0)
}
