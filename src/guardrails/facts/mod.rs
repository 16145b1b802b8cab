//! What a caller says is true of an offer; contract: section 2, `facts`.
//!
//! A claim that the facts support is no finding; one that they contradict is serious, whatever else it is; on one
//! about which they are silent, evidence is asked for by the names of the facts that would settle it.

mod claim;
mod ruling;

use jiff::civil::Date;
use serde::Deserialize;

pub(super) use claim::Claims;
pub use ruling::Ruling;
pub(super) use ruling::rule_on;

/// Facts about an offer; all are optional, and those with other names settle nothing yet.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// The day on which they hold, `YYYY-MM-DD` with or without a time.
    pub as_of: Option<Day>,
    /// Pieces left.
    pub stock: Option<f64>,
    /// The last day of the offer.
    pub offer_ends: Option<Day>,
    /// What it costs now, in `currency`.
    pub price: Option<f64>,
    /// The lowest price of the last 30 days (Directive 98/6/EC, art. 6a).
    pub lowest_price_30_days: Option<f64>,
    /// Reviews: how many, how good, of whom.
    pub reviews: Option<Reviews>,
    /// Customers: how many.
    pub customers: Option<Customers>,
    /// Certificates that the product or the firm has.
    pub certificates: Option<Vec<Certificate>>,
    /// A study.
    pub study: Option<Study>,
}

/// Reviews of an offer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Reviews {
    /// How many.
    pub count: Option<f64>,
    /// Out of five.
    pub average: Option<f64>,
    /// Where they were collected.
    pub source: Option<String>,
}

/// Customers of a firm.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Customers {
    /// How many.
    pub count: Option<f64>,
}

/// A certificate.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Certificate {
    /// Its name, as in *GOTS*, *EU Ecolabel*.
    pub name: Option<String>,
}

/// A study.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Study {
    /// Persons in it.
    pub n: Option<f64>,
    /// Per cent, by name of the result.
    pub results: Option<std::collections::BTreeMap<String, f64>>,
}

/// A day, written with or without a time (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Day(pub Date);

impl TryFrom<String> for Day {
    type Error = jiff::Error;

    fn try_from(written: String) -> Result<Self, jiff::Error> {
        written.get(..10).unwrap_or(&written).parse().map(Self)
    }
}

impl Facts {
    /// Reads them; `None` where the JSON is no object, or a fact has another type.
    pub fn read(json: &str) -> Option<Self> {
        // A list of values would be taken for the fields in their order.
        let is_object = json.trim_start().starts_with('{');
        if is_object { serde_json::from_str(json).ok() } else { None }
    }
}
