//! Parts of larger blocks that many share, each standing for itself: a hundred thousand texts read in a few hundred pieces
//! are a few hundred blocks of memory, not a hundred thousand. A block goes when the last of its parts goes.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text, by itself or part of a block.
#[derive(Clone)]
pub struct Text {
    block: Arc<str>,
    start: usize,
    end: usize,
}

impl Text {
    /// The bytes `part` of `block`; nothing where it does not begin and end with characters of it.
    pub fn part(block: &Arc<str>, part: Range<usize>) -> Option<Self> {
        block.get(part.clone())?;
        Some(Self { block: Arc::clone(block), start: part.start, end: part.end })
    }

    /// Its bytes.
    pub const fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether it has none.
    pub const fn is_empty(&self) -> bool {
        self.end == self.start
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        // One that is by itself need not be cut out.
        if self.len() == self.block.len() {
            return &self.block;
        }
        self.block.get(self.start..self.end).unwrap_or_default()
    }

    /// The text as bytes: nothing of it is read for that, as it is to see that it begins and ends with characters.
    pub fn bytes(&self) -> &[u8] {
        self.block.as_bytes().get(self.start..self.end).unwrap_or_default()
    }

    /// Whether `next` begins where it ends, in the same block.
    pub fn is_before(&self, next: &Self) -> bool {
        self.end == next.start && Arc::ptr_eq(&self.block, &next.block)
    }

    /// The block that it is part of.
    pub const fn block(&self) -> &Arc<str> {
        &self.block
    }

    /// The bytes of the block that it is.
    pub const fn within(&self) -> Range<usize> {
        self.start..self.end
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { end: text.len(), block: text.into(), start: 0 }
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::from("")
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Text {}

// As a string does, so that a map by texts can be asked for a string.
impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

/// Bytes, by themselves or part of a block; never beyond its first 4 GiB, for a corpus has very many of them.
#[derive(Clone)]
pub struct Bytes {
    block: Arc<[u8]>,
    start: u32,
    end: u32,
}

impl Bytes {
    /// The bytes `part` of `block`; nothing where it has not so many, or not so many can be told of.
    pub fn part(block: &Arc<[u8]>, part: Range<usize>) -> Option<Self> {
        block.get(part.clone())?;
        let end = u32::try_from(part.end).ok()?;
        Some(Self { block: Arc::clone(block), start: part.start as u32, end })
    }

    /// The first `count` of them, taken from the front.
    pub fn split_off_front(&mut self, count: usize) -> Option<Self> {
        let start = self.start;
        self.skip(count)?;
        Some(Self { block: Arc::clone(&self.block), start, end: self.start })
    }

    /// Leaves out the first `count` of them.
    pub fn skip(&mut self, count: usize) -> Option<()> {
        let count = u32::try_from(count).ok()?;
        self.start = self.start.checked_add(count).filter(|start| *start <= self.end)?;
        Some(())
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.block.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        // What is cut off is missed by whoever reads them.
        Self { start: 0, end: u32::try_from(bytes.len()).unwrap_or(u32::MAX), block: bytes.into() }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl PartialEq for Bytes {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Bytes {}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.end - self.start)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_part_of_a_block_is_a_text_of_its_own() {
        let block: Arc<str> = "创建𠀀e\u{301}".into();
        let part = Text::part(&block, 3..10);
        assert_eq!(part.as_deref(), Some("建𠀀"));
        assert_eq!(part.as_ref().map(Text::len), Some(7));
        assert_eq!(part, Some(Text::from("建𠀀")));
        assert!(Text::part(&block, 0..3).zip(part.clone()).is_some_and(|(one, next)| one.is_before(&next)));
        assert!(part.as_ref().is_some_and(|part| !part.is_before(part) && !Text::from("创").is_before(part)));
        assert!(part.is_some_and(|part| HashSet::from([part]).contains("建𠀀")));
        for wrong in [1..3, 3..8, 3..99] {
            assert!(Text::part(&block, wrong).is_none());
        }
        assert!(Text::default().is_empty());
    }

    #[test]
    fn bytes_are_taken_from_the_front() {
        let block: Arc<[u8]> = [1, 2, 3, 4].as_slice().into();
        let Some(mut bytes) = Bytes::part(&block, 1..4) else { panic!("no part") };
        assert_eq!(bytes.split_off_front(2).as_deref(), Some([2, 3].as_slice()));
        assert_eq!(bytes.split_off_front(2), None);
        assert_eq!(*bytes, [4]);
        assert!(Bytes::part(&block, 2..5).is_none());
    }
}
