//! The form of years: two digits, Chinese figures, a look-alike for 〇.

use crate::lint::date;
use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::number::{self, digit, han_digit, is_digit, is_han_figure};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "year-two-digit",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("两位年份", "two-digit year"),
        says: Words::new("年份“{}”只写了两位，应当写全四位", "the year “{}” has two digits only: write all four"),
        basis: Basis::new("GB/T 15835 5.1.4", "规定"),
        wrong: "截至⟦24年⟧底全部完成。",
        right: "截至2024年底全部完成。",
        doubt: Words::new("说的如果是多少年的时间，就不是年份。", "It is no year where a length of time is meant."),
        reach: Reach::TEXT,
        needs: "年",
        check: Check::Line(two_digits),
    },
    Rule {
        id: "year-chinese",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("汉字年份", "year in Chinese figures"),
        says: Words::new("正文里的年份“{}”宜用阿拉伯数字", "the year “{}” in the text is better written in digits"),
        basis: Basis::new("", "实务"),
        wrong: "任务在⟦二〇二四年⟧上半年完成。",
        right: "任务在2024年上半年完成。",
        doubt: Words::new(
            "落款日期、引文和旧式公文里可以用汉字。",
            "Chinese figures are right in dates of signing, in quotations and in documents of the old style.",
        ),
        reach: Reach::WORDS,
        needs: "年",
        check: Check::Line(chinese),
    },
    Rule {
        id: "year-zero-form",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("年份的〇", "nought in a year"),
        says: Words::new("汉字年份里的“{}”应当写作“〇”", "“{}” in a year in Chinese figures should be 〇"),
        basis: Basis::new("GB/T 15835 5.2.5", "规定"),
        wrong: "自二⟦○⟧二四年起施行。",
        right: "自二〇二四年起施行。",
        doubt: Words::new(
            "有的字体里“〇”和“○”很像，请看清再改。",
            "In some fonts 〇 and ○ look alike: look closely first.",
        ),
        reach: Reach::TEXT,
        needs: "○◯OＯoｏ0０ΟО",
        check: Check::Line(zero_form),
    },
];

/// What leads to a point of time.
const BEFORE: [&str; 6] = ["截至", "截止", "自", "从", "到", "至"];
/// What follows a year that is one.
const BEHIND: [&str; 6] = ["底", "初", "末", "上半年", "下半年", "以来"];
/// Words that begin with 初, 底, 末.
const WORDS: [&str; 17] = [
    "初步", "初心", "初始", "初衷", "初次", "初级", "初创", "初中", "初期", "底蕴", "底线", "底气", "底色", "底子",
    "底数", "末端", "末梢",
];
/// What makes a length of it in spite of the word before.
const LENGTH: [&str; 8] = ["达到", "长到", "长达到", "增至", "增到", "延至", "延长到", "延长至"];

/// Whether what stands before the figures at `at` makes a length of time or a code of the year: 刑期12年6月, 近10年度.
fn is_length(line: &Line<'_>, at: usize) -> bool {
    let near = line.part(at.saturating_sub(8)..at);
    let clause = near.rsplit(['，', '。', '；', '：', '、', '（']).next().unwrap_or_default();
    let told = ["刑", "期", "限", "龄", "历时", "长达", "连续", "判处", "农历", "民国", "昭和"]
        .iter()
        .any(|word| clause.contains(word));
    told || !number::is_start(line, at)
        || line.before(at).is_some_and(|c| "近约满达共第前后每各余逾超了过有'’‘-—～".contains(c))
}

fn two_digits(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '年') {
        let start = line.run_before(at, is_digit);
        if at - start != 2 {
            continue;
        }
        let value =
            line.chars.get(start..at).unwrap_or_default().iter().filter_map(|c| digit(*c)).fold(0, |n, d| n * 10 + d);
        let led = line.any_before(start, &BEFORE).is_some();
        if !(10..=35).contains(&value) || line.any_before(start, &LENGTH).is_some() || !led && is_length(line, start) {
            continue;
        }
        let month = line.run(at + 1, is_digit);
        let in_month = (1..=2).contains(&(month - at - 1)) && line.at(month) == Some('月');
        let in_month = in_month && (led || date::figures_at(line, at + 1).is_some_and(|m| (1..=12).contains(&m.value)));
        let in_degree = line.at(at + 1) == Some('度') && !matches!(line.at(at + 2), Some('过' | '假'));
        let word = line.any(at + 1, &WORDS).is_some();
        let behind = led && (line.any(at + 1, &BEHIND).is_some() || line.starts(at + 1, "年底"));
        if in_month || in_degree || behind && !word {
            found.put(line, start..at + 1).suggest(format!("20{value}年")).about(line.part(start..at + 1));
        }
    }
}

fn chinese(line: &Line<'_>, found: &mut Found) {
    if line.kind != Kind::Body || !line.chars.iter().any(|c| matches!(c, '，' | '。' | '；')) {
        return;
    }
    for at in line.positions(|c| c == '年') {
        let Some(year) = date::year_ending(line, at) else { continue };
        let figures = line.chars.get(year.figures.clone()).unwrap_or_default();
        if figures.iter().all(|c| han_digit(*c).is_some() || matches!(c, '○')) && (1900..2100).contains(&year.value) {
            let range = year.figures.start..at + 1;
            found.put(line, range.clone()).suggest(format!("{}年", year.value)).about(line.part(range));
        }
    }
}

/// What may stand between two years of a range.
const RANGE: [&str; 8] = ["—", "－", "-", "～", "~", "至", "到", "–"];

/// Whether a year ends before `at`: 年 stands there, or a range goes on with another year in Chinese figures.
fn is_year_end(line: &Line<'_>, at: usize) -> bool {
    let figure = |c: char| han_digit(c).is_some() || date::is_nought(c);
    match line.any(at, &RANGE) {
        _ if line.at(at) == Some('年') => true,
        Some((_, next)) => line.run(next, figure) == next + 4 && line.at(next + 4) == Some('年'),
        None => false,
    }
}

fn zero_form(line: &Line<'_>, found: &mut Found) {
    let figure = |c: char| han_digit(c).is_some() || date::is_nought(c);
    let alike = |c: char| date::is_nought(c) && !matches!(c, '〇' | '零');
    let mut at = 0;
    while at < line.len() {
        if !line.at(at).is_some_and(figure) {
            at += 1;
            continue;
        }
        let (start, end) = (at, line.run(at, figure));
        at = end;
        let year = line.chars.get(start..end).unwrap_or_default();
        let written = year.iter().any(|c| alike(*c)) && year.iter().any(|c| han_digit(*c).is_some());
        let century = matches!(year.first(), Some('一' | '二'));
        let whole = number::is_start(line, start) && !line.before(start).is_some_and(is_han_figure);
        if end - start != 4 || !written || !century || !whole || !is_year_end(line, end) {
            continue;
        }
        let mut from = start;
        while from < end {
            let Some(sign) = line.at(from).filter(|c| alike(*c)) else {
                from += 1;
                continue;
            };
            let to = line.run(from, |c| c == sign).min(end);
            let nought = "〇".repeat(to - from);
            let mut told = found.put(line, from..to);
            // The digit 0 stays: a fix never changes a figure.
            if is_digit(sign) { told.suggest(nought) } else { told.fix(nought) }.about(sign);
            from = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn years_of_two_digits() {
        fires(
            "year-two-digit",
            &[
                "自⟦23年⟧3月开展巡查，到⟦25年⟧末收官。",
                "从⟦22年⟧上半年至⟦23年⟧下半年",
                "截止⟦24年⟧12月𠀀里村",
                "e\u{301}级项目到⟦35年⟧底建成",
                "持续至⟦26年⟧度考核，自⟦23年⟧以来",
                "一、截至⟦24年⟧6月的进展",
                "到⟦24年⟧底全部建成，从⟦23年⟧初起",
                "⟦18年⟧3月启动，⟦22年⟧11月验收",
                "（⟦19年⟧6月）",
                "一、⟦23年⟧度工作回顾",
                "对照⟦22年⟧度考核结果𠀀",
            ],
        );
        silent(
            "year-two-digit",
            &[
                "截至2024年底完成",
                "连续16年获评，历时12年",
                "近15年来，11年来，到90年代末",
                "服务年限达到15年底线",
                "租期从10年初步延长到15年，从15年底蕴看，服务年限到30年底线不变，到20年初心不改",
                "从10年前起步，到20年后",
                "印发《截至24年底任务表》的通知",
                "到40年底",
                "从124年初",
                "24年底完成",
                "判处有期徒刑12年6月",
                "服务期限10年6月，刑期为15年3月",
                "近10年度，连续12年度获评，共15年度",
                "民国23年5月",
                "12年度假村运营经验",
                "18年15月",
                "历时13年2月",
                "’24年3月，从2010-12年3月",
            ],
        );
    }

    #[test]
    fn years_in_chinese_figures() {
        fires(
            "year-chinese",
            &[
                "全部任务在⟦二〇二三年⟧年底前完成，群众对创建工作的各项安排反映良好。",
                "自⟦一九九八年⟧开街以来，历任负责人都把环境卫生当作第一件大事来抓，𠀀里村也不例外。",
                "⟦二〇二五年⟧，全镇各个社区要继续抓好环境整治，e\u{301}级路段由专人负责，逐月考核。",
            ],
        );
        silent(
            "year-chinese",
            &[
                "二〇二四年七月一日",
                "全部任务在2024年年底前完成，群众对创建工作的各项安排反映良好。",
                "会上宣读了“二〇二三年全部任务在年底前完成的决定”，群众对创建工作的各项安排反映良好。",
                "全部任务在三年内完成，群众对创建工作的各项安排反映良好，三五年后更好。",
            ],
        );
    }

    #[test]
    fn look_alikes_of_the_nought() {
        fires(
            "year-zero-form",
            &[
                "二⟦OO⟧八年以来，二⟦○⟧二⟦○⟧年𠀀",
                "二⟦Ｏ⟧二一—二⟦Ｏ⟧二五年规划",
                "二⟦0⟧二四年十二月",
                "e\u{301}二⟦◯⟧一九年起",
                "一九八⟦○⟧年",
                "会议于二⟦o⟧二四年召开",
            ],
        );
        silent(
            "year-zero-form",
            &[
                "二〇二四年，二零二四年",
                "2024年，2O24年",
                "共○○年度",
                "三○二四年，十二○二四年",
                "二○二四号",
                "印发《二○二四年要点》的通知",
                "第二O二四",
            ],
        );
        mends("year-zero-form", &[("二OO八年至二○二○年", "二〇〇八年至二〇二〇年"), ("二0二四年", "二0二四年")]);
    }
}
