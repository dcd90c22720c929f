//! `Subject`: a text that is proofread, as lines and outline, with the way from its bytes to the places a person reads.

use std::ops::Range;

use super::debris;
use super::heading::{Heading, marker_of};
use super::line::{Kind, Line};
use crate::corpus::model::{Document, Format, Hint, Section};
use crate::corpus::row::is_blank;
use crate::corpus::split::matter::Matter;
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, LineColumn, LineIndex, slice};

/// What is known of a draft beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftFacts {
    /// The year it is about, by its front matter.
    pub year: Option<u32>,
}

/// One work in a subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its title.
    pub title: String,
    /// Its lines, 0-based.
    pub lines: Range<usize>,
    /// Its headings in reading order, parents before children.
    pub headings: Vec<Heading>,
}

/// A text that is proofread.
#[derive(Clone, Debug)]
pub struct Subject<'t> {
    /// The text; for Markdown the lines of the file as they are, else the document's text.
    pub text: &'t str,
    /// Its lines.
    pub lines: Vec<Line<'t>>,
    /// Its works.
    pub pieces: Vec<Piece>,
    /// What is known of it as a draft.
    pub draft: Option<DraftFacts>,
    /// Front matter, code and links have Markdown's meaning.
    pub markdown: bool,
    /// The document, where its lines are not those of the source.
    joined: Option<&'t Document>,
}

impl<'t> Subject<'t> {
    /// A document. `raw` is the decoded text of a Markdown file, whose marks the document's text no longer holds.
    pub fn new(document: &'t Document, raw: Option<&'t str>) -> Self {
        let raw = raw.filter(|_| document.format == Format::Markdown);
        let text = raw.unwrap_or(&document.text);
        let own;
        let index = if raw.is_some() {
            own = LineIndex::new(text);
            &own
        } else {
            &document.lines
        };
        let count = index.count();
        // Where the text is the file's own, a line of the document is a line of the file.
        let here = |line: usize| if raw.is_some() { document.source_line(line) } else { line }.saturating_sub(1);
        let mut kinds = vec![Kind::Body; count];
        kinds_of(document, &mut kinds, &here);
        for kind in kinds.iter_mut().take(front_matter(text)) {
            *kind = Kind::Code;
        }
        let markdown = document.format == Format::Markdown;
        let texts: Vec<&str> = (0..count).map(|number| slice(text, index.span(text, number + 1))).collect();
        debris::judge(&mut kinds, &texts, markdown);
        let lines: Vec<Line<'t>> = (0..count)
            .map(|number| {
                let span = index.span(text, number + 1);
                let content = slice(text, span);
                let kind = by_form(kinds.get(number).copied().unwrap_or_default(), content);
                let mut line = Line::new(number, span.start, content, kind, markdown);
                if raw.is_none() && !document.source.is_empty() {
                    line.breaks = breaks(document, span);
                }
                line
            })
            .collect();
        let pieces = document
            .pieces
            .iter()
            .map(|piece| Piece {
                title: piece.title.clone(),
                lines: here(piece.start_line)..here(piece.end_line) + 1,
                headings: piece
                    .sections
                    .iter()
                    .map(|section| heading(document, section, &lines, here(section.line), raw.is_some()))
                    .collect(),
            })
            .collect();
        let joined = (raw.is_none() && !document.source.is_empty()).then_some(document);
        Self { text, lines, pieces, draft: None, markdown, joined }
    }

    /// Line and column, both 1-based and the column in characters, of `byte` in the lines of the source.
    pub fn position(&self, byte: usize) -> LineColumn {
        if let Some(document) = self.joined {
            return document.source_position(byte);
        }
        // A line knows its characters: they need not be counted for each place.
        let number = self.line_of(byte);
        let column = self.lines.get(number).map_or(0, |line| line.char_of(byte.saturating_sub(line.start)));
        LineColumn { line: number + 1, column: column + 1 }
    }

    /// The text of `span`.
    pub fn slice(&self, span: ByteSpan) -> &'t str {
        slice(self.text, span)
    }

    /// The 0-based line that holds `byte`.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.start <= byte).saturating_sub(1)
    }

    /// The lines of `piece`.
    pub fn lines_of(&self, piece: &Piece) -> &[Line<'t>] {
        let end = piece.lines.end.min(self.lines.len());
        self.lines.get(piece.lines.start.min(end)..end).unwrap_or_default()
    }
}

/// The most lines of front matter.
const FRONT_MATTER: usize = 40;

/// How many lines at the top of `text` are front matter: fields between two lines of hyphens.
fn front_matter(text: &str) -> usize {
    let mut lines = text.split('\n').map(str::trim_end);
    if lines.next() != Some("---") {
        return 0;
    }
    let end = lines.clone().take(FRONT_MATTER).position(|line| line == "---");
    let Some(end) = end else { return 0 };
    let is_field = |line: &str| line.is_empty() || line.contains([':', '：']) || line.starts_with([' ', '-', '#']);
    if lines.take(end).all(is_field) { end + 2 } else { 0 }
}

/// The characters of the line at `span` at which lines of the source begin.
fn breaks(document: &Document, span: ByteSpan) -> Vec<usize> {
    let (mut out, mut last) = (Vec::new(), None);
    if !document.source.turns(span.start, span.end) {
        return out;
    }
    let mut positions = document.positions();
    for (at, (byte, _)) in document.slice(span).char_indices().enumerate() {
        let line = positions.at(span.start + byte).line;
        if last.is_some_and(|last| last != line) {
            out.push(at);
        }
        last = Some(line);
    }
    out
}

/// Sets what recognition says of lines.
fn kinds_of(document: &Document, kinds: &mut [Kind], here: &impl Fn(usize) -> usize) {
    let mut set = |line: usize, kind: Kind| {
        if let Some(place) = kinds.get_mut(here(line)) {
            *place = kind;
        }
    };
    for piece in &document.pieces {
        for (line, matter) in &piece.matter {
            set(*line, if *matter == Matter::Title { Kind::Title } else { Kind::Matter });
        }
        for section in piece.sections.iter().filter(|section| !section.run_in) {
            // An item that is its own paragraph is a heading by form and text by its marks.
            let text = document.lines.line(&document.text, section.line);
            let running = text.contains(['。', '；', '，']) && text.chars().filter(|c| is_han(*c)).count() > 25;
            set(section.line, if running { Kind::Body } else { Kind::Heading });
        }
    }
    for (line, hint) in &document.hints {
        match hint {
            Hint::TableRow => set(*line, Kind::Table),
            Hint::Caption => set(*line, Kind::Caption),
            Hint::Code => set(*line, Kind::Code),
            Hint::Title => set(*line, Kind::Title),
            _ => {}
        }
    }
    let code = |line: usize| document.hints.contains(&(line, Hint::Code));
    for noise in document.noise.iter().filter(|noise| !code(noise.line)) {
        set(noise.line, Kind::Debris);
    }
}

/// What a line is by its own form, where recognition did not say.
fn by_form(kind: Kind, text: &str) -> Kind {
    let trimmed = text.trim_matches(is_blank);
    if is_reference(trimmed) {
        return Kind::Code;
    }
    if kind != Kind::Code && kind != Kind::Debris && is_spaced(trimmed) {
        return Kind::Spaced;
    }
    if kind != Kind::Body {
        return kind;
    }
    if is_caption(trimmed) {
        return Kind::Caption;
    }
    if is_field(trimmed) { Kind::Field } else { Kind::Body }
}

/// Letters with blanks between them throughout: 工 作 总 结.
fn is_spaced(text: &str) -> bool {
    let parts: Vec<&str> = text.split(is_blank).filter(|part| !part.is_empty()).collect();
    let single = parts.iter().filter(|part| part.chars().count() == 1 && part.chars().all(is_han)).count();
    parts.len() >= 4 && single * 10 >= parts.len() * 8
}

/// Signs of the kinds of works in a bibliography (GB/T 7714).
const WORKS: &[&str] = &["J", "M", "D", "N", "R", "S", "C", "P", "G", "A", "Z", "K", "EB", "DB", "CP", "CM", "DS"];

/// An entry of a bibliography, which has marks of its own: [1] 张远. 基层治理[J]. 社会治理, 2022(3): 15-23.
fn is_reference(text: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let numbered = text.strip_prefix(['[', '［', '【', '〔']).map_or_else(
        || text.starts_with(digit) && text.trim_start_matches(digit).starts_with(['.', '．', '、']),
        |rest| rest.starts_with(digit) && rest.trim_start_matches(digit).starts_with([']', '］', '】', '〕']),
    );
    let is_work = |rest: &str| {
        let Some((sign, behind)) = rest.split_once([']', '］']) else { return false };
        let closed =
            behind.is_empty() || behind.trim_start().starts_with(['.', '．', '。', ',', '，', '/', ':', '：', '(']);
        closed && WORKS.contains(&sign.split_once('/').map_or(sign, |(kind, _)| kind))
    };
    numbered && text.split(['[', '［']).skip(1).any(is_work)
}

/// A picture's or table's caption: 图1 …, 表2：….
fn is_caption(text: &str) -> bool {
    let rest = ["附图", "附表", "图", "表"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.trim_start_matches(is_blank).starts_with(|c: char| c.is_ascii_digit())
            && !text.contains(['，', '。', '；'])
    })
}

/// The longest name of a field, in characters.
const FIELD: usize = 8;

/// A field with its value: 联系电话：0351-….
fn is_field(text: &str) -> bool {
    let Some((name, value)) = text.split_once(['：', ':']) else { return false };
    let named = (2..=FIELD).contains(&name.chars().count()) && name.chars().all(is_han);
    named && !value.trim_matches(is_blank).is_empty() && !value.contains(['，', '。', '；', ',', ';'])
}

fn heading(document: &Document, section: &Section, lines: &[Line<'_>], at: usize, raw: bool) -> Heading {
    let whole = document.slice(ByteSpan::new(section.heading.start, document.text.len()));
    let whole = whole.split('\n').next().unwrap_or_default();
    let (class, word, number) = if section.marker.is_empty() { marker_of("") } else { marker_of(whole) };
    let line = lines.get(at);
    let start = line.and_then(|line| {
        if raw {
            line.text.find(&section.marker).map(|byte| line.char_of(byte))
        } else {
            section.heading.start.checked_sub(line.start).map(|byte| line.char_of(byte))
        }
    });
    let start = start.unwrap_or(0);
    let length = section.marker.chars().count();
    Heading {
        line: at,
        level: section.level,
        marker: start..start + length,
        class,
        word,
        number,
        label: section.marker.clone(),
        text: section.text.clone(),
        run_in: section.run_in,
        body: document.slice(section.body).contains(|c: char| c.is_alphanumeric()),
        parent: section.parent,
        role: section.role.as_ref().map(|found| found.role),
    }
}
