//! Documents for the tests of statistics, built line by line without recognition.

use std::path::PathBuf;
use std::sync::Arc;

use super::analysis::analyse;
use super::lexicon::Lexicon;
use super::vocabulary::{Analyses, Counted};
use crate::corpus::correction::Placed;
use crate::corpus::kept::Kept;
use crate::corpus::model::{Corpus, Document, Format, Noise, Piece, Section};
use crate::corpus::outline::reason::{Beginning, Nesting, Reason};
use crate::corpus::split::matter::Matter;
use crate::text::folded::Lazy;
use crate::text::segment::{ByClass, Segmenter};
use crate::text::span::{ByteSpan, LineIndex};

/// One line of a document.
#[derive(Clone, Copy, Debug)]
pub enum Line {
    /// Opens a piece; matter.
    Title(&'static str),
    /// A heading on a line of its own.
    Heading(u8, &'static str),
    /// A heading and the rest of its paragraph.
    RunIn(u8, &'static str, &'static str),
    /// Body.
    Text(&'static str),
    /// Web debris.
    Noise(&'static str),
    /// A signature or date.
    Matter(&'static str),
}

/// A document of these lines; lines before the first title belong to no piece.
pub fn document(path: &str, lines: &[Line]) -> Document {
    let (mut text, mut noise, mut pieces) = (String::new(), Vec::new(), Vec::<Piece>::new());
    for (index, line) in lines.iter().enumerate() {
        let (number, start) = (index + 1, text.len());
        let (level, heading, rest) = match *line {
            Line::Title(t) | Line::Text(t) | Line::Noise(t) | Line::Matter(t) => (0, "", t),
            Line::Heading(level, heading) => (level, heading, ""),
            Line::RunIn(level, heading, rest) => (level, heading, rest),
        };
        text.push_str(heading);
        let heading_end = text.len();
        text.push_str(rest);
        match line {
            Line::Noise(_) => noise.push(Noise { line: number, what: "导航".into(), why: String::new() }),
            Line::Title(title) => pieces.push(Piece {
                title: (*title).to_owned(),
                start_line: number,
                end_line: number,
                matter: vec![(number, Matter::Title)],
                span: ByteSpan::new(start, text.len()),
                sections: Vec::new(),
                begins: Beginning::Start,
                refused: Vec::new(),
            }),
            _ => {}
        }
        let Some(piece) = pieces.last_mut() else { continue };
        (piece.end_line, piece.span.end) = (number, text.len());
        if matches!(line, Line::Matter(_)) {
            piece.matter.push((number, Matter::Note));
        }
        let end = text.len();
        if level > 0 {
            let parent = piece.sections.iter().rposition(|s| s.level < level);
            let at = heading.find('、').map_or(0, |i| i + '、'.len_utf8());
            let (marker, name) = heading.split_at(at);
            piece.sections.push(Section {
                line: number,
                level,
                marker: marker.to_owned(),
                text: name.to_owned(),
                run_in: !rest.is_empty(),
                heading: ByteSpan::new(start, heading_end),
                body: ByteSpan::new(heading_end, end),
                span: ByteSpan::new(start, end),
                parent,
                why: Reason::Style,
                nesting: Nesting::Top,
                role: None,
            });
        } else if let Some(last) = piece.sections.last_mut() {
            last.body.end = end;
        }
        // Everything above the last section grows with it.
        let mut next = piece.sections.len().checked_sub(1);
        while let Some(section) = next.and_then(|i| piece.sections.get_mut(i)) {
            section.span.end = end;
            next = section.parent;
        }
        text.push('\n');
    }
    Document {
        path: PathBuf::from(path),
        format: Format::Text,
        encoding: "UTF-8",
        encoding_guessed: false,
        source: Kept::default(),
        lines: LineIndex::new(&text),
        text: text.into(),
        hints: Kept::default(),
        noise: noise.into(),
        pieces: pieces.into(),
        edges: Kept::default(),
        said: Placed::none(),
        sketch: Lazy::default(),
        by_site: false,
        seen: None,
    }
}

/// A corpus of documents named 1.txt, 2.txt, …
pub fn corpus(documents: &[&[Line]]) -> Corpus {
    let documents = documents.iter().enumerate().map(|(i, lines)| document(&format!("{}.txt", i + 1), lines));
    Corpus { documents: documents.map(Arc::new).collect(), ..Corpus::default() }
}

/// Their analyses; a run of characters of one kind is a word.
pub fn analysed(corpus: &Corpus) -> Analyses {
    analysed_by(corpus, &ByClass)
}

/// Their analyses, cut by `segmenter`.
pub fn analysed_by(corpus: &Corpus, segmenter: &dyn Segmenter) -> Analyses {
    let lexicon = Lexicon::builtin();
    let mut counted = Counted::default();
    for (number, document) in corpus.documents.iter().enumerate() {
        let analysis = analyse(document, segmenter, &lexicon, &mut counted.vocabulary);
        counted.documents.push((number, analysis));
    }
    let mut analyses = Analyses::default();
    analyses.put(counted, |_, _| ());
    analyses
}
