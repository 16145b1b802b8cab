//! Configuration: one TOML file, then environment variables, then flags → [`Config`], or a list of all problems.
//!
//! What was written (`tree`) keeps where each value came from. It is read section by section
//! (`read`, with `reader`), where every mistake is noted instead of ending the reading, and what
//! belongs together is checked at the end (`check`). No other module reads the environment.

mod check;
mod defaults;
mod env;
mod problem;
mod read;
mod reader;
mod secret;
mod sections;
#[cfg(test)]
mod tests;
mod tree;

use std::path::{Path, PathBuf};

use reader::Notes;
use tree::{Origin, Tree, Written};

pub use defaults::DEMO_TENANT;
pub use env::Environment;
pub use problem::{Problem, Problems};
pub use secret::Secret;
pub use sections::{
    Backend, Config, Guardrails, KeySource, Limits, Media, Model, Override, PersonalData, Policy, Provider,
    ProviderKind, Replacement, Server, Store, StreamMode, Target, Tenant, UseCase,
};

/// Where a configuration is read from.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// `--config`, which must exist.
    pub file: Option<PathBuf>,
    /// `--data`: the folder of the default store.
    pub data: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<String>,
}

/// A configuration and how it came to be.
#[derive(Debug)]
pub struct Loaded {
    /// What it means.
    pub config: Config,
    /// The file it was read from; none where the defaults serve.
    pub file: Option<PathBuf>,
    /// Every value with its origin, secrets struck out: for `candor config show`.
    pub shown: Vec<String>,
}

/// Reads the configuration: flag, else `CANDOR_CONFIG`, else `./candor.toml`, else defaults.
///
/// # Errors
/// Lists everything that is wrong, with file, line and key.
pub fn load(source: &Source, environment: &Environment) -> Result<Loaded, Problems> {
    let named = source.file.clone().or_else(|| environment.get("CANDOR_CONFIG").map(PathBuf::from));
    let file = named.or_else(|| Some(PathBuf::from("candor.toml")).filter(|path| path.exists()));
    let text = match &file {
        Some(path) => read(path)?,
        None => String::new(),
    };
    let name = file.as_deref().map_or(String::new(), |path| path.display().to_string());
    let mut problems = Vec::new();
    let mut tree = Tree::parse(&name, &text, &mut problems);
    env::apply(&mut tree, environment, &mut problems);
    if let Some(listen) = &source.listen {
        tree.set(&["server", "listen"], Written::String(listen.clone()), Origin::Flag("--listen"));
    }
    let notes = Notes { problems: problems.into(), environment: environment.clone(), ..Notes::default() };
    let mut root = reader::Section::root(tree, &notes);
    let config = read::read(&mut root, source);
    root.end();
    let config = defaults::fill(config, environment);
    let mut problems = notes.problems.into_inner();
    check::check(&config, &mut problems);
    if !problems.is_empty() {
        problems.sort_by_key(Problem::line);
        return Err(Problems::new(problems));
    }
    Ok(Loaded { config, file, shown: notes.shown.into_inner() })
}

fn read(path: &Path) -> Result<String, Problems> {
    std::fs::read_to_string(path).map_err(|error| {
        let message = format!("cannot be read: {error}. Name another file with --config, or leave the flag out for the defaults.");
        Problems::new(vec![Problem { origin: path.display().to_string(), key: String::new(), message }])
    })
}
