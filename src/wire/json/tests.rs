use bytes::Bytes;
use proptest::prelude::*;

use super::*;

fn parse(text: &str) -> Result<Document, JsonError> {
    Document::parse(Bytes::copy_from_slice(text.as_bytes()))
}

fn edited(text: &str, edit: impl Fn(Value<'_>, &mut Edits)) -> String {
    let document = parse(text).unwrap();
    let mut edits = Edits::default();
    edit(document.root(), &mut edits);
    String::from_utf8(edits.apply(document.bytes()).to_vec()).unwrap()
}

#[test]
fn values_are_found_and_unescaped() {
    let document = parse(r#" {"a": [1, {"b\u0065": "x\ny"}], "c": true, "d": null, "e": 1.50e3} "#).unwrap();
    let root = document.root();
    let inner = root.get("a").unwrap().items().nth(1).unwrap();
    assert_eq!(inner.get("be").unwrap().as_str().unwrap(), "x\ny");
    assert_eq!(root.get("c").unwrap().as_bool(), Some(true));
    assert!(root.get("d").unwrap().is_null());
    assert_eq!(root.get("e").unwrap().raw(), "1.50e3");
    assert_eq!(root.get("a").unwrap().raw(), r#"[1, {"b\u0065": "x\ny"}]"#);
    assert_eq!(root.members().count(), 4);
    assert!(root.get("missing").is_none());
}

#[test]
fn faults_say_what_and_where_without_repeating_the_text() {
    let fault = |text: &str| parse(text).unwrap_err().to_string();
    assert_eq!(fault("{\"secret\": tru}"), "not JSON: a value is missing (line 1, column 15)");
    assert_eq!(fault("{\n \"a\": 1,\n \"a\": 2}"), "a key stands twice in one object (line 3, column 3)");
    assert_eq!(fault(r#"{"a": 1, "\u0061": 2}"#), "a key stands twice in one object (line 1, column 11)");
    assert_eq!(fault("[1] [2]"), "not JSON: something follows the value (line 1, column 5)");
    assert_eq!(fault(""), "not JSON: it ends too early (line 1, column 0)");
    assert!(Document::parse(Bytes::from_static(b"\"\xff\"")).unwrap_err().fault == JsonFault::NotUtf8);
    assert_eq!(parse(&"[".repeat(MAX_DEPTH + 1)).unwrap_err().fault, JsonFault::TooDeep);
    assert_eq!(parse(&format!("[0{}]", ",0".repeat(MAX_VALUES))).unwrap_err().fault, JsonFault::TooMany);
    assert!(parse(&format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))).is_ok());
}

#[test]
fn members_are_removed_with_their_commas() {
    let without = |text: &str, unwanted: &[&str]| {
        edited(text, |root, edits| edits.remove_members(root, |key| unwanted.contains(&key)))
    };
    assert_eq!(without(r#"{"a":1,"b":2,"c":3}"#, &["a"]), r#"{"b":2,"c":3}"#);
    assert_eq!(without(r#"{"a":1,"b":2,"c":3}"#, &["b"]), r#"{"a":1,"c":3}"#);
    assert_eq!(without(r#"{"a":1,"b":2,"c":3}"#, &["c"]), r#"{"a":1,"b":2}"#);
    assert_eq!(without(r#"{"a":1,"b":2,"c":3}"#, &["a", "b"]), r#"{"c":3}"#);
    assert_eq!(without(r#"{"a":1}"#, &["a"]), "{}");
}

#[test]
fn members_are_set_and_added() {
    assert_eq!(edited("{}", |root, edits| edits.set_member(root, "a", "1")), r#"{"a":1}"#);
    assert_eq!(edited(r#"{"b":2}"#, |root, edits| edits.set_member(root, "a", "1")), r#"{"b":2,"a":1}"#);
    assert_eq!(edited(r#"{"a":[2]}"#, |root, edits| edits.set_member(root, "a", "1")), r#"{"a":1}"#);
}

/// Any JSON value, as text with white space and odd numbers.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|truth| truth.to_string()),
        any::<i64>().prop_map(|number| number.to_string()),
        Just("1.0e+07".to_owned()),
        any::<String>().prop_map(|text| quote(&text)),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[{}]", items.join(" , "))),
            prop::collection::btree_map(any::<String>(), inner, 0..6).prop_map(|members| {
                let members: Vec<_> = members.iter().map(|(k, v)| format!("{} :{v}", quote(k))).collect();
                format!("{{{}}}", members.join(",\n"))
            }),
        ]
    })
}

fn same(ours: Value<'_>, theirs: &serde_json::Value) -> bool {
    match theirs {
        serde_json::Value::Array(items) => {
            ours.items().count() == items.len() && ours.items().zip(items).all(|(a, b)| same(a, b))
        }
        serde_json::Value::Object(members) => {
            ours.members().count() == members.len()
                && ours
                    .members()
                    .all(|(key, value)| members.get(key.as_ref()).is_some_and(|v| same(value, v)))
        }
        serde_json::Value::String(text) => ours.as_str().is_some_and(|ours| ours == text.as_str()),
        other => serde_json::from_str::<serde_json::Value>(ours.raw()).is_ok_and(|ours| ours == *other),
    }
}

proptest! {
    #[test]
    fn a_document_says_what_serde_json_says(text in any_json()) {
        let theirs: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert!(same(parse(&text).unwrap().root(), &theirs));
    }

    #[test]
    fn a_damaged_text_is_refused_where_serde_json_refuses_it(text in any_json(), at in any::<prop::sample::Index>()) {
        let cut: String = text.chars().take(at.index(text.len() + 1)).collect();
        prop_assert_eq!(parse(&cut).is_ok(), serde_json::from_str::<serde_json::Value>(&cut).is_ok());
    }
}
