use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::Span;

fn labels() -> Vec<Arc<str>> {
    ["PERSON", "EMAIL", "IP", "IP_ADDRESS", "CREDIT_CARD"].map(Arc::from).to_vec()
}

fn vault() -> Vault {
    let mut vault = Vault::default();
    for (label, value) in [
        ("PERSON", "Jean \"JJ\" Dupont"),
        ("PERSON", "Zoé"),
        ("CREDIT_CARD", "4111 1111 1111 1111"),
        ("IP_ADDRESS", "192.0.2.1"),
    ] {
        vault.placeholder(&Arc::from(label), value);
    }
    vault
}

fn put(text: &str, restored: &[Restored]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for Restored { span, value } in restored {
        out.push_str(&text[at..span.start]);
        out.push_str(value);
        at = span.end;
    }
    out + &text[at..]
}

fn restored(text: &str) -> String {
    let vault = vault();
    put(text, &restore(text, &vault))
}

#[test]
fn the_same_value_has_the_same_placeholder_and_another_value_another() {
    let mut vault = Vault::default();
    let person = Arc::from("PERSON");
    assert_eq!(vault.placeholder(&person, "Zoé"), "[[PERSON_1]]");
    assert_eq!(vault.placeholder(&person, "Ana"), "[[PERSON_2]]");
    assert_eq!(vault.placeholder(&person, "Zoé"), "[[PERSON_1]]");
    assert_eq!(vault.counts().collect::<Vec<_>>(), [(&Arc::from("PERSON"), 2)]);
}

#[test]
fn what_models_do_to_placeholders_is_forgiven() {
    for bent in [
        "[[PERSON_2]]",
        "[[person_2]]",
        "[PERSON_2]",
        "PERSON_2",
        "Person_2",
        r"\[\[PERSON\_2\]\]",
        r"\[PERSON_2\]",
        "[[PERSON_2]",
        "[[PERSON_2",
        "&#91;&#91;PERSON_2&#93;&#93;",
        "&lsqb;&lsqb;PERSON_2&rsqb;&rsqb;",
        r"\u005b\u005bPERSON_2\u005d\u005d",
        "%5B%5BPERSON_2%5D%5D",
        "[[PERSON 2]]",
        "[[PERSON-2]]",
        "[[PERSON2]]",
    ] {
        let expected = if bent.starts_with('%') { "Zo%C3%A9" } else { "Zoé" };
        assert_eq!(restored(&format!("Hello {bent}, hi")), format!("Hello {expected}, hi"), "{bent}");
        assert_eq!(restored(&format!("**{bent}**")), format!("**{expected}**"), "{bent}");
        assert_eq!(restored(bent), expected, "{bent}");
    }
    assert_eq!(restored("_PERSON_2_ and __PERSON_2__"), "_Zoé_ and __Zoé__");
    assert_eq!(restored("[PERSON_2](https://example.com)"), "[Zoé](https://example.com)");
    assert_eq!(restored("PERSON_2's and PERSON_2."), "Zoé's and Zoé.");
    assert_eq!(
        restored("[[CREDIT_CARD_1]] [[credit\\_card_1]] [[IP_ADDRESS_1]]"),
        "4111 1111 1111 1111 4111 1111 1111 1111 192.0.2.1"
    );
}

#[test]
fn a_placeholder_that_is_none_of_ours_stays_visible() {
    for other in [
        "[[PERSON_3]]",
        "[[PERSON_12]]",
        "[[PERSON_02]]",
        "[[CITY_1]]",
        "MYPERSON_1",
        "PERSON_1a",
        "person 1",
        "PERSON-1",
        "[[PERSON_99999999999]]",
        "[[IP_1]]",
        "PERSON",
        "[[PERSON]]",
        "personal_1",
        "PERSON_1_x",
    ] {
        assert_eq!(restored(other), other);
    }
}

#[test]
fn values_are_spelt_as_the_escapes_around_them() {
    assert_eq!(restored(r"\u005b\u005bPERSON_1\u005d\u005d"), r#"Jean \"JJ\" Dupont"#);
    assert_eq!(restored("&#91;&#91;PERSON_1&#93;&#93;"), "Jean &quot;JJ&quot; Dupont");
}

#[test]
fn the_callers_own_brackets_and_backslashes_stay() {
    for around in [("[", "]"), ("[[", "]]"), ("\\", "\\"), ("&#91;", "&#93;"), ("%5B", "]"), ("[[[", "")] {
        let text = format!("{}[[PERSON_2]]{}", around.0, around.1);
        assert_eq!(restored(&text), format!("{}Zoé{}", around.0, around.1));
    }
}

#[test]
fn a_placeholder_that_the_caller_wrote_is_not_given_to_a_value() {
    let mut vault = Vault::default();
    vault.set_aside("see [[PERSON_1]] and person_2 and \\[PERSON\\_3\\]", &Labels::new(labels()).unwrap());
    assert_eq!(vault.placeholder(&Arc::from("PERSON"), "Zoé"), "[[PERSON_4]]");
    assert!(vault.explains("[[PERSON_1]]") && vault.explains("PERSON_4") && !vault.explains("[[PERSON_5]]"));
}

#[test]
fn nothing_is_held_back_but_a_possible_beginning() {
    let vault = vault();
    let held = |text: &str| {
        let mut restorer = LaneRestorer::new(&vault);
        restorer.advance(text, false, &vault);
        text[restorer.settled()..].to_owned()
    };
    assert_eq!(held("Hello"), "");
    assert_eq!(held("Hello ["), "[");
    assert_eq!(held("Hello [["), "[[");
    assert_eq!(held("Hello [[PERS"), "[[PERS");
    assert_eq!(held("Hello [[PERSON_1]"), "[[PERSON_1]");
    assert_eq!(held("Hello [[PERSON_1]]"), "");
    assert_eq!(held("Hello [[PERSON_7"), "");
    assert_eq!(held("Hello [[PLACE"), "");
    assert_eq!(held("a super_p"), "");
    assert_eq!(held("a p"), "p");
    assert_eq!(held("the people"), "");
    assert_eq!(held("PERSON_1"), "PERSON_1");
    assert_eq!(held("x &#9"), "&#9");
}

#[test]
fn a_value_found_once_is_found_wherever_it_stands() {
    let mut vault = Vault::default();
    let person: Arc<str> = Arc::from("PERSON");
    vault.placeholder(&person, "Rose");
    vault.placeholder(&Arc::from("AGE"), "does");
    let text = "Rose likes roses; Rosemary does not. Ask Rose.";
    let mut detected = vec![Detected { span: Span::new(0, 4), label: person.clone() }];
    Mentions::of(&vault, &[person].into()).unwrap().add(text, &mut detected);
    let places: Vec<_> = detected.iter().map(|d| d.span).collect();
    assert_eq!(places, [Span::new(0, 4), Span::new(41, 45)]);
    assert!(Mentions::of(&vault, &[].into()).is_none());
}

#[test]
fn a_map_that_was_written_is_read_again() {
    let vault = vault();
    let map: Vec<_> = vault.reveal().map(|(p, v)| (p, v.to_owned())).collect();
    let again = Vault::from_revealed(map.iter().map(|(p, v)| (p.as_str(), v.as_str()))).unwrap();
    assert_eq!(put("[[PERSON_2]]", &restore("[[PERSON_2]]", &again)), "Zoé");
    assert!(Vault::from_revealed([("PERSON_1", "x")]).is_none());
}

/// Text full of what could be mistaken for a placeholder or stand beside one.
fn tricky() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("[".to_owned()),
        Just("[[".to_owned()),
        Just("]]".to_owned()),
        Just("\\".to_owned()),
        Just("_".to_owned()),
        Just(" ".to_owned()),
        Just("&#91;".to_owned()),
        Just("%5B".to_owned()),
        Just("\\u005b".to_owned()),
        Just("PERSON".to_owned()),
        Just("person_1".to_owned()),
        Just("[[PERSON_1]]".to_owned()),
        Just("[[PERSON_2]]".to_owned()),
        Just("EMAIL_1".to_owned()),
        Just("1".to_owned()),
        Just("(".to_owned()),
        Just("IP_ADDRESS_1".to_owned()),
        Just("[[IP-1]]".to_owned()),
        Just("zoé".to_owned()),
        "[a-zA-Zé0-9 .,_\\[\\]]{0,4}",
    ];
    prop::collection::vec(part, 0..16).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn restoring_undoes_masking(text in tricky(), spans in prop::collection::vec((any::<prop::sample::Index>(), 1..6usize, 0..5usize), 0..5)) {
        let boundary = |index: usize| (0..=index.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap();
        let mut detected: Vec<_> = spans.iter().map(|(at, length, label)| {
            let start = boundary(at.index(text.len() + 1));
            Detected { span: Span::new(start, boundary(start + length)), label: labels()[*label].clone() }
        }).collect();
        detected.sort_by_key(|d| d.span);
        let mut vault = Vault::default();
        vault.set_aside(&text, &Labels::new(labels()).unwrap());
        let mut masked = String::new();
        let mut at = 0;
        for (span, placeholder) in mask(&text, &detected, &mut vault) {
            masked.push_str(&text[at..span.start]);
            masked.push_str(&placeholder);
            at = span.end;
        }
        masked.push_str(&text[at..]);
        prop_assert_eq!(put(&masked, &restore(&masked, &vault)), text);
    }

    #[test]
    fn any_split_of_a_stream_is_restored_as_the_whole(text in tricky(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let vault = vault();
        let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).filter(|cut| text.is_char_boundary(*cut)).collect();
        cuts.sort_unstable();
        cuts.push(text.len());
        let mut restorer = LaneRestorer::new(&vault);
        let mut found: Vec<Restored> = cuts.iter().flat_map(|cut| restorer.advance(&text[..*cut], false, &vault)).collect();
        found.extend(restorer.advance(&text, true, &vault));
        prop_assert_eq!(put(&text, &found), put(&text, &restore(&text, &vault)));
    }
}
