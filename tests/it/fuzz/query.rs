//! Any line as a query: read, or told what is wrong in it; what it finds stands in the text.

use std::cell::OnceCell;
use std::path::Path;

use wengao::corpus::correction::Corrections;
use wengao::corpus::load;
use wengao::corpus::model::Document;
use wengao::search::find::find;
use wengao::search::query::{Pattern, Query};
use wengao::text::fold;

use super::bytes::Bytes;

/// A text with sections, widths, and letters that are pinyin.
const TEXT: &str = "ＡＢ县２０２４年创建文明城市工作总结\n一、主要做法\n（一）宣传发动。志愿者入户宣传，chuangjian文明城市。\n（二）环境整治。e\u{301}与𠀀并列，“创城”3.5%。\n二、存在问题\n一是经费不足；二是创建创建创建不平衡。\n三、下一步打算\n继续创建文明城市。\n";

/// What queries are made of, between `┆`.
const SIGNS: &str = "\"┆“┆”┆ ┆　┆-┆/┆角色:┆角色：问题┆篇:┆级:2┆年:2024┆role:┆拼音:┆py:┆cjwm┆chuangjian┆[一-龥]┆(┆)+┆|┆.*┆\\b┆\\┆创建┆文明┆\
    创┆Ａ┆e\u{301}┆{9}┆*┆^┆$┆?";

thread_local! {
    static DOCUMENT: OnceCell<Document> = const { OnceCell::new() };
}

/// The first byte chooses: the others are the query as it is, or as pieces of text.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let choice = bytes.byte();
    let line = if choice.is_multiple_of(2) {
        String::from_utf8_lossy(bytes.rest()).into_owned()
    } else {
        let (signs, mut line): (Vec<&str>, _) = (SIGNS.split('┆').collect(), String::new());
        while !bytes.is_empty() {
            line.push_str(bytes.choose(&signs));
        }
        line
    };
    match Query::parse(&line) {
        Ok(query) => DOCUMENT.with(|document| {
            let new = || load::of_text(Path::new("总结.txt"), TEXT, &Corrections::default());
            let document = document.get_or_init(new);
            look(&query, document);
            look(&query.clone().as_it_stands(), document);
            assert!(query.sought().all(|(_, term)| line.get(term.span.start..term.span.end).is_some()));
        }),
        Err(error) => {
            assert!(!error.reason.is_empty());
            let there = line.get(error.span.start..error.span.end).is_some();
            assert!(there, "{line:?} is wrong at {:?}: {}", error.span, error.reason);
        }
    }
}

fn look(query: &Query, document: &Document) {
    let mut before = 0;
    find(query, document, |found| {
        let text = document.text.get(found.span.start..found.span.end);
        let text = text.unwrap_or_else(|| panic!("{:?} is cut inside of a character", found.span));
        assert!(found.span.start >= before, "places are not in order");
        before = found.span.start;
        let Some(term) = found.term else { return };
        let term = query.terms.get(usize::from(term)).unwrap_or_else(|| panic!("term {term} is not in the query"));
        assert!(!term.excluded);
        if let Pattern::Text(needle) = &term.pattern {
            assert_eq!(fold::text(text), needle.text());
        }
        assert!(!text.contains('\n'), "a place goes over the end of a line: {text:?}");
    });
}
