//! A stream of bytes read as choices and as Chinese text, so that any bytes mean something and most of them much.

use std::sync::LazyLock;

/// What a byte of a text stands for, between `┆`: what drafts are made of, and what makes text hard.
const PALETTE: &str = "\
    \n┆创┆城┆工┆作┆文┆明┆，┆。┆、┆；┆：┆？┆！┆一┆二┆三┆十┆1┆2┆3┆9┆0┆a┆B┆e\u{301}┆\u{301}┆𠀀┆“┆”┆‘┆’┆（┆\
    ）┆《┆》┆【┆】┆(┆)┆\"┆'┆,┆.┆-┆—┆…┆·┆ ┆\t┆\u{3000}┆\u{a0}┆\u{200b}┆\u{200d}┆\u{202e}┆\u{feff}┆\r┆\
    \u{2028}┆\u{1b}┆\u{0}┆👨\u{200d}👩┆🇨┆🇳┆①┆⑳┆Ａ┆，┆%┆／┆/┆#┆|┆~┆～┆=┆*┆>┆<┆一、┆二、┆三、┆（一）┆\
    （二）┆(一)┆1.┆2.┆3．┆1.1┆（1）┆(2)┆一是┆二是┆三是┆第一章┆第二条┆第三节┆\n一、┆\n二、┆\n（一）┆\n1.┆\
    \n\n┆\n　　┆【做法，约 120 字】┆20┆年┆月┆日┆2024年┆5.5%┆----┆---\n┆标题：┆字数：┆创建文明城市┆\
    工作总结┆存在问题┆来源：┆上一篇：┆关于┆的通知┆各科室：┆特此报告┆附件：┆ab┆http://┆e┆\u{309}┆\
    \u{fe0f}┆\u{1f3fd}┆한┆ﬁ┆ǅ┆İ┆\u{e000}┆\u{fffd}┆\u{85}";

static PIECES: LazyLock<Vec<&str>> = LazyLock::new(|| PALETTE.split('┆').collect());

/// Bytes that are read from the front. At their end every number is 0 and every text empty.
pub struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    /// All of `data`.
    pub const fn new(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    /// Whether nothing is left.
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        *first
    }

    /// A number below `bound`; of two bytes where one would not reach.
    pub fn below(&mut self, bound: usize) -> usize {
        let high = if bound > 256 { usize::from(self.byte()) << 8 } else { 0 };
        (high + usize::from(self.byte())) % bound.max(1)
    }

    /// One of `choices`, of which there is at least one.
    pub fn choose<T: Copy>(&mut self, choices: &[T]) -> T {
        let at = self.below(choices.len());
        choices.get(at).copied().unwrap_or_else(|| choices[0])
    }

    /// Up to `most` pieces of text.
    pub fn text(&mut self, most: usize) -> String {
        (0..self.below(most + 1)).map(|_| self.choose(&PIECES)).collect()
    }

    /// All that is left as pieces of text.
    pub fn all_text(mut self) -> String {
        let mut out = String::new();
        while !self.is_empty() {
            out.push_str(self.choose(&PIECES));
        }
        out
    }

    /// The next bytes as they are; how many, the bytes before them say.
    pub fn part(&mut self) -> &'a [u8] {
        let length = self.below(1 << 16).min(self.rest.len());
        let (part, rest) = self.rest.split_at(length);
        self.rest = rest;
        part
    }

    /// All that is left, as it is.
    pub const fn rest(self) -> &'a [u8] {
        self.rest
    }
}
