//! A field of a form with its label, hint and error, tied together for screen readers.

use leptos::prelude::*;

/// A line to type in.
#[component]
pub fn Field(
    /// Its name in the form, and its id on the page.
    name: &'static str,
    /// What to type.
    label: impl Fn() -> String + Send + 'static,
    /// `text`, `date`, `password`, …
    #[prop(default = "text")]
    kind: &'static str,
    /// Which keyboard a phone shows, such as `numeric`.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// How to type it.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    /// What is wrong, in a sentence that says what to do.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// What is typed, where the screen follows it.
    #[prop(optional, into)]
    value: Option<RwSignal<String>>,
    /// What the browser may fill in, such as `bday-year`.
    #[prop(optional)]
    autocomplete: Option<&'static str>,
    /// How many characters fit.
    #[prop(optional)]
    longest: Option<u32>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let ids = [
                hint.get().map(|_| hint_id.as_str()),
                error.get().map(|_| error_id.as_str()),
            ];
            let ids: Vec<_> = ids.into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let invalid = move || error.get().map(|_| "true");
    view! {
        <div class="field">
            <label class="field__label" for=name>{label}</label>
            {move || hint.get().map(|hint| view! { <span class="field__hint" id=hint_id.clone()>{hint}</span> })}
            <input
                class="field__input"
                id=name
                name=name
                type=kind
                inputmode=keyboard
                autocomplete=autocomplete
                maxlength=longest
                prop:value=move || value.map(|value| value.get()).unwrap_or_default()
                on:input=move |event| {
                    if let Some(value) = value {
                        value.set(event_target_value(&event));
                    }
                }
                aria-describedby=described
                aria-invalid=invalid
            />
            {move || error.get().map(|error| view! { <span class="field__error" id=error_id.clone()>{error}</span> })}
        </div>
    }
}

/// A box to tick.
#[component]
pub fn Choice(
    /// Its name in the form, and its id on the page.
    name: &'static str,
    /// Whether it is ticked at first.
    #[prop(optional)]
    checked: bool,
    /// What is chosen.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="choice" for=name>
            <input type="checkbox" id=name name=name checked=checked/>
            <span>{children()}</span>
        </label>
    }
}
