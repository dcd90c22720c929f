//! Keys of vi in 草稿, where the settings want them: the modes told in the status line, questions, orders, help. What the
//! keys do to the text is the machine's.

mod keys;
mod machine;
mod reach;
#[cfg(test)]
mod tests;

pub use self::machine::Machine;
use self::machine::{Mode, Outcome};
use super::{Draft, deeds, files};
use crate::draft::editor::Edit;
use crate::draft::motion::Motion;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Leaving, Request};
use crate::tui::key::{Key, half_width};
use crate::tui::layout::Desk;

/// The keys, as help shows them.
const HELP: &[(&str, Words)] = &[
    ("Esc", Words::new("回到普通状态", "normal mode")),
    ("i a I A o O", Words::new("插入文字", "insert text")),
    ("v", Words::new("选取，再按 d c y p", "select, then d c y p")),
    ("h j k l", Words::new("一字、一行", "by character, by row")),
    ("w b e", Words::new("一词", "by word")),
    ("( ) { }", Words::new("一句、一段", "by sentence, by paragraph")),
    ("0 ^ $", Words::new("段首、段首文字、段尾", "start, first text, end")),
    ("gg G 12G", Words::new("首段、末段、第 12 段", "first, last, 12th paragraph")),
    ("d c y", Words::new("删、改、抄到所移之处", "cut, change, copy so far")),
    ("dd cc yy", Words::new("删、改、抄整段", "cut, change, copy paragraphs")),
    ("D C x X", Words::new("删到段尾、改到段尾、删字", "to the end; characters")),
    ("p P", Words::new("贴在后面、前面", "put in behind, before")),
    ("u Ctrl-R", Words::new("撤销、重做", "undo, redo")),
    ("/ n N", Words::new("查找、下一处、上一处", "find, next, previous")),
    (":", Words::new("w q wq q! 或段号", "w q wq q! or a number")),
];

/// A key before any command sees it; true when it was of use.
pub fn key(view: &mut Draft, key: Key, ctx: &mut Ctx<'_>) -> bool {
    let Some(vim) = view.vim.as_mut().filter(|_| view.focus == Desk::Text) else { return false };
    if view.opening.is_some() {
        return vim.wait(key);
    }
    let (generation, caret) = (view.editor.generation(), view.editor.caret());
    let outcome = vim.key(&mut view.editor, key);
    if !vim.takes_text() {
        view.dismiss_ghost();
    }
    if view.editor.generation() != generation {
        view.touched();
    } else if view.editor.caret() != caret {
        view.moved();
    }
    match outcome {
        Outcome::Pass => return false,
        Outcome::Done => {}
        Outcome::Copied(text) => ctx.ask(Request::Copy(text)),
        Outcome::NothingTo(Edit::Redo) => ctx.say(Words::new("没有可重做的", "nothing to do again")),
        Outcome::NothingTo(_) => ctx.say(Words::new("没有可撤销的", "nothing to undo")),
        Outcome::Find => deeds::find(view, ctx),
        Outcome::Again { forward } => view.find(forward, ctx),
        Outcome::Order => deeds::ask_line(
            Words::new("命令", "Order"),
            vec![ctx.snapshot.lang.of(Words::new("w 保存　q 离开　wq　q!　段号", "w  q  wq  q!  a number")).to_owned()],
            String::new(),
            Asked::Order,
            ctx,
        ),
    }
    true
}

/// Does what was ordered behind the colon.
pub fn answered(view: &mut Draft, answer: &Answer, ctx: &mut Ctx<'_>) {
    let Answer::Line(line) = answer else { return };
    let order: String = line.chars().map(half_width).collect();
    match order.trim().trim_start_matches(':').trim() {
        "" => {}
        "w" => files::save(view, ctx),
        "q" => ctx.ask(Request::Leave(Leaving::Ask)),
        "wq" => ctx.ask(Request::Leave(Leaving::Save)),
        "q!" => ctx.ask(Request::Leave(Leaving::LetGo)),
        other => match other.parse::<usize>() {
            Ok(number) => {
                view.editor.go(Motion::Line(number), false);
                view.moved();
            }
            Err(_) => ctx.complain(match ctx.snapshot.lang {
                Language::Chinese => format!("不认识 :{other}，可用 w、q、wq、q! 或段号"),
                Language::English => format!("unknown: :{other}; there are w, q, wq, q! and numbers"),
            }),
        },
    }
}

impl Draft {
    /// Whether the keys of vi are on and what is typed is none of the text.
    pub(super) fn commands_only(&self) -> bool {
        self.vim.as_ref().is_some_and(|vim| !vim.takes_text())
    }

    /// The mode and what is pressed of a command, for the status line; nothing without keys of vi.
    pub(super) fn mode_told(&self, lang: Language) -> String {
        let Some(vim) = &self.vim else { return String::new() };
        let mode = lang.of(match vim.mode(&self.editor) {
            Mode::Normal => Words::new("普通", "normal"),
            Mode::Insert => Words::new("插入", "insert"),
            Mode::Visual => Words::new("选取", "visual"),
        });
        match vim.pending() {
            pending if pending.is_empty() => format!("{mode}  "),
            pending => format!("{mode} {pending}  "),
        }
    }

    /// The keys of vi, where they are on, for help.
    pub fn vim_help(&self) -> Option<(Words, &'static [(&'static str, Words)])> {
        self.vim.as_ref().map(|_| (Words::new("草稿里的 vim 键", "Keys of vim in the draft"), HELP))
    }
}
