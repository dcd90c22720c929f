//! Which words mean something: the stop words, the parts of speech that count, and the vocabulary of the office that the
//! segmenter is to keep whole.
//!
//! Both lists are text files beside this one; the user's own lists are handed in as text and read the same way. Nothing
//! here counts or reads files.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::text::class::Class;
use crate::text::segment::{BadLine, LexiconEntry, Tagger, TokenKind, parse_lexicon};

/// The built-in stop words: function words, generic verbs and nouns of official prose, words of number and time.
const STOP: &str = include_str!("lexicon/stop.txt");

/// The built-in vocabulary of the campaign, in jieba's form.
const DOMAIN: &str = include_str!("lexicon/domain.txt");

/// Bytes of the longest word; beyond are runs of letters that somebody pasted.
const LONGEST: usize = 120;

/// Stop words and vocabulary, the user's on top of the built-in ones.
#[derive(Clone, Debug)]
pub struct Lexicon {
    stop: FxHashSet<Box<str>>,
    entries: Vec<LexiconEntry>,
    listed: FxHashSet<Box<str>>,
    classes: Option<Arc<Classes>>,
}

/// The parts of speech that count, and who tells them.
pub struct Classes {
    tagger: Arc<dyn Tagger>,
    wanted: Vec<Class>,
    /// Words that count whatever their class: those of the lists.
    always: FxHashSet<Box<str>>,
}

impl Classes {
    /// The part of speech of a word; `None` where it is not Chinese.
    pub fn of(&self, word: &str, kind: TokenKind) -> Option<Class> {
        (kind == TokenKind::Han).then(|| self.tagger.class(word))
    }

    /// Whether a word of this class counts; one without a class does.
    pub fn want(&self, word: &str, class: Option<Class>) -> bool {
        class.is_none_or(|class| self.wanted.contains(&class) || self.always.contains(word))
    }
}

impl std::fmt::Debug for Classes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.wanted.fmt(f)
    }
}

impl Lexicon {
    /// The built-in lists alone.
    pub fn builtin() -> Self {
        Self::new("", "").0
    }

    /// The built-in lists with the user's: `words` one a line as `词 [权重] [词性]`, `stop_words` any number a line, lines
    /// that begin with `#` passed over. A word of the user's list is never a stop word unless the user says so as well.
    /// The lines of `words` that could not be used come back with their numbers.
    pub fn new(stop_words: &str, words: &str) -> (Self, Vec<BadLine>) {
        let (mut entries, _) = parse_lexicon(DOMAIN);
        let (own, bad) = parse_lexicon(words);
        let mut stop: FxHashSet<Box<str>> = listed(STOP).map(Into::into).collect();
        for entry in &own {
            stop.remove(&entry.word);
        }
        stop.extend(listed(stop_words).map(Into::into));
        entries.extend(own);
        let listed = entries.iter().map(|entry| entry.word.clone()).collect();
        (Self { stop, entries, listed, classes: None }, bad)
    }

    /// The words that the segmenter is to know, the user's last.
    pub fn entries(&self) -> &[LexiconEntry] {
        &self.entries
    }

    /// Has the classes of words told by `tagger`; words of other classes than `wanted` mean nothing from now on, unless
    /// they are among [`Self::entries`].
    pub fn choose(&mut self, wanted: &[Class], tagger: Arc<dyn Tagger>) {
        let always = self.entries.iter().map(|entry| entry.word.clone()).collect();
        self.classes = Some(Arc::new(Classes { tagger, wanted: wanted.to_vec(), always }));
    }

    /// The parts of speech that count, where they were chosen.
    pub const fn classes(&self) -> Option<&Arc<Classes>> {
        self.classes.as_ref()
    }

    /// Takes out of what [`Self::lists`] says the words that the segmenter knows without the list.
    pub fn list_only(&mut self, is_new: impl Fn(&str) -> bool) {
        self.listed.retain(|word| is_new(word));
    }

    /// Whether `word` is among [`Self::entries`].
    pub fn lists(&self, word: &str) -> bool {
        self.listed.contains(word)
    }

    /// Whether `word`, a token of this kind, is counted among the words that mean something. Left out are stop words,
    /// single characters, numbers, words of numerals and measures alone (`三个`, `二〇二四年`), placeholders (`xx`, `20xx`, `某某`)
    /// everything with both letters and digits, and what is too long for a word.
    pub fn keeps(&self, word: &str, kind: TokenKind) -> bool {
        if word.len() > LONGEST {
            return false;
        }
        let single = || word.chars().nth(1).is_none();
        match kind {
            TokenKind::Han => !single() && !self.stop.contains(word) && !is_amount(word),
            TokenKind::Latin => {
                let letters = !word.chars().any(char::is_numeric);
                let placeholder = word.chars().all(|c| matches!(c, 'x' | 'X' | 'ｘ' | 'Ｘ'));
                letters && !placeholder && !single() && !self.stop.contains(word.to_lowercase().as_str())
            }
            TokenKind::Number | TokenKind::Mark | TokenKind::Space => false,
        }
    }
}

/// The words of a list of stop words.
fn listed(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_start).filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace)
}

/// Whether `word` begins with a numeral and holds nothing but numerals and measure words.
pub(super) fn is_amount(word: &str) -> bool {
    let numeral = |c: char| "〇零一二三四五六七八九十百千万亿两几数第半上每".contains(c);
    let measure = |c: char| {
        "个年月日天周次名位家户条项件处所期批场份本张台套支辆栋幢座间块片层轮遍类种点元米吨分时余多来".contains(c)
    };
    word.chars().next().is_some_and(numeral) && word.chars().all(|c| numeral(c) || measure(c))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::text::segment::{ByClass, Chinese, Segmenter, Token};
    use crate::text::span::slice;

    fn check(lexicon: &Lexicon, text: &str, expected: &str) {
        let mut tokens: Vec<Token> = Vec::new();
        ByClass.cut(text, &mut tokens);
        tokens.retain(|token| lexicon.keeps(slice(text, token.span()), token.kind));
        let kept: Vec<&str> = tokens.iter().map(|token| slice(text, token.span())).collect();
        assert_eq!(kept.join(" "), expected, "{text:?}");
    }

    #[test]
    fn what_means_nothing_is_left_out() {
        let lexicon = Lexicon::builtin();
        for (text, expected) in [
            ("创建 的 文明 我们 社区", "创建 文明 社区"),
            ("进行 加强 工作 创城", "创城"),
            ("xx XX ×× 20xx ｘｘ 某某 某", ""),
            ("三个 二〇二四年 第一 百余户 十 万家", ""),
            ("APP LED nbsp www WWW A 5G café ＡＰＰ", "APP LED café ＡＰＰ"),
            ("２００ 12.5% 100", ""),
            (&"ab".repeat(100), ""),
            ("三包 百姓 一岗双责 四城同创 𠀀𠀁 𠀀", "三包 百姓 一岗双责 四城同创 𠀀𠀁"),
        ] {
            check(&lexicon, text, expected);
        }
    }

    #[test]
    fn the_users_lists_come_on_top() {
        let (lexicon, bad) = Lexicon::new("# 我的\n社区 街道\n", "工作 10 n\n坏·行\n街道\n");
        check(&lexicon, "工作 社区 街道 创建", "工作 创建");
        assert_eq!(bad.iter().map(|b| b.line).collect::<Vec<_>>(), [2]);
        assert!(lexicon.entries().iter().any(|e| &*e.word == "工作" && e.weight == Some(10)));
    }

    #[test]
    fn the_parts_of_speech_that_count_can_be_chosen() {
        let (mut lexicon, _) = Lexicon::new("", "至少\n");
        assert!(lexicon.classes().is_none());
        let chinese = Arc::new(Chinese::new(lexicon.entries()));
        lexicon.choose(&[Class::Noun], chinese);
        let Some(classes) = lexicon.classes() else { panic!("no classes") };
        let counts = |word: &str| classes.want(word, classes.of(word, TokenKind::Han));
        // 至少 and 包保 are listed, 整改 is a verb, 万人次 a numeral.
        for (word, expected) in
            [("社区", true), ("整改", false), ("万人次", false), ("至少", true), ("包保", true), ("𠀀𠀁", false)]
        {
            assert_eq!(counts(word), expected, "{word}");
        }
        assert_eq!(classes.of("LED", TokenKind::Latin), None);
        assert!(classes.want("LED", None));
    }

    #[test]
    fn the_vocabulary_stays_whole() {
        let lexicon = Lexicon::builtin();
        let chinese = Chinese::new(lexicon.entries());
        let mut tokens = Vec::new();
        for entry in lexicon.entries() {
            tokens.clear();
            chinese.cut(&entry.word, &mut tokens);
            assert_eq!(tokens.len(), 1, "{} is cut", entry.word);
            assert!(lexicon.keeps(&entry.word, TokenKind::Han), "{} is not kept", entry.word);
        }
    }

    #[test]
    fn the_built_in_lists_are_sound() {
        let (entries, bad) = parse_lexicon(DOMAIN);
        assert_eq!(bad, []);
        assert!(entries.len() > 200);
        let stop: Vec<&str> = listed(STOP).collect();
        let set: HashSet<&str> = stop.iter().copied().collect();
        assert_eq!(set.len(), stop.len(), "a stop word stands twice");
        let words: HashSet<&str> = entries.iter().map(|e| &*e.word).collect();
        assert_eq!(words.len(), entries.len(), "a word of the vocabulary stands twice");
        assert_eq!(words.intersection(&set).count(), 0, "a word cannot be both");
        assert!(stop.iter().all(|word| word.chars().nth(1).is_some()), "single characters go without saying");
    }
}
