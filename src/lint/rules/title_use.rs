//! Title marks around what is no work: activities, meetings, exhibitions.

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "title-mark-misuse",
    level: Level::Hint,
    used: Use::On,
    fixes: false,
    name: Words::new("书名号用错", "title marks misused"),
    says: Words::new(
        "活动、会议的名称不用书名号，用引号“{}”",
        "names of activities and meetings take quotation marks: “{}”",
    ),
    basis: Basis::new("GB/T 15834 A.13.1", "规定"),
    wrong: "举办⟦《文明同行》⟧主题活动。",
    right: "举办“文明同行”主题活动。",
    doubt: Words::new(
        "如果活动围绕一本书、一部法规或者一部影片，书名号是对的。",
        "Title marks are right where it is about a book, a law or a film.",
    ),
    reach: Reach { tables: true, ..Reach::TEXT },
    needs: "《",
    check: Check::Line(misused),
}];

/// What is no work.
const EVENTS: &str = "主题活动 专题活动 专项行动 座谈会 研讨会 推进会 论坛 讲座 展览会";
/// How names of laws and papers end; a meeting may well be about one.
const PAPERS: &str = "\
    法 法典 条例 办法 规定 意见 通知 方案 规划 细则 准则 规则 纲要 决定 章程 制度 标准 报告 决议 公约 草案 \
    解释 指南 计划 手册 教程 要点 修订版 稿 守则 规范 选编 文选 读本 讲话 宣言 白皮书 蓝皮书 论 传 志 史 〉 \
    ）";

/// Works whose name may stand in between: 长篇小说《…》研讨会.
const WORKS: &str = "\
    小说 散文 诗 剧 影片 电影 图书 专著 作品 著作 歌曲 专辑 文学 新书 文章 纪录片 杂志 报纸 画册 丛书 教材 \
    课程 栏目 节目 专题片 连环画 名著 经典";

fn misused(line: &Line<'_>, found: &mut Found) {
    for title in line.titles() {
        let (from, end) = (title.start, title.end);
        let Some(_) = line.any_of(end + 1, EVENTS) else { continue };
        let kind = line.run_before(from - 1, is_han).max(from.saturating_sub(7));
        let work = WORKS.split(' ').any(|word| line.part(kind..from).contains(word));
        if !work && from < end && line.any_of_before(end, PAPERS).is_none() {
            let name = line.part(from..end);
            found.put(line, from.saturating_sub(1)..end + 1).suggest(format!("“{name}”")).about(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn names_of_activities() {
        fires(
            "title-mark-misuse",
            &[
                "开展⟦《青春志愿行》⟧主题活动，召开⟦《创建为民》⟧座谈会。",
                "一、启动⟦《清爽家园》⟧专项行动",
                "（⟦《𠀀里文明风》⟧论坛）",
                "办好⟦《e\u{301}站讲堂》⟧讲座",
                "⟦《洁净青禾》⟧推进会",
            ],
        );
        silent(
            "title-mark-misuse",
            &[
                "开展“青春志愿行”主题活动",
                "召开《青禾县文明行为促进条例》座谈会",
                "举办《民法典》讲座",
                "《青禾县志》研讨会",
                "印发《文明同行》一书",
                "《》讲座",
                "李明轩长篇小说《柳溪谣》研讨会，经典名著《青禾记》讲座",
                "《考评办法（试行）》推进会",
            ],
        );
    }
}
