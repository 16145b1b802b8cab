use proptest::{prelude::*, sample::Index};

use super::tests::{LABELS, marked, mask_text, put_back};
use crate::{
    domain::Span,
    privacy::{Detected, LaneRestorer, Restored, restore},
};

/// Values of every kind and what could be taken for their stand-ins.
const VALUES: &[&str] = &[
    "Marie Dupont",
    "marie",
    "DUPONT",
    "M. Dupont",
    "Zoé",
    "Jean-Marie O'Brien",
    "Dupont's",
    "J.M. Roy",
    "Julie",
    "lambert",
    "Julie Lambert",
    "J. Lambert",
    "ALICE",
    "julie.lambert",
    "example.com",
    "marie.dupont@free.fr",
    "mdupont@free.fr",
    "zoe@x.fr",
    "@zoe_d",
    "https://x.com/zoe-dupont",
    "06 12 34 56 78",
    "0612345678",
    "+33 6 12 34 56 78",
    "06 39 98 00 12",
    "12/03/1984",
    "3 mai 1990",
    "12 rue des Lilas, 75011 Paris",
    "rue des Lilas",
    "75011 Paris",
    "16 ",
    "rue des Tilleuls",
];

const BETWEEN: &[&str] = &[
    " ",
    ", ",
    "\n",
    "'",
    "-",
    "_",
    "%",
    "%20",
    "\\",
    "\\n",
    "\\u00e9",
    "\u{301}",
    "[[",
    "]]",
    "[[PERSON_1]]",
    "GIRARD_1",
    "a",
    "R.",
    "é",
    ".",
    "@",
];

/// Values of every kind among stand-ins, escapes and anything at all.
fn tricky() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        prop::sample::select(VALUES).prop_map(str::to_owned),
        prop::sample::select(BETWEEN).prop_map(str::to_owned),
        "[a-zA-Zé0-9 .,_%@]{0,4}",
    ];
    prop::collection::vec(part, 0..14).prop_map(|parts| parts.concat())
}

/// Places anywhere in a text; where values are likely, the whole of them.
fn places(text: &str, chosen: &[(Index, usize, usize)]) -> Vec<Detected> {
    let boundary =
        |index: usize| (0..=index.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    let mut detected: Vec<_> = chosen
        .iter()
        .map(|(at, length, label)| {
            let start = boundary(at.index(text.len() + 1));
            let start =
                if length % 2 == 0 { text[..start].rfind([' ', '\n']).map_or(0, |at| at + 1) } else { start };
            Detected { span: Span::new(start, boundary(start + length)), label: LABELS[*label].into() }
        })
        .collect();
    detected.sort_by_key(|detected| detected.span);
    detected
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn restoring_undoes_masking(text in tricky(), chosen in prop::collection::vec((any::<Index>(), 1..40usize, 0..9usize), 0..8)) {
        let detected = places(&text, &chosen);
        let (masked, vault) = mask_text(&text, &detected);
        prop_assert_eq!(put_back(&masked, &restore(&masked, &vault)), text.as_str(), "{}", masked);
        // No stand-in occurs in the request: there is nothing in it to be put back.
        prop_assert_eq!(put_back(&text, &restore(&text, &vault)), text);
        // Masked once more and restored twice it is what it was.
        let again = places(&masked, &chosen);
        let (twice, outer) = mask_text(&masked, &again);
        prop_assert_eq!(put_back(&twice, &restore(&twice, &outer)), masked);
    }

    #[test]
    fn any_split_of_a_stream_is_restored_as_the_whole(text in tricky(), cuts in prop::collection::vec(any::<Index>(), 0..8)) {
        let asked = "<PERSON:Marie Dupont> <PERSON:M. Dupont> <PERSON:Hélène> <EMAIL:marie.dupont@free.fr> <PHONE:06 12 34 56 78> <ADDRESS:12 rue des Lilas, 75011 Paris>";
        let (asked, detected) = marked(asked);
        let (_, vault) = mask_text(&asked, &detected);
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).filter(|cut| text.is_char_boundary(*cut)).collect();
        cuts.sort_unstable();
        cuts.push(text.len());
        let mut restorer = LaneRestorer::new(&vault);
        let mut found: Vec<Restored> = cuts.iter().flat_map(|cut| restorer.advance(&text[..*cut], false, &vault)).collect();
        found.extend(restorer.advance(&text, true, &vault));
        prop_assert_eq!(put_back(&text, &found), put_back(&text, &restore(&text, &vault)));
    }
}
