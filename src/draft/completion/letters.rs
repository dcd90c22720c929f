//! Letters that stand for Chinese: `cjwm` behind Chinese is offered 创建文明 where the corpus or the draft has it.

use rustc_hash::FxHashMap;

use super::{Asked, Offer, drafted, is_debris, spread};
use crate::corpus::model::Place;
use crate::text::pinyin::Matcher;
use crate::text::safe::is_han;
use crate::text::span::{self, ByteSpan};

/// How many letters at least, and at most.
const LETTERS: (usize, usize) = (3, 24);
/// Bytes of the corpus that are read for it.
const MOST: usize = 6 << 20;
/// From this many places on enough was seen.
const ENOUGH: usize = 400;
/// Of how many words it is looked at whether they are words.
const WEIGHED: usize = 12;
/// Bytes around a place in which words are cut.
const AROUND: usize = 90;

/// What to offer for the letters at the end of `before`.
pub fn offer(asked: &Asked, before: &str, going: &dyn Fn() -> bool) -> Option<Offer> {
    let run = before.len() - before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
    let chinese = |c: char| is_han(c) || "，。；：！？、（“《".contains(c);
    if !(LETTERS.0..=LETTERS.1).contains(&run) || !span::head(before, before.len() - run).ends_with(chinese) {
        return None;
    }
    let matcher = Matcher::new(span::tail(before, before.len() - run));
    let mut seen = Seen::default();
    for text in drafted(asked) {
        seen.look(text, None, &matcher, |_| false);
    }
    let (mut bytes, mut more) = (0, false);
    for number in spread(asked.corpus.documents.len()) {
        let Some(document) = asked.corpus.documents.get(number) else { break };
        if !going() {
            return None;
        }
        bytes += document.text.len();
        seen.look(&document.text, Some(number), &matcher, |at| is_debris(document, at));
        if seen.all >= ENOUGH || bytes > MOST {
            more = true;
            break;
        }
    }
    let least = if run < 4 { 4 } else { 2 };
    let (text, (count, place)) = seen.best(asked, least)?;
    Some(Offer { text, replaces: run, count, more, place })
}

/// What was found so far.
#[derive(Default)]
struct Seen {
    words: FxHashMap<String, (usize, Option<Place>)>,
    all: usize,
}

impl Seen {
    fn look(&mut self, text: &str, document: Option<usize>, matcher: &Matcher, debris: impl Fn(usize) -> bool) {
        let mut from = 0;
        while let Some(found) = matcher.find(span::tail(text, from)) {
            let span = ByteSpan::new(from + found.start, from + found.end);
            let word = span::slice(text, span);
            // The next one may begin inside of this one.
            from = span.start + word.chars().next().map_or(1, char::len_utf8);
            if word.chars().all(is_han) && !debris(span.start) {
                let place = document.map(|document| Place { document, span });
                let known = self.words.entry(word.to_owned()).or_insert((0, place));
                known.0 += 1;
                known.1 = known.1.or(place);
                self.all += 1;
            }
            if self.all >= ENOUGH {
                return;
            }
        }
    }

    /// The most frequent that begins where a word does, better one that ends so as well.
    fn best(self, asked: &Asked, least: usize) -> Option<(String, (usize, Option<Place>))> {
        let mut words: Vec<_> =
            self.words.into_iter().filter(|(word, (count, _))| *count >= least && !dangles(word)).collect();
        words.sort_by(|(one, (many, _)), (other, (count, _))| count.cmp(many).then_with(|| one.cmp(other)));
        // What ends where a word does is best; in the middle of one nothing begins (家重大 in 国家重大). What stands in the
        // draft alone was written by hand.
        let known = |word: &(String, (usize, Option<Place>)), at: fn(&Place) -> usize| {
            let (_, (_, place)) = word;
            place.is_none_or(|place| is_boundary(asked, place, at(&place)))
        };
        words.truncate(WEIGHED);
        words.retain(|word| known(word, |place| place.span.start));
        let whole = words.iter().position(|word| known(word, |place| place.span.end));
        words.into_iter().nth(whole.unwrap_or(0))
    }
}

/// Whether a phrase ends with a word that only leads to the next, or begins with one that belongs to what stands before.
fn dangles(phrase: &str) -> bool {
    phrase.ends_with(|c| "的了和与及在是为对将把被等".contains(c)) || phrase.starts_with(|c| "的了们着过".contains(c))
}

/// Whether a word begins or ends at `byte`, which lies in or at the edge of a place.
fn is_boundary(asked: &Asked, place: Place, byte: usize) -> bool {
    let Some(document) = asked.corpus.documents.get(place.document) else { return false };
    let from = span::floor(&document.text, place.span.start.saturating_sub(AROUND));
    let part = span::slice(&document.text, ByteSpan::new(from, place.span.end + AROUND));
    asked.words.boundaries(part).binary_search(&(byte - from)).is_ok()
}
