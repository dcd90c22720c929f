//! A skeleton (骨架): the headings of a work that is there, with slots `【…】` where the text is to come, each with the
//! length that it should have.
//!
//! From one piece with all its levels, or from several: then what many of them have at the highest level, by the role that
//! the sections play. Headings keep their source. Knows neither the editor nor the screen.

use std::sync::Arc;

use super::editor::clean_paste;
use super::origin::{Borrowed, Source};
use crate::corpus::formats::numerals::counting;
use crate::corpus::model::{Document, Piece, Section};
use crate::corpus::role::Role;
use crate::corpus::split::matter::Matter;
use crate::text::count::characters;
use crate::text::safe::is_han;
use crate::text::span::ByteSpan;

/// A text to begin a draft with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Skeleton {
    /// The text.
    pub text: String,
    /// Its headings, with their sources.
    pub borrowed: Vec<Borrowed>,
}

/// A work that a skeleton is made from.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    /// Its document.
    pub document: &'a Document,
    /// It.
    pub piece: &'a Piece,
}

/// The skeleton of one work. `target` is the length (字数) that the draft is to have; 0: that of the work itself.
pub fn of_piece(model: Model<'_>, target: u64) -> Skeleton {
    let mut out = Writer::default();
    let sections = &model.piece.sections;
    let scale = scale(target, total(model));
    // The title of the model is another's: it is not even shown, or it would be left standing.
    out.slot_line("标题");
    if let Some(length) = opening(model) {
        out.slot_line(&lengthy(Some(Role::Opening), length, scale));
    }
    for (number, section) in sections.iter().enumerate() {
        let own = characters(&model.document.prose(section.body));
        let has_children = sections.iter().any(|other| other.parent == Some(number));
        let role = section.role.as_ref().map(|found| found.role);
        out.heading(model.document, section, &numbered(sections, number));
        // A line that only leads to what is below it needs no slot of its own.
        if !has_children || own >= LEAD {
            let words = lengthy(role, own, scale);
            if section.run_in { out.slot(&words) } else { out.slot_line(&words) }
        }
    }
    close(&mut out, &[model]);
    out.done()
}

/// What `models` have in common at the highest level: for each role that a third of them have as many sections as is usual
/// there, four at the most, each under the heading that is likest to the others of its role, in the usual order of their places. Nothing where they have
/// nothing in common.
pub fn consensus(models: &[Model<'_>], target: u64) -> Option<Skeleton> {
    let lengths: Vec<usize> = models.iter().map(|model| total(*model)).collect();
    let scale = scale(target, median(lengths));
    let mut chosen: Vec<(f64, Chosen<'_>)> = Vec::new();
    for role in Role::ALL.into_iter().map(Some).chain([None]) {
        let of_role: Vec<Vec<Chosen<'_>>> = models.iter().map(|model| highest(*model, role)).collect();
        let having: Vec<usize> = of_role.iter().map(Vec::len).filter(|count| *count > 0).collect();
        // What a third of them have is worth a section.
        let wanted = if having.len() > 1 && having.len() * 3 >= models.len() { median(having).min(MOST) } else { 0 };
        let mut all: Vec<Chosen<'_>> = of_role.into_iter().flatten().collect();
        let length = median(all.iter().map(|section| section.length).collect());
        for _ in 0..wanted {
            let Some(best) = likest(&all, &chosen) else { break };
            let mut best = all.swap_remove(best);
            best.length = length;
            chosen.push((best.at, best));
        }
    }
    if chosen.is_empty() {
        return None;
    }
    chosen.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let mut out = Writer::default();
    out.slot_line("标题");
    let openings: Vec<usize> = models.iter().filter_map(|model| opening(*model)).collect();
    if openings.len() * 2 >= models.len() {
        out.slot_line(&lengthy(Some(Role::Opening), median(openings), scale));
    }
    for (number, (_, section)) in (1_u32..).zip(&chosen) {
        let label = format!("{}、{}", counting(number), section.section.text);
        out.heading(section.model.document, section.section, &label);
        out.slot_line(&lengthy(section.role, section.length, scale));
    }
    close(&mut out, models);
    Some(out.done())
}

/// The most sections of one role in a consensus.
const MOST: usize = 4;

/// A text under a heading with sections below it that is shorter (字数) only leads to them.
const LEAD: usize = 40;

/// A section of the highest level, in the running for a consensus.
#[derive(Clone, Copy)]
struct Chosen<'a> {
    model: Model<'a>,
    section: &'a Section,
    role: Option<Role>,
    /// 字数 with all that is below it.
    length: usize,
    /// Where it begins in its piece, 0 to 1.
    at: f64,
}

/// Marker and text of a section; one without a marker gets the usual one of its level, or it would be no heading where
/// nothing yet stands under it.
fn numbered(sections: &[Section], number: usize) -> String {
    let Some(section) = sections.get(number) else { return String::new() };
    if !section.marker.is_empty() {
        return section.label();
    }
    let beside = sections.iter().take(number + 1);
    let count = beside.filter(|other| other.parent == section.parent && other.marker.is_empty()).count() as u32;
    match section.level {
        1 => format!("{}、{}", counting(count), section.text),
        2 => format!("（{}）{}", counting(count), section.text),
        3 => format!("{count}.{}", section.text),
        _ => format!("（{count}）{}", section.text),
    }
}

fn highest(model: Model<'_>, role: Option<Role>) -> Vec<Chosen<'_>> {
    let whole = model.piece.span.len().max(1) as f64;
    let sections = model.piece.sections.iter().filter(|section| section.parent.is_none());
    sections
        .filter(|section| section.role.as_ref().map(|found| found.role) == role)
        .map(|section| Chosen {
            model,
            section,
            role,
            length: characters(&model.document.prose(ByteSpan::new(section.heading.end, section.span.end))),
            at: section.span.start.saturating_sub(model.piece.span.start) as f64 / whole,
        })
        .collect()
}

/// The one whose heading shares most characters with the others', and fewest with those that are chosen already.
fn likest(all: &[Chosen<'_>], chosen: &[(f64, Chosen<'_>)]) -> Option<usize> {
    let score = |one: &Chosen<'_>| {
        let others = all.iter().map(|other| shared(&one.section.text, &other.section.text)).sum::<f64>();
        let taken = chosen.iter().map(|(_, other)| shared(&one.section.text, &other.section.text));
        others / all.len() as f64 - 2.0 * taken.fold(0.0, f64::max)
    };
    let scores = all.iter().map(score).enumerate();
    scores.max_by(|(a, one), (b, other)| one.total_cmp(other).then(b.cmp(a))).map(|(at, _)| at)
}

/// The share of characters that two headings have in common (Dice 1945).
fn shared(one: &str, other: &str) -> f64 {
    let set = |text: &str| {
        let mut all: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let (one, other) = (set(one), set(other));
    let both = one.iter().filter(|c| other.binary_search(c).is_ok()).count();
    if one.len() + other.len() == 0 { 0.0 } else { 2.0 * both as f64 / (one.len() + other.len()) as f64 }
}

/// 字数 of what stands before the first section, if there is something.
fn opening(model: Model<'_>) -> Option<usize> {
    let first = model.piece.sections.first()?;
    let (document, piece) = (model.document, model.piece);
    let before = ByteSpan::new(piece.span.start, first.span.start.max(piece.span.start));
    let lines = document.paragraphs(before).filter(|(line, _)| piece.matter_of(*line).is_none());
    let length: usize = lines.map(|(_, span)| characters(document.slice(span))).sum();
    (length >= LEAD).then_some(length)
}

/// Slots for signature and date, where half of the models have them.
fn close(out: &mut Writer, models: &[Model<'_>]) {
    for (matter, words) in [(Matter::Signature, "单位"), (Matter::Date, "日期")] {
        let has = |model: &&Model<'_>| model.piece.matter.iter().any(|(_, what)| *what == matter);
        if models.iter().filter(has).count() * 2 >= models.len() {
            out.slot_line(words);
        }
    }
}

fn total(model: Model<'_>) -> usize {
    characters(&model.document.prose(model.piece.span))
}

fn scale(target: u64, total: usize) -> f64 {
    if target == 0 || total == 0 { 1.0 } else { target as f64 / total as f64 }
}

/// The words of a slot for about so many 字, in tens.
fn lengthy(role: Option<Role>, length: usize, scale: f64) -> String {
    let tens = ((length as f64 * scale / 10.0).round() as usize).max(2) * 10;
    match role {
        Some(role) => format!("{}，约 {tens} 字", role.id()),
        None => format!("约 {tens} 字"),
    }
}

/// The middle one, the lower of two; 0 for none.
fn median(mut all: Vec<usize>) -> usize {
    all.sort_unstable();
    let middle = all.len().saturating_sub(1) / 2;
    all.get(middle).copied().unwrap_or_default()
}

/// A heading with the half-width marks behind its Chinese characters made full-width: it begins a text of its own.
fn with_chinese_marks(heading: &str) -> String {
    let mut before = None;
    let set = |c: char| {
        let behind_han = before.replace(c).is_some_and(is_han);
        match c {
            ',' if behind_han => '，',
            ';' if behind_han => '；',
            ':' if behind_han => '：',
            '?' if behind_han => '？',
            '!' if behind_han => '！',
            c => c,
        }
    };
    heading.chars().map(set).collect()
}

/// Writes line by line.
#[derive(Default)]
struct Writer {
    out: Skeleton,
}

impl Writer {
    fn heading(&mut self, document: &Document, section: &Section, label: &str) {
        self.new_line();
        let start = self.out.text.len();
        self.out.text.push_str(&with_chinese_marks(clean_paste(label).replace('\n', " ").trim()));
        let source = Arc::new(Source::of(document, section.heading.start));
        self.out.borrowed.push(Borrowed { span: ByteSpan::new(start, self.out.text.len()), source });
        if section.run_in {
            self.out.text.push('。');
        }
    }

    fn slot_line(&mut self, words: &str) {
        self.new_line();
        self.slot(words);
    }

    fn slot(&mut self, words: &str) {
        self.out.text.push('【');
        self.out.text.push_str(&clean_paste(words).replace(['【', '】', '\n'], " "));
        self.out.text.push('】');
    }

    fn new_line(&mut self) {
        if !self.out.text.is_empty() {
            self.out.text.push('\n');
        }
    }

    fn done(self) -> Skeleton {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;

    fn document(name: &str, text: &str) -> Document {
        load::of_text(Path::new(name), text, &Corrections::default())
    }

    fn models(documents: &[Document]) -> Vec<Model<'_>> {
        let pieces = |document| Document::clone(document).pieces.len();
        assert!(documents.iter().all(|document| pieces(document) == 1));
        documents
            .iter()
            .flat_map(|document| document.pieces.iter().map(move |piece| Model { document, piece }))
            .collect()
    }

    fn one() -> Document {
        let practice = "我们成立了领导小组，层层签订责任书，把任务分解到科室和个人，做到事事有人管。";
        document(
            "临江.txt",
            &format!(
                "临江局创城工作总结\n今年以来，我局认真落实市里部署，扎实推进创建工作，取得了阶段性成效，现将有关情况总结如下，请予审阅，不当之处请批评指正。\n一、主要做法\n（一）加强领导,A,落实责任\n{practice}\n（二）广泛宣传\n一是入户宣传。入户１２００户，发放倡议书。\n二是阵地宣传。更新橱窗１２处，在广场、车站设置公益广告，营造了浓厚氛围。\n二、存在问题\n经费不足，人手不够。\n临江局\n2024年7月1日\n"
            ),
        )
    }

    #[test]
    fn one_piece_gives_its_headings_and_slots_with_lengths() {
        let document = one();
        let skeleton = of_piece(models(std::slice::from_ref(&document))[0], 0);
        let lines: Vec<&str> = skeleton.text.lines().collect();
        assert_eq!(
            lines,
            [
                "【标题】",
                "【开头，约 60 字】",
                "一、主要做法",
                "（一）加强领导，A,落实责任",
                "【做法，约 40 字】",
                "（二）广泛宣传",
                "一是入户宣传。【宣传，约 20 字】",
                "二是阵地宣传。【宣传，约 30 字】",
                "二、存在问题",
                "【问题，约 20 字】",
                "【单位】",
                "【日期】",
            ]
        );
        let headings: Vec<(&str, usize)> = skeleton
            .borrowed
            .iter()
            .map(|b| (crate::text::span::slice(&skeleton.text, b.span), b.source.line))
            .collect();
        assert_eq!(headings.first(), Some(&("一、主要做法", 3)));
        assert_eq!(headings.last(), Some(&("二、存在问题", 9)));
    }

    #[test]
    fn headings_without_a_number_get_one() {
        let body = "我们坚持把项目建设作为头等大事，逐项明确责任人和完成时限，每月调度一次，年底逐项销号。";
        let text = format!(
            "临江县政府工作报告\n持之以恒调结构，产业发展翻开新篇章。{body}{body}\n坚定不移抓项目，发展后劲实现新跃升。{body}{body}\n用心用情办实事，民生福祉得到新改善。{body}{body}\n"
        );
        let document = document("报告.txt", &text);
        let skeleton = of_piece(models(std::slice::from_ref(&document))[0], 0);
        let headings: Vec<&str> = skeleton.text.lines().filter(|line| !line.starts_with('【')).collect();
        assert_eq!(headings.len(), 3, "{}", skeleton.text);
        assert!(headings.iter().zip(["一、持之", "二、坚定", "三、用心"]).all(|(line, first)| line.starts_with(first)));
        assert!(headings.iter().all(|line| line.ends_with("字】")), "{headings:?}");
    }

    #[test]
    fn lengths_grow_with_the_target() {
        let document = one();
        let model = models(std::slice::from_ref(&document))[0];
        let twice = of_piece(model, 2 * total(model) as u64);
        assert!(twice.text.contains("【开头，约 120 字】"), "{}", twice.text);
    }

    #[test]
    fn several_give_what_they_have_in_common() {
        let text = |unit: &str, third: &str| {
            format!(
                "{unit}创城工作总结\n一、存在的问题\n经费不足，人手不够，宣传不深入。\n二、下一步打算\n加大宣传力度，加强督查，落实责任。\n{third}"
            )
        };
        let documents = [
            document("甲.txt", &text("临江局", "三、保障措施\n落实经费保障，加强组织保障。\n")),
            document("乙.txt", &text("河口镇", "")),
            document("丙.txt", &text("青石村", "")),
        ];
        let skeleton = consensus(&models(&documents), 0).unwrap_or_default();
        let lines: Vec<&str> = skeleton.text.lines().collect();
        assert_eq!(lines, ["【标题】", "一、存在的问题", "【问题，约 20 字】", "二、下一步打算", "【打算，约 20 字】"]);
        assert_eq!(skeleton.borrowed.len(), 2);
        assert_eq!(consensus(&[], 0), None);
    }
}
