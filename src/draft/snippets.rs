//! Snippets: texts that are written again and again, with slots `【…】` to fill in.
//!
//! The built-in ones are for a summary. Must not know where a person's own are kept, nor what day it is.

use serde::{Deserialize, Serialize};

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

#[cfg(test)]
mod tests {
    use super::*;

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
