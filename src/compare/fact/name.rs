//! Names by their form: persons with an office word (局长张某, 王某某同志), units and places by their endings.
//!
//! Without a dictionary: where a name begins is told by what cannot be part of it. Used for places that changed only.

use super::FactKind;
use crate::text::safe::is_han;
use crate::text::span::{ByteSpan, first_chars, head, last_chars, slice, tail};

/// Common surnames of one character, after the census of 2020.
const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅\
    钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔\
    伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍涂成苗谷盛曲翁冉骆蓝路游靳辛欧管柴蒙鲍华喻祁";

/// Surnames that are seldom another word before an office: 王书记 is a person, 方主任 may be one.
const CLEAR: &str =
    "王李张刘陈杨黄赵周吴徐孙朱胡郭罗梁谢宋唐邓冯韩曹彭萧肖蔡潘董袁叶蒋杜苏魏吕沈姚卢傅崔谭廖邹熊秦薛尹黎贺赖龚邵樊";

/// Surnames of two characters.
const DOUBLE: &[&str] =
    &["欧阳", "上官", "司马", "诸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "东方"];

/// Offices and forms of address.
const OFFICES: &[&str] = &[
    "党组书记",
    "党委书记",
    "支部书记",
    "副秘书长",
    "秘书长",
    "董事长",
    "总经理",
    "调研员",
    "副局长",
    "副书记",
    "副主任",
    "副镇长",
    "副乡长",
    "副县长",
    "副市长",
    "副区长",
    "副省长",
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
    "副会长",
    "副经理",
    "副总",
    "局长",
    "书记",
    "主任",
    "镇长",
    "乡长",
    "县长",
    "市长",
    "区长",
    "省长",
    "州长",
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
    "组长",
    "社长",
    "会长",
    "园长",
    "馆长",
    "经理",
    "常委",
    "委员",
    "政委",
    "同志",
    "老师",
    "医生",
    "教授",
    "先生",
    "女士",
    "支书",
    "警官",
    "网格员",
    "联络员",
    "负责人",
];

/// What follows a name that stands behind an office.
const AFTER_NAMES: &[&str] = &[
    "同志", "带队", "带领", "出席", "主持", "参加", "讲话", "指出", "强调", "要求", "率", "任", "为", "先后", "到",
    "在", "等", "和", "与", "及", "对", "作", "做", "的", "就", "代表", "表示", "调研", "担任", "陪同", "一行", "说",
    "介绍", "分别", "亲自", "致辞", "汇报", "通报", "传达", "宣读", "总结", "深入", "赴", "前往", "检查", "督导",
    "督查", "负责", "牵头", "签", "向", "给", "同", "也", "还", "并", "于", "被", "因", "以", "从", "把", "将", "是",
    "了", "进行", "组织", "召集", "听取", "来", "走", "看", "慰问", "安排", "部署", "批示", "兼",
];

/// What a name does not begin in: the character before it.
const BEFORE_NAMES: &str = "由和与及请经让向对给跟为是任派名位长记员席者民户师警志了的在以到将把被、";

/// Units that are called by this alone, as often as with a place before it.
const BARE: &[&str] = &[
    "红十字会",
    "总工会",
    "工商联",
    "管委会",
    "组织部",
    "宣传部",
    "统战部",
    "政法委",
    "网信办",
    "团县委",
    "团市委",
    "团区委",
    "妇联",
    "残联",
    "侨联",
    "文联",
    "社科联",
    "科协",
    "团委",
    "关工委",
];

/// Endings of units and places, the longer first where one ends another.
const ENDINGS: &[&str] = &[
    "高新技术产业开发区",
    "经济技术开发区",
    "工业园区",
    "产业园区",
    "联合会",
    "特别行政区",
    "自贸试验区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "开发区",
    "高新区",
    "产业园",
    "司法所",
    "财政所",
    "税务所",
    "供电所",
    "卫生所",
    "卫生室",
    "服务站",
    "工作站",
    "敬老院",
    "养老院",
    "福利院",
    "研究院",
    "研究所",
    "设计院",
    "出版社",
    "电视台",
    "融媒体中心",
    "居委",
    "工会",
    "支行",
    "分行",
    "小区",
    "街道办事处",
    "人民检察院",
    "人民法院",
    "人民政府",
    "卫生服务中心",
    "领导小组",
    "居民委员会",
    "村民委员会",
    "办事处",
    "指挥部",
    "检察院",
    "委员会",
    "办公室",
    "党工委",
    "党支部",
    "党总支",
    "派出所",
    "卫生院",
    "幼儿园",
    "图书馆",
    "文化馆",
    "博物馆",
    "管理局",
    "管理所",
    "管理站",
    "村委会",
    "居委会",
    "合作社",
    "政府",
    "党委",
    "法院",
    "医院",
    "学院",
    "大学",
    "中学",
    "小学",
    "学校",
    "公司",
    "集团",
    "银行",
    "协会",
    "联社",
    "街道",
    "社区",
    "支队",
    "大队",
    "中队",
    "专班",
    "中心",
    "纪委",
    "局",
    "厅",
    "委",
    "办",
    "镇",
    "乡",
    "村",
    "县",
    "市",
    "省",
    "区",
    "部",
];

/// Characters before a one-character ending with which it is an ordinary word: 承办, 布局, 乡镇, 全市.
const COMMON_BEFORE: &[(&str, &str)] = &[
    ("局", "布格结全大开当破时僵危败残定各本我该县市区省"),
    ("委", "常政编推原各本我该"),
    ("办", "承主举开创督交查严协联经帮代快网再难好能可要先没不同速合申补各本我该续兴筹停批转接自包"),
    ("镇", "乡各全本我该村城集市重建小丽强"),
    ("乡", "城下返家故回老异全本我该各"),
    ("村", "农乡镇全本我该各驻下行自中城包联进入强富兴"),
    ("县", "全本我该各区立强兴富治"),
    ("市", "城全本我该各超上门都楼街菜夜早立强兴"),
    ("省", "全本我该各节外"),
    ("厅", "大客餐各本我该"),
    ("区", "社园地景辖城山灾疫片校厂老新灌矿牧林特专军战禁小郊街各全本我该市县省功发术城治商住库库湖海"),
    ("部", "全干内外局东西南北中总俱本各我该支腰头脑后面底顶分胸肩背腹导党作学首百几一二三四五六七八九十两这那每"),
    ("小区", "住宅各本我该老旧个型式院"),
    ("工会", "总施完开竣加手动职员分"),
];

/// What follows an ending where it is no ending: 委托, 办理, 村民.
const COMMON_AFTER: &[(&str, &str)] = &[
    ("局", "部面势限"),
    ("委", "托派屈任员"),
    ("办", "理法公事好学结成案实证件税"),
    ("镇", "村区域级"),
    ("乡", "镇村亲愁"),
    ("村", "民庄级组居落镇干两"),
    ("县", "域级城委政纪直区乡"),
    ("市", "场民域级容政区县委纪直"),
    ("省", "级委政心力去市直"),
    ("中心", "组城任工思环"),
    ("社区", "矫"),
    ("区", "域别间内县级委政直块位划"),
    ("部", "分队署门委位件长级落族"),
    ("工会", "议计"),
];

/// Words in front of a unit that are no part of its name.
const BEFORE_UNITS: &[&str] = &[
    "组织", "协调", "联合", "会同", "配合", "督促", "指导", "要求", "深入", "走进", "前往", "来到", "走访", "慰问",
    "依托", "通过", "针对", "关于", "根据", "按照", "印发", "召开", "参加", "带领", "协同", "报送", "其中", "以及",
    "包括", "牵头", "责成", "邀请", "发动", "动员", "支持", "推动", "促进", "加强", "建设", "打造", "设立", "成立",
    "建立", "新建", "位于", "覆盖", "涉及", "安排", "选派", "派驻", "上报", "移交", "转交", "提请", "商请", "抄送",
    "报请", "联系", "对接", "争取", "接受", "获得", "授予", "我们", "他们", "统筹", "委托", "聘请", "函告", "时任",
    "担任", "现任", "调任", "原任", "隶属", "由", "和", "与", "及", "或", "在", "到", "对", "向", "被", "把", "将",
    "让", "请", "从", "以", "为", "是", "的", "了", "等", "各", "全", "我", "本", "该", "此", "经", "并", "但", "赴",
    "率", "报", "任", "于", "至", "往", "个", "家", "名", "所", "落实", "座", "批", "些", "建成", "开设", "挂牌",
    "推进", "加快", "深化", "强化", "完善", "实施", "提升", "拥有", "出台", "大力", "扎实", "优化", "调整", "预计",
    "展示", "用好", "建好", "发挥", "完成", "加力", "带动", "实现", "运营", "加上",
];

/// The longest name of a unit before its ending, in characters.
const LONGEST: usize = 12;

/// Persons and units in the paragraph `span` of `text`.
pub fn names(text: &str, span: ByteSpan) -> Vec<(FactKind, ByteSpan)> {
    let part = slice(text, span);
    let mut out = Vec::new();
    let mut covered = 0;
    for (at, _) in part.char_indices().filter(|(_, c)| is_han(*c)) {
        if at < covered {
            continue;
        }
        let rest = tail(part, at);
        let found = person(part, at, rest)
            .map(|place| (FactKind::Person, place))
            .or_else(|| unit(part, at, rest).map(|place| (FactKind::Unit, place)));
        if let Some((kind, place)) = found {
            covered = place.end;
            out.push((kind, ByteSpan::new(span.start + place.start, span.start + place.end)));
        }
    }
    out
}

/// Bytes of a surname that `text` begins with.
fn surname(text: &str) -> Option<usize> {
    let double = DOUBLE.iter().find(|name| text.starts_with(**name)).map(|name| name.len());
    double.or_else(|| text.chars().next().filter(|c| SURNAMES.contains(*c)).map(char::len_utf8))
}

fn is_end(text: &str) -> bool {
    text.chars().next().is_none_or(|c| !is_han(c))
}

/// A person whose office, or whose name with 某, begins at `at`.
fn person(part: &str, at: usize, rest: &str) -> Option<ByteSpan> {
    // 张某, 李某某, wherever they stand.
    if let Some(first) = surname(rest) {
        let given = tail(rest, first);
        let some = given.chars().take(2).take_while(|c| matches!(c, '某' | '×')).map(char::len_utf8).sum::<usize>();
        if some > 0 {
            let office = OFFICES.iter().find(|office| tail(given, some).starts_with(**office));
            return Some(ByteSpan::new(at, at + first + some + office.map_or(0, |office| office.len())));
        }
    }
    let office = OFFICES.iter().find(|office| rest.starts_with(**office))?;
    if let Some(end) = named_after(tail(rest, office.len())) {
        return Some(ByteSpan::new(at, at + office.len() + end));
    }
    let start = named_before(head(part, at))?;
    Some(ByteSpan::new(start, at + office.len()))
}

/// Bytes of the name that stands behind an office.
fn named_after(text: &str) -> Option<usize> {
    let first = surname(text)?;
    let given = tail(text, first);
    let some = given.chars().take(2).take_while(|c| matches!(c, '某' | '×')).map(char::len_utf8).sum::<usize>();
    if some > 0 {
        return Some(first + some);
    }
    [2, 1].into_iter().find_map(|count| {
        let name = first_chars(given, count);
        let whole = name.chars().count() == count && name.chars().all(is_han);
        let after = tail(given, name.len());
        let follows = is_end(after) || AFTER_NAMES.iter().any(|word| after.starts_with(word));
        (whole && follows && !AFTER_NAMES.iter().any(|word| name.starts_with(word))).then_some(first + name.len())
    })
}

/// Where the name that stands before an office begins.
fn named_before(text: &str) -> Option<usize> {
    for count in [4, 3, 2, 1] {
        let name = last_chars(text, count);
        if name.chars().count() != count || !name.chars().all(is_han) {
            continue;
        }
        let Some(first) = surname(name) else { continue };
        let given = tail(name, first).chars().count();
        let fits = match count {
            4 => first == "欧阳".len() && given == 2,
            1 => CLEAR.contains(name),
            _ => (1..=2).contains(&given),
        };
        let start = text.len() - name.len();
        let ahead = head(text, start);
        // 任双组长 is no person: a surname that is a word as well needs a clear beginning.
        let clear = CLEAR.chars().any(|c| name.starts_with(c));
        let before = if clear { BEFORE_NAMES } else { "由请经让和与" };
        let begins = ahead.chars().next_back().is_none_or(|c| !is_han(c) || before.contains(c));
        if fits && begins {
            return Some(start);
        }
    }
    None
}

/// The end of `before` that may belong to the name of a unit behind it.
fn stem(before: &str) -> &str {
    let han = before.chars().rev().take(LONGEST).take_while(|c| is_han(*c)).map(char::len_utf8).sum::<usize>();
    let stem = tail(before, before.len() - han);
    let cut = BEFORE_UNITS.iter().filter_map(|word| stem.rfind(word).map(|place| place + word.len())).max();
    tail(stem, cut.unwrap_or(0))
}

/// A unit whose ending begins at `at`.
fn unit(part: &str, at: usize, rest: &str) -> Option<ByteSpan> {
    if let Some(name) = BARE.iter().find(|name| rest.starts_with(**name)) {
        // The place before it belongs to it: 县妇联, 青禾县总工会.
        let before = head(part, at);
        let stem = stem(before);
        let place = stem.ends_with(|c: char| "省市县区镇乡村州旗".contains(c) || c == '街');
        return Some(ByteSpan::new(at - if place { stem.len() } else { 0 }, at + name.len()));
    }
    let ending = ENDINGS.iter().find(|ending| rest.starts_with(**ending))?;
    let after = tail(rest, ending.len());
    let before = head(part, at);
    let rows = |table: &'static [(&str, &str)]| table.iter().find(|row| row.0 == *ending).map_or("", |row| row.1);
    let no_end = after.chars().next().is_some_and(|c| rows(COMMON_AFTER).contains(c));
    let common = before.chars().next_back().is_none_or(|c| rows(COMMON_BEFORE).contains(c));
    // 县局 and 民政局局长 go on; the longer one is found from its own ending.
    if no_end || common {
        return None;
    }
    let stem = stem(before);
    // 示范区, 功能区 and many more are no districts; what stands behind a city is one.
    // 示范区, 功能区 and many more are no districts; what stands behind a city is one.
    if *ending == "区" {
        let (_, name) = stem.rsplit_once('市')?;
        if !(2..=3).contains(&name.chars().count()) {
            return None;
        }
    }
    let short = stem.chars().count();
    let plain = matches!(*ending, "学校" | "中心" | "公司" | "医院" | "集团" | "协会" | "专班");
    let needs = if plain || (ending.chars().count() == 1 && *ending != "委") { 2 } else { 1 };
    // A place of one character is rare: 青石镇, 柳溪村.
    if short < needs
        || matches!(stem, "有关" | "相关" | "工作" | "专项" | "各级" | "党" | "服务" | "试点" | "示范" | "所在")
    {
        return None;
    }
    Some(ByteSpan::new(at - stem.len(), at + ending.len()))
}
