//! Roles as 阅读 names them: their words, their short marks in the tree, and the filter that asks for them.

use crate::corpus::role::Role;
use crate::stats::report::Words;
use crate::text::fold;
use crate::text::pinyin::Matcher;

/// What a role is called.
pub const fn words(role: Role) -> Words {
    match role {
        Role::Opening => Words::new("开头", "开头 opening"),
        Role::Practice => Words::new("做法", "做法 practice"),
        Role::Outcome => Words::new("成效", "成效 outcome"),
        Role::Difficulty => Words::new("问题", "问题 problems"),
        Role::Cause => Words::new("原因", "原因 causes"),
        Role::Intention => Words::new("打算", "打算 plans"),
        Role::Guarantee => Words::new("保障", "保障 guarantee"),
        Role::Organisation => Words::new("组织", "组织 leading"),
        Role::Publicity => Words::new("宣传", "宣传 publicity"),
        Role::Inspection => Words::new("督查", "督查 inspection"),
        Role::Stage => Words::new("阶段", "阶段 stages"),
    }
}

/// No role at all.
pub const NONE: Words = Words::new("无", "无 none");

/// Words before a colon that ask for a role.
const KEYS: &[&str] = &["角色", "role", "juese", "js"];

/// The shortest beginning of an English word that names a role: shorter ones are initials of pinyin.
const ENGLISH: usize = 3;

/// A filter of the tree, taken apart: `角色：问题 经费` asks for sections on 问题 with 经费 in their heading.
#[derive(Clone, Debug)]
pub struct Query {
    /// The roles asked for, where any is.
    roles: Option<Vec<Option<Role>>>,
    /// Everything else.
    rest: Matcher,
}

impl Query {
    /// Takes a filter apart.
    pub fn new(filter: &str) -> Self {
        let (role, rest) = parted(filter);
        Self { roles: role.filter(|value| !value.is_empty()).map(|value| named(&value)), rest: Matcher::new(&rest) }
    }

    /// Whether a row is asked for: its label, whether it is a section, and the section's role.
    pub fn is_match(&self, label: &str, section: bool, role: Option<Role>) -> bool {
        let asked = self.roles.as_ref().is_none_or(|roles| section && roles.contains(&role));
        asked && self.rest.is_match(label)
    }
}

/// The filter without its role.
pub fn without_role(filter: &str) -> String {
    parted(filter).1
}

/// The filter with `role` as its role, or with none at all as what it asks for.
pub fn with_role(filter: &str, role: Option<Role>) -> String {
    let rest = without_role(filter);
    let role = format!("角色：{}", role.map_or(NONE.zh, Role::id));
    if rest.is_empty() { role } else { format!("{role} {rest}") }
}

/// Whether a filter asks for a role.
pub fn asks_for_role(filter: &str) -> bool {
    parted(filter).0.is_some()
}

/// The value of the filter's role, where it has one, and the rest of it.
fn parted(filter: &str) -> (Option<String>, String) {
    let mut role = None;
    let mut rest = Vec::new();
    let mut words = filter.split_whitespace().peekable();
    while let Some(word) = words.next() {
        match word.split_once([':', '：']).filter(|(key, _)| KEYS.contains(&fold::text(key).as_str())) {
            // A blank after the colon is no value.
            Some((_, "")) => role = Some(words.next().unwrap_or_default().to_owned()),
            Some((_, value)) => role = Some(value.to_owned()),
            None => rest.push(word),
        }
    }
    (role, rest.join(" "))
}

/// The roles that a value names: by their words, pinyin, initials or English, several parted by marks.
fn named(value: &str) -> Vec<Option<Role>> {
    let mut roles = Vec::new();
    for part in value.split([',', '，', '、', '|', '/']).filter(|part| !part.is_empty()) {
        let (folded, matcher) = (fold::text(part), Matcher::new(part));
        if [NONE.zh, "wu", "none"].contains(&folded.as_str()) {
            roles.push(None);
        }
        roles.extend(Role::ALL.into_iter().filter_map(|role| {
            let begins = matcher.find(role.id()).is_some_and(|span| span.start == 0);
            let english = words(role).en.split(' ').nth(1).unwrap_or_default();
            (begins || folded.len() >= ENGLISH && english.starts_with(&folded)).then_some(Some(role))
        }));
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(filter: &str, label: &str, role: Option<Role>, expected: bool) {
        assert_eq!(Query::new(filter).is_match(label, true, role), expected, "{filter} {label}");
    }

    #[test]
    fn a_role_is_asked_for_in_many_ways() {
        let problems = Some(Role::Difficulty);
        for filter in [
            "角色:问题",
            "角色：问题",
            "role:问题",
            "ROLE：wt",
            "role:wenti",
            "js:w",
            "role:prob",
            "角色： 问题",
            "角色：原因、问题",
        ] {
            check(filter, "三、存在的问题", problems, true);
            check(filter, "二、主要做法", Some(Role::Practice), false);
            check(filter, "二、存在的问题", None, false);
        }
        check("role:无", "附", None, true);
        check("role:无", "附", problems, false);
        check("role:没有这种", "附", problems, false);
        // Not typed to its end yet.
        check("角色：", "附", None, true);
        assert!(!Query::new("角色：问题").is_match("存在的问题", false, None));
    }

    #[test]
    fn a_role_and_words_are_asked_for_together() {
        let problems = Some(Role::Difficulty);
        for filter in ["role:问题 经费", "经费 角色：wt", "role:问题 jf"] {
            check(filter, "（一）经费不足", problems, true);
            check(filter, "（二）人手不够", problems, false);
            check(filter, "（一）经费保障", Some(Role::Guarantee), false);
        }
        check("文明：创建", "文明：创建", None, true);
    }

    #[test]
    fn the_role_of_a_filter_is_set_and_taken_away() {
        assert_eq!(with_role("经费", Some(Role::Difficulty)), "角色：问题 经费");
        assert_eq!(with_role("role:wt 经费", None), "角色：无 经费");
        assert_eq!(without_role("role:wt 经费 𠀀"), "经费 𠀀");
        assert!(asks_for_role("role:") && !asks_for_role("问题"));
    }

    #[test]
    fn every_role_has_its_own_words_and_mark() {
        let marks: std::collections::HashSet<_> = Role::ALL.into_iter().map(Role::mark).collect();
        assert_eq!(marks.len(), Role::ALL.len());
        for role in Role::ALL {
            let (names, mark) = (words(role), role.mark());
            assert_eq!(names.zh, role.id());
            assert!(names.en.starts_with(names.zh) && names.zh.contains(mark));
        }
    }
}
