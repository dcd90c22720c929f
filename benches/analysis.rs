//! What one pass over the documents costs, and what searches and reports cost afterwards. The text is made up of the words below.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use wengao::corpus::correction::{Corrections, Placed};
use wengao::corpus::kept::Kept;
use wengao::corpus::load;
use wengao::corpus::model::{Corpus, Document, Format, Piece, Scope};
use wengao::corpus::outline::reason::Beginning;
use wengao::corpus::role::Role;
use wengao::job::analyse;
use wengao::job::search::Parallel;
use wengao::search::concordance::{self, Order};
use wengao::search::engine::{Engine, Shelf};
use wengao::search::query::Query;
use wengao::search::similar::{self, Wanted};
use wengao::stats::analysis::analyse;
use wengao::stats::data::{Data, Params};
use wengao::stats::keywords;
use wengao::stats::lexicon::Lexicon;
use wengao::stats::table::{Needs, STATISTICS};
use wengao::stats::vocabulary::Vocabulary;
use wengao::text::class::Class;
use wengao::text::folded::Lazy;
use wengao::text::pinyin::Matcher;
use wengao::text::segment::{Chinese, Segmenter};
use wengao::text::span::{ByteSpan, LineIndex};

const WORDS: &str = "创建 文明城市 社区 志愿者 网格员 宣传 入户 整治 背街小巷 小广告 门前三包 督查 台账 专班 责任 街道 居民 楼道 \
    垃圾桶 绿化 秩序 市场 机关 党员 学校 医院 测评 迎检 问卷 知晓率 路口 劝导 停车 飞线 充电 物业 橱窗 横幅 公益广告 的 了 在 和 对 \
    把 为 我们 开展 加强 落实 推进 进行 全面 认真 积极 三个 两百 20 350 xx年 上半年 每周 共 组织 检查 发现 问题 整改 到位 长效 机制 \
    云溪镇 柳塘村 石桥里 青禾社区 望江路 文化 广场 健身 老人 儿童 课堂 讲座 巡查 清运 杂物 粉刷 墙面 井盖 路灯 护栏 标线 公厕 保洁";

/// Numbers that look random and are the same on every run (Knuth's linear congruential generator).
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let step = |x: &u64| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(seed), step).skip(1).map(|x| (x >> 33) as usize)
}

/// Characters of which names are made, so that the vocabulary is as large as that of real documents.
const NAMES: &str = "安北昌春达东方丰福高古广桂海河和恒华江金景康兰岭龙美明南宁平青清庆泉荣瑞山石顺松泰天桐万旺文溪香新兴秀阳永玉云泽正竹";

/// About `bytes` of prose.
fn prose(seed: u64, bytes: usize) -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let names: Vec<char> = NAMES.chars().collect();
    let mut text = String::with_capacity(bytes + 64);
    for number in numbers(seed) {
        text.push_str(words[number % words.len()]);
        let rest = number / words.len();
        if rest % 41 < 5 {
            text.extend([names[rest % names.len()], names[rest / names.len() % names.len()]]);
        }
        match rest % 40 {
            0..4 => text.push('，'),
            4 | 5 => text.push('。'),
            6 => text.push_str("。\n"),
            _ => {}
        }
        if text.len() >= bytes {
            break;
        }
    }
    text
}

/// A document of one piece.
fn document(number: usize, text: String) -> Document {
    let lines = LineIndex::new(&text);
    let piece = Piece {
        title: format!("第{number}篇"),
        start_line: 1,
        end_line: lines.count(),
        matter: Vec::new(),
        span: ByteSpan::new(0, text.len()),
        sections: Vec::new(),
        begins: Beginning::Start,
        refused: Vec::new(),
    };
    Document {
        path: PathBuf::from(format!("{number}.txt")),
        format: Format::Text,
        encoding: "UTF-8",
        encoding_guessed: false,
        source: Kept::default(),
        lines,
        text: text.into(),
        hints: Kept::default(),
        noise: Kept::default(),
        pieces: vec![piece].into(),
        edges: Kept::default(),
        said: Placed::none(),
        sketch: Lazy::default(),
        by_site: false,
        seen: None,
    }
}

/// What words are cut and chosen with, as the program has it.
fn dictionary() -> (Arc<Chinese>, Lexicon) {
    let mut lexicon = Lexicon::builtin();
    let segmenter = Arc::new(Chinese::new(lexicon.entries()));
    lexicon.choose(Class::MEANINGFUL, Arc::<Chinese>::clone(&segmenter));
    (segmenter, lexicon)
}

fn analysis(c: &mut Criterion) {
    let (segmenter, lexicon) = dictionary();
    let segmenter = &*segmenter;
    let megabyte = document(0, prose(7, 1 << 20));

    let mut group = c.benchmark_group("one megabyte");
    group.sample_size(20).throughput(Throughput::Bytes(megabyte.text.len() as u64));
    let mut tokens = Vec::new();
    group.bench_function("segment", |b| {
        b.iter(|| {
            tokens.clear();
            segmenter.cut(black_box(&megabyte.text), &mut tokens);
        });
    });
    group.bench_function("analyse", |b| {
        b.iter(|| analyse(black_box(&megabyte), segmenter, &lexicon, &mut Vocabulary::default()))
    });
    group.finish();

    let documents = (0..1000).map(|i| Arc::new(document(i, prose(i as u64, 3000))));
    let corpus = Corpus { documents: documents.collect(), ..Corpus::default() };
    let analyses = wengao::job::analyse::analyses(&corpus.documents, segmenter, &lexicon);
    let data = Data { corpus: &corpus, analyses: &analyses };
    let mut group = c.benchmark_group("1000 pieces");
    group.sample_size(20);
    group.bench_function("analyse on two threads", |b| {
        b.iter(|| wengao::job::analyse::analyses(&corpus.documents, segmenter, &lexicon))
    });
    for (name, scope) in [("keywords of the corpus", Scope::Corpus), ("keywords of a piece", Scope::Piece(500, 0))] {
        group.bench_function(name, |b| {
            b.iter(|| (keywords::STATISTIC.run)(black_box(&data), scope, &Params::default()));
        });
    }
    group.finish();
}

fn pinyin(c: &mut Criterion) {
    let rows: Vec<String> = (0..5000).map(|i| prose(i, 60).lines().next().unwrap_or_default().to_owned()).collect();
    for query in ["cjwm", "chuangjian", "sheq", "社区"] {
        c.bench_function(&format!("pick {query} of 5000"), |b| {
            b.iter(|| {
                let matcher = Matcher::new(black_box(query));
                rows.iter().filter(|row| matcher.is_match(row)).count()
            });
        });
    }
}

const DOCUMENTS: usize = 10_000;

fn ten_thousand() -> Corpus {
    let document = |number: usize| {
        let text = format!("第{number}镇2024年工作总结\n一、主要做法\n{}", prose(number as u64, 3000));
        Arc::new(load::of_text(Path::new("总结.txt"), &text, &Corrections::default()))
    };
    let corpus = Corpus { documents: (0..DOCUMENTS).map(document).collect(), ..Corpus::default() };
    for document in &corpus.documents {
        document.sketch();
    }
    corpus
}

fn engine(c: &mut Criterion) {
    let corpus = ten_thousand();
    let engine = Parallel(Shelf::of(&corpus));
    let mut group = c.benchmark_group("search 10,000 documents");
    group.sample_size(20);
    for query in
        ["创建", "创建文明城市社区", "量子鲸鱼", "员宣", "宣传 志愿者 -督查", "cjwm", "/第[0-9]+镇/", "角色:做法 测评"]
    {
        let Ok(parsed) = Query::parse(query) else { continue };
        group.bench_function(query, |b| {
            b.iter(|| {
                let mut hits = 0;
                engine.search(black_box(&parsed), &|| true, &mut |batch| hits += batch.len());
                hits
            });
        });
    }
    let sentence = "上半年共组织志愿者上路劝导350次，清运垃圾20吨，粉刷墙面12处";
    group.bench_function("sentences like one", |b| {
        b.iter(|| similar::sentences(&corpus, black_box(sentence), None, 60, &|| true).len());
    });
    let wanted =
        Wanted { role: Some(Role::Practice), heading: "抓好整治".to_owned(), title: "工作总结".to_owned() };
    group.bench_function("sections like one", |b| {
        b.iter(|| similar::sections(&corpus, black_box(&wanted), None, 60, &|| true).len());
    });
    let mut hits = Vec::new();
    if let Ok(parsed) = Query::parse("创建") {
        engine.search(&parsed, &|| true, &mut |batch| hits.extend(batch));
    }
    for order in [Order::Left, Order::Right, Order::Piece] {
        group.bench_function(format!("order {} of {} places", order.id(), hits.len()), |b| {
            b.iter(|| {
                let mut hits = hits.clone();
                concordance::sort(&mut hits, order, &corpus);
                hits.len()
            });
        });
    }
    group.finish();

    let (segmenter, lexicon) = dictionary();
    let analyses = analyse::analyses(&corpus.documents, &*segmenter, &lexicon);
    let data = Data { corpus: &corpus, analyses: &analyses };
    let mut group = c.benchmark_group("reports of 10,000 documents");
    group.sample_size(10);
    for statistic in STATISTICS {
        let scope = if statistic.needs == Needs::Part { Scope::Piece(500, 0) } else { Scope::Corpus };
        let half = (0..DOCUMENTS / 2).map(Scope::Document);
        let params = Params { word: "志愿者".to_owned(), against: half.collect(), ..Params::default() };
        group.bench_function(statistic.id, |b| b.iter(|| (statistic.run)(black_box(&data), scope, &params).rows.len()));
    }
    group.finish();
}

criterion_group!(benches, analysis, pinyin, engine);
criterion_main!(benches);
