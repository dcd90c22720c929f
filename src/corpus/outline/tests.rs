//! Whole outlines of small invented pieces.

use crate::corpus::model::{Extracted, Hint};
use crate::corpus::recognise::recognise;
use crate::corpus::role::words::RoleWords;
use crate::text::span::{LineIndex, slice};

const PROSE: &str =
    "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";

/// Checks `line level text` of every heading; a run-in heading has a star before its text.
fn check_hinted(text: &str, hints: &[(usize, Hint)], expected: &[&str]) {
    let text = text.replace('@', PROSE);
    let source = Extracted { text: text.clone(), hints: hints.to_vec() };
    let lines = LineIndex::new(&text);
    let found = recognise(&source, &lines, "青石", &RoleWords::builtin());
    let mut shown = Vec::new();
    for piece in &found.pieces {
        for (at, s) in piece.sections.iter().enumerate() {
            let star = if s.run_in { "*" } else { "" };
            shown.push(format!("{} {} {star}{}{}", s.line, s.level, s.marker, s.text));
            assert!(slice(&text, s.heading).starts_with(&s.marker), "{text}");
            assert!(s.span.covers(s.heading) && s.span.covers(s.body) && s.heading.end == s.body.start);
            assert_eq!(lines.line_of(s.heading.start), s.line);
            let parent = s.parent.and_then(|p| piece.sections.get(p));
            assert!(parent.is_none_or(|p| p.level < s.level && p.span.covers(s.span)));
            assert!(s.parent.is_none_or(|p| p < at));
        }
    }
    assert_eq!(shown, expected, "{text}");
}

fn check(text: &str, expected: &[&str]) {
    check_hinted(text, &[], expected);
}

#[test]
fn own_lines_and_run_in_headings_nest() {
    check(
        "青石镇总结\n@\n一、主要做法\n（一）抓宣传。@\n(二)抓整治\n@\n二、存在问题。\n1、认识不足。@\n2．经费不足。@",
        &[
            "3 1 一、主要做法",
            "4 2 *（一）抓宣传",
            "5 2 (二)抓整治",
            "7 1 二、存在问题",
            "8 2 *1、认识不足",
            "9 2 *2．经费不足",
        ],
    );
}

#[test]
fn the_piece_decides_which_series_is_the_outer_one() {
    check(
        "青石镇总结\n1、主要做法\n(一)抓宣传。@\n(二)抓整治。@\n2、存在问题\n(一)认识𠀀。@\n(二)经费。@",
        &[
            "2 1 1、主要做法",
            "3 2 *(一)抓宣传",
            "4 2 *(二)抓整治",
            "5 1 2、存在问题",
            "6 2 *(一)认识𠀀",
            "7 2 *(二)经费",
        ],
    );
}

#[test]
fn numbers_that_run_on_over_chapters_keep_their_level() {
    check(
        "青石镇方案\n一、机制\n（一）甲制度\n@\n（二）乙制度\n@\n二、队伍\n（三）丙队伍\n@\n（四）丁队伍\n@",
        &[
            "2 1 一、机制",
            "3 2 （一）甲制度",
            "5 2 （二）乙制度",
            "7 1 二、队伍",
            "8 2 （三）丙队伍",
            "10 2 （四）丁队伍",
        ],
    );
}

#[test]
fn a_lost_parent_leaves_the_level() {
    check(
        "青石镇总结\n@\n（二）抓宣传。@\n（三）抓整治。@\n二、存在问题\n（一）经费不足。@\n（二）人手不足。@",
        &["3 2 *（二）抓宣传", "4 2 *（三）抓整治", "5 1 二、存在问题", "6 2 *（一）经费不足", "7 2 *（二）人手不足"],
    );
}

#[test]
fn lists_of_sentences_are_no_headings() {
    check(
        "青石镇总结\n一、职责\n办公室的职责是：\n1.负责协调工作；\n2.负责材料报送；\n3.完成其他事项。\n二、成果\n@",
        &["2 1 一、职责", "7 1 二、成果"],
    );
    check("青石镇成果\n@\n1.青石村修好了道路。\n2.白水村建成了广场。\n3.红叶村完成了改造。", &[]);
    check("青石镇总结\n一是抓宣传，二是抓整治，三是抓队伍。@\n@", &[]);
}

#[test]
fn lines_without_a_number() {
    check(
        "青石镇总结\n@\n宣传引导见实效。\n@\n环境整治见实效。\n@\n志愿服务见实效。\n@\n改进措施:\n一、加强保洁。\n二、加强巡查。",
        &["3 1 宣传引导见实效", "5 1 环境整治见实效", "7 1 志愿服务见实效", "9 1 改进措施"],
    );
    check(
        "青石镇总结\n@\n抓宣传、强引导，文明新风扑面来。@\n抓整治、促提升，城乡环境换新颜。@\n抓队伍、重服务，志愿力量显担当。@",
        &[
            "3 1 *抓宣传、强引导，文明新风扑面来",
            "4 1 *抓整治、促提升，城乡环境换新颜",
            "5 1 *抓队伍、重服务，志愿力量显担当",
        ],
    );
}

#[test]
fn decimals_chapters_stages_and_items() {
    check(
        "青石镇预案\n1　总则\n1.1　目的\n@\n1.2　原则\n@\n2　机构\n2.1　组成\n@",
        &["2 1 1总则", "3 2 1.1目的", "5 2 1.2原则", "7 1 2机构", "8 2 2.1组成"],
    );
    check(
        "青石镇方案\n一、步骤\n第一阶段:动员(5月)。\n@\n第二阶段:整治(6月)。\n@\n二、要求\n一是加强领导。@\n二是加强督查。@",
        &[
            "2 1 一、步骤",
            "3 2 第一阶段:动员(5月)",
            "5 2 第二阶段:整治(6月)",
            "7 1 二、要求",
            "8 2 *一是加强领导",
            "9 2 *二是加强督查",
        ],
    );
    check("青石镇办法\n第一章　总则\n@\n第二章　管理\n@", &["2 1 第一章总则", "4 1 第二章管理"]);
}

#[test]
fn styles_of_the_format_are_headings() {
    check_hinted(
        "青石镇总结\n主要工作\n@\n宣传\n@\n下一步\n@",
        &[(1, Hint::Title), (2, Hint::Heading(2)), (4, Hint::Heading(3)), (6, Hint::Heading(2))],
        &["2 1 主要工作", "4 2 宣传", "6 1 下一步"],
    );
}

#[test]
fn a_bold_sentence_is_no_heading() {
    check_hinted(
        "青石镇总结\n@\n一、工作安排\n把群众满意作为标准。\n（一）抓宣传。@\n（二）抓整治。@\n二、存在问题\n@",
        &[(3, Hint::Emphasis), (4, Hint::Emphasis), (7, Hint::Emphasis)],
        &["3 1 一、工作安排", "5 2 *（一）抓宣传", "6 2 *（二）抓整治", "7 1 二、存在问题"],
    );
}

#[test]
fn an_appendix_set_off_by_the_format_stands_beside_the_chapters() {
    check_hinted(
        "青石镇总结\n@\n一、工作安排\n（一）抓宣传。@\n（二）抓整治。@\n附：𠀀月活动一览\n8月　读书\n9月　运动\n青石镇",
        &[(6, Hint::Emphasis)],
        &["3 1 一、工作安排", "4 2 *（一）抓宣传", "5 2 *（二）抓整治", "6 1 附：𠀀月活动一览"],
    );
}

#[test]
fn series_of_two_forms_under_one_chapter_stand_side_by_side() {
    check(
        "青石镇讲话\n@\n一、看形势\n（一）看气候。@\n（二）看作风。@\n二、抓重点\n先说防汛。\n第一，预案要早。@\n\
         第二，物资要早。@\n再说安全。\n（一）抓矿山。@\n（二）抓燃气。@\n三、压责任\n（一）领导到位。@\n（二）部门到位。@",
        &[
            "3 1 一、看形势",
            "4 2 *（一）看气候",
            "5 2 *（二）看作风",
            "6 1 二、抓重点",
            "8 2 *第一，预案要早",
            "9 2 *第二，物资要早",
            "11 2 *（一）抓矿山",
            "12 2 *（二）抓燃气",
            "13 1 三、压责任",
            "14 2 *（一）领导到位",
            "15 2 *（二）部门到位",
        ],
    );
}

#[test]
fn a_text_that_kept_a_few_line_breaks_is_opened_too() {
    check(
        "青石镇工作法经验材料 @@ 一、提事，从群众中来。@ 二、议事，在桌面上讲。（一）搭平台。@（二）定规则。@\n\
         三、定事，由大家拿。@1.小事组定。@2.大事村定。@ 四、办事，件件落地。@\n五、评事，由村民说。@ @",
        &[
            "1 1 *一、提事，从群众中来",
            "1 1 二、议事，在桌面上讲",
            "1 2 *（一）搭平台",
            "1 2 *（二）定规则",
            "2 1 *三、定事，由大家拿",
            "2 2 *1.小事组定",
            "2 2 *2.大事村定",
            "2 1 *四、办事，件件落地",
            "3 1 *五、评事，由村民说",
        ],
    );
}

#[test]
fn one_lost_line_break_opens_only_its_chapter() {
    check(
        "青石镇总结\n一、抓宣传\n@（一）甲是第一项。@（二）乙是第二项。@ 二、抓整治。@\n三、抓管护\n@\n四、抓考核\n@",
        &["2 1 一、抓宣传", "3 1 *二、抓整治", "4 1 三、抓管护", "6 1 四、抓考核"],
    );
}

#[test]
fn questions_of_an_interview_are_headings_where_nothing_else_is() {
    check(
        "青石镇负责人答记者问\n@\n问：为什么要出台这个办法？\n答：@\n问：办法有哪些特点𠀀？\n答：@",
        &["3 1 问：为什么要出台这个办法", "5 1 问：办法有哪些特点𠀀"],
    );
    check("青石镇负责人答记者问\n@\n问：为什么要出台？\n记者：@", &[]);
}

#[test]
fn leads_that_ask_stand_over_the_numbers_below_them() {
    check(
        "怎样把创城抓到底\n@\n创城为了谁？@@\n创城靠谁干？@@\n创城怎么干？@@\n第一，抓宣传。@\n第二，抓整治。@",
        &["3 1 *创城为了谁", "4 1 *创城靠谁干", "5 1 *创城怎么干", "6 2 *第一，抓宣传", "7 2 *第二，抓整治"],
    );
}

#[test]
fn lines_without_a_number_over_series_that_begin_again() {
    check(
        "主题教育活动安排\n一年级爱校教育\n1、组织参观校史室，由班主任带队并且讲解。\n2、召开主题班会，由德育处检查。\n二年级爱国教育\n1、规范升旗仪式，做好讲话。\n2、观看影片，写一篇观后感。",
        &["2 1 一年级爱校教育", "5 1 二年级爱国教育"],
    );
}

#[test]
fn a_short_sentence_may_stand_between_a_heading_and_its_paragraph() {
    check(
        "走上绿色发展之路\n@\n工作力度空前\n全镇上下始终关心环境治理工作。\n@\n法律制度完善\n环境保护工作始终坚持以制度引领。\n@",
        &["3 1 工作力度空前", "6 1 法律制度完善"],
    );
}

#[test]
fn a_series_a_little_short_is_what_its_kind_is_elsewhere() {
    check(
        "青石镇计划\n（一）抓学习\n一是学理论。@\n二是学业务。@\n（二）抓收入\n一是管好财源、做大蛋糕；加强服务，@\n二是争取支持。@\n三是今年以来抓了招商，引进了项目十二个。@\n（三）抓支出\n一是过紧日子。@\n二是保民生。@",
        &[
            "2 1 （一）抓学习",
            "3 2 *一是学理论",
            "4 2 *二是学业务",
            "5 1 （二）抓收入",
            "7 2 *二是争取支持",
            "8 2 *三是今年以来抓了招商，引进了项目十二个",
            "9 1 （三）抓支出",
            "10 2 *一是过紧日子",
            "11 2 *二是保民生",
        ],
    );
}

#[test]
fn a_lone_number_is_what_its_kind_is_elsewhere() {
    check(
        "青石镇报告\n一、回顾\n一是经济稳。@\n二是民生好。@\n二、安排\n@\n四是改革深。@",
        &["2 1 一、回顾", "3 2 *一是经济稳", "4 2 *二是民生好", "5 1 二、安排", "7 2 *四是改革深"],
    );
}

#[test]
fn numbers_below_articles_count_provisions() {
    let article = |number: &str| ["第", number, "条　委员会由有关人员组成，@\n"].concat();
    let articles = ["一", "二", "三", "四", "五", "六"].map(article).concat();
    check(
        &format!(
            "青石镇办法\n第一章　组织\n{articles}1.秘书处负责日常工作。@\n2.委员会由专家组成。@\n第二章　附则\n第七条　@"
        ),
        &["2 1 第一章组织", "11 1 第二章附则"],
    );
}

#[test]
fn a_foreword_stands_beside_the_chapters() {
    check(
        "青石镇规划\n前　言\n@\n第一章　基础\n@\n第二章　任务\n@",
        &["2 1 前　言", "4 1 第一章基础", "6 1 第二章任务"],
    );
}

#[test]
fn a_question_mark_ends_a_name_and_a_mask_is_part_of_it() {
    check("青石镇总结\n一、创城为了谁？\n@\n二、打造??\n@", &["2 1 一、创城为了谁", "4 1 二、打造??"]);
}

#[test]
fn numbers_once_below_lines_without_a_number_stand_beside_them() {
    check(
        "青石镇决定\n文明政治\n@\n文明市场\n@\n文明社会\n@\n@\n一、充分认识意义\n@\n二、落实措施\n@",
        &["2 1 文明政治", "4 1 文明市场", "6 1 文明社会", "9 1 一、充分认识意义", "11 1 二、落实措施"],
    );
    check(
        "青石镇报告\n2023年工作回顾\n@\n2024年工作安排\n@\n一、抓宣传\n@\n二、抓整治\n@",
        &["2 1 2023年工作回顾", "4 1 2024年工作安排", "6 2 一、抓宣传", "8 2 二、抓整治"],
    );
}

#[test]
fn chapters_that_begin_again_right_below_a_chapter_are_its_parts() {
    check(
        "青石镇方案\n一、目标\n@\n二、任务\n@\n三、要求\n一、加强领导。@\n二、注重协作。@\n三、按时通报𠀀。@",
        &[
            "2 1 一、目标",
            "4 1 二、任务",
            "6 1 三、要求",
            "7 2 *一、加强领导",
            "8 2 *二、注重协作",
            "9 2 *三、按时通报𠀀",
        ],
    );
}

#[test]
fn dashes_before_sentences_make_a_level_of_their_own() {
    check(
        "赶考路上\n@\n思想建设 筑牢信念根基\n不忘来路，方得始终。\n@\n——一项规定影响深远。\n@\n——群众活动落地生根。\n@\n制度建设 扎紧制度笼子\n善学善思，善作善成。\n@\n——各项制度不断完善。\n@",
        &[
            "3 1 思想建设 筑牢信念根基",
            "6 2 ——一项规定影响深远",
            "8 2 ——群众活动落地生根",
            "10 1 制度建设 扎紧制度笼子",
            "13 2 ——各项制度不断完善",
        ],
    );
}

#[test]
fn a_name_before_a_colon_stands_over_a_list_in_its_paragraph() {
    check(
        "青石镇意见\n一、布局\n1.基本情况：该区位于镇东，涉及三个村；面积较大。@\n2.主攻方向：治理河道；修复湿地。@\n二、措施\n@",
        &["2 1 一、布局", "3 2 *1.基本情况", "4 2 *2.主攻方向", "5 1 二、措施"],
    );
    check("青石镇通知\n一、材料\n1.申请表：一式三份；\n2.证明：原件；\n二、时间\n@", &["2 1 一、材料", "5 1 二、时间"]);
}

#[test]
fn sentences_that_open_alike_over_paragraphs() {
    check(
        "青石镇报告\n一、回顾\n这一年，我们迎难而上、攻坚克难，经济稳中有进。\n@\n这一年，我们聚力创新、向新而行，动能加快转换。\n@\n这一年，我们系统治理、久久为功，环境持续改善𠀀。\n@\n二、安排\n@",
        &[
            "2 1 一、回顾",
            "3 2 这一年，我们迎难而上、攻坚克难，经济稳中有进",
            "5 2 这一年，我们聚力创新、向新而行，动能加快转换",
            "7 2 这一年，我们系统治理、久久为功，环境持续改善𠀀",
            "9 1 二、安排",
        ],
    );
}

#[test]
fn questions_and_names_before_a_colon_on_lines_of_their_own() {
    check(
        "一根绳上的干部\n@\n“不归我管”谁来管？\n服务还缺位，镇里来补位\n@\n“没有人手”怎么办？\n村组一起上，事情有人做\n@\n群众真的𠀀满意吗?\n@",
        &["3 1 “不归我管”谁来管", "6 1 “没有人手”怎么办", "9 1 群众真的𠀀满意吗"],
    );
    check("一根绳上的干部\n@\n谁来管？\n@\n接，还是不接？\n@", &[]);
    check(
        "青石村的变化\n@\n挖病根：说话没人听，干事没人跟，问题在组织软弱\n村里不是没有想过办法。\n@\n开药方：内抓组织生活，外抓联系群众\n@\n迎挑战：七十户村民连夜签名\n@",
        &[
            "3 1 挖病根：说话没人听，干事没人跟，问题在组织软弱",
            "6 1 开药方：内抓组织生活，外抓联系群众",
            "8 1 迎挑战：七十户村民连夜签名",
        ],
    );
    check(
        "青石镇通知\n@\n地点：镇政府广场东侧\n@\n时间：上午九点整集合\n@\n人员：全体镇村干部𠀀\n地点：镇政府\n@",
        &[],
    );
}

#[test]
fn what_one_person_says_over_paragraphs_and_what_a_story_tells() {
    check(
        "调研青石村\n@\n王明：扶贫要摸清底数\n@\n王明：不能忘了老区，老区养育了我们\n@\n王明：采取长效措施\n@",
        &["3 1 王明：扶贫要摸清底数", "5 1 王明：不能忘了老区，老区养育了我们", "7 1 王明：采取长效措施"],
    );
    check("青石镇座谈会\n@\n王明：扶贫要摸清底数\n李红：@\n王明：老区怎么发展\n李红：@\n王明：路怎么修\n李红：@", &[]);
    check(
        "校友文化\n@\n校友回校又引发人们的关注。\n@\n老王赫赫有名，业内无人不晓。\n@\n母校却从来不嫌弃老王。\n@",
        &[],
    );
    check(
        "校友文化\n@\n●记者 沈晓 实习生 李哲𠀀\n对母校的拳拳之心\n@\n为家乡的点点滴滴\n@",
        &["4 1 对母校的拳拳之心", "6 1 为家乡的点点滴滴"],
    );
}

#[test]
fn fields_rolls_cells_and_what_people_say_are_no_headings() {
    for text in [
        "青石镇分工方案\n@\n@\n责任单位：县教育局、县住建局\n@\n责任单位：县卫生健康局机关\n@\n责任单位：县交通运输局机关\n@",
        "青石镇体会摘编\n@\n——东山小学教师 王秀英\n@\n——西河中学教师 李国强\n@\n——县教育局机关 赵小燕\n@",
        "青石镇会议纪要\n@\n出席人员：\n陈远 刘波\n周清 何兰\n列席人员：\n赵涛\n孙华\n请假人员：\n吴平\n郑华",
        "青石镇比赛通报\n@\n一等奖：\n王明\n李红\n二等奖：\n赵大\n孙二\n三等奖：\n周三\n吴四",
        "青石镇下乡记\n@\n刘干事：大娘，有困难您就说\n@\n王大娘：你们比亲儿子还亲啊\n@\n张书记：群众满意是唯一标准\n@",
        "青石镇活动方案\n@\n班级\n活动时间\n活动地点\n活动内容\n负责人\n一班\n周一下午\n操场\n跳绳\n王𠀀英\n@",
        "青石镇心得\n我的理解\n王晓明\n@@\n@\n李建华\n@@",
    ] {
        check(text, &[]);
    }
}

#[test]
fn leads_that_open_alike_and_bold_lines_of_plain_text() {
    check(
        "新年致辞\n@\n@\n@\n这一年，我们健全制度，治理更有效。@\n这一年，我们创新模式，成效更明显。@\n这一年，我们提升素养，合作更广泛。@\n@\n@\n@",
        &[
            "5 1 *这一年，我们健全制度，治理更有效",
            "6 1 *这一年，我们创新模式，成效更明显",
            "7 1 *这一年，我们提升素养，合作更广泛",
        ],
    );
    check("## 巡察流程\n@\n**动员阶段**\n@\n**整改𠀀阶段**\n@", &["3 1 动员阶段", "5 1 整改𠀀阶段"]);
    check(
        "巡察流程\n@\n**动员阶段**\n根据上级部署\n制定计划\n**了解阶段**\n开展座谈\n**整改阶段**\n形成清单",
        &["3 1 动员阶段", "6 1 了解阶段", "8 1 整改阶段"],
    );
}

#[test]
fn names_over_views_over_paragraphs() {
    check(
        "物业条例实施半年\n@\n青石社区主任叶小萍\n将召集业主商议小区管理\n@\n@\n县住建局物业科负责人荣大能\n配套措施正在制定中\n@\n县人大代表、社区主任胡小𠀀\n要加强条例的培训\n@",
        &["3 1 青石社区主任叶小萍", "7 1 县住建局物业科负责人荣大能", "10 1 县人大代表、社区主任胡小𠀀"],
    );
    check(
        "这座城\n@\n动能转换\n“转岗不下岗，转业不失业”\n@\n城乡融合\n“发展越快，日子越红火”\n@\n服务优化\n“好环境是动能”\n@",
        &["3 1 动能转换", "6 1 城乡融合", "9 1 服务优化"],
    );
    // Where the lower lines have siblings of their own, they are a level.
    check(
        "青石镇总结\n@\n动能转换\n培育新的产业园区\n@\n改造旧的生产线\n@\n引进新的技术人才\n@\n城乡融合\n修好村里的道路\n@\n建好村里的学校\n@",
        &[
            "4 1 培育新的产业园区",
            "6 1 改造旧的生产线",
            "8 1 引进新的技术人才",
            "11 1 修好村里的道路",
            "13 1 建好村里的学校",
        ],
    );
}

#[test]
fn labels_over_lists_and_short_names_over_long_paragraphs() {
    check(
        "青石镇表彰公告\n十佳村组：\n白水村一组\n红叶村三组\n先进集体：\n青石小学\n卫生院\n文明家庭（网上评选）:\n王明家\n李𠀀家",
        &["2 1 十佳村组", "5 1 先进集体", "8 1 文明家庭（网上评选）"],
    );
    check("青石镇登记表\n姓名：\n王明\n性别：\n男\n会议指出：\n@\n住址：\n电话：", &[]);
    check("谈谈档案\n@\n目的\n@@\n类型\n@@", &["3 1 目的", "5 1 类型"]);
    check("谈谈档案\n@\n目的\n@@\n类𠀀型\n@@", &[]);
}

#[test]
fn a_name_over_a_group_of_short_lines_stands_above_them() {
    check(
        "建设清廉青石的决定\n@\n总体目标\n建设清廉机关，让清廉成为干部的自觉追求；\n建设清廉村居，让清廉成为村民的共同心愿。\n建设主要任务\n清明机关\n@\n诚信市场𠀀\n@\n公平村居\n@",
        &["3 1 总体目标", "6 1 建设主要任务", "7 2 清明机关", "9 2 诚信市场𠀀", "11 2 公平村居"],
    );
}

#[test]
fn parts_of_a_plan_and_names_in_brackets() {
    check(
        "青石镇读书节安排\n@\n活动时间\n4月至5月\n活动宗旨\n读书·明理\n活动对象\n全镇𠀀中小学生。\n【典型案例】\n@",
        &["3 1 活动时间", "5 1 活动宗旨", "7 1 活动对象", "9 1 【典型案例】"],
    );
    check("青石镇读书节安排\n@\n活动时间\n4月至5月\n活动宗旨\n读书·明理\n【甲】\n@", &[]);
}

#[test]
fn dashes_stand_below_the_number_over_them() {
    check(
        "青石镇规划\n一、总体\n（一）思路。\n@\n（二）原则。\n——镇村主导、群众参与。\n@\n——系统观念、统筹推进。\n@\n——安全为本、守住底线。\n@\n（三）目标。\n@\n二、任务\n（一）甲。\n@\n（二）乙。\n@",
        &[
            "2 1 一、总体",
            "3 2 （一）思路",
            "5 2 （二）原则",
            "6 3 ——镇村主导、群众参与",
            "8 3 ——系统观念、统筹推进",
            "10 3 ——安全为本、守住底线",
            "12 2 （三）目标",
            "14 1 二、任务",
            "15 2 （一）甲",
            "17 2 （二）乙",
        ],
    );
}

#[test]
fn a_line_that_announces_numbers_may_stand_below_a_heading() {
    check(
        "青石镇报告\n“十四五”时期工作回顾\n@\n2026年重点工作\n重点抓好两个方面工作：\n（一）甲\n@\n（二）乙\n@",
        &["2 1 “十四五”时期工作回顾", "4 1 2026年重点工作", "6 2 （一）甲", "8 2 （二）乙"],
    );
}

#[test]
fn headlines_of_items_are_headings_and_fields_are_not() {
    check(
        "青石县财政信息第8期\n我县财政收入稳定增长\n@\n县财政局召开改革会议\n@\n我们将继续努力抓好落实\n@",
        &["2 1 我县财政收入稳定增长", "4 1 县财政局召开改革会议"],
    );
    check("青石镇活动方案\n@\n地点：镇政府广场𠀀\n@\n时间：上午九点整\n@", &[]);
}
