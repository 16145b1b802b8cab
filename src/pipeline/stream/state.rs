//! What is known of a streamed answer as a whole.

use bytes::Bytes;

use super::{Broken, lane::Lane};
use crate::{
    config::StreamMode,
    disclosure::{Outcome, Reason},
    domain::EntityCounts,
    guardrails::Described,
    limits::Admission,
    pipeline::{Report, Trail, inspect, judge::Judge, release, screen::Screened, words},
    wire::{Document, Format, Usage, sse},
};

/// Counts and names that belong to no single event.
pub(super) struct State {
    pub(super) format: Format,
    pub(super) judge: Judge,
    pub(super) mode: StreamMode,
    /// The caller wants JSON as content.
    pub(super) is_json: bool,
    /// The caller asked for the token counts.
    pub(super) wants_usage: bool,
    /// An event to take names from.
    pub(super) like: Option<Document>,
    /// The provider said that it is done.
    pub(super) has_done: bool,
    pub(super) broken: Option<Broken>,
    /// Choices whose text is withheld.
    pub(super) withheld: Vec<u64>,
    /// Choices that have ended.
    ended: Vec<u64>,
    choices: u64,
    usage: Option<Usage>,
    /// Findings of the brief.
    brief: Vec<Described>,
    masked: EntityCounts,
    admission: Admission,
}

impl State {
    pub(super) fn new(mut screened: Screened) -> Self {
        let judge = Judge::new(&mut screened);
        let ask = &screened.admitted.ask;
        Self {
            format: screened.admitted.format,
            mode: screened.admitted.tenant.policy.config.stream,
            is_json: ask.wants_json,
            wants_usage: ask.wants_usage,
            choices: ask.choices,
            judge,
            like: None,
            has_done: false,
            broken: None,
            withheld: Vec::new(),
            ended: Vec::new(),
            usage: None,
            brief: std::mem::take(&mut screened.findings),
            masked: std::mem::take(&mut screened.masked),
            admission: screened.admitted.admission,
        }
    }

    /// Every choice that was asked for has ended.
    pub(super) fn is_answered(&self) -> bool {
        self.ended.len() as u64 >= self.choices
    }

    pub(super) fn is_all_withheld(&self) -> bool {
        self.withheld.len() as u64 >= self.choices
    }

    pub(super) fn note_ended(&mut self, choices: &[u64]) {
        for choice in choices {
            if !self.ended.contains(choice) {
                self.ended.push(*choice);
            }
        }
    }

    /// Providers repeat counts or send them in parts; the largest is right.
    pub(super) fn note_usage(&mut self, usage: Option<Usage>) {
        if let Some(usage) = usage {
            let known = self.usage.unwrap_or_default();
            self.usage =
                Some(Usage { input: known.input.max(usage.input), output: known.output.max(usage.output) });
        }
    }

    /// Choices that a rule withholds since the last call; they end with that.
    pub(super) fn newly_withheld(&mut self, lanes: &[Lane]) -> Vec<u64> {
        let mut new = Vec::new();
        for lane in lanes.iter().filter(|lane| lane.is_blocked()) {
            if !self.withheld.contains(&lane.choice) {
                self.withheld.push(lane.choice);
                new.push(lane.choice);
            }
        }
        self.note_ended(&new);
        new
    }

    /// The event that ends a withheld choice.
    pub(super) fn withheld_event(&self, choice: u64, lanes: &[Lane], report: Option<&str>) -> Bytes {
        let findings = self.findings(lanes.iter().filter(|lane| lane.choice == choice));
        let why = self.judge.why_withheld(&findings);
        sse::event(self.format.withheld_event(self.like.as_ref(), choice, &why, report).as_bytes())
    }

    fn findings<'l>(&self, lanes: impl Iterator<Item = &'l Lane>) -> Vec<Described> {
        lanes.flat_map(|lane| lane.judged(&self.judge)).filter_map(|judged| judged.described).collect()
    }

    /// What the gateway says of the answer.
    pub(super) fn report(&self, trail: &Trail, lanes: &[Lane]) -> Report {
        let mut findings = self.brief.clone();
        findings.extend(self.findings(lanes.iter()));
        Report {
            entry: trail.entry.id.clone(),
            verdict: inspect::verdict(&findings),
            findings,
            masked: self.masked.clone(),
            notice: Some(words::notice(self.judge.language)),
        }
    }

    /// Notes everything that is known at the end, however it came; `outcome` where the verdict does not say it.
    pub(super) fn close(&mut self, trail: &mut Trail, lanes: &[Lane], outcome: Option<Outcome>) {
        let verdict = self.report(trail, lanes).verdict;
        let is_blocked = !self.withheld.is_empty();
        let judged = lanes.iter().flat_map(|lane| lane.judged(&self.judge));
        trail.entry.findings.extend(judged.map(|judged| judged.logged));
        let delivered = lanes.iter().filter(|lane| !self.withheld.contains(&lane.choice));
        let mut delivered: Vec<_> = delivered.map(|lane| (lane.choice, lane.delivered())).collect();
        trail.entry.content.answer = Some(release::commitment(trail, &mut delivered));
        let written = lanes.iter().map(|lane| lane.length).sum();
        let counts = release::token_counts(self.usage, &self.judge, written);
        trail.entry.usage = counts;
        self.admission.charge(counts.input + counts.output);
        match (outcome, self.broken) {
            (Some(outcome), _) => trail.ended(outcome, None),
            (None, Some(broken)) => trail.ended(Outcome::Failed, Some(super::reason(broken))),
            (None, None) => trail.ended(inspect::ending(verdict), is_blocked.then_some(Reason::Copy)),
        }
    }
}
