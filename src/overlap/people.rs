//! Persons in running text: a surname and a name before a title (张三局长, 李四同志), or a surname before one (王书记).

use crate::text::safe::is_han;
use crate::text::segment::{Names, Standing, Token};
use crate::text::span::{ByteSpan, first_chars, head, last_chars, slice, tail};

/// The common surnames (after the census of 2010), those of two characters first.
const DOUBLE: &[&str] =
    &["欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯"];
const SINGLE: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜\
    戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦\
    季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植\
    甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边";

/// Surnames that are seldom a word before a title: 任书记 and 时主任 may be, 王书记 is a person.
const CLEAR: &str = "王李张刘陈杨赵黄周吴徐孙胡朱郭罗梁宋郑谢韩唐冯董萧肖曹袁邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶潘杜戴姚谭廖邹熊郝崔邱秦邵孟\
    尹黎贺赖龚庞樊";

/// Titles, the longer first where one begins another.
const TITLES: &[&str] = &[
    "局长",
    "书记",
    "主任",
    "镇长",
    "乡长",
    "县长",
    "市长",
    "区长",
    "省长",
    "村长",
    "院长",
    "校长",
    "所长",
    "站长",
    "队长",
    "科长",
    "处长",
    "厅长",
    "部长",
    "主席",
    "同志",
    "经理",
    "总经理",
    "董事长",
    "秘书长",
    "调研员",
    "组长",
    "社长",
    "会长",
    "园长",
    "馆长",
    "老师",
    "医生",
    "教授",
    "先生",
    "女士",
    "副局长",
    "副书记",
    "副主任",
    "副镇长",
    "副乡长",
    "副县长",
    "副市长",
    "副区长",
    "副院长",
    "副校长",
    "副所长",
    "副站长",
    "副队长",
    "副科长",
    "副处长",
    "副厅长",
    "副部长",
    "副主席",
    "副组长",
    "政委",
    "网格员",
    "支书",
    "党组书记",
    "党委书记",
    "党支部书记",
    "支部书记",
    "大队长",
    "支队长",
    "中队长",
    "常务副局长",
    "常务副县长",
    "常务副市长",
];

/// Words for what somebody does, before whose name they stand: 志愿者张群.
const ROLES: &[&str] = &[
    "志愿者",
    "记者",
    "民警",
    "教师",
    "护士",
    "辅警",
    "社工",
    "楼长",
    "楼栋长",
    "居民",
    "村民",
    "负责人",
    "工作人员",
    "当事人",
    "创始人",
    "联系人",
];

/// Persons who stand in official writing everywhere.
const KNOWN: &[&str] = &[
    "习近平",
    "毛泽东",
    "邓小平",
    "江泽民",
    "胡锦涛",
    "周恩来",
    "刘少奇",
    "朱德",
    "雷锋",
    "焦裕禄",
    "孔繁森",
    "杨善洲",
    "黄大年",
    "张桂梅",
    "李克强",
    "李强",
    "王进喜",
    "谷文昌",
    "黄文秀",
    "廖俊波",
    "郭明义",
    "白求恩",
    "张富清",
    "钟南山",
    "袁隆平",
];

/// What the dictionary has as a name and that is seldom a person's: sights, villages, words.
const SIGHTS: &[&str] = &[
    "王府井",
    "魏公村",
    "唐人街",
    "唐宁街",
    "黄鹤楼",
    "卢沟桥",
    "赵州桥",
    "李官桥",
    "周各庄",
    "庞各庄",
    "崔各庄",
    "周口店",
    "祝福",
];

/// What persons with a title do: it is no part of a name, and a name may end before it.
const DOING: &[&str] = &[
    "要求", "开展", "指出", "强调", "介绍", "表示", "带队", "主持", "参加", "汇报", "部署", "讲话", "出席", "宣读",
    "负责", "牵头", "调研", "检查", "传达", "致辞", "陪同", "率队", "发言", "总结", "通报", "宣布", "告诉", "认为",
];

/// The persons of a text: the bytes of their names with their titles, and the name.
pub fn people(text: &str, words: &dyn Names) -> Vec<(ByteSpan, String)> {
    let mut tokens = Vec::new();
    words.cut(text, &mut tokens);
    let word = |token: &Token| slice(text, token.span());
    let mut out = Vec::new();
    for (number, token) in tokens.iter().enumerate() {
        if !TITLES.contains(&word(token)) {
            // 工会主席 is one word.
            let role = ROLES.contains(&word(token));
            if role || TITLES.iter().any(|title| word(token).ends_with(title)) {
                listed(text, token.end as usize, role, &tokens, words, &mut out);
            }
            continue;
        }
        // One to three tokens before the title are the name, the longest that can be one.
        let named = (1..=3_usize).rev().find_map(|count| {
            let parts = tokens.get(number.checked_sub(count)?..number)?;
            let start = parts.first()?.start as usize;
            let name = slice(text, ByteSpan::new(start, token.start as usize));
            is_person(name, &parts.iter().map(word).collect::<Vec<_>>(), words).then(|| (start, name.to_owned()))
        });
        if let Some((start, name)) = named {
            out.push((ByteSpan::new(start, token.end as usize), name));
        } else {
            listed(text, token.end as usize, false, &tokens, words, &mut out);
        }
    }
    appointed(text, words, &mut out);
    out.sort_by_key(|(at, _)| *at);
    out
}

/// The persons who are said to be something: 由李明担任办公室主任.
fn appointed(text: &str, words: &dyn Names, out: &mut Vec<(ByteSpan, String)>) {
    for (byte, _) in text.match_indices("担任").chain(text.match_indices("兼任")) {
        let before = head(text, byte);
        let name = [4, 3, 2].into_iter().map(|count| last_chars(before, count)).find(|name| {
            let begins = head(before, before.len() - name.len()).chars().next_back();
            let begins = begins.is_none_or(|c| "由、和，,。；;：:\n　 ".contains(c));
            begins && name.chars().all(is_han) && name.chars().count() >= 2 && is_person(name, &[name], words)
        });
        let Some(name) = name else { continue };
        let at = ByteSpan::new(byte - name.len(), byte);
        if out.iter().all(|(other, _)| other.overlap(at).is_none()) {
            out.push((at, name.to_owned()));
        }
    }
}

/// How far back another person may stand for a name to be taken that is cut like 董/方平, in bytes.
const BESIDE: usize = 40;

/// The persons that follow a title at `from`, one after the other: 副局长李明、王小平和赵国强任副组长. After a `role` only
/// a clear surname counts.
fn listed(text: &str, from: usize, role: bool, tokens: &[Token], words: &dyn Names, out: &mut Vec<(ByteSpan, String)>) {
    // 省长 孟凡利
    let blanks = tail(text, from).chars().take_while(|c| matches!(c, ' ' | '\u{3000}')).take(2);
    let blanks: usize = blanks.map(char::len_utf8).sum();
    let mut start = from + blanks;
    loop {
        let rest = tail(text, start);
        let clear = rest.chars().next().is_some_and(|c| CLEAR.contains(c));
        let beside = out.last().is_some_and(|(last, _)| last.end + BESIDE > start);
        let name = [4, 3, 2].into_iter().map(|count| first_chars(rest, count)).find(|name| {
            let next = tail(rest, name.len()).chars().next();
            let ends =
                next.is_none_or(|c| "任担兼说称、，,和及。；;（(：:\n".contains(c)) || blanks > 0 && next == Some(' ');
            let ends = ends || clear && DOING.iter().any(|doing| tail(rest, name.len()).starts_with(doing));
            let ends = ends
                || clear && name.chars().count() > 2 - usize::from(role) && is_cut(name, start, beside, tokens, words);
            // 志愿者张贴: what the dictionary has in two characters is more often a word.
            let known = role && name.chars().count() == 2 && words.standing(name) != Standing::Unknown;
            ends && !known
                && (clear || !role)
                && name.chars().all(is_han)
                && name.chars().count() >= 2
                && is_person(name, &[name], words)
        });
        let Some(name) = name else { return };
        let end = start + name.len();
        out.push((ByteSpan::new(start, end), name.to_owned()));
        let Some(next) = tail(text, end).chars().next().filter(|c| matches!(c, '、' | '和')) else { return };
        start = end + next.len_utf8();
    }
}

/// Whether the segmenter has `name` at `start` as one token; `beside` another person, or where the given name is a place
/// (罗/东川), also as a surname and one token.
fn is_cut(name: &str, start: usize, beside: bool, tokens: &[Token], words: &dyn Names) -> bool {
    let end = start + name.len();
    let mut inside = tokens.iter().skip_while(|token| (token.start as usize) < start);
    let Some(first) = inside.next().filter(|token| token.start as usize == start) else { return false };
    let surname = name.chars().next().map_or(0, char::len_utf8);
    first.end as usize == end
        || (beside || words.standing(tail(name, surname)) == Standing::Place)
            && first.end as usize == start + surname
            && inside.next().is_some_and(|token| token.end as usize == end)
}

/// Whether `name`, cut into `parts`, is that of a person.
fn is_person(name: &str, parts: &[&str], words: &dyn Names) -> bool {
    let surname = DOUBLE.iter().find(|surname| name.starts_with(**surname)).map_or(1, |_| 2);
    let first = name.chars().next();
    let count = name.chars().count();
    // 张家口, 李家庄
    let village = name.chars().nth(1) == Some('家') && words.standing(name) != Standing::Unknown;
    if KNOWN.contains(&name)
        || SIGHTS.contains(&name)
        || village
        || !name.chars().all(is_han)
        || surname == 1 && !first.is_some_and(|c| SINGLE.contains(c))
    {
        return false;
    }
    let given = count.checked_sub(surname).unwrap_or(usize::MAX);
    match given {
        0 => surname == 2 || first.is_some_and(|c| CLEAR.contains(c)),
        1 | 2 => {
            // 任丘/市长, 安康/市委书记
            if parts.len() == 1 && words.standing(name) == Standing::Place {
                return false;
            }
            // A word that is no name is no part of one: 党组 书记, 高级 经理.
            let common = |part: &&str| part.chars().count() > 1 && words.standing(part) == Standing::Word;
            let does = DOING.iter().any(|doing| name.ends_with(doing));
            let odd = |c: char| {
                "的了在和与及或为是对把被将等各本我该副总党组级任现原前长员说称讲作院局处科厅委站".contains(c)
            };
            !does
                && !parts.iter().any(common)
                && words.standing(name) != Standing::Word
                && !name.chars().skip(surname).any(odd)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::Chinese;

    #[test]
    fn persons_have_a_surname_and_a_title() {
        let words = Chinese::new(&[]);
        for (text, expected) in [
            ("由熊伟明局长亲自调度，李四同志负责。", &["熊伟明局长", "李四同志"][..]),
            ("王书记到现场，欧阳主任作了说明。", &["王书记", "欧阳主任"]),
            ("局长熊伟明任组长,副局长李巨明、戴平和周晓平任副组长", &["熊伟明", "李巨明", "戴平", "周晓平"]),
            ("主任高度重视、书记任组长、主任单位、局长要求，书记和主任、主任方面，各校长", &[]),
            ("党组书记、领导小组组长、各部门主任、高级经理和全体同志", &[]),
            ("由曹立飞担任办公室主任，李𠀀担任，由专人担任、由其兼任，孙大力兼任组长", &["曹立飞", "李𠀀", "孙大力"]),
            ("书记由局长担任，职工担任志愿者，长期担任、党员担任网格员，由村干部担任", &[]),
            ("习近平同志、总书记、担任书记、任书记、副局长带队", &[]),
            ("𠀀e\u{301}同志", &[]),
            ("志愿者张群说，村民王小平种菜，记者李晓燕报道", &["张群", "王小平", "李晓燕"]),
            ("志愿者高度评价，居民高兴，村民安全，教师周末值班，志愿者张贴海报、记者王府井采访", &[]),
            ("宣传部部长吴铁城受市委委托，主任徐晶纯向记者介绍", &["吴铁城", "徐晶纯"]),
            ("政法委书记郭生元,副市长董方平出席", &["郭生元", "董方平"]),
            ("书记王要求、主任张开展、局长 宣读文件", &[]),
            ("记者张家口报道，主任李家庄、任丘市长致辞", &[]),
            ("院长罗东川到山西省大同市调研，主任到东川", &["罗东川"]),
            ("卫生院院长、强（副乡长）、时，薛处长到场", &["薛处长"]),
            ("志愿者张望、村民张罗、居民许可", &[]),
            ("省长 孟凡利\n镇长\u{3000}李大山", &["孟凡利", "李大山"]),
        ] {
            let found: Vec<&str> = people(text, &words).iter().map(|(at, _)| slice(text, *at)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
