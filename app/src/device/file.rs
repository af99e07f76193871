//! Files that the app makes, handed to the browser as a download, and reads, as a person chose them.

use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

/// The largest file that is read, in bytes: ten times a queue of five thousand.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

/// The text of the file that was chosen in the field with this id; `None` where none was, or none that
/// can be read.
pub async fn text_of(field: &str) -> Option<String> {
    let input = leptos::prelude::document().get_element_by_id(field)?;
    let input: HtmlInputElement = input.dyn_into().ok()?;
    let file = input.files()?.get(0)?;
    if file.size() > LARGEST {
        return None;
    }
    let text = JsFuture::from(file.text()).await.ok()?;
    text.as_string()
}

/// Saves `text` as a file.
pub fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&text.into());
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let document = leptos::prelude::document();
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}

/// Puts `text` on the clipboard; nothing where the browser refuses.
pub fn copy(text: &str) {
    let clipboard = leptos::prelude::window().navigator().clipboard();
    if AsRef::<JsValue>::as_ref(&clipboard).is_undefined() {
        return;
    }
    let written = clipboard.write_text(text);
    leptos::task::spawn_local(async move {
        drop(JsFuture::from(written).await);
    });
}
