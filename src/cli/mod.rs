//! The command line: one file per command. Contract: section 1.
#![expect(clippy::print_stderr, reason = "a command line speaks on its streams")]

/// Writes a line. Whoever closed the pipe (`| head`) wants no more, and that is no failure.
macro_rules! say {
    ($($part:tt)*) => {{
        use std::io::Write as _;
        let _closed = writeln!(std::io::stdout(), $($part)*);
    }};
}

mod accounts;
mod config;
mod mask;
mod prompts;
mod rules;
mod scan;
mod serve;

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::{Args, Parser, Subcommand};

use crate::{
    app,
    config::{self as configuration, Environment, Source},
    guardrails::{RuleSet, Sources},
};

/// Exit codes: nothing found; something found; bad use or unreadable input; a wrong configuration (sysexits, `EX_CONFIG`).
pub(crate) const FOUND: u8 = 1;
pub(crate) const BAD_USE: u8 = 2;
pub(crate) const BAD_CONFIG: u8 = 78;

/// Candor: the gateway between marketing tools and language models.
#[derive(Debug, Parser)]
#[command(name = "candor", version)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    /// The configuration file. Else `CANDOR_CONFIG`, else ./candor.toml, else defaults.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The folder of the data. Else ./candor-data.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Common {
    fn source(&self) -> Source {
        Source { file: self.config.clone(), data: self.data.clone(), listen: None }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the gateway; so does `candor` alone.
    Serve(serve::Serve),
    /// Scan texts for personal data, or for manipulation and targeting.
    Scan(scan::Scan),
    /// Take personal data out of a text.
    Mask(mask::Mask),
    /// Put personal data back into a text.
    Restore(mask::Restore),
    /// API keys.
    Keys(accounts::Keys),
    /// People who sign in.
    Users(accounts::Users),
    /// Check the prompt templates.
    Prompts(prompts::Prompts),
    /// Check or show the configuration.
    Config(config::Config),
    /// Check, test, list, explain and try the rules of the packs.
    Rules(rules::Rules),
}

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let common = &arguments.common;
    match arguments.command.unwrap_or(Command::Serve(serve::Serve::default())) {
        Command::Serve(serve) => serve::run(&serve, common),
        Command::Scan(scan) => scan::run(&scan, common),
        Command::Mask(mask) => mask::mask(&mask, common),
        Command::Restore(restore) => mask::restore(&restore),
        Command::Keys(keys) => accounts::keys(&keys, common),
        Command::Users(users) => accounts::users(&users, common),
        Command::Prompts(prompts) => prompts::run(&prompts),
        Command::Config(config) => config::run(&config, common),
        Command::Rules(rules) => rules::run(&rules),
    }
}

/// The rules of the configuration that `--config` names, with its own packs; without it those that are built in.
fn rules_of(common: &Common) -> anyhow::Result<Arc<RuleSet>> {
    if common.config.is_none() {
        return Ok(Arc::new(RuleSet::load(&Sources::built_in())?));
    }
    let loaded = configuration::load(&common.source(), &Environment::of_process())?;
    app::rules_of(&loaded.config)
}

/// Reads a file, or standard input for `-`.
fn read_text(path: &std::path::Path) -> std::io::Result<String> {
    if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    }
}
