//! What a column of a table holds, told by its head.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::names::{Facts, Names};
use crate::guardrails::text::View;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Names of persons.
    Names,
    /// Names of persons or firms.
    Parties,
    /// Dates of birth.
    BirthDate,
    /// Numbers of customers, members, contracts.
    Customer,
    /// Numbers of something: of persons, where the table is about persons.
    Number,
    /// Telephone numbers.
    Phone,
    /// Numbers that a state gives to a person.
    NationalId,
    /// Postal addresses.
    Address,
    /// Anything else.
    Other,
}

/// What a word in the head of a column says; one bit each.
const BIRTH: u16 = 1;
const PHONE: u16 = 1 << 1;
const NATIONAL: u16 = 1 << 2;
const ADDRESS: u16 = 1 << 3;
/// Who is known under a number.
const HOLDERS: u16 = 1 << 4;
/// Words for a number.
const NUMBERS: u16 = 1 << 5;
/// One word for both.
const CUSTOMER: u16 = 1 << 6;
/// Orders, articles and offers are nobody's number.
const OF_THINGS: u16 = 1 << 7;
/// Heads of tables of things: what is called in them is no person.
const THINGS: u16 = 1 << 8;
/// What speaks against an address: *mail address*.
const OF_MAIL: u16 = 1 << 9;

const LISTS: [(u16, &str); 10] = [
    (
        BIRTH,
        "ne nee nato nata nacido nacida geboren naissance naiss birth birthdate birthday dob bday born geburtsdatum geburtstag geb nacimiento \
        nac nascita geboortedatum nascimento ddn anniversaire cumpleanos compleanno",
    ),
    (
        PHONE,
        "tel telephone phone mobile portable cell cellphone gsm handy movil telefono cellulare fax mob \
        whatsapp telefon telefonnummer handynummer cel tlf",
    ),
    (
        NATIONAL,
        "nir secu ssn nino dni nie nif passport passeport pasaporte passaporto reisepass steuer steuerid \
        bsn nhs ppsn pps cf aadhaar pan tfn sin",
    ),
    (ADDRESS, "adresse address rue street direccion indirizzo anschrift strasse domicile domicilio"),
    (
        HOLDERS,
        "client cliente customer cust member membership membre adherent adherente loyalty fidelite fid \
        carte card abonne abonnement socio socia kunde kunden mitglied tessera compte account acct \
        contrat contract police policy dossier patient crm subscriber donor tenant guest contact vertrag \
        contrato contratto usuario user utilisateur assure",
    ),
    (NUMBERS, "id no num number nr numero n code ref nummer codigo codice reference"),
    (
        CUSTOMER,
        "kundennummer kundennr kundenid mitgliedsnummer mitgliedsnr vertragsnummer adherent adherente \
        tessera matricule custno memberno clientid customerid memberid klantnummer socio kdnr",
    ),
    (
        OF_THINGS,
        "order commande pedido ordine bestellung bestellnummer invoice facture factura rechnung product \
        produit article artikel sku ean item promo coupon lot batch ticket",
    ),
    (
        THINGS,
        "sku ean price prix preis precio prezzo stock colour color couleur farbe taille size designation \
        modele model marque brand gamme collection coloris",
    ),
    (OF_MAIL, "mail email ip"),
];

/// What the words in the heads of columns say.
#[derive(Debug)]
pub(super) struct Heads(HashMap<&'static str, u16, FixedState>);

impl Heads {
    /// Of the lists above.
    pub(super) fn new() -> Self {
        let mut heads = HashMap::with_hasher(FixedState::default());
        for (list, words) in LISTS {
            words.split_whitespace().for_each(|word| *heads.entry(word).or_default() |= list);
        }
        Self(heads)
    }

    /// The lists that some of the words stand in.
    fn of(&self, words: &[String]) -> u16 {
        words.iter().filter_map(|word| self.0.get(word.as_str())).fold(0, |all, lists| all | lists)
    }

    /// True when a table with such a head is about things.
    pub(super) fn name_thing(&self, head: &str) -> bool {
        self.of(&words(head)) & THINGS != 0
    }
}

/// The words of a head, folded, also out of `dateNaissance` and `loyalty_no`.
fn words(head: &str) -> Vec<String> {
    let mut apart = String::with_capacity(head.len() + 4);
    let mut was_small = false;
    for character in head.chars() {
        if character.is_uppercase() && was_small {
            apart.push(' ');
        }
        was_small = character.is_lowercase();
        apart.push(character);
    }
    let view = View::folded(&apart);
    let parts = view.text().split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned()).collect()
}

/// What a column with this head holds. `is_personal` becomes true when only a table about persons has such a head.
pub(super) fn column(head: &str, names: &Names, is_personal: &mut bool) -> Column {
    // What stands for a value is a value, not what values are called.
    if head.contains("[[") {
        return Column::Other;
    }
    let words = words(head);
    let said = names.heads.of(&words);
    let has = |list: u16| said & list != 0;
    let of_name = of_names(&words, names, is_personal);
    let numbered = has(NUMBERS) || head.contains(['#', '°', 'º']);
    match () {
        () if has(OF_THINGS) => Column::Other,
        () if has(BIRTH) => {
            *is_personal = true;
            Column::BirthDate
        }
        () if has(PHONE) => Column::Phone,
        () if has(NATIONAL) => Column::NationalId,
        () if has(CUSTOMER) || has(HOLDERS) && numbered => Column::Customer,
        () if has(ADDRESS) && !has(OF_MAIL) => Column::Address,
        () if words.len() == 1 && numbered => Column::Number,
        () => of_name,
    }
}

fn of_names(words: &[String], names: &Names, is_personal: &mut bool) -> Column {
    const FILLERS: [&str; 15] = [
        "first", "last", "full", "given", "family", "et", "and", "complet", "de", "du", "la", "le", "l",
        "usage", "d",
    ];
    let (mut has_name, mut has_party, mut has_other) = (false, false, false);
    for word in words {
        let facts = names.of(word);
        *is_personal |= facts.has(Facts::PERSONAL_COLUMN) || matches!(word.as_str(), "first" | "last");
        match () {
            () if facts.has(Facts::NAME_KEY) => has_name = true,
            () if facts.has(Facts::KEY) => has_party = true,
            () if FILLERS.contains(&word.as_str()) => {}
            () => has_other = true,
        }
    }
    match (has_name, has_party, has_other) {
        (true, _, false) => Column::Names,
        (false, true, false) => Column::Parties,
        _ => Column::Other,
    }
}

impl Column {
    /// True when a cell can hold what its column says.
    pub(super) fn holds(self, cell: &str) -> bool {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        let letters = cell.chars().filter(|c| c.is_alphabetic()).count();
        match self {
            Self::BirthDate => (4..=8).contains(&digits) && cell.len() <= 24,
            Self::Customer => {
                digits >= 3 && letters <= 8 && cell.len() <= 24 && !cell.contains(['€', '$', '£', '%', ','])
            }
            Self::Phone => {
                (7..=15).contains(&digits)
                    && cell.chars().all(|c| c.is_ascii_digit() || "+()-./ x".contains(c))
            }
            Self::NationalId => digits >= 6 && letters <= 16 && cell.len() <= 24,
            Self::Address => digits >= 1 && letters >= 5,
            Self::Names | Self::Parties | Self::Number | Self::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_says_what_its_column_holds_and_a_placeholder_says_nothing() {
        let names = Names::built_in().unwrap();
        let column = |head| column(head, &names, &mut false);
        assert_eq!(column("adresse"), Column::Address);
        assert_eq!(column("dateNaissance"), Column::BirthDate);
        assert_eq!(column("loyalty_no"), Column::Customer);
        assert_eq!(column("[[ADDRESS_1]]"), Column::Other);
    }
}
