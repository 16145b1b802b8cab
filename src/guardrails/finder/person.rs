//! Names of persons, by what stands around them and by the lists.
//!
//! A name is believed because of a title (*Mme Fontaine*), a greeting (*Bonjour Zoé*), a signature, a key
//! (*Nom : Diallo*), a given name with another name (*Jean Dupont*, *DUPONT Jean*, *J. Dupont*), or because a
//! word is a common given name and no ordinary word. Brands that are called like people are none.

use super::names::{NameFacts, Names};
use crate::{domain::Span, guardrails::finder::cues};

/// Most words that a name has.
const LONGEST: usize = 5;

/// Every name in a clean text.
pub(super) fn find(text: &str, names: &Names) -> Vec<Span> {
    let search = Search { text, names, words: words(text) };
    let mut found: Vec<Span> = Vec::new();
    let mut index = 0;
    while index < search.words.len() {
        if let Some(skipped) = search.of_no_person(index) {
            index += skipped;
        } else if let Some((span, next)) = search.at(index) {
            found.push(span);
            index = next;
        } else {
            index += 1;
        }
    }
    found
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Title,
    Capitals,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    span: Span,
    case: Case,
}

struct Search<'t> {
    text: &'t str,
    names: &'t Names,
    words: Vec<Word>,
}

/// The words of a text: letters, with hyphens and apostrophes inside. French elisions (`d'`, `l'`) are
/// words of their own.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut characters = text.char_indices().peekable();
    while let Some((start, first)) = characters.next() {
        if !first.is_alphabetic() {
            continue;
        }
        let (mut end, mut capitals, mut letters) =
            (start + first.len_utf8(), u32::from(first.is_uppercase()), 1);
        while let Some((index, character)) = characters.peek().copied() {
            let joins = matches!(character, '-' | '\'')
                && text.get(index + 1..).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
            let elides = character == '\'' && letters <= 2 && first.is_lowercase();
            if !(character.is_alphabetic() || joins && !elides) {
                break;
            }
            capitals += u32::from(character.is_uppercase());
            letters += u32::from(character.is_alphabetic());
            end = index + character.len_utf8();
            characters.next();
        }
        let case = match (first.is_uppercase(), capitals == letters && letters > 1) {
            (_, true) => Case::Capitals,
            (true, _) => Case::Title,
            _ => Case::Lower,
        };
        words.push(Word { span: Span::new(start, end), case });
    }
    words
}

impl Search<'_> {
    /// The name that starts at a word, and the index of the word behind it.
    fn at(&self, index: usize) -> Option<(Span, usize)> {
        let word = self.word(index)?;
        if word.case == Case::Lower {
            return None;
        }
        let count = self
            .after_title(index)
            .or_else(|| self.after_key(index))
            .or_else(|| self.given_first(index))
            .or_else(|| self.surname_first(index))
            .or_else(|| self.initials_first(index))
            .or_else(|| self.signature(index))
            .or_else(|| self.alone(index))?;
        let last = self.word(index + count - 1)?;
        Some((Span::new(word.span.start, last.span.end), index + count))
    }

    /// How many words from `index` on belong to a brand, a street or a saint that is called like a person.
    fn of_no_person(&self, index: usize) -> Option<usize> {
        let word = self.word(index).filter(|word| word.case != Case::Lower)?;
        if cues::names_a_place(self.before(index)) || cues::names_a_place(self.text(word)) {
            return Some(self.run(index, LONGEST).max(1));
        }
        if !self.facts(word).starts_brand {
            return None;
        }
        let end = word.span.start + self.names.not_a_person(self.text.get(word.span.start..)?)?;
        let inside = self.words.iter().skip(index).take_while(|word| word.span.start < end).count();
        Some(inside.max(1))
    }

    fn word(&self, index: usize) -> Option<Word> {
        self.words.get(index).copied()
    }

    fn text(&self, word: Word) -> &str {
        word.span.of(self.text)
    }

    /// What the lists say; a hyphenated name is what its parts are.
    fn facts(&self, word: Word) -> NameFacts {
        let text = self.text(word);
        let mut parts = text.split('-').map(|part| self.names.of(part));
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |all, part| NameFacts {
            given: all.given && part.given,
            common_given: all.common_given && part.given,
            surname: all.surname && part.surname,
            is_word: all.is_word && part.is_word,
            starts_brand: all.starts_brand,
        })
    }

    /// What stands between a word and the one before it.
    fn gap(&self, index: usize) -> &str {
        let end =
            index.checked_sub(1).and_then(|before| self.word(before)).map_or(0, |before| before.span.end);
        self.word(index).and_then(|word| self.text.get(end..word.span.start)).unwrap_or_default()
    }

    /// How many words from `index` on read like the rest of a name: capitalised words, particles before
    /// one, initials; at most `most`.
    fn run(&self, index: usize, most: usize) -> usize {
        let mut count = 0;
        let mut certain = 0;
        while count < most {
            let Some(word) = self.word(index + count) else { break };
            let gap = self.gap(index + count);
            let follows =
                count == 0 || gap == " " || matches!(gap, ". " | ".") && self.is_initial(index + count - 1);
            let text = self.text(word);
            let is_particle = cues::is_particle(text);
            let is_name = word.case != Case::Lower && !is_particle && !cues::ends_name(text);
            if !follows || !(is_name || is_particle) {
                break;
            }
            count += 1;
            if is_name {
                certain = count;
            }
        }
        certain
    }

    fn is_initial(&self, index: usize) -> bool {
        self.word(index).is_some_and(|word| {
            let text = self.text(word);
            word.case != Case::Lower && text.split('-').all(|part| part.chars().count() == 1)
        })
    }

    /// `Mme Fontaine`, `Dr. J. Watson`
    fn after_title(&self, index: usize) -> Option<usize> {
        let title = self.word(index.checked_sub(1)?)?;
        let gap = self.gap(index);
        let is_title = cues::is_title(self.text(title)) && matches!(gap, " " | ". " | ".");
        let count = self.run(index, LONGEST);
        (is_title && count > 0 && !cues::is_title(self.text(self.word(index)?))).then_some(count)
    }

    /// `Nom : Diallo`, `Contact: Ana Ruiz`
    fn after_key(&self, index: usize) -> Option<usize> {
        let key = self.word(index.checked_sub(1)?)?;
        let gap = self.gap(index);
        let is_key = gap.trim().starts_with([':', '=']) && gap.trim().len() == 1 && !gap.contains('\n');
        let count = self.run(index, LONGEST);
        let is_name = is_key && cues::is_key(self.text(key));
        // A company behind "Client:" is no person: one of the words must be a name.
        let known = (index..index + count).filter_map(|i| self.word(i)).any(|word| {
            let facts = self.facts(word);
            facts.given || facts.surname
        });
        (is_name && count > 0 && (known || cues::is_name_key(self.text(key)))).then_some(count)
    }

    /// `Jean Dupont`, `Marie-Claire de La Tour`, `MARIE DUPONT`
    fn given_first(&self, index: usize) -> Option<usize> {
        let word = self.word(index)?;
        let facts = self.facts(word);
        if !facts.given {
            return None;
        }
        let count = self.run(index, LONGEST);
        let next = self.word(index + 1).filter(|_| count > 1)?;
        let last = self.facts(self.word(index + count - 1)?);
        let next_facts = self.facts(next);
        let has_surname = last.surname || next_facts.surname;
        let is_sure = !facts.is_word || has_surname && !last.is_word;
        let shouts = word.case == Case::Capitals && next.case == Case::Capitals;
        let believed = if shouts {
            has_surname && !facts.is_word
        } else {
            is_sure && (facts.common_given || has_surname)
        };
        believed.then_some(count)
    }

    /// `DUPONT Jean`, `Dupont, Jean`
    fn surname_first(&self, index: usize) -> Option<usize> {
        let (word, next) = (self.word(index)?, self.word(index + 1)?);
        let (facts, next_facts) = (self.facts(word), self.facts(next));
        let is_given = next.case == Case::Title && next_facts.given && !next_facts.is_word;
        let shouts = word.case == Case::Capitals
            && self.gap(index + 1) == " "
            && (facts.surname || next_facts.common_given);
        let listed = facts.surname && !facts.given && self.gap(index + 1) == ", " && next_facts.common_given;
        (is_given && (shouts || listed)).then_some(2)
    }

    /// `J. Dupont`, `J.-P. Martin`, `J R R Tolkien` is left to the lists
    fn initials_first(&self, index: usize) -> Option<usize> {
        let is_dotted = self.is_initial(index) && self.gap(index + 1).starts_with('.');
        let count = self.run(index, LONGEST);
        let last = self.word(index + count.checked_sub(1)?)?;
        let facts = self.facts(last);
        (is_dotted && count > 1 && facts.surname && !facts.is_word).then_some(count)
    }

    /// A line with nothing but a name, behind *Cordialement* or *Best regards*.
    fn signature(&self, index: usize) -> Option<usize> {
        let before = self.text.get(..self.word(index)?.span.start)?.trim_end_matches([' ', '\t']);
        let closing = before.strip_suffix('\n')?.trim_end();
        let line = closing.rsplit('\n').next()?;
        let count = self.run(index, LONGEST);
        let end = self.word(index + count.checked_sub(1)?)?.span.end;
        let fills_line = self.text.get(end..)?.trim_start_matches([' ', '\t', '\r', ',', '.']).chars().next();
        let is_signed = cues::closes_letter(line) && fills_line.is_none_or(|next| next == '\n');
        let known = (index..index + count).filter_map(|i| self.word(i)).any(|word| self.facts(word).given);
        (is_signed && (known || count == 2)).then_some(count)
    }

    /// A given name by itself.
    fn alone(&self, index: usize) -> Option<usize> {
        let word = self.word(index)?;
        let facts = self.facts(word);
        let before = self.before(index);
        let greeted = cues::greets(before) && matches!(self.gap(index), " " | ", ");
        let believed = greeted || facts.common_given && !facts.is_word && word.case == Case::Title;
        let is_person =
            facts.given && believed && !cues::names_a_place(before) && self.text(word).chars().count() > 2;
        is_person.then_some(1)
    }

    /// The word before, when it stands directly before.
    fn before(&self, index: usize) -> &str {
        let gap = self.gap(index);
        let is_close = gap.chars().count() <= 2 && !gap.contains(['.', '\n', '!', '?']);
        let before = index.checked_sub(1).and_then(|before| self.word(before)).filter(|_| is_close);
        before.map_or("", |before| self.text(before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let names = Names::built_in().unwrap();
        find(text, &names).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn names_are_found_by_what_stands_around_them() {
        for (text, expected) in [
            ("Relance Mme Fontaine avant lundi.", vec!["Fontaine"]),
            ("Dr. J. Watson called.", vec!["J. Watson"]),
            (
                "Écris à Jean Dupont et à Marie-Claire de La Tour.",
                vec!["Jean Dupont", "Marie-Claire de La Tour"],
            ),
            ("Client : DUPONT Jean, VIP", vec!["DUPONT Jean"]),
            ("Bonjour Zoé,\nmerci", vec!["Zoé"]),
            ("Nom : Diallo\nPrénom : Awa", vec!["Diallo", "Awa"]),
            ("À bientôt !\n\nCordialement,\nLéa Moreau", vec!["Léa Moreau"]),
            ("Best regards,\nTom", vec!["Tom"]),
            ("Please write to Jane Doe about her order.", vec!["Jane Doe"]),
            ("Sophie voudrait un devis, d'après Nicolas.", vec!["Sophie", "Nicolas"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for text in [
            "Écris une newsletter pour notre parfum Rose d'Été.",
            "Nouvelle collection Yves Rocher et Calvin Klein.",
            "Write the launch text for the Aurora Trail 2, in Moss, Slate and Signal Orange.",
            "Rendez-vous rue Victor Hugo, près de la place Charles de Gaulle.",
            "Madame, Monsieur, voici notre offre.",
            "Offre valable jusqu'en Mai. Will you be there in June?",
            "Saint Nicolas arrive, et la Saint-Martin aussi.",
            "MEGA SOLDES SUR LES CHAUSSURES",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_long_text_without_names_is_read_in_linear_time() {
        assert!(found(&"mot ".repeat(250_000)).is_empty());
        assert!(found(&"A".repeat(1_000_000)).is_empty());
    }
}
