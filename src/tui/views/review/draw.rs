//! How 校对 looks: the queue, and below it the place under the cursor with its text.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::deeds::{AGAIN, decided_words, marked_words};
use super::queue::{Entry, Row, What};
use super::{COMMENT, Looked, Review, SUGGESTION};
use crate::job::ruling::Decided;
use crate::lint::rule::Level;
use crate::review::record::State;
use crate::stats::report::{Language, Words};
use crate::text::span::{ByteSpan, head, slice, tail};
use crate::text::width::Cells;
use crate::text::wrap;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::row::draw_row;

/// From how many rows on what is said of a place stands below the queue, and how many rows its text has at most.
const WITH_FOOT: u16 = 8;
const TEXT_ROWS: u16 = 4;
/// The most cells of the column of places.
const PLACE: usize = 26;

/// Draws the view.
pub(super) fn draw(view: &mut Review, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) {
    let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
    let buf = frame.buffer_mut();
    let framed = [Framed { area, title: title(view, snapshot), focused: true }];
    let inner = draw_frame(buf, area, &framed, theme, cells).first().copied().unwrap_or(area);
    if inner.width < 4 || inner.height < 2 {
        return;
    }
    let width = usize::from(inner.width) - 2;
    if view.queue.rows.is_empty() {
        let tally = view.queue.tally();
        let text = match () {
            () if view.of != view.generation || view.asked.is_none() => Words::new("正在校对……", "looking through…"),
            () if tally.open > 0 => {
                Words::new("筛选之后没有了：v 级别，f 规则，d 已决的", "nothing is left by the filter: v, f, d")
            }
            () if tally.all > 0 => Words::new("都处理完了，d 看已决的", "all is decided; d shows it"),
            () => Words::new("没有发现问题", "nothing was found"),
        };
        for (y, part) in (inner.y..inner.bottom()).zip(wrap::parts(lang.of(text), width.max(2), cells)) {
            draw_row(buf, inner.x + 1, y, part, width, cells, theme.dim);
        }
        view.area = Rect { height: 0, ..inner };
        return;
    }
    let foot = if inner.height >= WITH_FOOT { (inner.height / 2).clamp(4, 3 + TEXT_ROWS + 1) } else { 1 };
    let list = Rect { height: inner.height - foot, ..inner };
    view.area = list;
    let sight = view.list.sight(view.queue.rows.len(), usize::from(list.height));
    let places = sight.clone().filter_map(|number| view.queue.rows.get(number)).map(|row| place(view, *row, snapshot));
    let column = places.map(|text| cells.text(&text)).max().unwrap_or(0).min(PLACE).min(width / 3);
    for (y, number) in (list.y..list.bottom()).zip(sight) {
        let Some(row) = view.queue.rows.get(number).copied() else { break };
        draw_item(view, buf, Rect { y, height: 1, ..list }, row, (number == view.list.cursor, column), snapshot);
    }
    draw_foot(view, buf, Rect { y: list.bottom(), height: foot, ..inner }, snapshot);
}

fn title(view: &Review, snapshot: &Snapshot) -> String {
    let lang = snapshot.lang;
    let what = match view.looked {
        Looked::All => lang.of(Words::new("全部文档", "all documents")).to_owned(),
        Looked::Document(number) => snapshot.corpus.documents.get(number).map_or_else(String::new, |doc| doc.name()),
    };
    let mut out = format!("{} · {what}", lang.of(Words::new("校对", "Review")));
    if let Some(least) = view.sight.least {
        let above = if least == Level::Must { Words::new("", "") } else { Words::new("以上", " and above") };
        out.push_str(&format!(" · {}{}", lang.of(least.words()), lang.of(above)));
    }
    if let Some(rule) = view.sight.only.and_then(crate::lint::rules::by_id) {
        out.push_str(&format!(" · {}", lang.of(rule.name)));
    }
    if view.sight.by_rule {
        out.push_str(lang.of(Words::new(" · 按规则", " · by rule")));
    }
    let lost: usize = view.queue.entries.iter().map(|entry| entry.rulings.lost).sum();
    if lost > 0 {
        out.push_str(&match lang {
            Language::Chinese => format!(" · {lost} 处忽略过的认不出了"),
            Language::English => format!(" · {lost} ignored places no longer known"),
        });
    }
    if view.sight.decided {
        out.push_str(lang.of(Words::new(" · 含已决", " · with what is decided")));
    }
    out
}

/// Where a row is, shortly: the line, and before it the document where there are several.
fn place(view: &Review, row: Row, snapshot: &Snapshot) -> String {
    let Some(entry) = view.queue.entries.get(row.entry) else { return String::new() };
    let line = match view.queue.place(row, 0) {
        Some((_, Some(source))) => source.at.line.to_string(),
        Some((span, None)) => line_of(entry, span).to_string(),
        None => snapshot.lang.of(Words::new("失位", "lost")).to_owned(),
    };
    if view.looked == Looked::All {
        let name = snapshot.cells.middle(&entry.reviewed.linted.document.name(), PLACE - 5);
        return format!("{name}:{line}");
    }
    line
}

/// The 1-based line of the source.
fn line_of(entry: &Entry, span: ByteSpan) -> usize {
    match &entry.reviewed.linted.raw {
        Some(raw) => head(raw, span.start).matches('\n').count() + 1,
        None => entry.reviewed.linted.document.source_position(span.start).line,
    }
}

fn draw_item(
    view: &Review,
    buf: &mut Buffer,
    area: Rect,
    row: Row,
    (chosen, column): (bool, usize),
    snapshot: &Snapshot,
) {
    let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
    let width = usize::from(area.width) - 2;
    let base = if chosen { theme.cursor } else { theme.text };
    if chosen {
        buf.set_style(Rect { x: area.x + 1, width: width as u16, ..area }, base);
    }
    let (mut x, right) = (area.x + 1, area.x + 1 + width as u16);
    let put = |buf: &mut Buffer, x: &mut u16, text: &str, style| {
        *x += draw_row(buf, *x, area.y, text, usize::from(right.saturating_sub(*x)), cells, style);
    };
    let where_ = place(view, row, snapshot);
    put(buf, &mut x, &pad_left(&where_, column, cells), if chosen { base } else { theme.dim });
    put(buf, &mut x, " ", base);
    let (kind, style, name, state) = match row.what {
        What::Finding(_) => {
            let Some((_, found)) = view.queue.finding(row) else { return };
            let style = if found.finding.level == Level::Must { theme.error } else { theme.heading };
            let count = view.queue.places(row);
            let many = if count > 1 { format!(" ×{count}") } else { String::new() };
            let decided = state(view, row, lang);
            (
                lang.of(found.finding.level.words()),
                style,
                format!("{}{many}", lang.of(found.finding.rule.name)),
                decided,
            )
        }
        What::Comment(at) => {
            let Some(thread) = view.queue.entries.get(row.entry).and_then(|entry| entry.standing.threads.get(at))
            else {
                return;
            };
            let state = match thread.state {
                State::Open => None,
                State::Resolved => Some(Words::new("已解决", "settled")),
                State::Accepted => Some(Words::new("已采纳", "accepted")),
                State::Declined => Some(Words::new("未采纳", "declined")),
            };
            let kind = if thread.suggestion.is_some() { SUGGESTION } else { COMMENT };
            (lang.of(kind), theme.key, thread.comment.by().to_owned(), state.map(|words| lang.of(words).to_owned()))
        }
        What::Word(_) => {
            let Some(marked) = view.queue.word(row) else { return };
            let name = format!("{} · Word", marked.author);
            (lang.of(marked_words(&marked.kind)), theme.key, name, None)
        }
    };
    let kind = cells.pad(kind, if lang == Language::Chinese { 4 } else { 7 });
    put(buf, &mut x, &kind, if chosen { base } else { style });
    put(buf, &mut x, " ", base);
    // Where there is little room, the foot says which rule it is.
    if width >= 60 {
        put(buf, &mut x, &cells.pad(&cells.ellipsis(&name, 20), 20), base);
        put(buf, &mut x, " ", base);
    }
    let many = view.queue.places(row);
    if width < 60 && many > 1 {
        put(buf, &mut x, &format!("×{many} "), base);
    }
    let state = state.unwrap_or_default();
    let room =
        usize::from(right.saturating_sub(x)).saturating_sub(if state.is_empty() { 0 } else { cells.text(&state) + 1 });
    let Some(entry) = view.queue.entries.get(row.entry) else { return };
    if room > 3 {
        match (row.what, view.queue.place(row, 0)) {
            (What::Comment(at), _) => {
                let text = entry.standing.threads.get(at).map_or("", |thread| {
                    if thread.text.is_empty() {
                        thread.suggestion.as_deref().unwrap_or("")
                    } else {
                        thread.text.as_str()
                    }
                });
                put(buf, &mut x, &cells.ellipsis(&text.replace('\n', " "), room), base);
            }
            (What::Finding(_), Some((span, _))) => {
                draw_around(entry, span, buf, (x, area.y, room), (base, chosen), snapshot);
            }
            (What::Word(_), _) => {
                let text = view.queue.word(row).map_or("", |marked| marked.text.as_str());
                put(buf, &mut x, &cells.ellipsis(&text.replace('\n', " "), room), base);
            }
            (What::Finding(_), None) => {}
        }
    }
    if !state.is_empty() {
        let at = right.saturating_sub(cells.text(&state) as u16);
        draw_row(buf, at, area.y, &state, cells.text(&state), cells, if chosen { base } else { theme.dim });
    }
}

/// What was decided of a row, in words; of one that stands for many, how many are open.
fn state(view: &Review, row: Row, lang: Language) -> Option<String> {
    let count = view.queue.places(row);
    let states: Vec<Decided> = (0..count).map(|nth| view.queue.decided(row, nth)).collect();
    let again = (0..count).filter(|nth| view.queue.ruling(row, *nth).is_some_and(|ruling| ruling.again)).count();
    if again > 0 {
        let many = if count > 1 { format!(" {again}") } else { String::new() };
        return Some(format!("{}{many}", lang.of(AGAIN)));
    }
    let open = states.iter().filter(|state| **state == Decided::Open).count();
    if open == count {
        return None;
    }
    if open > 0 {
        let words = lang.of(Words::new("已决", "decided"));
        return Some(format!("{words} {}", count - open));
    }
    let first = states.first().copied().unwrap_or_default();
    let words = decided_words(first)?;
    Some(lang.of(words).to_owned())
}

fn pad_left(text: &str, width: usize, cells: Cells) -> String {
    // The line stands at its end.
    let text = cells.middle(text, width);
    format!("{}{text}", " ".repeat(width.saturating_sub(cells.text(&text))))
}

/// The place in its line: a little of what stands before, the place, what stands behind.
fn draw_around(
    entry: &Entry,
    span: ByteSpan,
    buf: &mut Buffer,
    (x, y, room): (u16, u16, usize),
    (base, chosen): (ratatui::style::Style, bool),
    snapshot: &Snapshot,
) {
    let (theme, cells) = (&snapshot.theme, snapshot.cells);
    let text = entry.text();
    let before = head(text, span.start).rsplit('\n').next().unwrap_or("");
    let (before, taken) = cells.fit_end(before, room / 3);
    let mut x = x;
    let end = x + room as u16;
    x += draw_row(buf, x, y, before, taken, cells, base);
    let found = slice(text, span).replace('\n', " ");
    let found = cells.ellipsis(&found, usize::from(end.saturating_sub(x)));
    let style = if chosen { base.add_modifier(ratatui::style::Modifier::UNDERLINED) } else { theme.found };
    x += draw_row(buf, x, y, &found, usize::from(end.saturating_sub(x)), cells, style);
    let after = tail(text, span.end).split('\n').next().unwrap_or("");
    let room = usize::from(end.saturating_sub(x));
    draw_row(buf, x, y, cells.fit(after, room).0, room, cells, base);
}

/// What is said of the place under the cursor, and its text.
fn draw_foot(view: &Review, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) {
    let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
    let Some(row) = view.row() else { return };
    let Some(entry) = view.entry() else { return };
    let width = usize::from(area.width).saturating_sub(2);
    let mut y = area.y;
    let (said, change) = told(view, row, snapshot);
    if area.height == 1 {
        draw_row(buf, area.x + 1, y, &cells.ellipsis(&format!("{said}{change}"), width), width, cells, theme.dim);
        return;
    }
    let line = theme.border_set().horizontal_top.repeat(usize::from(area.width));
    draw_row(buf, area.x, y, &line, usize::from(area.width), cells, theme.border);
    y += 1;
    let whole = format!("{said}{change}");
    let most = if area.height < 6 { 1 } else { 2 };
    for part in wrap::parts(&whole, width.max(2), cells).into_iter().take(most) {
        draw_row(buf, area.x + 1, y, part, width, cells, theme.text);
        y += 1;
    }
    let Some((span, source)) = view.queue.place(row, view.nth) else { return };
    let place = source.map_or_else(|| line_of(entry, span), |source| source.at.line);
    let count = view.queue.places(row);
    let of = view.queue.finding(row).map_or(count, |(_, found)| found.finding.count());
    let nth = if of > 1 { format!(" · {}/{of}", row.nth(view.nth) + 1) } else { String::new() };
    let again = view.queue.ruling(row, view.nth).is_some_and(|ruling| ruling.again);
    let decided = if again { Some(AGAIN) } else { decided_words(view.queue.decided(row, view.nth)) };
    let decided = decided.map_or(String::new(), |words| format!(" · {}", lang.of(words)));
    let path = path(entry, span);
    let text = match lang {
        Language::Chinese => format!("第 {place} 行{nth}{decided}{path}"),
        Language::English => format!("line {place}{nth}{decided}{path}"),
    };
    if y < area.bottom() {
        draw_row(buf, area.x + 1, y, &cells.ellipsis(&text, width), width, cells, theme.dim);
        y += 1;
    }
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    draw_text(entry, span, buf, rest, snapshot);
}

/// The piece and the headings over a place, with a mark before them.
fn path(entry: &Entry, span: ByteSpan) -> String {
    let document = &entry.reviewed.linted.document;
    let at = match &entry.reviewed.linted.raw {
        Some(_) => document.lines.span(&document.text, line_of(entry, span)).start,
        None => span.start,
    };
    let Some(piece) = document.pieces.iter().rfind(|piece| piece.span.start <= at && at <= piece.span.end) else {
        return String::new();
    };
    let title = (document.pieces.len() > 1).then(|| piece.title.clone());
    let section = piece.sections.iter().rfind(|section| section.span.start <= at && at < section.span.end);
    let parts: Vec<String> = title.into_iter().chain(section.map(crate::corpus::model::Section::label)).collect();
    if parts.is_empty() { String::new() } else { format!(" · {}", parts.join(" › ")) }
}

/// What is said of a row, and what could stand there.
fn told(view: &Review, row: Row, snapshot: &Snapshot) -> (String, String) {
    let lang = snapshot.lang;
    let suggestion = |text: &str| match (text.is_empty(), lang) {
        (true, Language::Chinese) => "，建议删去".to_owned(),
        (true, Language::English) => "; remove it".to_owned(),
        (false, Language::Chinese) => format!("，建议改成“{text}”"),
        (false, Language::English) => format!("; try “{text}”"),
    };
    match row.what {
        What::Finding(_) => {
            let Some((_, found)) = view.queue.finding(row) else { return Default::default() };
            let finding = &found.finding;
            let own =
                finding.places.get(row.nth(view.nth)).and_then(|spot| spot.fix.as_ref()).map(|fix| fix.text.as_str());
            let change = own.or(finding.suggestion.as_deref()).map_or_else(String::new, suggestion);
            let basis = finding.rule.basis.shown();
            (format!("{}（{basis}）", finding.message(lang)), change)
        }
        What::Word(_) => {
            let Some(marked) = view.queue.word(row) else { return Default::default() };
            let said = marked.text.replace('\n', " ");
            (format!("{} {}：“{said}”", marked.author, lang.of(marked_words(&marked.kind))), String::new())
        }
        What::Comment(at) => {
            let Some(thread) = view.entry().and_then(|entry| entry.standing.threads.get(at)) else {
                return Default::default();
            };
            let replies = thread.replies.len();
            let more = match (replies, lang) {
                (0, _) => String::new(),
                (n, Language::Chinese) => format!("（{n} 条回复，Enter 看）"),
                (n, Language::English) => format!(" ({n} answers, Enter)"),
            };
            let change = thread.suggestion.as_deref().map_or_else(String::new, suggestion);
            let said = match (thread.text.is_empty(), &thread.suggestion) {
                (true, Some(_)) => {
                    return (
                        format!("{}{}{more}", thread.comment.by(), change.trim_start_matches(['，', ';'])),
                        String::new(),
                    );
                }
                _ => format!("{}：{}{more}", thread.comment.by(), thread.text.replace('\n', " ")),
            };
            (said, change)
        }
    }
}

/// The line of a place, wrapped, the place marked and in sight.
fn draw_text(entry: &Entry, span: ByteSpan, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) {
    let (theme, cells) = (&snapshot.theme, snapshot.cells);
    if area.height == 0 {
        return;
    }
    let whole = entry.text();
    let start = head(whole, span.start).rfind('\n').map_or(0, |at| at + 1);
    let end = tail(whole, span.end).find('\n').map_or(whole.len(), |at| span.end + at);
    let text = slice(whole, ByteSpan::new(start, end));
    let found = ByteSpan::new(span.start - start, span.end - start);
    let width = usize::from(area.width).saturating_sub(2);
    let mut starts = Vec::new();
    wrap::rows(text, width.max(2), 0, cells, &mut starts);
    let height = usize::from(area.height);
    let top = (wrap::row_of(&starts, found.start) + 1).saturating_sub(height.div_ceil(2).max(1));
    let top = top.min(starts.len().saturating_sub(height));
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    let rows: Vec<ByteSpan> = starts.iter().zip(ends).map(|(start, end)| ByteSpan::new(*start, end)).collect();
    for (y, row) in (area.y..area.bottom()).zip(rows.into_iter().skip(top)) {
        let inside = row.overlap(found);
        let mut cuts = vec![row.start, row.end];
        cuts.extend(inside.iter().flat_map(|span| [span.start, span.end]));
        cuts.sort_unstable();
        cuts.dedup();
        let mut x = area.x + 1;
        for pair in cuts.windows(2) {
            let &[start, end] = pair else { continue };
            let style = if inside.is_some_and(|span| span.contains(start)) { theme.found } else { theme.text };
            let part = slice(text, ByteSpan::new(start, end));
            x += draw_row(buf, x, y, part, usize::from(area.right().saturating_sub(x + 1)), cells, style);
        }
    }
}
