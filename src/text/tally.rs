//! How many bytes of a text are of a kind, counted many at once.

/// How many of `bytes` are `wanted`; quick where what is asked is a comparison or two, so that the processor may ask it
/// of many bytes together.
pub fn tally(bytes: &[u8], wanted: impl Fn(u8) -> bool) -> usize {
    // As many at a time as a byte can count.
    let parts = bytes.chunks(usize::from(u8::MAX));
    parts.map(|part| usize::from(part.iter().map(|byte| u8::from(wanted(*byte))).sum::<u8>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_counted_in_parts() {
        for length in [0, 1, 254, 255, 256, 1000] {
            let text = "a创".repeat(length);
            assert_eq!(tally(text.as_bytes(), |byte| byte.is_ascii()), length);
            assert_eq!(tally(text.as_bytes(), |byte| byte >= 0xc0), length);
        }
    }
}
