//! Dates that lost figures: 201月, 年7月, 年月日, xx年年, 7月--月, 2011年9月27.

use crate::lint::finding::Found;
use crate::lint::line::{Line, is_mark};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "date-broken",
    level: Level::Must,
    used: Use::On,
    fixes: false,
    name: Words::new("日期残缺", "broken date"),
    says: Words::new("日期“{}”残缺，请核对补全", "the date “{}” is broken"),
    basis: Basis::new("", "实务"),
    wrong: "巩固提高阶段为⟦201月⟧至7月。",
    right: "巩固提高阶段为1月至7月。",
    doubt: Words::new("时间长度和固定说法可能被当成日期。", "A length of time may have been taken for a date."),
    reach: Reach::LEFTOVERS,
    needs: "年月12",
    check: Check::Line(broken),
}];

fn broken(line: &Line<'_>, found: &mut Found) {
    let (mut at, mut behind) = (0, 0);
    while let Some(c) = line.at(at) {
        let hit = match c {
            '0'..='9' if !line.before(at).is_some_and(|c| c.is_ascii_digit()) => figures(line, at),
            '年' => year(line, at),
            '月' => month(line, at),
            _ => None,
        };
        if let Some((from, end)) = hit.filter(|(from, _)| *from >= behind) {
            found.put(line, from..end).about(line.part(from..end));
            (at, behind) = (end, end);
        } else {
            at += 1;
        }
    }
}

fn digits(line: &Line<'_>, at: usize) -> usize {
    line.run(at, |c| c.is_ascii_digit())
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '–' | '―' | '－' | '─' | '～' | '~' | '至' | '到')
}

/// Whether nothing that a date could belong to stands before `at`.
fn opens(line: &Line<'_>, at: usize) -> bool {
    at <= line.first()
        || line.before(at).is_none_or(|c| {
            is_mark(c) && !matches!(c, '”' | '’' | '》' | '）')
                || is_dash(c)
                || matches!(c, '于' | '在' | '从' | '自' | '为' | ',' | ';' | ':' | '(')
        })
}

/// What may follow a day's figure that lost its 日.
const AFTER_DAY: &[&str] = &[
    "召开",
    "举行",
    "举办",
    "开展",
    "开始",
    "启动",
    "印发",
    "下发",
    "发布",
    "公布",
    "上午",
    "下午",
    "晚",
    "早",
    "凌晨",
    "前",
    "起",
    "止",
    "正式",
    "在",
    "（星期",
    "(星期",
    "（周",
    "组织",
    "，",
    "。",
    "；",
    "）",
    "：",
    ",",
    ";",
    ")",
];
/// What founders and beginnings are told with.
const FOUNDED: &[&str] = &["成立", "建立", "创立", "创办", "诞生", "建校", "建院", "建厂", "建成", "改制", "以来"];
/// What leads to the year of a beginning.
const BUILT: &[&str] = &["建于", "成立于", "创办于", "创建于", "组建于", "始于", "创立于", "诞生于"];
/// What makes 190年 and 200年 a length of time.
const LENGTH: &[&str] = &["约", "近", "超", "逾", "达", "有", "历", "前", "今", "了", "过", "余", "这", "第", "满"];

/// What a year of three figures is compared by or leads to, before it.
const SAID: &[&str] = &["于", "自", "截至", "截止", "自从", "较", "到", "至"];
/// What stands behind 年年 where the second 年 is one too many.
const TWICE: &[&str] = &[
    "启动", "建成", "完成", "开展", "实施", "印发", "出台", "开始", "成立", "召开", "我", "获", "被", "将", "共",
    "以来", "正式", "投入", "工作", "起",
];

/// Whether the 年 behind a figure at `at` of three digits is that of a year for what stands before it: nothing, a mark, a
/// year with a dash. 200 and 190 are as well a length of time.
fn stands_as_year(line: &Line<'_>, at: usize, end: usize) -> bool {
    let round = line.at(end - 1) == Some('0');
    let (before, whole) = (line.before(at), |end: usize| end - line.run_before(end, |c| c.is_ascii_digit()) == 4);
    let place = match before {
        _ if at <= line.first() => true,
        Some('、') => at - line.first() <= 4 || line.ends(at, "年、") && at.checked_sub(2).is_some_and(whole),
        Some(c) if is_dash(c) => at.checked_sub(1).is_some_and(|dash| whole(line.run_before(dash + 1, is_dash))),
        Some(c) => "，。；：（《“(,;:".contains(c),
        None => true,
    };
    let range = before.is_some_and(is_dash);
    let near = line.part(at.saturating_sub(8)..at);
    let aged = ["树龄", "历史", "寿命", "距今", "存续", "公元"].iter().any(|word| near.contains(word));
    let next = line.at(end + 1);
    let follows = range || next.is_some_and(is_han) || at <= line.first() && matches!(next, Some('，' | ','));
    !round && !aged && place && follows
}

/// What begins with figures at `at`.
fn figures(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let behind = digits(line, at);
    let due = line.any(behind + 3, &["前", "之前", "以前", "起"]).is_some();
    if line.starts(behind, "年月日") && matches!(behind - at, 2..=4) && (due || line.any_before(at, SAID).is_some())
    {
        return Some((at, behind + 3));
    }
    let dashed = line.before(at) == Some('-') && behind - at == 3 && stands_as_year(line, at, behind);
    let joined = |c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '．' | '-' | '/' | ':' | '#' | '第');
    if !dashed && line.before(at).is_some_and(joined) {
        return dayless(line, at);
    }
    let end = digits(line, at);
    let (count, next) = (end - at, line.at(end)?);
    let century = line.starts(at, "19") || line.starts(at, "20");
    match (count, next) {
        (3, '月') if century => return (!line.starts(end, "月均")).then_some((at, end + 1)),
        (3, '年') if century && !line.before(at).is_some_and(|c| LENGTH.iter().any(|word| word.starts_with(c))) => {
            let after = end + 1;
            // 203年5月, 203年1至12月
            let month = digits(line, after);
            let until = line.run_within(month, 2, is_dash);
            let until = if until > month { digits(line, until) } else { month };
            let dated = month > after && line.at(until) == Some('月');
            let named =
                line.any(after, &["底", "初", "末", "年底", "年初", "年末", "上半年", "下半年", "度", "第"]).is_some();
            let round = line.at(end - 1) == Some('0');
            let said = line.any_before(at, SAID).is_some_and(|word| !round || !matches!(word, "较" | "到" | "至"))
                && !line.starts(after, "来");
            let range = line.at(after).is_some_and(is_dash) && digits(line, after + 1) == after + 5;
            let long = line.at(after).is_some_and(|c| "来间代的以之历多余左前后".contains(c));
            return ((dated || named || said || range || stands_as_year(line, at, end)) && !long)
                .then_some((at, after));
        }
        // 始建于19年，…
        (2, '年') if century && line.any_before(at, BUILT).is_some() => {
            return (!line.at(end + 1).is_some_and(|c| "前代纪多余来".contains(c))).then_some((at, end + 1));
        }
        (2, _) if century => {
            let founded = line.any(end, FOUNDED)?;
            let told = line.any_before(at, &["自从", "自", "从", "于"]).is_some();
            let bare = matches!(founded.0, "成立" | "诞生" | "创立" | "建立") && opens(line, at);
            let whose = matches!(founded.0, "成立" | "诞生" | "创立" | "创办" | "建校")
                && line.before(at).is_some_and(|c| is_han(c) && !"月日初点第时分年共余前达超近约有满".contains(c));
            return (told || bare || whose).then_some((at, end));
        }
        _ => {}
    }
    dayless(line, at)
}

/// 2011年9月27 without 日, from the year's figures at `at` on; 9月27召开 without a year.
fn dayless(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let mut from = digits(line, at);
    let year = from - at == 4 && line.at(from) == Some('年');
    if year {
        from = digits(line, from + 1);
    }
    let length = from - if year { at + 5 } else { at };
    if !(1..=2).contains(&length) || line.at(from) != Some('月') {
        return None;
    }
    let day = from + 1;
    let end = digits(line, day);
    if !(1..=2).contains(&(end - day)) {
        return None;
    }
    let value = line.part(day..end).parse::<u32>().unwrap_or(0);
    let closed = line.past_blanks(end) >= line.len();
    // 3月30、5月10日: the day before 、 is another date's.
    let parted = line.at(end) == Some('、') && is_day(line, end + 1);
    let word = line.any(end, AFTER_DAY).map(|(word, _)| word);
    let spoken = word.is_some_and(|word| !is_mark(word.chars().next().unwrap_or(' ')));
    // 20起 counts cases; the day goes on with what holds from it on.
    let case = word == Some("起")
        && line.at(end + 1).is_some_and(|c| !is_mark(c) && !is_dash(c) && !",;)施执实正全在".contains(c));
    let grouped = case || matches!(word, Some("," | "，")) && digits(line, end + 1) > end + 1;
    let fits =
        if year { closed || word.is_some() } else { spoken && word.is_some_and(|word| word.chars().count() >= 2) };
    ((fits || parted) && !grouped && (1..=31).contains(&value)).then_some((at, end))
}

/// Whether a month and a day stand at `at`: 5月10日.
fn is_day(line: &Line<'_>, at: usize) -> bool {
    let month = digits(line, at);
    let day = digits(line, month + 1);
    (1..=2).contains(&(month - at)) && line.at(month) == Some('月') && day > month + 1 && line.at(day) == Some('日')
}

/// What is wrong around the 年 at `at`.
fn year(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    if line.starts(at, "年第季度") {
        let figure = line.run_before_within(at, 4, |c| c.is_ascii_digit());
        return Some((figure, at + 4));
    }
    if line.starts(at, "年年") {
        let before = line.before(at)?;
        let month = digits(line, at + 2);
        if matches!(before, '今' | '去' | '明') && month > at + 2 && line.at(month) == Some('月') {
            return Some((at - 1, at + 2));
        }
        let dated = before.is_ascii_digit() || matches!(before, 'x' | 'X' | '×' | 'ｘ' | 'Ｘ');
        let after = at + 2;
        let goes_on = line.at(after).is_none_or(|c| c.is_ascii_digit() || "，。、；）".contains(c))
            || line
                .any(after, &["上半年", "下半年", "第", "全面", "全市", "全县", "全区", "全镇", "春", "夏", "秋", "冬"])
                .is_some()
            || at - line.run_before(at, |c| c.is_ascii_digit()) == 4 && line.any(after, TWICE).is_some();
        return (dated && goes_on).then_some((at, after));
    }
    if line.starts(at, "年月日") {
        let said = line.any_before(at, &["于", "至", "自", "到", "从", "截至"]).is_some();
        return said.then_some((at, at + 3));
    }
    let after = at + 1;
    let end = digits(line, after);
    if line.before(at).is_some_and(|c| c.is_ascii_digit()) && line.at(after) == Some('月') && end == after {
        // 2024年月至9月: the figures of the month are gone. 月均, 月报 and the like are words.
        let figure = line.run_before(at, |c| c.is_ascii_digit());
        // 2024年月28日: so is it where a day follows.
        let day = digits(line, after + 1);
        let with_day = (1..=2).contains(&(day - after - 1)) && line.at(day) == Some('日');
        let goes_on = with_day || line.at(after + 1).is_none_or(|c| is_dash(c) || "日底初末上中下，。；）".contains(c));
        return (at - figure == 4 && goes_on).then_some((figure, after + 1));
    }
    if !(1..=2).contains(&(end - after)) || line.at(end) != Some('月') || !opens(line, at) {
        return None;
    }
    Some((at, range_end(line, end + 1)))
}

/// The end of a range without its second figure that goes on at `at`, behind a month: --月.
fn range_end(line: &Line<'_>, at: usize) -> usize {
    let to = line.run(at, is_dash);
    if to > at && line.at(to) == Some('月') && !line.at(to + 1).is_some_and(is_word_of_month) { to + 1 } else { at }
}

/// What follows 月 in words: 月均, 月报, 月底.
fn is_word_of_month(c: char) -> bool {
    "均报度考薪刊底初末坛山亮球台票经收产中饼牙光色".contains(c)
}

/// What is wrong around the 月 at `at`.
fn month(line: &Line<'_>, at: usize) -> Option<(usize, usize)> {
    let before = line.before(at)?;
    if before.is_ascii_digit() {
        let from = line.run_before(at, |c| c.is_ascii_digit());
        if !(1..=2).contains(&(at - from)) {
            return None;
        }
        let end = range_end(line, at + 1);
        if end > at + 1 {
            return Some((from, end));
        }
        let after = line.at(at + 2);
        let dayless = line.starts(at, "月日")
            && (after.is_none_or(|c| is_dash(c) || matches!(c, '，' | '。' | '；' | '）' | '前'))
                || line.any(at + 2, TWICE).is_some_and(|(word, _)| word.chars().count() > 1));
        return dayless.then_some((from, at + 2));
    }
    // 2024年1至月: the second figure is gone.
    let dash = at.saturating_sub(1);
    let from = line.run_before_within(dash, 3, |c| c.is_ascii_digit());
    let first = line.part(from..dash).parse::<u32>().is_ok_and(|first| (1..=12).contains(&first));
    if is_dash(before) && first && line.before(from) == Some('年') && !line.at(at + 1).is_some_and(is_word_of_month) {
        return Some((from, at + 1));
    }
    // （月—7月）: the first figure is gone.
    let to = line.run(at + 1, is_dash);
    let end = digits(line, to);
    let range = to > at + 1 && (1..=2).contains(&(end - to)) && line.at(end) == Some('月');
    let bare = matches!(before, '（' | '(' | '，' | ',' | '：' | ':' | '。' | '于' | '从' | '自');
    (range && bare).then_some((at, end + 1))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn dates_that_lost_figures() {
        fires(
            "date-broken",
            &[
                "⟦201月⟧—7月初为巩固阶段，整体推进（⟦205月⟧--6月）。",
                "⟦年7月⟧启动，从⟦年3月⟧到8月，（⟦年7月--月⟧）",
                "于⟦202年⟧6月印发，⟦201年⟧底完成，自⟦199年⟧起施行。",
                "已于⟦年月日⟧公开招标，至⟦年月日⟧止。",
                "xx⟦年年⟧12月底达标，2024⟦年年⟧6月验收。",
                "镇卫生院自从⟦19⟧成立至今，⟦19⟧成立的𠀀社",
                "于⟦2011年9月27⟧召开会议，⟦2024年6月3⟧。",
                "时间为⟦2024年6月3⟧",
                "《⟦201月⟧工作要点》",
                "e\u{301}，⟦年10月⟧到位",
                "　　⟦年6月⟧2日",
                "于⟦2024年6月3⟧（星期一）召开",
                "自⟦2024年6月3⟧起施行",
                "会议于⟦9月27⟧召开",
                "（⟦月—7月⟧）集中整治",
                "⟦203年⟧1至12月共收件30份",
                "定于⟦2016年月⟧28日",
                "⟦3月30⟧、5月10日两次召开会议",
                "2023年⟦1至月⟧共办结12件",
                "自2023年⟦1—月⟧",
                "自⟦今年年⟧5月起",
                "于⟦3月日⟧召开动员会",
                "⟦20年月日⟧之前报送",
                "该校始建于⟦19年⟧，占地30亩",
                "⟦2023年第季度⟧",
            ],
        );
    }

    #[test]
    fn years_of_three_figures_and_years_said_twice() {
        fires(
            "date-broken",
            &[
                "⟦202年⟧，全镇完成整治十二处。",
                "力争到⟦202年⟧年底全部达标",
                "产值较⟦202年⟧增长一成",
                "（2022—⟦202年⟧）",
                "实施2022—⟦202年⟧行动计划，2022-⟦202年⟧规划",
                "注：⟦202年⟧数据为快报数",
                "四、⟦202年⟧打算",
                "《⟦201年⟧工作要点》，（⟦203年⟧版）",
                "对照2023年、⟦202年⟧两期数据𠀀",
                "学校⟦19⟧成立，𠀀e\u{301}",
                "于2023⟦年年⟧启动，2022⟦年年⟧我镇获奖",
                "自⟦20年月日⟧起施行，至⟦2024年月日⟧止",
            ],
        );
        silent(
            "date-broken",
            &[
                "200年，薪火相传；190年，风雨兼程",
                "树龄195年、201年的两株",
                "较200年前多，到200年校庆",
                "2023年年底、2023年年中、2023年年报、2023年年会、2023年年均",
                "20成、9月20成立，第20成立",
                "连续3年年启动",
                "共202年",
                "古树树龄：201年以来最大，历史：199年树龄",
                "腊月初19成立",
                "202年",
                "建于公元202年间",
                "3月30、31日两次召开会议",
                "2023年1月至月底",
                "每年至月末",
                "2023年1至5月",
                "增至月均3次",
                "3月30个、5月10日",
                "今年年初，明年年底，去年年300天",
                "20年月日",
                "该校建于20年前，成立于20世纪",
                "2023年第一季度，第季刊",
                "3月日均，6月日程",
            ],
        );
    }

    #[test]
    fn a_month_that_lost_its_figure() {
        fires("date-broken", &["⟦2024年月⟧至9月开展", "⟦5月--月⟧整改", "⟦6月日⟧前完成"]);
    }

    #[test]
    fn whole_dates_and_words_are_left() {
        silent(
            "date-broken",
            &[
                "今年7月、去年8月、同年9月、当年10月、每年1月、次年2月、2024 年 7 月",
                "一九九七年7月，二〇二四年7月，２０２４年7月",
                "全年累计，年实际使用外资3亿元，年均增长5%",
                "2024年年底、3年年均、2024年年度总结、五年年均",
                "一年年做下来，近200年历史，距今190年，有200年的树",
                "200年来，190年代",
                "2024年6月3日，2024年9月27—28日，2024年9月27、28日",
                "2024年6月20家企业入驻，2024年6月15个社区",
                "2024年月均12起，5月日均3起",
                "服务120月，共202个月，第201期",
                "年 月 日",
                "19个社区成立小组，20家成立",
                "11月—次年2月，3月至5月，月底、5月-月底",
                "新冠-19以来，自20家单位",
                "光阴荏苒，年月日久",
                "2024年6月3，000元",
                "2024年6月20起案件办结",
                "xx年年底达标",
                "9月27个项目",
                "𠀀年7月",
            ],
        );
    }
}
