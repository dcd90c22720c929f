//! The words by which a line without a number names a section, or tells something and names nothing.
//!
//! Knows nothing of where a line stands.

use super::number;
use super::persons::is_person;
use crate::corpus::clean::phrases::{Edges, Phrases};
use crate::text::fold;

/// Labels of parts of an article.
const LABELS: &[&str] = &[
    "相关链接",
    "记者手记",
    "名词解释",
    "注释",
    "编后",
    "短评",
    "新闻背景",
    "背景链接",
    "延伸阅读",
    "专家点评",
    "记者观察",
    "附记",
    "结语",
    "结束语",
    "前言",
    "引言",
    "后记",
    "编者按",
    "启示与思考",
    "经验启示",
    "案例点评",
    "核心阅读",
    "阅读提示",
    "资料链接",
    "新闻链接",
    "点评",
];

/// Last words that name a section of a report.
static NAMES: Edges = Edges::new(&[
    "措施",
    "问题",
    "打算",
    "计划",
    "目标",
    "任务",
    "要求",
    "安排",
    "做法",
    "成效",
    "经验",
    "建议",
    "原因",
    "体会",
    "不足",
    "思路",
    "内容",
    "重点工作",
    "主要工作",
    "原则",
    "背景",
    "概况",
    "情况",
    "重点",
    "步骤",
    "思想",
    "亮点",
    "启示",
    "对策",
    "困难",
    "职责",
    "分工",
    "方法",
    "保障",
    "设想",
    "举措",
    "要点",
    "规划",
    "方向",
    "意义",
    "总结",
    "回顾",
    "展望",
    "介绍",
    "简介",
    "反思",
    "教训",
]);

/// Whether the last word of a line names a section of a report, however long the line.
pub fn ends_as_section(name: &str) -> bool {
    NAMES.end(name) || name.ends_with("工作")
}

/// Whether a short line names a section by its last word and is no clause.
pub fn is_named(name: &str) -> bool {
    let name = name.trim_end_matches([':', '：']);
    name.chars().count() >= 2 && NAMES.end(name) && !is_telling(name)
}

/// How lines begin that tell something and name nothing.
static TELLING: Edges = Edges::new(&[
    "今年",
    "去年",
    "一年来",
    "目前",
    "同时",
    "此外",
    "另外",
    "据",
    "记者",
    "但",
    "因此",
    "所以",
    "我们",
    "我在",
    "我是",
    "我认为",
    "我想",
    "我要",
    "我代表",
    "我的",
    "你",
    "他",
    "她",
    "各位",
    "同志",
    "大家",
    "谢谢",
    "以上",
    "以下",
    "下面",
    "现将",
    "为此",
    "特此",
    "根据",
    "按照",
    "由于",
    "为了",
    "在",
    "这些",
    "那么",
    "其中",
    "比如",
    "例如",
    "首先",
    "其次",
    "最后",
    "总之",
    "可以说",
    "过去",
    "近日",
    "当天",
    "随后",
    "于是",
    "如今",
    "当前",
    "一直",
    "将",
]);

/// Whether a line tells something and names nothing.
pub fn is_telling(name: &str) -> bool {
    TELLING.begin(name) || name.ends_with("如下") || name.contains("以下")
}

/// Whether a line names a section by what it is of and its last word, however it begins: 当前工作面临的主要困难.
pub fn is_of_section(name: &str) -> bool {
    let of = name.rsplit_once('的').is_some_and(|(_, last)| (2..=LONGEST_OF).contains(&last.chars().count()));
    of && (NAMES.end(name) || OF.end(name)) && !name.contains([',', '，', '了'])
}

/// The longest part of such a name behind its 的, in characters.
const LONGEST_OF: usize = 8;
/// Last words of names of sections in essays.
static OF: Edges = Edges::new(&[
    "分析", "根源", "成因", "路径", "探索", "挑战", "困境", "现状", "短板", "实践", "痛点", "难点", "堵点", "难题",
]);

/// Whether a folded line names what a part turns on behind a word for that: 关键词:创新.
pub fn is_keyed(folded: &str) -> bool {
    let (label, value) = folded.split_once(':').unwrap_or(("", ""));
    let label = label.trim_end_matches(|c: char| number::is_figure(c) || c.is_ascii_digit());
    KEYED.contains(&label)
        && (2..=LONGEST_KEYED).contains(&value.trim().chars().count())
        && !value.contains([';', '、'])
}

/// Such words, and the longest value, in characters.
const KEYED: &[&str] = &["关键词", "热词", "镜头", "场景", "看点", "亮点", "故事", "话题", "案例"];
const LONGEST_KEYED: usize = 24;

/// Whether a sentence tells a story: of a person, or of what came of something.
pub fn is_story(sentence: &str) -> bool {
    STORY.first_in(sentence).is_some()
}

/// Words of stories, which no name of a section holds.
static STORY: Phrases = Phrases::new(&["还有", "没有", "却", "曾", "她", "名叫", "他们", "他的", "有名"]);

/// Whether a line says what a picture of a meeting shows: 各部门代表作交流发言, 与会人员合影.
pub fn is_scene(name: &str) -> bool {
    let speaks = SPEECHES.end(name) && ["进行", "代表", "作", "发表", "致"].iter().any(|word| name.contains(word));
    speaks || name.ends_with("合影") || name.ends_with("合影留念")
}

/// What is held at meetings.
static SPEECHES: Edges = Edges::new(&["发言", "讲话", "致辞", "汇报", "宣讲"]);

/// Whether a line is a headline of an event: 青石镇工作会议召开.
pub fn is_event(name: &str) -> bool {
    name.chars().count() >= LEAST_EVENT && EVENTS.end(name)
}

/// The shortest such headline, in characters.
const LEAST_EVENT: usize = 10;
/// How such headlines end.
static EVENTS: Edges = Edges::new(&["召开", "举行", "举办", "开幕", "闭幕", "启动"]);

/// Whether a line, its blanks left out, is the known label of a part of an article: 记者手记.
pub fn is_label(tight: &str) -> bool {
    LABELS.contains(&tight)
}

/// Whether a name is that of a field, whose value names nothing: 地点.
pub fn is_field(name: &str) -> bool {
    FIELDS.contains(&name) || FIELD_ENDS.end(name)
}

/// How names of fields end, whatever stands before: 责任单位, 完成时限.
static FIELD_ENDS: Edges = Edges::new(&[
    "单位",
    "领导",
    "部门",
    "时限",
    "时间",
    "地点",
    "电话",
    "科室",
    "地址",
    "邮箱",
    "责任人",
    "负责人",
    "联系人",
    "牵头人",
    "编号",
    "日期",
]);

/// Whether a name before a colon is that of a part of a plan or a field: 活动主题, 参加人员.
pub fn names_field(name: &str) -> bool {
    let short = name.chars().count() <= LONGEST_FIELD;
    short && (is_field(name) || FIELD_WORDS.end(name))
}

/// The longest such name, in characters.
const LONGEST_FIELD: usize = 6;
/// Last words of such names.
static FIELD_WORDS: Edges =
    Edges::new(&["主题", "对象", "人员", "形式", "方式", "经费", "预算", "口号", "年级", "主办方", "规模", "人数"]);

/// Whether a label stands over a list of persons: 出席人员, 一等奖.
pub fn is_roll(name: &str) -> bool {
    ROLL_BEGINS.begin(name) || ROLL_ENDS.end(name)
}

/// How such labels begin and end.
static ROLL_BEGINS: Edges =
    Edges::new(&["出席", "列席", "请假", "参会", "参加", "主持", "记录", "缺席", "联系", "抄送", "抄报", "签发"]);
static ROLL_ENDS: Edges = Edges::new(&["人员", "等奖", "名单", "签名", "签字", "盖章", "教师"]);

/// Names of fields, whose values name nothing.
const FIELDS: &[&str] = &[
    "时间",
    "地点",
    "人员",
    "对象",
    "主题",
    "单位",
    "地址",
    "电话",
    "邮箱",
    "姓名",
    "来源",
    "作者",
    "编辑",
    "记者",
    "联系人",
    "主持人",
    "参加人",
    "出席",
    "列席",
    "主讲人",
    "承办",
    "主办",
    "协办",
    "备注",
    "费用",
    "内容",
    "形式",
    "方式",
    "关键词",
    "關鍵詞",
    "摘要",
];

/// Whether a line opens the explanations below a report: 名词解释 附：名词解释 《政府工作报告》有关名词解释
pub fn is_glossary(text: &str) -> bool {
    let tight = fold::unspaced(text);
    let bare = tight
        .trim_start_matches("附")
        .trim_start_matches(['：', ':', '（', '('])
        .trim_end_matches(['：', ':', '）', ')']);
    let bare = bare.strip_prefix('《').and_then(|rest| rest.split_once('》')).map_or(bare, |(_, rest)| rest);
    matches!(
        bare.trim_start_matches("中").trim_start_matches("有关").trim_start_matches("部分"),
        "名词解释" | "名词注释"
    )
}

/// What forewords are called as a kind of heading of their own.
pub const FOREWORD: &str = "前言";

/// Whether a line is the heading of a foreword.
pub fn is_foreword(text: &str) -> bool {
    let tight = fold::unspaced(text);
    FOREWORDS.contains(&tight.trim_end_matches(['：', ':']))
}

/// Whether a line names a foreword, alone or with what it is about: 引言：工作的背景.
pub fn opens_foreword(text: &str) -> bool {
    if !text.starts_with(['前', '引', '序', '导']) {
        return false;
    }
    let about = |(label, rest): (&str, &str)| {
        FOREWORDS.contains(&label) && !rest.trim().is_empty() && !rest.ends_with(['。', '！', '？', '…'])
    };
    is_foreword(text) || text.split_once(['：', ':']).is_some_and(about) && text.chars().count() <= LONGEST_FOREWORD
}

/// The longest name of a foreword with what it is about, in characters.
const LONGEST_FOREWORD: usize = 40;
/// Whether a line names what closes a text beside its chapters: 结语.
pub fn is_closing(text: &str) -> bool {
    let tight = fold::unspaced(text);
    matches!(&*tight, "结语" | "结束语" | "总结" | "小结" | "结论" | "后记")
}

/// What forewords are called.
const FOREWORDS: &[&str] = &["前言", "引言", "序言", "导语", "引子", "导言"];

/// Whether a label says who demands something: 会议要求, 副县长李明要求.
pub fn orders(name: &str) -> bool {
    let who = name.strip_suffix("要求").unwrap_or("");
    ["会议", "书记", "主任", "同志", "副", "县长", "市长", "局长", "校长", "镇长", "省长", "区长"]
        .iter()
        .any(|word| who.contains(word))
        || who.chars().count() >= 2 && is_person(who) && who.chars().count() <= 3 && !NAMES.end(who)
}

/// Whether a line lets someone speak or announces what follows: 会议指出, 主要有.
pub fn speaks(name: &str) -> bool {
    SPEAKS.end(name) && !name.ends_with("之道")
}

/// How a line ends that lets someone speak or announces what follows.
static SPEAKS: Edges = Edges::new(&[
    "指出", "强调", "认为", "说", "要求", "表示", "问", "答", "如下", "包括", "是", "为", "有", "下", "道", "称", "即",
    "写道", "介绍", "提出", "明确",
]);
