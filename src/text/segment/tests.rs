//! Tests of `text::segment`: what it cuts by itself, and that it cuts as jieba-rs does.

use std::io::Write;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

fn words<'t>(segmenter: &dyn Segmenter, text: &'t str) -> Vec<&'t str> {
    let mut tokens = Vec::new();
    segmenter.cut(text, &mut tokens);
    let mut at = 0;
    for token in &tokens {
        assert_eq!(token.span().start, at, "a gap in {text:?}");
        at = token.span().end;
    }
    assert_eq!(at, text.len(), "the end of {text:?}");
    tokens.iter().map(|token| slice(text, token.span())).collect()
}

fn check(segmenter: &dyn Segmenter, text: &str, expected: &str) {
    assert_eq!(words(segmenter, text).join("|"), expected, "{text:?}");
}

#[test]
fn classes_make_runs() {
    for (text, expected) in [
        ("", ""),
        ("创建，文明", "创建|，|文明"),
        ("ＡＢc20xx年", "ＡＢc20xx|年"),
        ("2０0 家", "2０0| |家"),
        ("cafe\u{301}好", "cafe\u{301}|好"),
        ("𠀀城", "𠀀城"),
        ("\u{1b}[0m", "\u{1b}|[|0m"),
    ] {
        check(&ByClass, text, expected);
    }
}

#[test]
fn a_token_before_the_call_is_left_alone() {
    let mut tokens = vec![Token { start: 0, end: 3, kind: TokenKind::Latin }];
    ByClass.cut("abc", &mut tokens);
    assert_eq!(tokens.len(), 2);
}

#[test]
fn jieba_cuts_with_the_lexicon() {
    let (lexicon, bad) = parse_lexicon("四城同创 2000 nz\n创城\n");
    assert_eq!(bad, []);
    let chinese = Chinese::new(&lexicon);
    for (text, expected) in [
        ("开展四城同创工作", "开展|四城同创|工作"),
        ("创城总结", "创城|总结"),
        ("共２０家，12.5%", "共|２０|家|，|12.5%"),
        ("\u{0}城\u{7f}𠀀𠀁\n社区", "\u{0}|城|\u{7f}|𠀀𠀁|\n|社区"),
        ("café在社区", "café|在|社区"),
    ] {
        check(&chinese, text, expected);
    }
    // A line of more than one chunk, with marks and without.
    let sentence = "社区开展四城同创工作，";
    let long = sentence.repeat(3 * CHUNK / sentence.len());
    let per_sentence = words(&chinese, sentence).len();
    assert_eq!(words(&chinese, &long).len(), per_sentence * (3 * CHUNK / sentence.len()));
    words(&chinese, &"创".repeat(CHUNK));
    words(&chinese, &"\u{301}".repeat(CHUNK));
}

#[test]
fn words_have_classes() {
    let (lexicon, _) = parse_lexicon("创城 2000 nz\n包保\n");
    let chinese = Chinese::new(&lexicon);
    let check = |word: &str, class: Class| assert_eq!(chinese.class(word), class, "{word}");
    for (word, class) in [
        ("社区", Class::Noun),
        ("整改", Class::Verb),
        ("至少", Class::Adverb),
        ("万人次", Class::Numeral),
        ("创城", Class::Noun),
        ("包保", Class::Other),
        ("LED", Class::Foreign),
        ("", Class::Other),
        ("𠀀\u{301}", Class::Other),
    ] {
        check(word, class);
    }
}

#[test]
fn bad_lines_of_a_lexicon_have_numbers() {
    let (entries, bad) =
        parse_lexicon("\u{feff}# 词表\n包保 300 n\n\n门前·三包\n迎检 多\n双创 nz\n牛皮癣 1 n x\n　网格员　5\n");
    let words: Vec<_> = entries.iter().map(|e| (&*e.word, e.weight, e.tag.as_deref())).collect();
    assert_eq!(words, [("包保", Some(300), Some("n")), ("双创", None, Some("nz")), ("网格员", Some(5), None)]);
    assert_eq!(bad.iter().map(|b| b.line).collect::<Vec<_>>(), [4, 5, 7]);
}

// Held against jieba-rs.

/// The list that `build.rs` packs.
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words"));

/// Pieces that are cut in ways of their own.
const AWKWARD: &[&str] = &[
    "，",
    "。",
    "\r\n",
    "\n",
    "\r",
    "\t",
    " ",
    "\u{3000}",
    "２０２４",
    "Ａｂ",
    "ﾊﾝ",
    "12.5%",
    "3.6.3",
    "a-b_c",
    "A1-",
    "-",
    "%",
    "+",
    "#",
    "&",
    ".",
    "_",
    "…",
    "e\u{301}",
    "\u{301}",
    "\u{fe0f}",
    "𠀀",
    "𠀀𠀁",
    "𪜶",
    "\u{2a6e0}",
    "\u{30000}",
    "㐀",
    "豈",
    "\u{9fd6}",
    "\u{9fff}",
    "〇",
    "二〇二四",
    "々",
    "γ",
    "é",
    "\u{0}",
    "\u{1b}[0m",
    "😀",
    "5G",
    "B超",
    "T恤",
    "的",
    "了",
    "是",
    "一",
    "龘",
    "囧",
    "靐",
    "四城同创",
    "包保",
    "创城",
];

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
static OURS: LazyLock<Chinese> = LazyLock::new(|| Chinese::new(&[]));
static LINES: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS.lines().collect());

/// How both cut `text`, with the model for unknown words and without.
fn same(jieba: &Jieba, ours: &Chinese, text: &str) -> Result<(), TestCaseError> {
    for model in [Some(&ours.model), None] {
        let mut cut = Spans::default();
        route::cut(&ours.dictionary, model, text, &mut cut);
        let words: Vec<&str> = cut.0.iter().map(|span| slice(text, *span)).collect();
        let expected: Vec<&str> = jieba.cut(text, model.is_some()).iter().map(|token| token.word).collect();
        prop_assert_eq!(words, expected, "{:?}", text);
    }
    let class = jieba.tag(text, true).last().map_or(Class::Other, |tag| Class::of_code(tag.tag));
    prop_assert_eq!(ours.class(text), class, "{:?}", text);
    prop_assert_eq!(ours.standing(text), standing(jieba, text), "{:?}", text);
    Ok(())
}

/// What jieba has `word` down for.
fn standing(jieba: &Jieba, word: &str) -> Standing {
    if !jieba.has_word(word) {
        return Standing::Unknown;
    }
    match jieba.tag(word, false).as_slice() {
        [one] if one.tag.starts_with("ns") => Standing::Place,
        [one] if ["nr", "nt", "nz"].iter().any(|code| one.tag.starts_with(code)) => Standing::Name,
        _ => Standing::Word,
    }
}

#[test]
fn the_dictionary_is_that_of_jieba_rs() {
    let mut jieba = JIEBA.clone();
    let ours = &OURS.dictionary;
    let said = format!("{jieba:?}");
    for line in LINES.iter() {
        let fields: Vec<&str> = line.split(' ').collect();
        let &[word, frequency, tag] = fields.as_slice() else { panic!("{line}") };
        let entry = ours.find(word).map(|entry| (ours.frequency(entry).to_string(), ours.tag(entry)));
        assert_eq!(entry, Some((frequency.to_owned(), tag)), "{word}");
        // jieba-rs says how many words it has and the sum of their frequencies: with the same word in the same frequency
        // once more neither changes.
        assert!(jieba.has_word(word), "{word}");
        jieba.add_word(word, frequency.parse().ok(), None);
        assert_eq!(format!("{jieba:?}"), said, "{line}");
    }
    assert!(said.contains(&format!(": {},", LINES.len())), "{said}");
    assert!((ours.log_total() - 60_101_964_f64.ln()).abs() < f64::EPSILON && said.contains(": 60101964 "), "{said}");
    for (jieba, line) in LINES.iter().step_by(97).map(|line| (&*JIEBA, line)) {
        let word = line.split(' ').next().unwrap_or_default();
        assert_eq!(OURS.standing(word), standing(jieba, word), "{word}");
        assert_eq!(Some(OURS.class(word)), jieba.tag(word, true).last().map(|tag| Class::of_code(tag.tag)), "{word}");
    }
}

/// Texts of words, characters of all frequencies and what is cut in its own ways.
fn text() -> impl Strategy<Value = String> {
    let word =
        any::<prop::sample::Index>().prop_map(|at| at.get(&LINES).split(' ').next().unwrap_or_default().to_owned());
    let part = prop_oneof![
        4 => word,
        3 => prop::sample::select(AWKWARD).prop_map(str::to_owned),
        2 => "[一-\u{9fff}]{1,4}",
        2 => "[的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会]{1,6}",
        1 => "[a-zA-Z0-9+#&._%-]{1,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

/// Words of lists: some that are in the dictionary, some of which parts are, some of which nothing is.
fn lexicons() -> impl Strategy<Value = Vec<LexiconEntry>> {
    let word = prop_oneof![text(), prop::sample::select(AWKWARD).prop_map(str::to_owned), "[创城网格员包保]{1,3}"];
    let weight = prop::option::of(prop_oneof![0..10_u32, any::<u32>()]);
    let tag = prop::option::of(prop::sample::select(vec!["n", "nz", "ns", "自"]).prop_map(Into::into));
    let entry = (word, weight, tag).prop_map(|(word, weight, tag)| LexiconEntry { word: word.into(), weight, tag });
    prop::collection::vec(entry, 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn text_is_cut_as_jieba_rs_cuts_it(text in text()) {
        same(&JIEBA, &OURS, &text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn it_is_with_words_added_too(words in lexicons(), texts in prop::collection::vec(text(), 10)) {
        let mut jieba = JIEBA.clone();
        for entry in &words {
            jieba.add_word(&entry.word, entry.weight.map(|weight| weight.max(1) as usize), entry.tag.as_deref());
        }
        let ours = Chinese::new(&words);
        for entry in &words {
            same(&jieba, &ours, &entry.word)?;
        }
        for text in texts {
            let with: String = words.iter().map(|entry| &*entry.word).chain([&*text]).collect();
            same(&jieba, &ours, &text)?;
            same(&jieba, &ours, &with)?;
        }
    }
}

#[test]
fn a_long_list_of_words_finds_room() -> Result<(), TestCaseError> {
    let mut jieba = JIEBA.clone();
    let mut lexicon = Vec::new();
    // Every hundredth word with a character more, and with one that no word has.
    for word in LINES.iter().step_by(100).filter_map(|line| line.split(' ').next()) {
        for after in ["办", "㐀", "办𠀀"] {
            let entry = LexiconEntry { word: format!("{word}{after}").into(), weight: Some(100), tag: None };
            jieba.add_word(&entry.word, Some(100), None);
            lexicon.push(entry);
        }
    }
    let ours = Chinese::new(&lexicon);
    for (entry, line) in lexicon.iter().zip(LINES.iter().step_by(31)) {
        assert!(ours.dictionary.find(&entry.word).is_some(), "{}", entry.word);
        let known = line.split(' ').next().unwrap_or_default();
        same(&jieba, &ours, &format!("{known}{}{known}", entry.word))?;
    }
    Ok(())
}

#[test]
fn a_shared_text_is_cut_as_jieba_rs_cuts_it() -> Result<(), Box<dyn std::error::Error>> {
    let Some(shared) = std::env::var_os("WENGAO_SHARED").map(std::path::PathBuf::from).filter(|f| f.is_dir()) else {
        writeln!(std::io::stderr(), "skipped: jieba-rs is held against real text with WENGAO_SHARED")?;
        return Ok(());
    };
    for entry in std::fs::read_dir(shared.join("seed"))? {
        let text = std::fs::read_to_string(entry?.path())?;
        for line in text.lines() {
            same(&JIEBA, &OURS, line).map_err(|error| error.to_string())?;
        }
    }
    Ok(())
}
