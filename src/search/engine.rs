//! The boundary of search: a query goes in, places and counts come out. What lies behind it, documents in this program
//! or an index elsewhere, the rest of the program does not know.
//!
//! The contract of every [`Engine`]:
//! - hits come in the order of the corpus (document, then byte), each once, in as many batches as it likes;
//! - when `going` says no, it stops soon and says so; what came until then is good;
//! - the tally is that of the hits it handed out;
//! - letters are first looked for as they stand in the whole corpus, and only where they stand nowhere as pinyin.

use std::ops::Range;

use super::find::{Found, find};
use super::query::{Pattern, Query};
use super::ready::{Ready, Texts};
use super::scan;
use crate::corpus::model::{Corpus, Place};
use crate::text::folded::Needle;
use crate::text::span::ByteSpan;

/// A place found in a corpus: small, for there may be millions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hit {
    document: u32,
    start: u32,
    end: u32,
    term: Option<u16>,
}

impl Hit {
    /// What was found in the document of this number; nothing for a place beyond 4 GiB of its text.
    pub fn new(document: usize, found: Found) -> Option<Self> {
        let Found { span, term } = found;
        let (Ok(document), Ok(end)) = (u32::try_from(document), u32::try_from(span.end)) else { return None };
        Some(Self { document, start: span.start as u32, end, term })
    }

    /// The document's number.
    pub const fn document(self) -> usize {
        self.document as usize
    }

    /// Bytes of the document's text.
    pub const fn span(self) -> ByteSpan {
        ByteSpan::new(self.start as usize, self.end as usize)
    }

    /// Which term of the query; see [`Found::term`].
    pub const fn term(self) -> Option<u16> {
        self.term
    }

    /// Where it stands.
    pub const fn place(self) -> Place {
        Place { document: self.document(), span: self.span() }
    }
}

/// What a search came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Places found.
    pub hits: usize,
    /// Documents with at least one.
    pub documents: usize,
    /// Letters of the query stand nowhere in the corpus and were read as pinyin.
    pub spelled: bool,
    /// It was stopped before the end.
    pub stopped: bool,
}

/// Something that can be searched; see the head of this file for what it promises.
pub trait Engine {
    /// Finds the places of `query`, hands them to `sink`, and goes on as long as `going` says yes.
    fn search(&self, query: &Query, going: &(dyn Fn() -> bool + Sync), sink: &mut dyn FnMut(Vec<Hit>)) -> Tally;
}

/// The documents of a corpus that lies in this program.
#[derive(Clone, Copy, Debug)]
pub struct Shelf<'a> {
    corpus: &'a Corpus,
    /// Their texts.
    texts: Texts<'a>,
    /// The documents to look through, ascending; all without.
    within: Option<&'a [u32]>,
}

impl<'a> Shelf<'a> {
    /// All documents of `corpus`.
    pub fn of(corpus: &'a Corpus) -> Self {
        Self { corpus, texts: Texts::Documents(&corpus.documents), within: None }
    }

    /// The same, made ready: `ready` must be what was made of this very corpus.
    #[must_use]
    pub fn with(self, ready: Option<&'a Ready>) -> Self {
        Self { texts: ready.map_or(self.texts, |ready| Texts::Ready(ready.rows())), ..self }
    }

    /// Only those whose numbers are in `within`, ascending: for a query that can have no hit in others.
    #[must_use]
    pub const fn within(self, within: &'a [u32]) -> Self {
        Self { within: Some(within), ..self }
    }

    /// The texts of all documents.
    pub const fn texts(&self) -> Texts<'a> {
        self.texts
    }

    /// How many documents there are to look through.
    pub fn len(&self) -> usize {
        self.within.map_or(self.corpus.documents.len(), <[u32]>::len)
    }

    /// The number of the document at `place` among them.
    fn number(&self, place: usize) -> Option<usize> {
        self.within.map_or(Some(place), |within| within.get(place).map(|number| *number as usize))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the hits in the document at this place among those to look through.
    pub fn find(&self, place: usize, query: &Query, hits: &mut Vec<Hit>) {
        let number = self.number(place);
        if let Some((number, document)) = number.and_then(|number| Some((number, self.corpus.documents.get(number)?))) {
            find(query, document, |found| hits.extend(Hit::new(number, found)));
        }
    }

    /// Appends the hits in the documents at these places among those to look through.
    pub fn find_all(&self, places: Range<usize>, query: &Query, hits: &mut Vec<Hit>) {
        match query.only_word() {
            Some(word) => scan::find(word, self.texts, places.filter_map(|place| self.number(place)), hits),
            None => places.for_each(|place| self.find(place, query, hits)),
        }
    }

    /// Whether `text` stands in the document at this place.
    pub fn holds(&self, place: usize, text: &Needle) -> bool {
        let own = self.number(place).and_then(|number| self.texts.get(number));
        own.is_some_and(|(own, sketch)| text.is_in(own, sketch))
    }
}

/// `query` with its letters read: as text where `stands` says that they stand somewhere, else as pinyin; and whether any
/// was read as pinyin.
pub fn resolved(query: &Query, mut stands: impl FnMut(&Needle) -> bool) -> (Query, bool) {
    let mut spelled = false;
    let mut query = query.clone();
    for term in &mut query.terms {
        if let Pattern::Letters(text, matcher) = &term.pattern {
            term.pattern = if stands(text) {
                Pattern::Text(text.clone())
            } else {
                spelled = true;
                Pattern::Pinyin(matcher.clone())
            };
        }
    }
    (query, spelled)
}

/// One document after the other: the plainest engine, by which others are measured.
impl Engine for Shelf<'_> {
    fn search(&self, query: &Query, going: &(dyn Fn() -> bool + Sync), sink: &mut dyn FnMut(Vec<Hit>)) -> Tally {
        let (query, spelled) =
            resolved(query, |text| (0..self.len()).any(|number| going() && self.holds(number, text)));
        let mut tally = Tally { spelled, ..Tally::default() };
        for number in 0..self.len() {
            if !going() {
                tally.stopped = true;
                break;
            }
            let mut hits = Vec::new();
            self.find(number, &query, &mut hits);
            if !hits.is_empty() {
                tally.hits += hits.len();
                tally.documents += 1;
                sink(hits);
            }
        }
        tally
    }
}
