//! Rotating codes: issued with the snapshot, verified with what `GET /api/v1/keys` tells.

use super::{BRAM, LINA, SOFIE};
use crate::util::{
    api::on_both,
    phone::{Phone, say},
    postgres::Postgres,
    server::Server,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    credential::{Identifier, Issued, Refusal, Trust, show, to_sign, verify},
    device::PublicKey,
    sync::phone::PhoneSnapshot,
    time::Timestamp,
};
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn key(seed: u8) -> (SigningKey, String) {
    let key = SigningKey::from_bytes(&[seed; 32]);
    let public = PublicKey::Ed25519(key.verifying_key()).to_string();
    (key, public)
}

fn snapshot(phone: &Phone) -> PhoneSnapshot {
    serde_json::from_str(&phone.get("/phone").answer.body).unwrap()
}

fn issued(snapshot: &PhoneSnapshot, whose: &str) -> Vec<Issued> {
    let own = snapshot
        .credentials
        .iter()
        .filter(|one| one.passholder == whose);
    let bytes = own.map(|one| URL_SAFE_NO_PAD.decode(&one.credential).unwrap());
    bytes.map(|bytes| Issued::read(&bytes).unwrap()).collect()
}

fn trust(server: &Server) -> Trust {
    let got = say(server, "GET", "/keys", &Value::Null);
    let told = got.ok(200);
    let trust = told.get("trust").unwrap_or(&told);
    serde_json::from_value(trust.clone()).unwrap()
}

/// What a phone with this key shows at a moment.
fn shown(issued: &Issued, key: &SigningKey, at: Timestamp) -> String {
    let at = u32::try_from(at.millis() / 1000).unwrap();
    show(issued, at, &key.sign(&to_sign(issued, at)).to_bytes()).unwrap()
}

#[test]
fn a_phone_shows_what_verifiers_believe_until_it_is_sent_away() {
    on_both(|server| {
        let (secret, public) = key(7);
        let phone = Phone::with_key(server, BRAM.0, &public);
        let seen = snapshot(&phone);
        let days = issued(&seen, &phone.passholder);
        assert_eq!(days.len(), 14);
        let different: BTreeSet<Identifier> = days.iter().map(Issued::identifier).collect();
        assert_eq!(different.len(), 14, "two days can be tied together");
        let text = shown(&days[0], &secret, seen.as_of);
        let checked = verify(&text, &trust(server), seen.as_of).unwrap();
        assert_eq!(checked.identifier, days[0].identifier());
        // Tomorrow's is not for today, and another key cannot show it.
        let early = shown(&days[1], &secret, seen.as_of);
        assert_eq!(
            verify(&early, &trust(server), seen.as_of),
            Err(Refusal::NotYet)
        );
        let stolen = shown(&days[0], &key(8).0, seen.as_of);
        assert_eq!(
            verify(&stolen, &trust(server), seen.as_of),
            Err(Refusal::Device)
        );

        let other = Phone::full(server, BRAM.0);
        assert!(
            other.snapshot()["credentials"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        other.delete(&format!("/devices/{}", phone.device)).ok(204);
        assert_eq!(
            verify(&text, &trust(server), seen.as_of),
            Err(Refusal::Revoked)
        );

        // A key is given later to a phone that had none, and never replaced.
        let path = format!("/devices/{}", other.device);
        other
            .patch(&path, &json!({ "publicKey": key(9).1 }))
            .ok(204);
        other
            .patch(&path, &json!({ "publicKey": key(10).1 }))
            .ok(204);
        let claims = *issued(&snapshot(&other), &other.passholder)[0].claims();
        assert_eq!(claims.device.to_string(), key(9).1);
        other.delete("/me").ok(204);
        assert_eq!(
            trust(server).revoked.len(),
            2,
            "an erased phone is told too"
        );
    });
}

#[test]
fn a_pass_that_is_blocked_has_no_code_and_verifiers_hear_of_it() {
    let postgres = Postgres::start();
    let server = Server::start_with(&["--database-url", &postgres.url()]);
    let (secret, public) = key(7);
    let phone = Phone::with_key(&server, BRAM.0, &public);
    let seen = snapshot(&phone);
    let today = &issued(&seen, &phone.passholder)[0];
    let text = shown(today, &secret, seen.as_of);
    assert!(verify(&text, &trust(&server), seen.as_of).is_ok());
    let block = format!(
        "update card set status = 'BLOCKED' where uitpas_number = '{}'",
        BRAM.0
    );
    postgres.change(&block);
    let told = trust(&server);
    assert!(told.blocked.contains(&today.identifier()));
    assert_eq!(verify(&text, &told, seen.as_of), Err(Refusal::Blocked));
    assert!(snapshot(&phone).credentials.is_empty());
}

#[test]
fn a_child_s_code_is_on_the_mother_s_phone() {
    on_both(|server| {
        let phone = Phone::with_key(server, SOFIE, &key(7).1);
        let seen = snapshot(&phone);
        let child = seen
            .persons
            .iter()
            .find(|one| one.uitpas_number.as_deref() == Some(LINA));
        assert_eq!(issued(&seen, &child.unwrap().id).len(), 14);
        // On the child's own phone it is the same pass: the same identifier on the same day.
        let own = Phone::with_key(server, LINA, &key(8).1);
        let (here, there) = (
            issued(&seen, &own.passholder),
            issued(&snapshot(&own), &own.passholder),
        );
        assert_eq!(here[0].identifier(), there[0].identifier());
        let wrong = json!({ "code": "x", "device": { "publicKey": "rsa:AAAA" } });
        say(server, "POST", "/sign-in/pairing", &wrong).no(400, "codeLength");
    });
}
