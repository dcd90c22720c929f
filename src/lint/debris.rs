//! Debris as a proofreader sees it: which of the lines that recognition leaves out are an author's own after all.
//!
//! A reader may miss a caption or an editor's name; an author who is told to delete it may not. So a line is judged by its
//! own form and by what stands beside it. Knows nothing of rules.

use super::line::Kind;
use crate::corpus::row::is_blank;
use crate::text::safe::is_han;

/// Sets right what `kinds` say of the lines `texts`: captions and imprints that stand alone are none of a web page, in
/// Markdown its own marks are none, and two lines of sites that recognition does not know are some.
pub(super) fn judge(kinds: &mut [Kind], texts: &[&str], markdown: bool) {
    if markdown {
        marks(kinds, texts);
    } else {
        remains(kinds, texts);
    }
    prose(kinds, texts);
    own(kinds, texts);
}

/// The least number of ideographs of a sentence that nobody takes for a line of a site.
const SENTENCE: usize = 25;
/// Words of sentences in which a site speaks of itself.
const SITE: &[&str] = &[
    "网",
    "小编",
    "本站",
    "文库",
    "文档",
    "范文",
    "用户",
    "上传",
    "下载",
    "版权",
    "转载",
    "浏览",
    "点击",
    "登录",
    "注册",
    "收藏",
    "链接",
    "免责",
    "侵权",
    "客服",
    "邮箱",
    "微信",
    "公众号",
    "扫码",
    "二维码",
    "关注",
    "广告",
    "阅读",
    "作者",
    "编辑",
    "来源",
    "首页",
    "投稿",
    "资料",
];

/// Sentences that recognition leaves out and in which no site speaks are the author's: one below a title and above a
/// caption, say.
fn prose(kinds: &mut [Kind], texts: &[&str]) {
    for (kind, text) in kinds.iter_mut().zip(texts).filter(|(kind, _)| **kind == Kind::Debris) {
        let text = text.trim_matches(is_blank);
        let sentence = text.ends_with('。') && text.contains('，');
        if sentence
            && text.chars().filter(|c| is_han(*c)).count() >= SENTENCE
            && !SITE.iter().any(|word| text.contains(word))
        {
            *kind = Kind::Body;
        }
    }
}

/// Lines of Markdown that hold no prose: rules, pictures, links, comments, code.
fn marks(kinds: &mut [Kind], texts: &[&str]) {
    let mut fence: Option<char> = None;
    for (kind, text) in kinds.iter_mut().zip(texts) {
        let text = text.trim_matches(is_blank);
        let mark = if text.starts_with("```") { Some('`') } else { text.starts_with("~~~").then_some('~') };
        let inside = fence.is_some();
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(close)) if open == close && text.chars().all(|c| c == close) => fence = None,
            _ => {}
        }
        if *kind == Kind::Debris && (inside || mark.is_some() || !holds_prose(text)) {
            *kind = Kind::Code;
        }
    }
}

/// Whether ideographs are left in a line of Markdown when pictures, links, comments and code are taken away.
fn holds_prose(text: &str) -> bool {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '`' => rest.get(1..).and_then(|inner| inner.find('`')).map(|end| end + 2),
            '<' if rest.starts_with("<!--") => Some(rest.find("-->").map_or(rest.len(), |end| end + 3)),
            '<' => rest.find('>').map(|end| end + 1),
            '!' | '[' => link(rest),
            _ => None,
        };
        if skipped.is_none() && is_han(c) {
            return true;
        }
        rest = rest.get(skipped.unwrap_or(c.len_utf8())..).unwrap_or_default();
    }
    false
}

/// The bytes of the link or picture that `text` begins with: `[…](…)`, `![…][…]`, `[…]: …`.
fn link(text: &str) -> Option<usize> {
    let open = text.find('[').filter(|at| *at <= 1)?;
    let close = open + text.get(open..)?.find(']')?;
    let rest = text.get(close + 1..)?;
    let end = match rest.chars().next()? {
        '(' => rest.find(')')?,
        '[' => rest.find(']')?,
        ':' => rest.len().checked_sub(1)?,
        _ => return None,
    };
    Some(close + 1 + end + 1)
}

/// Counters and the number of a site's index, alone among paragraphs.
fn remains(kinds: &mut [Kind], texts: &[&str]) {
    let filled: Vec<usize> = (0..texts.len()).filter(|at| texts.get(*at).is_some_and(|text| !is_empty(text))).collect();
    for (n, at) in filled.iter().enumerate() {
        let Some(text) = texts.get(*at).map(|text| text.trim_matches(is_blank)) else { continue };
        let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
        let mut beside = beside.filter_map(|n| filled.get(n)).filter_map(|at| texts.get(*at));
        if (is_counter(text) && beside.all(|text| text.chars().any(is_han)) || is_index(text) || is_buttons(text))
            && let Some(kind) = kinds.get_mut(*at).filter(|kind| matches!(**kind, Kind::Body | Kind::Matter))
        {
            *kind = Kind::Debris;
        }
    }
}

fn is_empty(text: &str) -> bool {
    text.chars().all(is_blank)
}

/// Two numbers with a blank between them, the second of five digits and more: how often a page was read.
fn is_counter(text: &str) -> bool {
    let mut numbers = text.split(is_blank);
    let figures = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let (first, second) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    figures(first) && figures(second) && (5..=9).contains(&second.len()) && first.len() <= 4 && numbers.next().is_none()
}

/// Words of buttons, each in brackets, and nothing else: 【打印文章】 【添加收藏】.
fn is_buttons(text: &str) -> bool {
    const BUTTONS: &[&str] = &["打印", "收藏", "关闭", "返回", "分享", "推荐给", "字体", "字号", "复制链接", "纠错"];
    let mut parts = text.split(['【', '[', '［']).map(|part| part.trim_matches(is_blank));
    let closed = |part: &str| {
        let word = part.strip_suffix(['】', ']', '］']).map(|word| word.trim_matches(is_blank));
        word.is_some_and(|word| word.chars().count() <= 8 && BUTTONS.iter().any(|button| word.contains(button)))
    };
    parts.next() == Some("") && parts.clone().count() >= 2 && parts.all(closed)
}

/// 索引号：000014349/2019-00005
fn is_index(text: &str) -> bool {
    let value = ["索引号", "信息索引号", "索 引 号"].iter().find_map(|name| text.strip_prefix(name));
    let value = value.and_then(|value| value.strip_prefix(['：', ':'])).map(|value| value.trim_matches(is_blank));
    value.is_some_and(|value| {
        value.chars().filter(char::is_ascii_digit).count() >= 6
            && value.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.".contains(c))
    })
}

/// Captions and imprints of which whole runs stand among the text or at its end.
fn own(kinds: &mut [Kind], texts: &[&str]) {
    // Where the first sentence stands: an imprint above it is a site's.
    let opening = texts.iter().position(|text| text.contains(['。', '；'])).unwrap_or(texts.len());
    let mut at = 0;
    while at < texts.len() {
        if kinds.get(at) != Some(&Kind::Debris) {
            at += 1;
            continue;
        }
        // A run, with the empty lines in it.
        let is_run = |n: usize| {
            kinds.get(n) == Some(&Kind::Debris) || texts.get(n).is_some_and(|text| is_empty(text)) && n < texts.len()
        };
        let end = (at..texts.len()).find(|n| !is_run(*n)).unwrap_or(texts.len());
        let whole = || (at..end).filter_map(|n| texts.get(n)).filter(|text| !is_empty(text));
        if whole().all(|text| is_caption(text) || at > opening && is_imprint(text)) {
            for (kind, text) in kinds.iter_mut().zip(texts).take(end).skip(at) {
                if *kind == Kind::Debris {
                    *kind = if is_caption(text) { Kind::Caption } else { Kind::Body };
                }
            }
        }
        at = end;
    }
}

/// The longest caption or imprint, in characters.
const LONGEST: usize = 80;

/// 图1　…, 表2：…, 图为…, ….（周明　摄）, 关键词：…
fn is_caption(text: &str) -> bool {
    let text = text.trim_matches(is_blank);
    let opens = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word)).map(str::trim_start);
    let counted = opens(&["附图", "附表", "图", "表"])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)));
    let named = opens(&["关键词", "关键字", "摘要", "内容提要"])
        .is_some_and(|rest| rest.starts_with(['：', ':', '】', ' ', '\u{3000}']));
    let end = text.trim_end_matches(['。', '）', ')', ' ']);
    let taken = end.ends_with('摄') && text.ends_with(['）', ')']);
    (counted || named || taken || opens(&["图为", "上图为", "下图为"]).is_some()) && text.chars().count() <= LONGEST
}

/// What a site and its sources are called by.
const WEB: &[&str] = &[
    "网",
    "报社",
    "日报",
    "时报",
    "晚报",
    "晨报",
    "新闻",
    "客户端",
    "公众号",
    "微信",
    "新华社",
    "融媒",
    "发布时间",
    "日期",
    "浏览",
    "点击",
    "字号",
    "打印",
];

/// Who wrote, edited and printed, whence figures come: 编辑：…, （作者单位：…）, 来源：….
fn is_imprint(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "作者单位",
        "作者简介",
        "作者",
        "编辑",
        "责任编辑",
        "责编",
        "文字编辑",
        "校对",
        "审核",
        "审校",
        "供稿",
        "撰稿",
        "执笔",
        "执笔人",
        "通讯员",
        "摄影",
        "来源",
        "资料来源",
        "数据来源",
        "供稿单位",
    ];
    let text = text.trim_matches(is_blank).trim_matches(['（', '）', '(', ')']);
    let Some((name, value)) = text.split_once(['：', ':']) else { return false };
    let name: String = name.chars().filter(|c| !is_blank(*c)).collect();
    let address = value.contains("http") || value.contains("www") || value.contains(|c: char| c.is_ascii_digit());
    NAMES.contains(&name.as_str())
        && value.chars().any(is_han)
        && !address
        && !WEB.iter().any(|word| value.contains(word))
        && text.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::load::of_draft;
    use crate::lint::subject::Subject;

    const TEXT: &str = "全镇开展集中整治，清理背街小巷十二条，群众满意度明显提高，创建工作取得阶段性成效，𠀀e\u{301}。";

    fn kinds(name: &str, lines: &[&str]) -> Vec<Kind> {
        let text = lines.join("\n").replace('B', TEXT);
        let document = of_draft(Path::new(name), &text);
        Subject::new(&document, Some(&text)).lines.iter().map(|line| line.kind).collect()
    }

    #[test]
    fn marks_of_markdown_hold_no_prose() {
        for text in [
            "***",
            "---",
            "![图一](a.png)",
            "<!-- 以下是附注 -->",
            "<http://a.cn>",
            "[县情](http://a.cn)",
            "[甲]: http://a.cn \"题\"",
            "`当前位置`",
            "!",
        ] {
            assert!(!holds_prose(text), "{text}");
        }
        for text in ["当前位置：[首页](a)", "[打印本页", "<未完", "𠀀!【打印】", "`甲"] {
            assert!(holds_prose(text), "{text}");
        }
        let kinds =
            kinds("总结.md", &["B", "", "***", "", "![图一](a.png)", "", "```", "当前位置：首页", "```", "", "B"]);
        assert!(!kinds.contains(&Kind::Debris), "{kinds:?}");
    }

    #[test]
    fn captions_and_imprints_that_stand_alone_are_text() {
        for line in [
            "图1　2020—2024年全镇产值",
            "图为巡查现场。（摄影／周明）",
            "关键词：治理；网格；数字",
            "（作者单位：河东镇宣传办）",
            "编辑：王小明　校对：李晓红",
            "来源：镇统计站",
            "志愿者清理河道。（赵平 摄）",
        ] {
            for lines in [&["B", "", line, "", "B"][..], &["B", line]] {
                let kinds = kinds("总结.txt", lines);
                assert!(!kinds.contains(&Kind::Debris), "{line} {kinds:?}");
            }
        }
        let kinds = kinds("总结.txt", &["B", "B", "来源：河东新闻网", "【打印本页】【关闭窗口】"]);
        assert_eq!(kinds.iter().filter(|kind| **kind == Kind::Debris).count(), 2);
    }

    #[test]
    fn a_sentence_in_which_no_site_speaks_is_text() {
        for line in ["图2　各村得分", "【打印本页】【关闭窗口】"] {
            let kinds = kinds("总结.txt", &["青石镇2024年创建工作情况", "", TEXT, line, "今年，B"]);
            assert!(!kinds.iter().skip(2).step_by(2).any(|kind| *kind == Kind::Debris), "{line} {kinds:?}");
        }
        let mut kinds = [Kind::Debris; 4];
        let site = "本站所有材料均由会员上传，未经允许任何单位和个人不得复制传播，𠀀e\u{301}。";
        prose(&mut kinds, &[TEXT, site, "全镇开展整治，成效明显。", "当前位置：首页，政务公开，工作动态"]);
        assert_eq!(kinds, [Kind::Body, Kind::Debris, Kind::Debris, Kind::Debris]);
    }

    #[test]
    fn counters_and_numbers_of_an_index() {
        assert!(is_counter("35 3544360") && is_counter("7　12345"));
        assert!(!is_counter("35 44") && !is_counter("12345 12345 1") && !is_counter("35") && !is_counter("a 12345"));
        assert!(
            is_index("索引号：000014349/2019-00005") && !is_index("索引号：见附件") && !is_index("索引：000014349")
        );
        assert!(is_buttons("【打印文章】 【添加收藏】") && is_buttons("[ 打印本页 ][关闭]"));
        assert!(
            !is_buttons("【打印】")
                && !is_buttons("【打印】【宣传】")
                && !is_buttons("打印【关闭】")
                && !is_buttons("")
        );
        assert_eq!(kinds("总结.txt", &["B", "35 3544360", "B"]), [Kind::Body, Kind::Debris, Kind::Body]);
        let kinds = kinds("总结.txt", &["B", "35 3544360", "36 3544361", "B"]);
        assert!(!kinds.contains(&Kind::Debris), "{kinds:?}");
    }
}
