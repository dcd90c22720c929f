//! Whole documents: title, lead, numbered sections, signature and date; now and then several pieces in one file, or
//! the debris of a web page around it.

use super::prose::{body, fill, person, sentence, sentences};
use super::random::Random;
use super::words::{Class, Words};

/// Bytes of a piece, least and most.
const LEAST: u64 = 900;
const MOST: u64 = 5300;
/// One document in so many is a compilation, one in so many has a web page's debris.
const COMPILATIONS: u64 = 50;
const PAGES: u64 = 7;

const GENRES: &[&str] = &[
    "工作总结",
    "创建全国文明城市工作总结",
    "半年工作总结",
    "工作情况汇报",
    "工作计划",
    "实施方案",
    "述职述廉报告",
    "经验交流材料",
    "专项整治情况报告",
    "会议上的讲话",
    "调研报告",
    "整改落实情况报告",
];
const DONE: &[&str] = &["主要做法", "主要工作及成效", "工作开展情况", "基本情况", "突出@重点，%#@"];
const ALSO_DONE: &[&str] = &[
    "加强组织领导，落实#责任",
    "强化@#，夯实@基础",
    "突出@重点，%#@",
    "狠抓@#，提升@水平",
    "广泛宣传发动，营造@氛围",
    "健全@机制，推动@#",
];
const WRONG: &[&str] = &["存在的问题", "存在的主要问题和不足", "问题与原因", "@#中的困难"];
const NEXT: &[&str] = &["下一步工作打算", "下一步工作措施", "今后努力方向", "保障措施"];
const SMALLER: &[&str] = &[
    "强化@#",
    "#@，%#",
    "@#到位",
    "抓好@的#",
    "压实@责任",
    "优化@服务",
    "组织领导@",
    "完善@#制度",
    "%推进@#",
    "#@短板",
];
const NUMERALS: &[&str] = &["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// What a document is made with.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    words: &'a Words,
    seed: u64,
}

impl<'a> Maker<'a> {
    /// Documents of `words`, another set for every seed.
    pub const fn new(words: &'a Words, seed: u64) -> Self {
        Self { words, seed }
    }

    /// Document `number`: always the same for a dictionary and a seed.
    pub fn document(&self, number: u64) -> String {
        let mut random = Random::of_document(self.seed, number);
        let random = &mut random;
        let mut out = String::with_capacity(8192);
        let page = random.chance(1, PAGES).then(|| random.below(24));
        if let Some(site) = page {
            head_of_page(site, random, &mut out);
        }
        if random.chance(1, COMPILATIONS) {
            self.compilation(random, &mut out);
        } else {
            self.piece(random, &mut out);
        }
        if let Some(site) = page {
            self.foot_of_page(site, random, &mut out);
        }
        out
    }

    /// A file of one line: a heading and a sentence.
    pub fn line(&self, number: u64) -> String {
        let mut random = Random::of_document(self.seed, number);
        let mut out = body(&mut random);
        out.push('：');
        sentence(self.words, &mut random, &mut out);
        out.push('\n');
        out
    }

    /// Several pieces in one file.
    fn compilation(&self, random: &mut Random, out: &mut String) {
        let pieces = random.between(3, 6);
        let count = NUMERALS.get(pieces as usize - 1).copied().unwrap_or("几");
        out.push_str(&format!("{}{count}篇\n\n", random.pick(GENRES)));
        for number in NUMERALS.iter().take(pieces as usize) {
            out.push_str(&format!("篇{number}："));
            self.piece(random, out);
            out.push('\n');
        }
    }

    /// One piece of writing.
    fn piece(&self, random: &mut Random, out: &mut String) {
        let start = out.len();
        let bytes = random.between(LEAST, MOST) as usize;
        let writer = body(random);
        let year = random.between(2016, 2025);
        let genre = random.pick(GENRES);
        out.push_str(&format!("{writer}{year}年{genre}\n\n"));
        if random.chance(1, 6) {
            out.push_str(&format!("{}〔{year}〕{}号\n\n", &writer, random.between(1, 90)));
        }
        if random.chance(1, 4) {
            out.push_str(random.pick(&["各位领导、同志们：\n\n", "市人民政府：\n\n", "县创建办：\n\n"]));
        }
        let room = |out: &String| bytes.saturating_sub(out.len() - start);
        let share = room(out) / 9;
        sentences(share, self.words, random, out);
        out.push_str(random.pick(&["现将有关情况汇报如下：\n\n", "现总结如下：\n\n", "\n\n", "\n\n"]));

        let done = random.between(1, 3);
        let sections = done + 2;
        for number in 0..sections {
            let names = match number {
                0 => DONE,
                _ if number < done => ALSO_DONE,
                _ if number == done => WRONG,
                _ => NEXT,
            };
            let numeral = NUMERALS.get(number as usize).copied().unwrap_or("十");
            out.push_str(numeral);
            out.push('、');
            fill(random.pick(names), self.words, random, out);
            out.push_str("\n\n");
            let left = (sections - number) as usize;
            let bytes = room(out).saturating_sub(120) / left;
            self.section(bytes, number < done, random, out);
        }
        match random.below(4) {
            0 => out.push_str("特此报告。\n\n"),
            1 => out.push_str("以上报告，请审议。\n\n"),
            _ => {}
        }
        out.push_str(&format!("{writer}\n{year}年{}月{}日\n", random.between(1, 12), random.between(1, 28)));
        if random.chance(1, 8) {
            let who = person(self.words, random);
            out.push_str(&format!("\n（联系人：{who}，联系电话：0000-{}）\n", random.between(1_000_000, 9_999_999)));
        }
    }

    /// The text below a heading of the first level, of about `bytes` bytes.
    fn section(&self, bytes: usize, deep: bool, random: &mut Random, out: &mut String) {
        let parts = (bytes / 300).clamp(1, 5) as u64;
        let parts = if deep { random.between(parts.min(2), parts) } else { parts.min(3) };
        let each = bytes / parts as usize;
        let manner = random.below(5);
        for number in 0..parts {
            let numeral = NUMERALS.get(number as usize).copied().unwrap_or("十");
            let mut heading = String::new();
            fill(random.pick(SMALLER), self.words, random, &mut heading);
            match manner {
                // Headings alone on their line, with a third level below the long ones.
                0 | 1 if deep && parts > 1 => {
                    out.push_str(&format!("（{numeral}）{heading}\n\n"));
                    if each > 500 && manner == 0 {
                        for item in 1..=2 {
                            fill(&format!("{item}.#@@。"), self.words, random, out);
                            sentences(each / 2 - 60, self.words, random, out);
                            out.push_str("\n\n");
                        }
                        continue;
                    }
                }
                // Headings that run into their paragraph.
                2 if parts > 1 => out.push_str(&format!("（{numeral}）{heading}。")),
                3 if parts > 1 => out.push_str(&format!("{numeral}是{heading}。")),
                4 if parts > 1 => out.push_str(&format!("{}.{heading}。", number + 1)),
                _ => {}
            }
            sentences(each.saturating_sub(40), self.words, random, out);
            out.push_str("\n\n");
        }
    }

    /// What a page has below its text.
    fn foot_of_page(&self, site: u64, random: &mut Random, out: &mut String) {
        for way in ["上一篇", "下一篇"] {
            let (who, what) = (body(random), random.pick(GENRES));
            out.push_str(&format!("\n{way}：{who}{what}"));
        }
        out.push_str("\n相关链接\n");
        for _ in 0..random.between(2, 4) {
            let what = self.words.draw(Class::Thing, random);
            out.push_str(&format!("{}关于{what}的{}\n", body(random), random.pick(GENRES)));
        }
        let name = site_name(site);
        out.push_str(&format!("\n【打印本页】 【关闭窗口】\n版权所有：{name}人民政府办公室 备案号：0000{site:04}号\n"));
    }
}

/// The place whose government has site number `site`.
fn site_name(site: u64) -> String {
    let mut random = Random::of_document(0, site);
    super::prose::place(&mut random)
}

/// What a page has above its text.
fn head_of_page(site: u64, random: &mut Random, out: &mut String) {
    let name = site_name(site);
    out.push_str(&format!("{name}人民政府\n首页 | 政务公开 | 政务服务 | 互动交流 | 走进{name}\n"));
    out.push_str(&format!(
        "当前位置：首页 > 政务公开 > {}\n",
        random.pick(&["工作总结", "计划总结", "镇街信息", "部门动态"])
    ));
    out.push_str(&format!(
        "发布时间：{}-{:02}-{:02} 来源：{name}人民政府 浏览次数：{} 【字体：大 中 小】\n\n",
        random.between(2016, 2025),
        random.between(1, 12),
        random.between(1, 28),
        random.between(10, 9000),
    ));
}

#[cfg(test)]
mod tests {
    use super::super::words::sample;
    use super::*;

    /// A hash that is the same everywhere (FNV-1a).
    fn hash(text: &str) -> u64 {
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
    }

    #[test]
    fn a_document_is_the_same_on_every_run_and_machine() -> anyhow::Result<()> {
        let words = sample()?;
        let maker = Maker::new(&words, 1);
        let all: String = (0..200).map(|number| maker.document(number)).collect();
        assert_eq!(maker.document(17), maker.document(17));
        assert_ne!(maker.document(17), maker.document(18));
        assert_ne!(maker.document(17), Maker::new(&words, 2).document(17));
        assert_eq!(hash(&all), HASH, "documents are made otherwise than before; if that is wanted, note the new hash");
        Ok(())
    }

    const HASH: u64 = 7_219_467_356_375_299_995;

    #[test]
    fn documents_have_the_parts_of_official_writing() -> anyhow::Result<()> {
        let words = sample()?;
        let maker = Maker::new(&words, 1);
        let all: Vec<String> = (0..300).map(|number| maker.document(number)).collect();
        let of = |mark: &str| all.iter().filter(|text| text.contains(mark)).count();
        assert_eq!(of("一、"), 300);
        assert!(of("（一）") > 60 && of("一是") > 20 && of("1.") > 20);
        assert!((1..20).contains(&of("篇一：")), "{}", of("篇一："));
        assert!((20..80).contains(&of("当前位置")), "{}", of("当前位置"));
        let mean = all.iter().map(String::len).sum::<usize>() / all.len();
        assert!((3000..3900).contains(&mean), "{mean}");
        Ok(())
    }

    #[test]
    fn a_tiny_document_is_one_line() -> anyhow::Result<()> {
        let words = sample()?;
        let line = Maker::new(&words, 1).line(5);
        assert_eq!(line.lines().count(), 1);
        Ok(())
    }
}
