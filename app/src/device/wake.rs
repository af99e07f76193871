//! Keeps the screen lit while a code is shown.
//!
//! Written by hand because web-sys keeps the Screen Wake Lock behind an unstable switch.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type WakeLock;
    type WakeLockSentinel;

    #[wasm_bindgen(method, catch)]
    fn request(this: &WakeLock, kind: &str) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn release(this: &WakeLockSentinel) -> Result<js_sys::Promise, JsValue>;
}

/// Holds the screen lit until it is dropped; nothing where the browser cannot or will not.
#[derive(Debug, Default)]
pub struct Lit {
    sentinel: std::rc::Rc<std::cell::RefCell<Option<JsValue>>>,
    let_go: std::rc::Rc<std::cell::Cell<bool>>,
}

impl Lit {
    /// Asks for it.
    pub fn hold() -> Self {
        let lit = Self::default();
        let (sentinel, let_go) = (lit.sentinel.clone(), lit.let_go.clone());
        spawn_local(async move {
            let Some(Ok(asked)) = manager().map(|manager| manager.request("screen")) else {
                return;
            };
            if let Ok(given) = JsFuture::from(asked).await {
                if let_go.get() {
                    release(given);
                } else {
                    *sentinel.borrow_mut() = Some(given);
                }
            }
        });
        lit
    }
}

impl Drop for Lit {
    fn drop(&mut self) {
        self.let_go.set(true);
        if let Some(sentinel) = self.sentinel.borrow_mut().take() {
            release(sentinel);
        }
    }
}

fn release(sentinel: JsValue) {
    if let Ok(released) = sentinel.unchecked_into::<WakeLockSentinel>().release() {
        spawn_local(async move { drop(JsFuture::from(released).await) });
    }
}

fn manager() -> Option<WakeLock> {
    let navigator = leptos::prelude::window().navigator();
    let lock = js_sys::Reflect::get(&navigator, &"wakeLock".into()).ok()?;
    (!lock.is_undefined()).then(|| lock.unchecked_into())
}
