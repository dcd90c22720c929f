//! Words too many, and words that another is wanted for: 涉及到, 防止…不再…, 做出决定, 一把手.

use std::sync::LazyLock;

use crate::lint::finding::Found;
use crate::lint::line::{Line, ends_clause};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::word_list::{Word, WordList};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "redundant-word",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("词语重复", "redundant word"),
        says: Words::new("意思重复，说“{}”就够了", "said twice: {} is enough"),
        basis: Basis::new("", "实务"),
        wrong: "⟦涉及到⟧三个社区。",
        right: "涉及三个社区。",
        doubt: Words::new("讲话、转述里可以保留口语。", "Speeches may keep what is spoken."),
        reach: Reach::WORDS,
        needs: "到于来为状送睹申分大有",
        check: Check::Line(redundant),
    },
    Rule {
        id: "negation-extra",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("否定多余", "negation too many"),
        says: Words::new(
            "“{}”已有否定的意思，再加否定就说反了",
            "{} already denies: another negation says the opposite",
        ),
        basis: Basis::new("", "实务"),
        wrong: "⟦防止问题不再发生⟧。",
        right: "防止问题再次发生。",
        doubt: Words::new(
            "要防止的正是“不做某事”时是对的。",
            "It is right where not doing something is what is to be prevented.",
        ),
        reach: Reach::WORDS,
        needs: "避防免谨杜",
        check: Check::Line(negation),
    },
    Rule {
        id: "word-zuochu",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("做出与作出", "made: zuo chu"),
        says: Words::new(
            "后面是决定、贡献一类抽象的事，多写“作出”",
            "before decisions and contributions 作出 is usual",
        ),
        basis: Basis::new("", "实务"),
        wrong: "⟦做出⟧新的贡献。",
        right: "作出新的贡献。",
        doubt: Words::new(
            "两种写法都有人用，全文一致即可。",
            "Both are in use; it matters that one text keeps to one.",
        ),
        reach: Reach::WORDS,
        needs: "做",
        check: Check::Line(zuochu),
    },
    Rule {
        id: "word-zhiding",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("制订与制定", "drawn up or enacted"),
        says: Words::new("法律、条例定下来用“制定”，“制订”是草拟", "laws are enacted (制定); 制订 is to draw up"),
        basis: Basis::new("", "实务"),
        wrong: "⟦制订⟧条例",
        right: "制定条例",
        doubt: Words::new("只说草拟过程的，“制订”是对的。", "Where only the drafting is meant, 制订 is right."),
        reach: Reach::WORDS,
        needs: "订",
        check: Check::Line(zhiding),
    },
    Rule {
        id: "spoken-title",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("口语称谓", "spoken title"),
        says: Words::new("“一把手”是口语，公文里写“主要负责同志”", "一把手 is spoken; writing says 主要负责同志"),
        basis: Basis::new("", "实务"),
        wrong: "由⟦“一把手”⟧调度。",
        right: "由主要负责同志调度。",
        doubt: Words::new("讲话稿和固定名称里可以保留。", "Speeches and fixed names may keep it."),
        reach: Reach::WORDS,
        needs: "把",
        check: Check::Line(spoken),
    },
];

const REDUNDANT: &[Word] = &[
    Word::guarded("涉及到", "涉及", "", "期场位任岗会访达账帐"),
    Word::new("付诸于", "付诸"),
    Word::guarded("来自于", "来自", "", "都洪田谦"),
    Word::new("凯旋归来", "凯旋"),
    Word::new("目的是为了", "目的是"),
    Word::new("原因是因为", "原因是"),
    Word::new("目前现状", "现状"),
    Word::new("免费赠送", "赠送"),
    Word::new("亲眼目睹", "目睹"),
    Word::new("再次重申", "重申"),
    Word::new("非常十分", "十分"),
    Word::new("悬殊很大", "悬殊"),
    Word::new("尚未没有", "尚未"),
];

static REDUNDANT_LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(REDUNDANT));

fn redundant(line: &Line<'_>, found: &mut Found) {
    for (word, range) in REDUNDANT_LIST.places(line) {
        // 目的是为了解情况: 为 and 了解.
        let parted = word.wrong.ends_with('了')
            && line.at(range.end) == Some('解')
            && !line.at(range.end + 1).is_some_and(|c| "决除开答放散救脱".contains(c));
        // 非常十分钟, 再次重申请: the last character belongs to the next word.
        let other = [("非常十分", "钟之"), ("再次重申", "请报领")];
        let next = other
            .iter()
            .any(|(wrong, next)| *wrong == word.wrong && line.at(range.end).is_some_and(|c| next.contains(c)));
        if !parted && !next {
            found.put(line, range).suggest(word.right).about(word.right);
        }
    }
}

const PREVENT: &[Word] = &[
    Word::new("避免", ""),
    Word::new("防止", ""),
    Word::new("以免", ""),
    Word::new("谨防", ""),
    Word::new("杜绝", ""),
];

static PREVENT_LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(PREVENT));

/// The negations, each with what may follow where nothing is denied twice: 不得力, 防止返贫不再是空话.
const NEGATIONS: &[(&str, &str)] =
    &[("不再", "是只仅单停局靠"), ("不会再", ""), ("不要", "紧件害"), ("不得", "不力人要已当体法实利益而到其志劲了宜")];
/// How far behind the verb a negation may stand, in characters.
const REACH: usize = 12;
/// How far what is denied is looked at, in characters.
const CLAUSE: usize = 40;

fn negation(line: &Line<'_>, found: &mut Found) {
    for (word, range) in PREVENT_LIST.places(line) {
        let end = line.run_within(range.end, REACH + 1, char::is_alphanumeric);
        let extra = (range.end..end).find_map(|at| {
            let (negation, not) = NEGATIONS.iter().find(|(negation, _)| line.starts(at, negation))?;
            let behind = at + negation.chars().count();
            let whole = line.at(behind).is_some_and(is_han) && !line.at(behind).is_some_and(|c| not.contains(c));
            whole.then_some(behind)
        });
        let Some(behind) = extra else { continue };
        // 避免不再使用的设备闲置: what is prevented follows.
        let predicate = line.run_within(behind, CLAUSE, is_han);
        if line.part(behind..predicate).contains('的') {
            continue;
        }
        found.put(line, range.start..predicate.min(behind + 2)).about(word.wrong);
    }
}

/// What is made with 作出.
const MADE: &[&str] = &[
    "决定", "部署", "安排", "贡献", "批示", "指示", "规定", "承诺", "判断", "评价", "评估", "反应", "响应", "说明",
    "决策",
];
/// What is made with 做出.
const DONE: &[&str] =
    &["成绩", "成效", "样子", "样板", "品牌", "特色", "亮点", "实效", "产品", "示范", "榜样", "表率", "文章", "精品"];
/// How far behind the verb the object may stand, in characters.
const OBJECT: usize = 12;

fn zuochu(line: &Line<'_>, found: &mut Found) {
    for range in line.each("做出") {
        let end = line.run_within(range.end, OBJECT, |c| !ends_clause(c));
        let object = (range.end..end).find(|at| line.any(*at, MADE).is_some());
        let done = (range.end..end).find(|at| line.any(*at, DONE).is_some());
        if object.is_some_and(|object| done.is_none_or(|done| done > object)) {
            found.put(line, range).suggest("作出");
        }
    }
}

/// The longest name of a law, in characters.
const NAME: usize = 60;
const LAWS: &[&str] = &["法律", "条例", "法规", "规章"];
/// What is drawn up.
const DRAWN: &[&str] =
    &["方案", "办法", "计划", "细则", "措施", "规划", "预案", "意见", "法律援助", "法律服务", "法律顾问", "规章制度"];

fn zhiding(line: &Line<'_>, found: &mut Found) {
    for range in line.each("制订") {
        let end = if line.at(range.end) == Some('《') {
            // The name of a law ends in what it is.
            let close = line.run_within(range.end, NAME, |c| c != '》');
            if LAWS.iter().any(|law| line.ends(close, law)) { range.end } else { continue }
        } else {
            line.run_within(range.end, OBJECT, |c| !ends_clause(c))
        };
        let law = (range.end..end).find(|at| line.any(*at, LAWS).is_some());
        let drawn = (range.end..end).any(|at| line.any(at, DRAWN).is_some());
        if end == range.end || law.is_some() && !drawn {
            found.put(line, range).suggest("制定");
        }
    }
}

fn spoken(line: &Line<'_>, found: &mut Found) {
    for word in line.each("一把手") {
        let quoted = line.before(word.start) == Some('“') && line.at(word.end) == Some('”');
        let range = if quoted { word.start - 1..word.end + 1 } else { word.clone() };
        let next = line.at(range.end).or(line.at(word.end));
        let held = !quoted && next.is_some_and(|c| "电枪锯术持提动摇".contains(c));
        // 对“一把手”和领导班子监督 is what the documents on it call it.
        let fixed = ["工", "监督", "的监督", "和领导班子"].iter().any(|rest| line.starts(range.end, rest));
        if !held && !fixed {
            found.put(line, range).suggest("主要负责同志");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};
    use crate::lint::word_list::every_word_is_tried;

    #[test]
    fn every_redundant_word_is_found_and_its_look_alike_is_not() {
        every_word_is_tried(
            "redundant-word",
            REDUNDANT,
            &[
                ("问题⟦涉及到⟧多个部门", "涉及到期债务的清理"),
                ("⟦付诸于⟧行动", "付诸行动"),
                ("客商⟦来自于⟧各地", "来自于都的客商"),
                ("选手⟦凯旋归来⟧", "选手凯旋"),
                ("⟦目的是为了⟧解决停车难𠀀", "目的是便民"),
                ("⟦原因是因为⟧e\u{301}资金不足", "原因是资金不足"),
                ("分析⟦目前现状⟧", "分析现状"),
                ("⟦免费赠送⟧读本", "赠送读本"),
                ("⟦亲眼目睹⟧变化", "目睹变化"),
                ("⟦再次重申⟧纪律", "重申纪律"),
                ("任务⟦非常十分⟧繁重", "任务十分繁重"),
                ("力量⟦悬殊很大⟧", "力量悬殊"),
                ("整改⟦尚未没有⟧完成", "整改尚未完成"),
            ],
        );
        fires("redundant-word", &["（⟦涉及到⟧）", "“⟦付诸于⟧实践”", "一、⟦目前现状⟧"]);
        silent(
            "redundant-word",
            &[
                "每人每月两次，目的是为了解情况。",
                "非常十分钟微课，再次重申请流程",
                "《涉及到三个社区的说明》",
                "他说：“这件事涉及到三个社区的居民。”",
            ],
        );
    }

    #[test]
    fn every_verb_of_prevention_is_tried() {
        for word in PREVENT {
            let verb = word.wrong;
            fires("negation-extra", &[&format!("加强监管，⟦{verb}类似事故不再发生⟧𠀀。")]);
            silent("negation-extra", &[&format!("加强监管，{verb}类似事故再次发生。")]);
        }
        for (negation, not) in NEGATIONS {
            fires("negation-extra", &[&format!("⟦避免差错{negation}发生⟧")]);
            silent("negation-extra", &[&format!("避免差错{negation}发生的机制"), &format!("避免差错，{negation}发生")]);
            for next in not.chars() {
                silent("negation-extra", &[&format!("避免差错{negation}{next}发生")]);
            }
        }
        fires(
            "negation-extra",
            &[
                "⟦避免各村不要出现⟧漏报",
                "⟦以免今后不会再反弹⟧",
                "（⟦防止垃圾不再反弹⟧）",
                "⟦杜绝此类现象不得发生⟧",
                "一、⟦谨防火灾不再发生⟧",
            ],
        );
        silent(
            "negation-extra",
            &[
                "防止不顾质量赶进度。",
                "避免不必要的浪费",
                "防止松懈，不再反复",
                "避免不再使用的设备闲置",
                "避免不得不返工，防止不得要领，避免措施不得力",
                "防止不要紧的事占了时间",
                "防止返贫不再是一句空话，杜绝浪费不再停留在口头",
                "防止第一批次整改任务完成之后的问题不再发生",
                "他说：“防止这样的问题不再发生。”",
                "防止e\u{301}不再",
            ],
        );
    }

    #[test]
    fn every_object_of_zuochu_is_tried() {
        for object in MADE {
            for object in DONE {
                silent("word-zuochu", &[&format!("做出{object}和说明")]);
            }
            fires("word-zuochu", &[&format!("及时⟦做出⟧{object}。"), &format!("⟦做出⟧了应有的{object}𠀀")]);
            silent("word-zuochu", &[&format!("及时作出{object}。")]);
        }
        fires("word-zuochu", &["⟦做出⟧更大、更多的贡献", "（⟦做出⟧“三项”承诺）", "⟦做出⟧e\u{301}的承诺"]);
        silent(
            "word-zuochu",
            &[
                "做出成绩。",
                "做出样子，作为部署",
                "做出特色和安排",
                "做出了好的产品说明",
                "《做出贡献的人》",
                "他说：“我们要为全县人民做出贡献。”",
                "做出",
            ],
        );
    }

    #[test]
    fn laws_are_enacted() {
        for law in LAWS {
            for drawn in DRAWN {
                silent("word-zhiding", &[&format!("制订条例{drawn}")]);
            }
            fires("word-zhiding", &[&format!("⟦制订⟧了{law}")]);
            silent("word-zhiding", &[&format!("制定{law}")]);
        }
        fires("word-zhiding", &["⟦制订⟧《云岭市养犬管理条例》", "⟦制订⟧、修改地方性法规𠀀", "（⟦制订⟧e\u{301}条例）"]);
        silent(
            "word-zhiding",
            &[
                "制订方案、办法、计划",
                "制订《条例实施方案》",
                "制订条例实施细则",
                "制订法律援助流程",
                "制订方案，条例另定",
                "《制订条例的程序》",
            ],
        );
    }

    #[test]
    fn the_one_in_charge() {
        fires(
            "spoken-title",
            &[
                "各村⟦一把手⟧要负责",
                "⟦“一把手”⟧负总责𠀀",
                "（⟦一把手⟧）",
                "“党政⟦一把手⟧”",
                "⟦一把手⟧",
                "e\u{301}⟦一把手⟧抓",
            ],
        );
        silent(
            "spoken-title",
            &[
                "实施一把手工程，推行“一把手”工程和“一把手工程”",
                "加强对“一把手”和领导班子监督，对“一把手”的监督",
                "发放一把手电筒",
                "《一把手责任制》",
                "他说：“各单位的一把手都要到现场去看。”",
                "第一把锁",
            ],
        );
    }
}
