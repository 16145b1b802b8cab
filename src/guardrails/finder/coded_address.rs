//! Addresses known by their postal code and town, whatever the street is called.
//!
//! `The Old Forge, Church Lane, Wrenbury CW5 8EN`, `ZI Les Bergeries, lot 14, 91210 Draveil`: from the code,
//! what stands before it is read backwards, part by part, as long as it is written like a part of an address.

use regex::Regex;

use super::postal_codes::STATES;
use crate::domain::Span;

/// Finds them.
#[derive(Debug)]
pub(super) struct CodedAddress(Option<Regex>);

/// Towns of India with more than a million people (Census of India 2011), as they stand before a code.
const INDIAN_TOWNS: &str = "Mumbai|Delhi|New Delhi|Bengaluru|Bangalore|Hyderabad|Ahmedabad|Chennai|Kolkata|Surat|Pune|Jaipur|\
    Lucknow|Kanpur|Nagpur|Indore|Thane|Bhopal|Visakhapatnam|Patna|Vadodara|Ghaziabad|Ludhiana|Agra|Nashik|\
    Faridabad|Meerut|Rajkot|Varanasi|Srinagar|Aurangabad|Dhanbad|Amritsar|Allahabad|Prayagraj|Ranchi|Howrah|\
    Coimbatore|Jabalpur|Gwalior|Vijayawada|Jodhpur|Madurai|Raipur|Kota|Guwahati|Chandigarh|Mysuru|Mysore|\
    Gurugram|Gurgaon|Noida|Kochi|Thiruvananthapuram|Kozhikode|Mangaluru|Dehradun|Bhubaneswar";
/// Parts of an address before its code, at the most.
const MOST_PARTS: usize = 5;
/// Longest part, in bytes.
const LONGEST: usize = 48;

impl CodedAddress {
    /// Makes the matcher; the tests show that it can be made.
    pub(super) fn new() -> Self {
        const WORD: &str = r"[A-ZÀ-ÞŁŚŻŠŽČ][A-Za-zÀ-ÿŁłŚśŻżŠšŽžČčœ'\-]+";
        const JOIN: &str = r"[ \-](?:en|sur|lès|les|la|le|de|del|della|do|da|am|im|an|der|di|sous|aux|CEDEX(?: [0-9]{1,2})?)";
        let town = format!(r"{WORD}(?:{JOIN}|[ \-]{WORD}){{0,4}}(?: \([A-Z]{{2}}\))?");
        let codes = [
            // France, Germany, Spain, Italy: five digits and a town.
            format!(r"(?:[A-Z]{{1,2}}-)?[0-9]{{5}},? {town}"),
            // Portugal, the Netherlands.
            format!(r"[0-9]{{4}}-[0-9]{{3}} {town}"),
            format!(r"[0-9]{{4}} [A-Z]{{2}},? {town}"),
            // United Kingdom, Ireland, United States, Australia, Canada, India: the code stands last.
            r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}(?-u:\b)".to_owned(),
            r"[ACDEFHKNPRTVWXY][0-9][0-9W] [A-Z0-9]{4}(?-u:\b)".to_owned(),
            format!(r"(?:{}),? [0-9]{{5}}(?:-[0-9]{{4}})?(?-u:\b)", STATES.replace(' ', "|")),
            r"(?:NSW|VIC|QLD|SA|WA|TAS|ACT|NT) [0-9]{4}(?-u:\b)".to_owned(),
            r"(?:AB|BC|MB|NB|NL|NS|ON|PE|QC|SK|YT|NT|NU),? [A-Z][0-9][A-Z] [0-9][A-Z][0-9](?-u:\b)"
                .to_owned(),
            format!(r"(?i-u:{INDIAN_TOWNS})(?: ?[–-] ?|,? )[1-8][0-9]{{2}} ?[0-9]{{3}}(?-u:\b)"),
        ];
        Self(Regex::new(&format!(r"(?-u:\b)(?:{})", codes.join("|"))).ok())
    }

    /// Every such address.
    pub(super) fn find(&self, text: &str) -> Vec<Span> {
        let Some(codes) = &self.0 else { return Vec::new() };
        let mut found: Vec<Span> = Vec::new();
        for code in codes.find_iter(text) {
            let free = found.last().map_or(0, |span| span.end);
            if let Some(start) = start(text, free, code.start()) {
                found.push(Span::new(start, code.end()));
            }
        }
        found
    }
}

/// Where the address begins whose code stands at `code`.
fn start(text: &str, free: usize, code: usize) -> Option<usize> {
    let mut start = code;
    // *lot 14* is a part of an address, but does not begin one.
    let mut begins = None;
    let (mut parts, mut is_sure, mut has_number, mut is_whole) = (0, false, false, true);
    while parts < MOST_PARTS && is_whole {
        let before = super::back(text, start, LONGEST + 4);
        let before = before.get(before.len().saturating_sub(start.saturating_sub(free))..).unwrap_or(before);
        let Some(part) = part(before, parts == 0) else { break };
        let length = before.len() - part.start;
        // Above the line of the street stands who lives there.
        let is_line_above = before.trim_end_matches([' ', '\r']).ends_with('\n');
        if has_number && is_line_above && part.sort == Sort::Plain {
            break;
        }
        has_number |= part.sort == Sort::Numbered;
        start -= length;
        is_sure |= part.sort != Sort::Plain;
        is_whole = part.is_whole;
        parts += 1;
        if part.begins {
            begins = Some(start);
        }
    }
    begins.filter(|_| is_sure || parts > 1)
}

/// What a part of an address is made of.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// It has a number.
    Numbered,
    /// It is called like a place where people live or work.
    Named,
    /// Words.
    Plain,
}

struct Part {
    /// Where it begins.
    start: usize,
    sort: Sort,
    /// Nothing else stands before it in its stretch of text.
    is_whole: bool,
    /// An address can begin with it.
    begins: bool,
}

/// The part of an address that a text ends with, before a comma, a line end or, for the town of a code that
/// stands last, a space.
fn part(before: &str, is_first: bool) -> Option<Part> {
    let inner = before.trim_end_matches([' ', '\n', '\r', ',']);
    let between = before.get(inner.len()..)?;
    let is_apart = between.contains([',', '\n']) || is_first && between == " ";
    if inner.is_empty() || !is_apart || between.matches('\n').count() > 1 {
        return None;
    }
    let from = inner.rfind([',', '\n', ';', '|', ':', '(', '"', '\t', '!', '?']).map_or(0, |at| at + 1);
    let stretch = inner.get(from..)?;
    let offset = from + (stretch.len() - stretch.trim_start().len());
    let stretch = stretch.trim_start();
    let is_parted =
        from > 0 && inner.as_bytes().get(from - 1).is_some_and(|sign| matches!(sign, b',' | b'\n'));
    let is_told = TELLS.iter().any(|lead| stretch.contains(lead));
    let at = |at: usize, begins: bool, is_whole: bool| {
        let part = stretch.get(at..)?;
        let sort = match () {
            () if part.contains(|c: char| c.is_ascii_digit()) => Sort::Numbered,
            () if is_named(part) => Sort::Named,
            () => Sort::Plain,
        };
        Some(Part { start: offset + at, sort, is_whole, begins })
    };
    let is_all_seen = from > 0 || before.len() < LONGEST;
    if !is_told && is_all_seen && is_part(stretch) && !ends_sentence(stretch) {
        return at(0, true, is_parted);
    }
    let is_unit = !is_told && is_parted && stretch.len() <= 20 && stretch.split(' ').count() <= 3;
    if is_unit {
        return at(0, false, true);
    }
    at(cut(stretch)?, true, false)
}

/// Words that lead to an address: *She lives at The Old Forge*.
const TELLS: [&str; 6] = [" at ", " to ", " à ", " in ", " unter ", " bei "];
/// Words that may lead to one, or stand in one.
const MAY_TELL: [&str; 4] = [" au ", " : ", " en ", " a "];

/// Where the address begins in *Ship it to 33 rue Saint-Jean*: with its number, or behind the word that leads to it.
fn cut(stretch: &str) -> Option<usize> {
    let number = stretch
        .char_indices()
        .rev()
        .find(|(at, c)| c.is_ascii_digit() && stretch.get(..*at).is_some_and(|before| before.ends_with(' ')))
        .map(|(at, _)| at);
    let leads = TELLS.iter().chain(&MAY_TELL);
    let led = leads.filter_map(|lead| stretch.rfind(lead).map(|at| at + lead.len())).max();
    let is_long = |at: &usize| stretch.get(*at..).is_some_and(|rest| rest.len() > 3 && is_part(rest));
    number.into_iter().chain(led).filter(is_long).min()
}

/// True for words that are written like a part of an address.
fn is_part(words: &str) -> bool {
    let first = words.chars().next();
    first.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit())
        && words.split(' ').count() <= 7
        && words.len() <= LONGEST
        && !words.contains(['@', '€', '$', '£', '%', '=', '[', ']', '{', '}'])
        && words.split(' ').filter(|word| word.starts_with(char::is_lowercase)).count() <= 3
}

/// *ZA de Kerbiquet*, *Lieu-dit Le Bosc*, *Cascina Rossa*: needs no number.
fn is_named(part: &str) -> bool {
    const PLACES: [&str; 22] = [
        "ZA",
        "ZI",
        "ZAC",
        "ZAE",
        "Lieu-dit",
        "lieu-dit",
        "Lieudit",
        "Hameau",
        "Résidence",
        "Domaine",
        "Ferme",
        "Mas",
        "Moulin",
        "Quartier",
        "Château",
        "Villa",
        "Finca",
        "Urbanización",
        "Polígono",
        "Cascina",
        "Podere",
        "Gut",
    ];
    part.split_once(' ').is_some_and(|(first, rest)| PLACES.contains(&first) && rest.len() > 2)
}

/// A full stop between words ends a sentence: what stands before it is no address.
fn ends_sentence(words: &str) -> bool {
    words.match_indices(". ").any(|(at, _)| {
        words.get(..at).is_some_and(|word| word.rsplit(' ').next().is_some_and(|word| word.len() > 4))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_from_their_code() {
        let finder = CodedAddress::new();
        for (text, expected) in [
            (
                "She lives at The Old Forge, Church Lane, Wrenbury, Nantwich CW5 8EN.",
                "The Old Forge, Church Lane, Wrenbury, Nantwich CW5 8EN",
            ),
            ("Chantier : ZI Les Bergeries, lot 14, 91210 Draveil", "ZI Les Bergeries, lot 14, 91210 Draveil"),
            ("Envoi à 33 rue Saint-Jean, 3e gauche, 06300 Nice.", "33 rue Saint-Jean, 3e gauche, 06300 Nice"),
            ("Am Wiesengrund 14, 48167 Münster", "Am Wiesengrund 14, 48167 Münster"),
            (
                "Ship to: Apt 14, Seapoint Court, Salthill, Galway, H91 K2RY",
                "Apt 14, Seapoint Court, Salthill, Galway, H91 K2RY",
            ),
            ("Musterkamp 12a\n10115 Berlin", "Musterkamp 12a\n10115 Berlin"),
            (
                "domicilio en Rúa do Vilar 33, baixo, 15705 Santiago de Compostela",
                "Rúa do Vilar 33, baixo, 15705 Santiago de Compostela",
            ),
        ] {
            let found: Vec<_> = finder.find(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, [expected], "{text}");
        }
    }

    #[test]
    fn a_town_with_its_code_is_no_address() {
        let finder = CodedAddress::new();
        for text in
            ["Livraison à 69003 Lyon", "Rabatt 12345 Punkte", "Deliveries in CW5 8EN", "10000 Produits"]
        {
            assert!(finder.find(text).is_empty(), "{text}: {:?}", finder.find(text));
        }
    }

    #[test]
    fn many_codes_are_read_in_linear_time() {
        let finder = CodedAddress::new();
        assert!(finder.find(&"10115 Berlin ".repeat(50_000)).len() < 50_000);
    }
}
