//! Two versions of a text, and two reviews of one document: put together, nothing is lost and nothing is made up.

use wengao::compare::Comparison;
use wengao::compare::model::{Fate, Paragraph, Part, PartKind, Stand};
use wengao::corpus::correction::Corrections;
use wengao::corpus::load;
use wengao::corpus::model::Document;
use wengao::draft::anchor;
use wengao::draft::buffer::{Buffer, PosSpan};
use wengao::draft::origin::{Origin, Origins};
use wengao::review::Review;
use wengao::text::diff::{Block, Diff};
use wengao::text::span::{ByteSpan, slice};

use super::bytes::Bytes;
use super::draft::source;

/// The first byte chooses: the others are the lines of two sidecars, or a text and what is changed in it.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    if bytes.byte().is_multiple_of(4) {
        return reviews(bytes);
    }
    let changes = bytes.below(8);
    let places: Vec<(usize, usize, String)> =
        (0..changes).map(|_| (bytes.below(1 << 16), bytes.below(64), bytes.text(12))).collect();
    let from = bytes.below(1 << 16);
    let old = bytes.all_text();
    let new = changed(&old, &places);
    difference(&old, &new);
    borrowed(&old, &new, from);
    let document = |text: &str| load::of_text(std::path::Path::new("稿.txt"), text, &Corrections::default());
    let (one, other) = (document(&old), document(&new));
    comparison(&one, &other);
    comparison(&other, &one);
    assert!(Comparison::new(&one, &one).is_same());
}

/// `text` with stretches taken out, others put in, and those taken out put in elsewhere.
fn changed(text: &str, changes: &[(usize, usize, String)]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let mut kept: Vec<char> = Vec::new();
    for (at, length, inserted) in changes {
        let at = at % (characters.len() + 1);
        let end = (at + length).min(characters.len());
        let put: Vec<char> = if length % 3 == 0 { kept.clone() } else { inserted.chars().collect() };
        kept = characters.splice(at..end, put).collect();
    }
    characters.into_iter().collect()
}

/// Both texts can be read from their difference.
fn difference(old: &str, new: &str) {
    let diff = Diff::new(old, new);
    let (mut before, mut after): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for block in &diff.blocks {
        match block {
            Block::Same(paragraphs) => {
                before.extend(paragraphs.iter().cloned());
                after.extend(paragraphs.iter().cloned());
            }
            Block::Changed { old, new } => {
                before.extend(old.iter().map(|parts| parts.iter().map(|part| part.text.as_str()).collect()));
                after.extend(new.iter().map(|parts| parts.iter().map(|part| part.text.as_str()).collect()));
            }
        }
    }
    assert_eq!((before.join("\n").as_str(), after.join("\n").as_str()), (old, new));
    assert_eq!(diff.is_empty(), old == new);
}

/// What was borrowed is found again only where its words stand.
fn borrowed(old: &str, new: &str, from: usize) {
    let (old, new) = (Buffer::from_text(old), Buffer::from_text(new));
    let mut spans = Vec::new();
    for (number, length) in [24, 3, 60].into_iter().enumerate() {
        let start = old.at_offset((from * (number + 1)) % (old.bytes() + 1));
        let end = old.at_offset(old.offset(start) + length);
        spans.push(Origin { span: PosSpan::new(start, end), source: source(number) });
    }
    let origins = Origins::new(spans);
    let found = anchor::again(&old, &origins, &new);
    for origin in found.spans() {
        let text = new.slice(origin.span);
        assert!(!text.is_empty());
        // Neighbours of one source become one stretch; all of it is made of what was borrowed from there.
        let own = origins.spans().iter().filter(|other| other.source == origin.source);
        let own: Vec<String> = own.map(|other| old.slice(other.span)).collect();
        assert!(own.contains(&text) || own.len() > 1, "{text:?} is none of {own:?}");
    }
    assert_eq!(anchor::again(&old, &origins, &old), origins);
}

/// Every paragraph of both texts stands in a comparison once, and both texts can be rebuilt from its parts.
fn comparison(one: &Document, other: &Document) {
    let comparison = Comparison::new(one, other);
    let (old, new) = (one.text.as_str(), other.text.as_str());
    let rebuilt = |text: &str, all: Vec<(&Paragraph, Stand)>, part: &dyn Fn(&Part) -> String| {
        let mut out = String::new();
        for (paragraph, stand) in all {
            out.push_str(slice(text, ByteSpan::new(stand.span.start, stand.core.start)));
            out.extend(paragraph.parts.iter().map(part));
            out.push_str(slice(text, ByteSpan::new(stand.core.end, stand.span.end)));
        }
        out
    };
    let mut olds: Vec<(&Paragraph, Stand)> = comparison.paragraphs().filter_map(|p| Some((p, p.old?))).collect();
    let mut news: Vec<(&Paragraph, Stand)> = comparison.paragraphs().filter_map(|p| Some((p, p.new?))).collect();
    olds.sort_by_key(|(_, stand)| stand.span.start);
    news.sort_by_key(|(_, stand)| stand.span.start);
    // What is the same is taken from the other text.
    let before = rebuilt(old, olds, &|part| match part.kind {
        PartKind::Same => slice(new, part.new).to_owned(),
        _ => slice(old, part.old).to_owned(),
    });
    let after = rebuilt(new, news, &|part| match part.kind {
        PartKind::Same => slice(old, part.old).to_owned(),
        _ => slice(new, part.new).to_owned(),
    });
    assert!(old.trim().is_empty() || before == old, "{before:?} is not {old:?}");
    assert!(new.trim().is_empty() || after == new, "{after:?} is not {new:?}");
    assert!(comparison.moves.iter().all(|found| slice(old, found.old) == slice(new, found.new)));
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert!(!comparison.is_same() || bare(old) == bare(new), "{old:?} and {new:?} are told to be the same");
    for (index, passage) in comparison.passages.iter().enumerate() {
        if let Fate::Away(to) | Fate::Split(to) | Fate::Merged(to) = passage.fate {
            assert!(to < comparison.passages.len() && to != index);
        }
    }
}

/// The order in which reviews are put together makes no difference; what is written is read again as it was.
fn reviews(mut bytes: Bytes) {
    let split = bytes.byte();
    let lines: Vec<&[u8]> = bytes.rest().split(|byte| *byte == b'\n').collect();
    let part = |bit: u8| -> Vec<u8> {
        let those = lines.iter().enumerate().filter(|(at, _)| (split.rotate_left(*at as u32) >> bit) & 1 == 1);
        those.flat_map(|(_, line)| [*line, b"\n"].concat()).collect()
    };
    let of = |bytes: &[u8]| Review::read(bytes).0;
    let (a, b) = (of(&part(0)), of(&part(3)));
    let (mut one, mut other) = (a.clone(), b.clone());
    one.merge(&b);
    other.merge(&a);
    assert_eq!(one, other);
    assert_eq!(one.bytes(), other.bytes());
    assert!(a.records().chain(b.records()).all(|record| one.records().any(|own| own == record)));
    assert_eq!(of(&one.bytes()), one);
    let text = "一、创建文明城市\n各科室要提高认识，抓好落实。\n二、存在问题\n各科室要提高认识，抓好落实。";
    for placed in one.standing().places(text) {
        assert!(placed.span().is_none_or(|span| text.get(span.start..span.end).is_some()), "{placed:?}");
    }
}
