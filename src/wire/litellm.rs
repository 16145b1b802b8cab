//! LiteLLM's generic guardrail contract (beta): the texts of a call that goes through LiteLLM, on their way to
//! the model or back.

use std::{borrow::Cow, collections::HashSet};

use super::{Document, ShapeError, Value, json::JsonKind};

/// What LiteLLM asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardAsk {
    /// What the model wrote; else what it is to read.
    pub is_answer: bool,
    /// The texts.
    pub texts: Vec<GuardText>,
    /// The id of the call: its answer comes with the same.
    pub call: Option<String>,
}

/// One text of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardText {
    /// The text.
    pub text: String,
    /// Somebody asks for copy with it: it is no instruction of the tool, no earlier turn and no tool's result.
    pub is_brief: bool,
}

/// Reads a request.
///
/// # Errors
/// Names the first place that has the wrong shape.
pub fn ask(document: &Document) -> Result<GuardAsk, ShapeError> {
    let root = document.root();
    let wrong = |pointer: &str, expected| ShapeError { pointer: pointer.to_owned(), expected };
    if root.kind() != JsonKind::Object {
        return Err(wrong("", "an object"));
    }
    let is_answer = match root.get("input_type").and_then(Value::as_str).as_deref() {
        Some("response") => true,
        Some("request") => false,
        _ => return Err(wrong("/input_type", "\"request\" or \"response\"")),
    };
    let (others, users) = texts_of_messages(root);
    let texts = root.get("texts").filter(|texts| !texts.is_null());
    if texts.is_some_and(|texts| texts.kind() != JsonKind::Array) {
        return Err(wrong("/texts", "a list of strings"));
    }
    let read = |value: Value<'_>| {
        let text = value.as_str().ok_or_else(|| wrong("/texts", "a list of strings"))?.into_owned();
        let is_brief = !is_answer && (!others.contains(&text) || users.contains(&text));
        Ok(GuardText { text, is_brief })
    };
    let texts = texts.into_iter().flat_map(Value::items).map(read).collect::<Result<_, _>>()?;
    let call = root.get("litellm_call_id").and_then(Value::as_str);
    Ok(GuardAsk { is_answer, texts, call: call.map(Cow::into_owned) })
}

/// What stands in messages that are not the user's, and in those that are.
fn texts_of_messages(root: Value<'_>) -> (HashSet<String>, HashSet<String>) {
    let (mut others, mut users) = (HashSet::new(), HashSet::new());
    for message in root.get("structured_messages").into_iter().flat_map(Value::items) {
        let is_users = message.get("role").and_then(Value::as_str).is_some_and(|role| role == "user");
        let texts = if is_users { &mut users } else { &mut others };
        let Some(content) = message.get("content") else { continue };
        texts.extend(content.as_str().map(Cow::into_owned));
        let parts = content.items().filter_map(|part| part.get("text").and_then(Value::as_str));
        texts.extend(parts.map(Cow::into_owned));
    }
    (others, users)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<GuardAsk, ShapeError> {
        ask(&Document::parse(bytes::Bytes::copy_from_slice(body.as_bytes())).unwrap())
    }

    #[test]
    fn what_the_tool_says_is_no_brief() {
        let ask = read(
            r#"{"input_type": "request", "litellm_call_id": "c1", "texts": ["Be brief.", "Write."], "request_data": {},
                "structured_messages": [{"role": "system", "content": [{"type": "text", "text": "Be brief."}]}, {"role": "user", "content": "Write."}]}"#,
        )
        .unwrap();
        assert_eq!(ask.texts.iter().map(|text| text.is_brief).collect::<Vec<_>>(), [false, true]);
        assert_eq!((ask.is_answer, ask.call.as_deref()), (false, Some("c1")));
        assert!(read(r#"{"input_type": "response", "texts": null}"#).unwrap().texts.is_empty());
    }

    #[test]
    fn what_has_the_wrong_shape_is_named() {
        for (body, pointer) in [
            ("[]", ""),
            (r#"{"texts": []}"#, "/input_type"),
            (r#"{"input_type": "request", "texts": "a"}"#, "/texts"),
            (r#"{"input_type": "request", "texts": [1]}"#, "/texts"),
        ] {
            assert_eq!(read(body).unwrap_err().pointer, pointer, "{body}");
        }
    }
}
