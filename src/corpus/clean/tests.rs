//! Pages around articles: what goes and what stays.

use super::*;
use crate::corpus::model::Extracted;
use crate::corpus::row::rows;
use crate::text::span::LineIndex;

fn noise_of(source: &Extracted) -> Vec<Noise> {
    noise(&rows(source, &LineIndex::new(&source.text)), &Site::default()).0
}

pub fn check(text: &str, expected: &[(usize, &str)]) {
    let source = Extracted { text: text.to_owned(), hints: Vec::new() };
    let found = noise_of(&source);
    assert!(found.iter().all(|n| !n.why.is_empty()));
    assert_eq!(found.iter().map(|n| (n.line, &*n.what)).collect::<Vec<_>>(), expected, "{text}");
}

pub const PROSE: &str =
    "一年来，青石镇坚持问题导向，扎实推进环境整治、志愿服务和宣传教育，各项工作取得了新的进展，群众满意。";

#[test]
fn what_a_program_wrote_over_a_text() {
    check(
        &format!(
            "# 存档\n- doc_id: tz-0012\n- title: 青石镇𠀀工作通知\n- source_url: https://example.cn/a.htm\n---\n青石镇工作通知\n{PROSE}"
        ),
        &[(1, "元数据"), (2, "元数据"), (3, "元数据"), (4, "元数据"), (5, "分隔线")],
    );
    check(&format!("青石镇通知\nAPP: 青石通\n时间:下午\n{PROSE}\n- 甲: 一\n- 乙: 二\n- 丙: 三\n{PROSE}"), &[]);
}

#[test]
fn captions_with_their_credits_and_the_page_of_a_paper() {
    check(
        &format!(
            "青石村的变化\n村干部走访村民。\n资料照片\n夜色中的𠀀广场。\n（资料图片）\n{PROSE}\n{PROSE}\n《 青石日报 》（ 2023年05月06日 03 版）"
        ),
        &[(2, "图片说明"), (3, "图片说明"), (4, "图片说明"), (5, "图片说明"), (8, "来源与时间")],
    );
    check(&format!("青石村的变化\n王明 摄\n{PROSE}"), &[(2, "图片说明")]);
    check(&format!("青石镇报告\n镇长作报告。青石日报记者 王 𠀀\n{PROSE}"), &[(2, "图片说明")]);
    check(&format!("青石镇报告\n青石日报记者 王𠀀\n{PROSE}"), &[]);
    check(&format!("青石村的变化\n{PROSE}\n资料照片由村委会保管。\n{PROSE}\n《青石规划》（2023年版）"), &[]);
}

#[test]
fn pictures_by_their_files_their_numbers_and_scenes_of_meetings() {
    check(
        &format!(
            "青石镇党建品牌建设\n{PROSE}\n青石镇党建品牌建设 图1\n{PROSE}\n1597283716(1).png\n6月28日，村民在𠀀驿站休息。\n{PROSE}\n青石镇新闻发布会现场图\n{PROSE}{PROSE}"
        ),
        &[(3, "图片说明"), (5, "图片说明"), (6, "图片说明"), (8, "图片说明")],
    );
    check(
        &format!(
            "青石镇党建品牌建设\n{PROSE}\n青石镇党建品牌建设图\n{PROSE}\n深入生产现场\n{PROSE}\n王明走进会场，来到活动现场。\n{PROSE}"
        ),
        &[],
    );
}

#[test]
fn columns_of_a_site_and_the_title_of_its_page() {
    check(
        &format!(
            "读书心得（第三期）--学习专栏-青石中学\n首页\n新闻中心\n学校公告\n青石中学工作总结\n{PROSE}\n一、通知公告\n通知公告\n政务公开\n{PROSE}\n工作动态\n专题推荐"
        ),
        &[(1, "导航"), (2, "导航"), (3, "导航"), (4, "导航"), (11, "导航"), (12, "导航")],
    );
    check(&format!("工作总结-2023年-青石中学\n{PROSE}\n信息公开\n{PROSE}\n机构设置"), &[]);
}

#[test]
fn rows_of_captions_and_the_last_step_of_a_path() {
    let caption = "青石村书记考察春耕现场\n".repeat(5);
    check(
        &format!(
            "首页 > 要闻> 廉洁学校\n廉洁学校\n青石村的𠀀变化\n分享1.3W评论\n2023年05月06日23:09 青石网\n{caption}{PROSE}\n小王在读书。李明摄（青石社发）\n{PROSE}"
        ),
        &[
            (1, "导航"),
            (2, "导航"),
            (4, "来源与时间"),
            (5, "来源与时间"),
            (6, "图片说明"),
            (7, "图片说明"),
            (8, "图片说明"),
            (9, "图片说明"),
            (10, "图片说明"),
            (12, "图片说明"),
        ],
    );
    check(
        &format!(
            "首页 > 要闻\n从“经济”到“文化”看校友\n从捐款捐物到捐时间、捐智慧，校友资源正逐渐激活\n来源：本站\n从“经济”到“文化”看校友\n从捐款捐物到捐时间、捐智慧，校友资源正逐渐激活\n{PROSE}"
        ),
        &[(1, "导航"), (4, "来源与时间")],
    );
}

#[test]
fn what_stands_beside_paths_and_pictures_and_is_text() {
    let title = "东山小学举行经典诵读比赛";
    check(
        &format!("首页 > 新闻动态 > {title}\n{title}\n来源：东山小学 时间：2023-05-21\n{PROSE}"),
        &[(1, "导航"), (3, "来源与时间")],
    );
    check(&format!("{title}\n{PROSE}\n与会人员表示，将以此为契机。\n（宣传科 王丽 摄）"), &[(4, "图片说明")]);
    check(&format!("青石教育简报\n第12期\n{title}\n李强 摄\n{PROSE}"), &[(4, "图片说明")]);
    check(&format!("温暖的家\n{PROSE}\n用心教学，用爱育人\n（王丽 摄）\n{PROSE}"), &[(4, "图片说明")]);
    check(&format!("{title}\n{PROSE}\n青石县妇联\n2023年3月8日\n（王丽 摄）"), &[(5, "图片说明")]);
    check(&format!("{title}\n{PROSE}\n孩子们诠释了雷锋精神。记者 李晓𠀀"), &[]);
    check(&format!("信息公开目录\n{PROSE}\n学校概况\n机构设置\n招生就业"), &[]);
    let names = "承诺人签名：\n".repeat(4);
    check(&format!("安全承诺书\n{PROSE}\n如有违反，愿受处理。\n{names}2023年9月1日"), &[]);
    check(
        &format!("首页 > 政务公开 > 通知公告\n青石县民政局文件\n关于做好救助工作的通知\n各乡镇：\n{PROSE}"),
        &[(1, "导航")],
    );
}

#[test]
fn libraries_first_prints_and_clocks_above_a_text() {
    check(
        &format!(
            "1. 主页 > 知识大全 >\n2023-05-06 18:52:54青石总结手机版\n【发布部门】青石县人民政府\n【发文字号】青政发〔2023〕4号\n【时效性】现行有效\n注：该文发表于《青石月刊》2023年第2期\n本站小编 免费总结网/2023-01-12\n青石镇𠀀工作总结\n{PROSE}\n1. 首页 > 栏目要改版"
        ),
        &[
            (1, "导航"),
            (2, "来源与时间"),
            (3, "索引表"),
            (4, "索引表"),
            (5, "索引表"),
            (6, "来源与时间"),
            (7, "来源与时间"),
        ],
    );
    check(&format!("青石镇总结\n【发布部门】青石县\n注：表中数字为估计数\n{PROSE}\n【时效性】{PROSE}"), &[]);
}

#[test]
fn what_a_compiler_leads_to_is_the_title() {
    check(
        &format!(
            "首页 > 范文 > 会议纪要\n青石县会议纪要三篇\n以下是小编为大家整理的会议纪要范文，欢迎阅读。\n青石县会议纪要一\n落实县政府与某集团\n合作备忘录协调会议纪要\n{PROSE}"
        ),
        &[(1, "导航"), (3, "编者按语")],
    );
}

#[test]
fn lines_of_sites_around_a_text() {
    for line in [
        "范文网 时间:2024-01-11 热度:3652℃",
        "工作总结 | 时间：2024-01-05 | 阅读：",
        "字号：默认 大 超大|打印|收藏|",
        "青石县水利局工作总结_范文网",
    ] {
        let text = format!("{line}\n青石县水利局工作总结\n{PROSE}\n一、甲\n{PROSE}");
        let found = noise_of(&Extracted { text, hints: Vec::new() });
        assert_eq!(found.iter().map(|n| n.line).collect::<Vec<_>>(), [1], "{line}");
    }
    for line in [
        "本文关键词：水利局,工作总结",
        "阅读原文",
        "点赞 在看 收藏",
        "联系我们 | 网站地图 | 关于本站",
        "主管单位：县人民政府",
        "【𠀀总结】相关文章：",
    ] {
        let text = format!("青石县水利局工作总结\n{PROSE}\n一、甲\n{PROSE}\n{line}");
        let found = noise_of(&Extracted { text, hints: Vec::new() });
        assert_eq!(found.iter().map(|n| n.line).collect::<Vec<_>>(), [5], "{line}");
    }
    check(&format!("青石县医院总结\n主管单位：县卫健局\n{PROSE}\n时间：上午 地点：会议室\n{PROSE}"), &[]);
}

#[test]
fn figures_of_a_table_stay_and_triangles_mark_captions() {
    check(
        &format!("青石县林业局总结\n一、情况\n{PROSE}\n乡镇\n面积\n柳河镇\n360\n城关镇\n280\n打印 关闭"),
        &[(10, "打印分享栏")],
    );
    check(
        &format!(
            "首页 > 动态\n1024\n青石中心推行𠀀服务\n{PROSE}\n▲工作人员为群众办理业务\n{PROSE}\n往期推荐\n青石县召开会议\n青石县开展宣传"
        ),
        &[(1, "导航"), (2, "计数残留"), (5, "图片说明"), (7, "相关链接"), (8, "相关链接"), (9, "相关链接")],
    );
}

#[test]
fn columns_that_end_as_titles_do() {
    check(
        &format!(
            "政府信息公开\n信息公开指南\n政府信息公开制度\n法定主动公开内容\n青石县交通运输局2023年信息公开工作年度报告\n发布日期：2024-01-22\n{PROSE}"
        ),
        &[(1, "导航"), (2, "导航"), (3, "导航"), (4, "导航"), (6, "来源与时间")],
    );
    check(&format!("政务公开\n青石县人民政府办公室\n关于做好防汛𠀀工作的通知\n各乡镇：\n{PROSE}"), &[(1, "导航")]);
    check(&format!("政务公开\n青石县办公室\n{PROSE}"), &[]);
}

#[test]
fn index_tables_without_colons_and_numbered_files() {
    check(
        &format!(
            "关于印发停车管理办法的通知\n索引号 014235001/2024-00052 分类 城乡建设\n发布机构 青石县政府 发文日期 2024-04-02\n文号 青政规〔2024〕2号 主题词\n各乡镇：\n{PROSE}\n相关文件：\n1. 𠀀办法.doc\n2. 乙办法.pdf"
        ),
        &[(2, "索引表"), (3, "索引表"), (4, "索引表"), (7, "相关链接"), (8, "附件下载"), (9, "附件下载")],
    );
    check(&format!("青石县名册\n名称 地址 电话\n{PROSE}"), &[]);
}

#[test]
fn cells_below_a_text_and_numbered_captions() {
    check(&format!("青石县规划\n{PROSE}\n图1 空间布局图\n{PROSE}"), &[]);
    check(&format!("青石县总结\n{PROSE}\n本站仅提供信息存储空间服务，本站将立刻删除𠀀。"), &[(3, "残缺提示")]);
    check(&format!("青石县讲座安排\n{PROSE}\n讲座题目\n主讲人\n时间\n孔辉\n5月3日"), &[]);
    check(
        &format!("青石读书月\n{PROSE}\n晨诵午读\n{PROSE}\n图1 学生在图书角阅读\n亲子共读\n{PROSE}\n图书12册捐给学校"),
        &[(5, "图片说明")],
    );
}

#[test]
fn a_title_printed_twice_with_its_office_between() {
    let text = format!(
        "当前位置：\n首页\n政务公开\n县政府办公室文件\n关于印发《青石县危房排查方案》的通知\n时间：2023-05-06 09:14\n微信 微博 QQ空间\n青政办〔2023〕4号\n青石县人民政府办公室\n关于印发《青石县危房排查方案》的通知\n各乡镇：\n{PROSE}"
    );
    let expected = [(1, "导航"), (2, "导航"), (3, "导航"), (4, "导航"), (6, "来源与时间"), (7, "打印分享栏")];
    check(&text, &expected);
    check(
        &format!("首页\n政务公开\n县政府办公室文件\n青政办〔2023〕4号\n青石县排查方案\n{PROSE}"),
        &[(1, "导航"), (2, "导航")],
    );
}

#[test]
fn a_page_around_an_article() {
    check(
        &format!(
            "首页 > 政务 > 动态\n青石镇工作总结\n来源：青石日报\n时间：2023-05-06\n【字号：\n大\n中\n小\n】\n{PROSE}\n\
             一、抓宣传\n{PROSE}\n责任编辑：甲𠀀\n扫一扫在手机打开当前页\n相关链接\n某局网站\n某报\n版权所有 AB网"
        ),
        &[
            (1, "导航"),
            (3, "来源与时间"),
            (4, "来源与时间"),
            (5, "打印分享栏"),
            (6, "打印分享栏"),
            (7, "打印分享栏"),
            (8, "打印分享栏"),
            (9, "打印分享栏"),
            (13, "编辑"),
            (14, "二维码提示"),
            (15, "相关链接"),
            (16, "相关链接"),
            (17, "相关链接"),
            (18, "页脚"),
        ],
    );
}

#[test]
fn menus_and_tables_at_the_head() {
    check(
        &format!(
            "某某网\n机构\n公开\n服务\n互动\n数据\n青石镇总结\n• 索引号:\nAb1/2023\n• 发文机构:\n青石镇\n• 发文日期:\n{PROSE}"
        ),
        &[
            (1, "导航"),
            (2, "导航"),
            (3, "导航"),
            (4, "导航"),
            (5, "导航"),
            (6, "导航"),
            (8, "索引表"),
            (9, "索引表"),
            (10, "索引表"),
            (11, "索引表"),
            (12, "索引表"),
        ],
    );
}

#[test]
fn text_stays() {
    check(&format!("青石镇工作总结\n目录\n一、抓宣传\n{PROSE}\n相关链接\n{PROSE}\n青石镇人民政府\n2023年5月6日"), &[]);
    check(&format!("会议纪要\n时间：2023年5月6日\n地点：三楼\n{PROSE}\n(此件公开发布)"), &[]);
    check("", &[]);
}

#[test]
fn columns_above_the_title_in_the_company_of_debris() {
    let page = format!(
        "省政府 市政府 县人大\n移动版\n当前位置：首页 > 政务\n工作进展\n青石镇2023年工作总结\n2023-05-06\n{PROSE}\n一、抓宣传\n{PROSE}"
    );
    check(&page, &[(1, "导航"), (2, "导航"), (3, "导航"), (4, "导航"), (6, "来源与时间")]);
    let titled = format!("当前位置：首页 > 文件\n青石镇人民政府关于印发\n“清爽𠀀乡村”行动方案的通知\n各村：\n{PROSE}");
    check(&titled, &[(1, "导航")]);
    check(&format!("青石镇人民政府文件\n青政发〔2023〕4号\n青石镇工作总结\n{PROSE}"), &[]);
}

#[test]
fn a_footer_with_long_lines_closes_the_page() {
    let page = format!(
        "青石镇总结\n一、抓宣传\n{PROSE}\n青石镇人民政府\n2023年5月6日\n相关链接\n某县网站\n地址：建设路1号 电话：0000-1234\n\
         为确保最佳浏览效果，建议您使用新版本的浏览器；分辨率不低于1024，字号可以在浏览器里调整，谢谢您的访问。"
    );
    check(&page, &[(6, "相关链接"), (7, "相关链接"), (8, "页脚"), (9, "页脚")]);
    check(&format!("青石镇通知\n{PROSE}\n联系人：甲𠀀，电话：0000-1234，地址：镇政府三楼"), &[]);
}

#[test]
fn what_stands_between_the_paragraphs_of_a_printed_or_shown_page() {
    let caption = "5月6日，青石镇广场上，𠀀志愿者在清扫落叶";
    check(&format!("首页 > 动态\n青石镇总结\n{PROSE}\n{caption}\n{PROSE}"), &[(1, "导航"), (4, "图片说明")]);
    check(&format!("青石镇总结\n{PROSE}\n{caption}\n{PROSE}"), &[]);
    check(
        &format!("青石镇总结\n{PROSE}\n==第1页==\n2\n{PROSE}\n第 2 页 共 9 页\n{PROSE}"),
        &[(3, "页码"), (4, "页码"), (6, "页码")],
    );
    let paged = ["3", "4", "5", "6", "7"].map(|page| [&PROSE.repeat(9), page, ""].join("\n")).concat();
    check(&format!("青石镇总结\n{paged}"), &[3, 5, 7, 9, 11].map(|line| (line, "页码")));
    let title = "青石镇开展学习活动";
    let running = [PROSE, title, ""].join("\n").repeat(3);
    check(&format!("{title}\n{running}"), &[3, 5, 7].map(|line| (line, "图表说明")));
}

#[test]
fn notes_of_a_site_to_its_visitors() {
    check(
        &format!(
            "温馨提示：\n1. 本文档由用户上传，如有争议请联系客服。\n2. 文件下载后无此问题。\n青石镇工作总结\n{PROSE}"
        ),
        &[(1, "残缺提示"), (2, "残缺提示"), (3, "残缺提示")],
    );
    check(
        &format!("某某网 总结 个人总结范文\n发表日期：2023-05-06\n青石镇工作总结\n{PROSE}"),
        &[(1, "导航"), (2, "来源与时间")],
    );
}

#[test]
fn index_tables_with_bars() {
    check(
        &format!("索引号: | 12-3 | 主题分类: | 城建 |\n发布机构: | 青石镇 |\n办理结果: | 同意 |\n青石镇批复\n{PROSE}"),
        &[(1, "索引表"), (2, "索引表"), (3, "索引表")],
    );
}

#[test]
fn hints_of_the_format_count() {
    let source = Extracted {
        text: format!("甲乙丙\n{PROSE}\n"),
        hints: vec![(1, Hint::Chrome), (2, Hint::Link), (2, Hint::Heading(1))],
    };
    assert_eq!(debris(&source.text, &source.hints), [1]);
}

fn debris(text: &str, hints: &[(usize, Hint)]) -> Vec<usize> {
    let source = Extracted { text: text.to_owned(), hints: hints.to_vec() };
    noise_of(&source).iter().map(|n| n.line).collect()
}

#[test]
fn headings_over_links_at_the_tail_are_debris() {
    let page = format!("青石镇总结\n一、抓宣传\n{PROSE}\n相关推荐\n白水镇工作总结\n黑石镇工作计划\n热门标签\n创城");
    let hints = [(1, Hint::Title), (4, Hint::Heading(3)), (5, Hint::Link), (6, Hint::Link), (7, Hint::Heading(3))];
    assert_eq!(debris(&page, &hints), [4, 5, 6, 7, 8]);
    assert_eq!(debris(&page, &[(4, Hint::Heading(2)), (7, Hint::Heading(2))]), [4, 5, 6, 7, 8]);
    let unknown = page.replace("相关推荐", "编辑精选𠀀");
    let boxed = [(4, Hint::Heading(3)), (4, Hint::Chrome), (5, Hint::Link), (7, Hint::Heading(3))];
    assert_eq!(debris(&unknown, &boxed), [4, 5, 6, 7, 8]);
}

#[test]
fn headings_over_text_at_the_tail_stay() {
    let hints = [(1, Hint::Title), (4, Hint::Heading(2))];
    assert_eq!(debris(&format!("青石镇总结\n一、抓宣传\n{PROSE}\n相关链接\n{PROSE}"), &hints), [0; 0]);
    assert_eq!(debris(&format!("青石镇总结\n一、抓宣传\n{PROSE}\n下一步打算\n青石镇\n2023年5月6日"), &hints), [0; 0]);
}

#[test]
fn what_an_office_writes_is_no_debris() {
    // The letterhead of a file, and a notice's own times.
    check(
        &format!("首页 > 公开\n000123\n机密★1年\n特急\n签发人：王甲𠀀\n青石镇工作通报\n第3期\n青石镇工作总结\n{PROSE}"),
        &[(1, "导航")],
    );
    check(&format!("青石镇会议通知\n会议时间：2023-05-06\n报名截止时间：2023/05/01\n{PROSE}"), &[]);
    // In the text: what is paid from where, who supports, how to scan, a loss.
    for line in [
        "资金来源：2023年财政拨款",
        "技术支持：青石镇信息中心",
        "让群众扫一扫就能办事，扫码关注“青石办事”的有3000人。",
        "项目设计：青石镇规划所",
        "仅供参考的指标，希望对各村有所帮助。",
        "-5",
        "1. 如有侵权行为，依法追究责任。",
        "3月2日至5日，青石镇、白沙镇召开现场会",
    ] {
        check(&format!("青石镇工作总结\n{PROSE}\n{line}\n{PROSE}"), &[]);
    }
    // A signature below the contacts of a notice.
    check(
        &format!("青石镇通知\n{PROSE}\n联系电话：0000-1234567\n青石镇人民政府\n2023年5月6日\n相关链接\n青石要闻甲"),
        &[(6, "相关链接"), (7, "相关链接")],
    );
}

#[test]
fn rows_of_tables_are_never_furniture() {
    let text = format!("青石镇统计表\n{PROSE}\n项目\n2023\n120\n更多\n{PROSE}\n合计\n85\n205");
    let table = [3, 4, 5, 6, 8, 9, 10].map(|line| (line, Hint::TableRow)).to_vec();
    let source = Extracted { text, hints: table };
    let lines = LineIndex::new(&source.text);
    assert_eq!(noise(&rows(&source, &lines), &Site::default()).0, []);
    // Old pages are laid out in tables.
    let text = format!("首页\t要闻\t通知公告\n青石镇总结\n{PROSE}\n合计\t85\n");
    let found = noise_of(&Extracted { text, hints: vec![(1, Hint::TableRow), (4, Hint::TableRow)] });
    assert_eq!(found.iter().map(|noise| noise.line).collect::<Vec<_>>(), [1]);
}

#[test]
fn what_a_site_prints_over_a_title_that_its_source_follows() {
    let title = "青石镇扎实推进“一窗通办”改革，用心办好群众身边的小事——跑一次路办成一件事𠀀";
    check(
        &format!("要闻\n青石要闻\n{title}\n时间：2023-10-16 14:45\n微信\n{PROSE}"),
        &[(1, "导航"), (2, "导航"), (4, "来源与时间"), (5, "打印分享栏")],
    );
    check(
        &format!(
            "青石娱乐\n青石日报 2023年05月06日 星期六\n师者如光\n——记𠀀镇教师\n《青石日报》(2023年05月06日 04版)\n{PROSE}"
        ),
        &[(2, "导航"), (5, "来源与时间")],
    );
    check(
        &format!(
            "青石要闻动态\n青石网_青石客户端\n当前位置:\n走近最美民警\n青石网记者 王𠀀\n时间：2023-10-16 14:45\n{PROSE}"
        ),
        &[(1, "导航"), (2, "导航"), (3, "导航"), (6, "来源与时间")],
    );
    check(
        &format!("服务成就未来\n当前位置：首页 > 动态 >\n以崇高师德播种未来\n2023-05-06 16:19:31\n{PROSE}"),
        &[(1, "导航"), (2, "导航"), (4, "来源与时间")],
    );
}

#[test]
fn titles_said_with_a_label_and_titles_printed_twice() {
    check(
        &format!("青石学堂\n标题: 青石镇𠀀工作总结 [打印本页]\n标题：青石镇𠀀工作总结\n青石镇𠀀工作总结\n{PROSE}"),
        &[(1, "导航"), (2, "题名栏"), (3, "题名栏")],
    );
    check(&format!("党员园地 三队多形式学习会议精神\n三队多形式学习会议精神\n{PROSE}"), &[(1, "题名栏")]);
    check(&format!("青石镇 2023年度工作总结\n2023年度工作总结\n{PROSE}"), &[]);
    check(&format!("查词网提供解释、出处、𠀀近义词等查询\n青石镇自查报告\n{PROSE}"), &[(1, "导航")]);
    check(&format!("青石镇活动\n主题：共建美好家园\n{PROSE}"), &[]);
    check(
        &format!("青石地方志资料归档\n镇委督查工作𠀀\n档案浏览器与检索工具\n镇委督查工作𠀀\n{PROSE}"),
        &[(1, "导航"), (3, "导航")],
    );
    check(&format!("青石镇工作总结\n（2023年度）\n青石镇工作总结\n{PROSE}"), &[]);
}

#[test]
fn what_sites_say_to_sell_the_rest() {
    check(
        &format!("青石镇工作总结\n{PROSE}\n预览结束，免费获取全文！\n请点击👉 qs123 👈联系老师"),
        &[(3, "残缺提示"), (4, "残缺提示")],
    );
}

#[test]
fn codes_of_a_forum_between_paragraphs() {
    check(
        &format!("青石的故事\n{PROSE}\n4aA9\\hfGY\n{PROSE}\na/:]\"`)\n{PROSE}\nntR5tPPw\n{PROSE}\n%/Bvy*X&\n{PROSE}"),
        &[(3, "防复制字符"), (5, "防复制字符"), (7, "防复制字符"), (9, "防复制字符")],
    );
    check(&format!("青石的故事\n{PROSE}\nGB/T9704\n{PROSE}\nQ235B\n{PROSE}\nab@c.cn\n{PROSE}\nC#12a"), &[]);
}
