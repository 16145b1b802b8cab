//! Postal addresses of France, the United Kingdom and the United States: a street and a town that are made up.
//!
//! Street, code and town each have a stand-in of their own, so that copy which names the town alone is
//! restored, too.

use super::{
    StandIns,
    address_parts::{Parts, numbered, parts},
    case::Case,
    stock,
};

impl StandIns {
    pub(super) fn address(&mut self, value: &str) -> Option<String> {
        let Parts { street, between, place: [first, space, second], is_french } = parts(value)?;
        let street = if street.is_empty() { String::new() } else { self.street(street, is_french)? };
        let place = match (second.is_empty(), is_french) {
            (true, _) => String::new(),
            (false, true) => [&self.code(first)?, space, &self.town(second, true)?].concat(),
            (false, false) => [&self.town(first, false)?, space, &self.code(second)?].concat(),
        };
        Some([street.as_str(), between, &place].concat())
    }

    fn street(&mut self, street: &str, is_french: bool) -> Option<String> {
        let (number, name) = numbered(street);
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let suffix = number.get(digits..)?;
        let name = self.street_name(name, is_french)?;
        if digits == 0 {
            return Some(name);
        }
        // The house has another number, of as many digits, that stands nowhere else: the street may.
        let least = 10_usize.pow(u32::try_from(digits - 1).ok()?);
        let houses = (0..least * 9).map(|turn| ((turn * 7 + 6) % (least * 9) + least).to_string());
        let houses: Vec<_> = houses.filter(|house| self.words.is_new(house)).take(100).collect();
        self.first(street, houses.iter().map(|house| [house, suffix, &name].concat()))
    }

    /// Type and name of a street; the type stays.
    fn street_name(&mut self, name: &str, is_french: bool) -> Option<String> {
        let case = Case::of(name);
        let made_up = |list: &'static str, write: fn(&str, &str) -> String, kind: &str| {
            list.split_whitespace().map(|new| case.apply(&write(new, kind))).collect::<Vec<_>>()
        };
        let candidates = if is_french {
            let kind = name.split_whitespace().next()?;
            made_up(stock::STREETS_FR, |new, kind| format!("{kind} des {new}"), kind)
        } else {
            let kind = name.split_whitespace().next_back()?;
            made_up(stock::STREETS_EN, |new, kind| format!("{new} {kind}"), kind)
        };
        self.first(name, candidates.into_iter())
    }

    fn town(&mut self, town: &str, is_french: bool) -> Option<String> {
        let list = if is_french { stock::TOWNS_FR } else { stock::TOWNS_EN };
        let case = Case::of(town);
        self.first(town, list.split_whitespace().map(|new| case.apply(new)))
    }

    /// A code that no place has: 99 is no département, Q, V and X begin no British postcode, and no ZIP code
    /// begins with 000.
    fn code(&mut self, code: &str) -> Option<String> {
        let write = match code.as_bytes() {
            [b'0'..=b'9', ..] => |turn: u32| format!("99{:03}", (turn * 70 + 140) % 1000),
            [_, _, b' ', b'0'..=b'9', ..] => |turn: u32| format!("QX 000{:02}", (turn * 7 + 17) % 100),
            _ => |turn: u32| format!("QX{} {}XV", turn / 9 % 9 + 1, turn % 9 + 1),
        };
        self.first(code, (0..80).map(write))
    }
}
