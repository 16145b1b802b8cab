//! The studio's form: as it was filled in, as it is meant, and as the request that comes of it.

use async_openai::types::chat::{
    ChatCompletionRequestMessage, ChatCompletionRequestSystemMessage, ChatCompletionRequestUserMessage,
    CreateChatCompletionRequest,
};
use bytes::Bytes;

use super::super::{
    form::{Choice, Fields, Problem},
    pages::{Seen, Select, StudioForm},
    words::Words,
};
use crate::{domain::Language, prompts::Prompts};

/// The fields of the form.
pub(super) const FIELDS: &[&str] = &["brief", "channel", "model", "language", "variants"];

/// Most variants at once.
const MOST_VARIANTS: u8 = 3;

/// The house rules for marketing copy under `prompts/system/`.
const HOUSE_RULES: &str = "marketing-writer";
/// What the studio asks for, under `prompts/tasks/`.
const TASK: &str = "copy";

/// Where copy will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Channel {
    #[default]
    Email,
    WebPage,
    SocialPost,
    Advert,
    Sms,
    Newsletter,
}

impl Channel {
    const ALL: [Self; 6] =
        [Self::Email, Self::WebPage, Self::SocialPost, Self::Advert, Self::Sms, Self::Newsletter];

    /// The word of the form and of the log.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::WebPage => "web-page",
            Self::SocialPost => "social-post",
            Self::Advert => "advert",
            Self::Sms => "sms",
            Self::Newsletter => "newsletter",
        }
    }

    /// What people and models call it.
    fn name(self, language: Language) -> &'static str {
        let [english, french] = match self {
            Self::Email => ["e-mail", "e-mail"],
            Self::WebPage => ["web page", "page web"],
            Self::SocialPost => ["social post", "publication sur un réseau social"],
            Self::Advert => ["advert", "annonce publicitaire"],
            Self::Sms => ["SMS", "SMS"],
            Self::Newsletter => ["newsletter", "newsletter"],
        };
        if language == Language::Fr { french } else { english }
    }
}

/// The language that copy is asked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum CopyLanguage {
    #[default]
    AsTheBrief,
    English,
    French,
}

impl CopyLanguage {
    const ALL: [Self; 3] = [Self::AsTheBrief, Self::English, Self::French];

    fn id(self) -> &'static str {
        match self {
            Self::AsTheBrief => "brief",
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language, where it does not depend on the brief.
    pub(super) fn fixed(self) -> Option<Language> {
        match self {
            Self::AsTheBrief => None,
            Self::English => Some(Language::En),
            Self::French => Some(Language::Fr),
        }
    }
}

/// The form as it came; empty fields stand for the first of their choices.
#[derive(Debug, Clone, Default)]
pub(super) struct Filled {
    pub(super) brief: String,
    channel: String,
    model: String,
    language: String,
    variants: String,
    pub(super) errors: Errors,
}

/// What is wrong with it.
#[derive(Debug, Clone, Default)]
pub(super) struct Errors {
    pub(super) brief: Option<String>,
    pub(super) model: Option<&'static str>,
    channel: Option<&'static str>,
    language: Option<&'static str>,
    variants: Option<&'static str>,
}

/// The form as it is meant.
#[derive(Debug)]
pub(super) struct Order {
    pub(super) brief: String,
    pub(super) channel: Channel,
    pub(super) language: CopyLanguage,
    pub(super) variants: u8,
    pub(super) model: String,
}

impl Filled {
    /// Takes the fields of a form.
    pub(super) fn take(fields: &mut Fields) -> Self {
        Self {
            // Browsers end lines with two characters; writers, and places of findings, count one.
            brief: fields.take("brief").replace("\r\n", "\n"),
            channel: fields.take("channel"),
            model: fields.take("model"),
            language: fields.take("language"),
            variants: fields.take("variants"),
            errors: Errors::default(),
        }
    }

    /// What is asked for; `None` when something is wrong, which then stands in `errors`.
    pub(super) fn order(&mut self, models: &[String], say: &'static Words) -> Option<Order> {
        let is_default = |field: &str, is_first: bool| field.is_empty() && is_first;
        let channel = Channel::ALL
            .into_iter()
            .find(|one| one.id() == self.channel || is_default(&self.channel, *one == Channel::default()));
        let language = CopyLanguage::ALL.into_iter().find(|one| {
            one.id() == self.language || is_default(&self.language, *one == CopyLanguage::default())
        });
        let variants = (1..=MOST_VARIANTS)
            .find(|n| n.to_string() == self.variants || is_default(&self.variants, *n == 1));
        let model = models.iter().find(|model| **model == self.model || self.model.is_empty());
        let no_model = if models.is_empty() { say.no_model } else { say.not_a_choice };
        self.errors = Errors {
            brief: self.brief.trim().is_empty().then(|| say.brief_missing.to_owned()),
            channel: channel.is_none().then_some(say.not_a_choice),
            model: model.is_none().then_some(no_model),
            language: language.is_none().then_some(say.not_a_choice),
            variants: variants.is_none().then_some(say.not_a_choice),
        };
        if self.errors.brief.is_some() {
            return None;
        }
        Some(Order {
            brief: self.brief.clone(),
            channel: channel?,
            model: model?.clone(),
            language: language?,
            variants: variants?,
        })
    }

    /// The list at the top of the page of what is wrong.
    pub(super) fn problem(&self, say: &'static Words) -> Option<Problem> {
        let Errors { brief, model, channel, language, variants } = &self.errors;
        Problem::at(
            say.problem,
            &[
                ("brief", brief.as_deref()),
                ("channel", *channel),
                ("model", *model),
                ("language", *language),
                ("variants", *variants),
            ],
        )
    }

    /// The form for the page, filled in.
    pub(super) fn form(&self, models: &[String], say: &'static Words, seen: Option<Seen>) -> StudioForm {
        let language = say.language;
        let choice = |value: &str, name: &str, chosen: &str| Choice {
            value: value.to_owned(),
            name: name.to_owned(),
            is_chosen: value == chosen,
        };
        let channels = Channel::ALL.map(|one| choice(one.id(), one.name(language), &self.channel)).to_vec();
        let languages = CopyLanguage::ALL.map(|one| {
            let name = match one {
                CopyLanguage::AsTheBrief => say.as_the_brief,
                CopyLanguage::English => say.english,
                CopyLanguage::French => say.french,
            };
            choice(one.id(), name, &self.language)
        });
        let counts = (1..=MOST_VARIANTS).map(|n| n.to_string());
        let Errors { model, channel, language, variants, .. } = self.errors;
        let select = |id, label, choices, error| Select { id, label, choices, error };
        StudioForm {
            brief: self.brief.clone(),
            brief_error: self.errors.brief.clone(),
            seen,
            selects: vec![
                select("channel", say.channel, channels, channel),
                select("model", say.model, models.iter().map(|m| choice(m, m, &self.model)).collect(), model),
                select("language", say.copy_language, languages.to_vec(), language),
                select(
                    "variants",
                    say.variants,
                    counts.map(|n| choice(&n, &n, &self.variants)).collect(),
                    variants,
                ),
            ],
        }
    }
}

impl Order {
    /// The system message: house rules, channel and language, in the language of the copy. `None` where there are
    /// no house rules: without them nothing is written.
    pub(super) fn house_rules(
        &self,
        prompts: &Prompts,
        of_brief: Option<Language>,
        interface: Language,
    ) -> Option<String> {
        let language = self.language.fixed().or(of_brief).unwrap_or(interface);
        let language = if language == Language::Fr { Language::Fr } else { Language::En };
        let rules = prompts.get(HOUSE_RULES, language)?.render(&[]).ok()?;
        let tongue = match (self.language, language) {
            (CopyLanguage::AsTheBrief, Language::Fr) => "celle du brief",
            (CopyLanguage::AsTheBrief, _) => "that of the brief",
            (_, Language::Fr) => "français",
            _ => "English",
        };
        let inputs = [("channel", self.channel.name(language)), ("language", tongue)];
        let task = prompts.get(TASK, language)?.render(&inputs).ok()?;
        Some(format!("{rules}\n\n{task}"))
    }

    /// The request, as a program would send it.
    pub(super) fn body(&self, house_rules: &str) -> Bytes {
        let messages: Vec<ChatCompletionRequestMessage> = vec![
            ChatCompletionRequestSystemMessage::from(house_rules).into(),
            ChatCompletionRequestUserMessage::from(self.brief.as_str()).into(),
        ];
        let request = CreateChatCompletionRequest {
            model: self.model.clone(),
            messages,
            // Some providers refuse the field, so it is sent only where it says something.
            n: Some(self.variants).filter(|variants| *variants > 1),
            ..CreateChatCompletionRequest::default()
        };
        // Strings and numbers only: it always has a JSON form.
        serde_json::to_vec(&request).unwrap_or_default().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(language: CopyLanguage) -> Order {
        Order {
            brief: "Un \"brief\"".to_owned(),
            channel: Channel::SocialPost,
            language,
            variants: 2,
            model: "copy".to_owned(),
        }
    }

    #[test]
    fn the_users_turn_holds_the_brief_and_nothing_else() {
        let body: serde_json::Value =
            serde_json::from_slice(&order(CopyLanguage::French).body("Rules.")).unwrap();
        assert_eq!(
            body,
            serde_json::json!({
                "model": "copy",
                "n": 2,
                "messages": [
                    { "role": "system", "content": "Rules." },
                    { "role": "user", "content": "Un \"brief\"" },
                ],
            })
        );
    }

    #[test]
    fn house_rules_come_in_the_language_of_the_copy() {
        let prompts = Prompts::built_in().unwrap();
        let rules =
            |language, brief, interface| order(language).house_rules(&prompts, brief, interface).unwrap();
        let french = rules(CopyLanguage::French, Some(Language::En), Language::En);
        assert!(french.contains("textes marketing"), "{french}");
        assert!(
            french.ends_with("publication sur un réseau social. Langue du texte : français."),
            "{french}"
        );
        let english = rules(CopyLanguage::AsTheBrief, Some(Language::De), Language::Fr);
        assert!(english.ends_with("social post. Language of the copy: that of the brief."), "{english}");
        let of_the_interface = rules(CopyLanguage::AsTheBrief, None, Language::Fr);
        assert!(of_the_interface.ends_with("Langue du texte : celle du brief."), "{of_the_interface}");
    }
}
