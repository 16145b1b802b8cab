//! The examples that stand in every rule: read, run, reported.

use std::{fmt, sync::Arc};

use super::{
    RuleSet, Scanner, Selection,
    pack::WrittenTests,
    rule::{Examples, Marked, Rule},
};
use crate::domain::{RuleId, Span, Stage};

/// Reads the examples of a rule.
pub(super) fn read(written: &WrittenTests, problem: &mut dyn FnMut(String)) -> Examples {
    let mut marked = |texts: &[String]| {
        let read = |text: &String| {
            let marked = Marked::read(text);
            if marked.is_none() {
                problem(format!("example `{text}` needs the words that are found marked <<so>>"));
            }
            marked
        };
        texts.iter().filter_map(read).collect()
    };
    let (matches, known_false_alarm) = (marked(&written.matches), marked(&written.known_false_alarm));
    Examples {
        matches,
        known_false_alarm,
        no_match: written.no_match.clone(),
        known_miss: written.known_miss.clone(),
    }
}

impl Marked {
    /// Reads `Only <<2 left>>!`; `None` without marks or with marks that do not pair.
    pub fn read(text: &str) -> Option<Self> {
        let (mut plain, mut spans) = (String::new(), Vec::new());
        let mut rest = text;
        while let Some((before, marked)) = rest.split_once("<<") {
            let (inside, after) = marked.split_once(">>")?;
            plain.push_str(before);
            spans.push(Span::new(plain.len(), plain.len() + inside.len()));
            plain.push_str(inside);
            rest = after;
        }
        plain.push_str(rest);
        (!spans.is_empty() && !rest.contains(">>")).then_some(Self { text: plain, spans })
    }

    /// A text with these places marked.
    pub fn write(text: &str, spans: &[Span]) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for span in spans {
            out.push_str(text.get(at..span.start).unwrap_or_default());
            out.push_str(&format!("<<{}>>", span.of(text)));
            at = span.end.max(at);
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

/// An example that came out otherwise than its rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The rule.
    pub rule: RuleId,
    /// Under which word it stands in `[rule.tests]`.
    pub group: &'static str,
    /// The text, with the places that should have been found.
    pub expected: String,
    /// The text, with the places that were.
    pub found: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, group, expected, found } = self;
        write!(f, "{rule} ({group})\n  expected: {expected}\n  found:    {found}")?;
        if group.starts_with("known") {
            write!(f, "\n  It is right now: move it to `match` or `no_match`.")?;
        }
        Ok(())
    }
}

/// Runs the examples of a rule; returns how many were right, and the others.
pub fn run(rules: &Arc<RuleSet>, rule: &Rule) -> (usize, Vec<Failure>) {
    let selection = Arc::new(Selection::only(rules, rule));
    let mut passed = 0;
    let mut failures = Vec::new();
    let mut judge = |group, text: &str, expected: &[Span]| {
        let found = places(rules, rule, &selection, text);
        if found == expected {
            passed += 1;
        } else {
            let (expected, found) = (Marked::write(text, expected), Marked::write(text, &found));
            failures.push(Failure { rule: rule.id.clone(), group, expected, found });
        }
    };
    let Examples { matches, no_match, known_false_alarm, known_miss } = &rule.examples;
    for example in matches {
        judge("match", &example.text, &example.spans);
    }
    for text in no_match {
        judge("no_match", text, &[]);
    }
    for example in known_false_alarm {
        judge("known_false_alarm", &example.text, &example.spans);
    }
    for text in known_miss {
        judge("known_miss", text, &[]);
    }
    (passed, failures)
}

/// Where one rule fires in a text.
fn places(rules: &Arc<RuleSet>, rule: &Rule, selection: &Arc<Selection>, text: &str) -> Vec<Span> {
    let mut found = if rule.pack.stage == Stage::PersonalData {
        rules.personal_data(text, selection)
    } else {
        Scanner::new(rules.clone(), rule.pack.stage, selection.clone(), None).read(text).findings().to_vec()
    };
    found.sort_by_key(|finding| finding.span);
    found.into_iter().map(|finding| finding.span).collect()
}
