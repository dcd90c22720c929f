//! 消息: files that could not be used, with the reason, and what happened so far.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::stats::report::Words;
use crate::tui::command::{Command, Ctx, Note, Request, row};
use crate::tui::msg::{Mouse, MouseAct};
use crate::tui::snapshot::Snapshot;
use crate::tui::view::View;
use crate::tui::widgets::frame::{Framed, frame as draw_frame};
use crate::tui::widgets::list::List;
use crate::tui::widgets::row::draw_row;

/// The view.
#[derive(Debug, Default)]
pub struct Messages {
    list: List,
    count: usize,
    area: Rect,
}

impl View for Messages {
    const COMMANDS: &'static [Command<Self>] = &[
        row("messages.down", &["j", "down"], 1, Words::new("下移", "down"), |v, _| v.list.step(1, v.count)),
        row("messages.up", &["k", "up"], 1, Words::new("上移", "up"), |v, _| v.list.step(-1, v.count)),
        row("messages.page-down", &["pagedown", "ctrl-d"], 0, Words::new("下一页", "page down"), |v, _| v.page(1)),
        row("messages.page-up", &["pageup", "ctrl-u"], 0, Words::new("上一页", "page up"), |v, _| v.page(-1)),
        row("messages.first", &["g", "home"], 0, Words::new("到开头", "to the start"), |v, _| v.list.cursor = 0),
        row("messages.last", &["G", "end"], 0, Words::new("到末尾", "to the end"), |v, _| {
            v.list.step(isize::MAX / 2, v.count)
        }),
        row("messages.read", &["enter"], 2, Words::new("看全文", "read it whole"), read),
        row("messages.copy", &["Y"], 2, Words::new("复制这一条", "copy this row"), copy),
        row("messages.back", &["esc"], 3, Words::new("退一步", "back"), |_, c| c.ask(Request::Back)),
    ];

    fn draw(&mut self, frame: &mut Frame<'_>, area: Rect, snapshot: &Snapshot) -> Option<Position> {
        let (lang, theme, cells) = (snapshot.lang, &snapshot.theme, snapshot.cells);
        let problems = snapshot.corpus.problems.len();
        let title = format!("{} {problems}", lang.of(Words::new("读入时的问题", "Problems of loading")));
        let buf = frame.buffer_mut();
        let framed = [Framed { area, title, focused: true }];
        let inner = draw_frame(buf, area, &framed, theme, cells).first().copied().unwrap_or(area);
        self.area = inner;
        self.count = problems + snapshot.notices.len();
        if self.count == 0 {
            let words = Words::new("没有消息", "no messages");
            draw_row(buf, inner.x + 1, inner.y, lang.of(words), usize::from(inner.width), cells, theme.dim);
        }
        let width = usize::from(inner.width).saturating_sub(2);
        let sight = self.list.sight(self.count, usize::from(inner.height));
        for (y, number) in (inner.y..inner.bottom()).zip(sight) {
            let chosen = number == self.list.cursor;
            let style = if chosen { theme.cursor } else { theme.text };
            let Some(text) = row_text(snapshot, number) else { break };
            draw_row(buf, inner.x + 1, y, &cells.pad(&cells.ellipsis(&text, width), width), width, cells, style);
        }
        None
    }

    fn mouse(&mut self, mouse: Mouse, _ctx: &mut Ctx<'_>) {
        let height = usize::from(self.area.height);
        match mouse.act {
            MouseAct::WheelUp => self.list.roll(-3, self.count, height),
            MouseAct::WheelDown => self.list.roll(3, self.count, height),
            MouseAct::Press if self.area.contains(Position::new(mouse.x, mouse.y)) => {
                let row = self.list.top + usize::from(mouse.y - self.area.y);
                self.list.cursor = row.min(self.count.saturating_sub(1));
            }
            MouseAct::Press | MouseAct::Drag => {}
        }
    }

    fn position(&self, snapshot: &Snapshot) -> String {
        let at = if self.count == 0 { 0 } else { self.list.cursor + 1 };
        format!("{} {at}/{}", snapshot.lang.of(Words::new("行", "row")), self.count)
    }
}

impl Messages {
    fn page(&mut self, pages: isize) {
        self.list.step(pages * (self.area.height as isize - 1).max(1), self.count);
    }
}

/// The text of a row: problems first, then notices, newest first.
fn row_text(snapshot: &Snapshot, number: usize) -> Option<String> {
    if let Some(problem) = snapshot.corpus.problems.get(number) {
        return Some(format!("{}：{}", problem.path.display(), problem.reason));
    }
    let notice = snapshot.notices.iter().rev().nth(number - snapshot.corpus.problems.len())?;
    let mark = if notice.error { "！" } else { "· " };
    Some(format!("{mark}{}", notice.text))
}

/// Shows the whole of a row.
fn read(view: &mut Messages, ctx: &mut Ctx<'_>) {
    if let Some(text) = row_text(ctx.snapshot, view.list.cursor) {
        let title = ctx.snapshot.lang.of(Words::new("消息", "Message")).to_owned();
        ctx.ask(Request::Note(Note { title, rows: vec![(String::new(), text)] }));
    }
}

fn copy(view: &mut Messages, ctx: &mut Ctx<'_>) {
    if let Some(text) = row_text(ctx.snapshot, view.list.cursor) {
        ctx.ask(Request::Copy(text));
    }
}
