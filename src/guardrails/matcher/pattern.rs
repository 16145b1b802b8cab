//! An expression of a rule, compiled when it is first needed.
//!
//! A set of packs has hundreds of expressions of which a text needs a few: compiling all of them at the start
//! would take longer than everything else. `check` compiles them all, where packs are tested.

use std::sync::OnceLock;

use regex_automata::meta;

use super::plain::plain;

/// Compiled size of one expression, in bytes: a bound on what a pack can claim.
const LARGEST: usize = 4 << 20;

/// An expression over folded text, or over text as it stands.
#[derive(Debug)]
pub(crate) struct Pattern {
    source: String,
    has_found_group: bool,
    /// Empty where it does not compile, which `check` has refused.
    compiled: OnceLock<Option<meta::Regex>>,
}

impl Pattern {
    /// Over folded text, whose letters are plain: classes mean their ASCII part, which is many times smaller.
    pub(crate) fn folded(written: &str) -> Self {
        Self::of(plain(written))
    }

    /// Over text as it stands.
    pub(crate) fn exact(written: &str) -> Self {
        Self::of(written.to_owned())
    }

    fn of(source: String) -> Self {
        let has_found_group = source.contains("<found>");
        Self { source, has_found_group, compiled: OnceLock::new() }
    }

    /// It has a group named `found`.
    pub(crate) fn has_found_group(&self) -> bool {
        self.has_found_group
    }

    /// The expression as it is compiled.
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// What is wrong with it.
    pub(crate) fn problem(&self) -> Option<String> {
        let error = compile(&self.source).err()?;
        let error = error.syntax_error().map_or_else(|| error.to_string(), ToString::to_string);
        Some(error.lines().last().unwrap_or_default().to_owned())
    }

    /// Ready to be used.
    pub(crate) fn regex(&self) -> Option<&meta::Regex> {
        self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()
    }
}

fn compile(source: &str) -> Result<meta::Regex, Box<meta::BuildError>> {
    let limits = meta::Config::new().nfa_size_limit(Some(LARGEST));
    meta::Builder::new().configure(limits).build(source).map_err(Box::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_that_does_not_compile_says_why() {
        assert!(Pattern::folded("(").problem().unwrap().contains("unclosed"));
        assert!(Pattern::folded("(").regex().is_none());
        assert!(Pattern::folded(r"a{1000}{1000}").problem().is_some());
        assert!(Pattern::folded(r"\w+").problem().is_none());
    }
}
