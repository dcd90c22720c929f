//! What a person should know of a document that is written: where it does not follow what GB/T 9704—2012 states as a
//! rule (规定), and what could not be printed. Nothing is changed by it.
//!
//! Must not know how parts are set.

use super::model::{Block, Fields, Kind};
use super::{Profile, date};
use crate::draft::slot;
use crate::text::safe;
use crate::text::span::first_chars;

/// How much of a text a note shows, in characters.
const SHOWN: usize = 20;

fn shown(text: &str) -> String {
    let first = first_chars(text, SHOWN);
    let more = if first.len() < text.len() { "……" } else { "" };
    format!("“{}{more}”", safe::line(first))
}

/// A line that looks like what a web page leaves.
pub(super) fn debris(line: usize, text: &str) -> String {
    format!("第 {line} 行像网页残留，照排了：{}", shown(text))
}

/// Characters that cannot be printed were left out.
pub(super) fn dropped(count: usize) -> String {
    format!("去掉了 {count} 个不能印出来的控制字符")
}

/// The block of the draft says something else than its text.
pub(super) fn replaced(what: &str, own: &str, said: &str) -> String {
    format!("正文里的{what}是{}，按稿首说明排成{}", shown(own), shown(said))
}

/// How notes about the date begin.
const OF_DATE: &str = "日期";

/// Whether a note is about how the date is written.
pub(super) fn is_of_date(note: &str) -> bool {
    note.starts_with(OF_DATE)
}

/// Adds a note for every rule that the parts do not follow.
pub(super) fn of_rules(notes: &mut Vec<String>, blocks: &[Block], fields: &Fields, profile: Profile) {
    let has = |kind: Kind| blocks.iter().any(|block| block.kind == kind);
    if !has(Kind::Title) {
        notes.push("没有认出标题；可在稿首说明里写“标题：…”".to_owned());
    }
    let slots: usize = blocks.iter().map(|block| slot::count(&block.text)).sum();
    if slots > 0 {
        notes.push(format!("还有 {slots} 个空位【】没有填，照样排出来了"));
    }
    for block in blocks {
        match block.kind {
            Kind::Date => notes.extend(of_date(&block.text)),
            Kind::Attachments if block.text.ends_with(['。', '；', '，', '、', ';', ',']) => {
                notes.push(format!("附件名称后有标点，国标规定不加（7.3.4）：{}", shown(&block.text)));
            }
            Kind::Attachments if block.text.starts_with("附件:") => {
                notes.push(format!("“附件”后是半角冒号，国标规定用全角冒号（7.3.4）：{}", shown(&block.text)));
            }
            Kind::Addressee if profile == Profile::Official && !block.text.ends_with('：') => {
                notes.push(format!("主送机关后不是全角冒号，国标规定用全角冒号（7.3.2）：{}", shown(&block.text)));
            }
            _ => {}
        }
    }
    if profile == Profile::Official {
        official(notes, blocks, fields);
    }
}

fn of_date(text: &str) -> Option<String> {
    let Some(by_rule) = date::by_rule(text) else {
        return Some(format!("{OF_DATE}没有写全年、月、日，国标规定写全（7.3.5.4）：{}", shown(text)));
    };
    let why = if by_rule == text {
        return None;
    } else if text.contains(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']) {
        "写成了汉字数字，国标规定用阿拉伯数字"
    } else if text.contains('年') {
        "的写法与国标规定不同：用半角阿拉伯数字，月、日不编虚位"
    } else {
        "没有写成“年月日”，国标规定标全年、月、日"
    };
    Some(format!("{OF_DATE}{why}（7.3.5.4）：{}，宜作{}", shown(text), shown(&by_rule)))
}

fn official(notes: &mut Vec<String>, blocks: &[Block], fields: &Fields) {
    let missing = |notes: &mut Vec<String>, what: &str| {
        notes.push(format!("公文没有{what}，没有排；可在稿首说明里写“{what}：…”"));
    };
    if fields.office.is_empty() {
        missing(notes, "发文机关");
    }
    if fields.number.is_empty() {
        missing(notes, "文号");
    } else if let Some(why) = number(&fields.number) {
        notes.push(format!("文号{why}（7.2.5）：{}", shown(&fields.number)));
    }
    if !blocks.iter().any(|block| block.kind == Kind::Addressee) {
        missing(notes, "主送");
    }
    if !blocks.iter().any(|block| block.kind == Kind::Date) {
        missing(notes, "日期");
    }
    if !fields.copies.is_empty() && !fields.copies.ends_with('。') {
        notes.push("抄送机关后补了句号（7.4）".to_owned());
    }
}

/// Why a document number is not as the standard states it: 青政发〔2024〕5号.
fn number(text: &str) -> Option<&'static str> {
    let Some((_, rest)) = text.split_once('〔') else {
        return Some("的年份没有用六角括号〔〕，国标规定用");
    };
    let Some((year, serial)) = rest.split_once('〕') else {
        return Some("的年份没有用六角括号〔〕，国标规定用");
    };
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return Some("的年份没有标全，国标规定标全");
    }
    let serial = serial.trim();
    (serial.starts_with('0') || serial.starts_with('第')).then_some("的顺序号加了“第”或编了虚位，国标规定不加、不编")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_by_what_is_wrong() {
        let told = |text: &str| of_date(text).unwrap_or_default();
        assert_eq!(told("2024年7月1日"), "");
        assert!(told("二〇二四年七月一日").contains("汉字数字"));
        assert!(told("2024年07月01日").contains("虚位"));
        assert!(told("2024-7-1").contains("年月日"));
        assert!(told("2024年7月").contains("没有写全"));
        assert!(is_of_date(&told("2024年7月")));
    }

    #[test]
    fn document_numbers_are_told_by_what_is_wrong() {
        assert_eq!(number("青政发〔2024〕5号"), None);
        assert!(number("青政发[2024]5号").is_some_and(|why| why.contains("六角")));
        assert!(number("青政发〔24〕5号").is_some_and(|why| why.contains("标全")));
        assert!(number("青政发〔2024〕05号").is_some_and(|why| why.contains("虚位")));
        assert!(number("青政发〔2024〕第5号").is_some_and(|why| why.contains("第")));
    }
}
