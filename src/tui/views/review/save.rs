//! Saving the 校对单.

use std::path::{Path, PathBuf};

use super::Review;
use crate::draft::store::StoreError;
use crate::job::Job;
use crate::job::sheet::{ENDINGS, SheetFault, WriteSheet, sheet};
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Question, QuestionKind, Request};

/// Asks where it goes: beside what was opened there is no better place than where the program was started.
pub(super) fn ask(view: &mut Review, ctx: &mut Ctx<'_>) {
    let names: Vec<String> = view.queue.entries.iter().map(|entry| entry.reviewed.linted.document.name()).collect();
    let name = match names.as_slice() {
        [] => return ctx.say(Words::new("没有可写进校对单的", "there is nothing to put into it")),
        [one] => Path::new(one).file_stem().map_or_else(|| one.clone(), |stem| stem.to_string_lossy().into_owned()),
        _ => ctx.snapshot.source.clone(),
    };
    ask_name(format!("{name}-校对单.docx"), ctx);
}

fn ask_name(initial: String, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let text = match lang {
        Language::Chinese => format!("按结尾定格式：{ENDINGS}"),
        Language::English => format!("the ending says what it is: {ENDINGS}"),
    };
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("存校对单", "Save the sheet")).to_owned(),
        text: vec![text],
        kind: QuestionKind::Line { initial },
        asked: Asked::SheetTo,
    }));
}

/// Does what was answered; gives back an answer that is about something else.
pub(super) fn answered(view: &mut Review, asked: &Asked, answer: Answer, ctx: &mut Ctx<'_>) -> Option<Answer> {
    match (asked, answer) {
        (Asked::SheetTo, Answer::Line(name)) => {
            if !name.trim().is_empty() {
                write(view, ctx.snapshot.folder.join(name.trim()), false, ctx);
            }
            None
        }
        (Asked::SheetOver(path), Answer::Choice('y')) => {
            write(view, path.clone(), true, ctx);
            None
        }
        (Asked::SheetOver(path), Answer::Choice('n')) => {
            ask_name(path.to_string_lossy().into_owned(), ctx);
            None
        }
        (Asked::SheetTo | Asked::SheetOver(_), _) => None,
        (_, answer) => Some(answer),
    }
}

fn write(view: &Review, path: PathBuf, overwrite: bool, ctx: &mut Ctx<'_>) {
    let documents = view.queue.entries.iter().map(|entry| (&entry.reviewed.linted, &entry.reviewed.review));
    let sheet = sheet(documents, &view.ground.reviewer);
    ctx.ask(Request::Run(Job::WriteSheet(Box::new(WriteSheet { path, sheet, overwrite }))));
}

impl Review {
    /// The sheet was written, or not.
    pub fn sheet_written(asked: &WriteSheet, result: Result<(), SheetFault>, ctx: &mut Ctx<'_>) {
        let lang = ctx.snapshot.lang;
        let rows = asked.sheet.rows.len();
        match result {
            Ok(()) => ctx.say_text(match lang {
                Language::Chinese => format!("校对单 {rows} 条，已存为 {}", asked.path.display()),
                Language::English => format!("{rows} rows saved as {}", asked.path.display()),
            }),
            Err(SheetFault::Written(StoreError::Exists { .. })) => ctx.ask(Request::Question(Question {
                title: lang.of(Words::new("文件已经存在", "The file exists")).to_owned(),
                text: vec![asked.path.to_string_lossy().into_owned()],
                kind: QuestionKind::Choice(vec![
                    ('y', Words::new("覆盖", "overwrite")),
                    ('n', Words::new("换个名字", "another name")),
                ]),
                asked: Asked::SheetOver(asked.path.clone()),
            })),
            Err(SheetFault::Ending) => {
                ask_name(asked.path.to_string_lossy().into_owned(), ctx);
                ctx.complain(SheetFault::Ending.to_string());
            }
            Err(error) => ctx.complain(error.to_string()),
        }
    }
}
