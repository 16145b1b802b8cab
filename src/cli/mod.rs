//! The command line: one file per command. Contract: section 1.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command line speaks on its streams")]

mod rules;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Exit codes: nothing found; something found; bad use or unreadable input; a wrong configuration (sysexits, EX_CONFIG).
pub(crate) const FOUND: u8 = 1;
pub(crate) const BAD_USE: u8 = 2;
pub(crate) const BAD_CONFIG: u8 = 78;

/// Candor: the gateway between marketing tools and language models.
#[derive(Debug, Parser)]
#[command(name = "candor", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check, test, list, explain and try the rules of the packs.
    Rules(rules::Rules),
}

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {
        Command::Rules(rules) => rules::run(&rules),
    }
}

/// Reads a file, or standard input for `-`.
fn read_text(path: &std::path::Path) -> std::io::Result<String> {
    if path.as_os_str() == "-" {
        std::io::read_to_string(std::io::stdin())
    } else {
        std::fs::read_to_string(path)
    }
}
