//! What is wrong with a pack, and where.

use std::fmt;

/// A place in a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file, below the folder of the packs.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The rule's id; empty for what concerns the whole pack.
    pub rule: String,
}

/// One thing that is wrong with a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackProblem {
    /// Where.
    pub place: Place,
    /// What, and what was expected.
    pub message: String,
}

impl PackProblem {
    /// A problem at a place.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }
}

impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { file, line, rule } = &self.place;
        write!(f, "{file}:{line}: ")?;
        if !rule.is_empty() {
            write!(f, "{rule}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Everything that is wrong with a set of packs.
#[derive(Debug, thiserror::Error)]
pub struct PackProblems(pub Vec<PackProblem>);

impl fmt::Display for PackProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let line_end = if index == 0 { "" } else { "\n" };
            write!(f, "{line_end}{problem}")?;
        }
        Ok(())
    }
}
