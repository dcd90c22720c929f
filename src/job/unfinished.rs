//! Keeping a comment while it is being written, and putting what a killed program left where it belongs.

use std::path::PathBuf;

use super::review::Say;
use crate::corpus::load::sidecar::Sidecars;
use crate::review::{Review, store, unfinished};

/// What is to be done about a comment that is not said yet.
#[derive(Debug)]
pub enum Task {
    /// Keep it, in case the program is killed.
    Keep(Box<Say>),
    /// It was said or dropped.
    Clear,
    /// Put what killed programs left beside its documents.
    Recover(Sidecars),
}

/// A request.
#[derive(Debug)]
pub struct HalfSaid {
    /// Where such comments are kept.
    pub folder: PathBuf,
    /// What.
    pub task: Task,
}

/// What came of what a killed program left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The document.
    pub document: PathBuf,
    /// Why it could not be put beside it, in the user's words.
    pub failed: Option<String>,
}

impl HalfSaid {
    /// Does it; gives what was put beside documents.
    pub fn perform(&self) -> Vec<Recovered> {
        let own = std::process::id();
        match &self.task {
            Task::Keep(say) => {
                let document = std::path::absolute(&say.path).unwrap_or_else(|_| say.path.clone());
                if let Ok(records) = say.records(&mut Review::default())
                    && let Some(record) = records.first()
                {
                    // It is a second hold for words that are still on screen.
                    let _ = unfinished::keep(&self.folder, own, &document, record);
                }
                Vec::new()
            }
            Task::Clear => {
                unfinished::clear(&self.folder, own);
                Vec::new()
            }
            Task::Recover(sidecars) => {
                let left = unfinished::left(&self.folder, &|process| process != own && runs(process));
                left.into_iter().map(|one| recover(one, sidecars)).collect()
            }
        }
    }
}

fn recover(left: unfinished::Unfinished, sidecars: &Sidecars) -> Recovered {
    let kept = store::append(&left.document, sidecars, &left.records);
    if kept.is_ok() {
        left.done();
    }
    Recovered { document: left.document, failed: kept.err().map(|error| error.to_string()) }
}

/// Whether a process of this number runs.
fn runs(process: u32) -> bool {
    let pid = i32::try_from(process).ok().and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}
