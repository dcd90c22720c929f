//! A document as bytes and back: for the program's own cache, never for anything that another version reads.
//!
//! What is large or always needed (the sketch, where lines begin) stands as it is and is used in place, the rest in the
//! compact form of `postcard`, made when somebody looks at it. The text stands elsewhere. What a person said of a document
//! is not among it: such documents are always read anew.

use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;
use rustc_hash::FxHashSet;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::correction::Placed;
use super::kept::Kept;
use super::model::{Document, Format, Seen};
use super::pieces::Pieces;
use crate::text::folded::{Lazy, Sketch};
use crate::text::shared::{Bytes, Text};
use crate::text::span::LineIndex;

/// Appends `part` with its length before it; one of more than 4 GiB is not read back.
pub fn put(out: &mut Vec<u8>, part: &[u8]) {
    let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(part);
}

/// Takes what [`put`] appended from the front of `bytes`.
pub fn take<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (part, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    *bytes = rest;
    Some(part)
}

/// Takes what [`put`] appended from the front of `bytes`.
pub fn take_part(bytes: &mut Bytes) -> Option<Bytes> {
    let length = length(bytes)?;
    bytes.split_off_front(length)
}

/// Has `read` look at the part at the front of `bytes`, and leaves it out.
pub fn read_part<T>(bytes: &mut Bytes, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    let length = length(bytes)?;
    let read = read(bytes.get(..length)?)?;
    bytes.skip(length)?;
    Some(read)
}

/// The length at the front, left out.
fn length(bytes: &mut Bytes) -> Option<usize> {
    let length = u32::from_le_bytes(*bytes.first_chunk::<4>()?) as usize;
    bytes.skip(4)?;
    Some(length)
}

/// Takes a value that was put as [`Kept::bytes`].
pub fn take_kept<T: DeserializeOwned + Default>(bytes: &mut Bytes) -> Option<Kept<T>> {
    // Many share the block, each part of it that is counted takes its time.
    match length(bytes)? {
        0 => Some(Kept::of_bytes(None)),
        length => Some(Kept::of_bytes(Some(bytes.split_off_front(length)?))),
    }
}

/// The small things of a document.
type Small<'a> = (Format, &'a str, bool, bool);

/// Appends all of `document` but its text to `out`. False, and nothing appended, where it cannot be: what a person said of
/// it counts.
pub fn write(document: &Document, out: &mut Vec<u8>) -> bool {
    if !document.said.is_empty() || !document.said.lost.is_empty() {
        return false;
    }
    let small: Small<'_> = (document.format, document.encoding, document.encoding_guessed, document.by_site);
    let (Some(lines), Ok(small)) = (document.lines.bytes(), postcard::to_allocvec(&small)) else { return false };
    put(out, &small);
    put(out, &lines);
    put(out, &document.sketch().bytes());
    put(out, &document.pieces.bytes());
    put(out, &document.hints.bytes());
    put(out, &document.noise.bytes());
    put(out, &document.source.bytes());
    put(out, &document.edges.bytes());
    true
}

/// The document of `text` all else of which was written, from the front of `bytes`, which are known to be undamaged; nothing
/// for bytes that are none.
pub fn read(text: Text, bytes: &mut Bytes, path: &Path, seen: Seen) -> Option<Document> {
    let (format, encoding, encoding_guessed, by_site) = read_part(bytes, |small| {
        let (format, encoding, guessed, by_site): Small<'_> = postcard::from_bytes(small).ok()?;
        Some((format, Encoding::for_label(encoding.as_bytes())?.name(), guessed, by_site))
    })?;
    Some(Document {
        path: path.to_owned(),
        format,
        encoding,
        encoding_guessed,
        lines: LineIndex::of_bytes(take_part(bytes)?, text.len()),
        text,
        sketch: Lazy::from(Sketch::of_bytes(take_part(bytes)?)?),
        pieces: Pieces::of_bytes(take_part(bytes)?)?,
        hints: take_kept(bytes)?,
        noise: take_kept(bytes)?,
        source: take_kept(bytes)?,
        edges: take_kept(bytes)?,
        said: Placed::none(),
        by_site,
        seen: Some(seen),
    })
}

/// `documents` as they would come back from a cache: their texts in one block of memory and all else in another, made of
/// it when somebody looks. Those that cannot be kept stay as they are.
pub fn packed(documents: Vec<Document>) -> Vec<Document> {
    let (mut text, mut rest) = (String::new(), Vec::new());
    // Texts that stand alone need not be copied.
    let alone = documents.len() < 2;
    let written: Vec<Option<[usize; 2]>> = documents
        .iter()
        .map(|document| {
            let start = [text.len(), rest.len()];
            let written = write(document, &mut rest);
            if written && !alone {
                text.push_str(&document.text);
            }
            written.then_some(start)
        })
        .collect();
    let (text, rest): (Arc<str>, Arc<[u8]>) = (text.into(), rest.into());
    let pack = |document: &Document, [start, from]: [usize; 2]| {
        let own = || Text::part(&text, start..start + document.text.len());
        let text = if alone { document.text.clone() } else { own()? };
        let packed = read(text, &mut Bytes::part(&rest, from..rest.len())?, &document.path, Seen::default())?;
        Some(Document { seen: document.seen, ..packed })
    };
    let packed =
        |(document, start): (Document, Option<_>)| start.and_then(|start| pack(&document, start)).unwrap_or(document);
    documents.into_iter().zip(written).map(packed).collect()
}

/// Words that many sections share, each kept once a thread.
pub(super) mod shared {
    use std::cell::RefCell;

    use super::{Arc, Deserialize, Deserializer, FxHashSet, Serialize, Serializer};

    /// The most words that are kept to be shared.
    const MOST: usize = 4096;

    thread_local! {
        static KEPT: RefCell<FxHashSet<Arc<str>>> = RefCell::default();
    }

    fn kept(word: &str) -> Arc<str> {
        KEPT.with_borrow_mut(|kept| {
            if let Some(word) = kept.get(word) {
                return Arc::clone(word);
            }
            let word: Arc<str> = word.into();
            if kept.len() < MOST {
                kept.insert(Arc::clone(&word));
            }
            word
        })
    }

    pub(crate) fn serialize<S: Serializer>(word: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
        word.serialize(to)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<str>, D::Error> {
        <&str>::deserialize(from).map(kept)
    }

    /// The same for several.
    pub(crate) mod all {
        use super::{Arc, Deserialize, Deserializer, Serializer, kept};

        pub(crate) fn serialize<S: Serializer>(words: &[Arc<str>], to: S) -> Result<S::Ok, S::Error> {
            to.collect_seq(words.iter().map(|word| &**word))
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Arc<str>>, D::Error> {
            Ok(Vec::<&str>::deserialize(from)?.into_iter().map(kept).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::corpus::samples::SAMPLES;

    fn check(document: &Document) {
        let mut bytes = Vec::new();
        assert!(write(document, &mut bytes), "{}", document.path.display());
        bytes.push(7);
        let seen = Seen { size: 7, ..Seen::default() };
        let back = |bytes: &[u8]| {
            let mut rest = Bytes::from(bytes.to_vec());
            let back = read(document.text.clone(), &mut rest, &document.path, seen);
            (back, rest)
        };
        let (found, rest) = back(&bytes);
        assert_eq!(*rest, [7]);
        // It can be kept again before anybody looked at it.
        let mut again = Vec::new();
        assert!(found.as_ref().is_some_and(|found| write(found, &mut again)));
        again.push(7);
        assert_eq!(again, bytes);
        assert_eq!(found, Some(Document { seen: Some(seen), ..document.clone() }));
        assert!(found.is_some_and(|found| found.sketch() == document.sketch()));
        for count in 1..4 {
            let several = packed(vec![document.clone(); count]);
            assert_eq!(several, vec![document.clone(); count]);
            assert!(several.is_sorted_by(|one, next| count == 1 || one.text.is_before(&next.text)));
        }
        // Whatever is missing or turned, it ends and is no document or another one.
        for cut in [0, 1, 4, bytes.len() / 2, bytes.len() - 2] {
            assert!(back(bytes.get(..cut).unwrap_or_default()).0.is_none());
        }
        for at in (0..bytes.len()).step_by(97) {
            let mut turned = bytes.clone();
            if let Some(byte) = turned.get_mut(at) {
                *byte ^= 0x55;
            }
            if let Some(found) = back(&turned).0 {
                assert!(format!("{found:?}").contains("pieces"));
            }
        }
    }

    #[test]
    fn documents_come_back_as_they_were() {
        check(&load::of_text(Path::new("甲.txt"), "", &Corrections::default()));
        check(&load::of_text(Path::new("乙𠀀.txt"), "总结\n一、ＡＢe\u{301}，𠀀\n正文。\n", &Corrections::default()));
        let (corpus, _) = load_samples();
        assert_eq!(corpus.len(), SAMPLES.len());
        corpus.iter().for_each(check);
    }

    fn load_samples() -> (Vec<Document>, usize) {
        let options = load::Options::default();
        let mut problems = Vec::new();
        let entries = load::walk(&[load::Input::Samples], &options, &mut problems);
        (
            entries.iter().filter_map(|entry| load::read(entry, &options).ok()).map(|(doc, _)| doc).collect(),
            problems.len(),
        )
    }
}
