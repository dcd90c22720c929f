//! The store on real folders: what is kept, what is refused, and that nothing is left behind.

mod cached;
mod faults;
mod power;
mod together;

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use encoding_rs::{GB18030, UTF_8, UTF_16LE};
use tempfile::{TempDir, tempdir};

use super::*;
use crate::text::decode::LineEnds;

/// The names in a folder, sorted.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn told<T>(result: Result<T, StoreError>) -> io::Result<T> {
    result.map_err(io::Error::other)
}

fn refused<T>(result: Result<T, StoreError>) -> io::Result<StoreError> {
    result.err().ok_or_else(|| io::Error::other("should have been refused"))
}

/// A folder with one file in it.
fn folder_with(bytes: &[u8]) -> io::Result<(TempDir, PathBuf)> {
    let folder = tempdir()?;
    let path = folder.path().join("报告.txt");
    fs::write(&path, bytes)?;
    Ok((folder, path))
}

/// Opens, adds a paragraph, saves.
fn append(path: &Path, more: &str) -> io::Result<Saved> {
    let opened = told(open(path))?;
    let text = format!("{}\n{more}", opened.text);
    told(save(path, &text, &opened.form, opened.identity.as_ref(), false))
}

#[test]
fn a_new_file_is_made_and_saved_again() -> io::Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("新.txt");
    let opened = told(open(&path))?;
    assert!(opened.identity.is_none() && opened.text.is_empty() && opened.form == FileForm::default());
    let first = told(save(&path, "甲\n乙", &opened.form, None, false))?;
    assert_eq!((fs::read(&path)?, &first.note), ("甲\n乙\n".into(), &None));
    let second = told(save(&path, "丙", &opened.form, Some(&first.identity), false))?;
    assert_eq!(fs::read_to_string(&path)?, "丙\n");
    assert_eq!(told(open(&path))?.identity, Some(second.identity));
    fs::write(folder.path().join("ordinary"), "")?;
    let mode = |name: &str| fs::metadata(folder.path().join(name)).map(|data| data.mode());
    assert_eq!(mode("新.txt")?, mode("ordinary")?);
    assert_eq!(names(folder.path())?, ["ordinary", "新.txt"]);
    Ok(())
}

#[test]
fn forms_are_kept_byte_by_byte() -> io::Result<()> {
    let gb = |text: &str| GB18030.encode(text).0.into_owned();
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let body = "关于做好有关工作的通知。\r\n各市县人民政府：";
    // The bytes before, their encoding, the bytes after a paragraph was added.
    let cases: Vec<(Vec<u8>, &'static Encoding, Vec<u8>)> = vec![
        ("甲\r\n乙\r\n".into(), UTF_8, "甲\r\n乙\r\n丙\r\n".into()),
        ("甲\r乙\r".into(), UTF_8, "甲\r乙\r丙\r".into()),
        ("甲\n乙".into(), UTF_8, "甲\n乙\n丙".into()),
        ("\u{FEFF}甲\n".into(), UTF_8, "\u{FEFF}甲\n丙\n".into()),
        (gb(&format!("{body}\r\n")), GB18030, gb(&format!("{body}\r\n丙\r\n"))),
        (utf16(&format!("\u{FEFF}{body}\r\n")), UTF_16LE, utf16(&format!("\u{FEFF}{body}\r\n丙\r\n"))),
        (utf16(&format!("\u{FEFF}{body}")), UTF_16LE, utf16(&format!("\u{FEFF}{body}\r\n丙"))),
    ];
    for (bytes, encoding, longer) in cases {
        let (_folder, path) = folder_with(&bytes)?;
        let opened = told(open(&path))?;
        assert_eq!(opened.form.encoding, encoding);
        told(save(&path, &opened.text, &opened.form, opened.identity.as_ref(), false))?;
        assert_eq!(fs::read(&path)?, bytes, "{encoding:?} unchanged");
        append(&path, "丙")?;
        assert_eq!(fs::read(&path)?, longer, "{encoding:?}");
    }
    Ok(())
}

#[test]
fn mixed_line_ends_become_those_of_the_majority() -> io::Result<()> {
    let (_folder, path) = folder_with("甲\r\n乙\r\n丙\n丁".as_bytes())?;
    let opened = told(open(&path))?;
    assert_eq!((opened.text.as_str(), opened.form.line_ends), ("甲\n乙\n丙\n丁", LineEnds::CrLf));
    assert!(opened.note.is_some_and(|note| note.contains("CRLF")) && !opened.form.final_newline);
    Ok(())
}

#[test]
fn mode_and_attributes_are_kept() -> io::Result<()> {
    let (folder, path) = folder_with("甲\n".as_bytes())?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640))?;
    let flags = rustix::fs::XattrFlags::empty();
    let attribute = rustix::fs::setxattr(&path, "user.origin", "秘书处".as_bytes(), flags).is_ok();
    let before = fs::metadata(&path)?.ino();
    append(&path, "乙")?;
    let after = fs::metadata(&path)?;
    assert_eq!((after.mode() & 0o7777, after.ino() == before), (0o640, false));
    let mut value = [0_u8; 32];
    let held = rustix::fs::getxattr(&path, "user.origin", &mut value[..]).unwrap_or(0);
    assert!(!attribute || value.get(..held) == Some("秘书处".as_bytes()));
    assert_eq!(names(folder.path())?, ["报告.txt"]);
    Ok(())
}

#[test]
fn the_owner_is_kept_where_that_is_allowed() -> io::Result<()> {
    let (_folder, path) = folder_with("甲\n".as_bytes())?;
    if std::os::unix::fs::chown(&path, Some(12345), Some(54321)).is_ok() {
        append(&path, "乙")?;
        let data = fs::metadata(&path)?;
        assert_eq!((data.uid(), data.gid()), (12345, 54321));
    }
    Ok(())
}

#[test]
fn a_symbolic_link_stays_and_its_target_is_written() -> io::Result<()> {
    let (folder, path) = folder_with("甲\n".as_bytes())?;
    let other = tempdir()?;
    let (near, far) = (folder.path().join("link"), other.path().join("link"));
    symlink(&path, &far)?;
    symlink(&far, &near)?;
    append(&near, "乙")?;
    assert_eq!(fs::read_to_string(&path)?, "甲\n乙\n");
    assert!(fs::symlink_metadata(&near)?.is_symlink() && fs::symlink_metadata(&far)?.is_symlink());
    let dangling = folder.path().join("dangling");
    symlink("to-be.txt", &dangling)?;
    assert!(told(open(&dangling))?.identity.is_none());
    told(save(&dangling, "丙", &FileForm::default(), None, false))?;
    assert_eq!(fs::read_to_string(folder.path().join("to-be.txt"))?, "丙\n");
    symlink("round", folder.path().join("round"))?;
    assert!(matches!(open(&folder.path().join("round")), Err(StoreError::Read { .. })));
    Ok(())
}

#[test]
fn a_hard_link_is_written_in_place() -> io::Result<()> {
    let (folder, path) = folder_with("甲甲甲甲甲甲甲\n".as_bytes())?;
    let twin = folder.path().join("twin.txt");
    fs::hard_link(&path, &twin)?;
    fs::write(folder.path().join("报告.txt~"), "a backup of another program")?;
    let saved = append(&path, "乙")?;
    assert!(saved.note.is_some_and(|note| note.contains("硬链接")));
    assert_eq!(fs::read_to_string(&twin)?, "甲甲甲甲甲甲甲\n乙\n");
    told(save(&twin, "短", &FileForm::default(), Some(&saved.identity), false))?;
    assert_eq!(fs::read_to_string(&path)?, "短\n");
    assert_eq!(fs::read_to_string(folder.path().join("报告.txt~"))?, "a backup of another program");
    assert_eq!(names(folder.path())?, ["twin.txt", "报告.txt", "报告.txt~"]);
    Ok(())
}

#[test]
fn in_a_folder_that_may_not_be_written_the_file_still_is() -> io::Result<()> {
    let (folder, path) = folder_with("甲\n".as_bytes())?;
    let backups = tempdir()?;
    let disk = faults::Faulty::sound(backups.path());
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555))?;
    // Nothing is forbidden to the superuser.
    if fs::write(folder.path().join("trial"), "").is_err() {
        let opened = told(open_on(&disk, &path, None))?;
        let saved = told(save_on(&disk, &path, "乙", &opened.form, opened.identity.as_ref(), false))?;
        assert!(saved.note.is_some_and(|note| note.contains("就地")));
        assert_eq!(fs::read_to_string(&path)?, "乙\n");
        assert_eq!((names(folder.path())?, names(backups.path())?.len()), (vec!["报告.txt".to_owned()], 0));
        let new = folder.path().join("新.txt");
        let error = refused(save_on(&disk, &new, "丙", &opened.form, None, false))?;
        assert!(error.to_string().contains("没有权限"));
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))
}

#[test]
fn what_changed_outside_is_not_overwritten_unasked() -> io::Result<()> {
    let (folder, path) = folder_with("甲\n".as_bytes())?;
    let opened = told(open(&path))?;
    let again = |force| save(&path, "丙", &opened.form, opened.identity.as_ref(), force);
    // The same length and the same time: the content tells.
    let time = fs::metadata(&path)?.modified()?;
    fs::write(&path, "乙\n")?;
    fs::File::options().write(true).open(&path)?.set_modified(time)?;
    let error = refused(again(false))?;
    assert!(matches!(error, StoreError::Changed { .. }) && error.may_overwrite());
    assert_eq!(fs::read_to_string(&path)?, "乙\n");
    // The same content in another file is no change.
    fs::remove_file(&path)?;
    fs::write(&path, "甲\n")?;
    told(again(false))?;
    fs::write(&path, "别人写的，长一些\n")?;
    assert!(matches!(again(false), Err(StoreError::Changed { .. })));
    told(again(true))?;
    fs::remove_file(&path)?;
    assert!(told(again(false))?.note.is_some_and(|note| note.contains("重新建立")));
    let error = refused(save(&path, "丁", &opened.form, None, false))?;
    assert!(matches!(error, StoreError::Exists { .. }) && error.may_overwrite());
    assert_eq!(names(folder.path())?, ["报告.txt"]);
    Ok(())
}

#[test]
fn a_read_only_file_is_written_only_by_force() -> io::Result<()> {
    let (_folder, path) = folder_with("甲\n".as_bytes())?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444))?;
    let opened = told(open(&path))?;
    let again = |force| save(&path, "乙", &opened.form, opened.identity.as_ref(), force);
    let error = refused(again(false))?;
    assert!(matches!(error, StoreError::ReadOnly { .. }) && error.may_overwrite());
    assert!(matches!(write_new(&path, b"x", true), Err(StoreError::ReadOnly { .. })));
    told(again(true))?;
    assert_eq!((fs::read_to_string(&path)?, fs::metadata(&path)?.mode() & 0o777), ("乙\n".into(), 0o444));
    Ok(())
}

#[test]
fn what_is_no_regular_file_is_refused_at_once() -> io::Result<()> {
    let folder = tempdir()?;
    let pipe = folder.path().join("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0)?;
    for (path, word) in [(pipe.as_path(), "管道"), (folder.path(), "文件夹"), (Path::new("/dev/null"), "设备")] {
        assert!(refused(open(path))?.to_string().contains(word));
        assert!(refused(save(path, "甲", &FileForm::default(), None, true))?.to_string().contains(word));
    }
    assert!(matches!(open(&folder.path().join("none/a.txt")), Err(StoreError::NoFolder { .. })));
    assert!(matches!(open(Path::new("/")), Err(StoreError::NotRegular { .. })));
    let huge = folder.path().join("huge");
    fs::File::create(&huge)?.set_len(LIMIT + 1)?;
    assert!(matches!(open(&huge), Err(StoreError::TooLarge { .. })));
    Ok(())
}

#[test]
fn text_that_would_be_damaged_is_refused() -> io::Result<()> {
    let (_folder, path) = folder_with(&["公文写作公文写作公文写作".as_bytes(), &[0xE5, 0x86, b'\n']].concat())?;
    assert!(matches!(open(&path), Err(StoreError::Damaged { encoding: "UTF-8", .. })));
    let form = FileForm { encoding: encoding_rs::BIG5, ..FileForm::default() };
    let error = refused(save(&path, "简体的汉字𠮷", &form, None, true))?;
    assert!(!error.may_overwrite() && error.to_string().contains("UTF-8"));
    Ok(())
}

#[test]
fn bytes_are_written_to_a_new_file_or_over_an_old_one_when_asked() -> io::Result<()> {
    let folder = tempdir()?;
    // As long as a name can be: the temporary one is cut.
    let path = folder.path().join(format!("{}.csv", "长".repeat(83)));
    told(write_new(&path, b"1", false))?;
    assert!(matches!(write_new(&path, b"1", false), Err(StoreError::Exists { .. })));
    told(write_new(&path, b"2", true))?;
    assert_eq!((fs::read(&path)?, names(folder.path())?.len()), (b"2".to_vec(), 1));
    Ok(())
}
