//! Signs of machines left in a text: single signs between ideographs, tags and entities of web pages.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line, ends_sentence, is_chinese};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "stray-sign",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("多余符号", "stray sign"),
        says: Words::new("汉字之间多了符号“{}”，请删去", "a stray “{}” between ideographs"),
        basis: Basis::new("", "实务"),
        wrong: "对工作的⟦`⟧认识提高。",
        right: "对工作的认识提高。",
        doubt: Words::new(
            "脚注号、隐去的字和栏目分隔线是有意的。",
            "Footnote signs, masked letters and dividers are meant.",
        ),
        reach: Reach { titles: true, ..Reach::TEXT },
        needs: "`^~|\\*#",
        check: Check::Line(stray),
    },
    Rule {
        id: "html-leftover",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("网页代码残留", "leftover of a web page"),
        says: Words::new("“{}”是网页代码的残留，请删去或换成正常符号", "“{}” is a leftover of a web page"),
        basis: Basis::new("", "实务"),
        wrong: "开展⟦&nbsp;⟧专项整治。",
        right: "开展专项整治。",
        doubt: Words::new("讲网页制作的文字里可以有这些代码。", "Texts about web pages may hold such code."),
        reach: Reach { shielded: true, ..Reach::LEFTOVERS },
        needs: "<&",
        check: Check::Line(html),
    },
];

/// Surnames that a masked name begins with: 王*明.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
/// What a range of times, grades or places has on its left.
const RANGED: &str = "年月日时点分周期级楼号市县镇村站区省层章节路街岸门港岛一二三四五六七八九十";

/// The signs, each a byte.
const SIGNS: &str = "`^~|\\*#";

fn stray(line: &Line<'_>, found: &mut Found) {
    let mut counts = [0_usize; 7];
    for c in &line.chars {
        if let Some(place) = SIGNS.find(*c).and_then(|at| counts.get_mut(at)) {
            *place += 1;
        }
    }
    let count = |sign: char| SIGNS.find(sign).and_then(|at| counts.get(at)).copied().unwrap_or(0);
    for at in line.positions(|c| SIGNS.contains(c)) {
        let (Some(sign), Some(left), Some(right)) = (line.at(at), line.before(at), line.at(at + 1)) else { continue };
        let close = if matches!(sign, '`' | '^') {
            is_chinese(left) && is_chinese(right) && (is_han(left) || is_han(right))
        } else {
            is_han(left) && is_han(right)
        };
        let fits = close
            && match sign {
                // Dividers of menus and of headlines stand on lines of their own.
                '|' | '\\' => {
                    (line.running || line.kind == Kind::Heading) && count(sign) <= 2
                        || count(sign) == 1 && is_sentence(line, at)
                }
                // 共*项: a figure that is to come.
                '*' => {
                    count('*') % 2 == 1
                        && !is_masked_name(line, at)
                        && !"项个户人名处次件万元年月日市县区镇".contains(right)
                }
                '#' => count('#') % 2 == 1,
                '~' => !RANGED.contains(left) && !is_range_end(line, at + 1) && count('~') <= 2,
                '`' => true,
                _ => count('^') <= 2,
            };
        if fits {
            found.put(line, at..at + 1).fix("").about(sign);
        }
    }
}

/// The longest name of a column before a divider, in characters.
const COLUMN: usize = 4;
/// What ends no name of a column.
const PARTICLES: &str = "的地得了着过和与及在对把将被为是以于向";

/// Whether the sign at `at` of a short line stands within a sentence, not behind the name of a column: 图解|….
fn is_sentence(line: &Line<'_>, at: usize) -> bool {
    let ends = line.before(line.end()).is_some_and(|c| ends_sentence(c) || c == '，');
    let within = at - line.first() > COLUMN || line.before(at).is_some_and(|c| PARTICLES.contains(c));
    line.kind == Kind::Body && ends && within
}

/// 王*明, with nothing of a word before it.
fn is_masked_name(line: &Line<'_>, at: usize) -> bool {
    let named = line.before(at).is_some_and(|c| SURNAMES.contains(c));
    named && !at.checked_sub(1).and_then(|at| line.before(at)).is_some_and(is_han)
}

/// 高中 in 小学~高中: a word that ends a range.
fn is_range_end(line: &Line<'_>, at: usize) -> bool {
    line.any(at, &["周", "星期", "次", "第", "小学", "初中", "高中", "大学", "上午", "下午", "今", "现在"]).is_some()
        || (1..=4).any(|n| line.at(at + n).is_some_and(|c| "年月日时点周期级楼号市县镇站区省层路街".contains(c)))
}

/// Names of tags.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "o:p",
    "ol",
    "option",
    "p",
    "pre",
    "s",
    "script",
    "section",
    "select",
    "small",
    "span",
    "st1:chsdate",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "video",
];
/// Entities and what they stand for.
const ENTITIES: &[(&str, &str)] = &[
    ("nbsp", ""),
    ("ensp", ""),
    ("emsp", ""),
    ("thinsp", ""),
    ("zwnj", ""),
    ("zwj", ""),
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("laquo", "《"),
    ("raquo", "》"),
    ("middot", "·"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("hellip", "…"),
    ("times", "×"),
    ("divide", "÷"),
    ("plusmn", "±"),
    ("deg", "°"),
    ("permil", "‰"),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("bull", "•"),
    ("sect", "§"),
    ("yen", "¥"),
    ("le", "≤"),
    ("ge", "≥"),
    ("sup2", "²"),
    ("sup3", "³"),
    ("radic", "√"),
    ("rarr", "→"),
    ("larr", "←"),
];
/// The longest tag, in characters.
const LONGEST: usize = 400;

fn html(line: &Line<'_>, found: &mut Found) {
    let mut at = 0;
    // Behind the last > no tag is sought: a line of many < is read once.
    let last = line.chars.iter().rposition(|c| *c == '>').unwrap_or(0);
    while let Some(c) = line.at(at) {
        let hit = match c {
            '<' if at < last => tag(line, at).map(|end| (end, Some(String::new()))),
            '&' => entity(line, at),
            _ => None,
        };
        let Some((end, text)) = hit.filter(|_| !matches!(line.shield(at), Shield::Code | Shield::Web) || c == '<')
        else {
            at += 1;
            continue;
        };
        let mut told = found.put(line, at..end);
        told.about(line.part(at..end));
        if let Some(text) = text {
            told.fix(text);
        }
        at = end;
    }
}

/// The end of the tag at `at`.
fn tag(line: &Line<'_>, at: usize) -> Option<usize> {
    if line.shield(at) == Shield::Code {
        return None;
    }
    let from = at + 1 + usize::from(line.at(at + 1) == Some('/'));
    let end = line.run(from, |c| c.is_ascii_alphanumeric() || c == ':').min(from + 12);
    let name = line.part(from..end).to_ascii_lowercase();
    if !TAGS.contains(&name.as_str()) {
        return None;
    }
    let next = line.at(end)?;
    if !matches!(next, ' ' | '/' | '>' | '\t') {
        return None;
    }
    (end..(end + LONGEST).min(line.len()))
        .find(|at| matches!(line.at(*at), Some('>' | '<')))
        .filter(|at| line.at(*at) == Some('>'))
        .map(|at| at + 1)
}

/// The end of the entity at `at` and what it stands for.
fn entity(line: &Line<'_>, at: usize) -> Option<(usize, Option<String>)> {
    if line.at(at + 1) == Some('#') {
        let hex = matches!(line.at(at + 2), Some('x' | 'X'));
        let from = at + 2 + usize::from(hex);
        let end = line.run(from, |c| c.is_ascii_hexdigit() && (hex || c.is_ascii_digit())).min(from + 7);
        let value = u32::from_str_radix(line.part(from..end), if hex { 16 } else { 10 }).ok()?;
        if line.at(end) != Some(';') {
            return None;
        }
        let meant = char::from_u32(value).filter(|c| !c.is_control() && !c.is_ascii_digit());
        let blank = meant.is_some_and(|c| c == '\u{a0}' || c.is_whitespace());
        let text = meant.map(|c| if blank { gap(line, at, end + 1) } else { c.to_string() });
        return Some((end + 1, text));
    }
    let end = line.run(at + 1, |c| c.is_ascii_lowercase() || c.is_ascii_digit()).min(at + 10);
    let name = line.part(at + 1..end);
    let known = ENTITIES.iter().find(|(entity, _)| *entity == name);
    let closed = line.at(end) == Some(';');
    match known {
        Some((_, "")) => {
            let end = end + usize::from(closed);
            Some((end, Some(gap(line, at, end))))
        }
        Some((_, text)) if closed => Some((end + 1, Some((*text).to_owned()))),
        // An entity that lost letters: &bsp;
        None if closed && (2..=8).contains(&name.len()) && name.chars().all(|c| c.is_ascii_lowercase()) => {
            Some((end + 1, None))
        }
        _ => None,
    }
}

/// What a blank of a web page becomes: a space between two Latin words or figures, else nothing.
fn gap(line: &Line<'_>, at: usize, end: usize) -> String {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if word(line.before(at)) && word(line.at(end)) { " ".to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, in_markdown, mends, silent};

    #[test]
    fn signs_between_ideographs() {
        fires(
            "stray-sign",
            &[
                "认真⟦`⟧落实，抓好⟦^⟧整改，𠀀⟦#⟧社区",
                "一是加强⟦*⟧领导，二是压实责任。",
                "进一步提高认识⟦~⟧强化措施。",
                "《关于开展⟦`⟧整治的通知》",
                "全镇干部深入一线⟦|⟧走访群众，收集意见建议，推动问题解决落地见效。",
                "全镇干部深入一线⟦\\⟧走访群众，收集意见建议，推动问题解决落地见效。",
                "工作，⟦`⟧认识",
                "对创城的⟦|⟧认识提高。",
                "各组按时到岗⟦\\⟧抓好落实；",
            ],
        );
        silent(
            "stray-sign",
            &[
                "首页|概况|动态",
                "图解|青石镇这一年",
                "编辑 | 王明",
                "图解|青石镇这一年！",
                "一线|对创城的|认识提高。",
                "甲组织|乙组织𠀀e\u{301}",
                "王*明、李*",
                "面积3*4米，5#楼",
                "**一年来**，全镇*重点*推进",
                "#青石镇#创建进行时",
                "周一~周五开放，小学~高中，青石市~白水市",
                "分析*",
                "共*项，计*户",
                "# 标题，* 条目",
                "综合政务\\应急管理",
                "e\u{301}^2，`code`",
            ],
        );
        mends("stray-sign", &[("认真`落实，抓好^整改", "认真落实，抓好整改")]);
    }

    #[test]
    fn tags_are_markdowns_own() {
        in_markdown(
            "html-leftover",
            &[
                "| 甲村 | 垃圾<br>污水 |",
                "<img src=\"a.png\">",
                "正文<br>",
                "<div align=\"center\">𠀀e\u{301}</div>",
                "甲⟦&nbsp;⟧乙`&nbsp;`<code>&lt;</code>",
            ],
        );
    }

    #[test]
    fn tags_and_entities() {
        fires(
            "html-leftover",
            &[
                "⟦<p>⟧一、做法⟦</p>⟧",
                "见⟦<a href=\"http://a.cn/b?c=1&d=2\">⟧附件⟦</a>⟧，⟦<br/>⟧",
                "建设⟦&nbsp;⟧深入，A⟦&nbsp;⟧B，⟦&#160;⟧甲⟦&#x4e00;⟧",
                "⟦&ldquo;⟧创建⟦&rdquo;⟧，5⟦&times;⟧3，⟦&bsp;⟧",
                "《⟦&lt;⟧办法⟦&gt;⟧》",
                "⟦<SPAN style='font:宋体'>⟧𠀀e\u{301}",
            ],
        );
        silent(
            "html-leftover",
            &[
                "<关于创建的意见>，<Han>，a<b，b>c",
                "研发R&D投入，A&B公司；x&y;z",
                "见http://a.cn/b?c=1&nbsp=2",
                "5<p值",
                "&",
                "<",
            ],
        );
        mends(
            "html-leftover",
            &[
                ("<p>一&amp;nbsp;二</p>&#65;", "一二A"),
                ("AI&nbsp;Lab&ldquo;创建&rdquo;", "AI Lab“创建”"),
                ("甲&#49;乙", "甲&#49;乙"),
            ],
        );
    }
}
