//! `candor prompts check`

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::BAD_CONFIG;
use crate::prompts::Prompts as Templates;

/// Checks the prompt templates.
#[derive(Debug, Args)]
pub(super) struct Prompts {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read every template and render every task with every sample.
    Check,
}

pub(super) fn run(arguments: &Prompts) -> ExitCode {
    let Command::Check = arguments.command;
    let problems = Templates::built_in().map_or_else(|problems| problems, |templates| templates.check());
    for problem in &problems {
        say!("{problem}");
    }
    if problems.is_empty() {
        say!("{} templates: nothing wrong", Templates::files().count());
        return ExitCode::SUCCESS;
    }
    ExitCode::from(BAD_CONFIG)
}
