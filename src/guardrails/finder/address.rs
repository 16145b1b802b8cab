//! Postal addresses: a word for a street, a number, a name, and town and postal code where they follow.
//!
//! Each word for a street is looked at with at most [`AROUND`] bytes on either side, so a text is read in
//! linear time.

use super::{
    ahead, back, complement,
    places::{self, is_stop_word},
    postal_codes::postcodes,
    streets::{Form, Sense, Street, Streets},
};
use crate::domain::Span;

/// As far as an address reaches from its word for a street, in bytes.
const AROUND: usize = 120;

/// Every address in a text.
pub(super) fn find(text: &str, streets: &Streets) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    streets.find(text, |street| {
        let is_inside = found.last().is_some_and(|last| street.span.start < last.end);
        if !is_inside {
            found.extend(address(text, street));
        }
    });
    postcodes(text, |code| {
        let from = back(text, code.start, AROUND);
        if let Some(start) = places::start_before_postcode(from) {
            found.push(Span::new(code.start - from.len() + start, code.end));
        }
    });
    found.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    found.retain(|span| {
        let is_new = span.start >= end;
        end = end.max(span.end);
        is_new
    });
    found
}

fn address(text: &str, street: Street) -> Option<Span> {
    let before = back(text, street.span.start, AROUND);
    let after = ahead(text, street.span.end, AROUND);
    let is_many = street.sense == Sense::Many;
    let found = match street.form {
        Form::French => french(before, after)?,
        Form::NumberLast => number_last(after, street.span.of(text), is_many)?,
        Form::German => german(before, after)?,
        Form::English => english(before, after, is_many)?,
        Form::Box => Found { before: 0, after: number_after(after)?, is_numbered: true, is_sure: true },
    };
    let (start, end) = (street.span.start - found.before, street.span.end + found.after);
    let tail = places::tail(ahead(text, end, AROUND));
    let believed = tail > 0 || found.is_numbered && (!is_many || found.is_sure);
    let start = start - complement::before_street(back(text, start, AROUND));
    believed.then(|| Span::new(start, end + tail))
}

/// How far an address reaches on either side of its word for a street.
struct Found {
    before: usize,
    after: usize,
    is_numbered: bool,
    /// A word of many senses is a street here.
    is_sure: bool,
}

/// `12 bis, ` … ` des Lilas`
fn french(before: &str, after: &str) -> Option<Found> {
    let number = number_before(before);
    let name = name_after(after, true)?;
    let behind = after.get(name..)?;
    let number_behind = number_after(behind).filter(|_| number.is_none() && !behind.starts_with(", "));
    // A number behind the name is one only where a postal code follows: *rue Neuve 3 personnes*.
    let more = number_behind.filter(|length| {
        behind.get(*length..).is_some_and(|rest| !begins_street(rest) && places::tail(rest) > 0)
    });
    let (is_high, has_comma) = (has_capital(after.get(..name)?), before.trim_end().ends_with(','));
    Some(Found {
        before: number.unwrap_or_default(),
        after: name + more.unwrap_or_else(|| unit_after(behind)),
        is_numbered: number.is_some(),
        is_sure: is_high || has_comma,
    })
}

/// *R. Jardin, 8 impasse des Rosiers*: the number belongs to what comes next.
fn begins_street(rest: &str) -> bool {
    rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
}

fn has_capital(name: &str) -> bool {
    name.split([' ', '-', '\'']).any(|word| word.starts_with(char::is_uppercase))
}

/// ` Roma, 12`
fn number_last(after: &str, street: &str, is_many: bool) -> Option<Found> {
    let name = name_after(after, false)?;
    let number = number_after(after.get(name..)?)?;
    let is_high = street.starts_with(char::is_uppercase) && has_capital(after.get(..name)?);
    Some(Found { before: 0, after: name + number, is_numbered: is_high || !is_many, is_sure: is_high })
}

/// `Linden`…` 5`
fn german(before: &str, after: &str) -> Option<Found> {
    let is_part = |c: char| c.is_alphabetic() || c == '-';
    let stem = before.len() - before.trim_end_matches(is_part).len();
    let mut start = stem;
    if stem == 0 {
        // *Lange Straße 12*
        let rest = before.strip_suffix(' ')?;
        start = 1 + rest.len() - rest.trim_end_matches(is_part).len();
    }
    let name = before.get(before.len() - start..)?;
    let number =
        number_after(after).filter(|_| name.starts_with(char::is_uppercase) && !after.starts_with(','))?;
    Some(Found { before: start, after: number, is_numbered: true, is_sure: false })
}

/// `12 Baker ` … `, Flat 3`
fn english(before: &str, after: &str, is_many: bool) -> Option<Found> {
    let most_words = if is_many { 3 } else { 4 };
    let mut rest = before.strip_suffix(' ')?;
    let (mut words, mut is_high) = (0, true);
    loop {
        let word = rest.rsplit([' ', '\n', ',', '(', '"', '\t', ':', '|', ';']).next()?;
        if words > 0 && is_house_number(word) {
            let head = rest.strip_suffix(word)?;
            let is_amount = head.ends_with(['$', '£', '€', '.', '/', '-']);
            let unit = unit_after(after);
            let behind = after.get(unit..)?;
            let ends = !behind.starts_with(' ') || unit > 0 || is_led(head);
            let is_sure = is_high && ends;
            let start = before.len() - head.len() + unit_before(head);
            let is_numbered = if is_many { is_sure } else { is_high || is_led(head) };
            return (!is_amount).then_some(Found { before: start, after: unit, is_numbered, is_sure });
        }
        let is_name =
            word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '-' | '.')) && !word.is_empty();
        if !is_name || words == most_words || is_stop_word(word) || word.ends_with('.') && word.len() > 4 {
            return None;
        }
        is_high &= word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        words += 1;
        rest = rest.strip_suffix(word)?.strip_suffix(' ')?;
    }
}

/// `12`, `221B`, `12-14`
fn is_house_number(word: &str) -> bool {
    let digits = word.strip_suffix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
    (1..=7).contains(&digits.len())
        && digits
            .split('-')
            .all(|part| (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// *lives at*, *address:*
fn is_led(head: &str) -> bool {
    let head = head.trim_end_matches([' ', ':', ',']).to_ascii_lowercase();
    ["at", "address", "to", "address is", "adresse", "live", "lives", "from"]
        .iter()
        .any(|lead| head.strip_suffix(lead).is_some_and(|head| !head.ends_with(char::is_alphanumeric)))
}

/// Length of `12 bis, ` at the end.
fn number_before(before: &str) -> Option<usize> {
    let rest = before.trim_end_matches([' ', ',']);
    if before.len() - rest.len() > 3 || rest.len() == before.len() && !rest.is_empty() {
        return None;
    }
    let lower = rest.to_ascii_lowercase();
    let suffix = [" bis", " ter", " quater", "bis", "ter", " b", " a", " c", " d"].into_iter();
    let rest = suffix
        .filter(|suffix| lower.ends_with(*suffix))
        .map(str::len)
        .max()
        .map_or(rest, |length| rest.get(..rest.len() - length).unwrap_or(rest));
    let is_letter = |c: char| matches!(c, 'A'..='F' | 'a'..='f');
    let rest = if rest.ends_with(is_letter) { rest.trim_end_matches(is_letter) } else { rest };
    let number = rest.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/'));
    let digits = rest.get(number.len()..)?;
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && (1..=9).contains(&digits.len())
        && digits.split(['-', '/']).all(|part| (1..=4).contains(&part.len()));
    let runs_on = number.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/'));
    let with_sign =
        ["n° ", "n°", "N°", "N° "].iter().find_map(|sign| number.strip_suffix(*sign)).unwrap_or(number);
    (is_number && !runs_on).then(|| before.len() - with_sign.len())
}

/// Length of `, 12` or ` n° 12-3` at the start.
fn number_after(after: &str) -> Option<usize> {
    let mut rest = after.trim_start_matches([' ', ',']);
    if rest.len() == after.len() || after.len() - rest.len() > 3 {
        return None;
    }
    for sign in ["n° ", "n°", "nº ", "nº", "n. "] {
        rest = rest.strip_prefix(sign).unwrap_or(rest);
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let behind = rest.get(digits..)?;
    let more = behind.len()
        - behind.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/')).len();
    let letter = letter_after(behind.get(more..)?);
    let end = behind.get(more + letter..)?;
    let runs_on = end.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '€' | '$'));
    let more = if letter == 0 && behind.get(..more)?.ends_with(['-', '/']) { more - 1 } else { more };
    (matches!(digits, 1..=4) && !runs_on).then(|| after.len() - behind.len() + more + letter)
}

/// Length of `b`, ` b` or `/B` behind a number.
fn letter_after(behind: &str) -> usize {
    match behind.as_bytes() {
        [letter, ..] if letter.is_ascii_alphabetic() => 1,
        [b' ' | b'/', b'A'..=b'H' | b'a'..=b'h', b',' | b'\n', ..] => 2,
        _ => 0,
    }
}

/// Length of ` des Lilas`, ` Victor Hugo` at the start; in French, numbers belong to names: ` du 8 Mai 1945`.
fn name_after(after: &str, has_numbers: bool) -> Option<usize> {
    const MOST_WORDS: usize = 7;
    let rest = after.strip_prefix([' ', '\''])?;
    let mut end = 0;
    let mut at = after.len() - rest.len();
    let (mut words, mut small) = (0, 0);
    while words < MOST_WORDS {
        let rest = after.get(at..)?;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '.');
        let word = rest.get(..rest.len() - rest.trim_start_matches(is_part).len())?;
        let word = if word.len() > 3 { word.trim_end_matches('.') } else { word };
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let is_postcode = is_number && (word.len() >= 5 || !has_numbers);
        if word.is_empty() || is_postcode || !word.starts_with(char::is_alphanumeric) {
            break;
        }
        let is_particle = places::is_particle(word);
        let is_high = word.starts_with(char::is_uppercase);
        if !is_particle
            && (is_stop_word(word) || !is_high && !is_number && small >= 1 && !is_joined(after, end, at))
        {
            break;
        }
        at += word.len();
        let is_long_number = is_number && words == 0 && end == 0 && word.len() > 2;
        if !is_particle && !is_long_number {
            small += usize::from(!is_high && !is_number);
            end = at;
        }
        words += 1;
        if !after.get(at..)?.starts_with(' ') {
            break;
        }
        at += 1;
    }
    let name = after.get(..end)?;
    (name.chars().filter(|c| c.is_alphabetic()).count() >= 2).then_some(end)
}

/// A second small word belongs to a name behind a particle (*rue de la croix de pierre*), where no particle
/// was before (*avenue jean jaurès*), and where a postal code follows.
fn is_joined(after: &str, end: usize, at: usize) -> bool {
    let between = after.get(end..at).unwrap_or_default();
    let is_bare = end > 0 && after.get(1..end).is_some_and(|name| !name.contains(' '));
    let rest = super::ahead(after, at, 40)
        .trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | ',' | '\n'));
    let leads_to_code = rest.bytes().take_while(u8::is_ascii_digit).count() == 5;
    end > 0 && (places::is_particle(between.trim()) || is_bare || leads_to_code)
}

/// Length of `Flat 4, ` at the end.
fn unit_before(head: &str) -> usize {
    let line = head.rsplit('\n').next().unwrap_or_default();
    let rest = line.trim_end_matches([' ', ',']);
    let from = ["flat ", "apt ", "apt. ", "apartment ", "unit ", "suite ", "appt "].iter();
    let lower = rest.to_ascii_lowercase();
    let start = from.filter_map(|unit| lower.rfind(unit)).max();
    let is_short = start.is_some_and(|start| rest.len() - start <= 16);
    let starts_word = start
        .is_some_and(|start| !lower.get(..start).is_some_and(|head| head.ends_with(char::is_alphanumeric)));
    if is_short && starts_word { start.map_or(0, |start| line.len() - start) } else { 0 }
}

/// Length of `, Apt. 5` or ` NW` at the start.
fn unit_after(after: &str) -> usize {
    let rest = after.trim_start_matches([' ', ',', '.', '\n']);
    if after.len() - rest.len() > 3 {
        return 0;
    }
    for side in ["NW", "NE", "SW", "SE", "N", "S", "E", "W"] {
        if rest
            .strip_prefix(side)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ' ', '\n', '.']))
        {
            return after.len() - rest.len() + side.len();
        }
    }
    let units = [
        "apt. ",
        "apt ",
        "apartment ",
        "suite ",
        "flat ",
        "unit ",
        "# ",
        "#",
        "ste ",
        "appt ",
        "appartement ",
        "bât ",
        "bât. ",
        "bat ",
        "bâtiment ",
    ];
    for unit in units {
        let is_unit = rest.get(..unit.len()).is_some_and(|head| head.eq_ignore_ascii_case(unit));
        let number = rest.get(unit.len()..).unwrap_or_default();
        let length = number.len() - number.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
        if is_unit && (1..=6).contains(&length) {
            return after.len() - number.len() + length;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text, &Streets::new()).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn addresses_are_found_up_to_the_town() {
        for (text, address) in [
            ("Livrer au 12 bis, rue des Lilas, 75011 Paris demain", "12 bis, rue des Lilas, 75011 Paris"),
            ("chez elle, chemin de Breton, 86554 Saint Émile", "chemin de Breton, 86554 Saint Émile"),
            ("il habite 12 rue des lilas et attend", "12 rue des lilas"),
            ("45 avenue jean jaurès 69007 lyon", "45 avenue jean jaurès 69007 lyon"),
            (
                "au 8 rue du 8 Mai 1945\n92000 Nanterre CEDEX 09.",
                "8 rue du 8 Mai 1945\n92000 Nanterre CEDEX 09",
            ),
            ("Résidence Les Pins, bât. C, 3 allée Verte", "Résidence Les Pins, bât. C, 3 allée Verte"),
            ("Rue de la Loi 16, 1040 Bruxelles", "Rue de la Loi 16, 1040 Bruxelles"),
            ("Noackallee 8\n64818 Holzminden", "Noackallee 8\n64818 Holzminden"),
            (
                "Viale Agostino, 78, 20069, Vaprio D'Adda (MI).",
                "Viale Agostino, 78, 20069, Vaprio D'Adda (MI)",
            ),
            (
                "à l'adresse Résidence Les Acacias, appt 41, 8 allée du Lac, 94000 Créteil.",
                "Résidence Les Acacias, appt 41, 8 allée du Lac, 94000 Créteil",
            ),
            (
                "Adresse : Immeuble Le Mistral, entrée 3, 5e étage, 22 rue Neuve, 13009 Marseille",
                "Immeuble Le Mistral, entrée 3, 5e étage, 22 rue Neuve, 13009 Marseille",
            ),
            (
                "by post to The Gatehouse, 2 Priory Row, Coventry CV1 5EX.",
                "The Gatehouse, 2 Priory Row, Coventry CV1 5EX",
            ),
            ("Bonjour Claire Martin, 12 rue des Lilas, 69003 Lyon", "12 rue des Lilas, 69003 Lyon"),
            ("lives at 221B Baker Street, please", "221B Baker Street"),
            ("to: Flat 4, Shaun Corners, Moranstad, W53 6HD.", "Flat 4, Shaun Corners, Moranstad, W53 6HD"),
            (
                "1600 Elm Avenue, Apt. 5, Springfield, IL 62701",
                "1600 Elm Avenue, Apt. 5, Springfield, IL 62701",
            ),
        ] {
            assert_eq!(found(text), [address], "{text}");
        }
    }

    #[test]
    fn words_for_streets_in_other_senses_are_no_addresses() {
        for text in [
            "3 places de parking, 2 cours de yoga, une rue piétonne",
            "5 ways to close a deal on Main Street",
            "Top 10 Hotels Near Hyde Park",
            "via Instagram 3 fois, via WhatsApp 06",
            "Der Weg 1 ist das Ziel",
            "1 mail de relance, 12 villas",
            "rue Victor Hugo, place Charles de Gaulle",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_long_text_is_read_in_linear_time() {
        for word in ["12 rue ", "rue ", "Flat 1, ", "1 A St ", "W1A 1AA, "] {
            found(&word.repeat(50_000));
        }
    }
}
