//! How often each word stands in the whole corpus, in how many pieces, and where first: what statistics of any part hold
//! that part against. Made in one pass, once for all of them.

use super::data::Data;
use crate::corpus::model::{Place, Scope};
use crate::text::span::ByteSpan;

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How often it stands.
    pub count: u32,
    /// In how many pieces.
    pub pieces: u32,
    /// The number of the first document with it.
    document: u32,
    /// Its first byte there.
    start: u32,
}

/// What is known of all words, by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    words: Vec<Total>,
    /// Words and figures in all; marks are none.
    running: u64,
    /// Pieces in all.
    pieces: u32,
    /// Documents that were gone through.
    documents: u32,
}

/// Bytes of a word among those of all.
const TOTAL: usize = 16;

impl Totals {
    /// Counts all analysed documents.
    pub fn of(data: &Data<'_>) -> Self {
        let vocabulary = data.vocabulary();
        let is_word: Vec<bool> = vocabulary.words().iter().map(super::vocabulary::Word::is_word).collect();
        let mut totals = Self { words: vec![Total::default(); vocabulary.len()], ..Self::default() };
        // The last piece that each word was seen in.
        let mut seen = vec![0_u32; vocabulary.len()];
        for part in data.parts(Scope::Corpus) {
            totals.documents += 1;
            for span in part.document.pieces.spans() {
                totals.pieces += 1;
                for token in part.analysis.tokens(vocabulary, span) {
                    let at = token.word as usize;
                    totals.running += u64::from(is_word.get(at).copied().unwrap_or(false));
                    let (Some(total), Some(last)) = (totals.words.get_mut(at), seen.get_mut(at)) else { continue };
                    if total.count == 0 {
                        (total.document, total.start) = (part.number as u32, token.start);
                    }
                    total.count += 1;
                    if *last != totals.pieces {
                        *last = totals.pieces;
                        total.pieces += 1;
                    }
                }
            }
        }
        totals
    }

    /// What is known of the word of this number.
    pub fn get(&self, word: u32) -> Total {
        self.words.get(word as usize).copied().unwrap_or_default()
    }

    /// All words that stand somewhere, by their numbers; the place is the first, as long as `length` says, in bytes.
    pub fn iter<'a>(&'a self, length: impl Fn(u32) -> usize + 'a) -> impl Iterator<Item = (u32, Total, Place)> + 'a {
        let words = self.words.iter().enumerate().filter(|(_, total)| total.count > 0);
        words.map(move |(number, total)| {
            let (number, start) = (number as u32, total.start as usize);
            let span = ByteSpan::new(start, start + length(number));
            (number, *total, Place { document: total.document as usize, span })
        })
    }

    /// All running words and figures.
    pub const fn running(&self) -> u64 {
        self.running
    }

    /// How many pieces there are.
    pub const fn pieces(&self) -> u32 {
        self.pieces
    }

    /// How many documents there are.
    pub const fn documents(&self) -> u32 {
        self.documents
    }

    /// All of it as bytes.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(TOTAL * (self.words.len() + 1));
        bytes.extend(self.running.to_le_bytes());
        bytes.extend(self.pieces.to_le_bytes());
        bytes.extend(self.documents.to_le_bytes());
        for total in &self.words {
            for number in [total.count, total.pieces, total.document, total.start] {
                bytes.extend(number.to_le_bytes());
            }
        }
        bytes
    }

    /// What [`Self::bytes`] gave; nothing for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_first_chunk::<TOTAL>()?;
        let (rows, []) = rest.as_chunks::<TOTAL>() else { return None };
        let four = |row: &[u8; TOTAL]| {
            let (parts, _) = row.as_chunks::<4>();
            let mut numbers = parts.iter().map(|part| u32::from_le_bytes(*part));
            [(); 4].map(|()| numbers.next().unwrap_or(0))
        };
        let [low, high, pieces, documents] = four(head);
        let words = rows.iter().map(|row| {
            let [count, pieces, document, start] = four(row);
            Total { count, pieces, document, start }
        });
        Some(Self { words: words.collect(), running: u64::from(high) << 32 | u64::from(low), pieces, documents })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, analysed, corpus};

    #[test]
    fn words_are_counted_over_pieces_and_documents() {
        let corpus = corpus(&[
            &[Line::Title("甲"), Line::Text("创建 𠀀𠀁，创建。"), Line::Title("乙"), Line::Text("创建 社区")],
            &[Line::Title("丙"), Line::Text("社区 社区 LED")],
        ]);
        let analyses = analysed(&corpus);
        let data = Data { corpus: &corpus, analyses: &analyses };
        let totals = Totals::of(&data);
        let vocabulary = analyses.vocabulary();
        let check = |word: &str, count: u32, pieces: u32, document: usize, text: &str| {
            let number = vocabulary.find(word).unwrap_or(u32::MAX);
            let total = totals.get(number);
            assert_eq!((total.count, total.pieces), (count, pieces), "{word}");
            let first =
                totals.iter(|word| vocabulary.length(word)).find(|(own, ..)| *own == number).map(|(.., place)| place);
            let shown =
                first.and_then(|place| Some(corpus.documents.get(place.document)?.slice(place.span).to_owned()));
            assert_eq!((first.map(|place| place.document), shown.as_deref()), (Some(document), Some(text)), "{word}");
        };
        check("创建", 3, 2, 0, "创建");
        check("社区", 3, 2, 0, "社区");
        check("𠀀𠀁", 1, 1, 0, "𠀀𠀁");
        check("LED", 1, 1, 1, "LED");
        check("，", 1, 1, 0, "，");
        assert_eq!((totals.running(), totals.pieces(), totals.documents()), (8, 3, 2));
        assert_eq!(totals.get(u32::MAX), Total::default());
        assert_eq!(Totals::from_bytes(&totals.bytes()), Some(totals.clone()));
        assert_eq!(Totals::from_bytes(&[1, 2, 3]), None);
    }
}
