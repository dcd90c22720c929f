//! What kind of piece a title announces: the same heading means one thing in a summary and another in a plan.

use serde::{Deserialize, Serialize};

use crate::text::span::head;

/// The kinds that matter for roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Looks back: 总结, 报告, 汇报, 简报.
    Summary,
    /// Looks ahead: 方案, 计划, 意见, 预案.
    Plan,
    /// Hands down demands: 通知, 讲话.
    Notice,
    /// Lays down rules: 办法, 条例.
    Rule,
    /// Anything else.
    Other,
}

/// Words of titles; the last one in a title decides, the earlier row where two end at the same place.
const WORDS: &[(&str, Kind)] = &[
    ("总结", Kind::Summary),
    ("小结", Kind::Summary),
    ("报告", Kind::Summary),
    ("汇报", Kind::Summary),
    ("述职", Kind::Summary),
    ("回顾", Kind::Summary),
    ("简报", Kind::Summary),
    ("专报", Kind::Summary),
    ("简讯", Kind::Summary),
    ("信息", Kind::Summary),
    ("通报", Kind::Summary),
    ("纪要", Kind::Summary),
    ("经验", Kind::Summary),
    ("材料", Kind::Summary),
    ("做法", Kind::Summary),
    ("成效", Kind::Summary),
    ("情况", Kind::Summary),
    ("举措", Kind::Summary),
    ("方案", Kind::Plan),
    ("计划", Kind::Plan),
    ("规划", Kind::Plan),
    ("纲要", Kind::Plan),
    ("要点", Kind::Plan),
    ("预案", Kind::Plan),
    ("意见", Kind::Plan),
    ("安排", Kind::Plan),
    ("措施", Kind::Plan),
    ("实事", Kind::Plan),
    ("打算", Kind::Plan),
    ("通知", Kind::Notice),
    ("讲话", Kind::Notice),
    ("致辞", Kind::Notice),
    ("倡议", Kind::Notice),
    ("决定", Kind::Notice),
    ("函", Kind::Notice),
    ("办法", Kind::Rule),
    ("规定", Kind::Rule),
    ("条例", Kind::Rule),
    ("细则", Kind::Rule),
    ("章程", Kind::Rule),
    ("公约", Kind::Rule),
    ("解释", Kind::Other),
];

impl Kind {
    /// The kind that `title` announces. A summary that goes on to a plan is a summary.
    pub fn of(title: &str) -> Self {
        let ends = title.char_indices().rev().map(|(at, c)| head(title, at + c.len_utf8()));
        let found = |text: &str| WORDS.iter().find(|(word, _)| text.ends_with(word)).map(|(_, kind)| *kind);
        let last = ends.into_iter().find_map(found).unwrap_or(Self::Other);
        let both = last == Self::Plan && ["总结和", "总结及", "总结暨", "总结与"].iter().any(|w| title.contains(w));
        if both { Self::Summary } else { last }
    }

    /// What such a piece is called where it gives the reason for a role.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Summary => "总结",
            Self::Plan => "方案",
            Self::Notice => "通知、讲话",
            Self::Rule => "制度",
            Self::Other => "文章",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title: &str, expected: Kind) {
        assert_eq!(Kind::of(title), expected, "{title}");
    }

    #[test]
    fn the_last_word_decides() {
        check("青石镇2024年工作总结", Kind::Summary);
        check("关于印发创城实施方案的通知", Kind::Notice);
        check("创城实施方案", Kind::Plan);
        check("关于工作方案落实情况的报告", Kind::Summary);
        check("2024年工作总结和2025年工作计划", Kind::Summary);
        check("2025年工作计划", Kind::Plan);
        check("摊贩管理办法", Kind::Rule);
        check("𠀀", Kind::Other);
        check("", Kind::Other);
    }
}
