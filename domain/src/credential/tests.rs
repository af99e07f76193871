use super::*;
use crate::device::Signature;
use crate::time::Timestamp;
use ed25519_dalek::SigningKey as Ed25519;
use p256::ecdsa::SigningKey as P256;
use proptest::prelude::*;

/// 2026-11-25 12:00:00 UTC.
const NOON: u32 = 1_795_608_000;

fn now(at: u32) -> Timestamp {
    Timestamp::from_millis(i64::from(at) * 1_000)
}

fn issuer() -> IssuerKey {
    IssuerKey::of_seed(&[1; 32])
}

fn trust() -> Trust {
    Trust {
        issuers: vec![issuer().issuer()],
        ..Trust::default()
    }
}

fn issued(device: PublicKey) -> Issued {
    let claims = Claims {
        identifier: Identifier([5; 8]),
        from: NOON - 43_200,
        until: NOON + 43_200,
        device,
    };
    Issued::read(&issuer().issue(&claims)).unwrap()
}

fn ed25519(at: u32) -> String {
    let key = Ed25519::from_bytes(&[2; 32]);
    let issued = issued(PublicKey::Ed25519(key.verifying_key()));
    let signature = key.sign(&to_sign(&issued, at)).to_bytes();
    show(&issued, at, &signature).unwrap()
}

fn p256(at: u32) -> String {
    let key = P256::from_slice(&[3; 32]).unwrap();
    let issued = issued(PublicKey::P256(*key.verifying_key()));
    let signed: p256::ecdsa::Signature = key.sign(&to_sign(&issued, at));
    let signature = Signature::try_from(signed.to_bytes().as_slice()).unwrap();
    show(&issued, at, &signature).unwrap()
}

#[test]
fn both_kinds_hold_and_fit_version_11_m() {
    for text in [ed25519(NOON), p256(NOON)] {
        let checked = verify(&text, &trust(), now(NOON)).unwrap();
        assert_eq!((checked.identifier, checked.at), (Identifier([5; 8]), NOON));
        let version = qrcode::Version::Normal(11);
        let code = qrcode::QrCode::with_version(&text, version, qrcode::EcLevel::M);
        assert!(code.is_ok(), "{} characters", text.len());
        assert!(text.len() <= 366);
    }
    assert_eq!(base45::decode(&ed25519(NOON)[4..]).unwrap().len(), 229);
    assert_eq!(base45::decode(&p256(NOON)[4..]).unwrap().len(), 231);
}

#[test]
fn a_minute_and_not_more() {
    let text = ed25519(NOON);
    assert!(verify(&text, &trust(), now(NOON + 60)).is_ok());
    assert_eq!(verify(&text, &trust(), now(NOON + 61)), Err(Refusal::Old));
    assert!(verify(&text, &trust(), now(NOON - 30)).is_ok());
    assert_eq!(verify(&text, &trust(), now(NOON - 31)), Err(Refusal::Clock));
}

#[test]
fn a_second_showing_of_one_step_is_refused_and_the_next_step_is_not() {
    let mut memory = Memory::default();
    assert!(memory.check(&ed25519(NOON), &trust(), now(NOON)).is_ok());
    let again = memory.check(&ed25519(NOON), &trust(), now(NOON + 59));
    assert_eq!(again, Err(Refusal::Replayed));
    assert!(
        memory
            .check(&ed25519(NOON + 20), &trust(), now(NOON + 59))
            .is_ok()
    );
    let again = memory.check(&ed25519(NOON), &trust(), now(NOON - 30));
    assert_eq!(again, Err(Refusal::Replayed), "our clock was set back");
}

#[test]
fn a_slow_clock_is_told_from_a_picture() {
    let mut memory = Memory::default();
    let (first, second) = (ed25519(NOON - 300), ed25519(NOON - 280));
    assert_eq!(memory.check(&first, &trust(), now(NOON)), Err(Refusal::Old));
    assert_eq!(
        memory.check(&first, &trust(), now(NOON + 20)),
        Err(Refusal::Old)
    );
    assert_eq!(
        memory.check(&second, &trust(), now(NOON + 20)),
        Err(Refusal::Clock)
    );
    let later = ed25519(NOON - 100);
    assert_eq!(
        memory.check(&later, &trust(), now(NOON + 40)),
        Err(Refusal::Old),
        "two pictures"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    /// No change of one bit, no cut and no addition passes.
    #[test]
    fn no_other_bytes_pass(place in 0usize..4_096, bit in 0u8..8, cut in 0usize..229, more in proptest::collection::vec(any::<u8>(), 1..4), kind in any::<bool>()) {
        let text = if kind { ed25519(NOON) } else { p256(NOON) };
        let whole = base45::decode(&text[4..]).unwrap();
        let refused = |bytes: &[u8]| verify(&format!("PM1:{}", base45::encode(bytes)), &trust(), now(NOON)).is_err();
        let mut flipped = whole.clone();
        flipped[place % whole.len()] ^= 1 << bit;
        prop_assert!(refused(&flipped));
        prop_assert!(refused(&whole[..cut]));
        prop_assert!(refused(&[whole, more].concat()));
    }

    #[test]
    fn anything_is_read_without_panic(text in "(PM1:)?[0-9A-Z $%*+./:-]{0,400}", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(verify(&text, &trust(), now(NOON)).is_err());
        prop_assert!(Issued::read(&bytes).is_none());
        let encoded = format!("PM1:{}", base45::encode(&bytes));
        prop_assert!(verify(&encoded, &trust(), now(NOON)).is_err());
    }
}
