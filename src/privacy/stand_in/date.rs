//! Dates of birth: another day of another year, written the same way.

use super::{StandIns, case::Case};

/// The months of English, also in short, of French, German, Spanish and Italian.
const MONTHS: [&str; 6] = [
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
];

impl StandIns {
    /// Somebody up to nine years older: who is of age stays so.
    pub(super) fn date(&mut self, value: &str) -> Option<String> {
        let parts = parts(value)?;
        let older = (1..=9).map(|years| parts.iter().map(|part| part.changed(years)).collect::<String>());
        self.first(value, older)
    }
}

/// A piece of a date.
enum Part<'v> {
    /// Day or month, as written.
    Day(&'v str),
    Year(&'v str),
    /// Another month of the same language.
    Month(String),
    /// What stands between, and days whose ending tells their number: *1er*, *3rd*.
    Rest(&'v str),
}

impl Part<'_> {
    fn changed(&self, years: u32) -> String {
        match self {
            Self::Day(day) => {
                let number: u32 = day.parse().unwrap_or(1);
                // Which of two numbers up to 12 is the month nobody knows: both stay possible, and as long.
                let other = match number {
                    0..=9 => (number + 3 + years) % 9 + 1,
                    10..=12 => (number - 9) % 3 + 10,
                    _ => (number - 13 + 6) % 16 + 13,
                };
                format!("{other:0width$}", width = day.len())
            }
            Self::Year(year) => {
                let century = if year.len() == 2 { 100 } else { 10_000 };
                let number = (year.parse::<u32>().unwrap_or_default() + century - years) % century;
                format!("{number:0width$}", width = year.len())
            }
            Self::Month(month) => month.clone(),
            Self::Rest(rest) => (*rest).to_owned(),
        }
    }
}

/// A day, a month and a year, in any order; `None` for anything else.
fn parts(value: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let (mut days, mut months, mut years) = (0, 0, 0);
    let mut rest = value;
    while let Some(first) = rest.chars().next() {
        let alike = |character: char| match first {
            _ if first.is_ascii_digit() => character.is_ascii_digit(),
            _ if first.is_alphabetic() => character.is_alphabetic(),
            _ => !character.is_ascii_digit() && !character.is_alphabetic(),
        };
        let (word, next) = rest.split_at_checked(rest.find(|c| !alike(c)).unwrap_or(rest.len()))?;
        let has_ending = next.starts_with(char::is_alphabetic);
        parts.push(match word.len() {
            1 | 2 if first.is_ascii_digit() => {
                days += 1;
                // The third number of two digits is the year: *12/03/84*.
                match (days + months, has_ending) {
                    (_, true) => Part::Rest(word),
                    (3, _) if years == 0 && word.len() == 2 => Part::Year(word),
                    _ => Part::Day(word),
                }
            }
            4 if first.is_ascii_digit() => {
                years += 1;
                Part::Year(word)
            }
            _ if first.is_ascii_digit() => return None,
            _ if first.is_alphabetic() => match month(word) {
                Some(other) => {
                    months += 1;
                    Part::Month(other)
                }
                None if ["er", "st", "nd", "rd", "th", "of", "de", "del", "le"].contains(&word) => {
                    Part::Rest(word)
                }
                None => return None,
            },
            _ => Part::Rest(word),
        });
        rest = next;
    }
    (days + months + years == 3 && months < 2 && years < 2).then_some(parts)
}

/// Another month of the language that this one is of, written in the same case.
fn month(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    MONTHS.iter().find_map(|months| {
        let at = months.split(' ').position(|month| month == lower)?;
        let other = months.split(' ').nth((at + 5) % 12)?;
        Some(Case::of(word).bend(other))
    })
}
