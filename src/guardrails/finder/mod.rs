//! Personal data that no expression describes well: found by code, one file each.

mod address;
mod around;
mod catalogue;
mod clean_text;
mod coded_address;
mod columns;
mod complement;
mod cues;
mod email;
mod evidence;
mod handles;
mod iban;
mod initials;
mod long_secrets;
mod name_lists;
mod names;
mod network;
mod person;
mod places;
mod postal_codes;
mod profiles;
mod search;
mod secret;
mod shapes;
mod spelt_email;
mod streets;
mod tables;
mod tagger;
mod whole_names;
mod words;

use around::{ahead, back};
pub(super) use catalogue::Finder;
pub(super) use clean_text::CleanText;

pub use names::{Names, NamesError};
pub use tagger::{Counted, Labelled, SplitMix64, train as train_person_names, word_classes};
