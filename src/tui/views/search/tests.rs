//! What 检索 asks for, and what it does with the answers.

use std::path::{Path, PathBuf};

use super::*;
use crate::corpus::correction::Corrections;
use crate::corpus::load;
use crate::stats::report::Language;
use crate::tui::theme::Theme;

fn snapshot() -> Snapshot {
    let document = load::of_text(Path::new("甲.txt"), "推进创建，再创建。\n", &Corrections::default());
    let corpus = Corpus { documents: vec![Arc::new(document)], ..Corpus::default() };
    let theme = Theme::new(false, false);
    Snapshot { corpus: Arc::new(corpus), ..Snapshot::new(Language::Chinese, theme, PathBuf::new()) }
}

/// The search that the view asks for when `query` stands in its field.
fn asked(view: &mut Search, query: &str, snapshot: &Snapshot) -> SearchRequest {
    view.look_for(query);
    match view.wants(snapshot) {
        Some(Job::Search(request)) => request,
        other => panic!("{query}: {other:?}"),
    }
}

fn tally(hits: usize) -> Tally {
    Tally { hits, documents: 1, ..Tally::default() }
}

#[test]
fn counts_are_shown_before_all_places_are_there_and_a_longer_word_waits_for_them() {
    let (snapshot, mut view) = (snapshot(), Search::default());
    let mut hits = Vec::new();
    let first = asked(&mut view, "创", &snapshot);
    first.perform(&|| true, &mut |batch| hits.extend(batch));
    assert!(view.is_searching());
    view.counted(first.generation, &first.corpus, tally(2));
    assert!(view.is_searching(), "a page of places is wanted too");
    view.hits(first.generation, &first.corpus, hits.iter().take(1).copied().collect());
    assert!(!view.is_searching());
    assert_eq!(view.position(&snapshot), "处 1/2");
    assert!(asked(&mut view, "创建", &snapshot).broader.is_none());

    // When all are there a longer word is looked for among them.
    let again = asked(&mut view, "创", &snapshot);
    view.counted(again.generation, &again.corpus, tally(2));
    view.hits(again.generation, &again.corpus, hits);
    view.searched(again.generation, &again.corpus, tally(2));
    assert_eq!(asked(&mut view, "创建", &snapshot).broader.map(|broader| broader.hits.len()), Some(2));
    // What was counted for an older query says nothing.
    view.counted(again.generation, &again.corpus, tally(9));
    assert!(view.is_searching());
}

#[test]
fn what_was_made_ready_is_used_for_the_corpus_that_it_was_made_of() {
    let (mut snapshot, mut view) = (snapshot(), Search::default());
    let ready = Arc::new(Ready::new(Vec::new(), None));
    snapshot.loading.active = true;
    assert!(view.wants_ready(&snapshot).is_none(), "more is to come");
    snapshot.loading.active = false;
    assert!(matches!(view.wants_ready(&snapshot), Some(Job::Prepare(_))));
    assert!(view.wants_ready(&snapshot).is_none(), "it is under way");
    view.prepared(&Arc::new(Corpus::clone(&snapshot.corpus)), Arc::clone(&ready));
    assert!(asked(&mut view, "创", &snapshot).ready.is_none());
    view.prepared(&snapshot.corpus, ready);
    assert!(asked(&mut view, "建", &snapshot).ready.is_some());
    // The line is emptied, and still it is ready.
    view.look_for("");
    assert!(asked(&mut view, "创", &snapshot).ready.is_some());
    // A document changes.
    Arc::make_mut(&mut snapshot.corpus).documents.clear();
    snapshot.generation += 1;
    assert!(asked(&mut view, "建", &snapshot).ready.is_none());
}
