//! What is found of the personal data in labelled texts: precision, recall and F1 by entity.
//!
//!     cargo run --release --example evaluate -- tests/corpus/personal-data/*.jsonl
//!
//! Lines are `{"text", "kind", "spans": [{"start", "end", "label", "optional"}]}`, offsets in code points. A value is
//! found when at least half of it is covered by findings of its entity; a finding is right when at least half of it
//! lies in values of its entity. Optional values are neither right nor wrong.
#![expect(clippy::print_stdout, reason = "an example shows what it measured")]

use std::{collections::BTreeMap, error::Error, fs, ops::Range, sync::Arc};

use candor::guardrails::{RuleSet, Selection, Sources};

#[derive(Default)]
struct Count {
    values: usize,
    found: usize,
    findings: usize,
    right: usize,
}

#[derive(Default)]
struct Total {
    entities: BTreeMap<String, Count>,
    letters: usize,
    leaked: usize,
    clean: usize,
    touched: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let rules = Arc::new(RuleSet::load(&Sources::built_in())?);
    let selection = Selection::of(&rules, &["*".to_owned()]);
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        return Err("name files of labelled texts, as tests/corpus/personal-data/*.jsonl".into());
    }
    let mut all = Total::default();
    for file in &files {
        let mut total = Total::default();
        for line in fs::read_to_string(file)?.lines().filter(|line| !line.is_empty()) {
            let line = serde_json::from_str(line)?;
            total.add(&line, &rules, &selection);
            all.add(&line, &rules, &selection);
        }
        total.print(file);
    }
    if files.len() > 1 {
        all.print("all of them");
    }
    Ok(())
}

struct Value {
    entity: String,
    range: Range<usize>,
    optional: bool,
}

impl Total {
    fn add(&mut self, line: &serde_json::Value, rules: &RuleSet, selection: &Selection) {
        let text = line["text"].as_str().unwrap_or_default();
        let values = values(line);
        let findings: Vec<(String, Range<usize>)> = rules
            .personal_data(text, selection)
            .into_iter()
            .map(|finding| {
                let span = finding.span.in_code_points(text);
                (entity(&finding.label).to_owned(), span.start..span.end)
            })
            .collect();
        let of = |wanted: &str| -> Vec<Range<usize>> {
            let same = findings.iter().filter(|(entity, _)| entity == wanted);
            same.map(|(_, range)| range.clone()).collect()
        };
        for value in values.iter().filter(|value| !value.optional) {
            let count = self.entities.entry(value.entity.clone()).or_default();
            count.values += 1;
            count.found += usize::from(covered(&value.range, &of(&value.entity)) * 2 >= value.range.len());
            let everything: Vec<_> = findings.iter().map(|(_, range)| range.clone()).collect();
            self.letters += value.range.len();
            self.leaked += value.range.len() - covered(&value.range, &everything);
        }
        for (entity, range) in &findings {
            let inside = |optional: bool| {
                let same =
                    |value: &&Value| value.optional == optional && (optional || value.entity == *entity);
                let ranges: Vec<_> = values.iter().filter(same).map(|value| value.range.clone()).collect();
                covered(range, &ranges) * 2 >= range.len()
            };
            if !inside(true) {
                let count = self.entities.entry(entity.clone()).or_default();
                count.findings += 1;
                count.right += usize::from(inside(false));
            }
        }
        if line["kind"] == "neg" {
            self.clean += 1;
            self.touched += usize::from(!findings.is_empty());
        }
    }

    fn print(&self, title: &str) {
        println!("{title}");
        println!(
            "  {:<16}{:>7}{:>7}{:>10}{:>8}{:>7}",
            "entity", "values", "found", "precision", "recall", "F1"
        );
        let mut sum = Count::default();
        for (entity, count) in &self.entities {
            count.print(entity);
            sum.values += count.values;
            sum.found += count.found;
            sum.findings += count.findings;
            sum.right += count.right;
        }
        sum.print("all");
        println!(
            "  {:.1} % of the characters of values leak; {} of {} texts without any are touched\n",
            100.0 * ratio(self.leaked, self.letters),
            self.touched,
            self.clean
        );
    }
}

impl Count {
    fn print(&self, entity: &str) {
        let (precision, recall) = (ratio(self.right, self.findings), ratio(self.found, self.values));
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        let (values, found) = (self.values, self.found);
        println!("  {entity:<16}{values:>7}{found:>7}{precision:>10.3}{recall:>8.3}{f1:>7.3}");
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// How many places of a range lie in one of the others.
fn covered(range: &Range<usize>, others: &[Range<usize>]) -> usize {
    range.clone().filter(|at| others.iter().any(|other| other.contains(at))).count()
}

fn values(line: &serde_json::Value) -> Vec<Value> {
    let place =
        |at: &serde_json::Value| at.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default();
    let spans = line["spans"].as_array().into_iter().flatten();
    spans
        .map(|span| Value {
            entity: entity(span["label"].as_str().unwrap_or_default()).to_owned(),
            range: place(&span["start"])..place(&span["end"]),
            optional: span["optional"] == true,
        })
        .collect()
}

/// One word for what is called differently.
fn entity(label: &str) -> &str {
    match label {
        "SOCIAL_HANDLE" => "HANDLE",
        "LICENCE_PLATE" => "PLATE",
        "IP_ADDRESS" => "IP",
        "POSTAL_CODE" => "ADDRESS",
        other => other,
    }
}
