//! Everything that a configuration and a set of packs decide. A reload makes a new one; a request keeps the
//! one it was admitted with.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::Wishes;
use crate::{
    config::{self, Config},
    domain::{TenantId, sha256},
    guardrails::{Readings, RuleSet, Selection},
    privacy::{Labels, Spared},
    providers::{self, Client, Provider},
};

/// What is in force.
pub struct Runtime {
    /// The rules.
    pub rules: Arc<RuleSet>,
    /// What these rules said of the texts that came before.
    pub readings: Readings,
    /// The labels that placeholders of these rules can have.
    pub labels: Labels,
    /// Those of them whose values only their surroundings give away: they are looked for elsewhere as well.
    pub contextual: BTreeSet<Arc<str>>,
    tenants: HashMap<TenantId, Arc<Tenant>>,
    models: HashMap<Arc<str>, Arc<Model>>,
    providers: Vec<Arc<dyn Provider>>,
}

/// A tenant and its policy.
pub struct Tenant {
    /// As configured.
    pub config: config::Tenant,
    /// What it applies.
    pub policy: Arc<Policy>,
}

/// A policy, ready to be applied.
pub struct Policy {
    /// As configured.
    pub config: Arc<config::Policy>,
    /// The rules it applies.
    pub selection: Arc<Selection>,
    /// The same for its use cases, in their order.
    use_cases: Vec<Arc<Selection>>,
    /// Words that it never masks.
    pub spared: Spared,
    /// Hash of what it says.
    pub sha256: Arc<str>,
}

/// A model that callers may ask for.
pub struct Model {
    /// The name callers use.
    pub alias: Arc<str>,
    /// Who is asked, in this order, by which name.
    pub targets: Vec<(Arc<dyn Provider>, Arc<str>)>,
}

/// Why a runtime cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// The packs have more placeholders than an automaton holds.
    #[error("the packs name too many placeholders")]
    Labels,
    /// A policy has more words than an automaton holds.
    #[error("policy {0:?} has too many words in `never_mask`")]
    Words(String),
    /// A policy names a pack that does not exist.
    #[error("policy {policy:?} names packs that do not exist: {packs}")]
    UnknownPacks {
        /// The policy.
        policy: String,
        /// The packs.
        packs: String,
    },
    /// A policy overrides a rule that does not exist.
    #[error(
        "policy {policy:?} overrides the rule {rule:?}, which does not exist; `candor rules list` shows them"
    )]
    UnknownRule {
        /// The policy.
        policy: String,
        /// The rule.
        rule: String,
    },
}

impl Runtime {
    /// From a configuration and a set of rules.
    ///
    /// # Errors
    /// When the policies name packs or rules that do not exist.
    pub fn new(config: &Config, rules: Arc<RuleSet>, client: &Client) -> Result<Self, RuntimeError> {
        let names = rules.rules().iter().filter_map(|rule| rule.placeholder.clone());
        let labels = Labels::new(names).ok_or(RuntimeError::Labels)?;
        let providers: Vec<_> =
            config.providers.iter().map(|written| providers::open(written, client)).collect();
        let mut policies = HashMap::new();
        for policy in &config.policies {
            policies.insert(policy.name.clone(), Arc::new(Policy::new(policy.clone(), &rules)?));
        }
        let tenant = |written: &config::Tenant| {
            let policy = policies.get(&written.policy)?.clone();
            Some((written.id.clone(), Arc::new(Tenant { config: written.clone(), policy })))
        };
        let target = |target: &config::Target| {
            let provider = providers.iter().find(|provider| *provider.name() == target.provider)?;
            Some((provider.clone(), target.model.clone()))
        };
        let model = |written: &config::Model| {
            let targets = written.targets.iter().filter_map(target).collect();
            (written.alias.clone(), Arc::new(Model { alias: written.alias.clone(), targets }))
        };
        Ok(Self {
            labels,
            readings: Readings::new(),
            contextual: rules.contextual_placeholders(),
            tenants: config.tenants.iter().filter_map(tenant).collect(),
            models: config.models.iter().map(model).collect(),
            providers,
            rules,
        })
    }

    /// A tenant.
    pub fn tenant(&self, id: &TenantId) -> Option<&Arc<Tenant>> {
        self.tenants.get(id)
    }

    /// A model that this tenant may ask for.
    pub fn model(&self, tenant: &Tenant, alias: &str) -> Option<&Arc<Model>> {
        let may =
            tenant.config.models.as_ref().is_none_or(|models| models.iter().any(|model| model == alias));
        self.models.get(alias).filter(|_| may)
    }

    /// The aliases that a tenant may ask for, sorted.
    pub fn models_of(&self, tenant: &Tenant) -> Vec<Arc<str>> {
        let mut models: Vec<_> =
            self.models.keys().filter(|alias| self.model(tenant, alias).is_some()).cloned().collect();
        models.sort();
        models
    }

    /// The providers, for tests and the operator's view.
    pub fn providers(&self) -> &[Arc<dyn Provider>] {
        &self.providers
    }
}

impl Policy {
    fn new(config: Arc<config::Policy>, rules: &RuleSet) -> Result<Self, RuntimeError> {
        let policy = || config.name.to_string();
        let unknown = Selection::unknown(rules, &config.packs);
        if !unknown.is_empty() {
            return Err(RuntimeError::UnknownPacks { policy: policy(), packs: unknown.join(", ") });
        }
        if let Some(over) = config.overrides.iter().find(|over| rules.get(&over.rule).is_none()) {
            return Err(RuntimeError::UnknownRule { policy: policy(), rule: over.rule.to_string() });
        }
        let selection = Arc::new(Selection::of(rules, &config.packs).without(rules, &config.may_pass));
        let of_use_case = |written: &config::UseCase| {
            Arc::new(Selection::clone(&selection).without(rules, &written.may_pass))
        };
        let use_cases = config.use_cases.iter().map(of_use_case).collect();
        let sha256 = hex::encode(sha256(format!("{config:?}").as_bytes())).into();
        let spared = Spared::new(&config.never_mask).map_err(|_| RuntimeError::Words(policy()))?;
        Ok(Self { config, selection, use_cases, spared, sha256 })
    }

    /// The rules that it applies to a request: those of its use case, with packs that the caller adds. No caller can
    /// remove a rule but by a use case, which says itself what it lets pass.
    pub fn selection_for(&self, rules: &RuleSet, wishes: &Wishes) -> Arc<Selection> {
        let name = wishes.tags.use_case.as_deref();
        let known = self.config.use_cases.iter().zip(&self.use_cases);
        let use_case = known.into_iter().find(|(written, _)| Some(written.name.as_str()) == name);
        let selection = use_case.map_or(&self.selection, |(_, selection)| selection);
        if wishes.packs.is_empty() {
            return selection.clone();
        }
        let needed = use_case.map_or(&[][..], |(written, _)| &written.may_pass);
        let more = selection.with(rules, &wishes.packs);
        Arc::new(more.without(rules, &self.config.may_pass).without(rules, needed))
    }
}
