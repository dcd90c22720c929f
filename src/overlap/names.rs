//! Names of places and units in running text, by their endings (市, 街道, 局 …).
//!
//! A name needs a stem of its own: 青石镇 is one, 全镇, 试点社区 and 民政局 are none. What the dictionary has as a common
//! word is no stem unless the whole is down as a place. Rather a name is missed than a word taken for one.

mod words;

use self::words::{BARE, BOTH, COMMON, ELSE, GROUND, NEVER, OTHER, PROVINCES};
use crate::text::safe::is_han;
use crate::text::segment::{Names, Standing, Token, TokenKind};
use crate::text::span::{ByteSpan, head, slice, tail};

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its bytes in the text.
    pub at: ByteSpan,
    /// The place that it begins with, without its ending: 青禾 of 青禾县教育局.
    pub stem: String,
    /// It is a unit: more than the place stands there.
    pub unit: bool,
}

/// Endings of places, the longer first.
const PLACES: &[&str] = &[
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "保护区",
    "开发区",
    "高新区",
    "经开区",
    "街道",
    "社区",
    "新区",
    "片区",
    "林区",
    "灌区",
    "矿区",
    "地区",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "州",
    "盟",
    "旗",
    "路",
    "大道",
    "街",
    "巷",
];

/// Endings of units that follow a place, the longer first.
const UNITS: &[&str] = &[
    "街道办事处",
    "办事处",
    "人民政府",
    "人民法院",
    "人民检察院",
    "检察院",
    "法院",
    "委员会",
    "党工委",
    "党委",
    "党支部",
    "党总支",
    "政府",
    "办公室",
    "管理局",
    "局",
    "厅",
    "委",
    "办",
    "医院",
    "卫生院",
    "卫生服务中心",
    "服务中心",
    "中心",
    "小学",
    "中学",
    "大学",
    "学院",
    "学校",
    "幼儿园",
    "图书馆",
    "文化馆",
    "博物馆",
    "集团",
    "公司",
    "支队",
    "大队",
    "中队",
    "管理所",
    "派出所",
    "所",
    "管理站",
    "站",
];

/// Endings of units that have a stem of their own and need no place.
const ALONE: &[&str] = &["小学", "中学", "幼儿园", "医院", "集团", "公司", "小区"];

/// The most characters of a stem.
const STEM: usize = 4;
/// The most characters between a place and the ending of a unit.
const BETWEEN: usize = 8;

/// What may be a name; whether it is one for sure, and its ending.
struct Candidate {
    name: Name,
    sure: bool,
    ending: &'static str,
}

/// The names of a text, ascending and apart.
///
/// What the dictionary has as a common word is the stem of a name where it follows a place directly (长春市九台区) or is
/// listed beside a name with the same ending (马腿村、大坪村).
pub fn names(text: &str, words: &dyn Names) -> Vec<Name> {
    let mut tokens = Vec::new();
    words.cut(text, &mut tokens);
    let mut found: Vec<Candidate> = (0..tokens.len())
        .filter_map(|number| {
            name_ending_with(text, &tokens, number, words).or_else(|| bare(text, &tokens, number, words))
        })
        .collect();
    // 西宁 of 西宁中学 is no name beside it.
    let wider: Vec<ByteSpan> = found.iter().filter(|c| !c.ending.is_empty() && c.sure).map(|c| c.name.at).collect();
    found.retain(|c| !c.ending.is_empty() || !wider.iter().any(|at| at.overlap(c.name.at).is_some()));
    let mut out: Vec<Name> = Vec::new();
    let mut last_ending = "";
    for (number, Candidate { name, sure, ending }) in found.iter().enumerate() {
        let before = out.last().map(|last| ByteSpan::new(last.at.end.min(name.at.start), name.at.start));
        let directly = out.last().is_some_and(|last| last.at.end == name.at.start && !last.unit);
        let listed = before.is_some_and(|gap| is_listing(slice(text, gap))) && last_ending == *ending;
        let lists = found.get(number + 1).is_some_and(|next| {
            next.sure
                && next.ending == *ending
                && next.name.at.start >= name.at.end
                && is_listing(slice(text, ByteSpan::new(name.at.end, next.name.at.start)))
        });
        if !(*sure || directly || listed || lists) {
            continue;
        }
        match out.last_mut() {
            // 长春/高新区: the longer of two that begin alike.
            Some(last) if name.at.start <= last.at.start && name.at.end > last.at.end => *last = name.clone(),
            Some(last) if name.at.start < last.at.end => continue,
            // 青禾县柳塘镇 is one name.
            Some(last) if directly => {
                last.at.end = name.at.end;
                last.unit = name.unit;
            }
            _ => out.push(name.clone()),
        }
        last_ending = ending;
    }
    out
}

fn is_listing(gap: &str) -> bool {
    matches!(gap, "、" | "和" | "及" | "与")
}

/// A place of administration that the dictionary knows, written without its ending: 深圳, 西宁.
fn bare(text: &str, tokens: &[Token], number: usize, words: &dyn Names) -> Option<Candidate> {
    let token = tokens.get(number).filter(|token| token.kind == TokenKind::Han)?;
    let word = slice(text, token.span());
    let known = |ending: &&str| words.standing(&format!("{word}{ending}")) != Standing::Unknown;
    let behind = tail(text, token.end as usize);
    let part = OTHER.iter().any(|other| behind.starts_with(other));
    // 昌都/市以, where the segmenter has the ending elsewhere.
    let city = behind.strip_prefix('市').is_some_and(|rest| !rest.starts_with(|c| "场民容委政直级区长".contains(c)));
    let is_place = match words.standing(word) {
        Standing::Place => {
            city || BARE.iter().any(known)
                || matches!(word, "香港" | "澳门" | "昌都" | "那曲" | "林芝" | "日喀则" | "哈密" | "吐鲁番")
        }
        Standing::Name => ["市", "自治州"].iter().any(known),
        Standing::Word | Standing::Unknown => false,
    };
    let at = ByteSpan::new(token.start as usize, token.end as usize + if city { '市'.len_utf8() } else { 0 });
    (word.chars().count() >= 2 && is_place && !is_common(word, "") && (city || !ELSE.contains(&word)) && !part)
        .then(|| Candidate { name: Name { at, stem: word.to_owned(), unit: false }, sure: true, ending: "" })
}

/// The name whose place ends with the token `number`.
fn name_ending_with(text: &str, tokens: &[Token], number: usize, words: &dyn Names) -> Option<Candidate> {
    let token = tokens.get(number).filter(|token| token.kind == TokenKind::Han)?;
    let word = slice(text, token.span());
    let place = PLACES.iter().find(|ending| word.ends_with(**ending));
    let (ending, alone) = match place {
        Some(ending) => (*ending, false),
        None => (*ALONE.iter().find(|ending| word.ends_with(**ending))?, true),
    };
    let own = word.strip_suffix(ending)?;
    let whole = !own.is_empty() && is_whole(word, own, ending, words);
    // 欺行霸市 is a word of the dictionary and no place.
    let is_word = !own.is_empty() && words.standing(word) == Standing::Word;
    if !whole && (is_kind(own, ending, words) || is_word && (alone || is_road(ending))) {
        return None;
    }
    let (start, stem, sure) = if whole {
        (token.start as usize, own.to_owned(), true)
    } else if own.is_empty() {
        before(text, tokens, number, ending, words)?
    } else {
        let sure = !is_word && is_stem(own, ending, words);
        (token.start as usize, own.to_owned(), (sure || may_be_stem(own, ending)).then_some(sure)?)
    };
    let place = || matches!(words.standing(&stem), Standing::Place | Standing::Name);
    let wrong = match ending {
        "省" => !PROVINCES.split_whitespace().any(|province| province == stem),
        "州" | "旗" | "盟" | "地区" => !whole && !place(),
        "保护区" | "开发区" | "高新区" | "经开区" | "片区" | "林区" | "灌区" | "矿区" => !place(),
        _ => false,
    };
    if wrong || !whole && is_kind(&stem, ending, words) {
        return None;
    }
    let end = token.end as usize;
    // 朗州路口, 柳塘村民, 安宁区域: the ending is part of another word.
    let next = tail(text, end).chars().next();
    let joins = match ending {
        "村" => "民庄委级镇落",
        "市" => "民场容政级直区长内",
        "区" => "域间别级长内",
        "县" => "城级长域委",
        "省" => "级长会道",
        "街" => "道区巷",
        "镇" => "区长街",
        "乡" => "村镇亲",
        _ => "",
    };
    let cut = next.is_some_and(|next| joins.contains(next));
    if cut && words.standing(word) != Standing::Place && ending.chars().count() == 1 {
        let rank = ending != "省" && next.is_some_and(|next| "长委城区直内级民".contains(next));
        if !rank || own.is_empty() {
            return None;
        }
    }
    let unit_end = if alone {
        body(text, end)
    } else if is_road(ending) {
        None
    } else {
        unit(text, end, ending)
    };
    let start = if alone { widened(text, tokens, start, words) } else { start };
    let at = ByteSpan::new(start, unit_end.unwrap_or(end));
    Some(Candidate { name: Name { at, stem, unit: alone || unit_end.is_some() }, sure, ending })
}

/// Whether the dictionary has `word` as a place, or has it and its stem as one.
fn is_whole(word: &str, own: &str, ending: &str, words: &dyn Names) -> bool {
    let enough = own.chars().count() >= 2 || ending == "县" && !own.chars().any(|c| NEVER.contains(c));
    // 文明城市 is a kind of city, 晋城市 is one.
    let kind = own.ends_with('城') && own.chars().count() > 2 || matches!(word, "大城市" | "大都市");
    let wrong =
        kind || is_road(ending) || is_common(own, ending) || own.starts_with(['各', '全', '本', '我', '该', '此']);
    enough
        && !wrong
        && match words.standing(word) {
            Standing::Place => true,
            Standing::Word | Standing::Name => words.standing(own) == Standing::Place && !is_kind(own, ending, words),
            Standing::Unknown => false,
        }
}

/// Where a unit with a stem of its own ends that another ending follows: 医院管理局, 集团有限公司.
fn body(text: &str, at: usize) -> Option<usize> {
    let endings = ["管理局", "集团有限公司", "集团公司", "股份有限公司", "有限公司", "集团", "公司"];
    endings.iter().find(|ending| tail(text, at).starts_with(**ending)).map(|ending| at + ending.len())
}

/// Where a unit begins whose stem begins at `start`: 中国/盐湖集团, 果洛/海东中学.
fn widened(text: &str, tokens: &[Token], start: usize, words: &dyn Names) -> usize {
    let before = tokens.iter().rfind(|token| token.end as usize == start && token.kind == TokenKind::Han);
    let place = |word: &str| match words.standing(word) {
        Standing::Place => true,
        Standing::Name => !is_common(word, ""),
        Standing::Word | Standing::Unknown => false,
    };
    before
        .filter(|token| {
            let word = slice(text, token.span());
            word.chars().count() >= 2 && !PLACES.iter().any(|ending| word.ends_with(ending)) && place(word)
        })
        .map_or(start, |token| token.start as usize)
}

fn is_road(ending: &str) -> bool {
    matches!(ending, "路" | "大道" | "街" | "巷")
}

/// The stem that stands before the token `number`, which is an ending alone, and whether it is one for sure.
fn before(
    text: &str,
    tokens: &[Token],
    number: usize,
    ending: &str,
    words: &dyn Names,
) -> Option<(usize, String, bool)> {
    let last = number.checked_sub(1).and_then(|before| tokens.get(before))?;
    let stem = slice(text, last.span());
    if last.kind != TokenKind::Han {
        return None;
    }
    if stem.chars().count() >= 2 {
        let sure = is_stem(stem, ending, words);
        if !sure && !may_be_stem(stem, ending) {
            return None;
        }
        let (start, stem) = road_before(text, tokens, number - 1, stem);
        return Some((start, stem, sure));
    }
    // 谢家/滩/乡, 河/湟/中学.
    let first = number.checked_sub(2).and_then(|before| tokens.get(before)).filter(|t| t.kind == TokenKind::Han)?;
    let both = slice(text, ByteSpan::new(first.start as usize, last.end as usize));
    let head = slice(text, first.span());
    let place = |word: &str| matches!(words.standing(word), Standing::Place | Standing::Name);
    let joined =
        if head.chars().count() >= 2 { GROUND.contains(stem) && place(head) } else { place(head) && place(stem) };
    (joined && both.chars().count() <= STEM && !is_common(head, ending))
        .then(|| (first.start as usize, both.to_owned(), true))
}

/// 体育东路 of 体育东路社区, where 东路 is the token before the ending.
fn road_before(text: &str, tokens: &[Token], number: usize, stem: &str) -> (usize, String) {
    let start = tokens.get(number).map_or(0, |token| token.start as usize);
    let before = number.checked_sub(1).and_then(|before| tokens.get(before));
    let is_part = ["东路", "西路", "南路", "北路", "中路", "大道"].contains(&stem);
    match before.filter(|before| is_part && before.kind == TokenKind::Han) {
        Some(before) if slice(text, before.span()).chars().count() >= 2 => {
            (before.start as usize, format!("{}{stem}", slice(text, before.span())))
        }
        _ => (start, stem.to_owned()),
    }
}

/// Whether `stem` makes a common word with its ending: 城市, 地区, 社区.
fn is_kind(stem: &str, ending: &str, words: &dyn Names) -> bool {
    let last = stem.chars().next_back();
    last.is_some_and(|last| match ending {
        // 昌都市 is none.
        "市" if "都门".contains(last) => words.standing(stem) != Standing::Place,
        "市" => "城超股上夜菜楼花集闹".contains(last),
        "区" | "新区" => "地山小社园辖郊灾景校库老市特片街院厂林牧海矿战军选湖功禁疫".contains(last),
        "路" => "公铁道马线思出网电门套销财活".contains(last),
        "村" => "农乡行".contains(last),
        "州" | "旗" => "国红锦军彩旌".contains(last),
        "街" => "大小逛".contains(last),
        _ => false,
    })
}

fn is_common(stem: &str, ending: &str) -> bool {
    let place = matches!(ending, "区" | "市" | "县") && BOTH.contains(&stem);
    !place && COMMON.split_whitespace().any(|common| stem.ends_with(common))
}

/// Whether a common word may be a stem where its neighbours say so.
fn may_be_stem(stem: &str, ending: &str) -> bool {
    stem.chars().count() == 2
        && stem.chars().all(is_han)
        && !is_common(stem, ending)
        && !stem.chars().any(|c| NEVER.contains(c))
}

/// Whether `stem` is that of a name for sure.
fn is_stem(stem: &str, ending: &str, words: &dyn Names) -> bool {
    let count = stem.chars().count();
    if !(2..=STEM).contains(&count) || !stem.chars().all(is_han) || stem.starts_with('各') || is_common(stem, ending) {
        return false;
    }
    match words.standing(stem) {
        Standing::Place | Standing::Name => true,
        Standing::Word | Standing::Unknown if BOTH.contains(&stem) => true,
        // A county that has become a district: 九台.
        Standing::Word | Standing::Unknown
            if ["市", "县", "旗"].iter().any(|old| words.standing(&format!("{stem}{old}")) == Standing::Place) =>
        {
            true
        }
        Standing::Word => false,
        Standing::Unknown => count <= 3 && !stem.chars().any(|c| NEVER.contains(c)) && !has_word(stem, words),
    }
}

/// Whether an unknown stem of three or four characters is a common word and something beside it.
fn has_word(stem: &str, words: &dyn Names) -> bool {
    let two: Vec<char> = stem.chars().collect();
    stem.chars().count() > 2
        && two.windows(2).any(|pair| words.standing(&pair.iter().collect::<String>()) == Standing::Word)
}

/// Where the unit ends that begins with a place ending at `at`.
fn unit(text: &str, at: usize, place: &str) -> Option<usize> {
    let rest = tail(text, at);
    // 大庆市市委市政府: 市委 and 市政府 are words that follow the place.
    let own = rest.strip_prefix(place).and_then(|rest| rest.chars().next());
    if own.is_some_and(|next| "委政党直属".contains(next)) {
        return None;
    }
    for (between, (byte, c)) in rest.char_indices().enumerate() {
        let behind = tail(rest, byte);
        if let Some(ending) = UNITS.iter().find(|ending| behind.starts_with(**ending)) {
            let end = byte + ending.len();
            let next = tail(rest, end).chars().next();
            let last = head(rest, byte).chars().next_back();
            // 常德市中心城区, 青禾县所属, 青石镇办理 are no units.
            let wrong = match *ending {
                "中心" => between == 0 || next.is_some_and(|next| "城区位思小校".contains(next)),
                "所" => {
                    between == 0
                        || last.is_some_and(|last| "一二两三四五六七八九十几".contains(last))
                        || next.is_some_and(|next| "有需在属以辖作做".contains(next))
                }
                "办" => {
                    between > 4 || last == Some('举') || next.is_some_and(|next| "理法事好学公证结".contains(next))
                }
                "政府" => between > 4,
                "委" => between > 2 || next.is_some_and(|next| "托派员".contains(next)),
                "站" => between == 0 || next.is_some_and(|next| "位点在立".contains(next)),
                "局" => next.is_some_and(|next| "部面势限".contains(next)),
                _ => false,
            };
            if !wrong {
                return Some(at + end);
            }
        }
        if between >= BETWEEN || !is_han(c) || "的了在和与及或为是对把被将等到从向由该此每各期".contains(c)
        {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Chinese;

    fn found(text: &str, words: &Chinese) -> Vec<String> {
        names(text, words).iter().map(|name| slice(text, name.at).to_owned()).collect()
    }

    #[test]
    fn names_have_a_stem_and_common_words_are_none() {
        let words = Chinese::new(&[]);
        for (text, expected) in [
            ("组织全局职工学习《常德市市民读本》。", &["常德市"][..]),
            ("青禾县教育局召开会议，柳塘镇人民政府作了发言。", &["青禾县教育局", "柳塘镇人民政府"]),
            ("我市城区各社区、全县各镇村和有关单位", &[]),
            ("城市建设、上市公司、老旧小区、试点社区、联点社区、示范村", &[]),
            ("市民政局、县教育局、区政府办公室印发通知", &[]),
            ("加快建设现代化县城，推动乡村振兴，方便市民群众", &[]),
            ("背街小巷、主次干道、农村公路、工业园区、经济开发区", &[]),
            ("𠀀e\u{301}，ＬＥＤ屏", &[]),
            // Whole, from the highest place to the lowest.
            ("河北省邯郸市涉县、湖南省常德市武陵区", &["河北省邯郸市涉县", "湖南省常德市武陵区"]),
            ("广州市南沙新区和天津市滨海新区", &["广州市南沙新区", "天津市滨海新区"]),
            ("内蒙古自治区乌拉特前旗，全旗上下", &["内蒙古自治区乌拉特前旗"]),
            ("青海省玉树藏族自治州", &["青海省玉树藏族自治州"]),
            ("吉林省长春市九台区", &["吉林省长春市九台区"]),
            ("马腿村、大坪村获评", &["马腿村", "大坪村"]),
            ("君山片区管理局", &["君山片区管理局"]),
            // Places without their ending, but not where they are part of another name.
            ("到深圳、珠海、西宁和香港学习", &["深圳", "珠海", "西宁", "香港"]),
            ("延安精神、长江、祁连山、深圳湾、中国", &[]),
            // Units are taken whole.
            ("香港医院管理局、果洛海东中学", &["香港医院管理局", "果洛海东中学"]),
            ("大庆市市委市政府、大庆市财政局", &["大庆市", "大庆市财政局"]),
            ("西藏自治区昌都市、昌都市以、昌都市教育局", &["西藏自治区昌都市", "昌都市", "昌都市教育局"]),
            ("北京市朝阳区、和平区，朝阳社区、和平年代、光明前景", &["北京市朝阳区", "和平区"]),
            ("山西省大同市", &["山西省大同市"]),
            ("东方市、光明区，东方城市、江南区域、朝阳市场", &["东方市", "光明区"]),
            ("各县区财政局、大城市、大都市、东北地区、网红村、建立健全医院、申报中学、文旅集团", &[]),
            ("合肥市第一所，深圳市共同举办，合肥市第四十六中学", &["合肥市", "深圳市", "合肥市第四十六中学"]),
            ("12条国省干线、澜沧江省境内、大湾区内地、幸福新翁旗", &[]),
            ("高水平医院、高水平科创社区、优质学校、普及普惠县", &[]),
        ] {
            assert_eq!(found(text, &words), expected, "{text}");
        }
    }
}
