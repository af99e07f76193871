//! A question that must be answered before going on: the browser's own dialog, so that keyboard and
//! screen reader stay inside it.

use leptos::{html, prelude::*};

/// A dialog, open while `open` says so; closing it by the keyboard says so too.
#[component]
pub fn Dialog(
    /// Names the dialog to a screen reader.
    id: &'static str,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The question.
    title: impl Fn() -> String + Send + 'static,
    /// What it is about, and the buttons.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It refuses only where it is open already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let heading = format!("{id}-title");
    let named_by = heading.clone();
    view! {
        <dialog class="dialog" id=id node_ref=dialog aria-labelledby=named_by on:close=move |_| open.set(false)>
            <h2 class="dialog__title" id=heading>{title}</h2>
            {children()}
        </dialog>
    }
}
