//! Numbers that states give to persons, and days of birth.

use super::check::compact;

pub(super) fn is_nir(hit: &str) -> bool {
    let number = compact(hit);
    let (Some(body), Some(key)) = (number.get(..13), number.get(13..15)) else { return false };
    // Corsica: 2A counts as 19 and 2B as 18.
    let body = match body.get(5..7) {
        Some("2A") => body.replacen("2A", "19", 1),
        Some("2B") => body.replacen("2B", "18", 1),
        _ => body.to_owned(),
    };
    let month = body.get(3..5).and_then(|month| month.parse::<u32>().ok());
    let has_month = month.is_some_and(|month| matches!(month, 1..=12 | 20..=42 | 50..=99));
    match (body.parse::<u64>(), key.parse::<u64>()) {
        (Ok(body), Ok(key)) => has_month && 97 - body % 97 == key,
        _ => false,
    }
}

/// A date of three numbers, or of a day, a month in letters and a year.
pub(super) fn is_day(hit: &str) -> bool {
    let numbers: Vec<u32> =
        hit.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let (is_one_day, is_one_month) =
        (|day: u32| (1..=31).contains(&day), |month: u32| (1..=12).contains(&month));
    match numbers.as_slice() {
        [year, month, day] if *year > 31 => is_one_month(*month) && is_one_day(*day),
        [a, b, _] => is_one_day(*a) && is_one_month(*b) || is_one_month(*a) && is_one_day(*b),
        [day, year] => is_one_day(*day) && *year <= 9999,
        _ => false,
    }
}

pub(super) fn is_ssn(number: &str) -> bool {
    let part = |range: std::ops::Range<usize>| number.get(range).unwrap_or_default();
    number.len() == 9
        && !matches!(part(0..3), "000" | "666")
        && !number.starts_with('9')
        && part(3..5) != "00"
        && part(5..9) != "0000"
}

pub(super) fn is_person_number(number: &str) -> bool {
    match (number.len(), number.starts_with(|c: char| c.is_ascii_digit())) {
        (9, _) => is_dni(number),
        (11, true) => is_steuer_id(number),
        (16, false) => is_codice_fiscale(number),
        _ => false,
    }
}

/// DNI and NIE: the letter is the number modulo 23 (Spain, Real Decreto 1553/2005).
fn is_dni(number: &str) -> bool {
    let digits = number.replace('X', "0").replace('Y', "1").replace('Z', "2");
    let (Some(body), Some(letter)) = (digits.get(..8), number.chars().last()) else { return false };
    let place = body.parse::<usize>().map(|body| body % 23);
    place.is_ok_and(|place| "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(place) == Some(letter))
}

/// Steuer-ID: ISO 7064 mod 11, 10; of the first ten digits one stands twice or three times.
fn is_steuer_id(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|digit| digit.to_digit(10)).collect();
    let Some((check, body)) = digits.split_last() else { return false };
    let most = (0..10).map(|digit| body.iter().filter(|other| **other == digit).count()).max();
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    matches!(most, Some(2 | 3)) && (11 - product) % 10 == *check
}

/// Codice fiscale: the last letter is a sum over the others (Italy, D.M. 23/12/1976).
fn is_codice_fiscale(number: &str) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let value =
        |c: char| c.to_digit(10).or_else(|| c.to_digit(36).map(|letter| letter - 10)).unwrap_or_default();
    let sum: u32 = number
        .chars()
        .take(15)
        .enumerate()
        .map(|(place, c)| {
            let value = value(c);
            let odd = usize::try_from(value).ok().and_then(|value| ODD.get(value)).copied();
            if place % 2 == 0 { odd.unwrap_or_default() } else { value }
        })
        .sum();
    number.chars().nth(15).is_some_and(|check| check.is_ascii_uppercase() && value(check) == sum % 26)
}
