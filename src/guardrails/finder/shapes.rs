//! Names by the form of their words and the lists, with little help from around them; and given names that
//! are products'.

use super::{
    evidence::{Belief, Spot},
    names::Facts,
    words::{Case, Word},
};

impl Spot<'_> {
    /// `Jean Dupont`, `Marie-Claire de La Tour`, `MARIE DUPONT`
    pub(super) fn given_first(&self) -> Option<usize> {
        // *at The Nellie Bly*: an inn. *The Laura Wilson claim* is a claim of hers.
        let before = self.index.checked_sub(1).and_then(|at| self.search.word(at));
        let is_the = before.is_some_and(|word| self.gap == " " && self.search.of(word) == "The")
            && self.search.gap(self.index - 1) == " ";
        if !self.word.has(Facts::GIVEN) || is_the {
            return None;
        }
        let count = self.count;
        let rest =
            self.search.words.get(self.index + 1..self.index + count).filter(|rest| !rest.is_empty())?;
        let facts = self.word.facts;
        let has = |test: fn(Facts) -> bool| rest.iter().any(|word| test(word.facts));
        let has_surname = has(|facts| facts.has(Facts::SURNAME));
        let has_plain = has(Facts::is_plain_name);
        let shouts = self.word.case == Case::Capitals && rest.iter().all(|word| word.case == Case::Capitals);
        let is_led = self.close.has(Facts::TOWARDS | Facts::PERSON_NOUN);
        // *MARK SMITH has not replied*: only the name shouts.
        let is_apart = self.search.word(self.index + count).is_some_and(|next| !next.is_high());
        let believed = if shouts {
            has_plain && !facts.has(Facts::WORD) || is_apart && has_surname && facts.has(Facts::COMMON)
        } else if facts.has(Facts::WORD) {
            has_surname && has_plain || is_led && has_surname && !facts.has(Facts::THING_NAME)
        } else {
            facts.has(Facts::COMMON) || has_surname || is_led
        };
        let is_thing_word = |word: &Word| word.is_high() && word.has(Facts::THING_AFTER);
        let next = self.search.word(self.index + count);
        let next_gap = self.search.gap(self.index + count);
        // *the Theo Box and the Ingrid Basket.*, but *Sophie Jardin called*
        let stands_apart = next.is_none_or(|next| {
            let is_and =
                matches!(self.search.of(next), "and" | "or" | "et" | "ou" | "und" | "oder" | "y" | "e" | "o");
            next_gap != " " || next.is_high() || is_and
        });
        let is_named_after = !has_surname
            && !is_led
            && (rest.last().is_some_and(|last| {
                is_thing_word(last) || !shouts && stands_apart && self.search.is_ordinary(*last)
            }) || next_gap == " " && next.as_ref().is_some_and(is_thing_word));
        let is_thing = is_named_after || !has_plain && self.close.has(Facts::THING);
        (believed && !is_thing).then_some(count)
    }

    /// `DUPONT Jean`, `Dupont, Jean`, `Dupont Jean` at the start of a line, `Dupont J.`
    pub(super) fn surname_first(&self) -> Option<usize> {
        let next = self.search.word(self.index + 1)?;
        let gap = self.search.gap(self.index + 1);
        let is_plain_surname = self.word.facts.is_plain_name() && self.word.has(Facts::SURNAME);
        if gap == " " && is_plain_surname && self.search.is_initial(self.index + 1) {
            let goes_on = self.search.gap(self.index + 2) == ". "
                && self.search.word(self.index + 2).is_some_and(Word::is_high);
            return (self.search.is_dotted_initial(self.index + 1) && !goes_on).then_some(2);
        }
        let is_given = next.case == Case::Title && next.has(Facts::GIVEN) && !next.has(Facts::WORD);
        let is_common = next.has(Facts::COMMON);
        let stands_free = self.word.starts_line || self.close.has(Facts::TOWARDS | Facts::PERSON_NOUN);
        let is_long = stands_free || self.word.span.len() > 4;
        let shouts = self.word.case == Case::Capitals
            && gap == " "
            && (self.word.has(Facts::SURNAME) || is_common && is_long);
        let surname_only = is_plain_surname && !self.word.has(Facts::COMMON);
        let is_whole = self.search.word(self.index + 2).is_some_and(Word::is_high)
            && self.search.gap(self.index + 2) == " ";
        let is_line = self.word.case == Case::Capitals && self.word.starts_line && self.word.span.len() > 2;
        let listed = gap == ", " && !is_whole && (surname_only && is_common || is_line);
        let in_order = surname_only && gap == " " && is_common && stands_free;
        (is_given && self.word.span.len() > 1 && (shouts || listed || in_order)).then_some(2)
    }

    /// `J. Dupont`, `J.-P. Martin`
    pub(super) fn initials_first(&self) -> Option<usize> {
        let is_dotted =
            self.search.is_initial(self.index) && self.search.gap(self.index + 1).starts_with('.');
        let is_title = self.search.word(self.index)?.has(Facts::WEAK_TITLE);
        let is_followed = self.search.word(self.index + 1).is_some_and(Word::is_high);
        if !is_dotted || is_title || !is_followed {
            return None;
        }
        let count = self.count;
        let last = self.search.word(self.index + count.checked_sub(1)?)?;
        let is_known = last.has(Facts::SURNAME) && !last.has(Facts::WORD);
        let is_led = self.close.has(Facts::TOWARDS | Facts::PERSON_NOUN) && last.span.len() > 3;
        (count > 1 && (is_known || is_led)).then_some(count)
    }

    /// A given name by itself.
    pub(super) fn alone(&self) -> Option<usize> {
        if !self.word.facts.is_plain_given() || self.word.span.len() < 3 || self.is_thing() {
            return None;
        }
        let is_high = |at: usize| {
            self.search.word(at).is_some_and(|word| word.case == Case::Capitals && word.span.len() > 1)
        };
        let is_written_so = match self.word.case {
            Case::Title => true,
            _ => {
                self.word.span.len() > 3
                    && !is_high(self.index + 1)
                    && !self.index.checked_sub(1).is_some_and(is_high)
            }
        };
        is_written_so.then_some(1)
    }

    /// *la robe Camille*, *the Emma dress*, *Anna & Co*: a given name that is a product's.
    pub(super) fn is_thing(&self) -> bool {
        let search = self.search;
        let word = |at: Option<usize>| at.and_then(|at| search.word(at));
        let is_name = |at: Option<usize>| word(at).is_some_and(|word| word.has(Facts::GIVEN));
        let (before, next) = (self.index.checked_sub(1), self.index + 1);
        let is_joined =
            search.gap(next) == " & " && !is_name(Some(next)) || self.gap == " & " && !is_name(before);
        let is_before = search.next_is(next, Facts::THING_AFTER);
        self.is_behind_thing() || is_before || is_joined
    }

    /// *la robe Camille*, *le sac cuir "Louise"*, *restaurant Chez Marcel*
    fn is_behind_thing(&self) -> bool {
        if !matches!(self.gap, " " | " \"" | " '" | " *" | " **") {
            return false;
        }
        let word = |back: usize| self.index.checked_sub(back).and_then(|at| self.search.word(at));
        let Some(before) = word(1) else { return false };
        let is_chez = !before.starts_line && self.search.of(before) == "Chez";
        let others =
            Facts::STOP | Facts::TOWARDS | Facts::PERSON_NOUN | Facts::TITLE | Facts::PARTICLE | Facts::LINK;
        let is_adjective = !before.is_high() && !before.has(others) && self.search.gap(self.index - 1) == " ";
        let is_far =
            is_adjective && word(2).is_some_and(|word| word.has(Facts::THING) && !word.has(Facts::STOP));
        before.has(Facts::THING) || is_chez || is_far
    }

    /// `prénom : julie`, `je m'appelle karim benali`
    pub(super) fn named_in_small_letters(&self) -> Option<usize> {
        let is_named = self.search.key_of(self.index).is_some_and(|key| key.has(Facts::NAME_KEY))
            || self.introduction() == Some(Belief::Any);
        let next = self.search.word(self.index + 1).filter(|_| self.search.gap(self.index + 1) == " ");
        let has_next = next.is_some_and(|next| next.facts.is_name() && !next.has(Facts::STOP));
        (is_named && self.word.facts.is_name()).then(|| 1 + usize::from(has_next))
    }

    /// `mme fontaine`, `relance sophie`, `karim benali`
    pub(super) fn in_small_letters(&self) -> Option<usize> {
        let next = self.search.word(self.index + 1).filter(|_| self.search.gap(self.index + 1) == " ");
        if !self.word.facts.is_name() {
            return None;
        }
        let is_plain =
            self.word.facts.is_plain_given() && !self.word.has(Facts::SEEN_LOW) && self.word.span.len() > 2;
        let has_surname = next.is_some_and(|next| {
            next.case == Case::Lower
                && next.has(Facts::SURNAME)
                && !next.has(Facts::WORD | Facts::STOP | Facts::PARTICLE)
                && next.span.len() > 2
        });
        if is_plain && has_surname {
            return Some(2);
        }
        let before = self.before;
        let gap = self.gap;
        let is_addressed = before.has(Facts::TITLE)
            && matches!(gap, " " | ". ")
            && !self.word.has(Facts::STOP | Facts::PARTICLE);
        let is_led = gap == " " && before.has(Facts::TOWARDS | Facts::PERSON_NOUN | Facts::GREETING)
            || gap == ", " && before.has(Facts::GREETING);
        let is_value = self.search.key_of(self.index).is_some() && is_plain;
        let is_lone = (is_led || is_value) && is_plain && self.word.span.len() > 3 && !self.is_thing();
        (is_addressed || is_lone).then_some(1)
    }
}
