//! How 检索 looks.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Search, Shown};
use crate::corpus::model::{Corpus, Scope};
use crate::search::concordance::{self, Order};
use crate::search::engine::Hit;
use crate::stats::report::{Language, Words};
use crate::text::span::{ByteSpan, last_chars, slice};
use crate::text::wrap;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::row::{draw_row, grouped};

/// From how many cells on a row says which piece it stands in, and how many it takes for that.
const WITH_SOURCE: usize = 100;
const SOURCE: usize = 24;
/// From how many rows on the text around the chosen place is shown, and from how many where it stands.
const WITH_TEXT: u16 = 12;
const WITH_PATH: u16 = 7;
/// Rows of text at the foot: a sentence, and at most of a paragraph.
const SENTENCE_ROWS: u16 = 3;
/// Characters of context that are looked at, however wide the screen is.
const CONTEXT: usize = 200;

/// Draws the view and gives the caret's cell.
pub(super) fn draw(view: &mut Search, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
    let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
    let buf = frame.buffer_mut();
    let title = format!("{} · {}", lang.of(Words::new("检索", "Search")), snapshot.source);
    let framed = [Framed { area, title, focused: true }];
    let inner = draw_frame(buf, area, &framed, theme, cells).first().copied().unwrap_or(area);
    if inner.width < 4 || inner.height < 3 {
        return None;
    }
    let label = lang.of(Words::new("检索：", "find: "));
    let used = draw_row(buf, inner.x + 1, inner.y, label, usize::from(inner.width) - 1, cells, theme.key);
    let input = Rect { x: inner.x + 1 + used, width: inner.width.saturating_sub(used + 2).max(1), height: 1, ..inner };
    view.input = Rect { height: 1, ..inner };
    let caret = view.field.draw(buf, input, cells, theme.text);
    let width = usize::from(inner.width).saturating_sub(2);
    let (status, wrong) = status(view, snapshot);
    let style = if wrong { theme.error } else { theme.dim };
    // What is wrong is told whole, over the rows where it needs them.
    let parts = if wrong { wrap::parts(&status, width.max(2), cells) } else { vec![status.as_str()] };
    let taken = (parts.len() as u16).clamp(1, inner.height.saturating_sub(2).max(1));
    for (y, part) in (inner.y + 1..inner.y + 1 + taken).zip(parts) {
        draw_row(buf, inner.x + 1, y, &cells.ellipsis(part, width), width, cells, style);
    }
    let foot = foot_rows(view, inner, snapshot);
    let rows = Rect { y: inner.y + 1 + taken, height: inner.height.saturating_sub(1 + taken + foot), ..inner };
    view.rows = rows;
    let empty = view.read.as_ref().is_none_or(|read| read.as_ref().is_ok_and(crate::search::query::Query::is_empty));
    if empty {
        for (y, text) in (rows.y..rows.bottom()).zip(HELP) {
            let text = cells.ellipsis(lang.of(*text), width);
            draw_row(buf, rows.x + 1, y, &text, width, cells, theme.dim);
        }
    }
    let sight = view.list.sight(view.found.hits.len(), usize::from(rows.height));
    for (y, number) in (rows.y..rows.bottom()).zip(sight) {
        let Some(hit) = view.found.hits.get(number) else { break };
        let chosen = number == view.list.cursor;
        draw_hit(buf, Rect { y, height: 1, ..rows }, &view.found.corpus, *hit, (chosen, view.in_list), snapshot);
    }
    if foot > 0 {
        let foot = Rect { y: rows.bottom(), height: foot, ..inner };
        draw_foot(view, buf, foot, snapshot);
    }
    (!view.in_list).then_some(caret)
}

/// What can be written, where nothing is written yet.
const HELP: &[Words] = &[
    Words::new("", ""),
    Words::new("志愿者            文字里有的都找得到；全角半角、大写小写不分", "word: whatever stands in the text"),
    Words::new("宣传 志愿者       几个词都在同一节里，先后不论", "two words: both in one section"),
    Words::new("“入户 宣传”       引号里照原样，空格也算", "\"a phrase\": as it stands"),
    Words::new("宣传 -志愿者      不要有“志愿者”的节", "-word: not in this section"),
    Words::new("cjwm  chuangjian  没有输入法：首字母、全拼", "cjwm: pinyin, initials or whole"),
    Words::new("/[0-9]+余?户/     正则式", "/regular expression/"),
    Words::new("角色:问题 经费    只在说问题的节里找；也可以 篇:民政 级:2 年:2024", "role: piece: level: year:"),
    Words::new("", ""),
    Words::new("↑ 上一次的检索式  Enter 到结果", "Up: the query before, Enter: to the places"),
];

/// The name of an order.
pub(super) const fn order_words(order: Order) -> Words {
    match order {
        Order::Corpus => Words::new("原文先后", "as in the corpus"),
        Order::Left => Words::new("按前文", "by left context"),
        Order::Right => Words::new("按后文", "by right context"),
        Order::Piece => Words::new("按篇，多的在前", "by piece, most first"),
    }
}

/// Counts, or what is wrong with the query; whether it is the latter.
fn status(view: &Search, snapshot: &Snapshot) -> (String, bool) {
    let (zh, lang) = (snapshot.lang == Language::Chinese, snapshot.lang);
    match &view.read {
        Some(Err(error)) => {
            let part = slice(view.field.text(), error.span);
            (if part.is_empty() { error.reason.clone() } else { format!("“{part}”：{}", error.reason) }, true)
        }
        None => (String::new(), false),
        Some(Ok(query)) if query.is_empty() => (String::new(), false),
        Some(Ok(_)) => {
            let hits = grouped(view.found.count() as u64);
            let order = lang.of(order_words(view.order));
            let more = match view.found.tally {
                _ if view.found.generation != view.generation => lang.of(Words::new("……", "…")).to_owned(),
                None => lang.of(Words::new("，还在找……", ", still searching…")).to_owned(),
                Some(tally) => {
                    let spelled = if tally.spelled && tally.hits > 0 {
                        Words::new(" · 按拼音", " · as pinyin")
                    } else {
                        Words::new("", "")
                    };
                    lang.of(spelled).to_owned()
                }
            };
            let so_far = || view.found.hits.chunk_by(|one, other| one.document() == other.document()).count();
            let documents = view.found.tally.map_or_else(so_far, |tally| tally.documents);
            let loading = if snapshot.loading.active {
                Words::new(" · 还在读入", " · still loading")
            } else {
                Words::new("", "")
            };
            let text = if zh {
                format!("{hits} 处 · {documents} 个文档 · {order}{more}{}", lang.of(loading))
            } else {
                format!("{hits} places · {documents} documents · {order}{more}{}", lang.of(loading))
            };
            (text, false)
        }
    }
}

/// How many rows the foot takes.
fn foot_rows(view: &Search, inner: Rect, snapshot: &Snapshot) -> u16 {
    if view.found.hits.is_empty() || inner.height < WITH_PATH {
        return 0;
    }
    if inner.height < WITH_TEXT {
        return 1;
    }
    if view.shown == Shown::Sentence {
        return 2 + SENTENCE_ROWS;
    }
    // As many rows as the paragraph has, at most a third of the view.
    let needed = view.chosen().map_or(1, |(hit, document)| {
        let mut starts = Vec::new();
        let width = usize::from(inner.width).saturating_sub(2).max(2);
        wrap::rows(document.slice(view.around(document, hit)), width, 0, snapshot.cells, &mut starts);
        starts.len() as u16
    });
    2 + needed.clamp(SENTENCE_ROWS, (inner.height / 3).max(SENTENCE_ROWS))
}

/// One row: what stands before, the place in its column, what stands behind, and in wide rows the piece.
fn draw_hit(
    buf: &mut Buffer,
    area: Rect,
    corpus: &Corpus,
    hit: Hit,
    (chosen, active): (bool, bool),
    snapshot: &Snapshot,
) {
    let (theme, cells) = (&snapshot.theme, snapshot.cells);
    let width = usize::from(area.width).saturating_sub(2);
    let source = if width >= WITH_SOURCE { SOURCE } else { 0 };
    let base = match (chosen, active) {
        (true, true) => theme.cursor,
        (true, false) => theme.cursor_idle,
        (false, _) => theme.text,
    };
    if chosen {
        buf.set_style(Rect { x: area.x + 1, width: width as u16, ..area }, base);
    }
    let body = width - source;
    let column = body * 9 / 20;
    let left = last_chars(concordance::left_of(corpus, hit), CONTEXT);
    let (left, taken) = cells.fit_end(left, column.saturating_sub(1));
    let mut x = area.x + 1;
    draw_row(buf, x + (column - 1 - taken.min(column - 1)) as u16, area.y, left, taken, cells, base);
    x += column as u16;
    let room = body - column;
    let matched = cells.ellipsis(concordance::matched(corpus, hit), room);
    let used = draw_row(buf, x, area.y, &matched, room, cells, base.patch(theme.found));
    let right = concordance::right_of(corpus, hit);
    let room = room.saturating_sub(usize::from(used) + 1);
    draw_row(buf, x + used, area.y, cells.fit(right, room).0, room, cells, base);
    if source > 0 {
        let name = cells.middle(&piece_name(corpus, hit), source - 2);
        let at = area.x + 1 + (width - cells.text(&name)) as u16;
        draw_row(buf, at, area.y, &name, source, cells, if chosen && active { base } else { theme.dim });
    }
}

/// The title of the piece that a hit stands in, or the name of its file.
fn piece_name(corpus: &Corpus, hit: Hit) -> String {
    let Some(document) = corpus.documents.get(hit.document()) else { return String::new() };
    match corpus.scope_at(hit.place()) {
        Scope::Piece(_, p) | Scope::Section(_, p, _) => {
            document.pieces.get(p).map_or_else(String::new, |piece| piece.title.clone())
        }
        Scope::Corpus | Scope::Document(_) => document.name(),
    }
}

/// A rule, where the chosen place stands, and the text around it.
fn draw_foot(view: &Search, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) {
    let (theme, cells) = (&snapshot.theme, snapshot.cells);
    let Some((hit, document)) = view.chosen() else { return };
    let width = usize::from(area.width).saturating_sub(2);
    let mut y = area.y;
    if area.height > 1 {
        let line = theme.border_set().horizontal_top.repeat(usize::from(area.width));
        draw_row(buf, area.x, y, &line, usize::from(area.width), cells, theme.border);
        y += 1;
    }
    let corpus = &view.found.corpus;
    let position = document.source_position(hit.span().start);
    let place = match snapshot.lang {
        Language::Chinese => format!("第 {} 行", position.line),
        Language::English => format!("line {}", position.line),
    };
    let mut path = vec![piece_name(corpus, hit)];
    path.extend(corpus.heading_path(corpus.scope_at(hit.place())));
    let mut text = format!("{} · {place} · {}", document.name(), path.join(" › "));
    if cells.text(&text) > width {
        // The innermost headings say most.
        text = path.join(" › ");
        let (end, _) = cells.fit_end(&text, width.saturating_sub(cells.char('…')));
        text = if end.len() < text.len() { format!("…{end}") } else { text };
    }
    draw_row(buf, area.x + 1, y, &text, width, cells, theme.dim);
    y += 1;
    let around = view.around(document, hit);
    let text = document.slice(around);
    let mut starts = Vec::new();
    wrap::rows(text, width.max(2), 0, cells, &mut starts);
    let found =
        ByteSpan::new(hit.span().start.saturating_sub(around.start), hit.span().end.saturating_sub(around.start));
    // The row of the place is in sight.
    let height = usize::from(area.bottom().saturating_sub(y));
    let top = (wrap::row_of(&starts, found.start) + 1).saturating_sub(height);
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    let rows: Vec<ByteSpan> = starts.iter().zip(ends).map(|(start, end)| ByteSpan::new(*start, end)).collect();
    for (y, row) in (y..area.bottom()).zip(rows.into_iter().skip(top)) {
        let inside = row.overlap(found);
        let mut x = area.x + 1;
        let mut cuts = vec![row.start, row.end];
        cuts.extend(inside.iter().flat_map(|span| [span.start, span.end]));
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let &[start, end] = pair else { continue };
            let marked = inside.is_some_and(|span| span.contains(start));
            let style = if marked { theme.found } else { theme.text };
            let part = slice(text, ByteSpan::new(start, end));
            x += draw_row(buf, x, y, part, usize::from(area.right().saturating_sub(x + 1)), cells, style);
        }
    }
}
