//! The draft's sections numbered and moved, from the text and from its outline.

use super::Draft;
use crate::draft::buffer::Pos;
use crate::draft::motion::Motion;
use crate::draft::numbering::{self, Direction, Plan, Reach, Refusal};
use crate::job::facts::draft_facts;
use crate::stats::report::{Language, Words};
use crate::tui::command::Ctx;
use crate::tui::layout::Desk;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Numbered anew.
    Number(Reach),
    /// Moved among its neighbours.
    Shift(Direction),
    /// Put to another level.
    Level(Direction),
}

/// Does it to the section at the caret, in the outline to the one that is chosen.
pub fn act(view: &mut Draft, act: Act, ctx: &mut Ctx<'_>) {
    if view.opening.is_some() {
        return;
    }
    let outline = view.focus == Desk::Outline;
    let caret = if outline {
        // The outline may be older than the text.
        renew(view);
        let Some(heading) = view.facts.headings.get(view.list.cursor) else { return };
        let text = view.editor.buffer().paragraph(heading.paragraph);
        if numbering::is_item(text) && matches!(act, Act::Level(_)) {
            return ctx.say(Words::new("“一是”一类的分项没有级别", "items have no level"));
        }
        Pos::new(heading.paragraph, 0)
    } else {
        view.editor.caret()
    };
    let buffer = view.editor.buffer();
    let plan = match act {
        Act::Number(reach) => numbering::renumber(buffer, caret, reach),
        Act::Shift(direction) => numbering::shift(buffer, view.editor.origins(), caret, direction),
        Act::Level(direction) => numbering::level(buffer, caret, direction),
    };
    match plan {
        Ok(plan) => done(view, act, plan, outline, ctx),
        Err(refusal) => ctx.say(words(refusal)),
    }
}

fn done(view: &mut Draft, act: Act, plan: Plan, outline: bool, ctx: &mut Ctx<'_>) {
    let count = plan.changes.len();
    if count == 0 {
        return ctx.say(Words::new("序号都是对的", "all numbers are right"));
    }
    let before = view.editor.caret();
    view.editor.deed(plan.changes);
    view.editor.go(Motion::To(if outline { before } else { plan.caret }), false);
    if outline {
        view.editor.go(Motion::To(plan.caret), false);
        renew(view);
        let at = view.facts.headings.iter().position(|heading| heading.paragraph == plan.caret.paragraph);
        view.list.cursor = at.unwrap_or(view.list.cursor);
    }
    view.touched();
    let said = match (act, ctx.snapshot.lang) {
        (Act::Number(_), Language::Chinese) => format!("改了 {count} 个序号"),
        (Act::Number(_), Language::English) => format!("{count} numbers changed"),
        (_, Language::Chinese) => "移好了，序号已改（Ctrl-Z 撤销）".to_owned(),
        (_, Language::English) => "moved and numbered anew (Ctrl-Z takes it back)".to_owned(),
    };
    let left = match (plan.left, ctx.snapshot.lang) {
        (0, _) => String::new(),
        (left, Language::Chinese) => format!("，{left} 个没有更大的号，没有改"),
        (left, Language::English) => format!(", {left} have no greater number"),
    };
    ctx.say_text(format!("{said}{left}"));
}

/// Brings the outline up to date with the text.
fn renew(view: &mut Draft) {
    let generation = view.editor.generation();
    if view.asked != Some(generation) || view.outlined != Some(generation) {
        view.facts = draft_facts(view.editor.buffer().to_text());
        view.outlined = Some(generation);
    }
}

const fn words(refusal: Refusal) -> Words {
    match refusal {
        Refusal::NoSection => Words::new("这里不在带序号的一节里", "no section with a number here"),
        Refusal::NoNeighbour => Words::new("同级没有相邻的一节", "no section beside it"),
        Refusal::Highest => Words::new("已经是最高一级", "it is at the highest level"),
        Refusal::Deepest => Words::new("没有更低的一级了", "there is no deeper level"),
        Refusal::Unclear => {
            Words::new("这份草稿的序号分不清层次，没有改", "the numbers do not tell the levels; nothing done")
        }
    }
}
