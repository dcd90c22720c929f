//! Numbers of a series: one is missing, the first is not one, styles are mixed, levels are upside down.

use std::collections::HashMap;

use super::shi_series::first_and_second;
use crate::corpus::outline::marker::Class;
use crate::lint::finding::Found;
use crate::lint::label::{FAR, Label, firsts, is_written, labels};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "label-gap",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("序号不连续", "gap in the numbers"),
        says: Words::new("序号与前一个不连续：{}，请核对", "the numbers do not follow: {}"),
        basis: Basis::new("", "实务"),
        wrong: "一、做法⏎正文。⏎⟦三、⟧打算⏎正文。",
        right: "一、做法⏎正文。⏎二、打算⏎正文。",
        doubt: Words::new(
            "节选的文件和分开排的两组序号可以这样。",
            "An excerpt, or two lists side by side, may count so.",
        ),
        reach: REACH,
        needs: "",
        check: Check::Piece(gap),
    },
    Rule {
        id: "label-start",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("序号不从一起", "numbers do not begin at one"),
        says: Words::new("这一级序号从“{}”开始，前面的是否漏了", "the numbers begin at “{}”"),
        basis: Basis::new("", "实务"),
        wrong: "⟦（二）⟧开展宣传。⏎（三）联合整治。",
        right: "（一）开展宣传。⏎（二）联合整治。",
        doubt: Words::new("节选的文件可以从中间开始。", "An excerpt may begin in the middle."),
        reach: REACH,
        needs: "",
        check: Check::Piece(start),
    },
    Rule {
        id: "label-inverted",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("序号层次颠倒", "levels upside down"),
        says: Words::new("“（一）”排在“1.”之下，层次颠倒，请调整", "（一） stands below 1.: levels upside down"),
        basis: Basis::new("GB/T 15834 B.3.8", "宜"),
        wrong: "1.问题⏎⟦（一）⟧认识不足⏎正文。",
        right: "一、问题⏎（一）认识不足⏎正文。",
        doubt: Words::new("两组序号可能互不相属。", "The two series may have nothing to do with each other."),
        reach: REACH,
        needs: "",
        check: Check::Piece(inverted),
    },
    Rule {
        id: "label-skip",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("序号跳级", "a level is left out"),
        says: Words::new("“一、”之下直接用了“{}”，中间少了一级", "“{}” stands right below 一、"),
        basis: Basis::new("GB/T 9704 7.3.3", "可以"),
        wrong: "一、做法⏎⟦（1）⟧建机制",
        right: "一、做法⏎（一）建机制",
        doubt: Words::new("层次不多时可以跳用。", "A level may be left out where there are few."),
        reach: REACH,
        needs: "",
        check: Check::Piece(skip),
    },
    Rule {
        id: "label-lone",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("只有一个序号", "a lone number"),
        says: Words::new("“{}”之后没有同级的下一项，不必编号", "nothing follows “{}” at its level"),
        basis: Basis::new("", "实务"),
        wrong: "一、问题⏎⟦（一）⟧认识不足。⏎二、打算",
        right: "一、问题⏎认识不足。⏎二、打算",
        doubt: Words::new("其余各项可能在表格或附件里。", "The others may stand in a table or an appendix."),
        reach: REACH,
        needs: "",
        check: Check::Piece(lone),
    },
    Rule {
        id: "label-style-mixed",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("序号写法不一", "mixed marks of numbers"),
        says: Words::new("同一组序号写法不一：{}", "one series, two ways of writing: {}"),
        basis: Basis::new("", "实务"),
        wrong: "1.建机制⏎⟦2、⟧抓督办",
        right: "1.建机制⏎2.抓督办",
        doubt: Words::new("可能是两组不同的序号。", "These may be two series."),
        reach: REACH,
        needs: "",
        check: Check::Piece(mixed),
    },
];

/// Marks of numbers hold dots and figures that look like other things.
const REACH: Reach = Reach { shielded: true, ..Reach::TEXT };

fn shown(subject: &Subject<'_>, label: &Label) -> String {
    subject.lines.get(label.line).map_or("", |line| line.part(label.marker.clone())).to_owned()
}

fn put(subject: &Subject<'_>, label: &Label, about: String, found: &mut Found) {
    if let Some(line) = subject.lines.get(label.line) {
        found.put(line, label.marker.clone()).about(about);
    }
}

/// Whether labels of this class nearly always count headings.
const fn is_strong(class: Class) -> bool {
    matches!(class, Class::Part | Class::Chapter | Class::Division | Class::Han | Class::HanBracket | Class::Named)
}

fn gap(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let all = labels(subject, piece);
    let firsts = firsts(&all);
    for (at, label) in all.iter().enumerate() {
        let Some(before) = label.before.and_then(|before| all.get(before)) else { continue };
        let step = label.number - before.number;
        if step == 1 || !is_series(&all, &firsts, at) || is_told(&all, before, step) {
            continue;
        }
        let place = (before.line, before.marker.end);
        let here = (label.line, label.marker.start);
        let written = |number: u32| is_written(subject, label, number, place, here);
        // 1、2、 and then 附件：1．…, 2．: another list, of which the first stands behind a word.
        if step == 0 && label.after.is_none() && !is_strong(label.class) && (label.mark != before.mark || written(1)) {
            continue;
        }
        if (before.number + 1..label.number).any(written) || step == 0 && written(before.number + 1) {
            continue;
        }
        put(subject, label, format!("{}→{}", shown(subject, before), shown(subject, label)), found);
    }
}

/// Whether the label before was told of already: of 二、四、四、 the first 四、 is wrong, of 四、四、六、 the second.
fn is_told(all: &[Label], before: &Label, step: u32) -> bool {
    let earlier = before.before.and_then(|earlier| all.get(earlier)).map(|earlier| before.number - earlier.number);
    earlier == Some(2) && step == 0 || earlier == Some(0) && step == 2
}

/// Whether the labels around the one at `at` count: what follows goes up, and weak ones are three and more from one on.
fn is_series(all: &[Label], firsts: &[(usize, usize)], at: usize) -> bool {
    let (Some(label), Some((first, count))) = (all.get(at), firsts.get(at).copied()) else { return false };
    let Some(first) = all.get(first) else { return false };
    let after = label.after.and_then(|after| all.get(after));
    let repeats = label.before.and_then(|before| all.get(before)).is_some_and(|before| before.number == label.number);
    // How far the next one is: of 1. 3. 3. 4. the next one shows that the 3. before it is wrong, of 1. 2. 2. 4. too.
    let step = after.map(|after| after.number - label.number);
    match (is_strong(label.class), repeats) {
        (true, false) => true,
        (true, true) => step != Some(0) && first.number == 1,
        (false, false) => first.number == 1,
        (false, true) => first.number == 1 && count >= 3 && matches!(step, None | Some(1 | 2)),
    }
}

fn start(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let all = labels(subject, piece);
    // The last label of each kind.
    let mut seen: HashMap<(Class, &str), u32> = HashMap::new();
    for label in &all {
        let earlier = seen.insert((label.class, label.word.as_str()), label.number);
        let legal = matches!(label.class, Class::Article | Class::Ordinal);
        if label.number < 2 || legal || label.before.is_some() || earlier.is_some_and(|last| last + 1 == label.number) {
            continue;
        }
        let above = label.parent.and_then(|parent| all.get(parent));
        // Further on, it is a series below another parent that lost its first number.
        if earlier.is_some() && (above.is_none() || label.class != Class::HanBracket) {
            continue;
        }
        let after = label.after.and_then(|after| all.get(after));
        let goes_on = after.is_some_and(|after| after.number == label.number + 1);
        let fits = label.number <= 3 && is_strong(label.class) && earlier.is_none()
            || goes_on && label.number <= 3
            || goes_on && is_strong(label.class);
        let from = match (earlier, above) {
            (Some(_), Some(above)) => (above.line, above.marker.end),
            _ => (piece.lines.start, 0),
        };
        let written = |number: u32| is_written(subject, label, number, from, (label.line, label.marker.start));
        if !fits || (1..label.number).any(written) || earlier.is_none() && goes_on_from_before(subject, piece, label) {
            continue;
        }
        put(subject, label, shown(subject, label), found);
    }
}

/// Whether a piece before this one ends its count just before `label`: one text that was taken for two.
fn goes_on_from_before(subject: &Subject<'_>, piece: &Piece, label: &Label) -> bool {
    let earlier = subject.pieces.iter().take_while(|other| other.lines.start < piece.lines.start).last();
    earlier.is_some_and(|earlier| {
        let last =
            labels(subject, earlier).into_iter().rfind(|other| other.class == label.class && other.word == label.word);
        last.is_some_and(|last| last.number > 1 && last.number + 1 == label.number)
    })
}

fn inverted(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let all = labels(subject, piece);
    if all.iter().any(|label| matches!(label.class, Class::Han | Class::Chapter | Class::Part | Class::Division)) {
        return;
    }
    for (at, label) in all.iter().enumerate().filter(|(_, label)| label.class == Class::HanBracket && label.number == 1)
    {
        let Some(above) = at.checked_sub(1).and_then(|at| all.get(at)).filter(|above| above.class == Class::Arabic)
        else {
            continue;
        };
        let between = (above.line + 1..label.line).filter_map(|at| subject.lines.get(at));
        let directly = between.into_iter().all(|line| line.first() == line.len());
        let later = all.iter().skip(at + 1).find(|later| later.class == Class::Arabic);
        let resumes = later.is_some_and(|later| later.number == above.number + 1);
        let heads = subject.lines.get(above.line).is_some_and(|line| line.len() <= HEADING);
        if heads && directly && (resumes || later.is_none()) {
            put(subject, label, String::new(), found);
        }
    }
}

/// The longest line that is a heading, in characters.
const HEADING: usize = 40;

fn skip(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let all = labels(subject, piece);
    for label in
        all.iter().filter(|label| matches!(label.class, Class::ArabicBracket | Class::Circled) && label.number == 1)
    {
        if label.parent.and_then(|parent| all.get(parent)).is_some_and(|parent| parent.class == Class::Han) {
            put(subject, label, shown(subject, label), found);
        }
    }
}

fn lone(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let all = labels(subject, piece);
    for (at, label) in all.iter().enumerate().filter(|(_, label)| label.number == 1 && label.after.is_none()) {
        let counted = matches!(
            label.class,
            Class::Han | Class::HanBracket | Class::Arabic | Class::ArabicBracket | Class::Circled
        );
        // A count that runs on over the sections above goes on somewhere.
        let runs_on =
            all.iter().skip(at + 1).find(|other| other.class == label.class).is_some_and(|other| other.number != 1);
        if !counted || runs_on {
            continue;
        }
        let level = |other: &Label| label.parent.is_none() || other.class < label.class;
        // What stands further away than it is looked at does not matter.
        let near = all.iter().skip(at + 1).take_while(|other| other.line <= label.line + FAR);
        let end = near
            .into_iter()
            .find(|other| level(other) && other.class != label.class)
            .map_or(piece.lines.end, |other| other.line);
        if !is_written(subject, label, 2, (label.line, label.marker.end), (end, 0)) {
            put(subject, label, shown(subject, label), found);
        }
    }
}

fn mixed(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    first_and_second(subject, piece, found);
    let all = labels(subject, piece);
    let firsts = firsts(&all);
    for (label, (first, _)) in all.iter().zip(firsts) {
        let Some(before) = label.before.and_then(|before| all.get(before)) else { continue };
        let dotted = |label: &Label| matches!(label.mark, '.' | '、');
        let counts = matches!(label.class, Class::Arabic | Class::Han)
            && dotted(label)
            && dotted(before)
            && label.mark != before.mark;
        if counts && label.number == before.number + 1 && all.get(first).is_some_and(|first| first.mark != label.mark) {
            put(subject, label, format!("{} {}", shown(subject, before), shown(subject, label)), found);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    /// Some words below a heading.
    const BODY: &str = "全镇围绕目标扎实推进各项工作，群众满意度明显提高，𠀀e\u{301}。";

    fn with_body(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| text.replace('B', BODY)).collect()
    }

    fn finds(id: &str, texts: &[&str]) {
        let texts = with_body(texts);
        fires(id, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn leaves(id: &str, texts: &[&str]) {
        let texts = with_body(texts);
        silent(id, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn gaps() {
        finds(
            "label-gap",
            &[
                "一、做法⏎（一）部署⏎B⏎⟦（三）⟧督查⏎B⏎二、打算⏎B",
                "一、做法⏎B⏎二、成效⏎B⏎⟦五、⟧打算⏎B",
                "一、做法⏎B⏎二、成效⏎B⏎⟦二、⟧打算⏎B⏎四、结语⏎B",
                "下一步：⏎（一）不断自查自纠；⏎⟦（三）⟧健全制度，B⏎（四）做好保障，B",
                "一、做法⏎1.摸底。B⏎2.整治。B⏎⟦4.⟧督办。B⏎5.回访。B⏎二、打算⏎B",
                "一、做法⏎B⏎二、成效⏎B⏎⟦四、⟧问题⏎B⏎四、打算⏎B",
                "第一章　总则⏎B⏎⟦第三章⟧　附则⏎B",
                "一、做法⏎（一）甲事⏎B⏎（二）乙事⏎B⏎⟦三、⟧打算⏎B",
                "1.摸底。共2.5亿元。B⏎⟦3.⟧整治。B⏎3.督办。B⏎4.回访。B",
                "1.摸底。B⏎2.整治。B⏎⟦2.⟧督办。B⏎4.回访。B",
                "1.摸底。B⏎2.整治。B⏎⟦2.⟧督办。B",
                "一、做法⏎（1）摸底。B⏎（2）整治。B⏎⟦（2）⟧督办。B⏎二、打算⏎B",
                "①摸底。B⏎②整治。B⏎⟦②⟧督办。B",
                "一、做法⏎综合得分位居全县第二，B⏎⟦三、⟧打算⏎第二，要抓宣传。B",
                "一、做法⏎B占三分之二，周二、周三巡查。⏎⟦三、⟧打算⏎B",
                "第一章　总则⏎第二季度B⏎⟦第三章⟧　附则⏎B",
            ],
        );
        leaves(
            "label-gap",
            &[
                "一、做法⏎（一）甲事⏎B⏎（二）乙事⏎B⏎二、打算⏎（三）丙事⏎B⏎（四）丁事⏎B",
                "第一章　总则⏎一、甲事⏎B⏎二、乙事⏎B⏎第二章　分则⏎三、丙事⏎B⏎四、丁事⏎B",
                "一、做法⏎主要有：（一）甲事；（二）乙事。⏎（三）丙事，B⏎二、打算⏎B",
                "一、甲事⏎B⏎二⏎乙事⏎B⏎三、丙事⏎B",
                "一、甲事⏎B⏎第二，乙事。B⏎三、丙事⏎B",
                "一、甲事⏎B⏎B二、乙事⏎B⏎三、丙事⏎B",
                "（二）甲事⏎B⏎三）乙事⏎B⏎（四）丙事⏎B",
                "一、甲⏎B⏎二、乙⏎B⏎一、丙⏎B⏎二、丁⏎B",
                "1.甲事⏎B⏎2、乙事⏎B⏎3.丙事⏎B",
                "2.5亿元用于整治。⏎4.6亿元用于建设。",
                "A. 甲⏎C. 乙",
                "1、摸底。B⏎2、整治。B⏎附件：1．名单⏎2．表格",
                "1.摸底。B⏎2.整治。B⏎附件：1.名单⏎2.表格",
            ],
        );
    }

    #[test]
    fn series_that_do_not_begin_at_one() {
        finds(
            "label-start",
            &[
                "⟦二、⟧成效⏎B⏎三、打算⏎B",
                "一、做法⏎⟦（二）⟧整治⏎B⏎（三）督查⏎B⏎二、打算⏎B",
                "一、做法⏎⟦2.⟧整治。B⏎3.督查。B⏎二、打算⏎B",
                "一、做法⏎（一）甲事⏎B⏎（二）乙事⏎B⏎（三）丙事⏎B⏎二、打算⏎⟦（二）⟧丁事⏎B⏎（三）戊事⏎B",
            ],
        );
        leaves(
            "label-start",
            &[
                "一、做法⏎包括：（一）摸底，B⏎（二）整治，B",
                "1.甲事。B⏎2、乙事。B⏎3、丙事。B",
                "45.3亿元⏎B",
                "第五条　甲。⏎第六条　乙。",
                "一⏎甲事⏎B⏎二、乙事⏎B",
            ],
        );
    }

    #[test]
    fn levels_upside_down() {
        finds(
            "label-inverted",
            &[
                "1、做法⏎⟦（一）⟧甲事𠀀⏎B⏎（二）乙事⏎B",
                "B⏎1.做法⏎⏎⟦(一)⟧甲事⏎B⏎2.打算⏎B",
                "1.存在问题⏎⟦（一）⟧认识不足⏎B⏎（二）投入不足⏎B⏎2.下步打算⏎⟦（一）⟧建机制⏎B",
            ],
        );
        leaves(
            "label-inverted",
            &["一、问题⏎1.表现⏎（一）甲事⏎B", "1.甲事⏎B⏎2.乙事⏎B⏎（一）丙事⏎B⏎（二）丁事⏎B", "（一）甲事⏎1.乙事⏎B"],
        );
    }

    #[test]
    fn a_level_left_out() {
        finds(
            "label-skip",
            &["一、做法⏎⟦①⟧建机制⏎②抓督办", "一、做法⏎B⏎⟦（1）⟧甲⏎（2）乙", "一、做法⏎B⏎二、打算⏎⟦⑴⟧甲𠀀⏎⑵乙"],
        );
        leaves("label-skip", &["一、做法⏎1.建机制⏎（1）甲", "一、做法⏎（一）甲⏎（1）乙", "（1）甲⏎（2）乙"]);
    }

    #[test]
    fn lone_numbers() {
        finds(
            "label-lone",
            &[
                "一、问题⏎⟦1.⟧认识不足，B⏎二、打算⏎B",
                "一、做法⏎B⏎二、打算⏎⟦（一）⟧建机制，B",
                "一、做法⏎⟦（1）⟧建机制，𠀀B⏎二、打算⏎B",
            ],
        );
        leaves(
            "label-lone",
            &[
                "一、做法⏎（一）甲事⏎B⏎二、打算⏎（二）乙事⏎B",
                "一、做法⏎（一）甲事；（二）乙事。⏎二、打算⏎B",
                "〔1〕普惠率指普惠园占比。",
                "第一章　总则⏎B",
            ],
        );
    }

    #[test]
    fn mixed_marks() {
        finds(
            "label-style-mixed",
            &[
                "要求如下：首先是摸底；⟦二是⟧整治；三是督办，𠀀e\u{301}。",
                "首先是组织到位。B⏎⟦二是⟧宣传到位。B⏎三是督查到位。B",
            ],
        );
        leaves(
            "label-style-mixed",
            &[
                "首先是摸底，其次是整治。一是看街巷；二是看集市。",
                "首先是摸底：一是看街巷；二是看集市。",
                "一是摸底；二是整治。",
                "首先是摸底。B⏎一、做法⏎二是整治。",
            ],
        );
        finds("label-style-mixed", &["1.甲事，B⏎⟦2、⟧乙事，B⏎3.丙事，B", "一、甲事⏎B⏎⟦二．⟧乙事⏎B"]);
        leaves(
            "label-style-mixed",
            &["1.甲事⏎1、乙⏎2、丙⏎2.丁事⏎B", "1.甲事⏎2.乙事⏎3．丙事", "一、甲事⏎1.乙⏎二、丙事⏎1.丁"],
        );
    }
}
