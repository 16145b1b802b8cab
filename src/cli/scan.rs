//! `candor scan`: the guardrails without a server, a linter for copy.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{BAD_CONFIG, BAD_USE, Common, FOUND};
use crate::{
    domain::{CodePoints, Finding, Language, Severity, Span, Stage},
    guardrails::{
        Described, RuleSet, Scanner, Selection, Status,
        formats::{languagetool, sarif},
    },
    wire::{Document, Value},
};

/// Runs the guardrails over texts. Exit code 0: nothing at or over --fail-on; 1: something; 2: bad use or
/// unreadable input.
#[derive(Debug, Args)]
pub(super) struct Scan {
    /// What the texts are.
    #[arg(long, value_parser = ["personal-data", "copy", "brief"])]
    stage: String,
    /// Their language: auto, en, fr, de, es, it. Rules of the languages that are seen are applied besides.
    #[arg(long, default_value = "auto", value_name = "LANG")]
    language: String,
    /// `text` for people; `jsonl` for programs: one JSON object {id, text, lang?} a line in, one a line out;
    /// `sarif` for code scanning: one document about all files; `languagetool` for editors: one object a file.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Severity from which a finding makes the exit code 1: note, caution, serious, critical.
    #[arg(long, default_value = "note", value_name = "SEVERITY", value_parser = ["note", "caution", "serious", "critical"])]
    fail_on: String,
    /// Files, or - for standard input, which is also read when no file is named.
    files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Sarif,
    Languagetool,
}

/// What is written otherwise in the path of a URI (RFC 3986, section 3.3).
const IN_PATHS: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What came of the texts so far.
#[derive(Default)]
struct Tally {
    found: bool,
    unreadable: bool,
    report: sarif::Report,
}

struct Linter {
    rules: Arc<RuleSet>,
    selection: Arc<Selection>,
    stage: Stage,
    language: Option<Language>,
    fail_on: Severity,
}

pub(super) fn run(arguments: &Scan, common: &Common) -> ExitCode {
    let language = match arguments.language.as_str() {
        "auto" => None,
        tag => {
            if let Some(language) = Language::parse(tag) {
                Some(language)
            } else {
                eprintln!("--language {tag}: known are auto, en, fr, de, es, it.");
                return ExitCode::from(BAD_USE);
            }
        }
    };
    let rules = match super::rules_of(common) {
        Ok(rules) => rules,
        Err(problems) => {
            eprintln!("{problems:#}");
            return ExitCode::from(BAD_CONFIG);
        }
    };
    let selection = Arc::new(Selection::of(&rules, &["*".to_owned()]));
    // clap has checked both words.
    let stage = Stage::parse(&arguments.stage).unwrap_or(Stage::Copy);
    let fail_on = Severity::parse(&arguments.fail_on).unwrap_or(Severity::Note);
    let linter = Linter { rules, selection, stage, language, fail_on };
    let standard_input = [PathBuf::from("-")];
    let files = if arguments.files.is_empty() { &standard_input[..] } else { &arguments.files };
    let mut result = Tally::default();
    let mut out = BufWriter::new(io::stdout().lock());
    for file in files {
        if let Err(error) = linter.file(file, arguments.format, &mut out, &mut result) {
            if error.kind() == io::ErrorKind::BrokenPipe {
                // Whoever reads has seen enough.
                break;
            }
            eprintln!("{}: {error}", file.display());
            result.unreadable = true;
        }
    }
    if arguments.format == Format::Sarif {
        let report = std::mem::take(&mut result.report);
        let language = linter.language.unwrap_or(Language::En);
        let document = report.finish(&linter.rules, language, !result.unreadable);
        let _closed = writeln!(out, "{document:#}");
    }
    let _closed = out.flush();
    match result {
        Tally { unreadable: true, .. } => ExitCode::from(BAD_USE),
        Tally { found: true, .. } => ExitCode::from(FOUND),
        _ => ExitCode::SUCCESS,
    }
}

impl Linter {
    fn file(&self, path: &Path, format: Format, out: &mut impl Write, result: &mut Tally) -> io::Result<()> {
        if format != Format::Jsonl {
            let text = super::read_text(path)?;
            return match format {
                Format::Text => self.text(path, &text, out, result),
                _ => self.described(path, &text, out, (format, result)),
            };
        }
        if path.as_os_str() == "-" {
            self.lines(BufReader::new(io::stdin().lock()), out, result)
        } else {
            self.lines(BufReader::new(File::open(path)?), out, result)
        }
    }

    /// One object a line, answered before the next is read.
    fn lines<R: io::Read>(
        &self,
        mut input: BufReader<R>,
        out: &mut impl Write,
        result: &mut Tally,
    ) -> io::Result<()> {
        let mut line = Vec::new();
        let mut number = 0;
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            number += 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let answer = self.line(&line, result).unwrap_or_else(|what| {
                result.unreadable = true;
                json!({ "id": null, "error": format!("line {number}: {what}") }).to_string()
            });
            writeln!(out, "{answer}")?;
            // A program on the other side may wait for the answer before it sends more.
            if input.buffer().is_empty() {
                out.flush()?;
            }
        }
    }

    fn line(&self, line: &[u8], result: &mut Tally) -> Result<String, String> {
        let document =
            Document::parse(bytes::Bytes::copy_from_slice(line)).map_err(|error| error.to_string())?;
        let root = document.root();
        let text =
            root.get("text").and_then(Value::as_str).ok_or("an object with a string `text` is needed")?;
        let named = root.get("lang").and_then(Value::as_str).and_then(|tag| Language::parse(&tag));
        let (language, findings) = self.scan(&text, named.or(self.language));
        result.found |= findings.iter().any(|finding| finding.severity >= self.fail_on);
        let mut places = CodePoints::new(&text);
        let findings: Vec<_> =
            findings.iter().map(|finding| self.as_json(finding, places.of(finding.span))).collect();
        let id = root.get("id").map_or("null", Value::raw);
        let language = language.map_or("und", Language::as_str);
        Ok(format!(
            r#"{{"id": {id}, "language": "{language}", "findings": {}}}"#,
            serde_json::Value::from(findings)
        ))
    }

    fn as_json(&self, finding: &Finding, span: Span) -> serde_json::Value {
        let action = self.rules.get(&finding.rule).map(|rule| rule.action.as_str());
        json!({
            "start": span.start,
            "end": span.end,
            "label": finding.label.as_ref(),
            "kind": finding.kind.as_str(),
            "rule": finding.rule.as_str(),
            "severity": finding.severity.as_str(),
            "action": action,
            "score": f64::from((finding.score * 100.0).round()) / 100.0,
        })
    }

    /// The findings that have an effect, and the language of the text.
    fn scan(&self, text: &str, named: Option<Language>) -> (Option<Language>, Vec<Finding>) {
        let (language, mut findings) = if self.stage == Stage::PersonalData {
            (self.rules.language(text), self.rules.personal_data(text, &self.selection))
        } else {
            let scanner =
                Scanner::new(self.rules.clone(), self.stage, self.selection.clone(), named).read(text);
            (scanner.language(), scanner.findings().to_vec())
        };
        findings.retain(|finding| {
            self.rules.get(&finding.rule).is_some_and(|rule| rule.status == Status::Active)
        });
        findings.sort_by_key(|finding| finding.span);
        (named.or(language), findings)
    }

    /// For other programs: findings as answers show them, in the form that those read.
    fn described(
        &self,
        path: &Path,
        text: &str,
        out: &mut impl Write,
        (format, result): (Format, &mut Tally),
    ) -> io::Result<()> {
        let (language, findings) = self.scan(text, self.language);
        result.found |= findings.iter().any(|finding| finding.severity >= self.fail_on);
        let speak = language.unwrap_or(Language::En);
        let mut places = CodePoints::new(text);
        let describe = |finding: &Finding| {
            let rule = self.rules.get(&finding.rule)?;
            let words = if self.stage == Stage::PersonalData {
                format!("[{}]", finding.label)
            } else {
                finding.span.of(text).to_owned()
            };
            Some(Described::new(rule, finding, places.of(finding.span), words, (rule.action, speak)))
        };
        let findings: Vec<_> = findings.iter().filter_map(describe).collect();
        if format == Format::Sarif {
            let path = path.to_string_lossy().replace('\\', "/");
            let uri = percent_encoding::utf8_percent_encode(&path, IN_PATHS).to_string();
            result.report.add(if uri == "-" { "stdin" } else { &uri }, text, &findings);
            return Ok(());
        }
        let answer = languagetool::answer(text, (self.language, language), &findings, &self.rules);
        writeln!(out, "{answer}")
    }

    /// For people: place, words, what is wrong, what to say instead.
    fn text(&self, path: &Path, text: &str, out: &mut impl Write, result: &mut Tally) -> io::Result<()> {
        let (language, findings) = self.scan(text, self.language);
        let speak = language.unwrap_or(Language::En);
        result.found |= findings.iter().any(|finding| finding.severity >= self.fail_on);
        // Findings come from left to right: every line and column is counted once.
        let (mut at, mut line, mut column) = (0, 1, 1);
        for finding in &findings {
            let between = text.get(at..finding.span.start).unwrap_or_default();
            at = finding.span.start;
            line += between.matches('\n').count();
            column = between.rsplit('\n').next().map_or(0, |rest| rest.chars().count())
                + if between.contains('\n') { 1 } else { column };
            let words = finding.span.of(text).replace('\n', " ");
            let place = path.display();
            write!(out, "{place}:{line}:{column}: {} [{}] “{words}”", finding.severity, finding.rule)?;
            if self.stage == Stage::PersonalData {
                // What would stand in its place, and how sure the rule is.
                write!(out, " {} {:.0} %", finding.label, finding.score * 100.0)?;
            }
            writeln!(out)?;
            let Some(rule) = self.rules.get(&finding.rule) else { continue };
            writeln!(out, "    {}", rule.explanation.in_language(speak))?;
            let suggestion = rule.suggestion.in_language(speak);
            if !suggestion.is_empty() {
                writeln!(out, "    → {suggestion}")?;
            }
        }
        Ok(())
    }
}
