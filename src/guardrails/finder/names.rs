//! What the lists say about a word: names, and the words that stand around names.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault, Hasher},
    ops::BitOr,
};

use foldhash::fast::FixedState;

use super::{
    coded_address::CodedAddress,
    columns::Heads,
    cues,
    secret::Cues,
    spelt_email::SpeltEmail,
    streets::Streets,
    tagger::{Ordinary, Tagger},
};
use crate::{domain::Span, guardrails::text::View};

/// Properties of a word, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Facts(pub(super) u32);

impl Facts {
    /// Some people have it as a given name.
    pub(super) const GIVEN: Self = Self(1);
    /// Many do.
    pub(super) const COMMON: Self = Self(1 << 1);
    /// Some people have it as a family name.
    pub(super) const SURNAME: Self = Self(1 << 2);
    /// It is an ordinary word, too.
    pub(super) const WORD: Self = Self(1 << 3);
    /// It is a place, a flower, a colour, a month, too: a preposition before it proves nothing.
    pub(super) const THING_NAME: Self = Self(1 << 4);
    /// A brand or the like starts with it.
    pub(super) const BRAND: Self = Self(1 << 5);
    /// *Mme*, *Herr*: a name follows.
    pub(super) const TITLE: Self = Self(1 << 6);
    /// *M*, *Me*, *Miss*: a title, or something else.
    pub(super) const WEAK_TITLE: Self = Self(1 << 7);
    /// *de*, *van*: inside a name.
    pub(super) const PARTICLE: Self = Self(1 << 8);
    /// Never a part of a name.
    pub(super) const STOP: Self = Self(1 << 9);
    /// *rue*, *Saint*, *lycée*: what follows is called after a person.
    pub(super) const PLACE: Self = Self(1 << 10);
    /// *Street*, *Road*: what stands before is called after a person.
    pub(super) const STREET: Self = Self(1 << 11);
    /// *nom*, *surname*: the value is a name.
    pub(super) const NAME_KEY: Self = Self(1 << 12);
    /// *client*, *contact*: the value may be a name.
    pub(super) const KEY: Self = Self(1 << 13);
    /// *Bonjour*, *Dear*: a person is spoken to.
    pub(super) const GREETING: Self = Self(1 << 14);
    /// *robe*, *collection*, *cabinet*: what follows is a product or a firm.
    pub(super) const THING: Self = Self(1 << 15);
    /// *bag*, *Group*, *Ltd*: what stands before is a product or a firm.
    pub(super) const THING_AFTER: Self = Self(1 << 16);
    /// *sœur*, *colleague*: a person follows.
    pub(super) const PERSON_NOUN: Self = Self(1 << 17);
    /// *à*, *with*, *appelle*: a person may follow.
    pub(super) const TOWARDS: Self = Self(1 << 18);
    /// *Directeur*, *Manager*: a post, no part of a name.
    pub(super) const JOB: Self = Self(1 << 19);
    /// *Cordialement*, *regards*: a signature follows.
    pub(super) const CLOSING: Self = Self(1 << 20);
    /// *appelle*, *named*: a name follows.
    pub(super) const INTRODUCES: Self = Self(1 << 21);
    /// *produit*, *brand*: the key behind it is no person's.
    pub(super) const NOT_PERSONS_KEY: Self = Self(1 << 22);
    /// *prénom*, *e-mail*: a table with such a column is about persons.
    pub(super) const PERSONAL_COLUMN: Self = Self(1 << 23);
    /// *wants*, *souhaite*: what a person does.
    pub(super) const DEED: Self = Self(1 << 24);
    /// *called*, *rappelé*: what a person has done.
    pub(super) const DONE: Self = Self(1 << 25);
    /// The lists have seen it in lower case in running text.
    pub(super) const SEEN_LOW: Self = Self(1 << 26);
    /// *sœur*, *CEO*: what follows is a person, whatever the name.
    pub(super) const INDIVIDUAL: Self = Self(1 << 27);
    /// *née*, *born*, *who*: tells more of the person before.
    pub(super) const BORN: Self = Self(1 << 28);
    /// *is*, *suis*, *de*: may be the end of an introduction.
    pub(super) const LINK: Self = Self(1 << 29);
    /// *rappelle*, *thank*: a person is reached.
    pub(super) const REACHES: Self = Self(1 << 30);

    /// Only the long lists have it as a name: few bear it where most texts come from.
    pub(super) const RARE: Self = Self(1 << 31);

    /// True when it has one of these properties.
    pub(super) const fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// What can make a name of words that no list knows, standing before them.
    pub(super) const LEADS: Self = Self(
        Self::TITLE.0
            | Self::WEAK_TITLE.0
            | Self::NAME_KEY.0
            | Self::KEY.0
            | Self::INTRODUCES.0
            | Self::LINK.0
            | Self::INDIVIDUAL.0
            | Self::GREETING.0
            | Self::CLOSING.0
            | Self::TOWARDS.0
            | Self::PERSON_NOUN.0,
    );

    /// Without these properties.
    pub(super) const fn without(self, some: Self) -> Self {
        Self(self.0 & !some.0)
    }

    /// Of these properties, those that it has.
    pub(super) fn only(self, some: Self) -> Self {
        Self(self.0 & some.0)
    }

    /// That it is a family name, if it is one.
    pub(super) fn surname(self) -> Self {
        self.only(Self::SURNAME)
    }

    /// A given name that is nothing else, borne by many.
    pub(super) const fn is_plain_given(self) -> bool {
        self.has(Self::COMMON) && !self.has(Self::WORD)
    }

    /// A given or family name that is nothing else.
    pub(super) const fn is_plain_name(self) -> bool {
        self.is_name() && !self.has(Self::WORD)
    }

    /// A given or family name.
    pub(super) const fn is_name(self) -> bool {
        self.has(Self(Self::GIVEN.0 | Self::SURNAME.0))
    }
}

impl BitOr for Facts {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The lists of the finders, ready to be looked up.
#[derive(Debug)]
pub struct Names {
    pub(super) streets: Streets,
    pub(super) secrets: Cues,
    pub(super) spelt_email: SpeltEmail,
    pub(super) coded_address: CodedAddress,
    pub(super) tagger: Tagger,
    pub(super) ordinary: Ordinary,
    pub(super) heads: Heads,
    /// By the hashes of the words: two of a hundred thousand words that share all 64 bits would be one chance in
    /// billions, and a word is compared nowhere in memory.
    facts: HashMap<u64, Facts, BuildHasherDefault<Hashed>>,
    hasher: FixedState,
    /// Brands, figures of public life and other names of no private person that read like one, folded.
    not_persons: HashSet<&'static str, FixedState>,
    /// Their second words, by their keys, and the words of those that have one alone.
    telling_words: HashSet<u64, BuildHasherDefault<Hashed>>,
}

/// A list that is not in its form.
#[derive(Debug, thiserror::Error)]
#[error("guardrails/words/{file}:{line}: a name must stand under [common], [rare] or [more]")]
pub struct NamesError {
    file: &'static str,
    line: usize,
}

impl Names {
    /// Reads the lists that are built in.
    ///
    /// # Errors
    /// Names the first line that is not in the form of its file.
    pub fn built_in() -> Result<Self, NamesError> {
        let hasher = FixedState::default();
        let mut facts =
            HashMap::<_, Facts, _>::with_capacity_and_hasher(98_304, BuildHasherDefault::default());
        let mut add = |word: &str, more| {
            let known = facts.entry(hasher.hash_one(word)).or_default();
            *known = *known | more;
        };
        let given = include_str!("../../../guardrails/words/given-names.txt");
        let surnames = include_str!("../../../guardrails/words/surnames.txt");
        each(given, "given-names.txt", |name, tier, word| {
            add(name, word | Facts::GIVEN | if tier == Tier::Common { Facts::COMMON } else { tier.facts() });
        })?;
        each(surnames, "surnames.txt", |name, tier, word| add(name, word | Facts::SURNAME | tier.facts()))?;
        let lines = include_str!("../../../guardrails/words/not-persons.txt").lines();
        let mut telling_words = HashSet::with_capacity_and_hasher(16_384, BuildHasherDefault::default());
        let mut not_persons = HashSet::with_capacity_and_hasher(16_384, FixedState::default());
        for brand in lines.filter(|line| !line.starts_with('#') && !line.is_empty()) {
            not_persons.insert(brand);
            let mut words = brand.split(|c: char| !c.is_alphabetic() && c != '-' && c != '\'');
            let first = words.next().unwrap_or_default();
            add(first.split(['-', '\'']).next().unwrap_or_default(), Facts::BRAND);
            add(first, Facts::BRAND);
            // *d'Arc* is two words, *O'Connor* is one.
            let second = words.find(|word| !word.is_empty()).unwrap_or(first);
            let parts = second.split_once('\'').map(|(part, _)| part);
            telling_words.extend(parts.into_iter().chain([second]).map(|word| hasher.hash_one(word)));
        }
        for (more, words) in cues::WORDS {
            words.split_whitespace().for_each(|word| add(word, *more));
        }
        for word in cues::MOSTLY_NAMES.split_whitespace() {
            facts.entry(hasher.hash_one(word)).and_modify(|known| *known = known.without(Facts::WORD));
        }
        Ok(Self {
            streets: Streets::new(),
            secrets: Cues::new(),
            spelt_email: SpeltEmail::new(),
            coded_address: CodedAddress::new(),
            tagger: Tagger::built_in(),
            ordinary: Ordinary::built_in(),
            heads: Heads::new(),
            facts,
            hasher,
            not_persons,
            telling_words,
        })
    }

    /// What is known of a word, in any case, with or without accents.
    pub(super) fn of(&self, word: &str) -> Facts {
        self.facts.get(&self.key(word)).copied().unwrap_or_default()
    }

    /// A number for a word that is the same in any case, with or without accents.
    pub(super) fn key(&self, word: &str) -> u64 {
        // Most words of a text are small letters already.
        if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return self.hasher.hash_one(word);
        }
        match fold(word, &mut [0; 32]) {
            Some(folded) => self.hasher.hash_one(folded),
            // Folding takes a hyphen for a space.
            None => self.hasher.hash_one(View::folded(word).text().replace(' ', "-")),
        }
    }

    /// True for a word that brands and the like have as their second one, or as their only one.
    pub(super) fn tells_not_a_person(&self, word: &str) -> bool {
        self.telling_words.contains(&self.key(word))
    }

    /// Length of the longest brand or the like that a text starts with, in bytes of the text.
    pub(super) fn not_a_person(&self, text: &str) -> Option<usize> {
        const LONGEST: usize = 40;
        const MOST_EDGES: usize = 7;
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(index, _)| index);
        let view = View::folded(text.get(..end)?);
        let folded = view.text();
        let is_edge = |at: &usize| {
            let around = folded.split_at_checked(*at);
            around.is_some_and(|(word, rest)| {
                !rest.starts_with(char::is_alphanumeric) && !word.ends_with([' ', '\n'])
            })
        };
        let ends = (1..=folded.len()).filter(is_edge).take(MOST_EDGES);
        let longest =
            ends.filter(|end| self.not_persons.contains(folded.get(..*end).unwrap_or_default())).max()?;
        Some(view.in_original(Span::new(0, longest)).end)
    }
}

/// For keys that are hashes already.
#[derive(Debug, Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash << 8 | u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Lower case without accents, for the letters of Western Europe; `None` when the word has others or is
/// too long. Nearly every word takes this way, and it allocates nothing.
pub(super) fn fold<'b>(word: &str, buffer: &'b mut [u8; 32]) -> Option<&'b str> {
    let mut length = 0;
    for character in word.chars() {
        let plain = match character {
            'a'..='z' | '\'' | '-' => character as u8,
            'A'..='Z' => character.to_ascii_lowercase() as u8,
            'à'..='å' | 'À'..='Å' => b'a',
            'è'..='ë' | 'È'..='Ë' => b'e',
            'ì'..='ï' | 'Ì'..='Ï' => b'i',
            'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => b'o',
            'ù'..='ü' | 'Ù'..='Ü' => b'u',
            'ç' | 'Ç' => b'c',
            'ñ' | 'Ñ' => b'n',
            _ => return None,
        };
        *buffer.get_mut(length)? = plain;
        length += 1;
    }
    std::str::from_utf8(buffer.get(..length)?).ok()
}

/// How many bear a name, by the part of a list that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tier {
    Common,
    Known,
    More,
}

impl Tier {
    fn facts(self) -> Facts {
        if self == Self::More { Facts::RARE } else { Facts::default() }
    }
}

fn each(
    text: &'static str,
    file: &'static str,
    mut name: impl FnMut(&'static str, Tier, Facts),
) -> Result<(), NamesError> {
    let mut tier = None;
    for (index, line) in text.lines().enumerate() {
        match line {
            "[common]" => tier = Some(Tier::Common),
            "[rare]" => tier = Some(Tier::Known),
            "[more]" => tier = Some(Tier::More),
            line if line.is_empty() || line.starts_with('#') => {}
            line => {
                let tier = tier.ok_or(NamesError { file, line: index + 1 })?;
                let plain = line.strip_suffix('?');
                let word = if plain.is_some() { Facts::WORD | Facts::SEEN_LOW } else { Facts::default() };
                name(plain.unwrap_or(line), tier, word);
            }
        }
    }
    Ok(())
}
