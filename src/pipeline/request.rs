//! A request as it reaches the pipeline, whoever it comes from.

use std::time::Duration;

use bytes::Bytes;

use crate::{
    disclosure::Tags,
    domain::{Language, RequestId},
    guardrails::facts::Facts,
    wire::{Document, Format, Value},
};

/// What somebody asks for.
#[derive(Debug)]
pub struct CopyRequest {
    /// Its id.
    pub id: RequestId,
    /// Which interface it came through, as the log calls it.
    pub route: &'static str,
    /// The format of its body.
    pub format: Format,
    /// The body, or why there is none.
    pub body: Result<Bytes, BodyFault>,
    /// What the caller wishes for this request.
    pub wishes: Wishes,
    /// When its first byte came, on the pipeline's clock.
    pub received: Duration,
}

/// Why a body could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// It is longer than `max_body_bytes`.
    TooLarge,
    /// It stopped coming.
    Incomplete,
}

/// Wishes for one request, as headers or as entries of `metadata`; contract: section 2.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// Language of explanations.
    pub language: Option<Language>,
    /// Language of explanations where neither the caller nor the text says one (`Accept-Language`).
    pub accepted: Option<Language>,
    /// Packs to apply besides the policy's.
    pub packs: Vec<String>,
    /// Words for the log.
    pub tags: Tags,
    /// What the caller says is true of the offer.
    pub facts: Option<Facts>,
    /// Facts were sent that cannot be read.
    pub has_bad_facts: bool,
}

/// Names of wishes; as `metadata` entries they are taken out before the request goes on.
const WISHES: &[&str] = &[
    "x-candor-use-case",
    "x-candor-channel",
    "x-candor-market",
    "x-candor-language",
    "x-candor-campaign",
    "x-candor-facts",
    "x-candor-packs",
    "x-candor-subject",
    "sec-gpc",
];

impl Wishes {
    /// True for the name of a wish, in any case.
    pub fn is_wish(name: &str) -> bool {
        WISHES.iter().any(|wish| wish.eq_ignore_ascii_case(name))
    }

    /// Takes note of one wish. What is no name of at most 64 letters, digits, `.`, `-`, `_` is left out:
    /// it goes into the log, and could be anything.
    pub fn note(&mut self, name: &str, value: &str) {
        let value = value.trim();
        let is_name = (1..=64).contains(&value.len())
            && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        let word = || is_name.then(|| value.to_owned());
        match name.to_ascii_lowercase().as_str() {
            "x-candor-language" => self.language = Language::parse(value).or(self.language),
            "x-candor-packs" => self
                .packs
                .extend(value.split(',').map(str::trim).filter(|pack| !pack.is_empty()).map(str::to_owned)),
            "x-candor-use-case" => self.tags.use_case = word(),
            "x-candor-channel" => self.tags.channel = word(),
            "x-candor-market" => self.tags.market = word(),
            "x-candor-campaign" => self.tags.campaign = word(),
            "x-candor-facts" => {
                self.facts = Facts::read(value);
                self.has_bad_facts |= self.facts.is_none();
            }
            _ => {}
        }
    }

    /// Takes note of the wishes in `metadata`; headers come first.
    pub(super) fn read_metadata(&mut self, document: &Document) {
        let from_headers = std::mem::take(self);
        for (name, value) in document.root().get("metadata").into_iter().flat_map(Value::members) {
            if let Some(text) = value.as_str().filter(|_| Self::is_wish(&name)) {
                self.note(&name, &text);
            } else if name.eq_ignore_ascii_case("x-candor-facts") {
                // Not as OpenAI has it, whose values are strings, but it is plain what is meant.
                self.note(&name, value.raw());
            }
        }
        self.language = from_headers.language.or(self.language);
        self.has_bad_facts |= from_headers.has_bad_facts;
        self.facts = from_headers.facts.or(self.facts.take());
        self.accepted = from_headers.accepted;
        self.packs.extend(from_headers.packs);
        let tags = from_headers.tags;
        self.tags.use_case = tags.use_case.or(self.tags.use_case.take());
        self.tags.channel = tags.channel.or(self.tags.channel.take());
        self.tags.market = tags.market.or(self.tags.market.take());
        self.tags.campaign = tags.campaign.or(self.tags.campaign.take());
    }
}
