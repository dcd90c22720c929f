//! Checking a draft against an index: its spans, where they stand in the corpus, and the share that they make.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::index::Index;
use super::phrases::Phrases;
use super::sequence::{Chosen, LEAST, Sequence, WINDOW, backward, forward};
use crate::corpus::model::{Document, Place};
use crate::text::span::ByteSpan;

/// How many matches that hold one chosen stretch are kept, and how many places are looked at for them. What stands at more is a formula, and what goes on longer than
/// it does is found by its other stretches.
pub const MOST: usize = 64;
const LOOKED_AT: usize = 8 * MOST;

/// A span of the draft that stands in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the draft, from its first Chinese character to behind its last.
    pub at: ByteSpan,
    /// Its Chinese characters.
    pub letters: usize,
    /// Where it stands: of all places the one in the document that holds most of what the draft has in common with the
    /// corpus, the first where several do.
    pub place: Place,
    /// At how many other places it stands as well.
    pub others: usize,
    /// There may be more of them: it holds something that stands in very many places.
    pub more: bool,
}

/// What a draft has in common with the corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// The spans, ascending. Two may share characters.
    pub spans: Vec<Span>,
    /// Chinese characters within spans.
    pub covered: usize,
    /// Chinese characters of the draft.
    pub letters: usize,
}

impl Overlap {
    /// The share of the draft within spans, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.letters == 0 { 0.0 } else { self.covered as f64 / self.letters as f64 }
    }
}

/// A stretch of the draft that stands somewhere: characters of the draft, and the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    start: usize,
    /// Turned round, so that of those that begin together the longest comes first.
    end: std::cmp::Reverse<usize>,
    place: Place,
}

/// Checks `draft`; documents whose numbers are in `own` are no source.
pub fn check(index: &Index, draft: &Sequence, own: &[usize], phrases: &Phrases) -> Overlap {
    let mut found = Found { matches: Vec::new(), common: Vec::new() };
    draft.choose(&mut Vec::new(), |chosen| found.around(index, draft, chosen, own));
    let Found { mut matches, common } = found;
    matches.sort_unstable();
    matches.dedup();
    let spans = cover(&maximal(&matches, &phrases.cover(draft)));
    let votes = votes(&matches, &spans);
    let mut overlap = Overlap { letters: draft.letters.len(), ..Overlap::default() };
    let mut end = 0;
    for range in spans {
        let those = matches.get(range).unwrap_or_default();
        let weight = |of: &&Match| votes.get(&of.place.document).copied().unwrap_or(0);
        // The last of equals is what `max_by_key` gives.
        let Some(best) = those.iter().rev().max_by_key(weight) else { continue };
        let (start, stop) = (best.start, best.end.0);
        overlap.covered += stop - start.max(end).min(stop);
        end = stop;
        overlap.spans.push(Span {
            at: draft.bytes(start, stop),
            letters: stop - start,
            place: best.place,
            others: those.len() - 1,
            more: common.iter().any(|at| (start..stop).contains(at)),
        });
    }
    overlap
}

struct Found {
    matches: Vec<Match>,
    /// The chosen stretches of which not all places were looked at.
    common: Vec<usize>,
}

impl Found {
    /// Adds the matches that hold `chosen`.
    fn around(&mut self, index: &Index, draft: &Sequence, chosen: Chosen, own: &[usize]) {
        let (before, behind) = draft.letters.split_at(chosen.at.min(draft.letters.len()));
        let (mut left, mut looks) = (MOST, LOOKED_AT);
        // What goes on as far as that backwards holds an earlier stretch, and was found by it.
        let known = self.common.last().is_none_or(|last| last + WINDOW < chosen.at);
        let near = before.get(before.len().saturating_sub(WINDOW)..).unwrap_or_default();
        for held in index.held() {
            held.segment.candidates(chosen, |number, document, byte| {
                let number = held.numbers.get(number).map_or(usize::MAX, |number| *number as usize);
                if own.contains(&number) {
                    return true;
                }
                looks -= 1;
                if known && near.len() == WINDOW && backward(document, byte, near).0 == WINDOW {
                    return looks > 0;
                }
                if let Some((length, back, span)) = common(document, byte, before, behind) {
                    let (start, end) = (chosen.at - back, std::cmp::Reverse(chosen.at + length));
                    self.matches.push(Match { start, end, place: Place { document: number, span } });
                    left -= 1;
                }
                left > 0 && looks > 0
            });
            if left == 0 || looks == 0 {
                self.common.push(chosen.at);
                return;
            }
        }
    }
}

/// What the draft, which is `before` and `behind` a place, has in common with `document` around `byte`: how many
/// characters behind and before, and their bytes; nothing where it is no match.
fn common(document: &Arc<Document>, byte: usize, before: &[char], behind: &[char]) -> Option<(usize, usize, ByteSpan)> {
    let (length, end) = forward(document, byte, behind);
    if length == 0 {
        return None;
    }
    let (back, start) = backward(document, byte, before);
    (length + back >= LEAST).then_some((length, back, ByteSpan::new(start, end)))
}

/// The maximal matches of those that are no set phrases, ascending: each is a range of `matches`, one for every place.
fn maximal(matches: &[Match], phrases: &[bool]) -> Vec<(Match, std::ops::Range<usize>)> {
    let mut out: Vec<(Match, std::ops::Range<usize>)> = Vec::new();
    let mut reached = 0;
    for (number, one) in matches.iter().enumerate() {
        match out.last_mut() {
            Some((last, range)) if (last.start, last.end) == (one.start, one.end) => range.end = number + 1,
            _ if one.end.0 <= reached => {}
            _ => {
                let inside = phrases.get(one.start..one.end.0).unwrap_or_default();
                if !inside.iter().all(|phrase| *phrase) {
                    reached = one.end.0;
                    out.push((*one, number..number + 1));
                }
            }
        }
    }
    out
}

/// The fewest of the maximal matches that cover what all cover: as ranges of the matches.
fn cover(all: &[(Match, std::ops::Range<usize>)]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let (mut at, mut end) = (0, 0);
    while let Some((first, range)) = all.get(at) {
        let behind = all.partition_point(|(one, _)| one.start <= end).max(at);
        // Of those that join on, the last reaches furthest; where none does, the next one begins anew.
        let (one, range) = match behind.checked_sub(1).and_then(|last| all.get(last)) {
            Some((last, range)) if behind > at && !out.is_empty() => (last, range),
            _ => (first, range),
        };
        at = if behind > at && !out.is_empty() { behind } else { at + 1 };
        end = one.end.0;
        out.push(range.clone());
    }
    out
}

/// How many characters of the spans stand in each document.
fn votes(matches: &[Match], spans: &[std::ops::Range<usize>]) -> FxHashMap<usize, usize> {
    let mut votes = FxHashMap::default();
    for range in spans {
        let mut last = None;
        for one in matches.get(range.clone()).unwrap_or_default() {
            // Ascending by document: at two places of one it counts once.
            if last.replace(one.place.document) != Some(one.place.document) {
                *votes.entry(one.place.document).or_default() += one.end.0 - one.start;
            }
        }
    }
    votes
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::corpus::model::Noise;
    use crate::text::span::slice;

    fn document(name: &str, text: &str) -> Arc<Document> {
        Arc::new(load::of_text(Path::new(name), text, &Corrections::default()))
    }

    fn checked(documents: &[Arc<Document>], draft: &str) -> Overlap {
        check(&Index::of(documents), &Sequence::of_text(draft), &[], &Phrases::default())
    }

    fn shown<'a>(documents: &'a [Arc<Document>], draft: &'a str, overlap: &Overlap) -> Vec<(&'a str, &'a str, usize)> {
        let source = |place: Place| documents.get(place.document).map_or("", |document| document.slice(place.span));
        overlap.spans.iter().map(|span| (slice(draft, span.at), source(span.place), span.others)).collect()
    }

    const SENTENCE: &str = "组织志愿者１２０人次,走访沿街商铺\n三百家，发放倡议书2000份。";

    #[test]
    fn a_copied_sentence_is_found_though_figures_marks_and_breaks_are_others() {
        let documents = [document("甲.txt", &format!("上半年。{SENTENCE}下一步再抓。\n"))];
        let draft = "我镇组织志愿者98人次，走访沿街商铺三百家； 发放倡议书xx份，效果好。";
        let overlap = checked(&documents, draft);
        let (own, source) = (
            "组织志愿者98人次，走访沿街商铺三百家； 发放倡议书xx份",
            "组织志愿者１２０人次,走访沿街商铺\n三百家，发放倡议书2000份",
        );
        assert_eq!(shown(&documents, draft, &overlap), [(own, source, 0)]);
        assert_eq!((overlap.covered, overlap.letters), (22, 27));
        assert!((overlap.share() - 22.0 / 27.0).abs() < 1e-9);
    }

    #[test]
    fn twelve_characters_are_nothing_and_thirteen_are_a_span() {
        let documents = [document("甲.txt", "甲乙丙丁戊己庚辛壬癸子丑寅")];
        assert_eq!(checked(&documents, "甲乙丙丁戊己庚辛壬癸子丑").spans, []);
        assert_eq!(checked(&documents, "卯甲乙丙丁戊己庚辛壬癸子丑寅辰").covered, 13);
        assert_eq!(checked(&documents, ""), Overlap::default());
        assert_eq!(checked(&[], "卯甲乙丙丁戊己庚辛壬癸子丑寅辰").covered, 0);
    }

    #[test]
    fn of_equal_places_the_one_that_its_neighbours_come_from_is_taken() {
        let one = "整治背街小巷十二条清运建筑垃圾三百吨";
        let two = "粉刷楼道墙面四千平方更换破损井盖若干";
        let documents = [
            document("甲.txt", &format!("{one}。\n{one}。\n")),
            document("乙.txt", &format!("{two}。甲乙。{one}。\n")),
            document("丙.txt", &format!("{two}。\n")),
        ];
        let draft = format!("{one}，我们又{two}。");
        let overlap = checked(&documents, &draft);
        let of: Vec<_> = overlap.spans.iter().map(|span| (span.place.document, span.others)).collect();
        assert_eq!(of, [(1, 2), (1, 1)]);
    }

    #[test]
    fn text_of_two_documents_joined_is_two_spans() {
        let documents = [
            document("甲.txt", "各社区把环境整治同志愿服务结合起来抓"),
            document("乙.txt", "结合起来抓落实机制建设做到每周有调度"),
        ];
        let draft = "各社区把环境整治同志愿服务结合起来抓落实机制建设做到每周有调度";
        let overlap = checked(&documents, draft);
        let own: Vec<&str> = overlap.spans.iter().map(|span| slice(draft, span.at)).collect();
        assert_eq!(own, ["各社区把环境整治同志愿服务结合起来抓", "结合起来抓落实机制建设做到每周有调度"]);
        assert_eq!(overlap.covered, overlap.letters);
    }

    #[test]
    fn set_phrases_alone_debris_and_the_drafts_own_file_are_no_source() {
        let phrase = "坚持以习近平新时代中国特色社会主义思想为指导";
        let text = "全街道开展入户宣传发放公开信四千余份";
        let page = format!("{phrase}，抓落实\n广告位招租请致电本站编辑部谢谢大家\n{text}\n");
        let mut noisy = load::of_text(Path::new("甲.txt"), &page, &Corrections::default());
        noisy.noise = vec![Noise { line: 2, what: "广告".into(), why: String::new() }].into();
        let documents = [Arc::new(noisy)];
        assert_eq!(checked(&documents, &format!("我们{phrase}。")).spans, []);
        assert_eq!(checked(&documents, "广告位招租请致电本站编辑部谢谢大家").spans, []);
        let across = checked(&documents, &format!("{phrase}，抓落实；{text}。"));
        assert_eq!(across.spans.iter().map(|span| span.letters).collect::<Vec<_>>(), [across.letters]);
        // Debris at the end of a document, behind which nothing comes.
        let mut ends = load::of_text(Path::new("乙.txt"), &format!("{text}\n返回首页\n"), &Corrections::default());
        ends.noise = vec![Noise { line: 2, what: "导航".into(), why: String::new() }].into();
        assert_eq!(checked(&[Arc::new(ends)], &format!("{text}后面是自己写的")).covered, 18);
        let own = check(&Index::of(&documents), &Sequence::of_text(text), &[0], &Phrases::default());
        assert_eq!(own.spans, []);
    }

    #[test]
    fn what_stands_everywhere_is_found_and_says_that_there_may_be_more_places() {
        let text = "各村各社区都要把责任落实到人到岗到户";
        let documents: Vec<_> = (0..MOST + 40).map(|number| document(&format!("{number}.txt"), text)).collect();
        let overlap = checked(&documents, text);
        assert_eq!(overlap.covered, overlap.letters);
        let told: Vec<_> = overlap.spans.iter().map(|span| (span.others, span.more)).collect();
        assert_eq!(told, [(MOST - 1, true)]);
    }

    #[test]
    fn an_index_follows_a_corpus_that_changes() {
        let text = |n: usize| format!("第{}村开展人居环境整治行动清理沟渠和杂物", ["一", "二", "三", "四"][n % 4]);
        let mut documents: Vec<_> = (0..4).map(|n| document(&format!("{n}.txt"), &text(n))).collect();
        let mut index = Index::default();
        for round in 0..40 {
            let batches = index.follow(&documents);
            index.adopt(batches.into_iter().map(crate::overlap::segment::Segment::build), &documents);
            assert!(index.segments() < 12, "{}", index.segments());
            for draft in (0..4).map(text) {
                let draft = Sequence::of_text(&draft);
                let fresh = check(&Index::of(&documents), &draft, &[], &Phrases::default());
                assert_eq!(check(&index, &draft, &[], &Phrases::default()), fresh, "{round}");
            }
            // One goes, one comes, and so all have other numbers.
            documents.remove(round % documents.len());
            documents.insert(round % 3, document("新.txt", &text(round * 3)));
        }
    }

    /// The spans as the definition has them, by comparing every place with every other.
    fn by_definition(documents: &[Arc<Document>], draft: &Sequence) -> Vec<(ByteSpan, usize)> {
        let texts: Vec<Sequence> = documents.iter().map(|document| Sequence::of(document)).collect();
        let count = draft.letters.len();
        let longest = |start: usize| {
            let places = texts.iter().flat_map(|text| (0..text.letters.len()).map(move |at| (text, at)));
            let same = |(text, at): (&Sequence, usize)| {
                let pairs = draft.letters.iter().skip(start).zip(text.letters.iter().skip(at));
                pairs.take_while(|(one, other)| one == other).count()
            };
            places.map(same).max().unwrap_or(0)
        };
        let all: Vec<(usize, usize)> = (0..count)
            .map(|start| (start, start + longest(start)))
            .filter(|(start, end)| end - start >= LEAST)
            .collect();
        let maximal: Vec<(usize, usize)> = all
            .iter()
            .filter(|(s, e)| !all.iter().any(|(os, oe)| (os, oe) != (s, e) && os <= s && e <= oe))
            .copied()
            .collect();
        let covered = |at: usize| all.iter().any(|(start, end)| (*start..*end).contains(&at));
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(next) = (at..count).find(|at| covered(*at)) {
            let reaching = maximal.iter().filter(|(start, end)| *start <= next && next < *end);
            let Some((start, end)) = reaching.max_by_key(|(_, end)| *end) else { break };
            let letters: Vec<char> = draft.letters.iter().skip(*start).take(end - start).copied().collect();
            let places = texts.iter().map(|t| t.letters.windows(letters.len()).filter(|w| *w == letters).count());
            out.push((draft.bytes(*start, *end), places.sum::<usize>() - 1));
            at = *end;
        }
        out
    }

    proptest! {
        #[test]
        fn spans_are_what_the_definition_says(
            texts in vec("[创城文，1\n]{0,60}", 1..4),
            cuts in vec((any::<usize>(), any::<usize>(), 0_usize..40, "[创城文a。\n]{0,6}"), 0..6),
        ) {
            let documents: Vec<_> =
                texts.iter().enumerate().map(|(n, text)| document(&format!("{n}.txt"), text)).collect();
            let mut draft = String::new();
            for (of, from, length, own) in &cuts {
                let text: Vec<char> = texts.get(of % texts.len()).map(|t| t.chars().collect()).unwrap_or_default();
                draft.extend(text.iter().skip(from % (text.len() + 1)).take(*length));
                draft.push_str(own);
            }
            let sequence = Sequence::of_text(&draft);
            let overlap = check(&Index::of(&documents), &sequence, &[], &Phrases::default());
            let found: Vec<_> = overlap.spans.iter().map(|span| (span.at, span.others)).collect();
            prop_assert_eq!(found, by_definition(&documents, &sequence));
            for span in &overlap.spans {
                let source = documents.get(span.place.document).map_or("", |d| d.slice(span.place.span));
                prop_assert_eq!(Sequence::of_text(source).letters, Sequence::of_text(slice(&draft, span.at)).letters);
            }
        }
    }
}
