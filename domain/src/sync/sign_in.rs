//! How a pass holder's phone signs in, and what it gets.

use crate::sync::device::Level;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The phone that signs in, as it describes itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NewDevice {
    /// The public half of the key that was made on the phone: `ed25519:` or `p256:` and base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_key: Option<String>,
    /// What people call it in the list of devices; the server cuts it to 60 characters.
    pub name: String,
    /// The language of the screens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// `POST /api/v1/sign-in/number`: what is printed on the card, and the birth date.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NumberSignIn {
    /// The UiTPAS number, spaces allowed.
    pub number: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// The PIN, for level FULL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// The phone.
    #[serde(default)]
    pub device: NewDevice,
}

/// `POST /api/v1/sign-in/pairing`: a code that somebody handed out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PairingSignIn {
    /// The code, or the address of the QR that holds it.
    pub code: String,
    /// The phone.
    #[serde(default)]
    pub device: NewDevice,
}

/// What a phone gets that was let in; the session itself is in the cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedIn {
    /// The id of this device.
    pub device: String,
    /// The pass holder.
    pub passholder: String,
    /// What it may see.
    pub level: Level,
    /// Whether the person has a PIN already; without one, setting it is the next screen.
    pub has_pin: bool,
    /// The server's public key to which commands are sealed: base64url.
    pub sealing_key: String,
    /// The server's clock.
    pub now: Timestamp,
}

/// `POST /api/v1/pairing-codes`: a code for another phone of the same person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandedOut {
    /// As it is read aloud and typed, in groups.
    pub code: String,
    /// What its QR holds: an address whose fragment is the code, which no server sees.
    pub url: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// `PUT /api/v1/pin`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewPin {
    /// The new one.
    pub pin: String,
    /// The old one, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
}

/// `POST /api/v1/pin/check`
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TriedPin {
    /// As it was typed.
    pub pin: String,
}

/// `POST /api/v1/level`: opens the rest of this phone, with one of the two.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RaiseLevel {
    /// The PIN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<String>,
    /// A pairing code of the same person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// `GET /api/v1/sign-in`: which ways there are beside number and code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Ways {
    /// Whether people may sign in with a UiTiD.
    pub oidc: bool,
}

/// `POST /api/v1/sign-in/oidc`, with a [`NewDevice`]: where the browser goes to sign in. It comes
/// back to `/:language/mijn/aanmelden` with `#oidc=done`, `#oidc=failed` or `#oidc=no-pass`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Elsewhere {
    /// The address.
    pub url: String,
}

/// Nothing that somebody proved a thing with belongs in a log.
macro_rules! secret {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )+};
}
secret!(
    NumberSignIn,
    PairingSignIn,
    HandedOut,
    NewPin,
    TriedPin,
    RaiseLevel
);
