//! Mobile and identity numbers of persons in running text.

use crate::lint::finding::Found;
use crate::lint::line::{Kind, Line};
use crate::lint::rule::{Basis, Check, Level, Reach, Rule, Use};
use crate::text::span::tail;
use crate::text::words::Words;

/// The rows of this family.
pub const RULES: &[Rule] = &[Rule {
    id: "phone-id",
    level: Level::Suspect,
    used: Use::On,
    fixes: false,
    name: Words::new("个人号码", "private number"),
    says: Words::new("正文里有个人的{}，确认可以公开", "a private {} in the text: make sure it may be published"),
    basis: Basis::new("", "实务"),
    wrong: "可与经办人⟦13800000000⟧联系。",
    right: "可与经办人联系。",
    doubt: Words::new("公开的联系电话可以保留。", "A number that is given for contact may stay."),
    reach: Reach { shielded: true, ..Reach::WORDS },
    needs: "0123456789０１２３４５６７８９",
    check: Check::Line(look),
}];

/// Words before a number by which it is given for contact, or is another number.
const LABELS: &[&str] =
    &["电话", "手机", "联系方式", "热线", "传真", "微信", "手机号", "手机号码", "咨询", "短信", "拨打"];
const CODES: &[&str] = &[
    "编号",
    "文号",
    "单号",
    "账号",
    "卡号",
    "代码",
    "编码",
    "流水号",
    "案号",
    "户号",
    "序列号",
    "条码",
    "帐号",
    "QQ",
    "批号",
    "税号",
    "信用代码",
    "第",
    "No.",
    "NO.",
    "№",
];
/// How far back the name of a field is sought, in characters.
const SENTENCE: usize = 200;
/// What is counted, so that the number is a quantity.
const COUNTED: &str = "元万亿余多人户次个吨平米股件条册份台只头亩套斤克升千百十号项倍字";

fn look(line: &Line<'_>, found: &mut Found) {
    if !matches!(line.kind, Kind::Body | Kind::Heading) {
        return;
    }
    let is_part = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut at = 0;
    while let Some(c) = line.at(at) {
        if !is_part(c) {
            at += 1;
            continue;
        }
        // Groups with a single blank or hyphen between them are one number.
        let mut end = line.run(at, is_part);
        while line.at(end).is_some_and(|c| matches!(c, ' ' | '-')) && line.at(end + 1).is_some_and(is_part) {
            end = line.run(end + 1, is_part);
        }
        if line.at(end).is_some_and(|c| matches!(c, 'X' | 'x')) {
            end += 1;
        }
        if let Some(what) = private(line, at, end) {
            found.put(line, at..end).about(what);
        }
        at = end;
    }
}

/// What the number is, if it is a person's.
fn private(line: &Line<'_>, from: usize, to: usize) -> Option<&'static str> {
    let letter = |c: Option<char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '*' | '@'))
    };
    if letter(line.before(from)) || letter(line.at(to)) {
        return None;
    }
    let mut groups = vec![0_usize];
    let mut digits = Vec::with_capacity(18);
    for c in line.chars.get(from..to).unwrap_or_default() {
        let digit = match c {
            '０'..='９' => u32::from(*c) - u32::from('０'),
            'x' | 'X' => 10,
            c => {
                let Some(digit) = c.to_digit(10) else {
                    groups.push(0);
                    continue;
                };
                digit
            }
        };
        digits.push(digit);
        if let Some(last) = groups.last_mut() {
            *last += 1;
        }
    }
    let what = match digits.as_slice() {
        [1, 3..=9, ..] if digits.len() == 11 && matches!(groups.as_slice(), [11] | [3, 4, 4]) => "手机号码",
        [1..=8, ..] if digits.len() == 18 && groups.len() == 1 && is_identity(&digits) => "身份证号码",
        _ => return None,
    };
    if line.any_before(from, CODES).is_some() || line.at(to).is_some_and(|c| COUNTED.contains(c)) {
        return None;
    }
    (!is_contact(line, from)).then_some(what)
}

/// Whether a date stands where an identity number has one, and a letter at its end only.
fn is_identity(digits: &[u32]) -> bool {
    let number =
        |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default().iter().fold(0, |n, d| n * 10 + d);
    let dated = (1900..=2099).contains(&number(6..10))
        && (1..=12).contains(&number(10..12))
        && (1..=31).contains(&number(12..14));
    let plain = digits.iter().take(17).all(|digit| *digit < 10);
    dated && plain
}

/// Whether the number stands behind the name of a field for contact: 电话：….
fn is_contact(line: &Line<'_>, from: usize) -> bool {
    let skipped = |c: char| c.is_whitespace() || matches!(c, '：' | ':' | '（' | '(' | '为' | '是');
    let behind = line.run_before(from, skipped);
    if behind < from
        && let Some(label) = line.any_before(behind, LABELS)
    {
        // 他的手机号码是… is told in a sentence.
        return !(label.starts_with("手机") && line.part(behind..from).contains('是'));
    }
    // 联系人及电话：李明轩 …；王小芳 …: all in one sentence.
    let sentence = line.run_before_within(from, SENTENCE, |c| c != '。');
    let before = line.part(sentence..from);
    [':', '：'].iter().any(|colon| before.contains(*colon))
        && ["电话", "手机", "联系人", "联系方式"].iter().any(|label| {
            before.match_indices(label).any(|(at, label)| tail(before, at + label.len()).starts_with([':', '：']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::tests::{fires, silent};

    #[test]
    fn numbers_that_are_told_by_what_stands_beside() {
        for label in LABELS {
            silent("phone-id", &[&format!("如有疑问请找经办人，{label}：13912345678")]);
        }
        for code in CODES {
            silent("phone-id", &[&format!("本件{code}13912345678")]);
        }
        for unit in COUNTED.chars() {
            silent("phone-id", &[&format!("共13912345678{unit}")]);
        }
    }

    #[test]
    fn numbers_of_persons() {
        fires(
            "phone-id",
            &[
                "群众可直接拨打⟦13912345678⟧反映情况。",
                "李明轩⟦139 1234 5678⟧和王小芳⟦139-1234-5678⟧已到岗。",
                "补贴对象⟦110101199003071234⟧已核实，",
                "补贴对象（⟦11010119900307123X⟧）",
                "请找⟦１３９１２３４５６７８⟧𠀀",
                "⟦13912345678⟧是经办人的号码",
                "经办人e\u{301}⟦13912345678⟧",
                "我的手机号码是⟦13912345678⟧，可随时拨打。",
            ],
        );
        silent(
            "phone-id",
            &[
                "联系电话：13912345678",
                "如有疑问，请联系李明轩（电话：13912345678），或者到三楼窗口办理。",
                "拨打12345、12338热线",
                "电话0351-4044044",
                "邮编030001",
                "总投资13912345678元",
                "统一社会信用代码110101199003071234",
                "订单编号13912345678",
                "索引号：139123456789",
                "见http://a.cn/13912345678",
                "110101199013071234",
                "12912345678",
                "1391234567",
                "联系人：李明轩 13912345678，王小芳 13812345678",
                "（联系人及电话：李明轩 0351-12345678,13912345678；王小芳 0351-12345679,13812345678；邮箱另告）",
            ],
        );
    }
}
