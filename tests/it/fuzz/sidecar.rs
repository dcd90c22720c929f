//! What people keep beside their documents and in the settings: any bytes are read without harm, what is not understood is
//! kept, and what was understood is written so that it is read again.

use std::path::Path;

use wengao::corpus::correction::{Corrections, Verdict, say};
use wengao::corpus::load;
use wengao::draft::front::{Front, blanked, body};
use wengao::lint::lexicon::Lexicon;
use wengao::review::Review;
use wengao::text::segment::parse_lexicon;
use wengao::text::span::slice;

use super::bytes::Bytes;
use super::document::{self, at_desk};

/// A text that corrections and comments may speak of.
const TEXT: &str = "云岭县工作总结\n一、主要做法\n各科室要提高认识，抓好落实。\n（一）宣传\n各科室要提高认识，抓好落实。\n二、存在问题\n经费不足𠀀e\u{301}。\n";

/// The first byte chooses what the others are.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let choice = bytes.byte() % 8;
    let rest = bytes.rest();
    let text = String::from_utf8_lossy(rest);
    match choice {
        0 | 1 => corrections(rest),
        2 | 3 => comments(rest),
        4 => front(&text),
        5 => {
            let (entries, bad) = parse_lexicon(&text);
            let lines = text.lines().count();
            assert!(bad.iter().all(|bad| (1..=lines).contains(&bad.line)) && entries.len() + bad.len() <= lines);
        }
        6 => lexicon(&text),
        _ => settings(rest),
    }
}

fn corrections(bytes: &[u8]) {
    let (found, bad) = Corrections::read(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(bad.iter().all(|line| (1..=lines).contains(line)), "{bad:?} of {lines}");
    let (again, bad_again) = Corrections::read(&found.bytes());
    assert_eq!((again.bytes(), bad_again.len()), (found.bytes(), bad.len()));
    let mut document = load::of_text(Path::new("总结.txt"), TEXT, &found);
    document::check(&document);
    // What is said of a line then holds, whatever was said before.
    for (line, verdict) in [(3, Verdict::Heading(2)), (4, Verdict::Body), (6, Verdict::Split), (2, Verdict::Debris)] {
        let mut found = again.clone();
        for change in say(&document, line, verdict) {
            found.change(change);
        }
        document = load::of_text(Path::new("总结.txt"), TEXT, &found);
        document::check(&document);
        assert!(document.said.of(line).contains(&verdict), "{verdict:?} of line {line} does not hold");
    }
}

fn comments(bytes: &[u8]) {
    let (review, unread) = Review::read(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').count();
    assert!(unread.damaged.iter().all(|line| (1..=lines).contains(line)));
    let (again, _) = Review::read(&review.bytes());
    assert_eq!(again, review);
    let standing = review.standing();
    let places = standing.places(TEXT);
    assert_eq!(places.len(), standing.threads.len());
    assert!(places.iter().filter_map(|placed| placed.span()).all(|span| TEXT.get(span.start..span.end).is_some()));
}

fn front(text: &str) {
    let front = Front::read(text);
    assert!(front.lines <= text.lines().count());
    assert!(front.empty.is_none_or(|line| line < front.lines));
    assert!(text.ends_with(body(text, &front)));
    let blank = blanked(text, &front);
    assert!(front.lines == 0 || blank.lines().take(front.lines).all(str::is_empty));
    assert!(blank.ends_with(body(text, &front)));
    let _ = (front.target(), front.official());
}

fn lexicon(text: &str) {
    let (lexicon, bad) = Lexicon::parse(text);
    let lines = text.lines().count();
    assert!(bad.iter().all(|bad| (1..=lines).contains(&bad.line) && !bad.reason.is_empty()));
    let whole = format!("{TEXT}{text}");
    let mut before = 0;
    for (span, term) in lexicon.places(&whole) {
        assert!(before <= span.start && whole.get(span.start..span.end).is_some());
        before = span.end;
        let term = lexicon.terms().get(term).unwrap_or_else(|| panic!("there is no term {term}"));
        let words = slice(&whole, span);
        assert!(
            term.form == words || term.variants.iter().any(|variant| variant == words),
            "{words} is not of {term:?}"
        );
    }
}

fn settings(bytes: &[u8]) {
    at_desk("config.toml", |path, _| {
        std::fs::write(path, bytes).ok()?;
        let (_, problems) = wengao::config::read(path);
        let (_, others) = wengao::config::snippets(path);
        let _ = (wengao::config::word_list(Some(path)), wengao::config::queries(path));
        assert!(
            problems.iter().chain(&others).all(|problem| !problem.reason.is_empty() && problem.reason.len() < 4000)
        );
        std::fs::remove_file(path).ok()
    });
}
