//! Addressees: lines that call the offices or people a text is for.
//!
//! Knows nothing of where a line stands, but for what only a line right below a title may be.

use crate::corpus::clean::phrases::Edges;

/// Whether a line addresses its readers: 同志们： 各科室、各单位：
pub fn is_salutation(text: &str) -> bool {
    let Some(body) = text.strip_suffix(['：', ':', '！', '!', '，', ',', '。']) else { return false };
    let polite = text.chars().count() <= 14
        && ["大家好", "上午好", "下午好", "晚上好", "你们好", "您好"].iter().any(|word| body.ends_with(word));
    if polite {
        return true;
    }
    let most = if body.starts_with('各') { LONGEST_READERS } else { 80 };
    let called = text.ends_with(['：', ':', '！', '!']) && body.chars().count() <= most && !body.contains(['。', '；']);
    let to_all = body.starts_with('各')
        || body.starts_with("尊敬的")
        || body.starts_with("亲爱的")
        || body.starts_with("校内各");
    // 机关科室、各事业部：
    let listed = body.contains("、各") && CALLED.end(body);
    let is_reader = listed || READERS.iter().any(|word| body.ends_with(word));
    called && (to_all || is_reader) && !body.ends_with(['下', '是', '为'])
}

/// Whether a line right below a title calls one office or its people: 县林业局： 全体教职工：
pub fn is_office_called(text: &str) -> bool {
    let Some(body) = text.strip_suffix(['：', ':']) else { return false };
    let fits = body.chars().count() <= LONGEST_CALLED && !body.contains(['，', ',', '。', '；', '：', ':']);
    fits && (CALLED.end(body) || body.starts_with("全体") || body.starts_with("全校"))
}

/// Whether a line right below a title calls anybody.
pub fn calls(text: &str) -> bool {
    is_salutation(text) || is_office_called(text)
}

/// The longest line that calls an office, in characters.
const LONGEST_CALLED: usize = 40;

/// How names of offices and of their people end.
static CALLED: Edges = Edges::new(&[
    "局",
    "厅",
    "委",
    "办",
    "部",
    "院",
    "会",
    "组",
    "队",
    "站",
    "所",
    "处",
    "科",
    "学校",
    "中学",
    "小学",
    "大学",
    "医院",
    "指挥部",
    "督查室",
    "办公室",
    "研究室",
    "集团",
    "公司",
    "教职工",
    "员工",
    "师生",
    "同学",
    "业主",
    "家长",
    "村民",
    "居民",
    "先生们",
    "女士们",
    "中心",
    "工会",
    "协会",
    "支队",
    "大队",
    "府",
    "行",
    "厂",
]);

/// The longest line that names offices one by one, in characters.
const LONGEST_READERS: usize = 160;

/// Last words of a 称谓.
const READERS: &[&str] = &[
    "同志们",
    "同志",
    "代表",
    "委员",
    "领导",
    "来宾",
    "朋友们",
    "朋友",
    "同事们",
    "同事",
    "评委",
    "老师",
    "老师们",
    "同学们",
    "同学",
    "家长",
    "家长们",
    "师生",
    "单位",
    "单位、个人",
    "院校",
    "机构",
    "部门",
    "政府",
    "公司",
    "科室",
    "街道",
    "委员会",
    "乡镇",
    "先生",
    "女士",
    "党委",
    "支部",
    "主任",
    "书记",
    "局长",
    "处长",
    "组长",
    "各位",
    "党组",
    "党组织",
    "办公室",
    "管委会",
    "村",
    "社区",
];

/// Whether a text ends as names of offices do.
pub fn is_office(name: &str) -> bool {
    CALLED.end(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn salutations() {
        for text in [
            "同志们：",
            "各科室、各单位:",
            "尊敬的各位领导：",
            "大家上午好。",
            "各位代表！",
            "公司科室、各员工：",
            "所属单位党组织：",
        ] {
            assert!(is_salutation(text), "{text}");
        }
        for text in ["具体要求如下：", "改进措施:", "主要任务是：", "加强领导、各负其责："] {
            assert!(!is_salutation(text), "{text}");
        }
    }
}
