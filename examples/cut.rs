//! Only cuts: reads the files of a folder and has jieba-rs cut them on two threads, and says how long that took.
//!
//! What the program does to a folder is held against this; nothing is counted while the clock runs.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;
use jieba_rs::Jieba;

const THREADS: usize = 2;

/// 用 jieba-rs 给一个文件夹的全部文件分词，只量时间。
#[derive(Debug, Parser)]
struct Arguments {
    /// 文件夹
    folder: PathBuf,
    /// 再数一遍一共有多少个不同的词，不计时
    #[arg(long)]
    distinct: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let start = Instant::now();
    let jieba = Jieba::new();
    let dictionary = start.elapsed();

    let mut texts = Vec::new();
    let start = Instant::now();
    for entry in ignore::Walk::new(&arguments.folder) {
        let entry = entry?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            let path = entry.path();
            texts.push(std::fs::read_to_string(path).with_context(|| format!("读 {}", path.display()))?);
        }
    }
    let read = start.elapsed();

    let start = Instant::now();
    let words: usize =
        on_threads(&texts, |part| part.iter().map(|text| jieba.cut(text, true).len()).sum()).iter().sum();
    let cut = start.elapsed();

    let sets = if arguments.distinct {
        on_threads(&texts, |part| {
            part.iter().flat_map(|text| jieba.cut(text, true)).map(|token| token.word).collect::<HashSet<_>>()
        })
    } else {
        Vec::new()
    };
    let distinct: HashSet<&str> = sets.into_iter().flatten().collect();
    let seconds = |time: Duration| time.as_secs_f64();
    let told = serde_json::json!({
        "documents": texts.len(),
        "bytes": texts.iter().map(String::len).sum::<usize>(),
        "words": words,
        "distinct": arguments.distinct.then_some(distinct.len()),
        "seconds": { "dictionary": seconds(dictionary), "read": seconds(read), "cut": seconds(cut) },
    });
    writeln!(std::io::stdout(), "{told}")?;
    Ok(())
}

/// Hands every thread its share of `texts`.
fn on_threads<'a, T: Send>(texts: &'a [String], work: impl Fn(&'a [String]) -> T + Sync) -> Vec<T> {
    let work = &work;
    std::thread::scope(|scope| {
        let share = texts.len().div_ceil(THREADS).max(1);
        let parts: Vec<_> = texts.chunks(share).map(|part| scope.spawn(move || work(part))).collect();
        parts.into_iter().filter_map(|part| part.join().ok()).collect()
    })
}
