//! Drawing 阅读.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::page::{Page, Row};
use super::setting::Setting;
use super::side::{self, Facts};
use super::tree::{self, Fold};
use super::{Areas, Read};
use crate::corpus::model::{Document, Place, Scope};
use crate::corpus::split::matter::Matter;
use crate::stats::report::Words;
use crate::text::span::{ByteSpan, slice};
use crate::tui::layout::{Pane, Panes};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::row::draw_row;

/// Draws the view and gives the caret of the filter.
pub fn draw(view: &mut Read, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
    let lang = snapshot.lang;
    let panes = Panes::new(area, view.focus);
    let scope = view.scope();
    let title = text_title(view, snapshot);
    let side_title = format!("{} · {}", lang.of(Words::new("统计", "Statistics")), lang.of(scope_word(scope)));
    let framed: Vec<Framed> = [
        (panes.left, lang.of(Words::new("篇目与提纲", "Documents and outlines")).to_owned(), view.focus == Pane::Left),
        (panes.middle, title, view.focus == Pane::Middle),
        (panes.right, side_title, false),
    ]
    .into_iter()
    .filter_map(|(area, title, focused)| area.map(|area| Framed { area, title, focused }))
    .collect();
    let buf = frame.buffer_mut();
    let mut inner = draw_frame(buf, area, &framed, &snapshot.theme, snapshot.cells).into_iter();
    view.areas = Areas::default();
    let mut caret = None;
    if panes.left.is_some() {
        caret = inner.next().and_then(|area| draw_tree(view, buf, area, snapshot));
    }
    if panes.middle.is_some()
        && let Some(area) = inner.next()
    {
        draw_text(view, buf, area, snapshot);
    }
    if panes.right.is_some()
        && let Some(area) = inner.next()
    {
        let whole = match scope {
            Scope::Section(d, p, _) => snapshot.lengths(Scope::Piece(d, p)).map(|l| l.characters),
            _ => None,
        };
        let lengths = snapshot.lengths(scope);
        side::draw(buf, area, &Facts { scope, lengths, whole, keywords: view.reports.get(&scope) }, snapshot);
    }
    caret
}

/// Which section of how many: the right end of the status line.
pub fn position(view: &Read, snapshot: &Snapshot) -> String {
    // In the text the section is the one that is being read, whatever the tree shows of it.
    let scope = section_read(view, snapshot).unwrap_or_else(|| view.scope());
    // The whole reason of a line of debris: beside the line there may be no room for it.
    let document = view.document.and_then(|d| snapshot.corpus.documents.get(d)).filter(|_| view.focus == Pane::Middle);
    let noise = document.and_then(|document| document.noise.iter().find(|noise| noise.line == view.mark.line));
    if let Some(noise) = noise {
        return format!("〔{}：{}〕", noise.what, noise.why);
    }
    let choosing = if view.anchor.is_some() { snapshot.lang.of(Words::new("选取中  ", "choosing  ")) } else { "" };
    if let (Scope::Section(_, _, s), Some((_, _, piece))) = (scope, snapshot.piece(scope)) {
        let words = Words::new("节", "§");
        format!("{choosing}{} {}/{}", snapshot.lang.of(words), s + 1, piece.sections.len())
    } else {
        let words = Words::new("行", "row");
        format!("{choosing}{} {}/{}", snapshot.lang.of(words), view.tree.list.cursor + 1, view.tree.rows.len())
    }
}

/// The section at the reading mark, while the text has the keys.
fn section_read(view: &Read, snapshot: &Snapshot) -> Option<Scope> {
    let number = view.document.filter(|_| view.focus == Pane::Middle)?;
    let document = snapshot.corpus.documents.get(number)?;
    let line = document.lines.span(&document.text, view.mark.line);
    let text = document.slice(line);
    let start = line.start + (text.len() - text.trim_start().len());
    Some(snapshot.corpus.scope_at(Place { document: number, span: ByteSpan::new(start, line.end.max(start)) }))
}

const fn scope_word(scope: Scope) -> Words {
    match scope {
        Scope::Corpus => Words::new("全部", "everything"),
        Scope::Document(_) => Words::new("本文档", "document"),
        Scope::Piece(..) => Words::new("本篇", "piece"),
        Scope::Section(..) => Words::new("本节", "section"),
    }
}

fn text_title(view: &Read, snapshot: &Snapshot) -> String {
    let scope = view.scope();
    let Some(document) = snapshot.document(scope) else { return String::new() };
    match snapshot.piece(scope) {
        Some((_, _, piece)) if document.pieces.len() > 1 => format!("{} · {}", piece.title, document.name()),
        _ => document.name(),
    }
}

fn draw_tree(view: &mut Read, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) -> Option<Position> {
    let (theme, cells, lang) = (&snapshot.theme, snapshot.cells, snapshot.lang);
    let mut area = area;
    let mut caret = None;
    let filtered = !view.tree.filter().is_empty();
    if (view.filter.is_some() || filtered) && area.height > 1 {
        let label = lang.of(Words::new("筛选：", "filter: "));
        let used = draw_row(buf, area.x, area.y, label, usize::from(area.width), cells, theme.key);
        let rest = Rect { x: area.x + used, width: area.width.saturating_sub(used), height: 1, ..area };
        match &view.filter {
            Some(field) if rest.width > 0 => caret = Some(field.draw(buf, rest, cells, theme.text)),
            _ => {
                draw_row(buf, rest.x, rest.y, view.tree.filter(), usize::from(rest.width), cells, theme.found);
            }
        }
        area = Rect { y: area.y + 1, height: area.height - 1, ..area };
    }
    view.areas.tree = area;
    if view.tree.rows.is_empty() {
        let words = if snapshot.loading.active {
            Words::new("正在读入……", "loading…")
        } else if filtered {
            Words::new("没有相符的篇目", "nothing matches")
        } else {
            Words::new("没有可读的文档（8 看消息）", "no documents (8: messages)")
        };
        draw_row(buf, area.x + 1, area.y, lang.of(words), usize::from(area.width).saturating_sub(1), cells, theme.dim);
        return caret;
    }
    let (closed, open, leaf) = theme.tree_marks();
    let sight = view.tree.list.sight(view.tree.rows.len(), usize::from(area.height));
    let cursor = view.tree.list.cursor;
    for (y, number) in (area.y..).zip(sight) {
        let Some(row) = view.tree.rows.get(number) else { break };
        let style = match (number == cursor, view.focus) {
            (true, Pane::Left) => theme.cursor,
            (true, Pane::Middle) => theme.cursor_idle,
            (false, _) => theme.text,
        };
        let mark = match row.fold {
            Fold::Open => open,
            Fold::Closed => closed,
            Fold::Leaf => leaf,
        };
        let width = usize::from(area.width);
        let size = share(snapshot, row.scope);
        let size_cells = if size.is_empty() || width < 16 { 0 } else { size.len() + 2 };
        let head = format!("{}{mark} ", " ".repeat(1 + 2 * usize::from(row.depth.min(8))));
        let room = width.saturating_sub(size_cells);
        let label = row.label(&snapshot.corpus);
        let role = role_mark(row, &label, room.saturating_sub(cells.text(&head)), width, snapshot);
        let label = cells.pad(&format!("{head}{label}"), room.saturating_sub(cells.text(&role)));
        let used = draw_row(buf, area.x, y, &label, width, cells, style);
        let aside = if size_cells > 0 { format!("{role} {size} ") } else { role };
        let aside_style = if number == cursor && view.focus == Pane::Left { style } else { theme.dim };
        draw_row(buf, area.x + used, y, &aside, width - usize::from(used), cells, aside_style);
    }
    caret
}

/// The role of a row's section as a small mark with a blank before it: two characters in a wide pane, one in a narrow
/// one, none where the label would keep too little of the `room`.
fn role_mark(row: &tree::Row, label: &str, room: usize, width: usize, snapshot: &Snapshot) -> String {
    let Some(role) = row.role else { return String::new() };
    let mark = format!(" {}", if width >= ROLE_WHOLE { role.id() } else { role.mark() });
    let kept = room.saturating_sub(snapshot.cells.text(&mark));
    if kept >= snapshot.cells.text(label).min(LABEL_KEPT) { mark } else { String::new() }
}

/// The width of a tree from which on a role is shown by its whole word, and the cells that a label keeps beside it.
const ROLE_WHOLE: usize = 34;
const LABEL_KEPT: usize = 10;

/// What stands at the right of a row: 字数 of documents and pieces, a section's share of its piece.
fn share(snapshot: &Snapshot, scope: Scope) -> String {
    let Some(own) = snapshot.lengths(scope) else { return String::new() };
    match scope {
        Scope::Section(d, p, _) => {
            let whole = snapshot.lengths(Scope::Piece(d, p)).map_or(0, |l| l.characters).max(1);
            format!("{:>3.0}%", f64::from(own.characters) * 100.0 / f64::from(whole))
        }
        _ if own.characters < 10_000 => format!("{:>4}", own.characters),
        _ if own.characters < 1_000_000 => format!("{:>3}k", own.characters / 1000),
        _ => format!("{:>3}M", own.characters / 1_000_000),
    }
}

fn draw_text(view: &mut Read, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) {
    view.areas.text = area;
    let Some(document) = view.document.and_then(|d| snapshot.corpus.documents.get(d)).map(Arc::clone) else { return };
    view.lay_out(snapshot);
    let Some(mut page) = view.page.take() else { return };
    let height = usize::from(area.height).max(1);
    keep_in_sight(view, &mut page, &document, height);
    let chosen = {
        view.page = Some(page);
        let chosen = view.chosen(snapshot);
        let Some(back) = view.page.take() else { return };
        page = back;
        chosen
    };
    let mut at = Some(view.top);
    for y in area.y..area.bottom() {
        let Some(here) = at else { break };
        let row = page.row(&document, here);
        if here == view.mark && view.focus == Pane::Middle {
            let mark = if snapshot.theme.ascii { ">" } else { "▌" };
            draw_row(buf, area.x, y, mark, 1, snapshot.cells, snapshot.theme.key);
        }
        draw_text_row(
            buf,
            Rect { x: area.x + 1, y, width: area.width - 1, height: 1 },
            &document,
            &row,
            (chosen, &view.marked),
            &page.heading_spans,
            snapshot,
        );
        at = page.next(&document, here);
    }
    view.page = Some(page);
}

/// Moves the top so that the mark is in sight.
fn keep_in_sight(view: &mut Read, page: &mut Page, document: &Document, height: usize) {
    if view.mark < view.top {
        view.top = view.mark;
        return;
    }
    let mut down = 0;
    let mut at = view.top;
    while at < view.mark && down < height {
        match page.next(document, at) {
            Some(next) => at = next,
            None => return,
        }
        down += 1;
    }
    if down >= height {
        let mut top = view.mark;
        for _ in 1..height {
            match page.previous(document, top) {
                Some(before) => top = before,
                None => break,
            }
        }
        view.top = top;
    }
}

fn draw_text_row(
    buf: &mut Buffer,
    area: Rect,
    document: &Document,
    row: &Row,
    (chosen, marked): (Option<ByteSpan>, &[ByteSpan]),
    headings: &[ByteSpan],
    snapshot: &Snapshot,
) {
    let (theme, cells) = (&snapshot.theme, snapshot.cells);
    let base = match row.setting {
        Setting::Title => theme.title,
        Setting::Noise => theme.noise,
        Setting::Matter(Matter::Contents, _) => theme.dim,
        Setting::Matter(..) | Setting::Body | Setting::Heading(_) => theme.text,
    };
    // The row's text in runs of one style: heading or not, found or not, chosen or not.
    let mut cuts = vec![row.span.start, row.span.end];
    let from = headings.partition_point(|h| h.end <= row.span.start);
    let near = headings.get(from..).unwrap_or(&[]).iter().take_while(|h| h.start < row.span.end);
    let inside: Vec<ByteSpan> = near.filter_map(|h| h.overlap(row.span)).collect();
    let chosen = chosen.and_then(|c| c.overlap(row.span));
    let from = marked.partition_point(|m| m.end <= row.span.start);
    let near = marked.get(from..).unwrap_or(&[]).iter().take_while(|m| m.start < row.span.end);
    let marked: Vec<ByteSpan> = near.filter_map(|m| m.overlap(row.span)).collect();
    cuts.extend(inside.iter().chain(&marked).chain(&chosen).flat_map(|span| [span.start, span.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut x = area.x + (row.indent as u16).min(area.width);
    for pair in cuts.windows(2) {
        let &[start, end] = pair else { continue };
        let mut style: Style = base;
        if inside.iter().any(|h| h.contains(start)) && row.setting != Setting::Noise {
            style = theme.heading;
        }
        if marked.iter().any(|m| m.contains(start)) {
            style = style.patch(theme.found);
        }
        if chosen.is_some_and(|c| c.contains(start)) {
            style = style.patch(theme.selection);
        }
        let text = slice(&document.text, ByteSpan::new(start, end));
        x += draw_row(buf, x, area.y, text, usize::from(area.right() - x), cells, style);
    }
    if row.setting == Setting::Noise
        && let Ok(number) = document.noise.binary_search_by_key(&row.at.line, |n| n.line)
        && let Some(noise) = document.noise.get(number)
        && row.at.row == 0
    {
        let room = usize::from(area.right().saturating_sub(x));
        let receipt = cells.ellipsis(&format!("〔{}：{}〕", noise.what, noise.why), room.saturating_sub(2));
        let at = area.right().saturating_sub(cells.text(&receipt) as u16 + 1);
        draw_row(buf, at, area.y, &receipt, room, cells, theme.dim);
    }
}
