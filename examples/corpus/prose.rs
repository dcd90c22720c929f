//! Names, figures, clauses, sentences and paragraphs as official writing has them.

use super::random::Random;
use super::words::{Class, Words};

/// Turns that every piece of official writing is full of; `@` stands for a thing, `#` for a deed, `%` for a manner,
/// `~` for a place, `0` for a figure.
const CLAUSES: &[&str] = &[
    "坚持以@为抓手",
    "围绕@和@#",
    "扎实推进@#工作",
    "进一步加强@#",
    "%开展@#活动",
    "切实抓好@的#",
    "建立健全@#机制",
    "着力#@的@",
    "组织@对@进行#",
    "累计#@0个",
    "共开展@活动0次",
    "发放宣传资料0份",
    "出动人员0人次",
    "清理@0处",
    "投入资金0万元",
    "受理群众反映@0件",
    "整改率达到1%",
    "同比增长1%",
    "较去年提高0个百分点",
    "成立由@任组长的@领导小组",
    "制定@#实施方案",
    "把@纳入@#内容",
    "落实@责任",
    "@意识不断增强",
    "@水平明显提升",
    "群众满意度进一步提高",
    "在~设立@0个",
    "对~的@逐一#",
    "会同~开展联合#",
    "为@提供%的@",
    "推动@与@深度融合",
    "以@促@",
    "有效解决了@#的问题",
    "取得了%的成效",
    "形成了@#的良好氛围",
    "创建文明城市工作有序推进",
    "志愿者深入社区#@",
    "营商环境持续优化",
    "@存在%的问题",
    "@还不够%",
    "部分@#不到位",
    "少数@对@认识不足",
];

const OPENINGS: &[&str] = &[
    "今年以来，",
    "上半年，",
    "一年来，",
    "同时，",
    "在此基础上，",
    "针对@问题，",
    "按照上级关于@#的要求，",
    "为#@，",
    "截至目前，",
    "下一步，",
    "在~的大力支持下，",
    "通过@#，",
];

const PLACES: &str = "安北昌春达东方丰福高古广桂海河和恒华江金景康兰岭龙美明南宁平青清庆泉荣瑞山石顺松泰天桐万旺文溪香新兴秀阳永玉云泽正竹柳枫芦杏沐棠榆霞澄浦湾洲塘坪堰渡";
const LEVELS: &[&str] = &["市", "县", "区", "镇", "乡", "街道", "社区", "村"];
const BODIES: &[&str] = &[
    "民政局",
    "教育局",
    "水利局",
    "卫生健康局",
    "交通运输局",
    "城市管理局",
    "市场监督管理局",
    "农业农村局",
    "文化和旅游局",
    "住房和城乡建设局",
    "应急管理局",
    "人力资源和社会保障局",
    "图书馆",
    "中心卫生院",
    "第一小学",
    "供销社",
];
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文";

fn character(of: &str, random: &mut Random) -> char {
    of.chars().nth(random.below(of.chars().count() as u64) as usize).unwrap_or('一')
}

/// A place nobody has heard of, as 柳溪街道.
pub fn place(random: &mut Random) -> String {
    let mut name = String::from(character(PLACES, random));
    name.push(character(PLACES, random));
    name + random.pick(LEVELS)
}

/// A body that writes, as 青禾县水利局 or 柳溪街道.
pub fn body(random: &mut Random) -> String {
    let mut name = place(random);
    if random.chance(3, 5) {
        name.push_str(random.pick(BODIES));
    }
    name
}

/// The name of a person.
pub fn person(words: &Words, random: &mut Random) -> String {
    if random.chance(1, 3) {
        return words.draw(Class::Person, random).to_owned();
    }
    let mut name = String::from(character(SURNAMES, random));
    name.extend(words.draw(Class::Any, random).chars().take(2));
    name
}

/// A number as figures are written.
fn figure(random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("{}余", random.between(1, 99) * 10),
        1 => format!("{}.{}", random.between(1, 99), random.between(1, 9)),
        2 => random.between(1000, 99_999).to_string(),
        _ => random.between(2, 600).to_string(),
    }
}

/// Appends `turn` with its marks filled in.
pub fn fill(turn: &str, words: &Words, random: &mut Random, out: &mut String) {
    for c in turn.chars() {
        let class = match c {
            '@' => Class::Thing,
            '#' => Class::Deed,
            '%' if !out.ends_with(|c: char| c.is_ascii_digit()) => Class::Manner,
            '~' if random.chance(1, 2) => Class::Place,
            '~' => {
                out.push_str(&place(random));
                continue;
            }
            '0' => {
                out.push_str(&figure(random));
                continue;
            }
            '1' => {
                out.push_str(&format!("{}.{}", random.between(60, 99), random.between(0, 9)));
                continue;
            }
            other => {
                out.push(other);
                continue;
            }
        };
        out.push_str(words.draw(class, random));
    }
}

/// Appends a clause.
fn clause(words: &Words, random: &mut Random, out: &mut String) {
    match random.below(20) {
        0..=12 => fill(random.pick(CLAUSES), words, random, out),
        13 => out.push_str(words.draw(Class::Idiom, random)),
        14 => {
            out.push_str(&body(random));
            fill("@#%", words, random, out);
        }
        15 => {
            out.push_str(&person(words, random));
            fill("同志#@", words, random, out);
        }
        16 => fill("“@#”、“@”等@", words, random, out),
        // Words of any kind after one another: what the dictionary has apart from the turns above.
        _ => {
            for _ in 0..random.between(4, 9) {
                out.push_str(words.draw(Class::Any, random));
            }
        }
    }
}

/// Appends a sentence with its mark.
pub fn sentence(words: &Words, random: &mut Random, out: &mut String) {
    if random.chance(1, 4) {
        fill(random.pick(OPENINGS), words, random, out);
    }
    let clauses = random.between(2, 5);
    for number in 0..clauses {
        clause(words, random, out);
        let last = number + 1 == clauses;
        out.push(match (last, random.below(12)) {
            (true, 0) => '；',
            (true, _) => '。',
            (false, 0) => '、',
            (false, _) => '，',
        });
    }
    if out.ends_with('；') {
        clause(words, random, out);
        out.push('。');
    }
}

/// Appends sentences of about `bytes` bytes together, at least one.
pub fn sentences(bytes: usize, words: &Words, random: &mut Random, out: &mut String) {
    let end = out.len() + bytes;
    loop {
        sentence(words, random, out);
        if out.len() >= end {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::sample;
    use super::*;

    #[test]
    fn marks_are_filled_in_and_percent_signs_stay() -> anyhow::Result<()> {
        let words = sample()?;
        let mut out = String::new();
        fill("%#@0个1%~。", &words, &mut Random::new(3), &mut out);
        assert!(out.starts_with("扎实") && out.contains('%') && out.ends_with('。'), "{out}");
        assert!(!out.contains(['@', '#', '~']), "{out}");
        Ok(())
    }

    #[test]
    fn sentences_reach_their_size_and_end_with_a_full_stop() -> anyhow::Result<()> {
        let words = sample()?;
        for seed in 0..50 {
            let mut out = String::new();
            sentences(600, &words, &mut Random::new(seed), &mut out);
            assert!((600..1500).contains(&out.len()) && out.ends_with('。'), "{out}");
        }
        Ok(())
    }
}
