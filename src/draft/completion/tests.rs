//! What is offered, and what is not.

use std::sync::Arc;

use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

use super::*;
use crate::corpus::correction::Corrections;
use crate::corpus::load::of_text;
use crate::draft::motion::{ByClass, WordBoundaries};
use crate::text::segment::{Chinese, Segmenter};

fn asked(texts: &[&str], draft: &str) -> Asked {
    let (before, after) = draft.split_once('|').unwrap_or((draft, ""));
    let draft = Buffer::from_text(&format!("{before}{after}"));
    let mut corpus = Corpus::default();
    for (number, text) in texts.iter().enumerate() {
        corpus.documents.push(Arc::new(of_text(format!("{number}.txt").as_ref(), text, &Corrections::default())));
    }
    let caret = draft.at_offset(before.len());
    Asked { draft, caret, corpus: Arc::new(corpus), words: Arc::new(ByClass) }
}

/// Words as the dictionary cuts them.
struct Cut(Chinese);

impl WordBoundaries for Cut {
    fn boundaries(&self, text: &str) -> Vec<usize> {
        let mut tokens = Vec::new();
        self.0.cut(text, &mut tokens);
        tokens.iter().map(|token| token.start as usize).chain([text.len()]).collect()
    }
}

fn offered(texts: &[&str], draft: &str) -> Option<(String, usize, usize)> {
    complete(&asked(texts, draft), &|| true).map(|offer| (offer.text, offer.replaces, offer.count))
}

const OLD: &str = "今年以来，全镇深入开展文明城市创建工作。\n各社区扎实推进背街小巷整治行动，入户宣传。\n";

#[test]
fn a_text_goes_on_as_it_does_in_the_corpus() {
    let three = [OLD, OLD, "我们深入开展文明城市创建活动。"];
    assert_eq!(offered(&three, "全镇深入开展|"), Some(("文明城市创建工作".to_owned(), 0, 2)));
    assert_eq!(offered(&three, "扎实推进背街小巷|"), Some(("整治行动".to_owned(), 0, 2)));
    assert_eq!(
        offered(&[OLD], "扎实推进背街小巷|"),
        Some(("整治行动".to_owned(), 0, 1)),
        "eight characters suffice once"
    );
    assert_eq!(offered(&[OLD], "推进背街|"), None, "four do not");
    assert_eq!(offered(&three, "没有人写过的话|"), None);
    assert_eq!(offered(&three, "入户宣传|"), None, "a mark follows");
    assert_eq!(offered(&[], "全镇深入|"), None);
}

#[test]
fn a_word_that_has_begun_is_finished_where_all_but_all_agree() {
    let five = ["抓好党风廉政建设。"; 5];
    assert_eq!(offered(&five, "要把党风|"), Some(("廉政建设".to_owned(), 0, 5)));
    assert_eq!(offered(&five[..3], "要把党风|"), None);
}

#[test]
fn the_draft_itself_counts() {
    let draft = "压实网格长责任制度。\n压实网格长责任制度。\n压实网格长责任制度。\n再压实网格|";
    assert_eq!(offered(&[], draft), Some(("长责任制度".to_owned(), 0, 3)));
}

#[test]
fn letters_stand_for_chinese() {
    let words: Arc<dyn WordBoundaries + Send + Sync> = Arc::new(Cut(Chinese::new(&[])));
    let offered = |texts: &[&str], draft: &str| {
        let asked = Asked { words: Arc::clone(&words), ..asked(texts, draft) };
        complete(&asked, &|| true).map(|offer| (offer.text, offer.replaces, offer.count))
    };
    let two = ["今年创建文明城市，𠀀。", "创建文明社区。cjwm"];
    assert_eq!(offered(&two, "大力cjwm|"), Some(("创建文明".to_owned(), 4, 2)));
    assert_eq!(offered(&two, "大力chuangjian|"), Some(("创建".to_owned(), 10, 2)));
    assert_eq!(offered(&two, "cjwm|"), None, "not at the beginning");
    assert_eq!(offered(&two, "abcjwm|"), None);
    assert_eq!(offered(&two, "大力cj|"), None);
    assert_eq!(offered(&two, "大力CJWM|"), None);
    // 家重大 is no word, 中心的 leads on to another.
    assert_eq!(offered(&["国家重大项目，国家重大战略。"; 9], "全面jzd|"), None);
    assert_eq!(offered(&["工作中心的任务，街道中心的人。"; 9], "推进zxd|"), None);
}

#[test]
fn it_ends_when_it_is_not_wanted_any_more() {
    assert_eq!(complete(&asked(&[OLD; 9], "全镇深入开展|"), &|| false), None);
    assert_eq!(complete(&asked(&[OLD; 9], "大力cjwm|"), &|| false), None);
}

proptest! {
    #[test]
    fn every_document_has_its_turn_once(count in 0_usize..500) {
        let mut all: Vec<usize> = spread(count).collect();
        all.sort_unstable();
        prop_assert_eq!(all, (0..count).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_offered_stands_there(text in "[创建文明城市，。a\n𠀀]{0,60}", draft in "[创建文明城市，]{0,8}[a-z]{0,4}") {
        let asked = asked(&[&text, &text, &text, &text, &text], &draft);
        if let Some(offer) = complete(&asked, &|| true) {
            prop_assert!(!offer.text.is_empty() && offer.count > 0);
            let place = offer.place.and_then(|place| Some(asked.corpus.documents.get(place.document)?.slice(place.span)));
            prop_assert!(place.is_none_or(|there| there.contains(&offer.text)), "{:?} {:?}", place, offer);
        }
    }
}
