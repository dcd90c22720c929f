//! From the draft to paper: asking where it goes, the block at its top, its pages. The work itself is done by a worker.

use std::path::PathBuf;

use super::Draft;
use super::files::named;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::export::{FileKind, Options, Profile};
use crate::draft::front::{Front, template};
use crate::draft::motion::Motion;
use crate::draft::store::StoreError;
use crate::job::Job;
use crate::job::export::{Export, ExportError, Exported, Text};
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Note, Question, QuestionKind, Request};

/// The longest name that is made of a title, in characters.
const LONGEST_NAME: usize = 40;

/// Inserts the block of title, unit, date and target at the top, or goes to the one that is there.
pub fn front(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.opening.is_some() {
        return;
    }
    let mut front = Front::read(&view.text());
    if front.lines == 0 {
        view.editor.go(Motion::DocumentStart, false);
        view.editor.paste(&template());
        view.editor.seal();
        view.touched();
        front = Front::read(&view.text());
        ctx.say(Words::new(
            "稿首说明：填在冒号后，导出时照它排；空着照正文",
            "fill in behind the colons; empty ones follow the text",
        ));
    }
    let line = front.empty.unwrap_or(1);
    let end = view.editor.buffer().paragraph(line).len();
    let place = Pos::new(line, end);
    view.editor.select(PosSpan::new(place, place));
    view.editor.unselect();
}

/// The draft as it stands, for a worker.
fn text(view: &Draft) -> Text {
    let path = view.file.as_ref().map(|file| file.path.clone());
    Text { path, text: view.text(), words: view.dictionary.clone() }
}

/// Shows the finished pages.
pub fn preview(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.text().trim().is_empty() {
        return ctx.say(Words::new("草稿还是空的", "the draft is empty"));
    }
    let options = Options { latin: view.latin, ..Options::default() };
    let line = view.editor.caret().paragraph + 1;
    ctx.ask(Request::Run(Job::Preview { draft: text(view), options, line }));
}

/// Asks where the finished document goes.
pub fn export(view: &mut Draft, ctx: &mut Ctx<'_>) {
    if view.text().trim().is_empty() {
        return ctx.say(Words::new("草稿还是空的，没有可导出的", "the draft is empty"));
    }
    let initial = match (&view.file, view.facts.title.as_str()) {
        (Some(file), _) => file.path.with_extension("docx").display().to_string(),
        (None, title) if title.is_empty() || title.contains('【') => {
            ctx.snapshot.lang.of(Words::new("草稿.docx", "draft.docx")).to_owned()
        }
        (None, title) => {
            let plain = |c: &char| !c.is_control() && !"/\\:*?\"<>|".contains(*c);
            format!("{}.docx", title.chars().filter(plain).take(LONGEST_NAME).collect::<String>())
        }
    };
    ask_where(initial, ctx);
}

fn ask_where(initial: String, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("导出为", "Export as")).to_owned(),
        text: vec![
            lang.of(Words::new("结尾定格式：.docx .txt .md .html", "by its ending: .docx .txt .md .html")).to_owned(),
            format!("{}{}", lang.of(Words::new("文件夹：", "folder: ")), ctx.snapshot.folder.display()),
        ],
        kind: QuestionKind::Line { initial },
        asked: Asked::ExportTo,
    }));
}

/// Acts on an answer.
pub fn answered(view: &mut Draft, asked: Asked, answer: Answer, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let options = Options { latin: view.latin, ..Options::default() };
    match (asked, answer) {
        (Asked::ExportTo, Answer::Line(name)) => {
            let Some(path) = named(&name, ctx.snapshot) else { return };
            if view.file.as_ref().is_some_and(|file| file.path == path) {
                let words =
                    Words::new("这是草稿自己的文件，请换个名字", "this is the draft's own file: another name, please");
                return ctx.complain(lang.of(words).to_owned());
            }
            match FileKind::of(&path) {
                None => {
                    let words = Words::new(
                        "文件名请以 .docx、.txt、.md 或 .html 结尾",
                        "the name ends in .docx, .txt, .md or .html",
                    );
                    ctx.complain(lang.of(words).to_owned());
                }
                Some(FileKind::Docx) => ctx.ask(Request::Question(Question {
                    title: lang.of(Words::new("排成哪一种", "Set as what")).to_owned(),
                    text: Vec::new(),
                    kind: QuestionKind::Choice(vec![
                        ('m', Words::new("材料：标题、正文、署名、页码", "plain material")),
                        ('g', Words::new("公文：另有版头、版记", "official document, with head and foot")),
                    ]),
                    asked: Asked::ExportProfile(path),
                })),
                Some(_) => ask_date(view, path, options, ctx),
            }
        }
        (Asked::ExportProfile(path), Answer::Choice(choice)) => {
            let profile = if choice == 'g' { Profile::Official } else { Profile::Material };
            ask_date(view, path, Options { profile: Some(profile), ..options }, ctx);
        }
        (Asked::ExportDate { path, options }, Answer::Choice(choice)) => {
            run(view, path, Options { set_date: choice == 'y', ..options }, false, ctx);
        }
        (Asked::ExportOver { path, options }, Answer::Choice('y')) => run(view, path, options, true, ctx),
        (Asked::ExportOver { path, .. }, Answer::Choice('a')) => ask_where(path.display().to_string(), ctx),
        _ => {}
    }
}

/// Asks whether the date is to be written by the rule, where it is not.
fn ask_date(view: &Draft, path: PathBuf, options: Options, ctx: &mut Ctx<'_>) {
    let Some(date) = view.facts.date.clone() else { return run(view, path, options, false, ctx) };
    let lang = ctx.snapshot.lang;
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("日期的写法与国标规定不同", "The date is not written by the rule")).to_owned(),
        text: vec![format!("{}{date}", lang.of(Words::new("国标规定的写法：", "by the rule: ")))],
        kind: QuestionKind::Choice(vec![
            ('n', Words::new("照原文", "as it stands")),
            ('y', Words::new("导出时改写，草稿不动", "rewrite it there, not in the draft")),
        ]),
        asked: Asked::ExportDate { path, options },
    }));
}

fn run(view: &Draft, path: PathBuf, options: Options, overwrite: bool, ctx: &mut Ctx<'_>) {
    let Some(kind) = FileKind::of(&path) else { return };
    ctx.ask(Request::Run(Job::Export(Box::new(Export { path, kind, overwrite, options, draft: text(view) }))));
    ctx.say(Words::new("正在导出……", "exporting…"));
}

impl Draft {
    /// The draft was exported, or not.
    pub fn exported(export: Export, result: Result<Exported, ExportError>, ctx: &mut Ctx<'_>) {
        let lang = ctx.snapshot.lang;
        let name = export.path.display().to_string();
        match result {
            Ok(Exported { pages, notes }) => {
                let count = notes.len();
                ctx.say_text(match (lang, count) {
                    (Language::Chinese, 0) => format!("已导出 {name}，约 {pages} 页"),
                    (Language::Chinese, _) => format!("已导出 {name}，约 {pages} 页；有 {count} 条说明"),
                    (Language::English, 0) => format!("exported as {name}, about {pages} pages"),
                    (Language::English, _) => format!("exported as {name}, about {pages} pages; {count} notes"),
                });
                if !notes.is_empty() {
                    let title = lang.of(Words::new("已导出，请看一眼", "Exported; please look")).to_owned();
                    let rows = notes.into_iter().enumerate();
                    let rows = rows.map(|(at, note)| ((at + 1).to_string(), note)).collect();
                    ctx.ask(Request::Note(Note { title, rows }));
                }
            }
            Err(ExportError::Store(error @ StoreError::Exists { .. })) => ctx.ask(Request::Question(Question {
                title: lang.of(Words::new("没有导出", "Not exported")).to_owned(),
                text: vec![error.of_report()],
                kind: QuestionKind::Choice(vec![
                    ('a', Words::new("换个名字", "another name")),
                    ('y', Words::new("覆盖", "overwrite")),
                    ('c', Words::new("先不导出", "not now")),
                ]),
                asked: Asked::ExportOver { path: export.path, options: export.options },
            })),
            Err(error) => ctx.complain(error.to_string()),
        }
    }
}
