//! A text and its words, and what can be asked about a place among them.

use super::names::{Facts, Names};
use super::words::{Case, Word};
use crate::domain::Span;

/// Most words that a name has.
pub(super) const LONGEST: usize = 5;

/// A text and its words.
pub(super) struct Search<'t> {
    pub(super) text: &'t str,
    pub(super) names: &'t Names,
    pub(super) words: &'t [Word],
}

impl Search<'_> {
    pub(super) fn word(&self, index: usize) -> Option<Word> {
        self.words.get(index).copied()
    }

    pub(super) fn of(&self, word: Word) -> &str {
        word.span.of(self.text)
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap(&self, index: usize) -> &str {
        let before = index.checked_sub(1).and_then(|before| self.word(before));
        let end = before.map_or(0, |before| before.span.end);
        self.word(index).and_then(|word| self.text.get(end..word.span.start)).unwrap_or_default()
    }

    /// A word that is no name in any list and an ordinary one in small letters.
    pub(super) fn is_ordinary(&self, word: Word) -> bool {
        !word.facts.is_name() && self.names.ordinary.has_word(self.of(word))
    }

    /// Written like a name, and nothing else that is known.
    pub(super) fn is_unusual(&self, word: Word) -> bool {
        const OTHER: Facts = Facts(
            Facts::STOP.0
                | Facts::THING_NAME.0
                | Facts::PLACE.0
                | Facts::THING.0
                | Facts::JOB.0
                | Facts::BRAND.0,
        );
        word.case == Case::Title && word.span.len() > 2 && !word.has(OTHER) && !self.is_ordinary(word)
    }

    /// The facts of the word before, whatever stands between.
    pub(super) fn facts_before(&self, index: usize) -> Facts {
        index.checked_sub(1).and_then(|before| self.word(before)).map(|word| word.facts).unwrap_or_default()
    }

    pub(super) fn next_is(&self, index: usize, any: Facts) -> bool {
        self.word(index).is_some_and(|word| word.has(any)) && self.gap(index) == " "
    }

    /// How many words from `index` on read like a name: capitalised words, particles before one,
    /// initials; at most `most`, and `unknown` that no list knows.
    pub(super) fn run(&self, index: usize, most: usize, unknown: usize) -> usize {
        let (mut certain, mut left) = (0, unknown);
        for count in 0..most {
            let at = index + count;
            let Some(word) = self.word(at).filter(|word| count == 0 || self.goes_on(at, *word)) else {
                break;
            };
            let is_dotted = self.is_dotted_initial(at);
            let is_first_name = count == 0 && word.facts.is_plain_given();
            if word.has(Facts::PARTICLE) && !is_first_name && !is_dotted {
                continue;
            }
            let is_led = count > certain;
            if !(is_dotted || self.may_be_part(word, is_led)) || count == 0 && self.is_short_title(at, word) {
                break;
            }
            if !(word.facts.is_name() || self.is_initial(at)) {
                // *Luc Moreau de Deloitte*
                let is_of_firm = certain > 0 && is_led && (certain > 1 || self.is_plural(at - 1));
                if left == 0 || is_of_firm {
                    break;
                }
                left -= 1;
            }
            certain = count + 1;
        }
        certain
    }

    /// True when a word can belong to the name that the words before it are.
    fn goes_on(&self, index: usize, word: Word) -> bool {
        let follows = match self.gap(index) {
            " " | "  " => true,
            ". " | "." | ".-" => self.is_initial(index - 1),
            "'" => word.is_high(),
            _ => false,
        };
        follows && self.brand_at(index, word).is_none()
    }

    /// True for a word that is written like a name and is nothing else. `is_led`: a particle stands before.
    fn may_be_part(&self, word: Word, is_led: bool) -> bool {
        let is_place = word.has(Facts::PLACE) && !word.has(Facts::SURNAME) && !is_led;
        let is_other = word.has(Facts::STOP | Facts::TITLE | Facts::STREET);
        word.is_high() && !is_other && (!is_place || self.of(word).contains('-'))
    }

    /// `M. `, `Sr. `: in front of a name, not its start.
    fn is_short_title(&self, index: usize, word: Word) -> bool {
        let is_title = word.has(Facts::WEAK_TITLE) && (word.span.len() > 1 || self.of(word) == "M");
        is_title && self.gap(index + 1) == ". "
    }

    /// *des*, *du*: seldom inside a name.
    fn is_plural(&self, index: usize) -> bool {
        self.word(index).is_some_and(|word| matches!(self.of(word), "des" | "du"))
    }

    /// One letter, or a name with one letter behind a hyphen: *J*, *J-P*, *Hans-J*
    pub(super) fn is_initial(&self, index: usize) -> bool {
        self.word(index).is_some_and(|word| {
            let text = self.of(word);
            let last = text.char_indices().next_back().map_or(0, |(last, _)| last);
            word.is_high() && (last == 0 || text.as_bytes().get(last.wrapping_sub(1)) == Some(&b'-'))
        })
    }

    pub(super) fn is_dotted_initial(&self, index: usize) -> bool {
        self.is_initial(index)
            && self.word(index).is_some_and(|word| {
                word.span.len() == 1
                    && self.text.get(word.span.end..).is_some_and(|rest| rest.starts_with('.'))
            })
    }

    /// Where the brand or the like ends that starts with a word.
    fn brand_at(&self, index: usize, word: Word) -> Option<usize> {
        let tells = |word: Word| self.names.tells_not_a_person(self.of(word));
        // *Lucía García Márquez* is no *García Márquez*.
        let before = index.checked_sub(1).and_then(|before| self.word(before));
        if self.gap(index) == " " && before.is_some_and(|before| before.is_high() && before.has(Facts::GIVEN))
        {
            return None;
        }
        if !word.has(Facts::BRAND) || !self.word(index + 1).is_some_and(tells) && !tells(word) {
            return None;
        }
        let rest = self.text.get(word.span.start..)?;
        self.names.not_a_person(rest).map(|length| word.span.start + length)
    }

    /// How many words from `index` on belong to a brand, a street or a saint that is called like a person.
    pub(super) fn of_no_person(&self, index: usize) -> Option<usize> {
        let word = self
            .word(index)
            .filter(|word| word.is_high() || word.has(Facts::BRAND) && word.has(Facts::GIVEN))?;
        let is_titled = self.facts_before(index).has(Facts::TITLE);
        // A customer may be called like somebody famous: a title, a key or a greeting says so.
        let claims = Facts::INTRODUCES | Facts::INDIVIDUAL | Facts::GREETING | Facts::CLOSING;
        let is_claimed = is_titled
            || self.facts_before(index).has(claims)
            || self.key_of(index).is_some_and(|key| key.has(Facts::NAME_KEY));
        if let Some(end) = self.brand_at(index, word).filter(|_| !is_claimed) {
            let rest = self.words.get(index..).unwrap_or_default();
            return Some(rest.iter().take_while(|word| word.span.start < end).count().max(1));
        }
        if !word.is_high() {
            return None;
        }
        if word.has(Facts::PLACE) && !is_titled || self.belongs_to_place(index) {
            return Some(self.run(index, LONGEST, LONGEST).max(1));
        }
        if word.has(Facts::STOP) || !self.precedes_firm_or_street(index) {
            return None;
        }
        let count = self.run(index, LONGEST, 1);
        let is_street = self.next_is(index + count, Facts::STREET);
        (count > 0 && (is_street || self.is_firm(index + count))).then_some(count)
    }

    /// A quick look ahead: most names are followed by neither.
    fn precedes_firm_or_street(&self, index: usize) -> bool {
        let ahead = self.words.get(index + 1..).unwrap_or_default();
        ahead.iter().take(LONGEST + 1).any(|word| word.has(Facts::STREET | Facts::THING_AFTER))
    }

    /// True when a street, a saint or a school is called like that.
    pub(super) fn belongs_to_place(&self, index: usize) -> bool {
        const PARTICLES: usize = 3;
        let mut at = index;
        for _ in 0..=PARTICLES {
            if !matches!(self.gap(at), " " | "'" | "-" | ". ") {
                return false;
            }
            let Some(before) = at.checked_sub(1).and_then(|before| self.word(before)) else { return false };
            if before.has(Facts::PLACE) && !(self.gap(at) == ". " && before.span.len() > 3) {
                return true;
            }
            if !before.has(Facts::PARTICLE) || before.is_high() {
                return false;
            }
            at -= 1;
        }
        false
    }

    /// *Martin & Fils*, *Dupont SAS*, *Smith Group*
    fn is_firm(&self, next: usize) -> bool {
        let Some(word) = self.word(next) else { return false };
        let gap = self.gap(next);
        let joined = matches!(gap, " & ") || gap == " " && word.has(Facts::STOP);
        let firm = Facts::STOP | Facts::THING_AFTER;
        let is_suffix = |word: Word| word.facts.only(firm) == firm && word.is_high();
        let behind_and = matches!(self.of(word), "et" | "and")
            && self.word(next + 1).is_some_and(is_suffix)
            && self.gap(next + 1) == " ";
        joined && (is_suffix(word) || behind_and)
    }

    /// The facts of the key whose value starts at a word.
    pub(super) fn key_of(&self, index: usize) -> Option<Facts> {
        let key = self.word(index.checked_sub(1)?)?;
        let gap = self.gap(index);
        // `"given":"Robin","family":"Achebe"`
        let is_quoted = gap.starts_with('"') && matches!(self.of(key), "given" | "family");
        if !key.has(Facts::NAME_KEY | Facts::KEY) && !is_quoted || gap.len() > 12 {
            return None;
        }
        let signs = gap.chars().filter(|c| matches!(c, ':' | '=')).count();
        // Also `{{nom}} = `.
        let is_sign = |c: char| ": =\t\"'*_\\>|}]".contains(c);
        if signs != 1 || !gap.chars().all(is_sign) {
            return None;
        }
        if is_quoted {
            return Some(Facts::NAME_KEY);
        }
        if !key.has(Facts::NAME_KEY) {
            return Some(key.facts);
        }
        let is_of_thing = (2..=4)
            .map_while(|back| index.checked_sub(back))
            .take_while(|at| matches!(self.gap(at + 1), " " | "_" | "-" | "'"))
            .any(|at| self.word(at).is_some_and(|word| word.has(Facts::NOT_PERSONS_KEY)));
        (!is_of_thing).then_some(key.facts)
    }

    /// True when a word follows a whole name with nothing but a comma or an *and* between them.
    pub(super) fn follows_name(&self, index: usize, last: Span) -> bool {
        let Some(word) = self.word(index) else { return false };
        let is_whole = last.of(self.text).contains(' ');
        let between = self.text.get(last.end..word.span.start).unwrap_or_default();
        is_whole
            && matches!(between, ", " | " et " | " and " | " & " | ", and " | "; " | " und " | " y " | " e ")
    }

    /// True when a line ends here and the next one is a post, an e-mail address or a telephone number.
    pub(super) fn heads_block(&self, end: usize) -> bool {
        let rest = super::ahead(self.text, end, 96);
        let Some(rest) = rest.trim_start_matches([' ', '\r']).strip_prefix('\n') else { return false };
        let line = rest.split('\n').next().unwrap_or_default().trim();
        let first = line.split([' ', '|', ',', ':']).next().unwrap_or_default();
        let digits = line.bytes().filter(u8::is_ascii_digit).count();
        let is_phone = (9..=13).contains(&digits) && line.len() <= 30;
        let is_mail = line.contains('@') && line.split_whitespace().count() <= 3;
        is_phone || is_mail || self.names.of(first).has(Facts::JOB) && line.len() <= 60
    }
}
