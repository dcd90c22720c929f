//! Roles of sections, against a reading of all sample documents by hand.

use std::collections::BTreeMap;
use std::process::Command;

use wengao::corpus::load::{Input as Source, Options};
use wengao::corpus::model::{Corpus, Section};
use wengao::job::load;

use crate::support::samples;

/// The reading by hand: `文件 第几篇 行 角色 标题`, the sections of a file in their order.
const READ: &str = include_str!("roles/samples.txt");

/// The share of sections whose role must be one that the reading accepts.
const BAR: f64 = 0.97;

fn corpus() -> Corpus {
    load::all(&[Source::Path(samples())], &Options::default())
}

/// The role found, `-` for none.
fn role(section: &Section) -> &'static str {
    section.role.as_ref().map_or("-", |found| found.role.id())
}

#[test]
fn sections_of_the_samples_have_the_roles_that_a_reader_gives_them() {
    let corpus = corpus();
    let mut rows: BTreeMap<&str, Vec<[&str; 4]>> = BTreeMap::new();
    for line in READ.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.splitn(5, ' ').collect();
        let [file, piece, line, roles, heading] = *fields else { panic!("{line}") };
        rows.entry(file).or_default().push([piece, line, roles, heading]);
    }
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for document in &corpus.documents {
        let read = rows.remove(document.name().as_str()).unwrap_or_default();
        let pieces = document.pieces.iter().enumerate();
        let sections: Vec<_> = pieces.flat_map(|(p, piece)| piece.sections.iter().map(move |s| (p + 1, s))).collect();
        assert_eq!(sections.len(), read.len(), "{}", document.name());
        for ((piece, section), [read_piece, line, roles, heading]) in sections.into_iter().zip(read) {
            let place = (piece.to_string(), section.line.to_string());
            assert_eq!((place.0.as_str(), place.1.as_str()), (read_piece, line), "{}: {heading}", document.name());
            all += 1;
            if roles.split('|').any(|accepted| accepted == role(section)) {
                right += 1;
            } else {
                wrong.push(format!("{} {piece} {line} {heading}: {roles}, not {}", document.name(), role(section)));
            }
        }
    }
    assert!(rows.is_empty(), "{:?} are no samples", rows.keys());
    let share = f64::from(right) / f64::from(all);
    assert!(share >= BAR, "{right} of {all}:\n{}", wrong.join("\n"));
}

#[test]
fn every_role_has_a_reason_in_a_short_phrase() {
    let corpus = corpus();
    for section in corpus.pieces().flat_map(|(_, _, piece)| &piece.sections) {
        let Some(found) = &section.role else { continue };
        let phrase = found.reason.to_string();
        assert!((4..=40).contains(&phrase.chars().count()), "{phrase}");
    }
}

#[test]
fn a_list_in_the_settings_adds_words_and_its_bad_lines_are_told() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let list = folder.path().join("roles.txt");
    std::fs::write(&list, "宣传 敲门 9\n感想 敲门 9\n")?;
    std::fs::create_dir(folder.path().join("wengao"))?;
    std::fs::write(folder.path().join("wengao/config.toml"), format!("roles = {:?}\n", list.display().to_string()))?;
    let text = folder.path().join("a.txt");
    std::fs::write(
        &text,
        "青石镇工作总结\n一、逐户敲门\n上半年走访了三百户，户户见面。\n二、修路架桥\n修路三条，架桥一座。\n",
    )?;
    let run = |home: &std::path::Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wengao"));
        command.arg("outline").arg(&text).env("XDG_CONFIG_HOME", home).output()
    };
    let with = run(folder.path())?;
    let shown = String::from_utf8_lossy(&with.stdout).into_owned();
    assert!(shown.contains("一、逐户敲门  宣传\n") && shown.contains("二、修路架桥  做法\n"), "{shown}");
    let told = String::from_utf8_lossy(&with.stderr).into_owned();
    assert!(told.contains("roles.txt：第 2 行") && told.contains("感想"), "{told}");
    let without = run(&folder.path().join("none"))?;
    assert!(String::from_utf8_lossy(&without.stdout).contains("一、逐户敲门  做法\n"));
    Ok(())
}
