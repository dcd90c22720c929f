//! The rows of a part as it is set: 28 characters wide, broken by the rules of `text::wrap`. Plain text and the pages on
//! screen are made of them.
//!
//! Must not know of pages or of files. Ambiguous marks (“ ” — …) take a whole character, as they do in print.

use super::model::Kind;
use super::setting::{Align, Face, LINE, Para};
use crate::text::span::{ByteSpan, head, slice, tail};
use crate::text::width::Cells;
use crate::text::wrap;

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Cells before its text.
    pub indent: usize,
    /// Its text.
    pub text: String,
    /// Its stretches in bytes, in order and without gaps, with their faces.
    pub faces: Vec<(ByteSpan, Face)>,
    /// 1-based line of the source that it belongs to; 0 for a blank row.
    pub line: usize,
}

/// The rows of `para`, without the blank ones before it.
pub fn rows(para: &Para<'_>) -> Vec<Row> {
    let (text, cells, line) = (para.block.text.as_str(), Cells::WIDE, para.block.line);
    if !para.lines.is_empty() {
        let centred = |text: &String| Row {
            indent: (LINE.saturating_sub(cells.text(text))) / 2,
            text: text.clone(),
            faces: vec![(ByteSpan::new(0, text.len()), para.face)],
            line,
        };
        return para.lines.iter().map(centred).collect();
    }
    if para.hangs > 0 {
        let (label, name) = (head(text, para.hangs), tail(text, para.hangs));
        let parts = wrap::parts(name, LINE.saturating_sub(para.left).max(2), cells);
        let row = |(at, part): (usize, &str)| {
            let text = if at == 0 { format!("{label}{part}") } else { part.to_owned() };
            let faces = vec![(ByteSpan::new(0, text.len()), para.face)];
            Row { indent: if at == 0 { para.first } else { para.left }, text, faces, line }
        };
        return parts.into_iter().enumerate().map(row).collect();
    }
    let width = LINE.saturating_sub(para.right + para.left).max(2);
    let mut starts = Vec::new();
    wrap::rows(text, width, para.first.saturating_sub(para.left), cells, &mut starts);
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let spans = starts.iter().zip(ends).map(|(start, end)| ByteSpan::new(*start, end));
    spans
        .enumerate()
        .map(|(at, span)| {
            let shown = slice(text, span).trim_end();
            let span = ByteSpan::new(span.start, span.start + shown.len());
            let free = LINE.saturating_sub(cells.text(shown));
            let indent = match para.align {
                Align::Full if at == 0 => para.first,
                Align::Full => para.left,
                Align::Centre => free / 2,
                Align::Right => free.saturating_sub(para.right),
            };
            Row { indent, text: shown.to_owned(), faces: faces(para, span), line }
        })
        .collect()
}

/// The faces of the bytes `span` of a part, counted from its start.
fn faces(para: &Para<'_>, span: ByteSpan) -> Vec<(ByteSpan, Face)> {
    runs(para)
        .into_iter()
        .filter_map(|(run, face)| {
            let shared = run.overlap(span)?;
            Some((ByteSpan::new(shared.start - span.start, shared.end - span.start), face))
        })
        .collect()
}

/// The stretches of a part's text in one face, in order and without gaps: a heading that runs in has its own.
pub fn runs(para: &Para<'_>) -> Vec<(ByteSpan, Face)> {
    let mut out = Vec::new();
    let mut at = 0;
    for (span, level) in &para.block.heads {
        if span.start > at {
            out.push((ByteSpan::new(at, span.start), para.face));
        }
        let end = if matches!(para.block.kind, Kind::Heading(_)) || span.end > at { span.end } else { at };
        out.push((ByteSpan::new(span.start.max(at), end), Face::of_level(*level)));
        at = end.max(at);
    }
    if at < para.block.text.len() {
        out.push((ByteSpan::new(at, para.block.text.len()), para.face));
    }
    out.retain(|(span, _)| !span.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;
    use crate::draft::export::model::{Block, Finished};
    use crate::draft::export::setting::set;
    use crate::draft::motion::ByClass;

    fn of(block: Block) -> Vec<Row> {
        let document = Finished { blocks: vec![block], ..Finished::default() };
        set(&document, &ByClass).iter().flat_map(rows).collect()
    }

    #[test]
    fn a_paragraph_is_28_characters_wide() {
        let found = of(Block::new(Kind::Body, "创".repeat(60), 3));
        assert_eq!(
            found.iter().map(|row| (row.indent, row.text.chars().count())).collect::<Vec<_>>(),
            [(4, 26), (0, 28), (0, 6)]
        );
        // “ and — take a whole character in print.
        let found = of(Block::new(Kind::Body, "“创”——".repeat(9), 3));
        assert!(found.iter().all(|row| row.indent + Cells::WIDE.text(&row.text) <= LINE));
    }

    #[test]
    fn a_heading_that_runs_in_has_its_face_to_its_full_stop() {
        let text = "（一）建章立制。𠀀文e\u{301}。";
        let end = text.find("𠀀").unwrap_or(0);
        let block = Block { heads: vec![(ByteSpan::new(0, end), 2)], ..Block::new(Kind::Heading(2), text, 1) };
        let found = of(block);
        assert_eq!(found[0].faces, [(ByteSpan::new(0, end), Face::Kai), (ByteSpan::new(end, text.len()), Face::Fang)]);
    }

    proptest! {
        #[test]
        fn no_row_is_wider_than_the_line(text in "[创城，。（“”—…a1 𠀀e\u{301}]{1,120}", kind in 0usize..6) {
            let kinds = [Kind::Body, Kind::Attachments, Kind::Signature, Kind::Title, Kind::Subtitle, Kind::Line];
            let text = format!("创{}创", text.trim());
            let found = of(Block::new(kinds[kind], text.clone(), 1));
            for row in &found {
                prop_assert!(row.indent + Cells::WIDE.text(&row.text) <= LINE, "{:?}", row);
                let shown: usize = row.faces.iter().map(|(span, _)| span.len()).sum();
                prop_assert_eq!(shown, row.text.len());
            }
            let tight = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let all: String = found.iter().map(|row| row.text.as_str()).collect();
            prop_assert_eq!(tight(&all), tight(&text));
        }
    }
}
