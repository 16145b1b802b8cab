//! What is wrong with a configuration.

use std::fmt;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where the value came from: `candor.toml:12`, an environment variable, a flag.
    pub origin: String,
    /// The key, `tenant[0].policy`; empty for what concerns a whole file.
    pub key: String,
    /// What is wrong, and what was expected.
    pub message: String,
}

impl Problem {
    /// The line in the file; what comes from elsewhere stands last.
    pub fn line(&self) -> usize {
        let line = self.origin.rsplit_once(':').and_then(|(_, line)| line.parse().ok());
        line.unwrap_or(usize::MAX)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.origin, &self.key] {
            if !part.is_empty() {
                write!(f, "{part}: ")?;
            }
        }
        f.write_str(&self.message)
    }
}

/// Every mistake of a configuration.
#[derive(Debug, thiserror::Error)]
pub struct Problems {
    problems: Vec<Problem>,
}

impl Problems {
    /// From a list that is not empty.
    pub fn new(problems: Vec<Problem>) -> Self {
        Self { problems }
    }

    /// One by one.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.problems.len();
        write!(f, "the configuration has {count} mistake{}:", if count == 1 { "" } else { "s" })?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}
