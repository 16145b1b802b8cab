//! The words everything else uses: ids, languages, spans, findings, who is calling.
//!
//! Plain values. Nothing here does I/O or reads the clock; the clock and the ids come in
//! through the traits [`Clock`] and [`Ids`], so that a test holds both.

mod action;
mod caller;
mod clock;
mod entity;
mod finding;
mod hash;
mod ids;
mod language;
mod offsets;
mod span;

pub use action::{Action, Severity, Verdict};
pub use caller::{Caller, Role};
pub use clock::{Clock, SystemClock};
pub use entity::{Entity, EntityCounts};
pub use finding::{Finding, Kind, Stage};
pub use hash::sha256;
pub use ids::{CampaignTag, EntryId, Ids, RandomIds, RequestId, RuleId, TenantId};
pub use language::{Language, LanguageSet};
pub use offsets::OffsetMap;
pub use span::{CodePoints, Span};
