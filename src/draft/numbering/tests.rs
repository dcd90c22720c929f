//! Numbering as a whole, and what holds whatever is done.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

use super::{Direction, Plan, Reach, Refusal, level, renumber, shift};
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::editor::Editor;
use crate::draft::motion::Motion;
use crate::draft::origin::{Origins, Source};

/// The text after a deed, `|` at the caret.
fn done(text: &str, act: impl Fn(&Buffer, Pos) -> Result<Plan, Refusal>) -> Result<String, Refusal> {
    let (before, after) = text.split_once('|').unwrap_or((text, ""));
    let mut buffer = Buffer::from_text(&format!("{before}{after}"));
    let plan = act(&buffer, buffer.at_offset(before.len()))?;
    for change in &plan.changes {
        assert_eq!(buffer.slice(change.before()), change.removed);
        buffer.delete(change.before());
        buffer.insert(change.at, &change.inserted);
    }
    buffer.insert(plan.caret, "|");
    Ok(buffer.to_text())
}

fn all(text: &str) -> String {
    done(text, |buffer, caret| renumber(buffer, caret, Reach::All)).unwrap_or_default()
}

#[test]
fn what_numbers_change_about_headings_is_numbered_at_once() {
    let text = "🏽5.5%！ab‘İ一、%’—\n（一#】二、\n\n…𠀀·\u{a0}、】\n（一）(2)、👨\u{200d}👩）二（\n上一篇：\u{200d}1）3．\n>（二）|\n\
                二、文9一、%’—\n（一）二、，<(2)第一章一<【做法，约 120 字】=日a，\u{200d}\u{200d}…3．";
    let once = all(text);
    assert_eq!(all(&once), once);
}

#[test]
fn a_whole_draft_is_numbered_anew() {
    // More items than are ever counted with 是.
    let long = format!("二是早{}。|", "；二是实".repeat(22));
    for (text, expected) in [
        (
            "一、甲事\n三、乙事\n（二）丙事。\n（二）丁|事。\n三、戊事",
            "一、甲事\n二、乙事\n（一）丙事。\n（二）丁|事。\n三、戊事",
        ),
        ("(1)甲。\n(1)乙|。\n（5）丙。", "(1)甲。\n(2)乙|。\n（3）丙。"),
        ("一、甲\n1．乙。\n3．丙。\n二、丁\n1．戊|。\n1．己。", "一、甲\n1．乙。\n2．丙。\n二、丁\n1．戊|。\n2．己。"),
        ("一、甲\n一是早；三是实；二是细。\n二、乙|", "一、甲\n一是早；二是实；三是细。\n二、乙|"),
        ("一是早；二是实。另外，一是细；三是深|。", "一是早；二是实。另外，三是细；四是深|。"),
        ("一是早；二是实。一是细；三是深|。", "一是早；二是实。一是细；二是深|。"),
        ("三是独此一件|", "三是独此一件|"),
        ("第一，早。第四，实|。", "第一，早。第二，实|。"),
        (&long, &long),
        (
            "做法如下：\n1.甲。\n3.乙。\n成果如下：\n1.丙。\n1.丁|。",
            "做法如下：\n1.甲。\n2.乙。\n成果如下：\n1.丙。\n2.丁|。",
        ),
        ("第一章 总则\n第一条 甲。\n第三章 分则\n第九条 乙|。", "第一章 总则\n第一条 甲。\n第二章 分则\n第二条 乙|。"),
        (
            "一、甲\n做法：①早动手；③早落实|。\n①独此一件。\n二、乙\n做法：（1）入户；（1）上街。",
            "一、甲\n做法：①早动手；②早落实|。\n①独此一件。\n二、乙\n做法：（1）入户；（2）上街。",
        ),
        ("12 月，全镇入户。\n2.5万人受益|", "12 月，全镇入户。\n2.5万人受益|"),
        ("　　第二阶段：攻坚\n　　第二阶段：巩固|", "　　第一阶段：攻坚\n　　第二阶段：巩固|"),
    ] {
        assert_eq!(all(text), expected);
    }
}

#[test]
fn eleven_and_more_are_numbered_in_han_figures() {
    let text: String = (0..99).map(|_| "一、做好工作\n").collect();
    let numbered = all(&text);
    for part in ["\n十、", "\n十一、", "\n二十、", "\n九十九、"] {
        assert!(numbered.contains(part), "{part}");
    }
}

#[test]
fn one_series_alone() {
    let text = "一、甲事\n（二）乙事。\n（三）丙|事。\n三、丁事\n（五）戊事。";
    let expected = "一、甲事\n（一）乙事。\n（二）丙|事。\n三、丁事\n（五）戊事。";
    let series = |buffer: &Buffer, caret| renumber(buffer, caret, Reach::Series);
    assert_eq!(done(text, series).as_deref(), Ok(expected));
    assert_eq!(done("没有|标题", series), Err(Refusal::NoSection));
    let text = "没有标题，做法：①早动手；③早|落实。";
    assert_eq!(done(text, series).as_deref(), Ok("没有标题，做法：①早动手；②早|落实。"));
    let text = "一、甲事\n①早动手；③早|落实。\n二、乙事\n做法：①早动手；③早落实。";
    let expected = "一、甲事\n①早动手；②早|落实。\n二、乙事\n做法：①早动手；③早落实。";
    assert_eq!(done(text, series).as_deref(), Ok(expected));
}

#[test]
fn items_change_places_within_their_section() {
    let up = |buffer: &Buffer, caret| shift(buffer, &Origins::default(), caret, Direction::Up);
    let down = |buffer: &Buffer, caret| shift(buffer, &Origins::default(), caret, Direction::Down);
    let text = "一、甲事\n一是早。𠀀\n早的第二段。\n\n二是|实。\n三是细。\n二、乙事\n一是新。";
    let expected = "一、甲事\n一是|实。\n\n二是早。𠀀\n早的第二段。\n三是细。\n二、乙事\n一是新。";
    assert_eq!(done(text, up).as_deref(), Ok(expected));
    assert_eq!(
        done("一是早。\n二是实。\n三是|细e\u{301}。", up).as_deref(),
        Ok("一是早。\n二是|细e\u{301}。\n三是实。")
    );
    assert_eq!(done("一、甲\n一是早|。\n二是实。", down).as_deref(), Ok("一、甲\n一是实。\n二是早|。"));
    assert_eq!(done("一、甲\n一是早|。\n二是实。", up), Err(Refusal::NoNeighbour));
    assert_eq!(done("一、甲\n一是早。\n二是实|。\n二、乙\n一是新。", down), Err(Refusal::NoNeighbour));
    // One item alone: the section moves.
    assert_eq!(done("一、甲\n一是早。\n二、乙\n一是新|。", up).as_deref(), Ok("一、乙\n一是新|。\n二、甲\n一是早。"));
}

#[test]
fn sections_change_places_with_all_below_them() {
    let text = "一、甲事\n\n（一）小甲。\n\n二、乙事\n（一）小乙|。\n\n特此报告。";
    let up = |direction| move |buffer: &Buffer, caret| shift(buffer, &Origins::default(), caret, direction);
    assert_eq!(done(text, up(Direction::Up)), Err(Refusal::NoNeighbour));
    let at = text.replace("小乙|", "小乙").replace("乙事", "乙|事");
    assert_eq!(
        done(&at, up(Direction::Up)).as_deref(),
        Ok("一、乙|事\n（一）小乙。\n\n二、甲事\n\n（一）小甲。\n\n特此报告。")
    );
    let three = "1.甲|。\n甲文\n2.乙。\n3.丙。";
    assert_eq!(done(three, up(Direction::Down)).as_deref(), Ok("1.乙。\n2.甲|。\n甲文\n3.丙。"));
    assert_eq!(done("1.甲。\n2.乙|。", up(Direction::Down)), Err(Refusal::NoNeighbour));
}

#[test]
fn a_signature_stays_at_the_end() {
    let text = "柳河镇工作总结\n一、主要做法\n甲文写在这里，说的是去年的工作。\n二、存在问题|\n乙文写在这里，说的是问题。\n\n柳河镇人民政府\n2025年12月3日";
    let up = |buffer: &Buffer, caret| shift(buffer, &Origins::default(), caret, Direction::Up);
    assert_eq!(
        done(text, up).as_deref(),
        Ok(
            "柳河镇工作总结\n一、存在问题|\n乙文写在这里，说的是问题。\n二、主要做法\n甲文写在这里，说的是去年的工作。\n\n柳河镇人民政府\n2025年12月3日"
        )
    );
}

#[test]
fn levels_take_the_markers_of_the_draft() {
    let deeper = |buffer: &Buffer, caret| level(buffer, caret, Direction::Down);
    let higher = |buffer: &Buffer, caret| level(buffer, caret, Direction::Up);
    for (text, expected) in [
        (
            "一、甲事\n（一）子。\n二、乙|事\n（一）丑。\n三、丙事",
            "一、甲事\n（一）子。\n（二）乙|事\n1.丑。\n二、丙事",
        ),
        ("1、甲事\n2、乙|事", "1、甲事\n（1）乙|事"),
        ("一、甲事\n1)子。\n二、乙|事", "一、甲事\n1)子。\n2)乙|事"),
    ] {
        assert_eq!(done(text, deeper).as_deref(), Ok(expected));
    }
    let text = "一、甲事\n（一）子。\n（二）丑|。\n1.细。\n（三）寅。\n二、乙事";
    assert_eq!(done(text, higher).as_deref(), Ok("一、甲事\n（一）子。\n二、丑|。\n（一）细。\n（二）寅。\n三、乙事"));
    assert_eq!(done("一、甲|事\n二、乙事", deeper), Err(Refusal::NoNeighbour));
    assert_eq!(done("一、甲事\n二、乙|事", higher), Err(Refusal::Highest));
}

/// What is left of a paragraph without anything that numbers and levels change.
fn body(text: &str) -> String {
    text.chars().filter(|c| !"一二三四五六七八九十百0123456789（）()、.．①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".contains(*c)).collect()
}

/// A draft of sections with numbers that may be wrong, and texts that are all different.
fn draft() -> impl Strategy<Value = String> {
    let line = (0_usize..7, 1_u32..9, any::<bool>());
    (vec(line, 1..24), 0_usize..3).prop_map(|(lines, look)| {
        let mut out = String::new();
        for (at, (kind, number, wide)) in lines.into_iter().enumerate() {
            let han = super::mark::han(number, false);
            let tag: String =
                at.to_string().chars().filter_map(|c| "甲乙丙丁戊己庚辛壬癸".chars().nth(c as usize - 48)).collect();
            let paragraph = match (kind, look) {
                (0, _) => format!("{han}、事项{tag}"),
                (1, 0) => format!("（{han}）办{tag}事。𠀀已办。"),
                (1, _) => format!("({han})办{tag}事。"),
                (2, 0 | 1) => format!("{number}.做{tag}。"),
                (2, _) => format!("{number}、做{tag}。"),
                (3, _) => format!("　　{han}是早{tag}；{han}是实；三是e\u{301}。"),
                (4, _) if wide => String::new(),
                (5, _) if wide => {
                    format!("做法{tag}：①入户；{}上街；（1）早办。", ["②", "③", "①"].get(look).unwrap_or(&""))
                }
                (5, _) => format!("（{number}）写{tag}。"),
                _ => format!("这里说的是{tag}，入户宣传。"),
            };
            out.push_str(&paragraph);
            out.push('\n');
        }
        out
    })
}

/// Every character with its source's line, without those that numbers change.
fn marked(editor: &Editor) -> Vec<(String, Vec<usize>)> {
    let buffer = editor.buffer();
    let mut out: Vec<(String, Vec<usize>)> = (0..buffer.count())
        .map(|p| {
            let text = buffer.paragraph(p);
            let of = |(at, c): (usize, char)| {
                let line = editor.origins().at(Pos::new(p, at)).map_or(0, |origin| origin.source.line);
                (!body(&c.to_string()).is_empty()).then_some(line)
            };
            (body(text), text.char_indices().filter_map(of).collect())
        })
        .collect();
    out.sort();
    out
}

proptest! {
    #[test]
    fn no_text_is_lost_whatever_is_done(
        text in draft(), borrowed in draft(), acts in vec((0_u8..6, any::<usize>()), 1..12),
    ) {
        let mut editor = Editor::new(&text);
        editor.go(Motion::DocumentEnd, false);
        let source = Arc::new(Source { path: "旧稿.txt".into(), piece: "去年总结".to_owned(), line: 3 });
        editor.insert_paragraphs(&borrowed, Some(&source));
        let first = (editor.buffer().to_text(), editor.origins().clone());
        let depth = editor.undo_depth().0;
        let before = marked(&editor);
        for (act, at) in acts {
            let whole = editor.buffer().to_text();
            let at = crate::text::span::floor(&whole, at % (whole.len() + 1));
            editor.go(Motion::To(editor.buffer().at_offset(at)), false);
            let caret = editor.caret();
            let under = body(editor.buffer().paragraph(caret.paragraph));
            let plan = match act {
                0 => renumber(editor.buffer(), caret, Reach::Series),
                1 => renumber(editor.buffer(), caret, Reach::All),
                2 | 3 => level(editor.buffer(), caret, if act == 2 { Direction::Up } else { Direction::Down }),
                _ => {
                    let direction = if act == 4 { Direction::Up } else { Direction::Down };
                    shift(editor.buffer(), editor.origins(), caret, direction)
                }
            };
            let Ok(plan) = plan else { continue };
            let steps = editor.undo_depth().0;
            editor.deed(plan.changes);
            editor.go(Motion::To(plan.caret), false);
            prop_assert!(editor.undo_depth().0 <= steps + 1);
            prop_assert_eq!(editor.caret(), plan.caret);
            prop_assert_eq!(body(editor.buffer().paragraph(plan.caret.paragraph)), under, "the caret stays with its text");
            prop_assert_eq!(&marked(&editor), &before, "{}", editor.buffer().to_text());
            if act < 2 {
                let reach = if act == 0 { Reach::Series } else { Reach::All };
                let twice = renumber(editor.buffer(), editor.caret(), reach).map(|plan| plan.changes.len());
                prop_assert_eq!(twice, Ok(0), "{}", editor.buffer().to_text());
            }
        }
        while editor.undo_depth().0 > depth {
            editor.undo();
        }
        prop_assert_eq!(editor.buffer().to_text(), first.0);
        prop_assert_eq!(editor.origins(), &first.1);
    }
}
