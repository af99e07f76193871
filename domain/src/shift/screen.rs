//! What a tablet at a door shows of itself: a code that changes, for people who scan it with a phone
//! of their own, and the PIN by which an admin leaves its screen. Both come of the key of the shift,
//! so that a tablet makes and checks them without network.

use super::ShiftKey;
use crate::{device::DeviceId, time::Timestamp};
use std::fmt::Write as _;
use uuid::Uuid;

/// How long the same code is shown, in milliseconds.
pub const STEP: i64 = 20_000;
/// How long a code is taken after it began to be shown: long enough to aim and tap, too short to
/// send a photograph of it to somebody at home.
pub const LIFE: i64 = 60_000;
/// How far the clocks of a tablet and a phone may differ.
const AHEAD: i64 = 30_000;
/// With this every code begins.
const PREFIX: &str = "PT1";
/// Device, place of the activity, step, check.
const BYTES: usize = 16 + 1 + 4 + 8;

/// A code that a tablet shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScreenCode {
    /// Which tablet.
    pub device: DeviceId,
    /// At which of the shift's activities, counted from 0.
    pub activity: u8,
    step: u32,
    check: [u8; 8],
}

/// Why a code does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No tablet of this shift made it.
    #[error("no tablet shows this code")]
    Forged,
    /// It was shown at another moment: a photograph, or a clock that is wrong.
    #[error("this code was shown at another moment")]
    Past {
        /// Since when it is of no use.
        since: Timestamp,
    },
}

impl ScreenCode {
    /// What a tablet shows at this moment.
    pub fn at(key: &ShiftKey, device: DeviceId, activity: u8, now: Timestamp) -> Self {
        let step = u32::try_from(now.millis().div_euclid(STEP)).unwrap_or(0);
        Self {
            device,
            activity,
            step,
            check: check(key, device, activity, step),
        }
    }

    /// The text for the QR: capitals and digits only, so that it stays small, and no longer than the
    /// code of a poster may be.
    pub fn text(&self) -> String {
        let mut text = PREFIX.to_owned();
        for byte in self.bytes() {
            // Writing to a string does not fail.
            let _ = write!(text, "{byte:02X}");
        }
        text
    }

    /// Reads a text; `None` where it is another kind of code.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix(PREFIX)?;
        if digits.len() != 2 * BYTES || !digits.bytes().all(|c| c.is_ascii_hexdigit()) {
            return None;
        }
        let mut bytes = [0; BYTES];
        for (byte, two) in bytes.iter_mut().zip(digits.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()?;
        }
        let (device, rest) = bytes.split_first_chunk::<16>()?;
        let ([activity], rest) = rest.split_first_chunk::<1>()?;
        let (step, check) = rest.split_first_chunk::<4>()?;
        Some(Self {
            device: DeviceId(Uuid::from_bytes(*device)),
            activity: *activity,
            step: u32::from_be_bytes(*step),
            check: check.try_into().ok()?,
        })
    }

    /// Whether a tablet of this shift showed it at the moment at which somebody scanned it.
    pub fn verify(&self, key: &ShiftKey, scanned: Timestamp) -> Result<(), Refusal> {
        if check(key, self.device, self.activity, self.step) != self.check {
            return Err(Refusal::Forged);
        }
        let begin = i64::from(self.step) * STEP;
        let age = scanned.millis() - begin;
        if (-AHEAD..LIFE).contains(&age) {
            Ok(())
        } else {
            let since = Timestamp::from_millis(begin + LIFE);
            Err(Refusal::Past { since })
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = said(self.device, self.activity, self.step);
        bytes.extend(self.check);
        bytes
    }
}

fn said(device: DeviceId, activity: u8, step: u32) -> Vec<u8> {
    let mut bytes = device.0.as_bytes().to_vec();
    bytes.push(activity);
    bytes.extend(step.to_be_bytes());
    bytes
}

fn check(key: &ShiftKey, device: DeviceId, activity: u8, step: u32) -> [u8; 8] {
    let mark = key.mark("pasmaat-shift-screen-1", &said(device, activity, step));
    std::array::from_fn(|place| mark.bytes()[place])
}

/// The six digits by which an admin leaves the screen of a tablet of this shift.
pub fn pin(key: &ShiftKey) -> String {
    let bytes = key.mark("pasmaat-shift-pin-1", b"").bytes();
    let number = bytes[..8]
        .iter()
        .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("{:06}", number % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLET: DeviceId = DeviceId(Uuid::from_u128(7));

    fn key() -> ShiftKey {
        ShiftKey::new([3; 32])
    }

    fn at(millis: i64) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + millis)
    }

    #[test]
    fn a_code_is_taken_for_a_minute_and_only_from_this_shift() {
        let code = ScreenCode::at(&key(), TABLET, 1, at(0));
        let text = code.text();
        assert!(
            text.len() <= 64
                && text
                    .chars()
                    .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
        );
        let read = ScreenCode::read(&format!(" {text}\n")).unwrap();
        assert_eq!(read, code);
        assert_eq!((read.device, read.activity), (TABLET, 1));
        for (moment, counts) in [
            (-29_000, true),
            (0, true),
            (59_999, true),
            (60_000, false),
            (-31_000, false),
        ] {
            assert_eq!(read.verify(&key(), at(moment)).is_ok(), counts, "{moment}");
        }
        let late = Refusal::Past { since: at(60_000) };
        assert_eq!(read.verify(&key(), at(3_600_000)), Err(late));
        assert_eq!(
            read.verify(&ShiftKey::new([4; 32]), at(0)),
            Err(Refusal::Forged)
        );
    }

    #[test]
    fn it_changes_every_twenty_seconds_and_nothing_of_it_can_be_changed() {
        let text = |millis| ScreenCode::at(&key(), TABLET, 0, at(millis)).text();
        assert_eq!(text(0), text(19_999));
        assert_ne!(text(19_999), text(20_000));
        let good = text(0);
        for place in PREFIX.len()..good.len() {
            let mut bad = good.clone().into_bytes();
            bad[place] = if bad[place] == b'0' { b'1' } else { b'0' };
            let bad = String::from_utf8(bad).unwrap();
            let read = ScreenCode::read(&bad).unwrap();
            assert!(read.verify(&key(), at(0)).is_err(), "{bad}");
        }
        for text in [
            "",
            "PT1",
            "PM1:6BF",
            "48120937",
            &good[..60],
            &format!("{good}0"),
            "PT1é",
        ] {
            assert_eq!(ScreenCode::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_pin_is_six_digits_of_its_shift() {
        let one = pin(&key());
        assert!(one.len() == 6 && one.bytes().all(|c| c.is_ascii_digit()));
        assert_eq!(one, pin(&key()));
        assert_ne!(one, pin(&ShiftKey::new([4; 32])));
    }
}
