//! Pages of a list: what comes back, and which part was asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Items on a page when the caller asks for no number (UiTPAS API 4.0, parameter `limit`).
pub const DEFAULT_LIMIT: u32 = 20;

/// The most items on a page; above it `url/query-limit-exceeded` (UiTPAS API 4.0, `limit`).
pub const MAX_LIMIT: u32 = 500;

/// One page of a list (`…PaginatedResponse`, `…PaginatedCollection`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "PageOf{T}")]
pub struct Page<T> {
    /// How many items there are over all pages.
    pub total_items: u64,
    /// The items of this page.
    pub member: Vec<T>,
}

/// Which part of a list is asked for (`start`, `limit`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct PageQuery {
    /// How many items to skip; 0 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<u32>,
    /// How many items to return; [`DEFAULT_LIMIT`] when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// Gives each query with `start` and `limit` of its own a `page()`.
///
/// The two fields stand in every query by themselves, because form data read through a flattened
/// struct keeps its numbers as text.
macro_rules! paged {
    ($($query:ident),+) => {$(
        impl $query {
            /// Which part of the list is asked for.
            pub const fn page(&self) -> $crate::uitpas_api::page::PageQuery {
                $crate::uitpas_api::page::PageQuery { start: self.start, limit: self.limit }
            }
        }
    )+};
}
pub(super) use paged;
