//! Saving the 校对单.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Review;
use crate::corpus::model::{Format, Problem};
use crate::draft::store::StoreError;
use crate::job::Job;
use crate::job::copy::{self, Copied, Copy, CopyFault};
use crate::job::review::Merge;
use crate::job::sheet::{ENDINGS, SheetFault, WriteSheet, sheet};
use crate::review::Review as Records;
use crate::stats::report::{Language, Words};
use crate::tui::command::{Answer, Asked, Ctx, Note, Question, QuestionKind, Request};

/// Asks where it goes: beside the document; where there are several, to where the program was started.
pub(super) fn ask(view: &mut Review, ctx: &mut Ctx<'_>) {
    let names: Vec<String> = view.queue.entries.iter().map(|entry| entry.reviewed.linted.document.name()).collect();
    let name = match (names.as_slice(), view.entry()) {
        ([], _) | (_, None) => return ctx.say(Words::new("没有可写进校对单的", "there is nothing to put into it")),
        ([_], Some(entry)) => {
            let path = &entry.reviewed.linted.document.path;
            let stem = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
            path.with_file_name(format!("{stem}-校对单.docx")).to_string_lossy().into_owned()
        }
        _ => format!("{}-校对单.docx", ctx.snapshot.source),
    };
    ask_name(name, ctx);
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
        (Asked::MergeFrom, Answer::Line(name)) if !name.trim().is_empty() => {
            let entry = view.entry()?;
            ctx.ask(Request::Run(Job::Merge(Box::new(Merge {
                number: entry.reviewed.number,
                path: entry.reviewed.linted.document.path.clone(),
                sidecars: view.ground.options.sidecars.clone(),
                other: ctx.snapshot.folder.join(name.trim()),
            }))));
            None
        }
        (Asked::CopyTo, Answer::Line(name)) => {
            let path = ctx.snapshot.folder.join(name.trim());
            if !name.trim().is_empty() {
                view.copy(path, false, ctx);
            }
            None
        }
        (Asked::CopyOver(path), Answer::Choice('y')) => {
            view.copy(path.clone(), true, ctx);
            None
        }
        (Asked::CopyOver(path), Answer::Choice('n')) => {
            ask_copy_name(path.to_string_lossy().into_owned(), view, ctx);
            None
        }
        (Asked::SheetTo | Asked::SheetOver(_) | Asked::CopyTo | Asked::CopyOver(_) | Asked::MergeFrom, _) => None,
        (_, answer) => Some(answer),
    }
}

/// Asks for the file with another reviewer's records.
pub(super) fn ask_merge(view: &mut Review, ctx: &mut Ctx<'_>) {
    if view.entry().is_none() {
        return ctx.say(Words::new("没有可并入的文档", "there is no document to put it into"));
    }
    let lang = ctx.snapshot.lang;
    let text =
        Words::new("对方的 .wengao.jsonl 文件；两边的意见都留着", "the other's .wengao.jsonl; all of both is kept");
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("并入别人的意见", "Put in what another said")).to_owned(),
        text: vec![lang.of(text).to_owned()],
        kind: QuestionKind::Line { initial: String::new() },
        asked: Asked::MergeFrom,
    }));
}

/// Asks where the corrected copy goes: beside the document.
pub(super) fn ask_copy(view: &mut Review, ctx: &mut Ctx<'_>) {
    let Some(entry) = view.entry() else {
        return ctx.say(Words::new("没有可改的文档", "there is no document to correct"));
    };
    let document = &entry.reviewed.linted.document;
    if !matches!(document.format, Format::Docx | Format::Text | Format::Markdown) {
        return ctx.complain(CopyFault::Format.to_string());
    }
    let wanted = view.changes();
    if wanted.changes.is_empty() && wanted.remarks.is_empty() {
        return ctx.say(Words::new("还没有采纳的修改，也没有批注", "nothing is accepted and nothing noted yet"));
    }
    let ending = document.path.extension().map_or("txt".into(), |ending| ending.to_string_lossy());
    let path = document.path.with_extension(format!("校对.{ending}"));
    ask_copy_name(path.to_string_lossy().into_owned(), view, ctx);
}

fn ask_copy_name(initial: String, view: &Review, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let wanted = view.changes();
    let (changes, remarks) = (wanted.changes.len(), wanted.remarks.len());
    let word = view.entry().is_some_and(|entry| entry.reviewed.linted.document.format == Format::Docx);
    let text = match (word, lang) {
        (true, Language::Chinese) => format!("修改 {changes} 处写成修订，批注 {remarks} 条；原文件不动"),
        (true, Language::English) => format!("{changes} tracked changes, {remarks} comments; the file itself stays"),
        (false, Language::Chinese) => format!("修改 {changes} 处直接改好，批注不写进去；原文件不动"),
        (false, Language::English) => format!("{changes} changes, comments are left out; the file itself stays"),
    };
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("写改好的副本", "Write a corrected copy")).to_owned(),
        text: vec![text],
        kind: QuestionKind::Line { initial },
        asked: Asked::CopyTo,
    }));
}

impl Review {
    /// What of the document under the cursor was accepted and said.
    fn changes(&self) -> copy::Wanted {
        let Some(entry) = self.entry() else { return copy::Wanted::default() };
        let word = entry.reviewed.linted.document.format == Format::Docx;
        copy::of(&entry.reviewed.linted, &entry.reviewed.review, word)
    }

    fn copy(&self, path: PathBuf, overwrite: bool, ctx: &mut Ctx<'_>) {
        let Some(entry) = self.entry() else { return };
        let copy::Wanted { changes, remarks, left } = self.changes();
        ctx.ask(Request::Run(Job::Copy(Box::new(Copy {
            document: Arc::clone(&entry.reviewed.linted.document),
            options: self.ground.options.clone(),
            changes,
            remarks,
            left,
            by: self.ground.reviewer.clone(),
            path,
            overwrite,
        }))));
    }

    /// Another reviewer's records were put in, or not.
    pub fn merged(&mut self, asked: &Merge, result: Result<(Records, usize, Vec<Problem>), String>, ctx: &mut Ctx<'_>) {
        match result {
            Ok((records, added, problems)) => {
                let mut lost = 0;
                if let Some(entry) = self.queue.entries.iter_mut().find(|entry| entry.reviewed.number == asked.number) {
                    let before = entry.lost();
                    entry.renew(records);
                    lost = entry.lost().saturating_sub(before);
                }
                self.rearrange();
                for problem in problems {
                    ctx.complain(format!("{}：{}", problem.path.display(), problem.reason));
                }
                ctx.say_text(match (lost, ctx.snapshot.lang) {
                    (0, Language::Chinese) => format!("并入 {added} 条意见，原有的都在"),
                    (0, Language::English) => format!("{added} records put in, the others are still there"),
                    (_, Language::Chinese) => {
                        format!("并入 {added} 条意见，{lost} 条批注在本文里找不到位置，请看是不是这一份的")
                    }
                    (_, Language::English) => {
                        format!("{added} records put in; {lost} comments have no place here: is it the right document?")
                    }
                });
            }
            Err(reason) => ctx.complain(reason),
        }
    }

    /// The corrected copy was written, or not.
    pub fn copied(asked: &Copy, result: Result<Copied, CopyFault>, ctx: &mut Ctx<'_>) {
        let lang = ctx.snapshot.lang;
        match result {
            Ok(copied) => {
                let text = match lang {
                    Language::Chinese => {
                        format!(
                            "修改 {} 处、批注 {} 条，已写入 {}",
                            copied.changes,
                            copied.remarks,
                            asked.path.display()
                        )
                    }
                    Language::English => format!(
                        "{} changes and {} comments written to {}",
                        copied.changes,
                        copied.remarks,
                        asked.path.display()
                    ),
                };
                ctx.say_text(text);
                if !copied.left.is_empty() {
                    let rows = copied.left.into_iter().map(|text| (String::new(), text)).collect();
                    let title = lang.of(Words::new("没有写进去的", "What could not be put in")).to_owned();
                    ctx.ask(Request::Note(Note { title, rows }));
                }
            }
            Err(CopyFault::Store(StoreError::Exists { .. })) => ask_over(&asked.path, Asked::CopyOver, ctx),
            Err(error) => ctx.complain(error.to_string()),
        }
    }
}

/// Asks whether a file that stands there may be overwritten.
fn ask_over(path: &Path, asked: fn(PathBuf) -> Asked, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("文件已经存在", "The file exists")).to_owned(),
        text: vec![path.to_string_lossy().into_owned()],
        kind: QuestionKind::Choice(vec![
            ('y', Words::new("覆盖", "overwrite")),
            ('n', Words::new("换个名字", "another name")),
        ]),
        asked: asked(path.to_owned()),
    }));
}

fn write(view: &Review, path: PathBuf, overwrite: bool, ctx: &mut Ctx<'_>) {
    let documents = view.queue.entries.iter().map(|entry| (&*entry.reviewed.linted, &entry.reviewed.review));
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
            Err(SheetFault::Written(StoreError::Exists { .. })) => ask_over(&asked.path, Asked::SheetOver, ctx),
            Err(SheetFault::Ending) => {
                ask_name(asked.path.to_string_lossy().into_owned(), ctx);
                ctx.complain(SheetFault::Ending.to_string());
            }
            Err(error) => ctx.complain(error.to_string()),
        }
    }
}
