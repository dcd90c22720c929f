//! The commands of 阅读.

use super::{Read, correct, look, remark, roles};
use crate::corpus::model::Scope;
use crate::stats::report::Words;
use crate::tui::command::{Command, Ctx, Request, ViewId, row};
use crate::tui::layout::Pane;
use crate::tui::widgets::field::Field;

/// The rows.
pub const COMMANDS: &[Command<Read>] = &[
    row("read.down", &["j", "down"], 1, Words::new("下移", "down"), |v, c| v.vertical(1, c)),
    row("read.up", &["k", "up"], 0, Words::new("上移", "up"), |v, c| v.vertical(-1, c)),
    row("read.unfold", &["l", "right"], 2, Words::new("展开", "unfold"), unfold),
    row("read.fold", &["h", "left"], 2, Words::new("收起", "fold"), fold),
    row("read.turn", &["space"], 0, Words::new("展开或收起", "fold or unfold"), |v, c| {
        v.tree.toggle(&c.snapshot.corpus)
    }),
    row("read.enter", &["enter"], 3, Words::new("读正文", "to the text"), enter),
    row("read.other-pane", &["w"], 0, Words::new("换栏", "other pane"), other_pane),
    row("read.page-down", &["pagedown", "ctrl-d", "f"], 0, Words::new("下一页", "page down"), |v, c| v.page(1, c)),
    row("read.page-up", &["pageup", "ctrl-u", "b"], 0, Words::new("上一页", "page up"), |v, c| v.page(-1, c)),
    row("read.first", &["g", "home"], 0, Words::new("到开头", "to the start"), |v, c| v.vertical(isize::MIN / 2, c)),
    row("read.last", &["G", "end"], 0, Words::new("到末尾", "to the end"), |v, c| v.vertical(isize::MAX / 2, c)),
    row("read.next-section", &["n", "}"], 0, Words::new("下一节", "next section"), |v, c| v.section(true, c)),
    row("read.previous-section", &["N", "{"], 0, Words::new("上一节", "previous section"), |v, c| {
        v.section(false, c)
    }),
    row("read.next-beside", &[")"], 0, Words::new("下一个平级标题", "next heading of this level"), |v, c| {
        v.same_level(true, c)
    }),
    row(
        "read.previous-beside",
        &["("],
        0,
        Words::new("上一个平级标题", "previous heading of this level"),
        |v, c| v.same_level(false, c),
    ),
    row("read.shallower", &["["], 0, Words::new("全部少展一级", "fold one level more"), |v, c| v.level(false, c)),
    row("read.deeper", &["]"], 0, Words::new("全部多展一级", "unfold one level more"), |v, c| v.level(true, c)),
    row("read.filter", &["/"], 4, Words::new("筛选篇目", "filter the tree"), filter),
    row("read.role", &["r"], 0, Words::new("只看这种角色", "this role alone"), role),
    row("read.choose", &["v"], 0, Words::new("选取文字", "choose text"), choose),
    row("read.take", &["y"], 3, Words::new("摘入草稿", "take into the draft"), take),
    row("read.skeleton", &["m"], 0, Words::new("作草稿的骨架", "a skeleton for the draft"), skeleton),
    row("read.copy", &["Y"], 0, Words::new("复制", "copy"), copy),
    row("read.search", &["*"], 0, Words::new("检索这里的词", "look for a word of this line"), look::look),
    row("read.why", &["x"], 5, Words::new("为什么", "why"), correct::why),
    row("read.correct", &["C"], 0, Words::new("更正", "correct by hand"), correct::menu),
    row("read.uncorrect", &["U"], 0, Words::new("撤回上一次更正", "take back a correction"), |_, c| {
        c.ask(Request::Uncorrect)
    }),
    row("read.comment", &["c"], 4, Words::new("批注", "comment"), remark::comment),
    row("read.bookmark", &["B"], 0, Words::new("加书签", "set a bookmark"), remark::bookmark),
    row("read.read-to", &["M"], 0, Words::new("记下读到这里", "read up to here"), remark::read_to),
    row("read.marks", &["'"], 0, Words::new("书签列表", "list of bookmarks"), remark::places),
    row("read.noise", &["z"], 0, Words::new("显示或隐去网页杂质", "show or hide web debris"), noise),
    row("read.statistics", &["s"], 4, Words::new("看统计", "statistics"), |v, c| {
        c.ask(Request::Statistics(v.scope()))
    }),
    row("read.whole", &["S"], 0, Words::new("全部文档的统计", "statistics of everything"), |_, c| {
        c.ask(Request::Statistics(Scope::Corpus));
    }),
    row("read.back", &["esc"], 0, Words::new("退一步", "back"), back),
];

impl Read {
    fn vertical(&mut self, rows: isize, ctx: &mut Ctx<'_>) {
        match self.focus {
            Pane::Left => {
                self.tree.step(rows);
                self.show_cursor(ctx.snapshot);
            }
            Pane::Middle if rows.unsigned_abs() > 1_000_000 => self.end(rows > 0, ctx),
            Pane::Middle => self.walk(rows, ctx.snapshot),
        }
    }

    fn end(&mut self, end: bool, ctx: &mut Ctx<'_>) {
        self.lay_out(ctx.snapshot);
        let Some(document) = self.document.and_then(|d| ctx.snapshot.corpus.documents.get(d)) else { return };
        if let Some(page) = self.page.as_mut() {
            self.mark = if end { page.at(document, document.text.len()) } else { page.first(document) };
        }
        if end {
            self.walk(1_000, ctx.snapshot);
        }
        self.follow(ctx.snapshot);
    }

    fn page(&mut self, pages: isize, ctx: &mut Ctx<'_>) {
        match self.focus {
            Pane::Left => {
                let rows = (self.areas.tree.height as isize - 1).max(1);
                self.tree.step(pages * rows);
                self.show_cursor(ctx.snapshot);
            }
            Pane::Middle => {
                let rows = (self.areas.text.height as isize - 1).max(1) * pages;
                self.scroll(rows, ctx.snapshot);
                self.walk(rows, ctx.snapshot);
            }
        }
    }

    fn section(&mut self, forward: bool, ctx: &mut Ctx<'_>) {
        self.tree.step(if forward { 1 } else { -1 });
        self.show_cursor(ctx.snapshot);
    }

    fn level(&mut self, deeper: bool, ctx: &mut Ctx<'_>) {
        let level = self.tree.fold_level(deeper);
        self.tree.refresh(&ctx.snapshot.corpus, ctx.snapshot.rewritten);
        self.show_cursor(ctx.snapshot);
        let text = match level {
            0 => ctx.snapshot.lang.of(Words::new("只列文档", "documents alone")).to_owned(),
            _ => format!("{} {level}", ctx.snapshot.lang.of(Words::new("展开层数", "levels unfolded:"))),
        };
        ctx.say_text(text);
    }
}

fn unfold(view: &mut Read, ctx: &mut Ctx<'_>) {
    if view.focus == Pane::Left && !view.tree.open(&ctx.snapshot.corpus) {
        view.focus = Pane::Middle;
    }
}

fn fold(view: &mut Read, ctx: &mut Ctx<'_>) {
    match view.focus {
        Pane::Middle => view.focus = Pane::Left,
        Pane::Left => {
            view.tree.close(&ctx.snapshot.corpus);
            view.show_cursor(ctx.snapshot);
        }
    }
}

fn enter(view: &mut Read, ctx: &mut Ctx<'_>) {
    if view.focus == Pane::Left {
        view.show_cursor(ctx.snapshot);
        view.focus = Pane::Middle;
    }
}

fn other_pane(view: &mut Read, _ctx: &mut Ctx<'_>) {
    view.focus = if view.focus == Pane::Left { Pane::Middle } else { Pane::Left };
}

fn filter(view: &mut Read, _ctx: &mut Ctx<'_>) {
    view.focus = Pane::Left;
    view.filter = Some(Field::new(view.tree.filter()));
}

/// Filters by the role of the section under the cursor, or no longer.
fn role(view: &mut Read, ctx: &mut Ctx<'_>) {
    let snapshot = ctx.snapshot;
    let place = if view.focus == Pane::Middle { view.mark_place(snapshot) } else { None };
    let scope = place.map_or_else(|| view.scope(), |place| snapshot.corpus.scope_at(place));
    let filter = if roles::asks_for_role(view.tree.filter()) {
        ctx.say(Words::new("各种角色都看", "all roles again"));
        roles::without_role(view.tree.filter())
    } else {
        let Some(section) = snapshot.section(scope) else {
            return ctx.say(Words::new("先选一节", "choose a section first"));
        };
        let role = section.role.as_ref().map(|found| found.role);
        let name = snapshot.lang.of(role.map_or(roles::NONE, roles::words));
        let before = snapshot.lang.of(Words::new("只看角色：", "only role "));
        let after = snapshot.lang.of(Words::new("（再按一次全看）", " (once more: all)"));
        ctx.say_text(format!("{before}{name}{after}"));
        roles::with_role(view.tree.filter(), role)
    };
    view.tree.set_filter(&filter);
    view.tree.refresh(&snapshot.corpus, snapshot.rewritten);
    view.tree.go_to(&snapshot.corpus, scope);
    if view.focus == Pane::Left {
        view.show_cursor(snapshot);
    }
}

fn choose(view: &mut Read, ctx: &mut Ctx<'_>) {
    view.lay_out(ctx.snapshot);
    view.focus = Pane::Middle;
    view.anchor = if view.anchor.is_some() {
        None
    } else {
        ctx.say(Words::new(
            "选取：上下移动，y 摘入草稿，Y 复制，v 取消",
            "choosing: move, y takes, Y copies, v cancels",
        ));
        Some(view.mark)
    };
}

fn take(view: &mut Read, ctx: &mut Ctx<'_>) {
    match view.taken(ctx.snapshot) {
        Some((text, source)) if !text.is_empty() => {
            view.anchor = None;
            ctx.ask(Request::Take { text, source });
        }
        _ => ctx.say(Words::new("这里没有可摘的文字", "nothing here to take")),
    }
}

/// Makes a skeleton of the piece under the cursor; of what most have in common where there are several.
fn skeleton(view: &mut Read, ctx: &mut Ctx<'_>) {
    let corpus = &ctx.snapshot.corpus;
    let scope = match view.mark_place(ctx.snapshot).filter(|_| view.focus == Pane::Middle) {
        Some(place) => corpus.scope_at(place),
        None => view.scope(),
    };
    let pieces: Vec<(usize, usize)> = match scope {
        Scope::Piece(document, piece) | Scope::Section(document, piece, _) => vec![(document, piece)],
        Scope::Document(own) => corpus.pieces().filter(|(d, ..)| *d == own).map(|(d, p, _)| (d, p)).collect(),
        Scope::Corpus => corpus.pieces().map(|(d, p, _)| (d, p)).collect(),
    };
    if pieces.is_empty() {
        return ctx.say(Words::new("这里没有可作骨架的文章", "there is no work here"));
    }
    ctx.ask(Request::Skeleton(pieces));
}

fn copy(view: &mut Read, ctx: &mut Ctx<'_>) {
    match view.taken(ctx.snapshot) {
        Some((text, _)) if !text.is_empty() => {
            view.anchor = None;
            ctx.ask(Request::Copy(text));
        }
        _ => ctx.say(Words::new("这里没有可复制的文字", "nothing here to copy")),
    }
}

fn noise(view: &mut Read, ctx: &mut Ctx<'_>) {
    view.show_noise = !view.show_noise;
    let count = view.document.and_then(|d| ctx.snapshot.corpus.documents.get(d)).map_or(0, |doc| doc.noise.len());
    let words = if view.show_noise {
        Words::new("显示网页杂质（右端为判断依据），本文档行数：", "web debris shown, with its reason; lines here:")
    } else {
        Words::new("隐去网页杂质，本文档行数：", "web debris hidden; lines here:")
    };
    ctx.say_text(format!("{}{count}", ctx.snapshot.lang.of(words)));
}

fn back(view: &mut Read, ctx: &mut Ctx<'_>) {
    if view.anchor.take().is_some() {
    } else if view.focus == Pane::Middle {
        view.focus = Pane::Left;
    } else if view.tree.filter().is_empty() {
        ctx.ask(Request::Show(ViewId::Read));
    } else {
        view.tree.set_filter("");
    }
}
