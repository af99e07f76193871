//! One tab at a time: a Web Lock around the queue and the refresh, so that two tabs do not race.
//!
//! Written by hand because web-sys keeps Web Locks behind an unstable switch. A browser without them
//! (before 2022) runs the work as it is: the server takes every command once anyway.

use std::{cell::RefCell, future::Future, rc::Rc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &js_sys::Object,
        work: &js_sys::Function,
    ) -> Result<js_sys::Promise, JsValue>;
}

/// Runs `work` while no other tab runs work of this `name`; waits for its turn.
pub async fn hold<T: 'static>(name: &str, work: impl Future<Output = T> + 'static) -> T {
    match held(name, false, work).await {
        Held::Done(done) => done,
        Held::Busy(work) => work.await,
    }
}

/// Runs `work` if no other tab runs work of this `name` now.
pub async fn hold_if_free<T: 'static>(
    name: &str,
    work: impl Future<Output = T> + 'static,
) -> Option<T> {
    match held(name, true, work).await {
        Held::Done(done) => Some(done),
        Held::Busy(_) => None,
    }
}

enum Held<T, F> {
    Done(T),
    Busy(F),
}

async fn held<T: 'static, F: Future<Output = T> + 'static>(
    name: &str,
    only_if_free: bool,
    work: F,
) -> Held<T, F> {
    let Some(locks) = manager() else {
        return Held::Done(work.await);
    };
    let work = Rc::new(RefCell::new(Some(work)));
    let done = Rc::new(RefCell::new(None));
    let (theirs, result) = (work.clone(), done.clone());
    let callback = Closure::once(move |lock: JsValue| {
        if lock.is_null() {
            return JsValue::UNDEFINED;
        }
        let Some(work) = theirs.borrow_mut().take() else {
            return JsValue::UNDEFINED;
        };
        future_to_promise(async move {
            let value = work.await;
            *result.borrow_mut() = Some(value);
            Ok(JsValue::UNDEFINED)
        })
        .into()
    });
    let options = js_sys::Object::new();
    if only_if_free {
        // Setting a member of a plain object does not fail.
        drop(js_sys::Reflect::set(
            &options,
            &"ifAvailable".into(),
            &JsValue::TRUE,
        ));
    }
    if let Ok(promise) = locks.request(name, &options, callback.as_ref().unchecked_ref()) {
        // A rejection says that the lock was stolen or refused: then the work has not run.
        drop(JsFuture::from(promise).await);
    }
    let value = done.borrow_mut().take();
    let left = work.borrow_mut().take();
    match (value, left) {
        (Some(value), _) => Held::Done(value),
        (None, Some(work)) => Held::Busy(work),
        // The page is going away while the work runs: nobody waits for an answer any more.
        (None, None) => std::future::pending().await,
    }
}

fn manager() -> Option<LockManager> {
    let navigator = leptos::prelude::window().navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}
