//! Headings by themselves: empty, ended with a full stop, said twice, too long or too deep.

use std::collections::{HashMap, HashSet};

use crate::corpus::outline::marker::Class;
use crate::lint::finding::Found;
use crate::lint::heading::Heading;
use crate::lint::label::{Label, labels};
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::{Piece, Subject};
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "heading-empty",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("标题下无内容", "nothing below the heading"),
        says: Words::new("标题“{}”下面没有内容，请补写或删去", "nothing stands below “{}”"),
        basis: Basis::new("", "实务"),
        wrong: "一、做法⏎正文。⏎⟦二、加大宣传。⟧⏎三、打算⏎正文。",
        right: "一、做法⏎正文。⏎二、加大宣传。⏎正文。⏎三、打算⏎正文。",
        doubt: Words::new("只列条目、不展开的清单可以这样。", "A list of items need not say more."),
        reach: REACH,
        needs: "",
        check: Check::Piece(empty),
    },
    Rule {
        id: "heading-stop",
        level: Level::Hint,
        used: Use::Off,
        fixes: false,
        name: Words::new("标题末用句号", "heading with a full stop"),
        says: Words::new("独占一行的标题末尾一般不用句号", "a heading of its own line needs no full stop"),
        basis: Basis::new("GB/T 15834 B.4", "通常"),
        wrong: "一、抓宣传⟦。⟧⏎全镇张贴标语横幅。⏎二、抓整治⏎全镇清理背街小巷。",
        right: "一、抓宣传⏎全镇张贴标语横幅。⏎二、抓整治⏎全镇清理背街小巷。",
        doubt: Words::new("许多公文的标题习惯用句号，全文一致即可。", "Many papers do so throughout, which is fine."),
        reach: REACH,
        needs: "",
        check: Check::Piece(stop),
    },
    Rule {
        id: "heading-dup",
        level: Level::Suspect,
        used: Use::On,
        fixes: false,
        name: Words::new("标题重复", "heading said twice"),
        says: Words::new("标题“{}”在同一级里已经有了，请核对", "“{}” is a heading at this level already"),
        basis: Basis::new("", "实务"),
        wrong: "（一）抓落实⏎正文。⏎⟦（二）抓落实⟧⏎正文。",
        right: "（一）抓部署⏎正文。⏎（二）抓落实⏎正文。",
        doubt: Words::new("逐项填写同样栏目的材料可以这样。", "Papers that fill in the same form again may do so."),
        reach: REACH,
        needs: "",
        check: Check::Piece(twice),
    },
    Rule {
        id: "heading-long",
        level: Level::Hint,
        used: Use::On,
        fixes: false,
        name: Words::new("标题过长过深", "heading too long or too deep"),
        says: Words::new("标题{}，请精简", "the heading is too much: {}"),
        basis: Basis::new("GB/T 9704 7.3.3", "实务"),
        wrong: "一、⟦坚持把全镇文明城市创建工作放在更加突出的位置统筹谋划部署扎实推进各项重点任务落地见效并长期保持下去⟧⏎全镇围绕目标推进工作。⏎二、下一步打算⏎继续推进工作。",
        right: "一、统筹推进文明城市创建⏎全镇围绕目标推进工作。⏎二、下一步打算⏎继续推进工作。",
        doubt: Words::new("一句话的条目可能被当成标题。", "An item of one sentence may have been taken for a heading."),
        reach: REACH,
        needs: "",
        check: Check::Piece(long),
    },
];

/// Numbers of headings hold marks that look like other things.
const REACH: Reach = Reach { shielded: true, titles: true, ..Reach::TEXT };

/// The longest heading on its own line that says something by itself, in characters.
const ITEM: usize = 40;
/// The most ideographs of a heading on its own line.
const LONGEST: usize = 40;
/// The most levels.
const DEEPEST: u8 = 4;

fn line_of<'s, 't>(subject: &'s Subject<'t>, heading: &Heading) -> Option<&'s Line<'t>> {
    subject.lines.get(heading.line)
}

/// Whether something stands below the heading at `at`: text or a heading of a lower level.
fn has_body(piece: &Piece, at: usize) -> bool {
    let Some(heading) = piece.headings.get(at) else { return false };
    let below = piece.headings.get(at + 1).is_some_and(|next| next.level > heading.level);
    heading.body || heading.run_in || below
}

fn empty(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    // How many headings of one class stand below one parent, and how many of them have something below.
    let mut siblings: HashMap<(Option<usize>, Class), (usize, usize)> = HashMap::new();
    for (at, heading) in piece.headings.iter().enumerate() {
        let slot = siblings.entry((heading.parent, heading.class)).or_default();
        *slot = (slot.0 + 1, slot.1 + usize::from(has_body(piece, at)));
    }
    for (at, heading) in piece.headings.iter().enumerate() {
        if heading.number == 0 || heading.run_in || heading.class == Class::Item || has_body(piece, at) {
            continue;
        }
        let Some(line) = line_of(subject, heading) else { continue };
        let length = line.end().saturating_sub(line.first());
        if length > ITEM
            || line.text.trim_end().ends_with(['；', ';', '，', ',', '、', '：', ':'])
            || says(heading, line)
        {
            continue;
        }
        // It has no body itself, so the full ones are others.
        let (all, full) = siblings.get(&(heading.parent, heading.class)).copied().unwrap_or_default();
        let all = all.saturating_sub(1);
        // One neighbour with text tells little.
        if full * 3 > all * 2 && full >= 2 && follows(subject, piece, at) {
            found.put(line, line.first()..line.end()).about(heading.text.as_str());
        }
    }
}

/// Whether a heading says itself what it is about: a whole sentence, a field with its value, 略.
fn says(heading: &Heading, line: &Line<'_>) -> bool {
    let (text, whole) = (heading.text.as_str(), line.text.trim());
    let sentence = whole.ends_with('。') && text.chars().count() > SENTENCE;
    let field = text.split_once(['：', ':']).is_some_and(|(_, value)| value.chars().count() >= 2);
    sentence || field || whole.contains('略') || text.trim().contains(['　', '\t']) || text.trim().contains("  ")
}

/// The longest heading that ends in a full stop, in characters.
const SENTENCE: usize = 18;

/// Whether the line below is the next heading, or the piece ends: nothing else, no table and no picture, stands there.
fn follows(subject: &Subject<'_>, piece: &Piece, at: usize) -> bool {
    let Some(heading) = piece.headings.get(at) else { return false };
    let following = piece.headings.get(at + 1);
    // A row of text that was taken for a heading.
    if following.is_some_and(|next| next.class == Class::Plain && next.text.contains(['，', '。', '；', ','])) {
        return false;
    }
    let next = following.map_or(piece.lines.end, |next| next.line);
    (heading.line + 1..next).filter_map(|line| subject.lines.get(line)).all(|line| line.first() == line.len())
}

fn stop(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    let mut lines: Vec<usize> =
        piece.headings.iter().filter(|heading| !heading.run_in).map(|heading| heading.line).collect();
    // One that stands alone in its piece is no heading to the outline.
    let alone = |label: &Label| matches!(label.class, Class::Han | Class::HanBracket) && label.number == 1;
    let labels = if piece.headings.is_empty() { labels(subject, piece) } else { Vec::new() };
    lines.extend(labels.iter().filter(|label| alone(label)).map(|label| label.line));
    for line in lines.into_iter().filter_map(|at| subject.lines.get(at)) {
        let end = line.end();
        if line.before(end) == Some('。') && !line.part(0..end - 1).contains('。') && end - line.first() <= ITEM {
            found.put(line, end - 1..end);
        }
    }
}

/// What headings of one series share: parent, class and word.
type Kin<'h> = (Option<usize>, Class, &'h str);

fn twice(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    // The series that is open of each kind below each parent: its last number and what its headings say. A number that is
    // not higher begins another one.
    let mut series: HashMap<Kin<'_>, (u32, HashSet<&str>)> = HashMap::new();
    for heading in piece.headings.iter().filter(|heading| heading.number > 0) {
        let (last, said) = series.entry((heading.parent, heading.class, heading.word.as_str())).or_default();
        if heading.number <= *last {
            said.clear();
        }
        *last = heading.number;
        let same = !said.insert(heading.text.as_str());
        if !same || heading.text.chars().filter(|c| is_han(*c)).count() < 2 {
            continue;
        }
        let Some(line) = line_of(subject, heading) else { continue };
        let end = heading.marker.end
            + line.part(heading.marker.end..line.len()).find(&heading.text).map_or(0, |byte| {
                line.part(heading.marker.end..line.len()).get(..byte).map_or(0, |gap| gap.chars().count())
            });
        let end = (end + heading.text.chars().count()).min(line.len());
        found.put(line, heading.marker.start..end).about(heading.text.as_str());
    }
}

fn long(subject: &Subject<'_>, piece: &Piece, found: &mut Found) {
    for heading in &piece.headings {
        let Some(line) = line_of(subject, heading) else { continue };
        if heading.level > DEEPEST && heading.number == 1 && heading.class != Class::Item {
            found.put(line, heading.marker.clone()).about(format!("超过{DEEPEST}级"));
            continue;
        }
        let text = heading.marker.end..line.end();
        let han = line.chars.get(text.clone()).unwrap_or_default().iter().filter(|c| is_han(**c)).count();
        if !heading.run_in
            && heading.number > 0
            && han > LONGEST
            && !line.part(text.clone()).contains(['。', '；', ';'])
        {
            found.put(line, text).about(format!("有{han}个字"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    const BODY: &str = "全镇围绕目标扎实推进各项工作，群众满意度明显提高，𠀀e\u{301}。";

    fn finds(id: &str, texts: &[&str]) {
        let texts: Vec<String> = texts.iter().map(|text| text.replace('B', BODY)).collect();
        fires(id, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }

    fn leaves(id: &str, texts: &[&str]) {
        let texts: Vec<String> = texts.iter().map(|text| text.replace('B', BODY)).collect();
        silent(id, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn headings_over_nothing() {
        finds(
            "heading-empty",
            &[
                "一、做法⏎（一）摸底⏎B⏎（二）整治⏎B⏎⟦（三）督查𠀀⟧⏎二、成效⏎B⏎三、打算⏎B",
                "一、做法⏎B⏎二、成效⏎B⏎⟦三、下一步打算⟧",
                "一、做法⏎1.摸底⏎B⏎2.整治⏎B⏎⟦3.督查e\u{301}⟧⏎4.回访⏎B⏎二、打算⏎B",
            ],
        );
        leaves(
            "heading-empty",
            &[
                "一、做法⏎B⏎二、成效⏎1.甲事⏎B⏎2.乙事⏎B⏎三、打算⏎B",
                "一、摸清底数；⏎二、抓好整治；⏎三、督促整改。",
                "一、做法⏎二、成效⏎三、打算⏎一、做法⏎B⏎二、成效⏎B⏎三、打算⏎B",
                "一、做法⏎B⏎二、成效⏎见下表⏎三、打算⏎B",
                "一、做法⏎B⏎二、时间：6月下旬⏎三、打算⏎B⏎四、其他⏎B",
                "一、做法⏎B⏎二、成效（略）⏎三、打算⏎B⏎四、其他⏎B",
                "一、做法⏎B⏎二、对业务范围相同相近的社会团体依法予以合并。⏎三、打算⏎B⏎四、其他⏎B",
            ],
        );
    }

    #[test]
    fn headings_that_end_in_a_full_stop() {
        finds(
            "heading-stop",
            &[
                "一、做法⟦。⟧⏎B⏎二、打算⏎B",
                "（一）摸底𠀀⟦。⟧⏎B⏎（二）整治⟦。⟧　⏎B",
                "一、做法⏎1.甲事⟦。⟧⏎B⏎2.乙事⏎B⏎二、打算⏎B",
                "一、抓督查⟦。⟧",
                "（一）抓督查𠀀⟦。⟧",
            ],
        );
        leaves(
            "heading-stop",
            &["一、做法。B⏎二、打算。B", "一、做法⏎B⏎二、打算？⏎B", "一、抓督查。B", "1.抓督查。", "一、抓督查；"],
        );
    }

    #[test]
    fn headings_said_twice() {
        finds(
            "heading-dup",
            &[
                "一、主要做法⏎B⏎二、工作成效⏎B⏎⟦三、主要做法⟧⏎B",
                "一、做法⏎（一）加强领导。B⏎（二）压实责任。B⏎⟦（三）加强领导⟧。B⏎二、打算⏎B",
                "1.摸清𠀀里底数⏎B⏎2.抓好整治⏎B⏎⟦3.摸清𠀀里底数⟧⏎B⏎4.回访⏎B",
            ],
        );
        leaves(
            "heading-dup",
            &[
                "一、做法⏎（一）加强领导⏎B⏎二、打算⏎（一）加强领导⏎B",
                "一、基本情况⏎B⏎二、打算⏎B⏎一、基本情况⏎B⏎二、打算⏎B",
                "一、加强领导⏎B⏎二、加强领导班子建设⏎B",
                "一、做法⏎1.摸底⏎B⏎2.整治⏎B⏎1.摸底⏎B⏎2.整治⏎B⏎二、打算⏎B",
            ],
        );
    }

    #[test]
    fn headings_that_are_too_long() {
        finds(
            "heading-long",
            &[
                "一、做法⏎（一）摸底⏎1.甲事⏎（1）乙事⏎⟦①⟧丙事⏎B⏎②丁事⏎B⏎（2）戊事⏎B⏎2.己事⏎B⏎（二）整治⏎B⏎二、打算⏎B",
                "一、做法⏎B⏎二、⟦着力推动全镇背街小巷老旧小区农贸市场和城乡结合部环境卫生突出问题专项整治工作取得新的更大成效⟧⏎B",
                "（一）做法⏎B⏎（二）⟦坚持领导带头包片干部包点党员包户群众参与的工作机制推动创建任务𠀀落实到每个岗位每名干部⟧⏎B",
            ],
        );
        leaves(
            "heading-long",
            &[
                "一、做法⏎B⏎二、打算⏎B",
                "B⏎B",
                "一、抓好摸底、整治、督查三个环节，做到任务、责任、时限三落实⏎B⏎二、打算⏎B",
            ],
        );
    }
}
