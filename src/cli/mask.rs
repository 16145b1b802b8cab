//! `candor mask` and `candor restore`: personal data out of a text, and back in.

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::Args;

use super::{BAD_USE, Common};
use crate::{
    domain::Span,
    guardrails::Selection,
    privacy::{self, Detected, Labels, Mentions, Restored, Vault},
};

/// Writes a text with placeholders in the place of personal data. Stand-ins (`replacement = "surrogate"` of a
/// policy) are the gateway's alone: what they stand for depends on the whole conversation.
#[derive(Debug, Args)]
pub(super) struct Mask {
    /// Where to write what each placeholder stands for, for `candor restore`. The file holds the personal
    /// data itself; only you may read it (mode 0600).
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// A file, or - for standard input.
    #[arg(default_value = "-")]
    file: PathBuf,
}

/// Puts personal data back into a text with placeholders.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The map that `candor mask --map` wrote.
    #[arg(long, value_name = "FILE")]
    map: PathBuf,
    /// A file, or - for standard input.
    #[arg(default_value = "-")]
    file: PathBuf,
}

pub(super) fn mask(arguments: &Mask, common: &Common) -> ExitCode {
    finish(mask_text(arguments, common))
}

pub(super) fn restore(arguments: &Restore) -> ExitCode {
    finish(restore_text(arguments))
}

fn finish(result: anyhow::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(BAD_USE)
        }
    }
}

fn mask_text(arguments: &Mask, common: &Common) -> anyhow::Result<()> {
    let text = read(&arguments.file)?;
    let rules = super::rules_of(common)?;
    let selection = Selection::of(&rules, &["*".to_owned()]);
    let names = rules.rules().iter().filter_map(|rule| rule.placeholder.clone());
    let labels = Labels::new(names).ok_or_else(|| anyhow::anyhow!("the packs name too many placeholders"))?;
    let detected = |finding: &crate::domain::Finding| {
        let label: Arc<str> = rules.get(&finding.rule)?.placeholder.clone()?;
        Some(Detected { span: finding.span, label })
    };
    let mut found: Vec<_> = rules.personal_data(&text, &selection).iter().filter_map(detected).collect();
    let mut vault = Vault::default();
    vault.set_aside(&text, &labels);
    // Once for the values, and once more where they stand without what gave them away.
    privacy::mask(&text, &found, &mut vault);
    if let Some(mentions) = Mentions::of(&vault, &rules.contextual_placeholders()) {
        mentions.add(&text, &mut found);
    }
    let replacements = privacy::mask(&text, &found, &mut vault);
    write_out(&put(&text, replacements.iter().map(|(span, new)| (*span, new.as_str()))))?;
    match &arguments.map {
        Some(map) => write_map(map, &vault),
        None => Ok(()),
    }
}

fn write_map(path: &Path, vault: &Vault) -> anyhow::Result<()> {
    let map: BTreeMap<String, &str> = vault.reveal().collect();
    let cannot = |error: io::Error| anyhow::anyhow!("{} cannot be written: {error}", path.display());
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).map_err(cannot)?;
    // A file that was there keeps its mode when it is opened.
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o600);
    file.set_permissions(mode).map_err(cannot)?;
    file.write_all(serde_json::to_string_pretty(&map)?.as_bytes()).map_err(cannot)?;
    eprintln!(
        "{} holds the personal data itself, readable by you alone. Delete it when you no longer need it.",
        path.display()
    );
    Ok(())
}

fn restore_text(arguments: &Restore) -> anyhow::Result<()> {
    let map = read(&arguments.map)?;
    let map: BTreeMap<String, String> = serde_json::from_str(&map).map_err(|_| {
        anyhow::anyhow!("{} is no map that `candor mask --map` wrote", arguments.map.display())
    })?;
    let pairs = map.iter().map(|(placeholder, value)| (placeholder.as_str(), value.as_str()));
    let vault = Vault::from_revealed(pairs).ok_or_else(|| {
        anyhow::anyhow!("{} is no map that `candor mask --map` wrote", arguments.map.display())
    })?;
    let text = read(&arguments.file)?;
    let restored = privacy::restore(&text, &vault);
    write_out(&put(&text, restored.iter().map(|Restored { span, value }| (*span, value.as_str()))))
}

fn read(path: &Path) -> anyhow::Result<String> {
    super::read_text(path).map_err(|error| anyhow::anyhow!("{} cannot be read: {error}", path.display()))
}

fn write_out(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

fn put<'r>(text: &str, replacements: impl Iterator<Item = (Span, &'r str)>) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for (span, new) in replacements {
        out.push_str(text.get(at..span.start).unwrap_or_default());
        out.push_str(new);
        at = span.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
