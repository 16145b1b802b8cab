//! Small letters, a capital, capitals: the stand-in is written like the value.

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// *dupont*
    Lower,
    /// *Dupont*, and everything that is neither of the others.
    Capital,
    /// *DUPONT*
    Upper,
}

impl Case {
    pub(super) fn of(word: &str) -> Self {
        let mut letters =
            word.chars().filter(|character| character.is_lowercase() || character.is_uppercase());
        let (mut lower, mut upper) = (0, 0);
        letters.by_ref().for_each(|letter| if letter.is_lowercase() { lower += 1 } else { upper += 1 });
        match (lower, upper) {
            (1.., 0) => Self::Lower,
            // One capital alone is the beginning of a word.
            (0, 2..) => Self::Upper,
            _ => Self::Capital,
        }
    }

    /// A stand-in, whose stock has it with capitals, written so.
    pub(super) fn apply(self, stand_in: &str) -> String {
        match self {
            Self::Lower => stand_in.to_ascii_lowercase(),
            Self::Capital => stand_in.to_owned(),
            Self::Upper => stand_in.to_ascii_uppercase(),
        }
    }

    /// A value that was written otherwise, written so.
    pub(super) fn bend(self, value: &str) -> String {
        match self {
            Self::Lower => value.to_lowercase(),
            Self::Upper => value.to_uppercase(),
            Self::Capital => capitals(value),
        }
    }
}

/// A capital at the start of each part: *Jean-Marie*, *O'Brien*.
fn capitals(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut begins = true;
    for character in value.chars() {
        if begins {
            out.extend(character.to_uppercase());
        } else {
            out.extend(character.to_lowercase());
        }
        begins = !character.is_alphanumeric();
    }
    out
}
