//! Names of persons, by what stands around them, by the lists, and by what a tagger has learnt.
//!
//! The words of a text are looked up once. Where one can start a name, the rules of `evidence` look at
//! what stands around it and mark the words that they take for a name. The tagger decides, with these marks
//! among what it sees; a mark of a sure rule holds where it sees nothing. Tables are read by their columns.
//! At last, what has been found somewhere is looked for in the rest of the text: a surname by itself, a name
//! in capitals. Every step is linear in the length of the text.

use std::{collections::HashSet, ops::Range};

use super::{
    CleanText,
    columns::Column,
    evidence, initials, name_lists,
    names::{Facts, Names},
    search::Search,
    tagger::Tag,
    whole_names,
    words::{self, Case, Word},
};
use crate::domain::Span;

/// Every name in a clean text.
pub(super) fn find(clean: &CleanText<'_>) -> Vec<Span> {
    let CleanText { text, names, .. } = *clean;
    let words = words::read(text, names);
    let search = Search { text, names, words: &words };
    let marks = marks(&search);
    let mut tags = names.tagger.tag(&search, &marks);
    add_sure(&marks, &mut tags);
    let found = whole_names::of(&search, &tags, &marks);
    let mut known = of_mail_addresses(text, names);
    known.extend(found.iter().filter(|name| name.len() > 1).flat_map(|name| {
        let inside = words.get(name.clone()).unwrap_or_default();
        let telling = inside.iter().filter(|word| !word.has(Facts::PARTICLE));
        telling.map(|word| names.key(word.span.of(text)))
    }));
    let span = |name: &Range<usize>| {
        let inside = words.get(name.clone()).unwrap_or_default();
        let (first, last) = (inside.first()?, inside.last()?);
        Some(Span::new(first.span.start, last.span.end + whole_names::dot_behind(&search, name, *last)))
    };
    let mentions = initials::of_known(&search, &found);
    let mut found: Vec<Span> = found.iter().filter_map(span).chain(mentions).collect();
    found.extend(clean.cells_of(Column::Names).chain(clean.cells_of(Column::Parties)));
    found.extend(name_lists::find(text, names));
    repeated(&search, &known, &mut found);
    merged(found)
}

/// What a sure rule says holds where the tagger does not see the beginning of it.
fn add_sure(marks: &[u8], tags: &mut [Tag]) {
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        let count = marks.iter().skip(at).take_while(|other| *other == mark).count();
        let inside = tags.get_mut(at..at + count).unwrap_or_default();
        // Where it sees how the name begins, it knows better where it ends.
        if is_sure(*mark) && inside.first() == Some(&Tag::Outside) {
            inside.fill(Tag::Inside);
            inside.iter_mut().take(1).for_each(|first| *first = Tag::Begin);
        }
        at += count;
    }
}

/// What the rules think of each word: 0 nothing, 1 that it belongs to something that is no person, else
/// which of them takes it for a name.
pub(super) fn marks(search: &Search<'_>) -> Vec<u8> {
    let mut marks = vec![0; search.words.len()];
    let mut last = None;
    let mut index = 0;
    while index < search.words.len() {
        let (count, mark) = step(search, index, &mut last);
        marks.iter_mut().skip(index).take(count).for_each(|known| *known = mark);
        index += count;
    }
    marks
}

/// Looks at one word; returns how many words are decided, and how.
fn step(search: &Search<'_>, index: usize, last: &mut Option<Span>) -> (usize, u8) {
    if let Some(skipped) = search.of_no_person(index) {
        return (skipped.max(1), 1);
    }
    let is_sibling = last.is_some_and(|last| search.follows_name(index, last));
    let Some((rule, count)) = evidence::name_at(search, index, is_sibling) else { return (1, 0) };
    let inside = search.words.get(index..index + count).unwrap_or_default();
    let (Some(first), Some(end)) = (inside.first(), inside.last()) else { return (1, 0) };
    *last = Some(Span::new(first.span.start, end.span.end));
    (count, rule + FIRST_RULE)
}

/// The mark of the first rule: 0 and 1 say something else.
const FIRST_RULE: u8 = 2;

fn is_sure(mark: u8) -> bool {
    mark.checked_sub(FIRST_RULE).is_some_and(evidence::is_sure)
}

/// The words of `jane.doe@`, where both are no ordinary words.
fn of_mail_addresses(text: &str, names: &Names) -> HashSet<u64> {
    const LONGEST: usize = 64;
    let mut known = HashSet::new();
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        let from = text.as_bytes().get(at.saturating_sub(LONGEST)..at).unwrap_or_default();
        let is_local = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_' | b'-');
        let length = from.iter().rev().take_while(|byte| is_local(byte)).count();
        let local = text.get(at - length..at).unwrap_or_default();
        let parts: Vec<_> = local.split(['.', '_', '-']).collect();
        let are_names = parts.iter().all(|part| {
            part.len() >= 3 && !names.of(part).has(Facts::STOP | Facts::THING | Facts::JOB | Facts::WORD)
        });
        if parts.len() == 2 && are_names {
            known.extend(parts.iter().map(|part| names.key(part)));
        }
    }
    known
}

/// What is known from elsewhere in the text, by itself or in other letters.
fn repeated(search: &Search<'_>, known: &HashSet<u64>, found: &mut Vec<Span>) {
    if known.is_empty() {
        return;
    }
    found.sort_unstable();
    let mut covered = found.clone().into_iter().peekable();
    for (index, word) in search.words.iter().enumerate() {
        while covered.next_if(|span| span.end <= word.span.start).is_some() {}
        let is_covered = covered.peek().is_some_and(|span| span.start < word.span.end);
        let never = Facts::STOP | Facts::PARTICLE | Facts::PLACE | Facts::THING_NAME;
        if is_covered || word.has(never) || word.span.len() < 3 {
            continue;
        }
        let may_be = match word.case {
            Case::Lower => word.facts.is_plain_name() && !word.has(Facts::SEEN_LOW) && word.span.len() >= 4,
            _ => !(word.has(Facts::WORD) && starts_sentence(search, index, *word)),
        };
        if may_be
            && known.contains(&search.names.key(word.span.of(search.text)))
            && !search.belongs_to_place(index)
        {
            found.push(word.span);
        }
    }
}

fn starts_sentence(search: &Search<'_>, index: usize, word: Word) -> bool {
    word.starts_line || search.gap(index).contains(['.', '!', '?', '\n'])
}

/// Left to right, overlapping ones joined.
fn merged(mut found: Vec<Span>) -> Vec<Span> {
    found.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(found.len());
    for span in found {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let names = Names::built_in().unwrap();
        find(&CleanText::new(text, &names)).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn names_are_found_by_what_stands_around_them() {
        for (text, expected) in [
            ("Relance Mme Fontaine avant lundi.", vec!["Fontaine"]),
            ("Dr. J. Watson called.", vec!["J. Watson"]),
            (
                "Écris à Jean Dupont et à Marie-Claire de La Tour.",
                vec!["Jean Dupont", "Marie-Claire de La Tour"],
            ),
            ("Client : DUPONT Jean, VIP", vec!["DUPONT Jean"]),
            ("Bonjour Zoé,\nmerci", vec!["Zoé"]),
            ("Nom : Diallo\nPrénom : Awa", vec!["Diallo", "Awa"]),
            ("À bientôt !\n\nCordialement,\nLéa Moreau", vec!["Léa Moreau"]),
            ("Best regards,\nTom", vec!["Tom"]),
            ("Please write to Jane Doe about her order.", vec!["Jane Doe"]),
            ("MARK SMITH has not replied.", vec!["MARK SMITH"]),
            ("Write to Lucía García Márquez about it.", vec!["Lucía García Márquez"]),
            ("Bonjour Victor Hugo, merci.", vec!["Victor Hugo"]),
            ("Rappelle Nadège P. demain, ou Mamadou K.", vec!["Nadège P.", "Mamadou K."]),
            ("Sophie voudrait un devis, d'après Nicolas.", vec!["Sophie", "Nicolas"]),
            ("{\"first_name\": \"Inès\", \"last_name\": \"Kowal\"}", vec!["Inès", "Kowal"]),
            ("Message de la part d'Élodie Perrin.", vec!["Élodie Perrin"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn unusual_names_are_found_by_their_company() {
        for (text, expected) in [
            ("My husband Quirrel can hear again.", vec!["Quirrel"]),
            ("Ma belle-mère Quirrel et ma belle-sœur Ysoldine attendent.", vec!["Quirrel", "Ysoldine"]),
            ("“It made my day.” – Spiros Anagnostou, Dandenong", vec!["Spiros Anagnostou"]),
            ("Ask our nurse (Lakshita) and the buyer (Kofi Mensah).", vec!["Lakshita", "Kofi Mensah"]),
            ("Write to Wendell \"Sparky\" Fontenot today.", vec!["Wendell \"Sparky\" Fontenot"]),
            ("Wendell \"Sparky\" Mary Smith called.", vec!["Wendell \"Sparky\" Mary Smith"]),
            ("A suite for my parents Marie and Kulwinder.", vec!["Marie", "Kulwinder"]),
            ("Chère Madame d'Ornano-Kessler, merci.", vec!["d'Ornano-Kessler"]),
            ("{{prenom}} = Hanitra", vec!["Hanitra"]),
            ("{\"given\":\"Robin\",\"family\":\"Achebe\"}", vec!["Robin", "Achebe"]),
            ("Mrs Prendergast (first name Attracta) rang.", vec!["Prendergast", "Attracta"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn things_behind_a_whole_name_do_not_hide_it() {
        for text in [
            "Write a reply about the Marie Dupont complaint.",
            "The Laura Wilson claim was refused.",
            "Booking: John Smith Suite 12.",
            "Email John Smith Dental records.",
            "Julie Meadows a commandé une robe hier.",
            "Please write to Emma Cushion about her parcel.",
            "Ask Anna (Berlin) today.",
        ] {
            assert!(!found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn names_in_small_letters_are_found_where_something_leads_to_them() {
        for (text, expected) in [
            ("je m'appelle karim benali et je suis client", vec!["karim benali"]),
            ("prénom : julie", vec!["julie"]),
            ("my name is sarah", vec!["sarah"]),
            ("relance mme fontaine stp", vec!["fontaine"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_was_found_once_is_found_everywhere() {
        assert_eq!(
            found("Camille Roussel a écrit. ROUSSEL attend, réponds à camille."),
            ["Camille Roussel", "ROUSSEL", "camille"]
        );
        assert_eq!(found("ysolde.kerg@example.com : Ysolde attend."), ["ysolde", "kerg", "Ysolde"][2..]);
    }

    #[test]
    fn a_letter_behind_a_title_or_a_key_is_a_name() {
        for text in ["Mr K has not replied.", "Mme H a appelé.", "customer: J C", "Name: T"] {
            assert!(!found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn who_was_named_is_found_by_initials() {
        for (text, expected) in [
            ("Write to Marie Dupont. Notes by M. D. follow.", vec!["Marie Dupont", "M. D."]),
            (
                "Jean-Pierre Morel rappelle demain : J.-P. M. part lundi.",
                vec!["Jean-Pierre Morel", "J.-P. M."],
            ),
            ("Marie Dupont lives in the U. K. now.", vec!["Marie Dupont"]),
            ("Marie Dupont, 12 M D street", vec!["Marie Dupont"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_plain_name_in_a_plain_sentence_is_found_whatever_the_tagger_thinks() {
        let sentences = [
            "Draft an apology to NAME.",
            "Invite NAME to the opening.",
            "The speaker will be NAME from Leeds.",
            "Relance NAME pour le devis.",
            "Rédige une invitation pour NAME.",
            "Félicite NAME pour ses dix ans chez nous.",
            "Antworte NAME bitte freundlich.",
            "Responde a NAME con amabilidad.",
            "Scrivi una mail a NAME per il suo ordine.",
        ];
        let names = [
            "Morgan Prato",
            "William Nascimento",
            "Marcel Avalos",
            "Victor Ikram",
            "Peter Spadaro",
            "Jane Mazza",
            "Betty Ritaj",
            "Alexander Davila",
        ];
        for (sentence, name) in sentences.iter().flat_map(|sentence| names.map(|name| (sentence, name))) {
            let text = sentence.replace("NAME", name);
            // *Félicite* is somebody's name, too.
            assert!(found(&text).iter().any(|found| found.ends_with(name)), "{text}: {:?}", found(&text));
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for text in [
            "Écris une newsletter pour notre parfum Rose d'Été.",
            "Nouvelle collection Yves Rocher et Calvin Klein.",
            "Write the launch text for the Aurora Trail 2, in Moss, Slate and Signal Orange.",
            "Rendez-vous rue Victor Hugo, près de la place Charles de Gaulle.",
            "Madame, Monsieur, voici notre offre.",
            "Offre valable jusqu'en Mai. Will you be there in June?",
            "Saint Nicolas arrive, et la Saint-Martin aussi.",
            "MEGA SOLDES SUR LES CHAUSSURES",
            "La robe Camille et le sac Louise sont là.",
            "Le cabinet Martin & Fils et la société Bernard SAS.",
            "Code MARIE20 sur www.sophie.fr, suivez @julie.",
            "Notre Directeur Commercial et la Responsable Marketing.",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_long_text_without_names_is_read_in_linear_time() {
        assert!(found(&"mot ".repeat(250_000)).is_empty());
        assert!(found(&"A".repeat(1_000_000)).is_empty());
        assert!(found(&"A ".repeat(50_000)).is_empty());
    }
}
