//! What goes over arrives whole and in any order; what is cut, changed, foreign or forged does not.

use super::*;
use crate::credential::IssuerKey;
use ed25519_dalek::{Signer as _, SigningKey};
use proptest::prelude::*;

const NOW: i64 = 1_790_000_000_000;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(NOW + seconds * 1_000)
}

fn key_of(secret: &SigningKey) -> PublicKey {
    PublicKey::Ed25519(secret.verifying_key())
}

/// A phone of a shift, and what another one of it knows.
struct Door {
    key: ShiftKey,
    trust: Trust,
    secret: SigningKey,
    badge: Badge,
    own: PublicKey,
}

fn door() -> Door {
    let issuer = IssuerKey::of_seed(&[3; 32]);
    let secret = SigningKey::from_bytes(&[7; 32]);
    let bearer = Bearer {
        key: key_of(&secret),
        name: "Olena".into(),
        until: at(40_000),
    };
    Door {
        key: ShiftKey::new([1; 32]),
        trust: Trust {
            issuers: vec![issuer.issuer()],
            ..Trust::default()
        },
        badge: Badge::issue(&issuer, "s", bearer),
        secret,
        own: key_of(&SigningKey::from_bytes(&[8; 32])),
    }
}

impl Door {
    fn scans(&self, count: usize) -> Vec<Seen> {
        let seen = |n: usize| Seen {
            activity: u8::try_from(n % 3).unwrap(),
            mark: self.key.of_holder(&n.to_string()),
            at: at(-i64::try_from(n).unwrap()),
        };
        (0..count).map(seen).collect()
    }

    fn frames(&self, scans: &[Seen]) -> Vec<String> {
        let whole = to_sign(&self.key, &self.badge, at(0), scans);
        let signature = self.secret.sign(&message(&whole)).to_bytes();
        show(whole, &signature)
    }

    fn open(&self, whole: &[u8]) -> Result<Handed, Refusal> {
        open(whole, &self.key, "s", &self.trust, &self.own, at(60))
    }
}

fn collect<'a>(frames: impl IntoIterator<Item = &'a String>) -> Option<Vec<u8>> {
    let mut collector = Collector::default();
    frames
        .into_iter()
        .find_map(|text| match collector.take(text) {
            Ok(Progress::Whole(whole)) => Some(whole),
            _ => None,
        })
}

#[test]
fn two_hundred_scans_go_over_in_frames_that_a_camera_reads() {
    let door = door();
    let scans = door.scans(200);
    let frames = door.frames(&scans);
    assert_eq!(frames.len(), 20);
    let longest = frames.iter().map(String::len).max().unwrap();
    assert!(longest <= 366, "version 11-M holds 366: {longest}");
    let mut backwards: Vec<&String> = frames.iter().rev().collect();
    backwards.insert(3, &frames[19]);
    let handed = door.open(&collect(backwards).unwrap()).unwrap();
    assert_eq!((handed.name.as_str(), handed.at), ("Olena", at(0)));
    assert_eq!(handed.scans, scans);
    assert_eq!(door.frames(&door.scans(MOST + 50)).len(), 189);
}

#[test]
fn who_is_not_of_this_door_is_not_believed() {
    let door = door();
    let whole = collect(&door.frames(&door.scans(5))).unwrap();
    let refused = |to: &Door| to.open(&whole).unwrap_err();
    let other = Door {
        key: ShiftKey::new([2; 32]),
        ..self::door()
    };
    assert_eq!(refused(&other), Refusal::OtherShift);
    let untold = Door {
        trust: Trust::default(),
        ..self::door()
    };
    assert_eq!(refused(&untold), Refusal::Stranger);
    let mut told = self::door();
    told.trust.revoked = vec![Thumbprint::of(&key_of(&door.secret))];
    assert_eq!(refused(&told), Refusal::Revoked);
    let itself = Door {
        own: key_of(&door.secret),
        ..self::door()
    };
    assert_eq!(refused(&itself), Refusal::Own);
    // The key of the shift alone makes nobody a phone of it.
    let thief = Door {
        secret: SigningKey::from_bytes(&[9; 32]),
        ..self::door()
    };
    let stolen = collect(&thief.frames(&door.scans(5))).unwrap();
    assert_eq!(door.open(&stolen), Err(Refusal::Signature));
    // A badge is for one shift, and ends.
    let past = at(40_000);
    assert_eq!(
        door.badge.check("s", &door.trust, past),
        Err(Refusal::Stranger)
    );
    assert_eq!(
        door.badge.check("t", &door.trust, at(0)),
        Err(Refusal::Stranger)
    );
}

#[test]
fn what_is_no_frame_changes_nothing() {
    let door = door();
    let frames = door.frames(&door.scans(30));
    let mut collector = Collector::default();
    collector.take(&frames[0]).unwrap();
    let before = collector.clone();
    for (text, refusal) in [
        ("0900000095902", Refusal::NotOne),
        ("PM1:6BF", Refusal::NotOne),
        ("PMH2:6BF", Refusal::NotOne),
        ("PMH1:", Refusal::Damaged),
        ("PMH1:6BF", Refusal::Damaged),
        ("PMH1:é", Refusal::Damaged),
        (&frames[1][..frames[1].len() - 3], Refusal::Damaged),
    ] {
        assert_eq!(collector.take(text), Err(refusal), "{text}");
    }
    assert_eq!(collector, before);
    // The other phone shows something new: what was collected before is of no use.
    let new = door.frames(&door.scans(31));
    assert_eq!(
        collector.take(&new[1]),
        Ok(Progress::Part {
            seen: 1,
            total: new.len()
        })
    );
}

#[test]
fn a_name_of_any_length_fits_and_a_badge_reads_as_it_is_written() {
    let issuer = IssuerKey::of_seed(&[3; 32]);
    let p256 = p256::ecdsa::SigningKey::from_slice(&[9; 32]).unwrap();
    let bearer = Bearer {
        key: PublicKey::P256(*p256.verifying_key()),
        name: "Ї".repeat(90),
        until: at(0),
    };
    let badge = Badge::issue(&issuer, "s", bearer);
    assert_eq!(Badge::read(&badge.bytes()), Ok(badge.clone()));
    let json = serde_json::to_string(&badge).unwrap();
    assert_eq!(serde_json::from_str::<Badge>(&json).unwrap(), badge);
    let cut = &badge.bytes()[1..];
    assert_eq!(Badge::read(cut), Err(Refusal::Damaged));
}

proptest! {
    /// Any number of scans, in any order, frames as often as they come.
    #[test]
    fn scans_arrive_as_they_were(count in 0usize..300, order in any::<proptest::sample::Index>(), step in 1usize..40) {
        let door = door();
        let scans = door.scans(count);
        let frames = door.frames(&scans);
        // A camera that misses most of them, over many rounds: every frame comes in the end.
        let step = if frames.len().is_multiple_of(step) { 1 } else { step };
        let start = order.index(frames.len());
        let seen = (0..frames.len() * 60).map(|n| &frames[(start + n * step) % frames.len()]);
        let whole = collect(seen.chain(&frames));
        let handed = whole.map(|whole| door.open(&whole));
        prop_assert_eq!(handed.map(|handed| handed.map(|handed| handed.scans)), Some(Ok(scans)));
    }

    /// One changed bit anywhere is noticed, by the frame or by the whole.
    #[test]
    fn a_changed_bit_is_noticed(place in any::<proptest::sample::Index>(), bit in 0u8..8) {
        let door = door();
        let mut whole = collect(&door.frames(&door.scans(20))).unwrap();
        let place = place.index(whole.len());
        whole[place] ^= 1 << bit;
        prop_assert!(door.open(&whole).is_err());
    }

    /// Nothing that somebody shows makes it panic.
    #[test]
    fn nothing_makes_it_panic(text in ".*", bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut collector = Collector::default();
        let _ = collector.take(&text);
        let _ = collector.take(&format!("{PREFIX}{text}"));
        let _ = collector.take(&format!("{PREFIX}{}", base45::encode(&bytes)));
        let _ = door().open(&bytes);
        let _ = Badge::read(&bytes);
    }
}
