//! The words of a text, each looked up once.

use super::names::{Facts, Names};
use crate::domain::Span;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Title,
    Capitals,
}

/// A word and what the lists say about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) span: Span,
    pub(super) case: Case,
    pub(super) facts: Facts,
    /// A line starts with it, not counting list marks.
    pub(super) starts_line: bool,
}

impl Word {
    pub(super) fn is_high(self) -> bool {
        self.case != Case::Lower
    }

    pub(super) fn has(self, any: Facts) -> bool {
        self.facts.has(any)
    }
}

/// The words of a text: letters, with hyphens and apostrophes inside. French elisions (`d'`, `l'`) are
/// words of their own, and an English `'s` belongs to none. What is glued to a digit, `@` or `#`
/// (handles, codes) or stands in a web address is left out.
pub(super) fn read(text: &str, names: &Names) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let (mut at, mut starts_line) = (0, true);
    while at < bytes.len() {
        let current = byte(at);
        if !(current.is_ascii_alphabetic() || current >= 0x80) {
            // In JSON, line ends and tabs are written `\\n`, `\\t`.
            let is_escape = current == b'\\' && matches!(byte(at + 1), b'n' | b'r' | b't');
            starts_line |= current == b'\n' || is_escape;
            let is_web = current == b':' && byte(at + 1) == b'/' && byte(at + 2) == b'/';
            at = if is_web { skip_web_address(bytes, at) } else { at + 1 + usize::from(is_escape) };
            continue;
        }
        let Some(scan) = scan(text, at) else {
            // A character beyond ASCII that is no letter.
            at += text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            continue;
        };
        let before = at.checked_sub(1).map_or(b' ', byte);
        let after = byte(scan.end);
        let is_glued = |beside: u8| beside.is_ascii_digit() || matches!(beside, b'@' | b'#');
        // *C-004512*, *38-NR*
        let is_code = matches!(after, b'-' | b'_' | b'/') && byte(scan.end + 1).is_ascii_digit()
            || matches!(before, b'-' | b'_') && at > 1 && byte(at - 2).is_ascii_digit();
        let is_domain = after == b'.' && byte(scan.end + 1).is_ascii_lowercase();
        if !(is_glued(before) || is_glued(after) || is_code || is_domain) {
            let span = Span::new(at, scan.end);
            let word = span.of(text);
            words.push(Word { span, case: scan.case(), facts: facts(word, names, &scan), starts_line });
            starts_line = false;
        }
        at = scan.end;
    }
    words
}

fn skip_web_address(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(u8::is_ascii_whitespace).unwrap_or(rest.len())
}

/// What was seen of a word while its end was looked for.
struct Scan {
    end: usize,
    starts_high: bool,
    letters: u32,
    capitals: u32,
    /// A capital stands behind a small letter, as in `McDonald`.
    has_hump: bool,
    has_mark: bool,
}

impl Scan {
    fn case(&self) -> Case {
        match (self.starts_high, self.capitals == self.letters && self.letters > 1) {
            (_, true) => Case::Capitals,
            (true, _) => Case::Title,
            _ => Case::Lower,
        }
    }
}

/// Reads a word of plain letters, at most the first of them high: nearly every word is one.
fn scan_plain(text: &str, start: usize) -> Option<Scan> {
    let bytes = text.as_bytes().get(start..)?;
    let first = bytes.first().filter(|first| first.is_ascii_alphabetic())?;
    let small = bytes.get(1..)?.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    let goes_on = |byte: &u8| byte.is_ascii_uppercase() || *byte >= 0x80 || matches!(byte, b'-' | b'\'');
    if bytes.get(1 + small).is_some_and(goes_on) {
        return None;
    }
    let starts_high = first.is_ascii_uppercase();
    let letters = u32::try_from(1 + small).ok()?;
    let capitals = u32::from(starts_high);
    Some(Scan { end: start + 1 + small, starts_high, letters, capitals, has_hump: false, has_mark: false })
}

/// Reads the word that starts here; `None` when there is none.
fn scan(text: &str, start: usize) -> Option<Scan> {
    if let Some(plain) = scan_plain(text, start) {
        return Some(plain);
    }
    let rest = text.get(start..)?;
    let first = rest.chars().next().filter(|first| first.is_alphabetic())?;
    let starts_high = first.is_uppercase();
    let mut scan =
        Scan { end: start, starts_high, letters: 0, capitals: 0, has_hump: false, has_mark: false };
    let mut before_is_small = false;
    let mut characters = rest.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        if character.is_alphabetic() {
            let is_capital = character.is_uppercase();
            scan.letters += 1;
            scan.capitals += u32::from(is_capital);
            scan.has_hump |= is_capital && before_is_small;
            before_is_small = !is_capital;
        } else {
            let next = characters.peek().map(|(_, next)| *next).filter(|next| next.is_alphabetic());
            let joins = match (character, next) {
                ('-', Some(_)) => true,
                ('\'', Some(next)) => joins_apostrophe(rest, index, next, &scan),
                _ => false,
            };
            if !joins {
                break;
            }
            scan.has_mark = true;
            before_is_small = false;
        }
        scan.end = start + index + character.len_utf8();
    }
    Some(scan)
}

/// *O'Brien* and *aujourd'hui* go on behind the apostrophe; *l'offre*, *J'aime* and *Jane's* do not.
fn joins_apostrophe(rest: &str, index: usize, next: char, scan: &Scan) -> bool {
    let is_possessive = matches!(next, 's' | 'S')
        && rest.get(index + 2..).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let is_elision = scan.letters <= 2 && (!scan.starts_high || next.is_lowercase())
        || scan.letters > 2 && rest.get(..index).is_some_and(|word| word.ends_with("qu"));
    !is_possessive && !is_elision
}

/// What the lists say; a hyphenated name is what its parts are.
fn facts(word: &str, names: &Names, scan: &Scan) -> Facts {
    if !scan.has_mark && !scan.has_hump {
        return names.of(word);
    }
    if let Some((prefix, rest)) = word.split_once('\'').filter(|_| scan.has_mark) {
        let of_rest = names.of(rest);
        let is_irish = prefix.eq_ignore_ascii_case("o") && rest.starts_with(char::is_uppercase);
        let surname = if is_irish { Facts::SURNAME } else { of_rest.surname() };
        return if scan.starts_high { names.of(word) | surname } else { names.of(word) };
    }
    if scan.has_mark {
        return of_hyphenated(word, names);
    }
    let is_mac = ["Mc", "Mac", "De", "Di", "Le", "La", "Van", "Fitz"].iter().any(|prefix| {
        word.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(char::is_uppercase) && rest.len() > 2)
    });
    match (scan.case(), is_mac) {
        (Case::Title, true) => names.of(word) | Facts::SURNAME,
        // *PayPal*, *NorthPeak*: a name that somebody made.
        (Case::Title, false) => Facts::STOP,
        _ => names.of(word),
    }
}

/// What makes an adjective of a name.
const LIKENESSES: &[&str] = &[
    "type", "era", "style", "ready", "tough", "size", "sized", "like", "inspired", "themed", "free", "led",
    "based", "shaped", "esque", "made", "grade", "backed", "friendly", "shows",
];

fn of_hyphenated(word: &str, names: &Names) -> Facts {
    let whole = names.of(word);
    let mut parts = word.split('-');
    let first = parts.next().unwrap_or_default();
    let first_facts = names.of(first);
    let is_high = word.split('-').all(|part| part.starts_with(char::is_uppercase));
    // *Chelsea-ready*, *Rowntree-era*
    if word.rsplit('-').next().is_some_and(|last| LIKENESSES.contains(&last)) {
        return whole | Facts::STOP;
    }
    // *CHL-FS-INK*
    let is_code = word.split('-').count() > 2
        && word.split('-').all(|part| part.len() < 5 && !names.of(part).is_name());
    if is_code {
        return whole | Facts::STOP;
    }
    if !is_high || first_facts.has(Facts::PLACE) {
        return whole | first_facts.only(Facts::PLACE);
    }
    let (mut given, mut is_word) = (first_facts.has(Facts::GIVEN), first_facts.has(Facts::WORD));
    let (mut surname, mut is_stop) = (first_facts.surname(), first_facts.has(Facts::STOP));
    for part in parts {
        let facts = names.of(part);
        given &= facts.has(Facts::GIVEN) || part.chars().count() == 1;
        surname = surname | facts.surname();
        is_word &= facts.has(Facts::WORD);
        is_stop |= facts.has(Facts::STOP | Facts::KEY | Facts::THING);
    }
    if is_stop {
        return whole | Facts::STOP;
    }
    let given = if given { first_facts.only(Facts::GIVEN | Facts::COMMON) } else { Facts::default() };
    whole | given | surname | if is_word { Facts::WORD } else { Facts::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let names = Names::built_in().unwrap();
        read(text, &names).into_iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn words_are_letters_with_what_joins_them() {
        assert_eq!(words("L'offre d'Anna, Jane's!"), ["L", "offre", "d", "Anna", "Jane", "s"]);
        assert_eq!(words("Jean-Marc O'Brien"), ["Jean-Marc", "O'Brien"]);
        assert_eq!(words("jusqu'à demain — é"), ["jusqu", "à", "demain", "é"]);
        assert_eq!(words("{\"a\": \"Anna\\nTom\"}"), ["a", "Anna", "Tom"]);
    }

    #[test]
    fn handles_codes_and_web_addresses_are_no_words() {
        assert_eq!(words("@sophie #Zoe MARIE20 https://x.fr/Anna Anna"), ["https", "Anna"]);
        assert_eq!(words("www.sophie.fr ou Max.fr"), ["fr", "ou", "fr"]);
    }

    #[test]
    fn a_hyphenated_name_is_what_its_parts_are() {
        let names = Names::built_in().unwrap();
        let facts = |word: &str| read(word, &names)[0].facts;
        assert!(facts("Marie-Claire").is_plain_given());
        assert!(facts("Martin-Dubois").has(Facts::SURNAME));
        assert!(facts("Saint-Martin").has(Facts::PLACE));
        assert!(facts("PayPal").has(Facts::STOP));
        assert!(facts("McDonald").has(Facts::SURNAME));
    }
}
