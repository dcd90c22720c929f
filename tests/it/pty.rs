//! The program in a real (pseudo-)terminal: what only a terminal can show.

pub mod term;

use std::time::Duration;

use rustix::process::Signal;
use tempfile::TempDir;
use term::{Outcome, Term};

/// A paragraph that fills rows.
const PROSE: &str = "一是添置硬件设施，为搞好机关创建工作，院内设置了文明创建宣传橱窗，悬挂了宣传横幅。";

/// A folder with a document of `paragraphs` in it; the folder goes with the value.
fn document(paragraphs: usize) -> Outcome<(TempDir, String)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("总结.txt");
    let mut lines = vec!["半年创城工作总结\n".to_owned()];
    lines.extend((1..=paragraphs).map(|n| format!("第{n}段。{}\n", PROSE.repeat(2))));
    std::fs::write(&path, lines.concat())?;
    Ok((folder, path.to_string_lossy().into_owned()))
}

/// The editor, open on a document.
fn editor(paragraphs: usize) -> Outcome<(TempDir, String, Term)> {
    let (folder, path) = document(paragraphs)?;
    let mut term = Term::start(folder.path(), &["draft", &path])?;
    term.see("半年创城工作总结")?;
    term.rest(Duration::from_millis(300));
    Ok((folder, path, term))
}

#[test]
fn it_starts_draws_leaves_and_gives_the_terminal_back() -> Outcome {
    let (_folder, _, mut term) = editor(3)?;
    assert!(term.screen().alternate_screen() && term.screen().bracketed_paste());
    assert!(term.received < 16_000, "the first screen took {} bytes", term.received);
    term.send(b"\x11")?;
    assert_eq!(term.end()?, 0);
    term.given_back()
}

#[test]
fn chinese_is_typed_and_saved_for_few_bytes() -> Outcome {
    let (_folder, path, mut term) = editor(1)?;
    term.send(b"\x1b[1;5F")?;
    term.rest(Duration::from_millis(200));
    term.send("新")?;
    term.see("新")?;
    term.rest(Duration::from_millis(200));
    for c in ["设", "了", "橱", "窗"] {
        let bytes = term.cost(c)?;
        assert!(bytes < 40, "{c} took {bytes} bytes");
    }
    term.send(b"\x13")?;
    term.see("已保存")?;
    assert!(std::fs::read_to_string(&path)?.contains("新设了橱窗"));
    term.send(b"\x11")?;
    assert_eq!(term.end()?, 0);
    Ok(())
}

#[test]
fn ten_kilobytes_typed_at_once_arrive_whole() -> Outcome {
    let (_folder, path, mut term) = editor(1)?;
    let text = "城".repeat(3_400);
    term.send(format!("{text}完"))?;
    term.see("完")?;
    term.send(b"\x13")?;
    term.see("已保存")?;
    assert!(std::fs::read_to_string(&path)?.contains(&text));
    assert!(term.received < 400_000, "{} bytes", term.received);
    term.send(b"\x11")?;
    term.end()?;
    Ok(())
}

#[test]
fn a_bracketed_paste_arrives_whole_and_none_of_its_bytes_is_a_key() -> Outcome {
    let (_folder, path, mut term) = editor(1)?;
    let text = "创建文明城市。".repeat(5_000);
    term.send(format!("\x1b[200~{text}完\x1b[201~"))?;
    term.see("完")?;
    term.send(b"\x13")?;
    term.see("已保存")?;
    assert!(std::fs::read_to_string(&path)?.contains(&text));
    term.send(b"\x11")?;
    term.end()?;
    Ok(())
}

#[test]
fn scrolling_by_a_row_stays_within_bounds() -> Outcome {
    let (_folder, _, mut term) = editor(60)?;
    for _ in 0..30 {
        term.send(b"\x1b[B")?;
    }
    term.rest(Duration::from_millis(300));
    for _ in 0..12 {
        let bytes = term.cost(b"\x1b[B")?;
        assert!(bytes < 9_000, "a row down took {bytes} bytes");
    }
    Ok(())
}

#[test]
fn an_idle_program_sends_nothing_and_does_nothing() -> Outcome {
    let (_folder, _, mut term) = editor(5)?;
    term.rest(Duration::from_secs(1));
    let before = term.ticks();
    assert_eq!(term.rest(Duration::from_millis(1_500)), 0);
    let used = term.ticks().zip(before).map_or(0, |(after, before)| after - before);
    assert!(used <= 1, "{used} ticks of processor time");
    Ok(())
}

#[test]
fn two_hundred_sizes_do_no_harm() -> Outcome {
    let (_folder, _, mut term) = editor(5)?;
    term.received = 0;
    for n in 0..200 {
        term.resize(20 + n % 120, 1 + n % 50)?;
    }
    term.resize(2, 1)?;
    term.rest(Duration::from_millis(300));
    assert!(term.received < 1_000_000, "{} bytes", term.received);
    term.resize(100, 30)?;
    term.see("半年创城工作总结")?;
    term.send(b"\x11")?;
    assert_eq!(term.end()?, 0);
    term.given_back()
}

#[test]
fn signals_end_it_and_the_terminal_is_given_back() -> Outcome {
    for (signal, number) in [(Signal::TERM, 15), (Signal::HUP, 1), (Signal::INT, 2), (Signal::ABORT, 6)] {
        let (_folder, _, mut term) = editor(1)?;
        term.signal(signal)?;
        assert_eq!(term.end()?, 128 + number);
        term.given_back()?;
    }
    Ok(())
}

#[test]
fn when_the_terminal_is_gone_the_program_goes_too() -> Outcome {
    let (folder, path) = document(1)?;
    // The shell takes the hangup, as nohup or a multiplexer would; the program hears of it from nobody.
    let mut term = Term::shell(folder.path(), &format!("trap '' HUP; \"$WENGAO\" draft '{path}'; true"))?;
    term.see("半年创城工作总结")?;
    term.rest(Duration::from_millis(300));
    let took = term.hang_up()?;
    assert!(took < Duration::from_secs(1), "{took:?}");
    Ok(())
}

#[test]
fn it_stops_and_comes_back_redrawn() -> Outcome {
    let (folder, path) = document(3)?;
    let script = format!("set -m; \"$WENGAO\" '{path}'; echo HELD; read line; fg; echo OVER=$?");
    let mut term = Term::shell(folder.path(), &script)?;
    term.see("半年创城工作总结")?;
    term.rest(Duration::from_millis(300));
    term.send(b"\x1a")?;
    term.until("the shell's screen", |screen| !screen.alternate_screen() && screen.contents().contains("HELD"))?;
    term.given_back()?;
    term.send(b"\n")?;
    term.until("the program's screen", |screen| {
        screen.alternate_screen() && screen.contents().contains("半年创城工作总结")
    })?;
    term.rest(Duration::from_millis(300));
    term.send(b"\x11")?;
    term.see("OVER=0")?;
    term.given_back()
}

#[test]
fn answers_of_the_terminal_are_never_typed() -> Outcome {
    let (_folder, path, mut term) = editor(1)?;
    assert!(term.raw.windows(4).any(|bytes| bytes == b"\x1b[6n"), "it asks how wide “ is");
    // The answer comes late, and comes again.
    term.send(b"\x1b[2;2R\x1b[2;2R")?;
    term.send("答")?;
    term.see("答")?;
    term.send(b"\x13")?;
    term.see("已保存")?;
    let saved = std::fs::read_to_string(&path)?;
    assert!(saved.contains('答') && !saved.contains("2R") && !saved.contains(';'), "{saved}");
    Ok(())
}
