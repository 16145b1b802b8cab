//! Trying again, and elsewhere. Only before the first byte of an answer: afterwards the caller has part of it.

use std::{sync::Arc, time::Duration};

use super::{Provider, ProviderError, Reply, Request};

/// Tries at one provider.
const TRIES: u32 = 3;
/// Longest wait before the second try; it doubles with each.
const WAIT: Duration = Duration::from_millis(200);

/// One provider to ask, with the request as it wants it.
pub struct Attempt {
    /// The provider.
    pub provider: Arc<dyn Provider>,
    /// The request.
    pub request: Request,
}

/// Asks one after the other until one answers; returns its place in the list and the answer.
///
/// # Errors
/// The last error, when nobody answers, and the place of whoever it came from.
pub async fn send(attempts: &[Attempt]) -> Result<(usize, Reply), (usize, ProviderError)> {
    let mut last = (0, ProviderError::Unreachable);
    for (place, attempt) in attempts.iter().enumerate() {
        match send_to(attempt).await {
            Ok(reply) => return Ok((place, reply)),
            Err(error) => {
                let goes_on = error.is_worth_another_provider();
                last = (place, error);
                if !goes_on {
                    break;
                }
            }
        }
    }
    Err(last)
}

async fn send_to(attempt: &Attempt) -> Result<Reply, ProviderError> {
    let mut tries = 1;
    loop {
        match attempt.provider.send(attempt.request.clone()).await {
            Err(error) if error.is_retryable() && tries < TRIES => {
                // Full jitter: callers that failed together do not come back together.
                let most = WAIT * (1 << (tries - 1));
                tokio::time::sleep(most.mul_f64(rand::random::<f64>())).await;
                tries += 1;
            }
            result => return result,
        }
    }
}
