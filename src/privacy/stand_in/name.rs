//! Names of persons, word by word, so that the parts agree wherever they stand.

use super::{
    StandIns,
    case::Case,
    roles::{self, Kind, Token},
    stock::{self, Part},
};

/// Who is called what: given names with the family names they stood beside, as pieces of the table.
#[derive(Default)]
pub(super) struct People {
    pairs: Vec<(usize, usize)>,
}

impl People {
    pub(super) fn add(&mut self, given: usize, surname: usize) {
        if !self.pairs.contains(&(given, surname)) {
            self.pairs.push((given, surname));
        }
    }

    /// The given names that stood beside a family name.
    fn beside(&self, surname: usize) -> impl Iterator<Item = usize> {
        self.pairs.iter().filter(move |(_, of)| *of == surname).map(|(given, _)| *given)
    }
}

impl StandIns {
    /// The stand-in of a name; `before` is the text before it.
    pub(super) fn name(&mut self, value: &str, before: &str) -> Option<String> {
        let tokens = roles::roles(value, before)?;
        let mut pieces = Vec::with_capacity(tokens.len());
        for token in &tokens {
            pieces.push(match token.kind {
                Kind::Word(part) => Some(self.word(token.span.of(value), part)?),
                Kind::Kept | Kind::Initial => None,
            });
        }
        let is_surname = |token: &Token| token.kind == Kind::Word(Part::Surname);
        let known = || tokens.iter().zip(&pieces).filter_map(|(token, piece)| Some((token, (*piece)?)));
        let surname = known().rfind(|(token, _)| is_surname(token)).map(|(_, piece)| piece);
        let given = known().find(|(token, _)| !is_surname(token)).map(|(_, piece)| piece);
        if let (Some(given), Some(surname)) = (given, surname) {
            self.people.add(given, surname);
        }
        if !tokens.iter().any(|token| token.kind == Kind::Initial) {
            return Some(self.spell(value, &tokens, &pieces, &[]));
        }
        let letters = self.letters(value, &tokens, surname)?;
        let initials = tokens.iter().filter(|token| token.kind == Kind::Initial).count();
        let candidates: Vec<String> = (0..letters.len())
            .map(|turn| {
                let turned: Vec<char> = letters.iter().cycle().skip(turn).take(initials).copied().collect();
                self.spell(value, &tokens, &pieces, &turned)
            })
            .collect();
        self.first(value, candidates.into_iter())
    }

    /// The piece of a word of a name, which gets one where it has none.
    pub(super) fn word(&mut self, word: &str, part: Part) -> Option<usize> {
        let folded = roles::fold(word);
        if let Some(known) = self.table.known(&folded, word) {
            return Some(known);
        }
        let is_free = |name: &&str| self.words.is_new(name) && self.table.is_free(name);
        let stand_in = stock::names(part, &folded).find(is_free)?;
        Some(self.table.add(&folded, word, stand_in))
    }

    /// Letters for the initials of a name. Such a name is put back as a whole, for a letter alone says nothing,
    /// and its letters stand alone in no text of the request. The first is that of the person's stand-in, where
    /// it is known and can be had.
    fn letters(&self, value: &str, tokens: &[Token], surname: Option<usize>) -> Option<Vec<char>> {
        let first = tokens.iter().find(|token| token.kind == Kind::Initial)?;
        let initial = roles::fold(first.span.of(value)).chars().next()?;
        let is_free = |letter: &char| self.words.is_new(letter.encode_utf8(&mut [0; 4]));
        let own = surname.and_then(|surname| self.initial_of(surname, initial)).filter(is_free);
        Some(own.into_iter().chain(stock::INITIALS.chars().filter(is_free)).collect())
    }

    /// First letter of the stand-in of somebody with this family name whose given name begins so.
    pub(super) fn initial_of(&self, surname: usize, initial: char) -> Option<char> {
        let given = self.people.beside(surname).find(|given| self.table.initial(*given) == Some(initial))?;
        self.table.stand_in(given).chars().next()
    }

    /// The value with every word and initial replaced; all else of it stays.
    fn spell(&self, value: &str, tokens: &[Token], pieces: &[Option<usize>], letters: &[char]) -> String {
        let mut letters = letters.iter();
        let (mut out, mut at) = (String::with_capacity(value.len()), 0);
        for (token, piece) in tokens.iter().zip(pieces) {
            out.push_str(value.get(at..token.span.start).unwrap_or_default());
            let word = token.span.of(value);
            match piece {
                Some(piece) => out.push_str(&Case::of(word).apply(self.table.stand_in(*piece))),
                None if token.kind == Kind::Initial => out.extend(letters.next()),
                None => out.push_str(word),
            }
            at = token.span.end;
        }
        out.push_str(value.get(at..).unwrap_or_default());
        out
    }
}
