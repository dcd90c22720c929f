//! Set phrases (套话) that are nobody's: what is made of them alone is not copied from anywhere.

use memchr::memmem::Finder;

use super::sequence::Sequence;

/// Formulas of official writing that every unit has to use as they are, one a line.
const BUILT_IN: &str = "\
以习近平新时代中国特色社会主义思想为指导
坚持以习近平新时代中国特色社会主义思想为指导
深入学习贯彻习近平新时代中国特色社会主义思想
全面贯彻习近平新时代中国特色社会主义思想
高举中国特色社会主义伟大旗帜
坚持以马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想为指导
认真学习贯彻党的十九大精神
认真学习贯彻党的二十大精神
深入学习贯彻党的二十大精神
全面贯彻党的二十大和二十届历次全会精神
深入贯彻党的二十大和二十届三中全会精神
全面贯彻落实党的路线方针政策
深刻领悟“两个确立”的决定性意义
增强“四个意识”、坚定“四个自信”、做到“两个维护”
坚决维护党中央权威和集中统一领导
在以习近平同志为核心的党中央坚强领导下
紧密团结在以习近平同志为核心的党中央周围
学思想、强党性、重实践、建新功
不忘初心、牢记使命
统筹推进“五位一体”总体布局
协调推进“四个全面”战略布局
创新、协调、绿色、开放、共享的新发展理念
富强、民主、文明、和谐、自由、平等、公正、法治、爱国、敬业、诚信、友善
实现中华民族伟大复兴的中国梦
全面建设社会主义现代化国家
培育和践行社会主义核心价值观
大力弘扬和践行社会主义核心价值观
自我管理、自我教育、自我服务、自我监督
谁主管、谁负责，谁审批、谁负责
科学立法、严格执法、公正司法、全民守法
在市委、市政府的正确领导下
在市委、市政府的坚强领导下
在区委、区政府的正确领导下
在区委、区政府的坚强领导下
在县委、县政府的正确领导下
在县委、县政府的坚强领导下
在各级领导的关心支持下
在上级部门的精心指导下
现将有关情况汇报如下
现将有关工作情况报告如下
以上报告如有不妥，请批评指正
";

/// The built-in list and a person's own.
#[derive(Clone, Debug)]
pub struct Phrases {
    finders: Vec<(Finder<'static>, usize)>,
}

impl Default for Phrases {
    fn default() -> Self {
        Self::new("")
    }
}

impl Phrases {
    /// The built-in list and `own`: one phrase a line; empty lines and lines that begin with `#` are passed over.
    pub fn new(own: &str) -> Self {
        let lines = BUILT_IN.lines().chain(own.trim_start_matches('\u{feff}').lines());
        let lines = lines.filter(|line| !line.trim_start().starts_with('#'));
        let letters = lines.map(|line| Sequence::of_text(line).letters).filter(|letters| !letters.is_empty());
        let finder = |letters: Vec<char>| {
            let text: String = letters.iter().collect();
            (Finder::new(&text).into_owned(), letters.len())
        };
        Self { finders: letters.map(finder).collect() }
    }

    /// Which characters of a draft lie in a set phrase.
    pub fn cover(&self, draft: &Sequence) -> Vec<bool> {
        let text: String = draft.letters.iter().collect();
        let mut bytes = Vec::with_capacity(draft.letters.len());
        let mut at = 0;
        for c in &draft.letters {
            bytes.push(at);
            at += c.len_utf8();
        }
        let mut covered = vec![false; draft.letters.len()];
        for (finder, length) in &self.finders {
            // Two of them may overlap, one and itself as well.
            let mut from = 0;
            while let Some(found) = text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
                let first = bytes.partition_point(|byte| *byte < from + found);
                covered.iter_mut().skip(first).take(*length).for_each(|covered| *covered = true);
                from += found + 1;
            }
        }
        covered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(own: &str, draft: &str) -> String {
        let draft = Sequence::of_text(draft);
        let cover = Phrases::new(own).cover(&draft);
        draft.letters.iter().zip(cover).map(|(c, covered)| if covered { *c } else { '.' }).collect()
    }

    #[test]
    fn phrases_are_found_through_marks_and_line_breaks() {
        assert_eq!(covered("", "本局在县委、\n县政府 的正确领导下，做了事。"), "..在县委县政府的正确领导下...",);
        assert_eq!(covered("# 甲乙\n\u{3000}甲，乙甲\n", "丙甲乙甲乙甲丙"), ".甲乙甲乙甲.");
        assert_eq!(covered("", ""), "");
    }
}
