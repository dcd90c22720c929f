//! A save is tried with every operation failing in turn, and with the power gone after every operation in turn.

use std::cell::Cell;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use encoding_rs::{GB18030, UTF_16LE};

use super::disk::{Disk, Real};
use super::{FileForm, StoreError, open, save, save_on, write_new};

const OLD: &str = "原来的稿子。\n";
const NEW: &str = "新的稿子，长得多：上半年做了三件事，Ab𠀀e\u{301}。";

type Test = Result<(), Box<dyn std::error::Error>>;

/// A disk on which something goes wrong at one operation.
struct Faulty {
    /// Operations until the fault.
    left: Cell<usize>,
    /// Everything after the fault fails as well: the machine is off.
    off: bool,
    broken: Cell<bool>,
}

impl Faulty {
    fn new(left: usize, off: bool) -> Self {
        Self { left: Cell::new(left), off, broken: Cell::new(false) }
    }

    /// Whether this operation goes wrong.
    fn step(&self) -> io::Result<()> {
        if self.broken.get() && self.off {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        if self.left.get() == 0 && !self.broken.get() {
            self.broken.set(true);
            return Err(rustix::io::Errno::NOSPC.into());
        }
        self.left.set(self.left.get().saturating_sub(1));
        Ok(())
    }
}

impl Disk for Faulty {
    fn create(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.step().and_then(|()| Real.create(path, mode))
    }
    fn rewrite(&self, path: &Path) -> io::Result<File> {
        self.step().and_then(|()| Real.rewrite(path))
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        match self.step() {
            Ok(()) => Real.write(file, bytes),
            Err(error) => {
                // A short write: half of it is there.
                Real.write(file, bytes.get(..bytes.len() / 2).unwrap_or_default())?;
                Err(error)
            }
        }
    }
    fn cut(&self, file: &File, length: u64) -> io::Result<()> {
        self.step().and_then(|()| Real.cut(file, length))
    }
    fn like(&self, file: &File, other: &fs::Metadata) -> io::Result<()> {
        self.step().and_then(|()| Real.like(file, other))
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.step().and_then(|()| Real.sync(file))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| Real.rename(from, to))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step().and_then(|()| Real.sync_folder(folder))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| Real.remove(path))
    }
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

#[test]
fn every_fault_leaves_the_old_text_or_the_new_one() -> Test {
    for off in [false, true] {
        let mut ended = false;
        for at in 0..40 {
            let folder = tempfile::tempdir()?;
            let path = folder.path().join("稿.txt");
            fs::write(&path, OLD)?;
            let opened = open(&path, None)?;
            let disk = Faulty::new(at, off);
            let result = save_on(&disk, &path, NEW, &opened.form, opened.identity.as_ref(), false);
            let stands = fs::read_to_string(&path)?;
            assert!(stands == OLD || stands == format!("{NEW}\n"), "fault {at}: {stands:?}");
            if result.is_ok() {
                assert_eq!(stands, format!("{NEW}\n"), "fault {at}");
            }
            if !off {
                assert_eq!(names(folder.path())?, ["稿.txt"], "fault {at} leaves litter");
                if stands == OLD {
                    let again = save(&path, NEW, &opened.form, opened.identity.as_ref(), false)?;
                    assert_eq!(open(&path, None)?.identity, Some(again.identity), "fault {at}");
                }
            }
            if !disk.broken.get() {
                ended = true;
                break;
            }
        }
        assert!(ended, "the sweep reached the end of a save");
    }
    Ok(())
}

#[test]
fn writing_over_a_linked_file_never_loses_the_whole_text() -> Test {
    for at in 0..40 {
        let folder = tempfile::tempdir()?;
        let (path, other) = (folder.path().join("稿.txt"), folder.path().join("链.txt"));
        fs::write(&path, OLD)?;
        fs::hard_link(&path, &other)?;
        let opened = open(&path, None)?;
        let disk = Faulty::new(at, true);
        let result = save_on(&disk, &path, NEW, &opened.form, opened.identity.as_ref(), false);
        let whole = |path: &Path| fs::read_to_string(path).is_ok_and(|t| t == OLD || t == format!("{NEW}\n"));
        let somewhere = names(folder.path())?.iter().any(|name| whole(&folder.path().join(name)));
        assert!(somewhere, "fault {at}");
        if let Ok(saved) = result {
            assert!(saved.note.is_some());
            assert_eq!(fs::read_to_string(&other)?, format!("{NEW}\n"));
            assert_eq!(fs::metadata(&path)?.ino(), fs::metadata(&other)?.ino());
            if !disk.broken.get() {
                assert_eq!(names(folder.path())?.len(), 2);
                return Ok(());
            }
        }
    }
    Err("the sweep never reached the end".into())
}

#[test]
fn the_form_of_a_file_is_kept() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("f.txt");
    let gb = |text: &str| GB18030.encode(text).0.into_owned();
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("甲乙丙\r\n丁。\r\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (bytes, form) in [
        ("一\r\n二\r\n".as_bytes().to_vec(), FileForm { line_end: "\r\n", ..FileForm::default() }),
        ("一\n二".as_bytes().to_vec(), FileForm { final_newline: false, ..FileForm::default() }),
        ("\u{feff}一\n".as_bytes().to_vec(), FileForm { bom: true, ..FileForm::default() }),
        (gb("上半年工作总结，三件大事。\n"), FileForm { encoding: GB18030, ..FileForm::default() }),
        (wide, FileForm { encoding: UTF_16LE, bom: true, line_end: "\r\n", ..FileForm::default() }),
        (Vec::new(), FileForm { final_newline: false, ..FileForm::default() }),
    ] {
        fs::write(&path, &bytes)?;
        let opened = open(&path, None)?;
        assert_eq!(opened.form, form);
        assert!(!opened.text.contains('\r') && !opened.text.contains('\u{feff}'));
        save(&path, &opened.text, &opened.form, opened.identity.as_ref(), false)?;
        assert_eq!(fs::read(&path)?, bytes, "{form:?}");
    }
    Ok(())
}

#[test]
fn what_the_encoding_cannot_hold_is_refused() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("b.txt");
    let form = FileForm { encoding: encoding_rs::BIG5, ..FileForm::default() };
    let refused = save(&path, "简体汉字“门”", &form, None, false);
    assert!(matches!(refused, Err(StoreError::Unencodable { .. })), "{refused:?}");
    assert!(names(folder.path())?.is_empty());
    Ok(())
}

#[test]
fn mode_and_link_are_kept_and_a_second_save_follows() -> Test {
    let folder = tempfile::tempdir()?;
    let (path, link) = (folder.path().join("真.txt"), folder.path().join("链.txt"));
    fs::write(&path, OLD)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640))?;
    symlink("真.txt", &link)?;
    let opened = open(&link, None)?;
    let saved = save(&link, NEW, &opened.form, opened.identity.as_ref(), false)?;
    let again = save(&link, "又一稿", &opened.form, Some(&saved.identity), false)?;
    assert_ne!(again.identity, saved.identity);
    assert!(fs::symlink_metadata(&link)?.is_symlink());
    assert_eq!(fs::read_to_string(&path)?, "又一稿\n");
    assert_eq!(fs::metadata(&path)?.mode() & 0o777, 0o640);
    assert_eq!(names(folder.path())?.len(), 2);
    Ok(())
}

#[test]
fn what_changed_outside_is_never_overwritten_silently() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("稿.txt");
    fs::write(&path, OLD)?;
    let opened = open(&path, None)?;
    fs::write(&path, "别人的\n")?;
    let refused = save(&path, NEW, &opened.form, opened.identity.as_ref(), false);
    assert!(matches!(&refused, Err(error @ StoreError::Changed { .. }) if error.may_overwrite()), "{refused:?}");
    assert_eq!(fs::read_to_string(&path)?, "别人的\n");
    // The same text in another file is no change.
    fs::remove_file(&path)?;
    fs::write(&path, OLD)?;
    save(&path, NEW, &opened.form, opened.identity.as_ref(), false)?;
    let refused = save(&path, OLD, &opened.form, None, false);
    assert!(matches!(refused, Err(StoreError::Exists { .. })), "{refused:?}");
    save(&path, OLD, &opened.form, None, true)?;
    assert_eq!(fs::read_to_string(&path)?, OLD.replace('\n', "\n\n"));
    Ok(())
}

#[test]
fn a_read_only_file_asks_first() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("稿.txt");
    fs::write(&path, OLD)?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444))?;
    let opened = open(&path, None)?;
    let refused = save(&path, NEW, &opened.form, opened.identity.as_ref(), false);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    save(&path, NEW, &opened.form, opened.identity.as_ref(), true)?;
    assert_eq!(fs::metadata(&path)?.mode() & 0o777, 0o444);
    Ok(())
}

#[test]
fn only_text_in_a_file_is_opened() -> Test {
    let folder = tempfile::tempdir()?;
    let pipe = folder.path().join("p.txt");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0)?;
    let binary = folder.path().join("b.txt");
    fs::write(&binary, [&b"\x89PNG\r\n\x1a\n"[..], &[0; 300]].concat())?;
    let damaged = folder.path().join("d.txt");
    fs::write(
        &damaged,
        ["上半年工作总结，做了三件大事，件件落实。".as_bytes(), &[0xff, 0xfe], "群众满意。".as_bytes()].concat(),
    )?;
    for path in [pipe.as_path(), &binary, &damaged, folder.path()] {
        assert!(matches!(open(path, None), Err(StoreError::NotText { .. })), "{}", path.display());
    }
    let big5 = folder.path().join("5.txt");
    fs::write(&big5, encoding_rs::BIG5.encode("工作總結").0)?;
    let opened = open(&big5, Some(encoding_rs::BIG5))?;
    assert_eq!((opened.text.as_str(), opened.form.encoding), ("工作總結", encoding_rs::BIG5));
    let missing = open(&folder.path().join("新.txt"), None)?;
    assert_eq!((missing.text.as_str(), missing.identity), ("", None));
    let nowhere = save(&folder.path().join("无/稿.txt"), NEW, &FileForm::default(), None, false);
    assert!(matches!(&nowhere, Err(StoreError::System { cause, .. }) if cause == "文件夹不存在"), "{nowhere:?}");
    Ok(())
}

#[test]
fn a_report_is_not_written_over_another_file() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("表.csv");
    write_new(&path, b"a", false)?;
    assert!(matches!(write_new(&path, b"b", false), Err(StoreError::Exists { .. })));
    write_new(&path, b"c", true)?;
    assert_eq!(fs::read(&path)?, b"c");
    Ok(())
}
