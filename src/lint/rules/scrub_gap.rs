//! Offices that were cut out of a text: 区委、区的, 市委市的.

use crate::lint::finding::Found;
use crate::lint::line::Line;
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "scrub-gap",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("机关名称缺失", "an office is missing"),
    says: Words::new("“{}”像是漏了机关名称，请补全", "an office seems to be missing in “{}”"),
    basis: Basis::new("", "实务"),
    wrong: "在⟦区委、区的⟧领导下。",
    right: "在区委、区政府的领导下。",
    doubt: Words::new("后一个字可能就指这个地方。", "The second word may mean the place itself."),
    reach: Reach::LEFTOVERS,
    needs: "委",
    check: Check::Line(gap),
}];

/// What goes on after an office that was cut out.
const AFTER: &[&str] = &[
    "关于",
    "正确领导",
    "坚强领导",
    "统一领导",
    "统一部署",
    "决策部署",
    "的",
    "工作部署",
    "工作要求",
    "工作安排",
    "安排部署",
    "部署要求",
    "部署安排",
    "总体部署",
    "中心工作",
    "有关会议",
    "有关要求",
    "有关规定",
    "有关精神",
    "有关文件",
    "会议精神",
    "会议要求",
    "文件精神",
    "大力支持",
    "关心支持",
    "高度重视",
    "重大决策",
];

fn gap(line: &Line<'_>, found: &mut Found) {
    for at in line.positions(|c| c == '委') {
        let Some(level) = line.before(at).filter(|c| "省市县区州旗镇乡".contains(*c)) else { continue };
        let second = at + 1 + usize::from(matches!(line.at(at + 1), Some('、' | '和' | ',' | '，')));
        if line.at(second) != Some(level) {
            continue;
        }
        let Some((word, end)) = line.any(second + 1, AFTER) else { continue };
        let end = if word == "的" { end } else { second + 1 };
        found.put(line, at - 1..end).about(line.part(at - 1..end));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::tests::{fires, silent};

    #[test]
    fn offices_that_were_cut_out() {
        fires(
            "scrub-gap",
            &[
                "认真落实⟦市委市的⟧各项部署",
                "按照⟦县委、县⟧关于创建的要求，𠀀e\u{301}",
                "在⟦镇委和镇的⟧指导下",
                "在⟦州委、州⟧正确领导下",
                "《⟦市委、市⟧关于创建的意见》",
                "落实⟦区委、区⟧工作部署，按照⟦市委、市⟧有关会议要求",
                "传达⟦县委、县⟧会议精神",
            ],
        );
        silent(
            "scrub-gap",
            &[
                "市委、市政府的领导",
                "省委的部署，市委、县的工作",
                "市委、市人大、市政协的同志",
                "区委区政府",
                "市委、市直机关工委的要求",
                "居委、委员",
                "市委",
                "市委、市有关部门负责人，县委、县会议中心",
            ],
        );
    }
}
