//! SARIF 2.1.0 (OASIS): findings as code scanning reads them.

use serde_json::{Value, json};

use crate::{
    domain::{Language, Severity, sha256},
    guardrails::{Described, Rule, RuleSet},
};

/// Where the schema of the format lies.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The findings of a run, file by file.
#[derive(Debug, Default)]
pub struct Report {
    results: Vec<Value>,
    /// The rules that found something, in the order in which they did.
    found_by: Vec<String>,
}

impl Report {
    /// Adds what was found in one file.
    pub fn add(&mut self, uri: &str, text: &str, findings: &[Described]) {
        let mut places = Places::new(text);
        let mut marks: Vec<String> = Vec::new();
        for finding in findings {
            let known = self.found_by.iter().position(|rule| *rule == finding.rule);
            let index = known.unwrap_or_else(|| {
                self.found_by.push(finding.rule.clone());
                self.found_by.len() - 1
            });
            // The same words under the same rule are the same finding when lines above were added.
            let mark = sha256(format!("{}\n{uri}\n{}", finding.rule, finding.text).as_bytes());
            let mark = hex::encode(mark.get(..12).unwrap_or_default());
            let earlier = marks.iter().filter(|known| **known == mark).count();
            let fingerprint = format!("{mark}:{}", earlier + 1);
            marks.push(mark);
            self.results.push(result((uri, &fingerprint), finding, index, &mut places));
        }
    }

    /// The whole document; `is_whole` when every file could be read.
    pub fn finish(self, rules: &RuleSet, language: Language, is_whole: bool) -> Value {
        let rule = |id: &String| rules.rules().iter().find(|rule| rule.id.as_str() == id);
        let described: Vec<_> =
            self.found_by.iter().filter_map(rule).map(|rule| reporting(rule, language)).collect();
        json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": {
                    "driver": {
                        "name": "Candor",
                        "semanticVersion": env!("CARGO_PKG_VERSION"),
                        "rules": described,
                    },
                },
                "invocations": [{ "executionSuccessful": is_whole }],
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        })
    }
}

/// A rule as the driver describes it.
fn reporting(rule: &Rule, language: Language) -> Value {
    let explanation = rule.explanation.in_language(language);
    let suggestion = rule.suggestion.in_language(language);
    let law: Vec<_> = rule
        .legal_basis
        .iter()
        .map(|basis| {
            let checked = match &basis.checked {
                Some(day) => format!("checked {day}"),
                None => "to be confirmed".to_owned(),
            };
            format!("{}, {} ({checked})", basis.law, basis.article)
        })
        .collect();
    let mut tags = vec![rule.pack.kind.as_str().to_owned(), rule.label.to_string()];
    tags.dedup();
    let mut described = json!({
        "id": rule.id.as_str(),
        "name": pascal(&rule.name),
        "shortDescription": { "text": rule.name },
        "fullDescription": { "text": explanation },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": tags, "legal_basis": law },
    });
    if let (false, Some(described)) = (suggestion.is_empty(), described.as_object_mut()) {
        described.insert("help".to_owned(), json!({ "text": suggestion }));
    }
    described
}

fn result(
    (uri, fingerprint): (&str, &str),
    finding: &Described,
    index: usize,
    places: &mut Places<'_>,
) -> Value {
    let severity = Severity::parse(finding.severity).unwrap_or(Severity::Note);
    let ((line, column), (end_line, end_column)) = (places.of(finding.start), places.of(finding.end));
    let words = [finding.explanation.as_str(), finding.suggestion.as_str()].join(" ");
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": level(severity),
        "kind": "fail",
        "message": { "text": words.trim_end() },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri },
                "region": {
                    "startLine": line,
                    "startColumn": column,
                    "endLine": end_line,
                    "endColumn": end_column,
                    "charOffset": finding.start,
                    "charLength": finding.end - finding.start,
                },
            },
        }],
        "partialFingerprints": { "candorFinding/v1": fingerprint },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Caution => "warning",
        Severity::Serious | Severity::Critical => "error",
    }
}

/// *Pressure to act at once* → `PressureToActAtOnce`, as names of rules are written there.
fn pascal(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

/// Lines and columns of code points, asked for from left to right.
struct Places<'t> {
    characters: std::str::Chars<'t>,
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn new(text: &'t str) -> Self {
        Self { characters: text.chars(), text, at: 0, line: 1, column: 1 }
    }

    /// Line and column, each from one.
    fn of(&mut self, place: usize) -> (usize, usize) {
        if place < self.at {
            *self = Self::new(self.text);
        }
        while self.at < place {
            let Some(character) = self.characters.next() else { break };
            self.at += 1;
            (self.line, self.column) =
                if character == '\n' { (self.line + 1, 1) } else { (self.line, self.column + 1) };
        }
        (self.line, self.column)
    }
}
