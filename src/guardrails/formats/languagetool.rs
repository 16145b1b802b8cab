//! The answer of LanguageTool's `/v2/check` (its HTTP API, version 1), so that editors underline what was found.
//!
//! Offsets count UTF-16 units, as LanguageTool's do.

use serde_json::{Value, json};

use crate::{
    domain::Language,
    guardrails::{Described, RuleSet},
};

/// Characters of the text that are shown on either side of a finding.
const CONTEXT: usize = 40;

/// The answer about a text; `asked` is the language that the caller named, if any.
pub fn answer(
    text: &str,
    (asked, detected): (Option<Language>, Option<Language>),
    findings: &[Described],
    rules: &RuleSet,
) -> Value {
    let language = asked.or(detected);
    let (code, name) = named(language);
    let (detected_code, detected_name) = named(detected.or(asked));
    let characters: Vec<char> = text.chars().collect();
    let matches: Vec<_> = findings.iter().map(|finding| matched(&characters, finding, rules)).collect();
    json!({
        "software": {
            "name": "Candor",
            "version": env!("CARGO_PKG_VERSION"),
            "buildDate": "",
            "apiVersion": 1,
            "premium": false,
            "status": "",
        },
        "warnings": { "incompleteResults": false },
        "language": {
            "name": name,
            "code": code,
            "detectedLanguage": { "name": detected_name, "code": detected_code, "confidence": 1.0 },
        },
        "matches": matches,
    })
}

/// The languages that are understood, as `/v2/languages` lists them.
pub fn languages() -> Value {
    let language = |language: Language| {
        let (code, name) = named(Some(language));
        json!({ "name": name, "code": code, "longCode": code })
    };
    Language::ALL.into_iter().map(language).collect()
}

fn named(language: Option<Language>) -> (&'static str, &'static str) {
    let name = match language {
        Some(Language::En) => "English",
        Some(Language::Fr) => "French",
        Some(Language::De) => "German",
        Some(Language::Es) => "Spanish",
        Some(Language::It) => "Italian",
        None => return ("und", "Undetermined"),
    };
    (language.map_or("und", Language::as_str), name)
}

fn matched(characters: &[char], finding: &Described, rules: &RuleSet) -> Value {
    let units = |range: std::ops::Range<usize>| -> usize {
        characters.get(range).unwrap_or_default().iter().map(|c| c.len_utf16()).sum()
    };
    let text = |range: std::ops::Range<usize>| -> String {
        characters.get(range).unwrap_or_default().iter().map(|c| if *c == '\n' { ' ' } else { *c }).collect()
    };
    let (start, end) = (finding.start, finding.end);
    let (from, to) = (start.saturating_sub(CONTEXT), (end + CONTEXT).min(characters.len()));
    let sentence = sentence(characters, start, end);
    let rule = rules.rules().iter().find(|rule| rule.id.as_str() == finding.rule);
    let name = rule.map_or(finding.rule.as_str(), |rule| rule.name.as_str());
    let pack = rule.map_or("", |rule| rule.pack.title.as_str());
    let message = [finding.explanation.as_str(), finding.suggestion.as_str()].join(" → ");
    json!({
        "message": message.trim_end_matches(" → "),
        "shortMessage": name,
        "replacements": [],
        "offset": units(0..start),
        "length": units(start..end),
        "context": { "text": text(from..to), "offset": units(from..start), "length": units(start..end) },
        "sentence": text(sentence),
        "type": { "typeName": "Other" },
        "rule": {
            "id": finding.rule,
            "description": name,
            "issueType": "style",
            "category": { "id": finding.label, "name": pack },
        },
        "ignoreForIncompleteSentence": false,
        "contextForSureMatch": 0,
    })
}

/// Where the sentence begins and ends in which a finding stands.
fn sentence(characters: &[char], start: usize, end: usize) -> std::ops::Range<usize> {
    let ends = |c: &char| matches!(c, '.' | '!' | '?' | '\n');
    let before = characters.get(..start).unwrap_or_default().iter().rposition(ends).map_or(0, |at| at + 1);
    let last = end.max(1) - 1;
    let after = characters.get(last..).unwrap_or_default().iter().position(ends);
    let after = after.map_or(characters.len(), |at| last + at + 1);
    let blank = characters.get(before..start).unwrap_or_default().iter().take_while(|c| c.is_whitespace());
    before + blank.count()..after.max(end)
}
