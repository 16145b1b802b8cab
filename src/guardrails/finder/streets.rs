//! Words for streets, and how addresses are written with them.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::domain::Span;

/// How the parts of an address follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// `12 rue des Lilas`; the number is first, or last behind the name (Belgium, Switzerland).
    French,
    /// `Via Roma, 12`, `Calle Mayor 3`
    NumberLast,
    /// `Lindenstraße 5`, `Karl-Marx-Allee 12`
    German,
    /// `12 Baker Street`
    English,
    /// `P.O. Box 175`, `BP 12`
    Box,
}

/// How sure a word is a street.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// It is, with a number beside it.
    Street,
    /// It has other senses (*cours*, *place*, *way*), so more of an address must follow.
    Many,
}

const STREETS: &[(Form, Sense, &str)] = &[
    (
        Form::French,
        Sense::Street,
        "rue|avenue|av.|av|boulevard|bd|bld|blvd|bd.|chemin|chem.|ch.|allée|allee|allées|allees|all.|impasse|imp.|faubourg|\
         fbg|fg|lieu-dit|lieudit|lieu dit|hameau|ruelle|sentier|rond-point|montée|venelle|lotissement|sente|chaussée",
    ),
    (
        Form::French,
        Sense::Many,
        "place|pl.|route|rte|quai|cours|square|passage|résidence|residence|rés.|voie|villa|cité|esplanade|promenade|traverse|\
         clos|domaine|lot.|parvis|quartier|mail|r.",
    ),
    (
        Form::NumberLast,
        Sense::Street,
        "viale|piazza|corso|vicolo|contrada|calle|c/|avenida|avda.|avda|plaza|paseo|camino|carretera|travesía|callejón|\
         callejon|pasadizo|rua|travessa|praça|largo|glorieta|rotonda",
    ),
    (Form::NumberLast, Sense::Many, "via|strada|ronda|alameda|vial|cañada|borgo|acceso|av|av.|r.|c.|canale"),
    (Form::German, Sense::Street, "straße|strasse|str.|gasse|allee|chaussee|straat|laan|gracht|steeg|singel"),
    (Form::German, Sense::Many, "weg|platz|ring|ufer|damm|plein|kade|hof|pad"),
    (
        Form::English,
        Sense::Street,
        "street|st|st.|road|rd|rd.|avenue|ave|ave.|lane|ln|crescent|boulevard|blvd|blvd.|mews|parkway|highway",
    ),
    (
        Form::English,
        Sense::Many,
        "drive|dr|dr.|close|court|ct|way|place|terrace|square|gardens|grove|row|walk|hill|park|green|wharf|circle|trail|loop|\
         quay|plaza",
    ),
    (
        Form::Box,
        Sense::Street,
        "p.o. box|po box|p.o box|boîte postale|boite postale|postfach|apartado de correos|casella postale",
    ),
    (Form::Box, Sense::Many, "bp"),
];

/// A word for a street in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Street {
    pub(super) span: Span,
    pub(super) form: Form,
    pub(super) sense: Sense,
}

/// The words for streets, ready to be looked for.
#[derive(Debug)]
pub(super) struct Streets {
    /// `None` when it cannot be built, which a test excludes.
    automaton: Option<AhoCorasick>,
    /// For each word, how it is used.
    uses: Vec<Vec<(Form, Sense)>>,
}

impl Streets {
    /// Reads the list.
    pub(super) fn new() -> Self {
        let mut words: Vec<&str> = Vec::new();
        let mut uses: Vec<Vec<(Form, Sense)>> = Vec::new();
        let streets = STREETS
            .iter()
            .flat_map(|(form, sense, streets)| streets.split('|').map(|street| (street, (*form, *sense))));
        for (street, usage) in streets {
            if let Some(known) = words.iter().position(|known| *known == street) {
                uses.get_mut(known).into_iter().for_each(|uses| uses.push(usage));
            } else {
                words.push(street);
                uses.push(vec![usage]);
            }
        }
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        Self { automaton: builder.kind(Some(AhoCorasickKind::DFA)).build(words).ok(), uses }
    }

    /// Every word for a street, once per form of address it is used in. German ones may end a word.
    pub(super) fn find(&self, text: &str, mut found: impl FnMut(Street)) {
        let Some(automaton) = &self.automaton else { return };
        let is_word =
            |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80);
        let bytes = text.as_bytes();
        for hit in automaton.find_iter(text) {
            let before = hit.start().checked_sub(1).and_then(|before| bytes.get(before));
            let is_short =
                bytes.get(hit.end().saturating_sub(1)).is_some_and(|byte| matches!(byte, b'.' | b'/'));
            if !is_short && is_word(bytes.get(hit.end())) {
                continue;
            }
            let starts = !is_word(before);
            for (form, sense) in self.uses.get(hit.pattern().as_usize()).into_iter().flatten() {
                if starts || *form == Form::German {
                    found(Street { span: Span::new(hit.start(), hit.end()), form: *form, sense: *sense });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_for_streets_are_found_whole() {
        let streets = Streets::new();
        assert!(streets.automaton.is_some());
        let mut found = Vec::new();
        streets.find("12 Rue Neuve, verruer, Lindenstraße 5", |street| found.push(street.form));
        assert_eq!(found, [Form::French, Form::German]);
    }
}
