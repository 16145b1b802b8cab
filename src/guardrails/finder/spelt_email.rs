//! E-mail addresses that somebody has spelt so that machines do not see them: `jean [at] exemple point fr`.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;

use crate::domain::Span;

/// What stands for `@`, and no ordinary word.
const SIGNS: &[&str] = &[
    "[at]",
    "(at)",
    "{at}",
    "<at>",
    "[ at ]",
    "( at )",
    "[arobase]",
    "[arroba]",
    "(arroba)",
    "[chiocciola]",
    "(arobase)",
    "[@]",
    "(@)",
    "[a]",
    "%40",
    " arobase ",
    " arobas ",
    " arroba ",
    " chiocciola ",
    " klammeraffe ",
    " ät ",
    "(ät)",
    "[ät]",
];
/// What stands for `@` where a dot is spelt as well, or where it stands alone.
const WORDS: &[&str] = &[" at ", " @ ", "_at_"];
/// Ends of domains that a text without any sign but words must have.
const TOPS: &[&str] = &[
    "com", "org", "net", "fr", "uk", "de", "es", "it", "eu", "io", "be", "ch", "ca", "us", "ie", "pt", "nl",
    "at", "in", "au", "info", "example", "exemple", "test",
];
/// Longest local part or domain, in bytes.
const LONGEST: usize = 80;

/// Looks for them.
#[derive(Debug)]
pub(super) struct SpeltEmail(Option<Matchers>);

impl SpeltEmail {
    /// Makes the matchers; the tests show that they can be made.
    pub(super) fn new() -> Self {
        Self(Matchers::new())
    }

    /// Every such address.
    pub(super) fn find(&self, text: &str) -> Vec<Span> {
        self.0.as_ref().map_or_else(Vec::new, |matchers| matchers.find(text))
    }
}

#[derive(Debug)]
struct Matchers {
    signs: AhoCorasick,
    local: Regex,
    domain: Regex,
    spelt_dot: Regex,
}

impl Matchers {
    fn new() -> Option<Self> {
        const DOT: &str = r"(?:\s?[\[({](?:dot|point|punkt|punto|ponto|\.)[\])}]\s?|\s(?:dot|point|punkt|punto|ponto)\s|\s\.\s?|\.)";
        const TOP: &str = "[a-z]{2,10}";
        let part = r"[a-zA-Z0-9à-ÿÀ-Þ][a-zA-Z0-9à-ÿÀ-Þ_+\-]*";
        Some(Self {
            signs: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                // Few and short signs, read over every text: the table is small and takes a third of the time.
                .kind(Some(AhoCorasickKind::DFA))
                .build(SIGNS.iter().chain(WORDS))
                .ok()?,
            local: Regex::new(&format!(r"(?i)(?:^|[^a-zA-Z0-9à-ÿÀ-Þ])({part}(?:{DOT}{part}){{0,3}})\s?$"))
                .ok()?,
            domain: Regex::new(&format!(
                r"(?i)^\s?({part}(?:{DOT}{part}){{0,2}}{DOT}{TOP})(?:$|[^a-zA-Z0-9à-ÿÀ-Þ@])"
            ))
            .ok()?,
            spelt_dot: Regex::new(r"(?i)[\[({\s](?:dot|point|punkt|punto|ponto)[\])}\s]").ok()?,
        })
    }

    fn find(&self, text: &str) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for sign in self.signs.find_iter(text) {
            let free = found.last().map_or(0, |span| span.end);
            let ahead = super::ahead(text, sign.end(), LONGEST);
            let Some(domain) = self.domain.captures(ahead).and_then(|found| found.get(1)) else { continue };
            let before = super::back(text, sign.start(), LONGEST);
            let Some(local) = self.local.captures(before).and_then(|found| found.get(1)) else { continue };
            let (mut local_start, is_word) = (local.start(), sign.pattern().as_usize() >= SIGNS.len());
            let is_spelt = |part: &str| self.spelt_dot.is_match(part);
            let is_alone = text.get(sign.range()) == Some(" @ ");
            let has_dots = is_spelt(domain.as_str()) || is_spelt(local.as_str());
            let top = domain.as_str().rsplit(|c: char| !c.is_alphanumeric()).find(|label| !label.is_empty());
            let is_sure = TOPS.iter().any(|known| top.is_some_and(|top| top.eq_ignore_ascii_case(known)));
            // *Look at example.com* has neither.
            if is_word && !(is_sure && (has_dots || is_alone)) {
                continue;
            }
            if !is_spelt(local.as_str()) {
                // A full stop and a space in front of it end another sentence.
                local_start += local.as_str().rfind(char::is_whitespace).map_or(0, |space| space + 1);
            }
            let start = sign.start() - (before.len() - local_start);
            if start >= free {
                found.push(Span::new(start, sign.end() + domain.end()));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelt_addresses_are_found_whole() {
        let finder = SpeltEmail::new();
        for (text, expected) in [
            ("écris à jean [at] exemple point fr, merci", "jean [at] exemple point fr"),
            ("jane dot doe at gmail dot com", "jane dot doe at gmail dot com"),
            ("Contact: sophie.martin(at)exemple.fr.", "sophie.martin(at)exemple.fr"),
            ("son mail c'est karim point b arobase orange point fr", "karim point b arobase orange point fr"),
            ("a.ruiz [arroba] ejemplo.es", "a.ruiz [arroba] ejemplo.es"),
            ("o a.ruiz[at]ejemplo[dot]es", "a.ruiz[at]ejemplo[dot]es"),
            ("mailto:jane%40example.com", "jane%40example.com"),
            ("jean @ exemple.fr", "jean @ exemple.fr"),
        ] {
            let found: Vec<_> = finder.find(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn ordinary_words_are_no_addresses() {
        let finder = SpeltEmail::new();
        for text in [
            "Look at example.com and meet us at noon.",
            "On se retrouve at Paul. Point final.",
            "We met at the Point hotel.",
            "f(a) = 3.5 et (a) plus. fin",
            "lunch @ 12.30",
        ] {
            assert!(finder.find(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        let finder = SpeltEmail::new();
        assert!(finder.find(&" at ".repeat(100_000)).is_empty());
        assert!(finder.find(&"[at]".repeat(100_000)).is_empty());
    }
}
