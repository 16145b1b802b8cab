//! The fourth stage: copy rules on the masked copy.

use super::{
    Refusal, Stop,
    draft::Drafted,
    judge::{Answered, Judge},
};
use crate::{
    disclosure::LoggedFinding,
    domain::{Action, EntityCounts, Verdict},
    guardrails::Described,
    limits::Admission,
    privacy::{self, Restored},
    providers::Reply,
    wire::{Document, Format, Slot, SlotText, Usage},
};

/// What the fourth stage gives.
pub(super) enum Seen {
    /// A whole answer, inspected.
    Whole(Box<Inspected>),
    /// A stream, which is inspected as it comes.
    Stream(Box<Drafted>),
}

/// An answer that was inspected.
pub(super) struct Inspected {
    pub(super) document: Document,
    pub(super) format: Format,
    pub(super) judge: Judge,
    pub(super) admission: Admission,
    pub(super) slots: Vec<InspectedSlot>,
    /// Choices whose text is withheld.
    pub(super) withheld: Vec<u64>,
    pub(super) verdict: Verdict,
    /// Those of the brief, then those of the copy.
    pub(super) findings: Vec<Described>,
    pub(super) logged: Vec<LoggedFinding>,
    pub(super) masked: EntityCounts,
    pub(super) usage: Option<Usage>,
}

/// One text of the answer.
pub(super) struct InspectedSlot {
    pub(super) slot: Slot,
    pub(super) text: String,
    pub(super) restored: Vec<Restored>,
}

/// Inspects a whole answer, every text of every choice.
pub(super) fn inspect(drafted: Drafted) -> Result<Seen, Stop> {
    let Drafted { mut screened, reply } = drafted;
    let Reply::Whole(body) = reply else { return Ok(Seen::Stream(Box::new(Drafted { screened, reply }))) };
    let nonsense = || Refusal::ProviderFailed { status: Some(200) };
    let format = screened.admitted.format;
    let document = Document::parse_answer(&body).map_err(|_| nonsense())?;
    if !format.is_answer(&document) {
        return Err(nonsense().into());
    }
    let judge = Judge::new(&mut screened);
    let mut findings = std::mem::take(&mut screened.findings);
    let (mut slots, mut logged, mut withheld) = (Vec::new(), Vec::new(), Vec::new());
    for slot in format.answer_slots(&document, screened.admitted.ask.wants_json) {
        let SlotText { text, .. } = slot.read(&document);
        let text = text.into_owned();
        let scanner = judge.scanner().read(&text);
        let restored = privacy::restore(&text, &judge.vault);
        let answered = Answered { choice: slot.choice, lane: &slot.lane, masked: &text, restored: &restored };
        for judged in judge.judge(scanner.findings(), &answered) {
            if judged.described.as_ref().is_some_and(|finding| finding.action == Action::Block.as_str()) {
                withheld.push(slot.choice);
            }
            findings.extend(judged.described);
            logged.push(judged.logged);
        }
        slots.push(InspectedSlot { slot, text, restored });
    }
    let verdict = verdict(&findings);
    let usage = format.usage(&document);
    let masked = std::mem::take(&mut screened.masked);
    let admission = screened.admitted.admission;
    let inspected = Inspected {
        document,
        format,
        judge,
        admission,
        slots,
        withheld,
        verdict,
        findings,
        logged,
        masked,
        usage,
    };
    Ok(Seen::Whole(Box::new(inspected)))
}

/// What a list of findings leads to.
pub(super) fn verdict(findings: &[Described]) -> Verdict {
    let action = |finding: &Described| match finding.action {
        action if action == Action::Block.as_str() => Action::Block,
        action if action == Action::Mask.as_str() => Action::Mask,
        _ => Action::Annotate,
    };
    Verdict::from_actions(findings.iter().map(action))
}

/// How the log calls the end that a verdict is.
pub(super) fn ending(verdict: Verdict) -> crate::disclosure::Outcome {
    match verdict {
        Verdict::Released => crate::disclosure::Outcome::Released,
        Verdict::Annotated => crate::disclosure::Outcome::Annotated,
        Verdict::Blocked => crate::disclosure::Outcome::Blocked,
    }
}
