//! A pack as written: TOML, unknown keys refused.

use std::{borrow::Cow, collections::BTreeMap};

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    alternatives::expand,
    problem::{PackProblem, Place},
    rule::{Side, Status},
};
use crate::domain::{Action, Kind, Language, Severity, Stage};

/// The text of one pack.
#[derive(Debug, Clone)]
pub struct PackSource {
    /// Where it stands, for messages: `copy/pressure.toml`.
    pub file: String,
    /// The TOML.
    pub text: Cow<'static, str>,
    /// It was tested before it was built in: what takes long to check is not checked again.
    pub is_built_in: bool,
}

/// A pack as written.
#[derive(Debug)]
pub(super) struct WrittenPack {
    pub(super) head: Head,
    pub(super) rules: Vec<WrittenRule>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) version: String,
    #[serde(rename = "owner")]
    pub(super) _owner: String,
    pub(super) stage: Stage,
    pub(super) kind: Kind,
    #[serde(default, rename = "markets")]
    pub(super) _markets: Vec<String>,
    pub(super) languages: Vec<Language>,
    /// Name → alternatives, for its expressions.
    #[serde(default)]
    pub(super) alternatives: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenRule {
    /// Set from the place in the file, not read.
    #[serde(skip)]
    pub(super) line: usize,
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default = "active")]
    pub(super) status: Status,
    pub(super) category: String,
    #[serde(default)]
    pub(super) mode: Mode,
    pub(super) severity: Severity,
    pub(super) action: Action,
    pub(super) placeholder: Option<String>,
    pub(super) languages: Option<Vec<Language>>,
    #[serde(default)]
    pub(super) formerly: Vec<String>,
    pub(super) score: Option<f32>,
    pub(super) explanation: BTreeMap<Language, String>,
    #[serde(default)]
    pub(super) suggestion: BTreeMap<Language, String>,
    #[serde(default)]
    pub(super) purpose: BTreeMap<Language, String>,
    #[serde(default)]
    pub(super) legal_basis: Vec<WrittenBasis>,
    #[serde(rename = "match")]
    pub(super) matching: WrittenMatch,
    pub(super) when: Option<WrittenMatch>,
    pub(super) tests: WrittenTests,
}

fn active() -> Status {
    Status::Active
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    /// Fires where the match is.
    #[default]
    Forbid,
    /// Fires where `when` is and the match is missing.
    Require,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenBasis {
    pub(super) law: String,
    pub(super) article: String,
    pub(super) note: Option<String>,
    pub(super) checked: Option<toml::value::Date>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenMatch {
    #[serde(default)]
    pub(super) terms: Vec<String>,
    #[serde(default)]
    pub(super) regex: Vec<String>,
    #[serde(default)]
    pub(super) case: Case,
    pub(super) find: Option<String>,
    pub(super) verify: Option<String>,
    pub(super) near: Option<WrittenNearby>,
    pub(super) unless: Option<WrittenNearby>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Case {
    #[default]
    Fold,
    Exact,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenNearby {
    #[serde(default)]
    pub(super) terms: Vec<String>,
    #[serde(default)]
    pub(super) regex: Vec<String>,
    pub(super) within: usize,
    #[serde(default)]
    pub(super) side: Side,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenTests {
    #[serde(rename = "match", default)]
    pub(super) matches: Vec<String>,
    #[serde(default)]
    pub(super) no_match: Vec<String>,
    #[serde(default)]
    pub(super) known_false_alarm: Vec<String>,
    #[serde(default)]
    pub(super) known_miss: Vec<String>,
}

impl WrittenRule {
    /// All its expressions.
    fn expressions(&mut self) -> impl Iterator<Item = &mut String> {
        let parts = [Some(&mut self.matching), self.when.as_mut()].into_iter().flatten();
        parts.flat_map(|part| {
            let nearby = [part.near.as_mut(), part.unless.as_mut()].into_iter().flatten();
            part.regex.iter_mut().chain(nearby.flat_map(|nearby| &mut nearby.regex))
        })
    }
}

/// Reads a pack; every rule by itself, so that one mistake does not hide the next.
pub(super) fn read(source: &PackSource, problems: &mut Vec<PackProblem>) -> Option<WrittenPack> {
    let place = |line| Place { file: source.file.clone(), line, rule: String::new() };
    let line_of =
        |offset: usize| source.text.get(..offset).map_or(0, |before| before.matches('\n').count()) + 1;
    let (mut table, errors) = DeTable::parse_recoverable(&source.text);
    if !errors.is_empty() {
        for error in errors {
            let line = error.span().map_or(1, |span| line_of(span.start));
            problems.push(PackProblem::new(place(line), error.message()));
        }
        return None;
    }
    let mut take = |key: &str| table.get_mut().remove(key);
    let (head, rules) = (take("pack"), take("rule"));
    for (key, _) in table.get_ref() {
        let line = line_of(key.span().start);
        problems.push(PackProblem::new(
            place(line),
            format!("unknown key `{}`; there are [pack] and [[rule]]", key.get_ref()),
        ));
    }
    let Some(head) = head else {
        problems.push(PackProblem::new(place(1), "[pack] is missing"));
        return None;
    };
    let mut typed = Typed { line_of: &line_of, file: &source.file, problems };
    let head: Option<Head> = typed.read(head, "");
    let mut written = Vec::new();
    for rule in rules.map(items).unwrap_or_default() {
        let line = line_of(rule.span().start);
        let id = rule.get_ref().get("id").and_then(|id| id.get_ref().as_str()).unwrap_or_default().to_owned();
        if let Some(rule) = typed.read::<WrittenRule>(rule, &id) {
            written.push(WrittenRule { line, ..rule });
        }
    }
    let head = head?;
    for rule in &mut written {
        let place = Place { file: source.file.clone(), line: rule.line, rule: rule.id.clone() };
        for expression in rule.expressions() {
            match expand(expression, &head.alternatives) {
                Ok(expanded) => *expression = expanded,
                Err(what) => {
                    let message = format!("expression `{expression}`: {what}");
                    problems.push(PackProblem::new(place.clone(), message));
                }
            }
        }
    }
    Some(WrittenPack { head, rules: written })
}

struct Typed<'r> {
    line_of: &'r dyn Fn(usize) -> usize,
    file: &'r str,
    problems: &'r mut Vec<PackProblem>,
}

impl Typed<'_> {
    fn read<T: for<'de> Deserialize<'de>>(&mut self, value: Spanned<DeValue<'_>>, rule: &str) -> Option<T> {
        let start = value.span().start;
        match T::deserialize(toml::de::ValueDeserializer::from(value)) {
            Ok(read) => Some(read),
            Err(error) => {
                let line = (self.line_of)(error.span().map_or(start, |span| span.start));
                let place = Place { file: self.file.to_owned(), line, rule: rule.to_owned() };
                self.problems.push(PackProblem::new(place, error.message()));
                None
            }
        }
    }
}

fn items(value: Spanned<DeValue<'_>>) -> Vec<Spanned<DeValue<'_>>> {
    match value.into_inner() {
        DeValue::Array(array) => array.into_iter().collect(),
        _ => Vec::new(),
    }
}
