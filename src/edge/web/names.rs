//! Names for people of things that come from fixed lists: severities, outcomes, entities, roles, routes.
//!
//! In goes a word of the log or a value of the domain, out comes what a page calls it. A word that is not
//! known here (an older or newer entry) is shown as it stands, never left out.

use std::sync::Arc;

use crate::domain::{Entity, EntityCounts, Language, Role, Severity};

/// Chooses between the two languages of the interface.
fn either(language: Language, english: &'static str, french: &'static str) -> &'static str {
    if language == Language::Fr { french } else { english }
}

/// French counts none as one, English does not.
fn is_one(language: Language, count: usize) -> bool {
    count == 1 || (language == Language::Fr && count == 0)
}

/// What a severity is called.
pub(super) fn severity(language: Language, severity: Severity) -> &'static str {
    match severity {
        Severity::Note => either(language, "Note", "Remarque"),
        Severity::Caution => either(language, "Caution", "Attention"),
        Severity::Serious => either(language, "Serious", "Sérieux"),
        Severity::Critical => either(language, "Critical", "Critique"),
    }
}

/// A sign for a severity, so that colour is never all that tells.
pub(super) fn symbol(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "i",
        Severity::Caution => "!",
        Severity::Serious => "!!",
        Severity::Critical => "✕",
    }
}

/// What was done about a finding.
pub(super) fn action(language: Language, word: &str) -> String {
    match word {
        "annotate" => either(language, "delivered with this remark", "livré avec cette remarque").to_owned(),
        "block" => either(language, "blocks", "bloque").to_owned(),
        "mask" => either(language, "masked", "masqué").to_owned(),
        other => other.to_owned(),
    }
}

/// Outcomes: the word, its name and what it means in English, then both in French.
const OUTCOMES: [(&str, [&str; 4]); 7] = [
    (
        "released",
        [
            "Released",
            "The copy was delivered; nothing was found.",
            "Livré",
            "Le texte a été livré, sans rien à signaler.",
        ],
    ),
    (
        "annotated",
        [
            "Annotated",
            "The copy was delivered with the findings below.",
            "Annoté",
            "Le texte a été livré avec les signalements ci-dessous.",
        ],
    ),
    (
        "blocked",
        [
            "Blocked",
            "The brief was refused, or copy was withheld.",
            "Bloqué",
            "Le brief a été refusé, ou du texte a été retenu.",
        ],
    ),
    (
        "refused",
        [
            "Refused",
            "The request was not carried out; the reason stands below.",
            "Refusé",
            "La demande n'a pas été exécutée\u{202f}; le motif figure ci-dessous.",
        ],
    ),
    (
        "failed",
        [
            "Failed",
            "The provider or the gateway failed; no copy was delivered.",
            "Échoué",
            "Le fournisseur ou la passerelle a échoué\u{202f}; aucun texte n'a été livré.",
        ],
    ),
    (
        "abandoned",
        [
            "Abandoned",
            "The caller went away before the end.",
            "Abandonné",
            "L'appelant est parti avant la fin.",
        ],
    ),
    (
        "interrupted",
        [
            "Interrupted",
            "The gateway stopped before the end.",
            "Interrompu",
            "La passerelle s'est arrêtée avant la fin.",
        ],
    ),
];

/// Reasons why a request was not delivered: the word, then English and French.
const REASONS: [(&str, [&str; 2]); 15] = [
    ("bad_request", ["the request could not be read", "la demande n'a pas pu être lue"]),
    ("too_large", ["the request was too long", "la demande était trop longue"]),
    (
        "model_not_found",
        ["no such model, or not open to this tenant", "modèle inconnu ou non ouvert à ce client"],
    ),
    ("request_limit", ["over the limit of requests a minute", "limite de demandes par minute dépassée"]),
    ("token_limit", ["over the limit of tokens a minute", "limite de jetons par minute dépassée"]),
    ("concurrency_limit", ["over the limit of requests at once", "limite de demandes simultanées dépassée"]),
    ("brief", ["a rule about briefs", "une règle sur les briefs"]),
    ("copy", ["a rule about copy", "une règle sur les textes"]),
    (
        "personal_data",
        ["personal data, which the policy refuses", "des données personnelles, que la politique refuse"],
    ),
    (
        "media",
        [
            "images, sound or files, which the policy refuses",
            "des images, sons ou fichiers, que la politique refuse",
        ],
    ),
    ("provider_limit", ["the provider asked to wait", "le fournisseur a demandé de patienter"]),
    ("provider_refused", ["the provider refused the request", "le fournisseur a refusé la demande"]),
    (
        "provider_failed",
        ["the provider could not be reached or failed", "le fournisseur était injoignable ou a échoué"],
    ),
    ("provider_timeout", ["the provider took too long", "le fournisseur a mis trop de temps"]),
    ("internal", ["the gateway's own fault", "la passerelle elle-même"]),
];

/// Every outcome that entries can be filtered by.
pub(super) fn outcomes() -> impl Iterator<Item = &'static str> {
    OUTCOMES.iter().map(|(word, _)| *word)
}

/// What an outcome is called, and what it means.
pub(super) fn outcome(language: Language, word: &str) -> (String, &'static str) {
    match OUTCOMES.iter().find(|(known, _)| *known == word) {
        Some((_, [name, told, nom, dit])) => {
            (either(language, name, nom).to_owned(), either(language, told, dit))
        }
        None => (word.to_owned(), ""),
    }
}

/// Why a request was not delivered.
pub(super) fn reason(language: Language, word: &str) -> String {
    let known = REASONS.iter().find(|(known, _)| *known == word);
    known.map_or(word, |(_, [english, french])| either(language, english, french)).to_owned()
}

/// What a role is called.
pub(super) fn role(language: Language, role: Role) -> &'static str {
    match role {
        Role::Tool => either(language, "program", "programme"),
        Role::Copywriter => either(language, "copywriter", "rédaction"),
        Role::Compliance => either(language, "compliance", "conformité"),
        Role::Auditor => either(language, "auditor", "audit"),
    }
}

/// What a role in an entry is called.
pub(super) fn logged_role(language: Language, word: &str) -> String {
    let known = [Role::Tool, Role::Copywriter, Role::Compliance, Role::Auditor];
    let known = known.into_iter().find(|role| role.as_str() == word);
    known.map_or_else(|| word.to_owned(), |known| role(language, known).to_owned())
}

/// Which interface a request came through.
pub(super) fn route(language: Language, word: &str) -> String {
    match word {
        "studio" => either(language, "Studio", "Studio").to_owned(),
        "chat" => either(language, "API: chat completions", "API : chat completions").to_owned(),
        other => other.to_owned(),
    }
}

/// "1 finding", "3 signalements".
pub(super) fn findings(language: Language, count: usize) -> String {
    let one = is_one(language, count);
    let word = match (language == Language::Fr, one) {
        (false, true) => "finding",
        (false, false) => "findings",
        (true, true) => "signalement",
        (true, false) => "signalements",
    };
    format!("{count} {word}")
}

/// "2 names, 1 e-mail address": what was masked, by entity.
pub(super) fn masked(language: Language, counts: &EntityCounts) -> String {
    let entity = |(label, count): (&Arc<str>, &usize)| {
        let word = Entity::parse(label).map_or_else(
            || label.to_lowercase().replace('_', " "),
            |entity| entity_name(language, entity, is_one(language, *count)).to_owned(),
        );
        format!("{count} {word}")
    };
    counts.iter().map(entity).collect::<Vec<_>>().join(", ")
}

/// One line of the table below: the English words, then the French ones, each for one and for several.
type Names = [&'static str; 4];

fn entity_name(language: Language, entity: Entity, is_one: bool) -> &'static str {
    let [one, many, un, plusieurs] = entity_names(entity);
    match (language == Language::Fr, is_one) {
        (false, true) => one,
        (false, false) => many,
        (true, true) => un,
        (true, false) => plusieurs,
    }
}

fn entity_names(entity: Entity) -> Names {
    match entity {
        Entity::Person => ["name", "names", "nom", "noms"],
        Entity::Email => ["e-mail address", "e-mail addresses", "adresse e-mail", "adresses e-mail"],
        Entity::Phone => ["phone number", "phone numbers", "numéro de téléphone", "numéros de téléphone"],
        Entity::Address => ["postal address", "postal addresses", "adresse postale", "adresses postales"],
        Entity::PostalCode => ["postal code", "postal codes", "code postal", "codes postaux"],
        Entity::Organisation => ["organisation", "organisations", "organisation", "organisations"],
        Entity::DateOfBirth => ["date of birth", "dates of birth", "date de naissance", "dates de naissance"],
        Entity::NationalId => ["national number", "national numbers", "numéro national", "numéros nationaux"],
        Entity::TaxId => ["tax number", "tax numbers", "numéro fiscal", "numéros fiscaux"],
        Entity::Passport => {
            ["passport number", "passport numbers", "numéro de passeport", "numéros de passeport"]
        }
        Entity::Iban => ["bank account", "bank accounts", "compte bancaire", "comptes bancaires"],
        Entity::Bic => ["bank code", "bank codes", "code de banque", "codes de banque"],
        Entity::CreditCard => ["payment card", "payment cards", "carte de paiement", "cartes de paiement"],
        Entity::CompanyId => {
            ["company number", "company numbers", "numéro d'entreprise", "numéros d'entreprise"]
        }
        Entity::IpAddress => ["IP address", "IP addresses", "adresse IP", "adresses IP"],
        Entity::MacAddress => {
            ["hardware address", "hardware addresses", "adresse matérielle", "adresses matérielles"]
        }
        Entity::Url => [
            "personal web address",
            "personal web addresses",
            "adresse web personnelle",
            "adresses web personnelles",
        ],
        Entity::SocialHandle => {
            ["social network name", "social network names", "nom de réseau social", "noms de réseaux sociaux"]
        }
        Entity::LicencePlate => {
            ["licence plate", "licence plates", "plaque d'immatriculation", "plaques d'immatriculation"]
        }
        Entity::CustomerId => {
            ["customer number", "customer numbers", "numéro de client", "numéros de client"]
        }
        Entity::HealthId => [
            "health insurance number",
            "health insurance numbers",
            "numéro d'assurance maladie",
            "numéros d'assurance maladie",
        ],
        Entity::Secret => {
            ["key or password", "keys or passwords", "clé ou mot de passe", "clés ou mots de passe"]
        }
        Entity::Geo => ["position", "positions", "position", "positions"],
        Entity::Age => ["age", "ages", "âge", "âges"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masked_values_are_counted_in_plain_words() {
        let counts = [("EMAIL".into(), 1), ("PERSON".into(), 2), ("SHOE_SIZE".into(), 1)].into();
        assert_eq!(masked(Language::En, &counts), "1 e-mail address, 2 names, 1 shoe size");
        assert_eq!(masked(Language::Fr, &counts), "1 adresse e-mail, 2 noms, 1 shoe size");
        assert_eq!(masked(Language::En, &EntityCounts::new()), "");
    }

    #[test]
    fn english_has_no_findings_where_french_has_none() {
        assert_eq!(findings(Language::En, 0), "0 findings");
        assert_eq!(findings(Language::Fr, 0), "0 signalement");
        assert_eq!(findings(Language::Fr, 2), "2 signalements");
    }

    #[test]
    fn a_word_that_nobody_knows_is_shown_as_it_stands() {
        assert_eq!(outcome(Language::En, "held").0, "held");
        assert_eq!(reason(Language::Fr, "objection"), "objection");
        assert_eq!(logged_role(Language::Fr, "tool"), "programme");
    }
}
