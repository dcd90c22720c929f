//! `wengao recover`: what crashes left of drafts, told or printed.

use std::io::Write;
use std::path::Path;

use anyhow::bail;

use crate::draft::store;
use crate::draft::store::journal::{Left, Leftover, left, left_of};
use crate::draft::store::places::Places;
use crate::job::clock;
use crate::text::count::characters;
use crate::text::diff::Diff;
use crate::text::safe;

/// The name of a draft that has no file.
const NEW: &str = "新草稿";

/// Tells what was left of `file`, or of all drafts, or prints the text of the newest; gives the exit status: 0 when
/// nothing is left or the text was printed, 1 when something is left or what was printed is not all, 2 when what was to be
/// printed is not there.
///
/// # Errors
/// When standard output cannot be written, or there is nothing to print.
pub fn recover(
    places: &Places,
    file: Option<&Path>,
    print: bool,
    out: &mut dyn Write,
    terminal: bool,
) -> anyhow::Result<i32> {
    let left = match file {
        Some(file) => left_by(places, file),
        None => left(places, false),
    };
    if print { printed(&left, file, out, terminal) } else { told(&left, file, out) }
}

/// What is left of the draft at `name`; or the journal of that name, as the list tells it; or, where [`NEW`] is no
/// file's name, what is left of drafts that never had a file.
fn left_by(places: &Places, name: &Path) -> Left {
    let of_file = left_of(places, name);
    if !of_file.drafts.is_empty() || !of_file.unreadable.is_empty() {
        return of_file;
    }
    let all = left(places, false);
    let named = |journal: &Path| journal == name || std::path::absolute(name).is_ok_and(|whole| journal == whole);
    let new = name == Path::new(NEW) && !name.exists();
    let wanted = |leftover: &Leftover| named(&leftover.journal) || (new && leftover.path.is_none());
    Left {
        drafts: all.drafts.into_iter().filter(wanted).collect(),
        unreadable: all.unreadable.into_iter().filter(|journal| named(journal)).collect(),
    }
}

fn printed(left: &Left, file: Option<&Path>, out: &mut dyn Write, terminal: bool) -> anyhow::Result<i32> {
    let Some(newest) = left.drafts.first() else {
        if let Some(journal) = left.unreadable.first() {
            bail!("恢复记录读不出来：{}", journal.display());
        }
        match file {
            Some(file) => bail!("没有要恢复的文字：{}", file.display()),
            None => bail!("没有要恢复的文字"),
        }
    };
    let new = file == Some(Path::new(NEW)) && newest.path.is_none();
    if left.drafts.len() > 1 && (file.is_none() || new) {
        bail!("留下的不止一份，请写明是哪个文件，或写恢复记录的路径；wengao recover 列出全部");
    }
    let mut text = newest.now.text.to_text();
    if newest.form.final_newline && !text.is_empty() {
        text.push('\n');
    }
    if terminal {
        // What would steer the terminal is shown instead.
        for line in text.lines() {
            writeln!(out, "{}", safe::line(line))?;
        }
    } else {
        out.write_all(text.as_bytes())?;
    }
    out.flush()?;
    Ok(i32::from(newest.lost > 0))
}

fn told(left: &Left, file: Option<&Path>, out: &mut dyn Write) -> anyhow::Result<i32> {
    for leftover in &left.drafts {
        out.write_all(row(leftover).as_bytes())?;
    }
    for journal in &left.unreadable {
        writeln!(out, "恢复记录读不出来，没有动它：{}", safe::line(&journal.display().to_string()))?;
    }
    let none = left.drafts.is_empty() && left.unreadable.is_empty();
    if none {
        match file {
            Some(file) => writeln!(out, "没有要恢复的文字：{}", safe::line(&file.display().to_string()))?,
            None => writeln!(out, "没有要恢复的文字")?,
        }
    }
    Ok(i32::from(!none))
}

/// A few lines about one draft.
fn row(leftover: &Leftover) -> String {
    let name = match &leftover.path {
        Some(path) => safe::line(&path.display().to_string()).into_owned(),
        None => format!("没有存过文件的{NEW}"),
    };
    let text = leftover.now.text.to_text();
    let ago = clock::now().saturating_sub(leftover.written) / 1000;
    let ago = match ago {
        0..60 => format!("{ago} 秒前"),
        60..3600 => format!("{} 分钟前", ago / 60),
        3600..86_400 => format!("{} 小时前", ago / 3600),
        _ => format!("{} 天前", ago / 86_400),
    };
    let when = clock::told(leftover.written);
    let mut out = format!("{name}\n  最后写于 {when}（{ago}），{} 字", characters(&text));
    let now = match &leftover.path {
        // A draft whose file has gone is held against what it was.
        // An old record that names a file from a folder that nobody knows is held against what the file was.
        Some(path) if path.is_relative() => leftover.base.text.to_text(),
        Some(path) => store::open(path).map_or_else(|_| leftover.base.text.to_text(), |opened| opened.text),
        None => String::new(),
    };
    let diff = Diff::new(&now, &text);
    out += &match (&leftover.path, diff.is_empty()) {
        (None, _) => "\n".to_owned(),
        (Some(_), true) => "，与文件相同\n".to_owned(),
        (Some(_), false) => format!("；与文件相差：多 {} 字，少 {} 字\n", diff.inserted, diff.removed),
    };
    if leftover.path.is_some() && now != leftover.base.text.to_text() {
        out += "  文件后来又被改过\n";
    }
    if leftover.lost > 0 {
        out += &format!("  恢复记录有损坏，后面 {} 处改动读不出来\n", leftover.lost);
    }
    if leftover.writing {
        out += "  这些文字正在写，程序还开着\n";
    } else if leftover.in_use {
        out += "  这份草稿正打开着\n";
    }
    out += &format!("  {}\n", safe::line(&leftover.journal.display().to_string()));
    out
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::draft::buffer::{Buffer, Pos};
    use crate::draft::history::Change;
    use crate::draft::origin::Origins;
    use crate::draft::store::FileForm;
    use crate::draft::store::journal::{Begin, Journal, Replica};

    fn written(places: &Places, path: Option<PathBuf>, started: u64) -> anyhow::Result<Journal> {
        let base = Replica { text: Buffer::from_text("旧文"), origins: Origins::default() };
        let mut journal = Journal::new(Begin { path, form: FileForm::default(), identity: None, base, started });
        journal.append(places, &[Change::new(Pos::default(), "", "新\u{1b}[31m𠀀")])?;
        Ok(journal)
    }

    fn run(places: &Places, file: Option<&Path>, print: bool, terminal: bool) -> anyhow::Result<(i32, String)> {
        let mut out = Vec::new();
        let status = recover(places, file, print, &mut out, terminal)?;
        Ok((status, String::from_utf8(out)?))
    }

    #[test]
    fn what_is_left_is_told_and_printed() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("报告.txt");
        fs::write(&path, "旧文\n")?;
        assert_eq!(run(&places, None, false, false)?, (0, "没有要恢复的文字\n".to_owned()));
        assert!(run(&places, Some(&path), true, false).is_err());
        let _kept = written(&places, Some(path.clone()), 1)?;
        assert_eq!(run(&places, Some(&path), true, false)?, (0, "新\u{1b}[31m𠀀旧文\n".to_owned()));
        let (status, shown) = run(&places, Some(&path), true, true)?;
        assert!(status == 0 && !shown.contains('\u{1b}') && shown.contains('𠀀'), "{shown:?}");
        let (status, told) = run(&places, None, false, false)?;
        assert!(status == 1 && told.contains("报告.txt") && told.contains("多 7 字，少 0 字"), "{told}");
        fs::write(&path, "别人改的\n")?;
        let _other = written(&places, None, 2)?;
        let (_, told) = run(&places, None, false, false)?;
        assert!(told.contains("文件后来又被改过") && told.contains("没有存过文件的新草稿"), "{told}");
        assert!(run(&places, None, true, false).is_err());
        Ok(())
    }

    #[test]
    fn a_draft_without_a_file_is_printed_by_its_name_or_its_record() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        let path = folder.path().join("报告.txt");
        let kept = written(&places, Some(path), 1)?;
        let by_name = || run(&places, Some(Path::new(NEW)), true, false);
        assert!(by_name().is_err());
        let one = written(&places, None, 2)?;
        let text = "新\u{1b}[31m𠀀旧文\n".to_owned();
        assert_eq!(by_name()?, (0, text.clone()));
        let (_, told) = run(&places, Some(Path::new(NEW)), false, false)?;
        assert!(told.contains("没有存过文件的新草稿") && !told.contains("报告.txt"), "{told}");
        let mut two = Journal::new(Begin { started: 3, ..one.first().clone() });
        two.append(&places, &[Change::new(Pos::default(), "", "另e\u{301}")])?;
        assert!(by_name().is_err_and(|error| error.to_string().contains("不止一份")));
        // As the list tells them.
        let (_, told) = run(&places, None, false, false)?;
        for (journal, text) in [(&kept, text.as_str()), (&one, text.as_str()), (&two, "另e\u{301}旧文\n")] {
            let record = journal.path().unwrap_or(Path::new(""));
            assert!(told.contains(&record.display().to_string()), "{told}");
            assert_eq!(run(&places, Some(record), true, false)?, (0, text.to_owned()));
        }
        assert!(run(&places, Some(&folder.path().join("drafts/a.jsonl")), true, false).is_err());
        Ok(())
    }

    #[test]
    fn a_relative_name_is_kept_whole_and_an_old_record_with_one_is_still_read() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let places = Places::new(vec![folder.path().join("drafts")]);
        // Tests are run in the package's folder, and there is a file of this name.
        let journal = written(&places, Some("README.md".into()), 1)?;
        let whole = std::env::current_dir()?.join("README.md");
        assert_eq!(left(&places, false).drafts.first().and_then(|left| left.path.clone()), Some(whole.clone()));
        let record = journal.path().unwrap_or(Path::new("")).to_owned();
        let old = fs::read_to_string(&record)?;
        let first = old.lines().next().and_then(|line| line.get(9..)).unwrap_or_default();
        let first = first.replace(&whole.display().to_string(), "README.md");
        let old = format!("{:08x} {first}\n", crc32fast::hash(first.as_bytes()));
        fs::write(&record, &old)?;
        assert_eq!(left(&places, false).drafts.first().and_then(|left| left.path.clone()), Some(whole));
        // Begun in another folder: no file of this one is taken for its.
        let elsewhere = folder.path().join("drafts/README.md-0000000000000000");
        fs::create_dir(&elsewhere)?;
        fs::rename(&record, elsewhere.join("a.jsonl"))?;
        let (_, told) = run(&places, None, false, false)?;
        assert!(told.starts_with("README.md\n") && told.contains("与文件相同"), "{told}");
        assert!(!told.contains("文件后来又被改过"), "{told}");
        Ok(())
    }
}
