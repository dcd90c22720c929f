//! What one line without a number says of itself: its words, its marks, its length against what follows.
//!
//! Most of it proves nothing before other lines say the same. Decides nothing.

use super::apart::{LEAST_TITLE, is_appendix, is_note, is_title_again, opens_appendix};
use super::credit::{is_credit, names_reporter};
use super::{clauses, double, names, parts, period, persons, question, verse};
use crate::corpus::row::Row;
use crate::corpus::split::{addressee, byline, matter, title};
use crate::text::fold;
use crate::text::safe::is_han;

/// The shortest and longest line of its own, in characters.
const OWN: std::ops::RangeInclusive<usize> = 4..=41;
/// The longest such line that ends in a full stop.
const LONGEST_SENTENCE: usize = 30;
/// The longest line that its last word makes a heading, in characters.
pub const LONGEST_NAMED: usize = 14;
/// The shortest paragraph below, in characters.
const LEAST_BODY: usize = 40;

/// What speaks for a line without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// It ends in a word that names a section, or is a known label.
    Word,
    /// The format sets it off.
    Format,
    /// The format sets it off over text of any length; it needs siblings.
    Bold,
    /// A mark before it that pages set headings off with: □甲, ◆甲; it needs siblings.
    Mark(char),
    /// A name or speaker over another short line, and a paragraph below both; it needs siblings.
    Pair,
    /// A sentence over a long paragraph that could only be a heading beside others that open alike.
    Parallel,
    /// Two sentences that alone make up a line over a long paragraph: a group and its first part; it needs others that
    /// open alike.
    Double,
    /// A dash before it, and a long paragraph below: ——甲.
    Dash,
    /// Short, and a series begins right below at one; it needs siblings.
    Over,
    /// A question over a long paragraph; it needs siblings.
    Asks,
    /// A name of this many characters before a colon, and more behind it; it needs siblings with other names as long.
    Colon(usize),
    /// A label with a colon over a list or a paragraph; it needs siblings.
    Label,
    /// A part of a plan by both of its words, over text of any length: 活动时间; it needs siblings.
    Part,
    /// A month, a week or a year alone on its line, over text of any length; it needs siblings.
    Period,
    /// As many characters over a short sentence; it needs siblings as long over paragraphs.
    Slim(usize),
    /// Two or three characters over a long paragraph; it needs a sibling as long.
    Brief(usize),
    /// The same over a shorter paragraph; it needs more of them.
    Terse(usize),
    /// What a part turns on, behind a word for that: 关键词：创新; it needs a sibling.
    Keyed,
    /// Over a field and a paragraph below it: 清溪步道 over 地点：…; it needs siblings.
    Fielded,
    /// Two or three commas between clauses of like length over a long paragraph; it needs siblings of short form.
    Clauses,
    /// Its form: short over long; it needs siblings that end alike.
    Form {
        /// It ends in a full stop.
        stopped: bool,
    },
}

/// A line without a number and what stands around it.
struct View<'r, 't> {
    rows: &'r [Row<'t>],
    at: usize,
    /// The row below, a note in brackets passed over.
    below: usize,
    row: &'r Row<'t>,
    next: &'r Row<'t>,
    /// The row's text, folded.
    folded: &'r str,
    /// It without a final mark.
    name: &'r str,
    /// What ends it.
    end: End,
    /// A paragraph follows that is longer than the line, maybe below a short sentence.
    long: bool,
    /// A paragraph follows, maybe below a motto.
    near: bool,
    /// A series begins right below at one, maybe below a line that announces it.
    opens: bool,
}

/// What ends a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Open,
    Stop,
    Colon,
    Question,
}

/// What speaks for the line at `at` as a heading; `is_heading` holds for rows that are headings already, `skipped` for
/// those that are no text.
pub fn evidence<'t>(
    rows: &[Row<'t>],
    at: usize,
    is_heading: impl Fn(usize) -> bool,
    skipped: impl Fn(&Row<'t>) -> bool,
) -> Option<Evidence> {
    let row = rows.get(at)?;
    if is_note(row) {
        return None;
    }
    let text = |next: &Row<'t>| next.chars >= LEAST_BODY && next.marker.is_none() && !skipped(next);
    if double::first(row).is_some() && rows.get(at + 1).is_some_and(text) {
        return Some(Evidence::Double);
    }
    if row.marker.is_some() || row.marks.table || row.marks.item || !(2..=*PARALLEL.end()).contains(&row.chars) {
        return None;
    }
    let folded = fold::text(row.text);
    let below = at + 1 + usize::from(rows.get(at + 1).is_some_and(is_note));
    // The day of a plan stands below its label, as that of a signature does.
    let day = |next: &Row<'t>| matter::is_date(next.text) && parts::heads(rows, at, below);
    let next = rows.get(below).filter(|next| !skipped(next) || day(next))?;
    let before = at.checked_sub(1).and_then(|at| rows.get(at));
    let torn_before = before.is_some_and(|before| {
        let open = !before.is_closed() && before.chars > 12 && before.marker.is_none() && !names_reporter(before.text);
        open && !is_heading(at - 1) && !skipped(before)
    });
    let torn_after = next.text.starts_with(['是', '，', ',', '、', '的', '：', ':', '；', '。']);
    let line = View::of(rows, (at, below), row, next, &folded)?;
    let notes = row.text == "注释" && next.text.starts_with(['［', '[', '〔', '【']);
    if notes
        || is_appendix(row)
        || opens_appendix(rows, at)
        || names::is_glossary(row.text) && row.marks.heading.is_none()
    {
        return Some(Evidence::Format);
    }
    if torn_before && !row.marks.emphasis && mark(row.text).is_none() || torn_after {
        return None;
    }
    // The title once more, with what a column puts before it.
    let more = |before: &Row<'_>| row.text != before.text && row.text.contains(before.text);
    let again = before.is_some_and(|before| before.chars >= LEAST_TITLE && more(before)) || is_title_again(rows, at);
    if again || question::asks_someone(row.text) || verse::is_verse(rows, at) {
        return None;
    }
    line.read()
}

impl<'r, 't> View<'r, 't> {
    /// `None` for what is no name by its marks.
    fn of(
        rows: &'r [Row<'t>],
        (at, below): (usize, usize),
        row: &'r Row<'t>,
        next: &'r Row<'t>,
        folded: &'r str,
    ) -> Option<Self> {
        let asks = folded.strip_suffix('?').filter(|name| ASKS.contains(&row.chars) && name.matches(',').count() <= 1);
        let (name, end) = match (asks, folded.strip_suffix(':')) {
            (Some(name), _) => (name, End::Question),
            (None, Some(name)) => (name, End::Colon),
            (None, None) if folded.ends_with('。') => (folded.trim_end_matches('。'), End::Stop),
            (None, None) => (folded, End::Open),
        };
        if !name.chars().any(is_han)
            || name.ends_with([',', '、', '?', '!', ';', '…', '.'])
            || name.contains(['。', ';', '!'])
            || name.contains('?') && !(end == End::Open && question::asks_and_answers(name))
        {
            return None;
        }
        let after = rows.get(below + 1);
        let free = next.marker.is_none();
        // The line below may be a long title.
        let closed = next.is_closed() || next.text.contains('。') || next.text.ends_with(['：', ':']);
        let prose = closed || next.chars > LONGEST_TITLE || rows.len() == below + 1;
        let full = next.chars >= LEAST_BODY && prose
            || next.chars >= LEAST_SENTENCE && next.text.ends_with(['。', '：', ':', '？', '?', '！']);
        let cut = breaks_off(rows, below);
        let full = full || cut;
        let second = after.filter(|row| row.marker.is_none()).map_or(0, |row| row.chars);
        let opening = second >= LEAST_BODY
            && next.text.ends_with('。')
            && (next.chars >= LEAST_OPENING && next.chars > row.chars
                || next.chars >= LEAST_MOTTO && row.chars >= LEAST_MOTTO);
        let begins = |row: &Row<'_>| row.marker.is_some_and(|m| m.number == 1);
        let announced = free && next.text.ends_with(['：', ':']) && !addressee::is_salutation(next.text);
        Some(Self {
            rows,
            at,
            below,
            row,
            next,
            folded,
            name,
            end,
            long: free
                && (full && (next.chars * 2 >= row.chars * 3 || cut)
                    || opening
                    || question::is_asked(next)
                    || !row.text.starts_with(ITEM_SIGNS) && is_list(next, after)),
            near: free && (full || second >= LEAST_SENTENCE),
            opens: begins(next) || announced && after.is_some_and(begins),
        })
    }

    fn read(&self) -> Option<Evidence> {
        if self.row.chars > *OWN.end() {
            return self.parallel(self.end == End::Stop && self.near && self.next.chars > self.row.chars);
        }
        let (row, named) = (self.row, names::is_named(self.name));
        if names::opens_foreword(row.text) && self.long {
            return Some(Evidence::Word);
        }
        // ■链接：历次治理 over numbers of its own.
        if self.opens && self.end == End::Open && mark(row.text).is_some() && MARKED.contains(&(row.chars - 1)) {
            return Some(Evidence::Format);
        }
        let field = is_field(self.folded);
        let answered = colon_label(self.next.text).is_some();
        if let Some(label) = colon_label(row.text).filter(|_| field && self.near && self.end == End::Open && !answered)
        {
            return Some(Evidence::Colon(label.chars().count()));
        }
        if self.near && names::is_keyed(self.folded) {
            return Some(Evidence::Keyed);
        }
        if self.end == End::Colon && !named && parts::heads(self.rows, self.at, self.below) {
            return Some(Evidence::Part);
        }
        let called = addressee::is_salutation(row.text) && !(self.end == End::Colon && named);
        let written = |text: &str| is_credit(text) || byline::is_byline(text);
        if field || called || matter::is_matter(row.text) || written(row.text) {
            return None;
        }
        if title::is_dash(row.text) {
            return self.dash();
        }
        if let Some(mark) = mark(row.text) {
            let name = self.name.trim_start_matches(mark).trim();
            let heads = MARKED.contains(&name.chars().count()) && self.end == End::Open && !persons::is_person(name);
            let list = self.next.text.starts_with(mark);
            return (heads && !list && !name.contains(['：', ':'])).then_some(Evidence::Mark(mark));
        }
        let set_off = row.marks.emphasis && (self.opens || self.long) && self.end != End::Stop;
        if set_off && (self.end == End::Open || named) {
            return Some(Evidence::Format);
        }
        let below = !self.next.marks.emphasis && self.next.marker.is_none();
        let short = BOLD.contains(&row.chars) && !self.name.contains([',', '、']) && !names::is_telling(self.name);
        if row.marks.emphasis && self.end == End::Open && below && short {
            return Some(Evidence::Bold);
        }
        match self.end {
            End::Question => self.near.then_some(Evidence::Asks),
            End::Colon if named && !names::orders(self.name) => {
                (self.name.chars().count() <= LONGEST_LABEL && !self.name.contains(',')).then_some(Evidence::Word)
            }
            // 工会工作：over a series of its own.
            End::Colon
                if self.name.ends_with("工作")
                    && begins_series(self.next)
                    && !self.name.contains(['，', ',', '、']) =>
            {
                LABEL.contains(&self.name.chars().count()).then_some(Evidence::Word)
            }
            End::Colon => self.label(),
            End::Open | End::Stop => self.words(named).or_else(|| self.form()),
        }
    }

    fn dash(&self) -> Option<Evidence> {
        let text = self.next.chars >= LEAST_BODY || self.next.chars >= LEAST_SENTENCE && self.next.is_closed();
        let text = text || breaks_off(self.rows, self.below);
        let after = self.row.chars <= LONGEST_DASH && self.next.marker.is_none() && text;
        // Below what someone said stands who said it.
        let name = self.row.text.rsplit(char::is_whitespace).next().unwrap_or("");
        let said = name != self.row.text && persons::is_person(name);
        (after && !said && !title::is_dash(self.next.text)).then_some(Evidence::Dash)
    }

    fn label(&self) -> Option<Evidence> {
        let mut below = self.rows.iter().skip(self.below).take(2);
        let list = below.len() == 2 && below.all(|row| row.marker.is_none() && !row.text.contains(['：', ':']));
        let chars = self.name.chars().count();
        // 教育方面： names a field of work however long.
        let field = self.name.ends_with("方面") && chars <= LONGEST_FIELD_OF_WORK;
        let fits = (LABEL.contains(&chars) || field) && !self.name.contains([',', '各']);
        let names = fits && !names::is_telling(self.name) && !names::speaks(self.name) && !names::is_roll(self.name);
        (names && (self.long || list || begins_series(self.next))).then_some(Evidence::Label)
    }

    /// What its words say.
    fn words(&self, named: bool) -> Option<Evidence> {
        let (row, open) = (self.row, self.end == End::Open);
        if open && parts::heads(self.rows, self.at, self.below) {
            return Some(Evidence::Part);
        }
        if open && period::is_period(self.name) && !period::is_period(self.next.text) {
            return Some(Evidence::Period);
        }
        if open && (self.opens || self.near) && period::is_review(self.name) {
            return Some(Evidence::Word);
        }
        let soon = self.rows.iter().skip(self.below).take(3).any(|row| row.chars >= LEAST_BODY);
        let tight = fold::unspaced(self.name);
        let items = self.next.marker.is_none() && self.next.text.ends_with(['；', ';']) && self.next.chars > row.chars;
        let section = open && named && row.chars <= LONGEST_NAMED && (self.opens || self.long || items);
        (soon && (is_boxed(row.text) || names::is_label(&tight)) || section).then_some(Evidence::Word)
    }

    /// The row above.
    fn above(&self) -> Option<&Row<'t>> {
        self.at.checked_sub(1).and_then(|at| self.rows.get(at))
    }

    /// What its form says.
    fn form(&self) -> Option<Evidence> {
        let (row, open, telling) = (self.row, self.end == End::Open, names::is_telling(self.name));
        let commas = self.name.matches(',').count();
        if self.opens
            && open
            && OVER.contains(&row.chars)
            && !telling
            && (commas == 0 || clauses::is_couplet(self.name))
        {
            return Some(Evidence::Over);
        }
        let body = self.next.chars >= LONG_BODY || is_list(self.next, self.rows.get(self.below + 1));
        // 青石镇 beside a short text may be a cell.
        let named = !persons::is_person(self.name) && (body || !self.name.ends_with(PLACES));
        if BRIEF.contains(&row.chars) && open && self.long && named {
            return Some(if body { Evidence::Brief(row.chars) } else { Evidence::Terse(row.chars) });
        }
        let most = if open { *OWN.end() } else { LONGEST_SENTENCE };
        let slim = open && SLIM.contains(&row.chars) && commas == 0 && !telling && !self.long;
        let told = self.next.text.ends_with('。') && self.next.chars >= row.chars && self.next.marker.is_none();
        let ended = self.above().is_some_and(|above| above.text.ends_with('。'));
        if slim && told && ended {
            return Some(Evidence::Slim(row.chars));
        }
        let story = !open && names::is_story(self.name);
        // A second title right over the text, and what pictures show.
        let headline = || names::is_event(self.name) && self.above().is_none_or(|above| !above.is_closed());
        let shown = || headline() || names::is_scene(self.name) || persons::ends_in_person(self.name);
        if (*OWN.start()..=most).contains(&row.chars) && commas <= 1 && self.long && !telling && !story && !shown() {
            return Some(Evidence::Form { stopped: !open });
        }
        if open && self.long && !telling && !shown() && clauses::are_alike(self.name) {
            return Some(Evidence::Clauses);
        }
        let text = |row: &Row<'_>| row.chars >= LEAST_SENTENCE && row.is_closed();
        let fielded =
            open && SLIM.contains(&row.chars) && commas == 0 && !telling && is_field(&fold::text(self.next.text));
        if fielded && self.rows.get(self.below + 1).is_some_and(text) && self.above().is_none_or(Row::is_closed) {
            return Some(Evidence::Fielded);
        }
        let view = self.next.chars <= *OWN.end() && !self.next.text.contains(['。', '；', '：', ':', '！']);
        let ended = self.above().is_none_or(|above| above.text.ends_with(['。', '”', '！', '？', '…']));
        let name = PAIR.contains(&row.chars) && open && commas == 0 && self.name.matches('、').count() <= 1 && !telling;
        if name && ended && self.near && !self.long && view {
            return Some(Evidence::Pair);
        }
        self.parallel(self.long)
    }

    fn parallel(&self, over: bool) -> Option<Evidence> {
        let alike = PARALLEL.contains(&self.row.chars) && self.name.matches(',').count() <= 3 && over;
        alike.then_some(Evidence::Parallel)
    }
}

/// Whether row `at` is a paragraph within which the whole text breaks off, as short as it may be.
fn breaks_off(rows: &[Row<'_>], at: usize) -> bool {
    let row = rows.get(at).filter(|_| at + 1 == rows.len());
    row.is_some_and(|row| {
        let text = row.chars >= LEAST_CUT && row.text.contains(['，', ',']) && !row.text.contains(['：', ':']);
        text && row.marker.is_none() && !row.is_closed() && !matter::is_matter(row.text)
    })
}

/// The shortest such paragraph, in characters.
const LEAST_CUT: usize = 12;

/// Whether a row is the first of a series of paragraphs: 一是…。…
fn begins_series(row: &Row<'_>) -> bool {
    let text = row.chars >= LEAST_BODY || row.chars >= LEAST_SENTENCE && row.text.ends_with('。');
    row.marker.is_some_and(|m| m.number == 1) && text
}

/// The shortest and longest line that is set off over text of any length, in characters.
const BOLD: std::ops::RangeInclusive<usize> = 3..=20;

/// The mark that a line opens with, if it is one of those that pages set headings off with.
pub fn mark(text: &str) -> Option<char> {
    text.chars().next().filter(|c| MARKS.contains(*c))
}

/// Marks that stand before headings of news and bulletins.
const MARKS: &str = "□■◆◇●○★☆◎✅✔☑❖➤▶▪◉🔹🔸";
/// The shortest and longest heading behind one, in characters.
const MARKED: std::ops::RangeInclusive<usize> = 3..=30;

/// The shortest and longest line over a short sentence, in characters.
const SLIM: std::ops::RangeInclusive<usize> = 4..=16;

/// The shortest and longest line over a view of its own, in characters.
const PAIR: std::ops::RangeInclusive<usize> = 3..=28;

/// The longest label that names a section, in characters.
const LONGEST_LABEL: usize = 12;

/// The name before the colon of a line with more behind it: 挖病根：…
pub fn colon_label(text: &str) -> Option<&str> {
    let (label, value) = text.split_once(['：', ':'])?;
    let fits = COLON.contains(&label.chars().count()) && label.chars().all(is_han);
    (fits && value.chars().count() >= LEAST_VALUE && !names::is_field(label)).then_some(label)
}

/// The shortest and longest such name, and the shortest text behind it, in characters.
const COLON: std::ops::RangeInclusive<usize> = 2..=4;
const LEAST_VALUE: usize = 6;

/// The shortest and longest question on a line of its own, in characters.
const ASKS: std::ops::RangeInclusive<usize> = 5..=24;

/// The shortest and longest label over a list, in characters.
const LABEL: std::ops::RangeInclusive<usize> = 2..=16;
/// The longest label that ends in 方面, in characters.
const LONGEST_FIELD_OF_WORK: usize = 24;

/// Whether a row is nothing but a name in brackets: 【记者手记】.
fn is_boxed(text: &str) -> bool {
    let inner = text.strip_prefix('【').and_then(|rest| rest.strip_suffix('】'));
    inner.is_some_and(|inner| BOXED.contains(&inner.chars().count()) && inner.chars().all(is_han))
}

/// The shortest and longest name in brackets, in characters.
const BOXED: std::ops::RangeInclusive<usize> = 3..=8;

/// The shortest names, in characters, and how long the paragraph below must be.
const BRIEF: std::ops::RangeInclusive<usize> = 2..=3;
const LONG_BODY: usize = 80;

/// Last characters of names of places.
const PLACES: &[char] = &['镇', '乡', '村', '县', '市', '区', '省'];

/// The shortest paragraph of one whole sentence below, in characters.
pub const LEAST_SENTENCE: usize = 24;

/// The shortest first sentence below, in characters, where a long paragraph follows it.
const LEAST_OPENING: usize = 14;

/// The shortest motto between a heading and its text, and the shortest such heading, in characters.
pub const LEAST_MOTTO: usize = 8;

/// The longest title, in characters.
const LONGEST_TITLE: usize = 60;

/// Whether two rows are items of a list by the sign before each: - 甲；
fn is_list(first: &Row<'_>, second: Option<&Row<'_>>) -> bool {
    let sign = |row: &Row<'_>| {
        let item = row.chars >= LEAST_ITEM && (row.is_closed() || row.text.contains(['：', ':']));
        row.text.chars().next().filter(|c| item && ITEM_SIGNS.contains(c))
    };
    sign(first).is_some() && second.and_then(sign) == sign(first)
}

/// Signs before items.
const ITEM_SIGNS: &[char] = &['-', '•', '·'];
/// The shortest such item, in characters.
const LEAST_ITEM: usize = 12;

/// Whether a folded line is a field with its value: 地点:镇政府三楼.
fn is_field(folded: &str) -> bool {
    let Some((label, value)) = folded.split_once(':') else { return false };
    !value.trim().is_empty() && label.chars().filter(|c| !c.is_whitespace()).count() <= LONGEST_FIELD
}

/// The longest label of a field, and the longest line with a dash before it, in characters.
const LONGEST_FIELD: usize = 4;
const LONGEST_DASH: usize = 44;

/// The shortest and longest line over a series, in characters.
const OVER: std::ops::RangeInclusive<usize> = 4..=16;

/// The shortest and longest of sentences that open alike, in characters.
const PARALLEL: std::ops::RangeInclusive<usize> = 8..=46;
