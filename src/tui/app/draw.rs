//! The whole screen: the row of views, the open view, the status line, a window over them.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{App, Over};
use crate::stats::report::Language;
use crate::stats::report::Words;
use crate::tui::command::{Room, ViewId};
use crate::tui::layout::Screen;
use crate::tui::view::View;
use crate::tui::widgets::row::draw_row;

/// Draws everything and places the hardware cursor where text is typed.
pub fn draw(app: &mut App, frame: &mut Frame<'_>) {
    let area = frame.area();
    if App::too_small(area.width, area.height) {
        let text = app.snapshot.lang.of(Words::new("屏幕太小", "too small"));
        let cells = app.snapshot.cells;
        if area.height > 0 {
            draw_row(frame.buffer_mut(), 0, 0, text, usize::from(area.width), cells, app.snapshot.theme.text);
        }
        return;
    }
    let screen = Screen::new(area);
    tabs(app, frame, screen.tabs);
    let snapshot = &app.snapshot;
    let mut caret = match app.view {
        ViewId::Read => app.read.draw(frame, screen.body, snapshot),
        ViewId::Search => app.search.draw(frame, screen.body, snapshot),
        ViewId::Statistics => app.statistics.draw(frame, screen.body, snapshot),
        ViewId::Draft => app.draft.draw(frame, screen.body, snapshot),
        ViewId::Review => app.review.draw(frame, screen.body, snapshot),
        ViewId::Messages => app.messages.draw(frame, screen.body, snapshot),
    };
    status(app, frame, screen.status);
    if let Some(over) = &mut app.over {
        caret = match over {
            Over::Help(help) => {
                help.draw(frame, screen.body, &app.snapshot);
                None
            }
            Over::Compare(comparing) => {
                comparing.draw(frame, screen.body, &app.snapshot);
                None
            }
            Over::Changes(changes) => {
                changes.draw(frame, screen.body, &app.snapshot);
                None
            }
            Over::Choose(rows) => {
                rows.draw(frame, screen.body, &app.snapshot);
                None
            }
            Over::Palette(palette) => palette.draw(frame, screen.body, &app.snapshot),
            Over::Question(asking) => asking.draw(frame, screen.body, &app.snapshot),
            Over::Preview(preview) => {
                preview.draw(frame, screen.body, &app.snapshot);
                None
            }
            Over::Note(reading) => {
                reading.draw(frame, screen.body, &app.snapshot);
                None
            }
        };
    }
    if let Some(caret) = caret {
        frame.set_cursor_position(caret);
    }
}

fn tabs(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let (lang, theme, cells) = (app.snapshot.lang, &app.snapshot.theme, app.snapshot.cells);
    let buf = frame.buffer_mut();
    let mut x = area.x;
    let room = |x: u16| usize::from(area.right().saturating_sub(x));
    let name = lang.of(Words::new(" 文稿 ", " wengao "));
    x += draw_row(buf, x, area.y, name, room(x), cells, theme.title);
    let label = |view: ViewId, key: char| format!(" {key} {} ", lang.of(view.room().words()));
    // Where not all names have room, the open view keeps its name and the others their keys.
    let whole: usize = ViewId::ALL.iter().map(|(view, key)| cells.text(&label(*view, *key))).sum();
    let short = whole > room(x);
    for (view, key) in ViewId::ALL {
        let label = if short && view != app.view { format!(" {key} ") } else { label(view, key) };
        if cells.text(&label) > room(x) {
            break;
        }
        let style = if view == app.view { theme.tab } else { theme.dim };
        x += draw_row(buf, x, area.y, &label, room(x), cells, style);
    }
    let left = room(x).saturating_sub(2);
    if left >= 8 {
        let text = cells.ellipsis(&summary(app, left), left);
        let at = area.right().saturating_sub(cells.text(&text) as u16 + 1);
        draw_row(buf, at, area.y, &text, left, cells, theme.dim);
    }
}

/// How far reading, or then counting, has come, how fast it goes and how long it will take; less of it where there is
/// little room.
fn progress(app: &App, room: usize) -> String {
    let loading = app.snapshot.loading;
    let zh = app.snapshot.lang == Language::Chinese;
    let counting = loading.is_counting();
    let all = if counting { Some(app.snapshot.corpus.documents.len()) } else { loading.files };
    let total = all.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let done = if counting { loading.analysed } else { loading.done };
    let what = match (counting, zh) {
        (false, true) => "读入",
        (false, false) => "loading",
        (true, true) => "计词",
        (true, false) => "counting",
    };
    let elapsed = loading.since.map(|since| since.elapsed());
    let pace = all.zip(elapsed).and_then(|(all, elapsed)| loading.pace(all, elapsed));
    let (speed, left) = pace.map_or_else(Default::default, |(each, left)| {
        if zh {
            (format!(" · 每秒 {each} 份"), format!(" · 还要 {left} 秒"))
        } else {
            (format!(" · {each}/s"), format!(" · {left} s left"))
        }
    });
    let source = format!("{} · ", app.snapshot.source);
    let stop = format!(" · {} {}", app.keymap.shown("program.cancel"), if zh { "停止" } else { "stops" });
    let done = format!("{what} {done}/{total}");
    let forms = [
        [source.as_str(), &done, &speed, &left, &stop],
        [&source, &done, "", &left, &stop],
        ["", &done, "", &left, &stop],
        ["", &done, "", "", &stop],
        ["", &done, "", "", ""],
    ];
    let fits = |form: &[&str; 5]| app.snapshot.cells.text(&form.concat()) <= room;
    forms.iter().find(|form| fits(form)).map_or(done.clone(), |form| form.concat())
}

/// What is open: name, pieces, 字数, or how far loading has come, in so many cells if it can be.
fn summary(app: &App, room: usize) -> String {
    let snapshot = &app.snapshot;
    let zh = snapshot.lang == Language::Chinese;
    if app.view == ViewId::Draft {
        return app.draft.name(snapshot);
    }
    let loading = snapshot.loading;
    if loading.active {
        return progress(app, room);
    }
    let pieces = snapshot.pieces;
    let characters = crate::tui::widgets::row::grouped(snapshot.characters);
    let problems = snapshot.corpus.problems.len();
    let mut out = if zh {
        format!("{} · {pieces} 篇 · {characters} 字", snapshot.source)
    } else {
        format!("{} · {pieces} pieces · {characters} characters", snapshot.source)
    };
    if problems > 0 {
        out.push_str(&if zh { format!(" · {problems} 个问题") } else { format!(" · {problems} problems") });
    }
    out
}

/// What just happened, or what can be done now; at the right where one is.
fn status(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let (lang, theme, cells) = (app.snapshot.lang, &app.snapshot.theme, app.snapshot.cells);
    let position = match app.view {
        ViewId::Read => app.read.position(&app.snapshot),
        ViewId::Search => app.search.position(&app.snapshot),
        ViewId::Statistics => app.statistics.position(&app.snapshot),
        ViewId::Draft => app.draft.position(&app.snapshot),
        ViewId::Review => app.review.position(&app.snapshot),
        ViewId::Messages => app.messages.position(&app.snapshot),
    };
    let buf = frame.buffer_mut();
    let position = cells.ellipsis(&position, usize::from(area.width) * 2 / 3);
    // What just happened is told whole, in place of where one is when both have no room.
    let tight = |said: &str| cells.text(said) + cells.text(&position) + 4 > usize::from(area.width);
    let position = if app.said.as_ref().is_some_and(|said| tight(&said.text)) { String::new() } else { position };
    let right = area.right().saturating_sub(cells.text(&position) as u16 + 1);
    draw_row(buf, right, area.y, &position, usize::from(area.right() - right), cells, theme.dim);
    let room = usize::from(right.saturating_sub(area.x + 2));
    if let Some(said) = &app.said {
        let style = if said.error { theme.error } else { theme.text };
        draw_row(buf, area.x + 1, area.y, &cells.ellipsis(&said.text, room), room, cells, style);
        return;
    }
    let typing = app.view.room() == Room::Draft;
    if !typing && app.over.is_none() && app.takes_text() {
        let words = if app.view == ViewId::Search {
            Words::new(
                "Enter 到结果  ↑ 上一次的检索式  Esc 退一步",
                "Enter to the places  Up the query before  Esc back",
            )
        } else {
            Words::new("Enter 用这个筛选  Esc 取消筛选", "Enter keeps the filter  Esc drops it")
        };
        let hint = lang.of(words);
        draw_row(buf, area.x + 1, area.y, hint, room, cells, theme.dim);
        return;
    }
    let mut rows: Vec<_> = super::commands()
        .into_iter()
        .filter(|(of, info)| info.hint > 0 && (*of == app.view.room() || *of == Room::Program))
        .collect();
    rows.sort_by_key(|(_, info)| info.hint);
    // Where text is typed, single letters are text: the key shown is one that works.
    let shown = rows.into_iter().filter_map(|(_, info)| {
        let key = app.keymap.keys(info.id).iter().find(|key| !typing || key.typed().is_none())?.shown();
        let words = lang.of(info.words);
        let cost = cells.text(&key) + cells.text(words) + 3;
        Some((info.id, key, words, cost))
    });
    // Who knows no key needs one: that of the help has its room before all others.
    let (help, others): (Vec<_>, Vec<_>) = shown.partition(|(id, ..)| *id == super::commands::HELP);
    let help: Vec<_> = help.into_iter().filter(|(.., cost)| *cost <= room).collect();
    let mut left = room - help.iter().map(|(.., cost)| cost).sum::<usize>();
    let fit = others.into_iter().take_while(|(.., cost)| {
        let fits = *cost <= left;
        left = left.saturating_sub(*cost);
        fits
    });
    let mut x = area.x + 1;
    for (_, key, words, _) in fit.chain(help) {
        x += draw_row(buf, x, area.y, &key, room, cells, theme.key) + 1;
        x += draw_row(buf, x, area.y, words, room, cells, theme.dim) + 2;
    }
}
