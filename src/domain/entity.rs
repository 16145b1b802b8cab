//! Kinds of personal data.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// How many values of each kind, by the label of the kind.
pub type EntityCounts = BTreeMap<Arc<str>, usize>;

macro_rules! entities {
    ($($variant:ident = $word:literal, $doc:literal;)*) => {
        /// A kind of personal data: the label of a finding of the stage *personal-data*.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Entity {
            $(#[doc = $doc] #[serde(rename = $word)] $variant,)*
        }

        impl Entity {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The label as packs, answers and the log write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

entities! {
    Person = "PERSON", "A name of a person.";
    Email = "EMAIL", "An e-mail address.";
    Phone = "PHONE", "A telephone number.";
    Address = "ADDRESS", "A postal address, or the street part of one.";
    PostalCode = "POSTAL_CODE", "A postal code that stands alone.";
    Organisation = "ORGANISATION", "An organisation.";
    DateOfBirth = "DATE_OF_BIRTH", "A date of birth.";
    NationalId = "NATIONAL_ID", "A number that a state gives to a person.";
    TaxId = "TAX_ID", "A number that a tax office gives to a person.";
    Passport = "PASSPORT", "A passport number.";
    Iban = "IBAN", "A bank account (ISO 13616).";
    Bic = "BIC", "A bank (ISO 9362).";
    CreditCard = "CREDIT_CARD", "A payment card (ISO/IEC 7812).";
    CompanyId = "COMPANY_ID", "A number that a register gives to a company.";
    IpAddress = "IP_ADDRESS", "An IPv4 or IPv6 address.";
    MacAddress = "MAC_ADDRESS", "A hardware address.";
    Url = "URL", "An address on the web that leads to a person.";
    SocialHandle = "SOCIAL_HANDLE", "A name on a social network.";
    LicencePlate = "LICENCE_PLATE", "A vehicle's registration.";
    CustomerId = "CUSTOMER_ID", "A customer, order or loyalty number.";
    HealthId = "HEALTH_ID", "A health insurance number.";
    Secret = "SECRET", "A key, token or password.";
    Geo = "GEO", "A position on the globe.";
    Age = "AGE", "A person's age.";
}

impl Entity {
    /// Reads a label; `None` when there is no such entity.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|entity| entity.as_str() == word)
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
