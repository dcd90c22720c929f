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

/// The levels of all headings of a text.
fn levels_of(text: &str) -> Vec<u8> {
    let text = text.replace('@', PROSE);
    let lines = LineIndex::new(&text);
    let source = Extracted { text, hints: Vec::new() };
    let found = recognise(&source, &lines, "青石", &RoleWords::builtin());
    found.pieces.iter().flat_map(|piece| piece.sections.iter().map(|s| s.level)).collect()
}

pub fn check(text: &str, expected: &[&str]) {
    check_hinted(text, &[], expected);
}

#[test]
fn a_programme_is_no_series_of_headings() {
    check(
        "青石镇会议方案\n一、会议时间\n@\n二、会议议程\n第一项：全体起立，奏国歌\n第二项：介绍与会𠀀领导\n第三项：总结\n三、要求\n@",
        &["2 1 一、会议时间", "4 1 二、会议议程", "8 1 三、要求"],
    );
}

#[test]
fn names_below_a_text_are_a_list_and_below_a_heading_an_outline() {
    let topics = "（一）市场推广\n（二）功能定位\n（三）科学训练\n（四）𠀀营销\n";
    check(
        &format!("青石镇培训通知\n一、时间\n（一）报名：@\n（二）报到：@\n二、内容\n授课内容：\n{topics}三、经费\n@"),
        &["2 1 一、时间", "3 2 *（一）报名", "4 2 *（二）报到", "5 1 二、内容", "6 2 授课内容", "11 1 三、经费"],
    );
    check(
        &format!("青石镇培训通知\n一、时间\n@\n二、内容\n{topics}三、经费\n@"),
        &[
            "2 1 一、时间",
            "4 1 二、内容",
            "5 2 （一）市场推广",
            "6 2 （二）功能定位",
            "7 2 （三）科学训练",
            "8 2 （四）𠀀营销",
            "9 1 三、经费",
        ],
    );
}

#[test]
fn rows_of_a_table_that_lost_its_columns_are_no_headings() {
    check(
        "青石镇统计\n@\n1.网站公开 条 418 1509\n2.公报公开 条 7 7\n3.其他公开 条 2 ３\n一、说明\n@\n二、建议\n@",
        &["6 1 一、说明", "8 1 二、建议"],
    );
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
    check(
        "青石镇报告\n一九九九年工作回顾\n@\n二〇〇〇年工作意见\n@\n一、抓𠀀宣传\n@\n二、抓整治\n@",
        &["2 1 一九九九年工作回顾", "4 1 二〇〇〇年工作意见", "6 2 一、抓𠀀宣传", "8 2 二、抓整治"],
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
    check("青石镇通知\n@\n1.活动时间：5月18日上午\n2.活动主题：读书明理𠀀\n3.参加人员：全体教师", &[]);
    check("青石镇通知\n一、材料\n1.申请表：一式三份；\n2.证明：原件；\n二、时间\n@", &["2 1 一、材料", "5 1 二、时间"]);
}

#[test]
fn lines_without_a_number_over_one_series_stand_above_it() {
    check(
        "青石县检察院报告\n@\n2023年工作回顾\n@\n一、以大局为重\n@\n二、以人民为本\n@\n2024年工作安排\n@",
        &["3 1 2023年工作回顾", "5 2 一、以大局为重", "7 2 二、以人民为本", "9 1 2024年工作安排"],
    );
    check(
        "青石镇总结\n@\n工作开展情况\n（一）项目推进\n@\n（二）住房保障\n@\n存在问题\n@\n下步打算\n@",
        &["3 1 工作开展情况", "4 2 （一）项目推进", "6 2 （二）住房保障", "8 1 存在问题", "10 1 下步打算"],
    );
    let unit = |name: &str| {
        format!(
            "{name}\n@\n一、今年总结\n（一）甲项新提升\n@\n（二）乙项新成效\n@\n二、明年计划\n（一）提升服务\n@\n（二）加强督查\n@\n"
        )
    };
    let text =
        format!("青石镇各办总结\n@\n{}{}{}", unit("党政办公室𠀀"), unit("经济发展办公室"), unit("社会事务办公室"));
    let found: Vec<u8> = levels_of(&text);
    assert_eq!(found, [1, 2, 3, 3, 2, 3, 3].repeat(3));
}

#[test]
fn degrees_of_a_plan_and_explanations_below_a_report() {
    check(
        "青石县应急预案\n1 总则\n1.1 目的\n@\n1.2 原则\n@\n2 响应\n2.1 速报\n@\n2.2 分级\nⅠ级响应\n@\nⅡ级响应\n@\n3 附则\n@",
        &[
            "2 1 1总则",
            "3 2 1.1目的",
            "5 2 1.2原则",
            "7 1 2响应",
            "8 2 2.1速报",
            "10 2 2.2分级",
            "11 3 Ⅰ级响应",
            "13 3 Ⅱ级响应",
            "15 1 3附则",
        ],
    );
    check(
        "青石县规划\n前言\n@\n一、基础\n（一）成就\n@\n（二）形势\n@\n二、任务\n专栏1 社区工程\n@\n专栏2 机构工程𠀀\n@\n三、保障\n@",
        &[
            "2 1 前言",
            "4 1 一、基础",
            "5 2 （一）成就",
            "7 2 （二）形势",
            "9 1 二、任务",
            "10 2 专栏1社区工程",
            "12 2 专栏2机构工程𠀀",
            "14 1 三、保障",
        ],
    );
    for label in ["名词解释", "附：名词解释", "《政府工作报告》有关名词解释"] {
        let text = format!(
            "青石县报告\n一、回顾\n@\n二、安排\n（一）工业\n@\n（二）农业\n@\n{label}\n1.四上企业：规模以上工业企业、限额以上批发零售企业。\n2.一网通办：政务服务事项统一平台办理，实现一网办理。"
        );
        assert_eq!(levels_of(&text).get(..5), Some(&[1, 1, 2, 2, 1][..]), "{label}");
    }
    check(
        "青石县总结\n一、情况\n@\n二、问题\n@\n三、四季度工作计划\n@",
        &["2 1 一、情况", "4 1 二、问题", "6 1 三、四季度工作计划"],
    );
}

#[test]
fn sections_by_their_names_after_a_series_stand_beside_it() {
    check(
        "青石镇总结\n一、国土绿化\n@\n二、资源保护\n@\n三、林业产业\n@\n存在的主要问题\n@\n下一步工作打算\n@",
        &["2 1 一、国土绿化", "4 1 二、资源保护", "6 1 三、林业产业", "8 1 存在的主要问题", "10 1 下一步工作打算"],
    );
    check(
        "青石镇总结\n一、国土绿化\n@\n二、资源保护\n@\n2025年工作计划\n一、抓造林\n@\n二、抓管护\n@",
        &["2 1 一、国土绿化", "4 1 二、资源保护", "6 1 2025年工作计划", "7 2 一、抓造林", "9 2 二、抓管护"],
    );
}

#[test]
fn dashes_stand_below_the_number_over_them() {
    check(
        "青石镇规划\n一、总体\n（一）思路。\n@\n（二）原则。\n——镇村主导、群众参与。\n@\n——系统观念、统筹推进。\n@\n——安全为本、守住底线，确保重点任务、重点项目、重点人群各项风险始终处在可控范围。\n@\n（三）目标。\n@\n二、任务\n（一）甲。\n@\n（二）乙。\n@",
        &[
            "2 1 一、总体",
            "3 2 （一）思路",
            "5 2 （二）原则",
            "6 3 ——镇村主导、群众参与",
            "8 3 ——系统观念、统筹推进",
            "10 3 ——安全为本、守住底线，确保重点任务、重点项目、重点人群各项风险始终处在可控范围",
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
