//! The first stage: is this a request, for a model of this tenant, within its limits?

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    CopyRequest, Facts, Pipeline, PipelineError, Refusal, Runtime, Stop, Tenant, Trail, Wishes,
    runtime::Model,
};
use crate::{
    config::Media,
    disclosure::Tags,
    domain::Caller,
    guardrails::{RuleSet, Selection},
    limits::{self, Admission, Limit},
    wire::{Ask, Document, Format, ShapeError, Slot},
};

/// A request that was let in.
pub(super) struct Admitted {
    pub(super) runtime: Arc<Runtime>,
    pub(super) tenant: Arc<Tenant>,
    pub(super) model: Arc<Model>,
    pub(super) format: Format,
    pub(super) document: Document,
    pub(super) slots: Vec<Slot>,
    pub(super) ask: Ask,
    pub(super) wishes: Wishes,
    /// The day, in UTC: offers end on days.
    pub(super) today: Date,
    /// Its place, to the end of the answer.
    pub(super) admission: Admission,
}

/// Digits of a tag that are no date: more could be a telephone number or an account.
const LONGEST_NUMBER: usize = 8;

impl Pipeline {
    /// Lets a request in or refuses it.
    pub(super) async fn admit(
        &self,
        request: CopyRequest,
        caller: Caller,
        trail: &mut Trail,
        facts: &mut Facts,
    ) -> Result<Admitted, Stop> {
        let runtime = self.runtime();
        let tenant = runtime.tenant(&caller.tenant).cloned().ok_or(PipelineError::NoTenant)?;
        trail.under(&runtime, &tenant);
        let CopyRequest { format, body, mut wishes, .. } = request;
        let body = body.map_err(Refusal::from)?;
        trail.entry.content.request = Some(trail.commit_to(&body));
        let document = Document::parse(body).map_err(Refusal::NotJson)?;
        let ask = format.ask(&document).map_err(Refusal::WrongShape)?;
        trail.entry.stream = ask.stream;
        wishes.read_metadata(&document);
        trail.entry.tags = without_personal_data(wishes.tags.clone(), &runtime.rules);
        readable_facts(&wishes, "/metadata/x-candor-facts")?;
        if !Selection::unknown(&runtime.rules, &wishes.packs).is_empty() {
            return Err(Refusal::UnknownPack.into());
        }
        let model = runtime.model(&tenant, &ask.model).cloned().ok_or(Refusal::ModelNotFound)?;
        trail.entry.model.asked = model.alias.clone();
        trail.entry.media_not_inspected = format.media(&document);
        if trail.entry.media_not_inspected > 0 && tenant.policy.config.media == Media::Refuse {
            return Err(Refusal::Media.into());
        }
        let slots = format.request_slots(&document);
        let admission = self.within_limits(&tenant, &document, &slots, &ask).await;
        let admission = admission.inspect_err(|stop| {
            if let Stop::Refused(Refusal::OverLimit(over)) = stop {
                facts.standing = Some(over.standing);
            }
        })?;
        facts.standing = Some(admission.standing());
        let today = self.today();
        Ok(Admitted { runtime, tenant, model, format, document, slots, ask, wishes, today, admission })
    }

    /// Reserves tokens by a quick upper bound; where that does not fit, by the exact count.
    async fn within_limits(
        &self,
        tenant: &Tenant,
        document: &Document,
        slots: &[Slot],
        ask: &Ask,
    ) -> Result<Admission, Stop> {
        let answer = ask.max_tokens.unwrap_or(limits::DEFAULT_ANSWER_TOKENS).saturating_mul(ask.choices);
        let bound: u64 = slots.iter().map(|slot| slot.range.len() as u64).sum();
        match self.limiter.admit(&tenant.config, bound.saturating_add(answer)) {
            Ok(admission) => Ok(admission),
            Err(over) if over.limit == Limit::Tokens => {
                let texts: Vec<String> =
                    slots.iter().map(|slot| slot.read(document).text.into_owned()).collect();
                let count = move || limits::count(&texts.iter().map(String::as_str).collect::<Vec<_>>());
                let exact = tokio::task::spawn_blocking(count).await.map_err(|_| PipelineError::Broken)?;
                let admitted = self.limiter.admit(&tenant.config, exact.saturating_add(answer));
                Ok(admitted.map_err(Refusal::OverLimit)?)
            }
            Err(over) => Err(Refusal::OverLimit(over).into()),
        }
    }
}

/// Facts that cannot be read are no facts: the caller hears of it, rather than that all is well.
pub(super) fn readable_facts(wishes: &Wishes, pointer: &str) -> Result<(), Refusal> {
    let expected = "a JSON object of facts, each of its type";
    let fault = || ShapeError { pointer: pointer.to_owned(), expected };
    if wishes.has_bad_facts { Err(Refusal::WrongShape(fault())) } else { Ok(()) }
}

/// The tags that name nobody: they go into the log as they are, and callers put anything into them.
pub(super) fn without_personal_data(mut tags: Tags, rules: &RuleSet) -> Tags {
    if tags == Tags::default() {
        return tags;
    }
    let everything = Selection::of(rules, &["*".to_owned()]);
    let is_personal = |tag: &mut String| {
        // `claire.fontaine` is a name, too.
        let words: Vec<_> = tag.split(['.', '_', '-']).map(capitalised).collect();
        let has_long_number = tag.bytes().filter(u8::is_ascii_digit).count() > LONGEST_NUMBER;
        has_long_number
            || [tag.clone(), words.join(" ")]
                .iter()
                .any(|text| !rules.personal_data(text, &everything).is_empty())
    };
    for tag in [&mut tags.use_case, &mut tags.channel, &mut tags.market, &mut tags.campaign] {
        let _removed = tag.take_if(is_personal);
    }
    tags
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
