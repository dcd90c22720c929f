//! Concordance: places with what stands before and behind them, in an order that brings like together.

use super::engine::Hit;
use crate::corpus::model::{Corpus, Document};
use crate::text::fold;
use crate::text::sentence::sentences_in;
use crate::text::span::{ByteSpan, slice};

/// How the rows of a concordance stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// As in the corpus.
    #[default]
    Corpus,
    /// By what stands before the place, read backwards from it.
    Left,
    /// By what stands behind it.
    Right,
    /// By piece, the piece with the most places first.
    Piece,
}

impl Order {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Corpus, Self::Left, Self::Right, Self::Piece];

    /// The name on the command line.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Corpus => "corpus",
            Self::Left => "left",
            Self::Right => "right",
            Self::Piece => "piece",
        }
    }

    /// The next one, after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|order| *order == self).unwrap_or(0);
        Self::ALL.get(at + 1).copied().unwrap_or_default()
    }
}

/// Brings `hits`, which stand as in the corpus, into `order`; what is alike stays as in the corpus.
pub fn sort(hits: &mut [Hit], order: Order, corpus: &Corpus) {
    match order {
        Order::Corpus => hits.sort_unstable(),
        Order::Left => hits.sort_by_cached_key(|hit| (key(left_of(corpus, *hit).chars().rev()), *hit)),
        Order::Right => hits.sort_by_cached_key(|hit| (key(right_of(corpus, *hit).chars()), *hit)),
        Order::Piece => by_piece(hits, corpus),
    }
}

/// How many characters of a context decide about its place.
const DEEP: usize = 6;

/// The first characters of a context that are no blanks, folded, as one number: its order is theirs.
fn key(context: impl Iterator<Item = char>) -> u128 {
    let mut letters = context.filter(|c| !c.is_whitespace()).map(fold::char);
    (0..DEEP).fold(0, |key, _| key << 21 | letters.next().map_or(0, |c| u128::from(u32::from(c))))
}

fn by_piece(hits: &mut [Hit], corpus: &Corpus) {
    let piece_of = |hit: &Hit| {
        let document = corpus.documents.get(hit.document());
        let at = hit.span().start;
        let before = document.map_or(0, |document| document.pieces.spans().take_while(|span| span.start <= at).count());
        (hit.document(), before)
    };
    let mut counts = rustc_hash::FxHashMap::<(usize, usize), usize>::default();
    for hit in hits.iter() {
        *counts.entry(piece_of(hit)).or_default() += 1;
    }
    let count = |piece| std::cmp::Reverse(counts.get(&piece).copied().unwrap_or(0));
    hits.sort_by_cached_key(|hit| {
        let piece = piece_of(hit);
        (count(piece), piece, *hit)
    });
}

/// The line that a hit begins in.
fn line_of(document: &Document, hit: Hit) -> ByteSpan {
    document.lines.span(&document.text, document.lines.line_of(hit.span().start))
}

/// What stands before a hit in its line.
pub fn left_of(corpus: &Corpus, hit: Hit) -> &str {
    let Some(document) = corpus.documents.get(hit.document()) else { return "" };
    slice(&document.text, ByteSpan::new(line_of(document, hit).start, hit.span().start)).trim_start()
}

/// What stands behind a hit in its line.
pub fn right_of(corpus: &Corpus, hit: Hit) -> &str {
    let Some(document) = corpus.documents.get(hit.document()) else { return "" };
    let end = hit.span().end;
    slice(&document.text, ByteSpan::new(end, line_of(document, hit).end.max(end))).trim_end()
}

/// The place itself.
pub fn matched(corpus: &Corpus, hit: Hit) -> &str {
    corpus.documents.get(hit.document()).map_or("", |document| document.slice(hit.span()))
}

/// The sentence that a hit begins in.
pub fn sentence(document: &Document, hit: Hit) -> ByteSpan {
    let line = line_of(document, hit);
    let at = hit.span().start;
    let found = sentences_in(&document.text, line).find(|sentence| sentence.start <= at && at < sentence.end);
    found.unwrap_or(line)
}

/// The paragraph that a hit begins in, without the blanks around it.
pub fn paragraph(document: &Document, hit: Hit) -> ByteSpan {
    let line = line_of(document, hit);
    let text = document.slice(line);
    let start = line.start + (text.len() - text.trim_start().len());
    ByteSpan::new(start, start + text.trim().len())
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::search::engine::{Engine, Shelf};
    use crate::search::query::Query;
    use crate::text::span::{first_chars, last_chars};

    fn corpus(texts: &[&str]) -> Corpus {
        let document = |text: &&str| Arc::new(load::of_text(Path::new("甲.txt"), text, &Corrections::default()));
        Corpus { documents: texts.iter().map(document).collect(), ..Corpus::default() }
    }

    fn hits(corpus: &Corpus, query: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        let query = Query::parse(query).unwrap_or_default();
        Shelf::of(corpus).search(&query, &|| true, &mut |batch| hits.extend(batch));
        hits
    }

    /// The rows of the concordance of 创建, as before|behind.
    fn check(order: Order, expected: &[&str]) {
        let corpus =
            corpus(&["巩固创建成果，Ｂ推进创建，再创建 １项。\n", "深化创建成效。\n𠀀创建b项，创建，创建𠀀。\n"]);
        let mut hits = hits(&corpus, "创建");
        sort(&mut hits, order, &corpus);
        let shown: Vec<String> = hits
            .iter()
            .map(|hit| {
                let left = last_chars(left_of(&corpus, *hit), 2);
                format!("{left}|{}", first_chars(right_of(&corpus, *hit), 2))
            })
            .collect();
        assert_eq!(shown, expected, "{order:?}");
    }

    #[test]
    fn orders_bring_like_together() {
        let corpus_order = ["巩固|成果", "推进|，再", "，再| １", "深化|成效", "𠀀|b项", "项，|，创", "建，|𠀀。"];
        check(Order::Corpus, &corpus_order);
        // Read forwards and folded, blanks passed over: full-width marks are half-width ones.
        check(Order::Right, &["推进|，再", "项，|，创", "，再| １", "𠀀|b项", "深化|成效", "巩固|成果", "建，|𠀀。"]);
        // Read backwards: 建， before 项，.
        check(Order::Left, &["建，|𠀀。", "项，|，创", "，再| １", "深化|成效", "巩固|成果", "推进|，再", "𠀀|b项"]);
        // The second document has more of them.
        check(Order::Piece, &["深化|成效", "𠀀|b项", "项，|，创", "建，|𠀀。", "巩固|成果", "推进|，再", "，再| １"]);
        assert_eq!(Order::ALL.iter().fold(Order::Corpus, |order, _| order.next()), Order::Corpus);
    }

    #[test]
    fn a_place_grows_to_its_sentence_and_paragraph() {
        let corpus = corpus(&["　　甲乙。推进创建工作，成效𠀀明显！丙丁。\n次行。\n"]);
        let hits = hits(&corpus, "成效𠀀");
        let (Some(hit), Some(document)) = (hits.first(), corpus.documents.first()) else { panic!("nothing found") };
        assert_eq!(document.slice(sentence(document, *hit)), "推进创建工作，成效𠀀明显！");
        assert_eq!(document.slice(paragraph(document, *hit)), "甲乙。推进创建工作，成效𠀀明显！丙丁。");
        assert_eq!(matched(&corpus, *hit), "成效𠀀");
    }
}
