//! The house, checked: which module may name which, and how long files are.
#![expect(clippy::unwrap_used, reason = "clippy does not see this module as a test")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

const MIDDLE: &[&str] =
    &["accounts", "disclosure", "guardrails", "limits", "privacy", "prompts", "providers"];

/// Module → the modules it may name. Code points down only. Changing a line is a decision to be argued.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let base = ["domain", "config", "wire"];
    let mut table = BTreeMap::from([
        ("domain", vec![]),
        ("background", vec![]),
        ("config", vec!["domain"]),
        ("wire", vec!["domain"]),
        ("pipeline", [&base[..], MIDDLE].concat()),
        ("store", vec!["domain", "config", "accounts", "disclosure"]),
        ("telemetry", vec!["disclosure"]),
        // Everything but the store and the providers, which only the app knows.
        (
            "edge",
            [
                &base[..],
                &["accounts", "disclosure", "guardrails", "limits", "pipeline", "prompts", "telemetry"],
            ]
            .concat(),
        ),
        ("app", [&base[..], MIDDLE, &["pipeline", "store", "edge", "telemetry", "background"]].concat()),
        (
            "cli",
            [&base[..], MIDDLE, &["pipeline", "store", "edge", "telemetry", "background", "app"]].concat(),
        ),
        ("main", vec!["cli"]),
        ("lib", vec![]),
    ]);
    for module in MIDDLE {
        // Side by side: none names another.
        table.insert(module, base.to_vec());
    }
    table
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Without comments, whose links may point anywhere.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn modules_name_only_what_the_table_allows() {
    let table = allowed();
    // `crate::config::x`, and `crate::{config::{self, …}, domain, …}` over several lines.
    let single = Regex::new(r"crate::([a-z_]+)").unwrap();
    let group = Regex::new(r"crate::\{").unwrap();
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let below = file.strip_prefix(root().join("src")).unwrap().to_owned();
        let module = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let may = table.get(module.as_str()).unwrap_or_else(|| panic!("{module} is not in the table"));
        let text = code(&fs::read_to_string(&file).unwrap());
        let mut named: Vec<String> = single.captures_iter(&text).map(|found| found[1].to_owned()).collect();
        for found in group.find_iter(&text) {
            named.extend(first_words(&text[found.end()..]));
        }
        for name in named.into_iter().filter(|name| *name != module && !may.contains(&name.as_str())) {
            wrong.push(format!("{} names {name}", below.display()));
        }
    }
    wrong.dedup();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The first name of each item of a `{…}` list.
fn first_words(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut word) = (0, String::new());
    for character in text.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (character.is_alphanumeric() || character == '_') {
            word.push(character);
        } else if depth == 0 && character == ',' {
            names.push(std::mem::take(&mut word));
        } else if character == ':' && depth == 0 && !word.is_empty() && !word.ends_with('|') {
            // What follows the first `::` belongs to that module.
            word.push('|');
        }
    }
    names.push(word);
    names
        .iter()
        .map(|name| name.split('|').next().unwrap().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

#[test]
fn no_path_leaves_its_module_by_super() {
    let leaving = Regex::new(r"(?:super::)+").unwrap();
    for file in rust_files(&root().join("src")) {
        let below = file.strip_prefix(root().join("src")).unwrap();
        let inner = below.components().count() - 1;
        let own = usize::from(below.file_name().unwrap() != "mod.rs");
        let text = code(&fs::read_to_string(&file).unwrap());
        // An inline module of tests is one deeper.
        let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
        for found in leaving.find_iter(&text) {
            let steps = found.as_str().matches("super").count();
            let allowed = (inner + own).saturating_sub(1) + usize::from(found.start() > tests);
            assert!(steps <= allowed, "{} leaves its module with `{}`", below.display(), found.as_str());
        }
    }
}

#[test]
fn the_two_edges_do_not_name_each_other() {
    for (edge, other) in [("api", "web"), ("web", "api")] {
        let folder = root().join("src/edge").join(edge);
        for file in rust_files(&folder) {
            let text = code(&fs::read_to_string(&file).unwrap());
            let names = Regex::new(&format!(r"(?:edge|super)::{other}\b")).unwrap();
            assert!(!names.is_match(&text), "{} names edge/{other}", file.display());
        }
    }
}

#[test]
fn files_stay_short() {
    const LONGEST: usize = 400;
    const LONGEST_MOD: usize = 120;
    let mut long = Vec::new();
    for file in ["src", "tests", "examples"].iter().flat_map(|folder| rust_files(&root().join(folder))) {
        let lines = fs::read_to_string(&file).unwrap().lines().count();
        let most = if file.file_name().unwrap() == "mod.rs" && file.starts_with(root().join("src")) {
            LONGEST_MOD
        } else {
            LONGEST
        };
        if lines > most {
            long.push(format!(
                "{}: {lines} lines, at most {most}",
                file.strip_prefix(root()).unwrap().display()
            ));
        }
    }
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn globals_and_globs_are_not_used() {
    let glob = Regex::new(r"use [a-z_:]+::\*;").unwrap();
    let global = Regex::new(r"(?m)^\s*(?:pub )?static [A-Z]").unwrap();
    for file in rust_files(&root().join("src")) {
        let text = code(&fs::read_to_string(&file).unwrap());
        let before_tests = text.split("#[cfg(test)]").next().unwrap();
        let is_test = file.file_name().unwrap() == "tests.rs";
        assert!(is_test || !glob.is_match(before_tests), "{} has a glob import", file.display());
        // The allocator can be nothing else.
        let text = text.replace("static ALLOCATOR", "");
        assert!(!global.is_match(&text), "{} has a global", file.display());
    }
}
