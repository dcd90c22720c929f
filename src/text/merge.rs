//! Two texts that came from one: what each changed, paragraph by paragraph, and where both changed the same.
//!
//! Changes of different paragraphs stand side by side, also where the paragraphs are neighbours. What both changed
//! alike is one change. The rest is a conflict: paragraphs that overlap, or that both put in at one place. Knows nothing
//! of files, of what is written around a conflict, or of who is who.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// What the other text has that one's own has not. Stretches are of 0-based paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The stretch of the common text that became the two; of a conflict all of it.
    pub base: Range<usize>,
    /// The stretch of one's own text that it is about; empty where paragraphs only come.
    pub mine: Range<usize>,
    /// The stretch of the other text; empty where paragraphs only go.
    pub theirs: Range<usize>,
    /// Both changed it: the other stretch is to stand beside one's own. Otherwise it takes its place.
    pub conflict: bool,
}

/// What of `theirs` is to come into `mine`, when both were made from `base`: ascending, apart, all by paragraphs.
pub fn merge(base: &[&str], mine: &[&str], theirs: &[&str]) -> Vec<Hunk> {
    let (own, other) = (changes(base, mine), changes(base, theirs));
    let (mut own, mut other) = (Side::new(&own), Side::new(&other));
    let mut hunks = Vec::new();
    while let Some(first) = earliest(own.next(), other.next()) {
        let mut base = first.old.clone();
        let (from, there) = (own.moved(base.start), other.moved(base.start));
        let (mut is_mine, mut is_theirs) = (false, false);
        // What meets the stretch makes it longer, until nothing more does.
        loop {
            let lone = !is_mine && !is_theirs;
            let takes = |next: Option<&Changed>| {
                next.is_some_and(|next| if lone { *next == first } else { meet(&base, &next.old) })
            };
            let (mine_too, theirs_too) = (takes(own.next()), takes(other.next()));
            // Of two that could be the first, the other one is met in the next round.
            let taken = if mine_too {
                own.take()
            } else if theirs_too {
                other.take()
            } else {
                None
            };
            let Some(taken) = taken else { break };
            is_mine |= mine_too;
            is_theirs |= !mine_too;
            base.end = base.end.max(taken.old.end);
        }
        let (to, beyond) = (own.moved(base.end), other.moved(base.end));
        if is_theirs {
            let hunk = Hunk { base, mine: from..to, theirs: there..beyond, conflict: is_mine };
            hunks.extend(if is_mine { hunk.trimmed(mine, theirs) } else { Some(hunk) });
        }
    }
    hunks
}

impl Hunk {
    /// Without what both have alike at its ends; nothing where that is all. What both only put in, one of them more than
    /// the other, is in nobody's way.
    fn trimmed(self, own: &[&str], other: &[&str]) -> Option<Self> {
        let Self { base, mut mine, mut theirs, .. } = self;
        let added = base.is_empty();
        while !mine.is_empty() && !theirs.is_empty() && own.get(mine.start) == other.get(theirs.start) {
            mine.start += 1;
            theirs.start += 1;
        }
        while !mine.is_empty() && !theirs.is_empty() && own.get(mine.end - 1) == other.get(theirs.end - 1) {
            mine.end -= 1;
            theirs.end -= 1;
        }
        let done = theirs.is_empty() && (added || mine.is_empty());
        let conflict = !(added && mine.is_empty());
        (!done).then_some(Self { base, mine, theirs, conflict })
    }
}

/// A stretch of the common text, and what it became.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Changed {
    old: Range<usize>,
    new: Range<usize>,
}

fn changes(base: &[&str], now: &[&str]) -> Vec<Changed> {
    let mut out: Vec<Changed> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, base, now) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        match out.last_mut() {
            // Paragraphs that go and others that come in their place are one change.
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                (last.old.end, last.new.end) = (old.end, new.end);
            }
            _ => out.push(Changed { old, new }),
        }
    }
    out.into_iter().flat_map(Changed::apart).collect()
}

impl Changed {
    /// As many paragraphs as there were: each became another one, and each is a change of its own.
    fn apart(self) -> Vec<Self> {
        if self.old.len() != self.new.len() {
            return vec![self];
        }
        self.old.zip(self.new).map(|(old, new)| Self { old: old..old + 1, new: new..new + 1 }).collect()
    }
}

/// The changes of one text that are still to come.
struct Side<'c> {
    rest: &'c [Changed],
    /// The place behind the last change in the common text, and in this one.
    passed: (usize, usize),
}

impl<'c> Side<'c> {
    const fn new(rest: &'c [Changed]) -> Self {
        Self { rest, passed: (0, 0) }
    }

    fn next(&self) -> Option<&'c Changed> {
        self.rest.first()
    }

    fn take(&mut self) -> Option<&'c Changed> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        self.passed = (first.old.end, first.new.end);
        Some(first)
    }

    /// Where a place of the common text is in this one; it lies behind all changes that were taken and in none to come.
    const fn moved(&self, base: usize) -> usize {
        self.passed.1 + base.saturating_sub(self.passed.0)
    }
}

/// The one that begins earlier; of two that begin alike the shorter one.
fn earliest(one: Option<&Changed>, other: Option<&Changed>) -> Option<Changed> {
    let key = |changed: &&Changed| (changed.old.start, changed.old.end);
    one.into_iter().chain(other).min_by_key(key).cloned()
}

/// Whether changes of two stretches are in each other's way.
fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    if one.is_empty() && other.is_empty() {
        return one.start == other.start;
    }
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};
    use proptest::{collection::vec, sample::select};

    use super::*;

    /// The merged text, a conflict as `<own|other>`.
    fn told(base: &[&str], mine: &[&str], theirs: &[&str]) -> Vec<String> {
        let mut out = Vec::new();
        let mut done = 0;
        let own = |range: Range<usize>| mine.get(range).unwrap_or_default();
        for hunk in merge(base, mine, theirs) {
            out.extend(own(done..hunk.mine.start).iter().map(|text| (*text).to_owned()));
            let (one, other) = (own(hunk.mine.clone()), theirs.get(hunk.theirs).unwrap_or_default());
            if hunk.conflict {
                out.push(format!("<{}|{}>", one.join(","), other.join(",")));
            } else {
                out.extend(other.iter().map(|text| (*text).to_owned()));
            }
            done = hunk.mine.end;
        }
        out.extend(own(done..mine.len()).iter().map(|text| (*text).to_owned()));
        out
    }

    #[test]
    fn both_changes_come_in_and_what_meets_stands_side_by_side() {
        for (base, mine, theirs, expected) in [
            ("甲 乙 丙", "甲新 乙 丙", "甲 乙 丙改", "甲新 乙 丙改"),
            // Neighbours.
            ("甲 乙", "甲新 乙", "甲 乙改", "甲新 乙改"),
            ("甲 乙", "甲 新 乙", "甲 乙改", "甲 新 乙改"),
            ("甲 乙", "甲改 乙", "甲 新 乙", "甲改 新 乙"),
            ("甲 乙 丙", "甲 丙", "甲 乙 丙 丁", "甲 丙 丁"),
            ("甲 乙 丙", "甲 乙", "新 甲 丙", "新 甲"),
            ("甲 乙 丙", "甲 乙一 丙", "甲二 乙 丙二", "甲二 乙一 丙二"),
            ("甲 乙 丙", "甲 乙一 丙", "甲二 乙二 丙二", "甲二 <乙一|乙二> 丙二"),
            // The same.
            ("甲", "甲", "甲", "甲"),
            ("甲", "甲", "乙", "乙"),
            ("甲", "乙", "甲", "乙"),
            ("甲", "乙", "乙", "乙"),
            ("甲 乙", "甲 新 乙", "甲 新 乙", "甲 新 乙"),
            ("甲 乙", "甲 新 乙", "甲 新 又 乙", "甲 新 又 乙"),
            ("甲 乙", "甲 新 又 乙", "甲 又 乙", "甲 新 又 乙"),
            // What meets.
            ("甲 乙 丙", "甲 乙一 丙", "甲 乙二 丙", "甲 <乙一|乙二> 丙"),
            ("甲 乙", "甲 一 乙", "甲 二 乙", "甲 <一|二> 乙"),
            ("甲 乙 丙", "甲 丙", "甲 乙二 丙", "甲 <|乙二> 丙"),
            ("甲 乙 丙", "甲 乙一 丙", "甲 丙", "甲 <乙一|> 丙"),
            ("甲 乙 丙 丁", "甲 合 丁", "甲 乙 丙二 丁", "甲 <合|乙,丙二> 丁"),
            ("甲 乙 丙 丁", "甲 合 丁", "甲 乙 间 丙 丁", "甲 <合|乙,间,丙> 丁"),
            ("甲 乙 丙", "甲 同 一 丙", "甲 同 二 丙", "甲 同 <一|二> 丙"),
        ] {
            let parts = |text: &'static str| text.split(' ').collect::<Vec<_>>();
            let out = told(&parts(base), &parts(mine), &parts(theirs));
            assert_eq!(out.join(" "), expected, "{base} / {mine} / {theirs}");
        }
    }

    fn text() -> impl Strategy<Value = Vec<&'static str>> {
        vec(select(vec!["甲", "乙", "丙", "", "𠀀", "e\u{301}，a"]), 1..8)
    }

    /// What became of a paragraph: it stayed, went, changed, or another came behind it.
    fn edited(base: &[String], edits: &[u8], name: &str) -> Vec<String> {
        let mut out = Vec::new();
        for (number, text) in base.iter().enumerate() {
            match edits.get(number) {
                Some(1) => {}
                Some(2) => out.push(format!("{name}{number}")),
                Some(3) => out.extend([text.clone(), format!("{name}新{number}")]),
                _ => out.push(text.clone()),
            }
        }
        out
    }

    fn refs(texts: &[String]) -> Vec<&str> {
        texts.iter().map(String::as_str).collect()
    }

    proptest! {
        #[test]
        fn one_that_did_not_change_gives_the_other(base in text(), other in text()) {
            prop_assert_eq!(told(&base, &base, &other), other.clone());
            prop_assert_eq!(told(&base, &other, &base), other.clone());
            prop_assert_eq!(told(&base, &other, &other), other);
        }

        #[test]
        fn nothing_that_either_wrote_is_missing(base in text(), mine in text(), theirs in text()) {
            let hunks = merge(&base, &mine, &theirs);
            let mut behind = 0;
            for hunk in &hunks {
                prop_assert!(behind <= hunk.mine.start && hunk.mine.start <= hunk.mine.end);
                prop_assert!(hunk.mine.end <= mine.len() && hunk.theirs.end <= theirs.len());
                behind = hunk.mine.end;
            }
            let out = told(&base, &mine, &theirs).join("\n");
            for text in mine.iter().chain(&theirs).filter(|text| !base.contains(text)) {
                prop_assert!(out.contains(text), "{} is missing in {}", text, out);
            }
        }

        #[test]
        fn edits_of_different_paragraphs_are_both_there(
            edits in vec((0..4_u8, any::<bool>()), 1..10),
        ) {
            let base: Vec<String> = (0..edits.len()).map(|number| format!("第{number}段")).collect();
            let of = |own: bool| edits.iter().map(|(edit, mine)| if *mine == own { *edit } else { 0 }).collect::<Vec<_>>();
            let (mine, theirs) = (edited(&base, &of(true), "我"), edited(&base, &of(false), "他"));
            let all: Vec<u8> = edits.iter().map(|(edit, _)| *edit).collect();
            let expected: Vec<String> = edited(&base, &all, "").into_iter().map(|text| text.replace("新", "")).collect();
            let told: Vec<String> = told(&refs(&base), &refs(&mine), &refs(&theirs))
                .into_iter()
                .map(|text| text.replace(['我', '他', '新'], ""))
                .collect();
            prop_assert_eq!(told, expected);
        }
    }
}
