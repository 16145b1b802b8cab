//! What the pipeline answered → what the studio shows.
//!
//! The answer is read leniently: whatever a provider sends, the text of each choice is shown or it is said why
//! there is none. Places of findings count in the delivered text of their choice, so that text is never changed.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::{
    super::{
        findings::Text,
        names,
        pages::{Card, Seen, Withheld, Written},
        words::{self, Words, fill},
    },
    order::Order,
};
use crate::{
    domain::{Action, Language, Verdict},
    guardrails::{Described, RuleSet},
    pipeline::Report,
};

/// Where the brief stands in the request that the studio makes.
const BRIEF: &str = "/messages/1/content";

/// Shows answers.
pub(super) struct View {
    /// Tell the language of a text.
    pub(super) rules: Arc<RuleSet>,
    /// Of the interface.
    pub(super) language: Language,
    pub(super) may_review: bool,
}

/// An answer, as far as the studio reads it.
#[derive(Debug, Deserialize)]
struct Completion {
    choices: Vec<Choice>,
}

#[derive(Debug, Deserialize)]
struct Choice {
    index: Option<u64>,
    #[serde(default)]
    message: Message,
    finish_reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Message {
    #[serde(default)]
    content: Value,
    #[serde(default)]
    refusal: Value,
}

impl Message {
    /// The text; parts of it are put together.
    fn text(&self) -> String {
        match &self.content {
            Value::String(text) => text.clone(),
            Value::Array(parts) => parts.iter().filter_map(|part| part.get("text")?.as_str()).collect(),
            _ => String::new(),
        }
    }
}

impl View {
    fn say(&self) -> &'static Words {
        words::of(self.language)
    }

    /// The copy of an answer; `None` when it cannot be read.
    pub(super) fn written(&self, body: &[u8], report: &Report, order: &Order) -> Option<Written> {
        let completion: Completion = serde_json::from_slice(body).ok()?;
        let say = self.say();
        let mut choices: Vec<(u64, Choice)> = (0..)
            .zip(completion.choices)
            .map(|(position, choice)| (choice.index.unwrap_or(position), choice))
            .collect();
        choices.sort_by_key(|(index, _)| *index);
        let is_fewer = choices.len() < usize::from(order.variants);
        let has_text = choices.iter().any(|(_, choice)| !choice.message.text().is_empty());
        let cards = (1..)
            .zip(&choices)
            .map(|(number, (index, choice))| self.card(number, *index, choice, &report.findings));
        Some(Written {
            verdict: report.verdict.as_str(),
            summary: match report.verdict {
                Verdict::Released => say.told_released,
                Verdict::Annotated => say.told_annotated,
                Verdict::Blocked if has_text => say.told_blocked,
                Verdict::Blocked => say.told_all_blocked,
            },
            masked: match names::masked(self.language, &report.masked) {
                nothing if nothing.is_empty() => say.nothing_masked.to_owned(),
                masked => masked,
            },
            // Where all is withheld there is nothing that a machine wrote.
            notice: report.notice.filter(|_| has_text),
            entry: report.entry.to_string(),
            is_linked: self.may_review,
            fewer: is_fewer.then_some(say.fewer),
            cards: cards.collect(),
        })
    }

    fn card(&self, number: usize, index: u64, choice: &Choice, all: &[Described]) -> Card {
        let text = choice.message.text();
        let scope = format!("variant-{number}");
        let of_choice = || all.iter().filter(|finding| finding.choice == Some(index));
        let in_text: Vec<&Described> = of_choice().filter(|finding| finding.path.is_none()).collect();
        // A place beside the text is shown with the finding; what is withheld has no text to mark.
        let beside: Vec<&Described> = of_choice().filter(|finding| finding.path.is_some()).collect();
        let language = self.rules.language(&text);
        let copy = Text { scope: &scope, content: &text, language, found: &in_text, is_open: false };
        let beside = Text { scope: &format!("{scope}-beside"), content: "", found: &beside, ..copy };
        let mut list = copy.list(self.language);
        list.extend(beside.list(self.language));
        Card {
            text: (!text.is_empty()).then(|| copy.marked(self.language)),
            title: fill(self.say().variant, number),
            length: fill(self.say().characters, text.chars().count()),
            withheld: self.withheld(choice, &text, of_choice().any(is_blocking)),
            findings_title: names::findings(self.language, list.len()),
            findings: list,
            id: scope,
        }
    }

    /// Why there is no text, or not all of it.
    fn withheld(&self, choice: &Choice, text: &str, is_ours: bool) -> Option<Withheld> {
        let say = self.say();
        let told = |title, why: &str| Some(Withheld { title, why: why.to_owned() });
        let is_filtered = choice.finish_reason.as_deref() == Some("content_filter");
        match (text.is_empty(), choice.message.refusal.as_str()) {
            (_, _) if is_filtered && is_ours => told(say.withheld, say.withheld_why),
            (true, _) if is_filtered => told(say.withheld, say.withheld_by_provider),
            (true, Some(refusal)) if !refusal.is_empty() => told(say.declined, refusal),
            (true, _) => told(say.empty, say.empty_why),
            (false, _) if choice.finish_reason.as_deref() == Some("length") => told(say.cut_off, ""),
            (false, _) => None,
        }
    }

    /// What was found in the brief; `None` when nothing was.
    pub(super) fn seen(&self, brief: &str, all: &[Described]) -> Option<Seen> {
        let in_brief: Vec<&Described> = all
            .iter()
            .filter(|finding| finding.choice.is_none() && finding.path.as_deref() == Some(BRIEF))
            .collect();
        if in_brief.is_empty() {
            return None;
        }
        let language = self.rules.language(brief);
        let text = Text { scope: "brief", content: brief, language, found: &in_brief, is_open: true };
        Some(Seen {
            title: fill(self.say().about_brief, names::findings(self.language, in_brief.len())),
            text: Some(text.marked(self.language)),
            findings: text.list(self.language),
        })
    }
}

fn is_blocking(finding: &Described) -> bool {
    finding.action == Action::Block.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        domain::EntryId,
        edge::web::studio::order::{Channel, CopyLanguage},
        guardrails::Sources,
    };

    fn written(variants: u8, body: &Value) -> Option<Written> {
        let rules = Arc::new(RuleSet::load(&Sources::built_in()).unwrap());
        let view = View { rules, language: Language::En, may_review: true };
        let report = Report {
            entry: EntryId::new("ent_1"),
            verdict: Verdict::Released,
            findings: Vec::new(),
            masked: [("PERSON".into(), 2)].into(),
            notice: Some("A machine wrote this."),
        };
        let (channel, language) = (Channel::Email, CopyLanguage::AsTheBrief);
        let order = Order { brief: String::new(), channel, language, variants, model: "copy".to_owned() };
        view.written(body.to_string().as_bytes(), &report, &order)
    }

    fn choice(message: &Value, reason: &str) -> Written {
        let choice = json!({ "index": 0, "message": message, "finish_reason": reason });
        written(1, &json!({ "choices": [choice] })).unwrap()
    }

    fn told(written: &Written) -> &str {
        written.cards.first().unwrap().withheld.as_ref().map_or("", |withheld| withheld.title)
    }

    #[test]
    fn a_choice_without_text_says_why() {
        let filtered = choice(&json!({ "content": null }), "content_filter");
        assert_eq!(told(&filtered), "This variant is withheld.");
        assert!(filtered.notice.is_none(), "there is nothing that a machine wrote");
        let declined = choice(&json!({ "content": null, "refusal": "I would rather not." }), "stop");
        assert_eq!(told(&declined), "The model declined to write this:");
        assert_eq!(told(&choice(&json!({ "content": "" }), "stop")), "The model sent no text.");
        assert_eq!(told(&choice(&json!({ "content": "Half a" }), "length")), words::of(Language::En).cut_off);
        assert_eq!(told(&choice(&json!({ "content": "All of it." }), "stop")), "");
    }

    #[test]
    fn choices_stand_in_their_order_and_missing_ones_are_missed() {
        let of = |index: u64, text: &str| json!({ "index": index, "message": { "content": text } });
        let written = written(3, &json!({ "choices": [of(1, "second"), of(0, "first")] })).unwrap();
        let text = |card: &Card| card.text.as_ref().unwrap().pieces.first().unwrap().text.clone();
        assert_eq!(written.cards.iter().map(text).collect::<Vec<_>>(), ["first", "second"]);
        assert!(written.fewer.is_some());
        assert_eq!(written.masked, "2 names");
    }

    #[test]
    fn text_in_parts_is_put_together_and_what_is_no_answer_is_none() {
        let parts = json!([{ "type": "text", "text": "One " }, { "type": "text", "text": "two" }]);
        let written = choice(&json!({ "content": parts }), "stop");
        assert_eq!(written.cards.first().unwrap().length, "7 characters");
        assert!(self::written(1, &json!({ "object": "list" })).is_none());
    }
}
