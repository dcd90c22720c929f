//! A short text said many times over: the time it takes grows with its length, not with its square.

use std::hint::black_box;
use std::time::{Duration, Instant};

use wengao::compare::Comparison;
use wengao::corpus::correction::Corrections;
use wengao::corpus::load;
use wengao::draft::buffer::{Buffer, Pos};
use wengao::draft::editor::Editor;
use wengao::draft::find::Query as Sought;
use wengao::draft::front::Front;
use wengao::draft::numbering::{Reach, renumber};
use wengao::review::Review;
use wengao::search::query::Query;
use wengao::text::span::floor;
use wengao::text::width::Cells;
use wengao::text::wrap::rows;

use super::bytes::Bytes;
use super::document::at_desk;
use super::docx::package;

/// Bytes of the long text. The tests, which are built without optimisation, only see that nothing falls.
const LENGTH: usize = if cfg!(test) { 2 << 10 } else { 24 << 10 };

/// What takes less is not looked at further; built for fuzzing everything is several times slower than it is. Tests
/// measure no time.
const QUICK: Duration = if cfg!(test) { Duration::MAX } else { Duration::from_millis(150) };

/// How many times as long twice the text may take.
const RATIO: f64 = 3.0;

/// The names of what is read from files.
const NAMES: &[&str] = &[
    "稿.txt",
    "稿.md",
    "页.html",
    "稿.rtf",
    "稿.docx",
    "稿.fodt",
    "集.json",
    "集.jsonl",
    "信.eml",
    "页.mht",
    "稿.pdf",
    "稿",
];

/// A choice of what is done, a beginning, an end, and what is repeated between them.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes::new(data);
    let (choice, pieces) = (bytes.below(NAMES.len() + 10), bytes.byte() % 2 == 1);
    let (head, tail) = (bytes.below(32), bytes.below(32));
    let whole = if pieces { bytes.all_text().into_bytes() } else { bytes.rest().to_vec() };
    let head = head.min(whole.len());
    let tail = tail.min(whole.len() - head);
    let (head, rest) = whole.split_at(head);
    let (unit, tail) = rest.split_at(rest.len() - tail);
    if unit.is_empty() {
        return;
    }
    let long = |length: usize| [head, &unit.repeat(length / unit.len() + 1), tail].concat();
    let took = quickest(choice, &long(LENGTH), QUICK);
    if took < QUICK {
        return;
    }
    let half = quickest(choice, &long(LENGTH / 2), Duration::ZERO);
    if times(took, half) < RATIO {
        return;
    }
    // A square stays one; a step between two sizes, as of a cache or of a bound that is reached, is none.
    let twice = quickest(choice, &long(LENGTH * 2), Duration::ZERO);
    assert!(
        times(twice, took) < RATIO,
        "{choice}: {LENGTH} bytes take {took:?}, half of them {half:?}, twice as many {twice:?}: {:?}",
        String::from_utf8_lossy(unit)
    );
}

/// How many times as long as the other one took.
fn times(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64().max(1e-9)
}

/// The shortest of a few times: others may be at work on the machine. One below `enough` is enough.
fn quickest(choice: usize, bytes: &[u8], enough: Duration) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..4 {
        let (begun, before) = (Instant::now(), at_work());
        perform(choice, bytes);
        let took = at_work().zip(before).map_or_else(|| begun.elapsed(), |(now, before)| now.saturating_sub(before));
        best = best.min(took);
        if best < enough {
            break;
        }
    }
    best
}

/// How long this thread has been at work, without what others on the machine took; nothing where the system does not tell.
fn at_work() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}

fn perform(choice: usize, bytes: &[u8]) {
    if let Some(name) = NAMES.get(choice) {
        let file = if name.ends_with("docx") { package(bytes, &[]) } else { bytes.to_vec() };
        let _ = read(name, &file);
        return;
    }
    let text = String::from_utf8_lossy(bytes);
    match choice - NAMES.len() {
        0 => {
            let mut starts = Vec::new();
            rows(&text, 40, 4, Cells { ambiguous_wide: false }, &mut starts);
            black_box(starts);
        }
        1 => drop(black_box(renumber(&Buffer::from_text(&text), Pos::default(), Reach::All))),
        2 => {
            let mut editor = Editor::new(&text);
            editor.replace_all(&Sought::new("创", true), "创城");
            editor.undo();
        }
        3 => drop(black_box(Query::parse(&text))),
        4 => drop(black_box(Review::read(bytes).0.standing().places(&text))),
        5 => drop(black_box(Corrections::read(bytes))),
        6 => drop(black_box(Front::read(&text))),
        7 => {
            let document = |text: &str| load::of_text(std::path::Path::new("稿.txt"), text, &Corrections::default());
            let middle = floor(&text, text.len() / 2);
            let (front, back) = text.split_at(middle);
            black_box(Comparison::new(&document(&text), &document(&format!("{back}新{front}"))));
        }
        8 => drop(black_box(wengao::text::diff::Diff::new(&text, &text.replace('创', "")))),
        _ => drop(black_box(wengao::lint::lexicon::Lexicon::parse(&text).0.places(&text))),
    }
}

/// Reads the file without looking it through.
fn read(name: &str, bytes: &[u8]) -> Option<()> {
    at_desk(name, |path, options| {
        std::fs::write(path, bytes).ok()?;
        let _ = black_box(load::entry(path, options).and_then(|entry| load::read(&entry, options)));
        std::fs::remove_file(path).ok()
    })?
}
