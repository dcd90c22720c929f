//! Markdown, line by line: one line of the file is one line of the text, so that numbers agree.
//!
//! A scanner of its own and no parser: it takes marks away and tells what they said. Must not know what headings mean.

mod inline;

use super::{Content, Source, decoded};
use crate::corpus::model::{Extracted, Hint};

use inline::strip;

/// Reads Markdown.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    let (found, notes) = decoded(source)?;
    let extracted = scan(&found.text);
    Ok(Content { extracted, encoding: found.encoding, guessed: found.guessed, notes })
}

/// Lines of front matter, at most: a rule at the start of a text is not the start of front matter without end.
const FRONT_MATTER: usize = 200;
/// The longest heading that is underlined, in characters: under longer lines `---` is a rule.
const LONGEST_SETEXT: usize = 60;
/// The longest fence that is told apart from others.
const LONGEST_FENCE: usize = 16;

/// What the lines before mean for this one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    None,
    /// Within a fence of this many of this character.
    Fence(char, usize),
    /// Within a comment.
    Comment,
    /// Within a table, its header seen.
    Table,
}

fn scan(text: &str) -> Extracted {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = Extracted { text: String::with_capacity(text.len()), hints: Vec::new() };
    let front = front_matter(&lines);
    let titled = only_title(&lines, front);
    let fences = Fences::new(&lines);
    let last_comment_end = lines.iter().rposition(|line| line.contains("-->"));
    let mut block = Block::None;
    for (index, line) in lines.iter().enumerate() {
        let number = index + 1;
        let next = lines.get(number).copied().unwrap_or("");
        if index < front {
            match titled.filter(|(at, _)| *at == index) {
                Some((_, title)) => put(&mut out, number, title, &[Hint::Title]),
                None => put(&mut out, number, line, &[Hint::Code]),
            }
            continue;
        }
        match block {
            Block::Fence(mark, length) => {
                put(&mut out, number, line, &[Hint::Code]);
                if fence(line).is_some_and(|(m, n, rest)| m == mark && n >= length && rest.trim().is_empty()) {
                    block = Block::None;
                }
                continue;
            }
            Block::Comment => {
                if let Some((_, rest)) = line.split_once("-->") {
                    block = Block::None;
                    put(&mut out, number, &strip(rest), &[]);
                } else {
                    put(&mut out, number, "", &[]);
                }
                continue;
            }
            Block::Table if line.contains('|') => {
                if is_delimiter_row(line) {
                    put(&mut out, number, "", &[]);
                } else {
                    put(&mut out, number, &cells(line), &[Hint::TableRow]);
                }
                continue;
            }
            Block::Table | Block::None => block = Block::None,
        }
        if let Some((mark, length, _)) = fence(line).filter(|(mark, length, _)| fences.closes(index, *mark, *length)) {
            block = Block::Fence(mark, length);
            put(&mut out, number, line, &[Hint::Code]);
            continue;
        }
        if is_comment(line) {
            put(&mut out, number, line, &[Hint::Code]);
            continue;
        }
        if let Some((before, after)) = line.split_once("<!--")
            && !after.contains("-->")
            && last_comment_end.is_some_and(|end| end > index)
        {
            block = Block::Comment;
            put(&mut out, number, &strip(before), &[]);
            continue;
        }
        if line.contains('|') && is_delimiter_row(next) {
            block = Block::Table;
            put(&mut out, number, &cells(line), &[Hint::TableRow]);
            continue;
        }
        if index > front && setext(&lines, front, index - 1).is_some() {
            put(&mut out, number, "", &[]);
            continue;
        }
        match setext(&lines, front, index) {
            Some(level) => put(&mut out, number, &strip(line.trim()), &[Hint::Heading(level)]),
            None => plain_line(&mut out, number, line),
        }
    }
    out
}

fn put(out: &mut Extracted, number: usize, text: &str, hints: &[Hint]) {
    out.text.push_str(text);
    out.text.push('\n');
    out.hints.extend(hints.iter().map(|hint| (number, *hint)));
}

/// A line outside of blocks: a heading, an item, a quotation, a link definition or prose.
fn plain_line(out: &mut Extracted, number: usize, line: &str) {
    let body = line.trim_start_matches([' ', '\t']);
    let body = unquote(body);
    if let Some((level, heading)) = heading(body) {
        return put(out, number, &strip(heading), &[Hint::Heading(level)]);
    }
    if is_rule(body) {
        return put(out, number, body.trim_end(), &[Hint::Chrome]);
    }
    if let Some(item) = bullet(body) {
        let item = ["[ ] ", "[x] ", "[X] "].iter().find_map(|box_| item.strip_prefix(box_)).unwrap_or(item);
        let (text, stressed) = stressed(item);
        let hints: &[Hint] = if stressed { &[Hint::Emphasis, Hint::ListItem] } else { &[Hint::ListItem] };
        return put(out, number, &text, hints);
    }
    if is_definition(body) {
        return put(out, number, "", &[]);
    }
    let image = body.starts_with("![") && body.trim_end().ends_with(')') && body.matches("](").count() == 1;
    let (text, stressed) = stressed(body);
    let mut hints = Vec::new();
    if stressed {
        hints.push(Hint::Emphasis);
    }
    if is_numbered(body) {
        hints.push(Hint::ListItem);
    }
    if image {
        hints.push(Hint::Caption);
    } else if is_link(body) {
        hints.push(Hint::Link);
    }
    put(out, number, text.trim_end(), &hints);
}

/// The text without marks, and whether the whole of it was set bold.
fn stressed(body: &str) -> (String, bool) {
    let whole = body.trim_end();
    let bold = ["**", "__"].iter().any(|mark| {
        let inner = whole.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains(mark))
    });
    (strip(body), bold)
}

/// Level and text of `# …`. Written without the blank it counts when the line cannot be a `#topic#`.
fn heading(body: &str) -> Option<(u8, &str)> {
    let text = body.trim_start_matches('#');
    let level = body.len() - text.len();
    if level == 0 || level > 6 {
        return None;
    }
    let spaced = text.is_empty() || text.starts_with([' ', '\t', '\u{3000}']);
    if !spaced && (text.contains('#') || !text.chars().next().is_some_and(char::is_alphanumeric)) {
        return None;
    }
    let text = text.trim();
    let open = text.trim_end_matches('#');
    let text = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { text };
    Some((u8::try_from(level).unwrap_or(6), text))
}

fn unquote(body: &str) -> &str {
    let mut body = body;
    while let Some(rest) = body.strip_prefix('>') {
        body = rest.trim_start_matches([' ', '\t']);
    }
    body
}

fn bullet(body: &str) -> Option<&str> {
    let rest = body.strip_prefix(['-', '*', '+'])?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start_matches([' ', '\t']))
}

fn is_numbered(body: &str) -> bool {
    let rest = body.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = body.len() - rest.len();
    (1..=9).contains(&digits) && [". ", ") ", "\\. ", "\\) "].iter().any(|mark| rest.starts_with(mark))
}

fn is_rule(body: &str) -> bool {
    let marks: String = body.chars().filter(|c| !matches!(c, ' ' | '\t')).collect();
    let mut signs = marks.chars();
    let Some(first) = signs.next() else { return false };
    matches!(first, '-' | '*' | '_') && marks.len() >= 3 && signs.all(|c| c == first)
}

/// `[name]: address`, which is not shown. A footnote's text is.
fn is_definition(body: &str) -> bool {
    let Some((name, rest)) = body.strip_prefix('[').and_then(|b| b.split_once("]:")) else { return false };
    !name.starts_with('^') && !name.contains(['[', ']']) && !rest.trim().is_empty() && rest.trim().is_ascii()
}

fn is_link(body: &str) -> bool {
    let body = body.trim();
    is_address(body)
        || body.starts_with('[')
            && body.ends_with(')')
            && body.split("](").count() == 2
            && body.split_once("](").is_some_and(|(name, _)| !name.contains(']'))
}

/// Whether a line is an address and nothing else: http://…, <https://…>.
fn is_address(body: &str) -> bool {
    let bare = body.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(body);
    let scheme = bare.starts_with("http://") || bare.starts_with("https://");
    scheme && bare.is_ascii() && !bare.contains(char::is_whitespace)
}

/// Whether a line is one comment and nothing else.
fn is_comment(line: &str) -> bool {
    let inner = line.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inner.is_some_and(|inner| !inner.contains("-->"))
}

/// The level of a heading that `line` would underline.
fn underlines(line: &str) -> Option<u8> {
    let line = line.trim_end();
    let all = |mark: char| line.len() >= 2 && line.chars().all(|c| c == mark);
    if all('=') { Some(1) } else { all('-').then_some(2) }
}

/// The level of the line at `index` as a heading that is underlined: one short line of prose by itself.
fn setext(lines: &[&str], front: usize, index: usize) -> Option<u8> {
    let level = lines.get(index + 1).and_then(|next| underlines(next))?;
    let above = index.checked_sub(1).filter(|i| *i >= front).and_then(|i| lines.get(i));
    let body = lines.get(index)?.trim();
    let heads = above.is_none_or(|line| line.trim().is_empty())
        && !body.is_empty()
        && !body.ends_with(['。', '；', '，', ';'])
        && body.chars().count() <= LONGEST_SETEXT
        && heading(body).is_none()
        && bullet(body).is_none()
        && !body.starts_with(['>', '|'])
        && !is_rule(body)
        && underlines(body).is_none()
        && fence(body).is_none();
    heads.then_some(level)
}

/// Number of lines of the front matter at the start.
fn front_matter(lines: &[&str]) -> usize {
    let Some(mark) = lines.first().map(|line| line.trim_end()).filter(|line| matches!(*line, "---" | "+++")) else {
        return 0;
    };
    let separators: &[char] = if mark == "---" { &[':', '：'] } else { &['='] };
    if !lines.get(1).is_some_and(|line| line.contains(separators) || line.starts_with('#')) {
        return 0;
    }
    let end = lines.iter().take(FRONT_MATTER).skip(1).position(|line| {
        let line = line.trim_end();
        line == mark || (mark == "---" && line == "...")
    });
    end.map_or(0, |at| at + 2)
}

/// Whether text begins with front matter as Markdown has it, every line of it a field: then it is Markdown, whatever
/// its file is called.
pub(super) fn has_front_matter(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if !bytes.starts_with(b"---") {
        return false;
    }
    let head = String::from_utf8_lossy(bytes.get(..SNIFFED).unwrap_or(bytes));
    let lines: Vec<&str> = head.lines().collect();
    let front = front_matter(&lines);
    let is_field = |line: &&str| {
        let name = line.split_once(':').map_or("", |(name, _)| name);
        line.starts_with([' ', '-', '#'])
            || !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c))
    };
    front > 2 && lines.iter().take(front - 1).skip(1).all(is_field)
}

/// Number of lines of the block at the start of a plain text whose fields a person writes with a full-width colon,
/// 标题：甲; 0 where there is none.
pub(super) fn fields(text: &str) -> usize {
    let lines: Vec<&str> = text.lines().take(FRONT_MATTER).collect();
    let front = front_matter(&lines);
    let is_field = |line: &&str| {
        let name = line.split_once(['：', ':']).map_or("", |(name, _)| name);
        line.trim().is_empty() || !name.is_empty() && name.chars().all(char::is_alphanumeric)
    };
    if front > 2 && lines.iter().take(front - 1).skip(1).all(is_field) { front } else { 0 }
}

/// How many bytes are looked at for front matter.
const SNIFFED: usize = 4096;

/// The title that the front matter gives, with its line, where the text below has none: neither this title nor a heading
/// of the first level.
fn only_title<'t>(lines: &[&'t str], front: usize) -> Option<(usize, &'t str)> {
    let fields = lines.iter().take(front.saturating_sub(1)).enumerate().skip(1);
    let value = |line: &'t str| line.strip_prefix("title")?.trim_start().strip_prefix([':', '=']);
    let (at, title) = fields.into_iter().find_map(|(at, line)| Some((at, value(line)?)))?;
    let title = title.trim().trim_matches(['"', '\'']);
    let below = lines.iter().skip(front);
    let given = below.clone().any(|line| line.contains(title) || matches!(heading(line), Some((1, _))));
    let underlined = below.clone().any(|line| underlines(line) == Some(1));
    (!title.is_empty() && !given && !underlined).then_some((at, title))
}

/// The mark, its length and what follows it, of a line that opens or closes a fence.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let body = line.trim_start_matches(' ');
    if line.len() - body.len() > 3 {
        return None;
    }
    let mark = body.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = body.trim_start_matches(mark);
    let length = body.len() - rest.len();
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some((mark, length.min(LONGEST_FENCE), rest))
}

/// Where the last line stands that can close a fence of each mark and length: one that nothing closes opens none.
struct Fences {
    last: [[usize; LONGEST_FENCE + 1]; 2],
}

impl Fences {
    fn new(lines: &[&str]) -> Self {
        let mut last = [[0; LONGEST_FENCE + 1]; 2];
        for (index, line) in lines.iter().enumerate() {
            if let Some((mark, length, rest)) = fence(line)
                && rest.trim().is_empty()
            {
                for slot in last[usize::from(mark == '~')].iter_mut().take(length + 1) {
                    *slot = index;
                }
            }
        }
        Self { last }
    }

    fn closes(&self, opened: usize, mark: char, length: usize) -> bool {
        self.last[usize::from(mark == '~')].get(length).is_some_and(|last| *last > opened)
    }
}

fn is_delimiter_row(line: &str) -> bool {
    let body = line.trim();
    body.contains('-')
        && body.contains('|')
        && body.trim_matches('|').split('|').all(|cell| {
            let cell = cell.trim();
            let dashes = cell.strip_prefix(':').unwrap_or(cell);
            let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
            !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
        })
}

/// The cells of a row, without marks, joined by tabs.
fn cells(line: &str) -> String {
    let body = line.trim();
    let body = body.strip_prefix('|').unwrap_or(body);
    let body = if body.ends_with("\\|") { body } else { body.strip_suffix('|').unwrap_or(body) };
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in body.chars() {
        match c {
            '|' if !escaped => {
                cells.push(String::new());
                continue;
            }
            '\t' => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(' ');
                }
            }
            c => {
                if let Some(cell) = cells.last_mut() {
                    if c == '|' {
                        cell.pop();
                    }
                    cell.push(c);
                }
            }
        }
        escaped = c == '\\' && !escaped;
    }
    let cells: Vec<String> = cells.iter().map(|cell| strip(cell.trim())).collect();
    cells.join("\t")
}

#[cfg(test)]
mod tests;
