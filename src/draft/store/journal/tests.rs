//! Journals on good and bad disks: what was typed comes back.

use std::fs;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use tempfile::TempDir;

use super::*;
use crate::draft::buffer::{Pos, PosSpan};
use crate::draft::editor::{Edit as Act, Editor};
use crate::draft::origin::Source;

fn folder() -> io::Result<(TempDir, Places)> {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())?;
    let places = Places::new(vec![folder.path().join("one"), folder.path().join("two")]);
    Ok((folder, places))
}

fn begin(path: Option<&Path>, text: &str) -> Begin {
    let base = Replica { text: Buffer::from_text(text), origins: Origins::default() };
    Begin {
        path: path.map(Path::to_owned),
        form: FileForm::default(),
        identity: None,
        base,
        started: 1_700_000_000_000,
    }
}

fn insert(at: usize, text: &str) -> Change {
    Change::new(Pos::new(0, at), "", text)
}

fn only(left: Left) -> io::Result<Leftover> {
    match <[Leftover; 1]>::try_from(left.drafts) {
        Ok([one]) => Ok(one),
        Err(all) => Err(io::Error::other(format!("{} were left", all.len()))),
    }
}

#[test]
fn what_was_typed_comes_back_with_its_origins_and_can_be_read_by_a_person() -> io::Result<()> {
    let (folder, places) = folder()?;
    let path = folder.path().join("报告.txt");
    let mut editor = Editor::new("旧文𠀀e\u{301}\n第二段");
    editor.record_edits();
    let mut journal = Journal::new(begin(Some(&path), "旧文𠀀e\u{301}\n第二段"));
    let source = Arc::new(Source { path: "样例/a.txt".into(), piece: "总结".to_owned(), line: 3 });
    editor.type_text("新“字”");
    editor.insert_paragraphs("借来的一段，\n两行。", Some(&source));
    journal.append(&places, &editor.take_records())?;
    editor.edit(Act::Undo);
    editor.edit(Act::Redo);
    editor.edit(Act::Backspace);
    journal.append(&places, &editor.take_records())?;
    let found = only(left_of(&places, &path))?;
    assert_eq!(found.now.text, *editor.buffer());
    assert_eq!(found.now.origins, *editor.origins());
    assert_eq!((found.base.text.to_text().as_str(), found.lost, found.in_use), ("旧文𠀀e\u{301}\n第二段", 0, false));
    assert_eq!(found.path.as_deref(), Some(path.as_path()));
    let text = fs::read_to_string(&found.journal)?;
    assert!(text.contains("\"ins\":\"新“字”\"") && text.lines().count() > 4, "{text}");
    assert_eq!(Real.facts(&found.journal)?.map(|facts| facts.mode), Some(0o600));
    assert!(only(left(&places, false)).is_ok() && only(left(&places, true)).is_err());
    journal.remove();
    assert!(left(&places, false) == Left::default() && !folder.path().join("one/报告.txt").exists());
    assert_eq!(fs::read_dir(folder.path().join("one"))?.count(), 0, "no litter");
    Ok(())
}

#[test]
fn a_torn_last_line_is_dropped_and_a_damaged_middle_is_told() -> io::Result<()> {
    let (_folder, places) = folder()?;
    let mut journal = Journal::new(begin(None, "甲"));
    for (number, text) in ["一", "二", "三"].into_iter().enumerate() {
        journal.append(&places, &[insert(3 * number, text)])?;
    }
    let path = journal.path().unwrap_or(Path::new("")).to_owned();
    let whole = fs::read(&path)?;
    let lines: Vec<&[u8]> = whole.split_inclusive(|byte| *byte == b'\n').collect();
    let of = |bytes: &[u8]| read::parse(bytes).map(|found| (found.now.text.to_text(), found.lost));
    assert_eq!(of(&whole), Some(("一二三甲".to_owned(), 0)));
    let last = lines.last().map_or(0, |line| line.len());
    for cut in 1..=last {
        assert_eq!(of(whole.get(..whole.len() - cut).unwrap_or_default()), Some(("一二甲".to_owned(), 0)), "{cut}");
    }
    // Zeros where a line should be, as some file systems leave them after a power cut.
    let mut zeros = whole.clone();
    zeros.truncate(whole.len() - last);
    zeros.extend(vec![0; last]);
    assert_eq!(of(&zeros), Some(("一二甲".to_owned(), 0)));
    // The second edit is gone, or another: what follows is not trusted.
    let without: Vec<u8> = [0, 1, 3].iter().filter_map(|n| lines.get(*n)).copied().flatten().copied().collect();
    assert_eq!(of(&without), Some(("一甲".to_owned(), 0)));
    let damaged = String::from_utf8_lossy(&whole).replace("\"ins\":\"二\"", "\"ins\":\"貳\"");
    assert_eq!(of(damaged.as_bytes()), Some(("一甲".to_owned(), 2)));
    assert_eq!(of(b""), None);
    // A head that cannot be read is kept, and told.
    fs::write(&path, b"00000000 {}\n")?;
    let found = left(&places, true);
    assert_eq!((found.drafts.len(), found.unreadable), (0, vec![path]));
    Ok(())
}

#[test]
fn a_long_journal_is_written_anew_and_stays_short() -> io::Result<()> {
    let (_folder, places) = folder()?;
    let mut journal = Journal::new(begin(None, ""));
    let text = "长".repeat(20_000);
    for _ in 0..60 {
        journal.append(&places, &[insert(0, &text)])?;
        journal.append(&places, &[Change::new(Pos::default(), text.clone(), "")])?;
    }
    journal.append(&places, &[insert(0, "完")])?;
    let found = only(left(&places, true))?;
    assert_eq!(found.now.text.to_text(), "完");
    assert!(fs::metadata(&found.journal)?.len() < BOUND + 200_000);
    Ok(())
}

#[test]
fn a_place_that_cannot_be_written_gives_way_to_the_next() -> io::Result<()> {
    let (folder, places) = folder()?;
    fs::write(folder.path().join("one"), "no folder")?;
    let mut journal = Journal::new(begin(None, "甲"));
    assert!(matches!(journal.append(&places, &[insert(0, "乙")])?, Written::Elsewhere(_)));
    assert!(matches!(journal.append(&places, &[insert(0, "丙")])?, Written::Safe));
    assert_eq!(only(left(&places, true))?.now.text.to_text(), "丙乙甲");
    fs::write(folder.path().join("no"), "")?;
    let nowhere = Places::new(vec![folder.path().join("no")]);
    let mut journal = Journal::new(begin(None, "甲"));
    assert!(journal.append(&nowhere, &[insert(0, "乙")]).is_err() && !journal.is_safe());
    // There is a place again: everything is written, the edits that failed before among it.
    fs::remove_file(folder.path().join("no"))?;
    journal.append(&nowhere, &[insert(0, "丙")])?;
    assert_eq!(only(left(&nowhere, true))?.now.text.to_text(), "丙乙甲");
    Ok(())
}

#[test]
fn after_a_save_the_journal_holds_what_came_later() -> io::Result<()> {
    let (folder, places) = folder()?;
    let (old, new) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    let mut journal = Journal::new(begin(Some(&old), "甲"));
    journal.append(&places, &[insert(0, "乙"), insert(0, "丙")])?;
    let now = journal.now().clone();
    journal.rebase(&places, begin(Some(&old), "乙甲"), now.clone())?;
    journal.append(&places, &[])?;
    let found = only(left_of(&places, &old))?;
    assert_eq!((found.base.text.to_text(), found.now.text.to_text()), ("乙甲".to_owned(), "丙乙甲".to_owned()));
    journal.rebase(&places, begin(Some(&new), "乙甲"), now)?;
    journal.append(&places, &[insert(0, "丁")])?;
    assert!(left_of(&places, &old).drafts.is_empty());
    assert_eq!(only(left_of(&places, &new))?.now.text.to_text(), "丁丙乙甲");
    Ok(())
}

#[test]
fn only_journals_are_discarded() -> io::Result<()> {
    let (folder, places) = folder()?;
    let document = folder.path().join("a.jsonl");
    fs::write(&document, "")?;
    assert!(discard(&places, &document).is_err());
    let mut journal = Journal::new(begin(None, ""));
    journal.append(&places, &[insert(0, "乙")])?;
    let path = journal.path().unwrap_or(Path::new("")).to_owned();
    assert!(discard(&places, &path).is_err() && path.exists(), "it is being written");
    drop(journal);
    discard(&places, &path)?;
    assert!(!path.exists() && document.exists());
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_harm(bytes in vec(any::<u8>(), 0..200), at in any::<usize>(), with in any::<u8>()) {
        prop_assert!(read::parse(&bytes).is_none());
        let mut journal = Journal::new(begin(None, "甲"));
        journal.now.apply(&insert(0, "乙"));
        let (mut whole, ..) = journal.lines(&[insert(0, "乙"), insert(3, "丙\n𠀀")])?;
        let at = at % whole.len();
        whole.truncate(at);
        whole.push(with);
        whole.extend(&bytes);
        if let Some(found) = read::parse(&whole) {
            let text = found.now.text.to_text();
            prop_assert!(["甲", "乙甲", "乙丙\n𠀀甲"].contains(&text.as_str()), "{}", text);
        }
    }

    #[test]
    fn edits_come_back_as_they_were(acts in vec((any::<usize>(), 0_usize..6, "[创城，a\n𠀀\u{301}]{0,6}"), 0..40)) {
        let mut editor = Editor::new("开头\n一段");
        editor.record_edits();
        let mut journal = Journal::new(begin(None, "开头\n一段"));
        let mut changes = Vec::new();
        for (place, act, text) in &acts {
            let caret = editor.buffer().at_offset(place % (editor.buffer().bytes() + 1));
            editor.select(PosSpan { start: caret, end: caret });
            match act {
                0 => editor.edit(Act::Backspace),
                1 => editor.edit(Act::Undo),
                2 => editor.edit(Act::Redo),
                3 => editor.edit(Act::DeleteWordForward),
                _ => editor.edit(Act::Paste(text)),
            };
            changes.extend(editor.take_records());
        }
        for change in &changes {
            prop_assert!(journal.now.apply(change));
        }
        let (bytes, ..) = journal.lines(&changes)?;
        let found = read::parse(&bytes);
        prop_assert_eq!(found.map(|found| found.now.text), Some(editor.buffer().clone()));
    }
}
