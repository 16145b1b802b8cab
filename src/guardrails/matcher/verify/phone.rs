//! Telephone numbers: which can be a person's.

use super::{check::digits, person::is_day};

/// The digits before `x 12` or `ext. 12`.
pub(super) fn number_without_extension(hit: &str) -> String {
    digits(hit.split(['x', 'e']).next().unwrap_or(hit))
}

/// Lengths of national numbers by country code, where they are known (ITU-T, national numbering plans).
const NATIONAL_LENGTHS: [(&str, usize, usize); 40] = [
    ("1", 10, 10),
    ("20", 8, 10),
    ("27", 9, 9),
    ("30", 10, 10),
    ("31", 9, 9),
    ("32", 8, 9),
    ("33", 9, 9),
    ("34", 9, 9),
    ("36", 8, 9),
    ("39", 8, 11),
    ("40", 9, 9),
    ("41", 9, 9),
    ("43", 7, 13),
    ("44", 9, 10),
    ("45", 8, 8),
    ("46", 7, 10),
    ("47", 8, 8),
    ("48", 9, 9),
    ("49", 7, 12),
    ("52", 10, 11),
    ("55", 10, 11),
    ("61", 9, 9),
    ("64", 8, 10),
    ("65", 8, 8),
    ("7", 10, 10),
    ("81", 9, 10),
    ("86", 10, 11),
    ("90", 10, 10),
    ("91", 10, 10),
    ("212", 9, 9),
    ("213", 8, 9),
    ("216", 8, 8),
    ("221", 9, 9),
    ("225", 8, 10),
    ("262", 9, 9),
    ("351", 9, 9),
    ("352", 6, 11),
    ("353", 7, 9),
    ("376", 6, 9),
    ("377", 8, 9),
];

pub(super) fn is_international(number: &str) -> bool {
    let number = number.strip_prefix("00").unwrap_or(number);
    let plan = NATIONAL_LENGTHS.iter().find(|(code, _, _)| number.starts_with(code));
    let (code, least, most) = plan.copied().unwrap_or(("", 9, 15));
    let national = number.get(code.len()..).unwrap_or_default();
    let national = if code == "39" { national } else { national.strip_prefix('0').unwrap_or(national) };
    let is_service = match code {
        "1" => !is_nanp(national),
        "33" => national.starts_with('8'),
        "44" => matches!(national.as_bytes(), [b'3' | b'8' | b'9', ..]),
        _ => number.starts_with("800"),
    };
    // An amount ends in zeros: *+250 000 000*.
    let is_round = national.ends_with("00000");
    (8..=15).contains(&number.len())
        && (least..=most).contains(&national.len())
        && !number.starts_with('0')
        && !is_service
        && !is_round
}

pub(super) fn is_british(number: &str) -> bool {
    number.len() == 11 && matches!(number.as_bytes(), [b'0', b'1' | b'2' | b'5' | b'7', ..])
}

pub(super) fn is_nanp(number: &str) -> bool {
    let can_be =
        |part: Option<&str>| part.is_some_and(|part| !part.starts_with(['0', '1']) && !part.ends_with("11"));
    number.len() == 10 && can_be(number.get(..3)) && can_be(number.get(3..6)) && !is_toll_free_nanp(number)
}

/// A number in its national form: none of the free and dear lines that begin with 0800, 0900, 800 or 90x.
pub(super) fn is_national(hit: &str) -> bool {
    let number = digits(hit);
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| number.starts_with(prefix));
    let is_service = starts(&["0800", "0810", "0820", "0825", "0180", "0900", "0137"])
        || number.len() <= 9 && starts(&["800", "803", "90", "199", "700"]);
    // Somebody counts.
    let is_count = number == "0123456789";
    (7..=13).contains(&number.len()) && !is_service && !is_count && !is_day(hit)
}

fn is_toll_free_nanp(number: &str) -> bool {
    matches!(number.get(..3), Some("800" | "833" | "844" | "855" | "866" | "877" | "888" | "900"))
}

pub(super) fn is_phone_number(hit: &str) -> bool {
    let number = number_without_extension(hit);
    if hit.starts_with('+') || number.starts_with("00") {
        return is_international(&number);
    }
    let groups: Vec<&str> =
        hit.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let is_year = |group: &&str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    let are_years = groups.len() > 1 && groups.iter().all(is_year);
    let is_date =
        groups.len() >= 3 && groups.iter().take(3).any(is_year) && number.len() <= 12 && is_day(hit);
    let first = groups.first().map_or(0, |group| group.len());
    let is_grouped = hit.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '.'));
    let is_amount = number.len() < 8
        && is_grouped
        && first <= 3
        && !number.starts_with('0')
        && groups.len() > 1
        && groups.iter().skip(1).all(|group| group.len() == 3);
    // British 03 numbers are those of firms and charities (Ofcom).
    let is_service = number.starts_with("080")
        || number.len() == 11 && number.starts_with("03")
        || number.len() == 9 && number.starts_with("800")
        || number.len() == 10 && number.starts_with("08")
        || number.len() >= 10 && is_toll_free_nanp(number.trim_start_matches('1'));
    (7..=15).contains(&number.len()) && !are_years && !is_date && !is_amount && !is_service
        || number.len() == 6 && groups.len() == 3 && !is_day(hit)
}
