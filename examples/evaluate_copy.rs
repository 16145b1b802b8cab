//! What is found of manipulation and targeting in labelled copy.
//!
//!     cargo run --release --example evaluate_copy -- tests/corpus/copy/*.jsonl
//!
//! Lines are `{"text", "lang", "kind", "spans": [{"start", "end", "category"}]}`, offsets in code points. A text counts as
//! found when some rule of the right kind (manipulation, targeting) finds something in it; a label when a rule of its
//! category finds words that overlap it; an honest text (`near`, `plain`) is touched when any rule finds something.
#![expect(clippy::print_stdout, reason = "an example shows what it measured")]

use std::{collections::BTreeMap, error::Error, fs, sync::Arc};

use candor::{
    domain::{Finding, Kind, Stage},
    guardrails::{RuleSet, Scanner, Selection, Sources},
};
use serde_json::Value;

/// Texts with and without, found and not.
#[derive(Default)]
struct Count {
    with: usize,
    found: usize,
    findings: usize,
}

#[derive(Default)]
struct Total {
    manipulation: Count,
    targeting: Count,
    labels: usize,
    right: usize,
    honest: usize,
    touched: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let rules = Arc::new(RuleSet::load(&Sources::built_in())?);
    let selection = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        return Err("name files of labelled copy, as tests/corpus/copy/*.jsonl".into());
    }
    println!(
        "file                             texts  manipulation F1  targeting F1  labels right  honest texts touched"
    );
    for file in &files {
        let mut totals: BTreeMap<String, (usize, Total)> = BTreeMap::new();
        for line in fs::read_to_string(file)?.lines().filter(|line| !line.is_empty()) {
            let line: Value = serde_json::from_str(line)?;
            let text = line["text"].as_str().unwrap_or_default();
            let scanner = Scanner::new(rules.clone(), Stage::Copy, selection.clone(), None).read(text);
            let (count, total) =
                totals.entry(line["lang"].as_str().unwrap_or_default().to_owned()).or_default();
            *count += 1;
            total.add(&line, text, scanner.findings());
        }
        for (language, (count, total)) in totals {
            total.print(&format!("{} {language}", file.rsplit('/').next().unwrap_or_default()), count);
        }
    }
    Ok(())
}

impl Total {
    fn add(&mut self, line: &Value, text: &str, findings: &[Finding]) {
        let place = |span: &Value, name: &str| {
            span[name].as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or_default()
        };
        let labels = line["spans"].as_array().map(Vec::as_slice).unwrap_or_default();
        let is_targeting = |category: &str| {
            const TARGETING: [&str; 22] = [
                "health",
                "disability",
                "religion",
                "ethnic_origin",
                "migration_status",
                "political_opinion",
                "philosophical_belief",
                "union_membership",
                "sexual_orientation",
                "gender_identity",
                "sex_life",
                "genetic",
                "biometric",
                "minors",
                "age",
                "financial_distress",
                "criminal_record",
                "family_status",
                "employment_status",
                "discrimination",
                "proxy_targeting",
                "personal_identity",
            ];
            TARGETING.contains(&category.split('.').next().unwrap_or_default())
        };
        for (count, wanted, kind) in [
            (&mut self.manipulation, false, Kind::Manipulation),
            (&mut self.targeting, true, Kind::Targeting),
        ] {
            let category = |label: &Value| label["category"].as_str().unwrap_or_default().to_owned();
            let has = labels.iter().any(|label| is_targeting(&category(label)) == wanted);
            let found = findings.iter().any(|finding| finding.kind == kind);
            count.with += usize::from(has);
            count.findings += usize::from(found);
            count.found += usize::from(has && found);
        }
        for label in labels {
            let (start, end) = (place(label, "start"), place(label, "end"));
            let is_right = |finding: &&Finding| {
                let span = finding.span.in_code_points(text);
                label["category"] == finding.label.as_ref() && span.start < end && start < span.end
            };
            self.labels += 1;
            self.right += usize::from(findings.iter().find(is_right).is_some());
        }
        if labels.is_empty() {
            self.honest += 1;
            self.touched += usize::from(!findings.is_empty());
        }
    }

    fn print(&self, name: &str, texts: usize) {
        let Self { manipulation, targeting, labels, right, honest, touched } = self;
        println!(
            "{name:32} {texts:5}  {:15.2}  {:12.2}  {:5} of {labels:4}  {touched:3} of {honest}",
            manipulation.f1(),
            targeting.f1(),
            right
        );
    }
}

impl Count {
    #[expect(clippy::cast_precision_loss, reason = "counts of texts")]
    fn f1(&self) -> f64 {
        2.0 * self.found as f64 / (self.with + self.findings).max(1) as f64
    }
}
