//! Persons: by their family names, by what they are called, by what they are.
//!
//! Knows nothing of where a text stands.

use crate::corpus::clean::phrases::Edges;
use crate::text::safe::is_han;

/// Whether a short text could be a person, by the family name it begins with or the title it ends in: 王明, 刘干事.
pub fn is_person(text: &str) -> bool {
    let family = text.chars().next().is_some_and(|c| FAMILIES.contains(c));
    (2..=4).contains(&text.chars().count()) && text.chars().all(is_han) && (family || TITLES.end(text))
}

/// Whether a text opens with one of the common family names.
pub fn opens_as_person(text: &str) -> bool {
    text.chars().next().is_some_and(|c| FAMILIES.contains(c))
}

/// Whether a line ends in a person behind what they are: 青石大学教授、研究所所长王明.
pub fn ends_in_person(name: &str) -> bool {
    [2, 3].iter().any(|&chars| {
        let from = name.char_indices().rev().nth(chars - 1).map_or(0, |(at, _)| at);
        let (before, person) = name.split_at_checked(from).unwrap_or(("", ""));
        let family = person.chars().next().is_some_and(|c| FAMILIES.contains(c));
        family && person.chars().all(is_han) && before.trim_end().ends_with(OFFICES)
    })
}

/// Last characters of what persons are.
const OFFICES: &[char] = &['长', '任', '授', '员', '师', '记', '席', '理', '事', '士', '表', '家'];

/// The hundred most common family names and some more.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余\
潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文习施洪倪严牛温";

/// How people are called.
static TITLES: Edges = Edges::new(&[
    "书记",
    "主任",
    "大娘",
    "大爷",
    "大妈",
    "大叔",
    "干事",
    "校长",
    "老师",
    "局长",
    "镇长",
    "乡长",
    "村长",
    "县长",
    "市长",
    "区长",
    "院长",
    "科长",
    "处长",
    "厂长",
    "经理",
    "先生",
    "女士",
    "同志",
    "代表",
    "委员",
    "记者",
    "主持人",
    "老汉",
    "村民",
]);
