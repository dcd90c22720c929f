//! What statistics need of one document, found in one pass and kept small: its words that mean something, in order,
//! and the lengths of its pieces and sections.
//!
//! Made once per document on a worker; every statistic afterwards is a sum over numbers. Nothing here knows which
//! segmenter cuts, nor of other documents.

use std::collections::HashMap;
use std::ops::{Add, AddAssign};

use super::lexicon::Lexicon;
use crate::corpus::model::{Document, Piece};
use crate::text::count::characters;
use crate::text::segment::{Segmenter, Token, chunks};
use crate::text::sentence::sentences;
use crate::text::span::{ByteSpan, slice};

/// How long a part of a text is. Web debris is never counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Lengths {
    /// 字数 as [`characters`] counts, headings, titles and signatures included.
    pub characters: u32,
    /// 句 as [`sentences`] finds them; a heading is one. Lines of title, address, signature and date are none.
    pub sentences: u32,
    /// 段: lines with text, headings included; lines of title, address, signature and date are none.
    pub paragraphs: u32,
}

impl Add for Lengths {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            characters: self.characters + other.characters,
            sentences: self.sentences + other.sentences,
            paragraphs: self.paragraphs + other.paragraphs,
        }
    }
}

impl AddAssign for Lengths {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Lengths {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// The lengths of a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionLengths {
    /// What stands between its heading and the next heading of any level.
    pub own: Lengths,
    /// Its heading, its own text and everything below it.
    pub whole: Lengths,
}

/// The lengths of a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PieceLengths {
    /// The whole piece.
    pub whole: Lengths,
    /// Its sections, as many as [`Piece::sections`] and in that order.
    pub sections: Vec<SectionLengths>,
}

/// One occurrence of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its first byte in the document.
    pub start: u32,
    /// The word's number in the document's own vocabulary.
    pub word: u32,
}

/// What is known of a document; see the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// All words end to end, each once, in the order of their first occurrence.
    words: String,
    /// Where each word ends in `words`.
    ends: Vec<u32>,
    /// In how many of the document's pieces each word occurs.
    ranges: Vec<u32>,
    occurrences: Vec<Occurrence>,
    pieces: Vec<PieceLengths>,
}

impl Analysis {
    /// Number of distinct words.
    pub fn vocabulary(&self) -> usize {
        self.ends.len()
    }

    /// The word of this number; empty for a number that is not there.
    pub fn word(&self, number: u32) -> &str {
        let index = number as usize;
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        slice(&self.words, ByteSpan::new(start as usize, end as usize))
    }

    /// All words with their numbers and the number of the document's pieces that each occurs in.
    pub fn words(&self) -> impl Iterator<Item = (u32, &str, u32)> {
        self.ranges.iter().enumerate().map(|(i, &range)| (i as u32, self.word(i as u32), range))
    }

    /// The occurrences that begin within `span`, in order.
    pub fn occurrences(&self, span: ByteSpan) -> &[Occurrence] {
        let start = self.occurrences.partition_point(|o| (o.start as usize) < span.start);
        let end = self.occurrences.partition_point(|o| (o.start as usize) < span.end).max(start);
        self.occurrences.get(start..end).unwrap_or_default()
    }

    /// The bytes of an occurrence in the document.
    pub fn span(&self, occurrence: Occurrence) -> ByteSpan {
        let start = occurrence.start as usize;
        ByteSpan::new(start, start + self.word(occurrence.word).len())
    }

    /// The lengths of the pieces, in order.
    pub fn pieces(&self) -> &[PieceLengths] {
        &self.pieces
    }

    /// The lengths of the document: of all its pieces together.
    pub fn lengths(&self) -> Lengths {
        self.pieces.iter().map(|piece| piece.whole).sum()
    }
}

/// Analyses `doc`. Words are looked for in its pieces only, not in debris and not in lines of title, address,
/// signature and date; which of them are kept says [`Lexicon::keeps`]. Bytes beyond 4 GiB are not read.
pub fn analyse(doc: &Document, segmenter: &dyn Segmenter, lexicon: &Lexicon) -> Analysis {
    let mut analysis = Analysis::default();
    let mut numbers: HashMap<&str, Option<u32>> = HashMap::new();
    // The last piece that each word was seen in, by its number.
    let mut seen: Vec<usize> = Vec::new();
    let mut tokens: Vec<Token> = Vec::new();
    for (index, piece) in doc.pieces.iter().enumerate() {
        let blocks = prose(doc, piece);
        let stretches =
            blocks.iter().flat_map(|block| chunks(doc.slice(*block)).map(|(at, text)| (block.start + at, text)));
        for (at, text) in stretches {
            tokens.clear();
            segmenter.cut(text, &mut tokens);
            for token in &tokens {
                let span = token.span();
                // No word that is kept is shorter than two letters.
                if span.len() < 2 {
                    continue;
                }
                let span = ByteSpan::new(at + span.start, at + span.end);
                let word = doc.slice(span);
                let number = *numbers.entry(word).or_insert_with(|| {
                    lexicon.keeps(word, token.kind).then(|| {
                        analysis.words.push_str(word);
                        analysis.ends.push(analysis.words.len() as u32);
                        analysis.ranges.push(0);
                        seen.push(usize::MAX);
                        analysis.ends.len() as u32 - 1
                    })
                });
                let (Some(number), Ok(start)) = (number, u32::try_from(span.start)) else { continue };
                analysis.occurrences.push(Occurrence { start, word: number });
                if let (Some(last), Some(range)) =
                    (seen.get_mut(number as usize), analysis.ranges.get_mut(number as usize))
                {
                    *range += u32::from(*last != index);
                    *last = index;
                }
            }
        }
        analysis.pieces.push(lengths(doc, piece));
    }
    // Pieces stand in order; should they ever overlap, looking up by binary search must still hold.
    if !analysis.occurrences.is_sorted_by_key(|o| o.start) {
        analysis.occurrences.sort_by_key(|o| o.start);
    }
    analysis.occurrences.shrink_to_fit();
    analysis.words.shrink_to_fit();
    analysis
}

/// The blocks of lines of `piece` that are headings or body.
fn prose(doc: &Document, piece: &Piece) -> Vec<ByteSpan> {
    let mut blocks: Vec<ByteSpan> = Vec::new();
    let mut last_line = 0;
    for (line, part) in doc.paragraphs(piece.span) {
        if piece.matter_of(line).is_some() {
            continue;
        }
        match blocks.last_mut() {
            Some(block) if last_line + 1 == line => block.end = part.end,
            _ => blocks.push(part),
        }
        last_line = line;
    }
    blocks
}

/// Measures a piece and its sections.
fn lengths(doc: &Document, piece: &Piece) -> PieceLengths {
    let mut sections: Vec<SectionLengths> = Vec::with_capacity(piece.sections.len());
    for section in &piece.sections {
        let own = measure(doc, piece, section.body);
        let whole = own + measure(doc, piece, section.heading);
        sections.push(SectionLengths { own, whole });
    }
    // Headings and bodies end where sentences end, so characters and sentences add up from the leaves. Children stand
    // after their parents.
    for (index, section) in piece.sections.iter().enumerate().rev() {
        let below = sections.get(index).map(|s| s.whole).unwrap_or_default();
        if let Some(parent) = section.parent.filter(|&parent| parent < index).and_then(|p| sections.get_mut(p)) {
            parent.whole += below;
        }
    }
    // A run-in heading shares its paragraph with its body, so paragraphs are counted over the whole.
    for (section, lengths) in piece.sections.iter().zip(&mut sections) {
        let lines = doc.paragraphs(section.span).filter(|(line, _)| piece.matter_of(*line).is_none());
        lengths.whole.paragraphs = lines.count() as u32;
    }
    PieceLengths { whole: measure(doc, piece, piece.span), sections }
}

/// Measures a part of a piece.
fn measure(doc: &Document, piece: &Piece, span: ByteSpan) -> Lengths {
    let mut lengths = Lengths::default();
    for (line, part) in doc.paragraphs(span) {
        let text = doc.slice(part);
        lengths.characters += characters(text) as u32;
        if piece.matter_of(line).is_none() {
            lengths.sentences += sentences(text).count() as u32;
            lengths.paragraphs += 1;
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, document};
    use crate::text::segment::ByClass;

    fn check(lines: &[Line], words: &str, characters: u32, sentences: u32, paragraphs: u32) -> (Document, Analysis) {
        let doc = document("甲.txt", lines);
        let analysis = analyse(&doc, &ByClass, &Lexicon::builtin());
        let all = ByteSpan::new(0, doc.text.len());
        let found: Vec<&str> = analysis.occurrences(all).iter().map(|o| doc.slice(analysis.span(*o))).collect();
        assert_eq!(found.join(" "), words);
        assert_eq!(analysis.lengths(), Lengths { characters, sentences, paragraphs });
        (doc, analysis)
    }

    #[test]
    fn words_and_lengths_of_a_piece() {
        let (doc, analysis) = check(
            &[
                Line::Title("创城总结"),
                Line::Noise("分享 到 社区"),
                Line::Heading(1, "一、文明 创建"),
                Line::Text("社区 志愿者 20xx年 200份。创建，文明！"),
                Line::RunIn(2, "一是：宣传。", "LED 屏 𠀀𠀁。"),
                Line::Heading(1, "二、cafe\u{301}"),
                Line::Matter("某某局 2024年"),
            ],
            "文明 创建 社区 志愿者 创建 文明 宣传 LED 𠀀𠀁 cafe\u{301}",
            // Line by line: title, heading, text, run-in heading, its body, heading, signature.
            4 + 6 + 16 + 6 + 5 + 3 + 5,
            1 + 2 + 2 + 1,
            1 + 1 + 1 + 1,
        );
        let piece = analysis.pieces();
        assert_eq!(piece.len(), 1);
        let sections = piece.first().map(|p| p.sections.clone()).unwrap_or_default();
        let of = |c, s, p| Lengths { characters: c, sentences: s, paragraphs: p };
        assert_eq!(
            sections,
            [
                SectionLengths { own: of(16, 2, 1), whole: of(6 + 16 + 6 + 5, 5, 3) },
                SectionLengths { own: of(5, 1, 1), whole: of(11, 2, 1) },
                SectionLengths { own: of(5, 0, 0), whole: of(3 + 5, 1, 1) },
            ]
        );
        let vocabulary: Vec<&str> = analysis.words().map(|(_, word, _)| word).collect();
        assert_eq!(vocabulary.join(" "), "文明 创建 社区 志愿者 宣传 LED 𠀀𠀁 cafe\u{301}");
        let second = doc.pieces.first().and_then(|p| p.sections.get(1)).map(|s| s.span).unwrap_or_default();
        assert_eq!(analysis.occurrences(second).len(), 3);
    }

    #[test]
    fn ranges_count_pieces_and_not_occurrences() {
        let (_, analysis) = check(
            &[
                Line::Title("甲"),
                Line::Text("创建 创建"),
                Line::Title("乙"),
                Line::Text("创建 社区"),
                Line::Title("丙"),
            ],
            "创建 创建 创建 社区",
            11,
            2,
            2,
        );
        let ranges: Vec<_> = analysis.words().map(|(_, word, range)| (word, range)).collect();
        assert_eq!(ranges, [("创建", 2), ("社区", 1)]);
        assert_eq!(analysis.word(9), "");
    }

    #[test]
    fn a_document_without_text_has_nothing() {
        check(&[], "", 0, 0, 0);
    }
}
