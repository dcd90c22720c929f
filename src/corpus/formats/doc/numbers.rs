//! Little-endian numbers and tables of positions out of bytes that may end anywhere.
//!
//! Must not know what the numbers mean.

/// The 16-bit number at `at`.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

/// The 32-bit number at `at`.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

/// `length` bytes from `at` on.
pub(super) fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// UTF-16 text; what is no character becomes a replacement mark.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).filter_map(|two| u16_at(two, 0));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A PLC: ascending positions, one more than there are pieces of data of one size.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plc<'a> {
    bytes: &'a [u8],
    size: usize,
    count: usize,
}

impl<'a> Plc<'a> {
    /// Reads a table whose data are `size` bytes each.
    pub(super) fn new(bytes: &'a [u8], size: usize) -> Self {
        let count = bytes.len().saturating_sub(4) / (4 + size);
        Self { bytes, size, count }
    }

    /// How many pieces of data there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The position before the data number `index`, or after the last.
    pub(super) fn position(&self, index: usize) -> Option<u32> {
        if index > self.count { None } else { u32_at(self.bytes, index * 4) }
    }

    /// The data number `index`.
    pub(super) fn data(&self, index: usize) -> Option<&'a [u8]> {
        if index >= self.count {
            return None;
        }
        part(self.bytes, (self.count + 1) * 4 + index * self.size, self.size)
    }
}
