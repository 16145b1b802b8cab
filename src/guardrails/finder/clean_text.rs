//! A text that is being searched.

use super::{
    columns::Column,
    names::Names,
    tables::{self, Cell},
};
use crate::domain::Span;

/// A text that is being searched, invisible characters and look-alikes gone, and what several finders want to know of it.
pub(in crate::guardrails) struct CleanText<'t> {
    pub(super) text: &'t str,
    pub(super) names: &'t Names,
    cells: Vec<Cell>,
}

impl<'t> CleanText<'t> {
    /// Reads the tables of a text.
    pub(in crate::guardrails) fn new(text: &'t str, names: &'t Names) -> Self {
        Self { text, names, cells: tables::cells(text, names) }
    }

    /// The cells of the columns that hold this.
    pub(super) fn cells_of(&self, column: Column) -> impl Iterator<Item = Span> {
        self.cells.iter().filter(move |cell| cell.column == column).map(|cell| cell.span)
    }
}
