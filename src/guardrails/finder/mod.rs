//! Personal data that no expression describes well: found by code, one file each.

mod address;
mod cues;
mod email;
mod evidence;
mod iban;
mod long_secrets;
mod names;
mod network;
mod person;
mod places;
mod profiles;
mod search;
mod secret;
mod shapes;
mod spelt_email;
mod streets;
mod tables;
mod words;

use crate::domain::Span;

pub use names::{Names, NamesError};

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
    /// Names of persons.
    PersonName,
    /// Postal addresses.
    PostalAddress,
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
    const ALL: [(&'static str, Self); 12] = [
        ("email", Self::Email),
        ("spelt-email", Self::SpeltEmail),
        ("profile-url", Self::ProfileUrl),
        ("handle", Self::Handle),
        ("person-name", Self::PersonName),
        ("postal-address", Self::PostalAddress),
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
    pub(super) fn find(self, text: &str, names: &Names) -> Vec<Span> {
        match self {
            Self::Email => email::find(text),
            Self::SpeltEmail => names.spelt_email.find(text),
            Self::ProfileUrl => profiles::urls(text, names),
            Self::Handle => profiles::handles(text, names),
            Self::PersonName => person::find(text, names),
            Self::PostalAddress => address::find(text, &names.streets),
            Self::Iban => iban::find(text),
            Self::Ipv6 => network::ipv6(text),
            Self::Mac => network::mac(text),
            Self::PrivateKey => long_secrets::private_keys(text),
            Self::WebToken => long_secrets::web_tokens(text),
            Self::NamedSecret => names.secrets.find(text),
        }
    }
}

/// What stands from a place on, at most so many bytes: no finder looks farther than it must.
fn ahead(text: &str, from: usize, most: usize) -> &str {
    let end = (from..=from.saturating_add(most).min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(from..end)).unwrap_or_default()
}

/// What stands before a place, at most so many bytes.
fn back(text: &str, to: usize, most: usize) -> &str {
    let start = (to.saturating_sub(most)..=to).find(|at| text.is_char_boundary(*at));
    start.and_then(|start| text.get(start..to)).unwrap_or_default()
}
