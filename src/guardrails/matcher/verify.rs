//! Named checks: a hit that fails the one its rule names is dropped.

use std::{net::IpAddr, str::FromStr};

/// A named check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verify {
    /// A payment card: 13 to 19 digits, a known issuer's first digits, Luhn's check digit (ISO/IEC 7812-1).
    Card,
    /// An IBAN of a country that has them, with its form and check digits (ISO 13616, ISO 7064 mod 97-10).
    Iban,
    /// A French social security number and its key (mod 97; Corsica's 2A and 2B counted as INSEE does).
    Nir,
    /// An IPv4 or IPv6 address that can belong to somebody.
    Ip,
    /// A French number of a person: not the special and free lines of companies (08…, 3xxx).
    PhoneFr,
    /// An international number (ITU-T E.164): a country code, 8 to 15 digits, no free-phone service.
    PhoneInternational,
    /// A North American number (NANP): no free-phone service.
    PhoneNanp,
    /// A key or token: long, of mixed characters, no word.
    Secret,
}

impl Verify {
    /// Name and check, as packs write them.
    const ALL: [(&'static str, Self); 8] = [
        ("card", Self::Card),
        ("iban", Self::Iban),
        ("nir", Self::Nir),
        ("ip", Self::Ip),
        ("phone-fr", Self::PhoneFr),
        ("phone-international", Self::PhoneInternational),
        ("phone-nanp", Self::PhoneNanp),
        ("secret", Self::Secret),
    ];

    /// The check of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, check)| check)
    }

    /// The names of all checks, for messages.
    pub fn names() -> String {
        Self::ALL.map(|(name, _)| name).join(", ")
    }

    /// True when the hit is what its rule says.
    pub fn accepts(self, hit: &str) -> bool {
        match self {
            Self::Card => is_card(hit),
            Self::Iban => iban::Iban::from_str(&compact(hit)).is_ok(),
            Self::Nir => is_nir(hit),
            Self::Ip => is_personal_ip(hit),
            Self::PhoneFr => !matches!(digits(hit).as_bytes(), [b'0', b'8', ..]),
            Self::PhoneInternational => is_international(&digits(hit)),
            Self::PhoneNanp => !is_toll_free_nanp(digits(hit).trim_start_matches('1')),
            Self::Secret => is_secret(hit),
        }
    }
}

fn digits(hit: &str) -> String {
    hit.chars().filter(char::is_ascii_digit).collect()
}

fn compact(hit: &str) -> String {
    hit.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn is_card(hit: &str) -> bool {
    let number = digits(hit);
    // Issuers: Visa 4, Mastercard 51–55 and 2221–2720, American Express 34 and 37, Diners 30, 36, 38,
    // Discover 60, 64, 65, JCB 35, Maestro 50 and 56–69, UnionPay 62.
    let issuer = matches!(
        number.as_bytes(),
        [b'4' | b'5' | b'6', ..] | [b'3', b'0' | b'4'..=b'8', ..] | [b'2', b'2'..=b'7', ..]
    );
    let is_one_digit = number.bytes().all(|digit| Some(digit) == number.bytes().next());
    issuer && (13..=19).contains(&number.len()) && !is_one_digit && luhn(&number)
}

/// The check digit of ISO/IEC 7812-1, annex B.
fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            let doubled = if place % 2 == 1 { digit * 2 } else { digit };
            if doubled > 9 { doubled - 9 } else { doubled }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn is_nir(hit: &str) -> bool {
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

/// Not the addresses that mean "here", "everywhere" or "nobody": they name no person's connection.
fn is_personal_ip(hit: &str) -> bool {
    match IpAddr::from_str(hit) {
        Ok(IpAddr::V4(ip)) => {
            !(ip.is_unspecified() || ip.is_loopback() || ip.is_broadcast() || ip.is_multicast())
        }
        Ok(IpAddr::V6(ip)) => !(ip.is_unspecified() || ip.is_loopback() || ip.is_multicast()),
        Err(_) => false,
    }
}

fn is_international(number: &str) -> bool {
    let number = number.strip_prefix("00").unwrap_or(number);
    let national = number.strip_prefix("33").map(|rest| rest.trim_start_matches('0'));
    let is_french_service = national.is_some_and(|rest| rest.starts_with('8') || rest.len() != 9);
    let is_free_service =
        number.starts_with("800") || number.strip_prefix('1').is_some_and(is_toll_free_nanp);
    (8..=15).contains(&number.len()) && !number.starts_with('0') && !is_french_service && !is_free_service
}

fn is_toll_free_nanp(number: &str) -> bool {
    matches!(number.get(..3), Some("800" | "833" | "844" | "855" | "866" | "877" | "888" | "900"))
}

/// A random string uses many characters about equally often; words and versions do not.
fn is_secret(hit: &str) -> bool {
    let body = hit.rsplit(['=', ':', ' ', '"', '\'']).next().unwrap_or(hit);
    let has = |test: fn(&char) -> bool| body.chars().any(|c| test(&c));
    let mixed = has(char::is_ascii_digit) && has(char::is_ascii_alphabetic);
    let mut seen: Vec<char> = body.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    mixed && body.len() >= 16 && seen.len() >= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(check: &str, good: &[&str], bad: &[&str]) {
        let check = Verify::parse(check).unwrap();
        for hit in good {
            assert!(check.accepts(hit), "{check:?} should accept {hit}");
        }
        for hit in bad {
            assert!(!check.accepts(hit), "{check:?} should not accept {hit}");
        }
    }

    #[test]
    fn a_card_has_an_issuer_and_a_right_check_digit() {
        accepts(
            "card",
            &["4111 1111 1111 1111", "5555-5555-5555-4444", "378282246310005", "2223003122003222"],
            &["4111 1111 1111 1112", "0000 0000 0000 0000", "1234567812345670", "4111111111"],
        );
    }

    #[test]
    fn an_iban_has_its_countrys_form_and_a_right_check() {
        accepts(
            "iban",
            &["FR76 3000 6000 0112 3456 7890 189", "DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19"],
            &["FR76 3000 6000 0112 3456 7890 188", "XX89370400440532013000", "DE893704004405320130"],
        );
    }

    #[test]
    fn a_nir_has_a_month_and_a_right_key() {
        accepts(
            "nir",
            &["2 55 08 14 168 025 38", "255081416802538", "2 91 02 2A 004 003 75"],
            &["2 55 08 14 168 025 39", "2 55 18 14 168 025 28"],
        );
    }

    #[test]
    fn an_ip_address_belongs_to_somebody() {
        accepts(
            "ip",
            &["192.0.2.17", "2001:db8::17"],
            &["127.0.0.1", "0.0.0.0", "999.1.1.1", "1.2.3", "::1"],
        );
    }

    #[test]
    fn company_service_lines_are_no_persons_numbers() {
        accepts("phone-fr", &["06 12 34 56 78", "0142685300"], &["0800 123 456", "08 92 70 12 34"]);
        accepts(
            "phone-international",
            &["+33 6 12 34 56 78", "+44 7700 900123", "0033612345678"],
            &["+33 800 123 456", "+1 800 555 0100", "+800 1234 5678", "+33 12"],
        );
        accepts("phone-nanp", &["(415) 555-0134"], &["(800) 555-0100", "1-888-555-0100"]);
    }

    #[test]
    fn a_secret_is_long_and_random() {
        accepts(
            "secret",
            &["sk-proj-4f9aB7cD2eF1gH8iJ3kL", "ghp_16C7e42F292c6912E7710c838347Ae178B4a"],
            &["sk-sandbox", "token-token-token-1", "aaaaaaaaaaaaaaaaaaaaaaa1"],
        );
    }
}
