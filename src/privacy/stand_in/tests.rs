use std::{collections::BTreeSet, sync::Arc};

use super::stock::{self, Part};
use crate::{
    domain::Span,
    privacy::{Detected, Labels, LaneRestorer, Restored, Vault, mask, restore},
};

pub(super) const LABELS: [&str; 9] =
    ["PERSON", "EMAIL", "PHONE", "ADDRESS", "BIRTH_DATE", "HANDLE", "PROFILE", "IBAN", "GIRARD"];

fn labels() -> Labels {
    Labels::new(LABELS.map(Arc::from)).unwrap()
}

/// A text without its marks `<PERSON:Marie Dupont>`, and the places that they show.
pub(super) fn marked(text: &str) -> (String, Vec<Detected>) {
    let (mut out, mut detected) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (inside, after) = after.split_once('>').unwrap();
        let (label, value) = inside.split_once(':').unwrap();
        detected.push(Detected { span: Span::new(out.len(), out.len() + value.len()), label: label.into() });
        out.push_str(value);
        rest = after;
    }
    (out + rest, detected)
}

fn put<'r>(text: &str, replacements: impl Iterator<Item = (Span, &'r str)>) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for (span, new) in replacements {
        out.push_str(&text[at..span.start]);
        out.push_str(new);
        at = span.end;
    }
    out + &text[at..]
}

pub(super) fn put_back(text: &str, restored: &[Restored]) -> String {
    put(text, restored.iter().map(|Restored { span, value }| (*span, value.as_str())))
}

pub(super) fn mask_text(text: &str, detected: &[Detected]) -> (String, Vault) {
    let mut vault = Vault::default();
    vault.set_aside(text, &labels());
    let labels = labels();
    vault.use_stand_ins([(text, detected)].into_iter(), &labels);
    // Twice, as the pipeline does: nothing changes.
    let first = mask(text, detected, &mut vault);
    let replaced = mask(text, detected, &mut vault);
    assert_eq!(first, replaced);
    (put(text, replaced.iter().map(|(span, new)| (*span, new.as_str()))), vault)
}

/// The masked text of a marked one, once it is clear that it is restored.
fn masked(text: &str) -> String {
    let (text, detected) = marked(text);
    let (masked, vault) = mask_text(&text, &detected);
    assert_eq!(put_back(&masked, &restore(&masked, &vault)), text, "{masked}");
    masked
}

/// What a caller gets when the model answers so to a marked text.
fn answered(text: &str, answer: &str) -> String {
    let (text, detected) = marked(text);
    let (_, vault) = mask_text(&text, &detected);
    put_back(answer, &restore(answer, &vault))
}

#[test]
fn the_parts_of_a_name_agree_wherever_they_stand() {
    assert_eq!(
        masked("<PERSON:Marie Dupont>, Mme <PERSON:Dupont>, <PERSON:Marie>, <PERSON:DUPONT>, <PERSON:marie>"),
        "Julie Lambert, Mme Lambert, Julie, LAMBERT, julie"
    );
    assert_eq!(masked("<PERSON:Paul Dupont> et <PERSON:Anne Dupont>"), "Thomas Lambert et Alice Lambert");
    assert_eq!(masked("<PERSON:DUPONT Marie>; <PERSON:Petit, Luc>"), "LAMBERT Julie; Moreau, Thomas");
}

#[test]
fn gender_and_elision_stay() {
    assert_eq!(masked("l'avis d'<PERSON:Hélène>, ravie"), "l'avis d'Alice, ravie");
    assert_eq!(
        masked("Mr <PERSON:Camille Brun> and Mrs <PERSON:Sam Roy>"),
        "Mr Thomas Lambert and Mrs Julie Moreau"
    );
    assert_eq!(masked("call <PERSON:Xyloa>, I'm <PERSON:Sarah>"), "call Camille, I'm Julie");
    assert_eq!(masked("<PERSON:Jean-Marie de La Tour>, le fils"), "Thomas de La Lambert, le fils");
}

#[test]
fn names_are_written_like_the_values() {
    assert_eq!(masked("<PERSON:Hélène> <PERSON:HÉLÈNE> <PERSON:HELENE>"), "Alice ALICE ISABELLE");
    assert_eq!(masked("<PERSON:Anna> <PERSON:Ánna>"), "Alice Isabelle");
    assert_eq!(masked("<PERSON:Sean O'Brien>'s, <PERSON:Mary d’Ormesson>"), "Thomas Aubert's, Julie Lambert");
}

#[test]
fn initials_follow_the_person_where_they_can() {
    assert_eq!(masked("<PERSON:Marie Dupont>; <PERSON:M. Dupont>"), "Julie Lambert; J. Lambert");
    assert_eq!(masked("<PERSON:P. Roldán>, <PERSON:J.M. Tejedor>"), "R. Lambert, R.B. Moreau");
    assert_eq!(
        masked("J'ai vu <PERSON:Marie Dupont>; <PERSON:M. Dupont>"),
        "J'ai vu Julie Lambert; R. Lambert"
    );
}

#[test]
fn lone_words_are_read_by_what_stands_beside_them() {
    assert_eq!(masked("<PERSON:Agnès B.>, <PERSON:Da Silva>"), "Alice R., Da Lambert");
    assert_eq!(
        masked("<PERSON:Ben> et <PERSON:Lloyd \"Speedy\" Grant>"),
        "Thomas et Nicolas \"Lambert\" Moreau"
    );
}

#[test]
fn details_are_made_up_where_nobody_has_them() {
    for (text, expected) in [
        ("<PHONE:06 12 34 56 78>", "06 39 98 00 12"),
        ("<PHONE:+33 (0)1.44.50.00.11>", "+33 (0)1.99.00.00.12"),
        ("<PHONE:0033144500011>", "0033199000012"),
        ("<PHONE:020 7123 4567>", "020 7946 0012"),
        ("<PHONE:+44 7911 123456>", "+44 7700 900012"),
        ("<PHONE:(415) 555-2671>", "(202) 555-0112"),
        ("<PHONE:0171 1234567>", "[[PHONE_1]]"),
        ("<BIRTH_DATE:12/03/1984>", "10/08/1983"),
        ("<BIRTH_DATE:March 12, 1984>", "August 10, 1983"),
        ("<BIRTH_DATE:1er MAI 1990>", "1er OCTOBRE 1989"),
        ("<BIRTH_DATE:29.11.88>", "19.12.87"),
        ("<BIRTH_DATE:1984>", "[[BIRTH_DATE_1]]"),
        ("<ADDRESS:12 bis, rue des Lilas, 75011 Paris>", "16 bis, rue des Tilleuls, 99140 Valbrune"),
        ("<ADDRESS:69003 Lyon>", "99140 Valbrune"),
        ("<ADDRESS:12 Church Lane, Nantwich CW5 8EN>", "16 Larkfield Lane, Westmarch QX1 1XV"),
        ("<ADDRESS:16 Elm St, Salem, IL 62701>", "23 Larkfield St, Westmarch, QX 00017"),
        ("<ADDRESS:221B Baker Street>", "106B Larkfield Street"),
        ("<BIRTH_DATE:19 Apr 1984>", "25 Sep 1983"),
        ("<ADDRESS:Calle Mayor 3, 28013 Madrid>", "[[ADDRESS_1]]"),
        ("<HANDLE:@lea.moreau_>", "@julie.lambert11"),
        ("<PROFILE:https://www.linkedin.com/in/awa-diallo-4512>", "https://example.com/alice-lambert"),
        ("<IBAN:FR76 3000>", "[[IBAN_1]]"),
    ] {
        assert_eq!(masked(text), expected, "{text}");
    }
}

#[test]
fn a_mailbox_is_called_like_the_person() {
    assert_eq!(
        masked(
            "<PERSON:Marie Dupont> <EMAIL:m.dupont@free.fr> <EMAIL:mariedupont@free.fr> <EMAIL:shop@free.fr>"
        ),
        "Julie Lambert j.lambert@example.com julielambert@example.com camille.moreau@example.com"
    );
    assert_eq!(
        masked("<EMAIL:luc.petit@x.fr>, <PERSON:Luc Petit>, at example.com"),
        "thomas.lambert@mail.example.com, Thomas Lambert, at example.com"
    );
}

#[test]
fn what_stands_in_the_request_stands_in_for_nobody() {
    assert_eq!(masked("<PERSON:Marie Dupont>, %20julie, Lambert's"), "Sophie Moreau, %20julie, Lambert's");
    let all: Vec<&str> = stock::names(Part::Surname, "").collect();
    assert_eq!(
        masked(&format!("{} Mme <PERSON:Dupont>", all.join(" "))).rsplit(' ').next(),
        Some("[[PERSON_1]]")
    );
}

#[test]
fn parts_of_stand_ins_are_put_back_in_any_case() {
    let text = "<PERSON:Marie Dupré>, <EMAIL:marie.dupre@free.fr>, <PHONE:06 12 34 56 78>, \
        <ADDRESS:12 rue des Lilas, 75011 Paris>";
    for (answer, expected) in [
        ("Chère Julie, JULIE LAMBERT's; julie", "Chère Marie, MARIE DUPRÉ's; marie"),
        ("**Lambert**, l'avis d'_Julie_", "**Dupré**, l'avis d'_Marie_"),
        ("Julien, Lambertin, Julie2", "Julien, Lambertin, Julie2"),
        ("?n=Julie%20Lambert%0A", "?n=Marie%20Dupr%C3%A9%0A"),
        ("{\"a\":\"\\nJulie\\u00a0Lambert\"}", "{\"a\":\"\\nMarie\\u00a0Dupré\"}"),
        ("Julie&nbsp;Lambert", "Marie&nbsp;Dupré"),
        ("tel:0639980012, 06 39 98 00 12", "tel:0612345678, 06 12 34 56 78"),
        ("à Valbrune, rue des Tilleuls", "à Paris, rue des Lilas"),
        ("[[PERSON_1]] and [[PERSON_2]]", "Marie Dupré and [[PERSON_2]]"),
    ] {
        assert_eq!(answered(text, answer), expected);
    }
}

#[test]
fn nothing_is_held_back_but_a_possible_beginning() {
    let (text, detected) = marked("<PERSON:Marie Dupont>");
    let (_, vault) = mask_text(&text, &detected);
    for (text, held) in [
        ("Hi Jul", "Jul"),
        ("Hi Julie", "Julie"),
        ("Hi Julie ", ""),
        ("Julien", ""),
        ("Julie%2", "Julie%2"),
        ("aJul", ""),
    ] {
        let mut restorer = LaneRestorer::new(&vault);
        restorer.advance(text, false, &vault);
        assert_eq!(&text[restorer.settled()..], held, "{text}");
    }
}

#[test]
fn no_name_of_the_stock_is_a_word_or_stands_twice() {
    let words: BTreeSet<&str> =
        include_str!("../../../guardrails/words/ordinary-words.txt").lines().collect();
    let mut seen = BTreeSet::new();
    let genders = [Some(super::genders::Gender::Female), Some(super::genders::Gender::Male), None];
    let parts = genders.into_iter().map(Part::Given).chain([Part::Surname]);
    for name in parts.flat_map(|part| stock::names(part, "").collect::<Vec<_>>()) {
        assert!(name.bytes().all(|byte| byte.is_ascii_alphabetic()), "{name}");
        assert!(!words.contains(name.to_lowercase().as_str()), "{name} is a word");
        assert!(seen.insert(name.to_lowercase()), "{name} stands twice");
    }
}
