//! Fetches one language: its tables and its public pages. The service worker answers without network.

use super::document;
use crate::{
    i18n::{Audience, Catalog, Table},
    info::pages::Pages,
};
use domain::language::Language;
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

/// Everything that is said in `language`.
pub async fn fetch(language: Language) -> Result<Catalog, FetchError> {
    let version = document::meta("pasmaat-content").unwrap_or_default();
    let address = Pages::address(&version, language);
    let json = text(address.clone()).await?;
    let pages: Pages =
        serde_json::from_str(&json).map_err(|source| FetchError::Format { address, source })?;
    let mut catalog = Catalog::new(language, Arc::new(pages));
    for audience in Audience::ALL {
        let table = text(Table::address(language, audience)).await?;
        catalog = catalog.with(audience, Table::parse(&table));
    }
    Ok(catalog)
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
