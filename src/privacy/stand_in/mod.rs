//! Stand-ins: made-up values of the same kind, in the place of placeholders.
//!
//! *Marie Dupont* becomes *Julie Lambert*, and from then on *Mme Dupont* is *Mme Lambert*. A text with stand-ins
//! reads like any other, so the model's grammar and tone stay what they would have been.
//!
//! What makes restoring exact: every stand-in has a word that stands in no text of the request, none is given
//! twice, and a value gets one only where it will be read as a whole word again ([`edges`]). Wherever one of this
//! cannot be had, the value keeps its placeholder.

mod address;
mod address_parts;
mod case;
mod contact;
mod date;
mod edges;
mod genders;
mod name;
mod phone;
#[cfg(test)]
mod properties;
mod reader;
mod roles;
mod stock;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::sync::OnceLock;

pub(super) use reader::Look;

use self::{name::People, reader::Reader, table::Table, words::Words};
use super::{Detected, Labels, mask::is_word, placeholder::Spelling};
use crate::domain::Span;

/// The stand-ins of one request.
pub(super) struct StandIns {
    words: Words,
    table: Table,
    people: People,
    /// A reserved domain, with a word that stands nowhere in the request.
    domain: Option<&'static str>,
    /// Made when the first answer is read.
    reader: OnceLock<Reader>,
}

impl StandIns {
    /// For a request of these texts; whatever stands in one of them is given to nobody.
    pub(super) fn new<'t>(texts: impl Iterator<Item = (&'t str, &'t [Detected])>, labels: &Labels) -> Self {
        let mut words = Words::default();
        labels.names().for_each(|name| words.add(name));
        for (text, detected) in texts {
            words.add(text);
            if detected.iter().any(|detected| !is_word(text, detected.span)) {
                words.add_parts(text, detected);
            }
        }
        let domain = stock::DOMAINS.iter().copied().find(|domain| words.has_new(domain));
        Self { words, table: Table::default(), people: People::default(), domain, reader: OnceLock::new() }
    }

    /// What stands in for the value at this place; `None` when nothing natural can.
    pub(super) fn give(&mut self, label: &str, text: &str, span: Span) -> Option<String> {
        let value = span.of(text);
        let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
        let is_plain = edges::spelling(text, span) == Some(Spelling::Plain);
        // Where an escape may begin, the value could come back spelt in another way.
        if !is_plain || after.starts_with(['%', '\\']) {
            return None;
        }
        self.reader.take();
        match label {
            "PERSON" => self.name(value, before),
            "EMAIL" => self.email(value),
            "HANDLE" => self.handle(value),
            "PROFILE" => self.profile(value),
            "PHONE" => self.phone(value),
            "ADDRESS" => self.address(value),
            "BIRTH_DATE" => self.date(value),
            _ => None,
        }
    }

    /// Puts a stand-in down for exactly this value, unless it is somebody's already or stands in the request.
    fn exact(&mut self, value: &str, stand_in: &str) -> Option<String> {
        self.words.has_new(stand_in).then(|| self.table.add_exact(value, stand_in)).flatten()
    }

    /// The first of these that can stand in for a value, or the one that does already.
    fn first(&mut self, value: &str, mut candidates: impl Iterator<Item = String>) -> Option<String> {
        if let Some(known) = self.table.exact(value) {
            return Some(known.to_owned());
        }
        candidates.find_map(|candidate| self.exact(value, &candidate))
    }

    /// True when none was given.
    pub(super) fn is_empty(&self) -> bool {
        self.table.stand_ins().next().is_none()
    }

    /// Finds the stand-ins in what a model wrote.
    pub(super) fn reader(&self) -> &Reader {
        self.reader.get_or_init(|| Reader::new(self.table.stand_ins()))
    }

    /// What a found stand-in is put back as; `written` is how the model wrote it.
    pub(super) fn value(&self, index: usize, written: &str) -> Option<String> {
        self.table.value(index, written)
    }
}
