//! The central types: a corpus of documents, each with pieces, each with sections; and `Place`, the only
//! way to point into them. All of it is immutable once loaded and shared by `Arc`.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::clean::site::{Edges, Site};
use super::correction::Placed;
use super::kept::Kept;
use super::outline::reason::{Beginning, Nesting, Reason};
use super::pieces::Pieces;
use super::role::RoleFinding;
use super::set::SourceMap;
use super::split::matter::Matter;
use crate::text::folded::{Lazy, Sketch};
use crate::text::shared::Text;
use crate::text::span::{ByteSpan, LineColumn, LineIndex, slice};

/// What is known of a line beside its text, from the format that it came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Hint {
    /// A piece begins at this line, by the format itself (an object of a JSON array); the line is its title.
    PieceStart,
    /// The document's title, by a style of its own.
    Title,
    /// A heading of this level (1–9) by style or tag: h1–h6, Word's Heading n, Markdown's #.
    Heading(u8),
    /// The whole line is set bold, centred, larger or in the face of headings.
    Emphasis,
    /// An item of a list; its number or bullet has been written into the text where the format kept it apart.
    ListItem,
    /// A row of a table, its cells joined by tabs.
    TableRow,
    /// Site furniture by its tag: nav, header, footer, aside, button, form.
    Chrome,
    /// The whole line is links.
    Link,
    /// A caption of a picture or table.
    Caption,
    /// Front matter, code, or another block that is no prose.
    Code,
}

/// What a format gives: the text as lines (line feeds only) and what it knew about single lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The text; lines end at `\n`. For plain text these are the lines of the file, for HTML and docx the blocks.
    pub text: String,
    /// What the format knew: (1-based line, hint), ascending by line. A line may have several.
    pub hints: Vec<(usize, Hint)>,
}

/// The kinds of files the program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// A Word document as Word 97 to 2003 and WPS wrote them.
    Doc,
    /// Rich text.
    Rtf,
    /// An OpenDocument text.
    Odt,
    /// An Excel workbook.
    Xlsx,
    /// A PDF with a text layer.
    Pdf,
    /// A mail.
    Eml,
    /// A web page saved in one file.
    Mhtml,
    /// JSON: `{title, text}`, an array of them, or JSON Lines.
    Json,
}

impl Format {
    /// The name in the command line's JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Doc => "doc",
            Self::Rtf => "rtf",
            Self::Odt => "odt",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Eml => "eml",
            Self::Mhtml => "mhtml",
            Self::Json => "json",
        }
    }
}

/// Something that could not be used, and why. One bad file is one row; the rest goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file or folder, as the user named it. May hold any character: show it through `text::safe`.
    pub path: PathBuf,
    /// What is wrong and what to do, in the user's words (Chinese).
    pub reason: String,
}

/// Why a line was taken for web debris.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noise {
    /// 1-based line.
    pub line: usize,
    /// What it is, in the user's words: 导航, 分享栏, 来源与时间, 编者按语, 页脚, 相关链接, …
    pub what: Cow<'static, str>,
    /// Why it was taken for that: the words or the form that decided.
    pub why: String,
}

/// A heading and what it stands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// 1-based line of the heading.
    pub line: usize,
    /// Depth within the piece, 1 the highest, by nesting and not by the marker alone.
    pub level: u8,
    /// The number as written, with its marks: `一、`, `(二)`, `第一阶段:`; empty for a heading without one.
    pub marker: String,
    /// The heading without marker and final mark.
    pub text: String,
    /// The heading is the first sentence of its paragraph.
    pub run_in: bool,
    /// The heading, marker included, up to the end of its sentence (or line).
    pub heading: ByteSpan,
    /// What stands between the heading and the next heading of any level.
    pub body: ByteSpan,
    /// The heading, its body and everything below it.
    pub span: ByteSpan,
    /// Index of the section above, in the same piece.
    pub parent: Option<usize>,
    /// Why it is a heading.
    pub why: Reason,
    /// Why it has its level.
    pub nesting: Nesting,
    /// The part that it plays in its piece, and why it is taken for that.
    pub role: Option<RoleFinding>,
}

impl Section {
    /// Marker and text, as a row of a tree shows them.
    pub fn label(&self) -> String {
        // 1.1 编制目的: a bare number is kept apart from the words, as print does.
        let bare = self.marker.ends_with(|c: char| c.is_ascii_digit());
        let gap = if bare { " " } else { "" };
        format!("{}{gap}{}", self.marker, self.text)
    }
}

/// One work (篇): a summary, a plan, a report. A file may hold several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its title; never empty (the first words where a text has none).
    pub title: String,
    /// 1-based line of the title or separator that opens it.
    pub start_line: usize,
    /// 1-based line of its last text.
    pub end_line: usize,
    /// Lines that are title, 文号, 称谓, signature, date and the like, neither heading nor body; ascending.
    pub matter: Vec<(usize, Matter)>,
    /// Everything from the start of `start_line` to the end of `end_line`.
    pub span: ByteSpan,
    /// Its headings in reading order, parents before children.
    pub sections: Vec<Section>,
    /// Why it begins where it does.
    pub begins: Beginning,
    /// Lines that open with a number and are no headings, ascending, with why.
    pub refused: Vec<(usize, Reason)>,
}

impl Piece {
    /// What the 1-based line is where it is neither heading nor body.
    pub fn matter_of(&self, line: usize) -> Option<Matter> {
        let at = self.matter.binary_search_by_key(&line, |(line, _)| *line).ok()?;
        self.matter.get(at).map(|(_, what)| *what)
    }
}

/// What a file was like when it was read: by it a file that has not changed is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seen {
    /// Bytes.
    pub size: u64,
    /// When it was last written, in seconds and nanoseconds since 1970.
    pub modified: (i64, i64),
    /// When it, its name or its rights last changed, the same.
    pub changed: (i64, i64),
    /// Its number in its file system.
    pub inode: u64,
}

/// One file as read, decoded and recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it came from, as the user named it; `-` for standard input.
    pub path: PathBuf,
    /// What kind of file it is.
    pub format: Format,
    /// The encoding it was read in, by its WHATWG name: `UTF-8`, `gb18030`, `UTF-16LE`, `Big5`.
    pub encoding: &'static str,
    /// The encoding was guessed, not marked and not strict UTF-8.
    pub encoding_guessed: bool,
    /// The decoded text with line feeds only, its lines as their author set them; spans point into it.
    pub text: Text,
    /// Where its lines begin.
    pub lines: LineIndex,
    /// The way to the lines of the source, where they were joined or opened.
    pub source: Kept<SourceMap>,
    /// What the format knew about single lines, ascending.
    pub hints: Kept<Vec<(usize, Hint)>>,
    /// Web debris, ascending by line.
    pub noise: Kept<Vec<Noise>>,
    /// Its works, in order; at least one unless the file has no text.
    pub pieces: Pieces,
    /// Its head and tail, hashed: by them documents of one site are known.
    pub edges: Kept<Edges>,
    /// What a person said of its lines.
    pub said: Arc<Placed>,
    /// What search must know of its text beforehand.
    pub sketch: Lazy,
    /// Lines of it were looked at again because other documents of its site share them.
    pub by_site: bool,
    /// What its file was like; nothing for what stands in no file.
    pub seen: Option<Seen>,
}

impl Document {
    /// The text of `span`.
    pub fn slice(&self, span: ByteSpan) -> &str {
        slice(&self.text, span)
    }

    /// The sketch of its text for search; made when it is first asked for.
    pub fn sketch(&self) -> &Sketch {
        self.sketch.get(&self.text)
    }

    /// The 1-based line of the source at which the 1-based `line` of the text begins.
    pub fn source_line(&self, line: usize) -> usize {
        if self.source.is_empty() { line } else { self.source_position(self.lines.span(&self.text, line).start).line }
    }

    /// Line and column, both 1-based and the column in characters, of `byte` of the text in the source.
    pub fn source_position(&self, byte: usize) -> LineColumn {
        self.source.position(&self.text, &self.lines, byte)
    }

    /// Leads from bytes to places in the source, quickly where they are asked for in ascending order.
    pub const fn positions(&self) -> Positions<'_> {
        Positions { document: self, last: None }
    }

    /// Whether the 1-based line was taken for web debris.
    pub fn is_noise(&self, line: usize) -> bool {
        self.noise.binary_search_by_key(&line, |n| n.line).is_ok()
    }

    /// The paragraphs within `span`: the parts of its lines that hold text, debris left out.
    pub fn paragraphs(&self, span: ByteSpan) -> impl Iterator<Item = (usize, ByteSpan)> + '_ {
        let first = self.lines.line_of(span.start);
        let last = self.lines.line_of(span.end.max(span.start));
        (first..=last).filter_map(move |line| {
            let part = self.lines.span(&self.text, line).overlap(span)?;
            (!self.is_noise(line) && !self.slice(part).trim().is_empty()).then_some((line, part))
        })
    }

    /// The text of `span` as it would be written: debris left out, one line a paragraph.
    pub fn prose(&self, span: ByteSpan) -> String {
        let parts: Vec<&str> = self.paragraphs(span).map(|(_, part)| self.slice(part).trim_end()).collect();
        parts.join("\n")
    }

    /// The file's name without its folder, not made safe.
    pub fn name(&self) -> String {
        self.path
            .file_name()
            .map_or_else(|| self.path.to_string_lossy().into_owned(), |n| n.to_string_lossy().into_owned())
    }
}

/// See [`Document::positions`].
#[derive(Clone, Debug)]
pub struct Positions<'a> {
    document: &'a Document,
    /// The last byte that was asked for, its line in the text and its place in the source.
    last: Option<(usize, usize, LineColumn)>,
}

impl Positions<'_> {
    /// Line and column of `byte` in the source, as [`Document::source_position`] gives them.
    pub fn at(&mut self, byte: usize) -> LineColumn {
        let document = self.document;
        let line = document.lines.line_of(byte);
        let place = match self.last {
            // Within a line of the text columns only grow, unless a line of the source begins in between.
            Some((before, of, place)) if of == line && before <= byte && !document.source.turns(before, byte) => {
                let between = document.slice(ByteSpan::new(before, byte)).chars().count();
                LineColumn { line: place.line, column: place.column + between }
            }
            _ => document.source_position(byte),
        };
        self.last = Some((byte, line, place));
        place
    }
}

/// All that was loaded.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The documents, in the order of their paths; an index here is a document's number and never changes.
    pub documents: Vec<Arc<Document>>,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// What documents of one site share.
    pub site: Arc<Site>,
}

impl Corpus {
    /// Puts documents that were recognised again in the place of the old ones.
    pub fn revise(&mut self, documents: Vec<(usize, Arc<Document>)>, site: Arc<Site>) {
        for (number, document) in documents {
            if let Some(place) = self.documents.get_mut(number) {
                *place = document;
            }
        }
        self.site = site;
    }

    /// Document and piece numbers of all pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = (usize, usize, &Piece)> {
        self.documents
            .iter()
            .enumerate()
            .flat_map(|(d, doc)| doc.pieces.iter().enumerate().map(move |(p, piece)| (d, p, piece)))
    }

    /// What `scope` names, if it is there.
    pub fn place(&self, scope: Scope) -> Option<Place> {
        let (document, span) = match scope {
            Scope::Corpus => return None,
            Scope::Document(d) => (d, ByteSpan::new(0, self.documents.get(d)?.text.len())),
            Scope::Piece(d, p) => (d, self.documents.get(d)?.pieces.get(p)?.span),
            Scope::Section(d, p, s) => (d, self.documents.get(d)?.pieces.get(p)?.sections.get(s)?.span),
        };
        Some(Place { document, span })
    }

    /// The innermost scope that holds `place`'s first byte.
    pub fn scope_at(&self, place: Place) -> Scope {
        let at = place.span.start;
        let Some(doc) = self.documents.get(place.document) else { return Scope::Corpus };
        let Some((p, piece)) =
            doc.pieces.iter().enumerate().rfind(|(_, piece)| piece.span.start <= at && at <= piece.span.end)
        else {
            return Scope::Document(place.document);
        };
        let within = piece
            .sections
            .iter()
            .enumerate()
            .rfind(|(_, s)| s.span.start <= at && at < s.span.end.max(s.span.start + 1));
        within.map_or(Scope::Piece(place.document, p), |(s, _)| Scope::Section(place.document, p, s))
    }

    /// The headings from the piece down to `scope`, outermost first, the piece's title left out.
    pub fn heading_path(&self, scope: Scope) -> Vec<String> {
        let Scope::Section(d, p, s) = scope else { return Vec::new() };
        let Some(piece) = self.documents.get(d).and_then(|doc| doc.pieces.get(p)) else { return Vec::new() };
        let mut path = Vec::new();
        let mut next = Some(s);
        while let Some(section) = next.and_then(|i| piece.sections.get(i)) {
            path.push(section.label());
            next = section.parent;
        }
        path.reverse();
        path
    }
}

/// A place in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The document's number in [`Corpus::documents`].
    pub document: usize,
    /// Bytes of its text.
    pub span: ByteSpan,
}

/// What statistics are about. The numbers are indices: document, piece in it, section in that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Everything.
    Corpus,
    /// One document.
    Document(usize),
    /// One piece.
    Piece(usize, usize),
    /// One section with what is below it.
    Section(usize, usize, usize),
}

impl Scope {
    /// The same with its document's number as `now` gives it; nothing where it gives none.
    pub fn renumbered(self, now: impl FnOnce(usize) -> Option<usize>) -> Option<Self> {
        Some(match self {
            Self::Corpus => Self::Corpus,
            Self::Document(d) => Self::Document(now(d)?),
            Self::Piece(d, p) => Self::Piece(now(d)?, p),
            Self::Section(d, p, s) => Self::Section(now(d)?, p, s),
        })
    }

    /// The document it lies in.
    pub const fn document(self) -> Option<usize> {
        match self {
            Self::Corpus => None,
            Self::Document(d) | Self::Piece(d, _) | Self::Section(d, _, _) => Some(d),
        }
    }
}
