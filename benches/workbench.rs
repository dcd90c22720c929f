//! The bars of speed: first frame, a key to its frame, a character in a long draft, a folder from nothing to all
//! analysed. Drawn into memory; what a terminal adds is its own.

use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use wengao::corpus::load::Input as Source;
use wengao::job::recall::Library;
use wengao::job::worker::perform;
use wengao::job::{Done, Job, Load};
use wengao::text::class::Class;
use wengao::text::width::Cells;
use wengao::text::wrap;
use wengao::tui::app::{App, Start};
use wengao::tui::key::Key;
use wengao::tui::msg::{Effect, Input, Msg};

const PARAGRAPH: &str = "上半年，全镇围绕“创建为民、创建惠民”的要求，压实包联责任，开展背街小巷整治12次，清运垃圾36.5吨，规范商户62家，群众满意率达到96.2%，创建工作取得了明显成效。";

fn terminal() -> Terminal<TestBackend> {
    Terminal::new(TestBackend::new(120, 40)).unwrap_or_else(|error| match error {})
}

/// Lets time pass until nothing is due: the draft is proofread and compared with the corpus.
fn rest(app: &mut App) {
    for _ in 0..8 {
        if app.deadline().is_none() {
            return;
        }
        app.tick(Instant::now() + Duration::from_hours(1));
        settle(app);
    }
}

/// What stands in the status line.
fn status(screen: &Terminal<TestBackend>) -> String {
    let cells = screen.backend().buffer().content();
    cells.iter().rev().take(120).rev().map(ratatui::buffer::Cell::symbol).collect()
}

/// Does everything that the program asks for, at once.
fn settle(app: &mut App) {
    loop {
        let effects = app.take_effects();
        if effects.is_empty() {
            return;
        }
        for effect in effects {
            if let Effect::Run(job) = effect {
                run(app, job);
            }
        }
    }
}

fn run(app: &mut App, job: Job) {
    let done: Mutex<Vec<Done>> = Mutex::new(Vec::new());
    perform(job, &AtomicBool::new(false), &|message| {
        done.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(message);
    });
    for message in done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        app.update(Msg::Job(message));
    }
}

fn on_samples() -> App {
    let start = Start { inputs: vec![Source::Samples], source: "samples".to_owned(), ..Start::default() };
    let mut app = App::new(start);
    settle(&mut app);
    app
}

fn press(app: &mut App, screen: &mut Terminal<TestBackend>, name: &str) {
    if let Ok(key) = name.parse::<Key>() {
        app.update(Msg::Input(vec![Input::Key(key)]));
        settle(app);
        let drawn = screen.draw(|frame| app.draw(frame));
        black_box(drawn.is_ok());
    }
}

fn frames(c: &mut Criterion) {
    c.bench_function("first frame, nothing loaded", |b| {
        b.iter_batched(
            || (Start { inputs: vec![Source::Samples], ..Start::default() }, terminal()),
            |(start, mut screen)| {
                let mut app = App::new(start);
                black_box(screen.draw(|frame| app.draw(frame)).is_ok());
            },
            BatchSize::SmallInput,
        );
    });
    let mut screen = terminal();
    let mut app = on_samples();
    press(&mut app, &mut screen, "g");
    c.bench_function("key to frame: down and up the tree of the samples", |b| {
        b.iter(|| {
            press(&mut app, &mut screen, "j");
            press(&mut app, &mut screen, "k");
        });
    });
    press(&mut app, &mut screen, "enter");
    c.bench_function("key to frame: down and up the text of the samples", |b| {
        b.iter(|| {
            press(&mut app, &mut screen, "j");
            press(&mut app, &mut screen, "k");
        });
    });
}

fn drafting(c: &mut Criterion) {
    for (megabytes, paragraphs) in [(1, 4_200), (10, 42_000)] {
        let mut screen = terminal();
        let mut app = on_samples();
        // A piece of the samples is taken over again and again, each time with its source.
        press(&mut app, &mut screen, "down");
        for _ in 0..100 {
            press(&mut app, &mut screen, "y");
        }
        press(&mut app, &mut screen, "6");
        let mut text = String::new();
        // Every paragraph has something that the proofreader marks.
        for n in 0..paragraphs {
            text.push_str(&format!("{n}、{PARAGRAPH}群众反映良好,成效明显。\n"));
        }
        app.update(Msg::Input(vec![Input::Paste(text)]));
        press(&mut app, &mut screen, "ctrl-g");
        app.update(Msg::Input((paragraphs / 2).to_string().chars().map(|c| Input::Key(Key::char(c))).collect()));
        press(&mut app, &mut screen, "enter");
        rest(&mut app);
        press(&mut app, &mut screen, "字");
        let status = status(&screen);
        assert!(status.contains('校') && status.contains('重'), "the marks are not there: {status}");
        c.bench_function(&format!("key to frame: a character in the middle of a draft of {megabytes} MB"), |b| {
            b.iter(|| press(&mut app, &mut screen, "字"));
        });
        // What keys wait for when a pause has passed: all that the workers are asked for is handed out here.
        c.bench_function(&format!("a pause in a draft of {megabytes} MB, and the next key"), |b| {
            b.iter(|| {
                app.tick(Instant::now() + Duration::from_hours(1));
                let asked = app.take_effects();
                app.update(Msg::Input(vec![Input::Key(Key::char('字'))]));
                let drawn = screen.draw(|frame| app.draw(frame));
                black_box((asked.len(), drawn.is_ok()));
            });
        });
    }
    let line = PARAGRAPH.repeat(5000);
    let mut starts = Vec::new();
    c.bench_function("wrap a line of 1 MB at 60 cells", |b| {
        b.iter(|| wrap::rows(black_box(&line), 60, 4, Cells::NARROW, &mut starts));
    });
}

fn loading(c: &mut Criterion) {
    let Ok(folder) = tempfile::tempdir() else { return };
    for n in 0..1000 {
        let mut text = format!("第{n}镇工作总结\n\n");
        for (i, part) in ["一、主要做法", "二、存在问题", "三、下一步打算"].iter().enumerate() {
            text.push_str(&format!(
                "{part}\n\n（一）抓落实第{i}项。{PARAGRAPH}{PARAGRAPH}\n\n（二）抓提升。{PARAGRAPH}\n\n"
            ));
        }
        if std::fs::write(folder.path().join(format!("{n}.txt")), text).is_err() {
            return;
        }
    }
    let mut group = c.benchmark_group("loading");
    group.sample_size(10);
    group.bench_function("1,000 files of 3 KB, from nothing to all analysed", |b| {
        b.iter(|| {
            let load = Load {
                generation: 1,
                library: Library {
                    inputs: vec![Source::Path(folder.path().to_owned())],
                    classes: Class::MEANINGFUL.to_vec(),
                    ..Library::default()
                },
                as_kept: false,
                dictionary: true,
            };
            let count = Mutex::new(0);
            perform(Job::Load(Box::new(load)), &AtomicBool::new(false), &|done| {
                if let Done::Analysed { counted, .. } = done {
                    *count.lock().unwrap_or_else(std::sync::PoisonError::into_inner) += counted.documents.len();
                }
            });
            black_box(count.into_inner().ok())
        });
    });
    group.finish();
}

criterion_group!(benches, frames, drafting, loading);
criterion_main!(benches);
