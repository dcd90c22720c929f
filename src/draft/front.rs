//! The block at the top of a draft that tells what its text does not: title, unit, date, target length, year, and the
//! fields of an official document. Lines of `name：value` between two lines `---`, readable by a person, never printed.
//!
//! Must not know of editors, of pages or of how the fields are set.

use crate::text::span::tail;

/// A field of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// 标题.
    Title,
    /// 单位: who signs.
    Unit,
    /// 日期: 成文日期.
    Date,
    /// 字数: the target length.
    Target,
    /// 年度.
    Year,
    /// 格式: 材料 or 公文.
    Form,
    /// 发文机关: the mark at the head of an official document.
    Office,
    /// 文号.
    Number,
    /// 签发人.
    Signer,
    /// 份号.
    Copy,
    /// 密级.
    Secrecy,
    /// 紧急程度.
    Urgency,
    /// 主送.
    To,
    /// 抄送.
    Copies,
    /// 印发机关.
    Printer,
    /// 印发日期.
    Printed,
}

/// Every field with the names it goes by, the one that is written first.
const NAMES: &[(Field, &[&str])] = &[
    (Field::Title, &["标题", "题目", "题名", "title"]),
    (Field::Unit, &["单位", "署名", "落款", "发文机关署名", "unit"]),
    (Field::Date, &["日期", "成文日期", "时间", "date"]),
    (Field::Target, &["字数", "目标字数", "字数目标", "target"]),
    (Field::Year, &["年度", "年份", "year"]),
    (Field::Form, &["格式", "版式", "profile"]),
    (Field::Office, &["发文机关", "发文机关标志"]),
    (Field::Number, &["文号", "发文字号"]),
    (Field::Signer, &["签发", "签发人"]),
    (Field::Copy, &["份号"]),
    (Field::Secrecy, &["密级", "密级和保密期限"]),
    (Field::Urgency, &["紧急", "紧急程度"]),
    (Field::To, &["主送", "主送机关"]),
    (Field::Copies, &["抄送", "抄送机关"]),
    (Field::Printer, &["印发机关"]),
    (Field::Printed, &["印发日期"]),
];

/// What a new block offers to be filled in.
const SLOTS: &[Field] = &[Field::Title, Field::Unit, Field::Date, Field::Target, Field::Year];

/// How many lines are searched for the end of the block.
const MOST_LINES: usize = 40;

/// What the block says. Fields that it does not name or leaves empty are not there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Front {
    fields: Vec<(Field, String)>,
    /// How many lines it takes at the top of the draft, its two rules included; 0 where there is no block.
    pub lines: usize,
    /// The 0-based line of the first field that is left empty, if one is.
    pub empty: Option<usize>,
}

impl Front {
    /// Reads the block at the top of `text`. A rule there that no rule follows, or between the two of which stands
    /// something other than fields, is text.
    pub fn read(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().take(MOST_LINES).enumerate();
        if !lines.next().is_some_and(|(_, line)| is_rule(line)) {
            return Self::default();
        }
        let mut front = Self::default();
        let mut known = false;
        for (at, line) in lines {
            if is_rule(line) {
                front.lines = at + 1;
                return if known { front } else { Self::default() };
            }
            if line.trim().is_empty() || line.starts_with(['#', ' ', '-']) {
                continue;
            }
            let Some((name, value)) = field(line) else { return Self::default() };
            let Some(field) = of_name(name) else { continue };
            known = true;
            if value.is_empty() {
                front.empty = front.empty.or(Some(at));
            } else if front.get(field).is_none() {
                front.fields.push((field, value.to_owned()));
            }
        }
        Self::default()
    }

    /// What `field` says, without blanks around it.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.iter().find(|(own, _)| *own == field).map(|(_, value)| value.as_str())
    }

    /// The target length in 字数, if the block names one: 3000, 3000字, 约3000.
    pub fn target(&self) -> Option<u64> {
        let value = crate::text::fold::tight(self.get(Field::Target)?);
        let digits: String =
            value.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    }

    /// Whether the block asks for the form of an official document; nothing where it does not say.
    pub fn official(&self) -> Option<bool> {
        let form = self.get(Field::Form)?;
        if form.contains("公文") || form.eq_ignore_ascii_case("official") {
            Some(true)
        } else {
            (form.contains("材料") || form.eq_ignore_ascii_case("material")).then_some(false)
        }
    }
}

/// `text` with the lines of the block made empty, so that its other lines keep their numbers.
pub fn blanked(text: &str, front: &Front) -> String {
    if front.lines == 0 {
        return text.to_owned();
    }
    let mut out = "\n".repeat(front.lines);
    out.push_str(tail(text, length(text, front)));
    out
}

/// The text below the block.
pub fn body<'t>(text: &'t str, front: &Front) -> &'t str {
    tail(text, length(text, front))
}

/// Bytes of the block, its last line feed included.
fn length(text: &str, front: &Front) -> usize {
    text.split_inclusive('\n').take(front.lines).map(str::len).sum()
}

/// A new block with its fields empty, a line feed at its end.
pub fn template() -> String {
    let name = |field: &Field| NAMES.iter().find(|(own, _)| own == field).and_then(|(_, names)| names.first());
    let mut out = "---\n".to_owned();
    for name in SLOTS.iter().filter_map(name) {
        out.push_str(name);
        out.push_str("：\n");
    }
    out.push_str("---\n");
    out
}

fn is_rule(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Name and value of a line, parted by the first colon of either width.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(['：', ':'])?;
    let name = name.trim();
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    named.then(|| (name, value.trim()))
}

fn of_name(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, names)| names.iter().any(|own| own.eq_ignore_ascii_case(name))).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_and_the_rest_is_text() {
        let text = "---\n标题：云岭市\u{3000}总结𠀀\n单位:云岭市民政局\n字数： 约３０００字\n年度：\n备注：e\u{301}\n---\n正文。";
        let front = Front::read(text);
        assert_eq!(front.get(Field::Title), Some("云岭市\u{3000}总结𠀀"));
        assert_eq!(front.get(Field::Unit), Some("云岭市民政局"));
        assert_eq!((front.target(), front.get(Field::Year), front.empty), (Some(3000), None, Some(4)));
        assert_eq!((front.lines, body(text, &front)), (7, "正文。"));
        assert_eq!(blanked(text, &front), "\n\n\n\n\n\n\n正文。");
    }

    #[test]
    fn what_is_no_block_stays_text() {
        for text in [
            "",
            "---",
            "---\n标题：甲",
            "---\n---\n",
            "---\n第一段没有冒号\n---\n",
            "---\n备注：甲\n---\n",
            "----\n标题：甲\n----\n",
            "正文\n---\n标题：甲\n---\n",
            "---\n他说，今年：好\n---\n",
        ] {
            let front = Front::read(text);
            assert_eq!(front, Front::default(), "{text:?}");
            assert_eq!((blanked(text, &front), body(text, &front)), (text.to_owned(), text));
        }
    }

    #[test]
    fn a_new_block_is_a_block() {
        let text = format!("{}正文", template());
        assert_eq!(Front::read(&text).empty, Some(1));
        // Not until one field is known can it be told from text.
        assert_eq!(body(&text, &Front::read(&text)), "正文");
    }

    #[test]
    fn the_form_is_asked_for_in_words() {
        for (form, expected) in [("公文", Some(true)), ("正式公文", Some(true)), ("材料", Some(false)), ("别的", None)]
        {
            assert_eq!(Front::read(&format!("---\n格式：{form}\n---\n")).official(), expected, "{form}");
        }
    }

    #[test]
    fn every_name_is_one_fields_own() {
        let all: Vec<&str> = NAMES.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        for name in &all {
            assert_eq!(all.iter().filter(|other| other.eq_ignore_ascii_case(name)).count(), 1, "{name}");
        }
    }
}
