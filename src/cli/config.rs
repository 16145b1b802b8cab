//! `candor config check|show`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{BAD_CONFIG, Common};
use crate::{
    app,
    config::{self, Environment},
    pipeline::Runtime,
    providers,
};

/// Checks and shows the configuration.
#[derive(Debug, Args)]
pub(super) struct Config {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Every mistake at once, with file, line and key; exit code 78 when there is one.
    Check,
    /// What is in force and where each value came from. Secrets are never shown, only where they are read.
    Show,
}

pub(super) fn run(arguments: &Config, common: &Common) -> ExitCode {
    let loaded = match config::load(&common.source(), &Environment::of_process()) {
        Ok(loaded) => loaded,
        Err(problems) => {
            eprintln!("{problems}");
            return ExitCode::from(BAD_CONFIG);
        }
    };
    if let Err(error) = against_packs(&loaded.config) {
        eprintln!("{error:#}");
        return ExitCode::from(BAD_CONFIG);
    }
    match arguments.command {
        Command::Check => {
            let file = loaded
                .file
                .map_or("no candor.toml: the defaults".to_owned(), |file| file.display().to_string());
            say!("{file}: nothing wrong");
        }
        Command::Show => loaded.shown.iter().for_each(|line| say!("{line}")),
    }
    ExitCode::SUCCESS
}

/// What only the packs can tell: names of packs and rules.
fn against_packs(config: &config::Config) -> anyhow::Result<()> {
    Runtime::new(config, app::rules_of(config)?, &providers::Client::new()?)?;
    Ok(())
}
