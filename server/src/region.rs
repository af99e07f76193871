//! The facts of the region that the public pages tell: name, sale points, prices, rules.
//!
//! They are data, so that a municipality replaces them without touching a text: `region.json` in
//! the data directory wins over the demo region. Not here: what the registry knows.

use serde_json::Value;
use std::{fs, io, path::Path};
use thiserror::Error;

const DEMO: &str = include_str!("../demo/region.json");

/// The facts of one region, as the page templates see them.
#[derive(Clone, Debug)]
pub struct Region(Value);

/// Why a region's facts could not be read.
#[derive(Debug, Error)]
pub enum RegionError {
    /// The file is there but does not open.
    #[error("{path}: {source}; check that the server may read it")]
    Read {
        /// The file.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The file is not JSON.
    #[error("{path}: {source}; compare it with server/demo/region.json")]
    Format {
        /// The file.
        path: String,
        /// Where it goes wrong.
        source: serde_json::Error,
    },
}

impl Region {
    /// Reads `region.json` in the data directory, or the demo region where there is none.
    pub fn load(data: &Path) -> Result<Self, RegionError> {
        let path = data.join("region.json");
        let shown = path.display().to_string();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::demo(),
            Err(source) => {
                return Err(RegionError::Read {
                    path: shown,
                    source,
                });
            }
        };
        serde_json::from_str(&text)
            .map(Self)
            .map_err(|source| RegionError::Format {
                path: shown,
                source,
            })
    }

    /// The invented region that comes with the program.
    pub fn demo() -> Result<Self, RegionError> {
        serde_json::from_str(DEMO)
            .map(Self)
            .map_err(|source| RegionError::Format {
                path: "demo/region.json".into(),
                source,
            })
    }

    /// The facts.
    pub fn facts(&self) -> &Value {
        &self.0
    }
}
