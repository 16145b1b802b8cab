//! Entries in plain words.

use super::{
    super::{
        findings::{self, Finding},
        names,
        pages::{Chip, EntryPage, Fact, Frame, Group, Here, Row},
        visit::Visit,
        words::{self, fill},
    },
    record::{Logged, Record},
};
use crate::{
    disclosure::Stored,
    domain::{Language, RuleId, Severity},
    guardrails::RuleSet,
};

/// One line of the list.
pub(super) fn row(record: &Record, language: Language) -> Row {
    let chip = |severity: Severity| {
        let count =
            record.findings.iter().filter(|one| findings::severity(&one.severity) == severity).count();
        (count > 0).then(|| Chip {
            severity: severity.as_str(),
            symbol: names::symbol(severity),
            text: format!("{} · {count}", names::severity(language, severity)),
        })
    };
    Row {
        id: record.id.clone(),
        at: record.at.clone(),
        time: record.time(),
        outcome: names::outcome(language, &record.outcome).0,
        outcome_class: class(&record.outcome),
        findings: Severity::ALL.into_iter().rev().filter_map(chip).collect(),
        masked: names::masked(language, &record.masked),
        actor: record.actor.name.clone(),
        role: names::logged_role(language, &record.actor.role),
        route: names::route(language, &record.route),
        model: record.model(),
    }
}

/// Everything in one entry.
pub(super) fn entry(stored: &Stored, rules: &RuleSet, visit: &Visit) -> EntryPage {
    let record = Record::read(stored);
    let language = visit.language;
    let (outcome, outcome_told) = names::outcome(language, &record.outcome);
    let groups = [
        asked(&record, stored.seq, language),
        masked(&record, language),
        model(&record, language),
        applied(&record, language),
        commitments(&record, language),
        measured(&record, language),
    ];
    let alike = alike(&record.findings).into_iter().enumerate();
    EntryPage {
        frame: Frame::new(visit, Here::Review),
        outcome,
        outcome_class: class(&record.outcome),
        outcome_told,
        findings_title: names::findings(language, record.findings.len()),
        findings: alike.map(|(index, alike)| finding(index + 1, &alike, rules, language)).collect(),
        groups: groups.into_iter().flatten().collect(),
        stored: pretty(&stored.body),
        id: record.id,
    }
}

/// Findings of the same rule with the same consequence, told once.
struct Alike<'r> {
    first: &'r Logged,
    /// Where, and how often there.
    places: Vec<(Option<u64>, usize)>,
}

fn alike(findings: &[Logged]) -> Vec<Alike<'_>> {
    let mut all: Vec<Alike<'_>> = Vec::new();
    for one in findings {
        let Some(known) = all.iter_mut().find(|known| known.first.is_like(one)) else {
            all.push(Alike { first: one, places: vec![(one.choice, 1)] });
            continue;
        };
        match known.places.iter_mut().find(|(choice, _)| *choice == one.choice) {
            Some((_, count)) => *count += 1,
            None => known.places.push((one.choice, 1)),
        }
    }
    all
}

/// A finding of the log, with what its rule says today.
fn finding(number: usize, alike: &Alike<'_>, rules: &RuleSet, language: Language) -> Finding {
    let say = words::of(language);
    let logged = alike.first;
    let severity = findings::severity(&logged.severity);
    let rule = rules.get(&RuleId::new(logged.rule.as_str()));
    let place = |(choice, count): &(Option<u64>, usize)| {
        let place =
            choice.map_or(say.in_brief.to_owned(), |choice| fill(say.variant, choice.saturating_add(1)));
        if *count > 1 { format!("{place} ({count} ×)") } else { place }
    };
    let mut place = alike.places.iter().map(place).collect::<Vec<_>>().join(", ");
    if logged.shadow {
        place = format!("{place} · {}", say.shadow);
    }
    Finding {
        id: format!("finding-{number}"),
        number,
        severity: severity.as_str(),
        severity_name: names::severity(language, severity),
        symbol: names::symbol(severity),
        words: String::new(),
        words_language: None,
        mark: None,
        place: Some(place),
        explanation: rule.map_or(say.rule_gone, |rule| rule.explanation.in_language(language)).to_owned(),
        suggestion: rule.map_or("", |rule| rule.suggestion.in_language(language)).to_owned(),
        laws: rule.map(|rule| findings::laws(&rule.legal_basis, language)).unwrap_or_default(),
        is_open: true,
        rule: logged.rule.clone(),
        action: format!(
            "{} · {}",
            fill(say.pack_version, &logged.version),
            names::action(language, &logged.action)
        ),
    }
}

fn asked(record: &Record, seq: i64, language: Language) -> Option<Group> {
    let say = words::of(language);
    let tags = &record.tags;
    let actor = format!("{} ({})", record.actor.name, names::logged_role(language, &record.actor.role));
    let facts = [
        plain(say.time, format!("{} UTC", record.time())),
        plain(say.asked_by, actor),
        plain(say.route, names::route(language, &record.route)),
        plain(say.streamed, if record.stream { say.yes } else { say.no }),
        plain(say.reason, record.reason.as_ref().map_or(String::new(), |word| names::reason(language, word))),
        plain(say.channel, tags.channel.clone().unwrap_or_default()),
        plain(say.use_case, tags.use_case.clone().unwrap_or_default()),
        plain(say.market, tags.market.clone().unwrap_or_default()),
        plain(say.campaign, tags.campaign.clone().unwrap_or_default()),
        plain(say.media, some(record.media_not_inspected)),
        code(say.request_id, &record.request_id),
        plain(say.number, seq.to_string()),
    ];
    group("request", say.request, say.actor_about, facts)
}

fn masked(record: &Record, language: Language) -> Option<Group> {
    let say = words::of(language);
    let masked = match names::masked(language, &record.masked) {
        nothing if nothing.is_empty() => say.nothing_masked.to_owned(),
        masked => masked,
    };
    group("masked", say.masked_out, say.masked_about, [plain(say.values, masked)])
}

fn model(record: &Record, language: Language) -> Option<Group> {
    let say = words::of(language);
    let model = &record.model;
    let facts = [
        plain(say.asked_for, model.asked.clone()),
        plain(say.answered, model.served.clone().unwrap_or_default()),
        plain(say.provider, model.provider.clone().unwrap_or_default()),
        plain(say.provider_status, record.provider_status.map_or(String::new(), |status| status.to_string())),
    ];
    group("model", say.model, "", facts)
}

fn applied(record: &Record, language: Language) -> Option<Group> {
    let say = words::of(language);
    let facts = [
        plain(say.policy, record.policy.id.clone()),
        code(say.policy_hash, &record.policy.sha256),
        code(say.packs_hash, &record.packs),
    ];
    group("rules", say.rules_applied, say.rules_about, facts)
}

fn commitments(record: &Record, language: Language) -> Option<Group> {
    let say = words::of(language);
    let content = &record.content;
    let digits = |name, commitment: &Option<String>| code(name, commitment.as_deref().unwrap_or_default());
    let facts = [
        plain(say.algorithm, content.alg.clone()),
        digits(say.as_received, &content.request),
        digits(say.as_sent, &content.sent),
        digits(say.as_delivered, &content.answer),
    ];
    group("commitments", say.commitments, say.commitments_about, facts)
}

fn measured(record: &Record, language: Language) -> Option<Group> {
    let say = words::of(language);
    let usage = &record.usage;
    let tokens = |count: u64| if usage.estimated { fill(say.estimated, count) } else { count.to_string() };
    let facts = [
        plain(say.tokens_in, tokens(usage.input)),
        plain(say.tokens_out, tokens(usage.output)),
        plain(say.total_time, fill(say.milliseconds, record.timing.total_ms)),
        plain(
            say.provider_time,
            record.timing.provider_ms.map_or(String::new(), |millis| fill(say.milliseconds, millis)),
        ),
    ];
    group("measured", say.tokens_and_time, "", facts)
}

/// The facts that there are; no group of none.
fn group(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    facts: impl IntoIterator<Item = Fact>,
) -> Option<Group> {
    let facts: Vec<Fact> = facts.into_iter().filter(|fact| !fact.value.is_empty()).collect();
    (!facts.is_empty()).then_some(Group { id, title, about, facts })
}

fn plain(name: &'static str, value: impl Into<String>) -> Fact {
    Fact { name, value: value.into(), is_code: false }
}

fn code(name: &'static str, value: &str) -> Fact {
    Fact { name, value: value.to_owned(), is_code: true }
}

/// A count that is worth saying.
fn some(count: usize) -> String {
    if count == 0 { String::new() } else { count.to_string() }
}

/// An outcome as a class of the stylesheet.
fn class(outcome: &str) -> &'static str {
    names::outcomes().find(|known| *known == outcome).unwrap_or("other")
}

fn pretty(body: &str) -> String {
    let value: Result<serde_json::Value, _> = serde_json::from_str(body);
    value.ok().and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| body.to_owned())
}
