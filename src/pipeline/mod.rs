//! The order of things: what happens to a request from the first byte to the entry in the log.
//!
//! | stage | takes | gives | what happens |
//! |---|---|---|---|
//! | [`admit`] | a request and its caller | `Admitted` | JSON, model, limits; the runtime in force is kept to the end |
//! | [`screen`] | `Admitted` | `Screened` | brief rules; personal data → placeholders, values into the vault |
//! | [`draft`] | `Screened` | `Drafted` | the provider is asked, with retries and fail-over |
//! | [`inspect`] | `Drafted` | `Inspected` | copy rules on the masked copy; placeholders → values; verdict |
//! | [`release`] | `Inspected` | an [`Answer`] | what is withheld is taken out, findings and notice are attached |
//! | [`trail`] | the facts | – | one entry in the disclosure log, for every request, before the answer leaves |
//!
//! Each stage takes the value of the stage before by move. Their fields are private to the pipeline, so
//! nobody can draft a brief that was not screened. A streamed answer takes the way from `inspect` on piece by
//! piece, in [`stream`], and its entry is written before its last event.

mod admit;
mod draft;
mod inspect;
mod judge;
mod outcome;
mod release;
mod request;
mod runtime;
mod screen;
mod stream;
mod trail;
mod words;

use std::sync::Arc;

use arc_swap::ArcSwap;

pub use outcome::{Answer, Facts, Outcome, PipelineError, Refusal, Report};
pub use request::{BodyFault, CopyRequest, Wishes};
pub use runtime::{Model, Policy, Runtime, RuntimeError, Tenant};
pub use stream::{AnswerStream, Broken, Part};
pub use trail::{Trail, Watch};

use crate::{
    disclosure::{Log, Outcome as Ending},
    domain::{Caller, Clock, Ids},
    limits::Limiter,
};
use trail::Recorder;

/// The way of a request.
pub struct Pipeline {
    runtime: ArcSwap<Runtime>,
    limiter: Limiter,
    recorder: Recorder,
}

/// Why a request goes no further.
enum Stop {
    /// It is refused.
    Refused(Refusal),
    /// The gateway cannot work.
    Failed(PipelineError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<PipelineError> for Stop {
    fn from(error: PipelineError) -> Self {
        Self::Failed(error)
    }
}

/// What a pipeline is made of, besides the runtime.
pub struct Parts {
    /// Where entries are written to.
    pub log: Arc<dyn Log>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// Called with every entry.
    pub watch: Watch,
}

impl Pipeline {
    /// With what is in force at the start.
    pub fn new(runtime: Runtime, parts: Parts) -> Self {
        let Parts { log, clock, ids, watch } = parts;
        let limiter = Limiter::new(clock.clone());
        Self {
            runtime: ArcSwap::from_pointee(runtime),
            limiter,
            recorder: Recorder { log, clock, ids, watch },
        }
    }

    /// What is in force now.
    pub fn runtime(&self) -> Arc<Runtime> {
        self.runtime.load_full()
    }

    /// Puts something else in force; requests under way keep what they began with.
    pub fn replace(&self, runtime: Runtime) {
        self.runtime.store(Arc::new(runtime));
    }

    /// The limits of all tenants.
    pub fn limiter(&self) -> &Limiter {
        &self.limiter
    }

    /// The time, as the pipeline sees it.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.recorder.clock
    }

    /// Takes a request all the way. Whatever becomes of it stands in the log when this returns, or, for a
    /// stream, before its last event.
    ///
    /// # Errors
    /// When the gateway itself cannot work; then nothing is answered.
    pub async fn run(&self, request: CopyRequest, caller: Caller) -> Result<Outcome, PipelineError> {
        let mut trail = Trail::begin(&self.recorder, &request, &caller);
        let mut facts = Facts { entry: Some(trail.entry.id.clone()), ..Facts::default() };
        match self.steps(request, caller, &mut trail, &mut facts).await {
            Ok(release::Ready::Whole { body, report }) => {
                trail.record().await?;
                Ok(Outcome { facts, result: Ok(Answer::Whole { body, report }) })
            }
            Ok(release::Ready::Stream(drafted)) => {
                let stream = Box::new(AnswerStream::new(*drafted, trail));
                Ok(Outcome { facts, result: Ok(Answer::Stream(stream)) })
            }
            Err(Stop::Refused(refusal)) => {
                let reason = refusal.reason();
                trail.ended(ending(&refusal), Some(reason));
                trail.record().await?;
                Ok(Outcome { facts, result: Err(refusal) })
            }
            Err(Stop::Failed(error)) => {
                trail.ended(Ending::Failed, Some(crate::disclosure::Reason::Internal));
                trail.record().await?;
                Err(error)
            }
        }
    }

    async fn steps(
        &self,
        request: CopyRequest,
        caller: Caller,
        trail: &mut Trail,
        facts: &mut Facts,
    ) -> Result<release::Ready, Stop> {
        let admitted = self.admit(request, caller, trail, facts).await?;
        let screened = screen::screen(admitted, trail, facts).await?;
        let drafted = draft::draft(screened, trail, facts).await?;
        let inspected = match inspect::inspect(drafted)? {
            inspect::Seen::Whole(inspected) => inspected,
            inspect::Seen::Stream(drafted) => return Ok(release::Ready::Stream(drafted)),
        };
        Ok(release::release(*inspected, trail, facts))
    }
}

/// How the log calls the end that a refusal is.
fn ending(refusal: &Refusal) -> Ending {
    match refusal {
        Refusal::Brief(_) => Ending::Blocked,
        Refusal::ProviderFailed { .. } | Refusal::ProviderTimedOut => Ending::Failed,
        _ => Ending::Refused,
    }
}
