//! Reviews on a disk: places, damage, two who write at once, merging.

use std::collections::BTreeSet;
use std::error::Error;
use std::process::{Child, Command, Stdio};

use proptest::prelude::*;

use super::*;
use crate::corpus::correction::{Anchor, Change, Correction, Verdict};
use crate::corpus::load::sidecar::SidecarError;
use crate::review::record::{Said, Stamp};

type Tried = Result<(), Box<dyn Error>>;

fn record(by: &str, nonce: &str) -> Result<Record, ReviewError> {
    let said = Said::IgnoreRule { rule: "punct-halfwidth".to_owned(), reason: "引文𠀀".to_owned() };
    Record::new(Stamp { by, at: "2026-11-26T08:20:05+08:00", nonce }, said)
}

/// A folder with a document, and the document's sidecar beside it.
fn document() -> Result<(tempfile::TempDir, PathBuf, PathBuf), std::io::Error> {
    let folder = tempfile::tempdir()?;
    let document = folder.path().join("总结𠀀.txt");
    std::fs::write(&document, "甲\n")?;
    let sidecar = folder.path().join("总结𠀀.txt.wengao.jsonl");
    Ok((folder, document, sidecar))
}

fn correction(text: &str, verdict: Verdict) -> Change {
    let anchor = Anchor { text: text.to_owned(), line: 1, ..Anchor::default() };
    Change::Say(Correction { verdict, anchor })
}

#[test]
fn records_are_added_and_read_again() -> Tried {
    let (folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    assert_eq!(load(&document, &places), (Review::default(), Vec::new()));
    let (one, two) = (record("王", "1")?, record("李", "1")?);
    assert_eq!(append(&document, &places, std::slice::from_ref(&one))?, sidecar);
    append(&document, &places, &[one.clone(), two.clone()])?;
    let (review, problems) = load(&document, &places);
    assert!(problems.is_empty());
    assert_eq!(review.records().map(|record| record.id()).collect::<BTreeSet<_>>(), [one.id(), two.id()].into());
    assert_eq!(std::fs::read_to_string(&sidecar)?.lines().count(), 2, "what is there already is not added again");
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 2, "nothing is left behind");
    Ok(())
}

#[test]
fn corrections_and_reviews_keep_each_other() -> Tried {
    let (_folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    let heading = correction("甲", Verdict::Heading(2));
    places.change(&document, &heading)?;
    append(&document, &places, &[record("王", "1")?])?;
    places.change(&document, &correction("乙", Verdict::Body))?;
    append(&document, &places, &[record("王", "2")?])?;
    assert!(places.read(&document).0.hold(std::slice::from_ref(&heading)));
    assert_eq!(load(&document, &places).0.records().count(), 2);
    // The last correction is taken back: the reviews stay.
    for text in ["甲", "乙"] {
        places.change(&document, &Change::Forget(Anchor { text: text.to_owned(), line: 1, ..Anchor::default() }))?;
    }
    assert_eq!(std::fs::read_to_string(sidecar)?.lines().count(), 2);
    Ok(())
}

#[test]
fn damaged_and_newer_lines_are_told_and_kept() -> Tried {
    let (_folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    // The last line has no end: it was torn off.
    let before = [
        "{\"kind\":\"comment\",\"v\":2,\"shape\":[1]}\n\u{7f}坏行\n".as_bytes(),
        b"\xff\xfe\x00\n{\"kind\":\"drawing\"}\n{\"kind\":\"comm",
    ]
    .concat();
    std::fs::write(&sidecar, &before)?;
    append(&document, &places, &[record("王", "1")?])?;
    let after = std::fs::read(&sidecar)?;
    assert_eq!(after.strip_prefix(before.as_slice()).and_then(|rest| rest.first()), Some(&b'\n'));
    let (review, problems) = load(&document, &places);
    assert_eq!(review.records().count(), 1);
    let [damaged, newer] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(damaged.reason.contains("第 2 行") && damaged.reason.contains("共 3 行"), "{}", damaged.reason);
    assert!(newer.reason.contains("2 条") && newer.reason.contains("comment、drawing"), "{}", newer.reason);
    assert!([damaged, newer].iter().all(|problem| problem.path == sidecar));
    Ok(())
}

#[test]
fn a_folder_that_cannot_be_written_gives_way_to_the_programs_own() -> Tried {
    let folder = tempfile::tempdir()?;
    let state = folder.path().join("state");
    // Nothing can be made beside it, whoever asks.
    let document = Path::new("/proc/self/status");
    let places = Sidecars { state: Some(state.clone()), only_state: false };
    let path = append(document, &places, &[record("王", "1")?])?;
    assert!(path.starts_with(&state), "{}", path.display());
    assert_eq!(load(document, &places).0.records().count(), 1);
    let nowhere = Sidecars::default();
    let error = append(document, &nowhere, &[record("王", "1")?]).err().ok_or("written")?;
    assert!(matches!(&error, ReviewError::Sidecar(SidecarError::Unwritten { .. })), "{error:?}");
    assert!(!error.to_string().contains("os error"), "{error}");
    // The program's own folder is a file.
    let blocked = Sidecars { state: Some(folder.path().join("file")), only_state: true };
    std::fs::write(folder.path().join("file"), "x")?;
    let error = append(document, &blocked, &[record("王", "1")?]).err().ok_or("written")?;
    assert!(error.to_string().contains("没有存下") && !error.to_string().contains("os error"), "{error}");
    Ok(())
}

#[test]
fn what_stands_in_both_places_is_read_and_the_first_is_written() -> Tried {
    let (folder, document, sidecar) = document()?;
    let state = Some(folder.path().join("state"));
    let (beside, own) = (Sidecars { state: state.clone(), only_state: false }, Sidecars { state, only_state: true });
    append(&document, &own, &[record("王", "1")?])?;
    append(&document, &beside, &[record("王", "2")?])?;
    assert!(!sidecar.exists(), "where one is kept already it stays");
    append(&document, &Sidecars::default(), &[record("王", "3")?])?;
    assert_eq!(load(&document, &beside).0.records().count(), 3);
    assert_eq!(append(&document, &beside, &[record("王", "4")?])?, sidecar);
    assert_eq!(load(&document, &beside).0.records().count(), 4);
    Ok(())
}

#[test]
fn what_cannot_be_read_is_left_alone() -> Tried {
    let (_folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    std::fs::create_dir(&sidecar)?;
    assert_eq!(load(&document, &places).1.len(), 1);
    let error = append(&document, &places, &[record("王", "1")?]).err().ok_or("written")?;
    assert!(matches!(&error, ReviewError::Sidecar(SidecarError::Unreadable { .. })), "{error:?}");
    assert!(error.to_string().contains("没有改动"));
    Ok(())
}

#[test]
fn a_document_without_a_file_has_none() -> Tried {
    let places = Sidecars::default();
    for path in ["-", "没有这个文件.txt", "/proc"] {
        assert_eq!(load(Path::new(path), &places), (Review::default(), Vec::new()));
        let error = append(Path::new(path), &places, &[record("王", "1")?]).err().ok_or("written")?;
        assert!(matches!(error, ReviewError::NoFile { .. }), "{error:?}");
    }
    Ok(())
}

/// The name of the test below, and of what tells it which document to write to.
const WRITER: &str = "a_second_process_loses_nothing";
const DOCUMENT: &str = "WENGAO_TEST_REVIEW_DOCUMENT";
const COUNT: &str = "WENGAO_TEST_REVIEW_COUNT";
const RECORDS: usize = 40;

/// Another process that adds so many records, one after the other.
fn writer(document: &Path, count: usize) -> Result<Child, Box<dyn Error>> {
    let name = module_path!().split_once("::").map_or("", |(_, rest)| rest);
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--exact", &format!("{name}::{WRITER}")]).env(DOCUMENT, document).env(COUNT, count.to_string());
    Ok(command.stdout(Stdio::null()).spawn()?)
}

#[test]
fn a_second_process_loses_nothing() -> Tried {
    let places = Sidecars::default();
    if let Some(document) = std::env::var_os(DOCUMENT) {
        let count: usize = std::env::var(COUNT)?.parse()?;
        for nonce in 0..count {
            append(Path::new(&document), &places, &[record("李", &nonce.to_string())?])?;
        }
        return Ok(());
    }
    let (_folder, document, _) = document()?;
    let mut other = writer(&document, RECORDS)?;
    for nonce in 0..RECORDS {
        append(&document, &places, &[record("王", &nonce.to_string())?])?;
        places.change(&document, &correction(&nonce.to_string(), Verdict::Body))?;
    }
    assert!(other.wait()?.success());
    assert_eq!(load(&document, &places).0.records().count(), RECORDS * 2);
    let corrections: Vec<Change> = (0..RECORDS).map(|nonce| correction(&nonce.to_string(), Verdict::Body)).collect();
    assert!(places.read(&document).0.hold(&corrections));
    Ok(())
}

#[test]
fn a_process_that_is_killed_leaves_whole_lines_and_no_lock() -> Tried {
    let (_folder, document, _) = document()?;
    let places = Sidecars::default();
    for round in 1..5 {
        let mut other = writer(&document, usize::MAX)?;
        let before = load(&document, &places).0.records().count();
        // Every writer begins with the same records: it is at work once it adds to them.
        while load(&document, &places).0.records().count() < before.max(3) + round {
            assert!(other.try_wait()?.is_none(), "it does not end by itself");
        }
        other.kill()?;
        other.wait()?;
        let (review, problems) = load(&document, &places);
        assert!(problems.is_empty() && review.records().count() >= before, "{problems:?}");
        append(&document, &places, &[record("王", &round.to_string())?])?;
    }
    Ok(())
}

#[test]
fn another_reviewers_file_is_put_in_once() -> Tried {
    let (folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    let heading = correction("甲", Verdict::Heading(2));
    places.change(&document, &heading)?;
    let both = record("王", "1")?;
    append(&document, &places, std::slice::from_ref(&both))?;
    // The other one says something else of the same line, has one record in common, one new, one newer and one bad line.
    let theirs = folder.path().join("李的意见.jsonl");
    let anchor = r#""line":1,"text":"甲","before":"","after":"""#;
    let (new, newer) = (record("李", "1")?, r#"{"kind":"drawing","v":2}"#);
    let text = format!(
        "\u{feff}{}\r\n{}\r\n{newer}\r\n坏行\r\n{{\"kind\":\"correction\",\"verdict\":\"body\",{anchor}}}",
        new.line(),
        both.line()
    );
    std::fs::write(&theirs, &text)?;
    let merged = merge_file(&document, &places, &theirs)?;
    assert_eq!((merged.path.as_path(), merged.added, merged.others, merged.problems.len()), (&*sidecar, 1, 3, 2));
    assert!(places.read(&document).0.hold(&[heading]), "what was said here counts");
    let found = std::fs::read_to_string(&sidecar)?;
    for line in [new.line(), both.line(), newer, "坏行"] {
        assert_eq!(found.lines().filter(|found| *found == line).count(), 1, "{line} in {found}");
    }
    let again = merge_file(&document, &places, &theirs)?;
    assert_eq!((again.added, again.others), (0, 0));
    assert_eq!((std::fs::read_to_string(&sidecar)?, std::fs::read_to_string(&theirs)?), (found, text));
    Ok(())
}

#[test]
fn a_byte_order_mark_spoils_no_line_when_others_are_put_before_it() -> Tried {
    let (folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    let (mine, theirs) = (record("王", "1")?, record("李", "1")?);
    // An editor on Windows saved it so.
    std::fs::write(&sidecar, format!("\u{feff}{}\r\n", mine.line()))?;
    let other = folder.path().join("李.jsonl");
    std::fs::write(&other, format!("\u{feff}{}\n\u{feff}{{\"kind\":\"drawing\"}}\n", theirs.line()))?;
    let merged = merge_file(&document, &places, &other)?;
    assert_eq!((merged.added, merged.others), (1, 1));
    let (review, problems) = load(&document, &places);
    assert_eq!(review.records().count(), 2, "{}", String::from_utf8_lossy(&std::fs::read(&sidecar)?));
    assert_eq!(problems.len(), 1, "the newer line alone: {problems:?}");
    assert_eq!(merge_file(&document, &places, &other)?.added, 0);
    append(&document, &places, &[mine, theirs])?;
    assert_eq!(load(&document, &places).0.records().count(), 2, "what stands behind a mark is there already");
    Ok(())
}

#[test]
fn what_is_no_sidecar_is_not_put_in() -> Tried {
    let (folder, document, sidecar) = document()?;
    let places = Sidecars::default();
    let error = merge_file(&document, &places, &document).err().ok_or("merged")?;
    assert!(matches!(error, ReviewError::NoRecords { .. }), "{error:?}");
    for other in [folder.path().to_owned(), folder.path().join("没有"), PathBuf::from("/dev/zero")] {
        let error = merge_file(&document, &places, &other).err().ok_or("merged")?;
        assert!(matches!(error, ReviewError::Unreadable { .. }), "{error:?}");
    }
    assert!(!sidecar.exists());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a file is damaged, it is read, what is whole in it is kept, and what is added to it is found.
    #[test]
    fn damage_costs_no_more_than_its_line(mine in lines(), flips in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..6)) {
        let mut bytes = mine.clone();
        let mut hurt = BTreeSet::new();
        for (at, byte) in flips {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                hurt.insert(at);
                bytes.iter_mut().skip(at).take(1).for_each(|old| *old = byte);
            }
        }
        let whole = |bytes: &[u8], line: &[u8]| record::lines(bytes).any(|found| found == line);
        let (review, _) = Review::read(&bytes);
        for found in record::lines(&bytes) {
            prop_assert!(found.trim_ascii().is_empty() || whole(&review.bytes(), found) || whole(&review.bytes(), found.trim_ascii()));
        }
        let mut from = 0;
        for line in mine.split(|byte| *byte == b'\n') {
            let untouched = hurt.range(from.max(1) - 1..=from + line.len()).next().is_none();
            if let (true, Line::Record(record)) = (untouched, record::read(line)) {
                prop_assert!(review.records().any(|found| **found == *record));
            }
            from += line.len() + 1;
        }
        let added = merged(&bytes, &[], br#"{"kind":"withdraw","of":"x","id":"new","by":"","at":"2026-11-26T00:00:00Z"}"#);
        prop_assert_eq!(added.records, 1);
        prop_assert!(Review::read(&added.bytes).0.records().any(|record| record.id() == "new"));
    }

    /// Files put together hold the same lines whoever is put into whom, once each, and nothing is lost.
    #[test]
    fn files_are_put_together_without_loss(mine in lines(), theirs in lines()) {
        let set = |bytes: &[u8]| record::lines(bytes).map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()).map(<[u8]>::to_vec).collect::<BTreeSet<_>>();
        let one = merged(&mine, &[], &theirs).bytes;
        let other = merged(&theirs, &[], &mine).bytes;
        prop_assert_eq!(set(&one), set(&other));
        prop_assert!(set(&mine).union(&set(&theirs)).eq(set(&one).iter()));
        let again = merged(&one, &[], &theirs);
        prop_assert_eq!((again.records, again.others), (0, 0));
        prop_assert_eq!(Review::read(&one).0.standing(), Review::read(&other).0.standing());
    }
}

fn lines() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        (0_u8..9).prop_map(
            |nonce| record("王", &nonce.to_string()).map_or_else(|_| Vec::new(), |record| record.line().into())
        ),
        (0_u8..4).prop_map(|level| format!("{{\"kind\":\"correction\",\"level\":{level}}}").into_bytes()),
        proptest::collection::vec(any::<u8>(), 0..6),
        Just(" \r".into()),
    ];
    proptest::collection::vec(line, 0..9).prop_map(|lines| lines.join(&b'\n'))
}
