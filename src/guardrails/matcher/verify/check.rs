//! The names of the checks, and those of cards, accounts, addresses of devices and secrets.

use std::{net::IpAddr, str::FromStr};

use super::person::{is_day, is_nir, is_person_number, is_ssn};
use super::phone::{
    is_british, is_international, is_nanp, is_national, is_phone_number, number_without_extension,
};
use super::register::{
    is_bsn, is_nhs, is_nif, is_plate, is_position, is_reference, is_siret, is_state_number, is_vat, luhn,
};

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
    /// A British number of a person (Ofcom's numbering plan): eleven digits, not 03, 08 or 09.
    PhoneUk,
    /// An international number (ITU-T E.164): a country code, 8 to 15 digits, no free-phone service.
    PhoneInternational,
    /// A North American number (NANP): an area and an exchange that can be, no free-phone service.
    PhoneNanp,
    /// Digits that can be a telephone number: no date, no years, no amount, no free-phone service.
    PhoneNumber,
    /// A number in its national form, no free line.
    PhoneNational,
    /// A day that can be in a calendar.
    BirthDate,
    /// A US social security number that can be given: area, group and serial (SSA, since 2011).
    Ssn,
    /// A Spanish DNI or NIE, an Italian codice fiscale or a German Steuer-ID with a right check character.
    PersonNumber,
    /// A Dutch BSN.
    Bsn,
    /// A Portuguese NIF.
    NifPortugal,
    /// An NHS number.
    Nhs,
    /// A Swiss AHV number, a Polish PESEL or a Belgian national number.
    StateNumber,
    /// Digits with the check digit of ISO/IEC 7812-1.
    Luhn,
    /// A French SIREN or SIRET.
    Siret,
    /// A value-added tax number of the European Union.
    Vat,
    /// At least four digits that are no date and no year.
    Reference,
    /// Letters and digits of a vehicle's registration.
    Plate,
    /// Latitude and longitude.
    Position,
    /// A key or token: long, of mixed characters, no word.
    Secret,
}

impl Verify {
    /// Name and check, as packs write them.
    const ALL: [(&'static str, Self); 24] = [
        ("card", Self::Card),
        ("iban", Self::Iban),
        ("nir", Self::Nir),
        ("ip", Self::Ip),
        ("phone-fr", Self::PhoneFr),
        ("phone-uk", Self::PhoneUk),
        ("phone-international", Self::PhoneInternational),
        ("phone-nanp", Self::PhoneNanp),
        ("phone-number", Self::PhoneNumber),
        ("phone-national", Self::PhoneNational),
        ("birth-date", Self::BirthDate),
        ("ssn", Self::Ssn),
        ("person-number", Self::PersonNumber),
        ("bsn", Self::Bsn),
        ("nif-portugal", Self::NifPortugal),
        ("nhs", Self::Nhs),
        ("state-number", Self::StateNumber),
        ("luhn", Self::Luhn),
        ("siret", Self::Siret),
        ("vat", Self::Vat),
        ("reference", Self::Reference),
        ("plate", Self::Plate),
        ("position", Self::Position),
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
            Self::PhoneUk => is_british(&number_without_extension(hit)),
            Self::PhoneInternational => is_international(&number_without_extension(hit)),
            Self::PhoneNanp => is_nanp(number_without_extension(hit).trim_start_matches('1')),
            Self::PhoneNumber => is_phone_number(hit),
            Self::PhoneNational => is_national(hit),
            Self::BirthDate => is_day(hit),
            Self::Ssn => is_ssn(&digits(hit)),
            Self::PersonNumber => is_person_number(&compact(hit)),
            Self::Bsn => is_bsn(&digits(hit)),
            Self::NifPortugal => is_nif(&digits(hit)),
            Self::Nhs => is_nhs(&digits(hit)),
            Self::StateNumber => is_state_number(&digits(hit)),
            Self::Luhn => luhn(&digits(hit)),
            Self::Siret => is_siret(&digits(hit)),
            Self::Vat => is_vat(&compact(hit)),
            Self::Reference => is_reference(hit),
            Self::Plate => is_plate(hit),
            Self::Position => is_position(hit),
            Self::Secret => is_secret(hit),
        }
    }
}

pub(super) fn digits(hit: &str) -> String {
    hit.chars().filter(char::is_ascii_digit).collect()
}

pub(super) fn compact(hit: &str) -> String {
    hit.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

fn is_card(hit: &str) -> bool {
    let number = digits(hit);
    let prefix = |length: usize| number.get(..length).and_then(|prefix| prefix.parse::<u32>().ok());
    let (Some(two), Some(four)) = (prefix(2), prefix(4)) else { return false };
    // Issuers and lengths: Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay, Maestro.
    let issuer = match number.len() {
        13 => (40..=49).contains(&two),
        14 => matches!(two, 30 | 36 | 38 | 39),
        15 => matches!(two, 34 | 37),
        16 => matches!(two, 35 | 40..=69) || (2221..=2720).contains(&four),
        17 | 18 => matches!(two, 50 | 56..=69),
        19 => matches!(two, 35 | 40..=49 | 50 | 56..=69),
        _ => false,
    };
    let is_one_digit = number.bytes().all(|digit| Some(digit) == number.bytes().next());
    issuer && !is_one_digit && luhn(&number)
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

/// A random string uses many characters about equally often; words and versions do not.
fn is_secret(hit: &str) -> bool {
    let body = hit.trim_end_matches('=').rsplit(['=', ':', ' ', '"', '\'']).next().unwrap_or(hit);
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
            &[
                "4111 1111 1111 1112",
                "0000 0000 0000 0000",
                "1234567812345670",
                "4111111111",
                "36252187900034000",
            ],
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
            &["+33 800 123 456", "+1 800 555 0100", "+800 1234 5678", "+33 12", "+250 000 000"],
        );
        accepts(
            "phone-nanp",
            &["(415) 555-0134", "1-212-555-0100 ext. 12"],
            &["(800) 555-0100", "1-888-555-0100", "911-555-0100"],
        );
        accepts("phone-uk", &["07700 900123", "020 7946 0958"], &["0800 496 0123", "0121 496 031"]);
    }

    #[test]
    fn digits_behind_a_word_for_the_telephone_can_be_a_number() {
        accepts(
            "phone-number",
            &["329 7730", "(02649) 699088", "612 345 678", "61 51 81"],
            &["12/03/2024", "2024-2025", "512 000", "1 299 000", "0800 123 456", "1-800-555-0100"],
        );
    }

    #[test]
    fn a_day_stands_in_a_calendar() {
        accepts(
            "birth-date",
            &["12/03/1984", "03/25/1984", "1984-03-12", "1er avril 1990", "March 12, 1984"],
            &["45/99/1984", "1984-13-12", "40 mars 1984"],
        );
    }

    #[test]
    fn a_number_of_a_person_has_its_countrys_check() {
        accepts("ssn", &["219-09-9999"], &["000-12-3456", "666-12-3456", "987-65-4320", "219-00-9999"]);
        accepts(
            "person-number",
            &["12345678Z", "X1234567L", "RSSMRA85T10A562S", "86095742719"],
            &["12345678A", "RSSMRA85T10A562X", "86095742718", "12345678901"],
        );
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
