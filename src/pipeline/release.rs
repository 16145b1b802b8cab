//! The fifth stage: values back in, what is withheld taken out, findings and notice attached.

use bytes::Bytes;

use super::{
    Facts, Report, Trail,
    draft::Drafted,
    inspect::{self, Inspected},
    judge::{Delivered, Judge},
    words,
};
use crate::{
    disclosure::{Reason, TokenCounts},
    domain::Verdict,
    wire::{Edits, Usage},
};

/// What leaves the pipeline.
pub(super) enum Ready {
    /// A whole answer.
    Whole { body: Bytes, report: Report },
    /// A stream, inspected as it goes out.
    Stream(Box<Drafted>),
}

/// Makes the answer that the caller gets.
pub(super) fn release(inspected: Inspected, trail: &mut Trail, facts: &mut Facts) -> Ready {
    let Inspected {
        document,
        format,
        judge,
        mut admission,
        slots,
        withheld,
        verdict,
        findings,
        logged,
        masked,
        usage,
    } = inspected;
    let mut edits = Edits::default();
    let mut delivered: Vec<(u64, String)> = Vec::new();
    let mut restored_in: Vec<u64> = Vec::new();
    for inspected in slots.iter().filter(|inspected| !withheld.contains(&inspected.slot.choice)) {
        let text = inspected.slot.read(&document);
        for restored in &inspected.restored {
            edits.replace(text.in_document(restored.span), inspected.slot.spell(&restored.value));
            restored_in.push(inspected.slot.choice);
        }
        delivered.push((inspected.slot.choice, Delivered::new(&inspected.text, &inspected.restored).text));
    }
    for (choice, value) in format.choices(&document) {
        if withheld.contains(&choice) {
            let of_choice: Vec<_> =
                findings.iter().filter(|finding| finding.choice == Some(choice)).cloned().collect();
            format.withhold(&mut edits, value, &judge.why_withheld(&of_choice));
        } else if restored_in.contains(&choice) {
            format.drop_token_texts(&mut edits, value);
        }
    }
    trail.entry.findings.extend(logged);
    trail.entry.content.answer = Some(commitment(trail, &mut delivered));
    let counts = token_counts(usage, &judge, slots.iter().map(|slot| slot.text.len()).sum());
    trail.entry.usage = counts;
    admission.charge(counts.input + counts.output);
    trail.ended(inspect::ending(verdict), (verdict == Verdict::Blocked).then_some(Reason::Copy));
    facts.verdict = Some(verdict);
    facts.findings = Some(findings.len());
    let notice = Some(words::notice(judge.language));
    let report = Report { entry: trail.entry.id.clone(), verdict, findings, masked, notice };
    format.attach(&document, &mut edits, &as_json(&report));
    Ready::Whole { body: edits.apply(document.bytes()), report }
}

/// A report as the JSON of the field `candor`.
pub(super) fn as_json(report: &Report) -> String {
    // Strings, numbers and lists only: it always has a JSON form.
    serde_json::to_string(report).unwrap_or_default()
}

/// The commitment to the delivered texts: by choice, each followed by a zero byte.
pub(super) fn commitment(trail: &Trail, delivered: &mut [(u64, String)]) -> String {
    delivered.sort_by_key(|(choice, _)| *choice);
    let mut content = Vec::new();
    for (_, text) in delivered {
        content.extend_from_slice(text.as_bytes());
        content.push(0);
    }
    trail.commit_to(&content)
}

/// What the provider counted, else an estimate that says so.
pub(super) fn token_counts(usage: Option<Usage>, judge: &Judge, written: usize) -> TokenCounts {
    match usage {
        Some(usage) => TokenCounts { input: usage.input, output: usage.output, estimated: false },
        None => TokenCounts { input: judge.sent_tokens, output: estimate(written), estimated: true },
    }
}

/// About four bytes a token.
pub(super) fn estimate(bytes: usize) -> u64 {
    bytes.div_ceil(4) as u64
}
