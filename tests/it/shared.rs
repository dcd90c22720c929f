//! Real documents, where the environment variable `WENGAO_SHARED` names a folder of them.

use std::io::Write;
use std::path::PathBuf;

use wengao::corpus::load::{Input as Source, Options};
use wengao::corpus::model::Corpus;
use wengao::job::load;

use crate::support::Driver;

/// The folder, or a printed line that says what is skipped.
fn folder(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("WENGAO_SHARED").map(PathBuf::from).filter(|f| f.is_dir());
    if folder.is_none() {
        let _ = writeln!(std::io::stderr(), "skipped: {test} needs WENGAO_SHARED");
    }
    folder
}

fn page() -> Option<Source> {
    Some(Source::Path(folder("the page of eight summaries")?.join("seed").join("chuangcheng.txt")))
}

#[test]
fn the_page_of_eight_summaries_is_eight_pieces() {
    let Some(page) = page() else { return };
    let corpus: Corpus = load::all(std::slice::from_ref(&page), &Options::default());
    assert_eq!(corpus.problems, []);
    assert_eq!(corpus.pieces().count(), 8);
    for (width, height) in [(120, 40), (80, 24)] {
        let mut driver = Driver::new(vec![page.clone()], width, height);
        let screen = driver.screen();
        assert!(screen.contains("· 8 篇 ·"), "{screen}");
        for piece in ["第一篇", "第二篇", "第八篇"] {
            assert!(screen.contains(piece), "{piece}:\n{screen}");
        }
    }
}

#[test]
fn its_keywords_mean_something() {
    let Some(page) = page() else { return };
    let mut driver = Driver::new(vec![page], 120, 40);
    driver.press("3");
    let screen = driver.screen();
    for word in ["创建", "文明", "社区"] {
        assert!(screen.contains(word), "{word}:\n{screen}");
    }
    for word in ["│ 的 ", "│ xx ", "│ 和 "] {
        assert!(!screen.contains(word), "{word}:\n{screen}");
    }
}
