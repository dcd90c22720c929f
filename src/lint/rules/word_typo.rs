//! Wrong characters in common words: 布署 for 部署, and 截止 for 截至.

use std::sync::LazyLock;

use crate::lint::finding::Found;
use crate::lint::line::{Line, ends_clause, ends_sentence};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::lint::word_list::{Word, WordList};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "word-jiezhi",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("截止与截至", "closing for up to"),
        says: Words::new("说到某时为止的情况用“截至”，“截止”是停止", "up to a time is 截至; 截止 is to close"),
        basis: Basis::new("", "实务"),
        wrong: "⟦截止⟧6月底完成八成。",
        right: "截至6月底完成八成。",
        doubt: Words::new(
            "说报名、投标到某时停止的，“截止”是对的。",
            "Where entries or bids close at that time, 截止 is right.",
        ),
        reach: Reach::TEXT,
        needs: "止",
        check: Check::Line(jiezhi),
    },
    Rule {
        id: "word-typo",
        level: Level::Must,
        used: Use::On,
        fixes: true,
        name: Words::new("错别字", "wrong character"),
        says: Words::new("错别字，应写作“{}”", "a wrong character: it is written {}"),
        basis: Basis::new("", "通用规范"),
        wrong: "及时作出⟦布署⟧。",
        right: "及时作出部署。",
        doubt: Words::new(
            "人名、地名、单位名和较早的原文可能就这样写。",
            "Names and older originals may be written so.",
        ),
        reach: Reach::TEXT,
        needs: "",
        check: Check::Line(typo),
    },
];

/// Wrong and right, what must not stand before and behind.
const TYPOS: &[Word] = &[
    Word::guarded("布署", "部署", "发公颁宣", "名"),
    Word::guarded("帐户", "账户", "蚊营纱床幔毡军", ""),
    Word::guarded("帐号", "账号", "蚊营纱床幔毡军", "称召"),
    Word::guarded("帐目", "账目", "蚊营纱床幔毡军", "前标测睹的"),
    Word::new("帐簿", "账簿"),
    Word::guarded("帐款", "账款", "蚊营纱床幔毡军", "式"),
    Word::guarded("笔帐", "笔账", "", "篷"),
    Word::guarded("报帐", "报账", "呈通上申汇", "篷单子顶"),
    Word::guarded("结帐", "结账", "", "篷幕"),
    Word::guarded("转帐", "转账", "", "篷"),
    Word::guarded("台帐", "台账", "", "篷幔幕户号目簿款"),
    Word::guarded("既使", "即使", "", "用"),
    Word::guarded("即然", "既然", "立随当旋", "后"),
    Word::guarded("渡假", "度假", "过摆引欢共偷", "期日条如设"),
    Word::guarded("松驰", "松弛", "", "援名骋往"),
    Word::guarded("幅射", "辐射", "一", "箭击门手程"),
    Word::guarded("竟争", "竞争", "究毕", "先相着取吵辩论"),
    Word::guarded("坐阵", "坐镇", "静", "地亡列线营式型"),
    Word::guarded("座阵", "坐镇", "一二两三四五六七八九十百几数多这那每整该此各0123456789", "地亡列"),
    Word::guarded("通迅", "通讯", "", "速猛捷即疾雷"),
    Word::new("装璜", "装潢"),
    Word::guarded("防碍", "妨碍", "消国海空边城人汛设预提", "于眼手难事"),
    Word::guarded("针贬", "针砭", "", "低义值损抑"),
    Word::guarded("侯车", "候车", "诸王公", "马骑间技长队主"),
    Word::guarded("气侯", "气候", "", "门府爷爵"),
    Word::guarded("寒喧", "寒暄", "严苦", "嚣闹腾哗嚷"),
    Word::guarded("精萃", "精粹", "", "取"),
    Word::new("建立建全", "建立健全"),
    Word::new("一已私利", "一己私利"),
    Word::new("再接再励", "再接再厉"),
    Word::new("按步就班", "按部就班"),
    Word::new("一愁莫展", "一筹莫展"),
    Word::new("迫不急待", "迫不及待"),
    Word::new("谈笑风声", "谈笑风生"),
    Word::new("走头无路", "走投无路"),
    Word::new("不径而走", "不胫而走"),
    Word::guarded("克苦", "刻苦", "攻千毫微", "耐难瓜荞菊丁参"),
    Word::guarded("俩个", "两个", "他她们咱你我妻子弟妹女姐哥", "子头性体"),
    Word::guarded("必需要", "必须要", "所", "素件"),
    Word::guarded("凭添", "平添", "任", "加"),
    Word::new("粗旷", "粗犷"),
    Word::guarded("膺品", "赝品", "荣", "牌质"),
    Word::guarded("重迭", "重叠", "", "代"),
    Word::guarded("好象", "好像", "良友爱美", "征棋牙山形"),
    Word::guarded("图象", "图像", "", "征形棋限"),
    Word::new("蕴酿", "酝酿"),
    Word::new("甘败下风", "甘拜下风"),
];

static TYPO_LIST: LazyLock<WordList> = LazyLock::new(|| WordList::new(TYPOS));

fn typo(line: &Line<'_>, found: &mut Found) {
    for (word, range) in TYPO_LIST.places(line) {
        // 既使甲受益，又使乙省心: two verbs, not 即使.
        if word.wrong == "既使" && goes_on_with_also(line, range.end) {
            continue;
        }
        found.put(line, range).fix(word.right).about(word.right);
    }
}

/// How far behind 既 its 又 is sought, in characters.
const ALSO: usize = 60;

/// Whether 又 or the like stands in the rest of the sentence, so that 既 is the word that goes with it.
fn goes_on_with_also(line: &Line<'_>, from: usize) -> bool {
    let mut rest = (from..line.len().min(from + ALSO)).take_while(|at| !line.at(*at).is_some_and(ends_sentence));
    rest.any(|at| {
        line.at(at) == Some('又')
            || line.at(at) == Some('，')
                && line.any(at + 1, &["也使", "还使", "更使", "且使", "也让", "还让", "更让"]).is_some()
    })
}

/// Points of time that are gone, so that nothing closes at them.
const PAST: &[&str] = &[
    "目前",
    "现在",
    "当前",
    "上月",
    "上周",
    "上半",
    "上年",
    "上季",
    "上个",
    "上旬",
    "上学期",
    "去年",
    "昨天",
    "昨日",
    "昨晚",
    "日前",
    "发稿",
    "记者发稿",
    "统计时",
    "上报时",
    "此时",
    "此刻",
];
/// Other points of time without a figure.
const TIMES: &[&str] = &[
    "今天",
    "今日",
    "今年",
    "今晨",
    "今晚",
    "本月",
    "本周",
    "本年",
    "本季",
    "本日",
    "本旬",
    "本学期",
    "本期",
    "年底",
    "年末",
    "年初",
    "月底",
    "月末",
    "月初",
    "当日",
    "当天",
    "当月",
    "当年",
    "同期",
];
/// Units of a point of time behind a figure.
const UNITS: &str = "年月日时点号季周:：.．-—/";
/// What closes at a time: 报名截止6月底 is right.
const CLOSING: &[&str] = &[
    "报名", "投标", "投稿", "征稿", "征集", "申报", "申请", "受理", "递交", "提交", "缴费", "认购", "登记", "投票",
    "评选", "时间", "日期", "活动", "期限", "预约", "招标", "竞价", "填报", "报送", "收件", "公示", "登录", "注册",
    "售票", "订购", "收稿", "缴存", "参评",
];
/// Other words right before 截止 where it is right, or another word altogether.
const NOT_AFTER: &[&str] = &["于", "已", "将", "即", "未", "起", "至", "止", "在", "日", "号", "作品"];
/// How far before 截止 the word of what closes may stand, in characters.
const NEAR: usize = 8;
/// What is told of a state, behind the time.
const TOLD: &[&str] = &["已", "共", "累计", "达", "完成", "有", "全"];
/// How far behind the time it is told, in characters.
const BEHIND: usize = 8;
/// Words of what is counted up to a time, also where the clause ends behind the time.
const COUNTED: &[&str] = &["数据", "统计", "资料", "情况", "名单", "数字", "信息"];

fn jiezhi(line: &Line<'_>, found: &mut Found) {
    for range in line.each("截止") {
        let counted = line.any_before(range.start, COUNTED).is_some();
        if !counted
            && line.any_before(range.start, CLOSING).or_else(|| line.any_before(range.start, NOT_AFTER)).is_some()
        {
            continue;
        }
        let to = match line.at(range.end) {
            Some('到' | '至') => range.end + 1,
            _ => range.end,
        };
        let Some(end) = time(line, to) else { continue };
        if line.starts(to, "日前") && !border(line, range.start) {
            continue;
        }
        // 活动从5月起，截止6月底。: it closes then, and nothing is said of a state.
        let closes = matches!(line.at(end), None | Some('。' | '；' | '）' | ')' | '！' | ';' | '止'));
        if closes && !counted && line.any(to, PAST).is_none() {
            continue;
        }
        // 报名工作截止6月底结束 closes, 报名人数截止6月底已有30人 does not.
        let clause = line.run_before_within(range.start, NEAR, |c| !ends_clause(c));
        let near = (clause..range.start).any(|at| line.any(at, CLOSING).is_some());
        let told = (end..end + BEHIND).any(|at| line.any(at, TOLD).is_some());
        if near && !counted && !told {
            continue;
        }
        let whole = line.span(range.start..to);
        found.put(line, range).fix_at(whole, "截至");
    }
}

/// The end of the point of time that stands at `at`.
fn time(line: &Line<'_>, at: usize) -> Option<usize> {
    if let Some((_, end)) = line.any(at, PAST).or_else(|| line.any(at, TIMES)) {
        return Some(line.run(end, |c| is_time(c) || is_figure(c) || "度为".contains(c)));
    }
    // “十三五”末
    if line.at(at) == Some('“') {
        let close = line.run_within(at + 1, NEAR, |c| c != '”');
        let end = line.any(close, &["”末", "”期末", "”初", "”期初"]).map(|(_, end)| end);
        return end.filter(|_| close > at + 1);
    }
    let at = if line.at(at) == Some('第') { at + 1 } else { at };
    let is_blank = |c: char| matches!(c, 'x' | 'X' | '×' | '＊' | '*');
    let end = line.run(at, is_figure).max(line.run(at, is_blank));
    let unit = end > at && line.at(end).is_some_and(|c| UNITS.contains(c));
    unit.then(|| line.run(end, |c| is_time(c) || is_figure(c) || is_blank(c)))
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇○一二三四五六七八九十".contains(c)
}

fn is_time(c: char) -> bool {
    "年月日时点号季周旬底末初半上下午中前分秒".contains(c) || ":：.．-—/".contains(c)
}

/// Whether a clause begins at `at`.
fn border(line: &Line<'_>, at: usize) -> bool {
    at <= line.first() || line.before(at).is_some_and(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, mends, silent};
    use crate::lint::word_list::every_word_is_tried;

    #[test]
    fn every_typo_is_found_and_its_look_alike_is_not() {
        every_word_is_tried(
            "word-typo",
            TYPOS,
            &[
                ("对秋季防火再⟦布署⟧。", "网站发布署名文章三篇"),
                ("开设专用⟦帐户⟧一个", "蚊帐户外用具一批"),
                ("注销单位⟦帐号⟧", "军帐号称能容百人"),
                ("核对往来⟦帐目⟧𠀀", "蚊帐目前库存充足"),
                ("翻查旧⟦帐簿⟧", "翻查旧账簿"),
                ("清理应收⟦帐款⟧", "选购蚊帐款式"),
                ("算清这⟦笔帐⟧，", "落实这笔帐篷款"),
                ("凭票⟦报帐⟧", "上报帐篷需求"),
                ("月底统一⟦结帐⟧", "集结帐篷三十顶"),
                ("银行⟦转帐⟧e\u{301}", "周转帐篷到位"),
                ("建立问题⟦台帐⟧", "舞台帐幔已更新"),
                ("⟦既使⟧下雨也照常巡查。", "既使用新设备，又保留老办法。"),
                ("⟦即然⟧定了就要办", "方案报出，立即然后组织"),
                ("发展乡村⟦渡假⟧产业", "安排好过渡假期"),
                ("纪律有所⟦松驰⟧", "老松驰援邻村"),
                ("电磁⟦幅射⟧检测", "另一幅射箭图"),
                ("参与市场⟦竟争⟧", "毕竟争取到了资金"),
                ("领导现场⟦坐阵⟧指挥", "连日静坐阵地前沿"),
                ("书记⟦座阵⟧一线", "守住这座阵地"),
                ("编发⟦通迅⟧三期", "道路交通迅速恢复"),
                ("室内⟦装璜⟧工程", "室内装潢工程"),
                ("不得⟦防碍⟧施救", "国防碍于经费未建"),
                ("⟦针贬⟧时弊", "对既定方针贬低者有之"),
                ("旅客⟦侯车⟧区", "诸侯车驾的传说"),
                ("适应⟦气侯⟧变化", "一身英气侯府出身"),
                ("互致⟦寒喧⟧", "严寒喧闹过后"),
                ("汇集文化⟦精萃⟧", "用酒精萃取药材"),
                ("⟦建立建全⟧市县乡三级机制", "建立健全市县乡三级机制"),
                ("不谋⟦一已私利⟧", "不谋一己私利"),
                ("同志们要⟦再接再励⟧", "同志们要再接再厉"),
                ("⟦按步就班⟧推进", "按部就班推进"),
                ("面对难题⟦一愁莫展⟧", "面对难题一筹莫展"),
                ("大家⟦迫不急待⟧", "大家迫不及待"),
                ("他⟦谈笑风声⟧", "他谈笑风生"),
                ("企业⟦走头无路⟧", "企业走投无路"),
                ("消息⟦不径而走⟧", "消息不胫而走"),
                ("学习⟦克苦⟧", "攻克苦难"),
                ("新建⟦俩个⟧广场", "他俩个头相当"),
                ("⟦必需要⟧抓紧", "必需要素齐全"),
                ("⟦凭添⟧了几分喜气", "只凭添加剂调味"),
                ("风格⟦粗旷⟧", "风格粗犷"),
                ("查处⟦膺品⟧", "荣膺品牌百强"),
                ("职责⟦重迭⟧", "注重迭代升级"),
                ("看上去⟦好象⟧不错", "美好象征"),
                ("采集⟦图象⟧", "版图象征"),
                ("方案正在⟦蕴酿⟧", "方案正在酝酿"),
                ("对手⟦甘败下风⟧", "对手甘拜下风"),
            ],
        );
    }

    #[test]
    fn typos_in_their_places() {
        fires(
            "word-typo",
            &[
                "⟦布署⟧、⟦帐目⟧",
                "一、⟦布署⟧",
                "他说：“我们对今年的各项工作都已经作了⟦布署⟧。”",
                "（⟦台帐⟧）和平台⟦帐户⟧",
                "下一步⟦布署⟧",
                "俩家共⟦俩个⟧𠀀",
            ],
        );
        silent("word-typo", &["印发《关于秋季防火布署的通知》", "倍受关注，座落江边，做为重点，签定协议。", ""]);
        silent("word-typo", &["既使群众少跑路，又使部门少扯皮。", "既使环境变美，也使秩序变好。"]);
        mends("word-typo", &[("建立建全台帐", "建立健全台账"), ("作出布署。", "作出部署。")]);
    }

    #[test]
    fn up_to_a_time_is_not_closing() {
        for time in PAST.iter().chain(TIMES) {
            fires("word-jiezhi", &[&format!("⟦截止⟧{time}，已完成8处"), &format!("⟦截止⟧到{time}已完成8处")]);
            silent("word-jiezhi", &[&format!("截至{time}，已完成8处")]);
        }
        for closing in CLOSING {
            silent("word-jiezhi", &[&format!("{closing}截止6月底，逾期不候")]);
        }
        for counted in COUNTED {
            fires("word-jiezhi", &[&format!("（{counted}⟦截止⟧6月底）")]);
        }
        fires(
            "word-jiezhi",
            &[
                "⟦截止⟧目前，已完成12处。",
                "⟦截止⟧到2023年12月31日，共办结30件。",
                "⟦截止⟧至今年9月，",
                "⟦截止⟧xx年底累计整改40处",
                "⟦截止⟧本月，⟦截止⟧上半年，⟦截止⟧现在",
                "（数据⟦截止⟧2022年5月）",
                "全镇⟦截止⟧十月份共清运垃圾𠀀吨",
                "⟦截止⟧日前，各村均已自查。",
                "他说：“⟦截止⟧今天上午，全街道没有发生一起安全事故。”",
                "⟦截止⟧6月25日17时，到岗50人",
                "一、⟦截止⟧年底的情况",
                "报名人数⟦截止⟧6月底已有30人",
                "⟦截止⟧第三季度，⟦截止⟧“十三五”末，⟦截止⟧当日，",
                "今年⟦截止⟧6月底完成八成",
            ],
        );
        silent(
            "word-jiezhi",
            &[
                "截止时间为6月底。",
                "截止日期：5月6日",
                "投标截止前三天",
                "报名截止6月30日，逾期不候。",
                "报名工作截止本月底结束，请抓紧。",
                "网上申报系统截止6月30日关闭",
                "活动5月1日开始，截止6月30日。",
                "活动5月1日开始，截止到6月30日。",
                "见《关于截止2020年债务情况的说明》",
                "申报工作已截止5年",
                "在报名截止日前交齐",
                "截至目前",
                "截止阀、截止e\u{301}",
                "截止5个工作日内",
                "订票业务截止当日20时。",
                "截止第三人，截止“报名”阶段，截止“",
                "截止",
            ],
        );
        mends(
            "word-jiezhi",
            &[
                ("截止目前，", "截至目前，"),
                ("截止到6月底，", "截至6月底，"),
                ("截止至2024年5月，", "截至2024年5月，"),
                ("截止𠀀，截止今年，", "截止𠀀，截至今年，"),
            ],
        );
    }
}
