//! The two requests of the studio: the empty form, and the form with a brief in it.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};

use super::{
    super::{
        error::{Fault, Told, WebError},
        form::{self, Problem},
        pages::{self, Frame, Here, Seen, StudioPage, Written},
        visit::{Signed, Visit},
    },
    order::{self, Filled, Order},
    view::View,
};
use crate::{
    disclosure::Tags,
    edge::Handles,
    pipeline::{Answer, CopyRequest, Outcome, Refusal, Wishes},
    wire::Format,
};

/// The empty form.
///
/// # Errors
/// For those who may not write.
pub(in crate::edge::web) async fn show(
    State(handles): State<Handles>,
    visit: Visit,
) -> Result<Response, WebError> {
    let signed = visit.writer()?;
    let studio = Studio { handles: &handles, visit: &visit, signed };
    Ok(studio.answer(StatusCode::OK, &Filled::default(), Shown::default()))
}

/// Has copy written.
///
/// # Errors
/// For those who may not write, and for what is no form of ours.
pub(in crate::edge::web) async fn write(
    State(handles): State<Handles>,
    visit: Visit,
    request: Request,
) -> Result<Response, WebError> {
    let received = handles.pipeline.clock().elapsed();
    let signed = visit.writer()?;
    let fields = form::read_guarded(request, signed, order::FIELDS).await;
    let mut filled = Filled::take(&mut fields.map_err(|fault| visit.stopped(fault))?);
    let studio = Studio { handles: &handles, visit: &visit, signed };
    let Some(order) = filled.order(&studio.models(), visit.say()) else {
        return Ok(studio.answer(StatusCode::UNPROCESSABLE_ENTITY, &filled, Shown::default()));
    };
    let rules = handles.pipeline.runtime().rules.clone();
    let house = order.house_rules(&handles.prompts, rules.language(&order.brief), visit.language);
    let house = house.ok_or_else(|| visit.stopped(Fault::Broken))?;
    let wishes = Wishes {
        language: Some(visit.language),
        tags: Tags { channel: Some(order.channel.id().to_owned()), ..Tags::default() },
        ..Wishes::default()
    };
    let request = CopyRequest {
        id: visit.request.clone(),
        route: "studio",
        format: Format::Chat,
        body: Ok(order.body(&house)),
        wishes,
        received,
    };
    Ok(match handles.pipeline.run(request, signed.caller().clone()).await {
        Ok(outcome) => studio.outcome(filled, &order, outcome),
        Err(error) => studio.told(filled, Told::failed(&error, &visit), None),
    })
}

/// One visit to the studio.
struct Studio<'v> {
    handles: &'v Handles,
    visit: &'v Visit,
    signed: &'v Signed,
}

/// What the page shows besides its form.
#[derive(Default)]
struct Shown {
    problem: Option<Problem>,
    seen: Option<Seen>,
    result: Option<Written>,
}

impl Studio<'_> {
    /// The models that the writer may choose from.
    fn models(&self) -> Vec<String> {
        let runtime = self.handles.pipeline.runtime();
        let tenant = runtime.tenant(&self.signed.caller().tenant);
        let models = tenant.map(|tenant| runtime.models_of(tenant)).unwrap_or_default();
        models.iter().map(|alias| alias.as_ref().to_owned()).collect()
    }

    fn view(&self) -> View {
        View {
            rules: self.handles.pipeline.runtime().rules.clone(),
            language: self.visit.language,
            may_review: self.signed.caller().role.may_review(),
        }
    }

    fn outcome(&self, filled: Filled, order: &Order, outcome: Outcome) -> Response {
        let view = self.view();
        match outcome.result {
            Ok(Answer::Whole { body, report }) => match view.written(&body, &report, order) {
                Some(result) => {
                    let seen = view.seen(&filled.brief, &report.findings);
                    let shown = Shown { seen, result: Some(result), problem: None };
                    self.answer(StatusCode::OK, &filled, shown)
                }
                None => self.told(filled, Told::nonsense(self.visit), None),
            },
            // Only asked for by programs.
            Ok(Answer::Stream(_)) => self.told(filled, Told::nonsense(self.visit), None),
            Err(refusal) => {
                let seen = match &refusal {
                    Refusal::Brief(report) => view.seen(&filled.brief, &report.findings),
                    _ => None,
                };
                self.told(filled, Told::refused(&refusal, self.visit), seen)
            }
        }
    }

    /// The form as it was filled in, with the reason why there is no copy.
    fn told(&self, mut filled: Filled, told: Told, seen: Option<Seen>) -> Response {
        let Told { status, message, field, retry_after } = told;
        let mut shown = Shown { seen, ..Shown::default() };
        match field {
            Some("model") => filled.errors.model = Some(self.visit.say().model_gone),
            Some(_) => filled.errors.brief = Some(message),
            None => shown.problem = Some(Problem::of_all(self.visit.say().not_written, message)),
        }
        let mut response = self.answer(status, &filled, shown);
        Told::put_wait(retry_after, &mut response);
        response
    }

    fn answer(&self, status: StatusCode, filled: &Filled, shown: Shown) -> Response {
        let say = self.visit.say();
        let Shown { problem, seen, result } = shown;
        let page = StudioPage {
            frame: Frame::new(self.visit, Here::Studio),
            token: self.signed.session.form_token.clone(),
            problem: problem.or_else(|| filled.problem(say)),
            form: filled.form(&self.models(), say, seen),
            result,
        };
        pages::answer(status, &page)
    }
}
