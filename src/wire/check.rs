//! Texts that are to be checked, without a model: the body of `POST /v1/check`; contract: section 2.

use super::{Document, ShapeError, Value, json::JsonKind};
use crate::domain::{Language, Stage};

/// What is to be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckAsk {
    /// What the text is.
    pub stage: Stage,
    /// The text.
    pub text: String,
    /// Its language, where the caller says one.
    pub language: Option<Language>,
    /// Where it will go out: words for the log.
    pub channel: Option<String>,
    /// For which market.
    pub market: Option<String>,
    /// What is true of the offer, as JSON.
    pub facts: Option<String>,
}

/// Reads a request.
///
/// # Errors
/// Names the first place that has the wrong shape.
pub fn ask(document: &Document) -> Result<CheckAsk, ShapeError> {
    let root = document.root();
    let wrong = |pointer: &str, expected| ShapeError { pointer: pointer.to_owned(), expected };
    if root.kind() != JsonKind::Object {
        return Err(wrong("", "an object"));
    }
    let word = |name: &str, expected| match root.get(name) {
        Some(value) if !value.is_null() => {
            let word = value.as_str().ok_or_else(|| wrong(&format!("/{name}"), expected))?;
            Ok(Some(word.into_owned()))
        }
        _ => Ok(None),
    };
    let text = root.get("text").and_then(Value::as_str).ok_or_else(|| wrong("/text", "a string"))?;
    let stages = "\"copy\", \"brief\" or \"personal-data\"";
    let stage =
        word("stage", stages)?.map(|stage| Stage::parse(&stage).ok_or_else(|| wrong("/stage", stages)));
    let languages = "\"auto\", \"en\", \"fr\", \"de\", \"es\" or \"it\"";
    let language = match word("language", languages)?.as_deref() {
        None | Some("auto") => None,
        Some(tag) => Some(Language::parse(tag).ok_or_else(|| wrong("/language", languages))?),
    };
    Ok(CheckAsk {
        stage: stage.transpose()?.unwrap_or(Stage::Copy),
        text: text.into_owned(),
        language,
        channel: word("channel", "a string")?,
        market: word("market", "a string")?,
        facts: root.get("facts").filter(|facts| !facts.is_null()).map(|facts| facts.raw().to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<CheckAsk, ShapeError> {
        ask(&Document::parse(bytes::Bytes::copy_from_slice(body.as_bytes())).unwrap())
    }

    #[test]
    fn a_text_is_copy_in_any_language_where_nothing_else_is_said() {
        let ask = read(r#"{"text": "Last chance!"}"#).unwrap();
        assert_eq!((ask.stage, ask.language, ask.text.as_str()), (Stage::Copy, None, "Last chance!"));
        let ask = read(r#"{"text": "", "stage": "brief", "language": "fr-CA", "channel": "email"}"#).unwrap();
        assert_eq!(
            (ask.stage, ask.language, ask.channel.as_deref()),
            (Stage::Brief, Some(Language::Fr), Some("email"))
        );
    }

    #[test]
    fn what_has_the_wrong_shape_is_named() {
        for (body, pointer) in [
            ("[]", ""),
            ("{}", "/text"),
            (r#"{"text": 7}"#, "/text"),
            (r#"{"text": "a", "stage": "draft"}"#, "/stage"),
            (r#"{"text": "a", "language": "tlh"}"#, "/language"),
            (r#"{"text": "a", "market": []}"#, "/market"),
        ] {
            assert_eq!(read(body).unwrap_err().pointer, pointer, "{body}");
        }
    }
}
