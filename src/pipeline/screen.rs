//! The second stage: what the brief asks for, and personal data out.

use std::sync::Arc;

use super::{
    Facts, PipelineError, Refusal, Report, Stop, Trail, Wishes,
    admit::Admitted,
    masking::{self, Masked},
    words,
};
use crate::{
    config::{PersonalData, Replacement},
    disclosure::LoggedFinding,
    domain::{Action, EntityCounts, Finding, Language, Span, Verdict},
    guardrails::{self, Described, Reading, Selection, Status},
    privacy::Vault,
    wire::{Document, Edits, Slot, SlotText, Speaker, Value, json},
};

/// Texts longer than this are screened away from the async threads, in bytes.
const LONG: usize = 256 * 1024;
/// Language of what the gateway says where nothing tells a better one.
const FALLBACK: Language = Language::En;

/// A request without personal data, that may go to a provider.
pub(super) struct Screened {
    pub(super) admitted: Admitted,
    pub(super) edits: Edits,
    pub(super) vault: Vault,
    /// The rules that apply to the copy.
    pub(super) selection: Arc<Selection>,
    /// Language of the brief, where it can be told.
    pub(super) brief_language: Option<Language>,
    /// Language of what the caller is told.
    pub(super) language: Language,
    pub(super) findings: Vec<Described>,
    pub(super) masked: EntityCounts,
}

/// Checks the brief and masks the request.
pub(super) async fn screen(
    admitted: Admitted,
    trail: &mut Trail,
    facts: &mut Facts,
) -> Result<Screened, Stop> {
    let length: usize = admitted.slots.iter().map(|slot| slot.range.len()).sum();
    let (mut screened, logged) = if length > LONG {
        tokio::task::spawn_blocking(move || work(admitted)).await.map_err(|_| PipelineError::Broken)?
    } else {
        work(admitted)
    };
    trail.entry.findings = logged;
    trail.entry.masked = screened.masked.clone();
    let policy = &screened.admitted.tenant.policy.config;
    if policy.personal_data == PersonalData::Block && !screened.vault.is_empty() {
        return Err(Refusal::PersonalData(screened.masked).into());
    }
    if policy.replacement == Replacement::Redact {
        screened.vault.forget_values();
    }
    facts.masked = screened.masked.values().sum();
    let verdict = Verdict::from_actions(screened.findings.iter().map(action_of));
    if verdict == Verdict::Blocked {
        facts.verdict = Some(verdict);
        facts.findings = Some(screened.findings.len());
        let Screened { findings, masked, .. } = screened;
        let entry = trail.entry.id.clone();
        return Err(
            Refusal::Brief(Box::new(Report { entry, verdict, findings, masked, notice: None })).into()
        );
    }
    Ok(screened)
}

fn action_of(finding: &Described) -> Action {
    if finding.action == Action::Block.as_str() { Action::Block } else { Action::Annotate }
}

/// Everything that takes computing.
fn work(mut admitted: Admitted) -> (Screened, Vec<LoggedFinding>) {
    let runtime = admitted.runtime.clone();
    let (rules, policy) = (&runtime.rules, admitted.tenant.policy.clone());
    let selection = policy.selection_for(rules, &admitted.wishes);
    let document = admitted.document.clone();
    let slots = without_wishes(&document, std::mem::take(&mut admitted.slots));
    let texts: Vec<SlotText<'_>> = slots.iter().map(|slot| slot.read(&document)).collect();
    let read = |(slot, text): (&Slot, &SlotText<'_>)| {
        let is_brief = slot.speaker == Speaker::User;
        // What is remembered was read with the rules of the policy.
        if Arc::ptr_eq(&selection, &policy.selection) {
            let owner = (admitted.tenant.config.id.as_str(), &selection);
            runtime.readings.of(&text.text, is_brief, rules, owner)
        } else {
            Arc::new(Reading::of(&text.text, is_brief, rules, &selection))
        }
    };
    let readings: Vec<Arc<Reading>> = slots.iter().zip(&texts).map(read).collect();
    // The latest turn that tells a language tells that of the answer.
    let brief_language = readings.iter().rev().find_map(|reading| reading.language);
    let Wishes { language, accepted, .. } = &admitted.wishes;
    let language = language.or(*accepted).or(brief_language).unwrap_or(FALLBACK);
    let mut findings = Vec::new();
    let mut logged = Vec::new();
    let found = slots.iter().zip(&texts).zip(&readings).flat_map(|((slot, text), reading)| {
        reading.brief.iter().map(move |finding| (slot, text, reading, finding))
    });
    for (slot, text, reading, finding) in found {
        let Some(rule) = rules.get(&finding.rule) else { continue };
        let action = guardrails::action(rule, &policy.config);
        let path = safe_pointer(&json::pointer_to(&document, slot.range.start));
        let is_shadow = rule.status == Status::Shadow;
        logged.push(LoggedFinding {
            rule: finding.rule.clone(),
            version: rule.pack.version.clone(),
            severity: finding.severity.as_str(),
            action: action.as_str(),
            shadow: is_shadow,
            choice: None,
            path: Some(path.clone()),
            fact: None,
        });
        if !is_shadow {
            let words = quote(&text.text, finding.span, &reading.personal);
            let span = finding.span.in_code_points(&text.text);
            let mut described = Described::new(rule, finding, span, words, (action, language));
            described.path = Some(path);
            findings.push(described);
        }
    }
    let (edits, vault) = mask(&admitted, &slots, &texts, &readings, brief_language.unwrap_or(language));
    let masked = masking::counts(rules, &vault);
    drop(texts);
    admitted.slots = slots;
    (Screened { admitted, edits, vault, selection, brief_language, language, findings, masked }, logged)
}

/// The slots of a request but for the gateway's own metadata, which does not go on.
fn without_wishes(document: &Document, mut slots: Vec<Slot>) -> Vec<Slot> {
    let metadata = document.root().get("metadata").into_iter().flat_map(Value::members);
    let gone: Vec<_> =
        metadata.filter(|(name, _)| Wishes::is_wish(name)).map(|(_, value)| value.range()).collect();
    slots.retain(|slot| !gone.iter().any(|range| range.contains(&slot.range.start)));
    slots
}

/// A JSON pointer without names that a caller could have made up.
fn safe_pointer(pointer: &str) -> String {
    const KNOWN: &[&str] = &[
        "messages",
        "content",
        "text",
        "refusal",
        "name",
        "tool_calls",
        "function",
        "arguments",
        "function_call",
        "input",
    ];
    let step = |step: &str| {
        let is_known =
            step.is_empty() || KNOWN.contains(&step) || step.bytes().all(|byte| byte.is_ascii_digit());
        if is_known { step.to_owned() } else { "*".to_owned() }
    };
    pointer.split('/').map(step).collect::<Vec<_>>().join("/")
}

/// The words of a finding, with the personal data in them replaced by its kind.
pub(super) fn quote(text: &str, span: Span, personal: &[Finding]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for hit in personal.iter().filter(|hit| hit.span.overlaps(span)) {
        out.push_str(text.get(at..hit.span.start.max(at)).unwrap_or_default());
        out.push_str(&format!("[{}]", hit.label));
        at = hit.span.end.max(at);
    }
    out.push_str(text.get(at..span.end).unwrap_or_default());
    out
}

/// The edits that take personal data and the gateway's own metadata out of a request.
fn mask(
    admitted: &Admitted,
    slots: &[Slot],
    texts: &[SlotText<'_>],
    readings: &[Arc<Reading>],
    language: Language,
) -> (Edits, Vault) {
    let mut edits = Edits::default();
    if let Some(metadata) = admitted.document.root().get("metadata") {
        let has_wish = metadata.members().any(|(name, _)| Wishes::is_wish(&name));
        if has_wish {
            edits.remove_members(metadata, Wishes::is_wish);
        }
    }
    let policy = &admitted.tenant.policy;
    if policy.config.personal_data == PersonalData::Allow {
        return (edits, Vault::default());
    }
    let words: Vec<&str> = texts.iter().map(|text| text.text.as_ref()).collect();
    let found: Vec<&[Finding]> = readings.iter().map(|reading| reading.personal.as_slice()).collect();
    let Masked { replacements, vault } = masking::mask(&admitted.runtime, policy, &words, &found);
    for ((slot, text), places) in slots.iter().zip(texts).zip(replacements) {
        for (span, placeholder) in places {
            let spelt = if text.is_bare_number(span) {
                json::escape(&json::quote(&placeholder))
            } else {
                slot.spell(&placeholder)
            };
            edits.replace(text.in_document(span), spelt);
        }
    }
    let note = note(&vault, language);
    if !note.is_empty() {
        admitted.format.add_instruction(&admitted.document, &mut edits, &note);
    }
    (edits, vault)
}

/// What the model is told about placeholders and stand-ins, as far as there are some.
fn note(vault: &Vault, language: Language) -> String {
    let examples: Vec<String> = vault.shown().take(3).collect();
    let placeholders =
        (!examples.is_empty()).then(|| words::keep_placeholders(language, &examples.join(", ")));
    let details = vault.has_stand_ins().then(|| words::keep_details(language).to_owned());
    placeholders.into_iter().chain(details).collect::<Vec<_>>().join(" ")
}
