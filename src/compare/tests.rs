//! What a person sees of two versions, and that nothing of either is lost.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, TestCaseError, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

use super::*;
use crate::compare::model::{FormChange, Part, Stand};
use crate::corpus::correction::Corrections;
use crate::corpus::load::of_text;

pub(super) fn document(text: &str) -> Document {
    of_text(Path::new("稿.txt"), text, &Corrections::default())
}

pub(super) fn compared(old: &str, new: &str) -> Comparison {
    Comparison::new(&document(old), &document(new))
}

/// Passages with their fates and headings, changed paragraphs with their lots.
fn told(old: &str, new: &str) -> String {
    let comparison = compared(old, new);
    let mut out = String::new();
    for passage in &comparison.passages {
        let label = passage.site().map(|site| site.label.clone()).unwrap_or_default();
        let mut line = match passage.fate {
            Fate::Kept => String::new(),
            Fate::Moved => "移 ".to_owned(),
            Fate::Away(_) => "去 ".to_owned(),
            Fate::Inserted => "增 ".to_owned(),
            Fate::Deleted => "删 ".to_owned(),
            Fate::Split(_) => "分 ".to_owned(),
            Fate::Merged(_) => "并 ".to_owned(),
        };
        line += &if passage.renumbered {
            format!("[{}→]{label}", passage.old.as_ref().map(|s| s.label.clone()).unwrap_or_default())
        } else {
            label
        };
        if passage.retitled {
            line += "（改题）";
        }
        if let Some((one, other)) = passage.level_change() {
            line += &format!("（{one}级→{other}级）");
        }
        for paragraph in passage.paragraphs.iter().filter(|p| !p.heading) {
            line += match paragraph.lot {
                Lot::Kept if paragraph.is_changed() => " 改",
                Lot::Kept => "",
                Lot::Moved if paragraph.is_changed() => " 移改",
                Lot::Moved => " 移",
                Lot::Away => " 去",
                Lot::Inserted => " 增",
                Lot::Deleted => " 删",
            };
        }
        out += &line;
        out.push('\n');
    }
    out
}

const TITLE: &str = "青石镇2024年工作总结\n\n今年以来，我镇围绕年度目标任务，扎实推进各项工作，总体情况较好。\n";
const PUBLICITY: &str = "利用广播、展板和微信群，向群众讲清楚政策要求，发放宣传单200份，营造了浓厚氛围。\n";
const CLEANING: &str = "组织志愿者对背街小巷集中清扫，清运垃圾三十余吨，整治乱堆乱放一百二十处。\n";
const PATROL: &str = "民警和网格员每晚巡查两次，调解邻里纠纷十五起，辖区治安持续平稳向好。\n";
const TROUBLE: &str = "经费不足，人手偏紧，个别村组认识不到位，长效管护机制还没有建立起来。\n";

fn report(sections: &[(&str, &str)]) -> String {
    let mut text = TITLE.to_owned();
    for (heading, body) in sections {
        text += &format!("{heading}\n{body}");
    }
    text
}

#[test]
fn a_section_that_was_taken_out_renumbers_the_others() {
    let old = report(&[
        ("一、宣传发动", PUBLICITY),
        ("二、环境整治", CLEANING),
        ("三、治安巡防", PATROL),
        ("四、存在问题", TROUBLE),
    ]);
    let new = report(&[("一、宣传发动", PUBLICITY), ("二、治安巡防", PATROL), ("三、存在问题", TROUBLE)]);
    let title = "青石镇2024年工作总结";
    assert_eq!(
        told(&old, &new),
        format!(
            "{title}\n一、宣传发动\n删 二、环境整治 删\n[三、治安巡防→]二、治安巡防\n[四、存在问题→]三、存在问题\n"
        )
    );
    let comparison = compared(&old, &new);
    assert_eq!((comparison.counts.renumbered, comparison.counts.moved_sections, comparison.counts.changed), (2, 0, 0));
    assert_eq!(comparison.counts.inserted, 0);
}

#[test]
fn a_section_that_stands_elsewhere_is_moved_and_not_taken_out() {
    let old = report(&[("一、宣传发动", PUBLICITY), ("二、环境整治", CLEANING), ("三、治安巡防", PATROL)]);
    let changed = PUBLICITY.replace("200份", "350份");
    let new = report(&[("一、环境整治", CLEANING), ("二、治安巡防", PATROL), ("三、宣传发动", &changed)]);
    assert_eq!(
        told(&old, &new),
        "青石镇2024年工作总结\n去 三、宣传发动\n[二、环境整治→]一、环境整治\n[三、治安巡防→]二、治安巡防\n移 [一、宣传发动→]三、宣传发动 改\n"
    );
    let comparison = compared(&old, &new);
    assert_eq!((comparison.counts.moved_sections, comparison.counts.deleted, comparison.counts.inserted), (1, 1, 1));
    let away = comparison.passages.iter().find_map(|p| if let Fate::Away(to) = p.fate { Some(to) } else { None });
    assert!(away.and_then(|to| comparison.passages.get(to)).is_some_and(|passage| passage.fate == Fate::Moved));
}

#[test]
fn a_heading_may_change_and_a_section_go_under_another() {
    let old = report(&[
        ("一、主要做法", ""),
        ("（一）宣传发动", PUBLICITY),
        ("（二）环境整治", CLEANING),
        ("二、治安巡防", PATROL),
        ("三、存在问题", TROUBLE),
    ]);
    let retitled = old.replace("（二）环境整治", "（二）市容提升");
    assert_eq!(told(&old, &retitled).lines().nth(3), Some("（二）市容提升（改题）"));
    let new = report(&[
        ("一、主要做法", ""),
        ("（一）宣传发动", PUBLICITY),
        ("（二）环境整治", CLEANING),
        ("（三）治安巡防", PATROL),
        ("二、存在问题", TROUBLE),
    ]);
    assert_eq!(
        told(&old, &new).lines().skip(4).collect::<Vec<_>>(),
        ["[二、治安巡防→]（三）治安巡防（1级→2级）", "[三、存在问题→]二、存在问题"]
    );
}

#[test]
fn a_paragraph_that_stands_elsewhere_is_moved() {
    let both = format!("{PUBLICITY}{CLEANING}");
    let old = report(&[("一、主要做法", &both), ("二、治安情况", PATROL), ("三、存在问题", TROUBLE)]);
    let together = format!("{PATROL}{PUBLICITY}");
    let new = report(&[("一、主要做法", CLEANING), ("二、治安情况", &together), ("三、存在问题", TROUBLE)]);
    assert_eq!(told(&old, &new), "青石镇2024年工作总结\n一、主要做法 去\n二、治安情况 移\n三、存在问题\n");
    let turned = format!("{CLEANING}{PUBLICITY}");
    let inside = report(&[("一、主要做法", &turned), ("二、治安情况", PATROL), ("三、存在问题", TROUBLE)]);
    let seen = told(&old, &inside);
    assert!(seen.contains(" 移") && seen.contains(" 去") && !seen.contains('删'), "{seen}");
    // Moved and changed.
    let new = new.replace("发放宣传单200份", "发放宣传单800份");
    assert!(told(&old, &new).contains("二、治安情况 移改"));
    // Items of one section that are put into another order may be short.
    let (one, other) = ("抓好干部业务培训4期。\n", "配齐乡镇工作力量。\n");
    let old = report(&[("一、主要做法", &format!("{PUBLICITY}{one}{other}{PATROL}"))]);
    let new = report(&[("一、主要做法", &format!("{PUBLICITY}{other}{}{PATROL}", one.replace('4', "6")))]);
    let seen = told(&old, &new);
    assert!(seen.contains('移') && !seen.contains('删') && !seen.contains('增'), "{seen}");
    // What is short is taken out and put in.
    let old = report(&[("一、主要做法", &format!("{PUBLICITY}效果好。\n")), ("二、存在问题", TROUBLE)]);
    let new = report(&[("一、主要做法", PUBLICITY), ("二、存在问题", &format!("{TROUBLE}效果好。\n"))]);
    assert_eq!(told(&old, &new).lines().skip(1).collect::<Vec<_>>(), ["一、主要做法 删", "二、存在问题 增"]);
}

#[test]
fn a_section_is_split_and_merged() {
    let both = format!("{PUBLICITY}{CLEANING}");
    let whole = report(&[("一、主要做法", &both), ("二、存在问题", TROUBLE)]);
    let apart = report(&[("一、主要做法", PUBLICITY), ("二、环境整治", CLEANING), ("三、存在问题", TROUBLE)]);
    assert_eq!(told(&whole, &apart).lines().nth(2), Some("分 二、环境整治"));
    assert_eq!(told(&apart, &whole).lines().nth(2), Some("并 二、环境整治"), "{}", told(&apart, &whole));
}

#[test]
fn a_heading_that_begins_its_paragraph_is_another_form_and_no_other_text() -> Result<(), TestCaseError> {
    let old = "青石镇2024年工作总结\n一、主要做法\n（一）加强组织领导\n成立由镇长任组长的领导小组，定期研究解决问题，召开会议12次。\n\
        （二）广泛宣传发动\n利用广播和展板讲清楚政策要求，发放宣传单3000份，营造浓厚氛围𠀀e\u{301}。\n再说一段别的情况，写得长一些。\n";
    let new = old.replace("领导\n成立", "领导。成立").replace("12次", "15次").replace("发动\n利用", "发动。利用");
    for (old, new, form) in [(old, new.as_str(), FormChange::RunIn), (new.as_str(), old, FormChange::OwnLine)] {
        let comparison = compared(old, new);
        check(&comparison, old, new)?;
        let forms: Vec<_> = comparison.paragraphs().filter_map(|paragraph| paragraph.form).collect();
        prop_assert_eq!(forms, [form; 2]);
        prop_assert_eq!((comparison.counts.changed, comparison.moves.len(), comparison.facts.len()), (2, 0, 1));
        prop_assert_eq!(comparison.counts.deleted + comparison.counts.inserted, 4, "{}", comparison.summary());
        let rows: Vec<String> = comparison.rows(true).iter().map(super::rows::Row::text).collect();
        prop_assert_eq!(rows.iter().filter(|row| row.contains("单独成行")).count(), 2, "{:?}", rows);
        prop_assert!(comparison.rows(false).iter().flat_map(|row| &row.parts).all(|part| !part.text.is_empty()));
    }
    // Another text under the same heading is another text.
    let other = old.replace(
        "领导\n成立由镇长任组长的领导小组，定期研究解决问题，召开会议12次。",
        "领导。各村修建文化广场三处，配齐器材。",
    );
    prop_assert!(compared(old, &other).paragraphs().all(|paragraph| paragraph.form.is_none()));
    Ok(())
}

#[test]
fn a_text_without_a_title_that_begins_with_a_heading() {
    let old = format!("一、环境整治\n{CLEANING}二、治安巡防\n{PATROL}三、宣传发动\n{PUBLICITY}");
    let new = format!("一、宣传发动\n{PUBLICITY}二、环境整治\n{CLEANING}三、治安巡防\n{PATROL}");
    let comparison = compared(&old, &new);
    assert_eq!((comparison.counts.deleted, comparison.counts.inserted), (0, 0), "{}", told(&old, &new));
}

#[test]
fn texts_without_headings_and_with_odd_characters_are_compared() {
    let old = "第一段有𠀀和e\u{301}两种字，写得比较长一些。\n\n第二段说的是另外一件事情，与前面无关。\n";
    let new = "第一段有𠀀和e两种字，写得比较长一些。\n第二段说的是另外一件事情，与前面无关。\n新的一段。";
    let seen = told(old, new);
    assert!(seen.contains('改') && seen.contains('增') && !seen.contains('删'), "{seen}");
    assert!(compared(old, old).is_same());
    assert!(!compared(old, new).is_same());
    // Blanks around paragraphs are no words.
    assert!(compared(old, &old.replace("第二段", "\u{3000}\u{3000}第二段")).is_same());
}

/// Rebuilds both texts: the new one from the old one's characters and what was put in.
fn check(comparison: &Comparison, old: &str, new: &str) -> Result<(), TestCaseError> {
    let mut olds: Vec<(&Paragraph, Stand)> = comparison.paragraphs().filter_map(|p| Some((p, p.old?))).collect();
    let mut news: Vec<(&Paragraph, Stand)> = comparison.paragraphs().filter_map(|p| Some((p, p.new?))).collect();
    olds.sort_by_key(|(_, stand)| stand.span.start);
    news.sort_by_key(|(_, stand)| stand.span.start);
    let around = |text: &str, stand: Stand| {
        let before = slice(text, ByteSpan::new(stand.span.start, stand.core.start)).to_owned();
        (before, slice(text, ByteSpan::new(stand.core.end, stand.span.end)).to_owned())
    };
    let rebuilt = |all: &[(&Paragraph, Stand)], text: &str, part: &dyn Fn(&Part) -> String| {
        let mut out = String::new();
        for (paragraph, stand) in all {
            let (before, after) = around(text, *stand);
            prop_assert!(before.trim().is_empty() && after.trim().is_empty(), "{before:?} {after:?}");
            out += &before;
            out.extend(paragraph.parts.iter().map(part));
            out += &after;
        }
        Ok(out)
    };
    // What is the same is taken from the other text.
    let one = rebuilt(&olds, old, &|part| match part.kind {
        PartKind::Same => slice(new, part.new).to_owned(),
        _ => slice(old, part.old).to_owned(),
    })?;
    let other = rebuilt(&news, new, &|part| match part.kind {
        PartKind::Same => slice(old, part.old).to_owned(),
        _ => slice(new, part.new).to_owned(),
    })?;
    if !old.trim().is_empty() {
        prop_assert_eq!(one, old);
    }
    if !new.trim().is_empty() {
        prop_assert_eq!(other, new);
    }
    for found in &comparison.moves {
        prop_assert_eq!(slice(old, found.old), slice(new, found.new));
    }
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    prop_assert!(!comparison.is_same() || bare(old) == bare(new));
    for (index, passage) in comparison.passages.iter().enumerate() {
        if let Fate::Away(to) | Fate::Split(to) | Fate::Merged(to) = passage.fate {
            prop_assert!(to < comparison.passages.len() && to != index);
        }
    }
    Ok(())
}

/// A deed done to a text's lines.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize),
    Insert(usize, String),
    Replace(usize, usize, char),
    Move(usize, usize),
    Renumber(usize),
    Join(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<usize>().prop_map(Edit::Remove),
        (any::<usize>(), "[一二（）、甲乙0-9年。𠀀e\u{301}\n ]{0,30}").prop_map(|(at, text)| Edit::Insert(at, text)),
        (any::<usize>(), any::<usize>(), prop_oneof![Just('改'), Just('\n'), Just('7'), Just('\u{301}')])
            .prop_map(|(at, column, c)| Edit::Replace(at, column, c)),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Edit::Move(from, to)),
        (0_usize..9).prop_map(Edit::Renumber),
        any::<usize>().prop_map(Edit::Join),
    ]
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for edit in edits {
        let count = lines.len().max(1);
        match edit {
            Edit::Remove(at) if !lines.is_empty() => _ = lines.remove(at % count),
            Edit::Insert(at, text) => lines.insert(at % count, text.clone()),
            Edit::Replace(at, column, c) => {
                if let Some(line) = lines.get_mut(at % count) {
                    let chars: Vec<char> = line.chars().collect();
                    let place = column % (chars.len() + 1);
                    *line = chars.iter().take(place).chain([c]).chain(chars.iter().skip(place + 1)).collect();
                }
            }
            Edit::Move(from, to) if !lines.is_empty() => {
                let line = lines.remove(from % count);
                lines.insert(to % (lines.len() + 1), line);
            }
            Edit::Join(at) if lines.len() > 1 => {
                let at = at % (lines.len() - 1);
                let next = lines.remove(at + 1);
                lines.iter_mut().skip(at).take(1).for_each(|line| line.push_str(&next));
            }
            Edit::Renumber(by) => {
                let marks = ["一、", "二、", "三、", "四、", "（一）", "（二）"];
                for line in &mut lines {
                    let found = marks.iter().position(|mark| line.starts_with(mark));
                    if let Some(rest) =
                        found.and_then(|at| line.strip_prefix(marks.get(at).copied()?).map(str::to_owned))
                    {
                        let mark = marks.get((found.unwrap_or(0) + by) % marks.len()).copied().unwrap_or_default();
                        *line = format!("{mark}{rest}");
                    }
                }
            }
            _ => {}
        }
    }
    lines.join("\n")
}

proptest! {
    #[test]
    fn both_texts_can_be_rebuilt_after_any_edits(edits in vec(edit(), 0..12)) {
        let old = report(&[
            ("一、主要做法", ""),
            ("（一）宣传发动", PUBLICITY),
            ("（二）环境整治", CLEANING),
            ("二、治安巡防", PATROL),
            ("三、存在问题", TROUBLE),
        ]);
        let new = edited(&old, &edits);
        let (one, other) = (document(&old), document(&new));
        check(&Comparison::new(&one, &other), &one.text, &other.text)?;
        let back = Comparison::new(&other, &one);
        check(&back, &other.text, &one.text)?;
        prop_assert!(Comparison::new(&other, &other).is_same());
    }

    #[test]
    fn both_texts_can_be_rebuilt_from_anything(old in "[一二、（）甲乙。\n \u{3000}0-9年𠀀a\u{301}]{0,60}", new in "[一二、（）甲乙。\n \u{3000}0-9年𠀀a\u{301}]{0,60}") {
        let (one, other) = (document(&old), document(&new));
        check(&Comparison::new(&one, &other), &one.text, &other.text)?;
    }
}
