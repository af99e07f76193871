//! The two keys of a phone, made by `WebCrypto` and never extractable: one that encrypts what the
//! phone keeps, one that signs what it asks for and its pass.

use super::{StoreError, random};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, CryptoKey, CryptoKeyPair, EcKeyGenParams, EcdsaParams, SubtleCrypto};

/// Bytes of an AES-GCM nonce, which stands before the encrypted value.
const NONCE: usize = 12;

/// A new key for what the phone keeps: AES-GCM, 256 bits.
pub(super) async fn make_data_key() -> Result<CryptoKey, StoreError> {
    let algorithm = Object::new();
    Reflect::set(&algorithm, &"name".into(), &"AES-GCM".into())?;
    Reflect::set(&algorithm, &"length".into(), &256.into())?;
    let uses = uses(["encrypt", "decrypt"]);
    let made = subtle()?.generate_key_with_object(&algorithm, false, &uses)?;
    Ok(JsFuture::from(made).await?.unchecked_into())
}

/// Encrypts `plain` for the record `name`: nonce, then what AES-GCM gives.
pub(super) async fn encrypt(
    key: &CryptoKey,
    name: &str,
    plain: &[u8],
) -> Result<Uint8Array, StoreError> {
    let nonce = random::bytes::<NONCE>();
    let algorithm = aes(&nonce, name);
    let promise = subtle()?.encrypt_with_object_and_u8_array(&algorithm, key, plain)?;
    let sealed = Uint8Array::new(&JsFuture::from(promise).await?);
    let whole = Uint8Array::new_with_length(sealed.length() + 12);
    whole.set(&Uint8Array::from(&nonce[..]), 0);
    whole.set(&sealed, 12);
    Ok(whole)
}

/// The value of the record `name`, if it is whole and its own.
pub(super) async fn decrypt(
    key: &CryptoKey,
    name: &str,
    whole: &[u8],
) -> Result<Vec<u8>, StoreError> {
    let (nonce, sealed) = whole
        .split_first_chunk::<NONCE>()
        .ok_or(StoreError::Unreadable)?;
    let algorithm = aes(nonce, name);
    let promise = subtle()?.decrypt_with_object_and_u8_array(&algorithm, key, sealed)?;
    let plain = JsFuture::from(promise)
        .await
        .map_err(|_| StoreError::Unreadable)?;
    Ok(Uint8Array::new(&plain).to_vec())
}

fn aes(nonce: &[u8; NONCE], name: &str) -> AesGcmParams {
    let algorithm = AesGcmParams::new_with_u8_array("AES-GCM", &Uint8Array::from(&nonce[..]));
    // A record that was moved to another name does not open.
    algorithm.set_additional_data_u8_array(&Uint8Array::from(name.as_bytes()));
    algorithm
}

/// What signs for this phone: Ed25519, or P-256 where the browser has no other.
#[derive(Clone, Debug)]
pub struct Signer {
    pair: CryptoKeyPair,
    public: String,
}

impl Signer {
    /// A new pair; the private half cannot be read by anybody.
    pub async fn make() -> Result<Self, StoreError> {
        let uses = uses(["sign", "verify"]);
        let subtle = subtle()?;
        let name = Object::new();
        Reflect::set(&name, &"name".into(), &"Ed25519".into())?;
        let made = match subtle.generate_key_with_object(&name, false, &uses) {
            Ok(promise) => JsFuture::from(promise).await,
            Err(error) => Err(error),
        };
        let pair = if let Ok(pair) = made {
            pair
        } else {
            let curve = EcKeyGenParams::new("ECDSA", "P-256");
            JsFuture::from(subtle.generate_key_with_object(&curve, false, &uses)?).await?
        };
        Self::of(pair.unchecked_into()).await
    }

    /// The pair as the store keeps it.
    pub(super) async fn of(pair: CryptoKeyPair) -> Result<Self, StoreError> {
        let public = pair.get_public_key();
        let raw = JsFuture::from(subtle()?.export_key("raw", &public)?).await?;
        let raw = BASE64_URL_SAFE_NO_PAD.encode(Uint8Array::new(&raw).to_vec());
        let kind = if is_p256(&public) { "p256" } else { "ed25519" };
        Ok(Self {
            pair,
            public: format!("{kind}:{raw}"),
        })
    }

    /// The public half as the server takes it: `ed25519:…` or `p256:…`, base64url.
    pub fn public(&self) -> &str {
        &self.public
    }

    pub(super) fn pair(&self) -> &CryptoKeyPair {
        &self.pair
    }

    /// Signs `message`: 64 bytes for either kind of key.
    pub async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, StoreError> {
        let private = self.pair.get_private_key();
        let signed = if is_p256(&private) {
            let algorithm = EcdsaParams::new("ECDSA", &JsValue::from_str("SHA-256"));
            subtle()?.sign_with_object_and_u8_array(&algorithm, &private, message)?
        } else {
            subtle()?.sign_with_str_and_u8_array("Ed25519", &private, message)?
        };
        Ok(Uint8Array::new(&JsFuture::from(signed).await?).to_vec())
    }
}

fn is_p256(key: &CryptoKey) -> bool {
    let name = key
        .algorithm()
        .ok()
        .and_then(|algorithm| Reflect::get(&algorithm, &"name".into()).ok())
        .and_then(|name| name.as_string());
    name.as_deref() == Some("ECDSA")
}

fn uses<const N: usize>(names: [&str; N]) -> JsValue {
    names
        .iter()
        .map(|name| JsValue::from_str(name))
        .collect::<Array>()
        .into()
}

fn subtle() -> Result<SubtleCrypto, StoreError> {
    let crypto = leptos::prelude::window().crypto()?;
    let subtle = crypto.subtle();
    // Without HTTPS there is no such member.
    if AsRef::<JsValue>::as_ref(&subtle).is_undefined() {
        Err(StoreError::Unavailable)
    } else {
        Ok(subtle)
    }
}
