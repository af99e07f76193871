//! Why the phone's own store does not do what was asked. A screen tells a person what still works.

use indexed_db_futures::error::{DomException, Error, OpenDbError};
use thiserror::Error as ThisError;

/// Why the store cannot be read or written.
#[derive(Debug, ThisError)]
pub enum StoreError {
    /// This browser has no store, or not in this mode: a private window, or all site data refused.
    #[error("this browser keeps nothing for sites")]
    Unavailable,
    /// Another tab holds an old version of the store and did not let go.
    #[error("another tab holds the store")]
    Closed,
    /// The phone is full.
    #[error("the phone has no room left")]
    Full,
    /// A record cannot be opened: its key is gone, or it was changed.
    #[error("a record cannot be read")]
    Unreadable,
    /// A newer version of the app has been here.
    #[error("the store is of a newer version")]
    Newer,
    /// Anything else that the browser said.
    #[error("the store failed: {0}")]
    Browser(String),
}

impl StoreError {
    /// By the name of the browser's exception.
    fn named(name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "SecurityError" | "NotSupportedError" => Self::Unavailable,
            "VersionError" => Self::Newer,
            "InvalidStateError" => Self::Closed,
            "OperationError" | "DataError" => Self::Unreadable,
            _ => Self::Browser(format!("{name}: {message}")),
        }
    }
}

impl From<DomException> for StoreError {
    fn from(error: DomException) -> Self {
        let error = web_sys::DomException::from(error);
        Self::named(&error.name(), &error.message())
    }
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(error) => error.into(),
            error => Self::Browser(error.to_string()),
        }
    }
}

impl From<OpenDbError> for StoreError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => Self::Unavailable,
            OpenDbError::VersionZero => Self::Browser(error.to_string()),
        }
    }
}

impl From<wasm_bindgen::JsValue> for StoreError {
    fn from(thrown: wasm_bindgen::JsValue) -> Self {
        use wasm_bindgen::JsCast as _;
        match thrown.dyn_into::<web_sys::DomException>() {
            Ok(error) => Self::named(&error.name(), &error.message()),
            Err(other) => Self::Browser(format!("{other:?}")),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(_: serde_json::Error) -> Self {
        Self::Unreadable
    }
}
