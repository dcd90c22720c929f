//! What recognition costs: debris, pieces and headings of decoded text, by the megabyte and one thread.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wengao::corpus::model::Extracted;
use wengao::corpus::recognise::recognise;
use wengao::corpus::role::words::RoleWords;
use wengao::corpus::samples;
use wengao::text::span::LineIndex;

/// The plain-text samples that need no decoding, each as a text.
fn texts() -> Vec<String> {
    let plain = samples::SAMPLES.iter().filter(|sample| Path::new(sample.name).extension().is_some_and(|e| e == "txt"));
    plain.filter_map(|sample| String::from_utf8(sample.bytes.to_vec()).ok()).collect()
}

/// Real documents in UTF-8, where the environment variable `WENGAO_SHARED` names a folder of them; else none.
fn real() -> Vec<String> {
    let Some(shared) = std::env::var_os("WENGAO_SHARED").map(PathBuf::from) else { return Vec::new() };
    let files = std::fs::read_dir(shared.join("gold").join("docs")).into_iter().flatten().flatten();
    let mut paths: Vec<_> = files.map(|file| file.path()).collect();
    paths.sort();
    paths.into_iter().filter_map(|path| std::fs::read_to_string(path).ok()).collect()
}

fn plain(text: String) -> (Extracted, LineIndex) {
    let lines = LineIndex::new(&text);
    (Extracted { text, hints: Vec::new() }, lines)
}

fn recognition(c: &mut Criterion) {
    let words = RoleWords::builtin();
    let texts = texts();
    let all: String = texts.concat();
    let megabyte = |unit: &str| unit.repeat((1 << 20) / unit.len() + 1);

    let mut group = c.benchmark_group("recognise");
    group.sample_size(20);
    for (name, texts) in [("documents", texts), ("real documents", real())] {
        let bytes: usize = texts.iter().map(String::len).sum();
        let documents: Vec<_> = texts.into_iter().map(plain).collect();
        if documents.is_empty() {
            continue;
        }
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                documents
                    .iter()
                    .map(|(source, lines)| recognise(black_box(source), lines, "甲", &words).pieces.len())
                    .sum::<usize>()
            });
        });
    }
    let paragraph =
        "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";
    let shapes = [
        ("a megabyte of documents in one file", megabyte(&all)),
        ("a megabyte of prose in lines", megabyte(&format!("{paragraph}{paragraph}\n"))),
        ("a megabyte of short lines", megabyte("一、甲\n（一）乙\n丙丁\n")),
        ("a megabyte in one line", megabyte(paragraph)),
    ];
    for (name, text) in shapes {
        let (source, lines) = plain(text);
        group.throughput(Throughput::Bytes(source.text.len() as u64));
        group.bench_function(name, |b| b.iter(|| recognise(black_box(&source), &lines, "甲", &words).pieces.len()));
    }
    group.finish();
}

criterion_group!(benches, recognition);
criterion_main!(benches);
