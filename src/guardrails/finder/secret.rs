//! Passwords, keys, pin codes: known by the word in front of them, not by their form.

use aho_corasick::{AhoCorasick, MatchKind};

use crate::domain::Span;

/// What a cue asks of the value behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value {
    /// Something that somebody chose: not an ordinary word of a sentence.
    Chosen,
    /// Something that a machine made: long, letters and digits.
    Made,
    /// Three to eight digits.
    Digits,
}

const CUES: &[(Value, &[&str])] = &[
    (
        Value::Chosen,
        &[
            "password",
            "passwd",
            "passphrase",
            "passcode",
            "pwd",
            "mot de passe",
            "mots de passe",
            "mdp",
            "passwort",
            "kennwort",
            "contraseña",
            "contrasena",
            "parola d'ordine",
        ],
    ),
    (
        Value::Made,
        &[
            "api key",
            "api_key",
            "api-key",
            "apikey",
            "clé api",
            "cle api",
            "clé d'api",
            "secret",
            "token",
            "jeton",
            "access key",
            "access_key",
            "private key",
            "clé secrète",
            "cle secrete",
            "auth_key",
        ],
    ),
    (
        Value::Digits,
        &["cvv", "cvc", "cryptogramme", "code pin", "pin code", "code secret", "code de sécurité"],
    ),
];

/// The words for secrets, ready to be looked for.
#[derive(Debug)]
pub(super) struct Cues {
    /// `None` when it cannot be built, which a test excludes.
    automaton: Option<AhoCorasick>,
    values: Vec<Value>,
}

impl Cues {
    /// Reads the list.
    pub(super) fn new() -> Self {
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest);
        let words = CUES.iter().flat_map(|(_, cues)| cues.iter());
        let values = CUES.iter().flat_map(|(value, cues)| cues.iter().map(|_| *value));
        Self { automaton: builder.build(words).ok(), values: values.collect() }
    }

    /// Every value that stands behind a word for a secret.
    pub(super) fn find(&self, text: &str) -> Vec<Span> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let mut found: Vec<Span> = Vec::new();
        for cue in automaton.find_iter(text) {
            let is_inside = found.last().is_some_and(|last| cue.start() < last.end);
            let kind = self.values.get(cue.pattern().as_usize()).filter(|_| !is_inside);
            found.extend(kind.and_then(|kind| value(text, cue.end(), *kind)));
        }
        found
    }
}

/// The value of a cue that ends here.
fn value(text: &str, cue: usize, kind: Value) -> Option<Span> {
    const FARTHEST: usize = 40;
    const LONGEST: usize = 128;
    let line = super::ahead(text, cue, FARTHEST).split('\n').next()?;
    let (sign, is_assigned) = match line.find([':', '=']) {
        Some(at) if is_short_phrase(line.get(..at)?) => (at + 1, true),
        _ => (spoken_sign(line)?, false),
    };
    let behind = super::ahead(text, cue + sign, FARTHEST);
    let quotes = |c: char| matches!(c, ' ' | '\t' | '"' | '\'' | '`' | '*' | '=' | '>' | '\\');
    let start = cue + sign + (behind.len() - behind.trim_start_matches(quotes).len());
    let rest = super::ahead(text, start, LONGEST);
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '`' | '<' | '|' | '\\');
    let ends = ['.', ',', ';', ':', ')', '\'', '*', ']', '}'];
    let word = rest.split(is_end).next()?.trim_end_matches(ends);
    let behind = rest.get(word.len()..)?.trim_start_matches([' ', '.', '"', '`', '\r', '\'', '*', '|']);
    let ends_line = behind.is_empty() || behind.starts_with('\n');
    accepts(kind, word, is_assigned, ends_line).then(|| Span::new(start, start + word.len()))
}

/// ` du compte`, ` (temporaire)`, `_hash`: what may stand between the cue and its sign.
fn is_short_phrase(between: &str) -> bool {
    between.len() <= 28
        && between.split_whitespace().count() <= 4
        && between
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '\'' | '(' | ')' | '"' | '*' | '/'))
}

/// Length up to the end of ` is `, ` est `, …
fn spoken_sign(line: &str) -> Option<usize> {
    let signs = [" is ", " est ", " ist ", " es ", " è ", " was ", " ("];
    let found = signs.iter().filter_map(|sign| line.find(sign).map(|at| (at, sign.len()))).min()?;
    is_short_phrase(line.get(..found.0)?).then_some(found.0 + found.1)
}

fn accepts(kind: Value, word: &str, is_assigned: bool, ends_line: bool) -> bool {
    let count = |test: fn(char) -> bool| word.chars().filter(|c| test(*c)).count();
    let (length, digits) = (word.chars().count(), count(|c| c.is_ascii_digit()));
    let (letters, marks) = (count(char::is_alphabetic), count(|c| !c.is_alphanumeric()));
    let is_blank = word.starts_with(['[', '<', '{', '$', '%'])
        || word.chars().all(|c| matches!(c, '*' | '•' | 'x' | 'X' | '.' | '_' | '-'));
    if is_blank {
        return false;
    }
    match kind {
        Value::Digits => (3..=8).contains(&length) && digits == length,
        Value::Made => length >= 12 && digits >= 2 && letters >= 2 && !word.contains("//"),
        Value::Chosen => {
            let is_odd =
                length >= 4 && (digits > 0 || marks > 0 && letters > 0 && !word.contains(['\'', '-', '/']));
            let is_web = word.contains("://");
            let has_strength = digits > 0 && (letters > 0 || length >= 6) || marks > 0 && letters > 0;
            !is_web && if is_assigned { is_odd || ends_line && length >= 6 } else { is_odd && has_strength }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        Cues::new().find(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn a_secret_is_what_stands_behind_the_word_for_it() {
        for (text, secret) in [
            ("Password: Tr0ub4dor&3", "Tr0ub4dor&3"),
            ("le mot de passe est \"Ete2024!\", merci", "Ete2024!"),
            ("mdp : soleil99", "soleil99"),
            ("pwd=hunter2;", "hunter2"),
            ("Mot de passe du wifi : confiture\n", "confiture"),
            ("{\"password\": \"s3cret-x\"}", "s3cret-x"),
            ("api_key = 9f8e7d6c5b4a39281706", "9f8e7d6c5b4a39281706"),
            ("carte, CVV 08/27, cvv: 123", "123"),
        ] {
            assert_eq!(found(text), [secret], "{text}");
        }
    }

    #[test]
    fn talk_about_secrets_holds_none() {
        for text in [
            "Le mot de passe est obligatoire.",
            "Mot de passe oublié ? Cliquez ici.",
            "Your password is required to log in.",
            "Password: must be changed every month",
            "password: [REDACTED]",
            "Notre secret : des ingrédients simples et naturels",
            "mot de passe : ********",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        assert!(found(&"password:".repeat(20_000)).len() <= 20_000);
        assert!(found(&"password ".repeat(20_000)).is_empty());
    }
}
