//! Markdown: the title as #, headings that stand alone as ## and below, a heading that runs in as bold words.
//!
//! Whatever of the text would be a mark of Markdown is escaped. Must not know of files.

use super::Profile;
use super::model::{Block, Finished, Kind};
use super::plain::foot_lines;
use crate::text::span::{ByteSpan, head, slice, tail};

/// The deepest heading that Markdown has.
const DEEPEST: u8 = 6;

/// Marks that end the words of a heading and are not part of them.
const FINAL: &[char] = &['。', '．', '.', '；', ';', '：', ':', '！', '!', '？', '?', ' ', '\u{3000}'];

/// The text of the document.
pub fn text(document: &Finished) -> String {
    let mut parts: Vec<String> = Vec::new();
    if document.profile == Profile::Official {
        let fields = &document.fields;
        let signer = if fields.signer.is_empty() { String::new() } else { format!("签发人：{}", fields.signer) };
        for text in [&fields.copy, &fields.secrecy, &fields.urgency, &fields.office, &fields.number, &signer] {
            parts.push(escaped(text));
        }
    }
    parts.extend(document.blocks.iter().map(part));
    if document.profile == Profile::Official {
        parts.extend(foot_lines(document).iter().map(|line| escaped(line)));
    }
    parts.retain(|part| !part.is_empty());
    let mut out = parts.join("\n\n");
    out.push('\n');
    out
}

fn part(block: &Block) -> String {
    match block.kind {
        Kind::Title => format!("# {}", escaped(&block.text)),
        Kind::AnnexTitle => format!("## {}", escaped(&block.text)),
        Kind::Heading(level) if !block.runs_in() && block.heads.len() == 1 => {
            let marks = "#".repeat(usize::from((level + 1).min(DEEPEST)));
            format!("{marks} {}", escaped(&block.text))
        }
        _ => run(block),
    }
}

/// A paragraph with its headings in bold. The mark that ends a heading stands behind the bold words: between it and the
/// text Markdown would not see where they end.
fn run(block: &Block) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (span, _) in &block.heads {
        let span = ByteSpan::new(span.start.max(at), span.end);
        let words = slice(&block.text, span);
        let kept = words.trim_end_matches(FINAL).len();
        if kept == 0 {
            continue;
        }
        out.push_str(&inner(slice(&block.text, ByteSpan::new(at, span.start))));
        out.push_str(&format!("**{}**", inner(head(words, kept))));
        at = span.start + kept;
    }
    if at == 0 {
        return escaped(&block.text);
    }
    out.push_str(&inner(tail(&block.text, at)));
    out
}

/// A whole paragraph, safe also where its beginning would open a list, a heading or a rule.
fn escaped(text: &str) -> String {
    let body = inner(text);
    let digits = body.chars().take_while(char::is_ascii_digit).count();
    if digits > 0 && tail(&body, digits).starts_with(['.', ')']) {
        return format!("{}\\{}", head(&body, digits), tail(&body, digits));
    }
    if body.starts_with(['#', '+', '-', '=', '>', ':']) { format!("\\{body}") } else { body }
}

/// Text within a line, its marks escaped.
fn inner(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '~' | '|' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_the_text_are_no_marks_of_markdown() {
        for (text, expected) in [
            ("1. 甲*乙*", "1\\. 甲\\*乙\\*"),
            ("12)甲", "12\\)甲"),
            ("# 甲", "\\# 甲"),
            ("- 甲_𠀀", "\\- 甲\\_𠀀"),
            ("---", "\\---"),
            ("<b>&amp;", "\\<b>\\&amp;"),
            ("a|b", "a\\|b"),
            ("创城e\u{301}", "创城e\u{301}"),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_that_runs_in_is_bold_up_to_its_mark() {
        let text = "（一）建章。往下。";
        let end = text.find('往').unwrap_or(0);
        let block = Block { heads: vec![(ByteSpan::new(0, end), 2)], ..Block::new(Kind::Heading(2), text, 1) };
        assert_eq!(part(&block), "**（一）建章**。往下。");
    }
}
