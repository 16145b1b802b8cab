//! `candor rules check|test|list|explain|try|docs`

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, Subcommand};

use super::{BAD_CONFIG, BAD_USE, FOUND};
use crate::{
    domain::{Finding, Language, RuleId, Span, Stage},
    guardrails::{self, Marked, Rule, RuleSet, Scanner, Selection, Sources, Status},
};

/// Works on the packs in ./guardrails where there is such a folder, else on those that are built in.
#[derive(Debug, Args)]
pub(super) struct Rules {
    #[command(subcommand)]
    command: Command,
    /// The folder of the packs.
    #[arg(long, global = true, value_name = "DIR")]
    packs: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Every problem in every pack, with file, line and rule.
    Check,
    /// Run the embedded examples.
    Test {
        /// One pack, or one rule: PACK or PACK/RULE.
        #[arg(value_name = "PACK[/RULE]")]
        only: Option<String>,
    },
    /// The rules, one a line.
    List {
        /// Only those of this status: draft, shadow, active, retired.
        #[arg(long)]
        status: Option<String>,
        /// Only those for texts in this language.
        #[arg(long)]
        language: Option<String>,
    },
    /// What a rule finds, why, and how to say it better.
    Explain {
        /// PACK/RULE
        id: String,
        /// As JSON, for programs.
        #[arg(long)]
        json: bool,
        /// The language of the explanation.
        #[arg(long, default_value = "en")]
        language: String,
    },
    /// Scan a text and show the findings with the words marked.
    Try {
        /// A file, or - for standard input.
        file: PathBuf,
        /// What the text is.
        #[arg(long, default_value = "copy", value_parser = ["personal-data", "brief", "copy"])]
        stage: String,
    },
    /// Write the list of all rules to guardrails/RULES.md.
    Docs {
        /// Write nothing; fail if the list is out of date.
        #[arg(long)]
        check: bool,
    },
}

pub(super) fn run(arguments: &Rules) -> ExitCode {
    let folder = arguments
        .packs
        .clone()
        .or_else(|| Some(PathBuf::from("guardrails")).filter(|folder| folder.join("copy").is_dir()));
    let sources = match folder.as_deref().map(Sources::from_folder) {
        Some(Err(error)) => {
            eprintln!("The packs cannot be read: {error}");
            return ExitCode::from(BAD_USE);
        }
        Some(Ok(sources)) => sources,
        None => Sources::built_in(),
    };
    let rules = match RuleSet::load(&sources) {
        Ok(rules) => Arc::new(rules),
        Err(problems) => {
            say!("{problems}");
            return ExitCode::from(BAD_CONFIG);
        }
    };
    match &arguments.command {
        Command::Check => {
            say!("{} rules in {} packs: nothing wrong", rules.rules().len(), sources.packs.len());
            ExitCode::SUCCESS
        }
        Command::Test { only } => test(&rules, only.as_deref()),
        Command::List { status, language } => list(&rules, status.as_deref(), language.as_deref()),
        Command::Explain { id, json, language } => explain(&rules, id, *json, language),
        Command::Try { file, stage } => try_text(&rules, file, stage),
        Command::Docs { check } => docs(&rules, folder.as_deref(), *check),
    }
}

fn test(rules: &Arc<RuleSet>, only: Option<&str>) -> ExitCode {
    let is_wanted = |rule: &&Rule| only.is_none_or(|only| rule.id.as_str() == only || rule.pack.id == only);
    let (mut passed, mut failed) = (0, 0);
    for rule in rules.rules().iter().filter(is_wanted) {
        let (right, failures) = guardrails::run_examples(rules, rule);
        passed += right;
        failed += failures.len();
        for failure in &failures {
            say!("{failure}\n");
        }
    }
    say!("{passed} passed, {failed} failed");
    if passed + failed == 0 {
        eprintln!("No rule is called so; `candor rules list` shows them.");
        return ExitCode::from(BAD_USE);
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::from(FOUND) }
}

fn list(rules: &RuleSet, status: Option<&str>, language: Option<&str>) -> ExitCode {
    let language = language.map(Language::parse);
    if language == Some(None) {
        eprintln!("Known languages: en, fr, de, es, it.");
        return ExitCode::from(BAD_USE);
    }
    for rule in rules.rules() {
        let speaks = language.flatten().is_none_or(|language| rule.languages.has(language));
        if speaks && status.is_none_or(|status| rule.status.as_str() == status) {
            let languages: Vec<_> = rule.languages.iter().map(Language::as_str).collect();
            say!(
                "{:45} {:8} {:9} {:32} {}",
                rule.id.as_str(),
                rule.status.as_str(),
                rule.severity.as_str(),
                rule.label,
                languages.join(",")
            );
        }
    }
    ExitCode::SUCCESS
}

fn explain(rules: &RuleSet, id: &str, json: bool, language: &str) -> ExitCode {
    let Some(rule) = rules.get(&RuleId::new(id)) else {
        eprintln!("There is no rule {id}; `candor rules list` shows them.");
        return ExitCode::from(BAD_USE);
    };
    if json {
        say!("{:#}", guardrails::as_json(rule));
    } else {
        let language = Language::parse(language).unwrap_or(Language::En);
        say!("{}", guardrails::as_text(rule, language).trim_end());
    }
    ExitCode::SUCCESS
}

fn try_text(rules: &Arc<RuleSet>, file: &Path, stage: &str) -> ExitCode {
    let text = match super::read_text(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{} cannot be read: {error}", file.display());
            return ExitCode::from(BAD_USE);
        }
    };
    let stage = Stage::parse(stage).unwrap_or(Stage::Copy);
    let selection = Arc::new(Selection::of(rules, &["*".to_owned()]));
    let findings = findings(rules, &selection, stage, &text);
    let mut spans: Vec<Span> = Vec::new();
    for finding in &findings {
        if spans.last().is_none_or(|last| last.end <= finding.span.start) {
            spans.push(finding.span);
        }
    }
    say!("{}\n", Marked::write(&text, &spans));
    for finding in &findings {
        let shadow = rules.get(&finding.rule).is_some_and(|rule| rule.status == Status::Shadow);
        say!(
            "{:45} {:9} {}{}",
            finding.rule.as_str(),
            finding.severity.as_str(),
            finding.span.of(&text),
            if shadow { "  (shadow)" } else { "" }
        );
    }
    say!("{} findings", findings.len());
    ExitCode::SUCCESS
}

/// The findings of one stage in a text.
pub(super) fn findings(
    rules: &Arc<RuleSet>,
    selection: &Arc<Selection>,
    stage: Stage,
    text: &str,
) -> Vec<Finding> {
    if stage == Stage::PersonalData {
        return rules.personal_data(text, selection);
    }
    let scanner = Scanner::new(rules.clone(), stage, selection.clone(), None).read(text);
    let mut findings = scanner.findings().to_vec();
    findings.sort_by_key(|finding| finding.span);
    findings
}

fn docs(rules: &RuleSet, folder: Option<&Path>, check: bool) -> ExitCode {
    let path = folder.unwrap_or(Path::new("guardrails")).join("RULES.md");
    let text = guardrails::as_list(rules);
    if check {
        let is_current = std::fs::read_to_string(&path).is_ok_and(|written| written == text);
        if !is_current {
            say!("{} is out of date; `candor rules docs` writes it.", path.display());
            return ExitCode::from(FOUND);
        }
        return ExitCode::SUCCESS;
    }
    match std::fs::write(&path, text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{} cannot be written: {error}", path.display());
            ExitCode::from(BAD_USE)
        }
    }
}
