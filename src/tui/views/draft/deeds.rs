//! The commands of 草稿. Text is typed here, so every key is one that types nothing.

use super::sections::{self, Act};
use super::side::{self, Kind};
use super::writing::{self, toggle_punctuation};
use super::{Draft, alone, export, files, proof, snippets, versions};
use crate::draft::editor::Edit;
use crate::draft::motion::Motion;
use crate::draft::numbering::{Direction, Reach};
use crate::stats::report::{Language, Words};
use crate::tui::command::{Asked, Command, Ctx, Question, QuestionKind, Request, row};
use crate::tui::layout::Desk;

/// The rows.
pub const COMMANDS: &[Command<Draft>] = &[
    row("draft.save", &["ctrl-s", "f2"], 1, Words::new("保存", "save"), files::save),
    row("draft.save-as", &["f12", "alt-s"], 0, Words::new("另存为", "save as"), files::ask_save_as),
    row("draft.open", &["ctrl-o"], 5, Words::new("打开", "open"), files::ask_open),
    row("draft.new", &["ctrl-n"], 0, Words::new("新草稿", "new draft"), files::new),
    row("draft.undo", &["ctrl-z"], 2, Words::new("撤销", "undo"), |v, c| v.undo(Edit::Undo, c)),
    row("draft.redo", &["ctrl-y"], 0, Words::new("重做", "redo"), |v, c| v.undo(Edit::Redo, c)),
    row("draft.cut", &["ctrl-x"], 0, Words::new("剪切", "cut"), |v, c| v.clip(true, c)),
    row("draft.copy", &["ctrl-c"], 0, Words::new("复制", "copy"), |v, c| v.clip(false, c)),
    row("draft.paste", &["ctrl-v"], 0, Words::new("粘贴", "paste"), |v, _| v.edit(Edit::PasteRegister)),
    row("draft.select-all", &["ctrl-a"], 0, Words::new("全选", "select all"), |v, _| v.editor.select_all()),
    row("draft.find", &["ctrl-f"], 3, Words::new("查找", "find"), find),
    row("draft.find-next", &["f3"], 0, Words::new("找下一处", "find next"), |v, c| v.find(true, c)),
    row("draft.find-previous", &["f4"], 0, Words::new("找上一处", "find previous"), |v, c| v.find(false, c)),
    row("draft.replace", &["ctrl-r"], 0, Words::new("替换", "replace"), replace),
    row("draft.line", &["ctrl-g"], 0, Words::new("到第几段", "go to paragraph"), line),
    row("draft.target", &["ctrl-t"], 6, Words::new("字数目标", "target length"), target),
    row("draft.outline", &["ctrl-e"], 4, Words::new("到提纲", "to the outline"), outline),
    row("draft.indent", &["tab"], 0, Words::new("取用提示、空两格", "take the offer, indent"), writing::tab),
    row("draft.renumber", &["alt-n"], 0, Words::new("这一组重新编号", "number this series"), |v, c| {
        sections::act(v, Act::Number(Reach::Series), c);
    }),
    row("draft.renumber-all", &["alt-r"], 0, Words::new("全文重新编号", "number the whole draft"), |v, c| {
        sections::act(v, Act::Number(Reach::All), c);
    }),
    row("draft.section-up", &["alt-u"], 0, Words::new("这一节上移", "section up"), |v, c| {
        sections::act(v, Act::Shift(Direction::Up), c);
    }),
    row("draft.section-down", &["alt-j"], 0, Words::new("这一节下移", "section down"), |v, c| {
        sections::act(v, Act::Shift(Direction::Down), c);
    }),
    row("draft.promote", &["alt-k"], 0, Words::new("这一节升一级", "section a level higher"), |v, c| {
        sections::act(v, Act::Level(Direction::Up), c);
    }),
    row("draft.demote", &["alt-l"], 0, Words::new("这一节降一级", "section a level deeper"), |v, c| {
        sections::act(v, Act::Level(Direction::Down), c);
    }),
    row("draft.snippet", &["alt-i"], 0, Words::new("插入套话", "put in a snippet"), snippets::ask),
    row("draft.slot", &["alt-.", "f7"], 0, Words::new("到下一个【】", "to the next slot"), snippets::next),
    row(
        "draft.punctuation",
        &["alt-q"],
        0,
        Words::new("标点自动换全角", "full-width marks on, off"),
        toggle_punctuation,
    ),
    row("draft.ghost", &["alt-g"], 0, Words::new("补全提示开关", "offers on, off"), writing::toggle_offers),
    row("draft.focus", &["alt-z", "f11"], 0, Words::new("专心写", "focus on the text"), alone::toggle),
    row("draft.long", &[], 0, Words::new("标出长句", "mark long sentences"), alone::toggle_long),
    row("draft.backspace", &["backspace"], 0, Words::new("删前一字", "erase before"), |v, _| {
        v.edit(Edit::Backspace)
    }),
    row("draft.delete", &["delete"], 0, Words::new("删后一字", "erase behind"), |v, _| v.edit(Edit::Delete)),
    row("draft.delete-word-back", &["alt-backspace"], 0, Words::new("删前一词", "erase word before"), |v, _| {
        v.edit(Edit::DeleteWordBack);
    }),
    row("draft.delete-word", &["alt-d", "ctrl-delete"], 0, Words::new("删后一词", "erase word behind"), |v, _| {
        v.edit(Edit::DeleteWordForward);
    }),
    row("draft.left", &["left"], 0, Words::new("左一字", "left"), |v, _| v.go(Motion::Left, false)),
    row("draft.right", &["right"], 0, Words::new("右一字", "right"), |v, _| v.go(Motion::Right, false)),
    row("draft.up", &["up"], 0, Words::new("上一行", "row up"), |v, _| v.go(Motion::Up, false)),
    row("draft.down", &["down"], 0, Words::new("下一行", "row down"), |v, _| v.go(Motion::Down, false)),
    row("draft.word-left", &["ctrl-left"], 0, Words::new("左一词", "word left"), |v, _| {
        v.go(Motion::WordLeft, false)
    }),
    row("draft.word-right", &["ctrl-right"], 0, Words::new("右一词", "word right"), |v, _| {
        if !v.take_ghost(false) {
            v.go(Motion::WordRight, false);
        }
    }),
    row("draft.sentence-left", &["alt-left"], 0, Words::new("左一句", "sentence left"), |v, _| {
        v.go(Motion::SentenceLeft, false);
    }),
    row("draft.sentence-right", &["alt-right"], 0, Words::new("右一句", "sentence right"), |v, _| {
        v.go(Motion::SentenceRight, false);
    }),
    row("draft.paragraph-up", &["ctrl-up", "alt-up"], 0, Words::new("上一段", "paragraph up"), |v, _| {
        v.go(Motion::ParagraphUp, false);
    }),
    row("draft.paragraph-down", &["ctrl-down", "alt-down"], 0, Words::new("下一段", "paragraph down"), |v, _| {
        v.go(Motion::ParagraphDown, false);
    }),
    row("draft.row-start", &["home"], 0, Words::new("行首、段首", "start of row, paragraph"), |v, _| {
        v.go(Motion::RowStart, false);
    }),
    row("draft.row-end", &["end"], 0, Words::new("行尾、段尾", "end of row, paragraph"), |v, _| {
        v.go(Motion::RowEnd, false)
    }),
    row("draft.page-up", &["pageup"], 0, Words::new("上一页", "page up"), |v, _| v.go(Motion::PageUp, false)),
    row("draft.page-down", &["pagedown"], 0, Words::new("下一页", "page down"), |v, _| {
        v.go(Motion::PageDown, false)
    }),
    row("draft.start", &["ctrl-home"], 0, Words::new("到开头", "to the start"), |v, _| {
        v.go(Motion::DocumentStart, false)
    }),
    row("draft.end", &["ctrl-end"], 0, Words::new("到末尾", "to the end"), |v, _| v.go(Motion::DocumentEnd, false)),
    row("draft.select-left", &["shift-left"], 0, Words::new("向左选", "select left"), |v, _| {
        v.go(Motion::Left, true)
    }),
    row("draft.select-right", &["shift-right"], 0, Words::new("向右选", "select right"), |v, _| {
        v.go(Motion::Right, true)
    }),
    row("draft.select-up", &["shift-up"], 0, Words::new("向上选", "select up"), |v, c| v.reach(Motion::Up, c)),
    row("draft.select-down", &["shift-down"], 0, Words::new("向下选", "select down"), |v, c| {
        v.reach(Motion::Down, c);
    }),
    row("draft.select-row-start", &["shift-home"], 0, Words::new("选到行首", "select to row start"), |v, _| {
        v.go(Motion::RowStart, true);
    }),
    row("draft.select-row-end", &["shift-end"], 0, Words::new("选到行尾", "select to row end"), |v, _| {
        v.go(Motion::RowEnd, true);
    }),
    row("draft.select-word", &["alt-w"], 0, Words::new("选这个词", "select word"), |v, _| v.editor.select_word()),
    row("draft.select-paragraph", &["alt-p"], 0, Words::new("选这一段", "select paragraph"), |v, _| {
        v.editor.select_paragraph();
    }),
    row("draft.material", &["alt-m"], 3, Words::new("同类章节", "sections like this one"), |v, _| {
        side::show(v, Kind::Sections);
    }),
    row("draft.sentences", &["alt-a"], 0, Words::new("相近句子", "sentences like this one"), |v, _| {
        side::show(v, Kind::Sentences);
    }),
    row("draft.look", &["alt-/"], 0, Words::new("检索材料", "search for material"), look),
    row("draft.borrowed", &["alt-b"], 0, Words::new("借用清单", "what is borrowed"), |v, _| {
        side::show(v, Kind::Borrowed);
    }),
    row("draft.overlap", &["alt-c"], 0, Words::new("查重", "what stands elsewhere too"), |v, _| {
        side::show(v, Kind::Overlap);
    }),
    row("draft.residue", &["alt-x"], 0, Words::new("待改、未填", "what is to be changed"), |v, _| {
        side::show(v, Kind::Residue);
    }),
    row("draft.proof", &["alt-e"], 0, Words::new("校对", "proofreading"), |v, _| proof::show(v)),
    row("draft.next-finding", &["f6"], 0, Words::new("下一处校对", "next finding"), proof::next),
    row("draft.side", &["alt-h"], 0, Words::new("收起、展开右栏", "hide, show the right pane"), hide),
    row("draft.take-card", &["alt-y"], 0, Words::new("摘入，或改这一处", "take the card, or mend"), side::take),
    row("draft.open-card", &["alt-o"], 0, Words::new("看原文", "open the source"), side::open),
    row("draft.front", &["alt-f"], 0, Words::new("稿首说明", "title, unit, date, target"), export::front),
    row("draft.preview", &["f8"], 7, Words::new("看版面", "see the pages"), export::preview),
    row("draft.export", &["f9"], 8, Words::new("导出", "export"), export::export),
    row("draft.versions", &["alt-v"], 0, Words::new("留存的版本", "versions kept"), versions::ask),
    row("draft.back", &["esc"], 2, Words::new("退一步", "back"), back),
];

impl Draft {
    pub(super) fn edit(&mut self, edit: Edit<'_>) {
        // Whoever edits while something beside the text has the keyboard means the text.
        if self.focus == Desk::Side {
            self.focus = Desk::Text;
        }
        if self.focus == Desk::Text && self.opening.is_none() && self.editor.edit(edit) {
            self.touched();
        }
    }

    fn undo(&mut self, edit: Edit<'_>, ctx: &mut Ctx<'_>) {
        if self.editor.edit(edit) {
            self.touched();
        } else if edit == Edit::Undo {
            ctx.say(Words::new("没有可撤销的", "nothing to undo"));
        } else {
            ctx.say(Words::new("没有可重做的", "nothing to do again"));
        }
    }

    /// Selects a row further; in the outline the chosen section is moved.
    fn reach(&mut self, motion: Motion, ctx: &mut Ctx<'_>) {
        if self.focus == Desk::Outline {
            let direction = if motion == Motion::Up { Direction::Up } else { Direction::Down };
            return sections::act(self, Act::Shift(direction), ctx);
        }
        self.go(motion, true);
    }

    fn go(&mut self, motion: Motion, extend: bool) {
        if self.focus == Desk::Outline {
            let rows = match motion {
                Motion::Up => -1,
                Motion::Down => 1,
                Motion::PageUp => -10,
                Motion::PageDown => 10,
                Motion::Right => {
                    self.go_to_heading();
                    0
                }
                _ => 0,
            };
            self.list.step(rows, self.facts.headings.len());
            return;
        }
        if self.focus == Desk::Side {
            let rows = match motion {
                Motion::Up => -1,
                Motion::Down => 1,
                Motion::PageUp => -5,
                Motion::PageDown => 5,
                _ => {
                    self.focus = Desk::Text;
                    0
                }
            };
            if self.focus == Desk::Side {
                return side::step(self, rows);
            }
        }
        self.editor.go(motion, extend);
        self.moved();
    }

    fn clip(&mut self, cut: bool, ctx: &mut Ctx<'_>) {
        if self.editor.selection().is_none() {
            ctx.say(Words::new(
                "先选取文字（Shift-方向键、Alt-w 选词、Alt-p 选段）",
                "select first: Shift-arrows, Alt-w, Alt-p",
            ));
            return;
        }
        let text = if cut { self.editor.cut() } else { self.editor.copy() };
        if cut {
            self.touched();
        }
        ctx.ask(Request::Copy(text));
    }

    /// Goes to the next or previous match of what was looked for last.
    pub(super) fn find(&mut self, forward: bool, ctx: &mut Ctx<'_>) {
        let Some(query) = self.query.clone() else {
            ctx.say(Words::new("还没有查找过（Ctrl-F）", "nothing was looked for yet (Ctrl-F)"));
            return;
        };
        let from = self.vim.as_ref().filter(|_| forward).and_then(|vim| vim.look_from(&self.editor));
        let found = match (forward, from) {
            (true, Some(from)) => self.editor.find_from(&query, from),
            (true, None) => self.editor.find_next(&query),
            (false, _) => self.editor.find_previous(&query),
        };
        let count = crate::draft::find::count(self.editor.buffer(), &query);
        match found {
            None => ctx.say(Words::new("没有找到", "not found")),
            Some(found) => {
                self.editor.select(found.span);
                if let Some(vim) = &mut self.vim {
                    vim.found(&mut self.editor, found.span);
                }
                let text = match (ctx.snapshot.lang, found.wrapped) {
                    (Language::Chinese, false) => format!("共 {count} 处"),
                    (Language::Chinese, true) => format!("共 {count} 处，已从头找起"),
                    (Language::English, false) => format!("{count} in all"),
                    (Language::English, true) => format!("{count} in all, went round the end"),
                };
                ctx.say_text(text);
            }
        }
    }
}

pub(super) fn ask_line(title: Words, text: Vec<String>, initial: String, asked: Asked, ctx: &mut Ctx<'_>) {
    let title = ctx.snapshot.lang.of(title).to_owned();
    ctx.ask(Request::Question(Question { title, text, kind: QuestionKind::Line { initial }, asked }));
}

/// What a search begins with: what is selected in one row, else what was looked for last.
fn initial(view: &Draft) -> String {
    let selected = view.editor.selected_text();
    if selected.is_empty() || selected.contains('\n') { view.needle.clone() } else { selected }
}

pub(super) fn find(view: &mut Draft, ctx: &mut Ctx<'_>) {
    ask_line(Words::new("查找", "Find"), Vec::new(), initial(view), Asked::Find, ctx);
}

fn replace(view: &mut Draft, ctx: &mut Ctx<'_>) {
    ask_line(Words::new("替换：找什么", "Replace: what"), Vec::new(), initial(view), Asked::ReplaceWhat, ctx);
}

fn line(_view: &mut Draft, ctx: &mut Ctx<'_>) {
    ask_line(Words::new("到第几段", "Go to paragraph"), Vec::new(), String::new(), Asked::GoToLine, ctx);
}

fn target(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let initial = if view.target == 0 { String::new() } else { view.target.to_string() };
    let text =
        ctx.snapshot.lang.of(Words::new("写多少字；0 或空白为不设", "how many characters; 0 or nothing for none"));
    ask_line(Words::new("字数目标", "Target length"), vec![text.to_owned()], initial, Asked::Target, ctx);
}

fn outline(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.focus == Desk::Outline {
        view.focus = Desk::Text;
    } else if view.facts.headings.is_empty() {
        ctx.say(Words::new("草稿里还没有标题", "the draft has no headings yet"));
    } else {
        view.focus = Desk::Outline;
    }
}

fn look(view: &mut Draft, ctx: &mut Ctx<'_>) {
    let selected = view.editor.selected_text();
    let initial = if selected.contains('\n') { String::new() } else { selected };
    ask_line(Words::new("检索语料", "Search the corpus"), Vec::new(), initial, Asked::LookForMaterial, ctx);
}

/// Puts the right pane away or shows it again; it keeps the keyboard only where it is shown.
fn hide(view: &mut Draft, _ctx: &mut Ctx<'_>) {
    view.side.hidden = !view.side.hidden;
    if view.focus == Desk::Side {
        view.focus = Desk::Text;
    }
}

fn back(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.focus != Desk::Text {
        view.focus = Desk::Text;
    } else if view.dismiss_ghost() {
        // Only that.
    } else if view.editor.selection().is_some() {
        view.editor.unselect();
    } else if view.writing.alone {
        view.writing.alone = false;
    } else if view.query.take().is_none() {
        ctx.ask(Request::Back);
    }
}
