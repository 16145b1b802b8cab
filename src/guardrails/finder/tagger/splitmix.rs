//! Numbers drawn at random, the same on every machine and with every version of every crate.

/// Sebastiano Vigna's `splitmix64`, from a seed: so that training gives the same bytes each time.
#[derive(Debug)]
pub struct SplitMix64(pub u64);

impl SplitMix64 {
    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % (bound.max(1) as u64)).unwrap_or_default()
    }
}
