use super::read as read_command;
use super::*;
use crate::{command, seal::seal};
use ed25519_dalek::{Signer as _, SigningKey};
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(77));

fn key(of: u8) -> SigningKey {
    SigningKey::from_bytes(&[of; 32])
}

fn public(of: u8) -> PublicKey {
    PublicKey::Ed25519(key(of).verifying_key())
}

fn command(seq: u64, prev: Link) -> Command {
    Command {
        id: command::id(1_000, &[u8::try_from(seq).unwrap(); 10]),
        seq,
        prev,
        at: Moment {
            wall: 1_000,
            server: None,
        },
        what: What::Guest {
            shift: "s".into(),
            event: "e".into(),
            count: 1,
        },
    }
}

fn sealed(device: DeviceId, payload: &[u8], label: &Command, signer: u8) -> SealedCommand {
    let signature = key(signer).sign(&to_sign(&device, payload)).to_bytes();
    let opening = OpeningKey::of_seed(&[1; 32]);
    let label = Label {
        device,
        seq: label.seq,
        id: label.id,
    };
    let bytes = seal(
        &opening.sealing_key(),
        &label,
        &signature,
        payload,
        &[5; 32],
    )
    .unwrap();
    SealedCommand {
        id: label.id,
        seq: label.seq,
        sealed: URL_SAFE_NO_PAD.encode(bytes),
    }
}

fn reading(seq: u64, prev: Link) -> Reading {
    let command = command(seq, prev);
    let payload = serde_json::to_vec(&command).unwrap();
    Reading {
        link: prev.then(&payload),
        command,
        payload,
    }
}

#[test]
fn only_the_device_speaks_for_itself() {
    let opening = OpeningKey::of_seed(&[1; 32]);
    let read =
        |device: &DeviceId, item: &SealedCommand| read_command(&opening, device, &public(2), item);
    let one = command(1, Link::START);
    let payload = serde_json::to_vec(&one).unwrap();
    let good = sealed(DEVICE, &payload, &one, 2);
    assert_eq!(read(&DEVICE, &good).unwrap().command, one);
    assert_eq!(
        read(&DEVICE, &sealed(DEVICE, &payload, &one, 3)),
        Err(Reason::Signature)
    );
    let other = DeviceId(Uuid::from_u128(78));
    assert_eq!(
        read(&other, &good),
        Err(Reason::Unreadable),
        "another device's"
    );
    let renumbered = SealedCommand {
        seq: 2,
        ..good.clone()
    };
    assert_eq!(read(&DEVICE, &renumbered), Err(Reason::Unreadable));
    let cut = SealedCommand {
        sealed: good.sealed[..80].to_owned(),
        ..good
    };
    assert_eq!(read(&DEVICE, &cut), Err(Reason::Unreadable));
    let outside = sealed(DEVICE, &payload, &command(2, Link::START), 2);
    assert_eq!(
        read(&DEVICE, &outside),
        Err(Reason::Unreadable),
        "the label is another's"
    );
    let rubbish = sealed(DEVICE, b"{}", &one, 2);
    assert_eq!(read(&DEVICE, &rubbish), Err(Reason::Unreadable));
}

#[test]
fn what_a_newer_app_asks_in_another_way_is_kept() {
    let one = command(1, Link::START);
    let mut json = serde_json::to_value(&one).unwrap();
    json["what"] = serde_json::json!({"do": "guest", "shift": 7});
    let payload = serde_json::to_vec(&json).unwrap();
    let opening = OpeningKey::of_seed(&[1; 32]);
    let item = sealed(DEVICE, &payload, &one, 2);
    let read = read_command(&opening, &DEVICE, &public(2), &item).unwrap();
    assert_eq!((read.command.what, read.command.seq), (What::Unknown, 1));
}

#[test]
fn the_chain_shows_gaps_swaps_and_copies() {
    let first = reading(1, Link::START);
    let second = reading(2, first.link);
    let third = reading(3, second.link);
    let mut known = Known::default();
    assert_eq!(known.admit(&first), Admission::Judge(Place::InOrder));
    assert_eq!(known.admit(&second), Admission::Judge(Place::Gap));
    known.head = known.head_after(&first);
    assert_eq!(known.admit(&second), Admission::Judge(Place::InOrder));
    assert_eq!(known.admit(&third), Admission::Judge(Place::Gap));
    known.head = known.head_after(&third);
    assert_eq!(known.head.seq, 3);
    // The second comes last; the first is there.
    known.before = Some(first.link);
    assert_eq!(known.admit(&second), Admission::Judge(Place::Late));
    assert_eq!(known.head_after(&second).seq, 3);
    let other = reading(2, Link::START);
    assert_eq!(known.admit(&other), Admission::Judge(Place::Broken));
    known.taken = true;
    assert_eq!(known.admit(&second), Admission::Judge(Place::Forked));
}

#[test]
fn repetition_comes_before_everything_else() {
    let first = reading(1, Link::START);
    let known = Known {
        revoked: true,
        ..Known::default()
    };
    assert_eq!(known.admit(&first), Admission::Hold(Place::InOrder));
    let stored = Known {
        stored: Some(first.link),
        ..known
    };
    assert_eq!(stored.admit(&first), Admission::Replay);
    let reused = Known {
        stored: Some(Link::START),
        ..known
    };
    assert_eq!(reused.admit(&first), Admission::Reused);
    let undone = Known {
        undone: true,
        ..Known::default()
    };
    assert_eq!(undone.admit(&first), Admission::Withdrawn(Place::InOrder));
}
