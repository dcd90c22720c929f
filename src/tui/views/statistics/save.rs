//! Saving a report: as a workbook, CSV, JSON, a picture.

use std::path::Path;

use super::Statistics;
use crate::job::Job;
use crate::job::clock::today;
use crate::stats::picture;
use crate::stats::report::{Heading, Language, Report, Words};
use crate::stats::{sheet, writer};
use crate::tui::command::{Asked, Ctx, Question, QuestionKind, Request};

impl Statistics {
    /// The report with its rows as they stand on screen.
    fn as_shown(&self) -> Option<Report> {
        let report = self.report.as_deref()?;
        let rows = self.order.iter().filter_map(|r| report.rows.get(*r).cloned()).collect();
        Some(Report { rows, ..report.clone() })
    }

    pub(super) fn write(&self, path: &Path, overwrite: bool, ctx: &mut Ctx<'_>) {
        let Some(report) = self.as_shown() else { return };
        let lang = ctx.snapshot.lang;
        let (source, date) = (ctx.snapshot.scope_name(self.scope), today());
        let heading = Heading { source: &source, date: &date };
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        match bytes_of(&report, &ending, &heading, lang) {
            Ok(bytes) => ctx.ask(Request::Run(Job::WriteFile { path: path.to_owned(), bytes, overwrite })),
            // The name is still there to be mended.
            Err(words) => {
                ask_name(&path.to_string_lossy(), ctx);
                ctx.complain(words);
            }
        }
    }
}

/// A report as a file with this ending; why not, in the user's words.
fn bytes_of(report: &Report, ending: &str, heading: &Heading<'_>, lang: Language) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match ending {
        "json" => writer::json(report, lang, &mut bytes).map_err(|error| error.to_string())?,
        "csv" => writer::csv(report, true, &mut bytes).map_err(|error| error.to_string())?,
        "xlsx" => bytes = sheet::xlsx(report, heading, lang).map_err(|error| format!("写不成表：{error}"))?,
        "svg" => {
            let words = Words::new(
                "这张表没有图，请存成 .xlsx 或 .csv",
                "there is no picture of this report; save it as .xlsx or .csv",
            );
            bytes = picture::svg(report, heading, lang).ok_or_else(|| lang.of(words).to_owned())?.into_bytes();
        }
        _ => {
            let words = Words::new(
                "文件名要以 .xlsx、.csv、.json 或 .svg 结尾",
                "the name must end in .xlsx, .csv, .json or .svg",
            );
            return Err(lang.of(words).to_owned());
        }
    }
    Ok(bytes)
}

/// Asks where to save the report.
pub(super) fn ask(view: &mut Statistics, ctx: &mut Ctx<'_>) {
    if view.report.is_none() {
        ctx.say(Words::new("统计还没有出来", "the report is not there yet"));
        return;
    }
    let name = format!("{}.xlsx", ctx.snapshot.lang.of(view.statistic().words));
    ask_name(&name, ctx);
}

/// Asks for the name of the file.
fn ask_name(name: &str, ctx: &mut Ctx<'_>) {
    let lang = ctx.snapshot.lang;
    let text = lang.of(Words::new(
        "结尾 .xlsx .csv .json 是表，.svg 是图；只存眼下筛出的行",
        ".xlsx .csv .json are tables, .svg is a picture; only the rows shown",
    ));
    ctx.ask(Request::Question(Question {
        title: lang.of(Words::new("存成文件", "Save as a file")).to_owned(),
        text: vec![text.to_owned()],
        kind: QuestionKind::Line { initial: name.to_owned() },
        asked: Asked::SaveReport,
    }));
}
