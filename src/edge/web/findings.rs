//! Findings as pages show them, and texts with the places they mark.
//!
//! In go findings of an answer or of the log; out come values that the templates print as they are.

use super::{
    marks::{self, Found},
    names,
    words::{self, fill},
};
use crate::{
    domain::{Language, Severity},
    guardrails::{Described, LegalBasis},
};

/// A finding on a page.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    /// Its id on the page.
    pub(super) id: String,
    /// Its number in its list.
    pub(super) number: usize,
    /// The class of the stylesheet.
    pub(super) severity: &'static str,
    pub(super) severity_name: &'static str,
    pub(super) symbol: &'static str,
    /// The words found, personal data masked; may be empty.
    pub(super) words: String,
    /// Of the words, where it can be told.
    pub(super) words_language: Option<&'static str>,
    /// The id of its mark in the text, where it has one.
    pub(super) mark: Option<String>,
    /// Where it was found, where that does not show.
    pub(super) place: Option<String>,
    pub(super) explanation: String,
    pub(super) suggestion: String,
    pub(super) laws: Vec<Law>,
    /// The laws show without being asked for.
    pub(super) is_open: bool,
    pub(super) rule: String,
    pub(super) action: String,
}

/// A law on a page.
#[derive(Debug, Clone)]
pub(super) struct Law {
    pub(super) text: String,
    /// When somebody last read it, or that nobody has.
    pub(super) checked: String,
}

/// A text with marks.
#[derive(Debug, Clone)]
pub(super) struct Marked {
    /// Of the text, where it can be told.
    pub(super) language: Option<&'static str>,
    /// Of the page.
    pub(super) interface: &'static str,
    pub(super) pieces: Vec<Piece>,
}

/// A stretch of a text.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) text: String,
    /// The class of the stylesheet; none where nothing was found.
    pub(super) severity: Option<&'static str>,
    /// Ids of the findings here.
    pub(super) described_by: String,
    /// Links to the findings that end here.
    pub(super) marks: Vec<Mark>,
}

/// The number behind found words.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) id: String,
    /// The id of the finding.
    pub(super) finding: String,
    pub(super) number: usize,
    pub(super) severity: &'static str,
    /// For those who do not see it.
    pub(super) name: String,
}

/// A severity by its word; what is not known is shown as the mildest.
pub(super) fn severity(word: &str) -> Severity {
    Severity::parse(word).unwrap_or(Severity::Note)
}

/// Laws as a page shows them.
pub(super) fn laws(basis: &[LegalBasis], language: Language) -> Vec<Law> {
    let say = words::of(language);
    let law = |basis: &LegalBasis| {
        let note = basis.note.as_ref().map(|note| format!(" – {note}")).unwrap_or_default();
        Law {
            text: format!("{}, {}{note}", basis.law, basis.article),
            checked: basis
                .checked
                .as_ref()
                .map_or_else(|| say.to_be_confirmed.to_owned(), |day| fill(say.checked, day)),
        }
    };
    basis.iter().map(law).collect()
}

/// A text and what was found in it.
pub(super) struct Text<'t> {
    /// Keeps ids of its findings apart from those of other texts.
    pub(super) scope: &'t str,
    /// The text that places count in; empty where none is shown.
    pub(super) content: &'t str,
    /// Of the text, where it can be told.
    pub(super) language: Option<Language>,
    pub(super) found: &'t [&'t Described],
    /// Laws show without being asked for.
    pub(super) is_open: bool,
}

impl Text<'_> {
    /// What was found, as a numbered list.
    pub(super) fn list(&self, interface: Language) -> Vec<Finding> {
        let length = self.content.chars().count();
        let finding = |(place, found): (Found, &&Described)| {
            let Found { number, severity, .. } = place;
            Finding {
                id: self.finding_id(number),
                number,
                severity: severity.as_str(),
                severity_name: names::severity(interface, severity),
                symbol: names::symbol(severity),
                words: found.text.clone(),
                words_language: self.language.map(Language::as_str),
                mark: place.is_visible(length).then(|| self.mark_id(number)),
                place: None,
                explanation: found.explanation.clone(),
                suggestion: found.suggestion.clone(),
                laws: laws(&found.legal_basis, interface),
                is_open: self.is_open,
                rule: found.rule.clone(),
                action: names::action(interface, found.action),
            }
        };
        self.places().into_iter().zip(self.found).map(finding).collect()
    }

    /// The text with everything marked, numbered as in the list.
    pub(super) fn marked(&self, interface: Language) -> Marked {
        let places = self.places();
        let mark = |number: &usize| {
            let place = places.iter().find(|place| place.number == *number);
            let severity = place.map_or(Severity::Note, |place| place.severity);
            Mark {
                id: self.mark_id(*number),
                finding: self.finding_id(*number),
                number: *number,
                severity: severity.as_str(),
                name: format!("{number}, {}", names::severity(interface, severity)),
            }
        };
        let ids = |numbers: &[usize]| {
            numbers.iter().map(|number| self.finding_id(*number)).collect::<Vec<_>>().join(" ")
        };
        let piece = |stretch: marks::Stretch<'_>| Piece {
            text: stretch.text.to_owned(),
            severity: stretch.severity.map(Severity::as_str),
            described_by: ids(&stretch.within),
            marks: stretch.ends.iter().map(mark).collect(),
        };
        Marked {
            language: self.language.map(Language::as_str),
            interface: interface.as_str(),
            pieces: marks::cut(self.content, &places).into_iter().map(piece).collect(),
        }
    }

    fn places(&self) -> Vec<Found> {
        let place = |(index, one): (usize, &&Described)| Found {
            start: one.start,
            end: one.end,
            severity: severity(one.severity),
            number: index + 1,
        };
        self.found.iter().enumerate().map(place).collect()
    }

    fn finding_id(&self, number: usize) -> String {
        format!("{}-finding-{number}", self.scope)
    }

    fn mark_id(&self, number: usize) -> String {
        format!("{}-mark-{number}", self.scope)
    }
}
