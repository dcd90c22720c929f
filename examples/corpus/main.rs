//! Makes a corpus of official writing to measure with: always the same documents for a dictionary and a seed.
//!
//! The words are drawn by the frequencies of jieba's dictionary, so that the vocabulary grows as that of real text does.
//! Nothing in it means anything.

mod document;
mod prose;
mod random;
mod words;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Parser;

use document::Maker;
use words::Words;

/// Files of a folder.
const FOLDER: u64 = 1000;
const THREADS: u64 = 2;

/// 生成测速用的公文语料：词典和种子相同，生成的就一字不差。
#[derive(Debug, Parser)]
struct Arguments {
    /// 多少个文档，平均每个约 3.4 KB
    #[arg(long, value_name = "数", default_value_t = 1000)]
    documents: u64,
    /// 写到哪个文件夹，每千个文件一个子文件夹
    #[arg(long, value_name = "文件夹")]
    out: PathBuf,
    /// jieba 词典（每行 词 次数 词性）；不写就用 jieba-rs 自带的
    #[arg(long, value_name = "词典")]
    words: Option<PathBuf>,
    /// 种子
    #[arg(long, value_name = "数", default_value_t = 1)]
    seed: u64,
    /// 每个文件只有一行
    #[arg(long, conflicts_with = "single")]
    tiny: bool,
    /// 只写一个大文件，到这么多字节为止
    #[arg(long, value_name = "字节数")]
    single: Option<u64>,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let path = arguments.words.clone().map_or_else(words::of_jieba, Ok)?;
    let dictionary = fs::read_to_string(&path).with_context(|| format!("读词典 {}", path.display()))?;
    let words = Words::new(dictionary)?;
    let maker = Maker::new(&words, arguments.seed);
    fs::create_dir_all(&arguments.out).with_context(|| format!("建文件夹 {}", arguments.out.display()))?;
    let (files, bytes) = match arguments.single {
        Some(size) => (1, single(maker, size, &arguments.out.join("全文.txt"))?),
        None => (arguments.documents, folders(maker, &arguments)?),
    };
    writeln!(io::stdout(), "{files} 个文件，{bytes} 字节")?;
    Ok(())
}

/// Writes the documents, spread over folders; gives their bytes.
fn folders(maker: Maker<'_>, arguments: &Arguments) -> anyhow::Result<u64> {
    let folders = arguments.documents.div_ceil(FOLDER);
    let part = |thread: u64| -> anyhow::Result<u64> {
        let mut bytes = 0;
        for folder in (thread..folders).step_by(THREADS as usize) {
            let path = arguments.out.join(format!("{folder:04}"));
            fs::create_dir_all(&path)?;
            for number in folder * FOLDER..((folder + 1) * FOLDER).min(arguments.documents) {
                let text = if arguments.tiny { maker.line(number) } else { maker.document(number) };
                bytes += text.len() as u64;
                let file = path.join(format!("{number:07}.txt"));
                fs::write(&file, text).with_context(|| format!("写 {}", file.display()))?;
            }
        }
        Ok(bytes)
    };
    std::thread::scope(|scope| {
        let part = &part;
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(move || part(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| anyhow::bail!("没有写完"))).sum()
    })
}

/// Writes documents into one file, the last one cut off at `size` bytes or just before; gives its bytes.
fn single(maker: Maker<'_>, size: u64, path: &Path) -> anyhow::Result<u64> {
    let file = fs::File::create(path).with_context(|| format!("写 {}", path.display()))?;
    let mut file = io::BufWriter::new(file);
    let (mut bytes, mut number) = (0, 0);
    while bytes < size {
        let text = maker.document(number);
        let left = usize::try_from(size - bytes).unwrap_or(usize::MAX);
        let (text, last) = match text.get(..text.floor_char_boundary(left)) {
            Some(head) if left < text.len() => (head, true),
            _ => (text.as_str(), false),
        };
        file.write_all(text.as_bytes())?;
        bytes += text.len() as u64;
        number += 1;
        if last {
            break;
        }
    }
    file.flush()?;
    Ok(bytes)
}
