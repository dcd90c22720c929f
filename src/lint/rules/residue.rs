//! What a borrowed passage kept of the piece it comes from: names, places, units, years.

use crate::lint::finding::Found;
use crate::lint::line::{Line, is_mark};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::Subject;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "borrow-residue",
        level: Level::Must,
        used: Use::Draft,
        fixes: false,
        name: Words::new("借用痕迹", "kept from the source"),
        says: Words::new("“{}”是借用来源里的名称，请换成本稿的", "“{}” belongs to the piece it was taken from"),
        basis: Basis::new("", "实务"),
        wrong: "本镇抽调⟦青石桥街道⟧干部包片。",
        right: "本镇抽调机关干部包片。",
        doubt: Words::new("本稿也可能确实说到同一个名称。", "The draft may speak of the same name itself."),
        reach: Reach { titles: true, tables: true, shielded: true, lexicon: true, ..Reach::TEXT },
        needs: "",
        check: Check::Given,
    },
    Rule {
        id: "year-residue",
        level: Level::Suspect,
        used: Use::Draft,
        fixes: false,
        name: Words::new("旧年份", "year of another piece"),
        says: Words::new("{}年不是本稿的年份，请核对是否借用时没有改", "the year {} is not the draft's"),
        basis: Basis::new("", "实务"),
        wrong: "⟦2021年⟧下半年将开展整治。",
        right: "下半年将开展整治。",
        doubt: Words::new(
            "回顾历史和引用文件时，别的年份是对的。",
            "Other years are right in history and in quoted papers.",
        ),
        reach: Reach::TEXT,
        needs: "",
        check: Check::Document(years),
    },
];

fn years(subject: &Subject<'_>, found: &mut Found) {
    let Some(year) = subject.draft.as_ref().and_then(|draft| draft.year) else { return };
    for line in &subject.lines {
        for range in line.each("年") {
            let from = line.run_before(range.start, |c| c.is_ascii_digit());
            let Some(other) = year_at(line, from, range.start) else { continue };
            if other.abs_diff(year) > 1 && !is_elsewhere(line, from, range.end, year) {
                found.put(line, from..range.end).about(other.to_string());
            }
        }
    }
}

/// The year of four figures between `from` and `end`.
fn year_at(line: &Line<'_>, from: usize, end: usize) -> Option<u32> {
    if end - from != 4 || line.before(from).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '.' | '-' | '/')) {
        return None;
    }
    line.part(from..end).parse().ok().filter(|year| (1900..=2100).contains(year))
}

/// Whether a year has its reason: 自2012年以来, 到2035年, a plan's years that hold the draft's.
fn is_elsewhere(line: &Line<'_>, from: usize, end: usize, year: u32) -> bool {
    if line.any(end, &["以来", "版", "修订", "修正", "远景", "历史"]).is_some()
        || line.any_before(from, &["自", "自从"]).is_some()
    {
        return true;
    }
    let is_dash = |c: char| matches!(c, '—' | '～' | '-' | '–' | '―' | '至' | '到');
    // 2021—2025年 and 2021年—2025年.
    let back = line.run_before(from, is_dash);
    let first_end = back - usize::from(back < from && line.before(back) == Some('年'));
    let first = line.run_before(first_end, |c| c.is_ascii_digit());
    let plan = |a: usize, b: usize, c: usize, d: usize| {
        let (Some(first), Some(last)) = (year_at(line, a, b), year_at(line, c, d)) else { return false };
        first <= year + 1 && last + 1 >= year
    };
    if back < from && plan(first, first_end, from, end - 1) {
        return true;
    }
    let forth = line.run(end, is_dash);
    let last = line.run(forth, |c| c.is_ascii_digit());
    if forth > end && plan(from, end - 1, forth, last) {
        return true;
    }
    let aim = line.any_before(from, &["到", "至"]).is_some()
        && line.at(from.wrapping_sub(2)).is_none_or(|c| is_mark(c) || c == '，');
    let future = line.part(from..end - 1).parse::<u32>().is_ok_and(|other| other > year);
    aim && future
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::corpus::load::of_draft;
    use crate::lint::engine::{check, check_with};
    use crate::lint::finding::Hit;
    use crate::lint::settings::Settings;
    use crate::lint::subject::{DraftFacts, Subject};
    use crate::text::span::ByteSpan;

    fn found(text: &str, year: Option<u32>) -> Vec<String> {
        let document = of_draft(Path::new("总结.txt"), text);
        let mut subject = Subject::new(&document, None);
        subject.draft = Some(DraftFacts { year });
        let settings = Settings { only: vec!["year-residue".to_owned()], ..Settings::default() };
        check(&subject, &settings).iter().map(|finding| subject.slice(finding.span).to_owned()).collect()
    }

    #[test]
    fn years_of_other_pieces() {
        for (text, years) in [
            ("2021年下半年将开展整治，𠀀。", &["2021年"][..]),
            ("e\u{301}，于2019年6月和2022年7月印发", &["2019年", "2022年"]),
            ("一、2018年做法", &["2018年"]),
            ("2023年、2024年、2025年", &[]),
            ("《青石镇2019年创建方案》和青政发〔2019〕3号", &[]),
            ("自2012年以来，2021—2025年规划，2021年至2025年", &[]),
            ("到2035年，全面建成", &[]),
            ("2016—2020年规划", &["2020年"]),
            ("电话20210年，x2021年", &[]),
        ] {
            assert_eq!(found(text, Some(2024)), years, "{text}");
            assert!(found(text, None).is_empty());
        }
    }

    #[test]
    fn what_was_borrowed_is_handed_in() {
        let text = "本镇抽调青石桥街道干部。";
        let document = of_draft(Path::new("总结.txt"), text);
        let mut subject = Subject::new(&document, None);
        let start = "本镇抽调".len();
        let hit = Hit {
            span: ByteSpan::new(start, start + "青石桥街道".len()),
            about: "青石桥街道".to_owned(),
            suggestion: None,
            fix: None,
        };
        let given = [("borrow-residue", hit)];
        let count = |subject: &Subject<'_>| {
            let found = check_with(subject, &Settings::default(), &given, &|_, _| true);
            found.iter().filter(|finding| finding.rule.id == "borrow-residue").count()
        };
        assert_eq!(count(&subject), 0);
        subject.draft = Some(DraftFacts::default());
        assert_eq!(count(&subject), 1);
    }
}
