//! A desk from opening to leaving: what it tells, what it leaves.

use std::cell::RefCell;
use std::path::Path;

use super::*;
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::store::FileForm;
use crate::draft::store::journal::{Left, left};

type Test = std::io::Result<()>;

fn told(desk: &Desk, task: Task) -> Vec<News> {
    let news = RefCell::new(Vec::new());
    Keep { desk: desk.clone(), number: 0, task }.perform(&|one| news.borrow_mut().push(one));
    news.into_inner()
}

fn replica(text: &str) -> Replica {
    Replica { text: Buffer::from_text(text), origins: Origins::default() }
}

fn begin(path: Option<&Path>, text: &str) -> Begin {
    let path = path.map(Path::to_owned);
    Begin { path, form: FileForm::default(), identity: None, base: replica(text), started: 5 }
}

fn edit(begin: Option<Begin>, text: &str) -> Task {
    Task::Edits { begin: begin.map(Box::new), changes: vec![Change::new(Pos::default(), "", text)] }
}

fn guard(path: &Path, text: &str, force: bool) -> Task {
    Task::Guard { path: path.to_owned(), text: Buffer::from_text(text), force }
}

#[test]
fn a_crash_is_offered_once_and_goes_when_it_is_restored() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    let crashed = Desk::new(places.clone());
    assert!(told(&crashed, edit(Some(begin(Some(&path), "旧")), "新")).is_empty());
    drop(crashed);
    let desk = Desk::new(places.clone());
    let news = told(&desk, guard(&path, "旧", false));
    let Some(News::Guarded { holder: None, left: found, .. }) = news.first() else { panic!("{news:?}") };
    let [found] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((found.diff.inserted, found.changed), (1, false));
    let journal = found.leftover.journal.clone();
    // Not before it is on disk again.
    told(&desk, Task::Restored { journal: journal.clone(), damaged: false });
    assert!(journal.exists());
    told(&desk, edit(Some(begin(Some(&path), "旧")), "新"));
    told(&desk, Task::Restored { journal: journal.clone(), damaged: false });
    assert!(!journal.exists());
    assert_eq!(left(&places, false).drafts.len(), 1);
    told(&desk, Task::Close);
    assert_eq!(left(&places, false), Left::default());
    assert_eq!(std::fs::read_dir(folder.path().join("drafts"))?.count(), 0, "no litter");
    Ok(())
}

#[test]
fn what_equals_the_file_is_no_question() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    told(&Desk::new(places.clone()), edit(Some(begin(Some(&path), "旧")), "新"));
    // The save was done, and the program ended before the journal went.
    let news = told(&Desk::new(places.clone()), guard(&path, "新旧", false));
    assert!(matches!(news.first(), Some(News::Guarded { left, .. }) if left.is_empty()), "{news:?}");
    assert_eq!(left(&places, false), Left::default());
    Ok(())
}

#[test]
fn the_second_is_told_and_the_first_hears_that_it_was_taken_over() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    let (first, second) = (Desk::new(places.clone()), Desk::new(places.clone()));
    told(&first, guard(&path, "旧", false));
    told(&first, edit(Some(begin(Some(&path), "旧")), "一"));
    let news = told(&second, guard(&path, "旧", false));
    assert!(matches!(news.first(), Some(News::Guarded { holder: Some(_), left, .. }) if left.is_empty()), "{news:?}");
    let news = told(&second, guard(&path, "旧", true));
    assert!(matches!(news.first(), Some(News::Guarded { holder: None, left, .. }) if left.len() == 1), "{news:?}");
    let news = told(&first, edit(None, "二"));
    assert!(matches!(news.as_slice(), [News::TakenOver(_)]), "{news:?}");
    assert!(told(&first, edit(None, "三")).is_empty(), "told once");
    assert!(told(&second, edit(Some(begin(Some(&path), "旧")), "四")).is_empty());
    assert_eq!(texts(&places), ["三二一旧", "四旧"], "both are recorded, each in a journal of its own");
    told(&first, Task::Close);
    assert_eq!(texts(&places), ["四旧"]);
    Ok(())
}

#[test]
fn it_is_noticed_that_the_draft_was_taken_over_also_when_nothing_is_written() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    let (first, second) = (Desk::new(places.clone()), Desk::new(places.clone()));
    let look = |desk: &Desk| {
        let news = RefCell::new(Vec::new());
        desk.look(&|one| news.borrow_mut().push(one));
        news.into_inner()
    };
    assert!(!first.is_guarding() && look(&first).is_empty());
    told(&first, guard(&path, "旧", false));
    told(&first, edit(Some(begin(Some(&path), "旧")), "一"));
    assert!(first.is_guarding() && look(&first).is_empty());
    told(&second, guard(&path, "旧", true));
    let news = look(&first);
    assert!(matches!(news.as_slice(), [News::TakenOver(_)]), "{news:?}");
    assert!(look(&first).is_empty() && !first.is_guarding(), "told once");
    // What was written is in a journal that is being written: nobody may discard it.
    let left = left(&places, false);
    let [leftover] = left.drafts.as_slice() else { panic!("{left:?}") };
    assert!(leftover.writing && leftover.now.text.to_text() == "一旧");
    told(&second, Task::Discard(leftover.journal.clone()));
    assert_eq!(texts(&places), ["一旧"]);
    Ok(())
}

/// What is left, in the order of the texts.
fn texts(places: &Places) -> Vec<String> {
    let mut texts: Vec<_> = left(places, false).drafts.iter().map(|left| left.now.text.to_text()).collect();
    texts.sort();
    texts
}

#[test]
fn what_another_is_writing_is_offered_as_such_and_never_removed() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    let (first, second) = (Desk::new(places.clone()), Desk::new(places.clone()));
    told(&first, guard(&path, "旧", false));
    told(&first, edit(Some(begin(Some(&path), "旧")), "一𠀀"));
    let offered = |force| {
        let news = told(&second, guard(&path, "旧", force));
        match news.into_iter().next() {
            Some(News::Guarded { holder: None, left, .. }) => left,
            other => panic!("{other:?}"),
        }
    };
    let found = offered(true);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    assert!(one.leftover.writing);
    told(&second, Task::Discard(one.leftover.journal.clone()));
    told(&second, edit(Some(begin(Some(&path), "旧")), "一𠀀"));
    told(&second, Task::Restored { journal: one.leftover.journal.clone(), damaged: false });
    assert!(one.leftover.journal.exists());
    told(&first, edit(None, "e\u{301}"));
    told(&second, Task::Close);
    assert_eq!(texts(&places), ["e\u{301}一𠀀旧"]);
    let found = offered(false);
    let [one] = found.as_slice() else { panic!("{found:?}") };
    told(&second, Task::Pass(one.leftover.journal.clone()));
    told(&first, edit(None, "，"));
    assert!(offered(false).is_empty(), "not again while it is being written");
    drop(first);
    assert_eq!(offered(false).len(), 1, "a crash leaves it to whoever opens the draft");
    Ok(())
}

#[test]
fn a_save_keeps_a_version_and_what_was_written_meanwhile() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    let desk = Desk::new(places.clone());
    // A draft without a file until it is saved.
    told(&desk, edit(Some(begin(None, "")), "甲"));
    assert_eq!(left(&places, true).drafts.len(), 1);
    let saved = Saved { begin: begin(Some(&path), "甲"), now: replica("乙甲") };
    assert!(told(&desk, Task::Saved(Box::new(saved))).is_empty());
    told(&desk, edit(None, "丙"));
    let all = left(&places, false).drafts;
    assert_eq!(all.iter().map(|left| left.now.text.to_text()).collect::<Vec<_>>(), ["丙乙甲"]);
    let news = told(&desk, Task::Versions { path: path.clone(), now: Buffer::from_text("丙乙甲") });
    let Some(News::Versions { versions, .. }) = news.first() else { panic!("{news:?}") };
    assert_eq!(versions.iter().map(|v| (v.text.as_str(), v.since)).collect::<Vec<_>>(), [("甲", (2, 0))]);
    told(&desk, Task::Saved(Box::new(Saved { begin: begin(Some(&path), "丙乙甲"), now: replica("丙乙甲") })));
    assert_eq!(left(&places, false), Left::default());
    told(&desk, Task::Close);
    Ok(())
}

#[test]
fn a_place_that_fails_is_told_once() -> Test {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("one"), "")?;
    let desk = Desk::new(Places::new(vec![folder.path().join("one"), folder.path().join("two")]));
    let news = told(&desk, edit(Some(begin(None, "")), "甲"));
    assert!(matches!(news.as_slice(), [News::Elsewhere(_)]), "{news:?}");
    assert!(told(&desk, edit(None, "乙")).is_empty());
    let desk = Desk::new(Places::new(vec![folder.path().join("one")]));
    let news = told(&desk, edit(Some(begin(None, "")), "甲"));
    assert!(matches!(news.as_slice(), [News::NotKept(_)]), "{news:?}");
    assert!(told(&desk, edit(None, "乙")).is_empty());
    Ok(())
}

#[test]
fn edits_that_wait_are_joined_and_nothing_else_is() {
    let desk = Desk::new(Places::default());
    let job = |task| crate::job::Job::Keep(Box::new(Keep { desk: desk.clone(), number: 0, task }));
    let mut keep = Keep { desk: desk.clone(), number: 1, task: edit(Some(begin(None, "")), "甲") };
    let mut second = job(edit(None, "乙"));
    if let crate::job::Job::Keep(second) = &mut second {
        second.number = 2;
    }
    assert!(keep.join(second).is_none());
    assert_eq!(keep.number, 2, "what is joined is done with the last of them");
    assert!(keep.join(job(edit(Some(begin(None, "")), "丙"))).is_some() && keep.join(job(Task::Close)).is_some());
    assert!(matches!(keep.task, Task::Edits { changes, .. } if changes.len() == 2));
}

#[test]
fn what_a_killed_save_left_goes_and_what_stands_nowhere_else_becomes_a_version() -> Test {
    let folder = tempfile::tempdir()?;
    let places = Places::new(vec![folder.path().join("drafts")]);
    let path = folder.path().join("报告.txt");
    let mut child = std::process::Command::new("true").spawn()?;
    child.wait()?;
    let dead = child.id();
    let leave = |text: &str| crate::draft::store::stale::leave(&path, dead, text.as_bytes());
    let versions = || -> Vec<String> {
        crate::draft::store::versions::list(&places, &path).into_iter().map(|version| version.text).collect()
    };
    std::fs::write(&path, "一二\n")?;
    // The beginning of the file; nothing; what a journal has.
    for text in ["一", "", "新一", "新一二\n"] {
        let left = leave(text)?;
        told(&Desk::new(places.clone()), edit(Some(begin(Some(&path), "一二")), "新"));
        told(&Desk::new(places.clone()), guard(&path, "一二", false));
        assert!(!left.exists() && versions().is_empty(), "{text}");
    }
    let left = leave("别处没有𠀀e\u{301}\n")?;
    told(&Desk::new(Places::default()), guard(&path, "一二", false));
    assert!(left.exists(), "where nothing can be kept it stays");
    told(&Desk::new(places.clone()), guard(&path, "一二", false));
    assert!(!left.exists());
    assert_eq!(versions(), ["别处没有𠀀e\u{301}"]);
    // Also where a draft is saved under another name.
    let left = leave("一二")?;
    let desk = Desk::new(places.clone());
    told(&desk, edit(Some(begin(None, "")), "一二"));
    told(&desk, Task::Saved(Box::new(Saved { begin: begin(Some(&path), "一二"), now: replica("一二") })));
    assert!(!left.exists());
    Ok(())
}
