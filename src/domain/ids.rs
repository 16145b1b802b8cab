//! Ids, each a type of its own.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[doc = $doc:literal] $name:ident)*) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Wraps the text; whoever makes the id vouches for its form.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id! {
    /// A company that uses the gateway; everything it owns is kept apart by this.
    TenantId
    /// A rule, as `pack/rule`.
    RuleId
    /// One request, as it stands in `x-request-id`.
    RequestId
    /// One entry of the disclosure log.
    EntryId
    /// A word that a caller put on a request: use case, channel, market or campaign.
    CampaignTag
}

/// Where new ids come from.
pub trait Ids: Send + Sync {
    /// A new id that starts with `prefix`; it never comes twice, and later ones sort after earlier ones.
    fn next(&self, prefix: &str) -> String;
}

/// Ids from the clock and the system's random source (UUID version 7, RFC 9562).
#[derive(Debug, Default, Clone, Copy)]
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self, prefix: &str) -> String {
        #[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
        let id = uuid::Uuid::now_v7();
        format!("{prefix}{}", id.simple())
    }
}
