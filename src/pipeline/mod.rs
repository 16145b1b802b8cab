//! The order of things: what happens to a request from the first byte to the entry in the log.
//!
//! | stage | takes | gives | what happens |
//! |---|---|---|---|
//! | [`admit`] | a request and its caller | `Admitted` | JSON, model, limits; the runtime in force is kept to the end |
//! | [`screen`] | `Admitted` | `Screened` | brief rules; personal data → placeholders or stand-ins, values into the vault |
//! | [`draft`] | `Screened` | `Drafted` | the provider is asked, with retries and fail-over |
//! | [`inspect`] | `Drafted` | `Inspected` | copy rules on the masked copy; placeholders and stand-ins → values; verdict |
//! | [`release`] | `Inspected` | an [`Answer`] | what is withheld is taken out, findings and notice are attached |
//! | [`trail`] | the facts | – | one entry in the disclosure log, for every request, before the answer leaves |
//!
//! [`check`] and [`guard`] look at texts that are there already, without a model.
//! Each stage takes the value of the stage before by move. Their fields are private to the pipeline, so
//! nobody can draft a brief that was not screened. A streamed answer takes the way from `inspect` on piece by
//! piece, in [`stream`], and its entry is written before its last event.

mod admit;
mod check;
mod draft;
mod guard;
mod inspect;
mod judge;
mod masking;
mod outcome;
mod parts;
mod release;
mod request;
mod runtime;
mod screen;
mod stream;
mod tell;
mod trail;
mod words;

pub use check::{CheckOutcome, CheckRequest, Checked};
pub use guard::{GuardOutcome, GuardRequest, Guarded};
pub use outcome::{Answer, Facts, Outcome, PipelineError, Refusal, Report};
pub use parts::{Parts, Pipeline};
pub use request::{BodyFault, CopyRequest, Wishes};
pub use runtime::{Model, Policy, Runtime, RuntimeError, Tenant};
pub use stream::{AnswerStream, Broken, Part};
pub use trail::{Trail, Watch};

use crate::{
    disclosure::{Outcome as Ending, Reason},
    domain::Caller,
    pipeline::trail::Arrival,
};

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

impl Pipeline {
    /// Takes a request all the way. Whatever becomes of it stands in the log when this returns, or, for a
    /// stream, before its last event.
    ///
    /// # Errors
    /// When the gateway itself cannot work; then nothing is answered.
    pub async fn run(&self, request: CopyRequest, caller: Caller) -> Result<Outcome, PipelineError> {
        let CopyRequest { id, route, received, .. } = &request;
        let arrival = Arrival { id, kind: "generation", route, received: *received };
        let mut trail = Trail::begin(&self.recorder, &arrival, &caller);
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
                trail.ended(refusal.ending(), Some(reason));
                trail.record().await?;
                Ok(Outcome { facts, result: Err(refusal) })
            }
            Err(Stop::Failed(error)) => {
                trail.ended(Ending::Failed, Some(Reason::Internal));
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
