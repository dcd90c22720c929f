//! Control words: which stand for a sign, and what kind of group others begin.
//!
//! Must not know what is done with either.

/// What a group is by the word at its beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    /// The table of fonts.
    Fonts,
    /// The sheet of styles.
    Styles,
    /// A style for paragraphs.
    Style,
    /// A style for something else.
    OtherStyle,
    /// The number of a paragraph, as it is shown.
    Label,
    /// A note.
    Note,
    /// The text of a text box.
    Box,
    /// A shape, a formula or a text in two spellings: some of the groups within hold text.
    Inside,
    /// The spelling that is wanted.
    Spelling,
    /// Text of a formula.
    Formula,
    /// Properties of tables within tables; the end of a row is among them.
    Tables,
    /// Not shown.
    Hidden,
    /// No word that makes a group special.
    Unknown,
}

/// The kind of group that `word` begins.
pub(super) fn group(word: &str) -> Group {
    match word {
        "fonttbl" => Group::Fonts,
        "stylesheet" => Group::Styles,
        "s" => Group::Style,
        "cs" | "ds" | "ts" | "tsrowd" => Group::OtherStyle,
        "listtext" | "pntext" => Group::Label,
        "footnote" => Group::Note,
        "shptxt" | "dptxbxtext" => Group::Box,
        "shpinst" | "do" | "upr" | "moMath" | "moMathPara" => Group::Inside,
        "ud" => Group::Spelling,
        "mr" => Group::Formula,
        "nesttableprops" => Group::Tables,
        "colortbl" | "info" | "pict" | "nonshppict" | "shprslt" | "header" | "headerl" | "headerr" | "headerf"
        | "footer" | "footerl" | "footerr" | "footerf" | "ftnsep" | "ftnsepc" | "ftncn" | "aftnsep" | "aftnsepc"
        | "aftncn" | "fldinst" | "objdata" | "objclass" | "objname" | "annotation" | "atnid" | "atnauthor" | "xe"
        | "tc" | "tcn" | "rxe" | "txe" | "bkmkstart" | "bkmkend" | "template" | "filetbl" | "listtable"
        | "listoverridetable" | "revtbl" | "rsidtbl" | "generator" | "pntxta" | "pntxtb" | "pnseclvl" | "mmathPict"
        | "nonesttables" | "private" | "falt" | "panose" | "datafield" | "keycode" | "comment" => Group::Hidden,
        _ => Group::Unknown,
    }
}

/// The sign that `word` stands for.
pub(super) fn text(word: &str) -> Option<&'static str> {
    Some(match word {
        "tab" => "\t",
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "emspace" => "\u{2003}",
        "enspace" => "\u{2002}",
        "qmspace" => "\u{2005}",
        _ => return None,
    })
}
