//! The mark 、 where none belongs.

mod words;

use words::{CONJUNCTIONS, DENG, begins_word, is_place};

use crate::lint::finding::Found;
use crate::lint::line::{Line, is_mark};
use crate::lint::number;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "punct-dun-deng",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("等前顿号", "comma before and so on"),
        says: Words::new("“等”前面不用顿号", "no 、 before 等"),
        basis: Basis::new("GB/T 15834 B.1.2", "规定"),
        wrong: "走访了学校、医院⟦、⟧等单位。",
        right: "走访了学校、医院等单位。",
        doubt: Words::new("“等”也可能是并列的一个词，如“等待”“等级”。", "The 等 may be part of a word in the list."),
        reach: Reach::TEXT,
        needs: "等",
        check: Check::Line(deng),
    },
    Rule {
        id: "punct-dun-conj",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("连词前顿号", "comma before a conjunction"),
        says: Words::new("“{}”前面通常不用顿号", "usually no 、 before {}"),
        basis: Basis::new("GB/T 15834 4.5.3.1、A.3", "通常"),
        wrong: "联合街道、社区⟦、和⟧物业开展巡查。",
        right: "联合街道、社区和物业开展巡查。",
        doubt: Words::new(
            "连词也可能是词的开头或介词，如“和谐”“与市场对接”。",
            "The character may begin a word or be a preposition.",
        ),
        reach: Reach::TEXT,
        needs: "和及与或",
        check: Check::Line(conjunction),
    },
    Rule {
        id: "punct-dun-approx",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("概数间顿号", "comma in an approximate number"),
        says: Words::new("相邻数字连用表示概数，中间不用顿号", "no 、 between two numerals that mean about so many"),
        basis: Basis::new("GB/T 15834 4.5.3.4", "通常"),
        wrong: "前后用了⟦三、五⟧天。",
        right: "前后用了三五天。",
        doubt: Words::new("缩略的并列数字要用顿号，如“第二、三天”。", "Two numbers listed in short do take 、."),
        reach: Reach::TEXT,
        needs: "、",
        check: Check::Line(approximate),
    },
    Rule {
        id: "punct-dun-quotes",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("引号间顿号", "comma between quotes"),
        says: Words::new("并列的引号或书名号之间通常不用顿号", "usually no 、 between quotes or titles in a list"),
        basis: Basis::new("GB/T 15834 4.5.3.5", "通常不用"),
        wrong: "推行“路长制”⟦、⟧“街长制”。",
        right: "推行“路长制”“街长制”。",
        doubt: Words::new(
            "公文里引号之间用顿号的很多，全文一致即可。",
            "Many good documents set 、 there; let it be the same throughout.",
        ),
        reach: Reach::TEXT,
        needs: "、",
        check: Check::Line(quotes),
    },
];

/// Whether the 等 at `at` begins another word than “and so on”: 等级, 等待.
pub(super) fn is_other_word(line: &Line<'_>, at: usize) -> bool {
    begins_word(line, at, DENG)
}

const NUMERALS: &str = "一二三四五六七八九十";

/// Whether the 、 at `at` ends the number of a label: 一、.
fn is_label(line: &Line<'_>, at: usize) -> bool {
    let from = line.run_before(at, |c| NUMERALS.contains(c) || c.is_ascii_digit());
    let border =
        from <= line.first() || line.before(from).is_some_and(|c| c.is_whitespace() || (is_mark(c) && c != '、'));
    from < at && border
}

fn deng(line: &Line<'_>, found: &mut Found) {
    for range in line.each("、等") {
        let at = range.start;
        // In 等、靠、要 the word is one of the list; three marks in a row are an ellipsis.
        let listed = line.at(range.end) == Some('、');
        let dots = line.ends(at, "、、");
        if !(listed || dots || at <= line.first() || is_label(line, at) || is_other_word(line, at + 1)) {
            found.put(line, at..at + 1).fix("");
        }
    }
}

/// What shows behind 与 that it is a preposition.
const TOGETHER: &[&str] = &[
    "挂钩",
    "衔接",
    "匹配",
    "结合",
    "对接",
    "同步",
    "融合",
    "联动",
    "一致",
    "联系",
    "合作",
    "签订",
    "签约",
    "签署",
    "互动",
    "贯通",
    "同向",
    "同频",
    "同行",
    "并重",
    "统一",
    "共建",
    "共享",
    "共舞",
    "对照",
    "沟通",
    "交流",
    "配套",
    "适应",
    "呼应",
    "协同",
    "协商",
    "同心",
    "脱节",
    "对标",
    "接轨",
    "打成",
    "交朋友",
    "谈心",
    "一道",
    "一起",
    "座谈",
    "见面",
    "无关",
    "有关",
    "关系",
];

/// The same behind 和.
const TOGETHER_AND: &[&str] = &["打成", "交朋友", "谈心", "一道", "一起", "座谈", "见面", "同吃"];

/// Whether the 与 or 和 before `from` is a preposition, by what follows in its clause up to `to`.
fn is_preposition(line: &Line<'_>, word: &str, from: usize, to: usize) -> bool {
    let any = |words: &[&str]| words.iter().any(|word| holds(line, from, to, word));
    let each_other = |at: usize| line.at(at) == Some('相') && !matches!(line.at(at + 1), Some('关' | '应'));
    match word {
        "与" => any(TOGETHER) || (from..to).any(each_other),
        "和" => any(TOGETHER_AND),
        _ => false,
    }
}

fn conjunction(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '、') {
        let Some((word, end)) = line.any(at + 1, &["以及", "或者", "和", "及", "与", "或"]) else { continue };
        if at <= line.first() || is_label(line, at) || begins_word(line, at + 1, CONJUNCTIONS) || is_place(line, at + 1)
        {
            continue;
        }
        if line.at(end).is_none_or(is_mark_but_open) {
            continue;
        }
        let clause = clause_end(line, end);
        if is_preposition(line, word, end, clause)
            || (matches!(word, "与" | "或" | "或者") && is_in_row(line, at, word))
        {
            continue;
        }
        found.put(line, at..end).about(word).suggest(word);
    }
}

fn is_mark_but_open(c: char) -> bool {
    is_mark(c) && !matches!(c, '“' | '‘' | '《' | '（')
}

/// How far a clause is read, in characters.
const CLAUSE: usize = 30;

fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '？' | '！' | '、' | ',' | ';')
}

fn clause_end(line: &Line<'_>, at: usize) -> usize {
    line.run(at, |c| !ends_clause(c)).min(at + CLAUSE)
}

fn holds(line: &Line<'_>, from: usize, to: usize, word: &str) -> bool {
    (from..to).any(|at| line.starts(at, word))
}

/// Whether the same conjunction begins another item nearby: 或甲、或乙、或丙.
fn is_in_row(line: &Line<'_>, at: usize, word: &str) -> bool {
    let first = word.chars().next();
    let begins = |place: usize| line.at(place) == first;
    let border = |c: char| ends_clause(c);
    let (from, to) = (at.saturating_sub(CLAUSE), (at + CLAUSE).min(line.len()));
    (from..to).any(|place| place != at + 1 && begins(place) && line.before(place).is_none_or(border))
}

/// What is counted behind a number of about so many.
const COUNTED: &[&str] =
    &["天", "个月", "个多月", "个小时", "个星期", "小时", "岁", "公里", "里地", "里路", "分钟", "趟", "遍", "斤"];
/// What is counted too, unless a list says of whom: 两组分别有五、六人.
const HEADS: &[&str] = &["人", "位", "户", "次", "亩", "年"];
/// What shows in a clause that each of the two figures is one for itself.
const EACH: [&str; 7] = ["分别", "各", "依次", "先后", "列", "排", "居"];

fn approximate(line: &Line<'_>, found: &mut Found) {
    let digit = |at: usize| {
        let c = line.at(at)?;
        if c == '两' { Some(1) } else { "一二三四五六七八九".chars().position(|digit| digit == c) }
    };
    for at in line.positions(|c| c == '、') {
        let (Some(from), to) = (at.checked_sub(1), at + 2) else { continue };
        let (Some(less), Some(more)) = (digit(from), digit(at + 1)) else { continue };
        if more != less + 1 && (less, more) != (2, 4) {
            continue;
        }
        let tens = line.run(to, |c| "十百千万".contains(c));
        let near = line.part(from.saturating_sub(CLAUSE)..from);
        let clause = near.rsplit(ends_clause).next().unwrap_or_default();
        let heads = line.any(tens, HEADS).is_some()
            && line.before(from) != Some('十')
            && !EACH.iter().any(|word| clause.contains(word));
        let counted = line.any(tens, COUNTED).is_some() || heads && !is_other_head(line, tens);
        let listed = line
            .before(from)
            .is_some_and(|c| matches!(c, '、' | '第' | '初' | '周' | '期') || number::han_digit(c).is_some());
        if counted && !listed && from > line.first() {
            let short: String = [from, at + 1].iter().filter_map(|at| line.at(*at)).collect();
            found.put(line, from..to).suggest(short);
        }
    }
}

/// 人 and the like at `at` as the beginning of another word: 二、三人民医院, 一、二次会议, 三、四名次.
fn is_other_head(line: &Line<'_>, at: usize) -> bool {
    line.any_of(at, "年级 年制 年度 年代 年期 年生 年龄 人民 人大 人武 人工 人称 次会 次全 次产 次党 次中 次常 次代 次理 次办 次调 次工 次执 次联 次世 次专 次主 次能 位数 位置 位一").is_some()
}

fn quotes(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '、') {
        if matches!((line.before(at), line.at(at + 1)), (Some('”'), Some('“')) | (Some('》'), Some('《'))) {
            found.put(line, at..at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn no_comma_before_and_so_on() {
        fires(
            "punct-dun-deng",
            &[
                "走访了“三馆一站”⟦、⟧等点位，清理楼道⟦、⟧等",
                "组长李明轩、王知远⟦、⟧等同志到场",
                "完善A区、B区⟦、⟧等3处𠀀⟦、⟧等等",
                "学习《办法》⟦、⟧等文件，e\u{301}⟦、⟧等",
                "核查台账⟦、⟧等到位情况",
                "对本地⟦、⟧等外来人员较多的区域",
            ],
        );
        silent(
            "punct-dun-deng",
            &[
                "走访了学校、医院等单位",
                "一、等级评定",
                "分数、等级、等次一并公布",
                "克服“等、靠、要”和慢、等、拖",
                "《学校、等单位》",
                "等额选举、等候、等待",
                "三等、四等",
                "横幅、、、等",
                "二、等条件成熟后再办",
                "评为优秀、良好、等外三档",
            ],
        );
        mends("punct-dun-deng", &[("学校、医院、等单位，厂、等。", "学校、医院等单位，厂等。")]);
    }

    #[test]
    fn no_comma_before_a_conjunction() {
        fires(
            "punct-dun-conj",
            &[
                "走访学校⟦、及⟧“三馆”，清理楼道⟦、以及⟧背街小巷",
                "由街道⟦、与⟧社区承担",
                "张贴海报、横幅⟦、或者⟧标语",
                "建设网络⟦、和⟧平台𠀀⟦、或⟧e\u{301}",
                "学习《办法》⟦、和⟧《细则》",
                "街道、社区⟦、与⟧会计事务所",
                "网络、平台⟦、和⟧服务协同联动，街道⟦、与⟧相关企业",
            ],
        );
        silent(
            "punct-dun-conj",
            &[
                "建设平安、和谐、和美乡村",
                "做到准确、及时、与时俱进",
                "与产业相融合、与市场对接",
                "规划与城市衔接、与乡村同步",
                "填写姓名、职业、与户主关系等",
                "或停产、或转产、或搬迁",
                "二、和谐社区建设",
                "三、与群众同行",
                "《街道、和社区》",
                "街道和社区、物业",
                "领导、与会人员、及格学生",
                "竹隐社区、和兴村、和顺镇",
                "四、以及时高效为目标",
                "坚持准确、以及时为要",
            ],
        );
    }

    #[test]
    fn no_comma_in_numbers_of_about_so_many() {
        fires(
            "punct-dun-approx",
            &[
                "大约⟦七、八⟧个月完成，老人⟦八、九⟧十岁",
                "每户走⟦二、三⟧趟，来回⟦五、六⟧里地",
                "等了⟦两、三⟧个小时，孩子十⟦三、四⟧岁，共𠀀⟦一、二⟧公里",
                "走访了⟦三、五⟧户",
                "全年开展⟦六、七⟧次",
                "会场有⟦三、四⟧百人",
                "种了⟦两、三⟧亩𠀀",
                "干了⟦七、八⟧年了",
            ],
        );
        silent(
            "punct-dun-approx",
            &[
                "评出一、二等奖",
                "二、三级医院",
                "第二、三天",
                "二、三、四天",
                "一、二十天集中整治",
                "一、二季度",
                "三五天",
                "三、七天",
                "五、四天",
                "初三、四天",
                "两个组分别有五、六人",
                "市第二、三人民医院",
                "十九届三、四次全会",
                "先后有三、四人获评",
                "共三、四位数",
                "名列二、三位，排名五、六位",
                "小学七、八年级，三、四年制本科，一九七七、八年间，“十四、五年”",
            ],
        );
    }

    #[test]
    fn no_comma_between_quotes() {
        fires(
            "punct-dun-quotes",
            &["“甲”⟦、⟧“乙”⟦、⟧“丙”", "《甲》⟦、⟧《乙》", "学“𠀀”⟦、⟧“e\u{301}”和《甲》⟦、⟧《乙》"],
        );
        silent("punct-dun-quotes", &["“甲”“乙”", "“甲”、乙", "“甲”、《乙》", "《甲》（一）、《乙》", "《“甲”、“乙”》"]);
    }
}
