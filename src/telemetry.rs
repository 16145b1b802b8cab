//! What the operator sees: structured logs on standard error, and metrics.
//!
//! Neither ever holds a text, a key, a name that a caller chose, or anything from a body. Logs carry ids,
//! words from fixed lists, counts and durations; labels of metrics are bounded by the configuration.

use std::sync::Arc;

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use tracing_subscriber::{EnvFilter, fmt, prelude::*};

use crate::disclosure::Entry;

/// Starts the log. Later calls change nothing.
pub fn start_log(directives: &str) {
    let filter = EnvFilter::try_new(directives).unwrap_or_else(|_| EnvFilter::new("info"));
    let layer = fmt::layer().json().flatten_event(true).with_target(false).with_writer(std::io::stderr);
    // Already set by a test or an embedding program: theirs serves as well.
    let _already_set = tracing_subscriber::registry().with(filter).with(layer).try_init();
}

/// Counters in the form of Prometheus.
pub struct Metrics {
    registry: Registry,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram, fn() -> Histogram>,
    findings: Family<FindingLabels, Counter>,
    masked: Family<EntityLabels, Counter>,
    tokens: Family<TokenLabels, Counter>,
    /// Requests with no key or an unknown one.
    pub unauthenticated: Counter,
    /// Requests under way.
    pub under_way: Gauge,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    tenant: String,
    route: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: &'static str,
    stream: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FindingLabels {
    rule: Arc<str>,
    action: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct EntityLabels {
    entity: Arc<str>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TokenLabels {
    tenant: String,
    direction: &'static str,
}

fn seconds() -> Histogram {
    Histogram::new([0.005, 0.02, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0])
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Arc<Self> {
        let mut registry = Registry::with_prefix("candor");
        let metrics = Self {
            requests: Family::default(),
            seconds: Family::new_with_constructor(seconds as fn() -> Histogram),
            findings: Family::default(),
            masked: Family::default(),
            tokens: Family::default(),
            unauthenticated: Counter::default(),
            under_way: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register("requests", "Requests by what became of them", metrics.requests.clone());
        registry.register(
            "request_seconds",
            "From the first byte of a request to the end of its answer",
            metrics.seconds.clone(),
        );
        registry.register("findings", "Findings by rule and action", metrics.findings.clone());
        registry.register("masked_values", "Values taken out of requests, by entity", metrics.masked.clone());
        registry.register(
            "tokens",
            "Tokens of requests (input) and answers (output)",
            metrics.tokens.clone(),
        );
        registry.register(
            "unauthenticated_requests",
            "Requests with no key or an unknown one",
            metrics.unauthenticated.clone(),
        );
        registry.register(
            "requests_under_way",
            "Requests that are being answered",
            metrics.under_way.clone(),
        );
        Arc::new(Self { registry, ..metrics })
    }

    /// Counts an entry and writes a line about it into the log.
    pub fn watch(&self, entry: &Entry) {
        let (tenant, route, outcome) = (entry.tenant.as_str(), entry.route, entry.outcome.as_str());
        self.requests.get_or_create(&RequestLabels { tenant: tenant.to_owned(), route, outcome }).inc();
        let stream = if entry.stream { "true" } else { "false" };
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of a request are far below 2^52")]
        let took = entry.timing.total_ms as f64 / 1000.0;
        self.seconds.get_or_create(&RouteLabels { route, stream }).observe(took);
        for finding in &entry.findings {
            self.findings
                .get_or_create(&FindingLabels { rule: finding.rule.as_str().into(), action: finding.action })
                .inc();
        }
        for (entity, count) in &entry.masked {
            self.masked.get_or_create(&EntityLabels { entity: entity.clone() }).inc_by(*count as u64);
        }
        for (direction, count) in [("input", entry.usage.input), ("output", entry.usage.output)] {
            self.tokens.get_or_create(&TokenLabels { tenant: tenant.to_owned(), direction }).inc_by(count);
        }
        // The disclosure log has an entry for each request: a second one costs more than it tells.
        tracing::debug!(
            request = entry.request_id.as_str(),
            entry = entry.id.as_str(),
            tenant,
            route,
            outcome,
            stream = entry.stream,
            findings = entry.findings.len(),
            ms = entry.timing.total_ms,
            "request"
        );
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _infallible = encode(&mut text, &self.registry);
        text
    }
}
