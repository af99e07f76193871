//! What is not plain JSON: a picture that comes in, and files behind links that work for a quarter
//! of an hour without a token.

use super::{Face, Routes, answer, answer::Reply, incoming::Incoming};
use crate::{
    db::event::CodeRow,
    registry::{Answer, Refused},
    web::picture::shrink::shrink,
};
use axum::{
    Router,
    body::Body,
    extract::{FromRequest as _, Multipart, Path, RawPathParams, Request, State},
    http::header,
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, get, on},
};
use domain::{
    time::Timestamp,
    uitpas_api::{Operation, Problem, ProblemType},
};
use std::io::{Cursor, Write as _};
use zip::{ZipWriter, write::SimpleFileOptions};

/// The operations that are answered here.
pub(super) const SERVED: &[Operation] = &[
    Operation::PutPassholderPicture,
    Operation::GetOrganizerFinancialReportZip,
];

/// What the contract calls a zip.
pub(super) const ZIP: &str = "application/x-zip-compressed";

/// A picture that comes in has at most so many bytes.
const PICTURE_BYTES: usize = 2 * 1024 * 1024;

/// Adds what the table of operations cannot say.
pub(super) fn add(routes: &mut Routes) {
    super::add(
        routes,
        Operation::PutPassholderPicture,
        on(MethodFilter::PUT, put_picture),
    );
    // One path for a report and its zip: the router tells them apart no better than we do.
    let path = Operation::GetOrganizerFinancialReport.path();
    routes.insert(path.to_owned(), get(report_or_zip));
}

/// The files behind links.
pub(super) fn links() -> Router<Face> {
    Router::new()
        .route("/downloads/checkin-codes/{file}", get(codes))
        .route("/downloads/picture/{token}", get(picture))
        .route("/downloads/report/{file}", get(report))
}

async fn put_picture(State(face): State<Face>, params: RawPathParams, request: Request) -> Reply {
    let operation = Operation::PutPassholderPicture;
    let id = params
        .iter()
        .next()
        .map(|(_, value)| value.to_owned())
        .unwrap_or_default();
    Reply::of(operation, keep_picture(&face, operation, id, request).await)
}

async fn keep_picture(
    face: &Face,
    operation: Operation,
    id: String,
    mut request: Request,
) -> Answer<()> {
    let query = request.uri().query().unwrap_or_default().to_owned();
    let call = face
        .authority
        .call(operation, request.headers(), &query, None)
        .await?;
    if face.elsewhere.is_none() {
        call.allow_any()?;
    }
    let is_form = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let body = axum::body::to_bytes(std::mem::take(request.body_mut()), super::BODY_LIMIT).await;
    let body = body.map_err(|_| ProblemType::BodyFileInvalidSize)?;
    if body.is_empty() {
        return Err(ProblemType::BodyMissing.into());
    }
    let no_form = || Refused::from(ProblemType::BodyInvalidSyntax);
    if !is_form {
        return Err(no_form());
    }
    *request.body_mut() = Body::from(body);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| no_form())?;
    let bytes = loop {
        let field = form.next_field().await.map_err(|_| no_form())?;
        let missing = || Refused::invalid("/file", "The required property is missing");
        let field = field.ok_or_else(missing)?;
        if field.name() == Some("file") {
            break field.bytes().await.map_err(|_| no_form())?;
        }
    };
    if bytes.is_empty() {
        return Err(ProblemType::BodyFileMissing.into());
    }
    if bytes.len() > PICTURE_BYTES {
        return Err(ProblemType::BodyFileInvalidSize.into());
    }
    let small = tokio::task::spawn_blocking(move || shrink(&bytes)).await;
    let small = small.map_err(|_| ProblemType::BodyFileInvalidType)?;
    let small = small.map_err(|_| ProblemType::BodyFileInvalidType)?;
    if let Some(publiq) = &face.elsewhere {
        return publiq.keep_picture(&call, &id, &small).await;
    }
    let embedded = face.embedded.as_ref().ok_or_else(elsewhere)?;
    embedded.keep_picture(&call, id, small).await
}

fn elsewhere() -> Refused {
    Problem::new(ProblemType::UrlNotFound)
        .with_detail("Files are with the registry itself.")
        .into()
}

async fn report_or_zip(
    State(face): State<Face>,
    params: RawPathParams,
    request: Request,
) -> Response {
    let mut values = params.iter().map(|(_, value)| value.to_owned());
    let (organizer, report) = (
        values.next().unwrap_or_default(),
        values.next().unwrap_or_default(),
    );
    let Some(report) = report.strip_suffix(".zip") else {
        let operation = Operation::GetOrganizerFinancialReport;
        let answer = async {
            let incoming = Incoming::read(&face, operation, request).await?;
            face.registry
                .report(&incoming.call, organizer, report)
                .await
        };
        return Reply::of(operation, answer.await).into_response();
    };
    let operation = Operation::GetOrganizerFinancialReportZip;
    let file = async {
        let call = Incoming::read(&face, operation, request).await?.call;
        if let Some(publiq) = &face.elsewhere {
            return publiq.report_file(&call, &organizer, report).await;
        }
        let embedded = face.embedded.as_ref().ok_or_else(elsewhere)?;
        embedded.report_file(&call, &organizer, report).await
    };
    match file.await {
        Ok(bytes) => as_file(bytes, ZIP, "financial-report.zip"),
        Err(refused) => answer::refusal(operation, refused),
    }
}

async fn report(State(face): State<Face>, Path(file): Path<String>) -> Response {
    let token = file.strip_suffix(".zip").unwrap_or(&file);
    match &face.embedded {
        Some(embedded) => match embedded.linked_report(token).await {
            Ok(Some(bytes)) => as_file(bytes, "application/zip", "financial-report.zip"),
            other => gone(other.err()),
        },
        None => gone(None),
    }
}

async fn picture(State(face): State<Face>, Path(token): Path<String>) -> Response {
    match &face.embedded {
        Some(embedded) => match embedded.linked_picture(&token).await {
            Ok(Some(bytes)) => (
                [
                    (header::CONTENT_TYPE, "image/jpeg"),
                    (header::CACHE_CONTROL, "no-store"),
                ],
                bytes,
            )
                .into_response(),
            other => gone(other.err()),
        },
        None => gone(None),
    }
}

async fn codes(State(face): State<Face>, Path(file): Path<String>) -> Response {
    let Some(embedded) = &face.embedded else {
        return gone(None);
    };
    let (token, zipped) = match file.strip_suffix(".zip") {
        Some(token) => (token, true),
        None => (file.strip_suffix(".pdf").unwrap_or(&file), false),
    };
    let (title, codes) = match embedded.linked_codes(token).await {
        Ok(Some(found)) => found,
        other => return gone(other.err()),
    };
    let made = tokio::task::spawn_blocking(move || {
        if zipped {
            zip_of(&title, &codes)
        } else {
            Some(sheet::pdf(&title, &codes))
        }
    });
    match (made.await, zipped) {
        (Ok(Some(bytes)), false) => as_file(bytes, "application/pdf", "checkin-codes.pdf"),
        (Ok(Some(bytes)), true) => as_file(bytes, "application/zip", "checkin-codes.zip"),
        _ => gone(Some(Refused::unavailable("the codes could not be drawn"))),
    }
}

/// A picture a code, with the period in its name.
fn zip_of(title: &str, codes: &[CodeRow]) -> Option<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for code in codes {
        let day = |millis: i64| Timestamp::from_millis(millis).date_in_brussels();
        let name = format!(
            "{}_{}_{}.svg",
            day(code.begins_at),
            day(code.ends_at),
            code.code
        );
        zip.start_file(name, SimpleFileOptions::default()).ok()?;
        zip.write_all(sheet::svg(&code.code)?.as_bytes()).ok()?;
    }
    zip.start_file("codes.pdf", SimpleFileOptions::default())
        .ok()?;
    zip.write_all(&sheet::pdf(title, codes)).ok()?;
    Some(zip.finish().ok()?.into_inner())
}

fn as_file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, Body::from(bytes)).into_response()
}

fn gone(refused: Option<Refused>) -> Response {
    match refused {
        Some(refused) => answer::refusal(Operation::GetEventQrCheckincodesDownloadLink, refused),
        None => answer::plain(
            ProblemType::UrlNotFound,
            "This link has ended. Ask for a new one.",
        ),
    }
}

/// Sheets of QR codes.
mod sheet {
    use crate::db::event::CodeRow;
    use domain::time::Timestamp;
    use pdf_writer::{Content, Finish as _, Name, Pdf, Rect, Ref, Str};
    use qrcode::{EcLevel, QrCode, render::svg};

    /// A4, in points.
    const PAGE: (f32, f32) = (595.0, 842.0);
    /// The side of the code, in points: 14 cm.
    const SIDE: f32 = 397.0;

    /// The code as an SVG.
    pub(super) fn svg(code: &str) -> Option<String> {
        let code = QrCode::with_error_correction_level(code, EcLevel::M).ok()?;
        Some(
            code.render::<svg::Color<'_>>()
                .min_dimensions(512, 512)
                .build(),
        )
    }

    /// A page a code: what, when, and the code, large enough to scan from a metre away.
    pub(super) fn pdf(title: &str, codes: &[CodeRow]) -> Vec<u8> {
        let mut pdf = Pdf::new();
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            Ref::new(next)
        };
        let (catalog, tree, font) = (fresh(), fresh(), fresh());
        let mut pages = Vec::new();
        for code in codes {
            let (page, content) = (fresh(), fresh());
            pages.push(page);
            let mut writer = pdf.page(page);
            writer
                .media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1))
                .parent(tree)
                .contents(content);
            writer.resources().fonts().pair(Name(b"F"), font);
            writer.finish();
            pdf.stream(content, &draw(title, code));
        }
        pdf.catalog(catalog).pages(tree);
        let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
        pdf.pages(tree).kids(pages).count(count);
        pdf.type1_font(font)
            .base_font(Name(b"Helvetica-Bold"))
            .encoding_predefined(Name(b"WinAnsiEncoding"));
        pdf.finish()
    }

    fn draw(title: &str, code: &CodeRow) -> Vec<u8> {
        let mut content = Content::new();
        let moment = |millis| {
            Timestamp::from_millis(millis)
                .in_brussels()
                .format("%d/%m/%Y %H:%M")
        };
        let period = format!("{} - {}", moment(code.begins_at), moment(code.ends_at));
        let left = (PAGE.0 - SIDE) / 2.0;
        for (size, y, text) in [
            (22.0, 760.0, title),
            (14.0, 730.0, period.as_str()),
            (14.0, 260.0, code.code.as_str()),
        ] {
            content
                .begin_text()
                .set_font(Name(b"F"), size)
                .next_line(left, y);
            content.show(Str(&latin(text))).end_text();
        }
        if let Ok(qr) = QrCode::with_error_correction_level(&code.code, EcLevel::M) {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a QR code has at most 177 modules"
            )]
            let module = SIDE / qr.width() as f32;
            for (index, color) in qr.to_colors().into_iter().enumerate() {
                if color == qrcode::Color::Dark {
                    #[expect(clippy::cast_precision_loss, reason = "as above")]
                    let (x, y) = ((index % qr.width()) as f32, (index / qr.width()) as f32);
                    content.rect(
                        left + x * module,
                        700.0 - (y + 1.0) * module,
                        module,
                        module,
                    );
                }
            }
            content.fill_nonzero();
        }
        content.finish().to_vec()
    }

    /// The text in the font's own alphabet, which is that of Latin languages.
    fn latin(text: &str) -> Vec<u8> {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
            .collect()
    }
}
