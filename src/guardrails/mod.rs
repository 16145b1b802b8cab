//! The rule engine: text in, findings out.
//!
//! Rules stand in packs, TOML files under `guardrails/`. A pack as written (`pack`) is checked and
//! becomes rules as meant (`check`, `rule`), and those become matchers (`matcher`): one dictionary of all
//! words of a stage, which also decides which expressions are worth trying, and one table of opening bytes
//! for personal data. A [`RuleSet`] holds all of it, is never changed, and is shared; a reload makes a new one.
//!
//! In goes text, out come [`Finding`](crate::domain::Finding)s, sorted, on character boundaries of the text that went in. Scanning
//! cannot fail, does no I/O and knows nothing of requests.

mod alternatives;
mod built_in;
mod check;
mod escapes;
mod examples;
mod explain;
pub mod facts;
mod finder;
pub mod formats;
mod language;
mod matcher;
mod pack;
mod problem;
mod reading;
mod rule;
mod rule_set;
mod scan;
mod segment;
mod selection;
mod text;
mod verdict;

pub use built_in::Sources;
pub use examples::{Failure, run as run_examples};
pub use explain::{Described, as_json, as_list, as_text};
pub use finder::{Counted, Labelled, Names, NamesError, SplitMix64, train_person_names, word_classes};
pub use pack::PackSource;
pub use problem::{PackProblem, PackProblems, Place};
pub use reading::{Reading, Readings};
pub use rule::{LegalBasis, Marked, Pack, Rule, Status, Words};
pub use rule_set::RuleSet;
pub use scan::Scanner;
pub use selection::Selection;
pub use verdict::{action, action_at};
