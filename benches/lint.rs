//! What proofreading costs: a long document, the paragraph that is typed, a thousand small documents.

use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use wengao::corpus::load::of_draft;
use wengao::job::lint::Linted;
use wengao::lint::engine::{check, check_line};
use wengao::lint::incremental::Kept;
use wengao::lint::line::Kind;
use wengao::lint::settings::Settings;
use wengao::lint::subject::Subject;

/// Sentences with what rules look for, right and wrong.
const SENTENCES: &[&str] = &[
    "上半年，我镇共排查安全隐患126处，其中临街商铺48处、居民楼院78处，已全部整改到位。",
    "各村（社区）要提高认识,抓好落实；对“三无”小区，要逐楼逐院建立台账，做到“四个到位”。",
    "截至6月底，入户宣传3轮，发放《市民手册》2000余册，群众知晓率达到96.5%，比上年提高4个百分点。",
    "一是强化组织领导，成立专班；二是细化任务分工，把责任落实到人；三是严格督查考核，每周通报一次。",
    "根据《关于开展环境整治的通知》（青政发〔2024〕5号）要求，定于2024年7月1日至9月30日开展集中整治。",
    "咨询电话：0351-4044044，网址 www.qingshi.example.cn，邮箱 office@qingshi.example.cn，工作时间9:00—17:30。",
];

/// A summary of about so many characters.
fn summary(characters: usize) -> String {
    let mut text = "青石镇2024年上半年工作总结\n\n".to_owned();
    let (mut written, mut number) = (0, 0);
    while written < characters {
        if number % 6 == 0 {
            let _ = writeln!(text, "（{}）抓重点工作第{number}项", ["一", "二", "三", "四", "五"][number / 6 % 5]);
        }
        let line: String =
            (0..3).filter_map(|n| SENTENCES.get((number * 7 + n * 5) % SENTENCES.len()).copied()).collect();
        written += line.chars().count();
        text.push_str(&line);
        text.push('\n');
        number += 1;
    }
    text
}

fn lint(c: &mut Criterion) {
    let settings = Settings::default();
    let text = summary(300_000);
    let path = Path::new("总结.txt");
    let document = of_draft(path, &text);
    c.bench_function("all rules over 300,000 characters", |b| {
        b.iter(|| black_box(check(&Subject::new(&document, None), &settings).len()));
    });
    let mut kept = Kept::default();
    kept.check(&Subject::new(&document, None), &settings, &[], &|_, _| true);
    let changed = text.replacen("隐患126处", "隐患127处", 1);
    let changed = of_draft(path, &changed);
    c.bench_function("again after an edit, 300,000 characters", |b| {
        b.iter_batched(
            || kept.clone(),
            |mut kept| black_box(kept.check(&Subject::new(&changed, None), &settings, &[], &|_, _| true).len()),
            BatchSize::LargeInput,
        );
    });
    let paragraph: String = SENTENCES.concat();
    c.bench_function("the paragraph that is typed", |b| {
        b.iter(|| black_box(check_line(&paragraph, Kind::Body, false, &settings).len()));
    });
    let small: Vec<String> = (0..1000).map(|n| summary(1000).replace("青石镇", &format!("第{n}村"))).collect();
    c.bench_function("a thousand documents of 3 KB, one thread", |b| {
        b.iter(|| {
            let found =
                small.iter().map(|text| Linted::new(of_draft(path, text).into(), None, &settings).findings.len());
            black_box(found.sum::<usize>())
        });
    });
}

criterion_group!(benches, lint);
criterion_main!(benches);
