//! Every rule in force.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    NamesError, PackProblem, PackProblems, PackSource, Place, Rule, Selection, Sources, Status, check,
    facts::{self, Claims, Facts, Ruling},
    finder::{Finder, Names},
    language::{Evidence, FunctionWords},
    matcher::{Anchored, Awaited, Required, WordMatcher},
    scan, text,
};
use crate::domain::{Finding, Language, RuleId, Stage};

/// Every rule in force, ready to be applied.
#[derive(Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    by_id: HashMap<RuleId, usize>,
    brief: WordMatcher,
    copy: WordMatcher,
    pub(super) anchored: Anchored,
    pub(super) awaited: Awaited,
    pub(super) finders: Vec<(usize, Finder)>,
    pub(super) names: Names,
    pub(super) function_words: FunctionWords,
    claims: Claims,
    version: Arc<str>,
}

impl RuleSet {
    /// Checks packs and makes the matchers.
    ///
    /// # Errors
    /// Lists everything that is wrong with them.
    pub fn load(sources: &Sources) -> Result<Self, PackProblems> {
        let function_words = FunctionWords::default();
        let required = Required::built_in();
        let (names, (rules, mut problems)) = checked(sources, &function_words, &required);
        let names = names.map_err(|error| {
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
        let words = |stage| WordMatcher::build(of(stage), &required);
        // The words of copy take as long as everything else.
        let ((anchored, awaited, brief), copy) = both(
            || (Anchored::build(patterns), Awaited::build(personal()), words(Stage::Brief)),
            || words(Stage::Copy),
        );
        Ok(Self {
            by_id: by_id.collect(),
            brief,
            copy,
            anchored,
            awaited,
            finders,
            names,
            function_words,
            claims: Claims::new(),
            version: sources.version().into(),
            rules,
        })
    }

    /// The rule of that id, also of an earlier one.
    pub fn get(&self, id: &RuleId) -> Option<&Rule> {
        self.by_id.get(id).and_then(|index| self.rules.get(*index))
    }

    /// What the caller's facts, if there are any, say of a finding in a text.
    pub fn ruling(
        &self,
        finding: &Finding,
        text: &str,
        (facts, today): (Option<&Facts>, jiff::civil::Date),
    ) -> Ruling {
        facts::rule_on(&self.claims, &finding.label, (text, finding.span), (facts, today))
    }

    /// Every rule, in the order of the packs.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The placeholders of rules that find values by what stands around them: the same value elsewhere may have
    /// nothing around it.
    pub fn contextual_placeholders(&self) -> BTreeSet<Arc<str>> {
        let is_contextual =
            |rule: &&Rule| rule.matching.near.is_some() || rule.matching.finder == Some(Finder::PersonName);
        self.rules.iter().filter(is_contextual).filter_map(|rule| rule.placeholder.clone()).collect()
    }

    /// A name for exactly these packs: [`Sources::version`].
    pub fn version(&self) -> &Arc<str> {
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

    pub(super) fn rule(&self, index: usize) -> Option<&Rule> {
        self.rules.get(index)
    }

    pub(super) fn matcher(&self, stage: Stage) -> &WordMatcher {
        if stage == Stage::Brief { &self.brief } else { &self.copy }
    }
}

/// Does two things at once: at the start, nothing else is to do on the other cores.
fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        (one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), other)
    })
}

/// The lists of names; every rule of the packs that is sound, and every problem of the others.
fn checked(
    sources: &Sources,
    function_words: &FunctionWords,
    required: &Required,
) -> (Result<Names, NamesError>, (Vec<Rule>, Vec<PackProblem>)) {
    let check = |packs: &[PackSource]| {
        let (words, problems, rules) = (&sources.words, Vec::new(), Vec::new());
        let mut checker = check::Checker { words, function_words, required, problems, rules };
        for pack in packs {
            checker.add(pack);
        }
        checker
    };
    // The names take as long to read as a third of the packs: both at once.
    let bytes = |packs: &[PackSource]| packs.iter().map(|pack| pack.text.len()).sum::<usize>();
    let whole = bytes(&sources.packs);
    let third = |at: &usize| sources.packs.get(..*at).is_some_and(|packs| 3 * bytes(packs) >= whole);
    let (some, most) = sources.packs.split_at((0..sources.packs.len()).find(third).unwrap_or_default());
    let ((names, mut checker), others) = both(|| (Names::built_in(), check(some)), || check(most));
    checker.merge(others);
    checker.across();
    (names, (checker.rules, checker.problems))
}
