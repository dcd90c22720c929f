//! What an index for copied text costs, and what a check of a draft of 5 KB costs against it. The text is made up of the
//! words below; the folder that `WENGAO_BENCH` names is taken instead where it is set.

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wengao::corpus::correction::Corrections;
use wengao::corpus::load::{self, Input, Options};
use wengao::corpus::model::Document;
use wengao::job;
use wengao::job::overlap::prepare;
use wengao::overlap::check::check;
use wengao::overlap::index::Index;
use wengao::overlap::phrases::Phrases;
use wengao::overlap::sequence::Sequence;
use wengao::text::span::{floor, head};

const WORDS: &str = "创建 文明城市 社区 志愿者 网格员 宣传 入户 整治 背街小巷 小广告 门前三包 督查 台账 专班 责任 街道 居民 楼道 \
    垃圾桶 绿化 秩序 市场 机关 党员 学校 医院 测评 迎检 问卷 知晓率 路口 劝导 停车 飞线 充电 物业 橱窗 横幅 公益广告 的 了 在 和 对 \
    把 为 我们 开展 加强 落实 推进 进行 全面 认真 积极 三个 两百 20 350 上半年 每周 共 组织 检查 发现 问题 整改 到位 长效 机制";

/// Numbers that look random and are the same on every run (Knuth's linear congruential generator).
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let step = |x: &u64| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(seed), step).skip(1).map(|x| (x >> 33) as usize)
}

fn made(number: usize) -> Arc<Document> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut text = String::new();
    for number in numbers(number as u64 + 7) {
        text.push_str(words.get(number % words.len()).copied().unwrap_or_default());
        match number / words.len() % 40 {
            0..4 => text.push('，'),
            4 | 5 => text.push('。'),
            6 => text.push_str("。\n"),
            _ => {}
        }
        if text.len() > 3400 {
            break;
        }
    }
    Arc::new(load::of_text(Path::new(&format!("{number}.txt")), &text, &Corrections::default()))
}

fn documents() -> Vec<Arc<Document>> {
    match std::env::var_os("WENGAO_BENCH").map(PathBuf::from) {
        Some(folder) => job::load::all(&[Input::Path(folder)], &Options::default()).documents,
        None => (0..10_000).map(made).collect(),
    }
}

/// A draft of about 5 KB: text of the writer's own and passages of two documents.
fn draft(documents: &[Arc<Document>], number: usize) -> String {
    let text = |at: usize| documents.get(at % documents.len()).map_or("", |document| document.text.as_str());
    let part = |at: usize, bytes: usize| head(text(at), floor(text(at), bytes)).to_owned();
    let own: String = made(documents.len() + number).text.chars().rev().collect();
    format!(
        "{}\n{}\n{}",
        head(&own, floor(&own, 2500)),
        part(number * 7919 + 3, 1300),
        part(number * 104_729 + 11, 1300)
    )
}

/// Resident memory in MiB.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = status.split_whitespace().nth(1).and_then(|pages| pages.parse().ok()).unwrap_or(0.0);
    pages * 4096.0 / f64::from(1 << 20)
}

fn overlap(c: &mut Criterion) {
    let documents = documents();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let before = resident();
    let mut index = Index::default();
    let began = Instant::now();
    prepare(&mut index, &documents);
    let took = began.elapsed();
    let phrases = Phrases::default();
    let mut times: Vec<_> = (0..500)
        .map(|number| {
            let draft = draft(&documents, number);
            let began = Instant::now();
            black_box(check(&index, &Sequence::of_text(&draft), &[], &phrases));
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    let mib = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    let rate = mib(bytes) / took.as_secs_f64();
    let _ = writeln!(
        std::io::stderr(),
        "{} documents, {:.0} MiB: built in {took:.2?} ({rate:.0} MiB/s), {} segments, {:.1} MiB ({:.0} % of the text), \
         resident {:.0} MiB more; a check p50 {:.2?} p95 {:.2?} worst {:.2?}",
        documents.len(),
        mib(bytes),
        index.segments(),
        mib(index.size()),
        100.0 * index.size() as f64 / bytes as f64,
        resident() - before,
        at(50),
        at(95),
        times.last().copied().unwrap_or_default(),
    );
    let mut group = c.benchmark_group("overlap");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("build", |b| {
        b.iter(|| {
            let mut index = Index::default();
            prepare(&mut index, &documents);
            black_box(index.size())
        });
    });
    group.finish();
    let draft = draft(&documents, 1);
    let sentence = head(&draft, floor(&draft, 150)).to_owned();
    for (name, text) in [("check 5 KB", &draft), ("check a sentence", &sentence)] {
        c.bench_function(name, |b| {
            b.iter(|| black_box(check(&index, &Sequence::of_text(black_box(text)), &[], &phrases)));
        });
    }
}

criterion_group!(benches, overlap);
criterion_main!(benches);
