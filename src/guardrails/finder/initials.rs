//! `C.F.`, `J.-P. M.`: a person that the text has named, by initials.

use std::{collections::HashSet, ops::Range};

use super::{names::Facts, search::Search, words::Word};
use crate::domain::Span;

/// Most initials of one person.
const LONGEST: usize = 4;

/// Where initials with full stops stand that are those of one of the names.
pub(super) fn of_known(search: &Search<'_>, names: &[Range<usize>]) -> Vec<Span> {
    let known: HashSet<String> = names.iter().filter_map(|name| of_name(search, name)).collect();
    let mut found = Vec::new();
    if known.is_empty() {
        return found;
    }
    let mut index = 0;
    while index < search.words.len() {
        let (count, letters) = run_from(search, index);
        let is_meant = count > 0 && known.contains(&letters);
        let inside = search.words.get(index..index + count).unwrap_or_default();
        if let (true, Some(first), Some(last)) = (is_meant, inside.first(), inside.last()) {
            // With the full stop of the last one.
            found.push(Span::new(first.span.start, last.span.end + 1));
        }
        index += count.max(1);
    }
    found
}

/// The initials of a whole name, without particles: `JPM` for *Jean-Pierre de Morel*.
fn of_name(search: &Search<'_>, name: &Range<usize>) -> Option<String> {
    let words = search.words.get(name.clone())?;
    let telling = words.iter().filter(|word| !word.has(Facts::PARTICLE) || word.is_high());
    let letters: String = telling.flat_map(|word| initials_of(search.of(*word))).collect();
    ((2..=LONGEST).contains(&letters.chars().count()) && words.len() > 1).then_some(letters)
}

fn initials_of(word: &str) -> impl Iterator<Item = char> {
    word.split('-').filter_map(|part| part.chars().next()).flat_map(char::to_uppercase)
}

/// How many words from a place on are initials, each with its full stop, and their letters.
fn run_from(search: &Search<'_>, from: usize) -> (usize, String) {
    let (mut letters, mut count) = (String::new(), 0);
    while let Some(word) = search.word(from + count).filter(|word| is_initial(search, *word)) {
        let is_joined = count == 0 || matches!(search.gap(from + count), "." | ". " | ".-");
        if !is_joined || letters.chars().count() >= LONGEST {
            break;
        }
        letters.extend(initials_of(search.of(word)));
        count += 1;
    }
    (count, letters)
}

/// One capital letter, or several with hyphens, and a full stop behind.
fn is_initial(search: &Search<'_>, word: Word) -> bool {
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    let has_stop = search.text.get(word.span.end..).is_some_and(|rest| rest.starts_with('.'));
    has_stop && search.of(word).split('-').all(is_letter)
}
