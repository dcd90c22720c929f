//! What is kept is what would be made again, and nothing that is no longer so.

use std::fs;

use super::*;
use crate::corpus::correction::{Anchor, Change, Correction, Verdict};
use crate::corpus::load::sidecar::Sidecars;
use crate::job::whole::{load_here, load_so};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The words of a document, which do not hang on their numbers.
fn words(analyses: &Analyses, number: usize, document: &Document) -> String {
    let all = crate::text::span::ByteSpan::new(0, document.text.len());
    let vocabulary = analyses.vocabulary();
    let tokens = analyses.get(number).map(|analysis| analysis.tokens(vocabulary, all));
    let words = tokens.into_iter().flatten().map(|token| {
        let word = vocabulary.get(token.word);
        format!("{}{}/{:?}", token.start, vocabulary.text(token.word), word.map(|w| (w.class, w.kept, w.listed)))
    });
    words.collect()
}

fn same(one: &(Corpus, Analyses, bool), other: &(Corpus, Analyses, bool)) {
    assert_eq!(one.0.documents.len(), other.0.documents.len());
    assert_eq!(one.0.site, other.0.site);
    let problems = |corpus: &Corpus| corpus.problems.iter().map(|p| format!("{p:?}")).collect::<Vec<_>>();
    assert_eq!(problems(&one.0), problems(&other.0));
    for (number, (a, b)) in one.0.documents.iter().zip(&other.0.documents).enumerate() {
        assert_eq!(a, b);
        assert_eq!(a.sketch(), b.sketch());
        assert_eq!(words(&one.1, number, a), words(&other.1, number, b));
        let pieces = |analyses: &Analyses| analyses.get(number).map(|analysis| analysis.pieces().to_vec());
        assert_eq!(pieces(&one.1), pieces(&other.1));
    }
}

const FILES: usize = 40;

/// A folder of texts of one site, large enough to be kept.
fn folder() -> Result<tempfile::TempDir, std::io::Error> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("文"))?;
    for number in 0..FILES {
        let paragraph =
            format!("　　全镇第{number}项工作扎实推进，ＡＰＰ推送{number}次，𠀀村e\u{301}点位成效明显。\n").repeat(200);
        let text = format!(
            "首页 > 工作总结 > 正文\n分享到：微信 微博\n本站栏目 导读\n第{number}镇创建工作总结\n一、主要做法\n{paragraph}二、存在问题\n氛围不浓。\n第{number}镇人民政府\n2024年12月{}日\n相关阅读\n责任编辑：某某\n",
            number % 28 + 1
        );
        fs::write(folder.path().join("文").join(format!("{number}.txt")), text)?;
    }
    fs::write(folder.path().join("文").join("坏.docx"), "不是")?;
    Ok(folder)
}

fn library(folder: &Path) -> Library {
    Library {
        folder: Some(folder.join("缓存")),
        inputs: vec![Input::Path(folder.join("文"))],
        options: Options {
            sidecars: Sidecars { state: Some(folder.join("记")), only_state: false },
            ..Options::default()
        },
        classes: vec![Class::Noun, Class::Verb],
        ..Library::default()
    }
}

#[test]
fn the_second_loading_is_the_first() -> Outcome {
    let folder = folder()?;
    let library = library(folder.path());
    assert!(library.recall().is_none());
    let first = load_here(&library);
    assert!(first.2 && first.0.problems.len() == 1);
    library.remember(&first.0, &first.1);
    let Some((recall, _)) = library.recall() else { return Err("nothing was kept".into()) };
    assert_eq!(recall.len(), FILES);
    let second = load_here(&library);
    assert!(!second.2);
    same(&first, &second);
    let data = Data { corpus: &second.0, analyses: &second.1 };
    assert_eq!(*data.totals(), Totals::of(&data));
    Ok(())
}

#[test]
fn only_what_changed_is_read() -> Outcome {
    let folder = folder()?;
    let library = library(folder.path());
    let first = load_here(&library);
    library.remember(&first.0, &first.1);
    let file = |name: &str| folder.path().join("文").join(name);
    fs::write(file("3.txt"), "改过的总结\n一、做法\n新词新句，量子鲸鱼。\n")?;
    fs::remove_file(file("5.txt"))?;
    fs::write(file("7补.txt"), "新添的总结\n一、做法\n成效明显。\n")?;
    let said = Correction {
        verdict: Verdict::Body,
        anchor: Anchor { text: "二、存在问题".to_owned(), line: 1, ..Anchor::default() },
    };
    library.options.sidecars.change(&file("9.txt"), &Change::Say(said))?;
    let changed = load_here(&library);
    assert!(changed.2);
    let anew = load_here(&Library { folder: None, ..library.clone() });
    same(&changed, &anew);
    assert!(changed.0.documents.iter().any(|document| document.text.contains("量子鲸鱼")));
    library.remember(&changed.0, &changed.1);
    let again = load_here(&library);
    same(&again, &anew);
    // The one that was spoken of is always read, which is nothing new.
    assert!(!again.2);
    let spoken_of = again.0.documents.iter().filter(|document| !document.said.is_empty());
    assert_eq!(spoken_of.map(|document| document.path.clone()).collect::<Vec<_>>(), [file("9.txt")]);
    assert_eq!(library.recall().map(|(recall, _)| recall.len()), Some(FILES - 1));
    Ok(())
}

#[test]
fn what_was_kept_is_taken_as_it_was_without_a_look_at_the_files() -> Outcome {
    let folder = folder()?;
    let library = library(folder.path());
    let first = load_here(&library);
    library.remember(&first.0, &first.1);
    let file = |name: &str| folder.path().join("文").join(name);
    fs::write(file("3.txt"), "改过的总结\n")?;
    fs::remove_file(file("5.txt"))?;
    fs::write(file("7补.txt"), "新添的总结\n")?;
    let kept = load_so(&library, true);
    assert!(!kept.2);
    // What could not be used is not kept.
    assert!(kept.0.problems.is_empty() && first.0.problems.len() == 1);
    let problems = first.0.problems.clone();
    same(&(Corpus { problems, ..kept.0 }, kept.1, kept.2), &first);
    // A damaged part is read from its files, as they are now.
    let Some(path) = library.path() else { return Err("no place".into()) };
    let mut damaged = fs::read(&path)?;
    let half = damaged.len() / 2;
    if let Some(byte) = damaged.get_mut(half) {
        *byte ^= 1;
    }
    fs::write(&path, damaged)?;
    let mended = load_so(&library, true);
    assert!(mended.2 && mended.0.documents.len() >= FILES - 1);
    // Where not all was kept, it is looked as always.
    let said = Correction {
        verdict: Verdict::Body,
        anchor: Anchor { text: "二、存在问题".to_owned(), line: 1, ..Anchor::default() },
    };
    library.options.sidecars.change(&file("9.txt"), &Change::Say(said))?;
    let now = load_here(&library);
    library.remember(&now.0, &now.1);
    assert_eq!(library.recall().map(|(recall, _)| recall.is_whole()), Some(false));
    same(&load_so(&library, true), &now);
    Ok(())
}

#[test]
fn other_words_another_version_and_damage_make_everything_again() -> Outcome {
    let folder = folder()?;
    let library = library(folder.path());
    let first = load_here(&library);
    library.remember(&first.0, &first.1);
    let words = Library { user_words: "点位成效\n".to_owned(), ..library.clone() };
    assert!(words.recall().is_none());
    let nouns = Library { classes: vec![Class::Noun], ..library.clone() };
    assert!(nouns.recall().is_none());
    let Some(path) = library.path() else { return Err("no place".into()) };
    let whole = fs::read(&path)?;
    let loaded = |bytes: &[u8]| -> std::io::Result<(Corpus, Analyses, bool)> {
        fs::write(&path, bytes)?;
        Ok(load_here(&library))
    };
    // A damaged record, head, tail; another version; nothing at all.
    for at in [whole.len() / 2, 3, 7, whole.len() - 5, 60] {
        let mut damaged = whole.clone();
        if let Some(byte) = damaged.get_mut(at) {
            *byte ^= 1;
        }
        let found = loaded(&damaged)?;
        same(&first, &found);
        assert!(found.2, "{at}");
    }
    same(&first, &loaded(whole.get(..whole.len() / 3).unwrap_or_default())?);
    same(&first, &loaded(b"")?);
    Ok(())
}

#[test]
fn a_small_corpus_and_one_without_files_are_not_kept() -> Outcome {
    let folder = folder()?;
    let small =
        Library { inputs: vec![Input::Path(folder.path().join("文").join("1.txt"))], ..library(folder.path()) };
    let (corpus, analyses, _) = load_here(&small);
    small.remember(&corpus, &analyses);
    let samples = Library { inputs: vec![Input::Samples], ..library(folder.path()) };
    assert!(samples.path().is_none());
    assert!(!folder.path().join("缓存").exists());
    // Where nothing can be written nothing is kept, and nobody is told.
    fs::write(folder.path().join("缓存"), "")?;
    let library = library(folder.path());
    let (corpus, analyses, _) = load_here(&library);
    library.remember(&corpus, &analyses);
    assert!(library.recall().is_none());
    Ok(())
}
