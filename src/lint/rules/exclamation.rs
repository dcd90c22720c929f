//! Exclamation marks in summaries.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "exclaim-in-summary",
    level: Level::Hint,
    used: Use::Off,
    fixes: false,
    name: Words::new("总结用感叹号", "exclamation in a summary"),
    says: Words::new(
        "工作总结语气平实，感叹号改用句号",
        "a summary is written plainly: a full stop instead of an exclamation mark",
    ),
    basis: Basis::new("", "实务"),
    wrong: "工作取得明显成效⟦！⟧",
    right: "工作取得明显成效。",
    doubt: Words::new("讲话和大会报告的结尾习惯用感叹号。", "Speeches and reports to a congress end so by custom."),
    reach: Reach::WORDS,
    needs: "！",
    check: Check::Piece(exclamations),
}];

/// Works in which exclamation marks are at home.
const SPEECHES: &str = "\
    通知 公告 方案 邀请函 启事 倡议 讲话 致辞 致词 演讲 贺信 贺词 倡议书 公开信 慰问信 感谢信 发言 寄语 献词 主持词 大会上的报告 \
    会议上的报告 代表大会 政府工作报告 宣言 口号";

fn exclamations(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    if SPEECHES.split(' ').any(|word| piece.title.contains(word)) {
        return;
    }
    for line in subject.lines_of(piece) {
        if line.mask.may_hold('！') && !matches!(line.kind, Kind::Title | Kind::Code | Kind::Debris) {
            in_line(line, found);
        }
    }
}

fn in_line(line: &Line<'_>, found: &mut Found) {
    let mut depth = 0_usize;
    for at in line.positions(|c| matches!(c, '“' | '”' | '！')) {
        match line.at(at) {
            Some('“') => depth += 1,
            Some('”') => depth = depth.saturating_sub(1),
            _ if depth == 0 && line.before(at) != Some('！') => {
                let end = line.run(at, |c| c == '！');
                found.put(line, at..end).suggest("。");
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn exclamation_marks() {
        fires(
            "exclaim-in-summary",
            &[
                "青禾镇2024年工作总结⏎一、主要做法⏎成效有目共睹⟦！⟧群众十分满意⟦！！⟧",
                "青禾镇工作总结⏎𠀀里村的变化真大⟦！⟧",
                "青禾镇工作总结⏎（一）抓落实⟦！⟧⏎e\u{301}站建成。",
            ],
        );
        silent(
            "exclaim-in-summary",
            &[
                "青禾镇工作总结⏎群众说：“办得好！”大家都满意。",
                "在创建动员大会上的讲话⏎同志们，让我们一起努力！",
                "青禾县政府工作报告⏎奋力谱写新篇章！",
                "青禾镇工作总结⏎排演小品《走！一起来》。",
                "关于举办朗读活动的通知⏎让我们一起大声朗读！",
                "青禾镇工作总结⏎成效明显。",
            ],
        );
    }
}
