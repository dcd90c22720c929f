//! What each element does to the lines: which break them, which are furniture, which are left out.
//!
//! Must not know of text.

/// What an element does, by its name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins and ends a line.
    Block,
    /// A paragraph: a block that the next block ends.
    Paragraph,
    /// A heading of this level.
    Heading(u8),
    /// An item of a list.
    Item,
    /// Site furniture.
    Chrome,
    /// A header: furniture unless it is an article's.
    Header,
    /// An article or the main part: what is in it is no furniture by the tag `header`.
    Article,
    /// Lines stay as they are.
    Pre,
    /// A caption.
    Caption,
    /// A table.
    Table,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// A link.
    Link,
    /// Bold.
    Bold,
    /// Centred, a block.
    Centre,
    /// The page's title.
    Title,
    /// Not shown at all.
    Skip,
    /// The body: ends whatever was left open before it.
    Body,
    /// A line break.
    Break,
    /// A rule: a block without content.
    Rule,
    /// Has no content and breaks nothing.
    Void,
    /// Runs on in the line.
    Inline,
}

/// The kind of the element called `name` (lower case).
pub(super) fn kind(name: &[u8]) -> Kind {
    match name {
        b"p" => Kind::Paragraph,
        b"div" | b"section" | b"ul" | b"ol" | b"dl" | b"blockquote" | b"address" | b"fieldset" | b"details"
        | b"summary" | b"figure" | b"dir" | b"menu" | b"tbody" | b"thead" | b"tfoot" | b"hgroup" | b"html"
        | b"optgroup" => Kind::Block,
        b"h1" => Kind::Heading(1),
        b"h2" => Kind::Heading(2),
        b"h3" => Kind::Heading(3),
        b"h4" => Kind::Heading(4),
        b"h5" => Kind::Heading(5),
        b"h6" => Kind::Heading(6),
        b"li" | b"dt" | b"dd" => Kind::Item,
        b"nav" | b"footer" | b"aside" | b"button" | b"form" | b"select" | b"option" => Kind::Chrome,
        b"header" => Kind::Header,
        b"article" | b"main" => Kind::Article,
        b"pre" | b"listing" => Kind::Pre,
        b"caption" | b"figcaption" => Kind::Caption,
        b"table" => Kind::Table,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"a" => Kind::Link,
        b"b" | b"strong" => Kind::Bold,
        b"center" => Kind::Centre,
        b"title" => Kind::Title,
        b"script" | b"style" | b"noscript" | b"template" | b"textarea" | b"iframe" | b"noembed" | b"noframes"
        | b"svg" | b"math" | b"object" | b"audio" | b"video" | b"canvas" | b"datalist" | b"rp" | b"rt" => Kind::Skip,
        b"body" => Kind::Body,
        b"br" => Kind::Break,
        b"hr" => Kind::Rule,
        b"img" | b"input" | b"meta" | b"link" | b"area" | b"base" | b"col" | b"embed" | b"source" | b"track"
        | b"wbr" | b"param" | b"frame" | b"keygen" | b"bgsound" => Kind::Void,
        _ => Kind::Inline,
    }
}

/// Words of a class or id that mean site furniture.
const FURNITURE: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "share",
    "bdshare",
    "social",
    "footer",
    "foot",
    "sidebar",
    "aside",
    "related",
    "recommend",
    "recommended",
    "copyright",
    "toolbar",
    "pager",
    "pagination",
    "ad",
    "ads",
    "advert",
    "banner",
    "login",
    "search",
    "comment",
    "comments",
    "topbar",
    "hot",
    "rank",
];

/// Whether a class or id says, in a word of its own, that the element is furniture.
pub(super) fn names_furniture(value: &str) -> bool {
    value
        .split(|c: char| !c.is_ascii_alphabetic())
        .flat_map(camel)
        .any(|word| FURNITURE.iter().any(|furniture| word.eq_ignore_ascii_case(furniture)))
}

/// `mainNav` is `main` and `Nav`.
fn camel(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(at, c)| c.is_ascii_uppercase() && rest.as_bytes().get(at - 1).is_some_and(u8::is_ascii_lowercase));
        let (head, tail) = rest.split_at_checked(end.map_or(rest.len(), |(at, _)| at)).unwrap_or((rest, ""));
        rest = tail;
        let _ = first;
        Some(head)
    })
}
