//! Where comments are in the text that was looked through.
//!
//! Of a Markdown file that is its lines as they stand in the file, with their marks. What was said while reading knows the
//! text without them: it is found there, and then stands at the line of the file.

use super::lint::Linted;
use crate::review::anchor::{Anchor, Placed, place};
use crate::text::span::{ByteSpan, LineIndex, slice};

/// The places of `anchors` in the text of `linted`.
pub fn places(linted: &Linted, anchors: &[&Anchor]) -> Vec<Placed> {
    let mut placed = place(anchors, linted.text());
    let Some(raw) = &linted.raw else { return placed };
    let lost: Vec<usize> = (0..placed.len()).filter(|at| placed.get(*at) == Some(&Placed::Lost)).collect();
    if lost.is_empty() {
        return placed;
    }
    let document = &linted.document;
    let wanted: Vec<&Anchor> = lost.iter().filter_map(|at| anchors.get(*at).copied()).collect();
    let lines = LineIndex::new(raw);
    for (at, read) in lost.into_iter().zip(place(&wanted, &document.text)) {
        let Some(span) = read.span() else { continue };
        let line = lines.span(raw, document.source_position(span.start).line);
        // The words alone, where no mark stands among them.
        let words = slice(&document.text, span);
        let within = slice(raw, line).find(words).filter(|_| !words.is_empty());
        let span = within.map_or(line, |from| ByteSpan::new(line.start + from, line.start + from + words.len()));
        if let Some(slot) = placed.get_mut(at) {
            *slot = if matches!(read, Placed::Same(_)) { Placed::Same(span) } else { Placed::Changed(span) };
        }
    }
    placed
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::job::lint::draft;
    use crate::lint::settings::Settings;
    use crate::review::standing::Standing;

    #[test]
    fn what_was_said_while_reading_markdown_is_found_in_the_file() {
        let raw = "# 青石镇工作总结\n\n各科室要**提高**认识𠀀，见[办法](a.md)。\n\n- 抓好落实e\u{301}。\n";
        let linted = draft(Path::new("总结.md"), raw, &Settings::default(), &Standing::default());
        let text = linted.document.text.as_str();
        let anchor = |words: &str| {
            let start = text.find(words).unwrap_or_else(|| panic!("{words} in {text}"));
            Anchor::new(text, ByteSpan::new(start, start + words.len()))
        };
        for (words, expected) in [
            ("青石镇工作总结", "青石镇工作总结"),
            ("各科室要提高认识𠀀，见办法。", "各科室要**提高**认识𠀀，见[办法](a.md)。"),
            ("抓好落实e\u{301}。", "抓好落实e\u{301}。"),
        ] {
            let placed = places(&linted, &[&anchor(words)]);
            let found = placed.first().and_then(|placed| placed.span()).map(|span| slice(raw, span));
            assert_eq!(found, Some(expected), "{words}");
        }
    }
}
