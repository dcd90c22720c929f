//! A document as bytes and back: for the program's own cache, never for anything that another version reads.
//!
//! What is large (the text, its sketch) stands as it is, the rest in the compact form of `postcard`. What a person said of
//! a document is not among it: such documents are always read anew.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::clean::site::Edges;
use super::correction::Placed;
use super::model::{Document, Format, Hint, Noise, Piece, Seen};
use super::set::SourceMap;
use crate::text::folded::{Lazy, Sketch};
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

/// All but text and sketch.
#[derive(Serialize, Deserialize)]
struct Rest<'a> {
    format: Format,
    encoding: Cow<'a, str>,
    encoding_guessed: bool,
    source: Cow<'a, SourceMap>,
    hints: Cow<'a, [(usize, Hint)]>,
    noise: Cow<'a, [Noise]>,
    pieces: Cow<'a, [Piece]>,
    edges: Cow<'a, Edges>,
    by_site: bool,
}

/// Appends `document` to `out`. False, and nothing appended, where it cannot be: what a person said of it counts.
pub fn write(document: &Document, out: &mut Vec<u8>) -> bool {
    if !document.said.is_empty() || !document.said.lost.is_empty() || u32::try_from(document.text.len()).is_err() {
        return false;
    }
    let rest = Rest {
        format: document.format,
        encoding: document.encoding.into(),
        encoding_guessed: document.encoding_guessed,
        source: Cow::Borrowed(&document.source),
        hints: Cow::Borrowed(&document.hints),
        noise: Cow::Borrowed(&document.noise),
        pieces: Cow::Borrowed(&document.pieces),
        edges: Cow::Borrowed(&document.edges),
        by_site: document.by_site,
    };
    let Ok(rest) = postcard::to_allocvec(&rest) else { return false };
    put(out, document.text.as_bytes());
    put(out, &document.sketch().bytes());
    put(out, &rest);
    true
}

/// The document that was written, from the front of `bytes`; nothing for bytes that are none.
pub fn read(bytes: &mut &[u8], path: &Path, seen: Seen) -> Option<Document> {
    let text = simdutf8::basic::from_utf8(take(bytes)?).ok()?;
    let sketch = Sketch::from_bytes(take(bytes)?)?;
    let rest: Rest<'_> = postcard::from_bytes(take(bytes)?).ok()?;
    Some(Document {
        path: path.to_owned(),
        format: rest.format,
        encoding: Encoding::for_label(rest.encoding.as_bytes())?.name(),
        encoding_guessed: rest.encoding_guessed,
        lines: LineIndex::new(text),
        text: text.to_owned(),
        source: rest.source.into_owned(),
        hints: rest.hints.into_owned(),
        noise: rest.noise.into_owned(),
        pieces: rest.pieces.into_owned(),
        edges: rest.edges.into_owned(),
        said: Placed::default(),
        sketch: Lazy::from(sketch),
        by_site: rest.by_site,
        seen: Some(seen),
    })
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
        let mut rest = bytes.as_slice();
        let seen = Seen { size: 7, ..Seen::default() };
        let back = read(&mut rest, &document.path, seen);
        assert_eq!(rest, [7]);
        assert_eq!(back, Some(Document { seen: Some(seen), ..document.clone() }));
        assert!(back.is_some_and(|back| back.sketch() == document.sketch()));
        // Whatever is missing or turned, it ends and is no document or another one.
        for cut in [0, 1, 4, bytes.len() / 2, bytes.len() - 2] {
            assert!(read(&mut bytes.get(..cut).unwrap_or_default(), &document.path, seen).is_none());
        }
        for at in (0..bytes.len()).step_by(97) {
            let mut turned = bytes.clone();
            if let Some(byte) = turned.get_mut(at) {
                *byte ^= 0x55;
            }
            read(&mut turned.as_slice(), &document.path, seen);
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
