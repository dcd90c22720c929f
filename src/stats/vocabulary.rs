//! The words of a corpus, each with a number, and the analyses of its documents, which hold numbers alone.
//!
//! Workers number the words of a few documents by themselves; where their work comes together those numbers become
//! numbers of the whole. So nothing is shared between them, and counting is adding up arrays.

use std::sync::{Arc, OnceLock};

use self::numbers::Numbers;
use super::analysis::Analysis;
use super::lexicon::{Classes, Lexicon};
use super::totals::Totals;
use crate::text::class::Class;
use crate::text::segment::TokenKind;
use crate::text::shared::Text;

/// The kinds of words in the order in which they are kept.
const KINDS: [TokenKind; 5] = [TokenKind::Han, TokenKind::Latin, TokenKind::Number, TokenKind::Mark, TokenKind::Space];

mod numbers;

/// A word, or a mark: everything that a text is cut into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it stands.
    pub text: Text,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its part of speech, of Chinese words where somebody tells it. Found when the word comes into the vocabulary of the
    /// whole, so once for each word.
    pub class: Option<Class>,
    /// It is among the words that mean something; see [`Lexicon::keeps`] and, once the class is known, [`Classes::want`].
    pub kept: bool,
    /// It stands in the built-in vocabulary or in the user's.
    pub listed: bool,
}

impl Word {
    /// Whether it is a word at all: letters or figures, neither mark nor space.
    pub const fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Han | TokenKind::Latin | TokenKind::Number)
    }
}

/// Words by number.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Vec<Word>,
    /// Made when a word is first looked for: of words that were kept none may ever be.
    numbers: OnceLock<Numbers>,
    /// What tells the classes of its words.
    classes: Option<Arc<Classes>>,
}

impl Vocabulary {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The word of this number.
    pub fn get(&self, number: u32) -> Option<&Word> {
        self.words.get(number as usize)
    }

    /// The text of the word of this number; empty for a number that is not there.
    pub fn text(&self, number: u32) -> &str {
        self.get(number).map_or("", |word| &word.text)
    }

    /// How many bytes the word of this number has, told without a look at its text; none for a number that is not there.
    pub fn length(&self, number: u32) -> usize {
        self.get(number).map_or(0, |word| word.text.len())
    }

    /// The number of a word.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.numbers().get(text)
    }

    fn numbers(&self) -> &Numbers {
        self.numbers.get_or_init(|| {
            let mut numbers = Numbers::default();
            numbers.reserve(self.words.len());
            self.words.iter().zip(0..).for_each(|(word, number)| numbers.insert(&word.text, number));
            numbers
        })
    }

    /// All words in the order of their numbers.
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// The number of a token; it gets one when it is new.
    pub fn number(&mut self, text: &str, kind: TokenKind, lexicon: &Lexicon) -> u32 {
        if let Some(number) = self.find(text) {
            return number;
        }
        if self.classes.is_none() {
            self.classes = lexicon.classes().cloned();
        }
        let (kept, listed) = (lexicon.keeps(text, kind), lexicon.lists(text));
        let word = Word { text: text.into(), kind, class: None, kept, listed };
        self.push(word)
    }

    /// All words as bytes, in the order of their numbers: of each where its text ends, its kind, class and marks; then all
    /// texts.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = (self.words.len() as u64).to_le_bytes().to_vec();
        let mut end = 0;
        for word in &self.words {
            end += word.text.len();
            bytes.extend_from_slice(&(end as u32).to_le_bytes());
            let kind = KINDS.iter().position(|kind| *kind == word.kind).unwrap_or_default() as u8;
            let class = word.class.map_or(u8::MAX, Class::byte);
            bytes.extend_from_slice(&[kind, class, u8::from(word.kept), u8::from(word.listed)]);
        }
        self.words.iter().for_each(|word| bytes.extend_from_slice(word.text.as_bytes()));
        bytes
    }

    /// What [`Self::bytes`] gave; nothing for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<8>()?;
        let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        let (rows, texts) = rest.split_at_checked(count.checked_mul(8)?)?;
        let block: Arc<str> = simdutf8::basic::from_utf8(texts).ok()?.into();
        let mut start = 0;
        let mut words = Vec::with_capacity(count);
        for &[a, b, c, d, kind, class, kept, listed] in rows.as_chunks::<8>().0 {
            let end = u32::from_le_bytes([a, b, c, d]) as usize;
            let text = Text::part(&block, start..end)?;
            let (kind, class) = (*KINDS.get(usize::from(kind))?, Class::of_byte(class));
            words.push(Word { text, kind, class, kept: kept != 0, listed: listed != 0 });
            start = end;
        }
        Some(Self { words, ..Self::default() })
    }

    fn push(&mut self, word: Word) -> u32 {
        let number = self.words.len() as u32;
        self.numbers();
        if let Some(numbers) = self.numbers.get_mut() {
            numbers.insert(&word.text, number);
        }
        self.words.push(word);
        number
    }
}

impl Word {
    /// Finds its class, where it has none yet, and so whether it means something.
    fn classify(&mut self, classes: &Classes) {
        if self.class.is_none() {
            self.class = classes.of(&self.text, self.kind);
            self.kept &= classes.want(&self.text, self.class);
        }
    }
}

/// Takes over the words of `other`, new ones with their classes; gives the numbers that they have in `whole`.
fn absorb(whole: &mut Arc<Vocabulary>, other: Vocabulary) -> Vec<u32> {
    let Vocabulary { words, classes, .. } = other;
    let number = |mut word: Word| {
        whole.find(&word.text).unwrap_or_else(|| {
            if let Some(classes) = &classes {
                word.classify(classes);
            }
            Arc::make_mut(whole).push(word)
        })
    };
    words.into_iter().map(number).collect()
}

/// Some documents as a worker counted them, with the words that their numbers mean.
#[derive(Debug, Default)]
pub struct Counted {
    /// The words; none where the numbers are already those of the whole.
    pub vocabulary: Vocabulary,
    /// Document numbers and analyses.
    pub documents: Vec<(usize, Analysis)>,
}

/// The analyses of a corpus, some of them perhaps still to come, and its words.
#[derive(Clone, Debug, Default)]
pub struct Analyses {
    /// Shared, for it is large and soon has all words: whoever counts while more come need not copy it.
    vocabulary: Arc<Vocabulary>,
    documents: Vec<Option<Arc<Analysis>>>,
    /// Of all of them, made when they are first asked for.
    totals: OnceLock<Arc<Totals>>,
}

impl Analyses {
    /// The words of all documents so far.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// The analysis of a document, if it has come.
    pub fn get(&self, document: usize) -> Option<&Arc<Analysis>> {
        self.documents.get(document)?.as_ref()
    }

    /// Each document gets the analysis of the one that had the number `before` gives for it, or none.
    pub fn renumber(&mut self, before: impl Iterator<Item = Option<usize>>) {
        self.totals = OnceLock::new();
        let mut old = std::mem::take(&mut self.documents);
        let taken = before.map(|number| old.get_mut(number?)?.take());
        self.documents = taken.collect();
    }

    /// The totals of all of them; `make` makes them where they are not there.
    pub(super) fn totals(&self, make: impl FnOnce() -> Totals) -> &Totals {
        self.totals.get_or_init(|| Arc::new(make()))
    }

    /// The totals that are known from elsewhere.
    pub fn set_totals(&mut self, totals: Arc<Totals>) {
        self.totals = OnceLock::from(totals);
    }

    /// Puts in what was counted; hands each analysis to `each` with the one that stood in its place.
    pub fn put(&mut self, mut counted: Counted, mut each: impl FnMut(&Analysis, Option<&Analysis>)) {
        self.totals = OnceLock::new();
        let numbers = if self.vocabulary.is_empty() {
            if let Some(classes) = counted.vocabulary.classes.take() {
                counted.vocabulary.words.iter_mut().for_each(|word| word.classify(&classes));
            }
            self.vocabulary = Arc::new(counted.vocabulary);
            None
        } else {
            (!counted.vocabulary.is_empty()).then(|| absorb(&mut self.vocabulary, counted.vocabulary))
        };
        if let Some(numbers) = &numbers {
            Analysis::renumber(counted.documents.iter_mut().map(|(_, analysis)| analysis), numbers);
        }
        for (document, analysis) in counted.documents {
            if self.documents.len() <= document {
                self.documents.resize(document + 1, None);
            }
            if let Some(place) = self.documents.get_mut(document) {
                each(&analysis, place.as_deref());
                *place = Some(Arc::new(analysis));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::stats::analysis::analyse;
    use crate::stats::sample::{Line, corpus};
    use crate::text::segment::{ByClass, Tagger};
    use crate::text::span::ByteSpan;

    #[test]
    fn what_was_counted_apart_has_the_numbers_of_the_whole() {
        let corpus = corpus(&[
            &[Line::Title("甲"), Line::Text("社区 创建，𠀀")],
            &[Line::Title("乙"), Line::Text("创建 社区 创建")],
        ]);
        let lexicon = Lexicon::builtin();
        let mut analyses = Analyses::default();
        // The second comes first.
        for number in [1, 0] {
            let mut vocabulary = Vocabulary::default();
            let document = corpus.documents.get(number).map(|doc| analyse(doc, &ByClass, &lexicon, &mut vocabulary));
            let documents = document.into_iter().map(|analysis| (number, analysis)).collect();
            analyses.put(Counted { vocabulary, documents }, |_, before| assert!(before.is_none()));
        }
        let words = |document: usize| -> Vec<String> {
            let all = ByteSpan::new(0, usize::MAX);
            let analysis = analyses.get(document).cloned().unwrap_or_default();
            let found = analysis.tokens(analyses.vocabulary(), all);
            found.map(|token| analyses.vocabulary().text(token.word).to_owned()).collect()
        };
        assert_eq!(words(0).join("|"), "社区| |创建|，|𠀀");
        assert_eq!(words(1).join("|"), "创建| |社区| |创建");
        assert_eq!(analyses.vocabulary().len(), 5);
        assert_eq!(analyses.vocabulary().find("创建"), Some(0));
        let kept: Vec<&str> = analyses.vocabulary().words().iter().filter(|w| w.kept).map(|w| &*w.text).collect();
        assert_eq!(kept, ["创建", "社区"]);
    }

    /// 创建 and 社区 are verbs, everything else is a noun; counts how often it is asked.
    struct Asked(AtomicUsize);

    impl Tagger for Asked {
        fn class(&self, word: &str) -> Class {
            self.0.fetch_add(1, Ordering::Relaxed);
            if matches!(word, "创建" | "社区") { Class::Verb } else { Class::Noun }
        }
    }

    #[test]
    fn every_word_is_asked_for_its_class_once() {
        let of = |text| vec![Line::Title("题"), Line::Text(text)];
        let (one, other) = (of("社区 创建，LED 𠀀"), of("创建 社区 文明 社区"));
        let corpus = corpus(&[&one, &other]);
        let mut lexicon = Lexicon::builtin();
        let asked = Arc::new(Asked(AtomicUsize::new(0)));
        lexicon.choose(&[Class::Noun], Arc::<Asked>::clone(&asked));
        let mut analyses = Analyses::default();
        for (number, document) in corpus.documents.iter().enumerate() {
            let mut vocabulary = Vocabulary::default();
            let documents = vec![(number, analyse(document, &ByClass, &lexicon, &mut vocabulary))];
            analyses.put(Counted { vocabulary, documents }, |_, _| ());
        }
        let words = analyses.vocabulary().words();
        let kept: Vec<&str> = words.iter().filter(|w| w.kept).map(|w| &*w.text).collect();
        // 创建 is in the list, so that it counts as a verb as well.
        assert_eq!(kept, ["创建", "LED", "文明"]);
        let classes: Vec<Option<Class>> = words.iter().filter(|w| w.is_word()).map(|w| w.class).collect();
        assert_eq!(classes, [Some(Class::Verb), Some(Class::Verb), None, Some(Class::Noun), Some(Class::Noun)]);
        assert_eq!(asked.0.load(Ordering::Relaxed), 4);
        let again = Vocabulary::from_bytes(&analyses.vocabulary().bytes()).unwrap_or_default();
        assert_eq!(again.words(), words);
    }
}
