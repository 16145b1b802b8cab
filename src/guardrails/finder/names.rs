//! Lists of given and family names.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::guardrails::text::View;

/// What the lists say about a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct NameFacts {
    /// Some people have it as a given name.
    pub(super) given: bool,
    /// Many do.
    pub(super) common_given: bool,
    /// Some people have it as a family name.
    pub(super) surname: bool,
    /// It is an ordinary word, too.
    pub(super) is_word: bool,
    /// A brand or the like starts with it.
    pub(super) starts_brand: bool,
}

/// The lists, ready to be looked up.
#[derive(Debug)]
pub struct Names {
    facts: HashMap<&'static str, NameFacts, FixedState>,
    /// Brands and other names of no person that start like one, folded.
    not_persons: Vec<&'static str>,
}

/// A list that is not in its form.
#[derive(Debug, thiserror::Error)]
#[error("guardrails/words/{file}:{line}: a name must stand under [common] or [rare]")]
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
        let mut facts = HashMap::with_capacity_and_hasher(32_768, FixedState::default());
        let given = include_str!("../../../guardrails/words/given-names.txt");
        let surnames = include_str!("../../../guardrails/words/surnames.txt");
        each(given, "given-names.txt", |name, is_common, is_word| {
            let known: &mut NameFacts = facts.entry(name).or_default();
            *known = NameFacts {
                given: true,
                common_given: is_common,
                is_word: is_word || known.is_word,
                ..*known
            };
        })?;
        each(surnames, "surnames.txt", |name, _, is_word| {
            let known = facts.entry(name).or_default();
            *known = NameFacts { surname: true, is_word: is_word || known.is_word, ..*known };
        })?;
        let lines = include_str!("../../../guardrails/words/not-persons.txt").lines();
        let not_persons: Vec<_> = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        for brand in &not_persons {
            let first = brand.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            facts.entry(first).or_default().starts_brand = true;
        }
        Ok(Self { facts, not_persons })
    }

    /// What is known of a word, in any case, with or without accents.
    pub(super) fn of(&self, word: &str) -> NameFacts {
        const LONGEST: usize = 32;
        let mut buffer = [0; LONGEST];
        let Some(lower) = buffer.get_mut(..word.len()) else { return NameFacts::default() };
        if word.is_ascii() {
            lower.copy_from_slice(word.as_bytes());
            lower.make_ascii_lowercase();
            let lower = std::str::from_utf8(lower).unwrap_or_default();
            return self.facts.get(lower).copied().unwrap_or_default();
        }
        self.facts.get(View::folded(word).text()).copied().unwrap_or_default()
    }

    /// Length of the brand or the like that a text starts with, in bytes of the text.
    pub(super) fn not_a_person(&self, text: &str) -> Option<usize> {
        const LONGEST: usize = 40;
        let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(index, _)| index);
        let view = View::folded(text.get(..end)?);
        let known = self.not_persons.iter().filter(|known| {
            let rest = view.text().strip_prefix(**known);
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let longest = known.map(|known| known.len()).max()?;
        Some(view.in_original(crate::domain::Span::new(0, longest)).end)
    }
}

fn each(
    text: &'static str,
    file: &'static str,
    mut name: impl FnMut(&'static str, bool, bool),
) -> Result<(), NamesError> {
    let mut is_common = None;
    for (index, line) in text.lines().enumerate() {
        match line {
            "[common]" => is_common = Some(true),
            "[rare]" => is_common = Some(false),
            line if line.is_empty() || line.starts_with('#') => {}
            line => {
                let is_common = is_common.ok_or(NamesError { file, line: index + 1 })?;
                let plain = line.strip_suffix('?');
                name(plain.unwrap_or(line), is_common, plain.is_some());
            }
        }
    }
    Ok(())
}
