//! The few sentences that the gateway itself says, in the languages of texts.

use crate::domain::Language;

/// To the model: keep the placeholders.
pub(super) fn keep_placeholders(language: Language, examples: &str) -> String {
    let text = match language {
        Language::En => {
            "Some values in this conversation are replaced by markers such as {}. Treat each as the value it stands for and copy it exactly, brackets and number included, wherever that value belongs. Never invent, translate or explain a marker."
        }
        Language::Fr => {
            "Certaines valeurs de cette conversation sont remplacées par des repères comme {}. Traite chacun comme la valeur qu'il représente et recopie-le exactement, crochets et numéro compris, là où cette valeur doit figurer. N'invente, ne traduis et n'explique jamais un repère."
        }
        Language::De => {
            "Einige Werte in diesem Gespräch sind durch Platzhalter wie {} ersetzt. Behandle jeden wie den Wert, für den er steht, und übernimm ihn genau, mit Klammern und Nummer, wo dieser Wert stehen soll. Erfinde, übersetze oder erkläre keinen Platzhalter."
        }
        Language::Es => {
            "Algunos valores de esta conversación están sustituidos por marcadores como {}. Trata cada uno como el valor que representa y cópialo exactamente, con corchetes y número, donde deba figurar ese valor. No inventes, traduzcas ni expliques ningún marcador."
        }
        Language::It => {
            "Alcuni valori di questa conversazione sono sostituiti da segnaposti come {}. Tratta ciascuno come il valore che rappresenta e copialo esattamente, con parentesi e numero, dove quel valore deve comparire. Non inventare, tradurre o spiegare alcun segnaposto."
        }
    };
    text.replacen("{}", examples, 1)
}

/// To the model: what was made up can be put back only as it is written.
pub(super) fn keep_details(language: Language) -> &'static str {
    match language {
        Language::En => {
            "Wherever you use a name, an address, a telephone number, an e-mail address, a link or a date of birth from this conversation, write it exactly as it stands there."
        }
        Language::Fr => {
            "Chaque fois que tu reprends un nom, une adresse, un numéro de téléphone, une adresse électronique, un lien ou une date de naissance de cette conversation, écris-le exactement comme il y figure."
        }
        Language::De => {
            "Wenn du einen Namen, eine Anschrift, eine Telefonnummer, eine E-Mail-Adresse, einen Link oder ein Geburtsdatum aus diesem Gespräch verwendest, schreib es genau so, wie es dort steht."
        }
        Language::Es => {
            "Cuando uses un nombre, una dirección, un teléfono, un correo electrónico, un enlace o una fecha de nacimiento de esta conversación, escríbelo exactamente como figura en ella."
        }
        Language::It => {
            "Quando usi un nome, un indirizzo, un numero di telefono, un'e-mail, un link o una data di nascita di questa conversazione, scrivilo esattamente come vi compare."
        }
    }
}

/// To the reader: a machine wrote this.
pub(super) fn notice(language: Language) -> &'static str {
    match language {
        Language::En => "This text was written by an AI model.",
        Language::Fr => "Ce texte a été rédigé par un modèle d'IA.",
        Language::De => "Dieser Text wurde von einem KI-Modell verfasst.",
        Language::Es => "Este texto ha sido redactado por un modelo de IA.",
        Language::It => "Questo testo è stato scritto da un modello di IA.",
    }
}

/// To the caller: the policy refuses personal data.
pub(super) fn personal_data(language: Language) -> &'static str {
    match language {
        Language::Fr => "La demande contient des données personnelles, que la politique refuse.",
        _ => "The request holds personal data, which the policy refuses.",
    }
}

/// To the caller: a fact says otherwise.
pub(super) fn contradicted(language: Language, fact: &str, says: &str) -> String {
    match language {
        Language::Fr => format!("Les faits transmis disent autre chose : `{fact}` = {says}."),
        _ => format!("The facts that were given say otherwise: `{fact}` = {says}."),
    }
}

/// To the caller: why copy is withheld.
pub(super) fn withheld(language: Language, reasons: &str) -> String {
    match language {
        Language::Fr => format!("Ce texte a été retenu par les règles en vigueur. {reasons}"),
        _ => format!("This copy was withheld by the rules in force. {reasons}"),
    }
}
