//! Facts that are found, and words that are none.

use super::*;

fn told(text: &str) -> Vec<(FactKind, &str)> {
    facts(text, ByteSpan::new(0, text.len())).iter().map(|fact| (fact.kind, slice(text, fact.span))).collect()
}

#[test]
fn facts_are_found_whole() {
    use FactKind::{Date, Figure, Person, Serial, Title, Unit};
    for (text, expected) in [
        ("发放宣传单近1,200余份，增长12.5%。", vec![(Figure, "近1,200余份"), (Figure, "12.5%")]),
        ("投入资金300万元、２０００余人次", vec![(Figure, "300万元"), (Figure, "２０００余人次")]),
        ("清运垃圾三十余吨，提高百分之五", vec![(Figure, "三十余吨"), (Figure, "百分之五")]),
        ("召开三次会议", vec![(Figure, "三次")]),
        ("拨打12345热线", vec![(Figure, "12345")]),
        ("2024年3月5日至6月底", vec![(Date, "2024年3月5日"), (Date, "6月")]),
        ("2024—2026年规划，15日前完成", vec![(Date, "2024"), (Date, "2026年"), (Date, "15日")]),
        ("二〇二四年五月", vec![(Date, "二〇二四年五月")]),
        ("根据青政办发〔2024〕5号文件", vec![(Serial, "青政办发〔2024〕5号")]),
        ("印发《关于转发〈2024年要点〉的通知》", vec![(Title, "《关于转发〈2024年要点〉的通知》")]),
        ("由局长张建国带队", vec![(Person, "局长张建国")]),
        ("县委书记李某主持", vec![(Person, "书记李某")]),
        ("王某某同志𠀀", vec![(Person, "王某某同志")]),
        ("请赵主任讲话", vec![(Person, "赵主任")]),
        ("副局长欧阳明参加", vec![(Person, "副局长欧阳明")]),
        ("由县民政局牵头", vec![(Unit, "县民政局")]),
        ("深入青石镇、柳溪社区和杏坞村", vec![(Unit, "青石镇"), (Unit, "柳溪社区"), (Unit, "杏坞村")]),
        ("联合市文明办、县卫健委", vec![(Unit, "市文明办"), (Unit, "县卫健委")]),
        ("由县妇联、团委和市残联负责", vec![(Unit, "县妇联"), (Unit, "团委"), (Unit, "市残联")]),
        ("宣传部牵头，统战部配合", vec![(Unit, "宣传部"), (Unit, "统战部")]),
        ("走访青石市杏坞区和柳溪开发区", vec![(Unit, "青石市杏坞区"), (Unit, "柳溪开发区")]),
        ("青石镇司法所，枫泊支行", vec![(Unit, "青石镇司法所"), (Unit, "枫泊支行")]),
        ("枫泊街道办事处", vec![(Unit, "枫泊街道办事处")]),
    ] {
        let found: Vec<_> = told(text).into_iter().filter(|(kind, what)| !(*kind == Unit && *what == "县委")).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn common_words_are_no_facts() {
    for text in [
        "一、总体要求",
        "（三）抓好宣传",
        "3、抓好宣传",
        "1.组织领导到位",
        "2. 组织领导到位",
        "坚持质量立县，建设美丽镇村",
        "各级各类学校",
        "落实县、乡、村各方责任",
        "第三次会议",
        "统一思想，一批又一批，万一出事",
        "一心一意，三心二意",
        "布局合理、格局一新，顾全大局",
        "由专人办理，承办单位，督办",
        "全镇各村，农村，乡镇，村民",
        "委托第三方",
        "各景区、老旧小区、山区和园区",
        "干部职工，各部门，全部完成，部分地区",
        "城区划分，辖区内",
        "建设示范区、功能区和集聚区，全国首部",
        "召开施工会议",
        "领导同志",
        "由书记、主任任双组长",
        "主任和书记",
        "各局、各委、相关中心",
        "e\u{301}𠀀",
        "",
    ] {
        let firm = facts(text, ByteSpan::new(0, text.len())).into_iter().filter(|fact| !fact.weak);
        assert_eq!(firm.map(|fact| slice(text, fact.span)).collect::<Vec<_>>(), [""; 0], "{text}");
    }
}

#[test]
fn a_figure_that_may_be_grammar_is_weak() {
    let weak = |text: &str| facts(text, ByteSpan::new(0, text.len())).iter().map(|fact| fact.weak).collect::<Vec<_>>();
    assert_eq!((weak("建成一个中心"), weak("建成三个中心")), (vec![true], vec![false]));
}

#[test]
fn the_context_is_the_clause() {
    let text = "走访群众200户次以上，发放传单。";
    let at = text.find("200").unwrap_or_default();
    let found = context(text, ByteSpan::new(0, text.len()), ByteSpan::new(at, at + 3), 12);
    assert_eq!(found, "走访群众200户次以上");
    let text = "对象3,256户5812人，费用。";
    let at = text.find("5812").unwrap_or_default();
    assert_eq!(context(text, ByteSpan::new(0, text.len()), ByteSpan::new(at, at + 4), 12), "对象3,256户5812人");
    assert_eq!(context("甲乙丙1丁", ByteSpan::new(0, 13), ByteSpan::new(9, 10), 1), "丙1丁");
}
