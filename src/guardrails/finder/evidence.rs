//! What speaks for a name at a place.

use super::{
    around::{tells_address, tells_age},
    cues,
    names::Facts,
    search::{LONGEST, Search},
    words::{Case, Word},
};

/// True for the number of a rule that hardly ever errs: what it says holds whatever the tagger sees. A plain name in
/// a plain sentence never depends on what the tagger has learnt.
pub(super) fn is_sure(number: u8) -> bool {
    let place = number.checked_sub(FIRST).map(usize::from);
    place.and_then(|place| Spot::RULES.get(place)).is_some_and(|(is_sure, _)| *is_sure)
}

/// The number of the first of [`Spot::RULES`]; 0 and 1 are names in small letters and those beside whole names.
const FIRST: u8 = 2;
/// The number of [`Spot::after_title`].
const TITLED: u8 = 2;
/// Behind a key: the number of [`Spot::after_key`].
const NAMED: u8 = 3;

/// Says how many words from a place on are a name.
type Rule<'s> = fn(&Spot<'s>) -> Option<usize>;

/// How much what stands before a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Belief {
    /// Any capitalised words are a name.
    Any,
    /// One of them must be known as a name.
    OneKnown,
}

/// A place where a name can start.
pub(super) struct Spot<'s> {
    pub(super) search: &'s Search<'s>,
    pub(super) index: usize,
    pub(super) word: Word,
    /// What stands between the word before and this one, and what is known of that word.
    pub(super) gap: &'s str,
    pub(super) before: Facts,
    /// The same, when only a space or an apostrophe stands between.
    pub(super) close: Facts,
    /// How many words from here on read like a name, with at most one that no list knows.
    pub(super) count: usize,
}

/// How many words from `index` on are a name. `is_sibling`: a whole name stands before, in a list.
///
/// Also tells which rule says so, by its number.
pub(super) fn name_at(search: &Search<'_>, index: usize, is_sibling: bool) -> Option<(u8, usize)> {
    let word = search.word(index)?;
    let never = word.has(Facts::STOP) && !word.has(Facts::PARTICLE) && !search.is_dotted_initial(index);
    let (gap, before) = (search.gap(index), search.facts_before(index));
    // *Madame d'Ornano*
    let is_small_particle = !word.is_high() && word.has(Facts::PARTICLE) && before.has(Facts::TITLE);
    if never || !word.is_high() && !word.facts.is_name() && !is_small_particle {
        return None;
    }
    let close = if matches!(gap, " " | "  " | "'") { before } else { Facts::default() };
    // English *a* is no French *à*.
    let is_article =
        index.checked_sub(1).and_then(|at| search.word(at)).is_some_and(|word| search.of(word) == "a");
    let close = if is_article { close.without(Facts::TOWARDS) } else { close };
    let next_is_high = search.word(index + 1).is_some_and(Word::is_high);
    if word.is_high() && !is_sibling && !word.facts.is_name() && !before.has(Facts::LEADS) && !next_is_high {
        return None;
    }
    let count = if word.is_high() { search.run(index, LONGEST, 1) } else { 0 };
    let spot = Spot { search, index, word, gap, before, close, count };
    if is_small_particle && search.word(index + 1).is_some_and(Word::is_high) {
        return spot.after_title().map(|count| (TITLED, count));
    }
    if !word.is_high() {
        let named = spot.named_in_small_letters().map(|count| (NAMED, count));
        return named.or_else(|| spot.in_small_letters().map(|count| (0, count)));
    }
    if let Some(count) = spot.sibling().filter(|_| is_sibling) {
        return Some((1, count));
    }
    (FIRST..).zip(Spot::RULES).find_map(|(number, (_, rule))| rule(&spot).map(|count| (number, count)))
}

impl<'s> Spot<'s> {
    /// The rules, and whether they are sure; the first that says something is believed.
    const RULES: [(bool, Rule<'s>); 17] = [
        (true, Spot::after_title),
        (true, Spot::after_key),
        (true, Spot::introduced),
        (true, Spot::of_individual),
        (true, Spot::given_first),
        (true, Spot::surname_first),
        (true, Spot::initials_first),
        (true, Spot::greeted),
        (true, Spot::signed),
        (true, Spot::reached),
        (false, Spot::towards),
        (true, Spot::acting),
        (true, Spot::described),
        (false, Spot::alone),
        (true, Spot::attributed),
        (true, Spot::in_brackets),
        (true, Spot::called),
    ];

    /// `Mme Fontaine`, `Dr. J. Watson`
    fn after_title(&self) -> Option<usize> {
        let title = self.search.word(self.index.checked_sub(1)?)?;
        let gap = self.gap;
        if !matches!(gap, " " | "  " | ". " | ".") || !title.has(Facts::TITLE | Facts::WEAK_TITLE) {
            return None;
        }
        let is_sure = title.has(Facts::TITLE) || title.is_high() && gap == ". ";
        if !is_sure && !title.is_high() {
            return None;
        }
        self.believed(
            self.search.run(self.index, LONGEST, 2),
            if is_sure { Belief::Any } else { Belief::OneKnown },
        )
    }

    /// `Nom : Diallo`, `"first_name": "Awa"`, `Contact: Ana Ruiz`
    fn after_key(&self) -> Option<usize> {
        let key = self.search.key_of(self.index)?;
        let count = self.search.run(self.index, LONGEST, 2);
        if key.has(Facts::NAME_KEY) {
            return self.believed(count, Belief::Any);
        }
        // A company behind "Client:" is no person.
        self.believed(count, Belief::OneKnown)
    }

    /// `Mrs Prendergast (first name Attracta)`
    fn called(&self) -> Option<usize> {
        let key = self.index.checked_sub(1).and_then(|at| self.search.word(at))?;
        let is_key = self.gap == " " && key.has(Facts::NAME_KEY) && !key.is_high();
        let word = |back: usize| self.index.checked_sub(back).and_then(|at| self.search.word(at));
        let is_first =
            matches!(self.search.of(key), "prénom" | "prenom" | "surname" | "firstname" | "Vorname")
                || word(2).is_some_and(|word| {
                    matches!(self.search.of(word), "first" | "last" | "given" | "family")
                });
        (is_key && is_first && self.search.is_unusual(self.word)).then_some(1)
    }

    /// `je m'appelle Karim`, `my name is Ana Ruiz`, `de la part de Zoé`, `signé Léa Moreau`
    fn introduced(&self) -> Option<usize> {
        self.introduction().and_then(|belief| self.believed(self.search.run(self.index, LONGEST, 2), belief))
    }

    pub(super) fn introduction(&self) -> Option<Belief> {
        if !self.before.has(Facts::INTRODUCES | Facts::LINK) {
            return None;
        }
        let word = |back: usize| {
            let at = self.index.checked_sub(back)?;
            matches!(self.search.gap(at + 1), " " | "  " | "'" | " : " | ": " | ", " | " \"" | ": \"")
                .then(|| self.search.word(at))
                .flatten()
        };
        let before = word(1)?;
        if before.has(Facts::INTRODUCES) {
            let is_self = word(2).is_some_and(|word| matches!(self.search.of(word), "m" | "s" | "t" | "M"));
            let is_reflexive = is_self && word(2).is_some_and(|word| !self.search.of(word).starts_with('s'));
            return Some(if is_reflexive { Belief::Any } else { Belief::OneKnown });
        }
        let (last, second) = (self.search.of(before), word(2)?);
        let is_of_thing = || word(3).is_some_and(|word| word.has(Facts::NOT_PERSONS_KEY));
        match last {
            "is" | "est" if second.has(Facts::NAME_KEY) && !is_of_thing() => Some(Belief::Any),
            "de" | "d" if self.search.of(second) == "part" => Some(Belief::OneKnown),
            "suis" | "am" | "m" | "est" | "is" | "sono" | "bin" if self.speaks(second) => {
                Some(Belief::OneKnown)
            }
            "soy" | "sono" => Some(Belief::OneKnown),
            _ => None,
        }
    }

    /// *je suis*, *I am*, *this is*, *c'est*
    fn speaks(&self, word: Word) -> bool {
        matches!(
            self.search.of(word),
            "je" | "Je" | "I" | "This" | "this" | "c" | "C" | "ich" | "Ich" | "yo" | "io"
        )
    }

    /// `Bonjour Zoé`, `Dear Rose,`
    fn greeted(&self) -> Option<usize> {
        let is_greeted = matches!(self.gap, " " | ", ") && self.before.has(Facts::GREETING);
        if !is_greeted {
            return None;
        }
        let end = self.search.word(self.index + self.count.checked_sub(1)?)?.span.end;
        // *Hey Foodies, here is …* speaks to many.
        let is_one =
            self.count == 1 && self.word.case == Case::Title && !self.search.of(self.word).ends_with('s');
        let goes_on = |rest: &str| {
            rest.trim_start().chars().next().is_none_or(char::is_lowercase) || rest.starts_with(['\n', '\r'])
        };
        let is_called =
            is_one && super::ahead(self.search.text, end, 8).strip_prefix(',').is_some_and(goes_on);
        self.believed(self.count, if is_called { Belief::Any } else { Belief::OneKnown })
    }

    /// A line with nothing but a name, behind *Cordialement* or *Best regards*; or the name behind it.
    fn signed(&self) -> Option<usize> {
        if !self.before.has(Facts::CLOSING) {
            return None;
        }
        let gap = self.gap;
        let before = self.search.text.get(..self.word.span.start)?;
        let (head, is_below) =
            match before.trim_end_matches([' ', '\t', '-', '*', '_', '>']).strip_suffix('\n') {
                Some(above) => (above.trim_end(), true),
                None => (before.strip_suffix(gap)?, false),
            };
        let from = (head.len().saturating_sub(64)..head.len()).find(|at| head.is_char_boundary(*at))?;
        let line = head.get(from..)?.rsplit('\n').next()?;
        let signs = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | '!' | '-' | '*' | '_' | '>');
        if gap.len() > 16 || !gap.chars().all(signs) || !cues::closes_letter(line) {
            return None;
        }
        let count = self.search.run(self.index, LONGEST, 2);
        let end = self.search.word(self.index + count.checked_sub(1)?)?.span.end;
        let next = self
            .search
            .text
            .get(end..)?
            .trim_start_matches([' ', '\t', '\r', ',', '.', '*', '_', '"'])
            .chars()
            .next();
        let fills_line = next.is_none_or(|next| next == '\n');
        let is_certain = fills_line && is_below && count <= 3;
        self.believed(count, if is_certain { Belief::Any } else { Belief::OneKnown })
            .filter(|_| is_below || gap.starts_with(','))
    }

    /// `Call Tom today`, `Demande à Julie si …`, `Llama a Marta`: a given name that many have and that is nothing else.
    fn reached(&self) -> Option<usize> {
        let is_plain = self.word.facts.is_plain_given()
            && !self.word.has(Facts::THING_NAME)
            && self.word.case == Case::Title;
        let goes_on = self.search.word(self.index + 1).is_some_and(Word::is_high)
            && matches!(self.search.gap(self.index + 1), " " | "-" | "\'");
        if !is_plain || goes_on || self.gap != " " {
            return None;
        }
        let word = |back: usize| self.index.checked_sub(back).and_then(|at| self.search.word(at));
        let to = word(1)
            .filter(|word| matches!(self.search.of(*word), "à" | "a" | "to" | "an" | "ad" | "al" | "bei"));
        let verb = if to.is_some() { word(2)? } else { word(1)? };
        verb.has(Facts::REACHES).then_some(1)
    }

    /// `envoie à Grace`, `notre cliente Ysolde Martin`
    fn towards(&self) -> Option<usize> {
        let before = self.close;
        if !before.has(Facts::TOWARDS | Facts::PERSON_NOUN) {
            return None;
        }
        let count = self.count;
        let inside = self.search.words.get(self.index..self.index + count)?;
        let (first, last) = (inside.first()?, inside.last()?);
        if count == 1 {
            let is_open = self
                .search
                .word(self.index + 1)
                .is_some_and(|next| next.is_high() && self.search.gap(self.index + 1) == " ");
            let is_given = first.has(Facts::GIVEN)
                && (!first.has(Facts::THING_NAME) || before.has(Facts::REACHES))
                && first.case == Case::Title;
            let is_surname = before.has(Facts::PERSON_NOUN) && first.facts.is_plain_name();
            return ((is_given || is_surname) && !is_open && !self.is_thing() && first.span.len() > 2)
                .then_some(1);
        }
        let is_surname = last.has(Facts::SURNAME) && !last.has(Facts::WORD) && last.span.len() > 2;
        let is_given = first.has(Facts::GIVEN) && !first.has(Facts::WORD);
        let is_open = !first.facts.is_name() && !before.has(Facts::PERSON_NOUN);
        let is_whole = first.has(Facts::GIVEN) && last.has(Facts::SURNAME) && before.has(Facts::PERSON_NOUN);
        ((is_surname || is_given || is_whole) && !(is_open && first.case == Case::Capitals)).then_some(count)
    }

    /// `Rose wants a refund`, `Victoire a rappelé`
    fn acting(&self) -> Option<usize> {
        let next = self
            .search
            .word(self.index + 1)
            .filter(|next| !next.is_high() && self.search.gap(self.index + 1) == " ")?;
        let is_auxiliary = matches!(self.search.of(next), "a" | "ha" | "has" | "hat" | "had");
        let acts = next.has(Facts::DEED) || is_auxiliary && self.search.next_is(self.index + 2, Facts::DONE);
        let is_given =
            self.word.has(Facts::GIVEN) && self.word.case == Case::Title && self.word.span.len() > 2;
        (acts && is_given && !self.is_thing()).then_some(1)
    }

    /// `Ysolde Kerguelen, 34 ans`, `Wrenna Halloway (w.h@example.com)`, `Ysolde Kerguelen, directrice`
    fn described(&self) -> Option<usize> {
        if !self.search.word(self.index + 1).is_some_and(Word::is_high) {
            return None;
        }
        let count = self.search.run(self.index, LONGEST, 2);
        let last = self.search.word(self.index + count.checked_sub(1)?)?;
        let is_pair = matches!(count, 2 | 3) && self.word.case == Case::Title && self.word.span.len() > 2;
        if !is_pair || self.close.has(Facts::THING) {
            return None;
        }
        let rest = super::ahead(self.search.text, last.span.end, 48);
        let line = rest.split('\n').next()?;
        let next = self.search.word(self.index + count);
        let gap = next.map_or("", |_| self.search.gap(self.index + count));
        let is_post = gap == ", " && next.is_some_and(|next| next.has(Facts::INDIVIDUAL | Facts::BORN));
        let is_block = self.word.starts_line && self.search.heads_block(last.span.end);
        (is_post || is_block || tells_age(line) || tells_address(line)).then_some(count)
    }

    /// `sa sœur Ysolde Kerguelen`, `CEO Wrenna Halloway`
    fn of_individual(&self) -> Option<usize> {
        if !self.close.has(Facts::INDIVIDUAL) {
            return None;
        }
        let count = self.search.run(self.index, LONGEST, 2);
        let inside = self.search.words.get(self.index..self.index + count)?;
        let is_written_so = inside.iter().all(|word| word.case != Case::Capitals || word.facts.is_name());
        (is_written_so && (matches!(count, 2 | 3) || count == 1 && self.is_of_kin())).then_some(count)
    }

    /// *My husband Merv*: whatever he is called.
    fn is_of_kin(&self) -> bool {
        let before = self.index.checked_sub(1).and_then(|at| self.search.word(at));
        let is_kin = before.is_some_and(|word| cues::is_kin(self.search.of(word)));
        is_kin && self.search.is_unusual(self.word)
    }

    /// `… made my day.” – Spiros Anagnostou, Dandenong`
    fn attributed(&self) -> Option<usize> {
        let head = self
            .gap
            .strip_suffix(['–', '—', '-', ' '])
            .map(|gap| gap.trim_end_matches(['–', '—', '-', ' ']))?;
        let is_dash = self.gap.contains(['–', '—']) || self.gap.contains("- ") && !self.gap.contains('\n');
        if !is_dash || !head.contains(['.', '!', '?', '"', '”', '»']) {
            return None;
        }
        let count = self.search.run(self.index, LONGEST, 2);
        let inside = self.search.words.get(self.index..self.index + count)?;
        let end = inside.last()?.span.end;
        let ends =
            super::ahead(self.search.text, end, 4).chars().next().is_none_or(|next| ",.\n(".contains(next));
        (matches!(count, 2 | 3) && ends && inside.iter().all(|word| self.search.is_unusual(*word)))
            .then_some(count)
    }

    /// `our nurse (Lakshita)`, `the buyer (Kofi Mensah)`
    fn in_brackets(&self) -> Option<usize> {
        const POST: Facts = Facts(Facts::INDIVIDUAL.0 | Facts::PERSON_NOUN.0 | Facts::JOB.0 | Facts::KEY.0);
        if self.gap != " (" || !self.before.has(POST) {
            return None;
        }
        let count = self.search.run(self.index, LONGEST, 2);
        let inside = self.search.words.get(self.index..self.index + count)?;
        let closes = super::ahead(self.search.text, inside.last()?.span.end, 1).starts_with(')');
        let belief = if self.before.has(Facts::INDIVIDUAL) { Belief::Any } else { Belief::OneKnown };
        let is_name = closes && inside.iter().all(|word| self.search.is_unusual(*word));
        self.believed(count, belief).filter(|_| is_name)
    }

    /// `Ana Ruiz, Rose Pemberton et Mei-Ling Zhao`: what stands beside a whole name in a list.
    fn sibling(&self) -> Option<usize> {
        let count = self.count;
        let is_pair = count > 1 && self.search.word(self.index)?.case == Case::Title;
        self.believed(count, Belief::OneKnown).filter(|_| is_pair)
    }

    /// The words of a run are a name when what stands before says so.
    fn believed(&self, count: usize, belief: Belief) -> Option<usize> {
        let inside = self.search.words.get(self.index..self.index + count)?;
        let known = inside.iter().any(|word| word.facts.is_name());
        (count > 0 && (belief == Belief::Any || known)).then_some(count)
    }
}
