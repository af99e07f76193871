//! The files that the build made, found by their names: hashes are in the names, so every one may
//! be kept for ever.

use app::shell::Assets;
use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    io,
    path::Path,
};
use thiserror::Error;

/// The built files of one site directory.
#[derive(Clone, Debug)]
pub struct Site {
    /// What the document's head links to.
    pub head: Assets,
    /// Addresses of everything that the offline app needs, without compressed copies.
    pub all: Vec<String>,
    /// The service worker's script.
    pub service_worker: String,
}

/// Why the site directory cannot be served.
#[derive(Debug, Error)]
pub enum SiteError {
    /// A file or directory is missing or unreadable.
    #[error("{path}: {source}; run `make serve` first, or name the built site with --site")]
    Read {
        /// Which.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// The build left a file out.
    #[error("{0}: no pasmaat.*.{1} in it; build again with `make serve`")]
    Missing(String, &'static str),
}

impl Site {
    /// Looks through `root`, as the build leaves it.
    pub fn open(root: &Path) -> Result<Self, SiteError> {
        let pkg = root.join("pkg");
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(&pkg).map_err(reading(&pkg))? {
            let entry = entry.map_err(reading(&pkg))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if [".css", ".js", ".json", ".wasm"]
                .iter()
                .any(|ending| name.ends_with(ending))
            {
                files.insert(name, entry.path());
            }
        }
        let find = |extension: &'static str| {
            files
                .keys()
                .find(|name| name.starts_with("pasmaat.") && name.ends_with(extension))
                .map(|name| format!("/pkg/{name}").into_boxed_str())
                .ok_or_else(|| SiteError::Missing(pkg.display().to_string(), extension))
        };
        let boot = format!("/boot.js?v={}", digest(&read(&root.join("boot.js"))?));
        let decoder = decoder(root)?;
        let kept = files.keys().filter(|name| !is_desk_only(name));
        let mut all: Vec<String> = kept.map(|name| format!("/pkg/{name}")).collect();
        all.extend(decoder.clone());
        let [decoder, ..] = decoder;
        all.extend([boot.clone(), "/icon.svg".into(), "/favicon.ico".into()]);
        Ok(Self {
            head: Assets {
                css: find(".css")?,
                js: find(".js")?,
                wasm: find(".wasm")?,
                boot: boot.into(),
                decoder: decoder.into(),
            },
            all,
            service_worker: read(&root.join("sw.js"))?,
        })
    }
}

/// What is only of use at an organiser's desk, which needs a network anyhow: no phone fetches it in
/// advance.
fn is_desk_only(name: &str) -> bool {
    ["split___organiser_view", "split___style_view"]
        .iter()
        .any(|screens| name.starts_with(screens))
}

/// The decoder's worker, its glue and its wasm: one version for all three, so that the worker may ask
/// for the others by its own.
fn decoder(root: &Path) -> Result<[String; 3], SiteError> {
    let names = ["decoder.js", "decoder/glue.js", "decoder/glue_bg.wasm"];
    let mut hasher = DefaultHasher::new();
    for name in names {
        let path = root.join(name);
        fs::read(&path).map_err(reading(&path))?.hash(&mut hasher);
    }
    let version = hasher.finish();
    Ok(names.map(|name| format!("/{name}?v={version:016x}")))
}

/// A short name for a content, to tell one version from another; no protection against anyone.
pub(super) fn digest(content: &str) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn read(path: &Path) -> Result<String, SiteError> {
    fs::read_to_string(path).map_err(reading(path))
}

fn reading(path: &Path) -> impl Fn(io::Error) -> SiteError {
    let path = path.display().to_string();
    move |source| SiteError::Read {
        path: path.clone(),
        source,
    }
}
