//! Sentences that lose their subject: 通过…，使….

use crate::lint::finding::Found;
use crate::lint::line::{Line, ends_sentence};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "tongguo-shi",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("缺主语", "no subject"),
    says: Words::new(
        "“通过…使…”连用，句子没有主语，删去其中一个",
        "with both 通过 and 使 the sentence has no subject: drop one",
    ),
    basis: Basis::new("", "实务"),
    wrong: "⟦通过集中整治，使⟧环境明显改善。",
    right: "集中整治使环境明显改善。",
    doubt: Words::new("主语在前一句、承前省略的可以保留。", "The subject may be that of the sentence before."),
    reach: Reach::WORDS,
    needs: "使让",
    check: Check::Line(look),
}];

const OPENERS: &[&str] = &["通过", "经过"];
/// What may stand between the comma and the verb.
const ADVERBS: &[&str] = &[
    "从而",
    "进而",
    "真正",
    "切实",
    "有效",
    "进一步",
    "不断",
    "逐步",
    "最终",
    "力争",
    "努力",
    "确实",
    "极大地",
    "大大",
    "有效地",
    "有力地",
    "更好地",
    "明显",
    "充分",
];
const VERBS: &[&str] = &["使得", "使", "让"];
/// Words that begin like the verbs.
const OTHER: &[&str] = &[
    "使用", "使命", "使者", "使馆", "使劲", "使唤", "让利", "让步", "让路", "让位", "让座", "让渡", "让出", "让与",
    "让贤",
];
/// What a clause with a subject of its own begins with, before its verb.
const OWN: &[&str] = &["通过了", "经过了", "通过率", "经过的", "通过的"];
/// The longest first clause, in characters.
const LONGEST: usize = 80;

fn look(line: &Line<'_>, found: &mut Found) {
    for opener in OPENERS {
        for range in line.each(opener) {
            if !begins(line, range.start) || line.any(range.start, OWN).is_some() {
                continue;
            }
            let comma = line.run(range.end, |c| !is_comma(c) && !ends_sentence(c));
            if !line.at(comma).is_some_and(is_comma) || comma - range.end > LONGEST || comma == range.end {
                continue;
            }
            let mut at = comma + 1;
            while let Some((_, behind)) = line.any(at, ADVERBS) {
                at = behind;
            }
            if let Some((_, end)) = line.any(at, VERBS)
                && line.any(at, OTHER).is_none()
            {
                found.put(line, range.start..end);
            }
        }
    }
}

/// Web pages have half-width ones.
fn is_comma(c: char) -> bool {
    matches!(c, '，' | ',')
}

/// Whether a sentence begins at `at`: at the start of the line, behind its label, or behind a mark that ends a sentence.
fn begins(line: &Line<'_>, at: usize) -> bool {
    let first = line.first();
    let Some(before) = line.before(at) else { return true };
    if at <= first || ends_sentence(before) || (matches!(before, '”' | '"') && at >= 2 && line.at(at - 2) == Some('。'))
    {
        return true;
    }
    // 一是通过…, （一）通过…, 1.通过…, 首先，通过….
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    match before {
        '是' => {
            line.before(at - 1).is_some_and(numeral) && {
                let from = line.run_before(at - 1, numeral);
                from <= first || line.before(from).is_some_and(|c| !c.is_alphanumeric())
            }
        }
        '、' | '.' | '．' | '）' | ')' => {
            let inner = |c: char| numeral(c) || c.is_ascii_digit() || "（(".contains(c);
            line.run_before(at - 1, inner) <= first && at - 1 > first
        }
        '，' => ["首先", "其次", "再次", "同时", "此外", "另外", "最后"].iter().any(|word| {
            line.ends(at - 1, word) && {
                let from = at - 1 - word.chars().count();
                from <= first || line.before(from).is_some_and(ends_sentence)
            }
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};

    #[test]
    fn sentences_without_a_subject() {
        fires(
            "tongguo-shi",
            &[
                "工作抓得紧。⟦经过三个月的攻坚，使得⟧河道变清。",
                "一是⟦通过发放倡议书，让⟧居民知晓𠀀；二是抓回访。",
                "（一）⟦通过入户宣传，从而使⟧知晓率提高",
                "1.⟦通过培训，让⟧干部熟悉业务。",
                "　　⟦通过开展“敲门行动”，真正让⟧老人安心。",
                "首先，⟦通过摸底，使⟧底数清楚。",
                "⟦通过整治,使⟧环境变好",
                "他说“好。”⟦通过整改，使⟧e\u{301}变好",
            ],
        );
        for adverb in ADVERBS {
            fires("tongguo-shi", &[&format!("⟦通过整治，{adverb}使⟧环境变好")]);
        }
        for other in OTHER {
            silent("tongguo-shi", &[&format!("通过整治，{other}设施")]);
        }
        silent(
            "tongguo-shi",
            &[
                "我局通过集中整治，使环境明显改善。",
                "通过招标，使用财政资金20万元。",
                "通过协商，让利于民。",
                "通过集中整治，环境明显改善。",
                "通过集中整治。使环境改善",
                "集中整治使环境明显改善，通过率提高，使人满意",
                "会议通过了方案，使工作有据可依。",
                "要求通过检查，使问题见底。",
                "他说：“通过大家的共同努力，使环境变好。”",
                "通过，使",
                "",
            ],
        );
    }
}
