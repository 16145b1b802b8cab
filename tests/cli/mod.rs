//! The command line, from outside.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "clippy does not see this module as a test"
)]

mod accounts;
mod config;
mod mask;
mod process;
mod rules;
mod scan;

use std::{
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

/// The program, in a folder of its own.
fn candor(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.current_dir(folder).env_clear().env("PATH", std::env::var("PATH").unwrap());
    command
}

/// Runs it with these arguments and this input.
fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = candor(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that ends without reading closes the pipe, which is its right.
    let _closed = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}
