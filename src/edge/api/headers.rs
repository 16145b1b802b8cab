//! What headers say: wishes in, facts out.

use std::{borrow::Cow, time::Duration};

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
        // Facts hold names, and names hold any letters.
        if let (true, Ok(value)) = (Wishes::is_wish(name.as_str()), std::str::from_utf8(value.as_bytes())) {
            wishes.note(name.as_str(), value);
        }
    }
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    wishes.accepted = accepted.and_then(Language::accepted);
    wishes
}

/// Writes what is known about a request into the headers of its answer.
pub fn write(facts: &Facts, now: i64, headers: &mut HeaderMap) {
    // With those that the server adds.
    headers.reserve(16);
    let mut put = |name: &'static str, value: HeaderValue| {
        headers.insert(HeaderName::from_static(name), value);
    };
    if let Some(entry) = facts.entry.as_ref().and_then(|entry| HeaderValue::from_str(entry.as_str()).ok()) {
        put("x-candor-entry", entry);
    }
    if let Some(verdict) = facts.verdict {
        put("x-candor-verdict", HeaderValue::from_static(verdict.as_str()));
    }
    if let Some(findings) = facts.findings {
        put("x-candor-findings", findings.into());
    }
    put("x-candor-masked", facts.masked.into());
    if let Some(standing) = &facts.standing {
        limits(standing, &mut put);
    }
    let disclosed = facts.answered_by.as_ref().map(|(provider, model)| disclosure(provider, model, now));
    if let Some(value) = disclosed.and_then(|text| HeaderValue::try_from(text).ok()) {
        put("ai-disclosure", value);
    }
}

fn limits(standing: &Standing, put: &mut impl FnMut(&'static str, HeaderValue)) {
    let Standing { requests, tokens } = standing;
    put("x-ratelimit-limit-requests", requests.limit.into());
    put("x-ratelimit-remaining-requests", requests.remaining.into());
    put("x-ratelimit-limit-tokens", tokens.limit.into());
    put("x-ratelimit-remaining-tokens", tokens.remaining.into());
    for (name, reset) in
        [("x-ratelimit-reset-requests", requests.reset), ("x-ratelimit-reset-tokens", tokens.reset)]
    {
        if let Ok(value) = HeaderValue::try_from(duration(reset)) {
            put(name, value);
        }
    }
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
    format!(
        "mode=ai-originated, model=\"{}\", provider=\"{}\", date=@{now}",
        quotable(model),
        quotable(provider)
    )
}

/// A text without what a string of RFC 9651 cannot hold.
fn quotable(text: &str) -> Cow<'_, str> {
    let unfit = |c: char| !(' '..='~').contains(&c) || matches!(c, '"' | '\\');
    if text.contains(unfit) { text.replace(unfit, "").into() } else { text.into() }
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
