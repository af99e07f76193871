//! CODE128 of digits, as the official counters scan it. A QR is made by the screen's own crate.

/// A symbol as widths of bars and gaps in turn, the first a bar, in modules. Leave ten modules of
/// white on either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bars(Vec<u8>);

/// The quiet zone on either side, in modules.
pub const QUIET: u32 = 10;

const START_C: usize = 105;
const TO_B: usize = 100;
const STOP: usize = 106;

impl Bars {
    /// The symbol of a run of at least two digits; `None` for anything else. Pairs of digits in set
    /// C; an odd last digit after a switch to set B.
    pub fn of_digits(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        if digits.len() < 2 || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let value = |digit: &u8| usize::from(digit - b'0');
        let mut symbols = vec![START_C];
        let pairs = digits.chunks_exact(2);
        let odd = pairs.remainder().first();
        symbols.extend(pairs.map(|pair| 10 * value(&pair[0]) + value(&pair[1])));
        if let Some(last) = odd {
            // In set B the digit 0 has the value 16.
            symbols.extend([TO_B, 16 + value(last)]);
        }
        let weighted = symbols
            .iter()
            .enumerate()
            .map(|(place, symbol)| place.max(1) * symbol);
        let check = weighted.sum::<usize>() % 103;
        symbols.extend([check, STOP]);
        let widths = symbols.iter().flat_map(|symbol| PATTERNS[*symbol].bytes());
        Some(Self(widths.map(|width| width - b'0').collect()))
    }

    /// Widths of bars and gaps in turn.
    pub fn widths(&self) -> &[u8] {
        &self.0
    }

    /// The width of the symbol in modules, without the quiet zone.
    pub fn modules(&self) -> u32 {
        self.0.iter().map(|width| u32::from(*width)).sum()
    }

    /// Each bar: where it begins and how wide it is, in modules.
    pub fn bars(&self) -> impl Iterator<Item = (u32, u32)> {
        let mut at = 0;
        self.0.iter().enumerate().filter_map(move |(index, width)| {
            let (begin, width) = (at, u32::from(*width));
            at += width;
            index.is_multiple_of(2).then_some((begin, width))
        })
    }
}

/// ISO/IEC 15417, table 1: bars and gaps of each value; the stop has a bar more.
const PATTERNS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_one_of_code_128() {
        let mut seen = std::collections::BTreeSet::new();
        for (value, pattern) in PATTERNS.iter().enumerate() {
            let widths: Vec<u8> = pattern.bytes().map(|width| width - b'0').collect();
            let modules: u8 = widths.iter().sum();
            assert_eq!(modules, if value == STOP { 13 } else { 11 }, "{value}");
            let bars: u8 = widths.iter().step_by(2).sum();
            assert!(
                value == STOP || bars.is_multiple_of(2),
                "{value}: bars are even"
            );
            assert!(seen.insert(pattern), "{value} twice");
        }
    }

    #[test]
    fn thirteen_digits_are_six_pairs_and_one() {
        let bars = Bars::of_digits("0900000095902").unwrap();
        // Start, six pairs, the switch, one digit, check: eleven modules each; the stop has 13.
        assert_eq!(bars.modules(), 10 * 11 + 13);
        assert_eq!(bars.bars().count(), 10 * 3 + 4);
        let start: Vec<u8> = vec![2, 1, 1, 2, 3, 2];
        assert_eq!(bars.widths()[..6], start);
        // 105 + 9 + 0 + 0 + 0 + 5*95 + 6*90 + 7*100 + 8*18 = 1973 = 19 * 103 + 16.
        let check = &bars.widths()[bars.widths().len() - 13..][..6];
        assert_eq!(check, [1, 2, 3, 1, 2, 2]);
        assert_eq!(Bars::of_digits("12").unwrap().modules(), 3 * 11 + 13);
    }

    #[test]
    fn only_digits_have_a_symbol() {
        for text in ["", "1", "12a", "١٢", "1 2"] {
            assert_eq!(Bars::of_digits(text), None, "{text}");
        }
    }
}
