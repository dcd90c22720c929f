//! 张冠李戴: names and years that came with borrowed text and are not the draft's own.
//!
//! Only what stands in borrowed text is looked at: text that was taken over, or that stands in the corpus. Nothing is said
//! of text of the draft's own unit but its years. A name that the writer also wrote in text of his own is his.

use super::leftover::without_slots;
use super::names::{Name, names};
use super::own::Own;
use super::people::people;
use super::years::years;
use crate::text::safe::is_han;
use crate::text::segment::{Names, Standing};
use crate::text::span::{ByteSpan, slice, tail};

/// What kind of thing a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The name of a unit.
    Unit,
    /// The name of a place.
    Place,
    /// A person.
    Person,
    /// A year.
    Year,
    /// The name of an activity or project that a foreign place is part of.
    Activity,
}

impl Kind {
    /// Its word: Chinese, and as programs read it.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Unit => ("单位", "unit"),
            Self::Place => ("地名", "place"),
            Self::Person => ("姓名", "person"),
            Self::Year => ("年份", "year"),
            Self::Activity => ("活动", "activity"),
        }
    }
}

/// Something that is not the draft's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Residue {
    /// Bytes of the draft.
    pub at: ByteSpan,
    /// What it is.
    pub kind: Kind,
    /// The number of the source, as it was given.
    pub source: usize,
}

/// A stretch of the draft that is borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Borrowed {
    /// Bytes of the draft.
    pub at: ByteSpan,
    /// The number of its source.
    pub source: usize,
}

/// What the draft is held against.
pub struct Ground<'a> {
    /// The draft.
    pub text: &'a str,
    /// What is borrowed of it, in any order.
    pub borrowed: &'a [Borrowed],
    /// What is the draft's own; a year that is not known is judged by no one.
    pub own: &'a Own,
    /// What is known of each source.
    pub sources: &'a [Own],
    /// Cuts text and knows names.
    pub words: &'a dyn Names,
}

impl std::fmt::Debug for Ground<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ground").field("borrowed", &self.borrowed).field("own", &self.own).finish_non_exhaustive()
    }
}

/// What may follow the name of an activity.
const ACTIVITIES: &[&str] =
    &["活动", "竞赛", "比赛", "大赛", "专题", "主题", "工程", "项目", "志愿服务队", "工作法", "品牌"];

/// The findings, ascending and apart. What stands in a slot 【…】 is none.
pub fn residue(ground: &Ground<'_>) -> Vec<Residue> {
    let text = without_slots(ground.text);
    let ground = &Ground { text: &text, ..*ground };
    let mut out: Vec<Residue> = Vec::new();
    let mut foreign: Vec<String> = Vec::new();
    let touched = |at: ByteSpan| ground.borrowed.iter().any(|b| b.at.overlap(at).is_some());
    let persons = persons(ground);
    // A person is none of the places that the name may hold: 东川 of 罗东川, wherever that stands.
    let mut named: Vec<&str> = persons.iter().map(|(_, name)| name.as_str()).collect();
    named.retain(|name| name.chars().nth(1).is_some());
    named.sort_unstable();
    named.dedup();
    let places = named.iter().flat_map(|name| ground.text.match_indices(name));
    let named: Vec<ByteSpan> = places.map(|(byte, name)| ByteSpan::new(byte, byte + name.len())).collect();
    let of_person = |at: ByteSpan| named.iter().any(|name| name.start <= at.start && at.end <= name.end);
    for (at, name) in &persons {
        if !ground.own.people.iter().any(|own| own.contains(name)) {
            ground.add(&mut out, *at, Kind::Person);
        }
    }
    let mut line_start = 0;
    for line in ground.text.split_inclusive('\n') {
        let at = |span: ByteSpan| ByteSpan::new(span.start + line_start, span.end + line_start);
        if touched(ByteSpan::new(line_start, line_start + line.len())) {
            for Name { at: span, stem, unit } in names(line, ground.words) {
                let kind = if unit { Kind::Unit } else { Kind::Place };
                let name = slice(line, span);
                if !of_person(at(span))
                    && !ground.own.has(name, &stem)
                    && ground.add(&mut out, at(span), kind)
                    && is_region(name, &stem)
                {
                    foreign.push(stem);
                }
            }
            for (span, year) in years(line) {
                ground.year(&mut out, at(span), year);
            }
        }
        line_start += line.len();
    }
    // A place by its stem alone: 文明常德.
    for source in ground.sources.iter().filter(|source| !source.is_same(ground.own)) {
        foreign.extend(source.stems.iter().filter(|stem| !ground.own.has(stem, stem)).cloned());
    }
    foreign.sort_unstable();
    foreign.dedup();
    foreign.retain(|stem| matches!(ground.words.standing(stem), Standing::Place | Standing::Name));
    // 湟中 is no place in 河湟中学, nor 祁连 in 祁连山.
    let bounds = bounds(ground);
    for stem in &foreign {
        for (byte, found) in ground.text.match_indices(stem.as_str()) {
            if bounds.binary_search(&byte).is_err() || bounds.binary_search(&(byte + found.len())).is_err() {
                continue;
            }
            let at = ByteSpan::new(byte, byte + found.len());
            if !of_person(at) {
                ground.add(&mut out, at, Kind::Place);
            }
        }
    }
    for at in activities(ground.text) {
        if foreign.iter().any(|stem| slice(ground.text, at).contains(stem.as_str())) {
            ground.add(&mut out, at, Kind::Activity);
        }
    }
    out.sort_by_key(|found| (found.at.start, std::cmp::Reverse(found.at.end)));
    let mut end = 0;
    out.retain(|found| {
        let apart = found.at.start >= end;
        end = end.max(found.at.end);
        apart
    });
    out
}

impl Ground<'_> {
    /// The source of the borrowed text in which `at` stands.
    fn source(&self, at: ByteSpan) -> Option<usize> {
        self.borrowed.iter().find(|borrowed| borrowed.at.overlap(at).is_some()).map(|borrowed| borrowed.source)
    }

    /// Adds a finding where it is one; says whether it is.
    fn add(&self, out: &mut Vec<Residue>, at: ByteSpan, kind: Kind) -> bool {
        let Some(source) = self.source(at) else { return false };
        let text = slice(self.text, at);
        let same = self.sources.get(source).is_some_and(|source| source.is_same(self.own));
        let written = || {
            let mut places = self.text.match_indices(text).map(|(byte, found)| ByteSpan::new(byte, byte + found.len()));
            places.any(|place| self.source(place).is_none())
        };
        if same || written() {
            return false;
        }
        out.push(Residue { at, kind, source });
        true
    }

    /// A year is residue when it is the source's, the one before or after it, and neither the draft's nor, but for the
    /// source's, the one before the draft's; of a source whose year is not known, one within the last fifteen.
    fn year(&self, out: &mut Vec<Residue>, at: ByteSpan, year: u16) {
        let (Some(own), Some(source)) = (self.own.year, self.source(at)) else { return };
        if year == own {
            return;
        }
        let of = self.sources.get(source).and_then(|source| source.year);
        let wrong = match of {
            Some(of) if of == own => false,
            Some(of) => year == of || year.abs_diff(of) <= 1 && year.abs_diff(own) > 1,
            None => year.abs_diff(own) > 1 && year + 15 > own,
        };
        if wrong {
            out.push(Residue { at, kind: Kind::Year, source });
        }
    }
}

/// The persons of the lines that hold borrowed text: the bytes of their names with their titles, and the names.
fn persons(ground: &Ground<'_>) -> Vec<(ByteSpan, String)> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in ground.text.split_inclusive('\n') {
        let whole = ByteSpan::new(start, start + line.len());
        if ground.borrowed.iter().any(|b| b.at.overlap(whole).is_some()) {
            let found = people(line, ground.words).into_iter();
            out.extend(found.map(|(at, name)| (ByteSpan::new(at.start + start, at.end + start), name)));
        }
        start += line.len();
    }
    out
}

/// Where the words of the text begin, and where the last ends.
fn bounds(ground: &Ground<'_>) -> Vec<usize> {
    let mut tokens = Vec::new();
    ground.words.cut(ground.text, &mut tokens);
    tokens.iter().map(|token| token.start as usize).chain([ground.text.len()]).collect()
}

/// Whether the place with this stem is a region: what stands for itself is known by its stem alone, 常德 for 常德市.
fn is_region(name: &str, stem: &str) -> bool {
    name.match_indices(stem)
        .any(|(at, _)| tail(name, at + stem.len()).starts_with(['省', '市', '县', '区', '镇', '乡']))
}

/// The names in quotation marks or 《》 that an activity follows, marks included.
fn activities(line: &str) -> Vec<ByteSpan> {
    let mut out = Vec::new();
    for (open, close) in [('“', '”'), ('《', '》')] {
        for (start, _) in line.match_indices(open) {
            let inside = tail(line, start + open.len_utf8());
            let Some(length) = inside.find([open, close]).filter(|at| tail(inside, *at).starts_with(close)) else {
                continue;
            };
            let name = slice(inside, ByteSpan::new(0, length));
            let end = start + open.len_utf8() + length + close.len_utf8();
            let behind = tail(line, end);
            let letters = name.chars().filter(|c| is_han(*c)).count();
            let named = ACTIVITIES.iter().any(|activity| {
                behind.find(activity).is_some_and(|at| {
                    slice(behind, ByteSpan::new(0, at)).chars().filter(|c| is_han(*c)).count() <= 4
                        && slice(behind, ByteSpan::new(0, at)).chars().all(is_han)
                })
            });
            if (4..=20).contains(&letters) && named {
                out.push(ByteSpan::new(start, end));
            }
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Chinese;

    fn found(text: &str, borrowed: &str, own: &str, source: &str) -> Vec<(Kind, String)> {
        let words = Chinese::new(&[]);
        let start = text.find(borrowed).unwrap_or(0);
        let borrowed = [Borrowed { at: ByteSpan::new(start, start + borrowed.len()), source: 0 }];
        let (own, sources) = (Own::of_draft(own, &words), [Own::of_draft(source, &words)]);
        let ground = Ground { text, borrowed: &borrowed, own: &own, sources: &sources, words: &words };
        residue(&ground).into_iter().map(|found| (found.kind, slice(text, found.at).to_owned())).collect()
    }

    #[test]
    fn what_came_along_is_found_and_what_is_own_is_not() {
        let borrowed = "2022年，熊伟明局长带队到常德市学习，开展“文明常德我先行”主题活动和“门前三包行动”主题活动，青禾县和柳塘镇参加。";
        let text = format!("青禾县教育局总结\n柳塘镇也好。{borrowed}\n全市行动。");
        let names = found(&text, borrowed, "青禾县教育局2024年工作总结", "常德市民政局2022年工作总结");
        let names: Vec<(Kind, &str)> = names.iter().map(|(kind, name)| (*kind, name.as_str())).collect();
        assert_eq!(
            names,
            [
                (Kind::Year, "2022年"),
                (Kind::Person, "熊伟明局长"),
                (Kind::Place, "常德市"),
                (Kind::Activity, "“文明常德我先行”"),
            ]
        );
    }

    #[test]
    fn text_of_the_drafts_own_unit_brings_only_its_years() {
        let text = "2023年，熊伟明局长到柳塘镇调研，2024年再去，2022年去过，1998年建成。";
        let names = found(text, text, "青禾县教育局2024年总结", "青禾县教育局2023年总结");
        assert_eq!(names, [(Kind::Year, "2023年".to_owned()), (Kind::Year, "2022年".to_owned())]);
        assert_eq!(found(text, "", "青禾县教育局2024年总结", "柳塘镇2022年总结"), []);
    }

    #[test]
    fn slots_and_parts_of_other_words_are_no_names_of_the_source() {
        let text = "在【常德市】召开，【熊伟明局长】讲话，到祁连山和河湟中学。";
        assert_eq!(
            found(text, text, "青禾县教育局2024年总结", "祁连县湟中区常德市2024年总结"),
            [(Kind::Unit, "河湟中学".to_owned())]
        );
    }

    #[test]
    fn a_person_is_no_place() {
        let text = "院长罗东川到会讲话，罗东川还到东川区看望大家。";
        let expected = [(Kind::Person, "罗东川".to_owned()), (Kind::Place, "东川区".to_owned())];
        assert_eq!(found(text, text, "青禾县教育局2024年总结", "柳塘镇2024年总结"), expected);
    }
}
