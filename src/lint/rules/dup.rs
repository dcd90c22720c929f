//! Said twice: an item of a list, a word.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "dup-item",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("并列项重复", "item said twice"),
        says: Words::new("并列项“{}”连写了两次，请核对", "the item “{}” stands there twice"),
        basis: Basis::new("", "实务"),
        wrong: "重点整治：⟦广场、广场⟧、车站。",
        right: "重点整治：广场、车站。",
        doubt: Words::new("有意强调或两者之间的说法可以重复。", "Emphasis may repeat a word."),
        reach: Reach::LEFTOVERS,
        needs: "、和与及或",
        check: Check::Line(items),
    },
    Rule {
        id: "dup-word",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("词语重复", "word said twice"),
        says: Words::new("“{}”连写了两次，请核对", "“{}” stands there twice"),
        basis: Basis::new("", "实务"),
        wrong: "要⟦狠抓落实狠抓落实⟧。",
        right: "要狠抓落实。",
        doubt: Words::new("两个词相接处和口语里的重叠说法是对的。", "Two words may meet so, and speech doubles words."),
        reach: Reach::LEFTOVERS,
        needs: "",
        check: Check::Line(words),
    },
];

/// The shortest and longest item, in characters.
const ITEM: std::ops::RangeInclusive<usize> = 2..=12;
/// What stands before the first item of a list.
const BEFORE: &[&str] = &[
    "了", "对", "在", "向", "为", "把", "将", "以", "于", "从", "由", "让", "使", "是", "包括", "涉及", "覆盖", "整治",
    "走访", "组织", "开展", "清理", "检查", "排查", "发放", "深入", "协调", "联合", "落实", "建设", "推进", "加强",
    "围绕", "针对", "负责", "做好", "抓好", "完善", "健全", "提升", "强化", "突出", "设置", "设立", "增设", "安装",
    "悬挂", "制定", "召开", "举办", "张贴", "摆放", "增强", "通过", "利用", "纠正", "取缔", "查处", "规范", "整顿",
    "治理", "改造", "拆除", "新建", "修建", "购置", "打造", "优化", "慰问", "宣传", "解决", "维护", "保障", "提高",
    "改善", "促进", "推动", "杜绝", "遏制", "打击",
];

fn items(line: &Line<'_>, found: &mut Found) {
    let mut from = 0;
    for at in line.positions(|c| matches!(c, '、' | '和' | '与' | '及' | '或')) {
        if at < from {
            continue;
        }
        if let Some(range) = item_at(line, at) {
            found.put(line, range.clone()).about(line.part(at + 1..range.end));
            from = range.end;
        }
    }
    let mut at = 0;
    while at < line.len() {
        let end = line.run(at, |c| is_han(c) || c == '、');
        if end > at + 4 {
            again(line, at..end, found);
        }
        at = end.max(at + 1);
    }
}

/// The longest name in such a list, in characters; what is longer is a phrase.
const NAME: usize = 8;
/// The longest list that is looked at, in items.
const LIST: usize = 60;

/// An item of the list in `range` that stood in it before, with others between: 广场、车站、广场. The first and the last one
/// may be part of more than the list: the first counts where a verb stands before it, the last where the list ends with it.
fn again(line: &Line<'_>, range: Range<usize>, found: &mut Found) {
    let commas = || range.clone().filter(|at| line.at(*at) == Some('、'));
    let starts = std::iter::once(range.start).chain(commas().map(|at| at + 1));
    let items: Vec<Range<usize>> =
        starts.zip(commas().chain([range.end])).map(|(from, to)| from..to).take(LIST).collect();
    let last = items.len().saturating_sub(1);
    for (n, item) in items.iter().enumerate().skip(2) {
        let text = line.chars.get(item.clone()).unwrap_or_default();
        let ends = n < last || line.at(item.end).is_none_or(|c| "，。；：,;:）)！".contains(c));
        // What a whole list ends in, such as 等单位, is no item.
        if !ITEM.contains(&text.len()) || !ends {
            continue;
        }
        let same = |(first, other): (usize, &Range<usize>)| {
            let other_text = line.chars.get(other.clone()).unwrap_or_default();
            let begins = other.end.checked_sub(text.len()).filter(|_| first == 0 && other_text.ends_with(text));
            other_text == text && first > 0
                || begins.is_some_and(|at| at == line.first() || line.any_before(at, BEFORE).is_some())
        };
        // 国有公司、企业委派到非国有公司、企业: two lists, where a whole phrase stands between.
        let phrase = items.iter().take(n).rposition(|other| other.len() > NAME).unwrap_or(0);
        if items.iter().enumerate().take(n - 1).skip(phrase).any(same) {
            found.put(line, item.clone()).about(line.part(item.clone()));
            return;
        }
    }
}

/// The two equal items around the 、 or conjunction at `at`.
fn item_at(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    if let Some(range) = quoted_item(line, at) {
        return Some(range);
    }
    // The second item is as long as the same characters stand before the mark.
    let same = |length: usize| {
        let first = line.chars.get(at.checked_sub(length)?..at)?;
        let second = line.chars.get(at + 1..=at + length)?;
        (first == second).then_some(())
    };
    let comma = line.at(at) == Some('、');
    let reach =
        line.chars.get(at + 1..).unwrap_or_default().iter().take(*ITEM.end()).take_while(|c| is_han(**c)).count();
    (*ITEM.start()..=reach).rev().filter(|length| same(*length).is_some()).find_map(|length| {
        let (start, end) = (at - length, at + 1 + length);
        let conjunction = |c: Option<char>| c.is_some_and(|c| matches!(c, '和' | '与' | '及' | '或'));
        // A和B和B.
        if !comma && line.before(start) == line.at(at) {
            let goes_on = line.any(end, &["之间", "以上", "以下"]).is_some();
            return (!goes_on && start > 1).then_some(start..end);
        }
        let after = line.at(end).is_none_or(|c| "、，。；：,;:）)！".contains(c))
            || line.starts(end, "等")
            || comma && (conjunction(line.at(end)) || line.starts(end, "的"));
        let before = line.before(start).is_none_or(|c| "、，。；：,;:（(“".contains(c) || comma && c.is_whitespace())
            || comma && (line.any_before(start, BEFORE).is_some() || conjunction(line.before(start)));
        // 村与村、校与校 names each one and the others.
        if !comma && (line.at(at) == Some('与') || is_mutual(line, start)) {
            return None;
        }
        // 推进道路和道路、绿化: the first of a list, unless the next is said of each one and the others as well.
        let opens =
            line.at(end) == Some('、') && line.any_before(start, BEFORE).is_some() && !is_mutual_at(line, end + 1);
        let listed = comma || line.before(start) == Some('、') || opens;
        let before = before || opens;
        (before && after && listed).then_some(start..end)
    })
}

/// Whether the item of the list before the one at `start` is of the form X和X.
fn is_mutual(line: &Line<'_>, start: usize) -> bool {
    let Some(end) = start.checked_sub(1).filter(|at| line.at(*at) == Some('、')) else { return false };
    let from = line.run_before_within(end, *ITEM.end() * 2 + 1, is_han);
    let item = line.chars.get(from..end).unwrap_or_default();
    let (half, joint) = (item.len() / 2, item.get(item.len() / 2));
    item.len() % 2 == 1 && matches!(joint, Some('和' | '与')) && item.get(..half) == item.get(half + 1..)
}

/// Whether the item of the list that begins at `from` is of the form X和X.
fn is_mutual_at(line: &Line<'_>, from: usize) -> bool {
    let end = line.run_within(from, *ITEM.end() * 2 + 1, is_han);
    let item = line.chars.get(from..end).unwrap_or_default();
    let same = |(at, c): (usize, &char)| {
        matches!(c, '和' | '与')
            && at > 0
            && item.get(..at).is_some_and(|first| item.get(at + 1..).is_some_and(|rest| rest.starts_with(first)))
    };
    item.iter().enumerate().any(same)
}

/// “甲”、“甲”, 《甲》、《甲》.
fn quoted_item(line: &Line<'_>, at: usize) -> Option<Range<usize>> {
    let (close, open) = (line.before(at)?, line.at(at + 1)?);
    if !matches!((open, close), ('“', '”') | ('《', '》')) {
        return None;
    }
    let end = (at + 2..at + 3 + *ITEM.end() * 2).find(|end| line.at(*end) == Some(close))? + 1;
    let length = end - at - 1;
    let start = at.checked_sub(length)?;
    let same = line.chars.get(start..at)? == line.chars.get(at + 1..end)?;
    (same && length >= 4).then_some(start..end)
}

/// The shortest and longest word that is looked for twice in a row, in characters.
const WORD: std::ops::RangeInclusive<usize> = 2..=12;
/// From how many characters on a word may hold figures: 2024年工作计划.
const FIGURES: usize = 6;

fn words(line: &Line<'_>, found: &mut Found) {
    let chars = line.chars.as_slice();
    // For each distance, how many characters in a row are the same at that distance.
    let mut runs = [0_usize; 13];
    let mut done = 0;
    for (at, c) in chars.iter().enumerate() {
        let han = is_han(*c);
        if han && at > 0 && chars.get(at - 1) == Some(c) && at > done && single(line, at - 1) {
            found.put(line, at - 1..at + 1).about(*c);
            done = at;
        }
        for length in WORD {
            let Some(run) = runs.get_mut(length) else { continue };
            let same =
                (han || length >= FIGURES && c.is_ascii_digit()) && at >= length && chars.get(at - length) == Some(c);
            *run = if same { *run + 1 } else { 0 };
            if *run == length {
                let range = at + 1 - 2 * length..at + 1;
                if range.start >= done && is_doubled(line, &range, length) {
                    let end = whole_end(line, &range, length);
                    found.put(line, range.start..end).about(line.part(range.start..range.start + length));
                    done = end;
                }
            }
        }
    }
}

/// The end of the last whole word of a row of the same words.
fn whole_end(line: &Line<'_>, range: &Range<usize>, length: usize) -> usize {
    let word = line.chars.get(range.start..range.start + length);
    let mut end = range.end;
    while line.chars.get(end..end + length) == word {
        end += length;
    }
    end
}

/// 的的 了了 在在 与与 and the like at `at`, where neither belongs to a word.
fn single(line: &Line<'_>, at: usize) -> bool {
    let (left, right) = (line.before(at), line.at(at + 2));
    let not = |side: Option<char>, signs: &str| !side.is_some_and(|c| signs.contains(c));
    match line.at(at) {
        Some('的') => not(left, "目标的打") && not(right, "确士的"),
        Some('了') => {
            let able = line.any(at + 2, &["不起", "不得"]).is_some();
            not(left, "不了一明解") && not(right, "解了结却无然之望事断当心") && !able
        }
        Some('在') => {
            not(left, "现存所实内外潜正自健旨好") && not(right, "建校册职编岗线外场任逃押家乎于即库营野世读医")
        }
        Some('与') => not(left, "参赋给施付") && not(right, "会时其此世众人日否共"),
        Some('和') => not(left, "共总饱平谦温随柔缓调祥") && not(right, "睦美气平谐解蔼善缓约悦"),
        Some('是') => not(left, "但可总凡就只要于还都也不便即正算乃自倒若或而国口老像") && not(right, "否非"),
        // 做到到位, 有有利条件: only before what begins something new.
        Some('到') => left.is_some_and(is_han) && right.is_some_and(|c| "每各全这".contains(c)),
        Some('有') => not(left, "没拥具享占持国所") && right.is_some_and(|c| "更较很了着".contains(c)),
        Some('对' | '把') => right.is_some_and(|c| "每各全这".contains(c)),
        _ => false,
    }
}

/// Words that are said twice in speech, for a while or with weight.
const DOUBLED: &[&str] = &[
    "研究", "讨论", "商量", "考虑", "打扫", "了解", "体验", "休息", "收拾", "琢磨", "合计", "比较", "放松", "热闹",
    "交流", "非常", "特别", "很多", "十分", "彼此", "谢谢", "恭喜", "雪白", "碧绿", "通红", "笔直", "火热", "冰凉",
    "漆黑", "许多", "永远", "加油", "前进", "教训", "反省", "多少", "如此",
];
/// Words of which the second letter first is a word as well: 企业创业创新 meets as 业创业创.
const SEAMS: &[&str] = &[
    "创业", "产业", "社区", "工业", "体育", "企业", "就业", "医院", "大学", "学生", "行业", "事业", "农业", "教育",
    "小区", "园区", "城区", "镇区", "县区", "景区", "街区", "校区", "市区", "地区", "学校", "作业", "商业", "职业",
    "专业", "毕业", "林业", "渔业", "牧业", "物业", "从业", "营业", "人民", "国家", "中国", "全国", "中央", "学习",
    "学会", "社会", "会议", "工会", "协会", "党员", "人员", "官员", "学院", "法院", "部门", "市场", "水务", "政务",
    "服务", "事务", "业务", "警务", "医务", "生活", "活动", "动员", "员工", "工作", "作风", "风险", "安全", "全面",
    "民政", "政府", "道路", "公路", "街道", "管道", "文化", "绿化", "净化", "美化", "亮化", "优化", "深化", "强化",
    "法制", "体制", "机制", "建制", "制度", "商会", "公安", "治安", "居民", "农民", "村民", "市民", "为民", "利民",
    "惠民", "便民", "亲民", "老人", "工人", "商人", "法人", "军人", "家人", "创新", "新增", "更新", "创城", "城市",
    "县城", "老城", "新城", "古城", "市政", "行政", "财政", "家庭", "法庭", "大家", "专家", "厂家",
];
/// What follows a word of two characters where the second of two begins a longer name: 大学大学生, 工作工作人员.
const LONGER: &str = "生长员者部会厅室所局站院校队人家组处科办法单费率机场库平体制条章证卡费项专";
/// Bodies that have a head: 各乡镇乡镇长.
const HEADED: &[&str] = &[
    "乡镇", "县区", "区县", "市县", "部门", "学校", "小组", "社区", "街道", "村组", "科室", "支部", "班组", "大队",
    "中心", "委员",
];
/// Words that end one name and begin another.
const NAMES: &[&str] = &[
    "组织", "群众", "管理", "服务", "领导", "监督", "代表", "审核", "教育", "生产", "设计", "投资", "保险", "研究",
    "大学", "中学",
];

/// Whether the word of `length` characters that stands twice in `range` is one that should stand once.
fn is_doubled(line: &Line<'_>, range: &Range<usize>, length: usize) -> bool {
    let word = line.chars.get(range.start..range.start + length).unwrap_or_default();
    let (Some(first), Some(second)) = (word.first(), word.get(1)) else { return false };
    let (left, right) = (line.before(range.start), line.at(range.end));
    if word.iter().filter(|c| is_han(**c)).count() < 2
        || word.iter().all(|c| c == first)
        || "一二三四五六七八九十百千万亿两几半每".contains(*first) && length <= 3
    {
        return false;
    }
    let joint = |c: &char| "和与及或".contains(*c);
    if length > 2 {
        // 及两个及两个: a list, which has a rule of its own.
        let head = right.is_some_and(|c| matches!(c, '长' | '员' | '者'));
        return !head && !joint(first) && !word.last().is_some_and(joint);
    }
    let text = line.part(range.start..range.start + 2);
    if DOUBLED.contains(&text) || SEAMS.contains(&[*second, *first].iter().collect::<String>().as_str()) {
        return false;
    }
    let han = |c: Option<char>| c.is_some_and(is_han);
    let ends = right.is_none_or(|c| !is_han(c) || "的和与及等了".contains(c));
    if NAMES.contains(&text) && han(left) && !ends && !left.is_some_and(|c| "的了和与及、对在到给让由".contains(c))
    {
        return false;
    }
    // 一步一步, 一茬一茬: the first of them counts.
    if left.is_some_and(|c| "一每".contains(c)) {
        return false;
    }
    // 全县全县项目: what names the whole begins no longer name.
    if "全各本我该".contains(*first) {
        return true;
    }
    let chief = right == Some('长') && !HEADED.contains(&text);
    // 工作工作人员, but 农村农村人居环境.
    let people =
        right != Some('人') || line.any(range.end, &["人员", "人士", "人才", "人数", "人口", "人民"]).is_some();
    chief || !(people && right.is_some_and(|c| LONGER.contains(c)))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn an_item_said_twice() {
        fires(
            "dup-item",
            &["纠正行人和⟦非机动车和非机动车⟧违规行为", "清理了⟦小广告、小广告⟧和杂物。", "村庄、⟦道路、道路⟧"],
        );
        fires(
            "dup-item",
            &[
                "评选⟦“文明家庭”、“文明家庭”⟧，印发⟦《办法》和《办法》⟧。",
                "（⟦集市、集市⟧等）",
                "包括⟦街巷、街巷⟧的整治",
                "𠀀里、⟦小区和小区⟧，e\u{301}",
                "一、⟦宣传发动、宣传发动⟧",
                "公园、⟦学校及学校⟧。",
                "重点整治广场、车站、集市、⟦广场⟧。",
                "参加的有青石村、白水村、河东村、⟦白水村⟧、柳溪村等，𠀀、e\u{301}、𠀀",
                "推进⟦道路和道路⟧、绿化建设𠀀，纠正⟦占道经营、占道经营⟧等行为",
            ],
        );
        silent(
            "dup-item",
            &[
                "机构与机构之间，党员与党员之间",
                "企业和企业家，国有或国有控股，智能、智能机器人",
                "特别重大、重大、较大和一般",
                "检查必执法、执法必严格",
                "查重点、重点查、查反复、反复查",
                "由两个及两个以上举报人举报",
                "促进民族与民族的团结，部门与部门、村与村联动",
                "镇党委、镇政府，市政府、市政府办公厅文件",
                "“甲”、“乙”，《甲》、《乙》",
                "供给、供给侧",
                "村和村、户和户",
                "大广场、车站、广场，青石村、白水村、青石村小学，青石村、白水村、青石村等地",
                "实践、认识、再实践，一、二、三、一",
                "国有公司、企业、事业单位委派到非国有公司、企业、社会团体的人员",
                "推进村组和村组、单位和单位之间的竞赛e\u{301}",
                "大学物理和大学物理实验",
                "促进街道、学校与学校，村和村、部门和部门，代与代之间，部门和部门之间、学校和学校间的交流",
            ],
        );
    }

    #[test]
    fn a_word_said_twice() {
        fires(
            "dup-word",
            &[
                "开展⟦专项专项⟧整治，以⟦建设建设⟧为主线。",
                "群众⟦的的⟧诉求，落实⟦了了⟧责任，⟦在在⟧镇里，干部⟦与与⟧群众",
                "⟦文明城市文明城市⟧创建",
                "做好⟦工作工作⟧",
                "⟦整改整改整改⟧到位",
                "全镇⟦𠀀里村𠀀里村⟧干部，e\u{301}",
                "一、⟦强化宣传强化宣传⟧",
                "《关于⟦开展开展⟧整治的通知》",
                "推动各项⟦任务任务⟧落实。",
                "延伸⟦服务服务⟧的举措，加强⟦建设建设⟧长效机制",
                "工作中⟦的的⟧难点",
                "村民⟦和和⟧商户，落实⟦到到⟧每个岗位，这项工作⟦是是⟧重点，让群众⟦有有⟧更多收获，要⟦把把⟧每件事办好",
                "办到⟦群众群众⟧心坎上，整治⟦农村农村⟧人居环境",
                "以及⟦全县全县⟧项目建设，⟦各村各村⟧员工",
                "印发⟦2024年工作要点2024年工作要点⟧，𠀀e\u{301}",
            ],
        );
        silent(
            "dup-word",
            &[
                "一步一步、一茬一茬、一项一项，挨家挨户",
                "大家研究研究，实实在在，目的的，的的确确，为了了解，不了了之",
                "创业创新，企业创业创新，小区社区社会组织，农业产业产值",
                "其中中央投资，正在在建，现在在岗，参与与会",
                "科技大学大学生，各乡镇乡镇长，扶贫工作工作人员",
                "基层党组织组织生活会，服务群众群众抓",
                "等等等等，常常常常",
                "abcabc，𠀀e\u{301}e\u{301}",
                "打的的费用，了了心愿",
                "在在建项目中",
                "两两结合，三三制，二十二十地数",
                "各村民小组村民小组长到会",
                "举报涉及两个及两个以上部门",
                "和和睦睦，共和和谐，就是是否，是是非非，做到到位，到户到到期，有有利条件，国有有限公司，对对象，把把关",
                "建设了了不起的队伍，了解了了不少情况",
                "5月5月，2024年2024年，20242024，电话110110",
            ],
        );
    }
}
