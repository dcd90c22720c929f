//! Long stretches of rows without a change as one row. Knows nothing of how rows come about.

use super::{Row, RowKind, RowLot, note};

/// So many unchanged paragraphs stay before and after a change.
const AROUND: usize = 1;

/// A single paragraph up to this many characters is not worth folding.
const SHORT: usize = 60;

/// Rows without a change, away from those with one, as one row; headings over a change stay.
pub(super) fn fold(rows: Vec<Row>) -> Vec<Row> {
    let changed: Vec<bool> = rows.iter().map(|row| row.lot != RowLot::Same || row.parts.len() > 1).collect();
    let mut keep = changed.clone();
    let mut over: Vec<(u8, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if row.kind == RowKind::Heading {
            over.retain(|(level, _)| *level < row.level);
            over.push((row.level, at));
        }
        if changed.get(at) == Some(&true) {
            for (_, heading) in &over {
                if let Some(kept) = keep.get_mut(*heading) {
                    *kept = true;
                }
            }
            let near = at.saturating_sub(AROUND)..=at + AROUND;
            for other in near {
                let inside = rows.get(other).is_some_and(|other| other.passage == row.passage);
                if let Some(kept) = keep.get_mut(other).filter(|_| inside) {
                    *kept = true;
                }
            }
        }
    }
    let mut out: Vec<Row> = Vec::new();
    let mut run: Vec<Row> = Vec::new();
    for (row, kept) in rows.into_iter().zip(keep) {
        if kept {
            close(&mut run, &mut out);
            out.push(row);
        } else {
            run.push(row);
        }
    }
    close(&mut run, &mut out);
    out
}

fn close(run: &mut Vec<Row>, out: &mut Vec<Row>) {
    let text: usize = run.iter().map(|row| row.text().chars().count()).sum();
    if run.len() < 2 && text <= SHORT {
        out.append(run);
        return;
    }
    let Some(first) = run.first() else { return };
    let headings = run.iter().filter(|row| row.kind == RowKind::Heading).count();
    let words = match headings {
        0 => format!("…… 未改 {} 段 ……", run.len()),
        _ => format!("…… 未改 {} 段（含 {headings} 个标题） ……", run.len()),
    };
    out.push(Row {
        kind: RowKind::Folded,
        lot: RowLot::Same,
        level: first.level,
        parts: vec![note(words)],
        old_line: first.old_line,
        new_line: first.new_line,
        passage: first.passage,
        carried: run.iter().all(|row| row.carried),
    });
    run.clear();
}
