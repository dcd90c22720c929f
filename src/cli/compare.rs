//! `wengao compare`: two versions of a document held against each other, as text, JSON or a page to be printed.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::bail;
use serde::Serialize;

use crate::compare::Comparison;
use crate::compare::fact::FactKind;
use crate::compare::facts::{FactChange, Told};
use crate::compare::model::{Counts, Fate, FormChange, Lot, Paragraph, PartKind, Passage, Site};
use crate::compare::page;
use crate::compare::rows::{Row, RowKind, RowLot, RowPart, RowPartKind};
use crate::corpus::model::Document;
use crate::draft::store;
use crate::text::safe;

/// What is wanted of a comparison.
#[derive(Debug)]
pub struct Asked {
    /// As JSON.
    pub json: bool,
    /// The file that the page is written to; `-` for standard output.
    pub html: Option<PathBuf>,
    /// With the paragraphs that did not change.
    pub full: bool,
    /// With colours, besides the signs.
    pub colors: bool,
}

/// Compares `old` with `new` and tells what changed; gives the exit status: 0 when nothing did, 1 when something did.
///
/// # Errors
/// When standard output or the page cannot be written, or the page would be written over one of the two.
pub fn compare(old: &Document, new: &Document, asked: &Asked, out: &mut dyn Write) -> anyhow::Result<i32> {
    let comparison = Comparison::new(old, new);
    let status = i32::from(!comparison.is_same());
    if let Some(path) = &asked.html {
        let page = page::page(&comparison);
        if path.as_os_str() == "-" {
            if asked.json {
                bail!("网页和 JSON 不能都写到标准输出");
            }
            out.write_all(page.as_bytes())?;
            out.flush()?;
            return Ok(status);
        }
        let same = |one: &PathBuf| {
            path == one || path.canonicalize().is_ok_and(|path| one.canonicalize().is_ok_and(|one| path == one))
        };
        if same(&old.path) || same(&new.path) {
            bail!("网页不能写到要比较的文件上：{}", safe::line(&path.to_string_lossy()));
        }
        store::write_new(path, page.as_bytes(), true)?;
    }
    if asked.json {
        writeln!(out, "{}", safe::json(&serde_json::to_string(&output(&comparison, old, new))?))?;
    } else if asked.html.is_some() {
        writeln!(out, "{}", comparison.summary())?;
    } else {
        text(&comparison, asked, out)?;
    }
    out.flush()?;
    Ok(status)
}

/// How a part is set on a terminal with colours.
const fn color(kind: RowPartKind) -> &'static str {
    match kind {
        RowPartKind::Same => "",
        RowPartKind::Inserted => "\u{1b}[4;34m",
        RowPartKind::Deleted => "\u{1b}[9;31m",
        RowPartKind::MovedFrom | RowPartKind::MovedTo => "\u{1b}[32m",
        RowPartKind::Renumbered => "\u{1b}[36m",
        RowPartKind::Note => "\u{1b}[2m",
    }
}

fn text(comparison: &Comparison, asked: &Asked, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", comparison.summary())?;
    if !comparison.facts.is_empty() {
        writeln!(out, "数字、日期、名称的变动：")?;
    }
    for change in &comparison.facts {
        let told =
            |told: &Option<Told>| told.as_ref().map_or("（无）".into(), |told| safe::line(&told.text).into_owned());
        let line = |told: &Option<Told>| told.as_ref().map_or("-".to_owned(), |told| told.line.to_string());
        let lines = format!("{}→{}", line(&change.old), line(&change.new));
        let context = change.new.as_ref().or(change.old.as_ref()).map_or("", |told| told.context.as_str());
        let words = format!("{} → {}", told(&change.old), told(&change.new));
        writeln!(out, "{lines:>11}  {}  {words}  （{}）", change.kind.word(), safe::line(context))?;
    }
    if comparison.is_same() && !asked.full {
        return Ok(());
    }
    for row in comparison.rows(!asked.full) {
        self::row(&row, asked.colors, out)?;
    }
    Ok(())
}

fn row(row: &Row, colors: bool, out: &mut dyn Write) -> io::Result<()> {
    let line = row.new_line.or(row.old_line).filter(|_| row.kind != RowKind::Folded);
    let line = line.map_or(String::new(), |line| line.to_string());
    write!(out, "{line:>5} {} ", row.lot.sign())?;
    for part in &row.parts {
        let shown = signed(part, row.lot);
        let color = if colors { color(part.kind) } else { "" };
        if color.is_empty() {
            write!(out, "{shown}")?;
        } else {
            write!(out, "{color}{shown}\u{1b}[0m")?;
        }
    }
    writeln!(out)
}

/// A part with its signs, so that no colour is needed; a row that came or went as a whole has its own.
fn signed(part: &RowPart, lot: RowLot) -> String {
    let text = safe::line(&part.text);
    match part.kind {
        RowPartKind::Deleted if lot != RowLot::Deleted => format!("[-{text}-]"),
        RowPartKind::Inserted if lot != RowLot::Inserted => format!("{{+{text}+}}"),
        RowPartKind::MovedFrom if lot != RowLot::MovedAway => format!("[<{text}<]"),
        RowPartKind::MovedTo if lot != RowLot::MovedHere => format!("{{>{text}>}}"),
        _ => text.into_owned(),
    }
}

/// A comparison in JSON.
#[derive(Serialize)]
struct Output<'a> {
    same: bool,
    old: String,
    new: String,
    counts: Counts,
    facts: Vec<FactRow<'a>>,
    sections: Vec<SectionRow<'a>>,
}

#[derive(Serialize)]
struct FactRow<'a> {
    kind: FactKind,
    old: Option<ToldRow<'a>>,
    new: Option<ToldRow<'a>>,
    section: usize,
}

#[derive(Serialize)]
struct ToldRow<'a> {
    text: &'a str,
    line: usize,
    column: usize,
    context: &'a str,
}

#[derive(Serialize)]
struct SectionRow<'a> {
    fate: &'static str,
    /// Index of the section that it went to, came from or went into.
    other: Option<usize>,
    old: Option<SiteRow<'a>>,
    new: Option<SiteRow<'a>>,
    renumbered: bool,
    retitled: bool,
    paragraphs: Vec<ParagraphRow<'a>>,
}

#[derive(Serialize)]
struct SiteRow<'a> {
    label: &'a str,
    above: &'a [String],
    level: u8,
    line: usize,
}

#[derive(Serialize)]
struct ParagraphRow<'a> {
    lot: Lot,
    heading: bool,
    /// Where a heading became the run-in heading of a paragraph, or the other way round.
    form: Option<FormChange>,
    old_line: Option<usize>,
    new_line: Option<usize>,
    /// Nothing where the paragraph did not change.
    parts: Vec<PartRow<'a>>,
}

#[derive(Serialize)]
struct PartRow<'a> {
    kind: PartKind,
    old: &'a str,
    new: &'a str,
}

fn output<'a>(comparison: &'a Comparison, old: &Document, new: &Document) -> Output<'a> {
    fn told<'a>(told: Option<&'a Told>, document: &Document) -> Option<ToldRow<'a>> {
        told.map(|told| {
            let place = document.source_position(told.span.start);
            ToldRow { text: &told.text, line: place.line, column: place.column, context: &told.context }
        })
    }
    let fact = |change: &'a FactChange| FactRow {
        kind: change.kind,
        old: told(change.old.as_ref(), old),
        new: told(change.new.as_ref(), new),
        section: change.passage,
    };
    Output {
        same: comparison.is_same(),
        old: old.path.to_string_lossy().into_owned(),
        new: new.path.to_string_lossy().into_owned(),
        counts: comparison.counts,
        facts: comparison.facts.iter().map(fact).collect(),
        sections: comparison.passages.iter().map(|passage| section(comparison, passage)).collect(),
    }
}

fn section<'a>(comparison: &'a Comparison, passage: &'a Passage) -> SectionRow<'a> {
    fn site(site: &Site) -> SiteRow<'_> {
        SiteRow { label: &site.label, above: &site.above, level: site.level, line: site.line }
    }
    let (fate, other) = match passage.fate {
        Fate::Kept => ("kept", None),
        Fate::Moved => ("moved", None),
        Fate::Away(to) => ("away", Some(to)),
        Fate::Inserted => ("inserted", None),
        Fate::Deleted => ("deleted", None),
        Fate::Split(from) => ("split", Some(from)),
        Fate::Merged(to) => ("merged", Some(to)),
    };
    SectionRow {
        fate,
        other,
        old: passage.old.as_ref().map(site),
        new: passage.new.as_ref().map(site),
        renumbered: passage.renumbered,
        retitled: passage.retitled,
        paragraphs: passage.paragraphs.iter().map(|paragraph| self::paragraph(comparison, paragraph)).collect(),
    }
}

fn paragraph<'a>(comparison: &'a Comparison, paragraph: &Paragraph) -> ParagraphRow<'a> {
    let told = paragraph.lot != Lot::Kept || paragraph.is_changed();
    let part = |part: &crate::compare::model::Part| PartRow {
        kind: part.kind,
        old: comparison.old_text(part.old),
        new: comparison.new_text(part.new),
    };
    ParagraphRow {
        lot: paragraph.lot,
        heading: paragraph.heading,
        form: paragraph.form,
        old_line: paragraph.old.map(|stand| stand.line),
        new_line: paragraph.new.map(|stand| stand.line),
        parts: paragraph.parts.iter().filter(|_| told).map(part).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load::of_text;

    fn document(name: &str, text: &str) -> Document {
        of_text(Path::new(name), text, &Corrections::default())
    }

    fn shown(old: &str, new: &str, asked: &Asked) -> anyhow::Result<(i32, String)> {
        let mut out = Vec::new();
        let status = compare(&document("旧.txt", old), &document("新.txt", new), asked, &mut out)?;
        Ok((status, String::from_utf8(out)?))
    }

    const PLAIN: Asked = Asked { json: false, html: None, full: false, colors: false };

    #[test]
    fn signs_tell_what_colours_tell() -> anyhow::Result<()> {
        let (old, new) =
            ("今年走访群众200户\u{1b}[31m𠀀。\n", "今年走访群众350户\u{1b}[31m𠀀。\n新增的一段话e\u{301}。\n");
        let (status, plain) = shown(old, new, &PLAIN)?;
        assert_eq!(status, 1);
        assert!(
            plain.contains("走访群众[-200-]{+350+}户␛[31m𠀀。") && plain.contains("+ 新增的一段话e\u{301}。"),
            "{plain}"
        );
        assert!(plain.contains("1→1  数字  200户 → 350户") && !plain.contains('\u{1b}'), "{plain}");
        let (_, colored) = shown(old, new, &Asked { colors: true, ..PLAIN })?;
        assert!(colored.contains("\u{1b}[9;31m[-200-]\u{1b}[0m"), "{colored:?}");
        assert_eq!(shown(old, old, &PLAIN)?, (0, "没有改动\n".to_owned()));
        Ok(())
    }

    #[test]
    fn json_tells_all_of_it() -> anyhow::Result<()> {
        let (status, json) = shown("走访200户。\n", "走访350户。\n", &Asked { json: true, ..PLAIN })?;
        let value: serde_json::Value = serde_json::from_str(&json)?;
        assert_eq!((status, &value["same"]), (1, &false.into()));
        let fact = &value["facts"][0];
        assert_eq!(
            (&fact["kind"], &fact["old"]["text"], &fact["new"]["column"]),
            (&"figure".into(), &"200户".into(), &3.into())
        );
        let parts = &value["sections"][0]["paragraphs"][0]["parts"];
        assert_eq!(
            (&parts[1]["kind"], &parts[1]["old"], &parts[2]["new"]),
            (&"deleted".into(), &"200".into(), &"350".into())
        );
        Ok(())
    }

    #[test]
    fn the_page_is_not_written_over_what_is_compared() {
        let asked = Asked { html: Some("旧.txt".into()), ..PLAIN };
        assert!(shown("甲", "乙", &asked).is_err());
        let both = Asked { html: Some("-".into()), json: true, ..PLAIN };
        assert!(shown("甲", "乙", &both).is_err());
    }
}
