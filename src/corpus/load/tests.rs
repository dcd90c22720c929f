//! Tests of walking and reading, in folders of their own.

use std::fs;
use std::io::Write as _;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, Mode};

use super::{Input, Options, read, stdin, walk};
use crate::corpus::model::{Document, Format, Problem};

type Outcome = Result<(), Box<dyn std::error::Error>>;

struct Loaded {
    documents: Vec<Document>,
    problems: Vec<Problem>,
}

impl Loaded {
    fn names(&self) -> Vec<String> {
        self.documents.iter().map(Document::name).collect()
    }

    fn reason(&self, name: &str) -> &str {
        let at = self.problems.iter().find(|p| p.path.file_name().is_some_and(|n| n.as_bytes() == name.as_bytes()));
        at.map_or("", |p| p.reason.as_str())
    }
}

fn load(inputs: &[Input], options: &Options) -> Loaded {
    let mut problems = Vec::new();
    let mut documents = Vec::new();
    for entry in walk(inputs, options, &mut problems) {
        match read(&entry, options) {
            Ok((document, more)) => {
                documents.push(document);
                problems.extend(more);
            }
            Err(problem) => problems.push(problem),
        }
    }
    Loaded { documents, problems }
}

fn folder(path: &Path) -> Loaded {
    load(&[Input::Path(path.to_owned())], &Options::default())
}

#[test]
fn places_found_one_after_the_other_are_those_found_alone() {
    // Hard-wrapped lines that are joined, a long line, and lines of several kinds of characters.
    let wrapped = "青石镇深入推进文明创建工作，坚持问题导向，扎实推进环境整治\n、志愿服务和宣传教育，各项工作取得了新的进展，𠀀群众e\u{301}满意\n度提高了，大家都说好，社区面貌焕然一新，人人参与其中。\n".repeat(6);
    let text = format!("青石镇工作总结\n一、做法\n{wrapped}{}\n二、打算\n末行。\n", "我们推进创城。".repeat(40));
    let document = super::of_text(Path::new("甲.txt"), &text, &super::Corrections::default());
    let mut positions = document.positions();
    for (byte, _) in document.text.char_indices() {
        assert_eq!(positions.at(byte), document.source_position(byte), "{byte}");
    }
    assert_eq!(positions.at(3), document.source_position(3), "backwards too");
}

#[test]
fn a_folder_is_read_in_natural_order() -> Outcome {
    let dir = tempfile::tempdir()?;
    for name in [
        "第10篇.txt",
        "第2篇.md",
        "子/甲.html",
        "1.工作总结",
        "README",
        "图.png",
        "x.rs",
        ".藏.txt",
        ".git/a.txt",
        "CVS/a.txt",
    ] {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(dir.path()))?;
        fs::write(path, "<p>正文</p>")?;
    }
    fs::write(dir.path().join("~$甲.docx"), "x")?;
    let loaded = folder(dir.path());
    assert_eq!(loaded.names(), ["1.工作总结", "甲.html", "第2篇.md", "第10篇.txt"]);
    assert_eq!(loaded.problems, []);
    let formats: Vec<Format> = loaded.documents.iter().map(|d| d.format).collect();
    assert_eq!(formats, [Format::Text, Format::Html, Format::Markdown, Format::Text]);
    Ok(())
}

#[test]
fn what_is_not_read_is_named() -> Outcome {
    let dir = tempfile::tempdir()?;
    let at = |name: &str| dir.path().join(name);
    fs::write(at("旧.doc"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")?;
    fs::write(at("演示.ppt"), "x")?;
    fs::write(at("扫描.pdf"), "%PDF-1.4")?;
    fs::write(at("其实是.txt"), "%PDF-1.4")?;
    fs::write(at("空.txt"), "")?;
    fs::write(at("空白.txt"), " \n　\n")?;
    fs::write(at("大.txt"), "字".repeat(1000))?;
    fs::write(at("坏.docx"), b"PK\x03\x04xxxx")?;
    let mut embedding = zip::ZipWriter::new(fs::File::create(at("嵌.docx"))?);
    embedding.start_file("word/document.xml", zip::write::SimpleFileOptions::default())?;
    embedding.write_all(b"<w:document><w:body><w:altChunk/></w:body></w:document>")?;
    embedding.finish()?;
    let loaded = load(&[Input::Path(dir.path().to_owned())], &Options { max_file: 2000, ..Options::default() });
    assert_eq!(loaded.names(), Vec::<String>::new());
    for (name, words) in [
        ("旧.doc", "不完整或已损坏"),
        ("演示.ppt", "暂不支持 .ppt，请把文字"),
        ("扫描.pdf", "PDF 已损坏"),
        ("其实是.txt", "PDF 已损坏"),
        ("空.txt", "文件是空的"),
        ("空白.txt", "没有文字"),
        ("大.txt", "文件太大"),
        ("坏.docx", "不完整"),
        ("嵌.docx", "没有文字；docx 里嵌着 1 份别的文件，没有读"),
    ] {
        assert!(loaded.reason(name).contains(words), "{name}: {}", loaded.reason(name));
    }
    Ok(())
}

#[test]
fn special_files_are_named_and_never_opened() -> Outcome {
    let dir = tempfile::tempdir()?;
    let at = |name: &str| dir.path().join(name);
    rustix::fs::mknodat(CWD, at("管.txt"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)?;
    let socket = std::os::unix::net::UnixListener::bind(at("座.txt"))?;
    fs::write(at("甲.txt"), "正文")?;
    fs::create_dir(at("夹"))?;
    fs::write(at("夹/乙.txt"), "正文")?;
    symlink("甲.txt", at("链.txt"))?;
    symlink("没有.txt", at("断.txt"))?;
    symlink("环.txt", at("环.txt"))?;
    symlink("..", at("夹/上"))?;
    symlink("/dev/zero", at("零.txt"))?;
    let loaded = folder(dir.path());
    assert_eq!(loaded.names(), ["乙.txt", "甲.txt"]);
    for (name, words) in [
        ("管.txt", "管道"),
        ("座.txt", "套接字"),
        ("断.txt", "不在了"),
        ("环.txt", "成环"),
        ("上", "指向文件夹"),
        ("零.txt", "设备"),
    ] {
        assert!(loaded.reason(name).contains(words), "{name}: {}", loaded.reason(name));
    }
    // Named directly they are refused the same way.
    for name in ["管.txt", "零.txt", "断.txt"] {
        assert_eq!(folder(&at(name)).problems.len(), 1);
    }
    // A link by itself is read under its own name, a file named twice once.
    assert_eq!(folder(&at("链.txt")).names(), ["链.txt"]);
    let twice = load(&[Input::Path(at("甲.txt")), Input::Path(at("链.txt"))], &Options::default());
    assert_eq!(twice.names(), ["甲.txt"]);
    drop(socket);
    Ok(())
}

#[test]
fn unreadable_and_missing_paths_are_named() -> Outcome {
    let dir = tempfile::tempdir()?;
    let at = |name: &str| dir.path().join(name);
    assert!(folder(&at("没有")).problems.iter().all(|p| p.reason.contains("找不到")));
    fs::create_dir(at("空夹"))?;
    assert!(folder(&at("空夹")).problems.iter().any(|p| p.reason.contains("没有可读的文档")));
    fs::create_dir(at("锁"))?;
    fs::write(at("锁.txt"), "正文")?;
    fs::set_permissions(at("锁"), fs::Permissions::from_mode(0o000))?;
    fs::set_permissions(at("锁.txt"), fs::Permissions::from_mode(0o000))?;
    let loaded = folder(dir.path());
    // The superuser may read everything.
    if !rustix::process::geteuid().is_root() {
        assert!(loaded.reason("锁").contains("权限"));
        assert!(loaded.reason("锁.txt").contains("权限"));
    }
    fs::set_permissions(at("锁"), fs::Permissions::from_mode(0o700))?;
    Ok(())
}

#[test]
fn strange_names_are_kept() -> Outcome {
    let dir = tempfile::tempdir()?;
    let name = std::ffi::OsStr::from_bytes(b"a\n\x1b[31m\xFF.txt");
    fs::write(dir.path().join(name), "正文")?;
    let loaded = folder(dir.path());
    assert_eq!(loaded.documents.iter().map(|d| d.path.clone()).collect::<Vec<PathBuf>>(), [dir.path().join(name)]);
    Ok(())
}

#[test]
fn a_file_is_what_its_bytes_are() -> Outcome {
    let dir = tempfile::tempdir()?;
    for (name, text, format) in [
        ("a.txt", "<!DOCTYPE html><p>正文", Format::Html),
        ("b.htm", "没有标记\n两行", Format::Text),
        ("c", "{\"title\":\"甲\",\"text\":\"乙\"}", Format::Json),
        ("d", "{\"title\" 不是 JSON", Format::Text),
        ("e.dat", "正文", Format::Text),
    ] {
        fs::write(dir.path().join(name), text)?;
        let loaded = folder(&dir.path().join(name));
        assert_eq!(loaded.documents.iter().map(|d| d.format).collect::<Vec<_>>(), [format], "{name}");
    }
    Ok(())
}

#[test]
fn standard_input_is_a_document() -> Outcome {
    let options = Options { max_file: 100, ..Options::default() };
    let input = stdin(&mut "总结\n正文".as_bytes(), &options).map_err(|p| p.reason)?;
    let loaded = load(&[input], &options);
    assert_eq!(loaded.documents.iter().map(|d| d.path.clone()).collect::<Vec<_>>(), [PathBuf::from("-")]);
    assert!(stdin(&mut [b'a'; 200].as_slice(), &options).is_err_and(|p| p.reason.contains("太大")));
    Ok(())
}

#[test]
fn the_samples_are_read_without_a_problem() {
    let loaded = load(&[Input::Samples], &Options::default());
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.documents.len(), crate::corpus::samples::SAMPLES.len());
}

#[test]
fn a_long_line_does_not_hang() -> Outcome {
    let dir = tempfile::tempdir()?;
    let path = dir.path().join("长.txt");
    fs::write(&path, "创建文明城市。".repeat(500_000))?;
    assert_eq!(folder(&path).documents.len(), 1);
    Ok(())
}
