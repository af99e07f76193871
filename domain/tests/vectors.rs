//! One set of vectors of the rotating QR, for every place that verifies it: here as on the server, and
//! in the browser's wasm (`app/tests/browser/credential.rs`). What each is answered with is written
//! down beside it and not asked of the verifier.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use domain::{
    credential::{Claims, Identifier, Issued, IssuerKey, Memory, Thumbprint, Trust, show, to_sign},
    device::{PublicKey, Signature},
    time::Timestamp,
};
use ed25519_dalek::{Signer as _, SigningKey as Ed25519};
use p256::ecdsa::SigningKey as P256;
use serde::{Deserialize, Serialize};

/// 2026-11-25 12:00:00 UTC.
const NOON: u32 = 1_795_608_000;
const FILE: &str = include_str!("vectors/credential.json");

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Set {
    trust: Trust,
    vectors: Vec<Vector>,
}

/// What one verifier sees, one after another.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Vector {
    name: String,
    showings: Vec<Showing>,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Showing {
    text: String,
    /// The verifier's clock, in seconds since 1970.
    now: u32,
    /// `holds`, the refusal, or `refused` where it does not matter which.
    want: String,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Ed25519,
    P256,
}

/// A phone whose key is made of one byte.
#[derive(Clone, Copy)]
struct Phone(Kind, u8);

impl Phone {
    fn public(self) -> PublicKey {
        match self.0 {
            Kind::Ed25519 => PublicKey::Ed25519(Ed25519::from_bytes(&[self.1; 32]).verifying_key()),
            Kind::P256 => {
                PublicKey::P256(*P256::from_slice(&[self.1; 32]).unwrap().verifying_key())
            }
        }
    }

    fn sign(self, message: &[u8]) -> Signature {
        match self.0 {
            Kind::Ed25519 => Ed25519::from_bytes(&[self.1; 32]).sign(message).to_bytes(),
            Kind::P256 => {
                let key = P256::from_slice(&[self.1; 32]).unwrap();
                let signed: p256::ecdsa::Signature = key.sign(message);
                Signature::try_from(signed.to_bytes().as_slice()).unwrap()
            }
        }
    }

    fn shows(self, issued: &Issued, at: u32) -> String {
        show(issued, at, &self.sign(&to_sign(issued, at))).unwrap()
    }
}

fn issuer(seed: u8) -> IssuerKey {
    IssuerKey::of_seed(&[seed; 32])
}

/// The credential of a day, counted from today.
fn day(by: u8, identifier: u8, device: PublicKey, days: i64) -> Issued {
    let from = u32::try_from(i64::from(NOON) - 43_200 + days * 86_400).unwrap();
    let claims = Claims {
        identifier: Identifier([identifier; 8]),
        from,
        until: from + 86_400,
        device,
    };
    Issued::read(&issuer(by).issue(&claims)).unwrap()
}

fn one(name: String, text: String, now: u32, want: &str) -> Vector {
    several(name, &[(text, now, want)])
}

fn several(name: String, showings: &[(String, u32, &str)]) -> Vector {
    let showing = |(text, now, want): &(String, u32, &str)| Showing {
        text: text.clone(),
        now: *now,
        want: (*want).to_owned(),
    };
    Vector {
        name,
        showings: showings.iter().map(showing).collect(),
    }
}

fn bytes_of(text: &str) -> Vec<u8> {
    base45::decode(&text[4..]).unwrap()
}

fn text_of(bytes: &[u8]) -> String {
    format!("PM1:{}", base45::encode(bytes))
}

/// Fresh, as a picture, by clocks that are off, and of other days.
fn aged(kind: Kind, phone: Phone, good: &str) -> Vec<Vector> {
    let named = |what: &str| format!("{kind:?}: {what}");
    let mut vectors = vec![];
    for age in (0..=60).step_by(5) {
        vectors.push(one(
            named(&format!("{age} s old")),
            good.to_owned(),
            NOON + age,
            "holds",
        ));
    }
    for age in [61, 62, 75, 90, 120, 300, 3_600, 20_000] {
        let name = named(&format!("a picture, {age} s old"));
        vectors.push(one(name, good.to_owned(), NOON + age, "old"));
    }
    for ahead in [1, 10, 20, 30] {
        let name = named(&format!("a clock {ahead} s ahead"));
        vectors.push(one(name, good.to_owned(), NOON - ahead, "holds"));
    }
    for ahead in [31, 60, 300, 7_200] {
        let name = named(&format!("from the future, {ahead} s"));
        vectors.push(one(name, good.to_owned(), NOON - ahead, "clock"));
    }
    for days in [1, 2, 7, 13] {
        let text = phone.shows(&day(1, 5, phone.public(), days), NOON);
        vectors.push(one(
            named(&format!("of a day {days} ahead")),
            text,
            NOON,
            "notYet",
        ));
        let text = phone.shows(&day(1, 5, phone.public(), -days), NOON);
        vectors.push(one(
            named(&format!("of a day {days} past")),
            text,
            NOON,
            "expired",
        ));
    }
    vectors
}

/// Cut, changed and longer than it was shown.
fn spoiled(kind: Kind, good: &str) -> Vec<Vector> {
    let named = |what: &str| format!("{kind:?}: {what}");
    let mut vectors = vec![];
    let whole = bytes_of(good);
    for cut in (0..whole.len()).step_by(9) {
        let name = named(&format!("cut after {cut} bytes"));
        vectors.push(one(name, text_of(&whole[..cut]), NOON, "refused"));
    }
    for (index, place) in (0..whole.len()).step_by(5).enumerate() {
        let mut flipped = whole.clone();
        flipped[place] ^= 1 << (index % 8);
        let name = named(&format!("bit {} of byte {place} flipped", index % 8));
        vectors.push(one(name, text_of(&flipped), NOON, "refused"));
    }
    let longer = [&whole[..], &[0]].concat();
    vectors.push(one(named("a byte more"), text_of(&longer), NOON, "refused"));
    vectors
}

fn made() -> Set {
    let revoked = Phone(Kind::Ed25519, 9);
    let trust = Trust {
        issuers: vec![issuer(1).issuer(), issuer(2).issuer()],
        blocked: vec![Identifier([66; 8])],
        revoked: vec![Thumbprint::of(&revoked.public())],
        as_of: Some(Timestamp::from_millis(i64::from(NOON) * 1_000)),
    };
    let mut vectors = vec![];
    for kind in [Kind::Ed25519, Kind::P256] {
        let (phone, other) = (Phone(kind, 3), Phone(kind, 4));
        let today = day(1, 5, phone.public(), 0);
        let good = phone.shows(&today, NOON);
        let named = |what: &str| format!("{kind:?}: {what}");
        vectors.extend(aged(kind, phone, &good));
        let second = phone.shows(&day(2, 5, phone.public(), 0), NOON);
        vectors.push(one(named("the second issuer"), second, NOON, "holds"));
        for by in [3, 4, 5] {
            let text = phone.shows(&day(by, 5, phone.public(), 0), NOON);
            vectors.push(one(
                named(&format!("issuer {by} is not known")),
                text,
                NOON,
                "issuer",
            ));
        }
        for at in [NOON, NOON + 20, NOON + 40] {
            let text = other.shows(&today, at);
            vectors.push(one(
                named(&format!("another device, {at}")),
                text,
                at,
                "device",
            ));
        }
        let text = phone.shows(&day(1, 66, phone.public(), 0), NOON);
        vectors.push(one(named("a blocked pass"), text, NOON, "blocked"));
        for gap in [0, 1, 10, 30, 59, 60] {
            let twice = [
                (good.clone(), NOON, "holds"),
                (good.clone(), NOON + gap, "replayed"),
            ];
            vectors.push(several(
                named(&format!("a second showing after {gap} s")),
                &twice,
            ));
        }
        let next = phone.shows(&today, NOON + 20);
        let steps = [(good.clone(), NOON, "holds"), (next, NOON + 20, "holds")];
        vectors.push(several(named("the next step"), &steps));
        let slow = [
            (phone.shows(&today, NOON - 300), NOON, "old"),
            (phone.shows(&today, NOON - 280), NOON + 20, "clock"),
        ];
        vectors.push(several(named("a slow clock, twice"), &slow));
        vectors.extend(spoiled(kind, &good));
    }
    let text = revoked.shows(&day(1, 7, revoked.public(), 0), NOON);
    vectors.push(one("a revoked device".to_owned(), text, NOON, "revoked"));
    for text in ["0900000095902", "https://example.com", "", "PM"] {
        vectors.push(one(
            format!("no such text: {text}"),
            text.to_owned(),
            NOON,
            "notOne",
        ));
    }
    Set { trust, vectors }
}

#[test]
fn every_vector_is_answered_as_it_is_written() {
    let set: Set = serde_json::from_str(FILE).unwrap();
    assert!(set.vectors.len() >= 200, "{}", set.vectors.len());
    for vector in &set.vectors {
        let mut memory = Memory::default();
        for showing in &vector.showings {
            let now = Timestamp::from_millis(i64::from(showing.now) * 1_000);
            let found = match memory.check(&showing.text, &set.trust, now) {
                Ok(_) => "holds".to_owned(),
                Err(_) if showing.want == "refused" => "refused".to_owned(),
                Err(refusal) => serde_json::to_value(refusal)
                    .unwrap()
                    .as_str()
                    .unwrap()
                    .to_owned(),
            };
            assert_eq!(found, showing.want, "{}", vector.name);
        }
    }
}

#[test]
fn the_set_is_what_is_made_here() {
    let set: Set = serde_json::from_str(FILE).unwrap();
    assert_eq!(set, made());
}

/// `cargo test -p domain --test vectors -- --ignored`
#[test]
#[ignore = "writes the set anew"]
fn write() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/credential.json");
    std::fs::write(path, serde_json::to_string_pretty(&made()).unwrap() + "\n").unwrap();
}
