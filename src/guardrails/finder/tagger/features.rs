//! What the tagger sees of a word.

use std::cell::Cell;

use super::{
    PLACES, Tag, can_begin,
    classes::Class,
    heights::{heights, is_without_capitals},
    small_words::SmallWords,
};
use crate::guardrails::{
    finder::{
        names::{Facts, fold},
        search::Search,
        words::{Case, Word},
    },
    text::View,
};

/// What the rules think of each word: 0 nothing, 1 it belongs to something that is no person, else the rule
/// that takes it for a name.
pub(in super::super) type Marks<'m> = [u8];

/// The properties of a word that make it likely as a part of a name.
const NAMELIKE: Facts = Facts(
    Facts::GIVEN.0 | Facts::COMMON.0 | Facts::SURNAME.0 | Facts::WORD.0 | Facts::SEEN_LOW.0 | Facts::RARE.0,
);
/// Those that make it unlikely.
const OTHER: Facts = Facts(
    Facts::THING_NAME.0
        | Facts::TITLE.0
        | Facts::PARTICLE.0
        | Facts::STOP.0
        | Facts::PLACE.0
        | Facts::STREET.0
        | Facts::THING.0
        | Facts::THING_AFTER.0
        | Facts::PERSON_NOUN.0
        | Facts::JOB.0
        | Facts::GREETING.0,
);

/// Features of the words of one text.
pub(super) struct Features<'t> {
    search: &'t Search<'t>,
    marks: &'t Marks<'t>,
    heights: Vec<u32>,
    small: SmallWords,
    hidden: &'t [bool],
    /// Looked at when it is first asked for: most words of a text stand far from any name.
    seen: Vec<Cell<Option<Seen>>>,
}

/// What is seen of a word, whatever stands around it.
#[derive(Debug, Clone, Copy)]
struct Seen {
    key: u32,
    namelike: u32,
    other: u32,
    /// Also whether it is an ordinary word that is not in small letters.
    shape: u32,
    /// What stands before it.
    gap: u32,
    /// How many of ten words of its line are capitalised.
    height: u32,
    /// The same word stands somewhere in small letters.
    is_small_elsewhere: bool,
    /// Its class as it is written, and in small letters.
    class: u32,
    low_class: u32,
    /// How much of the time others write it with a capital.
    share: u32,
}

/// Before the first word and behind the last one: numbers that no word has.
const BEYOND: Seen = Seen {
    key: 1,
    namelike: u32::MAX,
    other: u32::MAX,
    shape: 99,
    gap: 31,
    height: 12,
    is_small_elsewhere: false,
    class: 8191,
    low_class: 8191,
    share: 9,
};
/// How many features a word has.
pub(super) const FEATURES: usize = 56;
/// How many of them are about classes.
const CLASSES: usize = 11;
/// In place of the key of a word that is hidden in training.
const HIDDEN: u32 = 2;

impl<'t> Features<'t> {
    /// `hidden`: words of which the tagger may not know what they are, in training.
    pub(super) fn new(search: &'t Search<'t>, marks: &'t Marks<'t>, hidden: &'t [bool]) -> Self {
        let mut small = SmallWords::of(search.words.len());
        for word in search.words.iter().filter(|word| word.case == Case::Lower) {
            small.add(key(search.of(*word)));
        }
        let seen = vec![Cell::new(None); search.words.len()];
        Self { search, marks, heights: heights(search), small, hidden, seen }
    }

    /// Which tags a word can have behind one with that tag.
    pub(super) fn allowed(&self, index: usize, before: Tag) -> [bool; 3] {
        let Some(word) = self.search.word(index) else { return [true, false, false] };
        let is_marked = self.mark(index) > 1;
        // *de Saint-Aubin*, *A V Chakraborty*
        let leads = || {
            (word.has(Facts::PARTICLE) || self.search.is_initial(index))
                && self.search.word(index + 1).is_some_and(Word::is_high)
                && matches!(self.search.gap(index + 1), " " | ". " | "'" | "-")
        };
        let begins = can_begin(word) && !self.is_month_alone(index, word)
            || is_marked
            || leads()
            || self.is_careless(index, word);
        let is_unknown = || (word.facts == Facts::default() || word.facts.is_name()) && word.span.len() > 2;
        let joins = before != Tag::Outside
            && matches!(self.search.gap(index), " " | "  " | ". " | "." | "-" | "'" | ".-")
            && (begins || is_unknown() || word.has(Facts::PARTICLE));
        [true, begins, joins]
    }

    /// A word in small letters that may be a name, on a line that has hardly any capitals.
    fn is_careless(&self, index: usize, word: Word) -> bool {
        let has_few_capitals = self.heights.get(index).is_some_and(|height| is_without_capitals(*height));
        let is_unknown =
            || word.facts == Facts::default() && !self.search.names.ordinary.has_word(self.search.of(word));
        has_few_capitals
            && !word.is_high()
            && word.span.len() > 2
            && (word.facts.is_name() && !word.has(Facts::STOP) || is_unknown())
    }

    /// *en Mai*, *in April*, *Paris*: a name only where a surname follows or something says that a person does.
    fn is_month_alone(&self, index: usize, word: Word) -> bool {
        const TELLS: Facts = Facts(
            Facts::TITLE.0
                | Facts::GREETING.0
                | Facts::INTRODUCES.0
                | Facts::PERSON_NOUN.0
                | Facts::NAME_KEY.0
                | Facts::REACHES.0,
        );
        let goes_on =
            || self.search.word(index + 1).is_some_and(Word::is_high) && self.search.gap(index + 1) == " ";
        word.has(Facts::STOP)
            && word.has(Facts::THING_NAME)
            && !self.search.facts_before(index).has(TELLS)
            && !goes_on()
    }

    fn mark(&self, index: usize) -> u32 {
        self.marks.get(index).copied().unwrap_or_default().into()
    }

    fn seen(&self, index: usize, offset: isize) -> Seen {
        let at = index.checked_add_signed(offset);
        let Some((at, kept)) = at.and_then(|at| Some((at, self.seen.get(at)?))) else { return BEYOND };
        kept.get().unwrap_or_else(|| {
            let seen = self.look_at(at);
            kept.set(Some(seen));
            seen
        })
    }

    fn look_at(&self, index: usize) -> Seen {
        let Some(word) = self.search.word(index) else { return BEYOND };
        let text = self.search.of(word);
        let key = key(text);
        let is_ordinary = word.is_high() && self.search.names.ordinary.has(key);
        let is_hidden = self.hidden.get(index).copied().unwrap_or_default();
        let known = if is_hidden { Class::default() } else { self.search.names.tagger.classes.of(key) };
        Seen {
            class: if word.is_high() { known.high } else { known.low },
            low_class: known.low,
            share: known.share,
            key: if is_hidden { HIDDEN } else { key },
            namelike: word.facts.only(NAMELIKE).0,
            other: word.facts.only(OTHER).0,
            shape: shape(text, word.case) | u32::from(is_ordinary) << 7,
            gap: gap(self.search.gap(index)),
            height: self.heights.get(index).copied().unwrap_or_default(),
            is_small_elsewhere: self.small.has(key),
        }
    }

    /// Places of the features of a word whose predecessor has that tag.
    pub(super) fn of(&self, index: usize, before: Tag) -> [usize; FEATURES] {
        let (values, classes) = (self.values(index, before), self.classes(index));
        let (mut places, mut template) = ([0; FEATURES], 0);
        for (place_of, value) in places.iter_mut().zip(values.iter().chain(&classes)) {
            *place_of = place(template, *value);
            template += 1;
        }
        places
    }

    /// What is seen of a word and around it, in a fixed order.
    fn values(&self, index: usize, before: Tag) -> [u32; FEATURES - CLASSES] {
        let Some(word) = self.search.word(index) else { return [0; FEATURES - CLASSES] };
        let [two_left, left, here, right, two_right] =
            [-2, -1, 0, 1, 2].map(|offset| self.seen(index, offset));
        let (mark, mark_left, mark_right) =
            (self.mark(index), self.mark(index.wrapping_sub(1)), self.mark(index + 1));
        let start = self.start(index, word);
        let tag = before as u32;
        let text = self.search.of(word);
        let (three, two) = (suffix(text, 3), suffix(text, 2));
        let styled = mix(here.namelike, mix(here.shape, start));
        [
            0,
            here.key,
            left.key,
            right.key,
            two_left.key,
            two_right.key,
            here.namelike,
            left.namelike,
            right.namelike,
            here.other,
            left.other,
            right.other,
            mix(here.shape, start),
            mix(left.shape, here.shape),
            mix(here.shape, right.shape),
            mix(here.gap, left.shape),
            mix(right.gap, right.shape),
            styled,
            mix(left.namelike, mix(here.namelike, here.gap)),
            mix(here.namelike, mix(right.namelike, right.gap)),
            mix(mix(left.namelike, here.namelike), right.namelike),
            mix(tag, mix(here.namelike, here.gap)),
            mix(tag, mix(left.key, here.gap)),
            mix(left.key, mix(here.namelike, here.shape)),
            mix(right.key, mix(here.namelike, here.shape)),
            mix(left.key, right.key),
            mix(mark, here.namelike),
            mix(mark, tag),
            mix(mark, mark_right),
            mix(here.gap, mix(left.key, here.namelike)),
            mix(right.gap, mix(right.key, here.namelike)),
            mix(start, mix(right.gap, here.namelike)),
            mix(tag, mix(here.shape, mix(here.namelike, right.namelike))),
            mix(two_left.key, left.key),
            mix(right.key, two_right.key),
            mix(left.other, mix(here.namelike, here.gap)),
            mix(right.other, mix(here.namelike, right.gap)),
            mix(here.height, here.shape),
            mix(here.height, mix(here.namelike, start)),
            mix(u32::from(here.is_small_elsewhere), mix(here.shape, here.namelike)),
            mix(mark, mix(here.height, here.key)),
            mix(left.namelike, mix(mark_left, here.namelike)),
            three,
            two,
            mix(three, mix(here.shape, start)),
        ]
    }

    /// What is known of the classes of a word and its neighbours.
    fn classes(&self, index: usize) -> [u32; CLASSES] {
        let Some(word) = self.search.word(index) else { return [0; CLASSES] };
        let [left, here, right] = [-1, 0, 1].map(|offset| self.seen(index, offset));
        let start = self.start(index, word);
        [
            here.class,
            left.class,
            right.class,
            mix(left.class, here.class),
            mix(here.class, right.class),
            mix(here.class, mix(here.namelike, here.shape)),
            mix(left.class, mix(here.namelike, here.gap)),
            mix(right.class, mix(here.namelike, right.gap)),
            mix(here.share, mix(here.shape, start)),
            mix(here.share, mix(here.namelike, start)),
            mix(here.low_class, mix(here.shape, start)),
        ]
    }

    /// Whether a line or a sentence begins with a word.
    fn start(&self, index: usize, word: Word) -> u32 {
        u32::from(word.starts_line) | u32::from(self.starts_sentence(index)) << 1
    }

    fn starts_sentence(&self, index: usize) -> bool {
        index == 0 || self.search.gap(index).contains(['.', '!', '?', '\n'])
    }
}

/// How a word is written: case, length up to four letters, hyphens and apostrophes.
fn shape(text: &str, case: Case) -> u32 {
    let case = match case {
        Case::Lower => 0,
        Case::Title => 1,
        Case::Capitals => 2,
    };
    let length = u32::try_from(text.len().min(4)).unwrap_or(4);
    case | length << 2 | u32::from(text.contains('-')) << 5 | u32::from(text.contains('\'')) << 6
}

/// What stands between two words, by its sort.
fn gap(text: &str) -> u32 {
    match text {
        " " => 1,
        ", " => 2,
        "'" => 3,
        ". " => 4,
        ": " | " : " => 5,
        " (" => 6,
        "-" => 7,
        " - " | " – " | " — " => 8,
        " & " => 9,
        "; " | " ; " | ";" => 10,
        "," => 11,
        "\t" | "|" | " | " => 12,
        "'s " => 13,
        "\"" | " \"" | "\": \"" | "\":\"" | " « " | " “" => 14,
        _ if text.contains('\n') => 15,
        _ if text.contains(['.', '!', '?']) => 16,
        _ if text.contains(|c: char| c.is_ascii_digit()) => 17,
        _ if text.contains([':', '=']) => 18,
        _ if text.contains(['(', '[', '{']) => 19,
        _ if text.contains([')', ']', '}']) => 20,
        _ if text.contains('@') => 21,
        _ => 22,
    }
}

/// Two values as one. Written out, as [`place`] and [`key`]: the weights depend on it.
fn mix(a: u32, b: u32) -> u32 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x9E37_79B1)
}

/// The place of a feature: the upper bits of a product (Knuth, volume 3, section 6.4).
fn place(template: u32, value: u32) -> usize {
    let hash = mix(mix(template.wrapping_mul(0xC2B2_AE35), value), template);
    usize::try_from(hash >> (u32::BITS - PLACES.trailing_zeros())).unwrap_or_default()
}

/// A hash of the word in small letters without accents.
pub(super) fn key(word: &str) -> u32 {
    if word.is_ascii() {
        return hash_small(word.as_bytes());
    }
    let mut buffer = [0; 32];
    match fold(word, &mut buffer) {
        Some(folded) => hash_small(folded.as_bytes()),
        None => hash_small(View::folded(word).text().as_bytes()),
    }
}

/// Eight bytes at a time, multiplied and folded, as letters, hyphens and apostrophes are in small letters: with one
/// bit set.
fn hash_small(word: &[u8]) -> u32 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let (chunks, rest) = word.as_chunks::<8>();
    let mut last = [0; 8];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    let all = chunks.iter().chain([&last]);
    let hash = all.fold(word.len() as u64, |hash, chunk| {
        let product = (hash ^ (u64::from_le_bytes(*chunk) | SMALL)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        product ^ product >> 29
    });
    u32::try_from((hash ^ hash >> 32) & u64::from(u32::MAX)).unwrap_or_default()
}

/// The last letters of a word.
fn suffix(word: &str, letters: usize) -> u32 {
    let from = word.char_indices().rev().nth(letters - 1).map_or(0, |(index, _)| index);
    key(word.get(from..).unwrap_or_default())
}
