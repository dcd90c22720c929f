//! Rates and their growth: more than all of it, and points of a percentage that are called percent.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::number::{self, Number, ONE, is_digit};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "rate-over-100",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("比率超百", "rate over 100%"),
        says: Words::new("{}不会超过100%，请核对", "{} cannot be over 100%: check it"),
        basis: Basis::new("", "事实"),
        wrong: "入户率达⟦105%⟧。",
        right: "入户率达100%。",
        doubt: Words::new(
            "有的比率按计划数计算，可以超过100%。",
            "Some rates are of what was planned and may be over 100%.",
        ),
        reach: Reach::FIGURES,
        needs: "%％",
        check: Check::Line(over),
    },
    Rule {
        id: "percent-point",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("应为百分点", "percentage points"),
        says: Words::new(
            "“{}”是两个百分数之差，应当说百分点",
            "“{}” is the difference of two percentages: say 个百分点",
        ),
        basis: Basis::new("", "算术"),
        wrong: "由80%升到90%，提高⟦10%⟧。",
        right: "由80%升到90%，提高10个百分点。",
        doubt: Words::new(
            "如果说的是增长的幅度，请按比例重算。",
            "Where growth in proportion is meant, reckon it anew.",
        ),
        reach: Reach::FIGURES,
        needs: "%％",
        check: Check::Line(points),
    },
];

/// Rates that are parts of a whole.
const RATES: [&str; 50] = [
    "知晓率",
    "参与率",
    "满意率",
    "满意度",
    "覆盖率",
    "入户率",
    "合格率",
    "达标率",
    "办结率",
    "及格率",
    "普及率",
    "出勤率",
    "到位率",
    "整改率",
    "签约率",
    "回收率",
    "应诉率",
    "就业率",
    "公开率",
    "化解率",
    "成功率",
    "通达率",
    "硬化率",
    "绿化率",
    "建档率",
    "接种率",
    "治愈率",
    "好评率",
    "优良率",
    "优秀率",
    "准确率",
    "处置率",
    "处理率",
    "办理率",
    "回复率",
    "答复率",
    "响应率",
    "回访率",
    "兑现率",
    "联网率",
    "持证率",
    "通过率",
    "到会率",
    "参会率",
    "参评率",
    "参训率",
    "识别率",
    "网签率",
    "签收率",
    "登记率",
];
/// What makes another rate of them, which may be over 100%: the banks' cover of bad loans, telephones per head.
const OTHERS: [&str; 21] = [
    "拨备",
    "流动性",
    "利息",
    "现金流",
    "债务",
    "偿债",
    "准备金",
    "备付",
    "抵押",
    "担保",
    "电话",
    "手机",
    "宽带",
    "网络",
    "用户",
    "光纤",
    "移动",
    "汽车",
    "空调",
    "彩电",
    "互联网",
];
/// What leads from a rate to its figure.
const LEADS: [&str; 17] =
    ["达", "达到", "为", "至", "到", "在", "是", "均", "达到了", "达了", "超过", "过", "约", "近", "：", "（", "("];
/// What makes a growth of the figure.
const GROWTH: [&str; 12] =
    ["增长", "增加", "增幅", "同比", "环比", "提高", "提升", "上升", "升高", "目标", "翻", "完成"];

fn over(line: &Line<'_>, found: &mut Found) {
    for percent in line.positions(|c| matches!(c, '%' | '％')) {
        let Some(number) = number_before(line, percent) else { continue };
        if number.value() <= 100 * ONE {
            continue;
        }
        if let Some(rate) = rate_before(line, number.range.start) {
            found.put(line, number.range.start..percent + 1).about(rate);
        }
    }
}

/// The number that ends right before the percent sign at `percent`.
fn number_before(line: &Line<'_>, percent: usize) -> Option<Number> {
    let start = line.run_before(percent, |c| is_digit(c) || matches!(c, '.' | ',' | ' '));
    let start = line.run(start, |c| !is_digit(c) && c != '%' && c != '％');
    let number = number::arabic(line, start)?;
    let end = line.run(number.range.end, |c| c == ' ');
    (end == percent && number::is_start(line, start)).then_some(number)
}

/// The rate whose figure begins at `start`: it stands before, with no other figure and no growth between.
fn rate_before(line: &Line<'_>, start: usize) -> Option<&'static str> {
    const FAR: usize = 16;
    let mut from = line.run_before(start, |c| c == ' ');
    // 分别达到98%和102%: the figures before are of the same clause.
    for _ in 0..4 {
        let join = line.any_before(from, &["和", "、", "以及", "及", "与"]);
        let Some(join) = join
            .filter(|join| from.checked_sub(join.chars().count() + 1).is_some_and(|at| number::is_percent(line, at)))
        else {
            break;
        };
        let percent = from - join.chars().count() - 1;
        from = number_before(line, percent)?.range.start;
    }
    let shared = from < line.run_before(start, |c| c == ' ');
    let rise = rise_before(line, from);
    from = rise.unwrap_or(from);
    let near = from.saturating_sub(FAR)..from;
    let clause = line.chars.get(near.clone())?;
    let cut = clause
        .iter()
        .rposition(|c| matches!(c, '，' | '。' | '；' | ',' | ';' | '？' | '！' | '%' | '％') || is_digit(*c));
    let clause = near.start + cut.map_or(0, |at| at + 1)..near.end;
    let (rate, end) = (clause.clone())
        .rev()
        .find_map(|at| RATES.iter().find(|rate| line.starts(at, rate)).map(|rate| (*rate, at + 3)))?;
    if end > from || (shared && !line.part(end..from).contains("分别")) {
        return None;
    }
    let between = line.part(end..from);
    let led = rise.is_some() || between.is_empty() || LEADS.iter().any(|word| between.ends_with(word));
    let to = ["到", "至"].iter().any(|word| between.ends_with(word));
    let grown = GROWTH.iter().any(|word| between.contains(word)) && !to;
    let wide = clause.start.saturating_sub(4)..end;
    let other = OTHERS.iter().any(|word| line.part(wide.clone()).contains(word));
    (led && !grown && !other).then_some(rate)
}

/// Where the first of two figures begins whose second begins at `start`: 由92%提升到108%.
fn rise_before(line: &Line<'_>, start: usize) -> Option<usize> {
    let percent = (start.saturating_sub(10)..start).rev().find(|at| number::is_percent(line, *at))?;
    let between = line.part(percent + 1..start);
    let first = number_before(line, percent)?.range.start;
    let lead = first.checked_sub(1).and_then(|at| line.at(at));
    let rises = between.ends_with(['到', '至']) && !between.contains(['，', '、', '；', '。']);
    (rises && matches!(lead, Some('由' | '从'))).then_some(first)
}

/// Words of rising and falling, with a figure behind them.
const CHANGES: [&str; 14] =
    ["提高", "上升", "增长", "下降", "降低", "提升", "增加", "减少", "下滑", "回落", "增幅", "降幅", "增", "降"];
/// What may stand behind such a word.
const BY: [&str; 6] = ["了", "约", "近", "达", "为", "幅度达"];
/// The farthest that the three figures stand from one another, in characters.
const FAR: usize = 24;

fn points(line: &Line<'_>, found: &mut Found) {
    let mut percents: Vec<(Number, usize)> = Vec::new();
    for percent in line.positions(|c| matches!(c, '%' | '％')) {
        let Some(number) = number_before(line, percent) else { continue };
        percents.push((number, percent + 1));
    }
    for three in percents.windows(3) {
        let [from, to, change] = three else { continue };
        // 由85%提高8%，达到93%: the change stands between the two.
        let inside = change_between(line, from.1, to.0.range.start)
            .filter(|_| !matches!(line.before(to.0.range.start), Some('为' | '达')));
        let (to, change) = if inside.is_some() { (change, to) } else { (to, change) };
        if is_rise(line, from, to)
            && let Some(word) = inside.or_else(|| change_between(line, to.1, change.0.range.start))
            && (from.0.value() - to.0.value()).abs() == change.0.value()
            && from.0.value() != 100 * ONE
            && change.0.value() > 0
        {
            let range = change.0.range.start..change.1;
            let figure = line.part(change.0.range.clone());
            let about = format!("{word}{}", line.part(range.clone()));
            found.put(line, range).suggest(format!("{figure}个百分点")).about(about);
        }
    }
}

/// Whether the words around say that a figure went `from` the one `to` the other.
fn is_rise(line: &Line<'_>, from: &(Number, usize), to: &(Number, usize)) -> bool {
    let lead = from.0.range.start.saturating_sub(14)..from.0.range.start;
    let lead = clause_end(line.part(lead));
    let between = from.1..to.0.range.start;
    if between.len() > FAR || !(lead.contains('由') || lead.contains('从')) {
        return false;
    }
    let words = line.part(between);
    !words.contains(['。', '；']) && (words.contains(['到', '至']) || words.ends_with('为'))
}

fn clause_end(text: &str) -> &str {
    text.rsplit(['，', '。', '；', '：', '%', '％']).next().unwrap_or_default()
}

/// The word of change that stands between `from` and the figure at `to`, right before the figure.
fn change_between(line: &Line<'_>, from: usize, to: usize) -> Option<&'static str> {
    if to.saturating_sub(from) > FAR || line.part(from..to).contains(['。', '；']) {
        return None;
    }
    let between: Range<usize> = from..to;
    let mut end = line.run_before(to, |c| c == ' ');
    // A figure that is reckoned otherwise says so: 环比, 年均.
    if ["环比", "年均", "增速", "占"].iter().any(|word| line.part(between.clone()).contains(word)) {
        return None;
    }
    if let Some(by) = line.any_before(end, &BY) {
        end -= by.chars().count();
    }
    line.any_before(end, &CHANGES).filter(|word| end - word.chars().count() >= from)
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn rates_of_more_than_all() {
        fires(
            "rate-over-100",
            &[
                "群众满意度提高到⟦102.5%⟧，知晓率⟦110%⟧",
                "知晓率和满意率分别达到98%和⟦103%⟧",
                "问题整改率为⟦101％⟧𠀀，达标率（⟦103%⟧）",
                "（合格率 ⟦120%⟧）e\u{301}",
                "一、办结率已达到⟦1,000%⟧",
                "参与率始终保持在⟦130 %⟧",
                "群众满意度由92%提升到⟦108%⟧",
                "培训覆盖率达⟦118%⟧以上",
                "行政村通达率⟦103%⟧",
                "积案化解率达到⟦120%⟧",
                "网签率为⟦108.5%⟧e\u{301}",
                "参会率⟦110%⟧",
            ],
        );
        silent(
            "rate-over-100",
            &[
                "入户率达100%，完成率达105%",
                "满意率达98%，增长120%",
                "覆盖率同比增长150%",
                "毛入学率103%，利用率120%",
                "拨备覆盖率达250%，流动性覆盖率为130%",
                "移动电话普及率达112%",
                "印发《参与率105%》",
                "合格率高，产值为计划的120%",
                "达标率98%，投资完成120%",
                "投资由92%提升到108%，合格率高",
                "参与率、投资额分别达到98%、120家",
                "满意率提高120%",
                "接种率同比提高120%",
                "好评率100%，通过率达99.5%",
            ],
        );
    }

    #[test]
    fn points_that_are_called_percent() {
        fires(
            "percent-point",
            &[
                "覆盖率从62.5%提高到70%，提升⟦7.5%⟧",
                "投诉占比由12%降至9%，下降了⟦3%⟧𠀀",
                "知晓率由去年的85%上升到今年的92%，比上年提高⟦7%⟧。",
                "（由8％升至10％，增长⟦2％⟧）e\u{301}",
                "一、由30%增加为45%，增幅达⟦15%⟧",
                "由80%升到90%，同比增长⟦10%⟧",
                "满意率由85%提高⟦8%⟧，达到93%",
            ],
        );
        silent(
            "percent-point",
            &[
                "由80%升到90%，提高10个百分点",
                "由80%升到90%，提高12.5%",
                "由80%升到90%。投入提高10%",
                "由100%降到90%，下降10%",
                "达到80%、90%，提高10%",
                "由80%升到90%，占10%",
                "甲由80%、乙为90%，提高10个百分点",
            ],
        );
    }
}
