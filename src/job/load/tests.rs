//! Tests of streaming.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::{Event, Outcome, all, run, stream};
use crate::corpus::load::{Entry, Input, Options, read, walk};
use crate::corpus::model::Document;

fn numbered(count: usize) -> Vec<Entry> {
    let inputs: Vec<Input> = (0..count).map(|n| Input::Stdin(Arc::from(format!("第{n}").into_bytes()))).collect();
    walk(&inputs, &Options::default(), &mut Vec::new())
}

fn plain(entry: &Entry) -> Outcome {
    match read(entry, &Options::default()) {
        Ok((document, problems)) => Outcome { document: Some(document), analysis: None, problems },
        Err(problem) => Outcome { problems: vec![problem], ..Outcome::default() },
    }
}

fn number(document: &Document) -> Option<usize> {
    document.text.trim().strip_prefix('第')?.parse().ok()
}

fn is_prefix(numbers: &[usize]) -> bool {
    numbers.iter().copied().eq(0..numbers.len())
}

#[test]
fn documents_come_in_order() {
    let entries = numbered(700);
    let (mut numbers, mut last) = (Vec::new(), 0);
    let slow_first = |entry: &Entry, _: &mut usize| {
        let outcome = plain(entry);
        if outcome.document.as_ref().and_then(number) == Some(3) {
            std::thread::yield_now();
        }
        outcome
    };
    let complete = run(&entries, false, &slow_first, &AtomicBool::new(false), &mut |event| match event {
        Event::Documents(documents) => {
            assert!(documents.len() <= super::BATCH);
            numbers.extend(documents.iter().filter_map(|d| number(d)));
        }
        Event::Progress { done, total } => {
            assert!(done >= last && total == 700);
            last = done;
        }
        _ => {}
    });
    assert!(complete && is_prefix(&numbers));
    assert_eq!((numbers.len(), last), (700, 700));
}

#[test]
fn cancelling_leaves_a_prefix() {
    let entries = numbered(2000);
    let (cancel, read_so_far) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut numbers = Vec::new();
    let counted = |entry: &Entry, _: &mut usize| {
        if read_so_far.fetch_add(1, Ordering::Relaxed) == 300 {
            cancel.store(true, Ordering::Relaxed);
        }
        plain(entry)
    };
    let complete = run(&entries, false, &counted, &cancel, &mut |event| {
        if let Event::Documents(documents) = event {
            numbers.extend(documents.iter().filter_map(|d| number(d)));
        }
    });
    assert!(!complete && is_prefix(&numbers));
    assert!(!numbers.is_empty() && numbers.len() < 400, "{}", numbers.len());
}

#[test]
fn a_slow_file_bounds_what_waits() {
    let entries = numbered(5000);
    let (waits, started) = (AtomicBool::new(true), AtomicUsize::new(0));
    let blocked = |entry: &Entry, _: &mut usize| {
        let outcome = plain(entry);
        let count = started.fetch_add(1, Ordering::Relaxed);
        // The first file ends only when the other worker has nothing left that it may read.
        if outcome.document.as_ref().and_then(number) == Some(0) {
            let mut last = 0;
            let mut still = 0;
            while still < 2000 {
                std::thread::yield_now();
                let now = started.load(Ordering::Relaxed);
                still = if now == last && now > 100 { still + 1 } else { 0 };
                last = now;
            }
            waits.store(false, Ordering::Relaxed);
        } else if waits.load(Ordering::Relaxed) {
            assert!(count <= (super::WINDOW + 1) * super::CHUNK_FILES, "{count} files ahead of the first");
        }
        outcome
    };
    let mut documents = 0;
    let complete = run(&entries, false, &blocked, &AtomicBool::new(false), &mut |event| {
        if let Event::Documents(batch) = event {
            documents += batch.len();
        }
    });
    assert!(complete);
    assert_eq!(documents, 5000);
}

#[test]
fn a_panic_is_a_problem() {
    let entries = numbered(20);
    let (mut documents, mut problems) = (0, Vec::new());
    let falls = |entry: &Entry, _: &mut usize| {
        let outcome = plain(entry);
        assert_ne!(outcome.document.as_ref().and_then(number), Some(7), "on purpose");
        outcome
    };
    let complete = run(&entries, false, &falls, &AtomicBool::new(false), &mut |event| match event {
        Event::Documents(batch) => documents += batch.len(),
        Event::Problems(more) => problems.extend(more),
        _ => {}
    });
    assert!(complete);
    assert_eq!((documents, problems.len()), (19, 1));
    assert!(problems.iter().all(|p| p.reason.contains("内部出错")));
}

#[test]
fn a_stream_tells_what_it_found_and_ends() -> std::io::Result<()> {
    let dir = tempfile::tempdir()?;
    for n in 0..150 {
        std::fs::write(dir.path().join(format!("{n}.txt")), format!("第{n}"))?;
    }
    std::fs::write(dir.path().join("a.ppt"), "x")?;
    let mut events = Vec::new();
    let inputs = [Input::Path(dir.path().to_owned()), Input::Path(PathBuf::from("/nonexistent/文件"))];
    stream((&inputs, false), &Options::default(), &|| None, &AtomicBool::new(false), &mut |event| events.push(event));
    assert!(matches!(events.first(), Some(Event::Found { files: 150, .. })));
    assert!(matches!(events.get(1), Some(Event::Problems(p)) if p.len() == 2));
    assert!(matches!(events.last(), Some(Event::Finished { cancelled: false, .. })));
    let corpus = all(&inputs, &Options::default());
    assert_eq!((corpus.documents.len(), corpus.problems.len()), (150, 2));
    let numbers: Vec<usize> = corpus.documents.iter().filter_map(|d| number(d)).collect();
    assert!(is_prefix(&numbers));
    let mut last = None;
    stream((&inputs, false), &Options::default(), &|| None, &AtomicBool::new(true), &mut |event| last = Some(event));
    assert!(matches!(last, Some(Event::Finished { cancelled: true, .. })));
    assert!(all(&[], &Options::default()).documents.is_empty());
    Ok(())
}

#[test]
fn lines_that_a_site_s_documents_share_are_seen_once_all_are_read() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let prose = "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";
    for name in ["甲", "乙", "丙"] {
        let page = format!(
            "首页 > 动态\n青石在线\n看青石\n{name}村开展整治活动\n{name}村：{prose}\n{name}村做得好。\n青石文旅\n青石发布\n"
        );
        std::fs::write(folder.path().join(format!("{name}.txt")), page)?;
    }
    std::fs::write(folder.path().join("丁.txt"), format!("丁村总结\n{prose}\n"))?;
    let mut events = Vec::new();
    let inputs = [Input::Path(folder.path().to_owned())];
    stream((&inputs, false), &Options::default(), &|| None, &AtomicBool::new(false), &mut |event| events.push(event));
    let revised = events.iter().filter_map(|event| match event {
        Event::Revised(documents, _) => Some(documents.len()),
        _ => None,
    });
    assert_eq!(revised.collect::<Vec<_>>(), [3]);
    let corpus = all(&inputs, &Options::default());
    let noise: Vec<Vec<usize>> =
        corpus.documents.iter().map(|doc| doc.noise.iter().map(|noise| noise.line).collect()).collect();
    assert_eq!(noise.iter().filter(|lines| **lines == [1, 2, 3, 7, 8]).count(), 3, "{noise:?}");
    assert!(corpus.documents.iter().all(|doc| doc.pieces.len() == 1));
    Ok(())
}
