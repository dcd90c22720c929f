//! Pieces: where one work ends and the next begins.
//!
//! Four kinds of evidence, the strongest first: what the format says, a series of separators (第一篇 第二篇), items
//! that a site lists with source and time, and a new title after a signature, before a document number or before numbers that begin again. Without evidence a
//! document is one piece. Knows nothing of levels.

pub mod addressee;
pub mod article;
pub mod attachment;
pub mod byline;
pub mod joined;
pub mod matter;
pub mod news;
pub mod rules;
pub mod sender;
pub mod separator;
pub mod serial;
pub mod title;
pub mod works;

use super::correction::{Placed, Verdict};
use super::model::{Extracted, Noise, Piece};
use super::outline::names::opens_foreword;
use super::outline::reason::Beginning;
use super::row::Row;
use crate::text::span::{ByteSpan, LineIndex, first_chars, head};

/// How many characters of text before the first separator make it a piece of its own.
const OWN_TEXT: usize = 400;
/// How many characters stand for a title where there is none.
const FIRST_WORDS: usize = 24;

/// Where a piece begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Index of the row.
    pub row: usize,
    /// The row separates and is not (only) a title: 附件1, 第一篇.
    pub separator: bool,
    /// Why.
    pub why: Beginning,
}

/// What pieces are made from beside the rows.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The document's text and what the format knew.
    pub source: &'a Extracted,
    /// Where its lines begin.
    pub lines: &'a LineIndex,
    /// The debris that was taken out of the rows.
    pub noise: &'a [Noise],
    /// The title of last resort.
    pub name: &'a str,
    /// What a person said.
    pub said: &'a Placed,
}

/// The pieces of `rows`, debris left out, their sections still empty.
pub fn pieces(rows: &[Row<'_>], context: &Context<'_>) -> Vec<Piece> {
    let cuts = by_hand(cuts(rows, context.noise), rows, context.said);
    let ends = cuts.iter().skip(1).map(|cut| cut.row).chain([rows.len()]);
    let bounds: Vec<(Cut, usize)> = cuts.iter().copied().zip(ends).collect();
    bounds.into_iter().filter_map(|(cut, end)| piece(rows.get(cut.row..end)?, cut, context)).collect()
}

/// The cuts as a person said: more of them, or fewer.
fn by_hand(mut cuts: Vec<Cut>, rows: &[Row<'_>], said: &Placed) -> Vec<Cut> {
    if said.is_empty() {
        return cuts;
    }
    let line = |cut: &Cut| rows.get(cut.row).map_or(0, |row| row.line);
    let joined = said.lines(Verdict::Joined);
    let first = cuts.first().map_or(0, |cut| cut.row);
    cuts.retain(|cut| cut.row == first || joined.binary_search(&line(cut)).is_err());
    for wanted in said.lines(Verdict::Split) {
        let Ok(row) = rows.binary_search_by_key(&wanted, |row| row.line) else { continue };
        let separator = separator::is_bare(rows.get(row).map_or("", |row| row.text));
        match cuts.binary_search_by_key(&row, |cut| cut.row) {
            Ok(at) => cuts.get_mut(at).into_iter().for_each(|cut| cut.why = Beginning::ByHand),
            Err(at) => cuts.insert(at, Cut { row, separator, why: Beginning::ByHand }),
        }
    }
    cuts
}

/// All cuts, ascending; the first is where the first piece begins.
fn cuts(rows: &[Row<'_>], noise: &[Noise]) -> Vec<Cut> {
    let ways: [&dyn Fn() -> Vec<Cut>; 4] =
        [&|| by_format(rows), &|| separator::cuts(rows), &|| sender::cuts(rows), &|| serial::cuts(rows, noise)];
    let mut cuts = ways.iter().map(|way| way()).find(|cuts| !cuts.is_empty()).unwrap_or_default();
    let separated = !cuts.is_empty();
    let first = cuts.first().map_or(0, |cut| cut.row);
    let before: usize = rows.iter().take(first).filter(|row| row.chars > 40).map(|row| row.chars).sum();
    if first > 0 && before >= OWN_TEXT || !separated {
        // The title of a collection is of none of its works.
        let row = if separated { 0 } else { collected(rows) };
        cuts.insert(0, Cut { row, separator: false, why: Beginning::Start });
    }
    let mut all = Vec::new();
    for (at, cut) in cuts.iter().enumerate() {
        let end = cuts.get(at + 1).map_or(rows.len(), |next| next.row);
        all.push(*cut);
        all.extend(joined::cuts(rows, cut.row, end, noise));
    }
    // A title right over the first of several rules or articles is that of the collection.
    if let [first, second, _, ..] = all.as_slice()
        && second.why == Beginning::Article
        && first.row + 1 == second.row
    {
        all.remove(0);
    }
    // A page prints the title over the line 附件, below which it stands once more.
    if let [first, second, ..] = all.as_slice()
        && second.why == Beginning::Attachment
        && title::stands_again(rows, first.row, second.row)
    {
        all.remove(1);
    }
    all
}

/// How many rows hold a collection's title and its table of contents, right above the title of its first work.
fn collected(rows: &[Row<'_>]) -> usize {
    let Some((first, below)) = rows.split_first() else { return 0 };
    if !works::collects(first.text) || !title::could_be_title(first) {
        return 0;
    }
    let contents = matter::contents(below);
    let skipped = if contents.first() == Some(&0) { contents.len() } else { 0 };
    let titled = |row: &Row<'_>| title::could_be_title(row) && title::ends_as_title(row.text);
    if below.get(skipped).is_some_and(titled) { skipped + 1 } else { 0 }
}

fn by_format(rows: &[Row<'_>]) -> Vec<Cut> {
    let of = |wanted: fn(&Row<'_>) -> bool| {
        let found = rows.iter().enumerate().filter(|(_, row)| wanted(row));
        found.map(|(row, _)| Cut { row, separator: false, why: Beginning::Format }).collect::<Vec<_>>()
    };
    let starts = of(|row| row.marks.piece);
    if !starts.is_empty() {
        return starts;
    }
    let titles = of(|row| row.marks.title);
    if titles.len() > 1 { titles } else { works::cuts(rows) }
}

fn piece(rows: &[Row<'_>], cut: Cut, context: &Context<'_>) -> Option<Piece> {
    let Context { source, lines, name, .. } = *context;
    let (first, last) = (rows.first()?, rows.last()?);
    let head = title::head(rows, cut);
    let matter = matter::of(rows, head.rows);
    let matter = matter.into_iter().filter_map(|(at, what)| Some((rows.get(at)?.line, what))).collect();
    let words = if opens_foreword(first.text) { String::new() } else { first_words(first.text) };
    let title = [head.title, words, name.to_owned(), "无题".to_owned()];
    let end = lines.span(&source.text, last.line).end;
    Some(Piece {
        title: title.into_iter().find(|t| !t.trim().is_empty())?,
        start_line: first.line,
        end_line: last.line,
        matter,
        span: ByteSpan::new(lines.span(&source.text, first.line).start, end),
        sections: Vec::new(),
        begins: cut.why,
        refused: Vec::new(),
    })
}

/// How many characters name a piece; a mark after fewer, as in 2024年，, is passed over.
const LEAST_WORDS: usize = 6;

/// The first words of a text: up to the first mark, at most [`FIRST_WORDS`] characters.
fn first_words(text: &str) -> String {
    if let Some(title) = title::glued(text) {
        return title.to_owned();
    }
    let words = first_chars(text, FIRST_WORDS);
    let marks = ['。', '，', ',', '；', ';', '：', ':', '！', '？'];
    let cut = words.match_indices(marks).map(|(at, _)| at).find(|at| head(words, *at).chars().count() >= LEAST_WORDS);
    cut.map_or(words, |at| head(words, at)).trim().trim_end_matches(marks).to_owned()
}

#[cfg(test)]
pub mod tests;
