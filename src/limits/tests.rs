use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use super::*;
use crate::{
    config::Tenant,
    domain::{Clock, TenantId},
};

#[derive(Default)]
struct Hand(Mutex<Duration>);

impl Hand {
    fn forward(&self, by: Duration) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for Hand {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH
    }
    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }
}

fn tenant(requests_per_minute: u32, tokens_per_minute: u64, max_concurrent: usize) -> Tenant {
    Tenant {
        id: TenantId::new("acme"),
        name: String::new(),
        keys: Vec::new(),
        policy: "balanced".into(),
        models: None,
        requests_per_minute,
        tokens_per_minute,
        max_concurrent,
        monthly_budget: None,
    }
}

fn limiter() -> (Arc<Hand>, Limiter) {
    let clock = Arc::new(Hand::default());
    (clock.clone(), Limiter::new(clock))
}

#[test]
fn the_third_of_two_requests_a_minute_must_wait() {
    let (clock, limiter) = limiter();
    let acme = tenant(2, 1000, 9);
    for left in [1, 0] {
        assert_eq!(limiter.admit(&acme, 1).ok().unwrap().standing().requests.remaining, left);
    }
    let over = limiter.admit(&acme, 1).err().unwrap();
    assert_eq!(over.limit, Limit::Requests);
    assert_eq!(over.retry_after, Duration::from_secs(30));
    clock.forward(Duration::from_secs(31));
    assert!(limiter.admit(&acme, 1).is_ok());
}

#[test]
fn tokens_are_reserved_and_settled_with_what_was_used() {
    let (_, limiter) = limiter();
    let acme = tenant(100, 1000, 9);
    let mut first = limiter.admit(&acme, 900).ok().unwrap();
    let over = limiter.admit(&acme, 900).err().unwrap();
    assert_eq!((over.limit, over.standing.tokens.remaining), (Limit::Tokens, 100));
    assert_eq!(over.retry_after, Duration::from_secs(48));
    first.charge(50);
    drop(first);
    assert_eq!(limiter.admit(&acme, 0).ok().unwrap().standing().tokens.remaining, 950);
}

#[test]
fn a_request_that_nobody_charged_costs_nothing() {
    let (_, limiter) = limiter();
    let acme = tenant(100, 1000, 9);
    for _ in 0..50 {
        drop(limiter.admit(&acme, 1000).ok().unwrap());
    }
}

#[test]
fn a_place_is_free_again_when_its_request_ends() {
    let (_, limiter) = limiter();
    let acme = tenant(100, 1000, 1);
    let first = limiter.admit(&acme, 1).ok().unwrap();
    assert_eq!(limiter.under_way(&acme), 1);
    let over = limiter.admit(&acme, 1).err().unwrap();
    assert_eq!(over.limit, Limit::Concurrency);
    drop(first);
    assert_eq!(limiter.under_way(&acme), 0);
    assert!(limiter.admit(&acme, 1).is_ok());
}

#[test]
fn a_refused_request_burns_no_other_limit() {
    let (_, limiter) = limiter();
    let acme = tenant(2, 1000, 9);
    for _ in 0..10 {
        assert_eq!(limiter.admit(&acme, 2000).err().unwrap().limit, Limit::Tokens);
    }
    assert!(limiter.admit(&acme, 1000).is_ok());
    assert!(limiter.admit(&acme, 10).is_ok());
    assert_eq!(limiter.admit(&acme, 700).err().unwrap().limit, Limit::Requests);
    assert_eq!(limiter.admit(&acme, 700).err().unwrap().standing.tokens.remaining, 1000);
}

#[test]
fn more_used_than_reserved_is_a_debt() {
    let (clock, limiter) = limiter();
    let acme = tenant(100, 600, 9);
    let mut first = limiter.admit(&acme, 10).ok().unwrap();
    first.charge(1200);
    drop(first);
    let over = limiter.admit(&acme, 1).err().unwrap();
    assert_eq!(over.standing.tokens.remaining, 0);
    clock.forward(Duration::from_secs(61));
    assert!(limiter.admit(&acme, 1).is_ok());
}

#[test]
fn long_texts_are_bounded_instead_of_counted() {
    assert_eq!(count(&["hello world"]), 2);
    let run = "a".repeat(1_000_000);
    assert_eq!(count(&[&run]), 1_000_000);
    assert_eq!(upper_bound(&["é", "ab"]), 4);
}
