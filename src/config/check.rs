//! What must hold between sections.

use std::collections::BTreeSet;

use super::{Config, Problem};

/// Notes every name that leads nowhere and every name that stands twice.
pub(super) fn check(config: &Config, problems: &mut Vec<Problem>) {
    let mut problem =
        |key: String, message: String| problems.push(Problem { origin: String::new(), key, message });
    let names = |names: Vec<&str>| -> BTreeSet<String> { names.into_iter().map(str::to_owned).collect() };
    let providers = names(config.providers.iter().map(|provider| provider.name.as_ref()).collect());
    let models = names(config.models.iter().map(|model| model.alias.as_ref()).collect());
    let policies = names(config.policies.iter().map(|policy| policy.name.as_ref()).collect());
    let list = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(", ");
    for (index, model) in config.models.iter().enumerate() {
        for target in model.targets.iter().filter(|target| !providers.contains(target.provider.as_ref())) {
            let message =
                format!("there is no provider {:?}; there are: {}", target.provider, list(&providers));
            problem(format!("model[{index}].provider"), message);
        }
    }
    for (index, tenant) in config.tenants.iter().enumerate() {
        if !policies.contains(tenant.policy.as_ref()) {
            let message = format!("there is no policy {:?}; there are: {}", tenant.policy, list(&policies));
            problem(format!("tenant[{index}].policy"), message);
        }
        for model in tenant.models.iter().flatten().filter(|model| !models.contains(*model)) {
            let message = format!("there is no model {model:?}; there are: {}", list(&models));
            problem(format!("tenant[{index}].models"), message);
        }
    }
    let mut once = |kind: &str, names: Vec<&str>| {
        let mut seen = BTreeSet::new();
        for name in names.into_iter().filter(|name| !name.is_empty() && !seen.insert(*name)) {
            problem(kind.to_owned(), format!("{name:?} stands twice"));
        }
    };
    once("provider", config.providers.iter().map(|provider| provider.name.as_ref()).collect());
    once("model", config.models.iter().map(|model| model.alias.as_ref()).collect());
    once("tenant", config.tenants.iter().map(|tenant| tenant.id.as_str()).collect());
    once("policy", config.policies.iter().map(|policy| policy.name.as_ref()).collect());
    for policy in &config.policies {
        once("policy.use_case", policy.use_cases.iter().map(|written| written.name.as_str()).collect());
    }
    let keys: Vec<_> = config.tenants.iter().flat_map(|tenant| &tenant.keys).collect();
    for (index, key) in keys.iter().enumerate() {
        if keys.iter().take(index).any(|other| other.sha256 == key.sha256) {
            problem(
                "tenant.keys".to_owned(),
                format!("the key {:?} belongs to two tenants or stands twice", key.name),
            );
        }
    }
}
