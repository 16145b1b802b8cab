//! The rule engine: text in, findings out.
//!
//! Rules stand in packs, TOML files under `guardrails/`. A pack as written (`pack`) is checked and
//! becomes rules as meant (`check`, `rule`), and those become matchers (`matcher`): one automaton over all
//! words of a stage, which also decides which expressions are worth trying, and one table of first bytes
//! for personal data. A [`RuleSet`] holds all of it, is never changed, and is shared; a reload makes a new one.
//!
//! In goes text, out come [`Finding`]s, sorted, on character boundaries of the text that went in. Scanning
//! cannot fail, does no I/O and knows nothing of requests.

mod built_in;
mod check;
mod examples;
mod explain;
mod finder;
mod language;
mod matcher;
mod pack;
mod problem;
mod rule;
mod scan;
mod segment;
mod selection;
mod text;
mod verdict;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

pub use built_in::Sources;
pub use examples::{Failure, run as run_examples};
pub use explain::{Described, as_json, as_text};
pub use finder::{Names, NamesError};
pub use pack::PackSource;
pub use problem::{PackProblem, PackProblems, Place};
pub use rule::{LegalBasis, Marked, Pack, Rule, Status, Words};
pub use scan::Scanner;
pub use selection::Selection;
pub use verdict::action;

use crate::domain::{Finding, Language, RuleId, Stage};
use finder::Finder;
use language::{Evidence, FunctionWords};
use matcher::{Anchored, WordMatcher};

/// Every rule in force, ready to be applied.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    by_id: HashMap<RuleId, usize>,
    brief: WordMatcher,
    copy: WordMatcher,
    anchored: Anchored,
    finders: Vec<(usize, Finder)>,
    names: Names,
    function_words: FunctionWords,
    version: String,
}

impl RuleSet {
    /// Checks packs and makes the matchers.
    ///
    /// # Errors
    /// Lists everything that is wrong with them.
    pub fn load(sources: &Sources) -> Result<Self, PackProblems> {
        let function_words = FunctionWords::default();
        let (rules, mut problems) = checked(sources, &function_words);
        let names = Names::built_in().map_err(|error| {
            let place = Place { file: "words".to_owned(), line: 1, rule: String::new() };
            problems.push(PackProblem::new(place, error.to_string()));
        });
        let Ok(names) = names else { return Err(PackProblems(problems)) };
        if !problems.is_empty() {
            problems.sort();
            return Err(PackProblems(problems));
        }
        let of = |stage| {
            let applied =
                move |(_, rule): &(usize, &Rule)| rule.pack.stage == stage && rule.status != Status::Retired;
            rules.iter().enumerate().filter(applied)
        };
        let personal = || of(Stage::PersonalData);
        let patterns = personal()
            .flat_map(|(index, rule)| rule.matching.patterns.iter().map(move |p| (index, p.as_str())));
        let finders = personal().filter_map(|(index, rule)| Some((index, rule.matching.finder?))).collect();
        let ids = rules.iter().enumerate();
        let by_id = ids.flat_map(|(index, rule)| {
            rule.formerly.iter().chain([&rule.id]).map(move |id| (id.clone(), index))
        });
        Ok(Self {
            by_id: by_id.collect(),
            brief: WordMatcher::build(of(Stage::Brief)),
            copy: WordMatcher::build(of(Stage::Copy)),
            anchored: Anchored::build(patterns),
            finders,
            names,
            function_words,
            version: version(sources),
            rules,
        })
    }

    /// The rule of that id, also of an earlier one.
    pub fn get(&self, id: &RuleId) -> Option<&Rule> {
        self.by_id.get(id).and_then(|index| self.rules.get(*index))
    }

    /// Every rule, in the order of the packs.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A name for exactly these packs: the SHA-256 of their files.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The personal data in a text.
    pub fn personal_data(&self, text: &str, selection: &Selection) -> Vec<Finding> {
        scan::personal_data(self, text, selection)
    }

    /// The language of a text, when there is enough to tell.
    pub fn language(&self, text: &str) -> Option<Language> {
        let mut evidence = Evidence::default();
        evidence.read(text::View::folded(text).text(), &self.function_words);
        evidence.language()
    }

    fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules.get(index)
    }

    fn matcher(&self, stage: Stage) -> &WordMatcher {
        if stage == Stage::Brief { &self.brief } else { &self.copy }
    }
}

/// Every rule of the packs that is sound, and every problem of the others.
fn checked(sources: &Sources, function_words: &FunctionWords) -> (Vec<Rule>, Vec<PackProblem>) {
    let mut checker =
        check::Checker { words: &sources.words, function_words, problems: Vec::new(), rules: Vec::new() };
    for pack in &sources.packs {
        checker.add(pack);
    }
    checker.across();
    (checker.rules, checker.problems)
}

fn version(sources: &Sources) -> String {
    let mut hash = Sha256::new();
    for pack in &sources.packs {
        hash.update(pack.text.as_bytes());
        hash.update([0]);
    }
    for list in sources.words.values() {
        hash.update(list.as_bytes());
        hash.update([0]);
    }
    hex::encode(hash.finalize())
}
