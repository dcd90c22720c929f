//! Names of places and units in running text, by their endings (市, 街道, 局 …).
//!
//! A name needs a stem of its own: 青石镇 is one, 全镇, 试点社区 and 民政局 are none. What the dictionary has as a common
//! word is no stem unless the whole is down as a place. Rather a name is missed than a word taken for one.

use crate::text::safe::is_han;
use crate::text::segment::{Names, Standing, Token, TokenKind};
use crate::text::span::{ByteSpan, slice, tail};

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
    "自治区",
    "自治州",
    "自治县",
    "街道",
    "社区",
    "新区",
    "省",
    "市",
    "县",
    "区",
    "镇",
    "乡",
    "村",
    "州",
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

/// Words before an ending that make no name, though the dictionary may not have them or have them as names.
const COMMON: &str = "康复 评标 联点 联村 包联 包点 包村 包保 挂点 挂联 挂钩 结对 驻点 驻村 帮扶 \
    帮带 试点 示范 重点 样板 城郊 城乡 城中 城关 老旧 共建 创建 创文 创城 创卫 \
    智慧 平安 美丽 幸福 文明 和谐 绿色 无讼 行政 自然 中心 所属 所辖 下属 下辖 \
    直属 相关 有关 各级 其他 以及 贫困 脱贫 软弱 涣散 后进 先进 典型 工业 产业 \
    经济 开发 高新 保税 商业 步行 住宅 居民 农村 城市 地级 县级 省级 国家 全国 \
    全省 全市 全县 全区 全镇 东部 西部 南部 北部 中部 沿海 沿江 沿线 周边 毗邻 \
    相邻 邻近 附近 主城 中心城 老城 新城 古城 县城 镇区 城区 林区 山区 库区 \
    牧区 景区 校区 园区 厂区 辖区 片区 街区 社区 院区 小区 疫区 灾区 地区 郊区 \
    特区 市区 选区 军区 战区 功能 生活 办公 核心 缓冲 保护 示范性 实验 人民 \
    附属 中医 专科 综合 定点 民营 公办 民办 物业 保险 建筑 国有 上市 股份 有限 \
    责任 主干 主次 背街 沿街 大街 致富 断头 柏油 水泥 道路 公路 铁路 线路 思路 \
    出路 马路 网路 电路 十字 丁字 三岔 乡村 村镇 集镇 市镇 重镇 特色 小城 建制 \
    中国 我国 本省 本市 大中 中小 兄弟 友好 姐妹 卫生 园林 宜居 森林 海绵 韧性 \
    生态 美化 关联 新村 东村 西村 交通 信用 诚信 书香 健康 法治 数字 无废 低碳 \
    历史 文化 红色 旅游 农业 移民 搬迁 安置 空心 合并 撤并 优秀 星级 模范 标杆 \
    精品 亮点 难点 整个 每个 一个 两个 几个 多个 部分 个别 少数 多数 大多 所有 \
    任何 原有 现有 新建 在建 已建 涉及 走进 进入 深入 来到 前往 奔赴 走访 位于 \
    组织 指导 督促 协助 联合 会同 带领 率领 同心 友邻 睦邻 零工 网格 党建 综治 \
    信访 反诈 禁毒 无毒 无传销 完整 学习 老年 儿童 青年 妇女 职工 军民 双拥 \
    民族 宗教 涉农 城镇 商圈 夜间 早餐 百强 千强 十强 高铁 空港 临港 自由 贸易 \
    科技 金融 跨境 电商 试验 先行 引领 集聚 协作 合作 度假 风景 名胜 自治 直辖 \
    计划 单列 副省 设区 资源 枯竭 三线 一线 二线";

/// Characters with which no stem is written: of grammar, number and rank.
const NEVER: &str = "的了在和与及或为是对把被将等到从向往由于并但而且又也都各全本我该此每某几两二三四五六七八九十百千万多所有这那其他她它们\
    名户次年月日时内外前后以之个级处只就要使让做有无不没可能会去来进出入至省市县区镇乡村街路巷党";

/// The most characters of a stem.
const STEM: usize = 4;
/// The most characters between a place and the ending of a unit.
const BETWEEN: usize = 8;

/// The names of a text, ascending and apart.
pub fn names(text: &str, words: &dyn Names) -> Vec<Name> {
    let mut tokens = Vec::new();
    words.cut(text, &mut tokens);
    let mut out: Vec<Name> = Vec::new();
    for number in 0..tokens.len() {
        let Some(found) = name_ending_with(text, &tokens, number, words) else { continue };
        match out.last_mut() {
            Some(last) if found.at.start < last.at.end => {}
            // 青禾县柳塘镇 is one name.
            Some(last) if found.at.start == last.at.end && !last.unit => {
                last.at.end = found.at.end;
                last.unit = found.unit;
            }
            _ => out.push(found),
        }
    }
    out
}

/// The name whose place ends with the token `number`.
fn name_ending_with(text: &str, tokens: &[Token], number: usize, words: &dyn Names) -> Option<Name> {
    let token = tokens.get(number).filter(|token| token.kind == TokenKind::Han)?;
    let word = slice(text, token.span());
    let place = PLACES.iter().find(|ending| word.ends_with(**ending));
    let (ending, alone) = match place {
        Some(ending) => (*ending, false),
        None => (*ALONE.iter().find(|ending| word.ends_with(**ending))?, true),
    };
    let own = word.strip_suffix(ending)?;
    // 欺行霸市 is a word of the dictionary and no place.
    if is_kind(own, ending) || !own.is_empty() && words.standing(word) == Standing::Word {
        return None;
    }
    let (start, stem) = if own.is_empty() {
        before(text, tokens, number, words)?
    } else {
        let whole = words.standing(word) == Standing::Place && !is_road(ending);
        (token.start as usize, is_stem(own, words, whole).then(|| own.to_owned())?)
    };
    if is_kind(&stem, ending) {
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
    let unit_end = if alone || is_road(ending) { None } else { unit(text, end) };
    let at = ByteSpan::new(start, unit_end.unwrap_or(end));
    Some(Name { at, stem, unit: alone || unit_end.is_some() })
}

fn is_road(ending: &str) -> bool {
    matches!(ending, "路" | "大道" | "街" | "巷" | "州" | "旗")
}

/// The stem that stands before the token `number`, which is an ending alone: a token, or two or three of one character.
fn before(text: &str, tokens: &[Token], number: usize, words: &dyn Names) -> Option<(usize, String)> {
    let last = number.checked_sub(1).and_then(|before| tokens.get(before))?;
    let stem = slice(text, last.span());
    if last.kind == TokenKind::Han && stem.chars().count() >= 2 {
        return is_stem(stem, words, false).then(|| road_before(text, tokens, number - 1, stem));
    }
    None
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
fn is_kind(stem: &str, ending: &str) -> bool {
    let last = stem.chars().next_back();
    last.is_some_and(|last| match ending {
        "市" => "城都门超股上夜菜楼花集闹".contains(last),
        "区" | "新区" => "地山小社园辖郊灾景校库老市特片街院厂林牧海矿战军选湖功禁疫".contains(last),
        "路" => "公铁道马线思出网电门套销财活".contains(last),
        "村" => "农乡行".contains(last),
        "州" | "旗" => "国红锦军彩旌".contains(last),
        "街" => "大小逛".contains(last),
        _ => false,
    })
}

/// Whether `stem` may be that of a name; `whole` when the dictionary has it with its ending as a place.
fn is_stem(stem: &str, words: &dyn Names, whole: bool) -> bool {
    let count = stem.chars().count();
    if !(2..=STEM).contains(&count)
        || !stem.chars().all(is_han)
        || COMMON.split(' ').any(|common| stem.ends_with(common))
    {
        return false;
    }
    whole
        || match words.standing(stem) {
            Standing::Place | Standing::Name => true,
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
fn unit(text: &str, at: usize) -> Option<usize> {
    let rest = tail(text, at);
    for (between, (byte, c)) in rest.char_indices().enumerate() {
        let behind = tail(rest, byte);
        if let Some(ending) = UNITS.iter().find(|ending| behind.starts_with(**ending)) {
            let end = byte + ending.len();
            let next = tail(rest, end).chars().next();
            // 常德市中心城区, 青禾县所属, 青石镇办理 are no units.
            let wrong = match *ending {
                "中心" => between == 0 || next.is_some_and(|next| "城区位思小校".contains(next)),
                "所" => between == 0 || next.is_some_and(|next| "有需在属以辖作做".contains(next)),
                "办" => between > 4 || next.is_some_and(|next| "理法事好学公证结".contains(next)),
                "委" => between > 2 || next.is_some_and(|next| "托派员".contains(next)),
                "站" => between == 0 || next.is_some_and(|next| "位点在立".contains(next)),
                "局" => next.is_some_and(|next| "部面势限".contains(next)),
                _ => false,
            };
            if !wrong {
                return Some(at + end);
            }
        }
        if between >= BETWEEN || !is_han(c) || "的了在和与及或为是对把被将等到从向由该此每各".contains(c)
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
        ] {
            assert_eq!(found(text, &words), expected, "{text}");
        }
    }
}
