//! Blanks where Chinese text has none.

use std::ops::Range;

use crate::lint::finding::Found;
use crate::lint::line::{Line, is_mark};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "punct-space",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("标点旁空格", "blank beside a mark"),
        says: Words::new("标点旁多了空格", "a blank beside a mark"),
        basis: Basis::new("", "实务"),
        wrong: "我们要及时总结经验，⟦ ⟧把好的做法固定下来，形成长效管理制度，常抓不懈。",
        right: "我们要及时总结经验，把好的做法固定下来，形成长效管理制度，常抓不懈。",
        doubt: Words::new("空格也可能是排版用来隔开两项内容的。", "The blank may be there to set two things apart."),
        reach: Reach::TEXT,
        needs: " \u{a0}",
        check: Check::Line(beside_mark),
    },
    Rule {
        id: "han-space",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("字间空格", "blank between characters"),
        says: Words::new("句子中间多了空格", "a blank within a sentence"),
        basis: Basis::new("", "实务"),
        wrong: "活动当天共组织志愿者⟦ ⟧分片包干，对背街小巷进行集中清理，群众反映良好。",
        right: "活动当天共组织志愿者分片包干，对背街小巷进行集中清理，群众反映良好。",
        doubt: Words::new(
            "姓名、标语、并列的标题之间的空格可能是有意留的；空格处也可能漏了标点。",
            "Names, slogans and headlines may be set apart by blanks; or a mark is missing there.",
        ),
        reach: Reach::TEXT,
        needs: " \u{a0}",
        check: Check::Line(between_han),
    },
];

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// The longest run of blanks that slipped in; longer ones set things apart.
const LONGEST: usize = 3;
/// The longest label of an index row, in characters.
const LABEL: usize = 8;

/// The runs of blanks inside of a line, of the length of a slip.
fn blanks<'l>(line: &'l Line<'_>) -> impl Iterator<Item = Range<usize>> + use<'l> {
    let (first, end) = (line.first(), line.end());
    let starts = (first..end)
        .filter(|at| line.at(*at).is_some_and(is_blank) && !line.before(*at).is_some_and(char::is_whitespace));
    starts.map(|at| at..line.run(at, is_blank)).filter(move |range| {
        range.len() <= LONGEST && range.end < end && !line.at(range.end).is_some_and(char::is_whitespace)
    })
}

/// What a credit or a note begins with that a blank sets apart.
const CREDITS: &[&str] = &[
    "记者",
    "本报",
    "新华社",
    "通讯员",
    "作者",
    "来源",
    "责编",
    "编辑",
    "供稿",
    "摄影",
    "撰稿",
    "整理",
    "图片",
    "图为",
];

/// Whether a line is a form with blanks to be filled in: 身份证号： ，于 年 月 日.
fn is_form(line: &Line<'_>) -> bool {
    blanks(line).any(|range| {
        let after = line.at(range.end);
        let empty = line.before(range.start) == Some('：')
            && after.is_some_and(|c| matches!(c, '，' | '。' | '；' | '、' | '）'));
        empty || (matches!(after, Some('年' | '月' | '日')) && matches!(line.at(range.end + 1), Some(' ' | '\u{a0}')))
    })
}

fn beside_mark(line: &Line<'_>, found: &mut Found) {
    if !line.running || is_form(line) {
        return;
    }
    for range in blanks(line) {
        let (Some(before), Some(after)) = (line.before(range.start), line.at(range.end)) else { continue };
        let marked = |c: char| "，。、；：？！”）》".contains(c);
        let goes_on = is_han(after) || is_mark(after) || after.is_ascii_digit();
        let follows = marked(before) && goes_on;
        let precedes = marked(after) && (is_han(before) || is_mark(before) || before.is_ascii_digit());
        // Items in quotes and titles, and credits, are set apart by blanks.
        let items = matches!((before, after), ('”', '“') | ('》', '《'));
        let credit = matches!(before, '。' | '！' | '”' | '》' | '）') && line.any(range.end, CREDITS).is_some();
        let apart = items || credit || matches!(after, '（' | '(') || is_label(line, range.start);
        // What is empty in brackets or quotes is for another rule.
        let empty = matches!(before, '（' | '“' | '《' | '〔' | '【');
        if (follows || precedes) && !apart && !empty {
            found.put(line, range).fix("");
        }
    }
}

/// Verbs that lead to what was said.
const SAID: &[&str] = &["强调", "指出", "认为", "表示", "提出", "明确", "决定", "号召", "呼吁", "坦言"];
/// Who asks for something; 工作要求： is a field's name.
const ASKING: &[&str] =
    &["会议要求", "会上要求", "通知要求", "文件要求", "方案要求", "书记要求", "镇长要求", "领导要求"];

/// Whether words before the colon at `at` lead to what was said: 会议强调：.
fn is_said(line: &Line<'_>, at: usize) -> bool {
    line.any_before(at, SAID).is_some() || line.any_before(at, ASKING).is_some()
}

/// Whether the blank at `at` stands behind the label of its line: 一、 甲; 时间： 甲; （一） 甲.
fn is_label(line: &Line<'_>, at: usize) -> bool {
    let first = line.first();
    let label = line.chars.get(first..at).unwrap_or_default();
    let numeral = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十百第（）(".contains(*c);
    match label.split_last() {
        Some(('：', name)) => name.len() <= LABEL && name.iter().all(|c| is_han(*c)) && !is_said(line, at - 1),
        Some(('、' | '）', number)) => number.len() <= LABEL && number.iter().all(numeral),
        _ => false,
    }
}

/// The longest text in brackets that is looked at as a credit, in characters.
const CREDIT: usize = 40;

/// Whether `at` stands in a credit in brackets, whose names are set apart by blanks: （记者 李明轩 文/图）.
fn is_credit(line: &Line<'_>, at: usize) -> bool {
    let from = at.saturating_sub(CREDIT);
    let before = line.chars.get(from..at).unwrap_or_default();
    let Some(open) = before.iter().rposition(|c| matches!(c, '（' | '(' | '）' | ')')) else { return false };
    let inside = from + open + 1;
    let close = line.run(at, |c| !matches!(c, '（' | '(' | '）' | ')' | '。')).min(at + CREDIT);
    matches!(line.before(inside), Some('（' | '('))
        && (line.any(inside, CREDITS).is_some()
            || line.any_before(close, &["摄", "文", "图", "供图", "报道"]).is_some())
}

/// How many blanks of this kind a line may hold that are slips; more are a manner.
const MOST: usize = 3;
/// The longest clause without a mark that may be a label or a slogan, in characters.
const SHORT: usize = 12;

fn between_han(line: &Line<'_>, found: &mut Found) {
    if !line.running || is_form(line) {
        return;
    }
    let han = |c: Option<char>| c.is_some_and(is_han);
    let gaps: Vec<Range<usize>> =
        blanks(line).filter(|range| han(line.before(range.start)) && han(line.at(range.end))).take(MOST + 1).collect();
    if gaps.is_empty() || gaps.iter().map(ExactSizeIterator::len).sum::<usize>() > MOST {
        return;
    }
    for (place, gap) in gaps.iter().enumerate() {
        let near = |other: Option<&Range<usize>>| {
            other.is_some_and(|other| other.start.max(gap.start) - other.end.min(gap.end) <= ITEM)
        };
        let listed = near(gaps.get(place + 1)) || near(place.checked_sub(1).and_then(|place| gaps.get(place)));
        let field = line.run(gap.end, is_han);
        let listed = listed || (field - gap.end <= FIELD && matches!(line.at(field), Some('：' | ':')));
        let names = is_name(line, gap) || is_credit(line, gap.start) || line.any(gap.end, CREDITS).is_some();
        if !(listed || names || is_heading(line, gap) || is_short(line, gap) || is_slogan(line, gap)) {
            found.put(line, gap.clone()).fix("");
        }
    }
}

fn is_border(c: char) -> bool {
    matches!(
        c,
        '。' | '；'
            | '？'
            | '！'
            | '”'
            | '“'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '（'
            | '）'
            | ';'
            | '?'
            | '!'
            | '('
            | ')'
    )
}

/// The longest item of a list whose items blanks set apart, in characters.
const ITEM: usize = 4;

/// The longest name of a field whose value stands behind a colon, in characters.
const FIELD: usize = 6;

/// The more frequent family names.
const FAMILIES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏\
钟汪田姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江顾侯邵孟龙雷钱汤尹黎武乔贺赖龚";

/// What follows a name.
const AFTER_NAME: &[&str] = &[
    "同志", "主任", "局长", "书记", "镇长", "县长", "市长", "区长", "乡长", "村长", "副", "主席", "老师", "经理",
    "科长", "处长", "院长", "校长", "站长", "队长", "组长", "所长", "负责", "牵头", "带队", "带领", "任", "等", "说",
    "介绍", "表示", "告诉", "率", "主持", "出席", "参加", "陪同", "分管", "兼", "先生", "女士", "教授", "医生", "总",
];

/// Whether the gap stands within a name: 李 明. A single ideograph on both sides, or a family name before one that is
/// alone on its side or that a word follows which follows names.
fn is_name(line: &Line<'_>, gap: &Range<usize>) -> bool {
    let left = gap.start - line.run_before(gap.start, is_han);
    let right = line.run(gap.end, is_han) - gap.end;
    let family = line.before(gap.start).is_some_and(|c| FAMILIES.contains(c));
    // A figure's unit is no family name: 600万 平方米.
    let counted = line.before(gap.start - left).is_some_and(|c| c.is_ascii_alphanumeric());
    let alone = right == 1 || (left == 1 && !counted);
    (left == 1 && right == 1) || (family && (alone || line.any(gap.end + 1, AFTER_NAME).is_some()))
}

/// What a title ends in that a text follows on the same line.
const TITLES: &[&str] = &[
    "材料", "总结", "报告", "方案", "通知", "通报", "意见", "办法", "讲话", "汇报", "计划", "要点", "纪要", "简报",
    "说明", "制度", "细则", "规定", "条例", "公告", "通告", "提纲", "致辞",
];
/// The shortest title that a text follows, in characters.
const TITLE: usize = 8;
/// The longest dateline of a news item, in characters.
const DATELINE: usize = 30;

/// Whether what stands before the gap is a heading of the line: 第三条, a title, the dateline of a news item.
fn is_heading(line: &Line<'_>, gap: &Range<usize>) -> bool {
    let first = line.first();
    let head = line.chars.get(first..gap.start).unwrap_or_default();
    if head.iter().any(|c| matches!(c, '，' | '。' | '；' | '、' | '：')) {
        return false;
    }
    let numbered = match head {
        ['第', number @ .., unit] => {
            "条章节款项篇部步".contains(*unit)
                && number.iter().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百〇零".contains(*c))
        }
        _ => false,
    };
    let titled = head.len() >= TITLE && line.any_before(gap.start, TITLES).is_some();
    let dateline = head.len() <= DATELINE && matches!(head.last(), Some('电' | '讯'));
    numbered || titled || dateline
}

/// Whether the sentence around the gap is short and has no mark of its own: a label, a headline, a slogan.
fn is_short(line: &Line<'_>, gap: &Range<usize>) -> bool {
    let from = line.run_before(gap.start, |c| !is_border(c));
    let to = line.run(gap.end, |c| !is_border(c));
    let sentence = line.chars.get(from..to).unwrap_or_default();
    let plain = !sentence.iter().any(|c| matches!(c, '，' | '、' | '：' | ',' | ':'));
    // One character alone is no part of a headline.
    plain && gap.start > from + 1 && to > gap.end + 1 && sentence.iter().filter(|c| !c.is_whitespace()).count() <= SHORT
}

/// The longest half of a headline in two parts, in characters.
const HALF: usize = 14;

/// Whether the gap parts the halves of a headline or slogan: two stretches of about one length between borders, as in
/// a heading that begins its paragraph.
fn is_slogan(line: &Line<'_>, gap: &Range<usize>) -> bool {
    let inner = |c: char| !is_mark(c) && !c.is_whitespace();
    let (from, to) = (line.run_before(gap.start, inner), line.run(gap.end, inner));
    let (left, right) = (gap.start - from, to - gap.end);
    let alike = left.abs_diff(right) <= 2 && left.max(right) <= HALF && left.min(right) > 1;
    let before = line.before(from);
    let after = line.at(to);
    let opens = before.is_none_or(|c| is_border(c) || c.is_whitespace()) || is_numbered(line, from);
    let closes = after.is_none_or(|c| is_border(c) || c.is_whitespace());
    alike && opens && closes
}

/// Whether what stands before `at` is the number of a label at the start of the line.
fn is_numbered(line: &Line<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|last| matches!(line.at(last), Some('、' | '）' | '：'))) && is_label(line, at)
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, mends, silent};

    #[test]
    fn blanks_beside_marks() {
        fires(
            "punct-space",
            &[
                "各组按时到岗⟦ ⟧，对照清单逐项查看⟦ ⟧。发现问题及时登记，⟦\u{a0}⟧限期整改到位并组织回访。",
                "学习“洁净家园”⟦ ⟧行动方案和《考评细则》⟦ ⟧的要求，明确分工、⟦  ⟧压实责任，确保任务按期完成。",
                "会议强调：⟦ ⟧各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访，𠀀里村。",
                "会议要求：⟦ ⟧各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访e\u{301}。",
                "全区共排查点位，⟦ ⟧2024年全部整改到位，群众满意率明显提升，𠀀里村和e\u{301}各一处，其余按期推进。",
            ],
        );
        silent(
            "punct-space",
            &[
                "一、 各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
                "所在街道： 各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
                "工作要求： 各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
                "会议时间： 各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
                "各组按时到岗，　对照清单逐项查看，使用， APP登记，发现问题限期整改到位并组织回访工作。",
                "时间， 地点",
                "各组按时到岗（ ），对照清单逐项查看“ ”，发现问题及时登记，限期整改到位并组织回访。",
                "本人 ，身份证号： ，于 年 月 日到岗，对照清单逐项查看，发现问题及时登记，限期整改到位。",
                "各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。 （李明轩）",
                "落实“路长制” “街长制”，各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改。",
                "各组按时到岗，    对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。 ",
            ],
        );
        mends(
            "punct-space",
            &[(
                "各组按时到岗 ， 对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
            )],
        );
    }

    #[test]
    fn blanks_between_characters() {
        fires(
            "han-space",
            &[
                "各组按时到岗，对照清单逐项⟦ ⟧查看，发现问题及时⟦\u{a0}⟧登记，限期整改到位并组织回访工作。",
                "全区𠀀里村⟦ ⟧整治点位12处，各组按时到岗e\u{301}，对照清单逐项查看，发现问题及时登记，限期整改。",
                "各组按时到岗，圆满完成任⟦ ⟧务，逐项查看以后发现问题及时登记，限期整改到位并组织回访工作。",
                "各组按时到岗，对⟦ ⟧照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "各组按时到岗（以下简称甲组、乙⟦ ⟧组丙），关注“云⟦ ⟧岭普法”，对照清单逐项查看，发现问题及时登记。",
                "一、压实责任。各组按时到岗，对照清单逐项查看，发现问题及时登记，做到件件有⟦ ⟧回音、事事有着落。",
            ],
        );
        silent(
            "han-space",
            &[
                "李 明、王 知牵头，各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
                "此项工作由李 明负责，各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位。",
                "各组按时到岗，逐项查看，发现问题及时登记，限期整改到位并组织回访。（本报报道 新华社记者李明轩）",
                "牵头单位：区住建局 责任单位：各街道，对照清单逐项查看，发现问题及时登记，限期整改到位。",
                "健全机制 压实责任。各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
                "一、坚持高位推动 凝聚创建合力。各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改。",
                "各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。（记者 李明轩 通讯员 王知远）",
                "各组 按时 到岗，对照 清单 逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "各组按时到岗，对照清单　逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "以“美丽家园 你我共建”为主题，各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改。",
                "各组 按时到岗",
                "第三条 各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "竹溪社区五事工作法经验材料 竹溪社区地处老城，对照清单逐项查看，发现问题及时登记整改。",
                "本报云岭7月3日讯 各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位。",
                "全体到岗，组长 李明轩 负责，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访。",
            ],
        );
        mends(
            "han-space",
            &[(
                "各组按时 到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
                "各组按时到岗，对照清单逐项查看，发现问题及时登记，限期整改到位并组织回访工作。",
            )],
        );
    }
}
