//! Bars of buttons: navigation, share, print and font bars, menus, and what scripts leave behind.
//!
//! A bar is a line made of nothing but button words; one other word and it is text.

use super::{Finding, Place};
use crate::text::{fold, safe};

/// A path to the page: 首页 > 动态, 当前位置：…
pub fn crumb(text: &str) -> Option<Finding> {
    let folded = fold::text(text);
    let chars = folded.chars().count();
    if chars > 120 {
        return None;
    }
    let opened = CRUMB_OPENERS.iter().find(|word| folded.starts_with(**word));
    if let Some(word) = opened {
        return Some(Finding::new("导航", format!("以“{word}”开头")));
    }
    let arrows = folded.matches(['>', '»', '›', '→']).count();
    if (folded.starts_with("首页") || folded.starts_with("网站首页") || folded.contains("正文")) && arrows > 0 {
        return Some(Finding::new("导航", "“首页”与箭头组成的路径"));
    }
    if arrows >= 2 && !folded.contains(['。', ',', '<']) && chars <= 80 {
        return Some(Finding::new("导航", "箭头连成的路径"));
    }
    let home = folded.strip_prefix("网站首页").or_else(|| folded.strip_prefix("首页"))?;
    let spaced = home.starts_with([' ', '|', '-', '/']) && !home.contains(['。', ',', '，']);
    spaced.then(|| Finding::new("导航", "以“首页”开头的栏目行"))
}

const CRUMB_OPENERS: &[&str] = &[
    "当前位置",
    "您的位置",
    "您当前的位置",
    "您现在的位置",
    "你的位置",
    "所在位置",
    "当前所在位置",
    "现在位置",
    "您所在的位置",
];

/// What scripts, styles and counters leave behind.
pub fn leftover(text: &str, place: Place) -> Option<Finding> {
    let has_word = text.chars().any(|c| safe::is_han(c) || c.is_alphanumeric());
    let script = text.contains(['"', '\'', ';', '{', '}', '<', '>', '\\', '`']);
    if !has_word && script && text.chars().count() <= 20 {
        return Some(Finding::new("脚本残留", format!("只有符号“{text}”")));
    }
    if let Some(word) = SCRIPT_WORDS.iter().find(|word| text.contains(**word)) {
        return Some(Finding::new("脚本残留", format!("含“{word}”")));
    }
    let page = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '－' | '—' | '–'));
    let edged = page.len() < text.len() && !text.starts_with(char::is_numeric);
    if edged && !page.is_empty() && page.len() <= 4 && page.chars().all(|c| c.is_ascii_digit()) {
        return Some(Finding::new("页码", format!("单独的页码“{text}”")));
    }
    let counter = text.chars().all(|c| fold::char(c).is_ascii_digit() || c.is_whitespace());
    (counter && place != Place::Body && text.chars().count() >= 2)
        .then(|| Finding::new("计数残留", format!("正文之外的数字“{text}”")))
}

const SCRIPT_WORDS: &[&str] = &[
    "function(",
    "function (",
    "document.write",
    "getElementById",
    "var _",
    "$(function",
    "jQuery",
    "window.location",
    "</script",
    "<script",
    "javascript:",
    "@media",
    "font-family:",
    "}else{",
];

/// A line of nothing but button words.
pub fn menu(text: &str, place: Place) -> Option<Finding> {
    if text.len() > 240 {
        return None;
    }
    let folded = fold::text(text);
    let mut rest = folded.as_str();
    let mut tally = Tally::default();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || FILLERS.contains(c));
        if rest.is_empty() {
            break;
        }
        let (word, kind) = longest(rest)?;
        rest = rest.strip_prefix(word)?;
        tally.add(word, kind);
    }
    tally.verdict(text, place)
}

/// What may stand between the words of a bar.
const FILLERS: &str = "|·•:[]【】(){}<>«»/\\,、。-—_+*×★☆↑↓←→▲▼=~!0123456789";

/// The kind of bar a word belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Print, font size, download: proves itself.
    Tool,
    /// Share to a site: proves itself.
    Share,
    /// The site's own pages: proves itself.
    Site,
    /// The label of a value that is not there: two of them, or outside the text.
    Label,
    /// A word that is a button only beside others.
    Weak,
}

#[derive(Default)]
struct Tally {
    strong: Option<(String, Kind)>,
    labels: usize,
    weak: usize,
}

impl Tally {
    fn add(&mut self, word: &str, kind: Kind) {
        match kind {
            Kind::Label => self.labels += 1,
            Kind::Weak => self.weak += 1,
            _ => {
                self.strong.get_or_insert_with(|| (word.to_owned(), kind));
            }
        }
    }

    fn verdict(self, text: &str, place: Place) -> Option<Finding> {
        if let Some((word, kind)) = self.strong {
            let what = if kind == Kind::Site { "页脚" } else { "打印分享栏" };
            return Some(Finding::new(what, format!("整行由“{word}”等按钮文字组成")));
        }
        let labelled = self.labels >= 2 || (self.labels == 1 && place != Place::Body);
        if labelled {
            return Some(Finding::new("来源与时间", format!("只有栏目名而没有内容“{text}”")));
        }
        (self.weak >= 2).then(|| Finding::new("打印分享栏", format!("整行由按钮文字组成“{text}”")))
    }
}

/// The longest button word that `text` begins with.
fn longest(text: &str) -> Option<(&'static str, Kind)> {
    let words = WORDS.iter().flat_map(|&(kind, words)| words.iter().map(move |&word| (word, kind)));
    words.filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len())
}

/// Button words, folded (small letters).
const WORDS: &[(Kind, &[&str])] = &[
    (
        Kind::Tool,
        &[
            "字号",
            "字体",
            "字体大小",
            "加大",
            "放大",
            "缩小",
            "减小",
            "还原",
            "打印",
            "打印本页",
            "我要打印",
            "全屏",
            "下载",
            "文档下载",
            "下载文档",
            "下载全文",
            "点击下载",
            "附件下载",
            "收藏",
            "收藏本文",
            "加入收藏",
            "关闭",
            "关闭窗口",
            "关闭本页",
            "返回顶部",
            "返回列表",
            "返回首页",
            "复制链接",
            "复制全文",
            "纠错",
            "我要纠错",
            "语音播报",
            "朗读",
            "语音阅读",
            "保护视力色",
            "阅读模式",
            "全文阅读",
            "阅读全文",
            "点击阅读",
            "展开全文",
            "查看更多",
            "下一页",
            "上一页",
            "尾页",
            "末页",
            "举报",
            "点赞",
        ],
    ),
    (
        Kind::Share,
        &[
            "分享到",
            "分享至",
            "分享按钮",
            "一键分享",
            "qq空间",
            "qq好友",
            "新浪微博",
            "腾讯微博",
            "人人网",
            "开心网",
            "朋友圈",
            "微信好友",
            "百度贴吧",
            "豆瓣网",
            "网易微博",
            "搜狐微博",
            "腾讯朋友",
            "手机看",
            "微信扫一扫",
        ],
    ),
    (
        Kind::Site,
        &[
            "网站地图",
            "站点地图",
            "联系我们",
            "关于我们",
            "使用帮助",
            "隐私保护",
            "隐私声明",
            "隐私政策",
            "法律声明",
            "版权声明",
            "免责声明",
            "网站声明",
            "友情链接",
            "新媒体矩阵",
            "广告服务",
            "帮助中心",
            "意见反馈",
            "设为首页",
            "无障碍浏览",
            "无障碍",
            "长者模式",
            "适老化",
            "手机版",
            "电脑版",
            "用户协议",
            "服务条款",
            "招聘信息",
            "诚聘英才",
            "网站首页",
            "最新文章",
            "热门文章",
            "推荐文章",
        ],
    ),
    (
        Kind::Label,
        &[
            "网友",
            "来源",
            "信息来源",
            "文章来源",
            "稿源",
            "作者",
            "时间",
            "日期",
            "发布时间",
            "发布日期",
            "发表时间",
            "更新时间",
            "发布人",
            "发布者",
            "发布机构",
            "发布",
            "浏览",
            "浏览次数",
            "浏览量",
            "阅读",
            "阅读量",
            "阅读次数",
            "点击",
            "点击数",
            "点击量",
            "点击率",
            "点击次数",
            "访问量",
            "访问次数",
            "人气",
            "责任编辑",
            "编辑",
            "供稿",
            "审核",
            "评论",
            "条评论",
            "次",
            "主题词",
            "格式",
            "上传日期",
            "分享",
            "人浏览",
        ],
    ),
    (
        Kind::Weak,
        &[
            "大",
            "中",
            "小",
            "默认",
            "首页",
            "更多",
            "返回",
            "顶部",
            "转发",
            "复制",
            "登录",
            "注册",
            "搜索",
            "微信",
            "微博",
            "qq",
            "豆瓣",
            "繁体",
            "简体",
            "english",
            "客户端",
            "播放",
            "暂停",
            "a",
            "导出",
        ],
    ),
];

/// Whether the line is one weak button word or a lone bracket: debris beside debris.
pub fn is_scrap(text: &str) -> bool {
    let folded = fold::text(text);
    let bare = folded.trim_matches(|c: char| c.is_whitespace() || FILLERS.contains(c));
    bare.is_empty() || longest(bare).is_some_and(|(word, _)| word.len() == bare.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found =
            crumb(text).or_else(|| leftover(text, Place::Body)).or_else(|| menu(text, Place::Body)).map(|f| f.what);
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn bars_are_made_of_button_words_only() {
        check("当前位置：首页 » 动态", Some("导航"));
        check("首页 新闻 招标动态 某镇开展整治", Some("导航"));
        check("某网>>年终总结/个人总结/>>正文", Some("导航"));
        check("【字号：大 中 小】 打印", Some("打印分享栏"));
        check("微信微博QQ空间", Some("打印分享栏"));
        check("分享到： ＱＱ空间 新浪微博 更多", Some("打印分享栏"));
        check("网友 分享 时间:", Some("来源与时间"));
        check("联系我们|", Some("页脚"));
        check("\");", Some("脚本残留"));
        check("document.write(1)", Some("脚本残留"));
        check("- 12 -", Some("页码"));
        check("打印机采购情况", None);
        check("首页改版工作完成。", None);
        check("大", None);
        check("时间", None);
        check("2.5", None);
        check("𠀀", None);
        assert_eq!(leftover("35 3544", Place::Tail).map(|f| f.what), Some("计数残留"));
    }
}
