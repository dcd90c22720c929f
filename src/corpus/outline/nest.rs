//! Nesting: the level of every heading, from which series open under which.
//!
//! The depth of a class is not fixed: 1、 may stand above （一）. Which of two classes is the outer one is read from the
//! piece (the inner begins again under the outer); only where the piece does not tell, the usual order decides.

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidate::Candidate;
use super::evidence::mark;
use super::lead::Form;
use super::marker::{Class, Key};
use super::reason::{Nesting, Reason};
use super::{names, period};
use crate::text::span::first_chars;

/// A kind of heading: its marker's class, or for one without number its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Kind<'t> {
    key: Key<'t>,
    /// The level of its style, for headings without a number.
    styled: Option<u8>,
    /// Its series begins right below a heading of the same marker: 一、 once more below 五、.
    again: bool,
    /// Without a number, right over another such heading: it stands over a group of them.
    over: bool,
    /// Without a number, with a colon behind it.
    label: bool,
}

impl<'t> Kind<'t> {
    fn of(found: &Candidate<'t>) -> Self {
        let key = found.key();
        let label = is_unmarked(found) && found.lead.mark == '：';
        Self { key, styled: found.styled.filter(|_| key.class == Class::Plain), again: false, over: false, label }
    }

    fn is_plain(self) -> bool {
        self.key.class == Class::Plain
    }
}

/// The kinds of all headings: a series of chapters' numbers that begins again right below one of them is a kind of its
/// own, until the numbers go on.
fn kinds_of<'t>(kept: &[Candidate<'t>]) -> Vec<Kind<'t>> {
    let mut kinds: Vec<Kind<'t>> = Vec::with_capacity(kept.len());
    let mut outer: Option<(Key<'t>, u32)> = None;
    // A group whose name names its members: 背景与意义 over 背景 and 意义. What else follows stands beside it.
    let mut group: Option<&Candidate<'t>> = None;
    let mut grouped = false;
    let opening = |found: &Candidate<'t>| first_chars(found.lead.text, SAME_WORDS);
    let doubles: FxHashSet<&str> = kept.iter().filter(|found| is_double(found)).map(opening).collect();
    // What opens as groups do that share their line with their first part is one, too.
    let opens_group = |found: &Candidate<'t>| {
        is_unmarked(found) && matches!(found.why, Reason::Parallel(_)) && doubles.contains(opening(found))
    };
    // One mark alone is a label: its like stand over groups.
    let mut marks: FxHashMap<Key<'_>, u32> = FxHashMap::default();
    for (_, found) in kept.iter().enumerate().filter(|(at, _)| is_marked_over(kept, *at)) {
        *marks.entry(found.key()).or_insert(0) += 1;
    }
    for (at, found) in kept.iter().enumerate() {
        let mut kind = Kind::of(found);
        let before = at.checked_sub(1).and_then(|at| kept.get(at));
        let begins_below =
            before.filter(|before| before.key() == found.key() && found.number() == 1 && before.number() > 1);
        match (begins_below, outer) {
            (Some(before), None) if kind.key.class <= Class::HanBracket => outer = Some((found.key(), before.number())),
            (_, Some((key, number))) if key == found.key() && found.number() == number + 1 && goes_on(kept, at) => {
                outer = None
            }
            _ => {}
        }
        // The last group of a piece may have one part.
        kind.over = is_double(found)
            || opens_group(found)
            || is_marked_over(kept, at) && marks.get(&found.key()).is_some_and(|marks| *marks > 1)
            || is_over(kept, at)
            || grouped && at + 2 == kept.len() && is_pair(kept, at);
        grouped |= kind.over && !is_double(found);
        match (group, kept.get(at + 1)) {
            (_, Some(first)) if kind.over => group = names_in(found, first).then_some(found),
            (Some(above), _) if found.marker.is_none() && !names_in(above, found) => {
                kind.over = kind.is_plain() && kind.styled.is_none();
            }
            _ => {}
        }
        kind.again = outer.is_some_and(|(key, _)| key == kind.key);
        kinds.push(kind);
    }
    kinds
}

/// How many characters groups that open alike share.
const SAME_WORDS: usize = 3;

/// Whether the name of `group` holds that of `found`.
fn names_in(group: &Candidate<'_>, found: &Candidate<'_>) -> bool {
    group.lead.text.contains(found.lead.text)
}

/// Whether the heading at `at` and the one below it, both without number or style, have no text between.
fn is_pair(kept: &[Candidate<'_>], at: usize) -> bool {
    let [own, below, ..] = kept.get(at..).unwrap_or_default() else { return false };
    is_unmarked(own) && is_unmarked(below) && own.row + 1 == below.row
}

/// Whether a mark stands before the heading at `at`, and another heading without one right below it: □甲 over 乙.
fn is_marked_over(kept: &[Candidate<'_>], at: usize) -> bool {
    let [own, below, ..] = kept.get(at..).unwrap_or_default() else { return false };
    let key = own.key();
    let marked = key.class == Class::Plain && own.marker.is_some_and(|m| mark(m.text).is_some());
    marked && is_unmarked(below) && own.row + 1 == below.row
}

/// Whether a heading shares its line with that of its first part.
fn is_double(found: &Candidate<'_>) -> bool {
    found.marker.is_none() && matches!(found.why, Reason::Parallel(_)) && found.lead.form == Form::RunIn
}

/// Whether a heading on a line of its own has neither number nor style.
fn is_unmarked(found: &Candidate<'_>) -> bool {
    found.marker.is_none() && found.styled.is_none() && found.lead.form == Form::Own
}

/// Whether the heading at `at` has no text of its own and a group of headings below: all without number or style.
fn is_over(kept: &[Candidate<'_>], at: usize) -> bool {
    let [_, first, second, ..] = kept.get(at..).unwrap_or_default() else { return false };
    let begins = second.number() == 1 && second.marker.is_some();
    is_pair(kept, at) && (begins || is_unmarked(second) && first.row + 1 != second.row)
}

/// Whether the number at `at` does not go on with the heading before it: then the outer series does.
fn goes_on(kept: &[Candidate<'_>], at: usize) -> bool {
    let number = |at: Option<usize>| at.and_then(|at| kept.get(at)).map(Candidate::number);
    number(at.checked_sub(1)).zip(number(Some(at))).is_some_and(|(before, own)| before + 1 != own)
}

/// How many series open one below the other at the most.
const MOST_OPENED: usize = 4;
/// From how many lines without a number on a series of （一） below the last of them stands beside them.
const LEAST_BESIDE: u32 = 4;

/// What a piece tells about its kinds of headings.
struct Order<'t> {
    kinds: Vec<Kind<'t>>,
    /// The usual style level of each kind.
    styles: Vec<Option<u8>>,
    /// How many headings each kind has.
    members: Vec<u32>,
    /// How often a series of the second kind begins right under a heading of the first.
    opens: FxHashMap<(usize, usize), u32>,
    /// Pairs of kinds of which the second begins below a line that a word makes a heading: 2023年工作安排.
    named: FxHashSet<(usize, usize)>,
    /// Pairs of kinds of which the second holds sections by their names after the last of the first.
    beside: FxHashSet<(usize, usize)>,
}

/// The levels of `kept`, 1 the highest, with why.
pub fn levels(kept: &[Candidate<'_>]) -> Vec<(u8, Nesting)> {
    let (order, kinds) = Order::of(kept);
    let mut levels = Vec::with_capacity(kept.len());
    let mut parents = Vec::with_capacity(kept.len());
    let mut open: Vec<usize> = Vec::new();
    for &kind in &kinds {
        let mut beside = false;
        while let Some(&top) = open.last() {
            if top == kind {
                open.pop();
                beside = true;
                break;
            }
            if order.is_above(top, kind) {
                break;
            }
            open.pop();
        }
        parents.push(!open.is_empty());
        let why = match (beside, open.is_empty()) {
            (true, _) => Nesting::Beside,
            (false, true) => Nesting::Top,
            (false, false) => Nesting::Below,
        };
        open.push(kind);
        levels.push((open.len().min(9) as u8, why));
    }
    // Lines without a number miss no parent where a group of them has one; nor do chapters that open the piece at one.
    let grouped = order.kinds.iter().any(|kind| kind.over);
    let opening = kept.first().filter(|found| found.number() == 1 && found.key().class <= Class::Han);
    let opening = opening.and_then(|_| kinds.first());
    let is_free =
        |kind: &usize| grouped && order.kinds.get(*kind).is_some_and(|kind| kind.is_plain()) || opening == Some(kind);
    parents.iter_mut().zip(&kinds).for_each(|(has, kind)| *has |= is_free(kind));
    orphans(&kinds, &parents, &mut levels);
    below_lost(kept, &mut levels);
    levels
}

/// Where a piece lost its first chapters, what stands before the next one stood below them: 一是… over 三、…
fn below_lost(kept: &[Candidate<'_>], levels: &mut [(u8, Nesting)]) {
    let Some(chapter) = kept.iter().position(|found| found.key().class <= Class::Han) else { return };
    let lost = kept.get(chapter).is_some_and(|found| found.key().class == Class::Han && found.number() > 1);
    let numbered = kept.iter().take(chapter).all(|found| found.marker.is_some());
    let top = levels.get(chapter).is_some_and(|(level, _)| *level == 1);
    let own = levels.iter().take(chapter).any(|(level, _)| *level == 1);
    if lost && numbered && top && own {
        for (level, why) in levels.iter_mut().take(chapter).filter(|(_, why)| *why != Nesting::Usual) {
            *level = level.saturating_add(1).min(9);
            *why = Nesting::Lost;
        }
    }
}

/// A heading whose parent is lost keeps the level that its kind has elsewhere in the piece.
fn orphans(kinds: &[usize], parents: &[bool], levels: &mut [(u8, Nesting)]) {
    let mut usual: FxHashMap<usize, u8> = FxHashMap::default();
    for ((&kind, _), &(level, _)) in kinds.iter().zip(parents).zip(levels.iter()).filter(|((_, has), _)| **has) {
        usual.entry(kind).and_modify(|least| *least = level.min(*least)).or_insert(level);
    }
    // What others open below stands above them.
    let below: Vec<u8> = levels.iter().skip(1).map(|(level, _)| *level).chain([0]).collect();
    for (((kind, has_parent), level), below) in kinds.iter().zip(parents).zip(levels.iter_mut()).zip(below) {
        if let (false, Some(usual)) = (*has_parent, usual.get(kind))
            && !(below > level.0 && *usual >= below)
        {
            *level = (*usual, Nesting::Usual);
        }
    }
}

impl<'t> Order<'t> {
    /// What `kept` tells, and the kind of each as its place among the kinds.
    fn of(kept: &[Candidate<'t>]) -> (Self, Vec<usize>) {
        let mut order = Self {
            kinds: Vec::new(),
            styles: Vec::new(),
            members: Vec::new(),
            named: FxHashSet::default(),
            beside: FxHashSet::default(),
            opens: FxHashMap::default(),
        };
        let mut places: FxHashMap<Kind<'t>, usize> = FxHashMap::default();
        let mut kinds = Vec::with_capacity(kept.len());
        for (found, kind) in kept.iter().zip(kinds_of(kept)) {
            let at = *places.entry(kind).or_insert(order.kinds.len());
            kinds.push(at);
            if let Some(members) = order.members.get_mut(at) {
                *members += 1;
            } else {
                order.members.push(1);
            }
            if let Some(style) = order.styles.get_mut(at) {
                *style = style.or(found.styled);
            } else {
                order.kinds.push(kind);
                order.styles.push(found.styled);
            }
        }
        // Where each kind comes again.
        let mut next_of_kind: Vec<Option<usize>> = vec![None; kept.len()];
        let mut later: FxHashMap<usize, usize> = FxHashMap::default();
        for (at, kind) in kinds.iter().enumerate().rev() {
            if let Some(slot) = next_of_kind.get_mut(at) {
                *slot = later.insert(*kind, at);
            }
        }
        // Where each kind stood last.
        let mut stood: FxHashMap<usize, usize> = FxHashMap::default();
        for (at, (pair, of)) in kept.windows(2).zip(kinds.windows(2)).enumerate() {
            let ([above, after], &[a, b]) = (pair, of) else { continue };
            // What a person said of one line says nothing of others.
            if above.why != Reason::ByHand {
                stood.insert(a, at);
            }
            // A line without a number over which the series opened goes on after its last member.
            let opened = |stood: usize| {
                let below = kept.iter().zip(&kinds).skip(stood + 1).take(MOST_OPENED);
                below.take_while(|(found, _)| found.number() == 1).any(|(_, kind)| *kind == a)
            };
            let resumes = stood.get(&b).is_some_and(|stood| opened(*stood));
            // A section by its name after the last member of a series stands beside it: 存在的问题 below 三、.
            let next = next_of_kind.get(at).copied().flatten().and_then(|next| kept.get(next));
            let ended = next.is_none_or(|next| next.number() <= 1);
            let section = after.why == Reason::Word && after.marker.is_none() && ended && above.number() > 1;
            if section {
                order.beside.insert((a, b));
            }
            let begins = after.number() == 1 || after.marker.is_none() && !resumes && !section;
            if a != b && begins {
                let named = |name: &str| names::ends_as_section(name) || period::is_review(name);
                // So does what only announces the series: 活动流程：
                let announces = matches!(above.lead.mark, '：' | ':') && above.row + 1 == after.row;
                if above.marker.is_none() && (named(above.lead.text) || announces) {
                    order.named.insert((a, b));
                }
                *order.opens.entry((a, b)).or_insert(0) += 1;
            }
        }
        (order, kinds)
    }

    fn count(&self, a: usize, b: usize) -> u32 {
        self.opens.get(&(a, b)).copied().unwrap_or(0)
    }

    /// Whether a third kind has both `a` and `b` right under it, `b` more often than `a` has it: then `b` only came
    /// after the last of a series of kind `a`.
    fn are_beside(&self, a: usize, b: usize) -> bool {
        let others = (0..self.kinds.len()).filter(|k| *k != a && *k != b);
        let mut both = others.filter(|&k| self.count(k, a) > 0 && self.count(k, b) > self.count(a, b));
        both.next().is_some()
    }

    /// Whether headings of kind `a` stand above those of kind `b`.
    fn is_above(&self, a: usize, b: usize) -> bool {
        let style = |at: usize| self.styles.get(at).copied().flatten();
        if let (Some(a), Some(b)) = (style(a), style(b))
            && a != b
        {
            return a < b;
        }
        let (Some(outer), Some(inner)) = (self.kinds.get(a), self.kinds.get(b)) else { return false };
        if outer.key == inner.key && outer.again != inner.again {
            return inner.again;
        }
        if outer.key == inner.key && outer.over != inner.over {
            return outer.over;
        }
        if outer.is_plain() && inner.is_plain() && outer.key != inner.key && outer.over != inner.over {
            return outer.over;
        }
        let (down, up) = (self.count(a, b), self.count(b, a));
        if inner.is_plain() && inner.styled == Some(1) && style(a).is_none() {
            return false;
        }
        // A foreword stands beside the chapters.
        if outer.key.word == names::FOREWORD || outer.is_plain() && inner.key.class <= Class::Chapter {
            return false;
        }
        // Numbers that never begin again below lines without a number stand beside them.
        if outer.is_plain()
            && down < 2
            && self.members.get(a).is_some_and(|n| match inner.key.class {
                Class::Han => *n > 1,
                Class::HanBracket => *n >= LEAST_BESIDE,
                _ => false,
            })
            && !self.named.contains(&(a, b))
        {
            return false;
        }
        // A dash opens a part of what stands over it.
        if inner.is_plain() && !inner.key.word.is_empty() && !outer.is_plain() {
            return down > 0 && down >= up;
        }
        // Labels with a colon begin below a name without one.
        if outer.is_plain() && inner.is_plain() && inner.label && !outer.label && inner.styled.is_none() {
            return down > up;
        }
        if inner.is_plain() {
            // One group after the last member of a series stands beside the series, not under that member.
            let chapter = outer.key.class <= Class::Han;
            if chapter && down == 0 && self.beside.contains(&(a, b)) {
                return false;
            }
            return if chapter { down >= up } else { down >= 2 && down > up };
        }
        if down != up && !(down > up && outer.key.class > inner.key.class && self.are_beside(a, b)) {
            return down > up;
        }
        outer.key.class < inner.key.class
    }
}

#[cfg(test)]
mod tests {
    use crate::corpus::outline::tests::check;

    #[test]
    fn what_stands_before_a_chapter_above_one_lost_its_own() {
        check(
            "青石镇学习方案\n@\n一是坚持带头，全员参与。@\n二是坚持学习，突出重𠀀。@\n三、学习专题\n@\n四、学习方法\n@",
            &["3 2 *一是坚持带头，全员参与", "4 2 *二是坚持学习，突出重𠀀", "5 1 三、学习专题", "7 1 四、学习方法"],
        );
    }
}
