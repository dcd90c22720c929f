//! Web debris: which lines are site furniture, with a receipt for each.
//!
//! A line goes when its own words prove it (a share bar, a source line), when the format says so, or when it stands
//! in a block that a proven line opens at the head or tail, or when it comes again where only furniture does. Everything
//! else stays: a doubtful line is text. Asks of pieces and headings only what one line says by its form: a marker, a
//! title's last words, a date, a letterhead; these protect it.

pub mod bar;
pub mod between;
pub mod blurb;
pub mod figure;
pub mod head;
pub mod index;
pub mod inner;
pub mod junk;
pub mod labels;
pub mod leftover;
pub mod meta;
pub mod offer;
pub mod pairs;
pub mod paper;
pub mod phrases;
pub mod portal;
pub mod site;
pub mod tail;
pub mod teaser;
pub mod wiki;
pub mod words;

use self::phrases::Gate;
use self::site::{Edges, Site};
use super::model::{Hint, Noise};
use super::row::{Row, unglossed};
use super::split::matter;
use crate::text::span::{ByteSpan, slice};
use crate::text::{fold, safe};

/// What a line was taken for and why; the row number is the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Category, in the user's words.
    pub what: &'static str,
    /// The words or the form that decided.
    pub why: String,
}

impl Finding {
    /// A finding of `what`, because of `why`.
    pub fn new(what: &'static str, why: impl Into<String>) -> Self {
        Self { what, why: why.into() }
    }
}

/// The debris among the rows of a document, ascending by line, and its head and tail, by which documents of one site
/// are known; `site` is what others share.
pub fn noise(rows: &[Row<'_>], site: &Site) -> (Vec<Noise>, Edges) {
    let mut found: Vec<Option<Finding>> = rows.iter().map(by_format).collect();
    let folded = Folded::of(rows);
    prove(rows, &folded, &mut found, |_, _| true, alone);
    index::front(rows, &mut found);
    wiki::boxed(rows, &mut found);
    figure::figures(rows, &mut found);
    head::summary(rows, &mut found);
    inner::disclaimers(rows, &mut found);
    teaser::teaser(rows, &mut found);
    tail::notes(rows, &mut found);
    // What is proven plays no part in where the text begins and ends.
    let frame = Frame::of(rows, &found);
    inner::steps(rows, &mut found);
    inner::heads(rows, &mut found);
    index::table(rows, &frame, &mut found);
    index::boxed(rows, &frame, &mut found);
    index::between(rows, &mut found);
    let near = |row: &Row<'_>, at: usize| frame.place(at) != Place::Body || could_be_line(row);
    prove(rows, &folded, &mut found, near, |row, folded, at| placed(row, folded, &frame, at));
    inner::above_index(rows, &mut found);
    inner::fields(rows, &mut found);
    bar::head_menu(rows, &frame, &mut found);
    bar::columns(rows, &frame, &mut found);
    head::last_step(rows, &frame, &mut found);
    head::page_title(rows, &frame, &mut found);
    head::labelled(rows, &frame, &mut found);
    head::praise(rows, &frame, &mut found);
    links(rows, &frame, &mut found);
    head::chrome(rows, &frame, &mut found);
    head::printed_twice(rows, &frame, &mut found);
    junk::codes(rows, &mut found);
    junk::dashes(rows, &mut found);
    between::keyed(rows, &mut found);
    site.mark(rows, &frame, &mut found);
    tail::block(rows, &frame, &mut found);
    beside(rows, &frame, &mut found);
    between::stamps(rows, &mut found);
    between::sources(rows, &mut found);
    between::credits(rows, &mut found);
    between::pages(rows, &mut found);
    between::repeats(rows, &mut found);
    between::captions(rows, &frame, &mut found);
    between::alike(rows, &frame, &mut found);
    between::pictures(rows, &frame, &mut found);
    between::credited(rows, &frame, &mut found);
    let edges = site::edges(rows, &frame, &found);
    let findings = rows.iter().zip(found);
    let noise =
        findings.filter_map(|(row, f)| f.map(|f| Noise { line: row.line, what: f.what.into(), why: f.why })).collect();
    (noise, edges)
}

/// Sets the finding of row `at` unless it has one.
pub fn put(found: &mut [Option<Finding>], at: usize, finding: Option<Finding>) {
    if let Some(slot) = found.get_mut(at)
        && slot.is_none()
    {
        *slot = finding;
    }
}

/// A title or heading by its format is never debris.
fn is_protected(row: &Row<'_>) -> bool {
    row.marks.title || row.marks.piece || row.marks.heading.is_some()
}

fn by_format(row: &Row<'_>) -> Option<Finding> {
    if is_protected(row) {
        return None;
    }
    let (what, why) = match row.marks.furniture? {
        Hint::Link => ("相关链接", "整行都是链接"),
        Hint::Caption => ("图表说明", "格式标为图表说明"),
        Hint::Code => ("代码", "格式标为代码"),
        _ => ("导航", "格式标为导航、页眉或页脚"),
    };
    Some(Finding::new(what, why))
}

/// The rows of a document, folded and without glosses.
struct Folded {
    text: String,
    ends: Vec<usize>,
}

impl Folded {
    /// Those of `rows`; a paragraph is not folded: what is said of its words is for lines.
    fn of(rows: &[Row<'_>]) -> Self {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(rows.len()));
        for row in rows {
            if row.chars <= LONGEST {
                fold::onto(&mut text, &unglossed(row.text));
            }
            ends.push(text.len());
        }
        Self { text, ends }
    }

    /// The text of row `at`, empty where it is a paragraph.
    fn row(&self, at: usize) -> &str {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        slice(&self.text, ByteSpan::new(at.checked_sub(1).map_or(0, end), end(at)))
    }
}

/// Asks `judge` about every `wanted` row that is still open; it is given the row, its folded text and its index.
fn prove(
    rows: &[Row<'_>],
    folded: &Folded,
    found: &mut [Option<Finding>],
    wanted: impl Fn(&Row<'_>, usize) -> bool,
    judge: impl Fn(&Row<'_>, &str, usize) -> Option<Finding>,
) {
    for (at, row) in rows.iter().enumerate() {
        if found.get(at).is_some_and(Option::is_none) && !is_protected(row) && wanted(row, at) {
            put(found, at, judge(row, folded.row(at), at));
        }
    }
}

/// Words of footers and of compilers' blurbs.
static PROVEN: Gate = Gate::new(|| tail::proofs().chain(blurb::sure().iter().copied()).collect());

/// What proves itself wherever it stands; `folded` is the row's text, folded.
fn alone(row: &Row<'_>, folded: &str, _: usize) -> Option<Finding> {
    let open = row.chars <= LONGEST && PROVEN.is_open(folded);
    // 17 页: the figure is no number of a heading.
    if row.marker.is_some() && row.chars <= LONGEST_CELL && row.text.ends_with('页') {
        return leftover::page(row.text);
    }
    // A number protects its line, but for what a site says in numbered notes.
    if row.marker.is_some() {
        let path = || bar::home(folded).filter(|_| folded.ends_with(['>', '»', '›']));
        return tail::footer(folded, row.chars, open).filter(|finding| finding.what == "残缺提示").or_else(path);
    }
    if row.chars > LONGEST {
        return leftover::leftover(row.text);
    }
    if row.marks.table {
        return bar::home(folded).or_else(|| tail::footer(folded, row.chars, open));
    }
    bar::home(folded)
        .or_else(|| leftover::leftover(row.text))
        .or_else(|| tail::footer(folded, row.chars, open))
        .or_else(|| if open { blurb::blurb(folded) } else { None })
}

/// Whether a row of the text could be a bar or a line about an article: short, with a colon, a figure or a button's
/// word at its beginning.
fn could_be_line(row: &Row<'_>) -> bool {
    let page = || row.text.starts_with('《') && row.text.ends_with(['）', ')']);
    row.chars <= LONGEST_LINE && (row.text.contains([':', '：']) || bar::could_begin(row.text) || page())
}

/// What proves itself by its words and where it stands.
fn placed(row: &Row<'_>, folded: &str, frame: &Frame, at: usize) -> Option<Finding> {
    let place = frame.place(at);
    // The day of 06.05.2023 10:20 looks like a number.
    if row.marker.is_some() && place != Place::Tail {
        return portal::turned(folded, place);
    }
    if row.chars > LONGEST_LINE {
        return None;
    }
    // What a table holds is its own; only words above and below a text are judged: old pages are laid out in tables.
    let outside = frame.first < frame.end && place != Place::Body;
    if row.marks.table && !(outside && row.text.chars().any(safe::is_han)) {
        return None;
    }
    bar::crumb(folded, place)
        .or_else(|| bar::paper(folded, place))
        .or_else(|| bar::size(folded, place))
        .or_else(|| bar::own_page(folded, place))
        .or_else(|| bar::menu(folded, place))
        .or_else(|| meta::line(folded, row.chars, place))
        .or_else(|| offer::offer(folded, row.chars, place))
        .or_else(|| portal::line(folded, row.chars, place))
        .or_else(|| tail::loose(folded, row.chars, place))
        .or_else(|| tail::contact(folded, row.chars, place))
        .or_else(|| tail::download(folded, row.chars, place))
        .or_else(|| tail::reporter(folded, row.chars, place))
}

/// The longest line of a bar or about an article, in characters.
const LONGEST_LINE: usize = 240;

/// From how many characters on a row is a paragraph, whatever words stand in it.
const LONGEST: usize = 400;

/// Links with their days, two and more of them outside the text.
fn links(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_link = |at: &usize| {
        let outside = frame.place(*at) != Place::Body;
        outside && rows.get(*at).is_some_and(|row| row.chars <= 80 && bar::dated_link(&fold::text(row.text)))
    };
    let links: Vec<usize> = (0..rows.len()).filter(is_link).collect();
    if links.len() >= 2 {
        for at in links {
            put(found, at, Some(Finding::new("相关链接", "正文之外带日期的链接")));
        }
    }
}

/// The longest cell of a table that lost its columns, in characters.
const LONGEST_CELL: usize = 12;

/// Fragments that are debris only beside debris: a closing bracket, a bare date, a counter.
fn beside(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let is_found = |found: &[Option<Finding>], at: Option<usize>| {
        at.and_then(|at| found.get(at)).is_some_and(|f| f.as_ref().is_some_and(|f| f.what != "相关链接"))
    };
    let forward = 0..rows.len();
    let backward = (0..rows.len()).rev();
    for at in forward.chain(backward) {
        let Some(row) = rows.get(at) else { continue };
        if found.get(at).is_none_or(Option::is_some) || row.marks.table || is_protected(row) {
            continue;
        }
        if frame.place(at) == Place::Body {
            // Within a text only what stands between two lines of a site, as a label with nothing behind it.
            let within = is_found(found, at.checked_sub(1)) && is_found(found, at.checked_add(1));
            if within && row.text.ends_with(['：', ':']) {
                put(found, at, meta::fragment(row.text, row.chars));
            }
            continue;
        }
        let (above, below) = (is_found(found, at.checked_sub(1)), is_found(found, at.checked_add(1)));
        let edge = at == 0 || at + 1 == rows.len();
        if !(above || below || edge) || matter::is_letterhead(row.text) {
            continue;
        }
        // Where no running text is, figures are what the file holds; between short lines they are cells of a table.
        let cell = |at: Option<usize>| {
            let open = at.is_some_and(|at| found.get(at).is_some_and(Option::is_none));
            open && at.and_then(|at| rows.get(at)).is_some_and(|row| row.chars <= LONGEST_CELL && !row.is_closed())
        };
        // What stands below figures above a text may be its title.
        let lone = !cell(at.checked_sub(1)) && (frame.place(at) == Place::Head || !cell(at.checked_add(1)));
        if lone && frame.first < frame.end {
            put(found, at, bar::counter(row.text, frame.place(at)));
        }
        let figures = row.text.chars().all(|c| c.is_ascii_digit());
        if (above || below) && (lone || !figures) {
            put(found, at, meta::fragment(row.text, row.chars));
        }
        // 阅读 alone below a text.
        if at + 1 == rows.len()
            && lone
            && row.chars >= 2
            && found.iter().any(Option::is_some)
            && row.text.chars().all(safe::is_han)
            && bar::is_scrap(row.text)
        {
            put(found, at, Some(Finding::new("打印分享栏", format!("文末的按钮文字“{}”", row.text))));
        }
        if above && below {
            put(found, at, meta::enclosed(row.text, row.chars));
            let label = at.checked_sub(1).and_then(|at| rows.get(at)).map_or("", |row| row.text);
            if matches!(fold::text(label).as_str(), "来源:" | "信息来源:") && row.chars <= LONGEST_MEDIUM {
                put(found, at, Some(Finding::new("来源与时间", "“来源”下面的媒体")));
            }
        }
    }
}

/// The longest name of a medium on a line of its own, in characters.
const LONGEST_MEDIUM: usize = 16;

/// Whether a row is a long title over the line of its source or time.
fn is_stamped(row: &Row<'_>, below: &Row<'_>) -> bool {
    let title = row.marker.is_none() && row.chars <= LONGEST_TITLE && !row.text.contains(['。', '；', '：', ':']);
    title && below.chars <= LONGEST_TITLE && meta::line(&fold::text(below.text), below.chars, Place::Head).is_some()
}

/// The longest title over such a line, in characters.
const LONGEST_TITLE: usize = 80;

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the first paragraph.
    Head,
    /// Between the first and the last paragraph.
    Body,
    /// After the last paragraph.
    Tail,
}

/// Where the running text of a document begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The first row of running text; the number of rows when there is none.
    pub first: usize,
    /// One past the last row of running text.
    pub end: usize,
}

impl Frame {
    /// The frame of `rows`, those already found to be debris left out.
    pub fn of(rows: &[Row<'_>], found: &[Option<Finding>]) -> Self {
        let is_text = |(row, found): (&Row<'_>, &Option<Finding>)| {
            let closed = row.is_closed() || row.chars >= 80;
            let prose = row.chars >= 40 && closed && row.text.contains(['。', '；', '！', '？', '，', ',']);
            let marked = row.marker.is_some_and(|m| m.end < row.text.len()) && !tail::names_file(row.text);
            // 05.18考场安排[05-15]: the day of a link looks like a number.
            let marked = marked && !(row.text.ends_with([']', '］']) && bar::dated_link(&fold::text(row.text)));
            (prose || marked || row.marks.heading.is_some() && !tail::is_label(row))
                && row.marks.furniture.is_none()
                && found.is_none()
        };
        let mut pairs = rows.iter().zip(found);
        // A long title over the line of its source is not the text yet.
        let titled =
            |at: usize| rows.get(at..at + 2).is_some_and(|pair| matches!(pair, [row, below] if is_stamped(row, below)));
        let first = pairs.clone().enumerate().position(|(at, pair)| is_text(pair) && !titled(at)).unwrap_or(rows.len());
        let end = pairs.rposition(is_text).map_or(rows.len(), |at| at + 1);
        Self { first, end }
    }

    /// Where row `at` stands.
    pub const fn place(&self, at: usize) -> Place {
        if at < self.first {
            Place::Head
        } else if at < self.end {
            Place::Body
        } else {
            Place::Tail
        }
    }
}

#[cfg(test)]
mod tests;
