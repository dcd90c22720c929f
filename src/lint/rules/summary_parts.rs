//! A summary that says nothing of what is wrong, or of what comes next.

use crate::corpus::role::{Kind as Work, Role};
use crate::lint::finding::Found;
use crate::lint::line::Kind;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "summary-parts",
    level: Level::Hint,
    used: Use::On,
    fixes: false,
    name: Words::new("总结缺部分", "a summary lacks a part"),
    says: Words::new("总结里没有写{}，请看是否需要补写", "the summary lacks a part: {}"),
    basis: Basis::new("", "实务"),
    wrong: "只写成绩",
    right: "补写问题和打算",
    doubt: Words::new("专项总结和经验材料可以不写问题和打算。", "Reports on one matter need not have both."),
    reach: Reach { titles: true, ..Reach::TEXT },
    needs: "",
    check: Check::Piece(parts),
}];

/// The least length of a summary that should have all its parts, in ideographs.
const LEAST: usize = 600;
/// The fewest headings of one.
const HEADINGS: usize = 1;
/// Words that tell of trouble, and of what comes next.
const PARTS: &[(Role, &str, &[&str])] = &[
    (Role::Difficulty, "存在的问题", &["问题", "不足", "困难", "短板", "差距", "薄弱"]),
    (
        Role::Intention,
        "下一步打算",
        &["下一步", "下步", "打算", "今后", "计划", "明年", "下半年", "新的一年", "下阶段", "思路"],
    ),
];

fn parts(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let summary = piece.title.contains("总结") && Work::of(&piece.title) == Work::Summary;
    if !summary || piece.headings.len() < HEADINGS {
        return;
    }
    let lines = || subject.lines_of(piece).iter().filter(|line| matches!(line.kind, Kind::Body | Kind::Heading));
    let han: usize = lines().map(|line| line.chars.iter().filter(|c| is_han(**c)).count()).sum();
    if han < LEAST {
        return;
    }
    let lacks = |role: Role, words: &[&str]| {
        let headed = piece.headings.iter().any(|heading| heading.role == Some(role));
        // A paragraph without a heading of its own may say it at its beginning.
        let said =
            || lines().any(|line| words.iter().any(|word| line.chars.len() > 1 && opening(line.text).contains(word)));
        !headed && !said()
    };
    let missing: Vec<&str> =
        PARTS.iter().filter(|(role, _, words)| lacks(*role, words)).map(|(_, name, _)| *name).collect();
    let title = subject.lines_of(piece).iter().find(|line| line.kind == Kind::Title);
    let place = title.or_else(|| subject.lines_of(piece).first());
    if let (false, Some(line)) = (missing.is_empty(), place) {
        found.put(line, line.first()..line.end()).about(format!("“{}”", missing.join("”和“")));
    }
}

/// What a paragraph begins with.
fn opening(text: &str) -> &str {
    crate::text::span::first_chars(text.trim_start(), OPENING)
}

/// How far a paragraph's beginning reaches, in characters.
const OPENING: usize = 40;

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    const BODY: &str = "全镇围绕目标扎实推进，组织干部包片到户，逐街逐巷清理卫生死角，群众满意度明显提高，𠀀e\u{301}。";

    /// A summary of these headings with long texts below.
    fn summary(headings: &[&str]) -> String {
        let body = BODY.repeat(6);
        let parts: Vec<String> = headings.iter().map(|heading| format!("{heading}⏎{body}")).collect();
        format!("青石镇2024年创建工作总结⏎{}", parts.join("⏎"))
    }

    #[test]
    fn parts_that_are_missing() {
        let bare = summary(&["一、主要做法", "二、工作成效", "三、经验体会"]);
        fires("summary-parts", &[&bare.replace("青石镇2024年创建工作总结", "⟦青石镇2024年创建工作总结⟧")]);
        let half = summary(&["一、主要做法", "二、工作成效", "三、下一步打算"]);
        fires("summary-parts", &[&half.replace("青石镇2024年创建工作总结", "⟦青石镇2024年创建工作总结⟧")]);
        let rest = summary(&["一、主要做法", "二、工作成效", "三、存在的不足"]);
        fires("summary-parts", &[&rest.replace("青石镇2024年创建工作总结", "⟦青石镇2024年创建工作总结⟧")]);
        for headings in [&["一、主要工作"][..], &["一、主要做法", "二、工作成效"]] {
            let few = summary(headings);
            let few = format!("{few}{}", BODY.repeat(12));
            fires("summary-parts", &[&few.replace("青石镇2024年创建工作总结", "⟦青石镇2024年创建工作总结⟧")]);
        }
        silent(
            "summary-parts",
            &[
                &summary(&["一、主要做法", "二、存在的问题", "三、下一步打算"]),
                &bare.replace("工作总结", "实施方案"),
                "青石镇2024年创建工作总结⏎一、做法⏎很好。",
            ],
        );
    }
}
