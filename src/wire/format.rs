//! Which format a request is in. Each arm leads to one file; the pipeline knows only this.

use super::{Ask, Document, Edits, Piece, ShapeError, Slot, Usage, Value, chat};

/// A format of requests and answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OpenAI chat completions.
    Chat,
}

impl Format {
    /// What the gateway needs to know of a request.
    ///
    /// # Errors
    /// Names the first place that has the wrong shape.
    pub fn ask(self, request: &Document) -> Result<Ask, ShapeError> {
        match self {
            Self::Chat => chat::ask(request),
        }
    }

    /// Every text of a request.
    pub fn request_slots(self, request: &Document) -> Vec<Slot> {
        match self {
            Self::Chat => chat::request_slots(request),
        }
    }

    /// How many parts of a request no rule can read.
    pub fn media(self, request: &Document) -> usize {
        match self {
            Self::Chat => chat::media(request),
        }
    }

    /// Sets the model that the provider knows.
    pub fn set_model(self, request: &Document, edits: &mut Edits, model: &str) {
        match self {
            Self::Chat => chat::set_model(request, edits, model),
        }
    }

    /// Asks for the token counts of a stream.
    pub fn ask_for_usage(self, request: &Document, edits: &mut Edits) {
        match self {
            Self::Chat => chat::ask_for_usage(request, edits),
        }
    }

    /// Adds a sentence to the instructions.
    pub fn add_instruction(self, request: &Document, edits: &mut Edits, sentence: &str) {
        match self {
            Self::Chat => chat::add_instruction(request, edits, sentence),
        }
    }

    /// True when this is an answer of the format.
    pub fn is_answer(self, answer: &Document) -> bool {
        match self {
            Self::Chat => chat::is_answer(answer),
        }
    }

    /// Every text of a whole answer.
    pub fn answer_slots(self, answer: &Document, is_json: bool) -> Vec<Slot> {
        match self {
            Self::Chat => chat::answer_slots(answer, is_json),
        }
    }

    /// The choices of an answer, by their number.
    pub fn choices(self, answer: &Document) -> Vec<(u64, Value<'_>)> {
        match self {
            Self::Chat => chat::choices(answer).collect(),
        }
    }

    /// The token counts of an answer.
    pub fn usage(self, answer: &Document) -> Option<Usage> {
        match self {
            Self::Chat => chat::usage(answer),
        }
    }

    /// Takes the text out of a choice and says why.
    pub fn withhold(self, edits: &mut Edits, choice: Value<'_>, why: &str) {
        match self {
            Self::Chat => chat::withhold(edits, choice, why),
        }
    }

    /// Takes the end out of a choice of an event.
    pub fn go_on(self, edits: &mut Edits, choice: Value<'_>) {
        match self {
            Self::Chat => chat::go_on(edits, choice),
        }
    }

    /// Takes out what spells the text of a choice token by token.
    pub fn drop_token_texts(self, edits: &mut Edits, choice: Value<'_>) {
        match self {
            Self::Chat => chat::drop_logprobs(edits, choice),
        }
    }

    /// Adds the gateway's own field to an answer.
    pub fn attach(self, answer: &Document, edits: &mut Edits, candor: &str) {
        match self {
            Self::Chat => edits.append_member(answer.root(), "candor", candor),
        }
    }

    /// What an event of a stream carries.
    pub fn piece(self, event: &Document, is_json: bool) -> Piece {
        match self {
            Self::Chat => chat::piece(event, is_json),
        }
    }

    /// The data of the event that ends a choice whose text is withheld.
    pub fn withheld_event(
        self,
        like: Option<&Document>,
        choice: u64,
        why: &str,
        candor: Option<&str>,
    ) -> String {
        match self {
            Self::Chat => chat::withheld_event(like, choice, why, candor),
        }
    }

    /// The data of the event that ends a stream.
    pub fn done(self) -> &'static str {
        match self {
            Self::Chat => chat::DONE,
        }
    }
}
