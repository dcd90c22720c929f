//! Word documents built byte by byte, for tests.
//!
//! Must not know how they are read.

use std::io::{Cursor, Write};

/// A piece of text with its properties and those of its paragraph.
struct Piece {
    bytes: Vec<u8>,
    positions: u32,
    narrow: bool,
    characters: Vec<u8>,
    paragraph: usize,
    change: u16,
}

/// A document being built.
pub(super) struct Build {
    pub(super) language: u16,
    pub(super) flags: u16,
    pub(super) version: u16,
    pub(super) magic: u16,
    /// The pieces stand in the file from the last to the first, as after a fast save.
    pub(super) scrambled: bool,
    /// Properties that pieces point to.
    pub(super) changes: Vec<Vec<u8>>,
    /// Further tables, by their number in the head.
    pub(super) tables: Vec<(usize, Vec<u8>)>,
    /// The stream of data.
    pub(super) data: Vec<u8>,
    pieces: Vec<Piece>,
    paragraphs: Vec<Vec<u8>>,
    lengths: [u32; 8],
    story: usize,
}

impl Default for Build {
    fn default() -> Self {
        Self {
            language: 0x0804,
            flags: 0x1200,
            version: 0xC1,
            magic: 0xA5EC,
            scrambled: false,
            changes: Vec::new(),
            tables: Vec::new(),
            data: Vec::new(),
            pieces: Vec::new(),
            paragraphs: vec![Vec::new()],
            lengths: [0; 8],
            story: 0,
        }
    }
}

impl Build {
    /// Adds text in UTF-16.
    pub(super) fn wide(&mut self, text: &str, characters: &[u8]) -> &mut Self {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.piece(bytes, false, characters, 0)
    }

    /// Adds text of one byte a sign.
    pub(super) fn narrow(&mut self, bytes: &[u8], characters: &[u8]) -> &mut Self {
        self.piece(bytes.to_vec(), true, characters, 0)
    }

    /// Adds text in UTF-16 whose piece was changed.
    pub(super) fn changed(&mut self, text: &str, change: u16) -> &mut Self {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.piece(bytes, false, &[], change)
    }

    /// Ends a paragraph with `mark`, in a style and with properties.
    pub(super) fn end(&mut self, mark: char, style: u16, properties: &[u8]) -> &mut Self {
        self.wide(&mark.to_string(), &[]);
        if let Some(last) = self.paragraphs.last_mut() {
            *last = [&style.to_le_bytes(), properties].concat();
        }
        self.paragraphs.push(Vec::new());
        self
    }

    /// Adds a paragraph without properties.
    pub(super) fn p(&mut self, text: &str) -> &mut Self {
        self.wide(text, &[]).end('\r', 0, &[])
    }

    /// What follows belongs to another part of the text.
    pub(super) fn story(&mut self, number: usize) -> &mut Self {
        self.story = number;
        self
    }

    /// How many positions the part has by now.
    pub(super) fn position(&self) -> u32 {
        self.lengths[self.story]
    }

    fn piece(&mut self, bytes: Vec<u8>, narrow: bool, characters: &[u8], change: u16) -> &mut Self {
        let positions = (if narrow { bytes.len() } else { bytes.len() / 2 }) as u32;
        self.lengths[self.story] += positions;
        let paragraph = self.paragraphs.len() - 1;
        self.pieces.push(Piece { bytes, positions, narrow, characters: characters.to_vec(), paragraph, change });
        self
    }

    /// The streams: WordDocument and 1Table.
    pub(super) fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let mut main = vec![0; 1024];
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        if self.scrambled {
            order.reverse();
        }
        let mut places = vec![(0_u32, 0_u32); self.pieces.len()];
        for index in &order {
            let piece = &self.pieces[*index];
            let start = main.len() as u32;
            main.extend(&piece.bytes);
            places[*index] = (start, main.len() as u32);
        }
        let mut table = Vec::new();
        let mut entries = Vec::new();
        let mut rows: Vec<(usize, Vec<u8>)> = vec![(33, self.piece_table(&places))];
        for (number, row) in [(12, 1), (13, 13)] {
            let stretches = order.iter().map(|index| {
                let piece = &self.pieces[*index];
                let properties = if row == 1 { &piece.characters } else { &self.paragraphs[piece.paragraph] };
                (places[*index], properties.as_slice())
            });
            let stretches: Vec<_> = stretches.collect();
            rows.push((number, pages(&stretches, row, &mut main)));
        }
        rows.extend(self.tables.iter().cloned());
        for (number, bytes) in rows {
            entries.push((number, table.len() as u32, bytes.len() as u32));
            table.extend(bytes);
            // Levels of lists stand behind their table.
            table.extend([0; 4]);
        }
        self.head(&mut main, &entries);
        (main, table)
    }

    fn piece_table(&self, places: &[(u32, u32)]) -> Vec<u8> {
        let mut table = Vec::new();
        for change in &self.changes {
            table.push(1);
            table.extend((change.len() as u16).to_le_bytes());
            table.extend(change);
        }
        let mut positions = vec![0_u32];
        let mut rows = Vec::new();
        for (piece, (start, _)) in self.pieces.iter().zip(places) {
            positions.push(positions.last().copied().unwrap_or(0) + piece.positions);
            let place = if piece.narrow { (start * 2) | 0x4000_0000 } else { *start };
            rows.extend([0, 0]);
            rows.extend(place.to_le_bytes());
            rows.extend(piece.change.to_le_bytes());
        }
        table.push(2);
        table.extend(((positions.len() * 4 + rows.len()) as u32).to_le_bytes());
        table.extend(positions.iter().flat_map(|position| position.to_le_bytes()));
        table.extend(rows);
        table
    }

    fn head(&self, main: &mut [u8], entries: &[(usize, u32, u32)]) {
        let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
        for (at, value) in [(0, self.magic), (2, self.version), (6, self.language), (10, self.flags)] {
            put(at, &value.to_le_bytes());
        }
        for (at, value) in [(32, 14_u16), (62, 22), (152, 93)] {
            put(at, &value.to_le_bytes());
        }
        for (index, length) in self.lengths.iter().enumerate() {
            put(76 + index * 4, &length.to_le_bytes());
        }
        for (number, at, length) in entries {
            put(154 + number * 8, &at.to_le_bytes());
            put(158 + number * 8, &length.to_le_bytes());
        }
    }

    /// The file.
    pub(super) fn file(&self) -> Result<Vec<u8>, std::io::Error> {
        let (main, table) = self.streams();
        compound(&[("WordDocument", &main), ("1Table", &table), ("Data", &self.data)])
    }
}

/// A compound file of these streams.
pub(super) fn compound(streams: &[(&str, &[u8])]) -> Result<Vec<u8>, std::io::Error> {
    let version = cfb::Version::V3;
    let mut file = cfb::CompoundFile::create_with_version(version, Cursor::new(Vec::new()))?;
    for (name, bytes) in streams {
        file.create_stream(format!("/{name}"))?.write_all(bytes)?;
    }
    file.flush()?;
    Ok(file.into_inner().into_inner())
}

/// Writes pages of properties behind `main`; their table.
fn pages(stretches: &[((u32, u32), &[u8])], row: usize, main: &mut Vec<u8>) -> Vec<u8> {
    let (mut positions, mut numbers) = (Vec::new(), Vec::new());
    for group in stretches.chunks(4) {
        main.resize(main.len().next_multiple_of(512), 0);
        let mut page = vec![0; 512];
        let mut end = 510;
        for (index, ((start, stop), properties)) in group.iter().enumerate() {
            page[index * 4..index * 4 + 8].copy_from_slice(&[start.to_le_bytes(), stop.to_le_bytes()].concat());
            let mut bytes = if row == 1 {
                vec![properties.len() as u8]
            } else if properties.len() % 2 == 0 {
                vec![0, (properties.len() / 2) as u8]
            } else {
                vec![properties.len().div_ceil(2) as u8]
            };
            bytes.extend(*properties);
            end = (end - bytes.len()) & !1;
            page[end..end + bytes.len()].copy_from_slice(&bytes);
            page[(group.len() + 1) * 4 + index * row] = if properties.is_empty() { 0 } else { (end / 2) as u8 };
        }
        page[511] = group.len() as u8;
        positions.push(group.first().map_or(0, |((start, _), _)| *start));
        numbers.push((main.len() / 512) as u32);
        main.extend(page);
    }
    positions.push(u32::MAX);
    positions.iter().chain(&numbers).flat_map(|number| number.to_le_bytes()).collect()
}

/// A style: number among Word's own, kind, the style below, name, properties of paragraphs and characters.
type Style<'a> = (u16, u16, u16, &'a str, &'a [u8], &'a [u8]);

/// A sheet of styles.
pub(super) fn sheet(styles: &[Style<'_>]) -> Vec<u8> {
    let mut sheet = 18_u16.to_le_bytes().to_vec();
    sheet.extend((styles.len() as u16).to_le_bytes());
    sheet.extend(10_u16.to_le_bytes());
    sheet.resize(20, 0);
    for (index, (number, kind, below, name, paragraphs, characters)) in styles.iter().enumerate() {
        let mut style: Vec<u8> = Vec::new();
        let lists = if *kind == 1 { 2 } else { 1 };
        for word in [*number, kind | (below << 4), lists, 0, 0, name.encode_utf16().count() as u16] {
            style.extend(word.to_le_bytes());
        }
        style.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        let mut list = |bytes: &[u8]| {
            style.resize(style.len().next_multiple_of(2), 0);
            style.extend((bytes.len() as u16).to_le_bytes());
            style.extend(bytes);
        };
        if *kind == 1 {
            list(&[&(index as u16).to_le_bytes(), *paragraphs].concat());
        }
        list(characters);
        sheet.extend((style.len() as u16).to_le_bytes());
        sheet.extend(&style);
        sheet.resize(sheet.len().next_multiple_of(2), 0);
    }
    sheet
}

/// A table of fonts.
pub(super) fn fonts(names: &[&str]) -> Vec<u8> {
    let mut table = (names.len() as u16).to_le_bytes().to_vec();
    table.extend([0, 0]);
    for name in names {
        let mut font = vec![0; 39];
        font.extend(name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
        table.push(font.len() as u8);
        table.extend(font);
    }
    table
}
