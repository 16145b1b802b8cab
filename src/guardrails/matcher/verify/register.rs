//! Numbers with a check digit that states and registers give, by their published schemes.

/// The digits of a number as numbers.
fn values(number: &str) -> Vec<u32> {
    number.chars().filter_map(|digit| digit.to_digit(10)).collect()
}

/// The sum of each digit times its weight.
fn weighted(digits: &[u32], weights: impl IntoIterator<Item = u32>) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The check digit of ISO/IEC 7812-1, annex B (Luhn).
pub(super) fn luhn(number: &str) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = values(number).into_iter().rev().enumerate();
    let sum: u32 = digits.map(|(place, digit)| if place % 2 == 1 { doubled(digit) } else { digit }).sum();
    sum.is_multiple_of(10)
}

/// SIREN (9 digits) and SIRET (14) by Luhn; La Poste's SIRETs by their sum (INSEE, décret 97-497).
pub(super) fn is_siret(number: &str) -> bool {
    let is_la_poste =
        || number.starts_with("356000000") && values(number).iter().sum::<u32>().is_multiple_of(5);
    let is_one_digit = number.bytes().all(|digit| Some(digit) == number.bytes().next());
    matches!(number.len(), 9 | 14) && !is_one_digit && (luhn(number) || is_la_poste())
}

/// BSN, the Netherlands: the "elfproef" over nine digits.
pub(super) fn is_bsn(number: &str) -> bool {
    let digits = values(number);
    let Some((last, body)) = digits.split_last() else { return false };
    let sum = weighted(body, (2..=9).rev());
    digits.len() == 9 && sum > 0 && sum % 11 == *last
}

/// NIF, Portugal: mod 11 over eight digits; 10 and 11 count as 0.
pub(super) fn is_nif(number: &str) -> bool {
    let digits = values(number);
    let Some((last, body)) = digits.split_last() else { return false };
    let check = 11 - weighted(body, (2..=9).rev()) % 11;
    digits.len() == 9 && !number.starts_with('0') && *last == if check > 9 { 0 } else { check }
}

/// NHS number, England and Wales: mod 11 over nine digits; 10 is never given.
pub(super) fn is_nhs(number: &str) -> bool {
    let digits = values(number);
    let Some((last, body)) = digits.split_last() else { return false };
    let check = 11 - weighted(body, (2..=10).rev()) % 11;
    digits.len() == 10 && check != 10 && *last == check % 11
}

/// AHV number (Switzerland, GTIN-13 check digit), PESEL (Poland), national number (Belgium, mod 97).
pub(super) fn is_state_number(number: &str) -> bool {
    let digits = values(number);
    let Some((last, body)) = digits.split_last() else { return false };
    match digits.len() {
        13 => {
            number.starts_with("756") && (10 - weighted(body, [1, 3].into_iter().cycle()) % 10) % 10 == *last
        }
        11 => {
            let is_pesel = (10 - weighted(body, [1, 3, 7, 9].into_iter().cycle()) % 10) % 10 == *last;
            is_pesel || is_belgian(number)
        }
        _ => false,
    }
}

fn is_belgian(number: &str) -> bool {
    let (Some(body), Some(key)) = (number.get(..9), number.get(9..11)) else { return false };
    let (Ok(body), Ok(key)) = (body.parse::<u64>(), key.parse::<u64>()) else { return false };
    // From 2000 on a 2 stands before the number when the key is made.
    97 - body % 97 == key || 97 - (2_000_000_000 + body) % 97 == key
}

/// A value-added tax number with its country, where the country's check digit is public; else its form.
pub(super) fn is_vat(number: &str) -> bool {
    let Some((country, rest)) = number.split_at_checked(2) else { return false };
    let digits = values(rest);
    let is_all_digits = digits.len() == rest.len();
    let remainder = |digits: &str, modulus: u64| digits.parse::<u64>().ok().map(|body| body % modulus);
    let (body, last) = digits.split_last().map_or((&[][..], 0), |(last, body)| (body, *last));
    match (country, rest.len()) {
        ("FR", 11) => rest.split_at_checked(2).is_some_and(|(key, siren)| {
            let expected = remainder(siren, 97).map(|rest| (12 + 3 * rest) % 97);
            is_siret(siren) && (key.parse().ok() == expected || !key.bytes().all(|b| b.is_ascii_digit()))
        }),
        ("DE", 9) if is_all_digits => {
            let product = body.iter().fold(10, |product, digit| {
                let sum = (digit + product) % 10;
                (if sum == 0 { 10 } else { sum }) * 2 % 11
            });
            (11 - product) % 10 == last
        }
        ("IT", 11) if is_all_digits => luhn(rest),
        ("BE", 10) if is_all_digits => rest.split_at_checked(8).is_some_and(|(body, key)| {
            remainder(body, 97).is_some_and(|rest| key.parse().ok() == Some(97 - rest))
        }),
        ("PT", 9) => is_nif(rest),
        ("NL", 12) => rest.get(9..10) == Some("B"),
        ("LU", 8) if is_all_digits => rest.split_at_checked(6).is_some_and(|(body, key)| {
            remainder(body, 89).is_some_and(|rest| key.parse().ok() == Some(rest))
        }),
        ("AT", 9) => rest.starts_with('U'),
        ("ES", 9) => rest.bytes().filter(u8::is_ascii_digit).count() >= 7,
        ("IE", 8 | 9) => rest.bytes().filter(u8::is_ascii_digit).count() >= 6,
        ("PL" | "GR" | "EL" | "SE" | "DK" | "FI" | "CZ" | "HU" | "RO" | "SK" | "GB", 8..=12) => is_all_digits,
        _ => false,
    }
}

/// A latitude and a longitude in degrees with at least four decimals: a house, not a town.
pub(super) fn is_position(hit: &str) -> bool {
    let numbers: Vec<f64> = hit
        .split([',', ';', ' '])
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    matches!(numbers.as_slice(), [latitude, longitude] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0)
}

/// A number behind a word that says what it is: at least four digits, no year, no date, no amount.
pub(super) fn is_reference(hit: &str) -> bool {
    let count = hit.bytes().filter(u8::is_ascii_digit).count();
    let is_year = count == 4 && hit.len() == 4 && (hit.starts_with("19") || hit.starts_with("20"));
    let is_date = || !hit.contains(|c: char| c.is_ascii_alphabetic()) && super::person::is_day(hit);
    // A free line of a firm: 0 800 123 456.
    let is_free_line = super::check::compact(hit).starts_with("0800");
    count >= 4 && !is_year && !is_free_line && !is_date()
}

/// Currencies, months, units, models: digits beside them are no registration.
const NO_PLATES: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "TTC", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT",
    "NOV", "DEC", "TDI", "TSI", "GTI", "HDI", "GTD", "GTE", "SUV", "VAN", "AMG", "BMW", "MPH", "LED", "ABS",
    "GPS", "NEW", "DCI", "VTI", "THP", "PDK", "DSG", "PHEV", "MPG", "AWD", "FWD",
];

/// Letters and digits that can be a vehicle's registration.
pub(super) fn is_plate(hit: &str) -> bool {
    let count = |is: fn(&u8) -> bool| hit.bytes().filter(is).count();
    let mut groups = hit.split(|c: char| !c.is_ascii_alphabetic());
    !groups.any(|group| NO_PLATES.contains(&group))
        && (1..=7).contains(&count(u8::is_ascii_alphabetic))
        && (1..=6).contains(&count(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_check_digits_pass_and_wrong_ones_do_not() {
        type Check = fn(&str) -> bool;
        let checks: [(Check, &str, &str); 13] = [
            (is_siret, "900123456", "900123457"),
            (is_siret, "90012345600015", "90012345600016"),
            (is_bsn, "111222308", "111222309"),
            (is_nif, "268059020", "268059021"),
            (is_nhs, "9434765919", "9434765918"),
            (is_state_number, "7569217098765", "7569217098766"),
            (is_state_number, "85073003328", "85073003329"),
            (is_state_number, "44051401359", "44051401358"),
            (is_vat, "FR87900123456", "FR88900123456"),
            (is_vat, "DE136695976", "DE136695977"),
            (is_vat, "IT01234567897", "IT01234567898"),
            (is_vat, "BE0404123477", "BE0404123478"),
            (is_position, "48.85837, 2.29448", "148.85837, 2.29448"),
        ];
        for (check, right, wrong) in checks {
            assert!(check(right), "{right}");
            assert!(!check(wrong), "{wrong}");
        }
        assert!(is_siret("35600000000048") && !is_siret("000000000"));
    }
}
