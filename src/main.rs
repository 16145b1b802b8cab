//! The program: command line in, exit code out.

use std::process::ExitCode;

/// Many small strings live as long as a request and are dropped by other threads than made them: the system's
/// allocator makes those threads wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    candor::cli::run()
}
