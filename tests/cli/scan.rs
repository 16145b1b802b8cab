//! `candor scan`

use std::{
    io::{BufRead, BufReader, Write},
    process::Stdio,
};

use serde_json::{Value, json};

use super::{candor, code, err, out, run};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn jsonl_goes_in_and_comes_out_in_order_with_offsets_in_code_points() {
    let folder = tempfile::tempdir().unwrap();
    let input = "{\"id\": 1, \"text\": \"Écris à jane.doe@example.com ✓\"}\n\n{\"id\": {\"a\":[2]}, \"text\": \"Nothing here for you and the team.\", \"lang\": \"en\"}\n";
    let output = run(folder.path(), &["scan", "--stage", "personal-data", "--format", "jsonl"], input);
    assert_eq!(code(&output), 1, "{}", err(&output));
    let got = lines(&out(&output));
    assert_eq!(got[0]["id"], 1);
    let finding = &got[0]["findings"][0];
    assert_eq!((&finding["start"], &finding["end"]), (&json!(8), &json!(28)));
    for (name, value) in
        [("label", "EMAIL"), ("kind", "personal-data"), ("rule", "contact/email"), ("action", "mask")]
    {
        assert_eq!(finding[name], value);
    }
    assert!(finding["severity"].is_string() && finding["score"].is_number());
    assert_eq!(got[1], json!({ "id": { "a": [2] }, "language": "en", "findings": [] }));
}

#[test]
fn a_line_that_is_no_object_is_reported_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let input = "{\"id\": 1, \"text\": \"x\"}\nnot json\n[1]\n{\"id\": 4}\n{\"id\": 5, \"text\": \"y\"}\n";
    let output = run(folder.path(), &["scan", "--stage", "copy", "--format", "jsonl", "-"], input);
    assert_eq!(code(&output), 2);
    let got = lines(&out(&output));
    assert_eq!(got.len(), 5);
    for (index, line) in [(1, "line 2: "), (2, "line 3: "), (3, "line 4: ")] {
        assert!(
            got[index]["id"].is_null() && got[index]["error"].as_str().unwrap().starts_with(line),
            "{}",
            got[index]
        );
    }
    assert_eq!(got[4]["id"], 5);
}

#[test]
fn a_program_on_the_other_side_gets_each_answer_before_it_sends_more() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["scan", "--stage", "copy", "--format", "jsonl"];
    let mut child =
        candor(folder.path()).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in 0..3 {
        writeln!(input, "{}", json!({ "id": id, "text": "Hurry, only 2 left in stock!" })).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["id"], id);
        assert!(
            answer["findings"]
                .as_array()
                .unwrap()
                .iter()
                .any(|finding| finding["label"] == "scarcity.low_stock"),
            "{line}"
        );
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

#[test]
fn files_are_linted_with_place_reason_and_better_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mail.txt");
    std::fs::write(&file, "Hello.\nHurry, only 2 left in stock!\n").unwrap();
    let output = run(folder.path(), &["scan", "--stage", "copy", "mail.txt"], "");
    assert_eq!(code(&output), 1);
    let text = out(&output);
    assert!(text.contains("mail.txt:2:8: caution [scarcity/low-stock]") && text.contains("    → "), "{text}");
    let output = run(folder.path(), &["scan", "--stage", "copy", "--fail-on", "critical", "mail.txt"], "");
    assert_eq!(code(&output), 0, "below --fail-on");
    let output = run(folder.path(), &["scan", "--stage", "copy", "gone.txt"], "");
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("gone.txt"));
    std::fs::write(&file, b"\xff\xfe").unwrap();
    assert_eq!(code(&run(folder.path(), &["scan", "--stage", "copy", "mail.txt"], "")), 2);
    assert_eq!(code(&run(folder.path(), &["scan", "mail.txt"], "")), 2, "--stage is needed");
    assert_eq!(code(&run(folder.path(), &["scan", "--stage", "copy", "--language", "xx", "-"], "")), 2);
}

#[test]
fn memory_does_not_grow_with_the_input() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["scan", "--stage", "personal-data", "--format", "jsonl"];
    let mut child =
        candor(folder.path()).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let line = format!("{}\n", json!({ "id": 1, "text": "word ".repeat(200) }));
    let peak = |pid: u32| {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap().to_owned();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()
    };
    let feed = |input: &mut std::process::ChildStdin, count: usize| {
        (0..count).for_each(|_| input.write_all(line.as_bytes()).unwrap());
    };
    feed(&mut input, 500);
    let early = peak(child.id());
    feed(&mut input, 5000);
    let late = peak(child.id());
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(late < early + 4096, "{early} kB, then {late} kB");
}

#[test]
fn code_scanning_reads_where_the_words_stand_and_what_is_wrong_with_them() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mail.txt"), "Hello 🎁\nAct now, it is your last chance!\n").unwrap();
    let output = run(folder.path(), &["scan", "--stage", "copy", "--format", "sarif", "mail.txt"], "");
    assert_eq!(code(&output), 1, "{}", err(&output));
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    assert_eq!(report["version"], "2.1.0");
    let found = &report["runs"][0];
    let first = &found["results"][0];
    let region = &first["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["charOffset"]),
        (&json!(2), &json!(1), &json!(8))
    );
    let index = usize::try_from(first["ruleIndex"].as_u64().unwrap()).unwrap();
    let rule = &found["tool"]["driver"]["rules"][index];
    assert_eq!(rule["id"], first["ruleId"]);
    assert!(!rule["properties"]["legal_basis"].as_array().unwrap().is_empty());
}

#[test]
fn editors_read_a_file_as_languagetool_would_answer() {
    let folder = tempfile::tempdir().unwrap();
    let arguments = ["scan", "--stage", "copy", "--format", "languagetool", "-"];
    let output = run(folder.path(), &arguments, "Bonus 🎁 — act now!");
    let answer: Value = serde_json::from_str(&out(&output)).unwrap();
    let found = &answer["matches"][0];
    // A gift counts two units.
    assert_eq!((&found["offset"], &found["length"]), (&json!(11), &json!(7)), "{answer}");
    assert_eq!(found["context"]["text"], "Bonus 🎁 — act now!");
}
