//! Environment variables: `CANDOR__SECTION__KEY=value` over what the file says.

use std::collections::BTreeMap;

use super::{
    Problem,
    tree::{Origin, Tree, Written},
};

/// The environment, read once.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// The process's own.
    pub fn of_process() -> Self {
        let variables = std::env::vars_os();
        let text = |part: std::ffi::OsString| part.into_string().ok();
        Self { variables: variables.filter_map(|(name, value)| Some((text(name)?, text(value)?))).collect() }
    }

    /// One made for a test or an example.
    pub fn from_pairs<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self { variables: pairs.into_iter().map(own).collect() }
    }

    /// The value of a variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

/// Sections that hold single values; lists of tables are written in the file.
const SECTIONS: [&str; 3] = ["server", "store", "limits"];

/// Puts the variables over the file. Unknown keys are found when the sections are read.
pub(super) fn apply(tree: &mut Tree, environment: &Environment, problems: &mut Vec<Problem>) {
    for (name, value) in &environment.variables {
        let Some(path) = name.strip_prefix("CANDOR__") else { continue };
        let lower = path.to_ascii_lowercase();
        match lower.split("__").collect::<Vec<_>>().as_slice() {
            [section, key] if SECTIONS.contains(section) => {
                tree.set(&[section, key], written(value), Origin::Environment(name.clone()));
            }
            _ => {
                let message = format!(
                    "sets nothing; it is CANDOR__SECTION__KEY with a section of {}",
                    SECTIONS.join(", ")
                );
                problems.push(Problem { origin: format!("environment {name}"), key: String::new(), message });
            }
        }
    }
}

fn written(value: &str) -> Written {
    if let Ok(whole) = value.parse() {
        return Written::Whole(whole);
    }
    match value {
        "true" | "false" => Written::Bool,
        text => Written::String(text.to_owned()),
    }
}
