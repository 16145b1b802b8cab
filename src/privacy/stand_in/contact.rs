//! Mailboxes, handles and pages of persons: made from the stand-ins of their names where these are known.

use zeroize::Zeroizing;

use super::{
    StandIns, genders, roles,
    stock::{self, Part},
};

impl StandIns {
    /// A mailbox at a reserved domain.
    pub(super) fn email(&mut self, value: &str) -> Option<String> {
        let (local, host) = value.split_once('@')?;
        let is_local = |character: char| character.is_alphanumeric() || "._+-".contains(character);
        if let Some(known) = self.table.exact(value) {
            return Some(known.to_owned());
        }
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-".contains(&byte);
        if !local.chars().all(is_local) || !host.bytes().all(is_host) {
            return None;
        }
        let (name, domain) = (self.local_name(local)?, self.domain?);
        let numbers = (2..100).map(|number| format!("{name}{number}@{domain}"));
        let stand_in = self.first(value, std::iter::once(format!("{name}@{domain}")).chain(numbers))?;
        // In a link models write it with an escape, and so it comes back.
        let escaped = |address: &str| Zeroizing::new(address.replace('+', "%2B").replace('@', "%40"));
        self.exact(&escaped(value), &escaped(&stand_in));
        Some(stand_in)
    }

    /// A handle with a number, which tells it from the name.
    pub(super) fn handle(&mut self, value: &str) -> Option<String> {
        let core = value.strip_prefix('@').unwrap_or(value);
        let is_handle = |character: char| character.is_alphanumeric() || "._-".contains(character);
        let sign = value.strip_suffix(core)?;
        if core.is_empty() || !core.chars().all(is_handle) {
            return None;
        }
        if let Some(known) = self.table.exact(core) {
            return Some([sign, known].concat());
        }
        let name = self.local_name(core)?;
        let last = name.rsplit(|character: char| !character.is_alphanumeric()).next()?.to_owned();
        let numbers: Vec<u32> =
            (11..200).filter(|number| self.words.is_new(&format!("{last}{number}"))).collect();
        let stand_in = self.first(core, numbers.iter().map(|number| format!("{name}{number}")))?;
        Some([sign, &stand_in].concat())
    }

    /// A page at a reserved domain.
    pub(super) fn profile(&mut self, value: &str) -> Option<String> {
        if let Some(known) = self.table.exact(value) {
            return Some(known.to_owned());
        }
        if value.contains(char::is_whitespace) {
            return None;
        }
        let (scheme, rest) = value.split_at(value.find("://").map_or(0, |at| at + 3));
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let last = path.rsplit('/').next().unwrap_or_default().trim_start_matches('@');
        let last = last.trim_end_matches(|character: char| character.is_ascii_digit() || character == '-');
        let (name, domain) = (self.local_name(last)?.replace(['.', '_', '+'], "-"), self.domain?);
        let numbers = (2..100).map(|number| format!("{scheme}{domain}/{name}-{number}"));
        self.first(value, std::iter::once(format!("{scheme}{domain}/{name}")).chain(numbers))
    }

    /// The part of an address that names somebody, in small letters: from stand-ins of names that it has, else
    /// from fresh ones.
    fn local_name(&mut self, local: &str) -> Option<String> {
        let is_between = |character: char| "._+-".contains(character);
        let bare =
            local.trim_end_matches(|character: char| character.is_ascii_digit() || is_between(character));
        let parts: Vec<&str> = bare.split(is_between).filter(|part| !part.is_empty()).collect();
        self.add_name(&parts);
        let known: Option<Vec<String>> = parts.iter().map(|part| self.known_part(part, &parts)).collect();
        match known {
            Some(known) if known.iter().any(|part| part.len() > 1) => {
                let separator = bare.chars().find(|character| is_between(*character)).map(String::from);
                Some(known.join(separator.as_deref().unwrap_or_default()))
            }
            _ => self.fresh(),
        }
    }

    /// Puts down the name of a person that an address consists of: where it stands in a text, too, the stand-ins
    /// are the same.
    fn add_name(&mut self, parts: &[&str]) -> Option<()> {
        let is_word = |part: &&str| part.chars().count() > 1 && part.chars().all(char::is_alphabetic);
        let (given, surnames) = parts.split_first()?;
        if surnames.len() > 1 || !parts.iter().all(is_word) {
            return None;
        }
        let gender = genders::of(&roles::fold(given))?;
        let given = self.word(given, Part::Given(Some(gender)))?;
        for surname in surnames {
            let surname = self.word(surname, Part::Surname)?;
            self.people.add(given, surname);
        }
        Some(())
    }

    /// A part of an address as the stand-ins have it: a name, an initial before one, or both without a dot.
    fn known_part(&self, part: &str, all: &[&str]) -> Option<String> {
        let stand_in = |word: &str| {
            let piece = self.table.find(&roles::fold(word))?;
            Some((piece, self.table.stand_in(piece).to_ascii_lowercase()))
        };
        let initial = |letter: &str, surname: usize| {
            let letter = roles::fold(letter).chars().next()?;
            Some(self.initial_of(surname, letter).unwrap_or('r').to_ascii_lowercase().to_string())
        };
        if let Some((_, known)) = stand_in(part) {
            return Some(known);
        }
        if part.chars().count() == 1 {
            let surname = all.iter().find_map(|other| stand_in(other))?.0;
            return initial(part, surname);
        }
        part.char_indices().skip(1).find_map(|(at, _)| {
            let (left, right) = part.split_at_checked(at)?;
            let (surname, right) = stand_in(right)?;
            let is_letter = left.chars().count() == 1;
            let left = if is_letter { initial(left, surname)? } else { stand_in(left)?.1 };
            Some(left + &right)
        })
    }

    /// Given and family name of nobody in the text.
    fn fresh(&mut self) -> Option<String> {
        let is_free = |name: &&str| self.words.is_new(name) && self.table.is_free(name);
        let surname = stock::names(Part::Surname, "").find(is_free)?;
        let given = stock::names(Part::Given(None), surname).find(|name| self.words.is_new(name))?;
        self.table.reserve(surname);
        Some(format!("{given}.{surname}").to_ascii_lowercase())
    }
}
