//! Works out, once and before the program starts, which words each expression of the built-in packs cannot match
//! without. Parsing a thousand expressions would take longer than the rest of the start.

#[path = "src/guardrails/alternatives.rs"]
mod alternatives;
#[path = "src/guardrails/matcher/edges.rs"]
mod edges;
#[expect(dead_code, reason = "only the program looks at texts")]
#[path = "src/guardrails/matcher/heads.rs"]
mod heads;
#[expect(dead_code, reason = "of conditions, whose matches need not be whole words, the program asks itself")]
#[path = "src/guardrails/matcher/literals.rs"]
mod literals;
#[path = "src/guardrails/matcher/plain.rs"]
mod plain;
#[path = "src/guardrails/matcher/reach.rs"]
mod reach;
#[path = "src/guardrails/matcher/telling.rs"]
mod telling;

use std::{collections::BTreeMap, env, error::Error, fs, path::Path};

#[expect(clippy::disallowed_methods, reason = "where Cargo wants its output is told by the environment only")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=guardrails");
    println!("cargo::rerun-if-changed=src/guardrails/matcher");
    println!("cargo::rerun-if-changed=src/guardrails/alternatives.rs");
    let mut lines = Vec::new();
    for stage in ["brief", "copy"] {
        for entry in fs::read_dir(Path::new("guardrails").join(stage))? {
            let text = fs::read_to_string(entry?.path())?;
            // A pack that cannot be read is reported by the program, with file and line.
            if let Ok(pack) = text.parse::<toml::Table>() {
                rules(&pack, &mut lines);
            }
        }
    }
    lines.sort();
    lines.dedup();
    let out = Path::new(&env::var("OUT_DIR")?).join("required-literals.txt");
    Ok(fs::write(out, lines.join("\n"))?)
}

fn rules(pack: &toml::Table, lines: &mut Vec<String>) {
    let alternatives =
        pack.get("pack").and_then(|head| head.get("alternatives")).and_then(toml::Value::as_table);
    let alternatives = alternatives.into_iter().flatten();
    let alternatives: BTreeMap<_, _> =
        alternatives.filter_map(|(name, words)| Some((name.clone(), words.as_str()?.to_owned()))).collect();
    for rule in pack.get("rule").and_then(toml::Value::as_array).into_iter().flatten() {
        for part in ["match", "when"].iter().filter_map(|part| rule.get(part)) {
            let exact = part.get("case").and_then(toml::Value::as_str) == Some("exact");
            let expressions = part.get("regex").and_then(toml::Value::as_array).into_iter().flatten();
            let sources = expressions.filter_map(toml::Value::as_str);
            let sources = sources.filter_map(|written| alternatives::expand(written, &alternatives).ok());
            lines.extend(sources.filter_map(|written| line(&written, exact)));
        }
    }
}

/// An expression and what is known of its matches, as the program reads it; nothing for one that has no words.
fn line(written: &str, exact: bool) -> Option<String> {
    let source = if exact { written.to_owned() } else { plain::plain(written) };
    let needs = literals::Needs::of_whole_words(&source);
    if needs.sets.is_empty() {
        return None;
    }
    let number = |number: Option<usize>| number.map_or_else(String::new, |number| number.to_string());
    let flags = [(needs.digit, 'd'), (needs.crosses, 'c')];
    let flags = flags.into_iter().filter_map(|(is_set, flag)| is_set.then_some(flag)).collect();
    let heads = needs.heads.map_or_else(String::new, |heads| {
        format!("{:x},{}", heads.lead, heads.bits.map(|bits| format!("{bits:x}")).join(","))
    });
    // No expression and no word holds a control character.
    let mut fields = vec![source, flags, heads, number(needs.longest)];
    for set in needs.sets {
        fields.extend([set.behind.min.to_string(), number(set.behind.max), set.words.join("\u{1f}")]);
    }
    Some(fields.join("\t"))
}
