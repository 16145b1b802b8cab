//! Names in tables: a column that is headed *Nom*, *First name*, *Client* holds names, however they are
//! written.

use super::names::{Facts, Names};
use crate::domain::Span;

/// A line longer than this, in bytes, is no line of a table.
const LONGEST_LINE: usize = 2_000;
/// A cell longer than this, in bytes, heads no column and is no name.
const LONGEST_CELL: usize = 48;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// Names of persons.
    Names,
    /// Names of persons or firms.
    Parties,
    Other,
}

struct Table {
    separator: char,
    columns: Vec<Column>,
}

/// Every cell of a text that is a name.
pub(super) fn names(text: &str, names: &Names) -> Vec<Span> {
    let mut found = Vec::new();
    let mut table: Option<Table> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if line.len() > LONGEST_LINE {
            table = None;
            continue;
        }
        table = match table {
            Some(known) if known.holds(line) => {
                known.read(line, start, names, &mut found);
                Some(known)
            }
            _ => Table::headed(line, names),
        };
    }
    found
}

impl Table {
    /// The table that a line heads.
    fn headed(line: &str, names: &Names) -> Option<Self> {
        let separator = ['|', '\t', ';', ','].into_iter().find(|separator| line.contains(*separator))?;
        let mut columns = Vec::new();
        let mut is_personal = false;
        for cell in line.trim_end().split(separator) {
            if cell.len() > LONGEST_CELL || cell.contains(|c: char| c.is_ascii_digit()) {
                return None;
            }
            columns.push(column(cell, names, &mut is_personal));
        }
        if !is_personal {
            // A list of products has a column *Name*, too.
            let weaker = |column: &mut Column| {
                if *column == Column::Names {
                    *column = Column::Parties;
                }
            };
            columns.iter_mut().for_each(weaker);
        }
        columns.iter().any(|column| *column != Column::Other).then_some(Self { separator, columns })
    }

    /// True when a line has as many cells.
    fn holds(&self, line: &str) -> bool {
        line.trim_end().split(self.separator).count() == self.columns.len()
    }

    fn read(&self, line: &str, start: usize, names: &Names, found: &mut Vec<Span>) {
        let mut at = start;
        for (cell, column) in line.trim_end().split(self.separator).zip(&self.columns) {
            if let Some(span) = name(cell, *column, names) {
                found.push(span.moved(at));
            }
            at += cell.len() + self.separator.len_utf8();
        }
    }
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|c: char| !c.is_alphabetic() && c != '-').filter(|part| !part.is_empty())
}

/// What a column with this head holds.
fn column(head: &str, names: &Names, is_personal: &mut bool) -> Column {
    const FILLERS: [&str; 15] = [
        "first", "last", "full", "given", "family", "et", "and", "complet", "de", "du", "la", "le", "l",
        "usage", "d",
    ];
    let (mut has_name, mut has_party, mut has_other) = (false, false, false);
    for part in parts(head) {
        let facts = names.of(part);
        let lower = part.to_lowercase();
        *is_personal |= facts.has(Facts::PERSONAL_COLUMN) || matches!(lower.as_str(), "first" | "last");
        match () {
            () if facts.has(Facts::NAME_KEY) => has_name = true,
            () if facts.has(Facts::KEY) => has_party = true,
            () if FILLERS.contains(&lower.as_str()) => {}
            () => has_other = true,
        }
    }
    match (has_name, has_party, has_other) {
        (true, _, false) => Column::Names,
        (false, true, false) => Column::Parties,
        _ => Column::Other,
    }
}

/// The name in a cell, without title and quotation marks.
fn name(cell: &str, column: Column, names: &Names) -> Option<Span> {
    if column == Column::Other {
        return None;
    }
    let marks = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '*' | '`' | '.' | ':' | '-');
    let inner = cell.trim_matches(marks);
    let mut start = cell.len() - cell.trim_start_matches(marks).len();
    let mut rest = inner;
    let titled =
        inner.split_once(' ').filter(|(title, _)| names.of(title.trim_end_matches('.')).has(Facts::TITLE));
    if let Some((title, behind)) = titled {
        start += title.len() + 1;
        rest = behind;
    }
    let is_letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.');
    if rest.is_empty() || rest.len() > LONGEST_CELL || !rest.chars().all(is_letters) {
        return None;
    }
    let facts: Vec<Facts> = parts(rest).map(|part| names.of(part)).collect();
    let is_stopped =
        facts.iter().any(|facts| facts.has(Facts::STOP) && !facts.has(Facts::PARTICLE | Facts::SURNAME));
    let is_known = facts.iter().any(|facts| facts.is_plain_given())
        || facts.len() > 1 && facts.iter().any(|facts| facts.is_plain_name());
    let believed = column == Column::Names || is_known;
    (believed && !is_stopped && facts.len() <= 5).then(|| Span::new(start, start + rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let lists = Names::built_in().unwrap();
        names(text, &lists).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn columns_are_read_by_their_heads() {
        assert_eq!(
            found("Nom;Prénom;Ville\nzyrk;ysolde;Lyon\nDE LA TOUR;Awa;Paris\n\nfin;a;b"),
            ["zyrk", "ysolde", "DE LA TOUR", "Awa"]
        );
        assert_eq!(found("| First name | Email |\n|---|---|\n| Mr. Quell | q@example.com |"), ["Quell"]);
        assert_eq!(found("id,client,total\n1,Sophie Martin,30\n2,Northpeak,40"), ["Sophie Martin"]);
    }

    #[test]
    fn a_table_of_products_has_no_persons() {
        assert!(found("Nom;Prix;Stock\nAurora Trail;30;4\nMoss;20;3").is_empty());
        assert!(found("Nom du produit;Couleur\nAnna;Noir").is_empty());
    }
}
