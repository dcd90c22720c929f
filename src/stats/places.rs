//! Where a word stands in the pieces: as text, folded, so that every place that a search finds is one; debris left out.

use crate::corpus::model::Document;
use crate::text::folded::Needle;
use crate::text::span::ByteSpan;

/// A word to be looked for in any number of documents.
#[derive(Clone, Debug)]
pub struct Word(Needle);

impl Word {
    /// `word`, folded; nothing for an empty one.
    pub fn new(word: &str) -> Option<Self> {
        Needle::new(word.trim()).map(Self)
    }

    /// Its places within `span` of `document`, ascending and without overlap; those in debris left out.
    pub fn within(&self, document: &Document, span: ByteSpan) -> Vec<ByteSpan> {
        let mut places = Vec::new();
        let mut debris = None;
        self.0.each(&document.text, document.sketch(), |place| {
            let inside = span.start <= place.start && place.end <= span.end;
            if !inside {
                return;
            }
            let line = document.lines.line_of(place.start);
            let debris = debris.get_or_insert_with(|| document.noise.peek());
            if debris.binary_search_by_key(&line, |noise| noise.line).is_err() {
                places.push(place);
            }
        });
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::sample::{Line, document};

    #[test]
    fn places_are_those_of_the_folded_text_outside_of_debris() {
        let document =
            document("甲.txt", &[Line::Title("创城ＡＰＰ"), Line::Noise("app 下载"), Line::Text("推广app，𠀀App App")]);
        let places = |word: &str, span| {
            let found = Word::new(word).map(|word| word.within(&document, span)).unwrap_or_default();
            found.iter().map(|place| document.slice(*place).to_owned()).collect::<Vec<_>>()
        };
        let all = ByteSpan::new(0, document.text.len());
        assert_eq!(places("ａｐｐ", all), ["ＡＰＰ", "app", "App", "App"]);
        assert_eq!(places(" app ", ByteSpan::new(0, 15)), ["ＡＰＰ"]);
        assert_eq!(places("𠀀a", all), ["𠀀A"]);
        assert!(Word::new(" ").is_none());
    }
}
