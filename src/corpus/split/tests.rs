//! Pieces of whole documents.

use super::*;
use crate::corpus::model::Hint;
use crate::corpus::role::words::RoleWords;
use crate::corpus::row::rows;

/// A paragraph.
pub const PROSE: &str =
    "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";

fn check(text: &str, hints: &[(usize, Hint)], expected: &[(usize, usize, &str)]) {
    let source = Extracted { text: text.to_owned(), hints: hints.to_vec() };
    let found = pieces_of(&source);
    let found: Vec<_> = found.iter().map(|p| (p.start_line, p.end_line, p.title.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn separators_in_a_series_split() {
    for (one, two, three) in [
        ("创城总结【第一篇】", "创城总结【第二篇】", "创城总结【第三篇】"),
        ("创城总结 篇1", "创城总结 篇2", "创城总结 篇3"),
        ("创城工作总结（一）", "创城工作总结（二）", "创城工作总结（三）"),
        ("创城工作总结１", "创城工作总结２", "创城工作总结３"),
        ("青石镇创城总结最新1", "青石镇创城总结最新2", "青石镇创城总结最新3"),
        ("篇一：《甲总结》", "篇二：《乙𠀀总结》", "篇三：《丙总结》"),
    ] {
        let text = format!("创城总结3篇\n{one}\n{PROSE}\n\n{two}\n一、甲\n{PROSE}\n{three}\n{PROSE}\n");
        check(&text, &[], &[(2, 3, one), (5, 7, two), (8, 9, three)]);
    }
}

#[test]
fn the_first_of_a_compilation_whose_others_are_missing() {
    for separator in [
        "青石镇创城总结篇1",
        "第1篇 白水镇创城工作总结",
        "乡镇工会工作总结 篇一",
        "第一篇:白水镇工作总结及明年打算",
        "白水镇会议纪要一",
    ] {
        check(&format!("青石镇创城总结3篇\n{separator}\n一、甲\n{PROSE}"), &[], &[(2, 4, separator)]);
    }
    let plan = format!("青石县规划\n第一篇　总体要求\n{PROSE}");
    check(&plan, &[], &[(1, 3, "青石县规划")]);
}

/// The first lines of the pieces of a page, debris taken out.
pub fn starts(text: &str) -> Vec<usize> {
    found(text).iter().map(|piece| piece.start_line).collect()
}

/// The pieces of a page, debris taken out; @ is a paragraph.
pub fn found(text: &str) -> Vec<Piece> {
    let text = text.replace('@', PROSE);
    let source = Extracted { text, hints: Vec::new() };
    let lines = LineIndex::new(&source.text);
    crate::corpus::recognise::recognise(&source, &lines, "青石", &RoleWords::builtin()).pieces
}

#[test]
fn items_that_a_site_lists() {
    let item = |title: &str, line: &str| format!("{title}\n{line}\n{PROSE}\n");
    let text = ["甲村召开创城动员大会", "乙村开展志愿服务活动", "丙村组织𠀀环境整治"]
        .map(|title| item(title, "2023-05-06"))
        .concat();
    assert_eq!(starts(&text), [1, 4, 7]);
}

#[test]
fn news_one_after_another() {
    let text = format!(
        "白水三中把安全放在首位\n2月18日开学第一天，全校召开大会。{PROSE}\n白水三中举行𠀀开学典礼\n２月２１日下午，{PROSE}\n我校召开家长会\n近日，{PROSE}\n{PROSE}\n携手同行 共育未来\n3月2日，{PROSE}"
    );
    let items = [
        (1, 2, "白水三中把安全放在首位"),
        (3, 4, "白水三中举行𠀀开学典礼"),
        (5, 7, "我校召开家长会"),
        (8, 9, "携手同行 共育未来"),
    ];
    check(&text, &[], &items);
    // In the number of a bulletin they are its sections.
    check(&format!("财政信息第8期\n{text}"), &[], &[(1, 10, "财政信息第8期")]);
    // The parts of one article open with a day too, and tell what was done.
    let parts = format!(
        "青石镇：小网格里有大文章\n{PROSE}\n夯实基础 提升能力\n近日，{PROSE}\n深入推进网格共治\n8月26日，{PROSE}"
    );
    check(&parts, &[], &[(1, 6, "青石镇：小网格里有大文章")]);
    let numbered =
        format!("青石镇召开创城大会\n一、甲\n{PROSE}\n我镇出台创城办法\n为做好工作，{PROSE}\n二、乙\n{PROSE}");
    check(&numbered, &[], &[(1, 7, "青石镇召开创城大会")]);
}

#[test]
fn what_one_office_writes_as_one_text_stays_whole() {
    let parts = |titles: [&str; 3]| {
        let openings = ["3月18日，", "近年来，", "2022年4月6日，"];
        let parts = titles.iter().zip(openings).map(|(title, opening)| format!("{title}\n{opening}{PROSE}\n"));
        parts.collect::<String>()
    };
    let events = ["成功举办第三届桃花节", "启动集镇改造工程", "走访慰问困难群众"];
    let own = ["我校召开家长会议", "我校启动教学改革", "我校举办读书节会"];
    let villages = ["东山村：一片叶子富百姓", "西河村：小水塘大产业", "南湾村：老手艺新活力"];
    for (head, titles) in [
        ("青石镇上半年工作总结\n今年以来，青石镇扎实推进各项工作。", events),
        ("青石镇的这半年\n现将有关情况报告如下。", events),
        ("青石中学办学情况汇报\n各位领导：", own),
        ("一村一品富农家\n——青石镇发展特色产业纪实\n走进青石镇，群众的日子越过越红火。", villages),
        ("青石镇工作周报\n本周工作平稳有序。", own),
        ("青石教育简报\n第12期", own),
    ] {
        let text = format!("{head}\n{}", parts(titles));
        let found = pieces_of(&Extracted { text: text.clone(), hints: Vec::new() });
        assert_eq!(found.len(), 1, "{text}");
    }
    let signed = format!("守护青山的人\n{PROSE}\n{PROSE}\n{}青石镇人民政府\n2023年7月5日\n", parts(events));
    assert_eq!(pieces_of(&Extracted { text: signed, hints: Vec::new() }).len(), 1);
    let list = format!(
        "青石县财政情况报告\n{PROSE}\n出台的文件有三件，均已备案。\n关于加强国有资产管理的通知\n关于规范采购管理的通知\n上述文件的出台，{PROSE}"
    );
    check(&list, &[], &[(1, 6, "青石县财政情况报告")]);
    let rule = format!(
        "青石中学安全管理制度\n为加强管理，特制定本制度，{PROSE}\n门卫值班制度\n{PROSE}\n消防安全制度\n{PROSE}\n食堂卫生制度\n{PROSE}"
    );
    check(&rule, &[], &[(1, 8, "青石中学安全管理制度")]);
}

#[test]
fn essays_with_the_names_of_their_authors() {
    let text = format!(
        "青石县审计局学习心得交流\n我对审计精神的理解\n王晓明\n{PROSE}\n在学思践悟中提升能力\n李 华\n{PROSE}\n做合格的审计人\n赵小𠀀\n{PROSE}"
    );
    check(&text, &[], &[(2, 4, "我对审计精神的理解"), (5, 7, "在学思践悟中提升能力"), (8, 10, "做合格的审计人")]);
}

#[test]
fn a_masthead_is_no_title() {
    let title = "关于做好困难群众救助工作的通知";
    check(&format!("青石县民政局文件\n{title}\n各乡镇：\n{PROSE}"), &[], &[(1, 4, title)]);
}

#[test]
fn rules_of_one_office_in_one_file() {
    let text = format!(
        "青石社区党建工作制度\n党员学习教育制度\n一、{PROSE}\n二、{PROSE}\n发展党员工作制度\n第一条　{PROSE}\n第二条　{PROSE}\n党员责任𠀀追究制度\n{PROSE}"
    );
    let pieces = [(2, 4, "党员学习教育制度"), (5, 7, "发展党员工作制度"), (8, 9, "党员责任𠀀追究制度")];
    check(&text, &[], &pieces);
    let plan = format!(
        "青石社区工作计划\n一、学习\n{PROSE}\n会议学习制度\n{PROSE}\n考勤值班制度\n{PROSE}\n请假销假制度\n{PROSE}\n二、服务\n{PROSE}"
    );
    check(&plan, &[], &[(1, 11, "青石社区工作计划")]);
}

#[test]
fn speeches_of_one_meeting() {
    let speech = |title: &str, speaker: &str| format!("{title}\n{speaker}\n{PROSE}\n{PROSE}\n");
    let text = [
        ("夯实基层堡垒 凝聚发展合力", "青石镇党委书记 王 明"),
        ("把群众的事放在心上", "白水县政协主席　李小𠀀"),
        ("种好一方责任田", "清溪村党支部书记 赵大山"),
    ]
    .map(|(title, speaker)| speech(title, speaker))
    .concat();
    let expected = [(1, 4, "夯实基层堡垒 凝聚发展合力"), (5, 8, "把群众的事放在心上"), (9, 12, "种好一方责任田")];
    check(&text, &[], &expected);
    let view = format!("网格员怎么看\n{PROSE}\n青石社区主任 王明\n干了就有变化\n{PROSE}");
    check(&view, &[], &[(1, 5, "网格员怎么看")]);
}

#[test]
fn a_notice_opens_with_its_title_and_readers() {
    let one = format!("关于做好秋季环境整治工作的通知\n各村：\n{PROSE}\n一、甲\n{PROSE}\n1.报送时间：9月1日前\n");
    let title = "关于征集《环境整治图集》图片的通知";
    check(
        &format!("{one}{title}\n校内各单位、个人：\n{PROSE}"),
        &[],
        &[(1, 6, "关于做好秋季环境整治工作的通知"), (7, 9, title)],
    );
}

#[test]
fn titles_over_rows_with_an_open_quotation() {
    let text = format!(
        "青石镇总结\n一、甲\n{PROSE}\n青石镇人民政府\n2023年5月6日\n青石镇关于“走村组、\n访民情、解难题”活动的方案\n{PROSE}\n一、乙\n{PROSE}"
    );
    check(&text, &[], &[(1, 5, "青石镇总结"), (6, 10, "青石镇关于“走村组、访民情、解难题”活动的方案")]);
}

#[test]
fn whole_titles_and_datelines_open_pieces_without_a_signature() {
    let one = format!("甲镇工作总结\n{PROSE}\n一、甲\n{PROSE}\n");
    let title = "关于做好秋季环境整治工作的通知";
    check(&format!("{one}{title}\n{PROSE}{PROSE}"), &[], &[(1, 4, "甲镇工作总结"), (5, 6, title)]);
    let news = "本报讯（通讯员𠀀）";
    check(
        &format!("{one}甲镇群众广场跳起了舞\n{news}{PROSE}"),
        &[],
        &[(1, 4, "甲镇工作总结"), (5, 6, "甲镇群众广场跳起了舞")],
    );
}

#[test]
fn a_title_over_three_rows_and_an_imprint_below_the_signature() {
    let title = "青石县人民政府办公室转发县水利局\n关于我县山塘水库安全鉴定的情况和\n加强防汛工作意见报告的通知\n";
    let notice = format!("{title}青政办发〔2023〕4号\n各乡镇：\n{PROSE}\n青石县人民政府办公室\n2023年5月6日\n");
    let imprint =
        "主题词：水利 防汛 通知\n抄送：县委办、县人大办、县政协办，各人民团体。\n录入：甲　校对：乙𠀀\n（共印70份）\n";
    let plan = format!("青石县山塘水库安全管理办法\n第一条　{PROSE}\n第二条　{PROSE}");
    check(
        &format!("{notice}{imprint}{plan}"),
        &[],
        &[
            (1, 12, "青石县人民政府办公室转发县水利局关于我县山塘水库安全鉴定的情况和加强防汛工作意见报告的通知"),
            (13, 15, "青石县山塘水库安全管理办法"),
        ],
    );
}

#[test]
fn an_attachment_with_its_name_on_the_line() {
    let plan = format!("青石镇方案\n{PROSE}\n一、甲\n{PROSE}\n");
    check(
        &format!("{plan}附件1：责任分工表\n甲村\t乙\n丙村\t丁\n戊村\t己"),
        &[],
        &[(1, 4, "青石镇方案"), (5, 8, "附件1：责任分工表")],
    );
    check(&format!("{plan}附件1：甲表\n附件2：乙表\n青石镇\n2023年5月6日"), &[], &[(1, 8, "青石镇方案")]);
}

#[test]
fn a_contents_list_ends_where_its_first_entry_comes_again() {
    let count = |text: String| {
        let found = pieces_of(&Extracted { text, hints: Vec::new() });
        found.first().map(|p| p.matter.iter().filter(|(_, what)| what.word() == "目录").count())
    };
    let text = "1 总则\n1.1 目的\n2 组织\n3 保障\n1 总则\n1.1 目的";
    assert_eq!(count(format!("青石镇预案\n目录\n{text}\n{PROSE}")), Some(5));
    // Its label and the name of its first chapter are lost.
    let entries = "1.\n1.1 目的\n1.2 体系（框架图）\n2. 组织\n2.1 领导\n2.2 职责\n3. 𠀀保障\n3.1 队伍";
    assert_eq!(count(format!("青石镇预案\n{entries}\n1. 总则\n1.1 目的\n{PROSE}\n1.2 依据\n{PROSE}")), Some(8));
}

#[test]
fn one_piece_when_nothing_speaks_for_more() {
    check(&format!("青石镇创城总结\n{PROSE}\n一、甲（一）\n{PROSE}"), &[], &[(1, 4, "青石镇创城总结")]);
    check(PROSE, &[], &[(1, 1, "一年来，青石镇坚持问题导向")]);
    check(&format!("主要做法（一）\n{PROSE}\n主要做法（二）\n{PROSE}"), &[], &[(1, 4, "主要做法（一）")]);
    check("\n", &[], &[]);
}

#[test]
fn a_notice_and_what_it_carries() {
    let notice =
        format!("关于印发青石镇\n创城方案的通知\n青政发〔2023〕4号\n各村：\n{PROSE}\n青石镇人民政府\n2023年5月6日\n");
    let body = format!("青石镇创城方案\n为做好工作，{PROSE}\n一、甲\n{PROSE}\n");
    check(&format!("{notice}{body}"), &[], &[(1, 7, "关于印发青石镇创城方案的通知"), (8, 11, "青石镇创城方案")]);
    check(
        &format!("{notice}附件1\n{body}附件2\n名词解释\n{PROSE}\n"),
        &[],
        &[(1, 7, "关于印发青石镇创城方案的通知"), (8, 12, "青石镇创城方案"), (13, 15, "名词解释")],
    );
}

fn matter_of(text: &str) -> Vec<(usize, &'static str)> {
    let found = pieces_of(&Extracted { text: text.to_owned(), hints: Vec::new() });
    found.iter().flat_map(|piece| piece.matter.iter().map(|(line, what)| (*line, what.word()))).collect()
}

#[test]
fn one_office_or_its_people_are_called() {
    for called in [
        "县林业局：",
        "市直机关工委：",
        "县民政局、县财政局：",
        "县第一中学：",
        "县委组织部：",
        "全体教职工：",
        "县总工会:",
        "𠀀镇学校：",
    ] {
        let text = format!("关于商请支持有关工作的函\n{called}\n贵局来文收悉。{PROSE}\n一、情况\n{PROSE}");
        assert_eq!(matter_of(&text), [(1, "题名"), (2, "称呼")], "{called}");
    }
    let text = format!("关于商请支持有关工作的函\n{PROSE}\n牵头科室负责办：\n{PROSE}");
    assert_eq!(matter_of(&text), [(1, "题名")]);
}

#[test]
fn fields_and_rows_of_tables_sign_nothing() {
    let text = format!(
        "关于召开座谈会的通知\n各科室：\n{PROSE}\n时间：3月1日上午9时\n地点：三楼会议室\n联系人：王明\n县水利局办公室\n2024年2月25日"
    );
    assert_eq!(matter_of(&text), [(1, "题名"), (2, "称呼"), (7, "署名"), (8, "日期")]);
    let table = format!(
        "青石县任务分解表\n序号 任务 责任科室\n城关镇 12600 11800\n副组长：王丽华 县政府副县长\n{PROSE}\n{PROSE}"
    );
    assert_eq!(matter_of(&table), [(1, "题名")]);
    let speech = format!("在大会上的讲话\n青石镇党委书记 王 明\n{PROSE}\n{PROSE}");
    assert_eq!(matter_of(&speech), [(1, "题名"), (2, "作者")]);
    let brief = format!("信访工作简报\n第8期\n安平县信访局　　　2024年4月30日\n{PROSE}\n{PROSE}");
    assert!(matter_of(&brief).contains(&(3, "作者")), "{:?}", matter_of(&brief));
}

#[test]
fn a_file_of_one_attachment_and_the_title_of_a_collection() {
    for label in ["附件1", "附件：", "附件"] {
        check(
            &format!("{label}\n三中艺术节实施方案\n{PROSE}\n一、思想\n{PROSE}"),
            &[],
            &[(1, 5, "三中艺术节实施方案")],
        );
    }
    let work = |office: &str| format!("{office}2023年工作总结\n{PROSE}\n一、成绩\n{PROSE}\n二、打算\n{PROSE}\n");
    check(
        &format!("县直部门工作总结汇编\n{}{}", work("县住建局"), work("县交通局")),
        &[],
        &[(2, 7, "县住建局2023年工作总结"), (8, 13, "县交通局2023年工作总结")],
    );
}

#[test]
fn the_title_stands_below_the_name_of_a_paper() {
    let title = "关于研究老旧小区改造有关问题的会议纪要";
    check(
        &format!(
            "会 议 纪 要\n〔2024〕5号\n东阳区人民政府办公室　　　2024年3月22日\n{title}\n{PROSE}\n一、范围\n{PROSE}"
        ),
        &[],
        &[(1, 7, title)],
    );
}

#[test]
fn the_contents_of_a_collection_are_of_none_of_its_works() {
    let work = |office: &str| format!("{office}2023年工作总结\n{PROSE}\n一、成绩\n{PROSE}\n二、打算\n{PROSE}\n");
    let works = format!("{}{}", work("县住建局"), work("县交通局"));
    for list in [
        "目  录\n县住建局2023年工作总结………（1）\n县交通局2023年工作总结………（6）\n县𠀀局………（9）\n",
        "目录\n一、总结类\n1. 县住建局2023年工作总结……1\n2. 县交通局2023年工作总结……6\n",
    ] {
        let first = 2 + list.matches('\n').count();
        let expected =
            [(first, first + 5, "县住建局2023年工作总结"), (first + 6, first + 11, "县交通局2023年工作总结")];
        check(&format!("县直部门工作总结汇编\n{list}{works}"), &[], &expected);
    }
    let rule = |name: &str| format!("{name}管理制度\n第一条　{PROSE}\n第二条　{PROSE}\n");
    let rules = format!("{}{}{}", rule("考勤"), rule("印章"), rule("车辆"));
    check(
        &format!("宏达公司管理制度汇编\n目录\n一、考勤管理制度\n二、印章管理制度\n三、车辆管理制度\n{rules}"),
        &[],
        &[(6, 8, "考勤管理制度"), (9, 11, "印章管理制度"), (12, 14, "车辆管理制度")],
    );
}

#[test]
fn lists_of_attachments_and_titles_printed_again_open_nothing() {
    let report =
        format!("青石县水利局总结\n一、情况\n{PROSE}\n二、打算\n{PROSE}\n附件：\n1.工程完成情况表\n2.工程计划表𠀀");
    check(&report, &[], &[(1, 8, "青石县水利局总结")]);
    let title = "关于印发《青石县停车管理办法》的通知";
    let page = format!(
        "{title}\n索引号 014235001/2024-00052 分类 城乡建设\n发布机构 青石县人民政府 发文日期 2024-04-02\n{title}\n各乡镇人民政府：\n{PROSE}\n青石县人民政府\n2024年4月2日"
    );
    check(&page, &[], &[(1, 8, title)]);
    let report = format!(
        "青石县2024年政府工作报告\n政府工作报告\n青石县人民政府县长 周启明\n（2024年1月20日）\n各位代表：\n{PROSE}\n一、回顾\n{PROSE}"
    );
    let matter = matter_of(&report);
    assert!(matter.contains(&(2, "题名")) && !matter.iter().any(|(_, what)| *what == "署名"), "{matter:?}");
    let signed =
        format!("青石镇总结\n一、情况\n{PROSE}\n二、打算\n{PROSE}\n特此报告\n青石镇党政办公室\n2023年12月28日");
    assert_eq!(matter_of(&signed), [(1, "题名"), (7, "署名"), (8, "日期")]);
}

#[test]
fn short_lines_above_a_date_sign_only_at_the_end() {
    let duty = format!(
        "关于值班安排的通知\n各处室：\n{PROSE}\n10月1日 张伟 李娜\n10月2日 王强 刘洋\n校长办公室\n2025年9月25日"
    );
    assert_eq!(matter_of(&duty), [(1, "题名"), (2, "称呼"), (6, "署名"), (7, "日期")]);
    let slogan = format!("关于防溺水的通知\n{PROSE}\n珍爱生命 远离溺水\n青石镇中心学校\n2025年6月1日");
    assert_eq!(matter_of(&slogan), [(1, "题名"), (4, "署名"), (5, "日期")]);
    let place = format!("开标公告\n一、时间\n{PROSE}\n二、开标地点\n县公共资源交易中心\n青石县水利局\n2025年6月1日");
    assert_eq!(matter_of(&place), [(1, "题名"), (6, "署名"), (7, "日期")]);
    let prizes = format!(
        "青石县科协总结\n一、科普\n{PROSE}\n二、荣誉\n全国科普日优秀组织\n2024年11月\n三、打算\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n{PROSE}\n青石县科协𠀀会\n2024年12月30日"
    );
    assert_eq!(matter_of(&prizes), [(1, "题名"), (6, "日期"), (16, "署名"), (17, "日期")]);
    let speech = format!("在毕业典礼上的讲话\n亲爱的同学们、尊敬的老师们、各位家长：\n{PROSE}\n{PROSE}");
    assert_eq!(matter_of(&speech), [(1, "题名"), (2, "称呼")]);
}

#[test]
fn a_list_of_works_with_their_days_is_no_series_of_pieces() {
    let text = format!(
        "青石县政务公开说明\n{PROSE}\n{PROSE}\n一、已印发文件\n青石县政务公开工作办法\n2024年3月5日\n青石县信息公开工作指南\n2024年5月8日\n青石县依申请公开规程\n2024年6月1日\n二、工作要求\n{PROSE}\n{PROSE}"
    );
    check(&text, &[], &[(1, 13, "青石县政务公开说明")]);
}

#[test]
fn a_notice_names_what_it_carries() {
    let notice = format!(
        "关于印发青石镇医改主要工作安排的通知\n各村：\n《2024年青石镇医改主要工作安排》已经镇政府同意，现印发给你们。{PROSE}\n青石镇人民政府\n20240506\n"
    );
    let issued = notice.replace('《', "");
    assert!(!issued.contains('《'));
    let plan = format!("2024年青石镇医改主要工作安排\n2024年，{PROSE}\n一、要求\n{PROSE}");
    check(
        &format!("{notice}{plan}"),
        &[],
        &[(1, 5, "关于印发青石镇医改主要工作安排的通知"), (6, 9, "2024年青石镇医改主要工作安排")],
    );
    let plan = plan.replace("2024年青石镇", "青石镇");
    check(
        &format!("{issued}{plan}"),
        &[],
        &[(1, 5, "关于印发青石镇医改主要工作安排的通知"), (6, 9, "青石镇医改主要工作安排")],
    );
}

#[test]
fn a_list_of_attachments_is_part_of_the_notice() {
    let notice = format!("青石镇关于开展环境整治的通知\n各村：\n一、甲\n{PROSE}\n二、乙\n{PROSE}\n");
    let plan = format!("青石镇环境整治方案\n{PROSE}\n一、丙\n{PROSE}\n二、丁\n{PROSE}\n");
    let pieces = [(1, 10, "青石镇关于开展环境整治的通知"), (11, 17, "青石镇环境整治方案")];
    let list = "附件：1.青石镇环境整治方案\n　　　2.𠀀村名单\n青石镇人民政府\n2023年5月6日\n";
    check(&format!("{notice}{list}附件1\n{plan}"), &[], &pieces);
    let alone = "附件：青石镇环境整治方案\n（联系人：甲）\n青石镇人民政府\n2023年5月6日\n";
    check(&format!("{notice}{alone}附件：\n{plan}"), &[], &pieces);
    let source = Extracted { text: format!("{notice}{list}附件1\n{plan}"), hints: Vec::new() };
    let found = pieces_of(&source);
    let matter =
        found.first().map_or(Vec::new(), |p| p.matter.iter().map(|(line, what)| (*line, what.word())).collect());
    let expected = [(1, "题名"), (2, "称呼"), (7, "附件"), (8, "附件"), (9, "署名"), (10, "日期")];
    assert_eq!(matter, expected);
}

fn pieces_of(source: &Extracted) -> Vec<Piece> {
    let lines = LineIndex::new(&source.text);
    let said = Placed::default();
    pieces(&rows(source, &lines), &Context { source, lines: &lines, noise: &[], name: "青石", said: &said })
}

#[test]
fn a_title_below_the_document_number() {
    let body = format!("县人民政府：\n{PROSE}\n一、甲\n{PROSE}\n二、乙\n{PROSE}\n青石镇人民政府\n2023年5月6日\n");
    let title = "青石镇环境整治领导小组办公室\n关于2023年环境整治工作情况的报告\n";
    let joined = "青石镇环境整治领导小组办公室关于2023年环境整治工作情况的报告";
    check(&format!("青政发〔2023〕4号\n{title}{body}"), &[], &[(1, 11, joined)]);
    check(&format!("2023年5月6日\n青政发〔2023〕4号\n𠀀镇总结\n{body}"), &[], &[(1, 11, "𠀀镇总结")]);
    check(
        &format!("青石镇总结\n{body}青政发〔2023〕4号\n{title}{body}"),
        &[],
        &[(1, 9, "青石镇总结"), (10, 20, joined)],
    );
}

#[test]
fn a_title_in_one_line_with_the_text() {
    let text = format!("青石镇“五心”工作法经验材料 {PROSE} 一、甲。{PROSE}\n二、乙。{PROSE}");
    check(&text, &[], &[(1, 2, "青石镇“五心”工作法经验材料")]);
    check(&format!("近年来，𠀀镇 {PROSE}"), &[], &[(1, 1, "近年来，𠀀镇 一年来")]);
}

#[test]
fn numbers_that_begin_again_under_a_new_title() {
    let one = format!("青石镇创城工作总结\n一、甲\n{PROSE}\n二、乙\n{PROSE}\n");
    let two = format!("白水镇上半年工作汇报\n{PROSE}\n一、丙\n{PROSE}\n");
    check(&format!("{one}{two}"), &[], &[(1, 5, "青石镇创城工作总结"), (6, 9, "白水镇上半年工作汇报")]);
}

#[test]
fn sections_of_one_report_stay_together() {
    let text = format!(
        "2023年工作总结和2024年工作计划\n{PROSE}\n2023年工作总结\n一、甲\n{PROSE}\n二、乙\n{PROSE}\n2024年工作计划\n一、丙\n{PROSE}"
    );
    check(&text, &[], &[(1, 10, "2023年工作总结和2024年工作计划")]);
    let plan = format!(
        "青石县规划\n第一篇　总体\n第一章　甲\n{PROSE}\n第二篇　任务\n第二章　乙\n{PROSE}\n第三篇　保障\n第三章　丙\n{PROSE}"
    );
    check(&plan, &[], &[(1, 10, "青石县规划")]);
}

#[test]
fn a_contents_list_is_no_title() {
    let text = format!("目录\n一、甲\n二、乙\n青石镇总结\n{PROSE}\n一、甲\n{PROSE}\n二、乙\n{PROSE}");
    check(&text, &[], &[(1, 9, "青石镇总结")]);
}

#[test]
fn the_format_decides_where_it_speaks() {
    let text = format!("甲\n{PROSE}\n乙\n{PROSE}");
    check(&text, &[(1, Hint::PieceStart), (3, Hint::PieceStart)], &[(1, 2, "甲"), (3, 4, "乙")]);
}
