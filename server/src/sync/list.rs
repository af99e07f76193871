//! Points from a list: `/api/v1/lists`, for the browser of a club's admin. Its body is the paste or
//! the file itself, larger than other bodies of this face.

use super::{Refusal, Session, SyncFace, answer, answer::Body, club, shift::who::ADMIN};
use crate::{
    db::admin,
    list::{Club, Lists, preview, workbook},
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{DefaultBodyLimit, FromRequestParts, Path, Query, State},
    http::{StatusCode, header, request::Parts},
    middleware::map_response,
    response::{IntoResponse, Response},
    routing::{post, put},
};
use domain::{
    language::Language,
    sync::{
        list::{Answer, FileError, ListView, Progress},
        refusal::Reason,
    },
    time::Timestamp,
};
use rust_xlsxwriter::XlsxError;
use serde::Deserialize;
use serde_json::json;
use tower_http::limit::RequestBodyLimitLayer;

/// How large a list may be, in bytes: 5,000 people in a workbook take a fifth of it.
const LIMIT: usize = 2 * 1024 * 1024;

/// The routes of lists.
pub fn routes(sync: SyncFace) -> Router {
    Router::new()
        .route("/api/v1/lists/{id}", put(make).get(view).delete(forget))
        .route("/api/v1/lists/{id}/lines/{line}", put(say))
        .route(
            "/api/v1/club/{association}/sheet",
            put(club::sheet_of_members),
        )
        .route("/api/v1/lists/{id}/send", post(send))
        .route("/api/v1/lists/{id}/sheet.xlsx", axum::routing::get(sheet))
        .layer(map_response(answer::no_store))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LIMIT))
        .with_state(sync)
}

/// An admin's browser, and the clubs for which it acts.
pub(super) struct Admin {
    pub(super) club: Club,
    /// The browser.
    pub(super) device: String,
    /// The region whose administrator it is.
    pub(super) region: Option<i64>,
}

impl FromRequestParts<SyncFace> for Admin {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, sync: &SyncFace) -> Result<Self, Refusal> {
        let Session { device, now, .. } = Session::from_request_parts(parts, sync).await?;
        let mut c = sync.db.read().await?;
        let row = match device.kind.as_str() {
            ADMIN => admin::of_device(&mut c, &device.id).await?,
            _ => None,
        };
        let row = row.ok_or(Reason::SignedOut)?;
        let organizers = admin::organizers(&mut c, &row).await?;
        Ok(Self {
            club: Club { organizers, now },
            device: device.id,
            region: row.card_system_id,
        })
    }
}

impl SyncFace {
    /// Lists need our own registry: the real one takes check-ins one by one, without a time.
    fn lists(&self) -> Result<Lists<'_>, Refusal> {
        let own = self.embedded.as_deref();
        own.map(Lists).ok_or_else(|| Reason::Unavailable.into())
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asked {
    event: String,
    #[serde(default)]
    title: String,
    forget_at: Option<Timestamp>,
}

/// Why a list is not made.
pub(super) enum NotMade {
    Refused(Refusal),
    File(FileError),
    Other,
}

impl<E: Into<Refusal>> From<E> for NotMade {
    fn from(error: E) -> Self {
        Self::Refused(error.into())
    }
}

impl IntoResponse for NotMade {
    fn into_response(self) -> Response {
        let (status, detail, file) = match self {
            Self::Refused(refusal) => return refusal.into_response(),
            Self::File(error) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                error.to_string(),
                Some(error),
            ),
            Self::Other => (
                StatusCode::CONFLICT,
                "There is another list with this id.".to_owned(),
                None,
            ),
        };
        let body = json!({
            "type": "about:blank",
            "title": status.canonical_reason().unwrap_or("Error"),
            "status": status.as_u16(),
            "detail": detail,
            "reason": Reason::Other,
            "file": file,
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, body.to_string()).into_response()
    }
}

/// `PUT /api/v1/lists/{id}?event=&title=`: reads and judges it; nothing is sent yet.
async fn make(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
    Admin { club, .. }: Admin,
    content: Bytes,
) -> Result<Json<ListView>, NotMade> {
    if uuid::Uuid::parse_str(&id).is_err() {
        return Err(Reason::NotFound.into());
    }
    let lists = sync.lists()?;
    let wish = preview::Wish {
        id: &id,
        event: &asked.event,
        title: &asked.title,
        content: &content,
        forget_at: asked.forget_at,
    };
    match lists.make(&club, &wish).await? {
        preview::Made::List => {
            let view = lists.view(&club, &id).await?;
            view.map(Json).ok_or_else(|| Reason::NotFound.into())
        }
        preview::Made::Refused(error) => Err(NotMade::File(error)),
        preview::Made::Other => Err(NotMade::Other),
    }
}

/// `GET /api/v1/lists/{id}`
async fn view(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    Admin { club, .. }: Admin,
) -> Result<Json<ListView>, Refusal> {
    let view = sync.lists()?.view(&club, &id).await?;
    view.map(Json).ok_or_else(|| Reason::NotFound.into())
}

/// `DELETE /api/v1/lists/{id}`: what was sent stays sent.
async fn forget(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    Admin { club, .. }: Admin,
) -> Result<StatusCode, Refusal> {
    if sync.lists()?.forget(&club, &id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Reason::NotFound.into())
    }
}

/// `PUT /api/v1/lists/{id}/lines/{line}`: who is meant.
async fn say(
    State(sync): State<SyncFace>,
    Path((id, line)): Path<(String, u32)>,
    Admin { club, .. }: Admin,
    Body(said): Body<Answer>,
) -> Result<StatusCode, Refusal> {
    if sync.lists()?.answer(&club, &id, line, said.person).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Reason::NotFound.into())
    }
}

/// `POST /api/v1/lists/{id}/send`: the next lines; asked again until none waits.
async fn send(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    Admin { club, .. }: Admin,
) -> Result<Json<Progress>, Refusal> {
    let progress = sync.lists()?.send(&club, &id).await?;
    progress.map(Json).ok_or_else(|| Reason::NotFound.into())
}

#[derive(Deserialize)]
struct In {
    #[serde(default)]
    language: String,
}

/// `GET /api/v1/lists/{id}/sheet.xlsx?language=`
async fn sheet(
    State(sync): State<SyncFace>,
    Path(id): Path<String>,
    Query(asked): Query<In>,
    Admin { club, .. }: Admin,
) -> Result<Response, Refusal> {
    let view = sync.lists()?.view(&club, &id).await?;
    let view = view.ok_or(Reason::NotFound)?;
    let language: Language = asked.language.parse().unwrap_or(Language::Nl);
    download(workbook(&view, language))
}

/// A workbook to save.
pub(super) fn download(made: Result<Vec<u8>, XlsxError>) -> Result<Response, Refusal> {
    let Ok(file) = made else {
        tracing::error!("a sheet could not be written");
        return Err(Reason::Other.into());
    };
    let head = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"UiTPAS.xlsx\"",
        ),
    ];
    Ok((head, file).into_response())
}
