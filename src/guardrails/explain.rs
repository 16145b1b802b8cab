//! A rule as people and programs read it: on the command line, on the pages, in answers.

use serde::Serialize;
use serde_json::{Value, json};

use super::{
    RuleSet,
    rule::{LegalBasis, Rule},
};
use crate::domain::{Action, Finding, Language, Span};

/// A finding as answers show it; contract: section 2, "A finding, everywhere the same".
#[derive(Debug, Clone, Serialize)]
pub struct Described {
    /// The rule's id.
    pub rule: String,
    /// `personal-data`, `manipulation` or `targeting`.
    pub kind: &'static str,
    /// The entity or the category.
    pub label: String,
    /// First code point of the text it was found in.
    pub start: usize,
    /// The code point behind the last.
    pub end: usize,
    /// Which choice of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice: Option<u64>,
    /// Where in a request, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// How bad.
    pub severity: &'static str,
    /// What was done about it.
    pub action: &'static str,
    /// What is wrong.
    pub explanation: String,
    /// How to say it better.
    pub suggestion: String,
    /// The law.
    pub legal_basis: Vec<LegalBasis>,
    /// The words found, with personal data masked.
    pub text: String,
    /// Certainty, from 0 to 1.
    pub score: f64,
    /// A statistical model found it.
    pub by_model: bool,
    /// One of these facts would settle whether the claim is true.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub evidence_required: &'static [&'static str],
    /// This fact of the caller says otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contradicted_by: Option<&'static str>,
}

impl Described {
    /// A finding of `rule`; `span` counts code points, `text` is already masked.
    pub fn new(
        rule: &Rule,
        finding: &Finding,
        span: Span,
        text: String,
        (action, language): (Action, Language),
    ) -> Self {
        Self {
            rule: finding.rule.to_string(),
            kind: finding.kind.as_str(),
            label: finding.label.to_string(),
            start: span.start,
            end: span.end,
            choice: None,
            path: None,
            severity: finding.severity.as_str(),
            action: action.as_str(),
            explanation: rule.explanation.in_language(language).to_owned(),
            suggestion: rule.suggestion.in_language(language).to_owned(),
            legal_basis: rule.legal_basis.clone(),
            text,
            score: (f64::from(finding.score) * 1000.0).round() / 1000.0,
            by_model: false,
            evidence_required: &[],
            contradicted_by: None,
        }
    }
}

/// A rule as JSON, with everything a reader of the log may ask.
pub fn as_json(rule: &Rule) -> Value {
    let words = |words: &super::rule::Words| -> Value {
        words
            .0
            .iter()
            .map(|(language, text)| (language.as_str().to_owned(), Value::from(text.as_str())))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    json!({
        "id": rule.id.as_str(),
        "name": rule.name,
        "pack": { "id": rule.pack.id, "title": rule.pack.title, "version": rule.pack.version },
        "stage": rule.pack.stage.as_str(),
        "kind": rule.pack.kind.as_str(),
        "label": rule.label.as_ref(),
        "status": rule.status.as_str(),
        "severity": rule.severity.as_str(),
        "action": rule.action.as_str(),
        "languages": rule.languages.iter().map(Language::as_str).collect::<Vec<_>>(),
        "explanation": words(&rule.explanation),
        "suggestion": words(&rule.suggestion),
        "legal_basis": rule.legal_basis,
        "examples": {
            "match": rule.examples.matches.iter().map(|marked| super::Marked::write(&marked.text, &marked.spans)).collect::<Vec<_>>(),
            "no_match": rule.examples.no_match,
        },
    })
}

/// A rule as text for a terminal.
pub fn as_text(rule: &Rule, language: Language) -> String {
    let is_french = language == Language::Fr;
    let say = |english: &'static str, french: &'static str| if is_french { french } else { english };
    let mut out = format!("{} — {}\n", rule.id, rule.name);
    out.push_str(&format!(
        "{} · {} · {} · {} · {}\n\n{}\n",
        rule.pack.stage.as_str(),
        rule.label,
        rule.severity,
        rule.action,
        rule.status.as_str(),
        rule.explanation.in_language(language)
    ));
    let suggestion = rule.suggestion.in_language(language);
    if !suggestion.is_empty() {
        out.push_str(&format!("\n{}\n  {suggestion}\n", say("Better:", "Mieux :")));
    }
    if !rule.legal_basis.is_empty() {
        out.push_str(&format!("\n{}\n", say("Legal basis:", "Base légale :")));
        for LegalBasis { law, article, checked, note } in &rule.legal_basis {
            let checked = match checked {
                Some(day) => format!("{} {day}", say("checked", "vérifié le")),
                None => say("to be confirmed", "à confirmer").to_owned(),
            };
            let note = note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
            out.push_str(&format!("  {law}, {article} ({checked}{note})\n"));
        }
    }
    out.push_str(&format!("\n{}\n", say("Found:", "Trouvé :")));
    for example in &rule.examples.matches {
        out.push_str(&format!("  {}\n", super::Marked::write(&example.text, &example.spans)));
    }
    out.push_str(&format!("\n{}\n", say("Not found:", "Non trouvé :")));
    for example in &rule.examples.no_match {
        out.push_str(&format!("  {example}\n"));
    }
    out
}

/// All rules as one Markdown text, a table per pack: the generated `guardrails/RULES.md`.
pub fn as_list(rules: &RuleSet) -> String {
    let mut out = String::from("# Rules\n\nWritten by `candor rules docs` from the packs; do not edit.\n");
    let mut pack = "";
    for rule in rules.rules() {
        if rule.pack.id != pack {
            pack = &rule.pack.id;
            out.push_str(&format!(
                "\n## {} (`{}`, stage {})\n\n",
                rule.pack.title,
                pack,
                rule.pack.stage.as_str()
            ));
            out.push_str("| rule | label | severity | action | what | law |\n|---|---|---|---|---|---|\n");
        }
        let law: Vec<_> = rule
            .legal_basis
            .iter()
            .map(|basis| {
                let mark = if basis.checked.is_some() { "" } else { " (to be confirmed)" };
                format!("{}, {}{mark}", basis.law, basis.article)
            })
            .collect();
        let what = rule.explanation.in_language(Language::En);
        out.push_str(&format!(
            "| `{}` {} | {} | {} | {} | {what} | {} |\n",
            rule.id,
            rule.name,
            rule.label,
            rule.severity,
            rule.action,
            law.join("; ")
        ));
    }
    out
}
