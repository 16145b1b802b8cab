//! What serves where nothing is written.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use super::{
    Config, Environment, Media, Model, PersonalData, Policy, Provider, ProviderKind, Replacement, Secret,
    StreamMode, Target, Tenant,
};
use crate::domain::TenantId;

/// The policy of tenants that name none.
pub(super) const POLICY: &str = "balanced";

/// The tenant that exists while none is written.
pub const DEMO_TENANT: &str = "demo";

/// Fills in provider, models, policy and the demo tenant.
pub(super) fn fill(mut config: Config, environment: &Environment) -> Config {
    if config.providers.is_empty() && config.models.is_empty() {
        let (provider, model) = provider(environment);
        config.models = models(&provider, model);
        config.providers = vec![provider];
    }
    if !config.policies.iter().any(|policy| policy.name.as_ref() == POLICY) {
        config.policies.push(Arc::new(balanced()));
    }
    if config.is_demo {
        config.tenants = vec![Tenant {
            id: TenantId::new(DEMO_TENANT),
            name: "Demo".to_owned(),
            keys: Vec::new(),
            policy: POLICY.into(),
            models: None,
            requests_per_minute: 600,
            tokens_per_minute: 200_000,
            max_concurrent: 64,
            monthly_budget: None,
        }];
    }
    config
}

/// The first provider whose key is in the environment, else the sandbox, and a model of it.
fn provider(environment: &Environment) -> (Provider, &'static str) {
    const KNOWN: [(&str, &str, &str, &str); 3] = [
        ("OPENAI_API_KEY", "openai", "https://api.openai.com/v1", "gpt-5-mini"),
        ("MISTRAL_API_KEY", "mistral", "https://api.mistral.ai/v1", "mistral-small-latest"),
        ("ANTHROPIC_API_KEY", "anthropic", "https://api.anthropic.com/v1", "claude-haiku-4-5"),
    ];
    let timeout = Duration::from_mins(1);
    for (variable, name, base_url, model) in KNOWN {
        if let Some(key) = environment.get(variable) {
            let api_key = Some(Secret::new(key));
            let provider = Provider {
                name: name.into(),
                kind: ProviderKind::OpenAi,
                base_url: base_url.to_owned(),
                api_key,
                timeout,
            };
            return (provider, model);
        }
    }
    if let Some(host) = environment.get("OLLAMA_HOST") {
        let host = if host.contains("://") { host.to_owned() } else { format!("http://{host}") };
        let base_url = format!("{}/v1", host.trim_end_matches('/'));
        let provider =
            Provider { name: "ollama".into(), kind: ProviderKind::OpenAi, base_url, api_key: None, timeout };
        return (provider, "llama3.2");
    }
    let sandbox = Provider {
        name: "sandbox".into(),
        kind: ProviderKind::Sandbox,
        base_url: String::new(),
        api_key: None,
        timeout,
    };
    (sandbox, "sandbox")
}

/// `copy` and the model's own name; the sandbox can also write copy with faults.
fn models(provider: &Provider, model: &str) -> Vec<Model> {
    let alias = |alias: &str, model: &str| Model {
        alias: alias.into(),
        targets: vec![Target { provider: provider.name.clone(), model: model.into() }],
        input_price: 0.0,
        output_price: 0.0,
    };
    let mut models = vec![alias("copy", model), alias(model, model)];
    if provider.kind == ProviderKind::Sandbox {
        models.push(alias("copy-with-faults", "sandbox-with-faults"));
    }
    models
}

/// Every pack; what is critical is blocked, the rest comes with its findings.
fn balanced() -> Policy {
    Policy {
        name: POLICY.into(),
        packs: vec!["*".to_owned()],
        stream: StreamMode::Sentence,
        personal_data: PersonalData::Mask,
        replacement: Replacement::Placeholder,
        may_pass: Vec::new(),
        use_cases: Vec::new(),
        never_mask: Vec::new(),
        media: Media::Pass,
        copy: BTreeMap::new(),
        brief: BTreeMap::new(),
        overrides: Vec::new(),
    }
}
