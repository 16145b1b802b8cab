//! Chat completions (OpenAI API reference, "Chat"): requests, answers and the events of a stream.

use super::{
    Ask, Document, Edits, Form, Piece, ShapeError, Slot, Speaker, Usage, Value,
    json::{JsonKind, quote},
    slot::Walk,
};

/// Members of a request that hold settings and definitions, not text that somebody wrote for the model
/// to read. The name of a tool in a definition must stay as it is, or the caller cannot find its tool.
const SETTINGS: &[&str] = &[
    "model",
    "messages",
    "tools",
    "functions",
    "tool_choice",
    "function_call",
    "response_format",
    "stream_options",
    "modalities",
    "audio",
    "service_tier",
    "reasoning_effort",
    "verbosity",
    "prompt_cache_retention",
];

/// Reads what the gateway needs, and checks the shape of what it walks.
///
/// # Errors
/// Names the first place that has the wrong shape.
pub fn ask(document: &Document) -> Result<Ask, ShapeError> {
    let root = document.root();
    let wrong = |pointer: &str, expected| ShapeError { pointer: pointer.to_owned(), expected };
    if root.kind() != JsonKind::Object {
        return Err(wrong("", "an object"));
    }
    let model = root.get("model").and_then(Value::as_str).filter(|model| !model.is_empty());
    let model = model.ok_or_else(|| wrong("/model", "the name of a model"))?.into_owned();
    check_messages(root)?;
    let options = root.get("stream_options").map_or(JsonKind::Null, Value::kind);
    if !matches!(options, JsonKind::Null | JsonKind::Object) {
        return Err(wrong("/stream_options", "an object"));
    }
    let flag = |value: Option<Value<'_>>, pointer: &str| match value {
        Some(value) if !value.is_null() => value.as_bool().ok_or_else(|| wrong(pointer, "true or false")),
        _ => Ok(false),
    };
    let number = |name: &str, expected| match root.get(name) {
        Some(value) if !value.is_null() => {
            value.as_u64().map(Some).ok_or_else(|| wrong(&format!("/{name}"), expected))
        }
        _ => Ok(None),
    };
    let options = root.get("stream_options").and_then(|options| options.get("include_usage"));
    let choices = number("n", "a whole number from 1 to 128")?.unwrap_or(1);
    if !(1..=128).contains(&choices) {
        return Err(wrong("/n", "a whole number from 1 to 128"));
    }
    let max_tokens = match number("max_completion_tokens", "a whole number")? {
        None => number("max_tokens", "a whole number")?,
        some => some,
    };
    let stream = flag(root.get("stream"), "/stream")?;
    let wants_usage = flag(options, "/stream_options/include_usage")?;
    let shape = root.get("response_format").and_then(|format| format.get("type")).and_then(Value::as_str);
    let wants_json = matches!(shape.as_deref(), Some("json_object" | "json_schema"));
    Ok(Ask { model, stream, wants_usage, choices, max_tokens, wants_json })
}

fn check_messages(root: Value<'_>) -> Result<(), ShapeError> {
    let wrong = |pointer: String, expected| Err(ShapeError { pointer, expected });
    let messages = root.get("messages").filter(|messages| messages.kind() == JsonKind::Array);
    let Some(messages) = messages.filter(|messages| messages.items().next().is_some()) else {
        return wrong("/messages".to_owned(), "an array with at least one message");
    };
    for (index, message) in messages.items().enumerate() {
        if message.kind() != JsonKind::Object {
            return wrong(format!("/messages/{index}"), "an object");
        }
        if message.get("role").and_then(Value::as_str).is_none() {
            return wrong(format!("/messages/{index}/role"), "a string");
        }
        let content = message.get("content").map_or(JsonKind::Null, Value::kind);
        if !matches!(content, JsonKind::Null | JsonKind::String | JsonKind::Array) {
            return wrong(format!("/messages/{index}/content"), "a string, an array of parts or null");
        }
        for (place, part) in message.get("content").into_iter().flat_map(Value::items).enumerate() {
            check_part(part, &format!("/messages/{index}/content/{place}"))?;
        }
        let calls = message.get("tool_calls").map_or(JsonKind::Null, Value::kind);
        if !matches!(calls, JsonKind::Null | JsonKind::Array) {
            return wrong(format!("/messages/{index}/tool_calls"), "an array or null");
        }
    }
    Ok(())
}

fn check_part(part: Value<'_>, pointer: &str) -> Result<(), ShapeError> {
    if part.kind() != JsonKind::Object {
        return Err(ShapeError { pointer: pointer.to_owned(), expected: "an object with a type" });
    }
    match part.get("text").map(Value::kind) {
        None | Some(JsonKind::String | JsonKind::Null) => Ok(()),
        Some(_) => Err(ShapeError { pointer: format!("{pointer}/text"), expected: "a string" }),
    }
}

/// Every text of a request that goes on to the provider; tool definitions are none.
pub fn request_slots(document: &Document) -> Vec<Slot> {
    let mut slots = Vec::new();
    let root = document.root();
    for message in root.get("messages").into_iter().flat_map(Value::items) {
        let speaker = match message.get("role").and_then(Value::as_str).as_deref() {
            Some("system" | "developer") => Speaker::System,
            Some("assistant") => Speaker::Assistant,
            Some("tool" | "function") => Speaker::Tool,
            // A role nobody knows is read as the user's: checked, rather than let through.
            _ => Speaker::User,
        };
        Walk { speaker, choice: 0, slots: &mut slots }.message(message);
    }
    for (key, value) in root.members().filter(|(key, _)| !SETTINGS.contains(&key.as_ref())) {
        Walk { speaker: Speaker::Aside, choice: 0, slots: &mut slots }.value(&key, value, String::new());
    }
    slots
}

/// How many parts of the messages are images, sound or files, which no rule can read.
pub fn media(document: &Document) -> usize {
    let messages = document.root().get("messages").into_iter().flat_map(Value::items);
    let parts = messages.filter_map(|message| message.get("content")).flat_map(Value::items);
    let is_media = |part: &Value<'_>| {
        part.get("type").and_then(Value::as_str).is_some_and(|kind| {
            !matches!(kind.as_ref(), "text" | "input_text" | "output_text" | "refusal" | "thinking")
        })
    };
    parts.filter(is_media).count()
}

/// Sets the model that the provider knows.
pub fn set_model(document: &Document, edits: &mut Edits, model: &str) {
    edits.set_member(document.root(), "model", &quote(model));
}

/// Asks the provider for the token counts at the end of a stream.
pub fn ask_for_usage(document: &Document, edits: &mut Edits) {
    let root = document.root();
    match root.get("stream_options").filter(|options| options.kind() == JsonKind::Object) {
        Some(options) => edits.set_member(options, "include_usage", "true"),
        None => edits.set_member(root, "stream_options", r#"{"include_usage":true}"#),
    }
}

/// Adds a sentence to the instructions: to the first system message, or as one of its own.
pub fn add_instruction(document: &Document, edits: &mut Edits, sentence: &str) {
    let Some(messages) = document.root().get("messages") else { return };
    let is_system = |message: &Value<'_>| {
        matches!(message.get("role").and_then(Value::as_str).as_deref(), Some("system" | "developer"))
    };
    let content = messages.items().find(is_system).and_then(|message| message.get("content"));
    let part = format!(r#"{{"type":"text","text":{}}}"#, quote(sentence));
    match content.map(|content| (content.kind(), content)) {
        Some((JsonKind::String, content)) => {
            let end = content.range().end - 1;
            edits.replace(end..end, super::json::escape(&format!("\n\n{sentence}")));
        }
        Some((JsonKind::Array, content)) => {
            let end = content.range().end - 1;
            let comma = if content.items().next().is_some() { "," } else { "" };
            edits.replace(end..end, format!("{comma}{part}"));
        }
        _ => {
            let start = messages.range().start + 1;
            edits.replace(start..start, format!(r#"{{"role":"system","content":{}}},"#, quote(sentence)));
        }
    }
}

/// True when there is a list of choices.
pub fn is_answer(document: &Document) -> bool {
    document.root().get("choices").is_some_and(|choices| choices.kind() == JsonKind::Array)
}

/// Every text of a whole answer, in every choice. `is_json` says that the caller wants JSON as content.
pub fn answer_slots(document: &Document, is_json: bool) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (choice, value) in choices(document) {
        if let Some(message) = value.get("message") {
            Walk { speaker: Speaker::Assistant, choice, slots: &mut slots }.message(message);
        }
    }
    read_content_as_json(&mut slots, is_json);
    slots
}

fn read_content_as_json(slots: &mut [Slot], is_json: bool) {
    for slot in slots.iter_mut().filter(|slot| is_json && slot.lane == "/content") {
        slot.form = Form::Json;
    }
}

/// The choices of an answer or an event, by their number.
pub fn choices(document: &Document) -> impl Iterator<Item = (u64, Value<'_>)> {
    let choices = document.root().get("choices").into_iter().flat_map(Value::items);
    choices.enumerate().map(|(position, choice)| {
        (choice.get("index").and_then(Value::as_u64).unwrap_or(position as u64), choice)
    })
}

/// The token counts of an answer or an event.
pub fn usage(document: &Document) -> Option<Usage> {
    let usage = document.root().get("usage").filter(|usage| usage.kind() == JsonKind::Object)?;
    let count = |name| usage.get(name).and_then(Value::as_u64);
    Some(Usage { input: count("prompt_tokens")?, output: count("completion_tokens").unwrap_or_default() })
}

/// Takes the answer out of a choice and says why, as a model does that declines.
pub fn withhold(edits: &mut Edits, choice: Value<'_>, why: &str) {
    let message = format!(r#"{{"role":"assistant","content":null,"refusal":{}}}"#, quote(why));
    edits.set_member(choice, "message", &message);
    edits.set_member(choice, "finish_reason", r#""content_filter""#);
    drop_logprobs(edits, choice);
}

/// Takes the end out of a choice of an event: it ends with another.
pub fn go_on(edits: &mut Edits, choice: Value<'_>) {
    if let Some(reason) = choice.get("finish_reason").filter(|reason| !reason.is_null()) {
        edits.replace(reason.range(), "null");
    }
}

/// Takes out the probabilities of single tokens, which spell the text that is masked or withheld.
pub fn drop_logprobs(edits: &mut Edits, choice: Value<'_>) {
    if let Some(logprobs) = choice.get("logprobs").filter(|logprobs| !logprobs.is_null()) {
        edits.replace(logprobs.range(), "null");
    }
}

/// What one event of a stream carries.
pub fn piece(document: &Document, is_json: bool) -> Piece {
    let mut piece = Piece { usage: usage(document), ..Piece::default() };
    let mut is_empty = true;
    for (choice, value) in choices(document) {
        is_empty = false;
        if let Some(delta) = value.get("delta") {
            Walk { speaker: Speaker::Assistant, choice, slots: &mut piece.slots }.message(delta);
        }
        if value.get("finish_reason").is_some_and(|reason| !reason.is_null()) {
            piece.finished.push(choice);
        }
    }
    read_content_as_json(&mut piece.slots, is_json);
    piece.is_usage_only = is_empty && piece.usage.is_some();
    piece.is_error = is_empty && document.root().get("error").is_some_and(|error| !error.is_null());
    piece
}

/// The event that ends a choice whose text is withheld. `like` is an earlier event of the stream.
pub fn withheld_event(like: Option<&Document>, choice: u64, why: &str, candor: Option<&str>) -> String {
    let mut event = String::from("{");
    for name in ["id", "object", "created", "model", "system_fingerprint"] {
        if let Some(value) = like.and_then(|document| document.root().get(name)) {
            event.push_str(&format!("{}:{},", quote(name), value.raw()));
        }
    }
    let why = quote(why);
    event.push_str(&format!(
        r#""choices":[{{"index":{choice},"delta":{{"role":"assistant","refusal":{why}}},"logprobs":null,"finish_reason":"content_filter"}}]"#
    ));
    if let Some(candor) = candor {
        event.push_str(&format!(r#","candor":{candor}"#));
    }
    event.push('}');
    event
}

/// The data of the event that ends a stream.
pub const DONE: &str = "[DONE]";
