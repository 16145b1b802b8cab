//! Sections as written → sections as meant.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use super::{
    Source, defaults,
    reader::Section,
    sections::{
        Backend, Config, Guardrails, KeySource, Limits, Media, Model, Override, PersonalData, Policy,
        Provider, ProviderKind, Replacement, Server, Store, StreamMode, Target, Tenant, UseCase,
    },
};
use crate::domain::{Action, Entity, RuleId, Severity, TenantId};

/// Reads every section. What is missing or wrong is noted, and its place filled.
pub(super) fn read(root: &mut Section<'_>, source: &Source) -> Config {
    let data = source.data.clone().unwrap_or_else(|| PathBuf::from("candor-data"));
    let tenants: Vec<_> = root.tables("tenant").into_iter().map(tenant).collect();
    Config {
        server: server(root.table("server")),
        store: store(root.table("store"), &data),
        guardrails: guardrails(root.table("guardrails")),
        limits: limits(root.table("limits")),
        providers: root.tables("provider").into_iter().map(provider).collect(),
        models: root.tables("model").into_iter().map(model).collect(),
        is_demo: tenants.is_empty(),
        tenants,
        policies: root.tables("policy").into_iter().map(policy).map(Arc::new).collect(),
    }
}

fn server(mut section: Section<'_>) -> Server {
    let listen = section.string_or("listen", "127.0.0.1:8080");
    let listen = listen.parse().unwrap_or_else(|_| {
        section.problem("listen", format!("{listen:?} is no address; it looks like \"127.0.0.1:8080\""));
        SocketAddr::from(([127, 0, 0, 1], 8080))
    });
    let bytes = section.whole_or("max_body_bytes", 16 << 20, (1024, 1 << 30));
    let drain = section.whole_or("drain_seconds", 30, (0, 3600));
    let log = section.string_or("log", "info");
    section.end();
    Server {
        listen,
        max_body_bytes: usize::try_from(bytes).unwrap_or(16 << 20),
        drain: Duration::from_secs(drain),
        log,
    }
}

fn guardrails(mut section: Section<'_>) -> Guardrails {
    let folder = section.string("folder").map(PathBuf::from);
    if folder.as_ref().is_some_and(|folder| !folder.is_dir()) {
        section.problem("folder", "is no folder; it holds `personal-data/`, `brief/`, `copy/` and `words/`");
    }
    section.end();
    Guardrails { folder }
}

fn store(mut section: Section<'_>, data: &std::path::Path) -> Store {
    let default = format!("sqlite://{}", data.join("candor.db").display());
    let url = section.string_or("url", &default);
    let path = url.strip_prefix("sqlite://").filter(|path| !path.is_empty());
    if path.is_none() {
        let message = "must be \"sqlite://PATH\"; PostgreSQL comes with a later version";
        section.problem("url", message);
    }
    let sqlite = PathBuf::from(path.unwrap_or("candor-data/candor.db"));
    section.end();
    Store { sqlite }
}

fn limits(mut section: Section<'_>) -> Limits {
    let word = section.string_or("backend", "memory");
    if word == "redis" {
        section.problem("backend", "\"redis\" comes with a later version; use \"memory\"");
    } else if word != "memory" {
        section.problem("backend", "must be \"memory\"");
    }
    let _url = section.string("url");
    section.end();
    Limits { backend: Backend::Memory }
}

fn provider(mut section: Section<'_>) -> Provider {
    let name = section.needed("name").into();
    let word = section.needed("kind");
    let kind = match word.as_str() {
        "openai" => ProviderKind::OpenAi,
        "sandbox" => ProviderKind::Sandbox,
        "anthropic" | "azure" => {
            let message = format!(
                "{word:?} comes with a later version; use its OpenAI-compatible address with kind \"openai\""
            );
            section.problem("kind", message);
            ProviderKind::Sandbox
        }
        _ => {
            section.problem("kind", "must be one of openai, sandbox");
            ProviderKind::Sandbox
        }
    };
    let base_url = match kind {
        ProviderKind::OpenAi => section.needed("base_url"),
        ProviderKind::Sandbox => section.string("base_url").unwrap_or_default(),
    };
    if kind == ProviderKind::OpenAi && !base_url.is_empty() && !is_address(&base_url) {
        section.problem(
            "base_url",
            "must be an address that starts with http:// or https://, without user and password",
        );
    }
    let api_key = section.secret("api_key");
    let timeout = Duration::from_secs(section.whole_or("timeout_seconds", 60, (1, 3600)));
    section.end();
    Provider { name, kind, base_url: base_url.trim_end_matches('/').to_owned(), api_key, timeout }
}

fn model(mut section: Section<'_>) -> Model {
    let alias = section.needed("alias").into();
    let first = Target { provider: section.needed("provider").into(), model: section.needed("model").into() };
    let mut targets = vec![first];
    for mut fallback in section.tables("fallbacks") {
        targets.push(Target {
            provider: fallback.needed("provider").into(),
            model: fallback.needed("model").into(),
        });
        fallback.end();
    }
    let input_price = section.number("input_price").unwrap_or_default();
    let output_price = section.number("output_price").unwrap_or_default();
    section.end();
    Model { alias, targets, input_price, output_price }
}

fn tenant(mut section: Section<'_>) -> Tenant {
    let id = section.needed("id");
    let is_id = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !is_id && !id.is_empty() {
        section.problem("id", "may have letters, digits, - and _, and 64 of them");
    }
    let keys = section.tables("keys").into_iter().filter_map(key).collect();
    let tenant = Tenant {
        id: TenantId::new(id.as_str()),
        name: section.string_or("name", &id),
        keys,
        policy: section.string_or("policy", defaults::POLICY).into(),
        models: section.strings("models"),
        requests_per_minute: u32::try_from(section.whole_or("requests_per_minute", 600, (1, 1 << 31)))
            .unwrap_or(600),
        tokens_per_minute: section.whole_or("tokens_per_minute", 200_000, (1, 1 << 50)),
        max_concurrent: usize::try_from(section.whole_or("max_concurrent", 64, (1, 1 << 20))).unwrap_or(64),
        monthly_budget: section.number("monthly_budget"),
    };
    section.end();
    tenant
}

fn key(mut section: Section<'_>) -> Option<KeySource> {
    let name = section.needed("name").into();
    let sha256 = if section.has("sha256") {
        let written = section.string("sha256").unwrap_or_default();
        let read = hex::decode(&written).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        if read.is_none() {
            section.problem("sha256", "must be 64 hexadecimal digits");
        }
        read
    } else {
        section.secret_itself().map(|secret| crate::domain::sha256(secret.expose().as_bytes()))
    };
    section.end();
    Some(KeySource { name, sha256: sha256? })
}

fn policy(mut section: Section<'_>) -> Policy {
    let name = section.needed("name").into();
    let packs = section.strings("packs").unwrap_or_else(|| vec!["*".to_owned()]);
    let stream = [("sentence", StreamMode::Sentence), ("whole", StreamMode::Whole)];
    let personal =
        [("mask", PersonalData::Mask), ("block", PersonalData::Block), ("allow", PersonalData::Allow)];
    let media = [("pass", Media::Pass), ("refuse", Media::Refuse)];
    let policy = Policy {
        name,
        packs,
        stream: section.choice_or_first("stream", &stream, StreamMode::Sentence),
        personal_data: section.choice_or_first("personal_data", &personal, PersonalData::Mask),
        replacement: replacement(&mut section),
        may_pass: entities(&mut section, "may_pass"),
        use_cases: section.tables("use_case").into_iter().map(use_case).collect(),
        never_mask: section.strings("never_mask").unwrap_or_default(),
        media: section.choice_or_first("media", &media, Media::Pass),
        copy: actions(section.table("copy")),
        brief: actions(section.table("brief")),
        overrides: section.tables("override").into_iter().filter_map(overriding).collect(),
    };
    section.end();
    policy
}

/// An address that requests can be sent to: user and password would go nowhere, and a wrong port somewhere else.
fn is_address(written: &str) -> bool {
    let authority = written.parse().ok().and_then(|address: hyper::Uri| address.authority().cloned());
    let is_host = |authority: hyper::http::uri::Authority| {
        !authority.as_str().contains('@')
            && (authority.as_str() == authority.host() || authority.port_u16().is_some())
    };
    (written.starts_with("http://") || written.starts_with("https://")) && authority.is_some_and(is_host)
}

fn use_case(mut section: Section<'_>) -> UseCase {
    let name = section.needed("name");
    let is_sendable = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    if name.len() > 64 || !name.bytes().all(is_sendable) {
        section.problem(
            "name",
            "must be at most 64 letters, digits, `.`, `-` or `_`: callers send it in a header",
        );
    }
    let use_case = UseCase { name, may_pass: entities(&mut section, "may_pass") };
    section.end();
    use_case
}

fn replacement(section: &mut Section<'_>) -> Replacement {
    let choices = [
        ("placeholder", Replacement::Placeholder),
        ("surrogate", Replacement::Surrogate),
        ("redact", Replacement::Redact),
    ];
    section.choice_or_first("replacement", &choices, Replacement::Placeholder)
}

fn entities(section: &mut Section<'_>, key: &'static str) -> Vec<Entity> {
    let written = section.strings(key).unwrap_or_default();
    let known = |word: &String| Entity::ALL.iter().copied().find(|entity| entity.as_str() == word);
    for word in written.iter().filter(|word| known(word).is_none()) {
        let all: Vec<_> = Entity::ALL.iter().map(|entity| entity.as_str()).collect();
        section.problem(key, format!("{word:?} is no kind of personal data; there are {}", all.join(", ")));
    }
    written.iter().filter_map(known).collect()
}

fn actions(mut section: Section<'_>) -> BTreeMap<Severity, Action> {
    let mut actions = BTreeMap::new();
    for (word, severity) in [
        ("note", Severity::Note),
        ("caution", Severity::Caution),
        ("serious", Severity::Serious),
        ("critical", Severity::Critical),
    ] {
        if let Some(action) = action(&mut section, word) {
            actions.insert(severity, action);
        }
    }
    section.end();
    actions
}

fn action(section: &mut Section<'_>, key: &'static str) -> Option<Action> {
    let word = section.string(key)?;
    match word.as_str() {
        "annotate" => Some(Action::Annotate),
        "block" => Some(Action::Block),
        "hold" | "repair" => {
            section.problem(
                key,
                format!("{word:?} comes with a later version; until then \"annotate\" or \"block\""),
            );
            None
        }
        _ => {
            section.problem(key, "must be one of annotate, block");
            None
        }
    }
}

fn overriding(mut section: Section<'_>) -> Option<Override> {
    let rule = RuleId::new(section.needed("rule"));
    let is_there = section.has("action");
    let action = action(&mut section, "action");
    if !is_there {
        section.problem("action", "is missing");
    }
    let reason = section.needed("reason");
    section.end();
    Some(Override { rule, action: action?, reason })
}
