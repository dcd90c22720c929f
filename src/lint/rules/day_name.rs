//! Names of days and events by their date, whose figures a dot in the middle parts.

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "day-name-dot",
    level: Level::Must,
    used: Use::On,
    fixes: true,
    name: Words::new("月日间隔号", "dot of a day's name"),
    says: Words::new(
        "用月日标记的节日、事件，月和日之间用间隔号·",
        "a day named by its date takes · between month and day",
    ),
    basis: Basis::new("GB/T 15834 4.14.3.5", "规定"),
    wrong: "开展“⟦3.15⟧”宣传活动。",
    right: "开展“3·15”宣传活动。",
    doubt: Words::new(
        "如果是版本、倍数、级别，小数点是对的。",
        "The point is right in versions, shares and magnitudes.",
    ),
    reach: Reach { shielded: true, titles: true, tables: true, ..Reach::TEXT },
    needs: ".．",
    check: Check::Line(days),
}];

/// Days that are well known by their date, by months.
const KNOWN: [&[u32]; 12] = [
    &[10],
    &[28],
    &[5, 8, 12, 15, 22],
    &[7, 15, 22, 23, 26],
    &[1, 4, 8, 12, 15, 19, 31],
    &[1, 5, 14, 26],
    &[1, 7],
    &[1],
    &[3, 10, 18, 30],
    &[1],
    &[9],
    &[1, 4, 9, 13],
];
/// What names a day or an event right behind the figures.
const INSIDE: &str = "\
    公益 湿地 国际 世界 全国 全民 国家 消防 禁毒 宣传 消费者 地震 事件 案 日 运动 中国 环境 宪法 防灾 减灾 学雷锋 爱耳 \
    护士 助残 植树 税收 爆炸 事故 特大 重大 火灾 讲话 专案";
/// What names one behind the quotation.
const BEHIND: &str = "\
    公益 湿地 国际 世界 全国 全民 国家 消防 禁毒 宣传 消费者 地震 事件 案 专案 系列 运动 活动 讲话 重要讲话 重要指示 \
    重要批示 精神 主题 专项 普法 安全 事故 爆炸 火灾 特大 重大 晚会 节日 纪念日 大会 会议 惨案 工程 洪灾 \
    泥石流 疫情 动车";
/// What names an event at the end of a longer name: “2.23”甲区厂房火灾.
const EVENTS: [&str; 14] = [
    "火灾",
    "爆炸",
    "事故",
    "惨案",
    "命案",
    "凶杀案",
    "坍塌",
    "泥石流",
    "山体滑坡",
    "洪灾",
    "踩踏",
    "中毒",
    "溃坝",
    "沉船",
];
/// What is counted in figures with a point.
const COUNTED: &str = "声道 万 亿 倍 级 版 股 % ％ 米 公里 元 度 时代 分 比 模式 产业 工作法";

/// The days of the months, of a leap year.
const DAYS: [u32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn days(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| matches!(c, '.' | '．')) {
        let (from, to) = (line.run_before(at, |c| c.is_ascii_digit()), line.run(at + 1, |c| c.is_ascii_digit()));
        let (month, day) = (line.part(from..at), line.part(at + 1..to));
        let quoted = matches!(line.before(from), Some('“' | '‘' | '"'));
        let bare = !quoted && is_day_of_name(line, from, to);
        if !(quoted || bare) || day.len() > 2 || day.starts_with('0') {
            continue;
        }
        let (Ok(month), Ok(day)) = (month.parse::<u32>(), day.parse::<u32>()) else { continue };
        let last = (month as usize).checked_sub(1).and_then(|month| DAYS.get(month));
        if day == 0 || last.is_none_or(|last| day > *last) {
            continue;
        }
        let is_known = KNOWN.get(month as usize - 1).is_some_and(|days| days.contains(&day));
        if bare && is_known || quoted && is_named(line, to, is_known) {
            found.put(line, from..to).fix(format!("{}·{}", line.part(from..at), line.part(at + 1..to)));
        }
    }
}

/// What is told in figures with a point, before them.
const MEASURED: &str = "\
    里氏 震级 烈度 系数 比率 比例 版本 指数 倍率 倍 均值 分值 得分 评分 汇率 费率 价格 单价 数值 阈值 标准 比值 密度 值 数 率 型号 编号 版 第";
/// What may stand between such a word and the figures, quotation mark included.
const BETWEEN: &str = "为是达到至从由约即";

/// Whether the quoted figures that end at `to` tell a measure: 系数为“1.5”.
fn is_measured(line: &Line<'_>, to: usize) -> bool {
    let open = line.run_before(to, |c| !matches!(c, '“' | '‘' | '"')).saturating_sub(1);
    let from = line.run_before_within(open, 4, |c| BETWEEN.contains(c));
    line.any_of_before(from, MEASURED).is_some()
}

/// The longest name of a day, in characters.
const DAY_NAME: usize = 14;

/// Whether the name of a day stands right behind figures without quotation marks: 3.15消费者权益日.
fn is_day_of_name(line: &Line<'_>, from: usize, to: usize) -> bool {
    const BEGINS: &str = "宪法 国际 世界 全国 全民 国家宪法 国家安全 中国 消费者 禁毒 消防宣传 全国消防 植树 湿地";
    let apart = !line.before(from).is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || ".．-/:第".contains(c));
    let end = line.run_within(to, DAY_NAME, is_han);
    let named = (to..end).find(|at| line.at(*at) == Some('日'));
    apart && line.any_of(to, BEGINS).is_some() && named.is_some_and(|at| !line.starts(at, "日报") && at > to + 2)
}

/// The longest name of an event behind its date, in characters.
const EVENT_NAME: usize = 24;

/// Whether a name begins at `at`, behind a quoted date, that ends as those of events do.
fn is_event(line: &Line<'_>, at: usize) -> bool {
    let end = line.run_within(at, EVENT_NAME, |c| is_han(c) || c.is_ascii_digit());
    let named = (at..end).any(|from| line.any(from, &EVENTS).is_some());
    // “2.5”的标准: the sentence goes on.
    named && !line.at(at).is_some_and(|c| "的和与及为是在等以".contains(c))
}

/// Whether the name of a day begins at `at`, behind a quoted date: “10.17”扶贫日.
fn is_day(line: &Line<'_>, at: usize) -> bool {
    let end = line.run_within(at, DAY_NAME, |c| is_han(c) && !"的和与及为是在等以".contains(c));
    let day = (at..end).find(|at| line.at(*at) == Some('日'));
    day.is_some_and(|day| {
        // 每日, 今日 and 日常 are no names of days.
        day > at
            && !line.before(day).is_some_and(|c| "每今明昨当同次翌近平整半逐多单全工休末".contains(c))
            && !line.at(day + 1).is_some_and(|c| "报常前均产夜子益程期记志用后内起处供".contains(c))
    })
}

/// Whether what stands behind the figures makes a day's name of them.
fn is_named(line: &Line<'_>, to: usize, known: bool) -> bool {
    match line.at(to) {
        Some('”' | '’' | '"') => {
            let counted = line.any_of(to + 1, COUNTED).is_some();
            let named = line.any_of(to + 1, BEHIND).is_some();
            // PM“2.5” and the like stand behind letters.
            let letters = line.run_before(to, |c| !matches!(c, '“' | '‘' | '"')).checked_sub(2);
            let after_letter = letters.and_then(|at| line.at(at)).is_some_and(|c| c.is_ascii_alphabetic());
            let free = !is_measured(line, to);
            !counted && !after_letter && (named || free && (known || is_event(line, to + 1) || is_day(line, to + 1)))
        }
        _ => line.any_of(to, INSIDE).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn days_named_by_their_date() {
        fires(
            "day-name-dot",
            &[
                "开展“⟦4.15⟧全民国家安全教育日”宣讲。",
                "围绕“⟦6.26⟧国际禁毒日”“⟦12.4⟧国家宪法日”普法。",
                "“⟦3．15⟧”晚会曝光以后",
                "落实“⟦5.19⟧”重要讲话精神，侦破“⟦4.22⟧”专案。",
                "“⟦7.1⟧”前夕走访老党员，“⟦8.1⟧”慰问驻地官兵。",
                "一、“⟦3.8⟧”系列活动",
                "《“⟦12.9⟧”运动史》",
                "𠀀里村“⟦5.12⟧”、e\u{301}站“⟦6.5⟧世界环境日”",
                "“⟦11.9⟧消防宣传日”（“⟦11.9⟧”）",
                "“⟦2.7⟧”惨案纪念馆",
                "⟦3.15⟧消费者权益日期间，开展⟦12.4⟧国家宪法日宣传𠀀",
                "⟦6.26⟧国际禁毒日e\u{301}",
                "吸取“⟦2.23⟧”某区瓷器厂连廊杂物火灾教训",
                "“⟦7.19⟧”某某路隧道坍塌𠀀",
                "“⟦10.17⟧”扶贫日捐款",
                "⟦12.4⟧宪法宣传日活动",
            ],
        );
        silent(
            "day-name-dot",
            &[
                "“3·15”活动",
                "迈向“4.0”时代，“2.0版”升级",
                "“1.5”倍，“5.1级”地震",
                "占“3.15”%的股份",
                "“13.5”规划，“2.30”",
                "“2.5产业”，“1.2”平台",
                "3.15活动",
                "“V3.1”",
                "“3.150”",
                "“3.5万元”",
                "PM“2.5”",
                "“12.5”规划，“5.1”声道，“9.9”包邮",
                "难度系数为“1.25”，倍率为“3.15”，版本“7.1”",
                "3.15活动，1.25国际标准，2024.3.15消费者权益日，3.15消费者报",
                "执行“2.5”的标准，防范火灾",
                "里氏“5.8”发生后的事故",
                "“3.5”倍于往年的火灾",
                "“2.23”某区表彰会",
                "“3.5”万吨粮食今日入库",
                "“8.5”的日子",
                "“2.5”的今日",
                "“2.5”每日更新",
            ],
        );
        mends("day-name-dot", &[("“3.15”和“12．4国家宪法日”", "“3·15”和“12·4国家宪法日”")]);
    }
}
