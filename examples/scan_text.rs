//! The guardrails as a library: no server, no network.
//!
//!     cargo run --example scan_text -- "Hurry, only 2 left in stock!"
#![expect(clippy::print_stdout, reason = "an example shows what it got")]

use std::{error::Error, sync::Arc};

use candor::{
    domain::{Language, Stage},
    guardrails::{RuleSet, Scanner, Selection, Sources},
};

fn main() -> Result<(), Box<dyn Error>> {
    let text = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "Dépêchez-vous, il ne reste que 2 pièces en stock !".to_owned());
    let rules = Arc::new(RuleSet::load(&Sources::built_in())?);
    let selection = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    for finding in rules.personal_data(&text, &selection) {
        println!("{:14} “{}”", finding.label, finding.span.of(&text));
    }
    let scanner = Scanner::new(rules.clone(), Stage::Copy, selection, None).read(&text);
    let language = scanner.language().unwrap_or(Language::En);
    for finding in scanner.findings() {
        println!("{:14} “{}”", finding.label, finding.span.of(&text));
        if let Some(rule) = rules.get(&finding.rule) {
            println!(
                "    {}\n    → {}",
                rule.explanation.in_language(language),
                rule.suggestion.in_language(language)
            );
        }
    }
    Ok(())
}
