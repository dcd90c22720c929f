//! What of the corpus is like something that is being written: sentences like a sentence, sections like a section.
//!
//! Documents are chosen by the pairs that their sketches may hold, each weighed by how few documents may hold it (inverse
//! document frequency after Spärck Jones 1972); only what stands in the best of them is read. Must not know drafts.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::path::Path;

use super::likeness::{Shape, Weighed};
use crate::corpus::model::{Corpus, Document, Place, Scope};
use crate::corpus::role::Role;
use crate::text::sentence::sentences_in;
use crate::text::span::ByteSpan;

/// How many of the best documents are read for sentences.
const READ: usize = 300;

/// The most pairs of a text that are looked at: those of about two long sentences.
const PAIRS: usize = 160;

/// Sentences less like than this are not worth showing.
const LEAST: f64 = 0.2;

/// Sections whose body has fewer bytes than this have nothing to take over.
const SHORTEST: usize = 30;

/// A place that is like something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Similar {
    /// The place.
    pub place: Place,
    /// Where it lies.
    pub scope: Scope,
    /// How like it is; more is more.
    pub likeness: f64,
}

/// What a section of the corpus is to be like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The role that it is to play.
    pub role: Option<Role>,
    /// Its heading.
    pub heading: String,
    /// What the work is about: its title.
    pub title: String,
}

/// At most `most` sentences like `text`, the likest first, each text once. Documents at `except` and what equals `text`
/// are left out. Nothing more comes once `going` says no.
pub fn sentences(
    corpus: &Corpus,
    text: &str,
    except: Option<&Path>,
    most: usize,
    going: &dyn Fn() -> bool,
) -> Vec<Similar> {
    let shape = Shape::of(text);
    let pairs = shape.pairs().get(..PAIRS).unwrap_or_else(|| shape.pairs());
    let mut held = vec![0_u32; pairs.len()];
    let mut holders: Vec<(usize, Vec<u16>)> = Vec::new();
    for (number, document) in others(corpus, except) {
        if number % 64 == 0 && !going() {
            return Vec::new();
        }
        let sketch = document.sketch();
        let own: Vec<u16> =
            (0..).zip(pairs).filter(|(_, pair)| sketch.may_hold_pair(**pair)).map(|(at, _)| at).collect();
        for at in &own {
            if let Some(held) = held.get_mut(usize::from(*at)) {
                *held += 1;
            }
        }
        // Fewer than a fifth of the pairs can make no sentence that is like enough.
        if own.len() * 5 >= pairs.len() && !own.is_empty() {
            holders.push((number, own));
        }
    }
    let all = corpus.documents.len() as f64;
    let weights: Vec<f64> = held.iter().map(|held| (1.0 + all / f64::from(held + 1)).ln()).collect();
    let weighed = Weighed::new(pairs.iter().copied().zip(weights.iter().copied()));
    let score = |own: &[u16]| own.iter().filter_map(|at| weights.get(usize::from(*at))).sum::<f64>();
    let mut best: Vec<(f64, usize)> = holders.iter().map(|(number, own)| (score(own), *number)).collect();
    best.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    best.truncate(READ);
    let mut found = Vec::new();
    for (_, number) in best {
        let Some(document) = corpus.documents.get(number) else { continue };
        if !going() {
            return Vec::new();
        }
        for piece in &document.pieces {
            // Sentences are wanted, not headings that stand alone, titles or dates.
            let alone = piece.sections.iter().filter(|section| !section.run_in).map(|section| section.line);
            let alone: HashSet<usize> = alone.chain(piece.matter.iter().map(|(line, _)| *line)).collect();
            for (_, paragraph) in document.paragraphs(piece.span).filter(|(line, _)| !alone.contains(line)) {
                for span in sentences_in(&document.text, paragraph) {
                    if piece.sections.iter().any(|section| section.heading == span) {
                        continue;
                    }
                    let likeness = weighed.likeness(&Shape::of(document.slice(span)));
                    if likeness >= LEAST {
                        found.push((likeness, Place { document: number, span }));
                    }
                }
            }
        }
    }
    found.sort_by(|(one, a), (other, b)| other.total_cmp(one).then(a.cmp(b)));
    let mut seen: HashSet<Shape> = HashSet::from([shape]);
    let mut out = Vec::new();
    for (likeness, place) in found {
        let Some(document) = corpus.documents.get(place.document) else { continue };
        if out.len() >= most {
            break;
        }
        if seen.insert(Shape::of(document.slice(place.span))) {
            out.push(Similar { place, scope: corpus.scope_at(place), likeness });
        }
    }
    out
}

/// At most `most` sections like `wanted`, the likest first: their bodies with all that is below them. Where a role is wanted
/// only sections that play it count. Documents at `except` are left out.
///
/// The likeness is that of the headings, twice, and that of the titles, once.
pub fn sections(
    corpus: &Corpus,
    wanted: &Wanted,
    except: Option<&Path>,
    most: usize,
    going: &dyn Fn() -> bool,
) -> Vec<Similar> {
    let (heading, title) = (Shape::of(&wanted.heading), Shape::of(&wanted.title));
    let mut found: Vec<Similar> = Vec::new();
    for (number, document) in others(corpus, except) {
        if number % 64 == 0 && !going() {
            return Vec::new();
        }
        for (at, piece) in document.pieces.peek().iter().enumerate() {
            let mut of_title = None;
            for (nth, section) in piece.sections.iter().enumerate() {
                let role = section.role.as_ref().map(|found| found.role);
                let body = body(document, section.heading, section.span);
                if wanted.role.is_some() && role != wanted.role || body.len() < SHORTEST {
                    continue;
                }
                let of_title = *of_title.get_or_insert_with(|| title.likeness(&Shape::of(&piece.title)));
                let likeness = 2.0 * heading.likeness(&Shape::of(&section.text)) + of_title;
                // Without a role the heading alone says that the section is of use.
                if wanted.role.is_none() && likeness <= of_title {
                    continue;
                }
                let place = Place { document: number, span: body };
                found.push(Similar { place, scope: Scope::Section(number, at, nth), likeness });
            }
        }
        if found.len() > 64 * most.max(1) {
            keep_best(&mut found, most);
        }
    }
    keep_best(&mut found, most);
    found
}

fn keep_best(found: &mut Vec<Similar>, most: usize) {
    let order = |one: &Similar, other: &Similar| -> Ordering {
        other.likeness.total_cmp(&one.likeness).then(one.place.cmp(&other.place))
    };
    found.sort_by(order);
    found.truncate(most);
}

/// What stands under a heading, without the blanks around it.
fn body(document: &Document, heading: ByteSpan, section: ByteSpan) -> ByteSpan {
    let whole = ByteSpan::new(heading.end.min(section.end), section.end);
    let text = document.slice(whole);
    let start = whole.start + (text.len() - text.trim_start().len());
    ByteSpan::new(start, (whole.start + text.trim_end().len()).max(start))
}

fn others<'a>(corpus: &'a Corpus, except: Option<&'a Path>) -> impl Iterator<Item = (usize, &'a Document)> {
    let documents = corpus.documents.iter().enumerate().map(|(number, document)| (number, document.as_ref()));
    documents.filter(move |(_, document)| except.is_none_or(|path| document.path != path))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;

    fn corpus() -> Corpus {
        let texts = [
            (
                "去年.txt",
                "临江局创城总结\n一、组织领导\n成立了领导小组，局长任组长，分管副局长任副组长。\n二、入户宣传\n共入户宣传１２００户，发放倡议书3000份。\n三、存在问题\n经费不足，人手不够，宣传不够深入。\n",
            ),
            (
                "前年.txt",
                "河口镇创城总结\n一、加强领导\n成立领导小组，由镇长任组长。\n二、宣传发动\n入户宣传800户，发放倡议书。\n三、问题\n居民参与率不高，积极性有待提高，需要再发动。\n",
            ),
            ("无关.txt", "水稻种植技术\n一、选种\n选用抗倒伏品种，晒种两天，浸种一昼夜。\n"),
        ];
        let document = |(path, text)| Arc::new(load::of_text(Path::new(path), text, &Corrections::default()));
        Corpus { documents: texts.into_iter().map(document).collect(), ..Corpus::default() }
    }

    fn texts<'a>(corpus: &'a Corpus, found: &[Similar]) -> Vec<&'a str> {
        found.iter().filter_map(|s| Some(corpus.documents.get(s.place.document)?.slice(s.place.span))).collect()
    }

    #[test]
    fn sentences_are_like_by_what_is_rare_in_them_and_figures_do_not_count() {
        let corpus = corpus();
        let found = sentences(&corpus, "今年入户宣传950户，发放倡议书2000份", None, 10, &|| true);
        assert_eq!(texts(&corpus, &found), ["入户宣传800户，发放倡议书。", "共入户宣传１２００户，发放倡议书3000份。"]);
        let mine = corpus.documents.first().map(|document| document.path.clone());
        let found = sentences(&corpus, "今年入户宣传950户，发放倡议书2000份", mine.as_deref(), 10, &|| true);
        assert_eq!(found.len(), 1);
        assert!(sentences(&corpus, "入户宣传800户，发放倡议书。", None, 10, &|| true).len() == 1, "not itself");
        assert!(sentences(&corpus, "", None, 10, &|| true).is_empty());
        assert!(sentences(&corpus, "入户宣传", None, 10, &|| false).is_empty());
    }

    #[test]
    fn sections_play_the_role_and_the_likest_heading_comes_first() {
        let corpus = corpus();
        let role = Some(Role::Difficulty);
        let wanted = Wanted { role, heading: "存在问题".to_owned(), title: "临江局创城总结".to_owned() };
        let found = sections(&corpus, &wanted, None, 10, &|| true);
        assert_eq!(
            texts(&corpus, &found),
            ["经费不足，人手不够，宣传不够深入。", "居民参与率不高，积极性有待提高，需要再发动。"]
        );
        let wanted = Wanted { role: None, heading: "选种".to_owned(), title: String::new() };
        let found = sections(&corpus, &wanted, None, 10, &|| true);
        assert_eq!(texts(&corpus, &found), ["选用抗倒伏品种，晒种两天，浸种一昼夜。"]);
        assert_eq!(sections(&corpus, &wanted, None, 0, &|| true).len(), 0);
    }
}
