//! Documents read as the program reads them, from a file, and what must hold of every one.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use wengao::corpus::load::{self, Options};
use wengao::corpus::model::{Document, Problem};
use wengao::text::span::{ByteSpan, LineIndex};

thread_local! {
    static DESK: OnceCell<Option<Desk>> = const { OnceCell::new() };
}

/// A folder for the files, and how they are read. There is one for each thread.
struct Desk {
    folder: TempDir,
    options: Options,
}

/// Does `work` with the path that a file of this name would have, and how it is read; nothing where there is no room.
pub fn at_desk<T>(name: &str, work: impl FnOnce(&Path, &Options) -> T) -> Option<T> {
    DESK.with(|desk| {
        let new = || Some(Desk { folder: tempfile::tempdir().ok()?, options: Options::default() });
        let desk = desk.get_or_init(new).as_ref()?;
        Some(work(&desk.folder.path().join(name), &desk.options))
    })
}

/// The document that `bytes` are under this name, and what was wrong with them; looked through from end to end.
pub fn read(name: &str, bytes: &[u8]) -> Option<Result<(Document, Vec<Problem>), Problem>> {
    let found = at_desk(name, |path, options| {
        std::fs::write(path, bytes).ok()?;
        let found = load::entry(path, options).and_then(|entry| load::read(&entry, options));
        std::fs::remove_file(path).ok()?;
        Some(found)
    })??;
    match &found {
        Ok((document, problems)) => {
            check(document);
            problems.iter().for_each(check_problem);
        }
        Err(problem) => check_problem(problem),
    }
    Some(found)
}

/// A problem says in a few words what is wrong.
fn check_problem(problem: &Problem) {
    assert!(!problem.reason.is_empty() && problem.path != PathBuf::new(), "{problem:?}");
    assert!(problem.reason.len() < 4000, "a reason of {} bytes", problem.reason.len());
}

/// Every line and every span of a document is one of its text; pieces and sections are in order and nested.
pub fn check(document: &Document) {
    let text = document.text.as_str();
    let last = document.lines.count();
    assert_eq!(document.lines, LineIndex::new(text));
    let is_line = |line: usize| (1..=last).contains(&line);
    let is_span = |span: ByteSpan| span.start <= span.end && text.get(span.start..span.end).is_some();
    let ascend =
        |lines: &[usize]| lines.windows(2).all(|two| two[0] < two[1]) && lines.iter().all(|line| is_line(*line));
    let noise: Vec<usize> = document.noise.iter().map(|noise| noise.line).collect();
    assert!(ascend(&noise), "debris on {noise:?} of {last} lines");
    assert!(document.hints.iter().all(|(line, _)| is_line(*line)), "hints {:?} of {last} lines", &*document.hints);
    assert!(document.hints.windows(2).all(|two| two[0].0 <= two[1].0), "hints {:?}", &*document.hints);
    let mut before = 0;
    for piece in &document.pieces {
        assert!(!piece.title.is_empty() && is_span(piece.span), "{piece:?}");
        assert!(before <= piece.span.start, "pieces overlap at {before}: {piece:?}");
        before = piece.span.end;
        assert!(
            is_line(piece.start_line) && is_line(piece.end_line) && piece.start_line <= piece.end_line,
            "{piece:?}"
        );
        let matter: Vec<usize> = piece.matter.iter().map(|(line, _)| *line).collect();
        let refused: Vec<usize> = piece.refused.iter().map(|(line, _)| *line).collect();
        assert!(ascend(&matter) && ascend(&refused), "{piece:?}");
        let inside = |span: ByteSpan| is_span(span) && piece.span.start <= span.start && span.end <= piece.span.end;
        let mut from = piece.span.start;
        for (at, section) in piece.sections.iter().enumerate() {
            assert!((piece.start_line..=piece.end_line).contains(&section.line), "{section:?} in {:?}", piece.span);
            assert!(section.level > 0 && section.heading.start >= from, "{section:?} before {from}");
            from = section.heading.end;
            let spans = [section.heading, section.body, section.span];
            assert!(spans.into_iter().all(inside), "{section:?} in {:?}", piece.span);
            assert!(section.span.start <= section.heading.start && section.body.end <= section.span.end, "{section:?}");
            if let Some(parent) = section.parent {
                let above = piece.sections.get(parent).filter(|_| parent < at);
                assert!(above.is_some_and(|above| above.level < section.level && above.span.end >= section.span.end));
            }
        }
        let _ = document.prose(piece.span);
    }
    let mut positions = document.positions();
    for line in 1..=last {
        let byte = document.lines.span(text, line).start;
        let place = document.source_position(byte);
        assert!(place.line >= 1 && place.column >= 1 && positions.at(byte) == place, "line {line}: {place:?}");
    }
}
