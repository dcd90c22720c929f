//! How 统计 looks.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::Statistics;
use super::told::AGAINST;
use crate::stats::report::Words;
use crate::stats::table::{self as statistics, Needs};
use crate::text::wrap;
use crate::tui::layout::Panes;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::row::draw_row;
use crate::tui::widgets::table::{self, Look};

/// Draws the view and gives the caret's cell.
pub(super) fn draw(view: &mut Statistics, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
    let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
    let panes = Panes::new(area, crate::tui::layout::Pane::Middle);
    // The list of reports is narrow; the table takes the rest.
    let left_width = if panes.left.is_some() { 18.min(area.width / 3) } else { 0 };
    let right = Rect { x: area.x + left_width, width: area.width - left_width, ..area };
    let title = format!("{} · {}", lang.of(view.statistic().words), snapshot.scope_name(view.scope));
    let mut framed = vec![Framed { area: right, title, focused: true }];
    if left_width > 0 {
        let area = Rect { width: left_width, ..area };
        let title = lang.of(Words::new("统计表", "Reports")).to_owned();
        framed.insert(0, Framed { area, title, focused: false });
    }
    let buf = frame.buffer_mut();
    let inner = draw_frame(buf, area, &framed, theme, cells);
    let (names, rows) = match inner.as_slice() {
        [names, rows] => (Some(*names), *rows),
        [rows] => (None, *rows),
        _ => return None,
    };
    view.names = names.unwrap_or_default();
    if let Some(names) = names {
        for (y, (number, statistic)) in (names.y..names.bottom()).zip(statistics::STATISTICS.iter().enumerate()) {
            let style = if number == view.chosen { theme.cursor_idle } else { theme.dim };
            let mark = if number == view.chosen { "› " } else { "  " };
            let text = cells.pad(&format!("{mark}{}", lang.of(statistic.words)), usize::from(names.width));
            draw_row(buf, names.x, y, &text, usize::from(names.width), cells, style);
        }
    }
    let (rows, caret) = draw_head(view, buf, rows, snapshot);
    view.rows = rows;
    if let Some(words) = view.missing() {
        for (y, part) in (rows.y..rows.bottom()).zip(wrap::parts(lang.of(words), usize::from(rows.width) - 2, cells)) {
            draw_row(buf, rows.x + 1, y, part, usize::from(rows.width), cells, theme.dim);
        }
        return caret;
    }
    match &view.report {
        Some(report) if report.rows.is_empty() => {
            let words = Words::new("这里没有可统计的内容", "nothing to count here");
            let text = match view.own_word() {
                word if word.is_empty() || view.statistic().needs != Needs::Word => lang.of(words).to_owned(),
                word => format!("“{word}”{}", lang.of(Words::new("在这里没有出现", " does not occur here"))),
            };
            draw_row(buf, rows.x + 1, rows.y, &text, usize::from(rows.width), cells, theme.dim);
        }
        Some(report) => {
            let look = Look { theme, cells, lang, sorted: view.sorted };
            table::draw(buf, rows, report, &view.order, &mut view.list, look);
        }
        None => {
            let words = Words::new("正在统计……", "counting…");
            draw_row(buf, rows.x + 1, rows.y, lang.of(words), usize::from(rows.width), cells, theme.dim);
        }
    }
    caret
}

fn draw_head(
    view: &Statistics,
    buf: &mut ratatui::buffer::Buffer,
    area: Rect,
    snapshot: &Snapshot,
) -> (Rect, Option<Position>) {
    let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
    if area.height < 4 {
        return (area, None);
    }
    let width = usize::from(area.width).saturating_sub(2);
    let mut caret = None;
    if view.filter.is_some() || !view.query.is_empty() {
        let label = lang.of(Words::new("筛选：", "filter: "));
        let used = draw_row(buf, area.x + 1, area.y, label, width, cells, theme.key);
        let rest = Rect { x: area.x + 1 + used, y: area.y, width: (width as u16).saturating_sub(used), height: 1 };
        match &view.filter {
            Some(field) if rest.width > 0 => caret = Some(field.draw(buf, rest, cells, theme.text)),
            _ => {
                draw_row(buf, rest.x, rest.y, &view.query, usize::from(rest.width), cells, theme.found);
            }
        }
    } else {
        let note = cells.ellipsis(lang.of(view.statistic().note), width);
        draw_row(buf, area.x + 1, area.y, &note, width, cells, theme.dim);
    }
    let mut taken = 1;
    let summary = view.report.as_ref().map(|report| report.summary.as_slice()).unwrap_or_default();
    let mut facts: Vec<String> =
        summary.iter().map(|fact| format!("{} {}", lang.of(fact.words), table::shown(&fact.cell))).collect();
    // A comparison says itself what it was made with.
    if let Some(marked) = view.against.filter(|_| view.params().against.is_empty() || summary.is_empty()) {
        facts.push(format!("{}{}", lang.of(AGAINST), snapshot.scope_name(marked)));
    }
    if !facts.is_empty() && area.height > 6 {
        let facts = facts.join(" · ");
        let parts = wrap::parts(&facts, width.max(2), cells);
        for (y, part) in (area.y + 1..).zip(parts.iter().take(2)) {
            draw_row(buf, area.x + 1, y, part, width, cells, theme.text);
            taken += 1;
        }
    }
    (Rect { y: area.y + taken, height: area.height - taken, ..area }, caret)
}
