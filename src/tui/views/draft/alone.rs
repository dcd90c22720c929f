//! Focus: nothing but the text in the middle of the screen, the paragraph at the caret bright and the others dim; and the
//! signs of long sentences beside the text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Draft;
use crate::stats::report::Words;
use crate::tui::command::Ctx;
use crate::tui::layout::Desk;
use crate::tui::snapshot::Snapshot;
use crate::tui::widgets::row::draw_row;

/// Cells of a row: 28 characters, as print has it, and one for the caret.
const WIDTH: u16 = 57;

/// Turns it on or off.
pub fn toggle(view: &mut Draft, ctx: &mut Ctx<'_>) {
    view.writing.alone = !view.writing.alone;
    view.focus = Desk::Text;
    if view.writing.alone {
        ctx.say(Words::new("专心写：再按一次或按 Esc 回来", "focus: the same key or Esc leads back"));
    }
}

/// Marks long sentences or not.
pub fn toggle_long(view: &mut Draft, ctx: &mut Ctx<'_>) {
    view.writing.marks_long = !view.writing.marks_long;
    if view.writing.long == 0 {
        view.writing.long = 80;
    }
    ctx.say(if view.writing.marks_long {
        Words::new("长句：在左边标出来", "long sentences are marked at the left")
    } else {
        Words::new("长句：不标", "long sentences are not marked")
    });
}

/// Whether the text is shown alone.
pub fn is_on(view: &Draft) -> bool {
    view.writing.alone && view.focus == Desk::Text
}

/// The rectangle of the text alone.
pub fn area(area: Rect) -> Rect {
    let width = WIDTH.min(area.width.saturating_sub(1));
    Rect { x: area.x + (area.width - width).div_ceil(2), width, ..area }
}

/// Dims the rows of all paragraphs but that of the caret.
pub fn dim(view: &mut Draft, buf: &mut Buffer, text: Rect, snapshot: &Snapshot) {
    let here = view.editor.caret().paragraph;
    for (y, row) in (text.y..text.bottom()).zip(view.editor.visible()) {
        if row.at.paragraph != here {
            buf.set_style(Rect { y, height: 1, ..text }, snapshot.theme.dim);
        }
    }
}

/// Puts a sign before the rows of sentences that are too long.
pub fn mark_long(view: &mut Draft, buf: &mut Buffer, text: Rect, snapshot: &Snapshot) {
    let sign = if snapshot.theme.ascii { "|" } else { "┊" };
    let mut of: Option<(usize, Vec<crate::text::span::ByteSpan>)> = None;
    for (y, row) in (text.y..text.bottom()).zip(view.editor.visible()) {
        let paragraph = row.at.paragraph;
        if of.as_ref().is_none_or(|(known, _)| *known != paragraph) {
            let long = view.long_sentences(view.editor.buffer().paragraph(paragraph));
            of = Some((paragraph, long.into_iter().map(|(span, _)| span).collect()));
        }
        let long = of.as_ref().is_some_and(|(_, spans)| spans.iter().any(|span| span.overlap(row.span).is_some()));
        if long && text.x > 0 {
            draw_row(buf, text.x - 1, y, sign, 1, snapshot.cells, snapshot.theme.dim);
        }
    }
}
