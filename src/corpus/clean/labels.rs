//! Labels of what a site writes about an article: 来源, 发布时间, 责任编辑.
//!
//! Knows the words and where they stand in a folded line; must not judge the line.

use super::phrases::Edges;

/// The label of an editor's line that `text` begins with: 责任编辑：, 新媒体编辑：
pub fn editor(text: &str) -> Option<&str> {
    let label = text.split_once(':')?.0.trim_end();
    let named =
        EDITORS.contains(&label) || label.chars().count() <= 8 && EDITOR_ENDS.iter().any(|end| label.ends_with(end));
    named.then_some(label)
}

/// How labels of editors' lines end, whatever stands before.
const EDITOR_ENDS: &[&str] =
    &["编辑", "责编", "制图", "绘图", "供图", "摄影", "校对", "排版", "设计", "审核人", "统筹"];

/// Whether `text` begins with `word` and a colon.
pub fn labelled(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// The label of a source that `text` begins with, and a colon.
pub fn source(text: &str) -> Option<&'static str> {
    OF_SOURCES.begins(text).find(|word| labelled(text, word))
}

/// Whether `text` begins with the label of a source, a time, an author or a counter, and a colon.
pub fn opens(text: &str) -> bool {
    [&OF_SOURCES, &OF_TIMES, &OF_OTHERS].iter().any(|set| set.begins(text).any(|word| labelled(text, word)))
}

/// How many labels with a colon stand in the line, and the first.
pub fn count(folded: &str) -> (usize, &'static str) {
    let mut first = "";
    let mut count = 0;
    for (at, _) in folded.match_indices(':') {
        let before = folded.get(..at).unwrap_or("").trim_end();
        let words = [&OF_SOURCES, &OF_TIMES, &OF_OTHERS, &OF_EDITORS].into_iter().flat_map(|set| set.ends(before));
        if let Some(word) = words.max_by_key(|word| word.len()) {
            if count == 0 {
                first = word;
            }
            count += 1;
        }
    }
    (count, first)
}

static OF_SOURCES: Edges = Edges::new(SOURCES);
static OF_TIMES: Edges = Edges::new(TIMES);
static OF_OTHERS: Edges = Edges::new(OTHERS);
static OF_EDITORS: Edges = Edges::new(EDITORS);

/// Where a text comes from and when it was put up.
const SOURCES: &[&str] = &[
    "来源",
    "文章来源",
    "信息来源",
    "稿件来源",
    "稿源",
    "来源网站",
    "本文来源",
    "来源单位",
    "发布时间",
    "发布日期",
    "发表时间",
    "更新时间",
    "发布人",
    "发布者",
    "发布机构",
    "信息发布",
    "上传日期",
    "录入时间",
    "转载自",
    "文章出处",
    "网址",
    "原文网址",
    "链接",
    "原文地址",
    "url",
    "來源",
    "文章來源",
    "發布時間",
    "發布日期",
];
/// When it was put up.
pub const TIMES: &[&str] =
    &["时间", "日期", "发布时间", "发布日期", "发表时间", "更新时间", "上传日期", "录入时间", "時間"];
/// Who wrote it, how often it was read, buttons beside it.
const OTHERS: &[&str] = &[
    "作者",
    "热度",
    "浏览次数",
    "浏览量",
    "浏览",
    "点击数",
    "点击量",
    "点击次数",
    "点击率",
    "点击",
    "阅读次数",
    "阅读量",
    "阅读",
    "访问量",
    "访问次数",
    "人气",
    "字号",
    "字体",
    "分享到",
    "评论",
    "格式",
    "供稿",
    "审核",
    "次数",
    "瀏覽次數",
    "字體",
    "點擊",
];
/// Who edited it.
pub const EDITORS: &[&str] = &[
    "编辑",
    "责任编辑",
    "责编",
    "图文编辑",
    "审核",
    "监制",
    "校对",
    "编审",
    "编校",
    "排版",
    "一审",
    "二审",
    "三审",
    "文字编辑",
    "网络编辑",
    "值班编辑",
    "值班主任",
    "供稿",
    "审核发布",
    "录入",
    "录入者",
    "责任校对",
    "初审",
    "复审",
    "终审",
    "作者单位",
    "供稿单位",
    "来稿单位",
    "編輯",
    "責任編輯",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_at_the_beginning_and_before_colons() {
        for (line, opening, from, counted) in [
            ("来源:青石网 发布时间 :2023-05-06 点击:𠀀", true, Some("来源"), (3, "来源")),
            ("作者:王明 责任编辑:e\u{301}", true, None, (2, "作者")),
            ("信息来源:青石网", true, Some("信息来源"), (1, "信息来源")),
            ("来源于青石:甲", false, None, (0, "")),
            ("", false, None, (0, "")),
        ] {
            assert_eq!((opens(line), source(line), count(line)), (opening, from, counted), "{line}");
        }
        assert_eq!(editor("新媒体编辑:王明"), Some("新媒体编辑"));
        assert_eq!(editor("青石:王明"), None);
    }
}
