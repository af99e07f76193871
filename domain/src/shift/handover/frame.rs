//! The frames of a handing-over: pieces small enough for a QR code that any camera reads, shown in
//! turn, collected in any order.

use super::Refusal;
use sha2::{Digest as _, Sha256};

/// What every frame begins with.
pub const PREFIX: &str = "PMH1:";
/// The bytes of the whole in one frame: its text then fits a QR code of version 11-M.
const PIECE: usize = 224;

/// Cuts a whole into the texts to show. One that is too long for 255 of them is cut off, and then
/// believed by nobody.
pub fn frames(whole: &[u8]) -> Vec<String> {
    let transfer = first::<4>(whole);
    let pieces: Vec<&[u8]> = whole.chunks(PIECE).take(255).collect();
    let total = u8::try_from(pieces.len()).unwrap_or(u8::MAX);
    let frame = |(index, piece): (u8, &&[u8])| {
        let rest = [&transfer, &[index, total][..], piece].concat();
        let check = first::<2>(&rest);
        format!("{PREFIX}{}", base45::encode([&check[..], &rest].concat()))
    };
    (0..=u8::MAX).zip(&pieces).map(frame).collect()
}

fn first<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let digest = Sha256::digest(bytes);
    std::array::from_fn(|index| digest[index])
}

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Some frames are still to be seen.
    Part {
        /// How many were.
        seen: usize,
        /// Of how many.
        total: usize,
    },
    /// Everything was seen; this is it.
    Whole(Vec<u8>),
}

/// Puts frames together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Collector {
    transfer: [u8; 4],
    pieces: Vec<Option<Vec<u8>>>,
}

impl Collector {
    /// Takes a frame, in any order, however often. One of another transfer begins anew: the phone
    /// that shows has begun anew too.
    pub fn take(&mut self, text: &str) -> Result<Progress, Refusal> {
        let body = text.strip_prefix(PREFIX).ok_or(Refusal::NotOne)?;
        let bytes = base45::decode(body).map_err(|_| Refusal::Damaged)?;
        let (check, rest) = bytes.split_at_checked(2).ok_or(Refusal::Damaged)?;
        if check != first::<2>(rest) {
            return Err(Refusal::Damaged);
        }
        let [a, b, c, d, index, total, piece @ ..] = rest else {
            return Err(Refusal::Damaged);
        };
        let (transfer, index, total) = ([*a, *b, *c, *d], usize::from(*index), usize::from(*total));
        if index >= total || piece.is_empty() || piece.len() > PIECE {
            return Err(Refusal::Damaged);
        }
        if transfer != self.transfer || total != self.pieces.len() {
            *self = Self {
                transfer,
                pieces: vec![None; total],
            };
        }
        self.pieces[index] = Some(piece.to_vec());
        let seen = self.pieces.iter().flatten().count();
        if seen < total {
            return Ok(Progress::Part { seen, total });
        }
        let whole: Vec<u8> = self.pieces.iter().flatten().flatten().copied().collect();
        if first::<4>(&whole) == transfer {
            Ok(Progress::Whole(whole))
        } else {
            *self = Self::default();
            Err(Refusal::Damaged)
        }
    }
}
