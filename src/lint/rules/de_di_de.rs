//! 的 where 地 goes before a verb, or 得 before a complement.

use std::sync::LazyLock;

use crate::lint::finding::Found;
use crate::lint::line::{Line, ends_clause};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::word_list::{Word, WordList};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "de-di-de",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("的地得", "particles de"),
    says: Words::new(
        "这里似应用“{}”：动作前面用“地”，补语前面用“得”",
        "{} may be meant: 地 before a verb, 得 before a complement",
    ),
    basis: Basis::new("", "实务"),
    wrong: "更好⟦的⟧为群众服务。",
    right: "更好地为群众服务。",
    doubt: Words::new("后面的词当名词用时，“的”是对的。", "Where the next word is a noun, 的 is right."),
    reach: Reach::WORDS,
    needs: "的",
    check: Check::Line(look),
}];

/// Adverbs, and verbs that take a complement, each with 的 behind it and what is meant.
const WORDS: &[Word] = &[
    Word::new("更好的", "地"),
    Word::new("一如既往的", "地"),
    Word::new("积极有效的", "地"),
    Word::new("有效的", "地"),
    Word::new("积极的", "地"),
    Word::new("认真的", "地"),
    Word::new("深入的", "地"),
    Word::new("扎实的", "地"),
    Word::new("切实的", "地"),
    Word::new("不断的", "地"),
    Word::new("全面的", "地"),
    Word::new("充分的", "地"),
    Word::new("及时的", "地"),
    Word::new("主动的", "地"),
    Word::new("严格的", "地"),
    Word::new("大力的", "地"),
    Word::new("有力的", "地"),
    Word::new("有序的", "地"),
    Word::new("圆满的", "地"),
    Word::new("顺利的", "地"),
    Word::new("高效的", "地"),
    Word::new("努力的", "地"),
    Word::new("自觉的", "地"),
    Word::new("坚决的", "地"),
    Word::new("持续的", "地"),
    Word::new("稳步的", "地"),
    Word::new("热情的", "地"),
    Word::new("耐心的", "地"),
    Word::new("细致的", "地"),
    Word::new("准确的", "地"),
    Word::new("广泛的", "地"),
    Word::new("较好的", "地"),
    Word::new("进一步的", "地"),
    Word::new("快速的", "地"),
    Word::new("迅速的", "地"),
    Word::new("极大的", "地"),
    Word::new("逐步的", "地"),
    Word::new("有条不紊的", "地"),
    Word::new("执行的", "得"),
    Word::new("完成的", "得"),
    Word::new("落实的", "得"),
    Word::new("做的", "得"),
    Word::new("开展的", "得"),
    Word::new("办理的", "得"),
    Word::new("抓的", "得"),
    Word::new("搞的", "得"),
    Word::new("整改的", "得"),
    Word::new("推进的", "得"),
];

static LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(WORDS));

/// What begins a predicate, and what it is not the beginning of.
const STARTS: &[(&str, &[&str])] = &[
    ("把", &["把握", "把关", "把控", "把手", "把柄", "把戏"]),
    ("将", &["将来", "将领", "将军", "将士", "将要", "将是", "将会", "将有", "将官"]),
    ("向", &["向往", "向导", "向心", "向上", "向好", "向前", "向阳", "向度"]),
    ("做好", &[]),
    ("做到", &[]),
    ("进行", &["进行曲", "进行时", "进行式"]),
    ("抓好", &[]),
    ("搞好", &[]),
    ("完成任务", &[]),
    ("落实任务", &[]),
    ("解决问题", &["解决问题的"]),
    ("履行职责", &["履行职责的"]),
];
/// For whom something is done, behind 为.
const WHOM: &[&str] = &["人民", "群众", "居民", "村民", "企业", "基层", "全", "本", "各", "社", "市民", "老"];
/// What 为 is else than for.
const NOT_FOR: &[&str] = &["为主", "为了", "为何", "为什么", "为先", "为核心", "为重点", "为宗旨", "为目标"];
/// How far behind 为 the 服务 may stand, in characters.
const SERVED: usize = 12;
/// Verbs that are nouns as well, so that one of [`OBJECTS`] must follow.
const VERBS: &[&str] = &[
    "推进", "推动", "促进", "开展", "落实", "完成", "解决", "履行", "执行", "贯彻", "提高", "提升", "加强", "发挥",
    "组织", "实施", "参与", "投入", "配合", "宣传", "服务", "支持", "防止", "打击", "维护", "保障", "保护", "改善",
    "增强", "满足", "应对", "引导", "预防", "遏制", "化解", "带动", "激发", "处置", "处理", "改进", "完善", "健全",
];
/// Adverbs that describe no noun but the verb's own, so that any object may follow: 不断的提高服务水平.
const STRONG: &[&str] = &["不断", "逐步", "大力", "进一步"];
/// What a verb is joined to or counted by where it is a noun: 不断的提高和发展, 进一步的完善空间.
const NOMINAL: &str = "的和与及、，。；过作力幅空之是成效速势";
/// What stands right behind a verb.
const OBJECTS: &[&str] = &["了", "好", "到", "起来", "各", "全", "党", "群众", "经济"];
/// What begins a new predicate behind a noun: 以更好的服务全力保障.
const ANEW: &[&str] =
    &["全力", "全面", "全程", "全方位", "全都", "各有", "各不", "各异", "好的", "好于", "好评", "了解", "到来", "到期"];
/// What takes a noun: 以更好的服务….
const TAKES: &[&str] = &["以", "用", "靠", "凭", "有", "提供", "作出", "做出", "是", "以更加", "以更"];

/// How far it is from being so.
const DEGREES: &[&str] = &[
    "不是很",
    "不够",
    "很",
    "比较",
    "非常",
    "十分",
    "还不够",
    "还不是很",
    "不太",
    "还不太",
    "较为",
    "相当",
    "特别",
    "都很",
    "也很",
    "更加",
    "不",
];
/// How something was done.
const COMPLEMENTS: &[&str] =
    &["严格", "好", "到位", "扎实", "及时", "规范", "认真", "充分", "理想", "全面", "彻底", "深入", "细致"];

fn look(line: &Line<'_>, found: &mut Found) {
    let mut last = 0;
    for (word, range) in LIST.places(line) {
        // 积极有效的 and 有效的 end at the same 的.
        if range.end == last {
            continue;
        }
        let meant = match word.right {
            "地" => is_predicate(line, range.end, range.start),
            _ => is_complement(line, range.end),
        };
        if meant {
            last = range.end;
            found.put(line, range.end - 1..range.end).suggest(word.right).about(word.right);
        }
    }
}

/// What a whole phrase may describe: 更好的服务群众的需要.
const NOUNS: &[&str] = &[
    "需要", "氛围", "机制", "要求", "能力", "方式", "方法", "办法", "举措", "措施", "意识", "平台", "载体", "体系",
    "体制", "环境", "局面", "目标", "原则", "态度", "模式", "经验", "做法", "制度", "队伍", "窗口", "理念", "途径",
    "渠道", "抓手", "格局", "路径",
];
/// How far a phrase is looked at, in characters.
const PHRASE: usize = 20;

/// Whether the phrase at `at` ends in a noun that it describes: 的 or 服务 and one of [`NOUNS`], with nothing behind.
fn is_of_noun(line: &Line<'_>, at: usize) -> bool {
    let end = line.run_within(at, PHRASE, is_han);
    let ends = |from: usize| {
        let (_, to) = line.any(from, NOUNS)?;
        (to == end || line.any(to, &["和", "与", "及", "建设", "，"]).is_some()).then_some(())
    };
    // 更好地满足群众的需要 is done to what they need.
    let owner = line.any(at, &["满足", "为"]).is_some();
    (at..end).any(|from| {
        let of = line.at(from) == Some('的') && !owner;
        of && ends(from + 1).is_some() || line.starts(from, "服务") && ends(from + 2).is_some()
    })
}

/// Words that begin with 向 and say where something goes on to.
const TOWARDS: &[&str] =
    &["向前发展", "向前推进", "向前迈进", "向前延伸", "向前走", "向好发展", "向好转变", "向上攀升", "向纵深推进"];

/// Whether a predicate begins at `at`; its adverb begins at `adverb`.
fn is_predicate(line: &Line<'_>, at: usize, adverb: usize) -> bool {
    if let Some((_, end)) = line.any(at, TOWARDS) {
        return line.at(end) != Some('的');
    }
    if is_of_noun(line, at) {
        return false;
    }
    let begun = STARTS.iter().filter(|(word, _)| line.starts(at, word));
    if begun.clone().any(|(word, not)| line.any(at, not).is_none_or(|_| *word == "向" && line.starts(at, "向上级")))
    {
        return true;
    }
    if line.starts(at, "为") {
        // 更好地为客商服务: whoever is served.
        let served =
            (at + 2..at + SERVED).take_while(|at| line.at(*at).is_some_and(is_han)).any(|at| line.starts(at, "服务"));
        return line.any(at + 1, WHOM).is_some() || served && line.any(at, NOT_FOR).is_none();
    }
    let Some((verb, end)) = line.any(at, VERBS) else { return false };
    // 高效的服务到家门口: a noun.
    if verb == "服务" && line.starts(end, "到") {
        return false;
    }
    let taken = line.any_before(adverb, TAKES).is_some() || line.any(end, ANEW).is_some();
    let strong = line.any(adverb, STRONG).is_some();
    !taken && (line.any(end, OBJECTS).is_some() || strong && has_object(line, end))
}

/// The shortest and longest object, in characters.
const OBJECT: std::ops::RangeInclusive<usize> = 4..=PHRASE;

/// Whether an object of a verb stands at `at`: a phrase of some length, none of whose words makes a noun of the verb.
fn has_object(line: &Line<'_>, at: usize) -> bool {
    let end = line.run_within(at, *OBJECT.end(), is_han);
    let ends = line.at(end).is_none_or(ends_clause);
    OBJECT.contains(&(end - at))
        && ends
        && !line.at(at).is_some_and(|c| NOMINAL.contains(c))
        && !line.part(at..end).contains('的')
}

/// Whether a complement stands at `at`. Before another 的 it may belong to a noun: 开展的十分全面的检查, and so it may behind
/// a bare 不: 落实的不到位问题.
fn is_complement(line: &Line<'_>, at: usize) -> bool {
    let Some((degree, from)) = line.any(at, DEGREES) else { return false };
    let Some((_, end)) = line.any(from, COMPLEMENTS) else { return false };
    let ends = !line.at(end).is_some_and(char::is_alphanumeric);
    line.at(end) != Some('的') && (degree != "不" || ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};

    #[test]
    fn every_word_is_found_and_the_right_form_is_not() {
        let adverbs = WORDS.iter().map(|word| {
            let stem = word.wrong.trim_end_matches('的');
            match word.right {
                "地" => (format!("要{stem}⟦的⟧把工作抓在手上"), format!("要{stem}地把工作抓在手上")),
                _ => (format!("这项工作{stem}⟦的⟧不够到位"), format!("这项工作{stem}得不够到位")),
            }
        });
        for (word, (wrong, right)) in WORDS.iter().zip(adverbs) {
            fires("de-di-de", &[&wrong]);
            silent("de-di-de", &[&right, &format!("{}工作很多", word.wrong)]);
        }
        assert_eq!(WORDS.iter().filter(|word| word.right == "得").count(), 10);
    }

    #[test]
    fn every_follower_is_tried() {
        for verb in VERBS {
            for object in OBJECTS.iter().filter(|object| !(*verb == "服务" && **object == "到")) {
                fires("de-di-de", &[&format!("有效⟦的⟧{verb}{object}，")]);
            }
            silent("de-di-de", &[&format!("有效的{verb}机制"), &format!("有效地{verb}了机制")]);
            silent("de-di-de", &[&format!("提供有效的{verb}全面做好保障")]);
        }
        for (start, not) in STARTS {
            fires("de-di-de", &[&format!("认真⟦的⟧{start}")]);
            for other in *not {
                silent("de-di-de", &[&format!("认真的{other}")]);
            }
        }
        for whom in WHOM {
            fires("de-di-de", &[&format!("热情⟦的⟧为{whom}办事")]);
            silent("de-di-de", &[&format!("热情的{whom}")]);
        }
        for not in NOT_FOR {
            silent("de-di-de", &[&format!("更好的{not}，服务")]);
        }
        for degree in DEGREES {
            for complement in COMPLEMENTS {
                fires("de-di-de", &[&format!("落实⟦的⟧{degree}{complement}")]);
                silent(
                    "de-di-de",
                    &[&format!("落实的{degree}{complement}的措施"), &format!("落实得{degree}{complement}")],
                );
            }
        }
    }

    #[test]
    fn a_phrase_that_describes_a_noun() {
        silent(
            "de-di-de",
            &[
                "建立有效的为民服务机制，营造积极的宣传群众的氛围",
                "这是更好的服务群众的需要。",
                "形成不断的向前发展的局面",
                "有了不断的提高和改进，经过不断的完善过程",
                "实现不断的提升发展，作出进一步的改进，大力的支持",
                "有进一步的完善空间，不断的提高服务群众的能力的过程",
                "有效的为群众服务平台和队伍",
            ],
        );
        fires(
            "de-di-de",
            &[
                "事业不断⟦的⟧向前发展，e\u{301}",
                "更好⟦的⟧满足群众的需要𠀀",
                "积极⟦的⟧宣传党的政策",
                "更好⟦的⟧推动全县的发展",
                "不断⟦的⟧提高服务水平和能力。",
                "逐步⟦的⟧完善各项管理制度𠀀，",
                "快速⟦的⟧处置了各类问题",
            ],
        );
    }

    #[test]
    fn before_verbs() {
        fires(
            "de-di-de",
            &[
                "一如既往⟦的⟧为基层办实事",
                "积极有效⟦的⟧推进了改革",
                "扎实⟦的⟧开展好各项活动，有力⟦的⟧促进了经济发展",
                "顺利⟦的⟧完成任务",
                "更好⟦的⟧服务群众，更好⟦的⟧服务全县大局",
                "认真⟦的⟧贯彻党的路线",
                "主动⟦的⟧向上级汇报，主动⟦的⟧向社区报到",
                "热情⟦的⟧为老年人服务，更好⟦的⟧为客商服务",
                "（一）深入⟦的⟧进行摸底",
                "不断⟦的⟧提升了𠀀",
                "要严格⟦的⟧做到e\u{301}",
                "及时⟦的⟧将情况报送",
                "有力⟦的⟧支持了基层，有效⟦的⟧遏制了反弹，更好⟦的⟧满足群众需求",
            ],
        );
        silent(
            "de-di-de",
            &[
                "起到有力的推动作用",
                "建设更好的将来，积极的向往，持续的向好态势",
                "以更好的服务全力保障",
                "常抓不懈的工作，更好的发展，积极的组织工作",
                "有效的为主，全面的把握",
                "更好的为先，高效的服务到位",
                "提供有力的保障，得到有力的支持，有力的支持者，提供有力的支持全县大局",
                "主动的进行曲",
                "提供高效的服务到家门口",
                "更好的服务，更好的落实",
                "《更好的为群众服务》",
                "他说：“我们就是要更好的为群众服务。”",
                "更好的",
                "有效的贯彻落实机制",
            ],
        );
    }

    #[test]
    fn before_complements() {
        fires(
            "de-di-de",
            &[
                "制度执行⟦的⟧不是很严格",
                "任务完成⟦的⟧很好，落实⟦的⟧非常到位。",
                "工作做⟦的⟧还不够扎实",
                "抓⟦的⟧比较好𠀀",
                "做⟦的⟧很好",
                "制度执行⟦的⟧不严格，落实⟦的⟧不到位",
            ],
        );
        silent(
            "de-di-de",
            &[
                "开展的十分全面的检查",
                "完成的任务很多",
                "做的很多工作",
                "落实的比较典型",
                "办理的非常规业务",
                "抓的很",
                "落实的不到位问题",
            ],
        );
    }
}
