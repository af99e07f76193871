//! Chance that can be had again from its seed.

/// `SplitMix64`.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `most`.
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut dice = self.0;
        dice = (dice ^ (dice >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        dice = (dice ^ (dice >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (dice ^ (dice >> 31)) % most.max(1)
    }

    pub(crate) fn once_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }
}
