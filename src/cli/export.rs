//! `wengao export`: a draft as a finished document.
//!
//! Reads any kind of file that the program reads, writes Word, plain text, Markdown or a web page.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;
use serde_json::json;

use crate::corpus::model::Document;
use crate::draft::export::build::of_document;
use crate::draft::export::title::ByDictionary;
use crate::draft::export::{FileKind, Latin, Options, Profile, bytes};
use crate::draft::front::Front;
use crate::draft::page::pages;
use crate::draft::store::{self, StoreError};
use crate::text::safe;
use crate::text::segment::Chinese;

/// What a document is printed as.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ProfileArg {
    /// 材料：标题、正文、署名、日期、页码
    Material,
    /// 公文：另有版头、版记
    Official,
}

impl From<ProfileArg> for Profile {
    fn from(profile: ProfileArg) -> Self {
        match profile {
            ProfileArg::Material => Self::Material,
            ProfileArg::Official => Self::Official,
        }
    }
}

/// Kinds of files.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum KindArg {
    /// Word 文件
    Docx,
    /// 纯文本，每行 28 字
    Txt,
    /// Markdown
    Md,
    /// 网页，打印出来是同样的版面
    Html,
}

impl From<KindArg> for FileKind {
    fn from(kind: KindArg) -> Self {
        match kind {
            KindArg::Docx => Self::Docx,
            KindArg::Txt => Self::Text,
            KindArg::Md => Self::Markdown,
            KindArg::Html => Self::Html,
        }
    }
}

/// The face of Latin letters and digits.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LatinArg {
    /// 与正文同体
    Same,
    /// Times New Roman
    Times,
}

impl From<LatinArg> for Latin {
    fn from(latin: LatinArg) -> Self {
        match latin {
            LatinArg::Same => Self::Same,
            LatinArg::Times => Self::Times,
        }
    }
}

/// What is asked for.
#[derive(Debug)]
pub struct Asked {
    /// Where to; `-` is standard output.
    pub output: PathBuf,
    /// As what kind of file, where the ending does not say.
    pub kind: Option<FileKind>,
    /// How it is finished.
    pub options: Options,
    /// A file that is there may be overwritten.
    pub force: bool,
    /// Tell what was written as JSON.
    pub json: bool,
}

/// Writes `document` and tells of it on `out`; gives the notes, for standard error.
///
/// # Errors
/// An ending that is no kind of file, a file that is there already, a disk that fails.
pub fn export(
    document: &Document,
    asked: &Asked,
    words: &Chinese,
    out: &mut impl Write,
) -> anyhow::Result<Vec<String>> {
    let to_output = asked.output == Path::new("-");
    let kind = match asked.kind.or_else(|| FileKind::of(&asked.output)) {
        Some(kind) => kind,
        None if to_output => FileKind::Text,
        None => bail!("看不出要导出成哪种文件：文件名请以 .docx、.txt、.md 或 .html 结尾，或写 --format"),
    };
    let finished = of_document(document, &Front::read(&document.text), &asked.options);
    let words = ByDictionary(words);
    let bytes = bytes(&finished, kind, asked.options.latin, &words).map_err(anyhow::Error::msg)?;
    if to_output {
        if asked.json {
            bail!("文件写到标准输出时，不能再输出 JSON");
        }
        out.write_all(&bytes)?;
        out.flush()?;
        return Ok(finished.notes);
    }
    // Not even by force: the draft itself is never written over.
    if asked.output.canonicalize().is_ok_and(|to| document.path.canonicalize().is_ok_and(|own| own == to)) {
        bail!("{} 就是草稿自己，请换个名字", safe::line(&asked.output.to_string_lossy()));
    }
    match store::write_new(&asked.output, &bytes, asked.force) {
        Ok(()) => {}
        Err(StoreError::Exists { .. }) => {
            bail!("{} 已经存在，没有覆盖；要覆盖请加 --force", safe::line(&asked.output.to_string_lossy()))
        }
        Err(error) => return Err(error).context("没有导出"),
    }
    let count = pages(&finished, &words).len();
    let name = asked.output.to_string_lossy();
    if asked.json {
        let profile = if finished.profile == Profile::Official { "official" } else { "material" };
        let value = json!({ "path": name, "profile": profile, "pages": count, "notes": finished.notes });
        writeln!(out, "{}", safe::json(&value.to_string()))?;
        return Ok(Vec::new());
    }
    writeln!(out, "已导出 {}，约 {count} 页", safe::line(&name))?;
    Ok(finished.notes)
}
