//! The program's own commands: in force everywhere unless the open view has the key.

use super::{App, Over};
use crate::stats::report::Words;
use crate::tui::command::{Command, Ctx, ViewId, row};
use crate::tui::msg::Effect;
use crate::tui::overlays::help::Help;
use crate::tui::overlays::palette::Palette;

/// The command that tells the keys.
pub const HELP: &str = "program.help";

/// The rows.
pub const PROGRAM: &[Command<App>] = &[
    row("program.read", &["1", "alt-1"], 0, Words::new("阅读", "read"), |a, _| a.show(ViewId::Read)),
    row("program.search", &["2", "alt-2"], 0, Words::new("检索", "search"), |a, _| {
        if a.view == ViewId::Search {
            a.search.edit();
        }
        a.show(ViewId::Search);
    }),
    row("program.statistics", &["3", "alt-3"], 0, Words::new("统计", "statistics"), |a, _| {
        a.show(ViewId::Statistics)
    }),
    row("program.draft", &["6", "alt-6"], 0, Words::new("草稿", "draft"), |a, _| a.show(ViewId::Draft)),
    row("program.review", &["7", "alt-7"], 0, Words::new("校对", "review"), |a, _| a.show(ViewId::Review)),
    row("program.messages", &["8", "alt-8"], 0, Words::new("消息", "messages"), |a, _| a.show(ViewId::Messages)),
    row("program.compare", &["=", "alt-="], 0, Words::new("和另一稿比较", "compare two versions"), |a, _| {
        a.ask_compare();
    }),
    row("program.next-view", &["tab"], 0, Words::new("下一个视图", "next view"), |a, _| a.turn(true)),
    row("program.previous-view", &["backtab"], 0, Words::new("上一个视图", "previous view"), |a, _| a.turn(false)),
    row("program.palette", &[":", "ctrl-p"], 8, Words::new("命令与篇目", "commands and pieces"), palette),
    row(HELP, &["?", "f1"], 9, Words::new("帮助", "help"), help),
    row("program.cancel", &["ctrl-c"], 0, Words::new("停止读入", "stop loading"), cancel),
    row("program.reload", &["R", "f5"], 0, Words::new("重新读入", "load anew"), |a, _| a.load(false)),
    row("program.redraw", &["ctrl-l"], 0, Words::new("重画屏幕", "redraw"), |a, _| a.effects.push(Effect::Repaint)),
    row(
        "program.suspend",
        &["ctrl-z"],
        0,
        Words::new("暂停程序（fg 回来）", "suspend (fg comes back)"),
        |a, _| {
            a.effects.push(Effect::Suspend);
        },
    ),
    row("program.quit", &["q", "ctrl-q"], 10, Words::new("离开", "leave"), |a, _| a.quit()),
];

impl App {
    fn turn(&mut self, forward: bool) {
        let count = ViewId::ALL.len();
        let at = ViewId::ALL.iter().position(|(v, _)| *v == self.view).unwrap_or(0);
        let next = if forward { at + 1 } else { at + count - 1 } % count;
        if let Some((view, _)) = ViewId::ALL.get(next) {
            self.show(*view);
        }
    }
}

fn palette(app: &mut App, _ctx: &mut Ctx<'_>) {
    let palette = Palette::new(app.view.room(), &super::commands(), &app.keymap, &app.snapshot);
    app.over = Some(Over::Palette(Box::new(palette)));
}

fn help(app: &mut App, _ctx: &mut Ctx<'_>) {
    let help = Help::new(app.view.room(), &super::commands(), &app.keymap);
    let own = app.draft.vim_help().filter(|_| app.view == ViewId::Draft);
    app.over = Some(Over::Help(match own {
        Some((title, keys)) => help.with(title, keys),
        None => help,
    }));
}

fn cancel(app: &mut App, ctx: &mut Ctx<'_>) {
    if app.snapshot.loading.active {
        app.effects.push(Effect::CancelLoading);
    } else {
        ctx.say(Words::new("没有正在读入的文件；离开请按 q 或 Ctrl-Q", "nothing is loading; q or Ctrl-Q leaves"));
    }
}
