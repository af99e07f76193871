//! The service worker's script: the hand-written file, told which files this version is made of.

use super::{Content, Site, assets::digest};
use app::{
    i18n::{Audience, Table},
    info::pages::Pages,
};
use domain::language::Language;
use serde_json::json;

/// The page that opens when there is no network.
const SHELL: &str = "/offline-shell";

/// `self.BUILD = …` and the file. The version changes with any file, text or fact.
pub(super) fn script(site: &Site, content: &Content) -> String {
    let version = content.version();
    let mut assets = site.all.clone();
    for language in Language::ALL {
        assets.extend(Audience::ALL.map(|audience| Table::address(language, audience)));
        assets.push(Pages::address(&version, language));
        assets.push(format!("/manifest/{language}.webmanifest"));
    }
    let version = digest(&format!(
        "{}{}{version}",
        site.service_worker,
        assets.concat()
    ));
    let build = json!({ "version": version, "assets": assets, "shell": SHELL });
    format!("self.BUILD = {build};\n{}", site.service_worker)
}
