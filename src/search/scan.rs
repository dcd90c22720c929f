//! One word looked for in many documents at once. Texts that were read together lie side by side: a word that can nowhere
//! overlap itself is looked for in whole runs of them, and what lies across the end of a document is passed over.

use super::engine::Hit;
use super::find::Found;
use super::ready::Texts;
use crate::text::folded::{Needle, Sketch};
use crate::text::shared::Text;
use crate::text::span::ByteSpan;

/// A document that may hold the word: its number, its text and what is known of that.
type Wanted<'a> = (usize, &'a Text, &'a Sketch);

/// Appends the places of `word` in the documents with these numbers, which ascend.
pub fn find(word: &Needle, texts: Texts<'_>, numbers: impl Iterator<Item = usize>, hits: &mut Vec<Hit>) {
    // Which documents may hold it is asked of all of them first: the memory answers many such questions at a time.
    let known = numbers.filter_map(|number| texts.get(number).map(|(text, sketch)| (number, text, sketch)));
    let wanted: Vec<Wanted<'_>> = known.filter(|(.., sketch)| word.may_stand(sketch)).collect();
    let alone = word.overlaps_itself();
    let one_run = |(_, one, own): &Wanted<'_>, (_, next, other): &Wanted<'_>| {
        !alone && word.is_plain(own) && word.is_plain(other) && one.is_before(next)
    };
    for run in wanted.chunk_by(one_run) {
        match run {
            [(number, text, sketch)] => word.each(text, sketch, |span| hits.extend(hit(*number, span))),
            run => in_run(word, run, hits),
        }
    }
}

fn hit(document: usize, span: ByteSpan) -> Option<Hit> {
    Hit::new(document, Found { span, term: Some(0) })
}

/// The places in texts that lie side by side.
fn in_run(word: &Needle, run: &[Wanted<'_>], hits: &mut Vec<Hit>) {
    let Some(((_, first, _), (_, last, _))) = run.first().zip(run.last()) else { return };
    let start = first.within().start;
    let whole = first.block().get(start..last.within().end).unwrap_or_default();
    let mut rest = run.iter().map(|(number, text, _)| (*number, text.within()));
    let mut of = rest.next();
    for at in word.plain_places(whole) {
        let (begin, end) = (start + at, start + at + word.text_length());
        while of.as_ref().is_some_and(|(_, within)| within.end <= begin) {
            of = rest.next();
        }
        let Some((number, within)) = &of else { return };
        if end <= within.end {
            hits.extend(hit(*number, ByteSpan::new(begin - within.start, end - within.start)));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::corpus::correction::Corrections;
    use crate::corpus::load;
    use crate::corpus::model::Corpus;
    use crate::search::engine::Shelf;
    use crate::search::query::Query;
    use crate::search::ready::Row;

    /// Documents of these texts; those that lie together share a block.
    fn corpus(texts: &[String], together: &[bool]) -> Corpus {
        let block: Arc<str> = texts.concat().into();
        let mut start = 0;
        let documents = texts.iter().zip(together).map(|(text, together)| {
            let mut document = load::of_text(Path::new("甲.txt"), text, &Corrections::default());
            let part = Text::part(&block, start..start + text.len());
            start += text.len();
            if *together {
                document.text = part.unwrap_or_default();
            }
            Arc::new(document)
        });
        Corpus { documents: documents.collect(), ..Corpus::default() }
    }

    proptest! {
        #[test]
        fn what_is_found_in_runs_is_what_is_found_in_each(
            texts in prop::collection::vec("[一二ＡaＢb，,\\n𠀀é]{0,20}", 1..8),
            together in prop::collection::vec(prop::bool::weighted(0.8), 8),
            word in "[一二aＢb，𠀀é]{1,3}", skipped in 0_usize..12,
        ) {
            let corpus = corpus(&texts, &together);
            let numbers: Vec<usize> = (0..texts.len()).filter(|number| *number != skipped).collect();
            let query = Query::parse(&format!("“{word}”")).unwrap_or_default();
            let (mut found, mut expected) = (Vec::new(), Vec::new());
            for number in &numbers {
                Shelf::of(&corpus).find(*number, &query, &mut expected);
            }
            if let Some(word) = Needle::new(&word) {
                find(&word, Texts::Documents(&corpus.documents), numbers.iter().copied(), &mut found);
                prop_assert_eq!(&found, &expected);
                let rows: Vec<Row> = corpus.documents.iter().map(|document| Row::of(document)).collect();
                found.clear();
                find(&word, Texts::Ready(&rows), numbers.iter().copied(), &mut found);
            }
            prop_assert_eq!(found, expected);
        }
    }
}
