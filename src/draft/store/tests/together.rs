//! Journal and save together on a bad disk: a text that was called safe is in the file or in a journal, always.

use super::faults::{Fault, Faulty};
use super::*;
use crate::draft::buffer::{Buffer, Pos};
use crate::draft::history::Change;
use crate::draft::origin::Origins;
use crate::draft::store::journal::{Begin, Journal, Left, Replica, gather};
use crate::draft::store::places::Places;
use rustix::io::Errno;

const OLD: &str = "旧文“引”𠀀e\u{301}\n第二段";

/// What happened in one run.
struct Run {
    /// The text up to the last edit that was called safe.
    safe: String,
    /// An edit was not called safe.
    refused: bool,
    saved: bool,
    held: String,
    left: Left,
    met: bool,
}

fn replica(text: &str) -> Replica {
    Replica { text: Buffer::from_text(text), origins: Origins::default() }
}

/// Opens, types three times, saves, and puts the journal away, with the fault at operation `at`.
fn run(fault: Fault, at: usize) -> io::Result<Run> {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempdir())?;
    let path = folder.path().join("报告.txt");
    fs::write(&path, format!("{OLD}\n"))?;
    let identity = told(open(&path))?.identity;
    let places = Places::new(vec![folder.path().join("one/drafts"), folder.path().join("two/drafts")]);
    let disk = Faulty::failing(fault, at, folder.path());
    let begin = |text: &str| {
        let identity = identity.clone();
        Begin { path: Some(path.clone()), form: FileForm::default(), identity, base: replica(text), started: 9 }
    };
    let mut journal = Journal::new(begin(OLD));
    let (mut text, mut safe, mut refused) = (OLD.to_owned(), OLD.to_owned(), false);
    for typed in ["新", "写的𠀀", "一段\n"] {
        text.insert_str(0, typed);
        match journal.append_on(&disk, &places, &[Change::new(Pos::default(), "", typed)]) {
            Ok(_) => safe.clone_from(&text),
            Err(_) => refused = true,
        }
    }
    let result = save_on(&disk, &path, &text, &FileForm::default(), identity.as_ref(), false);
    let saved = result.is_ok();
    if saved {
        // Written on while it was saved.
        let now = replica(&format!("后来{text}"));
        if journal.rebase_on(&disk, &places, begin(&text), now).is_ok() {
            safe = format!("后来{text}");
        } else {
            safe.clone_from(&text);
        }
    }
    let left = gather(&Real, &places, |_| true);
    Ok(Run { safe, refused, saved, held: fs::read_to_string(&path)?, left, met: disk.met() })
}

fn sweep(fault: Fault, once: bool) -> io::Result<()> {
    for at in 0.. {
        assert!(at < 200, "it takes fewer steps");
        let run = run(fault, at)?;
        let told = format!(
            "{fault:?} {at}: {:?} {}",
            run.left.drafts.iter().map(|l| l.now.text.to_text()).collect::<Vec<_>>(),
            run.safe
        );
        let held = run.held.trim_end_matches('\n');
        let new = format!("一段\n写的𠀀新{OLD}");
        assert!(held == OLD || held == new, "{told}");
        assert!(!run.saved || held == new, "{told}");
        let rescued = run.left.drafts.first().map(|left| left.now.text.to_text());
        // What was typed last may be there as well: each edit goes before the text.
        let whole = rescued.is_some_and(|text| text.ends_with(&run.safe));
        assert!(held == run.safe || whole, "{told}");
        assert!(run.left.unreadable.is_empty() && run.left.drafts.iter().all(|left| left.lost == 0), "{told}");
        assert!(!once || !run.refused, "one failure has the other place: {told}");
        if !run.met {
            assert!(run.saved && run.left.drafts.len() == 1, "{told}");
            return Ok(());
        }
    }
    Ok(())
}

#[test]
fn one_failure_loses_nothing_and_refuses_nothing() -> io::Result<()> {
    for errno in [Errno::NOSPC, Errno::IO, Errno::ROFS, Errno::DQUOT] {
        sweep(Fault::Once(errno), true)?;
    }
    Ok(())
}

#[test]
fn death_after_every_operation_and_a_dead_disk_lose_nothing_that_was_safe() -> io::Result<()> {
    for fault in [Fault::Kill, Fault::Onward(Errno::NOSPC), Fault::Onward(Errno::IO)] {
        sweep(fault, false)?;
    }
    Ok(())
}
