//! The sections and what they mean. Every field says its default.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use super::Secret;
use crate::domain::{Action, Entity, RuleId, Severity, TenantId};

/// The whole configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[server]`
    pub server: Server,
    /// `[store]`
    pub store: Store,
    /// `[guardrails]`
    pub guardrails: Guardrails,
    /// `[limits]`
    pub limits: Limits,
    /// `[[provider]]`
    pub providers: Vec<Provider>,
    /// `[[model]]`
    pub models: Vec<Model>,
    /// `[[tenant]]`
    pub tenants: Vec<Tenant>,
    /// `[[policy]]`
    pub policies: Vec<Arc<Policy>>,
    /// No `[[tenant]]` is written: the tenant `demo` exists.
    pub is_demo: bool,
}

/// `[server]`
#[derive(Debug, Clone)]
pub struct Server {
    /// Where to listen; 127.0.0.1:8080.
    pub listen: SocketAddr,
    /// Longest body of a request; 16 MiB.
    pub max_body_bytes: usize,
    /// How long streams may finish after the signal to stop; 30 s.
    pub drain: Duration,
    /// What goes into the log: `info`, or directives of `tracing`.
    pub log: String,
}

/// `[store]`
#[derive(Debug, Clone)]
pub struct Store {
    /// The SQLite file; `candor-data/candor.db`.
    pub sqlite: PathBuf,
}

/// `[guardrails]`
#[derive(Debug, Clone, Default)]
pub struct Guardrails {
    /// A folder of packs beside those that are built in: `personal-data/`, `brief/`, `copy/`, `words/`; none.
    pub folder: Option<PathBuf>,
}

/// `[limits]`
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Where the counters stand; in memory.
    pub backend: Backend,
}

/// Where limits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// In this process.
    Memory,
}

/// `[[provider]]`: somebody who runs models.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its name in this file.
    pub name: Arc<str>,
    /// What it speaks.
    pub kind: ProviderKind,
    /// Where, `https://…/v1`.
    pub base_url: String,
    /// Its key.
    pub api_key: Option<Secret>,
    /// To the first byte, and of silence after it; 60 s.
    pub timeout: Duration,
}

/// What a provider speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderKind {
    /// The OpenAI format, over HTTP.
    OpenAi,
    /// Built in: no model, no network.
    Sandbox,
}

/// `[[model]]`: what callers may ask for.
#[derive(Debug, Clone)]
pub struct Model {
    /// The name callers use.
    pub alias: Arc<str>,
    /// Who is asked, in this order.
    pub targets: Vec<Target>,
    /// Per million tokens, in the budget's currency.
    pub input_price: f64,
    /// Per million tokens, in the budget's currency.
    pub output_price: f64,
}

/// A model at a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The provider's name.
    pub provider: Arc<str>,
    /// The model's name there.
    pub model: Arc<str>,
}

/// `[[tenant]]`: a company that uses the gateway.
#[derive(Debug, Clone)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: String,
    /// Its keys; more with `candor keys create`.
    pub keys: Vec<KeySource>,
    /// The name of its policy.
    pub policy: Arc<str>,
    /// The aliases it may ask for; all where none is written.
    pub models: Option<Vec<String>>,
    /// Requests a minute; 600.
    pub requests_per_minute: u32,
    /// Tokens a minute; 200,000.
    pub tokens_per_minute: u64,
    /// Requests at once; 64.
    pub max_concurrent: usize,
    /// Money a month; kept, enforced by a later version.
    pub monthly_budget: Option<f64>,
}

/// A key of a tenant: only its hash is ever kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySource {
    /// The operator's name for it.
    pub name: Arc<str>,
    /// SHA-256 of the key.
    pub sha256: [u8; 32],
}

/// `[[policy]]`: what is done about findings.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Its name.
    pub name: Arc<str>,
    /// The packs it applies; `*` for all.
    pub packs: Vec<String>,
    /// How streamed copy is inspected; by the sentence.
    pub stream: StreamMode,
    /// What happens to personal data; masked.
    pub personal_data: PersonalData,
    /// What takes its place; placeholders, which are put back into the answer.
    pub replacement: Replacement,
    /// Kinds of personal data that the purpose needs: they go to the provider (GDPR art. 5(1)(c)); none.
    pub may_pass: Vec<Entity>,
    /// What single purposes need besides; none.
    pub use_cases: Vec<UseCase>,
    /// The tenant's own words, which are never masked; none.
    pub never_mask: Vec<String>,
    /// What happens to images, sound and files, which no rule reads; they pass, and the log says so.
    pub media: Media,
    /// Action for findings in copy, by severity; the rule's own where none is written.
    pub copy: BTreeMap<Severity, Action>,
    /// Action for findings in briefs, by severity; the rule's own where none is written.
    pub brief: BTreeMap<Severity, Action>,
    /// Actions for single rules.
    pub overrides: Vec<Override>,
}

/// `[[policy.use_case]]`: a purpose, named by callers in `x-candor-use-case`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseCase {
    /// The name that callers give.
    pub name: String,
    /// Kinds of personal data that it needs: they go to the provider.
    pub may_pass: Vec<Entity>,
}

/// How streamed copy is inspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamMode {
    /// Each sentence goes out once it is inspected.
    Sentence,
    /// Nothing goes out before all of it is inspected.
    Whole,
}

/// What happens to personal data in requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonalData {
    /// Placeholders go to the provider.
    Mask,
    /// The request is refused.
    Block,
    /// It goes to the provider.
    Allow,
}

/// What takes the place of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacement {
    /// Placeholders, which are put back into the answer.
    Placeholder,
    /// Made-up values that read like them, which are put back into the answer; placeholders where none can.
    Surrogate,
    /// Placeholders that stay: nothing is put back.
    Redact,
}

/// What happens to what no rule can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// It goes through.
    Pass,
    /// The request is refused.
    Refuse,
}

/// `[[policy.override]]`: another action for one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// The rule.
    pub rule: RuleId,
    /// What is done about it.
    pub action: Action,
    /// Why; kept for the auditor.
    pub reason: String,
}
