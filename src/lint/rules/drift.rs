//! One thing counted in two ways: 5条街道 and 五条街道, 10家站点 and 10个站点; and units cut short: 10个平方.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::number::{self, Number, Script, is_digit, is_han_figure};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "numeral-drift",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("数字写法不一", "numerals of two kinds"),
        says: Words::new(
            "“{}”在同一篇里又用数字又用汉字，宜统一",
            "“{}” is written in digits and in Chinese in one piece: keep to one",
        ),
        basis: Basis::new("GB/T 15835 4.3", "一般"),
        wrong: "整治5条街道。⏎⟦五条街道⟧面貌一新。",
        right: "整治5条街道。⏎5条街道面貌一新。",
        doubt: Words::new("固定的说法和引文里的数字不必统一。", "Set phrases and quotations keep their own."),
        reach: Reach::FIGURES,
        needs: "",
        check: Check::Piece(numerals),
    },
    Rule {
        id: "unit-drift",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("量词不一", "two measure words"),
        says: Words::new("“{}”和前文的量词不一样，宜统一", "“{}” has another measure word than before: keep to one"),
        basis: Basis::new("", "实务"),
        wrong: "负责10家站点，⟦10个站点⟧均已整改。",
        right: "负责10家站点，10家站点均已整改。",
        doubt: Words::new("两处说的如果不是同一批，可以不同。", "They may differ where other things are meant."),
        reach: Reach::FIGURES,
        needs: "家个处所座",
        check: Check::Line(units),
    },
    Rule {
        id: "unit-short",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("单位不全", "unit cut short"),
        says: Words::new("“{}”的单位是口语，应当写全", "the unit of “{}” is colloquial: write it in full"),
        basis: Basis::new("", "实务"),
        wrong: "只有⟦10个平方⟧的图书室。",
        right: "只有10平方米的图书室。",
        doubt: Words::new("引用别人的话可以照录。", "Who quotes may keep it."),
        reach: Reach::FIGURES,
        needs: "方亿",
        check: Check::Line(short),
    },
];

/// A number with its measure word and the first two characters of what is counted.
struct Counted {
    number: Number,
    unit: &'static str,
    noun: [char; 2],
    end: usize,
}

/// Characters with which a noun of two goes on to be another one.
const LONGER: &str = "服企人队设工管组学机部系平中建站所点网委代主负干协联级类型长";

/// What the line counts, in order; Chinese numbers only where `han`.
fn counted(line: &Line<'_>, han: bool) -> Vec<Counted> {
    let (mut out, mut at) = (Vec::new(), 0);
    while at < line.len() {
        let Some(c) = line.at(at) else { break };
        if !(is_digit(c) || (han && is_han_figure(c))) {
            at += 1;
            continue;
        }
        let start = at;
        at = line.run(at, |c| is_digit(c) || is_han_figure(c));
        let told = !number::is_start(line, start) || line.before(start).is_some_and(|c| "第几数多每“—～-.".contains(c));
        let Some(number) = number::read(line, start).filter(|_| !told) else { continue };
        let Some((unit, end)) = number::unit(line, number.range.end) else { continue };
        let (Some(one), Some(other)) = (line.at(end), line.at(end + 1)) else { continue };
        // 社区 and 社区服务中心 are two.
        let longer = line.at(end + 2).is_some_and(|c| LONGER.contains(c));
        if is_han(one) && is_han(other) && !longer {
            out.push(Counted { number, unit, noun: [one, other], end: end + 2 });
        }
    }
    out
}

/// Units after which a noun does not begin, or which are set phrases with Chinese numbers.
const FORMAL: [&str; 22] = [
    "年", "天", "岁", "个月", "级", "届", "度", "点", "面", "口", "层", "分", "%", "元", "成", "步", "代", "把", "对",
    "道", "头", "种",
];
/// Nouns that are counted in Chinese by custom, and words that are none.
const CUSTOM: [&str; 22] = [
    "方面", "问题", "要求", "原则", "意见", "特点", "阶段", "环节", "内容", "以上", "以下", "左右", "以内", "工作",
    "重点", "任务", "措施", "之一", "目标", "层面", "时段", "不同",
];

fn numerals(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let mut digits = BTreeSet::<(i128, &str, [char; 2])>::new();
    let mut chinese = Vec::new();
    for line in subject.lines_of(piece) {
        if matches!(line.kind, Kind::Debris | Kind::Code | Kind::Table | Kind::Spaced | Kind::Title) {
            continue;
        }
        for one in counted(line, true) {
            let noun: String = one.noun.iter().collect();
            let small = one.number.value() < 2 * number::ONE;
            if small
                || FORMAL.contains(&one.unit)
                || CUSTOM.contains(&noun.as_str())
                || line.in_title(one.number.range.start)
            {
                continue;
            }
            let key = (one.number.value(), one.unit, one.noun);
            if one.number.script == Script::Arabic {
                digits.insert(key);
            } else if !line.in_quotation(one.number.range.start) {
                chinese.push((key, line, one.number.range.start..one.end));
            }
        }
    }
    for (key, line, range) in chinese {
        if digits.contains(&key) {
            let written = line.part(range.clone());
            found.put(line, range).about(written);
        }
    }
}

/// Measure words that stand for one another.
const ALIKE: [&str; 5] = ["家", "个", "处", "所", "座"];

fn units(line: &Line<'_>, found: &mut Found) {
    let mut seen = BTreeMap::<(i128, [char; 2]), &str>::new();
    for one in counted(line, false) {
        if !ALIKE.contains(&one.unit) || one.number.value() < 5 * number::ONE {
            continue;
        }
        let noun: String = one.noun.iter().collect();
        if CUSTOM.contains(&noun.as_str()) {
            continue;
        }
        let first = *seen.entry((one.number.value(), one.noun)).or_insert(one.unit);
        if first != one.unit {
            let range = one.number.range.start..one.end;
            let suggestion = format!("{}{first}{noun}", line.part(one.number.range));
            found.put(line, range.clone()).suggest(suggestion).about(line.part(range));
        }
    }
}

/// What makes a unit of 平方 and 立方, and other words with them.
const WHOLE: [&str; 22] = [
    "米", "公里", "千米", "厘米", "分米", "毫米", "英尺", "英里", "尺", "丈", "寸", "厘", "公分", "m", "k", "c", "根",
    "差", "和", "式", "律", "海里",
];

fn short(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '方') {
        let Some(start) = at.checked_sub(1).filter(|at| matches!(line.at(*at), Some('平' | '立'))) else { continue };
        let blank = line.run(at + 1, |c| c == ' ');
        if line.any(blank, &WHOLE).is_some() {
            continue;
        }
        let ge = line.before(start) == Some('个');
        let Some(number) = number_before(line, if ge { start - 1 } else { start }) else { continue };
        let range = number.range.start..at + 1;
        let suggestion = format!(
            "{}{}米",
            line.part(number.range.start..if ge { start - 1 } else { start }),
            line.part(start..at + 1)
        );
        found.put(line, range.clone()).suggest(suggestion).about(line.part(range));
    }
    for at in line.each("个亿") {
        if line
            .any(at.end, &["级", "元", "吨", "斤", "人", "块", "美元", "欧元", "港元", "立方", "度", "千瓦"])
            .is_some()
        {
            continue;
        }
        let Some(number) = number_before(line, at.start) else { continue };
        let range = number.range.start..at.end;
        let suggestion = format!("{}亿元", line.part(number.range.start..at.start));
        found.put(line, range.clone()).suggest(suggestion).about(line.part(range));
    }
}

/// The number that ends before `end`, blanks between.
fn number_before(line: &Line<'_>, end: usize) -> Option<Number> {
    let end = line.run_before(end, |c| c == ' ');
    let end = if matches!(line.before(end), Some('余' | '多')) { end - 1 } else { end };
    let figure = |c: char| is_digit(c) || matches!(c, '.' | ',') || is_han_figure(c);
    let from = line.run_before(end, figure);
    // 三百个平方 after other figures: the longest number that ends here.
    (from..end.min(from + 16)).find_map(|at| {
        number::read(line, at)
            .filter(|number| number.range.end == end && (number::is_start(line, at) || number.script == Script::Han))
    })
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn numerals_of_two_kinds() {
        fires(
            "numeral-drift",
            &[
                "整改12个小区。⏎⟦十二个小区⟧全部验收。",
                "⟦三名干部⟧包保，另有3名干部巡查。𠀀",
                "走访20户居民，⟦二十户居民⟧都说好。e\u{301}",
                "一、抓好8所学校⏎⟦八所学校⟧均已达标。",
            ],
        );
        silent(
            "numeral-drift",
            &[
                "整治5条街道。⏎5条街道面貌一新。",
                "整治5条街道，六条街道待整治。",
                "整治5条街道，五条巷道待整治。",
                "第五条街道，整治5条街道。",
                "抓好3个方面，三个方面都有进展。",
                "3个问题，“三个问题清单”，三个问题都已整改。",
                "1个小区，一个小区也不能少。",
                "《五条街道整治办法》，整治5条街道。",
                "3年内完成，三年内见效。",
                "新建5个社区服务中心，五个社区被评为先进。",
            ],
        );
    }

    #[test]
    fn two_measure_words() {
        fires(
            "unit-drift",
            &[
                "检查25处网点，⟦25个网点⟧合格。",
                "12所学校开课，⟦12家学校⟧达标𠀀，12所学校挂牌。",
                "（1,200个摊位，⟦1,200处摊位⟧）e\u{301}",
                "一、建成6座公厕，⟦6个公厕⟧开放",
            ],
        );
        silent(
            "unit-drift",
            &[
                "负责10家站点，10家站点均已整改。",
                "负责10家站点，11个站点均已整改。",
                "负责3家站点，3个站点均已整改。",
                "负责10家站点，10个网点均已整改。",
                "负责10家站点。⏎10个站点均已整改。",
                "10家企业、10名企业家",
                "10家社区服务站，10个社区达标",
            ],
        );
    }

    #[test]
    fn units_cut_short() {
        fires(
            "unit-short",
            &[
                "新增绿地⟦2万平方⟧，清运垃圾⟦300立方⟧。",
                "投入⟦3个亿⟧，又争取⟦两个亿⟧𠀀",
                "（⟦三十个平方⟧）e\u{301}",
                "一、面积⟦1,200.5平方⟧",
                "约⟦80 平方⟧左右，⟦800余平方⟧",
            ],
        );
        silent(
            "unit-short",
            &[
                "10平方米，3立方米，5平方公里，2 平方 米",
                "3个万亿级产业，4万亿项目，5个亿级园区",
                "8个亿元村，平方根，几个亿",
                "立方体，对方，平方",
                "《10个平方的图书室》",
                "100平方厘米，20平方m",
                "3亿元",
            ],
        );
    }
}
