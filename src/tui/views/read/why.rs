//! Why a line was taken for what it is: every reason that is known of it, as rows of words.

use super::roles;
use crate::corpus::correction::Verdict;
use crate::corpus::model::{Document, Piece, Section};
use crate::corpus::split::matter::Matter;
use crate::stats::report::{Language, Words};
use crate::text::span::first_chars;

/// How many characters of a line stand for it.
const QUOTED: usize = 32;

/// The rows about the 1-based line, the line itself first.
pub fn rows(document: &Document, line: usize, lang: Language) -> Vec<(String, String)> {
    let mut out = vec![(String::new(), quoted(document, line, QUOTED))];
    let mut put = |label: Words, text: String| out.push((lang.of(label).to_owned(), text));
    let piece = document.pieces.iter().rfind(|piece| piece.start_line <= line && line <= piece.end_line);
    put(TAKEN, taken(document, line, lang));
    if let Ok(at) = document.noise.binary_search_by_key(&line, |noise| noise.line) {
        let noise = document.noise.get(at);
        put(WHY, noise.map_or_else(String::new, |noise| format!("{}：{}", noise.what, noise.why)));
    } else if let Some(piece) = piece {
        for section in sections(piece, line) {
            put(WHY, reason(section.why.id(), &section.why, lang));
            put(LEVEL, reason(section.nesting.id(), &section.nesting, lang));
            let unknown = || lang.of(Words::new("看不出", "none found")).to_owned();
            put(ROLE, section.role.as_ref().map_or_else(unknown, |found| role(found.role, &found.reason, lang)));
        }
        if let Ok(at) = piece.refused.binary_search_by_key(&line, |(line, _)| *line) {
            put(WHY, piece.refused.get(at).map_or_else(String::new, |(_, why)| reason(why.id(), why, lang)));
        }
        if piece.start_line == line {
            let begins = lang.of(Words::new("由此起为一篇：", "begins here: "));
            put(BEGINS, format!("{begins}{}", reason(piece.begins.id(), &piece.begins, lang)));
        }
        if sections(piece, line).next().is_none() && piece.matter_of(line).is_none() {
            let above = piece.sections.iter().rfind(|section| section.line < line);
            put(UNDER, above.map_or_else(|| piece.title.clone(), Section::label));
        }
    }
    let said: Vec<String> = document.said.of(line).iter().map(|verdict| verdict_words(*verdict, lang)).collect();
    if !said.is_empty() {
        let sep = if lang == Language::Chinese { "，" } else { ", " };
        put(SAID, said.join(sep));
    }
    out
}

/// A reason: its words are Chinese; for others its name stands before them.
fn reason(id: &str, words: &dyn std::fmt::Display, lang: Language) -> String {
    if lang == Language::Chinese { words.to_string() } else { format!("{id} ({words})") }
}

/// At most `most` characters of the beginning of a line, as a quotation.
pub fn quoted(document: &Document, line: usize, most: usize) -> String {
    let whole = document.lines.line(&document.text, line).trim();
    let start = first_chars(whole, most);
    if start.len() < whole.len() { format!("{start}…") } else { start.to_owned() }
}

/// What the line was taken for, in a few words.
pub fn taken(document: &Document, line: usize, lang: Language) -> String {
    let of = |words: Words| lang.of(words).to_owned();
    if document.is_noise(line) {
        return of(Words::new("网页杂质", "web debris"));
    }
    let piece = document.pieces.iter().rfind(|piece| piece.start_line <= line && line <= piece.end_line);
    let Some(piece) = piece else { return of(Words::new("篇外的文字", "text outside the pieces")) };
    let headings: Vec<String> = sections(piece, line)
        .map(|section| match (lang, section.run_in) {
            (Language::Chinese, false) => format!("{} 级标题", section.level),
            (Language::Chinese, true) => format!("{} 级段首标题", section.level),
            (Language::English, false) => format!("heading, level {}", section.level),
            (Language::English, true) => format!("run-in heading, level {}", section.level),
        })
        .collect();
    if !headings.is_empty() {
        return headings.join(if lang == Language::Chinese { "、" } else { "; " });
    }
    match piece.matter_of(line) {
        Some(matter) => of(matter_words(matter)),
        None if piece.refused.iter().any(|(refused, _)| *refused == line) => {
            of(Words::new("正文，不是标题", "text, no heading"))
        }
        None => of(Words::new("正文", "text")),
    }
}

/// A role with its reason.
pub fn role(role: crate::corpus::role::Role, reason: &crate::corpus::role::Reason, lang: Language) -> String {
    let sep = if lang == Language::Chinese { "：" } else { ": " };
    format!("{}{sep}{reason}", lang.of(roles::words(role)))
}

/// What a person said, in a few words.
pub fn verdict_words(verdict: Verdict, lang: Language) -> String {
    let of = |words: Words| lang.of(words).to_owned();
    match (verdict, lang) {
        (Verdict::Heading(level), Language::Chinese) => format!("定为 {level} 级标题"),
        (Verdict::Heading(level), Language::English) => format!("a heading of level {level}"),
        (Verdict::Body, _) => of(Words::new("不算标题", "no heading")),
        (Verdict::Split, _) => of(Words::new("从此分篇", "a piece begins here")),
        (Verdict::Joined, _) => of(Words::new("与上篇合并", "no piece begins here")),
        (Verdict::Debris, _) => of(Words::new("定为网页杂质", "web debris")),
        (Verdict::Text, _) => of(Words::new("不算杂质", "no web debris")),
        (Verdict::Role(None), _) => of(Words::new("不算任何角色", "no role")),
        (Verdict::Role(Some(role)), Language::Chinese) => format!("角色定为“{}”", role.id()),
        (Verdict::Role(Some(role)), Language::English) => format!("role {}", roles::words(role).en),
    }
}

fn sections(piece: &Piece, line: usize) -> impl Iterator<Item = &Section> {
    piece.sections.iter().filter(move |section| section.line == line)
}

const fn matter_words(matter: Matter) -> Words {
    let en = match matter {
        Matter::Title => "title",
        Matter::Number => "document number",
        Matter::Addressee => "addressee",
        Matter::Author => "author",
        Matter::Contents => "table of contents",
        Matter::Attachments => "list of attachments",
        Matter::Note => "note",
        Matter::Signature => "signature",
        Matter::Date => "date",
    };
    Words::new(matter.word(), en)
}

const TAKEN: Words = Words::new("认作", "taken for");
const WHY: Words = Words::new("依据", "because");
const LEVEL: Words = Words::new("定级", "level");
/// What a role is called by.
pub const ROLE: Words = Words::new("角色", "role");
const BEGINS: Words = Words::new("分篇", "piece");
const UNDER: Words = Words::new("所在", "under");
const SAID: Words = Words::new("更正", "by hand");
