//! Snippets: texts that are written again and again, with slots `【…】` to fill in.
//!
//! The built-in ones are for a summary. Must not know where a person's own are kept, nor what day it is.

use serde::{Deserialize, Serialize};

use super::buffer::{Buffer, Pos, PosSpan};
use crate::text::span;

/// A snippet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    /// What it is called.
    pub name: String,
    /// Letters that stand for it; may be empty.
    #[serde(default)]
    pub abbreviation: String,
    /// Its text: `【…】` is a slot, `{今天}` becomes the day.
    pub text: String,
}

/// What the program brings.
const BUILT_IN: &[(&str, &str, &str)] = &[
    (
        "开头",
        "kt",
        "【今年】以来，【单位】认真贯彻落实【上级部署】，紧紧围绕【中心任务】，突出【重点】，较好完成了各项工作。现将有关情况报告如下：",
    ),
    ("主要做法", "zyzf", "（一）【做法】。【怎样做】，【做了多少】，【见到什么成效】。"),
    ("工作成效", "gzcx", "截至【时间】，共【做了什么】【数量】，同比【升降】【百分比】，【群众评价】。"),
    (
        "存在问题",
        "czwt",
        "在肯定成绩的同时，也要看到工作中还有不足：一是【问题】，主要表现在【表现】；二是【问题】；三是【问题】。",
    ),
    (
        "下一步打算",
        "xybds",
        "下一步，【单位】将重点做好以下工作：一是【打算】，在【时限】前【目标】；二是【打算】；三是【打算】。",
    ),
    ("结尾", "jw", "以上报告，请审示。"),
    ("落款", "lk", "【单位】\n{今天}"),
];

/// A person's own snippets and, behind them, the built-in ones that have no namesake among them.
pub fn with_built_in(own: Vec<Snippet>) -> Vec<Snippet> {
    let mut all = own;
    for (name, abbreviation, text) in BUILT_IN {
        if all.iter().all(|snippet| snippet.name != *name) {
            all.push(Snippet {
                name: (*name).to_owned(),
                abbreviation: (*abbreviation).to_owned(),
                text: (*text).to_owned(),
            });
        }
    }
    all
}

impl Snippet {
    /// Its text on a day that is written like 2026-11-26.
    pub fn on(&self, day: &str) -> String {
        let mut parts = day.split('-').map(|part| part.trim_start_matches('0'));
        let written = match (parts.next(), parts.next(), parts.next()) {
            (Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
            _ => day.to_owned(),
        };
        self.text.replace("{今天}", &written)
    }
}

/// The next slot at `from` or behind it, round the end of the text.
pub fn next_slot(buffer: &Buffer, from: Pos) -> Option<PosSpan> {
    let count = buffer.count();
    let first = from.paragraph.min(count.saturating_sub(1));
    let rest = (first + 1..count).chain(0..=first);
    slot(buffer.paragraph(first), from.byte)
        .map(|found| (first, found))
        .or_else(|| rest.into_iter().find_map(|paragraph| Some((paragraph, slot(buffer.paragraph(paragraph), 0)?))))
        .map(|(paragraph, (start, end))| PosSpan { start: Pos::new(paragraph, start), end: Pos::new(paragraph, end) })
}

/// The bytes of the first slot of `text` that begins at `from` or behind it.
fn slot(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + span::tail(text, from).find('【')?;
    let inner = span::tail(text, start + '【'.len_utf8());
    let end = inner.find('】')?;
    // 【甲【乙】: the inner one is the slot.
    let open = span::head(inner, end).rfind('【');
    let start = open.map_or(start, |open| start + '【'.len_utf8() + open);
    let length = span::tail(text, start).find('】')?;
    Some((start, start + length + '】'.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_come_one_after_the_other_and_round() {
        let buffer = Buffer::from_text("【今年】以来\n𠀀【单位】【甲【重点】");
        let texts = |from| next_slot(&buffer, from).map(|span| buffer.slice(span));
        assert_eq!(texts(Pos::default()).as_deref(), Some("【今年】"));
        assert_eq!(texts(Pos::new(0, 3)).as_deref(), Some("【单位】"));
        assert_eq!(texts(Pos::new(1, 16)).as_deref(), Some("【重点】"));
        assert_eq!(texts(Pos::new(1, 30)).as_deref(), Some("【今年】"));
        assert_eq!(next_slot(&Buffer::from_text("没有【"), Pos::default()), None);
        assert_eq!(next_slot(&Buffer::default(), Pos::new(7, 7)), None);
    }

    #[test]
    fn a_day_is_written_as_in_a_signature() {
        let all =
            with_built_in(vec![Snippet {
                name: "结尾".into(), abbreviation: String::new(), text: "专此。".into()
            }]);
        let text = |name: &str| all.iter().find(|snippet| snippet.name == name).map(|snippet| snippet.on("2026-09-06"));
        assert_eq!(text("落款").as_deref(), Some("【单位】\n2026年9月6日"));
        assert_eq!(text("结尾").as_deref(), Some("专此。"));
        assert_eq!(all.iter().filter(|snippet| snippet.name == "结尾").count(), 1);
    }

    #[test]
    fn abbreviations_are_letters_and_differ() {
        let all = with_built_in(Vec::new());
        let short: std::collections::HashSet<&str> = all.iter().map(|snippet| snippet.abbreviation.as_str()).collect();
        assert_eq!(short.len(), all.len());
        assert!(short.iter().all(|letters| letters.len() > 1 && letters.bytes().all(|b| b.is_ascii_lowercase())));
    }
}
