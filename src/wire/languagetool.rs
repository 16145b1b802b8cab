//! LanguageTool's `POST /v2/check` (its HTTP API, version 1): a form with a text, or with a text and its markup.

use super::{Document, ShapeError, Value, check::CheckAsk};
use crate::domain::{Language, Stage};

/// A form, read.
#[derive(Debug, Default)]
pub struct Form {
    text: Option<String>,
    data: Option<String>,
    language: Option<String>,
    /// The key, for editors that can set no header.
    pub api_key: Option<String>,
}

impl Form {
    /// Reads the fields that are known; clients send many others.
    pub fn read(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(body) {
            let field = match name.as_ref() {
                "text" => &mut form.text,
                "data" => &mut form.data,
                "language" => &mut form.language,
                "apiKey" => &mut form.api_key,
                _ => continue,
            };
            *field = Some(value.into_owned());
        }
        form
    }

    /// What is to be checked: copy.
    ///
    /// # Errors
    /// When there is neither `text` nor `data`, `data` is none, or the language is not spoken here.
    pub fn ask(self) -> Result<CheckAsk, ShapeError> {
        let wrong = |pointer: &str, expected| ShapeError { pointer: pointer.to_owned(), expected };
        let text = match (self.text, self.data) {
            (Some(text), _) => text,
            (None, Some(data)) => {
                annotated(data).ok_or_else(|| wrong("/data", "JSON with a list `annotation`"))?
            }
            (None, None) => return Err(wrong("/text", "there, or `data`")),
        };
        let language = match self.language.as_deref() {
            None | Some("auto" | "") => None,
            Some(tag) => {
                Some(Language::parse(tag).ok_or_else(|| wrong("/language", "auto, en, fr, de, es or it"))?)
            }
        };
        Ok(CheckAsk { stage: Stage::Copy, text, language, channel: None, market: None, facts: None })
    }
}

/// The text of an annotated document, each piece of markup as blanks of its length: so every place in it is
/// the place in what the client has.
fn annotated(data: String) -> Option<String> {
    let document = Document::parse(data.into()).ok()?;
    let pieces = document.root().get("annotation")?;
    let mut text = String::new();
    for piece in pieces.items() {
        if let Some(words) = piece.get("text").and_then(Value::as_str) {
            text.push_str(&words);
        } else if let Some(markup) = piece.get("markup").and_then(Value::as_str) {
            let breaks =
                piece.get("interpretAs").and_then(Value::as_str).is_some_and(|as_| as_.contains('\n'));
            // A blank counts one UTF-16 unit; some characters count two.
            let length = markup.encode_utf16().count();
            let blanks = std::iter::repeat_n(' ', length.saturating_sub(usize::from(breaks)));
            text.extend(blanks.chain((breaks && length > 0).then_some('\n')));
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_as_it_is_and_in_the_language_that_is_named() {
        let ask = Form::read(b"text=Derni%C3%A8re+chance&language=fr-FR&enabledOnly=false").ask().unwrap();
        assert_eq!((ask.text.as_str(), ask.language), ("Dernière chance", Some(Language::Fr)));
        assert_eq!(Form::read(b"language=auto").ask().unwrap_err().pointer, "/text");
        assert_eq!(Form::read(b"text=a&language=tlh").ask().unwrap_err().pointer, "/language");
    }

    #[test]
    fn markup_takes_as_much_room_as_it_had() {
        let data = r#"{"annotation": [{"text": "A "}, {"markup": "<b>"}, {"text": "last chance"}, {"markup": "</p>", "interpretAs": "\n\n"}, {"text": "ok"}]}"#;
        let body: String = form_urlencoded::Serializer::new(String::new()).append_pair("data", data).finish();
        let ask = Form::read(body.as_bytes()).ask().unwrap();
        assert_eq!(ask.text, "A    last chance   \nok");
        assert!(Form::read(b"data=%7B").ask().is_err());
    }
}
