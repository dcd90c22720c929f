//! Borrowed stretches found again in a text that was edited elsewhere.
//!
//! A stretch is looked for by its text: the only place where that stands, or the one nearest to where it should be
//! by the stretches before it. What cannot be found is dropped: a source is never claimed for other words.

use super::buffer::{Buffer, PosSpan};
use super::origin::{Origin, Origins};
use crate::text::span;

/// Stretches shorter than this (characters) stand in many places by chance: they must be just where they should be.
const SHORT: usize = 4;

/// What of `new` is borrowed, when `origins` was borrowed of `old`.
pub fn again(old: &Buffer, origins: &Origins, new: &Buffer) -> Origins {
    let whole = new.to_text();
    // How far the text has moved by the last stretch that was found.
    let mut shift = 0_isize;
    let mut from = 0;
    let mut found = Vec::new();
    for origin in origins.spans() {
        let text = old.slice(origin.span);
        let expected = old.offset(origin.span.start).saturating_add_signed(shift);
        let Some(at) = nearest(&whole, &text, from, expected) else { continue };
        shift += at as isize - expected as isize;
        from = at + text.len();
        let span = PosSpan { start: new.at_offset(at), end: new.at_offset(from) };
        found.push(Origin { span, source: origin.source.clone() });
    }
    Origins::new(found)
}

/// The byte of `whole` at which `text` stands nearest to `expected`, not before `from`.
fn nearest(whole: &str, text: &str, from: usize, expected: usize) -> Option<usize> {
    if text.is_empty() {
        return None;
    }
    // Looked at first: of places that overlap (好好好好…) the search below would see only every other one.
    let stands = expected >= from && span::tail(whole, expected).starts_with(text);
    if stands && span::floor(whole, expected) == expected {
        return Some(expected);
    }
    if text.chars().take(SHORT).count() < SHORT {
        return None;
    }
    let places = span::tail(whole, from).match_indices(text).map(|(at, _)| from + at);
    let mut best: Option<usize> = None;
    for at in places {
        if best.is_some_and(|best| best.abs_diff(expected) <= at.abs_diff(expected)) {
            break;
        }
        best = Some(at);
    }
    best
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::draft::buffer::Pos;
    use crate::draft::origin::Source;

    fn check(old: &str, borrowed: &[&str], new: &str, expected: &[&str]) {
        let (old, new) = (Buffer::from_text(old), Buffer::from_text(new));
        let text = old.to_text();
        let origins = borrowed.iter().enumerate().filter_map(|(line, part)| {
            let at = text.find(part)?;
            let span = PosSpan { start: old.at_offset(at), end: old.at_offset(at + part.len()) };
            Some(Origin { span, source: Arc::new(Source { path: "a.txt".into(), piece: "总结".to_owned(), line }) })
        });
        let found = again(&old, &Origins::new(origins.collect()), &new);
        let texts: Vec<String> = found.spans().iter().map(|origin| new.slice(origin.span)).collect();
        assert_eq!(texts, expected, "{}", new.to_text());
    }

    #[test]
    fn stretches_are_found_where_their_text_went() {
        check(
            "开头。入户宣传三轮。结尾",
            &["入户宣传三轮。"],
            "新的开头，长些。\n入户宣传三轮。结尾",
            &["入户宣传三轮。"],
        );
        check("入户宣传\n三轮𠀀。尾", &["入户宣传\n三轮𠀀。"], "头\n入户宣传\n三轮𠀀。", &["入户宣传\n三轮𠀀。"]);
        check("入户宣传三轮。", &["入户宣传三轮。"], "入户走访三轮。", &[]);
        check("甲乙。再", &["甲乙"], "新甲乙。再甲乙", &[]);
        check("甲乙。再", &["甲乙"], "甲乙。再加一句", &["甲乙"]);
    }

    #[test]
    fn in_a_text_that_says_one_thing_over_and_over_all_stay_where_they_are() {
        let text = Buffer::from_text(&"———".repeat(12));
        let at = |start: usize, end: usize, line| {
            let span = PosSpan { start: Pos::new(0, start * 3), end: Pos::new(0, end * 3) };
            Origin { span, source: Arc::new(Source { path: "a.txt".into(), piece: String::new(), line }) }
        };
        let origins = Origins::new(vec![at(0, 8, 1), at(9, 15, 2), at(15, 20, 1)]);
        assert_eq!(again(&text, &origins, &text), origins);
        // In front of it something new: each goes on by as much.
        let more = Buffer::from_text(&format!("新写的，{}", text.to_text()));
        let moved = vec![at(4, 12, 1), at(13, 19, 2), at(19, 24, 1)];
        assert_eq!(again(&text, &origins, &more), Origins::new(moved));
    }

    #[test]
    fn of_several_places_the_nearest_is_taken() {
        let (old, new) = ("一段文字。甲。一段文字。", "一段文字。甲。新增。一段文字。");
        let (old, new) = (Buffer::from_text(old), Buffer::from_text(new));
        let second = PosSpan { start: Pos::new(0, 21), end: Pos::new(0, 36) };
        let source = Arc::new(Source { path: "a.txt".into(), piece: String::new(), line: 1 });
        let found = again(&old, &Origins::new(vec![Origin { span: second, source }]), &new);
        assert_eq!(found.spans().first().map(|origin| origin.span.start), Some(Pos::new(0, 30)));
    }
}
