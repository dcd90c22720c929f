//! The tail of a page: related links and the site's footer.
//!
//! A block of links is short lines without sentences, from a proven opener to the end of the file. A label such as
//! 相关链接 with a paragraph after it is part of the text and stays; without one it goes, heading by its style or not.

use super::between::FILE_OF_PICTURE;
use super::phrases::Table;
use super::{Finding, Frame, Place, put, words};
use crate::corpus::row::Row;
use crate::corpus::split::matter;
use crate::text::fold;
use crate::text::safe::is_han;
use crate::text::span::first_chars;

/// A footer, a QR hint, a paging line: words that prove themselves wherever they stand. The line is folded; `open` tells
/// that it may hold one of [`proofs`].
pub fn footer(folded: &str, chars: usize, open: bool) -> Option<Finding> {
    if chars > 200 {
        return None;
    }
    if open && let Some((what, word)) = PROOFS.find(folded, chars) {
        return Some(Finding::new(what, format!("含“{word}”")));
    }
    let bare = folded.trim_start_matches(['(', '[', '…', '.']);
    if let Some((what, word)) = OPENERS.opens(bare, chars) {
        return Some(Finding::new(what, format!("以“{word}”开头")));
    }
    // (本版内容以发言先后为序)
    if folded.starts_with("(本版") && folded.ends_with(')') && chars <= LONGEST_LOOSE {
        return Some(Finding::new("编者按语", "括号里是报纸对本版的说明"));
    }
    photo(folded, chars)
}

/// The words that prove a footer wherever they stand.
pub fn proofs() -> impl Iterator<Item = &'static str> {
    PROOFS.all()
}

/// What proves a line by words that a text may hold too: outside it, or short and without a full stop.
pub fn loose(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    let outside = place != Place::Body || chars <= LONGEST_LOOSE && !folded.ends_with(['。', '；', ';', '!']);
    let (what, word) = if outside { LOOSE.find(folded, chars) } else { None }?;
    let counted = !matches!(word, "全文共" | "文章共" | "仅展示") || folded.contains('字');
    // In the text a supporter is a supporter.
    let site = !matches!(word, "技术支持:" | "主管单位:") || place == Place::Tail;
    (counted && site).then(|| Finding::new(what, format!("含“{word}”")))
}

/// Numbered notes of a site to its visitors above a text: they follow each other, below 温馨提示 or what is proven.
pub fn notes(rows: &[Row<'_>], found: &mut [Option<Finding>]) {
    for (at, row) in rows.iter().enumerate().take(NOTES).skip(1) {
        let above = rows.get(at - 1).map_or("", |row| row.text);
        let label = ["温馨提示", "友情提示", "下载说明"].iter().any(|label| above.starts_with(label));
        let below = label || found.get(at - 1).is_some_and(|f| f.as_ref().is_some_and(|f| f.what == NOTE));
        if row.marker.is_none() || !below {
            continue;
        }
        let note = loose(&fold::text(row.text), row.chars, Place::Head).filter(|note| note.what == NOTE);
        let is_note = note.is_some() || found.get(at).is_some_and(Option::is_some);
        put(found, at, note);
        if label && is_note {
            put(found, at - 1, Some(Finding::new(NOTE, "网站给访客的提示")));
        }
    }
}

/// Within how many rows of a page such notes stand.
const NOTES: usize = 20;
/// What such notes are called.
const NOTE: &str = "残缺提示";

/// The longest such line within the text, in characters.
const LONGEST_LOOSE: usize = 40;

/// A caption by its mark (▲甲, 图1 甲) or by who took the picture: 张三 摄, (张三摄), 某局供图.
fn photo(folded: &str, chars: usize) -> Option<Finding> {
    if chars > LONGEST_CAPTION {
        return None;
    }
    let numbered = folded.strip_prefix('图').is_some_and(|rest| {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        // The title of a chart is the text's own: 图1 布局图.
        after.len() < rest.len() && after.starts_with([' ', ':', '.']) && !after.ends_with(['图', '表'])
    });
    // 图 | 代表们走进车间
    let barred = folded
        .strip_prefix('图')
        .and_then(|rest| rest.trim_start().strip_prefix(['|', '丨']))
        .is_some_and(|shown| !shown.is_empty() && !shown.contains('|'));
    let marked = numbered || barred || folded.starts_with(['▲', '△', '▼']);
    let drawn = marked && chars <= 60 && !folded.ends_with('。');
    if drawn {
        return Some(Finding::new("图片说明", "以图号或三角记号开头"));
    }
    let bare = folded.trim_matches(['(', ')', '[', ']', ' ']);
    if ["资料照片", "资料图片", "资料图", "档案照片"].contains(&bare) {
        return Some(Finding::new("图片说明", format!("只有“{bare}”")));
    }
    if folded.ends_with("发)") && folded.rsplit_once('(').is_some_and(|(before, _)| before.ends_with('摄')) {
        return Some(Finding::new("图片说明", "句末是摄影者和发稿单位"));
    }
    // 受访者供图 青石网发
    if folded.strip_suffix('发').and_then(|given| given.rsplit_once(' ')).is_some_and(|(before, agency)| {
        (before.ends_with('摄') || before.ends_with("供图"))
            && AGENCY.contains(&agency.chars().count())
            && AGENCIES.iter().any(|end| agency.ends_with(end))
    }) {
        return Some(Finding::new("图片说明", "句末是供图者和发稿单位"));
    }
    // 王明摄/青石图片
    if folded.rsplit_once('/').is_some_and(|(before, agency)| {
        before.ends_with('摄')
            && AGENCY.contains(&agency.chars().count())
            && AGENCIES.iter().any(|end| agency.ends_with(end))
    }) {
        return Some(Finding::new("图片说明", "句末是摄影者和图片的来源"));
    }
    let end = PHOTO_ENDS.iter().find(|end| folded.ends_with(**end))?;
    let before = folded.strip_suffix(end).unwrap_or("");
    let bracketed = before.chars().rev().take(PHOTOGRAPHER).any(|c| c == '(');
    let named = before.ends_with(' ') || before.ends_with('/');
    let holds = match *end {
        "摄" | "攝" | "摄影" => named,
        "供图" | "供圖" => !before.is_empty(),
        end if end.ends_with(')') => bracketed && !before.contains("文字"),
        _ => true,
    };
    (holds && !folded.contains('、')).then(|| Finding::new("图片说明", format!("以“{end}”结尾")))
}

/// The longest caption, in characters.
const LONGEST_CAPTION: usize = 80;

/// A sentence and who took the picture, above a text: 镇长作报告。青石日报记者 王明.
pub fn reporter(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    let (sentence, name) = folded.rsplit_once('。').filter(|_| place == Place::Head && chars <= 80)?;
    let (_, name) = name.split_once("记者 ")?;
    let named = (2..=PHOTOGRAPHER).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == ' ');
    (named && !sentence.is_empty()).then(|| Finding::new("图片说明", "句子之后是记者姓名"))
}

/// The shortest and longest name of what a picture comes from, in characters.
const AGENCY: std::ops::RangeInclusive<usize> = 2..=8;
/// How such names end.
const AGENCIES: &[&str] = &["图片", "社", "报", "网", "视觉", "摄影", "中心", "局", "办"];

/// Within how many characters the bracket before a photographer opens.
const PHOTOGRAPHER: usize = 14;

/// How captions end.
const PHOTO_ENDS: &[&str] = &[
    "摄",
    "摄)",
    "摄影",
    "摄影)",
    "供图",
    "供图)",
    "攝",
    "供圖",
    "资料图片)",
    "资料图)",
    "直播图片)",
    "网站图片",
    "图片)",
    "视频截图",
    "摄影报道",
];

/// Words of a footer's contact lines.
const CONTACTS: &[&str] =
    &["地址", "电话", "传真", "邮编", "邮政编码", "主办", "承办", "协办", "网址", "邮箱", "维护", "热线"];

/// A site's address and who runs it, below the text; a notice's own contact names a person.
pub fn contact(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    if place != Place::Tail || chars > 120 || folded.contains("联系人") || folded.contains(['。', '\t']) {
        return None;
    }
    let mut found = CONTACTS.iter().filter(|word| folded.contains(**word));
    let (first, second) = (found.next()?, found.next()?);
    Some(Finding::new("页脚", format!("文末含“{first}”“{second}”")))
}

/// How names of files end.
const FILES: &[&str] = &[".docx", ".doc", ".wps", ".pdf", ".xlsx", ".xls", ".zip", ".rar", ".ofd"];

/// Whether a line ends in the name of a file.
pub fn names_file(text: &str) -> bool {
    FILES.iter().any(|end| text.ends_with(end))
}

/// A file to be loaded down, by its ending, below the text.
pub fn download(folded: &str, chars: usize, place: Place) -> Option<Finding> {
    let picture = [".jpg", ".jpeg", ".png", ".gif"].iter().any(|file| folded.ends_with(file));
    let lone = picture && chars <= 40 && folded.chars().all(|c| c.is_ascii_alphanumeric() || "._-()".contains(c));
    if lone {
        return Some(Finding::new("图片说明", FILE_OF_PICTURE));
    }
    let file = FILES.iter().find(|file| folded.ends_with(**file)).filter(|_| chars <= 80 && place == Place::Tail)?;
    Some(Finding::new("附件下载", format!("文末的文件名，以“{file}”结尾")))
}

/// Category, longest line, words that no text of an office holds: they prove a line wherever it stands.
static PROOFS: Table = Table::new(&[
    (
        "页脚",
        200,
        &[
            "版权所有",
            "copyright",
            "copyleft",
            "©",
            "公网安备",
            "all rights reserved",
            "网络经营许可",
            "浏览器版本",
            "最佳浏览效果",
            "建议使用ie",
            "最佳分辨率",
        ],
    ),
    ("二维码提示", 40, &["扫一扫在手机", "微信公众号:", "长按识别"]),
    (
        "残缺提示",
        200,
        &[
            "未完,全文共",
            "因篇幅问题不能全部显示",
            "未完,继续阅读",
            "正式会员可完整阅读",
            "文章内容仅供预览",
            "请下载后查看",
            "您需要先登录",
            "请登录后查看",
            "登录后可查看",
            "点击查看全文",
            "文档为doc格式",
            "推荐度:",
            "转载请注明",
            "转载请保留",
            "侵权请联系",
            "将文本的word文档下载",
            "由会员分享",
            "珍藏版)",
            "不代表本网",
            "不代表本站",
            "会员上传",
            "下载本文作者",
            "点击更新提醒",
            "文档由用户上传",
            "版权归属用户",
            "版权归用户",
            "预览时可能",
            "公文写作范文",
        ],
    ),
    ("论坛", 80, &["本帖被", "本帖最后由", "该帖被", "本主题被"]),
]);

/// The same for words that a text may hold too: they prove a line outside it, or a short one without a full stop.
static LOOSE: Table = Table::new(&[
    ("残缺提示", 40, &["全文共", "文章共", "仅展示"]),
    (
        "页脚",
        120,
        &[
            "icp备",
            "icp证",
            "网站标识码",
            "网站备案",
            "备案号:",
            "技术支持:",
            "主管单位:",
            "违法和不良信息举报",
            "浏览本网站",
            "政府网站标识",
        ],
    ),
    (
        "二维码提示",
        40,
        &[
            "扫一扫",
            "打开微信,点击",
            "微信朋友圈x",
            "扫描二维码",
            "扫码关注",
            "手机扫码",
            "关注公众号",
            "关注微信公众号",
        ],
    ),
    (
        "残缺提示",
        200,
        &[
            "剩余内容",
            "免费获取全文",
            "定制代笔",
            "代写文稿",
            "👉",
            "下载本文",
            "本文由",
            "如有侵权",
            "互联网用户自发贡献",
            "本站不拥有所有权",
            "仅提供信息存储",
            "本站将立刻删除",
            "本站将立即删除",
            "下载到电脑",
            "可在线阅读",
            "本文来自",
            "免责声明:",
            "请自行核实",
            "下载文档时",
            "文件下载后",
            "仔细阅读文档",
            "联系客服",
            "网站客服",
            "积分下载",
        ],
    ),
]);

/// Category, longest line, words at its beginning.
static OPENERS: Table = Table::new(&[
    ("上下篇", 80, &["上一篇:", "下一篇:", "上一篇 ", "下一篇 ", "上一条:", "下一条:", "前一篇:", "后一篇:"]),
    ("图片说明", 60, &["图为", "图片说明", "资料图", "题图"]),
    ("页脚", 80, &["网站主办", "网站管理", "您是第", "访问总数"]),
    ("编者按语", 200, &["核心提示:", "导读:"]),
    (
        "残缺提示",
        120,
        &[
            "原文链接",
            "查看原文",
            "原标题:",
            "版权声明:",
            "本文地址",
            "本文链接",
            "本文网址",
            "【返回",
            "关键词:",
            "本文关键词:",
            "文章关键词:",
            "热门标签:",
            "tag标签:",
            "标签:",
            "tags:",
            "tag:",
        ],
    ),
]);

/// Whether the row is a label that opens links.
pub fn is_label(row: &Row<'_>) -> bool {
    // 【工作总结】相关文章：
    let text = row.text.strip_prefix('【').and_then(|rest| rest.split_once('】')).map_or(row.text, |(_, rest)| rest);
    if text.chars().take(13).count() > 12 {
        return false;
    }
    let folded = fold::tight(text);
    let bare = folded.trim_matches(|c: char| "·:【】[]()■◆▪»>|".contains(c));
    words::LINKS.iter().any(|word| bare.starts_with(word) && bare.chars().count() <= word.chars().count() + 2)
}

/// Whether the row is a heading within furniture: the name of a box of links.
const fn heads_furniture(row: &Row<'_>) -> bool {
    row.marks.heading.is_some() && row.marks.furniture.is_some()
}

/// The block of links and the footer that close a page.
pub fn block(rows: &[Row<'_>], frame: &Frame, found: &mut [Option<Finding>]) {
    let from = frame.end.max(loose_from(rows, found));
    let opens = |at: &usize| {
        let proven = found.get(*at).and_then(Option::as_ref);
        let opener = proven.is_some_and(|f| matches!(f.what, "页脚" | "二维码提示" | "上下篇" | "相关链接"));
        opener || rows.get(*at).is_some_and(|row| is_label(row) || heads_furniture(row))
    };
    if let Some(first) = (from..rows.len()).find(opens) {
        let label = rows.get(first).map_or("", |row| first_chars(row.text, SHOWN));
        let why = format!("文末“{label}”以下的短行");
        for at in (first..rows.len()).filter(|at| !signs(rows, *at)) {
            if found.get(at).is_some_and(Option::is_none) {
                put(found, at, Some(Finding::new("相关链接", why.clone())));
            }
        }
        return;
    }
    let bullets = (from..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| row.text.starts_with('·')));
    let bullets: Vec<usize> = bullets.collect();
    let page = found.iter().flatten().next().is_some();
    if bullets.len() >= 3 && page {
        for at in bullets {
            put(found, at, Some(Finding::new("相关链接", "文末连续的圆点短行")));
        }
    }
}

/// How much of a label stands in a receipt, in characters.
const SHOWN: usize = 20;

/// Whether a row is a date in 年月日 at the end of a text, or signs over one.
fn signs(rows: &[Row<'_>], at: usize) -> bool {
    let dated = |row: &Row<'_>| row.text.contains('年') && matter::is_date(row.text);
    let near = rows.iter().skip(at).take(SIGNERS).position(dated);
    let short = |row: &Row<'_>| row.chars <= 30 && !is_label(row);
    near.is_some_and(|near| rows.iter().skip(at).take(near).all(short))
}

/// How many rows a signature and its date take.
const SIGNERS: usize = 4;

/// Where the last run of short lines without sentences, numbers or signatures begins.
fn loose_from(rows: &[Row<'_>], found: &[Option<Finding>]) -> usize {
    let is_loose = |row: &Row<'_>| {
        row.chars <= 60
            && !row.text.ends_with(['。', '！', '？', '；', '，'])
            && row.marker.is_none()
            && !row.text.starts_with("附件")
            && (row.marks.heading.is_none() || is_label(row) || heads_furniture(row))
            && !row.marks.title
    };
    let mut pairs = rows.iter().zip(found);
    pairs.rposition(|(row, found)| found.is_none() && !is_loose(row)).map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footers_prove_themselves() {
        for (text, expected) in [
            ("版权所有：某局 粤ICP备1号", Some("页脚")),
            ("扫一扫在手机打开当前页", Some("二维码提示")),
            ("上一篇：甲", Some("上下篇")),
            ("图为𠀀镇广场。", Some("图片说明")),
            ("青石湖的清晨。王𠀀摄/青石图片", Some("图片说明")),
            ("镇长王明致辞。受访者供图 青石𠀀网发", Some("图片说明")),
            ("擘画新蓝图 加快大开发", None),
            ("青石湖的清晨。王明摄 青石𠀀报发", Some("图片说明")),
            ("图 | 代表们走进Ab𠀀车间", Some("图片说明")),
            ("图书馆 | 青石镇", None),
            ("图 | 表 | 页", None),
            ("拍摄/制作流程", None),
            ("本帖最后由 Ab𠀀 于 2023-5-6 编辑", Some("论坛")),
            ("核心提示：青石镇去年办了三件事。", Some("编者按语")),
            ("文章共12段", None),
            ("……（未完，全文共3000字，当前仅显示1000字）", Some("残缺提示")),
            ("版权保护工作情况", None),
            ("推进扫码点餐。", None),
            ("（本版内容以Ab𠀀先后为序）", Some("编者按语")),
            ("（本版内容以发言先后为序）全体同意。", None),
        ] {
            assert_eq!(footer(&fold::text(text), text.chars().count(), true).map(|f| f.what), expected, "{text}");
        }
    }
}
