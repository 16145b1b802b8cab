//! Personal data that no expression describes well: found by code, one file each.

mod cues;
mod email;
mod names;
mod person;

use crate::domain::Span;

pub use names::{Names, NamesError};

/// Code that a rule can name with `find`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finder {
    /// E-mail addresses.
    Email,
    /// Names of persons.
    PersonName,
}

impl Finder {
    const ALL: [(&'static str, Self); 2] = [("email", Self::Email), ("person-name", Self::PersonName)];

    /// The finder of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, finder)| finder)
    }

    /// The names of all finders, for messages.
    pub fn names() -> String {
        Self::ALL.map(|(name, _)| name).join(", ")
    }

    /// Where it finds something in a clean text, left to right, without overlaps.
    pub(super) fn find(self, text: &str, names: &Names) -> Vec<Span> {
        match self {
            Self::Email => email::find(text),
            Self::PersonName => person::find(text, names),
        }
    }
}
