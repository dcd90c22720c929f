//! Sentences that go on too long, and sentences of stock phrases only.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line, ends_sentence};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "sentence-long",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("句子过长", "long sentence"),
        says: Words::new("这一句有{}字，可以拆成两三句", "{} characters in one sentence: it can be made two or three"),
        basis: Basis::new("", "实务"),
        wrong: "一逗到底",
        right: "拆成两三句",
        doubt: Words::new("列举较多的句子长一些是正常的。", "A sentence that lists much is naturally long."),
        reach: Reach { shielded: true, ..Reach::WORDS },
        needs: "",
        check: Check::Line(long),
    },
    Rule {
        id: "empty-talk",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("空话", "empty talk"),
        says: Words::new(
            "套话连用，没有数字、人、时间和地点，请写具体",
            "stock phrases and no figure, name, date or place: say what was done",
        ),
        basis: Basis::new("", "实务"),
        wrong: "⟦高度重视、周密部署、狠抓落实⟧。",
        right: "局长每周调度，6月底前整改12处。",
        doubt: Words::new("概括段落的总起句可以这样写。", "A sentence that opens a part may be so."),
        reach: Reach { shielded: true, ..Reach::WORDS },
        needs: "",
        check: Check::Line(empty),
    },
];

/// The longest sentence, in ideographs, figures and words.
const LONGEST: usize = 150;
/// In a list of names they are this short on the average, in characters.
const NAME: usize = 8;

/// The sentences of a line, without the marks at their ends.
fn sentences(line: &Line<'_>) -> Vec<std::ops::Range<usize>> {
    let (mut out, mut from, end) = (Vec::new(), line.first(), line.end());
    while from < end {
        let to = line.run(from, |c| !ends_sentence(c));
        if to > from {
            out.push(from..to);
        }
        // The mark, and a quote or bracket that closes behind it.
        from = line.run(to.max(from) + usize::from(to < line.len()), |c| {
            matches!(c, '”' | '’' | '）' | ')') || ends_sentence(c)
        });
        from = line.run(from, char::is_whitespace);
    }
    out
}

/// How many ideographs, figures and words there are; what others wrote, names of documents and quotations, does not count.
fn length(line: &Line<'_>, range: std::ops::Range<usize>) -> usize {
    let (mut count, mut inside) = (0, false);
    for at in range {
        let Some(c) = line.at(at).filter(|_| !line.in_title(at) && !line.in_quotation(at)) else { continue };
        let word = c.is_alphanumeric() && !is_han(c) || inside && matches!(c, '.' | ',' | '-');
        count += usize::from(is_han(c) || word && !inside);
        inside = word;
    }
    count
}

fn long(line: &Line<'_>, found: &mut Found) {
    if line.kind != Kind::Body || line.len() <= LONGEST {
        return;
    }
    for sentence in sentences(line) {
        if sentence.len() <= LONGEST {
            continue;
        }
        let count = length(line, sentence.clone());
        let part = line.chars.get(sentence.clone()).unwrap_or_default();
        let names = part.iter().filter(|c| matches!(c, '、' | '\u{3000}' | ' ')).count();
        if count > LONGEST && names * NAME < part.len() {
            found.put(line, sentence).about(count.to_string());
        }
    }
}

/// Phrases that fit anywhere.
const STOCK: &[&str] = &[
    "高度重视",
    "周密部署",
    "狠抓落实",
    "精心组织",
    "统筹安排",
    "统筹推进",
    "扎实推进",
    "稳步推进",
    "有序推进",
    "全面推进",
    "强力推进",
    "切实加强",
    "不断加强",
    "进一步加强",
    "强化领导",
    "加强领导",
    "加强组织领导",
    "明确责任",
    "落实责任",
    "压实责任",
    "强化责任",
    "齐抓共管",
    "真抓实干",
    "凝心聚力",
    "开拓创新",
    "求真务实",
    "攻坚克难",
    "全力以赴",
    "上下联动",
    "多措并举",
    "统一思想",
    "提高认识",
    "提高站位",
    "认真贯彻",
    "认真落实",
    "积极行动",
    "迅速行动",
    "形成合力",
    "取得实效",
    "取得明显成效",
    "取得显著成效",
    "成效显著",
    "再上新台阶",
    "迈上新台阶",
    "抓好落实",
    "层层落实",
    "落到实处",
    "抓实抓细",
    "常抓不懈",
    "持之以恒",
    "科学谋划",
    "精心谋划",
    "广泛动员",
    "全面动员",
    "大力宣传",
    "广泛宣传",
    "营造氛围",
    "营造浓厚氛围",
    "强化措施",
    "强化监督",
    "强化保障",
    "强化督查",
    "加大力度",
    "突出重点",
    "立足实际",
    "结合实际",
    "夯实基础",
    "创新举措",
    "密切配合",
    "通力协作",
    "协同配合",
    "担当作为",
    "锐意进取",
    "奋发有为",
    "务求实效",
    "注重实效",
    "确保实效",
    "健全机制",
    "完善机制",
    "狠下功夫",
    "下大力气",
    "强力攻坚",
    "奋力拼搏",
];
/// How many of them in one sentence are too many.
const MANY: usize = 3;
/// What is said of somebody or some place.
const CONCRETE: &[&str] = &[
    "街道", "社区", "小区", "镇", "乡", "村", "路", "局长", "书记", "镇长", "主任", "同志", "科长", "每周", "每月",
    "每日", "每天", "每季",
];

static PHRASES: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(STOCK).ok());

fn empty(line: &Line<'_>, found: &mut Found) {
    if line.kind != Kind::Body {
        return;
    }
    let Some(phrases) = PHRASES.as_ref() else { return };
    let places: Vec<usize> = phrases.find_iter(line.text).map(|place| line.char_of(place.start())).collect();
    if places.len() < MANY {
        return;
    }
    for sentence in sentences(line) {
        let from = places.partition_point(|at| *at < sentence.start);
        let to = places.partition_point(|at| *at < sentence.end);
        if to - from < MANY {
            continue;
        }
        let text = line.part(sentence.clone());
        let figure = text.contains(|c: char| {
            c.is_numeric() && c != '一' || "二三四五六七八九十百千万亿两".contains(c) || "《“".contains(c)
        });
        let latin = text.contains(|c: char| c.is_ascii_alphanumeric());
        if !figure && !latin && !CONCRETE.iter().any(|word| text.contains(word)) {
            found.put(line, sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};

    /// A clause of ten ideographs with its comma, so many times.
    fn clauses(count: usize) -> String {
        vec!["各村认真清理房前屋后"; count].join("，")
    }

    #[test]
    fn long_sentences() {
        fires(
            "sentence-long",
            &[
                &format!("开头。⟦{}，𠀀⟧。结尾。", clauses(15)),
                &format!("⟦{}，再清理12.5吨⟧", clauses(15)),
                &format!("　　⟦{}，清理e\u{301}⟧！", clauses(15)),
                &format!("他说“好。”⟦{}，共⟧；后面。", clauses(15)),
            ],
        );
        let names = vec!["青石桥街道"; 40].join("、");
        silent(
            "sentence-long",
            &[
                &format!("{}。", clauses(15)),
                &format!("{}。{}。", clauses(10), clauses(10)),
                &format!("{}；{}！", clauses(10), clauses(10)),
                &format!("参加的单位有{names}。"),
                &format!("他说：“{}，再清理。”", clauses(15)),
                &format!("按《{}》办，收到《{}》。", clauses(9), clauses(9)),
                "一二三",
                "。。。，",
                "",
                &"1234567890".repeat(20),
            ],
        );
    }

    #[test]
    fn stock_phrases_and_nothing_else() {
        for phrase in STOCK {
            fires("empty-talk", &[&format!("⟦要{phrase}，𠀀{phrase}，\u{301}{phrase}⟧；")]);
        }
        fires("empty-talk", &["前句。⟦大家统一思想、攻坚克难、形成合力⟧。后句。"]);
        for word in CONCRETE {
            silent("empty-talk", &[&format!("{word}高度重视、周密部署、狠抓落实。")]);
        }
        silent(
            "empty-talk",
            &[
                "局里高度重视、周密部署、狠抓落实，整改12处。",
                "局里高度重视、周密部署、狠抓落实，整改十二处。",
                "青石桥街道高度重视、周密部署、狠抓落实。",
                "按《方案》高度重视、周密部署、狠抓落实。",
                "局里高度重视、周密部署。局里狠抓落实。",
                "他说：“大家统一思想、攻坚克难、形成合力。”",
                "重视高度、部署周密",
            ],
        );
    }
}
