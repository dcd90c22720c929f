//! Blurbs: what the compiler of a page says to its readers before, between and after the works.

use super::Finding;
use super::phrases::Phrases;

/// A compiler's blurb, folded: at least one phrase that only a compiler writes, and one more.
pub fn blurb(folded: &str) -> Option<Finding> {
    let sure = SURE.all_in(folded);
    if sure.is_empty() {
        return None;
    }
    // A word within a sure one says nothing more.
    let soft: Vec<&str> =
        SOFT.all_in(folded).into_iter().filter(|soft| !sure.iter().any(|sure| sure.contains(soft))).collect();
    // 让我们一起来看!
    let calls = folded.trim_end_matches(['!', '。', '~', '吧', '看']).ends_with("一起来") && sure.contains(&"一起来看");
    let weight = sure.len() * 2 + soft.len() + usize::from(calls);
    let words = || sure.iter().chain(&soft).take(3).copied().collect::<Vec<_>>().join("”“");
    (weight >= 3).then(|| Finding::new("编者按语", format!("含“{}”", words())))
}

/// The phrases that only a compiler says.
pub fn sure() -> &'static [&'static str] {
    SURE.all()
}

/// Only a compiler says this.
static SURE: Phrases = Phrases::new(&[
    "小编",
    "为您整理",
    "为大家整理",
    "为你整理",
    "网友整理",
    "网友为",
    "一起来看",
    "一起看看",
    "欢迎阅读",
    "欢迎大家阅读",
    "欢迎参考",
    "供您参考",
    "供参考借鉴",
    "感谢您的阅读",
    "感谢阅读",
    "范文网",
    "优秀范文",
    "的范文",
    "篇范文",
    "范文参考",
    "为您推荐",
    "希望对您",
    "希望能对您",
    "为您准备",
    "为大家准备",
    "欢迎借鉴",
    "借鉴参考",
    "请查收",
    "随小编",
    "希望大家喜欢",
    "希望大家能够喜欢",
]);

/// A compiler says this, and others too.
static SOFT: Phrases = Phrases::new(&[
    "精心整理",
    "供大家参考",
    "仅供参考",
    "以下是",
    "下面是",
    "以下为",
    "下面就是",
    "以下内容",
    "接下来",
    "希望对",
    "有所帮助",
    "有帮助",
    "大家好",
    "分享",
    "整理",
    "推荐",
    "收集",
    "搜集",
    "网友",
    "带来",
    "参考",
    "怎么写",
    "如何写",
    "写作",
    "应用写作",
    "文体之一",
    "文章",
    "阅读",
    "#",
    "范文",
    "看看吧",
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn only_compilers_speak_so() {
        for (text, expected) in [
            ("以下是小编为大家收集的创城总结,希望对您有帮助。", true),
            ("工作汇报是书面材料,是文体之一。下面是几份汇报，一起来看看吧！", true),
            ("【#实用文# #总结12篇#】范文应该怎么写?编辑为您准备了一份“总结”范文,以下建议仅供参考!", true),
            ("全县工作会议召开，三个镇作了发言，一起来看！", true),
            ("走进青石镇，一起来看𠀀变化的人很多。", false),
            ("以下是今年的主要工作。", false),
            ("我们对网友反映的问题进行了整改。", false),
            ("推荐3名𠀀志愿者，收集意见20条，供参考。", false),
        ] {
            assert_eq!(blurb(&fold::text(text)).is_some(), expected, "{text}");
        }
    }
}
