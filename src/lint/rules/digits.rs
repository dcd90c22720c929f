//! The form of figures: full-width ones, percent signs of two kinds, a decimal without its nought, 10几.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::number::{self, Number, ONE, is_digit};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::lint::subject::Subject;
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "digit-fullwidth",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("全角数字", "full-width digits"),
        says: Words::new("数字“{}”是全角的，应当用半角", "full-width digits “{}”: use half-width ones"),
        basis: Basis::new("GB/T 15835 5.1", "规定"),
        wrong: "抽调⟦５０⟧名干部。",
        right: "抽调50名干部。",
        doubt: Words::new(
            "排版有意让数字占一个字宽时可以保留。",
            "They may stay where the layout wants a digit as wide as a character.",
        ),
        reach: Reach::TEXT,
        needs: "０１２３４５６７８９",
        check: Check::Line(fullwidth),
    },
    Rule {
        id: "percent-sign-mixed",
        level: Level::Hint,
        used: Use::On,
        fixes: true,
        name: Words::new("百分号不一", "two percent signs"),
        says: Words::new("全文百分号有全角有半角，请统一，这里是“{}”", "both percent signs are used; here it is “{}”"),
        basis: Basis::new("", "实务"),
        wrong: "参与率90%，满意率95⟦％⟧。",
        right: "参与率90%，满意率95%。",
        doubt: Words::new("引用的原文可以照录。", "A text that is quoted may keep its own."),
        reach: Reach::TEXT,
        needs: "",
        check: Check::Document(percent_signs),
    },
    Rule {
        id: "leading-zero",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("小数缺零", "decimal without nought"),
        says: Words::new(
            "小数“{}”缺整数位，小数点前应当写0",
            "the decimal “{}” lacks its nought: write 0 before the point",
        ),
        basis: Basis::new("GB/T 15835 5.1.2", "规定"),
        wrong: "同比下降⟦.5⟧个百分点。",
        right: "同比下降0.5个百分点。",
        doubt: Words::new(
            "小数点前如果漏了别的数字，请补上那个数字。",
            "Where another digit was lost before the point, put that one back.",
        ),
        reach: Reach::FIGURES,
        needs: ".．",
        check: Check::Line(leading_zero),
    },
    Rule {
        id: "ji-with-digit",
        level: Level::Must,
        used: Use::On,
        fixes: false,
        name: Words::new("几字配数字", "ji beside digits"),
        says: Words::new("“{}”是概数，应当用汉字数字", "“{}” is an approximate number: write it in Chinese numerals"),
        basis: Basis::new("GB/T 15835 4.2.2", "规定"),
        wrong: "整改⟦10几⟧个小区。",
        right: "整改十几个小区。",
        doubt: Words::new(
            "数字是编号、“几”另起一问时不是概数。",
            "It is none where the digits are a code and 几 begins a question.",
        ),
        reach: Reach::TEXT,
        needs: "几",
        check: Check::Line(ji),
    },
];

fn is_full(c: char) -> bool {
    matches!(c, '０'..='９')
}

fn fullwidth(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    while at < line.len() {
        if !line.at(at).is_some_and(is_full) {
            at += 1;
            continue;
        }
        let mut end = line.run(at, is_full);
        // The point of a decimal goes with its digits.
        while line.at(end) == Some('．') && line.at(end + 1).is_some_and(is_full) {
            end = line.run(end + 1, is_full);
        }
        let half: String = line.part(at..end).chars().map(fold::char).collect();
        found.put(line, at..end).fix(half).about(line.part(at..end));
        at = end;
    }
}

fn percent_signs(subject: &Subject<'_>, found: &mut Found) {
    let (mut full, mut half) = (Vec::new(), Vec::new());
    for line in &subject.lines {
        if matches!(line.kind, Kind::Debris | Kind::Code | Kind::Table | Kind::Spaced) {
            continue;
        }
        if !line.mask.may_hold('%') && !line.mask.may_hold('％') {
            continue;
        }
        for at in line.positions(|c| matches!(c, '%' | '％')) {
            if line.shield(at) != Shield::None || line.in_title(at) || !line.before(at).is_some_and(is_digit) {
                continue;
            }
            if line.at(at) == Some('%') { half.push((line, at)) } else { full.push((line, at)) }
        }
    }
    if full.is_empty() || half.is_empty() {
        return;
    }
    // The half-width sign is the usual one: only a text that has clearly more of the other keeps that.
    let (rare, sign) = if full.len() < half.len() * 2 { (full, "%") } else { (half, "％") };
    for (line, at) in rare {
        found.put(line, at..at + 1).fix(sign).about(line.part(at..at + 1));
    }
}

/// Units behind a decimal that say enough: anything Chinese may stand before the point.
const SURE: [&str; 6] = ["个百分点", "百分点", "%", "％", "倍", "‰"];
/// Units behind a decimal before which the point may be a full stop of the wrong width.
const LIKELY: [&str; 12] = ["万", "亿", "元", "公里", "千米", "平方公里", "平方米", "米", "公顷", "亩", "吨", "立方米"];
/// What leads to a figure.
const LEADS: &str = "升降增减长短约近达为到至高低了仅是比过超占共计费资入加均积";

fn leading_zero(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| matches!(c, '.' | '．')) {
        let Some(left) = line.before(at) else { continue };
        let end = line.run(at + 1, is_digit);
        if end == at + 1 || end > at + 5 || matches!(line.at(end), Some('.' | '．' | ':' | '/' | '-')) {
            continue;
        }
        // A Chinese numeral before the point is a label: 一.5万…
        let opens = matches!(left, '，' | '、' | '（' | '～' | '“');
        if !(opens || is_han(left)) || number::is_han_figure(left) {
            continue;
        }
        let sure = line.any(end, &SURE).is_some();
        let likely = line.any(end, &LIKELY).is_some() && (LEADS.contains(left) || opens);
        if sure || likely {
            let written = line.part(at..end);
            let digits = line.part(at + 1..end);
            found.put(line, at..end).suggest(format!("0.{digits}")).about(written);
        }
    }
}

/// Words that begin with 几 and are no number.
const JI_WORDS: [&str; 10] = ["几何", "几乎", "几率", "几经", "几度", "几近", "几多", "几级", "几类", "几里"];

fn ji(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '几') {
        if line.any(at, &JI_WORDS).is_some_and(|(word, _)| !matches!(word, "几级" | "几类" | "几里")) {
            continue;
        }
        let start = line.run_before(at, is_digit);
        if start < at {
            let Some(number) = number::arabic(line, start) else { continue };
            let counted = number::unit(line, at + 1).is_some() || line.any(at + 1, &["万", "亿", "千", "百"]).is_some();
            if number.range.end == at && is_round(&number) && counted && !is_code(line, start) {
                let written = line.part(start..at + 1);
                found.put(line, start..at + 1).suggest(chinese(&number, true)).about(written);
            }
        } else if let Some(number) = number::arabic(line, at + 1) {
            let behind = number.range.end;
            let power = matches!(number.mantissa / ONE, 10 | 100 | 1000 | 10_000 | 100_000) && number.decimals == 0;
            let counted = number.scale > 1 || number::unit(line, behind).is_some();
            if power && counted && line.before(at) != Some('第') {
                let end = number.figures.end;
                found.put(line, at..end).suggest(chinese(&number, false)).about(line.part(at..end));
            }
        }
    }
}

/// Whether something could be added to the number: 10, 30, 200. A year is none.
fn is_round(number: &Number) -> bool {
    let value = number.mantissa / ONE;
    number.decimals == 0 && number.scale == 1 && !number.is_year() && (10..10_000).contains(&value) && value % 10 == 0
}

/// Whether the digits at `start` name something.
fn is_code(line: &Line<'_>, start: usize) -> bool {
    !number::is_start(line, start) || number::is_labelled(line, start, "第图表式例号题")
}

/// 10几 as 十几, 几10 as 几十.
fn chinese(number: &Number, before: bool) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let value = number.mantissa / ONE;
    if !before {
        let tens = match value {
            10 => "十",
            100 => "百",
            1000 => "千",
            10_000 => "万",
            _ => "十万",
        };
        return format!("几{tens}");
    }
    let mut out = String::new();
    for (one, name) in [(1000, "千"), (100, "百"), (10, "十")] {
        let digit = (value / one % 10) as usize;
        if digit > 0 {
            let written = DIGITS.get(digit).copied().unwrap_or_default();
            out.push_str(if one == 10 && digit == 1 && value < 100 { "" } else { written });
            out.push_str(name);
        }
    }
    // What is added to whole hundreds is tens: 一百几十.
    out + if value % 100 == 0 { "几十" } else { "几" }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn full_width_digits() {
        fires(
            "digit-fullwidth",
            &[
                "走访⟦１２⟧户、⟦３．５⟧公里，共50人。",
                "⟦１⟧．摸清底数",
                "𠀀里村有⟦８０⟧户",
                "e\u{301}级⟦２⟧次，于⟦２０２４⟧年⟦７⟧月完成",
                "一、⟦９⟧月重点工作",
                "（⟦２⟧）开展巡查",
            ],
        );
        silent(
            "digit-fullwidth",
            &["共50名。", "二〇二四年", "印发《２０２４年方案》的通知", "A4纸，Ｗ级", "见①②，Ⅲ类"],
        );
        mends("digit-fullwidth", &[("走访１２户、３．５公里，３4人", "走访12户、3.5公里，34人"), ("共５％", "共5％")]);
    }

    #[test]
    fn percent_signs_of_two_kinds() {
        fires(
            "percent-sign-mixed",
            &["甲区90%，乙区95%。⏎丙区80⟦％⟧。", "甲区90％，乙区95％，丙区80⟦%⟧。", "𠀀村8%；e\u{301}级7%，余5⟦％⟧"],
        );
        silent(
            "percent-sign-mixed",
            &[
                "甲区90％，乙区95％。",
                "参与率90%，“％”是百分号。",
                "参与率90%，印发《占比95％的办法》。",
                "参与率90%，见http://a.cn/b%20c。",
                "",
            ],
        );
        fires("percent-sign-mixed", &["甲90%，乙91%，丙92%；丁80⟦％⟧，戊70⟦％⟧"]);
        mends(
            "percent-sign-mixed",
            &[
                ("甲90％，乙95％，丙80%", "甲90％，乙95％，丙80％"),
                ("甲90％，丙80%", "甲90%，丙80%"),
                ("甲90％，乙95％，丁1％，丙80%，戊2%", "甲90%，乙95%，丁1%，丙80%，戊2%"),
            ],
        );
    }

    #[test]
    fn decimals_without_their_nought() {
        fires(
            "leading-zero",
            &[
                "满意率提高了⟦.8⟧%，比上年高⟦.25⟧个百分点",
                "投资约⟦.6⟧亿元，新增⟦.5⟧倍",
                "𠀀村修路仅⟦.3⟧公里。",
                "投诉率（⟦.05⟧%）下降",
                "人均增加⟦．5⟧万元",
            ],
        );
        silent(
            "leading-zero",
            &[
                "下降0.5个百分点。",
                "一.5万元以下的项目",
                "工作已结束.5万名群众受益",
                "见第3.5条，版本v.5%",
                "人均GDP.5万元",
                "e\u{301}.5公里",
                ".5公里",
                "抓落实.5个小区",
            ],
        );
    }

    #[test]
    fn digits_beside_ji() {
        fires(
            "ji-with-digit",
            &[
                "走访⟦20几⟧户，花了⟦10几⟧万元",
                "⟦几10⟧名志愿者到岗，来了⟦几100⟧人",
                "清理⟦200几⟧处𠀀",
                "投入⟦几10⟧万元",
                "共整改⟦30几⟧处",
                "共查出问题⟦30几⟧项",
                "代表⟦20几⟧名",
            ],
        );
        silent(
            "ji-with-digit",
            &[
                "走访十几户，几十名志愿者",
                "2020几个月来一直坚持",
                "第10几个",
                "图10几个指标",
                "平面几何、几乎100人",
                "共10家，几家欢喜",
                "A10几个型号",
                "本月13几个小区",
                "试题10几个小问",
                "见表10几项",
            ],
        );
        let found = crate::lint::number::arabic(
            &crate::lint::line::Line::new(0, 0, "120", crate::lint::line::Kind::Body, false),
            0,
        );
        assert_eq!(found.map(|n| super::chinese(&n, true)).as_deref(), Some("一百二十几"));
    }
}
