//! `Kept`: what single lines gave at the last check, so that after an edit only the lines that changed are looked at again.
//!
//! Rules on pieces and on the whole document are asked anew each time. What comes out is the same as that of
//! [`super::engine::check`]. Knows nothing of files, threads or screens: a worker holds one for each draft.

use rustc_hash::FxHashMap;

use super::engine::{Wanted, Working, finish, look_at, working};
use super::finding::{Finding, Fix, Hit};
use super::line::{Kind, Line};
use super::rule::{Check, Rule};
use super::settings::Settings;
use super::subject::Subject;
use crate::text::span::ByteSpan;

/// What one line gave: hits with the place of their rule among those at work, their bytes from the start of the line.
#[derive(Clone, Debug, Default)]
struct OfLine {
    /// The check that it was last used in.
    used: u32,
    /// Where lines of the source began within it.
    breaks: Box<[usize]>,
    hits: Vec<(usize, Hit)>,
}

/// What single lines gave, by their text and kind.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The rules that were at work; with others, nothing is kept.
    rules: Vec<&'static Rule>,
    markdown: bool,
    lines: FxHashMap<Kind, FxHashMap<Box<str>, OfLine>>,
    checks: u32,
    looked: usize,
}

impl Kept {
    /// All that the rules find in `subject`, as [`super::engine::check_with`] finds it, looking only at lines that were not
    /// in the subject of one of the last two checks.
    pub fn check(
        &mut self,
        subject: &Subject<'_>,
        settings: &Settings,
        given: &[(&'static str, Hit)],
        wanted: Wanted<'_>,
    ) -> Vec<Finding> {
        let mut at_work = working(settings, subject.draft.is_some());
        self.begin(&at_work, subject.markdown);
        for line in subject.lines.iter().filter(|line| !line.is_empty()) {
            let lines = self.lines.entry(line.kind).or_default();
            if let Some(kept) = lines.get_mut(line.text).filter(|kept| *kept.breaks == *line.breaks) {
                kept.used = self.checks;
                for (number, hit) in &kept.hits {
                    if let Some(at_work) = at_work.get_mut(*number) {
                        at_work.found.hits.push(moved(hit, |byte| byte + line.start));
                    }
                }
            } else {
                self.looked += 1;
                let hits = look(line, &mut at_work);
                lines.insert(
                    line.text.into(),
                    OfLine { used: self.checks, breaks: line.breaks.as_slice().into(), hits },
                );
            }
        }
        let oldest = self.checks.saturating_sub(1);
        for lines in self.lines.values_mut() {
            lines.retain(|_, line| line.used >= oldest);
        }
        finish(subject, settings, given, wanted, at_work)
    }

    /// How many lines the last check had to look at.
    pub const fn looked(&self) -> usize {
        self.looked
    }

    /// Forgets what other rules found.
    fn begin(&mut self, at_work: &[Working], markdown: bool) {
        let same = self.markdown == markdown && self.rules.iter().copied().eq(at_work.iter().map(|one| one.rule));
        if !same {
            self.lines.clear();
            self.rules = at_work.iter().map(|one| one.rule).collect();
            self.markdown = markdown;
        }
        self.looked = 0;
        self.checks = self.checks.wrapping_add(1);
    }
}

/// Looks at a line; what is found goes to the rules and comes back to be kept.
fn look(line: &Line<'_>, at_work: &mut [Working]) -> Vec<(usize, Hit)> {
    let before: Vec<usize> = at_work.iter().map(|one| one.found.hits.len()).collect();
    look_at(line, at_work);
    let mut out = Vec::new();
    for ((number, one), before) in at_work.iter().enumerate().zip(before) {
        debug_assert!(before == one.found.hits.len() || matches!(one.rule.check, Check::Line(_)));
        let new = one.found.hits.get(before..).unwrap_or_default();
        out.extend(new.iter().map(|hit| (number, moved(hit, |byte| byte.saturating_sub(line.start)))));
    }
    out
}

/// `hit` with its bytes moved.
fn moved(hit: &Hit, place: impl Fn(usize) -> usize) -> Hit {
    let place = |span: ByteSpan| ByteSpan::new(place(span.start), place(span.end));
    let fix = hit.fix.as_ref().map(|fix| Fix { span: place(fix.span), ..fix.clone() });
    Hit { span: place(hit.span), fix, ..hit.clone() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::load::of_draft;
    use crate::lint::engine::{MANY, check};
    use crate::lint::lexicon::Lexicon;
    use crate::lint::rule::Level;
    use crate::lint::rules;

    fn both(kept: &mut Kept, name: &str, text: &str, settings: &Settings) -> Vec<Finding> {
        let document = of_draft(Path::new(name), text);
        let subject = Subject::new(&document, Some(text));
        let found = kept.check(&subject, settings, &[], &|_, _| true);
        assert_eq!(found, check(&subject, settings), "{text}");
        found
    }

    #[test]
    fn only_what_changed_is_looked_at_and_undoing_costs_nothing() {
        let mut kept = Kept::default();
        let settings = Settings { least: Some(Level::Must), ..Settings::default() };
        let found = both(&mut kept, "总结.txt", "一,二𠀀\n三\n\n一,二𠀀\n四,五", &settings);
        assert_eq!((kept.looked(), found.len()), (3, 3), "equal lines are looked at once");
        both(&mut kept, "总结.txt", "新的一行\n一,二𠀀\n三\n\n一,二𠀀\n四,e\u{301}五", &settings);
        assert_eq!(kept.looked(), 2);
        both(&mut kept, "总结.txt", "一,二𠀀\n三\n\n一,二𠀀\n四,五", &settings);
        assert_eq!(kept.looked(), 0);
        let without = Settings { switched: [("punct-halfwidth".to_owned(), false)].into(), ..settings.clone() };
        assert!(both(&mut kept, "总结.txt", "一,二𠀀", &without).is_empty());
        assert_eq!(both(&mut kept, "总结.txt", "一,二𠀀", &settings).len(), 1);
        for _ in 0..2 {
            both(&mut kept, "总结.txt", "一,二", &settings);
        }
        assert_eq!(
            kept.lines.values().map(FxHashMap::len).sum::<usize>(),
            1,
            "what is no longer in the text is let go"
        );
    }

    #[test]
    fn it_can_be_given_to_a_worker() {
        fn given<T: Send + 'static>(_: T) {}
        given(Kept::default());
    }

    #[test]
    fn a_line_that_is_broken_elsewhere_is_looked_at_again() {
        let rows = [
            "今年以来全镇上下统一思想明确任务压实责任扎实推进创建工作",
            "各村组织干部群众清理背街小巷和房前屋后的积存垃圾二百余吨",
            "镇里每周组织一次督查对发现的问题建立台账限时整改销号管理",
            "群众的文明意识明显提高参与创建的热情高涨环境面貌焕然一新",
        ];
        let wrapped = |a: &str, b: &str| {
            let [first, second, third, fourth] = rows;
            format!("{first}\n{second}\n{third}{a}\n{b}{fourth}\n{second}\n{first}\n{third}。\n")
        };
        let mut kept = Kept::default();
        let settings = Settings { only: vec!["punct-line-start".to_owned()], ..Settings::default() };
        assert!(both(&mut kept, "总结.txt", &wrapped("，", ""), &settings).is_empty());
        assert_eq!(both(&mut kept, "总结.txt", &wrapped("", "，"), &settings).len(), 1);
        assert!(both(&mut kept, "总结.txt", &wrapped("，", ""), &settings).is_empty());
    }

    /// Lines in which rules find something, by the rules' own examples, and some in which they do not.
    fn lines() -> Vec<String> {
        let plain = |text: &str| text.replace(['⟦', '⟧'], "");
        let examples = rules::all().flat_map(|rule| [plain(rule.wrong), plain(rule.right)]);
        let mut lines: Vec<String> =
            examples.flat_map(|text| text.split('⏎').map(str::to_owned).collect::<Vec<_>>()).collect();
        lines.extend(
            ["", "一、做法", "（二）抓落实。", "e\u{301}𠀀,", "```", "| 甲 | 乙,丙 |", "创文和双创,"]
                .map(str::to_owned),
        );
        lines
    }

    proptest! {
        #[test]
        fn the_same_as_a_check_of_the_whole(
            first in prop::collection::vec(0..1000_usize, 1..40),
            edits in prop::collection::vec((0..3_u8, 0..60_usize, 0..1000_usize), 1..12),
            many in any::<bool>(),
            markdown in any::<bool>(),
        ) {
            let pool = lines();
            let line = |n: usize| pool.get(n % pool.len()).cloned().unwrap_or_default();
            let mut text: Vec<String> = first.into_iter().map(line).collect();
            if many {
                text.extend(vec!["创城,完".to_owned(); MANY + 1]);
            }
            let name = if markdown { "总结.md" } else { "总结.txt" };
            let lexicon = Lexicon::parse("创文 = 双创\n创城,完").0;
            let settings = Settings { all: true, longest: Some(300), lexicon: lexicon.into(), ..Settings::default() };
            let mut kept = Kept::default();
            both(&mut kept, name, &text.join("\n"), &settings);
            for (how, at, new) in edits {
                let at = at % (text.len() + 1);
                match (how, text.get_mut(at)) {
                    (0, Some(old)) => *old = line(new),
                    (1, Some(_)) => drop(text.remove(at)),
                    _ => text.insert(at, line(new)),
                }
                both(&mut kept, name, &text.join("\n"), &settings);
            }
        }
    }
}
