//! Watching what was opened: tells when files in it were written, came, went or got other names, once they are quiet.
//!
//! Must not know what is done about it, nor read anything.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{ErrorKind, Event, EventKind, RecursiveMode, Watcher as _};

use crate::corpus::load::sidecar;
use crate::corpus::load::{Input, words};

/// How long nothing must have happened: a file is written in several steps, a folder copied file by file.
const QUIET: Duration = Duration::from_millis(400);
/// How long what happens without a pause is waited for.
const LONGEST: Duration = Duration::from_secs(3);

/// What to watch.
#[derive(Clone, Debug)]
pub struct Watch {
    /// What was opened.
    pub inputs: Vec<Input>,
}

/// A watch that is kept; dropped, it ends.
pub struct Watching {
    _watcher: notify::RecommendedWatcher,
}

impl std::fmt::Debug for Watching {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watching")
    }
}

impl Watch {
    /// Begins to watch; `tell` is called from another thread. Nothing where no file or folder was opened.
    ///
    /// # Errors
    /// In the user's words: the system cannot, or not so many folders.
    pub fn begin(&self, tell: impl Fn() + Send + 'static) -> Result<Option<Watching>, String> {
        let paths = self.inputs.iter().filter_map(|input| match input {
            Input::Path(path) => Some(path.as_path()),
            Input::Stdin(_) | Input::Samples => None,
        });
        let paths: Vec<&Path> = paths.collect();
        if paths.is_empty() {
            return Ok(None);
        }
        // Of a file its folder is watched: it is replaced as often as it is written.
        let files: Vec<PathBuf> = paths.iter().filter(|path| !path.is_dir()).map(|path| path.to_path_buf()).collect();
        let (sender, receiver) = channel();
        let whole = paths.len() > files.len();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // An error is that something was missed.
            if event.map_or(true, |event| matters(&event, if whole { None } else { Some(&files) })) {
                // Who waits for it may be gone.
                let _ = sender.send(());
            }
        })
        .map_err(|error| reason(&error))?;
        for path in paths {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            let (path, mode) =
                if path.is_dir() { (path, RecursiveMode::Recursive) } else { (folder, RecursiveMode::NonRecursive) };
            watcher.watch(path, mode).map_err(|error| reason(&error))?;
        }
        thread::spawn(move || when_quiet(&receiver, &tell));
        Ok(Some(Watching { _watcher: watcher }))
    }
}

/// Calls `tell` whenever something happened and then nothing for a while.
fn when_quiet(happened: &Receiver<()>, tell: &dyn Fn()) {
    while happened.recv().is_ok() {
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            match happened.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        tell();
    }
}

/// Whether documents may be others than they were; of `files` alone, if there are such.
fn matters(event: &Event, files: Option<&[PathBuf]>) -> bool {
    if event.need_rescan() {
        return true;
    }
    let changes = match event.kind {
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any => true,
        EventKind::Access(_) | EventKind::Other => false,
    };
    let is_document = |path: &PathBuf| match files {
        Some(files) => {
            let named = path.file_name();
            files.iter().any(|file| named == file.file_name() || named == sidecar::beside(file).file_name())
        }
        // What is hidden is never read: temporary files of programs that are saving, and our own.
        None => path.file_name().is_none_or(|name| !matches!(name.as_encoded_bytes(), [b'.', ..] | [b'~', b'$', ..])),
    };
    changes && event.paths.iter().any(is_document)
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => "系统允许监视的文件夹太少（fs.inotify.max_user_watches）".to_owned(),
        ErrorKind::Io(error) => words(error),
        ErrorKind::PathNotFound => "找不到要监视的文件夹".to_owned(),
        _ => format!("监视不了：{error}"),
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{AccessKind, CreateKind, ModifyKind, RemoveKind};

    use super::*;

    fn check(kind: EventKind, path: &str, files: Option<&[&str]>, expected: bool) {
        let files: Option<Vec<PathBuf>> = files.map(|files| files.iter().map(PathBuf::from).collect());
        let event = Event::new(kind).add_path(PathBuf::from(path));
        assert_eq!(matters(&event, files.as_deref()), expected, "{path}");
    }

    #[test]
    fn what_is_written_comes_or_goes_matters() {
        let written = EventKind::Modify(ModifyKind::Any);
        check(written, "文/甲.txt", None, true);
        check(EventKind::Create(CreateKind::File), "文/甲.txt", None, true);
        check(EventKind::Remove(RemoveKind::Any), "文", None, true);
        check(EventKind::Access(AccessKind::Any), "文/甲.txt", None, false);
        check(written, "文/.甲.txt.swp", None, false);
        check(written, "文/~$甲.docx", None, false);
        check(written, "/文/甲.txt", Some(&["文/甲.txt"]), true);
        check(written, "文/甲.txt.wengao.jsonl", Some(&["文/甲.txt"]), true);
        check(written, "文/乙.txt", Some(&["文/甲.txt"]), false);
        assert!(matters(&Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan), None));
    }

    #[test]
    fn a_change_is_told_of() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let (sender, told) = channel();
        let watch = Watch { inputs: vec![Input::Path(folder.path().to_owned())] };
        let watching = watch.begin(move || {
            // The test has ended.
            let _ = sender.send(());
        })?;
        assert!(watching.is_some());
        std::fs::write(folder.path().join("甲.txt"), "甲")?;
        told.recv_timeout(Duration::from_secs(20))?;
        assert!(Watch { inputs: vec![Input::Samples] }.begin(|| ())?.is_none());
        let nowhere = Watch { inputs: vec![Input::Path(folder.path().join("没有").join("甲.txt"))] };
        assert_eq!(nowhere.begin(|| ()).err().as_deref(), Some("找不到要监视的文件夹"));
        Ok(())
    }
}
