//! The camera for an activity's QR: opened by the person's own tap, closed as soon as a code is read.

use crate::{
    i18n::{Text, keys::passholder as text, t},
    ui::{Icon, Scanner, Sign},
};
use domain::number::UitpasNumber;
use leptos::prelude::*;

/// The button, or the camera once it was tapped.
#[component]
pub(super) fn Camera(
    /// Whether it looks.
    looks: RwSignal<bool>,
    /// Takes what it reads.
    on_code: Callback<String>,
) -> impl IntoView {
    move || {
        if looks.get() {
            let close = Callback::new(move |()| looks.set(false));
            view! { <Scanner on_code on_type=close/> }.into_any()
        } else {
            view! {
                <p>
                    <button class="button button--primary button--wide" type="button" on:click=move |_| looks.set(true)>
                        <Icon sign=Sign::Scan/> {t(text::SCAN_OPEN)}
                    </button>
                </p>
            }
            .into_any()
        }
    }
}

/// The code in what the camera read: bare, or at the end of an address.
pub(super) fn scanned(read: &str) -> Result<String, Text> {
    let read = read.trim();
    if read.parse::<UitpasNumber>().is_ok() || read.starts_with("PM1:") {
        return Err(text::EVENT_CODE_PASS.into());
    }
    let last = if read.contains("://") {
        read.trim_end_matches('/').rsplit(['/', '=', '#']).next()
    } else {
        Some(read)
    };
    let code = last.map(super::code_of).unwrap_or_default();
    let is_code = !code.is_empty() && code.len() <= 64 && code.chars().all(char::is_alphanumeric);
    if is_code {
        Ok(code)
    } else {
        Err(text::EVENT_CODE_OTHER.into())
    }
}

#[cfg(test)]
mod tests {
    use super::scanned;

    #[test]
    fn a_code_is_found_bare_and_in_an_address_and_a_pass_is_none() {
        assert_eq!(scanned("48120937").as_deref(), Ok("48120937"));
        assert_eq!(
            scanned("https://uitpas.example/checkin?code=AB12/").as_deref(),
            Ok("AB12")
        );
        assert!(scanned("0900000095902").is_err());
        assert!(scanned("PM1:ABC").is_err());
        assert!(scanned("WIFI:S:club;T:WPA;P:geheim;;").is_err());
        assert!(scanned("").is_err());
    }
}
