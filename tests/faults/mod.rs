//! What users of other gateways suffered from, one test a fault: nobody who comes from there meets it again.
mod guardrails;
mod masking;
mod transport;
