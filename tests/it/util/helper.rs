//! A helper's phone in a few lines: makes commands, chains, signs and seals them, and delivers.

use super::{
    api::{Api, EVENT, Got},
    door::{Stage, now},
    phone::Phone,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    chain::Link,
    command::{self, Batch, Command, Moment, SealedCommand, Shown, What},
    device::{DeviceId, PublicKey},
    seal::{Label, SealingKey, seal},
};
use ed25519_dalek::{Signer as _, SigningKey};
use serde_json::Value;

/// The secret of the key that phones of [`Stage::join`] have: RFC 8032, 7.1, test 1.
const SECRET: [u8; 32] = [
    0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
    0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
];

/// The public half of it.
pub(crate) fn public_key() -> String {
    PublicKey::Ed25519(SigningKey::from_bytes(&SECRET).verifying_key()).to_string()
}

/// A phone at a door.
pub(crate) struct Helper {
    /// Its browser.
    pub(crate) api: Api,
    /// Its id.
    pub(crate) device: DeviceId,
    /// At which shift.
    pub(crate) shift: String,
    /// What signs.
    pub(crate) key: SigningKey,
    /// What its clock is wrong by, when it never heard the server's.
    pub(crate) skew: Option<i64>,
    sealing: SealingKey,
    seq: u64,
    link: Link,
}

impl Helper {
    /// Joins by a code.
    pub(crate) fn join(stage: &Stage, code: &str, name: &str) -> Self {
        Self::join_from(&stage.browser(), code, name)
    }

    /// Joins by a code, in this browser.
    pub(crate) fn join_from(browser: &Api, code: &str, name: &str) -> Self {
        let got = browser.join(code, name);
        let api = browser.signed_in(&got, 201);
        let snapshot = &got.body["snapshot"];
        Self {
            api,
            device: got.body["device"].as_str().unwrap().parse().unwrap(),
            shift: snapshot["shift"]["id"].as_str().unwrap().to_owned(),
            sealing: snapshot["sealingKey"].as_str().unwrap().parse().unwrap(),
            key: SigningKey::from_bytes(&SECRET),
            skew: None,
            seq: 0,
            link: Link::START,
        }
    }

    /// The queue of a pass holder's own phone, which signed in with [`public_key`].
    pub(crate) fn of_holder(phone: &Phone) -> Self {
        let sealing = &phone.snapshot()["sealingKey"];
        Self {
            api: phone.api.with("Sec-Fetch-Site", "same-origin"),
            device: phone.device.parse().unwrap(),
            shift: String::new(),
            key: SigningKey::from_bytes(&SECRET),
            skew: None,
            sealing: sealing.as_str().unwrap().parse().unwrap(),
            seq: 0,
            link: Link::START,
        }
    }

    /// A check-in at the test event.
    pub(crate) fn checkin(&mut self, number: &str) -> SealedCommand {
        self.checkin_at(EVENT, number)
    }

    /// A check-in.
    pub(crate) fn checkin_at(&mut self, event: &str, number: &str) -> SealedCommand {
        let shown = Shown::Number(number.parse().unwrap());
        let (shift, event) = (self.shift.clone(), event.to_owned());
        self.command(What::Checkin {
            shift,
            event,
            shown,
        })
    }

    /// Guests at the test event.
    pub(crate) fn guests(&mut self, count: u32) -> SealedCommand {
        let (shift, event) = (self.shift.clone(), EVENT.to_owned());
        self.command(What::Guest {
            shift,
            event,
            count,
        })
    }

    /// Any command, chained to the one before.
    pub(crate) fn command(&mut self, what: What) -> SealedCommand {
        self.seq += 1;
        let at = now().millis();
        let mut random = [0; 10];
        random[..8].copy_from_slice(&self.seq.to_be_bytes());
        let command = Command {
            id: command::id(at, &random),
            seq: self.seq,
            prev: self.link,
            at: Moment {
                wall: at + self.skew.unwrap_or(0),
                server: self.skew.is_none().then_some(at),
            },
            what,
        };
        let payload = serde_json::to_vec(&command).unwrap();
        self.link = self.link.then(&payload);
        let signature = self
            .key
            .sign(&command::to_sign(&self.device, &payload))
            .to_bytes();
        let label = Label {
            device: self.device,
            seq: command.seq,
            id: command.id,
        };
        let mut fresh = [7; 32];
        fresh[..16].copy_from_slice(command.id.as_bytes());
        let sealed = seal(&self.sealing, &label, &signature, &payload, &fresh).unwrap();
        SealedCommand {
            id: command.id,
            seq: command.seq,
            sealed: URL_SAFE_NO_PAD.encode(sealed),
        }
    }

    /// Delivers, with the phone's own session or, by a courier, without.
    pub(crate) fn deliver_by(&self, api: &Api, items: &[SealedCommand]) -> Got {
        let batch = Batch {
            device: self.device,
            items: items.to_vec(),
        };
        api.v1("POST", "/commands", &serde_json::to_value(batch).unwrap())
    }

    /// Delivers one and gives its verdict.
    #[track_caller]
    pub(crate) fn deliver(&self, item: &SealedCommand) -> Value {
        let body = self
            .deliver_by(&self.api, std::slice::from_ref(item))
            .ok(200);
        body["receipts"][0]["verdict"].clone()
    }
}
