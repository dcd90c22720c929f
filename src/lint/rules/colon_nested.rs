//! A second colon in what a first one already opened.

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "colon-nested",
    level: Level::Hint,
    used: Use::On,
    fixes: false,
    name: Words::new("冒号套冒号", "colon within a colon"),
    says: Words::new(
        "一句话里冒号套冒号，去掉一个或者改用逗号、句号",
        "a colon within a colon: drop one or use another mark",
    ),
    basis: Basis::new("GB/T 15834 4.7.3.5", "一般"),
    wrong: "会议要求：各单位要对照测评体系逐条自查，确保做到以下三点⟦：⟧快、准、实。",
    right: "会议要求各单位要对照测评体系逐条自查，确保做到以下三点：快、准、实。",
    doubt: Words::new(
        "如果前一个冒号属于栏目名或者称谓，套用可以保留。",
        "It may stay where the first colon belongs to a label or an address.",
    ),
    reach: Reach::TEXT,
    needs: "：",
    check: Check::Line(nested),
}];

/// The longest name of a field, in characters: ，联系人：
const FIELD: usize = 4;
/// What such a name does not end in: 重点是：, 做到：.
const VERBS: &str = "是句条到有为说即项类";

fn nested(line: &Line<'_>, found: &mut Found) {
    if !line.running {
        return;
    }
    // Whether a colon is open outside of brackets and quotations, and where the last clause began.
    let (mut open, mut depth, mut clause) = (None::<usize>, 0_usize, line.text_start());
    // Behind a name another may follow: 1号馆：主题馆：
    let mut named = clause;
    for at in line.positions(|c| {
        matches!(c, '：' | '。' | '；' | '！' | '？' | '…' | '，' | '、' | '“' | '”' | '（' | '）' | '《' | '》')
    }) {
        match line.at(at) {
            Some('“' | '（' | '《') => depth += 1,
            Some('”' | '）' | '》') => depth = depth.saturating_sub(1),
            Some('。' | '；' | '！' | '？' | '…') => {
                open = None;
                clause = at + 1;
            }
            Some('，' | '、') => clause = at + 1,
            Some('：') if depth == 0 && line.shield(at) == Shield::None => {
                let next = line.at(line.past_blanks(at + 1));
                let verb = line.before(at).is_some_and(|c| VERBS.contains(c)) || counted(line, at);
                let names = !verb && at - clause.min(at) <= FIELD && open.is_some_and(|open| clause > open);
                let given =
                    next.is_none_or(|c| c.is_ascii_alphanumeric() || matches!(c, '“' | '‘' | '《') || !is_han(c));
                if open.is_some() && !given && !names && !is_ordered(line, clause, at) && !line.ends(at, "其中") {
                    found.put(line, at..at + 1);
                }
                // 第一阶段：, 镜头一：, 联系人： name what follows and open nothing.
                let name = names || open.is_none() && clause == named && is_name(line, clause, at);
                if name {
                    named = at + 1;
                }
                open = (!name).then_some(at);
                clause = at + 1;
            }
            _ => {}
        }
    }
}

/// Whether 三点 or the like ends before `at`.
fn counted(line: &Line<'_>, at: usize) -> bool {
    line.ends(at, "点")
        && at.checked_sub(2).and_then(|at| line.at(at)).is_some_and(|c| "一二两三四五六七八九十几".contains(c))
}

/// Whether the text from `from` to the colon at `at` is a number in words: 一是, 第一, 其一.
fn is_ordered(line: &Line<'_>, from: usize, at: usize) -> bool {
    let numeral = |c: char| "一二三四五六七八九十第其是要步阶段".contains(c) || c.is_ascii_digit();
    line.run(line.past_blanks(from), numeral) >= at
}

/// Whether the text from `from`, where a line or what a name opened begins, to the colon at `at` is the name of a part:
/// 第一阶段：, 目标任务：.
fn is_name(line: &Line<'_>, from: usize, at: usize) -> bool {
    let said = ["要求", "指出", "强调", "认为", "提出", "如下", "决定"];
    at - from.min(at) <= 8 && line.any_before(at, &said).is_none()
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn colons_within_colons() {
        fires(
            "colon-nested",
            &[
                "会议指出：当前文明城市创建到了关键阶段，各镇各单位务必抓好三件大事⟦：⟧摸底、整改、回访。",
                "青禾镇的主要经验有三条，概括起来就是：坚持问题导向，把群众的事分成两类⟦：⟧急事当天办，难事限期办。",
                "县委强调：要把𠀀里村的做法推广到e\u{301}站和全县各个村居，重点是⟦：⟧领导带头、干部包片、党员到户。",
                "（二）压实责任。调度会提出：各包保单位要按照分工迅速到岗到位，做到⟦：⟧一日一查、一周一报、一月一评。",
            ],
        );
        silent(
            "colon-nested",
            &[
                "会议要求各单位要对照测评体系逐条自查，确保做到以下三点：快、准、实，绝不能走过场。",
                "会议要求：各单位要对照测评体系逐条自查。确保做到以下三点：快、准、实，不走过场。",
                "他在会上对大家说：群众的评价只有一句话，我们要时时记在心里：“办实事才是真创建。”",
                "活动安排如下，请参加的同志提前到场，时间：周六上午，地点：青禾广场，联系人：李明轩。",
                "第一阶段：全面动员部署，各单位要召开动员会，做好三件事：摸底、建账、公示，月底前完成。",
                "会议决定：调整各组人数，综合组和宣传组的人数之比为3：2，督查组9：30前到岗，不得迟到。",
                "主要做法是：一是：健全机制，明确各单位的责任；二是：补齐短板，整改突出问题，不走过场。",
                "会议要求：三点。",
                "1号馆：主题馆：数字视听展区：青禾特产、志愿服务展区；2号馆：互动体验区和休息区等。",
                "全镇人口情况如下表：2019年1.2万，2020年1.3万，其中：常住人口1.1万、外来人口0.2万，占比较高。",
                "大家谈到创建的体会：领导小组（组长：李明轩）每周调度一次，问题当天交办，件件有回音。",
            ],
        );
    }
}
