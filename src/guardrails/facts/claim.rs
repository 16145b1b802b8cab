//! What a sentence claims: counts, percentages, prices, ratings, days.

use crate::{
    domain::Span,
    guardrails::{matcher::Pattern, text::View},
};

/// What stands in the sentence of a finding.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Claim {
    /// The sentence, folded.
    pub(super) words: String,
    /// Numbers that are nothing else, left to right: *3*, *50 000*, *2 millions*.
    pub(super) counts: Vec<f64>,
    /// Those of them that stand in the words of the finding itself.
    pub(super) own: Vec<f64>,
    pub(super) percents: Vec<f64>,
    pub(super) prices: Vec<f64>,
    /// Out of five.
    pub(super) rating: Option<f64>,
    /// Hours in which something ends.
    pub(super) hours: Option<f64>,
}

/// Numbers with what stands around them.
const NUMBERS: &str = concat!(
    r"(?P<money>[€$£] ?)?(?P<number>\d{1,3}(?:[ .,]\d{3})+|\d+(?:[.,]\d{1,2})?)",
    r"(?: ?(?:(?P<percent>%|percent|per cent|pour cent|prozent|por ciento|per cento)|(?P<price>[€$£]|eur\b|euros?\b)",
    r"|(?P<rating>/ ?5\b|(?:out of|sur|von|de|su) 5\b|stars?\b|etoiles?\b|sterne\b|estrellas\b|stelle\b)",
    r"|(?P<hours>h\b|hours?\b|heures?\b|stunden?\b|horas?\b|ore\b)|(?P<days>days?\b|jours?\b|tage?n?\b|dias?\b|giorn[io]\b)",
    r"|(?P<times>millions?\b|millionen\b|milioni\b|millones\b|mio\b|k\b|thousand\b|mille\b|tausend\b|mil\b|mila\b)))?",
);

/// A sentence reaches no farther from its finding, in bytes.
const LONGEST: usize = 300;

/// Reads claims.
#[derive(Debug)]
pub(in crate::guardrails) struct Claims {
    numbers: Pattern,
}

impl Claims {
    /// Ready to read.
    pub(in crate::guardrails) fn new() -> Self {
        Self { numbers: Pattern::folded(NUMBERS) }
    }

    /// What the sentence claims in which a finding stands.
    pub(super) fn read(&self, text: &str, span: Span) -> Claim {
        let mut claim = self.of(sentence(text, span));
        claim.own = self.of(span.of(text)).counts;
        claim
    }

    fn of(&self, words: &str) -> Claim {
        let view = View::folded(words);
        let mut claim = Claim { words: view.text().to_owned(), ..Claim::default() };
        let numbers = self.numbers.regex().into_iter().flat_map(|regex| regex.captures_iter(view.text()));
        numbers.for_each(|hit| {
            claim.take(|name| view.text().get(hit.get_group_by_name(name)?.range()));
        });
        claim
    }
}

impl Claim {
    /// A number, by what stands in each group of the expression.
    fn take<'h>(&mut self, group: impl Fn(&str) -> Option<&'h str>) {
        let Some(value) = group("number").and_then(value) else { return };
        let has = |name| group(name).is_some();
        match () {
            () if has("percent") => self.percents.push(value),
            () if has("price") || has("money") => self.prices.push(value),
            () if has("rating") => self.rating = Some(value),
            () if has("hours") => self.hours = Some(value),
            () if has("days") => self.hours = Some(value * 24.0),
            () => self.counts.push(value * group("times").map_or(1.0, factor)),
        }
    }

    /// One of the words stands in it.
    pub(super) fn says(&self, words: &[&str]) -> bool {
        let is_word = |word: &&str| {
            self.words.match_indices(*word).any(|(at, _)| {
                let (before, after) = self.words.split_at(at);
                let is_letter = |c: char| c.is_alphanumeric() || c == '-';
                !before.ends_with(is_letter)
                    && !after.get(word.len()..).unwrap_or_default().starts_with(is_letter)
            })
        };
        words.iter().any(is_word)
    }
}

/// How much *millions*, *mille*, *k* make of a number.
fn factor(word: &str) -> f64 {
    match word {
        "k" | "thousand" | "mille" | "tausend" | "mil" | "mila" => 1e3,
        _ => 1e6,
    }
}

/// `1 500`, `1.500`, `1,500` are fifteen hundred; `4.8` and `4,8` are not.
fn value(number: &str) -> Option<f64> {
    let groups: Vec<&str> = number.split([' ', '.', ',']).collect();
    let is_grouped = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    if is_grouped { groups.concat().parse().ok() } else { number.replace(',', ".").parse().ok() }
}

/// The sentence around a place.
fn sentence(text: &str, span: Span) -> &str {
    let ends = |(at, c): (usize, char)| {
        let after = text.get(at + c.len_utf8()..).unwrap_or_default();
        matches!(c, '!' | '?' | '\n')
            || c == '.' && (after.is_empty() || after.starts_with(char::is_whitespace))
    };
    // What has no end for so long is no sentence.
    let from = text.ceil_char_boundary(span.start.saturating_sub(LONGEST));
    let to = text.floor_char_boundary(text.len().min(span.end + LONGEST));
    let (text, span) =
        (text.get(from..to).unwrap_or_default(), Span::new(span.start - from, span.end - from));
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.char_indices().rev().find(|place| ends(*place)).map_or(0, |(at, c)| at + c.len_utf8());
    let after = text.get(span.end..).unwrap_or_default();
    let end = after.char_indices().find(|(at, c)| ends((span.end + at, *c)));
    let end = end.map_or(text.len(), |(at, _)| span.end + at);
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(text: &str) -> Claim {
        Claims::new().read(text, Span::new(0, 1))
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(claim("Plus que 3 pièces").counts, [3.0]);
        assert_eq!(claim("50 000 clients, 1.200 Kunden, 2,500 fans").counts, [50_000.0, 1_200.0, 2_500.0]);
        assert_eq!(claim("2 millions de fans, 10k followers").counts, [2_000_000.0, 10_000.0]);
        assert_eq!(claim("-50 % : 19,99 € au lieu de €39.98").percents, [50.0]);
        assert_eq!(claim("-50 % : 19,99 € au lieu de €39.98").prices, [19.99, 39.98]);
        assert_eq!(claim("Noté 4,8/5 par nos clients").rating, Some(4.8));
        assert_eq!(claim("Encore 48 heures").hours, Some(48.0));
        assert_eq!(claim("noch 3 Tage").hours, Some(72.0));
    }

    #[test]
    fn what_another_sentence_says_does_not_count() {
        let text = "Since 1984. Only 3 left! Rated 4.8/5.";
        let at = text.find("Only").unwrap();
        let claim = Claims::new().read(text, Span::new(at, at + 6));
        assert_eq!((claim.counts, claim.rating), (vec![3.0], None));
    }
}
