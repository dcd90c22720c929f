//! Words that are now written otherwise (惟一, 其它), and words put in the place of another that sounds like it.

use std::sync::LazyLock;

use crate::lint::finding::Found;
use crate::lint::line::{Line, ends_clause};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::word_list::{Word, WordList};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "word-variant",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("异形词", "variant word"),
        says: Words::new("现在推荐写作“{}”", "it is now better written {}"),
        basis: Basis::new("", "异形词整理表、现汉 推荐"),
        wrong: "完成⟦其它⟧工作。",
        right: "完成其他工作。",
        doubt: Words::new("引用旧文件时保留原来的写法。", "A quoted older document keeps its own form."),
        reach: Reach::WORDS,
        needs: "惟它待份",
        check: Check::Line(variant),
    },
    Rule {
        id: "word-confused",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("音近词误用", "word confused"),
        says: Words::new("这里似应写作“{}”", "{} may be meant here"),
        basis: Basis::new("", "实务"),
        wrong: "及时⟦反应⟧群众诉求。",
        right: "及时反映群众诉求。",
        doubt: Words::new(
            "说对刺激、事件的回应是“反应”，说记下来的材料是“记录”。",
            "An answer to an event is 反应; what was written down is 记录.",
        ),
        reach: Reach::WORDS,
        needs: "应录象",
        check: Check::Line(confused),
    },
];

const VARIANTS: &[Word] = &[
    Word::guarded("惟一", "唯一", "思恭", ""),
    Word::guarded("其它", "其他", "由", "们"),
    Word::guarded("交待", "交代", "提移上递成转外社缴送", "遇审办批查处定建签确核岗业命考检验结收拆改"),
    Word::guarded("部份", "部分", "全内外总支", "额数子量"),
    Word::guarded("成份", "成分", "构达组完分形生收折现变换", "额数子"),
    Word::guarded("份量", "分量", "每半两这此整单各身省县股月年部成", "化刑"),
];

static VARIANT_LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(VARIANTS));

fn variant(line: &Line<'_>, found: &mut Found) {
    for (word, range) in VARIANT_LIST.places(line) {
        found.put(line, range).suggest(word.right).about(word.right);
    }
}

/// Words that are sought, and what is meant.
const CONFUSED: &[Word] = &[
    Word::guarded(
        "反应",
        "反映",
        "的出场有无起生化急良锁敏核激聚光热应副性物疫种体床验",
        "迅及灵敏快慢堆式釜器能机速时过热平淡积极得",
    ),
    Word::guarded("记录", "纪录", "", "者仪员表本簿"),
    Word::guarded("象", "像", "现对气形印景大抽迹表乱万天意图想好幻假险征物血具众巨小群洲野石龙病星卦怪脉心法肖", ""),
];

static CONFUSED_LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(CONFUSED));

/// What is reflected, and how far behind the verb it may stand, in characters.
const REFLECTED: &[&str] =
    &["规律", "情况", "诉求", "愿景", "意见", "面貌", "水平", "状况", "问题", "呼声", "心声", "意愿", "民意"];
const OBJECT: usize = 12;
/// What is done to a record, and how far before it may stand, in characters.
const BROKEN: &[&str] = &["创下", "创造", "打破", "刷新"];
const VERB: usize = 8;
/// What may be created or broken beside a record, so that the verb is not the record's.
const BESIDE: &[&str] = &[
    "创造性",
    "条件",
    "环境",
    "氛围",
    "价值",
    "常规",
    "惯例",
    "瓶颈",
    "刷新数据",
    "刷新页面",
    "刷新网页",
    "刷新系统",
    "刷新界面",
    "刷新列表",
    "刷新缓存",
    "刷新后",
];
/// What something is like.
const LIKE: &[&str] = &[
    "这样", "那样", "上一", "这些", "他们", "我们", "咱们", "以前", "以往", "过去", "往年", "往常", "从前", "去年",
    "对待",
];
/// What is felt strongly is reflected so: 群众反映强烈的问题.
const STRONG: &str = "强烈的";

fn confused(line: &Line<'_>, found: &mut Found) {
    for (word, range) in CONFUSED_LIST.places(line) {
        let meant = match word.wrong {
            "反应" => {
                line.any_before(range.start, &["化学", "快速", "第一"]).is_none() && is_reflected(line, range.end)
            }
            "记录" => is_record(line, range.start),
            _ => line.any(range.end, LIKE).is_some(),
        };
        if meant {
            found.put(line, range).suggest(word.right).about(word.right);
        }
    }
}

/// Whether one of [`REFLECTED`] begins within twelve characters from `at` on, in the same clause.
fn is_reflected(line: &Line<'_>, at: usize) -> bool {
    if line.at(at) == Some('强') && !line.starts(at, STRONG) {
        return false;
    }
    let end = line.run_within(at, OBJECT + 1, |c| !ends_clause(c));
    (at..end).any(|at| line.any(at, REFLECTED).is_some())
}

/// Whether one of [`BROKEN`] ends within eight characters before `at`, in the same clause.
fn is_record(line: &Line<'_>, at: usize) -> bool {
    if line.ends(at, "有") {
        return false;
    }
    let from = line.run_before_within(at, VERB + 2, |c| !ends_clause(c));
    let part = line.part(from..at);
    BROKEN.iter().any(|verb| part.contains(verb)) && !BESIDE.iter().any(|other| part.contains(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};
    use crate::lint::word_list::every_word_is_tried;

    #[test]
    fn every_variant_is_found_and_its_look_alike_is_not() {
        every_word_is_tried(
            "word-variant",
            VARIANTS,
            &[
                ("这是⟦惟一⟧的通道", "只思惟一处得失"),
                ("⟦其它⟧事项𠀀", "由其它们各自排放"),
                ("⟦交待⟧清楚任务", "提交待审材料"),
                ("大⟦部份⟧居民", "全部份额"),
                ("土壤⟦成份⟧检测", "构成份额"),
                ("⟦份量⟧很重", "股份量化到人"),
            ],
        );
        fires("word-variant", &["一、⟦其它⟧", "（⟦其它⟧）⟦部份⟧", "“⟦其它⟧”", "e\u{301}⟦其它⟧"]);
        silent(
            "word-variant",
            &[
                "受到良好的接待，上交待遇清单，外交待遇",
                "见《其它工作台账》",
                "他说：“其它的事情以后再说也来得及。”",
                "组成份子、达成份额",
                "部分、成分、其他",
            ],
        );
    }

    #[test]
    fn every_confused_word_is_found_and_its_look_alike_is_not() {
        every_word_is_tried(
            "word-confused",
            CONFUSED,
            &[
                ("如实向上级⟦反应⟧基层的困难和问题", "应急反应水平"),
                ("创下同期最高⟦记录⟧", "打破纪录，记录员到场"),
                ("要⟦象⟧这样抓下去", "现象这样多"),
            ],
        );
        for object in REFLECTED {
            fires("word-confused", &[&format!("真实⟦反应⟧{object}"), &format!("⟦反应⟧八字以内的这一些{object}𠀀")]);
            silent("word-confused", &[&format!("对{object}反应迅速"), &format!("反应迅速，{object}见好")]);
        }
        for verb in BROKEN {
            fires("word-confused", &[&format!("{verb}历史最好⟦记录⟧")]);
            silent("word-confused", &[&format!("{verb}历史最好纪录"), &format!("{verb}佳绩，记录在案")]);
        }
        for like in LIKE {
            fires("word-confused", &[&format!("要⟦象⟧{like}做")]);
            for before in "现对气形印景".chars() {
                silent("word-confused", &[&format!("{before}象{like}做")]);
            }
        }
        fires(
            "word-confused",
            &[
                "客观⟦反应⟧全区文明程度和整体面貌",
                "居民⟦反应⟧的突出问题",
                "一、⟦反应⟧情况",
                "刷新了历史⟦记录⟧，打破“百米”⟦记录⟧",
                "工作不能⟦象⟧上一年那样",
                "⟦象⟧他们𠀀一样",
                "大家⟦象⟧那样做",
                "群众来信⟦反应⟧e\u{301}意见",
                "解决群众⟦反应⟧强烈的问题",
            ],
        );
        silent(
            "word-confused",
            &[
                "刷新数据记录，刷新页面后记录下来",
                "反应迅速，解决问题快。",
                "对此作出反应，问题得到解决",
                "及时作出反应，反应及时，反应灵敏",
                "群众反应，问题不少",
                "群众反应强烈，问题不少，反应强度问题",
                "群众反应经过整整一个月的持续集中治理后情况",
                "有记录以来最高，创下有记录以来的最高",
                "创造性地做好记录工作，创造条件记录",
                "打破常规记录",
                "记录问题",
                "对象他们都清楚，大象这样的动物，乱象这些年少了，亚洲象这些年多了",
                "他说：“及时反应群众诉求是我们的本分。”",
                "见《反应情况汇编》",
                "市场反应情况、快速反应水平，第一反应情况",
                "化学反应水平、不良反应情况、接种反应情况",
            ],
        );
    }
}
