//! Identity tokens: signed by a key of the provider, for us, for this sign-in, and not ended.
//! RS256, ES256 and EdDSA; never `none`, never a key of ours.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::{Deserialize, de::DeserializeOwned};

/// How far the provider's clock may be ahead, in seconds.
const AHEAD: i64 = 120;

/// The provider's keys (RFC 7517).
#[derive(Debug, Deserialize)]
pub(super) struct Keys {
    keys: Vec<Key>,
}

#[derive(Debug, Deserialize)]
struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// What a token must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    /// In seconds since 1970.
    pub(super) now: i64,
}

/// Why a token does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Invalid {
    #[error("it is no token")]
    Shape,
    #[error("it is signed with a key or in a way that is not known")]
    Key,
    #[error("the signature is not the provider's")]
    Signature,
    #[error("it is of another provider")]
    Issuer,
    #[error("it is for another client")]
    Audience,
    #[error("it belongs to another sign-in")]
    Nonce,
    #[error("it has ended, or not begun")]
    Time,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// The user of a token that holds.
pub(super) fn check(text: &str, keys: &Keys, expected: &Expected) -> Result<String, Invalid> {
    let (signed, mark) = text.rsplit_once('.').ok_or(Invalid::Shape)?;
    let (head, claims) = signed.split_once('.').ok_or(Invalid::Shape)?;
    let head: Head = part(head)?;
    let mark = URL_SAFE_NO_PAD.decode(mark).map_err(|_| Invalid::Shape)?;
    let mut fitting = keys.keys.iter().filter(|key| key.fits(&head)).peekable();
    if fitting.peek().is_none() {
        return Err(Invalid::Key);
    }
    if !fitting.any(|key| key.verifies(signed.as_bytes(), &mark)) {
        return Err(Invalid::Signature);
    }
    let claims: Claims = part(claims)?;
    if claims.iss != expected.issuer {
        return Err(Invalid::Issuer);
    }
    let for_us = match &claims.aud {
        Audience::One(one) => one == expected.client,
        // Of several, one is the party that asked.
        Audience::Many(all) => {
            all.iter().any(|one| one == expected.client)
                && (all.len() == 1 || claims.azp.as_deref() == Some(expected.client))
        }
    };
    if !for_us {
        return Err(Invalid::Audience);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(Invalid::Nonce);
    }
    if claims.exp <= expected.now || claims.iat > expected.now + AHEAD {
        return Err(Invalid::Time);
    }
    Ok(claims.sub)
}

fn part<T: DeserializeOwned>(text: &str) -> Result<T, Invalid> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Invalid::Shape)?;
    serde_json::from_slice(&bytes).map_err(|_| Invalid::Shape)
}

impl Key {
    fn fits(&self, head: &Head) -> bool {
        let kind = match head.alg.as_str() {
            "RS256" => self.kty == "RSA",
            "ES256" => self.kty == "EC" && self.crv.as_deref() == Some("P-256"),
            "EdDSA" => self.kty == "OKP" && self.crv.as_deref() == Some("Ed25519"),
            _ => false,
        };
        let named = head.kid.is_none() || head.kid == self.kid;
        kind && named
            && self
                .purpose
                .as_deref()
                .is_none_or(|purpose| purpose == "sig")
    }

    fn verifies(&self, message: &[u8], mark: &[u8]) -> bool {
        let bytes = |part: &Option<String>| URL_SAFE_NO_PAD.decode(part.as_ref()?).ok();
        let verified = match self.kty.as_str() {
            "RSA" => bytes(&self.n).zip(bytes(&self.e)).map(|(n, e)| {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, mark)
            }),
            "EC" => bytes(&self.x).zip(bytes(&self.y)).map(|(x, y)| {
                let point = [&[4], x.as_slice(), &y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, mark)
            }),
            _ => bytes(&self.x).map(|x| UnparsedPublicKey::new(&ED25519, x).verify(message, mark)),
        };
        matches!(verified, Some(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{Ed25519KeyPair, KeyPair as _};
    use serde_json::{Value, json};

    fn pair() -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap()
    }

    fn keys() -> Keys {
        let x = URL_SAFE_NO_PAD.encode(pair().public_key().as_ref());
        let keys = json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "kid": "1", "x": x }] });
        serde_json::from_value(keys).unwrap()
    }

    fn token(head: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(head), part(claims));
        let mark = pair().sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mark.as_ref()))
    }

    fn claims(more: &Value) -> Value {
        let mut claims = json!({
            "iss": "https://id.example", "sub": "user", "aud": "pasmaat", "exp": 1100, "iat": 1000,
            "nonce": "n",
        });
        claims
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        claims
    }

    #[test]
    fn only_a_token_for_this_sign_in_holds() {
        let expected = Expected {
            issuer: "https://id.example",
            client: "pasmaat",
            nonce: "n",
            now: 1000,
        };
        let head = json!({ "alg": "EdDSA", "kid": "1" });
        let say = |more: Value| check(&token(&head, &claims(&more)), &keys(), &expected);
        assert_eq!(say(json!({})).as_deref(), Ok("user"));
        assert_eq!(
            say(json!({ "aud": ["x", "pasmaat"], "azp": "pasmaat" })).as_deref(),
            Ok("user")
        );
        for (more, why) in [
            (json!({ "iss": "https://id.example.evil" }), Invalid::Issuer),
            (json!({ "aud": "other" }), Invalid::Audience),
            (json!({ "aud": ["x", "pasmaat"] }), Invalid::Audience),
            (json!({ "nonce": "m" }), Invalid::Nonce),
            (json!({ "nonce": null }), Invalid::Nonce),
            (json!({ "exp": 1000 }), Invalid::Time),
            (json!({ "iat": 2000 }), Invalid::Time),
        ] {
            assert_eq!(say(more.clone()), Err(why), "{more}");
        }
        let with = |head: Value| check(&token(&head, &claims(&json!({}))), &keys(), &expected);
        for alg in ["none", "HS256", "RS256"] {
            assert_eq!(
                with(json!({ "alg": alg, "kid": "1" })),
                Err(Invalid::Key),
                "{alg}"
            );
        }
        assert_eq!(
            with(json!({ "alg": "EdDSA", "kid": "2" })),
            Err(Invalid::Key)
        );
        let good = token(&head, &claims(&json!({})));
        let (front, mark) = good.rsplit_once('.').unwrap();
        let other = token(&head, &claims(&json!({ "sub": "other" })));
        let swapped = format!("{}.{mark}", other.rsplit_once('.').unwrap().0);
        assert_eq!(check(&swapped, &keys(), &expected), Err(Invalid::Signature));
        let cut = format!("{front}.");
        assert_eq!(check(&cut, &keys(), &expected), Err(Invalid::Signature));
        for text in ["", "a.b", "a.b.c", front] {
            assert_eq!(
                check(text, &keys(), &expected),
                Err(Invalid::Shape),
                "{text}"
            );
        }
    }
}
