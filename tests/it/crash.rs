//! Whatever ends the program, what was typed comes back: in a real terminal, with real signals.

use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use rustix::process::Signal;

use crate::pty::term::{Outcome, Term, binary, folders};

/// How the program ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The terminal goes away, as when a connection drops.
    Drop,
    /// By a signal, this long after the last key.
    Signal(Signal, Duration),
}

/// A hundred characters, each another.
fn hundred() -> String {
    (0..100_u32).filter_map(|n| char::from_u32(0x4e00 + n * 37)).collect()
}

fn recover(home: &Path, args: &[&str]) -> std::io::Result<Output> {
    let mut command = Command::new(binary());
    command.arg("recover").args(args).current_dir(home);
    for (name, value) in folders(home) {
        command.env(name, value);
    }
    command.output()
}

/// Types a hundred characters, ends the program; how many of them come back, and whether that is told on reopening.
fn survives(end: End) -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("总结.txt");
    std::fs::write(&path, "半年创城工作总结\n")?;
    let name = path.to_string_lossy().into_owned();
    let mut term = match end {
        // Where there is a key for the end of input, the test's end of the terminal presses it when it goes.
        End::Drop => Term::shell(folder.path(), &format!("stty eof undef; exec \"$WENGAO\" draft '{name}'"))?,
        End::Signal(..) => Term::start(folder.path(), &["draft", &name])?,
    };
    term.see("半年创城工作总结")?;
    term.rest(Duration::from_millis(300));
    let typed = hundred();
    for c in typed.chars() {
        term.send(c.to_string())?;
        term.rest(Duration::from_millis(2));
    }
    match end {
        End::Drop => {
            // What the program has not read when the terminal goes, the system throws away: a busy machine may be late.
            let last = typed.chars().next_back().map(String::from).unwrap_or_default();
            term.see(&last)?;
            term.hang_up()?;
        }
        End::Signal(signal, after) => {
            term.pass(after);
            term.signal(signal)?;
            if signal == Signal::SEGV {
                // The first that comes from outside only takes the language's own handler away; a true fault comes again.
                term.pass(Duration::from_millis(50));
                let _ = term.signal(signal);
            }
            let code = term.end()?;
            if !matches!(signal, Signal::KILL | Signal::SEGV) {
                assert_eq!(code, 128 + signal.as_raw() as u32, "{end:?}");
                term.given_back()?;
            }
        }
    }
    assert_eq!(std::fs::read_to_string(&path)?, "半年创城工作总结\n", "{end:?}: the file is as it was");
    let printed = String::from_utf8(recover(folder.path(), &["--print", &name])?.stdout)?;
    let back = typed.chars().filter(|c| printed.contains(*c)).count();
    assert_eq!(printed, format!("{typed}半年创城工作总结\n"), "{end:?}: {back} of 100");
    let told = recover(folder.path(), &[])?;
    assert_eq!(told.status.code(), Some(1));
    assert!(String::from_utf8(told.stdout)?.contains("多 100 字，少 0 字"));

    let mut term = Term::start(folder.path(), &["draft", &name])?;
    term.see("上次有没保存的文字")?;
    term.see("多 100 字")?;
    term.send(b"r")?;
    term.see("已恢复")?;
    term.send(b"\x13")?;
    term.see("已保存")?;
    term.send(b"\x11")?;
    assert_eq!(term.end()?, 0);
    assert_eq!(std::fs::read_to_string(&path)?, format!("{typed}半年创城工作总结\n"));
    assert_eq!(recover(folder.path(), &[])?.status.code(), Some(0), "{end:?}: nothing is left");
    Ok(())
}

#[test]
fn a_dropped_connection_loses_nothing() -> Outcome {
    survives(End::Drop)
}

#[test]
fn signals_lose_nothing() -> Outcome {
    for signal in [Signal::HUP, Signal::TERM, Signal::ABORT] {
        survives(End::Signal(signal, Duration::ZERO))?;
    }
    Ok(())
}

#[test]
fn a_fault_of_the_program_loses_nothing_that_is_older_than_a_moment() -> Outcome {
    survives(End::Signal(Signal::SEGV, Duration::from_millis(200)))
}

#[test]
fn a_killed_program_loses_nothing() -> Outcome {
    survives(End::Signal(Signal::KILL, Duration::from_millis(200)))?;
    survives(End::Signal(Signal::KILL, Duration::from_secs(1)))
}

#[test]
fn a_new_draft_that_never_had_a_file_comes_back() -> Outcome {
    let folder = tempfile::tempdir()?;
    let mut term = Term::start(folder.path(), &[])?;
    term.rest(Duration::from_millis(300));
    term.send("6")?;
    term.see("新草稿")?;
    term.send("没有存过的一段𠀀")?;
    term.see("没有存过的一段")?;
    term.pass(Duration::from_millis(200));
    term.signal(Signal::KILL)?;
    term.end()?;
    let printed = recover(folder.path(), &["--print"])?;
    assert_eq!(String::from_utf8(printed.stdout)?, "没有存过的一段𠀀\n");
    let mut term = Term::start(folder.path(), &[])?;
    term.see("没有存过文件的新草稿")?;
    term.send("r")?;
    term.see("已恢复")?;
    term.see("没有存过的一段")?;
    term.send(b"\x11")?;
    term.see("草稿还没有保存")?;
    term.send("n")?;
    assert_eq!(term.end()?, 0);
    assert_eq!(recover(folder.path(), &[])?.status.code(), Some(0), "the changes were let go");
    Ok(())
}

#[test]
fn a_clean_exit_leaves_no_litter_and_the_second_instance_is_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("总结.txt");
    std::fs::write(&path, "半年创城工作总结\n")?;
    let name = path.to_string_lossy().into_owned();
    let mut first = Term::start(folder.path(), &["draft", &name])?;
    first.see("半年创城工作总结")?;
    first.rest(Duration::from_millis(300));
    let mut second = Term::start(folder.path(), &["draft", &name])?;
    second.see("草稿在别处打开着")?;
    second.send("r")?;
    second.see("只读")?;
    second.send("改")?;
    second.see("只读打开，不能改")?;
    second.send(b"\x11")?;
    assert_eq!(second.end()?, 0);
    first.send(b"\x11")?;
    assert_eq!(first.end()?, 0);
    let drafts = folder.path().join("XDG_STATE_HOME/wengao/drafts");
    assert_eq!(std::fs::read_dir(drafts)?.count(), 0);
    Ok(())
}

#[test]
fn who_was_taken_over_notices_it_without_a_key_and_only_reads() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("总结.txt");
    std::fs::write(&path, "半年创城工作总结\n")?;
    let name = path.to_string_lossy().into_owned();
    let mut first = Term::start(folder.path(), &["draft", &name])?;
    first.see("半年创城工作总结")?;
    first.send("一稿")?;
    first.see("一稿")?;
    first.rest(Duration::from_millis(500));
    let mut second = Term::start(folder.path(), &["draft", &name])?;
    second.see("草稿在别处打开着")?;
    assert_eq!(first.rest(Duration::from_millis(1_500)), 0, "nothing is taken over yet");
    second.send("t")?;
    second.see("另一处正在写的文字")?;
    second.send("x")?;
    // Nobody touches the first one.
    first.see("已被接走")?;
    first.see("这里只能看")?;
    first.rest(Duration::from_millis(300));
    assert_eq!(first.rest(Duration::from_millis(2_500)), 0, "told once, then nothing is sent");
    first.send("改")?;
    first.see("已被接走，这里只能看")?;
    // What it had written stays on disk, whoever is killed now.
    first.signal(Signal::KILL)?;
    first.end()?;
    second.send(b"\x11")?;
    assert_eq!(second.end()?, 0);
    let printed = recover(folder.path(), &["--print", &name])?;
    assert_eq!(String::from_utf8(printed.stdout)?, "一稿半年创城工作总结\n");
    Ok(())
}

/// The hidden files of a folder.
fn hidden(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.to_string_lossy().contains("/.总结")).collect()
}

#[test]
fn a_save_that_is_killed_leaves_nothing_behind_once_the_draft_is_opened_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("总结.txt");
    let old = "半年创城工作总结，逐条落实。\n".repeat(150_000);
    let name = path.to_string_lossy().into_owned();
    // It is a matter of luck to meet a save; some tries do.
    for _ in 0..10 {
        std::fs::write(&path, &old)?;
        let mut term = Term::start(folder.path(), &["draft", &name])?;
        term.see("半年创城工作总结")?;
        term.rest(Duration::from_millis(300));
        term.send("新写的")?;
        term.see("新写的")?;
        term.rest(Duration::from_millis(300));
        term.send(b"\x13")?;
        let begun = std::time::Instant::now();
        while hidden(folder.path()).is_empty() && begun.elapsed() < Duration::from_secs(5) {
            std::hint::spin_loop();
        }
        term.signal(Signal::KILL)?;
        term.end()?;
        if !hidden(folder.path()).is_empty() {
            break;
        }
        std::fs::remove_dir_all(folder.path().join("XDG_STATE_HOME"))?;
    }
    assert_eq!(hidden(folder.path()).len(), 1);
    assert_eq!(std::fs::read_to_string(&path)?, old, "the file is as it was");
    let mut term = Term::start(folder.path(), &["draft", &name])?;
    term.see("上次有没保存的文字")?;
    assert!(hidden(folder.path()).is_empty());
    term.send("r")?;
    term.see("已恢复")?;
    term.send(b"\x13")?;
    term.see("已保存")?;
    term.send(b"\x11")?;
    assert_eq!(term.end()?, 0);
    assert_eq!(std::fs::read_to_string(&path)?, format!("新写的{old}"));
    assert!(hidden(folder.path()).is_empty());
    Ok(())
}

#[test]
fn a_full_disk_is_named_and_nothing_is_lost() -> Outcome {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("总结.txt");
    // No file may grow over this many blocks of 512 bytes: neither the document's nor the journal's.
    let old = "半年创城工作总结，逐条落实。\n".repeat(150);
    std::fs::write(&path, &old)?;
    let name = path.to_string_lossy().into_owned();
    let script = format!("ulimit -f 14; exec \"$WENGAO\" draft '{name}'");
    let mut term = Term::shell(folder.path(), &script)?;
    term.see("半年创城工作总结")?;
    term.rest(Duration::from_millis(300));
    let typed = "新写的一段。".repeat(300);
    term.send(format!("\x1b[200~{typed}\x1b[201~"))?;
    term.see("恢复记录写不了")?;
    term.send(b"\x13")?;
    term.see("没有保存")?;
    term.see("文件超过了系统允许的大小")?;
    term.see("另存到别处（F12）")?;
    term.send("c")?;
    assert_eq!(std::fs::read_to_string(&path)?, old, "the old file is whole");
    // As long as it is so, the title says it.
    term.see("没有恢复记录 · 未保存")?;
    // With room again the second save is complete: the text is taken back to what fits.
    term.send(b"\x1a")?;
    term.rest(Duration::from_millis(100));
    term.send("短")?;
    term.see("短")?;
    term.send(b"\x13")?;
    term.see("已保存")?;
    assert_eq!(std::fs::read_to_string(&path)?, format!("短{old}"));
    term.until("no mark", |screen| !screen.contents().contains("没有恢复记录"))?;
    term.send(b"\x11")?;
    assert_eq!(term.end()?, 0);
    Ok(())
}

/// The program in 校对 of a document in `folder`, `words` of a comment typed and on screen.
fn commenting(folder: &Path, words: &str) -> Outcome<Term> {
    std::fs::write(folder.join("总结.txt"), "半年创城工作总结\n\n抓好落实,成效明显。\n")?;
    let mut term = Term::start(folder, &["总结.txt"])?;
    term.see("半年创城工作总结")?;
    term.send("7")?;
    term.see("半角标点")?;
    term.send("c")?;
    term.see("批注这一句")?;
    term.send(words)?;
    term.see(words)?;
    Ok(term)
}

#[test]
fn a_comment_that_is_being_written_stays_when_the_program_is_ended() -> Outcome {
    for (signal, words) in [(Some(Signal::TERM), "说到一半𠀀"), (None, "线断了")] {
        let folder = tempfile::tempdir()?;
        let mut term = commenting(folder.path(), words)?;
        if let Some(signal) = signal {
            term.signal(signal)?;
            assert_eq!(term.end()?, 128 + signal.as_raw() as u32);
        } else {
            term.hang_up()?;
        }
        let kept = std::fs::read_to_string(folder.path().join("总结.txt.wengao.jsonl"))?;
        assert!(kept.contains(words), "{kept}");
    }
    Ok(())
}

#[test]
fn a_comment_that_is_being_written_comes_back_after_a_kill() -> Outcome {
    let folder = tempfile::tempdir()?;
    let words = "说到一半𠀀";
    let sidecar = folder.path().join("总结.txt.wengao.jsonl");
    let mut term = commenting(folder.path(), words)?;
    term.pass(Duration::from_millis(200));
    term.signal(Signal::KILL)?;
    term.end()?;
    assert!(!sidecar.exists());
    let mut term = Term::start(folder.path(), &["总结.txt"])?;
    term.see("上次没写完的批注")?;
    term.send("7")?;
    term.see(words)?;
    assert_eq!(std::fs::read_to_string(&sidecar)?.matches(words).count(), 1);
    // What is dropped on purpose does not come again.
    term.send("c")?;
    term.see("批注这一句")?;
    term.send("不要了")?;
    term.see("不要了")?;
    term.send(b"\x1b")?;
    term.see("再按 Esc 放弃")?;
    term.send(b"\x1b")?;
    term.see("n 下一处")?;
    term.pass(Duration::from_millis(200));
    term.signal(Signal::KILL)?;
    term.end()?;
    let mut term = Term::start(folder.path(), &["总结.txt"])?;
    term.see("半年创城工作总结")?;
    term.rest(Duration::from_millis(300));
    assert_eq!(std::fs::read_to_string(&sidecar)?.lines().count(), 1);
    Ok(())
}
