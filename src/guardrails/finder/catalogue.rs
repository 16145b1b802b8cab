//! The finders by the names that packs give them.

use super::{
    CleanText, address, columns::Column, email, handles, iban, long_secrets, network, person, profiles,
};
use crate::domain::Span;

/// Code that a rule can name with `find`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finder {
    /// E-mail addresses.
    Email,
    /// E-mail addresses that are spelt out.
    SpeltEmail,
    /// Pages of persons on social networks.
    ProfileUrl,
    /// Handles of persons.
    Handle,
    /// What stands in the columns of tables that are headed so.
    Cells(Column),
    /// Names of persons.
    PersonName,
    /// Postal addresses.
    PostalAddress,
    /// Postal addresses by their code.
    CodedAddress,
    /// Bank accounts.
    Iban,
    /// IPv6 addresses.
    Ipv6,
    /// Hardware addresses.
    Mac,
    /// Private keys.
    PrivateKey,
    /// JSON web tokens.
    WebToken,
    /// Passwords and the like, behind the word that says so.
    NamedSecret,
}

impl Finder {
    const ALL: [(&'static str, Self); 18] = [
        ("email", Self::Email),
        ("spelt-email", Self::SpeltEmail),
        ("profile-url", Self::ProfileUrl),
        ("handle", Self::Handle),
        ("birth-date-column", Self::Cells(Column::BirthDate)),
        ("customer-column", Self::Cells(Column::Customer)),
        ("phone-column", Self::Cells(Column::Phone)),
        ("national-id-column", Self::Cells(Column::NationalId)),
        ("address-column", Self::Cells(Column::Address)),
        ("person-name", Self::PersonName),
        ("postal-address", Self::PostalAddress),
        ("coded-address", Self::CodedAddress),
        ("iban", Self::Iban),
        ("ipv6", Self::Ipv6),
        ("mac-address", Self::Mac),
        ("private-key", Self::PrivateKey),
        ("json-web-token", Self::WebToken),
        ("named-secret", Self::NamedSecret),
    ];

    /// The finder of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, finder)| finder)
    }

    /// The names of all finders, for messages.
    pub fn names() -> String {
        Self::ALL.map(|(name, _)| name).join(", ")
    }

    /// Where it finds something in a clean text, left to right, without overlaps.
    pub(in crate::guardrails) fn find(self, clean: &CleanText<'_>) -> Vec<Span> {
        let CleanText { text, names, .. } = *clean;
        match self {
            Self::Cells(column) => clean.cells_of(column).collect(),
            Self::Email => email::find(text),
            Self::SpeltEmail => names.spelt_email.find(text),
            Self::ProfileUrl => profiles::urls(text, names),
            Self::Handle => handles::handles(text, names),
            Self::PersonName => person::find(clean),
            Self::PostalAddress => address::find(text, &names.streets),
            Self::CodedAddress => names.coded_address.find(text),
            Self::Iban => iban::find(text),
            Self::Ipv6 => network::ipv6(text),
            Self::Mac => network::mac(text),
            Self::PrivateKey => long_secrets::private_keys(text),
            Self::WebToken => long_secrets::web_tokens(text),
            Self::NamedSecret => names.secrets.find(text),
        }
    }
}
