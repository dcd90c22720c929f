//! Mail: the subject as title, who wrote to whom and when, and the text; attachments are named and not read.
//!
//! Must not know how messages are put together.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use super::lines::{Count, Line, finish};
use super::mime::{self, Header, Part};
use super::{Content, Source, damage, html};
use crate::corpus::model::{Extracted, Hint};
use crate::text::decode::{Decoded, LineEnds, decode, decode_strictly, foreign};

/// The fields that are shown, with what they are called.
const SHOWN: &[(&str, &str)] = &[("from", "发件人"), ("to", "收件人"), ("cc", "抄送"), ("date", "日期")];

/// The encodings that a part is believed to be in when it says so.
const EAST: &[&Encoding] = &[UTF_8, GB18030, BIG5, SHIFT_JIS, EUC_JP, EUC_KR, ISO_2022_JP, UTF_16LE, UTF_16BE];

/// Reads a mail.
pub(super) fn extract(source: &Source) -> Result<Content, String> {
    if let Some(reason) = foreign(source.bytes) {
        return Err(reason.to_owned());
    }
    let (header, parts, more) = mime::read(source.bytes);
    if header.count == 0 {
        return Err("文件名说是邮件，内容却没有邮件头；是文本请把扩展名改成 .txt".to_owned());
    }
    let mut content = Content { encoding: "UTF-8", ..Content::default() };
    let (mut lines, mut count) = (Vec::new(), Count::default());
    let several = parts.iter().any(|part| part.opens);
    announce(&header, several, &mut lines);
    let mut files = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if part.opens {
            announce(&part.header, several, &mut lines);
        }
        match wanted(part) {
            Wanted::Nothing => {}
            Wanted::File(name) => files.push(name),
            Wanted::Text => {
                // Of alternatives the last that can be read is the best.
                let better = |other: &Part| other.choice == part.choice && matches!(wanted(other), Wanted::Text);
                if part.choice.is_some() && parts.iter().skip(at + 1).any(better) {
                    continue;
                }
                let found = text_of(part, source)?;
                content.notes.extend(damage(&found));
                content.guessed |= found.guessed;
                content.encoding = found.encoding;
                let own = body(part, &found.text);
                count.add(own.len());
                count.check()?;
                lines.extend(own);
            }
        }
    }
    if !files.is_empty() {
        content.notes.push(format!("附件没有读：{}；要读请先另存出来", files.join("、")));
    }
    if more {
        content.notes.push("邮件的部分太多，后面的没有读；请拆分后再打开".to_owned());
    }
    content.extracted = finish(&lines);
    Ok(content)
}

/// What is done with a part.
enum Wanted {
    Text,
    File(String),
    Nothing,
}

fn wanted(part: &Part<'_>) -> Wanted {
    let header = &part.header;
    let is_text = matches!(header.kind.as_str(), "text/plain" | "text/html" | "text") && header.file.is_none();
    match &header.file {
        _ if is_text && header.disposition != "attachment" => Wanted::Text,
        Some(name) if !name.trim().is_empty() => Wanted::File(name.trim().to_owned()),
        _ if header.kind.starts_with("multipart/") => Wanted::Nothing,
        _ if header.disposition == "attachment" || !header.kind.starts_with("text/") => {
            Wanted::File(format!("未命名（{}）", header.kind))
        }
        _ => Wanted::Nothing,
    }
}

/// The lines that a message begins with.
fn announce(header: &Header, several: bool, lines: &mut Vec<Line>) {
    let mut hints = vec![Hint::Title];
    if several {
        hints.insert(0, Hint::PieceStart);
    }
    let subject = header.field("subject").unwrap_or("无主题");
    lines.push(Line { text: subject.to_owned(), hints, ..Line::default() });
    for (name, called) in SHOWN {
        if let Some(value) = header.field(name) {
            let value = if *name == "date" { mime::date(value) } else { value.to_owned() };
            lines.push(Line { text: format!("{called}：{value}"), hints: vec![Hint::Chrome], ..Line::default() });
        }
    }
}

/// The lines of a part's text.
fn body(part: &Part<'_>, text: &str) -> Vec<Line> {
    if part.header.kind == "text/html" {
        return lines_of(&html::lines_of(text));
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut goes_on = false;
    for row in text.lines() {
        match lines.last_mut().filter(|_| goes_on && !row.is_empty()) {
            Some(line) => line.text.push_str(row),
            None => lines.push(Line { text: row.to_owned(), ..Line::default() }),
        }
        // The line before a signature ends in a blank and is no broken one.
        goes_on = part.header.flowed && row.ends_with(' ') && row != "-- ";
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// Lines with the hints of each.
fn lines_of(extracted: &Extracted) -> Vec<Line> {
    let mut hints = extracted.hints.iter().peekable();
    let rows = extracted.text.lines().zip(1..);
    rows.map(|(text, number)| {
        let mut own = Vec::new();
        while let Some((_, hint)) = hints.next_if(|(line, _)| *line <= number) {
            // The title of a mail is its subject.
            own.push(if *hint == Hint::Title { Hint::Heading(1) } else { *hint });
        }
        Line { text: text.to_owned(), hints: own, ..Line::default() }
    })
    .collect()
}

/// The text of a part: in the encoding asked for, or the one it names if every byte agrees, or as it is found.
pub(super) fn text_of(part: &Part<'_>, source: &Source) -> Result<Decoded, String> {
    let bytes = part.bytes();
    // Mail that says nothing better than Latin of Chinese text is common.
    let named = part.header.charset.as_deref().and_then(mime::encoding).filter(|named| EAST.contains(named));
    let named = named.filter(|_| source.encoding.is_none());
    let strict = named.and_then(|encoding| Some((encoding, decode_strictly(&bytes, encoding)?)));
    let Some((encoding, text)) = strict else {
        return decode(&bytes, source.encoding).map_err(|reason| reason.to_string());
    };
    Ok(Decoded {
        text: text.replace("\r\n", "\n"),
        encoding: encoding.name(),
        guessed: false,
        damaged: 0,
        had_bom: false,
        line_ends: LineEnds::Mixed,
    })
}

#[cfg(test)]
mod tests;
