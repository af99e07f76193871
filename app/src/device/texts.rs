//! Fetches what a screen says in one language: its tables, and the public pages where it shows any.
//! The service worker answers without network.

use super::document;
use crate::{
    i18n::{Audience, Catalog, Table},
    info::pages::Pages,
};
use domain::language::Language;
use futures_util::future::{try_join, try_join_all};
use gloo_net::http::Request;
use std::sync::Arc;
use thiserror::Error;

/// Why a language could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// No answer.
    #[error("{address}: {source}")]
    Network {
        /// What was asked for.
        address: String,
        /// What the browser says.
        source: gloo_net::Error,
    },
    /// An answer that is not the text.
    #[error("{address}: answered {status}")]
    Status {
        /// What was asked for.
        address: String,
        /// The HTTP status.
        status: u16,
    },
    /// Pages that do not read.
    #[error("{address}: {source}")]
    Format {
        /// What was asked for.
        address: String,
        /// Where it went wrong.
        source: serde_json::Error,
    },
}

/// What the screens at `path` say in `language`, fetched all at once.
pub async fn fetch(language: Language, path: &str) -> Result<Catalog, FetchError> {
    let catalog = Catalog::new(language, Arc::default());
    complete(catalog, path).await
}

/// Adds to `catalog` what the screens at `path` need and it lacks.
pub async fn complete(catalog: Catalog, path: &str) -> Result<Catalog, FetchError> {
    let language = catalog.language();
    let audience = Audience::of(path);
    let missing = [Audience::Common, audience]
        .into_iter()
        .filter(|audience| !catalog.has(*audience));
    let tables = try_join_all(missing.map(async |audience| {
        let table = text(Table::address(language, audience)).await?;
        Ok::<_, FetchError>((audience, Table::parse(&table)))
    }));
    let wants_pages = audience.has_pages() && catalog.pages().pages.is_empty();
    let pages = async {
        if wants_pages {
            pages(language).await.map(Some)
        } else {
            Ok(None)
        }
    };
    let (tables, pages) = try_join(tables, pages).await?;
    let catalog = match pages {
        Some(pages) => catalog.with_pages(Arc::new(pages)),
        None => catalog,
    };
    Ok(tables
        .into_iter()
        .fold(catalog, |catalog, (audience, table)| {
            catalog.with(audience, table)
        }))
}

async fn pages(language: Language) -> Result<Pages, FetchError> {
    let version = document::meta("pasmaat-content").unwrap_or_default();
    let address = Pages::address(&version, language);
    let json = text(address.clone()).await?;
    serde_json::from_str(&json).map_err(|source| FetchError::Format { address, source })
}

async fn text(address: String) -> Result<String, FetchError> {
    let answer = async { Request::get(&address).send().await }.await;
    let answer = answer.map_err(|source| FetchError::Network {
        address: address.clone(),
        source,
    })?;
    if !answer.ok() {
        return Err(FetchError::Status {
            address,
            status: answer.status(),
        });
    }
    answer
        .text()
        .await
        .map_err(|source| FetchError::Network { address, source })
}
