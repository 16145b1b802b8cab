//! What headers say: wishes in, facts out.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{
    domain::Language,
    limits::Standing,
    pipeline::{Facts, Wishes},
};

/// The wishes of a request.
pub fn wishes(headers: &HeaderMap) -> Wishes {
    let mut wishes = Wishes::default();
    for (name, value) in headers {
        if let (true, Ok(value)) = (Wishes::is_wish(name.as_str()), value.to_str()) {
            wishes.note(name.as_str(), value);
        }
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wishes.accepted = accepted.and_then(Language::accepted);
    wishes
}

/// Writes what is known about a request into the headers of its answer.
pub fn write(facts: &Facts, now: i64, headers: &mut HeaderMap) {
    let mut put = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    if let Some(entry) = &facts.entry {
        put("x-candor-entry", entry.to_string());
    }
    if let Some(verdict) = facts.verdict {
        put("x-candor-verdict", verdict.to_string());
    }
    if let Some(findings) = facts.findings {
        put("x-candor-findings", findings.to_string());
    }
    put("x-candor-masked", facts.masked.to_string());
    if let Some(standing) = &facts.standing {
        limits(standing, &mut put);
    }
    if let Some((provider, model)) = &facts.answered_by {
        put("ai-disclosure", disclosure(provider, model, now));
    }
}

fn limits(standing: &Standing, put: &mut impl FnMut(&'static str, String)) {
    let Standing { requests, tokens } = standing;
    put("x-ratelimit-limit-requests", requests.limit.to_string());
    put("x-ratelimit-remaining-requests", requests.remaining.to_string());
    put("x-ratelimit-reset-requests", duration(requests.reset));
    put("x-ratelimit-limit-tokens", tokens.limit.to_string());
    put("x-ratelimit-remaining-tokens", tokens.remaining.to_string());
    put("x-ratelimit-reset-tokens", duration(tokens.reset));
}

/// As OpenAI writes durations: `1s`, `6m0s`, `120ms`.
fn duration(duration: Duration) -> String {
    match (duration.as_secs(), duration.subsec_millis()) {
        (0, millis) => format!("{millis}ms"),
        (seconds, _) if seconds >= 60 => format!("{}m{}s", seconds / 60, seconds % 60),
        (seconds, 0) => format!("{seconds}s"),
        (seconds, millis) => format!("{seconds}.{millis:03}s"),
    }
}

/// Whole seconds to wait, at least one.
pub fn retry_after(wait: Duration) -> String {
    wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0)).max(1).to_string()
}

/// A dictionary of RFC 9651, as draft-abaris-aicdh-01 names its members.
fn disclosure(provider: &str, model: &str, now: i64) -> String {
    let text = |text: &str| {
        text.chars().filter(|c| (' '..='~').contains(c) && !matches!(c, '"' | '\\')).collect::<String>()
    };
    format!("mode=ai-originated, model=\"{}\", provider=\"{}\", date=@{now}", text(model), text(provider))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_clients_know_them() {
        for (millis, text) in [(0, "0ms"), (120, "120ms"), (1000, "1s"), (1500, "1.500s"), (360_000, "6m0s")]
        {
            assert_eq!(duration(Duration::from_millis(millis)), text);
        }
        assert_eq!(retry_after(Duration::from_millis(1)), "1");
        assert_eq!(retry_after(Duration::from_millis(2001)), "3");
    }

    #[test]
    fn the_disclosure_header_is_a_dictionary() {
        assert_eq!(
            disclosure("main", "gpt\"-5", 7),
            "mode=ai-originated, model=\"gpt-5\", provider=\"main\", date=@7"
        );
    }
}
