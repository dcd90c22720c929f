//! Marks of pairs without partner.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::mask::Mask;
use crate::lint::pair::{Lone, Sort, pairs};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::subject::Subject;
use crate::text::safe::is_han;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "punct-unpaired",
    level: Level::Must,
    used: Use::On,
    fixes: false,
    name: Words::new("标点不成对", "mark without partner"),
    says: Words::new("“{}”没有配对的另一半，请补上或删去", "“{}” has no partner; add it or take it out"),
    basis: Basis::new("GB/T 15834 4.8、4.9、4.15", "规定"),
    wrong: "印发⟦《⟧考评细则的通知",
    right: "印发《考评细则》的通知",
    doubt: Words::new(
        "引文或名称跨段时，另一半可能在别的段落里。",
        "In a quotation or name over several paragraphs the partner may stand in another one.",
    ),
    reach: Reach::MARKS,
    needs: NEEDS,
    check: Check::Document(unpaired),
}];

/// The marks, of which a line must hold one.
const NEEDS: &str = "“”‘’《》〈〉（）〔〕【】()";
/// The longest line that may be a torn title or label, in characters.
const TORN: usize = 30;
/// How many lines further down a torn one may be closed.
const FURTHER: usize = 4;

fn unpaired(subject: &Subject<'_>, found: &mut Found) {
    let needs = Mask::of(NEEDS.chars());
    let alone: Vec<(usize, Vec<Lone>)> = subject
        .lines
        .iter()
        .filter(|line| line.mask.meets(&needs) && !matches!(line.kind, Kind::Debris | Kind::Code))
        .map(|line| (line.index, lone(line)))
        .filter(|(_, lone)| !lone.is_empty())
        .collect();
    let mut alone = alone;
    torn(subject, &mut alone);
    if let Some((line, at)) = half_label(subject) {
        let mark = line.part(at..at + 1);
        found.put(line, at..at + 1).about(mark);
    }
    for (index, lone) in &alone {
        let Some(line) = subject.lines.get(*index) else { continue };
        for (place, mark) in lone.iter().enumerate() {
            let (open, close) = mark.sort.marks();
            if mark.opens && mark.sort == Sort::Double && goes_on(subject, line, mark.at) {
                continue;
            }
            let of_sort = |other: &&Lone| other.sort == mark.sort;
            let next = lone.get(place + 1..).unwrap_or_default().iter().find(of_sort);
            let last = lone.get(..place).unwrap_or_default().iter().rev().find(of_sort);
            // Two that open and none that closes: the second looks the wrong way, and is the one to tell of.
            if mark.opens && next.is_some_and(|next| next.opens) && is_flip(line, mark.at, next.map(|next| next.at)) {
                continue;
            }
            if !mark.opens && last.is_some_and(|last| !last.opens) && is_flip(line, mark.at, last.map(|last| last.at)) {
                continue;
            }
            let partner = if mark.opens { close } else { open };
            let flips = last.is_some_and(|last| mark.opens && last.opens && is_flip(line, last.at, Some(mark.at)))
                || next.is_some_and(|next| !mark.opens && !next.opens && is_flip(line, next.at, Some(mark.at)));
            let written = line.part(mark.at..mark.at + 1);
            let mut told = found.put(line, mark.at..mark.at + 1);
            told.about(written);
            if flips {
                told.suggest(partner);
            }
        }
    }
}

/// The longest text between a mark and one that looks the wrong way, in characters.
const FLIP: usize = 20;

/// Whether two lone marks that look the same way are near enough, with text and no sentence's end between, to be a pair of
/// which one was turned.
fn is_flip(line: &Line<'_>, at: usize, other: Option<usize>) -> bool {
    let Some(other) = other else { return false };
    let (from, to) = (at.min(other) + 1, at.max(other));
    to > from
        && to - from <= FLIP
        && line.chars.get(from..to).is_some_and(|between| !between.iter().any(|c| matches!(c, '。' | '；' | '，')))
}

/// The marks of a line without partner, those left out that nobody would call one.
fn lone(line: &Line<'_>) -> Vec<Lone> {
    let mut out = Vec::new();
    // Each kind for itself: a mark is not lost because another one is.
    for sort in Sort::ALL {
        let (open, close) = sort.marks();
        let half = sort == Sort::Round && (line.mask.may_hold('(') || line.mask.may_hold(')'));
        if half || line.mask.may_hold(open) || line.mask.may_hold(close) {
            out.extend(pairs(line, &[sort]).1);
        }
    }
    out.retain(|lone| {
        let (before, after) = (line.before(lone.at), line.at(lone.at + 1));
        match line.at(lone.at) {
            // Half-width ones only beside Chinese: else they may be code or a face.
            Some('(') => after.is_some_and(is_han) || before.is_some_and(is_han),
            Some(')') => before.is_some_and(is_han),
            Some('‘' | '’') => !after.is_some_and(|c| c.is_ascii_digit()),
            _ => true,
        }
    });
    out.sort_by_key(|lone| lone.at);
    out
}

/// Takes out marks that a line end parts from their partners: of a title or label that is torn over lines (opened on a
/// short line without an end mark and closed within the next lines), of text that is broken within a sentence and goes on
/// in the next line, and brackets around whole paragraphs.
fn torn(subject: &Subject<'_>, alone: &mut [(usize, Vec<Lone>)]) {
    for place in 0..alone.len() {
        let Some((index, marks)) = alone.get(place) else { break };
        let Some(line) = subject.lines.get(*index) else { continue };
        let (first, end) = (line.first(), line.end());
        let broken = !ends_sentence(line);
        let reach = match () {
            () if broken && end - first.min(end) <= TORN => FURTHER,
            () if broken => 1,
            () => 0,
        };
        let opened: Vec<Lone> = marks.iter().filter(|mark| mark.opens).copied().collect();
        for mark in opened {
            if broken && mark.sort == Sort::Round && next_line(subject, line).is_some_and(begins_with_label) {
                if let Some((_, marks)) = alone.get_mut(place) {
                    marks.retain(|other| *other != mark);
                }
                continue;
            }
            let block = mark.at == first && matches!(mark.sort, Sort::Round | Sort::Tortoise | Sort::Lenticular);
            let reach = if block { PARAGRAPHS } else { reach };
            let Some((n, found)) = partner(subject, alone, place, mark, reach, block) else { continue };
            if let Some((_, marks)) = alone.get_mut(n) {
                marks.remove(found);
            }
            if let Some((_, marks)) = alone.get_mut(place) {
                marks.retain(|other| *other != mark);
            }
        }
    }
}

/// The lone mark that closes `mark` of the line at `place`, at most `reach` lines with text further down: its place in
/// `alone`, and among the marks there. One that closes a `block` ends its line.
fn partner(
    subject: &Subject<'_>,
    alone: &[(usize, Vec<Lone>)],
    place: usize,
    mark: Lone,
    reach: usize,
    block: bool,
) -> Option<(usize, usize)> {
    let (from, _) = alone.get(place)?;
    for (n, (index, marks)) in alone.iter().enumerate().skip(place + 1) {
        if further(subject, *from, *index) > reach {
            return None;
        }
        let ends = |at: usize| subject.lines.get(*index).is_some_and(|line| line.end() <= at + 2);
        let closes = |other: &Lone| other.sort == mark.sort && !other.opens && (!block || ends(other.at));
        if let Some(found) = marks.iter().position(closes) {
            return Some((n, found));
        }
    }
    None
}

/// How many paragraphs brackets may enclose.
const PARAGRAPHS: usize = 12;

fn next_line<'s, 't>(subject: &'s Subject<'t>, line: &Line<'_>) -> Option<&'s Line<'t>> {
    subject.lines.get(line.index + 1..)?.iter().find(|line| line.first() < line.len())
}

/// Whether a line begins with the rest of a label whose bracket opened in the line before: 三）….
fn begins_with_label(line: &Line<'_>) -> bool {
    let first = line.first();
    let end = line.run(first, |c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    end > first && end <= first + 3 && matches!(line.at(end), Some('）' | ')'))
}

/// The one label of the text that lacks its opening bracket, where the others have theirs: 三） among （一） （二）.
fn half_label<'s, 't>(subject: &'s Subject<'t>) -> Option<(&'s Line<'t>, usize)> {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let (mut half, mut whole) = (None, 0);
    for line in &subject.lines {
        if matches!(line.kind, Kind::Debris | Kind::Code) || !(line.mask.may_hold('）') || line.mask.may_hold(')')) {
            continue;
        }
        let first = line.first();
        let open = usize::from(matches!(line.at(first), Some('（' | '(')));
        let end = line.run(first + open, numeral);
        if end == first + open || !matches!(line.at(end), Some('）' | ')')) {
            continue;
        }
        if open == 1 {
            whole += 1;
        } else if half.is_some() || previous_opens(subject, line) {
            return None;
        } else {
            half = Some((line, end));
        }
    }
    half.filter(|_| whole >= 2)
}

/// Whether the line before `line` ends with an opening bracket, which `line` goes on with.
fn previous_opens(subject: &Subject<'_>, line: &Line<'_>) -> bool {
    let before = subject.lines.get(..line.index).unwrap_or_default();
    let last = before.iter().rev().find(|line| line.first() < line.len());
    last.is_some_and(|last| matches!(last.before(last.end()), Some('（' | '(')))
}

/// How many lines with text `to` is after `from`, up to the number that matters.
fn further(subject: &Subject<'_>, from: usize, to: usize) -> usize {
    let lines = subject.lines.get(from + 1..=to).unwrap_or_default();
    lines.iter().filter(|line| line.first() < line.len()).take(PARAGRAPHS + 1).count()
}

fn ends_sentence(line: &Line<'_>) -> bool {
    line.before(line.end()).is_some_and(|c| matches!(c, '。' | '！' | '？' | '；' | '.' | '!' | '?' | ';'))
}

/// The most paragraphs of a quotation.
const QUOTED: usize = 50;

/// Whether the quote that opens at `at` is one of a quotation over several paragraphs, each of which opens with one and
/// only the last of which closes (GB/T 15834 4.8.3.5).
fn goes_on(subject: &Subject<'_>, line: &Line<'_>, at: usize) -> bool {
    if at != line.first() {
        return false;
    }
    let rest = subject.lines.get(line.index + 1..).unwrap_or_default();
    for next in rest.iter().filter(|line| line.first() < line.len()).take(QUOTED) {
        let first = next.first();
        if next.at(first) != Some('“') {
            return false;
        }
        let (pairs, _) = pairs(next, &[Sort::Double]);
        if let Some(pair) = pairs.iter().find(|pair| pair.open == first) {
            return pair.close + 2 >= next.end();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn marks_without_partner_are_told() {
        fires(
            "punct-unpaired",
            &[
                "推行⟦“⟧路长制，压实责任。",
                "推行路长制⟦”⟧，压实责任。",
                "志愿者⟦（⟧含青年队到岗，见《办法》。",
                "志愿者含青年队⟦）⟧到岗，𠀀⟦〉⟧",
                "志愿者⟦(⟧含青年队到岗",
                "（市政发⟦〔⟧2024）5号⟦】⟧",
                "“甲⟦“⟧和“乙”",
                "“甲”和⟦”⟧乙”",
                "⟦《⟧e\u{301}甲",
                "⟦“⟧抓实才能见效。李明轩说，要按期到岗、逐项销号，不留尾巴，不走过场，件件有回音。⏎“各组都要到岗。”他说，“不留尾巴。”会后即办。",
                "（一）摸底⏎（二）整改⏎三⟦）⟧回访",
                "一、推行“路长制”⟦‘⟧工作",
                "⟦“⟧各单位要压实责任，抓好落实，确保任务按期完成，不留尾巴，不走过场。⏎会议要求，各组要报送台账，逐项销号。",
            ],
        );
        silent(
            "punct-unpaired",
            &[
                "1）摸底；2）整改",
                "a）摸底⏎一）整改",
                "（甲)和(乙）",
                "the boys’ team，’90年代",
                "“各单位要压实责任，抓好落实，确保任务按期完成。⏎“各组要报送台账，逐项销号，不留尾巴。⏎“全体要到岗。”",
                "关于印发《云岭市文明城市创建⏎考评办法（试行）》的通知",
                "关于转发《云岭市⏎⏎文明城市创建⏎考评办法》的通知",
                "笑:) ",
                "会议要求各组要报送台账、逐项销号，不留尾巴、不走过场，推行“路⏎长制”和“街长制”。",
                "（⏎三）加强宣传",
                "〔注：甲类为一档，乙类为二档。⏎丙类不计。〕",
                "（一）甲〔2024〕5号【乙】‘丙’",
            ],
        );
    }
}
