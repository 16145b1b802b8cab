//! Telephone numbers that are kept free for films and books, written like the one they stand for.

use zeroize::Zeroizing;

use super::StandIns;

/// A block of numbers that nobody has.
struct Block {
    /// Country code and, in brackets or not, the zero before the number, as they stood.
    lead: String,
    /// First digits of the national number.
    start: &'static str,
    /// How many numbers follow: so many digits, from `first` on.
    digits: usize,
    first: usize,
    count: usize,
}

impl StandIns {
    pub(super) fn phone(&mut self, value: &str) -> Option<String> {
        let block = block(value)?;
        // One after the other would look made up.
        let spread = |turn: usize| block.first + (turn * 37 + 12) % block.count;
        let numbers = (0..block.count).map(|turn| {
            let digits =
                format!("{}{}{:0width$}", block.lead, block.start, spread(turn), width = block.digits);
            write_like(value, &digits)
        });
        let stand_in = self.first(value, numbers)?;
        self.link(value, &stand_in);
        Some(stand_in)
    }

    /// In a link (`tel:+33199000012`) models write a number without spaces; it comes back without them.
    fn link(&mut self, value: &str, stand_in: &str) {
        let is_bare = |character: &char| character.is_ascii_digit() || *character == '+';
        let bare = |number: &str| Zeroizing::new(number.chars().filter(is_bare).collect::<String>());
        let (value, stand_in) = (bare(value), bare(stand_in));
        // Of `+33 (0)6 …` no number can be made by leaving out.
        let has_zero = stand_in.starts_with("+330") || stand_in.starts_with("+440");
        if self.table.exact(&value).is_none() && !has_zero {
            self.exact(&value, &stand_in);
        }
    }
}

/// The block for a number, where its plan is known: ARCEP's numbering plan (decision 2018-0881) for France,
/// Ofcom's numbers for drama for the United Kingdom, 555-0100 to 555-0199 for North America.
fn block(value: &str) -> Option<Block> {
    let is_mark = |character: char| character.is_ascii_digit() || " +().-/\u{a0}\u{202f}".contains(character);
    if !value.chars().all(is_mark) {
        return None;
    }
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<usize> =
        value.split(|character: char| !character.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
    let international = value.trim_start().starts_with('+') || digits.starts_with("00");
    if !international {
        return national(&digits, &groups, value);
    }
    let number = digits.strip_prefix("00").unwrap_or(&digits);
    let (code, rest) = ["33", "44", "1"].iter().find_map(|code| Some((*code, number.strip_prefix(code)?)))?;
    let lead_of = |rest: &str| digits.strip_suffix(rest).map(str::to_owned);
    let rest = if code == "1" { rest } else { rest.strip_prefix('0').unwrap_or(rest) };
    let lead = lead_of(rest)?;
    match (code, rest.len()) {
        ("33", 9) => french(rest, lead),
        ("44", 10) => british(rest, lead),
        ("1", 10) => Some(american(lead)),
        _ => None,
    }
}

fn national(digits: &str, groups: &[usize], value: &str) -> Option<Block> {
    match (digits.len(), digits.strip_prefix('0')) {
        (10, Some(rest)) if matches!(groups, [2, 2, 2, 2, 2] | [10]) => french(rest, "0".to_owned()),
        (11, Some(rest)) if matches!(groups, [5, 6] | [5, 3, 3] | [3, 4, 4] | [4, 3, 4] | [11]) => {
            british(rest, "0".to_owned())
        }
        (10, None) if groups == [3, 3, 4] && value.contains(['(', '-', '.']) => Some(american(String::new())),
        _ => None,
    }
}

fn french(national: &str, lead: String) -> Option<Block> {
    let start = match national.as_bytes().first()? {
        b'1' | b'9' => "19900",
        b'2' => "26191",
        b'3' => "35301",
        b'4' => "46571",
        b'5' => "53649",
        b'6' | b'7' => "63998",
        _ => return None,
    };
    Some(Block { lead, start, digits: 4, first: 0, count: 10_000 })
}

fn british(national: &str, lead: String) -> Option<Block> {
    let (start, digits) = match national.as_bytes() {
        [b'7', ..] => ("7700900", 3),
        [b'2', b'0', ..] => ("2079460", 3),
        [b'1' | b'2', ..] => ("1632960", 3),
        _ => return None,
    };
    Some(Block { lead, start, digits, first: 0, count: 1_000 })
}

fn american(lead: String) -> Block {
    Block { lead, start: "202555", digits: 4, first: 100, count: 100 }
}

/// The digits with the marks of a number between them.
fn write_like(value: &str, digits: &str) -> String {
    let mut digits = digits.chars();
    value
        .chars()
        .filter_map(|character| if character.is_ascii_digit() { digits.next() } else { Some(character) })
        .collect()
}
