//! News by their words: a title that tells who did what, a paragraph that opens with a day or a cause.
//!
//! Knows nothing of where a line stands.

use super::title::ends_as_title;
use crate::corpus::clean::phrases::{Edges, Phrases};
use crate::corpus::outline::{names, number};
use crate::text::fold;
use crate::text::span::{first_chars, head, tail};

/// What a title tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tells {
    /// Nothing that took place.
    Nothing,
    /// That something took place: 青石中学举行开学典礼.
    Event,
    /// Who did it, by name or as 我县, and what.
    Actor,
}

/// What a folded title tells; `first` is the title of the piece above.
pub fn tells(title: &str, first: &str) -> Tells {
    // 青石公司配送库开展消防验收工作: what is done at such length is no name of a section.
    let done = title.ends_with("工作") && title.chars().count() >= LEAST_DONE;
    if names::ends_as_section(title) && !ends_as_title(title) && !done {
        return Tells::Nothing;
    }
    let event = EVENTS.first_in(title).is_some() || MEETINGS.end(title) && title.chars().count() >= LEAST_MEETING;
    let own = OWN.begin(title) && (event || DEED.first_in(title).is_some());
    if own
        || acts(title, |rest| DEEDS.begin(rest))
        || [title, first].iter().all(|title| acts(title, |rest| rest.starts_with(':')))
    {
        return Tells::Actor;
    }
    let portrait = title.contains("--记") || title.contains("——记");
    if event || portrait { Tells::Event } else { Tells::Nothing }
}

/// Whether a folded title is a report from a place or an office by its beginning: 青石县白水乡:现场评比促工作.
pub fn is_from_a_place(title: &str) -> bool {
    acts(title, |rest| rest.strip_prefix(':').is_some_and(|told| told.chars().count() >= LEAST_TOLD))
}

/// The shortest title behind the name of a place, in characters.
const LEAST_TOLD: usize = 6;

/// The shortest title that ends in 工作 and tells what was done, in characters.
const LEAST_DONE: usize = 14;

/// Last words of titles of news that name a meeting, and the shortest such title, in characters.
static MEETINGS: Edges = Edges::new(&[
    "推进会",
    "动员会",
    "座谈会",
    "培训会",
    "交流会",
    "总结会",
    "部署会",
    "现场会",
    "工作会",
    "研讨会",
    "调度会",
    "表彰会",
    "培训班",
    "启动仪式",
]);
const LEAST_MEETING: usize = 8;

/// Whether a title begins with the name of a place or an office and goes on as `wanted`.
fn acts(title: &str, wanted: impl Fn(&str) -> bool) -> bool {
    let opening = first_chars(title, LONGEST_ACTOR);
    let ends = opening.char_indices().skip(LEAST_PLACE).map(|(at, c)| at + c.len_utf8());
    let acting = |name: &str| is_unit(name) || ACTORS.end(name);
    ends.filter(|at| acting(head(title, *at))).any(|at| wanted(behind_note(tail(title, at)).trim_start()))
}

/// A text without the note in brackets that it begins with: (公司)召开….
fn behind_note(text: &str) -> &str {
    let note = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    note.filter(|(note, _)| note.chars().count() <= LONGEST_NOTE).map_or(text, |(_, rest)| rest)
}

/// The longest such note, in characters.
const LONGEST_NOTE: usize = 6;

/// Within how many characters the name of a place or an office ends, and after how many at the least.
const LONGEST_ACTOR: usize = 12;
const LEAST_PLACE: usize = 2;

/// Whether a text could be the name of a place or an office by its end.
pub fn is_unit(name: &str) -> bool {
    let school = name.strip_suffix(['中', '小']).and_then(|name| name.chars().next_back());
    UNITS.end(name) || school.is_some_and(|c| c.is_ascii_digit() || number::is_figure(c))
}

/// Last words of the names of places and offices.
static UNITS: Edges = Edges::new(&[
    "省",
    "市",
    "县",
    "区",
    "乡",
    "镇",
    "州",
    "旗",
    "局",
    "委",
    "厅",
    "村",
    "政府",
    "政协",
    "人大",
    "法院",
    "学院",
    "医院",
    "检察院",
    "学校",
    "中学",
    "小学",
    "大学",
    "街道",
    "公司",
    "支队",
    "大队",
    "中心",
    "管委会",
    "委员会",
]);

/// Last words of names of smaller bodies, which act in titles of news only.
static ACTORS: Edges = Edges::new(&[
    "支部",
    "总支",
    "工会",
    "妇联",
    "团委",
    "协会",
    "商会",
    "林场",
    "农场",
    "保护区",
    "景区",
    "社区",
    "派出所",
    "司法所",
    "税务所",
    "服务站",
    "工作站",
    "分局",
    "分公司",
    "集团",
    "银行",
    "联社",
    "图书馆",
    "文化馆",
    "博物馆",
    "档案馆",
    "幼儿园",
    "办事处",
    "指挥部",
    "项目部",
    "党校",
    "仓库",
    "配送库",
    "消防队",
    "车间",
    "联合会",
]);

/// How an office speaks of itself.
static OWN: Edges = Edges::new(&[
    "我省",
    "我市",
    "我县",
    "我区",
    "我镇",
    "我乡",
    "我校",
    "我院",
    "我局",
    "我委",
    "我厅",
    "我处",
    "我站",
    "我村",
    "我部",
    "我办",
    "我社区",
    "我街道",
    "我公司",
    "本市",
    "本县",
    "本区",
]);

/// What follows the name of an office in a title of news.
static DEEDS: Edges = Edges::new(&[
    "召开",
    "举行",
    "举办",
    "开展",
    "组织",
    "扎实",
    "积极",
    "多措",
    "全力",
    "深入",
    "推进",
    "推行",
    "加强",
    "加快",
    "印发",
    "出台",
    "启动",
    "迎来",
    "荣获",
    "获评",
    "四大班子",
    "领导",
    "党委",
    "赴",
    "到",
    "走进",
    "认真",
    "着力",
    "大力",
    "全面",
    "成立",
    "成功",
    "圆满",
    "顺利",
    "参加",
    "完成",
    "分批",
    "联合",
    "持续",
    "及时",
    "邀请",
    "传达",
    "学习",
    "“",
    "切实",
    "聚焦",
    "打造",
    "筑牢",
    "强化",
    "创新",
    "严格",
    "精准",
]);

/// The same, wherever it stands.
static DEED: Phrases = Phrases::new(&[
    "开展", "组织", "扎实", "积极", "多措", "全力", "深入", "推进", "推行", "加强", "加快", "成立", "完成", "实行",
]);

/// What takes place on a day.
static EVENTS: Phrases = Phrases::new(&[
    "召开", "举行", "举办", "迎来", "授予", "会见", "莅临", "走访", "慰问", "揭牌", "开班", "开幕", "闭幕", "签约",
    "启动", "荣获", "获评", "印发", "出台", "圆满", "顺利", "如期", "赴", "来我", "考察", "视察", "走进", "落幕",
    "诞生", "开营", "挂牌", "揭晓", "夺冠", "佳绩", "投用", "首届", "首个", "首家",
]);

/// How a paragraph opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Otherwise.
    Otherwise,
    /// With what it is for, or how long it has gone on: 为贯彻…, 今年以来.
    Cause,
    /// With a day or the person it is about: 8月26日, 近日, 张三，男.
    Day,
}

/// How a paragraph opens; a day may stand behind one sentence that sets the scene.
pub fn opening(text: &str) -> Opening {
    let first = opening_of(text);
    let scene = first_chars(text, LONGEST_OPENING).find(['。', '！']).map(|at| tail(text, at + '。'.len_utf8()));
    match scene.filter(|_| first != Opening::Day) {
        Some(rest) if is_dated(&fold::text(first_chars(rest, LONGEST_OPENING))) => Opening::Day,
        _ => first,
    }
}

/// Whether a folded text begins with a month and its day, maybe of a year.
fn is_dated(folded: &str) -> bool {
    let year = folded.strip_prefix("20").filter(|_| figures(folded) == 4).and_then(|rest| rest.get(2..));
    let day = year.map_or(folded, |rest| rest.trim_start_matches('年'));
    let month = figures(day);
    (1..=3).contains(&month)
        && tail(day, month).strip_prefix('月').is_some_and(|rest| {
            let date = figures(rest);
            (1..=2).contains(&date) && tail(rest, date).starts_with('日')
        })
}

/// How many bytes of figures a folded text begins with; 元 is the first month.
fn figures(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '元').len()
}

/// How the first sentence of a paragraph opens.
fn opening_of(text: &str) -> Opening {
    let folded = fold::text(first_chars(text, LONGEST_OPENING));
    let person = folded.split_once(',').is_some_and(|(name, rest)| {
        (2..=LONGEST_NAME).contains(&name.chars().count()) && (rest.starts_with("男,") || rest.starts_with("女,"))
    });
    // 青石镇运动会于7月23日在…: who and when.
    let when =
        folded.split_once('于').filter(|(who, _)| who.chars().count() <= LONGEST_WHO).is_some_and(|(_, rest)| {
            let month = figures(rest);
            (1..=2).contains(&month) && tail(rest, month).starts_with('月')
        });
    if is_dated(&folded) || person || when || DAYS.begin(&folded) {
        return Opening::Day;
    }
    if LATELY.first_in(&folded).is_some() {
        return Opening::Cause;
    }
    let clause = folded.find(',').map_or("", |at| head(&folded, at));
    if CAUSES.begin(clause) || clause.starts_with('为') { Opening::Cause } else { Opening::Otherwise }
}

/// The longest name of a person, in characters.
const LONGEST_NAME: usize = 4;
/// Within how many characters the opening of a paragraph is read.
const LONGEST_OPENING: usize = 40;

/// How news begin.
static DAYS: Edges = Edges::new(&["近日", "日前", "最近", "昨日", "昨天", "前日", "本报讯", "本网讯", "当日"]);

/// What tells soon after its beginning that a paragraph is of the last days, and the longest name before 于 and a day.
static LATELY: Phrases = Phrases::new(&["近日", "日前", "本周", "昨日", "昨天"]);
const LONGEST_WHO: usize = 20;

/// How reports of work begin.
static CAUSES: Edges =
    Edges::new(&["今年以来", "近年来", "今年", "去年以来", "连日来", "近期", "一直以来", "一年来", "根据", "按照"]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_news_tell_who_did_what() {
        for (title, expected) in [
            ("我县出台养老服务办法", Tells::Actor),
            ("青石县:四项举措促增收", Tells::Actor),
            ("青石镇召开环境整治动员会", Tells::Actor),
            ("白水三中举行𠀀开学典礼", Tells::Actor),
            ("青石林场党支部开展 “𠀀学习”活动", Tells::Actor),
            ("青石市局（公司）分批组织岗位培训", Tells::Actor),
            ("青石市局（公司）概况", Tells::Nothing),
            ("青石公司配送库开展消防𠀀验收工作", Tells::Actor),
            ("青石镇开展防汛工作", Tells::Nothing),
            ("森林𠀀源调查推进会", Tells::Event),
            ("校园新举措 我县首个警务室成立", Tells::Event),
            ("专家组莅临指导防汛", Tells::Event),
            ("一生守护一条河--记护河员", Tells::Event),
            ("我县养老服务概况", Tells::Nothing),
            ("提高市场活力", Tells::Nothing),
            ("下一步工作打算", Tells::Nothing),
            ("夯实基础 提升能力", Tells::Nothing),
            ("", Tells::Nothing),
        ] {
            assert_eq!(tells(&fold::text(title), "青石县:工作快讯"), expected, "{title}");
        }
    }

    #[test]
    fn news_open_with_a_day() {
        for (text, expected) in [
            ("8月26日，青石镇召开会议。", Opening::Day),
            ("2011年元月8日，星期六，", Opening::Day),
            ("谷雨欲弄晴，𠀀风逐积云。4月24日上午，", Opening::Day),
            ("为贯彻上级精神，青石镇开了会。5月6日，", Opening::Day),
            ("群众满意！2023年，", Opening::Otherwise),
            ("２０２３年５月６日下午，", Opening::Day),
            ("近日，青石镇", Opening::Day),
            ("王明，女，中共党员，", Opening::Day),
            ("为贯彻上级精神，青石镇", Opening::Cause),
            ("青石镇𠀀运动会于7月23日在镇中心落幕", Opening::Day),
            ("随着读书声响起，这是近日由青石镇", Opening::Cause),
            ("今年以来，全镇", Opening::Cause),
            ("根据上级文件要求，全镇", Opening::Cause),
            ("2023年，全镇实现收入", Opening::Otherwise),
            ("5月份，全镇𠀀", Opening::Otherwise),
            ("群众满意。", Opening::Otherwise),
        ] {
            assert_eq!(opening(text), expected, "{text}");
        }
    }
}
