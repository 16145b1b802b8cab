//! Which word of a name is what.

use zeroize::Zeroizing;

use super::{
    case::Case,
    genders::{self, Gender},
    stock::Part,
};
use crate::domain::Span;

/// Words that stay as they are: of themselves they name nobody.
const KEPT: &str = "de du des la le les di da do dos das del della van von vom zu zum zur den der ten ter y e i et and \
    und né née nee born geb ép épouse veuve vve bin ben ibn al el mr mrs ms miss mme mlle dr me pr prof sir lady dame lord madame \
    monsieur mademoiselle frau herr herrn señor señora sr sra srta don doña signor signora sig jr sr ii iii iv";

/// A word of a name.
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Kept,
    Initial,
    Word(Part),
}

/// In small letters without accents: what spellings of one name have in common.
pub(super) fn fold(word: &str) -> Zeroizing<String> {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let plain = word.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase);
    Zeroizing::new(plain.map(|character| if character == '’' { '\'' } else { character }).collect())
}

/// The words of a name, each with what it is; `before` is the text before the name. `None` for what is written
/// in a way that no name is.
pub(super) fn roles(value: &str, before: &str) -> Option<Vec<Token>> {
    let mut tokens = tokens(value)?;
    let is_alone = !tokens.iter().any(|token| is_word(Some(token)));
    if let Some(only) = tokens.iter_mut().find(|token| is_alone && token.kind == Kind::Kept) {
        // *Ben*, *Del*: what may stand inside a name is all of this one.
        only.kind = Kind::Word(Part::Surname);
    }
    let words: Vec<usize> = (0..tokens.len()).filter(|index| is_word(tokens.get(*index))).collect();
    let word = |place: usize| tokens.get(*words.get(place)?).map(|token| token.span.of(value));
    let (first, last) = (word(0)?, words.len() - 1);
    let earlier = tokens.get(..*words.first()?)?;
    let beginning = tokens.get(earlier.len()).and_then(|token| value.get(..token.span.start))?;
    let inside = Title::before(beginning);
    // *M. Dupont* and *Da Silva*, but *Agnès B.*
    let follows = !earlier.is_empty() && inside.is_none();
    let title = inside.or_else(|| Title::before(before));
    let is_upper = |place: usize| word(place).is_some_and(|word| Case::of(word) == Case::Upper);
    let (uppers, comma) = ((0..=last).filter(|place| is_upper(*place)).count(), value.contains(','));
    let by_case = uppers > 0 && uppers <= last;
    let is_surname = |place: usize| {
        if last == 0 {
            // *Mme Dupont*, *M. Dupont*; a lone word may be either.
            follows || title.as_ref().is_some_and(|title| !title.takes_given)
        } else if by_case {
            is_upper(place)
        } else if comma {
            place == 0
        } else {
            place == last || place > 0 && word(place).is_some_and(|word| genders::of(&fold(word)).is_none())
        }
    };
    let given = (0..=last).find(|place| !is_surname(*place)).and_then(word).unwrap_or(first);
    let gender = title.as_ref().and_then(|title| title.gender).or_else(|| genders::of(&fold(given)));
    let parts: Vec<Part> =
        (0..=last).map(|place| if is_surname(place) { Part::Surname } else { Part::Given(gender) }).collect();
    for (index, part) in words.iter().zip(parts) {
        if let Some(token) = tokens.get_mut(*index) {
            token.kind = Kind::Word(part);
        }
    }
    Some(tokens)
}

fn is_word(token: Option<&Token>) -> bool {
    token.is_some_and(|token| matches!(token.kind, Kind::Word(_)))
}

/// A title before a name.
struct Title {
    gender: Option<Gender>,
    /// *Don Luis*, *Sir Paul*: a lone word behind it is a given name.
    takes_given: bool,
}

impl Title {
    /// The one that a text ends with.
    fn before(text: &str) -> Option<Self> {
        let text = text.trim_end_matches([' ', '.', '\u{a0}', '\u{202f}']);
        let start = text.trim_end_matches(char::is_alphabetic).len();
        let (rest, written) = text.split_at_checked(start)?;
        let word = written.to_lowercase();
        // *I'm* is none, nor is *me* in small letters.
        if rest.ends_with(['\'', '’']) || written == "me" {
            return None;
        }
        if ["dr", "me", "pr", "prof", "docteur", "maître", "doctor", "professeur"].contains(&word.as_str()) {
            let gender = Self::before(rest).and_then(|title| title.gender);
            return Some(Self { gender, takes_given: false });
        }
        let takes_given = ["don", "doña", "sir", "lady"].contains(&word.as_str());
        genders::of_title(&word).map(|gender| Self { gender: Some(gender), takes_given })
    }
}

fn tokens(value: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, character) in value.char_indices().chain([(value.len(), ' ')]) {
        let is_mark = ('\u{300}'..='\u{36f}').contains(&character);
        if character.is_alphabetic() || is_mark || matches!(character, '-' | '\'' | '’') {
            start = start.or(Some(at));
        } else if character.is_whitespace() || ".,()\"“”«»".contains(character) {
            tokens.extend(start.take().and_then(|start| token(value, Span::new(start, at))));
        } else {
            return None;
        }
    }
    Some(tokens)
}

/// A word without marks at its ends and without *'s*.
fn token(value: &str, span: Span) -> Option<Token> {
    let marks = ['-', '\'', '’'];
    let written = span.of(value);
    let left = written.trim_start_matches(marks);
    let start = span.end - left.len();
    let word = left.trim_end_matches(marks);
    let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
    let kind = match word.chars().count() {
        0 => return None,
        1 if !matches!(word, "y" | "e" | "i") => Kind::Initial,
        _ if is_kept(word) => Kind::Kept,
        _ => Kind::Word(Part::Surname),
    };
    Some(Token { span: Span::new(start, start + word.len()), kind })
}

fn is_kept(word: &str) -> bool {
    let word = word.to_lowercase();
    KEPT.split_whitespace().any(|kept| kept == word)
}
