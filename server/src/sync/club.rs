//! `/api/v1/club/{association}`: the members of a club, for the browser of its admin.

use super::{
    Refusal, SyncFace,
    answer::Body,
    list::{Admin, NotMade, download},
};
use crate::{
    club::{Clubs, association::Made, workbook},
    list::read_with_days,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
    routing::{delete, get, post, put},
};
use domain::{
    club::{Who, figures::Figures},
    language::Language,
    list::table::Table,
    sync::{
        club::{AssociationView, AssociationWish, Facts, MOST, MemberList, Told},
        refusal::Reason,
    },
    uitpas_api::enums::AssociationPermission,
};
use serde::Deserialize;
use uuid::Uuid;

/// The routes below `/api/v1`.
pub(super) fn routes() -> Router<SyncFace> {
    Router::new()
        .route("/club", get(associations))
        .route("/club/{association}", put(make))
        .route("/club/{association}/members", get(members))
        .route("/club/{association}/members.xlsx", get(sheet))
        .route("/club/{association}/figures", get(figures))
        .route("/club/{association}/facts", post(say))
        .route("/club/{association}/own/{kind}/{id}", delete(erase))
}

impl SyncFace {
    /// The real registry keeps its own associations; clubs read them there.
    fn clubs(&self) -> Result<Clubs<'_>, Refusal> {
        let own = self.embedded.as_deref();
        own.map(Clubs).ok_or_else(|| Reason::Unavailable.into())
    }
}

/// `GET /api/v1/club`
async fn associations(
    State(sync): State<SyncFace>,
    Admin { club, .. }: Admin,
) -> Result<Json<Vec<AssociationView>>, Refusal> {
    Ok(Json(sync.clubs()?.associations(&club).await?))
}

/// `PUT /api/v1/club/{association}`: by the administrator of its region, with an id of their making.
async fn make(
    State(sync): State<SyncFace>,
    Path(association): Path<Uuid>,
    Admin { region, .. }: Admin,
    Body(wish): Body<AssociationWish>,
) -> Result<StatusCode, Refusal> {
    let region = region.ok_or(Reason::NotFound)?;
    let (clubs, id) = (sync.clubs()?, association.to_string());
    match clubs.put(region, &id, wish).await? {
        Made::Yes => Ok(StatusCode::NO_CONTENT),
        Made::CannotBe => Err(Reason::Other.into()),
        Made::NotTheirs => Err(Reason::NotFound.into()),
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    name: String,
    #[serde(default)]
    language: String,
}

/// `GET /api/v1/club/{association}/members?name=`
async fn members(
    State(sync): State<SyncFace>,
    Path(association): Path<String>,
    Query(asked): Query<Asked>,
    Admin { club, .. }: Admin,
) -> Result<Json<MemberList>, Refusal> {
    let list = sync
        .clubs()?
        .members(&club, &association, &asked.name)
        .await?;
    list.map(Json).ok_or_else(|| Reason::NotFound.into())
}

/// `GET /api/v1/club/{association}/members.xlsx?language=`
async fn sheet(
    State(sync): State<SyncFace>,
    Path(association): Path<String>,
    Query(asked): Query<Asked>,
    Admin { club, .. }: Admin,
) -> Result<Response, Refusal> {
    let list = sync
        .clubs()?
        .members(&club, &association, &asked.name)
        .await?;
    let list = list.ok_or(Reason::NotFound)?;
    let language: Language = asked.language.parse().unwrap_or(Language::Nl);
    download(workbook(&list, language))
}

/// `PUT /api/v1/club/{association}/sheet`: a spreadsheet of a club, read and handed back as rows, whole or
/// not at all. Nothing of it is kept: who they are is said by `facts`, once somebody looked.
pub(super) async fn sheet_of_members(
    State(sync): State<SyncFace>,
    Path(association): Path<String>,
    Admin { club, .. }: Admin,
    content: Bytes,
) -> Result<Json<Table>, NotMade> {
    let all = sync.clubs()?.associations(&club).await?;
    let writes = |one: &AssociationView| {
        one.id == association && one.permission == AssociationPermission::Write
    };
    if !all.iter().any(writes) {
        return Err(Reason::NotFound.into());
    }
    let read = tokio::task::spawn_blocking(move || read_with_days(&content)).await;
    let table = read.map_err(|_| Reason::Other)?;
    table.map(Json).map_err(NotMade::File)
}

/// `GET /api/v1/club/{association}/figures`
async fn figures(
    State(sync): State<SyncFace>,
    Path(association): Path<String>,
    Admin { club, .. }: Admin,
) -> Result<Json<Figures>, Refusal> {
    let figures = sync.clubs()?.figures(&club, &association).await?;
    figures.map(Json).ok_or_else(|| Reason::NotFound.into())
}

/// `POST /api/v1/club/{association}/facts`: each by itself, in order; what was done stays done when
/// a later one cannot be.
async fn say(
    State(sync): State<SyncFace>,
    Path(association): Path<String>,
    Admin { club, device, .. }: Admin,
    Body(facts): Body<Facts>,
) -> Result<Json<Told>, Refusal> {
    if facts.items.len() > MOST {
        return Err(Reason::Other.into());
    }
    let clubs = sync.clubs()?;
    let mut verdicts = Vec::with_capacity(facts.items.len());
    for item in facts.items {
        let verdict = clubs.say(&club, &association, &device, item).await?;
        verdicts.push(verdict.ok_or(Reason::NotFound)?);
    }
    Ok(Json(Told { verdicts }))
}

/// `DELETE /api/v1/club/{association}/own/{kind}/{id}`: what the club keeps about somebody.
async fn erase(
    State(sync): State<SyncFace>,
    Path((association, kind, id)): Path<(String, String, String)>,
    Admin { club, .. }: Admin,
) -> Result<StatusCode, Refusal> {
    let who = match (kind.as_str(), Uuid::parse_str(&id)) {
        ("passholder", _) => Who::Passholder(id),
        ("guest", Ok(id)) => Who::Guest(id),
        _ => return Err(Reason::NotFound.into()),
    };
    if sync.clubs()?.erase(&club, &association, who).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Reason::NotFound.into())
    }
}
