//! Copy from a brief, without a model: product, price and addressee are picked out and put into sentences.

use regex::Regex;

use crate::wire::{Document, Speaker, chat};

/// Whether the copy has faults that the rules object to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Faults {
    /// Clean copy.
    None,
    /// Pressure and claims without proof.
    Some,
    /// A promise that no copy may make.
    Grave,
}

/// What a brief asks for, as far as can be told.
#[derive(Debug)]
pub(super) struct Brief {
    is_french: bool,
    product: Option<String>,
    price: Option<String>,
    addressee: Option<String>,
    contact: Option<String>,
}

impl Brief {
    /// Reads the user's turns of a request.
    pub(super) fn read(document: &Document) -> Self {
        let slots = chat::request_slots(document);
        let user = slots.iter().filter(|slot| slot.speaker == Speaker::User);
        let text: Vec<String> = user.map(|slot| slot.read(document).text.into_owned()).collect();
        let text = text.join("\n");
        Self {
            is_french: is_french(&text),
            product: product(&text),
            price: first(&text, r"\d+(?:[.,]\d{2})? ?(?:€|euros?|EUR|\$|£)|[€$£] ?\d+(?:[.,]\d{2})?"),
            addressee: first(&text, r"\[\[PERSON_\d+\]\]"),
            contact: first(&text, r"\[\[(?:EMAIL|PHONE)_\d+\]\]"),
        }
    }

    /// One variant of the copy.
    pub(super) fn write(&self, variant: u64, faults: Faults) -> String {
        let mut sentences: Vec<String> = Vec::new();
        let say =
            |english: &str, french: &str| if self.is_french { french.to_owned() } else { english.to_owned() };
        if let Some(person) = &self.addressee {
            sentences.push(say(&format!("Hello {person},\n\n"), &format!("Bonjour {person},\n\n")));
        }
        let unnamed = say("our new arrival", "notre nouveauté");
        let product = self.product.as_ref().unwrap_or(&unnamed);
        sentences.push(match variant % 2 {
            0 => say(
                &format!("Meet {product}, made for every day and built to last. "),
                &format!("Voici {product}, pensé pour tous les jours et fait pour durer. "),
            ),
            _ => say(
                &format!("There is a new reason to look forward to the morning: {product}. "),
                &format!("Une bonne raison d'aimer les matins : {product}. "),
            ),
        });
        sentences.push(say(
            "We chose plain materials, clear lines and a repair service that answers. ",
            "Nous avons choisi des matières simples, des lignes nettes et un service de réparation qui répond. ",
        ));
        if let Some(price) = &self.price {
            sentences.push(say(
                &format!("It costs {price}, delivery is shown before you pay. "),
                &format!("Son prix est de {price}, la livraison s'affiche avant le paiement. "),
            ));
        }
        sentences.extend(self.faults(faults));
        if let Some(contact) = &self.contact {
            sentences.push(say(
                &format!("Questions? Write to {contact}. "),
                &format!("Une question ? Contactez {contact}. "),
            ));
        }
        sentences.push(say(
            "\n\n(Written by Candor's sandbox: no model was asked.)",
            "\n\n(Écrit par le bac à sable de Candor : aucun modèle n'a été interrogé.)",
        ));
        sentences.concat()
    }

    fn faults(&self, faults: Faults) -> Option<String> {
        let text = match (faults, self.is_french) {
            (Faults::None, _) => return None,
            (Faults::Some, false) => "Hurry, only 3 left in stock! Don't miss out. ",
            (Faults::Some, true) => {
                "Dépêchez-vous, il n'en reste plus que 3 en stock ! Ne ratez pas cette occasion. "
            }
            (Faults::Grave, false) => "It cures arthritis and diabetes in two weeks. ",
            (Faults::Grave, true) => "Il guérit l'arthrose et le diabète en deux semaines. ",
        };
        Some(text.to_owned())
    }
}

fn first(text: &str, pattern: &str) -> Option<String> {
    let found = Regex::new(pattern).ok()?.find(text)?;
    Some(found.as_str().to_owned())
}

/// A quoted name, else the capitalised words behind *for the*, *pour le*, *our* and the like.
fn product(text: &str) -> Option<String> {
    const QUOTED: &str = r#"["“«]\s?([^"”»]{3,60}?)\s?["”»]"#;
    const NAMED: &str = r"(?:for|of|our|the|pour|de|la|le|notre|nos|du)\s(?:\p{Ll}+\s){0,2}((?:[A-ZÉÈÀ][\w'’-]+|\d+)(?:\s(?:[A-ZÉÈÀ][\w'’-]+|\d+)){0,4})";
    let group = |pattern| {
        let found = Regex::new(pattern).ok()?.captures(text)?.get(1)?.as_str().to_owned();
        Some(found)
    };
    group(QUOTED).or_else(|| group(NAMED))
}

/// More small French words than English ones.
fn is_french(text: &str) -> bool {
    let count = |words: &[&str]| {
        let lower = text.to_lowercase();
        lower.split(|c: char| !c.is_alphabetic()).filter(|word| words.contains(word)).count()
    };
    count(&[
        "le", "la", "les", "des", "une", "un", "pour", "et", "du", "notre", "nos", "vous", "est", "écris",
        "rédige",
    ]) > count(&["the", "a", "an", "and", "for", "of", "to", "our", "with", "is", "write", "your", "please"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brief(text: &str) -> Brief {
        let body =
            serde_json::json!({ "model": "sandbox", "messages": [{ "role": "user", "content": text }] });
        Brief::read(&Document::parse(body.to_string().into()).unwrap())
    }

    #[test]
    fn copy_is_written_from_the_brief_in_its_language() {
        let french = brief("Rédige un e-mail pour [[PERSON_1]] sur la veste Aurora Trail 2 à 189 euros. Réponse à [[EMAIL_1]].").write(0, Faults::None);
        for part in
            ["Bonjour [[PERSON_1]]", "Voici Aurora Trail 2", "189 euros", "[[EMAIL_1]]", "bac à sable"]
        {
            assert!(french.contains(part), "{part} in {french}");
        }
        let english =
            brief("Write a launch text for the Aurora Trail 2, sold at £120.").write(1, Faults::Some);
        for part in ["Aurora Trail 2", "£120", "only 3 left", "sandbox"] {
            assert!(english.contains(part), "{part} in {english}");
        }
    }
}
