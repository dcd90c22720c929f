//! Half-width marks in Chinese text.

use super::doc_number::is_numbered;
use crate::lint::finding::Found;
use crate::lint::line::{Line, is_chinese, is_mark};
use crate::lint::pair::{Sort, pairs};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::shield::Shield;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "punct-halfwidth",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("半角标点", "half-width mark"),
        says: Words::new("汉字旁用了半角标点“{}”", "half-width “{}” beside Chinese"),
        basis: Basis::new("GB/T 15834 4.1–4.7", "规定"),
        wrong: "各科室要提高认识⟦,⟧抓好落实。",
        right: "各科室要提高认识，抓好落实。",
        doubt: Words::new(
            "程序代码、外文句子里的半角标点是对的。",
            "Half-width marks are right in code and in foreign sentences.",
        ),
        reach: Reach::TITLES,
        needs: ",;:?!",
        check: Check::Line(halfwidth),
    },
    Rule {
        id: "punct-halfwidth-bracket",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("半角括号", "half-width bracket"),
        says: Words::new("汉字旁用了半角括号“{}”", "half-width “{}” beside Chinese"),
        basis: Basis::new("GB/T 15834 4.9.2", "规定"),
        wrong: "志愿者⟦(⟧含青年队⟦)⟧到岗。",
        right: "志愿者（含青年队）到岗。",
        doubt: Words::new(
            "外文、公式、代码里的半角括号是对的。",
            "Half-width brackets are right in foreign words, formulas and code.",
        ),
        reach: Reach::TITLES,
        needs: "()",
        check: Check::Line(bracket),
    },
    Rule {
        id: "punct-halfwidth-stop",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("半角句点", "half-width full stop"),
        says: Words::new("句末用了半角句点，应为“。”", "a half-width full stop ends the sentence, not 。"),
        basis: Basis::new("GB/T 15834 4.1.2", "规定"),
        wrong: "会议当天上午结束⟦.⟧",
        right: "会议当天上午结束。",
        doubt: Words::new(
            "外国人名、少数民族人名中间的点是间隔号“·”的代用，不是句号。",
            "A dot inside a foreign name stands for the middle dot, not for a full stop.",
        ),
        reach: Reach::TITLES,
        needs: ".",
        check: Check::Line(stop),
    },
];

/// How far from a sign that both scripts use Chinese must stand, in characters.
const NEAR: usize = 6;

fn halfwidth(line: &Line<'_>, found: &mut Found) {
    let first = line.first();
    let mut last = None;
    for at in line.positions(|c| ",;:?!".contains(c)) {
        if at <= first {
            continue;
        }
        let Some(mark) = line.at(at) else { continue };
        // Marks of emphasis (**甲**:) are looked through.
        let from = line.run_before(at, |c| c == '*');
        let left = line.before(from).filter(|_| is_neighbour(line, from));
        let right = line.open(at + 1);
        let follows = left.is_some_and(|c| {
            is_chinese(c)
                || (matches!(c, '%' | '％' | ')') && is_near_chinese(line, at))
                || (last == Some(from.wrapping_sub(1)) && ",;:?!".contains(c))
        });
        let precedes = right.is_some_and(is_chinese) && left.is_some_and(is_word);
        if !(follows || precedes) || (mark == '!' && line.at(at + 1) == Some('[')) || ends_entity(line, at) {
            continue;
        }
        last = Some(at);
        let full = match mark {
            ',' => "，",
            ';' => "；",
            ':' => "：",
            '?' => "？",
            _ => "！",
        };
        found.put(line, at..at + 1).fix(full).about(mark);
    }
}

/// Whether the character before `at` is a neighbour: figures and words with marks inside are, addresses and code are not.
fn is_neighbour(line: &Line<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| !matches!(line.shield(at), Shield::Web | Shield::Path | Shield::Code))
}

/// A letter or digit of any script but ours, or a sign that ends a quantity.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '℃' | '°' | '‰' | '㎡' | '㎥' | ']')
}

fn is_near_chinese(line: &Line<'_>, at: usize) -> bool {
    let near = line.chars.get(at.saturating_sub(NEAR)..(at + NEAR).min(line.len())).unwrap_or_default();
    near.iter().any(|c| is_chinese(*c))
}

/// Whether the mark at `at` ends a character entity of HTML: `&nbsp;`.
fn ends_entity(line: &Line<'_>, at: usize) -> bool {
    let from = line.run_before(at, |c| c.is_ascii_alphanumeric() || c == '#');
    line.at(at) == Some(';') && from < at && line.before(from) == Some('&')
}

fn bracket(line: &Line<'_>, found: &mut Found) {
    let (pairs, _) = pairs(line, &[Sort::Round]);
    let mut hits = Vec::new();
    // From where on Chinese stands, and how much of it up to each pair is known from counts.
    let counts: Vec<usize> = line
        .chars
        .iter()
        .scan(0, |sum, c| {
            *sum += usize::from(is_chinese(*c) && !matches!(c, '（' | '）'));
            Some(*sum)
        })
        .collect();
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    for pair in pairs {
        let half = (line.at(pair.open) == Some('('), line.at(pair.close) == Some(')'));
        if half == (false, false) {
            continue;
        }
        let mixed = half.0 != half.1;
        let holds = count(pair.close) > count(pair.open);
        let outside = line.before(pair.open).filter(|_| is_open_before(line, pair.open)).is_some_and(is_chinese)
            || line.open(pair.close + 1).is_some_and(is_chinese);
        // A code is copied as it is: 合同编号：某采(2024)012号.
        let called = !mixed && !holds && (is_function(line, pair.open) || is_numbered(line, pair.open));
        if called || !(mixed || holds || outside || is_label(line, pair.open, pair.close)) {
            continue;
        }
        for (at, half, full) in [(pair.open, half.0, "（"), (pair.close, half.1, "）")] {
            if half {
                hits.push((at, full));
            }
        }
    }
    hits.sort_unstable();
    for (at, full) in hits {
        let mark = line.part(at..at + 1);
        found.put(line, at..at + 1).fix(full).about(mark);
    }
}

fn is_open_before(line: &Line<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| line.shield(at) == Shield::None)
}

/// Whether a single letter stands right before the bracket: f(x).
fn is_function(line: &Line<'_>, open: usize) -> bool {
    open - line.run_before(open, |c| c.is_ascii_alphabetic()) == 1
}

/// Whether the brackets enclose the number of a label before Chinese text: (1) 甲.
fn is_label(line: &Line<'_>, open: usize, close: usize) -> bool {
    let number = line.run(open + 1, |c| c.is_ascii_digit());
    let text = line.run(close + 1, char::is_whitespace);
    open == line.first() && number == close && number > open + 1 && line.at(text).is_some_and(is_chinese)
}

/// Characters with which foreign names and those of minorities are written.
const SOUNDS: &str = "阿艾安奥巴拜班保贝本比毕波伯博布卜查达戴丹当道德登狄迪丁杜多顿恩尔法菲费弗夫福伏盖甘冈高戈格古哈海汉赫亨胡华\
怀霍基吉加贾江杰金卡凯坎康考柯科克肯孔库昆拉莱兰朗劳勒雷黎里利莉丽林琳卢鲁路伦罗洛麻马玛迈麦曼梅门蒙米密莫姆木穆纳娜南内尼涅\
努诺欧帕潘佩彭皮珀蒲普齐奇乔丘热日荣茹瑞萨赛桑森沙山绍舍史什斯思松苏孙索塔泰汤坦特提廷图吐托瓦万旺韦维魏温翁沃乌武西希夏谢辛\
逊雅亚扬耶叶伊依易因尤约扎泽詹珍朱兹孜佐买吾热依买提江古丽热娜古再木合卓嘎次仁旺堆扎西央措";

fn stop(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '.') {
        let (Some(left), right) = (at.checked_sub(1).and_then(|at| line.open(at)), line.at(at + 1)) else { continue };
        let two_back = line.before(at - 1);
        let ends = is_han(left)
            || matches!(left, '”' | '’' | '》' | '）' | '】' | '％')
            || (left == ')' && two_back.is_some_and(is_han))
            || (left == '%' && two_back.is_some_and(|c| c.is_ascii_digit()));
        // Marks of emphasis (**甲.**) are looked through; a year or month begins the next sentence.
        let beyond = line.at(line.run(at + 1, |c| c == '*'));
        let stops = beyond.is_none_or(|c| c.is_whitespace() || is_chinese(c) || c == '(') || is_date(line, at + 1);
        if !ends || !stops || right == Some('…') {
            continue;
        }
        let next = line.at(line.run(at + 1, char::is_whitespace));
        if next == Some('.') || is_chinese_label(line, at) || is_name(line, at) {
            continue;
        }
        found.put(line, at..at + 1).fix("。");
    }
}

/// Whether a date in words begins at `at`: 2024年, 8月.
fn is_date(line: &Line<'_>, at: usize) -> bool {
    let end = line.run(at, |c| c.is_ascii_digit());
    matches!((end - at, line.at(end)), (4, Some('年')) | (1 | 2, Some('月')))
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

/// Whether the dot at `at` stands after the number of a label (一. 第一. （一）.), or between two numerals (五.一).
fn is_chinese_label(line: &Line<'_>, at: usize) -> bool {
    let bracket = usize::from(line.before(at).is_some_and(|c| matches!(c, '）' | ')')));
    let from = line.run_before(at - bracket, is_numeral);
    if from == at - bracket {
        return false;
    }
    if line.at(at + 1).is_some_and(is_numeral) {
        return true;
    }
    let from = line.run_before(from, |c| matches!(c, '第' | '其' | '（' | '('));
    from <= line.first() || line.before(from).is_some_and(|c| is_mark(c) || c.is_whitespace())
}

/// Whether the dot at `at` parts a foreign name: 卡尔.马克思.
fn is_name(line: &Line<'_>, at: usize) -> bool {
    let sound = |at: Option<usize>| at.and_then(|at| line.at(at)).is_some_and(|c| SOUNDS.contains(c));
    sound(at.checked_sub(1)) && sound(at.checked_sub(2)) && sound(Some(at + 1)) && sound(Some(at + 2))
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, in_markdown, mends, silent};

    #[test]
    fn half_width_marks_beside_chinese() {
        fires(
            "punct-halfwidth",
            &[
                "一是摸底⟦;⟧二是整改⟦!⟧",
                "满意率98%⟦,⟧比上年高。",
                "印发《关于创城⟦:⟧做法的通知》",
                "发放A4⟦,⟧彩页𠀀⟦,⟧各1份e\u{301}⟦,⟧其余留存。",
                "这项工作完成了吗⟦?⟧⟦!⟧",
                "全天从9:00⟦,⟧各组同时开始，得分98.5⟦,⟧居第一。",
                "最高气温38℃⟦,⟧不宜外出。（含甲）⟦,⟧另行通知",
                "联系电话⟦:⟧见附件",
                "**要求**⟦:⟧逐项落实",
            ],
        );
        silent(
            "punct-halfwidth",
            &[
                "共1,234户。",
                "9:00开会。",
                "见http://a.cn/b,c。",
                "GB/T 9704, ISO 9001",
                "比分为3:1。",
                ",行首",
                "　,行首",
                "网址见www.yl.gov.cn/a,请自行查阅。",
                "Over 50%, and (see above), then go on.",
                "开展&nbsp;整治",
                "见![图]",
            ],
        );
        in_markdown("punct-halfwidth", &["见<code>甲,乙</code>，甲⟦,⟧<b>乙⟦,⟧丙</b>", "[甲]: a.md \"乙,丙\""]);
        mends("punct-halfwidth", &[("好!快来?行;对:是,", "好！快来？行；对：是，")]);
    }

    #[test]
    fn half_width_brackets_beside_chinese() {
        fires(
            "punct-halfwidth-bracket",
            &[
                "⟦(⟧一⟦)⟧加强组织领导",
                "⟦(⟧1⟦)⟧摸清底数；⟦(⟧2⟦)⟧逐项整改。",
                "⟦(⟧1⟦)⟧ 摸清底数",
                "志愿者（含青年队⟦)⟧到岗",
                "聚乙烯⟦(⟧PE⟦)⟧管材",
                "见《办法⟦(⟧试行⟦)⟧》",
                "青劳字⟦(⟧2024⟦)⟧5号，文件编号：青政发⟦(⟧2024⟦)⟧5号",
                "使用AED⟦(⟧除颤仪⟦)⟧，𠀀⟦(⟧e\u{301}⟦)⟧。",
                "文件⟦(⟧含附件⟦(⟧表⟦)⟧⟦)⟧已印发",
            ],
        );
        silent(
            "punct-halfwidth-bracket",
            &[
                "（一）加强领导",
                "use Windows (R) and f(x) now",
                "由f(x)=a(x+1)，得出",
                "1)摸底；2)整改",
                "见[办法](a)",
                "电话(0351)4044044",
                "(2+3)*4=20",
                "合同编号：青采(2024)012号",
            ],
        );
        mends("punct-halfwidth-bracket", &[("(一)甲(乙）丙", "（一）甲（乙）丙")]);
    }

    #[test]
    fn half_width_full_stops_after_chinese() {
        fires(
            "punct-halfwidth-stop",
            &[
                "各组按时到岗⟦.⟧全天无事故⟦.⟧",
                "开展“洁净家园”⟦.⟧ 成效明显",
                "见《办法》⟦.⟧（略）⟦.⟧",
                "他说：“马上办⟦.⟧”会后即办。",
                "满意率达98%⟦.⟧",
                "共有二十⟦.⟧其余另报",
                "𠀀⟦.⟧",
                "**加强领导⟦.⟧**各组到岗⟦.⟧2024年完成⟦.⟧8月验收",
            ],
        );
        silent(
            "punct-halfwidth-stop",
            &[
                "一.加强领导",
                "（一）.加强领导",
                "主要有：一.摸底；二.整改。",
                "还有难题...",
                "总结.doc已上报",
                "开展“五.一”活动",
                "卡尔.马克思诞辰",
                "目录. . . . 3",
                "达到98.5分，下降.5个百分点",
                "e\u{301}.甲",
            ],
        );
        mends("punct-halfwidth-stop", &[("按时到岗.全天有人.", "按时到岗。全天有人。")]);
    }
}
