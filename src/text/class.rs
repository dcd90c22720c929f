//! Parts of speech (词性), as the segmenter's dictionary has them: the first letter of its codes says which.
//!
//! A class is told of a word by itself, not of its place in a sentence. Nothing here knows what classes are chosen for.

use serde::{Deserialize, Serialize};

/// A part of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Class {
    /// 名词, names among them (n, nr, ns, nt, nz, ng).
    Noun,
    /// 动词, also as a noun (v, vn, vd).
    Verb,
    /// 形容词 (a, an, ad).
    Adjective,
    /// 区别词: 县级, 非法 (b).
    Attributive,
    /// 状态词: 明明白白 (z).
    State,
    /// 成语 (i).
    Idiom,
    /// 习用语: 占道经营 (l).
    Saying,
    /// 简称: 交警, 社保 (j).
    Short,
    /// 处所词: 路口, 窗口 (s).
    Location,
    /// 方位词: 周边, 东侧 (f).
    Direction,
    /// 时间词: 汛期, 夜间 (t).
    Time,
    /// 语素 (g).
    Morpheme,
    /// 副词: 至少, 逐条 (d).
    Adverb,
    /// 数词: 万人次, 三成 (m).
    Numeral,
    /// 量词: 毫米 (q).
    Measure,
    /// 代词: 谁家 (r).
    Pronoun,
    /// 介词 (p).
    Preposition,
    /// 连词 (c).
    Conjunction,
    /// 助词 (u).
    Particle,
    /// 语气词 (y).
    Modal,
    /// 叹词 (e).
    Exclamation,
    /// 拟声词 (o).
    Sound,
    /// 前缀 (h).
    Prefix,
    /// 后缀 (k).
    Suffix,
    /// 外文 (eng).
    Foreign,
    /// What the dictionary has no class for: own words without one (x).
    Other,
}

/// Every class with its code and its name.
const NAMES: &[(Class, &str, &str)] = &[
    (Class::Noun, "n", "名词"),
    (Class::Verb, "v", "动词"),
    (Class::Adjective, "a", "形容词"),
    (Class::Attributive, "b", "区别词"),
    (Class::State, "z", "状态词"),
    (Class::Idiom, "i", "成语"),
    (Class::Saying, "l", "习用语"),
    (Class::Short, "j", "简称"),
    (Class::Location, "s", "处所词"),
    (Class::Direction, "f", "方位词"),
    (Class::Time, "t", "时间词"),
    (Class::Morpheme, "g", "语素"),
    (Class::Adverb, "d", "副词"),
    (Class::Numeral, "m", "数词"),
    (Class::Measure, "q", "量词"),
    (Class::Pronoun, "r", "代词"),
    (Class::Preposition, "p", "介词"),
    (Class::Conjunction, "c", "连词"),
    (Class::Particle, "u", "助词"),
    (Class::Modal, "y", "语气词"),
    (Class::Exclamation, "e", "叹词"),
    (Class::Sound, "o", "拟声词"),
    (Class::Prefix, "h", "前缀"),
    (Class::Suffix, "k", "后缀"),
    (Class::Foreign, "eng", "外文"),
    (Class::Other, "x", "其他"),
];

impl Class {
    /// The classes whose words mean something where nothing else is said: all but adverbs, numerals, measure words,
    /// pronouns, function words and affixes.
    pub const MEANINGFUL: &'static [Self] = &[
        Self::Noun,
        Self::Verb,
        Self::Adjective,
        Self::Attributive,
        Self::State,
        Self::Idiom,
        Self::Saying,
        Self::Short,
        Self::Location,
        Self::Direction,
        Self::Time,
        Self::Morpheme,
        Self::Foreign,
        Self::Other,
    ];

    /// The class of a code of the dictionary, such as `n`, `vn`, `nz`, `eng`.
    pub fn of_code(code: &str) -> Self {
        let whole = NAMES.iter().find(|(_, known, _)| *known == code);
        let first = || NAMES.iter().find(|(_, known, _)| code.chars().next().is_some_and(|c| known.chars().eq([c])));
        whole.or_else(first).map_or(Self::Other, |(class, ..)| *class)
    }

    /// It as one byte, never the last that there is; see [`Self::of_byte`].
    pub const fn byte(self) -> u8 {
        self as u8
    }

    /// What [`Self::byte`] gave; nothing for other bytes.
    pub fn of_byte(byte: u8) -> Option<Self> {
        NAMES.get(usize::from(byte)).map(|(class, ..)| *class)
    }

    /// Its name, in Chinese.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(class, ..)| *class == self).map_or("", |(_, _, name)| name)
    }
}

impl TryFrom<String> for Class {
    type Error = String;

    /// By name or by code.
    fn try_from(name: String) -> Result<Self, String> {
        let found = NAMES.iter().find(|(_, code, known)| *known == name || *code == name);
        found.map(|(class, ..)| *class).ok_or_else(|| format!("unknown variant `{name}`"))
    }
}

impl From<Class> for String {
    fn from(class: Class) -> Self {
        class.name().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, name: &str) {
        assert_eq!(Class::of_code(code).name(), name, "{code:?}");
    }

    #[test]
    fn codes_have_names() {
        for (code, name) in [
            ("n", "名词"),
            ("nz", "名词"),
            ("vn", "动词"),
            ("mq", "数词"),
            ("ul", "助词"),
            ("eng", "外文"),
            ("e", "叹词"),
            ("x", "其他"),
            ("", "其他"),
            ("𠀀", "其他"),
            ("NZ", "其他"),
        ] {
            check(code, name);
        }
    }

    #[test]
    fn names_and_codes_are_read_back() {
        for (class, code, name) in NAMES {
            for written in [*code, *name] {
                assert_eq!(Class::try_from(written.to_owned()), Ok(*class));
            }
            assert_eq!(Class::of_byte(class.byte()), Some(*class));
            assert_eq!(NAMES.iter().filter(|row| row.0 == *class || row.1 == *code || row.2 == *name).count(), 1);
        }
        assert!(Class::try_from("名".to_owned()).is_err() && Class::of_byte(u8::MAX).is_none());
    }
}
