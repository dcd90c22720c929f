//! Drawing 草稿.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Areas, Draft, alone, check, proof, side, writing};
use crate::draft::editor::View as Window;
use crate::stats::report::{Language, Words};
use crate::tui::layout::{Desk, Panes};
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::editor::{self, EditorStyles};
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::row::draw_row;

/// Draws the view and gives the caret.
pub fn draw(view: &mut Draft, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
    let lang = snapshot.lang;
    if alone::is_on(view) {
        view.areas = Areas::default();
        side::out_of_sight(view);
        return draw_text(view, frame.buffer_mut(), alone::area(area), snapshot);
    }
    let panes = Panes::for_writing(area, view.focus, !view.side.hidden);
    let outline_title = lang.of(Words::new("草稿提纲", "Outline")).to_owned();
    let framed: Vec<Framed> = [
        (panes.left, outline_title, view.focus == Desk::Outline),
        (panes.middle, view.name(snapshot), view.focus == Desk::Text),
        (panes.right, lang.of(view.side.kind.words()).to_owned(), view.focus == Desk::Side),
    ]
    .into_iter()
    .filter_map(|(area, title, focused)| area.map(|area| Framed { area, title, focused }))
    .collect();
    let buf = frame.buffer_mut();
    let mut inner = draw_frame(buf, area, &framed, &snapshot.theme, snapshot.cells).into_iter();
    view.areas = Areas::default();
    side::out_of_sight(view);
    if panes.left.is_some()
        && let Some(area) = inner.next()
    {
        draw_outline(view, buf, area, snapshot);
    }
    let middle = panes.middle.and_then(|_| inner.next());
    if panes.right.is_some()
        && let Some(area) = inner.next()
    {
        side::draw(view, buf, area, snapshot);
    }
    let area = middle?;
    let text = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    draw_text(view, buf, text, snapshot)
}

/// Draws the text and gives the caret.
fn draw_text(view: &mut Draft, buf: &mut Buffer, text: Rect, snapshot: &Snapshot) -> Option<Position> {
    let lang = snapshot.lang;
    view.areas.text = text;
    let theme = &snapshot.theme;
    let styles = EditorStyles { text: theme.text, selection: theme.selection, found: theme.found, dim: theme.dim };
    let window = Window {
        width: usize::from(text.width).saturating_sub(1).max(2),
        height: usize::from(text.height),
        indent: 0,
        cells: snapshot.cells,
    };
    view.editor.set_view(window);
    let placeholder = lang.of(Words::new(
        "在这里写。Ctrl-S 保存，F1 看按键；在 阅读 里按 y 摘入原文",
        "Write here. Ctrl-S saves, F1 shows the keys; y in Read takes text in",
    ));
    let caret = editor::draw(buf, text, &mut view.editor, view.query.as_ref(), snapshot.cells, &styles, placeholder);
    if alone::is_on(view) {
        alone::dim(view, buf, text, snapshot);
    } else {
        alone::mark_long(view, buf, text, snapshot);
        check::draw_marks(view, buf, text, snapshot);
        proof::draw_marks(view, buf, text, snapshot);
    }
    let caret = caret.filter(|_| view.focus == Desk::Text)?;
    writing::draw_ghost(view, buf, text, caret, snapshot);
    Some(caret)
}

fn draw_outline(view: &mut Draft, buf: &mut Buffer, area: Rect, snapshot: &Snapshot) {
    let (theme, cells, lang) = (&snapshot.theme, snapshot.cells, snapshot.lang);
    view.areas.outline = area;
    let width = usize::from(area.width);
    if view.facts.headings.is_empty() {
        let words = Words::new("写下标题，这里就有提纲", "headings appear here");
        draw_row(buf, area.x + 1, area.y, lang.of(words), width.saturating_sub(1), cells, theme.dim);
        return;
    }
    let caret = view.editor.caret().paragraph;
    let here = view.facts.headings.iter().rposition(|h| h.paragraph <= caret);
    if view.focus == Desk::Text
        && let Some(here) = here
    {
        view.list.cursor = here;
    }
    let sight = view.list.sight(view.facts.headings.len(), usize::from(area.height));
    for (y, number) in (area.y..area.bottom()).zip(sight) {
        let Some(heading) = view.facts.headings.get(number) else { break };
        let style = match (number == view.list.cursor, view.focus) {
            (true, Desk::Outline) => theme.cursor,
            (true, Desk::Text) if here == Some(number) => theme.cursor_idle,
            _ => theme.text,
        };
        let indent = " ".repeat(1 + 2 * usize::from(heading.level.clamp(1, 6) - 1));
        let row = cells.pad(&format!("{indent}{}", heading.label), width);
        draw_row(buf, area.x, y, &row, width, cells, style);
    }
}

/// Where one is, and what is known of the draft, for the status line.
pub fn position(view: &Draft, snapshot: &Snapshot) -> String {
    let caret = view.editor.caret();
    let before = crate::text::span::head(view.editor.buffer().paragraph(caret.paragraph), caret.byte);
    let aside = view.mode_told(snapshot.lang) + &view.aside(snapshot.lang);
    let (paragraph, column) = (caret.paragraph + 1, before.chars().count() + 1);
    let count = view.facts.lengths.characters;
    let share = proof::told(view, snapshot.lang) + &check::share(view, snapshot.lang);
    let pages = match (snapshot.lang, view.facts.pages.len()) {
        (_, 0) => String::new(),
        (Language::Chinese, pages) => format!("约 {pages} 页  "),
        (Language::English, pages) => format!("~{pages} pp  "),
    };
    let of = if view.target == 0 { String::new() } else { format!("/{}", view.target) };
    match snapshot.lang {
        Language::Chinese => format!("{aside}{share}{count}{of} 字  {pages}{paragraph} 段 {column} 列"),
        Language::English => format!("{aside}{share}{count}{of} chars  {pages}{paragraph}:{column}"),
    }
}
