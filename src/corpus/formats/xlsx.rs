//! Excel workbooks: the sheets in order, each under its name, rows as lines with their cells joined by tabs.
//!
//! Out of a bounded archive. No table of rows by columns is ever laid out: a cell at the far corner of an empty sheet
//! costs one cell. Must not know what the tables are about.

mod dates;
mod pattern;
mod sheet;
mod styles;

use std::collections::HashMap;

use super::archive::{Archive, holds};
use super::lines::{Line, finish};
use super::relations::{relations, relations_of, resolve};
use super::xml::{Node, Xml, attribute, split_name};
use super::{Content, Source};
use crate::corpus::model::Hint;
use crate::text::decode::{ZIP_MAGIC, foreign};
use sheet::Sheet;
use styles::Styles;

/// Where the workbook is when no relation tells.
const USUAL: &str = "xl/workbook.xml";

/// Whether the bytes are a workbook, whatever the file's name.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    holds(bytes, USUAL)
}

/// A sheet as the workbook names it.
#[derive(Debug, Default)]
struct Named {
    name: String,
    id: String,
    hidden: bool,
}

#[derive(Debug, Default)]
struct Workbook {
    sheets: Vec<Named>,
    /// Days are counted from 1904.
    from_1904: bool,
}

/// Reads a workbook.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    if !source.bytes.starts_with(ZIP_MAGIC) {
        let what =
            foreign(source.bytes).unwrap_or("文件名说是 xlsx，内容却不是 Excel 表格；请用 Excel 或 WPS 重新保存");
        return Err(what.to_owned());
    }
    let mut archive = Archive::open(source.bytes, source.max_expanded, "xlsx")?;
    let Some(text) = archive.text(USUAL)? else { return Err(archive.what_else().to_owned()) };
    let workbook = workbook(&text).map_err(|e| damaged(USUAL, &e))?;
    let targets: HashMap<String, (String, String)> = match archive.text(&relations_of(USUAL))? {
        Some(text) => {
            let relations = relations(&text).map_err(|e| damaged("workbook.xml.rels", &e))?;
            relations.into_iter().map(|r| (r.id, (r.kind, resolve("xl", &r.target)))).collect()
        }
        None => HashMap::new(),
    };
    let part = |kind: &str| targets.values().find(|(k, _)| k == kind).map(|(_, target)| target.clone());
    let strings = part("sharedStrings").unwrap_or_else(|| "xl/sharedStrings.xml".to_owned());
    let strings = match archive.text(&strings)? {
        Some(text) => sheet::strings(&text).map_err(|e| damaged(&strings, &e))?,
        None => Vec::new(),
    };
    let styles = part("styles").unwrap_or_else(|| "xl/styles.xml".to_owned());
    let styles = match archive.text(&styles)? {
        Some(text) => Styles::read(&text, workbook.from_1904).map_err(|e| damaged(&styles, &e))?,
        None => Styles::new(workbook.from_1904),
    };
    let mut sheet = Sheet::new(&strings, &styles);
    let (mut hidden, mut missing) = (Vec::new(), Vec::new());
    let shown = workbook.sheets.iter().filter(|sheet| !sheet.hidden).count();
    let mut lines: Vec<Line> = Vec::new();
    for named in &workbook.sheets {
        if named.hidden {
            hidden.push(named.name.as_str());
            continue;
        }
        let target = targets.get(&named.id).filter(|(kind, _)| kind == "worksheet").map(|(_, target)| target);
        let Some(target) = target else { continue };
        let Some(text) = archive.text(target)? else {
            missing.push(named.name.as_str());
            continue;
        };
        let rows = sheet.read(&text).map_err(|e| damaged(target, &e))?;
        // The name that a new workbook gives its only sheet says nothing.
        let telling = shown > 1 || !is_given(&named.name);
        if telling && !rows.is_empty() {
            lines.push(Line { text: named.name.clone(), hints: vec![Hint::Heading(1)], ..Line::default() });
        }
        lines.extend(rows);
    }
    let mut notes = Vec::new();
    if !hidden.is_empty() {
        notes.push(format!("没有读隐藏的工作表：{}；要读请先取消隐藏", hidden.join("、")));
    }
    if !missing.is_empty() {
        notes.push(format!("工作簿里缺少工作表：{}；请用 Excel 或 WPS 重新保存", missing.join("、")));
    }
    Ok(Content { extracted: finish(&lines), encoding: "UTF-8", guessed: false, notes })
}

fn workbook(text: &str) -> Result<Workbook, String> {
    let mut xml = Xml::new(text);
    let mut workbook = Workbook::default();
    while let Some(node) = xml.next()? {
        let Node::Start(tag) = node else { continue };
        let value = |name: &str| attribute(&tag, name).unwrap_or_default().into_owned();
        match split_name(tag.name().into_inner()).1 {
            "workbookPr" => workbook.from_1904 = matches!(value("date1904").as_str(), "1" | "true"),
            "sheet" => {
                let hidden = matches!(value("state").as_str(), "hidden" | "veryHidden");
                workbook.sheets.push(Named { name: value("name"), id: value("id"), hidden });
            }
            _ => {}
        }
    }
    Ok(workbook)
}

/// Whether a sheet has the name that new sheets are given.
fn is_given(name: &str) -> bool {
    ["Sheet", "工作表"]
        .iter()
        .any(|given| name.strip_prefix(given).is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit())))
}

fn damaged(part: &str, reason: &str) -> String {
    format!("xlsx 的 {part} 读不了：{reason}")
}

#[cfg(test)]
mod tests;
