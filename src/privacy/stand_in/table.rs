//! Which stand-in is whose.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

use zeroize::Zeroizing;

use super::case::Case;

/// Stand-ins with the values behind them, which are overwritten when it is dropped.
#[derive(Default)]
pub(super) struct Table {
    pieces: Vec<Piece>,
    /// Hash of what a value has in common with its other forms → indices into `pieces`.
    by_key: HashMap<u64, Vec<usize>>,
    /// The stand-ins in small letters, and names that went into some: none is given twice.
    given: HashSet<String>,
    hasher: RandomState,
}

struct Piece {
    stand_in: String,
    value: Value,
}

enum Value {
    /// A word of a name in the cases in which the request has it; the others follow from these.
    Name { initial: char, forms: Vec<(Case, Zeroizing<String>)> },
    /// A value that comes back as it was, however the stand-in is written.
    Exact(Zeroizing<String>),
}

impl Table {
    /// The piece of a word of a name, where it or the same word in another case is known. The word is put down:
    /// *DUPONT* for *LAMBERT* once *Dupont* is *Lambert*. Two spellings of one case are two words.
    pub(super) fn known(&mut self, folded: &str, word: &str) -> Option<usize> {
        let case = Case::of(word);
        let fits = |piece: &Piece| match &piece.value {
            Value::Exact(_) => false,
            Value::Name { forms, .. } => {
                forms.iter().all(|(known, form)| *known != case || form.as_str() == word)
            }
        };
        let known = self.by_key.get(&self.hasher.hash_one(folded))?;
        let index = known.iter().copied().find(|index| self.pieces.get(*index).is_some_and(fits))?;
        if let Some(Value::Name { forms, .. }) = self.pieces.get_mut(index).map(|piece| &mut piece.value)
            && forms.iter().all(|(known, _)| *known != case)
        {
            forms.push((case, Zeroizing::new(word.to_owned())));
        }
        Some(index)
    }

    /// The piece of a word of a name, in any case.
    pub(super) fn find(&self, folded: &str) -> Option<usize> {
        self.by_key.get(&self.hasher.hash_one(folded))?.first().copied()
    }

    /// Gives a stand-in, which must be free, to a word of a name.
    pub(super) fn add(&mut self, folded: &str, word: &str, stand_in: &str) -> usize {
        let forms = vec![(Case::of(word), Zeroizing::new(word.to_owned()))];
        let initial = folded.chars().next().unwrap_or_default();
        self.put(self.hasher.hash_one(folded), stand_in, Value::Name { initial, forms })
    }

    /// The stand-in of exactly this value.
    pub(super) fn exact(&self, value: &str) -> Option<&str> {
        let known =
            self.by_key.get(&self.exact_key(value))?.iter().filter_map(|index| self.pieces.get(*index));
        let is_same = |piece: &&Piece| matches!(&piece.value, Value::Exact(exact) if exact.as_str() == value);
        known.into_iter().find(is_same).map(|piece| piece.stand_in.as_str())
    }

    /// Gives a stand-in to exactly this value; `None` when it is given already.
    pub(super) fn add_exact(&mut self, value: &str, stand_in: &str) -> Option<String> {
        self.is_free(stand_in).then(|| {
            self.put(self.exact_key(value), stand_in, Value::Exact(Zeroizing::new(value.to_owned())));
            stand_in.to_owned()
        })
    }

    fn exact_key(&self, value: &str) -> u64 {
        self.hasher.hash_one(("exact", value))
    }

    fn put(&mut self, key: u64, stand_in: &str, value: Value) -> usize {
        let index = self.pieces.len();
        self.pieces.push(Piece { stand_in: stand_in.to_owned(), value });
        self.by_key.entry(key).or_default().push(index);
        self.reserve(stand_in);
        index
    }

    /// Takes a name out of the stock.
    pub(super) fn reserve(&mut self, stand_in: &str) {
        self.given.insert(stand_in.to_ascii_lowercase());
    }

    /// True when nobody has it.
    pub(super) fn is_free(&self, stand_in: &str) -> bool {
        !self.given.contains(&stand_in.to_ascii_lowercase())
    }

    /// The stand-in of a piece, as its stock has it.
    pub(super) fn stand_in(&self, index: usize) -> &str {
        self.pieces.get(index).map_or("", |piece| piece.stand_in.as_str())
    }

    /// The first letter of the name behind a piece, without accent.
    pub(super) fn initial(&self, index: usize) -> Option<char> {
        match &self.pieces.get(index)?.value {
            Value::Name { initial, .. } => Some(*initial),
            Value::Exact(_) => None,
        }
    }

    /// All stand-ins, in the order of their indices.
    pub(super) fn stand_ins(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().map(|piece| piece.stand_in.as_str())
    }

    /// The value behind a stand-in that is written so.
    pub(super) fn value(&self, index: usize, written: &str) -> Option<String> {
        let forms = match &self.pieces.get(index)?.value {
            Value::Exact(value) => return Some(value.as_str().to_owned()),
            Value::Name { forms, .. } => forms,
        };
        let case = Case::of(written);
        let form = |case: Case| forms.iter().find(|(known, _)| *known == case).map(|(_, form)| form.as_str());
        if let Some(same) = form(case) {
            return Some(same.to_owned());
        }
        // A capital tells more of how a name is written than the others.
        [Case::Capital, Case::Upper, Case::Lower].into_iter().find_map(form).map(|known| case.bend(known))
    }
}
