//! Checking the draft against the corpus, beside the writing: the index is made when it is first needed, on two threads,
//! and kept for the next check.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::corpus::model::{Corpus, Document, Place, Scope};
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::origin::{Origins, Source};
use crate::overlap::check::{Overlap, check};
use crate::overlap::index::{Index, own_file};
use crate::overlap::leftover::{leftovers, without_slots};
use crate::overlap::own::Own;
use crate::overlap::phrases::Phrases;
use crate::overlap::residue::{Borrowed, Ground, Residue, residue};
use crate::overlap::segment::Segment;
use crate::overlap::sequence::Sequence;
use crate::text::segment::Chinese;
use crate::text::span::ByteSpan;

const WORKERS: usize = 2;

/// The index of what is open, from check to check.
#[derive(Clone, Debug, Default)]
pub struct Shelf(Arc<Mutex<Index>>);

/// A draft to check.
#[derive(Debug)]
pub struct CheckOverlap {
    /// The editor's generation.
    pub generation: u64,
    /// Its text.
    pub text: Buffer,
    /// Its file, which is no source of itself.
    pub path: Option<PathBuf>,
    /// What of it was taken over.
    pub taken: Origins,
    /// What it is checked against.
    pub corpus: Arc<Corpus>,
    /// The index.
    pub shelf: Shelf,
    /// What is no match.
    pub phrases: Arc<Phrases>,
    /// What names are told by; without it none are looked for.
    pub words: Option<Arc<Chinese>>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What the draft has in common with the corpus.
    pub overlap: Overlap,
    /// What came with borrowed text and is not the draft's own, with the title of the piece it came from.
    pub residue: Vec<(Residue, String)>,
    /// What is still to be filled in, in bytes of the draft.
    pub leftovers: Vec<ByteSpan>,
}

impl CheckOverlap {
    /// Brings the index up to date and checks.
    pub fn perform(&self) -> Checked {
        let documents = &self.corpus.documents;
        let text = self.text.to_text();
        // What stands in a slot names where its model stands, and is no copied text; of the draft it is a part all the same.
        let slotless = without_slots(&text);
        let draft = Sequence::of_text(&slotless);
        let own = self.path.as_deref().map(|path| own(documents, path)).unwrap_or_default();
        let mut overlap = {
            let mut index = self.shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
            prepare(&mut index, documents);
            check(&index, &draft, &own, &self.phrases)
        };
        if matches!(slotless, Cow::Owned(_)) {
            overlap.letters = Sequence::of_text(&text).letters.len();
        }
        let residue = self.words.as_deref().map(|words| self.residue(&text, &overlap, words)).unwrap_or_default();
        Checked { overlap, residue, leftovers: leftovers(&text) }
    }

    fn residue(&self, text: &str, overlap: &Overlap, words: &Chinese) -> Vec<(Residue, String)> {
        let mut sources: Vec<Known> = Vec::new();
        let mut number = |known: Known| {
            sources.iter().position(|other| *other == known).unwrap_or_else(|| {
                sources.push(known);
                sources.len() - 1
            })
        };
        let corpus = &self.corpus;
        let taken = taken(&self.text, &self.taken).into_iter().map(|(at, source)| {
            let document = corpus.documents.iter().position(|document| document.path == source.path);
            let pieces = document.and_then(|number| corpus.documents.get(number)).map(|document| &document.pieces);
            let piece = pieces.and_then(|pieces| pieces.iter().position(|piece| piece.title == source.piece));
            (at, Known { document, piece, title: source.piece.clone() })
        });
        let spans = overlap.spans.iter().map(|span| (span.at, Known::at(corpus, span.place)));
        let borrowed: Vec<Borrowed> =
            taken.chain(spans).map(|(at, known)| Borrowed { at, source: number(known) }).collect();
        let owns: Vec<Own> = sources.iter().map(|known| known.own(corpus, words)).collect();
        let mut own = Own::of_draft(text, words);
        own.year = own.year.or_else(|| super::clock::today().get(..4).and_then(|year| year.parse().ok()));
        let ground = Ground { text, borrowed: &borrowed, own: &own, sources: &owns, words };
        let title = |found: &Residue| sources.get(found.source).map_or_else(String::new, |known| known.title.clone());
        residue(&ground).into_iter().map(|found| (found, title(&found))).collect()
    }
}

/// What was taken over, in bytes of the text.
fn taken<'o>(text: &Buffer, origins: &'o Origins) -> Vec<(ByteSpan, &'o Source)> {
    let ends = text.paragraphs().iter().scan(0, |end, text| {
        *end += text.len() + 1;
        Some(*end)
    });
    let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
    let offset = |pos: Pos| starts.get(pos.paragraph).map_or(text.bytes(), |start| start + pos.byte);
    let spans = origins.spans().iter();
    spans.map(|origin| (ByteSpan::new(offset(origin.span.start), offset(origin.span.end)), &*origin.source)).collect()
}

/// A source as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    document: Option<usize>,
    piece: Option<usize>,
    title: String,
}

impl Known {
    fn at(corpus: &Corpus, place: Place) -> Self {
        let document = corpus.documents.get(place.document);
        let piece = match corpus.scope_at(place) {
            Scope::Piece(_, piece) | Scope::Section(_, piece, _) => Some(piece),
            Scope::Corpus | Scope::Document(_) => None,
        };
        let title = document.map_or_else(String::new, |document| {
            let piece = piece.and_then(|piece| document.pieces.get(piece));
            piece.map_or_else(|| document.name(), |piece| piece.title.clone())
        });
        Self { document: Some(place.document), piece, title }
    }

    fn own(&self, corpus: &Corpus, words: &Chinese) -> Own {
        let document = self.document.and_then(|number| corpus.documents.get(number));
        if let (Some(document), Some(piece)) = (document, self.piece) {
            return Own::of_piece(document, piece, words);
        }
        let mut own = Own::default();
        own.add(&self.title, words, false);
        own
    }
}

/// The numbers of the documents that are the file at `path`, by whatever name.
pub fn own(documents: &[Arc<Document>], path: &Path) -> Vec<usize> {
    let real = path.canonicalize().ok();
    own_file(documents, path, |other| other == path || real.is_some() && other.canonicalize().ok() == real)
}

/// Makes the index that of `documents`.
pub fn prepare(index: &mut Index, documents: &[Arc<Document>]) {
    let batches = index.follow(documents);
    let next = AtomicUsize::new(0);
    let build = || {
        let mut built = Vec::new();
        while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
            built.push(Segment::build(batch.clone()));
        }
        built
    };
    let segments: Vec<Segment> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..WORKERS.min(batches.len())).map(|_| scope.spawn(build)).collect();
        let mut built = build();
        // What a thread that broke did not build is built the next time.
        for other in others {
            built.extend(other.join().unwrap_or_default());
        }
        built
    });
    index.adopt(segments, documents);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;

    #[test]
    fn a_draft_in_the_folder_of_the_corpus_is_no_copy_of_itself() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let text = "组织志愿者走访沿街商铺三百家发放倡议书两千份𠀀。\n";
        let path = folder.path().join("草稿.txt");
        std::fs::write(&path, text)?;
        std::fs::create_dir(folder.path().join("旧"))?;
        std::fs::write(folder.path().join("旧").join("草稿.txt"), text)?;
        let read = |path: &Path| Arc::new(load::of_text(path, text, &Corrections::default()));
        let named = folder.path().join("旧").join("..").join("草稿.txt");
        let documents = vec![read(&named), read(&folder.path().join("旧").join("草稿.txt"))];
        let job = CheckOverlap {
            generation: 0,
            text: Buffer::from_text(text),
            path: Some(path),
            corpus: Arc::new(Corpus { documents, ..Corpus::default() }),
            shelf: Shelf::default(),
            phrases: Arc::default(),
            taken: Origins::default(),
            words: None,
        };
        for _ in 0..2 {
            let sources: Vec<_> =
                job.perform().overlap.spans.iter().map(|span| (span.place.document, span.others)).collect();
            assert_eq!(sources, [(1, 0)]);
        }
        Ok(())
    }
}
