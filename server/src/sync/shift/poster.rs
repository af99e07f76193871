//! An activity's QR codes: as the registry's own PDF, and as texts for a poster in any language.

use super::{call::for_role, refuse::No, who::Admin};
use crate::{db::event as db, sync::SyncFace};
use app::i18n::{Catalog, keys::club as said};
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use domain::{
    language::Language,
    shift::Role,
    sync::{
        admin::{Poster, PosterCode, PosterText},
        shift::DoorReason,
    },
    time::Timestamp,
    uitpas_api::{Operation, event::DownloadLinkQuery},
};

/// `GET /api/v1/events/{id}/poster`
pub(super) async fn poster(
    State(sync): State<SyncFace>,
    admin: Admin,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Poster>, No> {
    let mut c = sync.db.read().await?;
    let row = db::one(&mut c, &id).await?.ok_or(DoorReason::NotFound)?;
    drop(c);
    admin.acts_for(&row.organizer_id)?;
    let operation = Operation::GetEventQrCheckincodesDownloadLink;
    let mut call = for_role(operation, &row.organizer_id, Role::Admin, admin.now);
    call.base = sync.site_url.of(&headers).to_string();
    let link = sync
        .registry
        .checkin_codes(&call, id, DownloadLinkQuery::default())
        .await?;
    let pdf = link.download_link;
    let mut codes = vec![];
    if let Some(embedded) = &sync.embedded {
        let file = pdf.rsplit('/').next().unwrap_or_default();
        let token = file.strip_suffix(".pdf").unwrap_or(file);
        if let Some((_, found)) = embedded.linked_codes(token).await? {
            codes.extend(found.into_iter().map(|code| PosterCode {
                code: code.code,
                begins_at: Timestamp::from_millis(code.begins_at),
                ends_at: Timestamp::from_millis(code.ends_at),
            }));
        }
    }
    let mut titles = row.doc()?.titles;
    titles.insert("nl".to_owned(), row.title);
    let texts = Language::ALL.map(|language| {
        let catalog = Catalog::built_in(language, std::sync::Arc::default());
        let text = PosterText {
            scan: catalog.get(&said::ADMIN_POSTER_SCAN.into()),
            how: catalog.get(&said::ADMIN_POSTER_WHAT.into()),
        };
        (language.code().to_owned(), text)
    });
    Ok(Json(Poster {
        pdf,
        titles,
        texts: texts.into(),
        codes,
    }))
}
