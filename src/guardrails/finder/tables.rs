//! Tables: a column that is headed *Nom*, *First name*, *Client* holds names, however they are written, one
//! headed `date_naissance` dates of birth, one headed *N° client* numbers of customers.

use super::{
    columns::{Column, column},
    names::{Facts, Names},
};
use crate::domain::Span;

/// A line longer than this, in bytes, is no line of a table.
const LONGEST_LINE: usize = 2_000;
/// A cell longer than this, in bytes, heads no column and is no name.
const LONGEST_CELL: usize = 48;
/// A head has no more words.
const MOST_WORDS: usize = 5;

/// A cell and what its column holds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cell {
    pub(super) column: Column,
    pub(super) span: Span,
}

struct Table {
    separator: u8,
    columns: Vec<Column>,
}

/// Every cell of the tables of a text that holds something personal.
pub(super) fn cells(text: &str, names: &Names) -> Vec<Cell> {
    let mut found = Vec::new();
    let mut table: Option<Table> = None;
    let mut at = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len();
        if line.len() > LONGEST_LINE {
            table = None;
            continue;
        }
        let line = line.trim_end();
        let next = lines.peek().map_or("", |next| next.trim_end());
        table = match table {
            Some(known) => known.read(line, start, names, &mut found).then_some(known),
            None => None,
        }
        .or_else(|| Table::headed(line, next, names));
    }
    found
}

/// The cells of a line, without quotation marks and space around them.
fn split(line: &str, separator: u8) -> Vec<Span> {
    let mut cells = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            byte if byte == separator && !is_quoted => {
                cells.push(Span::new(start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    cells.push(Span::new(start, line.len()));
    cells
}

impl Table {
    /// The table that a line heads, when the next line has as many cells.
    fn headed(line: &str, next: &str, names: &Names) -> Option<Self> {
        let separator = *b"|\t;,".iter().find(|separator| line.as_bytes().contains(separator))?;
        if next.len() > LONGEST_LINE || !next.as_bytes().contains(&separator) {
            return None;
        }
        let cells = split(line, separator);
        let heads_nothing = |span: &Span| {
            let cell = span.of(line);
            cell.len() > LONGEST_CELL
                || cell.split_ascii_whitespace().count() > MOST_WORDS
                || cell.bytes().filter(u8::is_ascii_digit).count() > 1
        };
        if cells.iter().any(heads_nothing) || split(next, separator).len() != cells.len() {
            return None;
        }
        let mut columns = Vec::new();
        let (mut is_personal, mut is_of_things) = (false, false);
        for span in cells {
            let cell = span.of(line);
            is_of_things |= names.heads.name_thing(cell);
            columns.push(column(cell, names, &mut is_personal));
        }
        // A list of products has a column *Name* and one *No.*, too.
        let decided = |column: &mut Column| match *column {
            Column::Names | Column::Parties if is_of_things && !is_personal => *column = Column::Other,
            Column::Names if !is_personal => *column = Column::Parties,
            Column::Address if !is_personal => *column = Column::Other,
            Column::Number => *column = if is_personal { Column::Customer } else { Column::Other },
            _ => {}
        };
        columns.iter_mut().for_each(decided);
        columns.iter().any(|column| *column != Column::Other).then_some(Self { separator, columns })
    }

    /// Reads a line; false when it has another number of cells, and so belongs to no table.
    fn read(&self, line: &str, start: usize, names: &Names, found: &mut Vec<Cell>) -> bool {
        let cells = split(line, self.separator);
        if cells.len() != self.columns.len() {
            return false;
        }
        for (place, column) in cells.iter().zip(&self.columns) {
            let cell = place.of(line);
            let span = match column {
                Column::Other => None,
                Column::Names | Column::Parties => name(cell, *column, names),
                column => value(cell).filter(|span| column.holds(span.of(cell))),
            };
            let moved = |span: Span| Cell { column: *column, span: span.moved(start + place.start) };
            found.extend(span.map(moved));
        }
        true
    }
}

/// A cell without what stands around its value.
fn value(cell: &str) -> Option<Span> {
    let marks = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '*' | '`');
    let start = cell.len() - cell.trim_start_matches(marks).len();
    let value = cell.trim_matches(marks);
    (!value.is_empty()).then(|| Span::new(start, start + value.len()))
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(|c: char| !c.is_alphabetic() && c != '-').filter(|part| !part.is_empty())
}

/// The name in a cell, without title and quotation marks.
fn name(cell: &str, column: Column, names: &Names) -> Option<Span> {
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
    // Also *Vandenberg, Jolijn*.
    let is_letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.' | ',');
    let is_written_so = rest.chars().all(is_letters) && rest.matches(',').count() <= 1;
    if rest.is_empty() || rest.len() > LONGEST_CELL || !is_written_so {
        return None;
    }
    let facts: Vec<Facts> = parts(rest).map(|part| names.of(part)).collect();
    let is_stopped =
        facts.iter().any(|facts| facts.has(Facts::STOP) && !facts.has(Facts::PARTICLE | Facts::SURNAME));
    let is_known = facts.iter().any(|facts| facts.is_plain_given())
        || facts.len() > 1 && facts.iter().any(|facts| facts.is_plain_name());
    let is_reversed = rest.contains(", ") && parts(rest).all(|part| part.starts_with(char::is_uppercase));
    let believed = column == Column::Names || is_known || is_reversed;
    (believed && !is_stopped && facts.len() <= 5).then(|| Span::new(start, start + rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let lists = Names::built_in().unwrap();
        cells(text, &lists).into_iter().map(|cell| cell.span.of(text)).collect()
    }

    #[test]
    fn columns_are_read_by_their_heads() {
        assert_eq!(
            found("Nom;Prénom;Ville\nzyrk;ysolde;Lyon\nDE LA TOUR;Awa;Paris\n\nfin;a;b"),
            ["zyrk", "ysolde", "DE LA TOUR", "Awa"]
        );
        assert_eq!(found("| First name | Email |\n|---|---|\n| Mr. Quell | q@example.com |"), ["Quell"]);
        assert_eq!(found("id,client,total\n1,Sophie Martin,30\n2,Northpeak,40"), ["Sophie Martin"]);
        assert_eq!(
            found("id,contact,email\n1,\"Vandenberg, Jolijn\",j@te.example\n2,Northpeak,n@np.example"),
            ["Vandenberg, Jolijn"]
        );
    }

    #[test]
    fn numbers_and_dates_are_read_by_the_heads_of_their_columns() {
        assert_eq!(
            found("id_client;nom;date_naissance;mobile\nC-004512;LE GOFF;04/03/1951;0662180937"),
            ["C-004512", "LE GOFF", "04/03/1951", "0662180937"]
        );
        assert_eq!(
            found("cust_no,first_name,address\n40118,Ana,\"5, rue X, 75001 Paris\""),
            ["40118", "Ana", "5, rue X, 75001 Paris"]
        );
        assert!(found("No.,Product,Price\n40118,Lamp,12.50").is_empty());
        assert!(found("order_id;total\n48210577;30").is_empty());
    }

    #[test]
    fn a_table_of_products_has_no_persons() {
        assert!(found("Nom;Prix;Stock\nAurora Trail;30;4\nMoss;20;3").is_empty());
        assert!(found("Nom du produit;Couleur\nAnna;Noir").is_empty());
    }
}
