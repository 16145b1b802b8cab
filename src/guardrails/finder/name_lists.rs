//! Lists of names with the family name first: `popescu, ion-andrei`, `zu Rantzenau, Leopold – IHK`.
//!
//! One such line says little: *Rose, Violette* may be colours. Several, one below the other, that mostly hold known
//! given names behind the comma are a list of persons, also of those whose names no list knows.

use super::names::{Facts, Names};
use crate::domain::Span;

/// So many lines one below the other are a list.
const LEAST: usize = 3;
/// Longest family name and longest given names, in bytes.
const LONGEST: usize = 32;

/// A line that may be one of a list.
struct Line {
    span: Span,
    /// A known given name, or an initial, stands behind the comma.
    has_given: bool,
    /// What stands before it can be a family name.
    has_surname: bool,
}

/// Every name of such lists.
pub(super) fn find(text: &str, names: &Names) -> Vec<Span> {
    let mut found = Vec::new();
    let mut list: Vec<Line> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        match read(line.trim_end(), names) {
            Some(read) => list.push(Line { span: read.span.moved(at), ..read }),
            None => add(&mut list, &mut found),
        }
        at += line.len();
    }
    add(&mut list, &mut found);
    found
}

/// Adds a list that has ended, when most of its lines are a person's.
fn add(list: &mut Vec<Line>, found: &mut Vec<Span>) {
    let most = |count: usize| count * 3 >= list.len() * 2;
    let is_of_persons = list.len() >= LEAST
        && most(list.iter().filter(|line| line.has_given).count())
        && most(list.iter().filter(|line| line.has_surname).count());
    if is_of_persons {
        found.extend(list.iter().map(|line| line.span));
    }
    list.clear();
}

fn read(line: &str, names: &Names) -> Option<Line> {
    let marks = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\t' | '-' | '*' | '.' | ')' | '>' | '•');
    let inner = line.trim_start_matches(marks);
    let start = line.len() - inner.len();
    let (surname, rest) = inner.split_once(',').filter(|(surname, _)| surname.len() <= LONGEST)?;
    let given = given_names(rest.strip_prefix(' ').unwrap_or(rest))?;
    let gap = 1 + usize::from(rest.starts_with(' '));
    let is_name = |word: &str| {
        word.starts_with(char::is_alphabetic)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.'))
    };
    let mut words = surname.split(' ');
    let is_phrase = given.split(' ').any(|word| names.of(word).has(Facts::STOP) && word.len() > 2);
    if !words.clone().chain(given.split(' ')).all(is_name) || words.clone().count() > 4 || is_phrase {
        return None;
    }
    let is_other = |word: &str| {
        let facts = names.of(word);
        facts.has(Facts::GREETING | Facts::CLOSING)
            || facts.has(Facts::STOP | Facts::THING | Facts::PLACE | Facts::JOB)
                && !facts.has(Facts::SURNAME | Facts::PARTICLE)
    };
    let last = names.of(words.clone().next_back()?);
    let first = given.split(' ').next()?;
    let is_initial = first.trim_end_matches('.').chars().count() == 1;
    let is_given = |word: &str| {
        let facts = names.of(word);
        facts.has(Facts::GIVEN) && !facts.has(Facts::STOP | Facts::PLACE)
    };
    Some(Line {
        span: Span::new(start, start + surname.len() + gap + given.len()),
        has_given: is_initial || first.split('-').any(is_given),
        has_surname: (last.has(Facts::SURNAME) || last == Facts::default()) && !words.any(is_other),
    })
}

/// The given names that a text starts with, when nothing or something else set apart follows.
fn given_names(rest: &str) -> Option<&str> {
    let ends = [" - ", " (", ",", ";", " |", ":", "\t"];
    let end = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
    let given = rest.get(..end)?.trim_end();
    (!given.is_empty() && given.len() <= LONGEST && given.split(' ').count() <= 3).then_some(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let names = Names::built_in().unwrap();
        find(text, &names).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn names_in_a_list_with_the_family_name_first_are_found() {
        assert_eq!(
            found(
                "Badges:\nabernathy-cole, t.\nel-masri, rania\npopescu, ion-andrei\nvan rensburg, anrich\nThanks"
            ),
            ["abernathy-cole, t.", "el-masri, rania", "popescu, ion-andrei", "van rensburg, anrich"]
        );
        assert_eq!(
            found(
                "1. Zhang, Meiling (buyer)\n2. Fois, Efisia (giornalista)\n3. Di Pietrantonio, Walter - IHK"
            ),
            ["Zhang, Meiling", "Fois, Efisia", "Di Pietrantonio, Walter"]
        );
    }

    #[test]
    fn other_lists_have_no_names() {
        for text in [
            "Lyon, Paris\nLille, Nantes\nNice, Brest",
            "robe, noire\nsac, cuir\nveste, laine",
            "Dupont, Jean",
            "Bonjour, Claire\nMerci, Paul\nbisous, Anna",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
