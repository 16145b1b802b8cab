//! A pack as written → rules as meant, and every problem on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    examples,
    finder::Finder,
    language::{Evidence, FunctionWords},
    matcher::{self, Pattern, Required, verify::Verify},
    pack::{self, Case, Head, Mode, PackSource, WrittenMatch, WrittenNearby, WrittenRule},
    problem::{PackProblem, Place},
    rule::{LegalBasis, Matching, Nearby, Pack, Rule, Words},
    text::View,
};
use crate::domain::{Action, Entity, Language, LanguageSet, RuleId, Stage};

/// Reads packs and checks them.
pub(super) struct Checker<'s> {
    pub(super) words: &'s BTreeMap<String, String>,
    pub(super) function_words: &'s FunctionWords,
    pub(super) required: &'s Required,
    pub(super) problems: Vec<PackProblem>,
    pub(super) rules: Vec<Rule>,
}

/// Problems of one rule.
struct Report<'p> {
    place: Place,
    problems: &'p mut Vec<PackProblem>,
}

impl Report<'_> {
    fn problem(&mut self, message: impl Into<String>) {
        self.problems.push(PackProblem::new(self.place.clone(), message));
    }

    fn check(&mut self, holds: bool, message: impl Into<String>) {
        if !holds {
            self.problem(message);
        }
    }
}

impl Checker<'_> {
    /// Adds the rules of one pack.
    pub(super) fn add(&mut self, source: &PackSource) {
        let Some(written) = pack::read(source, &mut self.problems) else { return };
        let head = &written.head;
        let place = Place { file: source.file.clone(), line: 1, rule: String::new() };
        let mut report = Report { place, problems: &mut self.problems };
        let name = source.file.rsplit('/').next().unwrap_or_default();
        let folder = source.file.rsplit('/').nth(1).unwrap_or_default();
        report.check(
            name.strip_suffix(".toml") == Some(head.id.as_str()),
            format!("the id of pack `{}` must be the name of its file", head.id),
        );
        report.check(
            folder == head.stage.as_str(),
            format!("a pack of stage `{}` belongs into the folder of that name", head.stage.as_str()),
        );
        report.check(!head.languages.is_empty(), "`languages` must name at least one language");
        let pack = Arc::new(Pack {
            id: head.id.clone(),
            title: head.title.clone(),
            version: head.version.as_str().into(),
            stage: head.stage,
            kind: head.kind,
            is_built_in: source.is_built_in,
        });
        for rule in written.rules {
            let place = Place { file: source.file.clone(), line: rule.line, rule: rule.id.clone() };
            let report = Report { place, problems: &mut self.problems };
            let known = self.rules.iter().map(|rule| &rule.id);
            let reading = Reading {
                head,
                report,
                words: self.words,
                function_words: self.function_words,
                required: self.required,
                thorough: !source.is_built_in,
            };
            if let Some(rule) = reading.rule(rule, &pack, known) {
                self.rules.push(rule);
            }
        }
    }

    /// Adds what was read of other packs.
    pub(super) fn merge(&mut self, other: Self) {
        for rule in &other.rules {
            if self.rules.iter().any(|known| known.id == rule.id) {
                let place = Place { file: rule.pack.id.clone(), line: 1, rule: rule.id.to_string() };
                self.problems.push(PackProblem::new(place, "this id stands twice"));
            }
        }
        self.rules.extend(other.rules);
        self.problems.extend(other.problems);
    }

    /// Checks that need every rule: no id twice, one entity for a placeholder.
    pub(super) fn across(&mut self) {
        let mut entities: BTreeMap<&str, &str> = BTreeMap::new();
        for rule in &self.rules {
            let Some(placeholder) = rule.placeholder.as_deref() else { continue };
            let entity = entities.entry(placeholder).or_insert(&rule.label);
            if **entity != *rule.label {
                let place = Place { file: rule.pack.id.clone(), line: 1, rule: rule.id.to_string() };
                let message = format!("placeholder `{placeholder}` already belongs to {entity}");
                self.problems.push(PackProblem::new(place, message));
            }
        }
    }
}

struct Reading<'r> {
    head: &'r Head,
    report: Report<'r>,
    words: &'r BTreeMap<String, String>,
    function_words: &'r FunctionWords,
    required: &'r Required,
    thorough: bool,
}

impl Reading<'_> {
    fn rule<'k>(
        mut self,
        written: WrittenRule,
        pack: &Arc<Pack>,
        mut known: impl Iterator<Item = &'k RuleId>,
    ) -> Option<Rule> {
        let before = self.report.problems.len();
        let id = RuleId::new(format!("{}/{}", self.head.id, written.id));
        self.names(&written);
        self.report.check(!known.any(|other| *other == id), "this id stands twice");
        let languages: LanguageSet =
            written.languages.as_ref().unwrap_or(&self.head.languages).iter().copied().collect();
        let matching = self.matching(&written.matching);
        let when = written.when.as_ref().map(|when| self.matching(when));
        self.report.check(
            (written.mode == Mode::Require) == when.is_some(),
            "`mode = \"require\"` and [rule.when] go together",
        );
        let examples = examples::read(&written.tests, &mut |message| self.report.problem(message));
        if self.thorough {
            self.enough_examples(&examples, languages);
        }
        let legal_basis = self.basis(&written);
        let explanation = self.words("explanation", &written.explanation);
        let suggestion = if self.head.stage == Stage::PersonalData {
            Words(written.suggestion.clone())
        } else {
            self.words("suggestion", &written.suggestion)
        };
        let is_sound = self.report.problems.len() == before;
        is_sound.then(|| Rule {
            name: written.name,
            pack: pack.clone(),
            status: written.status,
            label: Arc::from(written.category.as_str()),
            entity: Entity::parse(&written.category),
            placeholder: written.placeholder.as_deref().map(Arc::from),
            severity: written.severity,
            action: written.action,
            languages,
            formerly: written
                .formerly
                .iter()
                .map(|old| RuleId::new(format!("{}/{old}", self.head.id)))
                .collect(),
            explanation,
            suggestion,
            legal_basis,
            score: written.score.unwrap_or(0.9),
            matching,
            when,
            examples,
            id,
        })
    }

    /// Ids, labels, actions, placeholders.
    fn names(&mut self, written: &WrittenRule) {
        let is_kebab = |id: &str| {
            id.starts_with(|c: char| c.is_ascii_lowercase())
                && id.split('-').all(|part| {
                    !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                })
        };
        let report = &mut self.report;
        report.check(is_kebab(&written.id), "an id is lower-case words joined by hyphens");
        let names_the_remedy =
            ["no-", "avoid-", "banned-"].iter().any(|prefix| written.id.starts_with(prefix));
        report.check(!names_the_remedy, "an id names what is found, not the remedy");
        report.check(
            written.score.is_none_or(|score| (0.0..=1.0).contains(&score)),
            "`score` lies between 0 and 1",
        );
        if self.head.stage == Stage::PersonalData {
            let known = Entity::parse(&written.category).is_some();
            report.check(
                known,
                format!("category `{}` is no entity; see contract, \"Entities\"", written.category),
            );
            report.check(written.action == Action::Mask, "the action of a personal-data rule is `mask`");
            let placeholder = written.placeholder.as_deref().unwrap_or_default();
            let is_label = !placeholder.is_empty()
                && placeholder
                    .split('_')
                    .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase()));
            report.check(is_label, "`placeholder` is needed: capitals joined by underscores");
        } else {
            let is_category = written
                .category
                .split('.')
                .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            report.check(is_category, "a category is written `family.name`, in small letters");
            report.check(written.action != Action::Mask, "only personal-data rules mask");
            report.check(written.placeholder.is_none(), "only personal-data rules have a placeholder");
        }
    }

    fn words(&mut self, field: &str, written: &BTreeMap<Language, String>) -> Words {
        for language in [Language::En, Language::Fr] {
            let is_there = written.get(&language).is_some_and(|text| !text.trim().is_empty());
            self.report.check(is_there, format!("`{field}.{language}` is missing"));
        }
        Words(
            written
                .iter()
                .map(|(language, text)| (*language, text.split_whitespace().collect::<Vec<_>>().join(" ")))
                .collect(),
        )
    }

    /// The law; for personal data the purpose takes its place.
    fn basis(&mut self, written: &WrittenRule) -> Vec<LegalBasis> {
        if self.head.stage == Stage::PersonalData {
            self.words("purpose", &written.purpose);
        } else {
            self.report.check(!written.legal_basis.is_empty(), "at least one [[rule.legal_basis]] is needed");
            self.report.check(written.purpose.is_empty(), "`purpose` belongs to personal-data rules");
        }
        let basis = |basis: &pack::WrittenBasis| LegalBasis {
            law: basis.law.clone(),
            article: basis.article.clone(),
            note: basis.note.clone(),
            checked: basis.checked.map(|date| date.to_string()),
        };
        written.legal_basis.iter().map(basis).collect()
    }

    fn enough_examples(&mut self, examples: &super::rule::Examples, languages: LanguageSet) {
        const ENOUGH: usize = 3;
        self.report.check(examples.matches.len() >= ENOUGH, "at least three `match` examples are needed");
        self.report.check(examples.no_match.len() >= ENOUGH, "at least three `no_match` examples are needed");
        let may_be = |text: &str, language: Language| {
            let mut evidence = Evidence::default();
            evidence.read(View::folded(text).text(), self.function_words);
            evidence.language().is_none_or(|found| found == language)
        };
        for language in languages.iter() {
            let has = examples.matches.iter().any(|example| may_be(&example.text, language));
            self.report.check(has, format!("no `match` example in {language}"));
            let has = examples.no_match.iter().any(|example| may_be(example, language));
            self.report.check(has, format!("no `no_match` example in {language}"));
        }
    }

    fn matching(&mut self, written: &WrittenMatch) -> Matching {
        let exact_case = written.case == Case::Exact;
        let is_empty = written.terms.is_empty() && written.regex.is_empty() && written.find.is_none();
        self.report.check(!is_empty, "one of `terms`, `regex` and `find` is needed");
        let is_personal = self.head.stage == Stage::PersonalData;
        self.report.check(
            !is_personal || written.terms.is_empty(),
            "personal-data rules use `regex` or `find`, not `terms`",
        );
        self.report.check(is_personal || written.find.is_none(), "`find` is for personal-data rules");
        // What was tested before it was built in is sound.
        let patterns = if self.thorough { written.regex.as_slice() } else { &[] };
        for pattern in patterns {
            self.pattern(pattern, exact_case, is_personal);
        }
        let finder = written.find.as_deref().and_then(|name| {
            let finder = Finder::parse(name);
            self.report
                .check(finder.is_some(), format!("unknown finder `{name}`; there are {}", Finder::names()));
            finder
        });
        let verify = written.verify.as_deref().and_then(|name| {
            let verify = Verify::parse(name);
            self.report
                .check(verify.is_some(), format!("unknown check `{name}`; there are {}", Verify::names()));
            verify
        });
        Matching {
            terms: self.terms(&written.terms),
            patterns: written.regex.clone(),
            exact_case,
            finder,
            verify,
            near: written.near.as_ref().map(|near| self.nearby(near)),
            unless: written.unless.as_ref().map(|unless| self.nearby(unless)),
        }
    }

    fn pattern(&mut self, written: &str, exact_case: bool, is_personal: bool) {
        let pattern =
            if exact_case || is_personal { Pattern::exact(written) } else { Pattern::folded(written) };
        if self.compiles(&pattern, written) {
            if is_personal {
                let starts = matcher::Opening::of(written).is_some();
                self.report.check(starts, format!("expression `{written}` can match nothing at all"));
                return;
            }
            let letters = without_escapes(written);
            let is_folded = exact_case || View::folded(&letters).text().trim() == letters.trim();
            let message = "write it in small letters without accents, or set `case = \"exact\"`";
            self.report.check(is_folded, format!("expression `{written}`: {message}"));
            let has_words = self.required.has_words(pattern.source());
            let message = "has no word that every match contains; it would be tried on every sentence";
            self.report.check(has_words, format!("expression `{written}` {message}"));
        }
    }

    /// Compiling is left out where packs were tested before they were built in.
    fn compiles(&mut self, pattern: &Pattern, written: &str) -> bool {
        let problem = if self.thorough { pattern.problem() } else { None };
        if let Some(problem) = &problem {
            self.report.problem(format!("expression `{written}`: {problem}"));
        }
        problem.is_none()
    }

    fn nearby(&mut self, written: &WrittenNearby) -> Nearby {
        self.report.check((1..=40).contains(&written.within), "`within` lies between 1 and 40 words");
        self.report.check(
            !(written.terms.is_empty() && written.regex.is_empty()),
            "`near` and `unless` need `terms` or `regex`",
        );
        for written in &written.regex {
            self.compiles(&Pattern::folded(written), written);
        }
        let any = written.regex.iter().map(|pattern| format!("(?:{pattern})")).collect::<Vec<_>>().join("|");
        let pattern = (!any.is_empty()).then(|| Pattern::folded(&any));
        if let Some(pattern) = &pattern {
            self.compiles(pattern, &any);
        }
        Nearby { terms: self.terms(&written.terms), pattern, within: written.within, side: written.side }
    }

    /// Folds terms and reads the lists that are named with `@`.
    fn terms(&mut self, written: &[String]) -> Vec<String> {
        let mut terms = BTreeSet::new();
        let mut add = |term: &str| {
            let folded = View::folded(term).text().trim().to_owned();
            if !folded.is_empty() {
                terms.insert(folded);
            }
        };
        for term in written {
            match term.strip_prefix('@').map(|list| (list, self.words.get(list))) {
                None => add(term),
                Some((_, Some(list))) => {
                    list.lines().filter(|line| !line.starts_with('#')).for_each(&mut add);
                }
                Some((list, None)) => self.report.problem(format!("there is no word list `{list}`")),
            }
        }
        terms.into_iter().collect()
    }
}

/// An expression without what may hold capitals for other reasons: `\S`, `(?P<found>…)`.
fn without_escapes(pattern: &str) -> String {
    let mut out = String::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            ' ' | '-' | '(' | '?' | '`' => {}
            other => out.push(other),
        }
    }
    out
}
