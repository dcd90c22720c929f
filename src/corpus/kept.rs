//! What was kept of a document as bytes and is made of them when it is first looked at: of most documents of a large
//! corpus nobody ever asks. Knows nothing of what is kept.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::text::shared::Bytes;

/// A value, or the bytes that it is made of at its first use.
#[derive(Clone)]
pub struct Kept<T> {
    /// Apart, for most are never made.
    made: OnceLock<Box<T>>,
    bytes: Option<Bytes>,
}

impl<T: DeserializeOwned + Default> Kept<T> {
    /// The value whose [`Self::bytes`] these are, which are known to be undamaged; none for the plainest value.
    pub const fn of_bytes(bytes: Option<Bytes>) -> Self {
        Self { made: OnceLock::new(), bytes }
    }

    /// The value; it stays in memory.
    pub fn value(&self) -> &T {
        self.made.get_or_init(|| Box::new(self.make()))
    }

    /// The value for one look: what is made of bytes for it goes with it. For whoever goes through a whole corpus.
    pub fn peek(&self) -> Cow<'_, T>
    where
        T: Clone,
    {
        self.made.get().map_or_else(|| Cow::Owned(self.make()), |made| Cow::Borrowed(&**made))
    }

    fn make(&self) -> T {
        self.bytes.as_deref().and_then(|bytes| postcard::from_bytes(bytes).ok()).unwrap_or_default()
    }

    /// The value as bytes, none for the plainest.
    pub fn bytes(&self) -> Vec<u8>
    where
        T: Serialize + PartialEq,
    {
        match &self.bytes {
            Some(bytes) => bytes.to_vec(),
            None if self.made.get().is_none_or(|made| **made == T::default()) => Vec::new(),
            // Numbers, texts and lists of them always have a form.
            None => postcard::to_allocvec(self.value()).unwrap_or_default(),
        }
    }
}

impl<T> From<T> for Kept<T> {
    fn from(value: T) -> Self {
        Self { made: OnceLock::from(Box::new(value)), bytes: None }
    }
}

impl<T: DeserializeOwned + Default> Default for Kept<T> {
    fn default() -> Self {
        Self::of_bytes(None)
    }
}

impl<T: DeserializeOwned + Default> Deref for Kept<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value()
    }
}

impl<'a, T: DeserializeOwned> IntoIterator for &'a Kept<Vec<T>> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.value().iter()
    }
}

impl<T: DeserializeOwned + Default + PartialEq> PartialEq for Kept<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value() == other.value()
    }
}

impl<T: DeserializeOwned + Default + Eq> Eq for Kept<T> {}

impl<T: DeserializeOwned + Default + fmt::Debug> fmt::Debug for Kept<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_from_its_bytes() {
        let check = |value: Vec<(usize, String)>| {
            let kept = Kept::from(value.clone());
            let bytes = kept.bytes();
            assert_eq!(bytes.is_empty(), value.is_empty());
            let back: Kept<Vec<(usize, String)>> = Kept::of_bytes((!bytes.is_empty()).then(|| bytes.clone().into()));
            // As bytes again before anybody looked at it.
            assert_eq!(back.bytes(), bytes);
            assert_eq!(*back.peek(), value);
            assert!(back.made.get().is_none());
            assert_eq!(back, kept);
            assert_eq!(back.into_iter().count(), value.len());
        };
        check(Vec::new());
        check(vec![(7, "创建𠀀e\u{301}".to_owned()), (0, String::new())]);
    }

    #[test]
    fn bytes_that_are_none_are_the_plainest_value() {
        let kept: Kept<Vec<(usize, String)>> = Kept::of_bytes(Some(vec![9, 9, 9].into()));
        assert!(kept.is_empty());
    }
}
