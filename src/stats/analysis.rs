//! What statistics need of one document, found in one pass and kept small: its words in order, as numbers, and the
//! lengths of its pieces and sections.
//!
//! Made once per document on a worker; every statistic afterwards is a sum over numbers. Nothing here knows which
//! segmenter cuts, nor of other documents.

use std::borrow::Cow;
use std::ops::{Add, AddAssign};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::lexicon::Lexicon;
use super::packed::Packed;
use super::vocabulary::Vocabulary;
use crate::corpus::kept::Kept;
use crate::corpus::model::{Document, Piece};
use crate::corpus::record::{put, read_part, take_kept, take_part};
use crate::text::count::characters;
use crate::text::segment::{self, Segmenter, chunks};
use crate::text::sentence::sentences;
use crate::text::shared::Bytes;
use crate::text::span::ByteSpan;

/// How long a part of a text is. Web debris is never counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SectionLengths {
    /// What stands between its heading and the next heading of any level.
    pub own: Lengths,
    /// Its heading, its own text and everything below it.
    pub whole: Lengths,
}

/// The lengths of a piece.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PieceLengths {
    /// The whole piece.
    pub whole: Lengths,
    /// Its sections, as many as [`Piece::sections`] and in that order.
    pub sections: Vec<SectionLengths>,
}

/// One token: a word or a mark where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its first byte in the document.
    pub start: u32,
    /// The word's number in the vocabulary.
    pub word: u32,
}

impl Token {
    /// Its bytes in the document.
    pub fn span(self, vocabulary: &Vocabulary) -> ByteSpan {
        let start = self.start as usize;
        ByteSpan::new(start, start + vocabulary.length(self.word))
    }
}

/// A stretch of the text without gaps: the lines of one piece that are headings or body and follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    /// Its first byte in the document.
    start: u32,
    /// One past its last byte.
    end: u32,
    /// The place of its first token.
    first: u32,
}

/// What is known of a document; see the head of this file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    blocks: Vec<Block>,
    /// The words and marks of all blocks, by number. A block's tokens lie side by side, so that where each stands
    /// follows from the lengths of those before it.
    tokens: Packed,
    pieces: Kept<Vec<PieceLengths>>,
    /// Of all pieces together.
    whole: Lengths,
}

impl Analysis {
    /// The tokens that begin within `span`, in order, marks and spaces among them. Whatever is no prose (debris, title,
    /// addressee, signature) has none.
    pub fn tokens<'a>(&'a self, vocabulary: &'a Vocabulary, span: ByteSpan) -> impl Iterator<Item = Token> + 'a {
        self.stretches(vocabulary, span).flatten()
    }

    /// The same, each stretch of the text without gaps by itself.
    pub fn stretches<'a>(
        &'a self,
        vocabulary: &'a Vocabulary,
        span: ByteSpan,
    ) -> impl Iterator<Item = impl Iterator<Item = Token> + 'a> + 'a {
        let from = self.blocks.partition_point(|block| block.end as usize <= span.start);
        let blocks = self.blocks.iter().enumerate().skip(from);
        blocks.take_while(move |(_, block)| (block.start as usize) < span.end).map(move |(number, block)| {
            let end = self.blocks.get(number + 1).map_or(self.tokens.end(), |next| next.first as usize);
            let mut at = block.start;
            let tokens = self.tokens.range(block.first as usize, end).map(move |word| {
                let start = at;
                at += vocabulary.length(word) as u32;
                Token { start, word }
            });
            tokens
                .skip_while(move |token| (token.start as usize) < span.start)
                .take_while(move |token| (token.start as usize) < span.end)
        })
    }

    /// The words that begin within `span`, marks and spaces among them, each stretch of the text without gaps by itself; where
    /// they stand is not found out.
    pub fn words<'a>(
        &'a self,
        vocabulary: &'a Vocabulary,
        span: ByteSpan,
    ) -> impl Iterator<Item = impl Iterator<Item = u32> + 'a> + 'a {
        let from = self.blocks.partition_point(|block| block.end as usize <= span.start);
        let blocks = self.blocks.iter().enumerate().skip(from);
        blocks.take_while(move |(_, block)| (block.start as usize) < span.end).map(move |(number, block)| {
            let end = self.blocks.get(number + 1).map_or(self.tokens.end(), |next| next.first as usize);
            let (mut from, mut to) = (block.first as usize, end);
            if (block.start as usize) < span.start || span.end < block.end as usize {
                to = from;
                let mut at = block.start as usize;
                for word in self.tokens.range(block.first as usize, end) {
                    from += if at < span.start { Packed::units(word) } else { 0 };
                    to += if at < span.end { Packed::units(word) } else { 0 };
                    at += vocabulary.text(word).len();
                }
            }
            self.tokens.range(from, to)
        })
    }

    /// Gives every word of `all` the number that `numbers` has for its own. Their words and lengths come to stand in one
    /// block of memory.
    pub fn renumber<'a>(all: impl Iterator<Item = &'a mut Self>, numbers: &[u32]) {
        let mut block = Vec::new();
        let renumbered: Vec<(&mut Self, [usize; 3])> = all
            .map(|analysis| {
                let start = block.len();
                analysis.put_renumbered(numbers, &mut block);
                let middle = block.len();
                block.extend_from_slice(&analysis.pieces.bytes());
                (analysis, [start, middle, block.len()])
            })
            .collect();
        let block: Arc<[u8]> = block.into();
        for (analysis, [start, middle, end]) in renumbered {
            analysis.blocks.shrink_to_fit();
            // They are the parts that were put there.
            analysis.tokens = Bytes::part(&block, start..middle).and_then(Packed::of_bytes).unwrap_or_default();
            analysis.pieces = Kept::of_bytes(Bytes::part(&block, middle..end).filter(|pieces| !pieces.is_empty()));
        }
    }

    fn put_renumbered(&mut self, numbers: &[u32], units: &mut Vec<u8>) {
        let start = units.len();
        let all = self.tokens.end();
        let ends: Vec<usize> = self.blocks.iter().skip(1).map(|block| block.first as usize).chain([all]).collect();
        for (block, end) in self.blocks.iter_mut().zip(ends) {
            let first = std::mem::replace(&mut block.first, ((units.len() - start) / 2) as u32) as usize;
            for word in self.tokens.range(first, end) {
                Packed::put(units, numbers.get(word as usize).copied().unwrap_or(u32::MAX));
            }
        }
    }

    /// Appends it to `out`, its words by their numbers.
    pub fn write(&self, out: &mut Vec<u8>) {
        let Lengths { characters, sentences, paragraphs } = self.whole;
        let whole = [characters, sentences, paragraphs].into_iter();
        let blocks = self.blocks.iter().flat_map(|block| [block.start, block.end, block.first]);
        let flat: Vec<u8> = whole.chain(blocks).flat_map(u32::to_le_bytes).collect();
        put(out, &flat);
        put(out, self.tokens.bytes());
        put(out, &self.pieces.bytes());
    }

    /// What [`Self::write`] appended, from the front of `bytes`, which are known to be undamaged. Nothing for bytes that are
    /// no analysis.
    pub fn read(bytes: &mut Bytes) -> Option<Self> {
        let three = |bytes: &[u8; 12]| {
            let mut numbers = bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number));
            [(); 3].map(|()| numbers.next().unwrap_or(0))
        };
        let block = |bytes: &[u8; 12]| {
            let [start, end, first] = three(bytes);
            Block { start, end, first }
        };
        let ([characters, sentences, paragraphs], blocks) = read_part(bytes, |flat| {
            let (flat, []) = flat.as_chunks::<12>() else { return None };
            let (whole, blocks) = flat.split_first()?;
            Some((three(whole), blocks.iter().map(block).collect()))
        })?;
        Some(Self {
            blocks,
            tokens: Packed::of_bytes(take_part(bytes)?)?,
            pieces: take_kept(bytes)?,
            whole: Lengths { characters, sentences, paragraphs },
        })
    }

    /// The lengths of the pieces, in order.
    pub fn pieces(&self) -> &[PieceLengths] {
        &self.pieces
    }

    /// The same for one look: whoever goes through a whole corpus does not leave them behind in memory.
    pub fn peek(&self) -> Cow<'_, [PieceLengths]> {
        match self.pieces.peek() {
            Cow::Borrowed(pieces) => Cow::Borrowed(pieces),
            Cow::Owned(pieces) => Cow::Owned(pieces),
        }
    }

    /// The lengths of the document: of all its pieces together.
    pub const fn lengths(&self) -> Lengths {
        self.whole
    }
}

/// Analyses `doc`; its words get their numbers in `vocabulary`. Words are looked for in its pieces only, not in debris
/// and not in lines of title, address, signature and date. Bytes beyond 4 GiB are not read.
pub fn analyse(doc: &Document, segmenter: &dyn Segmenter, lexicon: &Lexicon, vocabulary: &mut Vocabulary) -> Analysis {
    let mut analysis = Analysis::default();
    let mut pieces = Vec::with_capacity(doc.pieces.len());
    let mut tokens: Vec<segment::Token> = Vec::new();
    for piece in &doc.pieces {
        for block in prose(doc, piece) {
            // Pieces stand in order; should they ever overlap, looking up by binary search must still hold.
            let before = analysis.blocks.last().map_or(0, |last| last.end as usize);
            let (Ok(start), Ok(end)) = (u32::try_from(block.start), u32::try_from(block.end)) else { break };
            if block.start < before {
                continue;
            }
            analysis.blocks.push(Block { start, end, first: analysis.tokens.end() as u32 });
            for (at, text) in chunks(doc.slice(block)) {
                tokens.clear();
                segmenter.cut(text, &mut tokens);
                for token in &tokens {
                    let span = token.span();
                    let start = block.start + at;
                    let text = doc.slice(ByteSpan::new(start + span.start, start + span.end));
                    analysis.tokens.push(vocabulary.number(text, token.kind, lexicon));
                }
            }
        }
        pieces.push(lengths(doc, piece));
    }
    analysis.whole = pieces.iter().map(|piece| piece.whole).sum();
    analysis.pieces = pieces.into();
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

    fn check(
        lines: &[Line],
        words: &str,
        characters: u32,
        sentences: u32,
        paragraphs: u32,
    ) -> (Document, Analysis, Vocabulary) {
        let doc = document("甲.txt", lines);
        let mut vocabulary = Vocabulary::default();
        let analysis = analyse(&doc, &ByClass, &Lexicon::builtin(), &mut vocabulary);
        let all = ByteSpan::new(0, doc.text.len());
        let kept = |token: &Token| vocabulary.get(token.word).is_some_and(|word| word.kept);
        let found: Vec<&str> =
            analysis.tokens(&vocabulary, all).filter(kept).map(|t| doc.slice(t.span(&vocabulary))).collect();
        assert_eq!(found.join(" "), words);
        // Every token stands where its word does.
        assert!(analysis.tokens(&vocabulary, all).all(|t| doc.slice(t.span(&vocabulary)) == vocabulary.text(t.word)));
        assert_eq!(analysis.lengths(), Lengths { characters, sentences, paragraphs });
        (doc, analysis, vocabulary)
    }

    #[test]
    fn words_and_lengths_of_a_piece() {
        let (doc, analysis, vocabulary) = check(
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
        let second = doc.pieces.first().and_then(|p| p.sections.get(1)).map(|s| s.span).unwrap_or_default();
        let words: Vec<&str> = analysis.tokens(&vocabulary, second).map(|token| vocabulary.text(token.word)).collect();
        assert_eq!(words.join("|"), "一是|：|宣传|。|LED| |屏| |𠀀𠀁|。");
        // Words alone are those of tokens, wherever a part begins and ends.
        for start in 0..doc.text.len() {
            for end in (start..=doc.text.len()).step_by(3) {
                let span = ByteSpan::new(start, end);
                let tokens = analysis.stretches(&vocabulary, span).map(|stretch| stretch.map(|t| t.word).collect());
                let words = analysis.words(&vocabulary, span).map(Iterator::collect);
                assert_eq!(words.collect::<Vec<Vec<u32>>>(), tokens.collect::<Vec<Vec<u32>>>(), "{span:?}");
            }
        }
    }

    #[test]
    fn a_document_without_text_has_nothing() {
        check(&[], "", 0, 0, 0);
    }
}
