//! Pictures from elsewhere, such as those of rewards: fetched by the server, shrunk, kept, and served
//! as our own, so that no other site learns who looks at what.
//!
//! An address is signed by the server that made it: this fetches what our own pages show and is no
//! way into anything else. Who may be fetched from is decided in [`fetch`].

mod address;
mod fetch;
pub(crate) mod shrink;

pub use fetch::{Fetcher, PictureError, Reachable};

use crate::error::Problem;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::{io, path::PathBuf, sync::Arc};
use tokio::sync::Semaphore;

/// Pictures decoded at once: each may take tens of megabytes.
const AT_ONCE: usize = 2;

/// The pictures that this server fetches, shrinks and keeps.
#[derive(Clone)]
pub struct Pictures {
    key: Arc<[u8]>,
    dir: PathBuf,
    fetcher: Fetcher,
    turns: Arc<Semaphore>,
}

impl Pictures {
    /// Keeps pictures in `dir`; `key` signs their addresses and is the same after a restart.
    pub fn new(key: &[u8], dir: PathBuf, fetcher: Fetcher) -> Self {
        Self {
            key: key.into(),
            dir,
            fetcher,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }

    /// Our own address for the picture at `url`.
    pub fn address(&self, url: &str) -> String {
        format!(
            "/picture/{}/{}",
            URL_SAFE_NO_PAD.encode(self.sign(url)),
            URL_SAFE_NO_PAD.encode(url)
        )
    }

    fn sign(&self, url: &str) -> Vec<u8> {
        self.mac(url).finalize().into_bytes()[..16].to_vec()
    }

    fn mac(&self, url: &str) -> Hmac<Sha256> {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("any key");
        mac.update(url.as_bytes());
        mac
    }

    /// The URL in an address that we signed; `None` for any other.
    fn url(&self, signature: &str, encoded: &str) -> Option<String> {
        let url = String::from_utf8(URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        // All of it, in constant time.
        (signature.len() == 16 && self.mac(&url).verify_truncated_left(&signature).is_ok())
            .then_some(url)
    }

    /// The shrunk picture, from the disk or from where it is.
    async fn get(&self, url: &str) -> Result<Vec<u8>, PictureError> {
        let name = URL_SAFE_NO_PAD.encode(self.sign(url));
        let file = self.dir.join(format!("{name}.jpg"));
        match tokio::fs::read(&file).await {
            Ok(kept) => return Ok(kept),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
        let _turn = self
            .turns
            .acquire()
            .await
            .map_err(|_| PictureError::Closed)?;
        let original = self.fetcher.fetch(url).await?;
        let small = tokio::task::spawn_blocking(move || shrink::shrink(&original))
            .await
            .map_err(|_| PictureError::NoPicture)??;
        // Whole or not at all: a reader never meets half a file.
        tokio::fs::create_dir_all(&self.dir).await?;
        let half = file.with_extension("part");
        tokio::fs::write(&half, &small).await?;
        tokio::fs::rename(&half, &file).await?;
        Ok(small)
    }
}

/// `GET /picture/{signature}/{url}`.
pub fn routes(pictures: Pictures) -> Router {
    Router::new()
        .route("/picture/{signature}/{url}", get(answer))
        .with_state(pictures)
}

async fn answer(
    State(pictures): State<Pictures>,
    Path((signature, encoded)): Path<(String, String)>,
) -> Response {
    let Some(url) = pictures.url(&signature, &encoded) else {
        return Problem::of(StatusCode::NOT_FOUND).into_response();
    };
    match pictures.get(&url).await {
        Ok(picture) => {
            let head = [
                (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
                (
                    header::CACHE_CONTROL,
                    HeaderValue::from_static("public, max-age=604800"),
                ),
            ];
            (head, picture).into_response()
        }
        Err(error) => {
            tracing::warn!(%error, "no picture");
            Problem::new(
                StatusCode::BAD_GATEWAY,
                "The picture cannot be had from where it is.",
            )
            .into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{body::Body, http::Request};
    use image::{DynamicImage, ImageFormat, RgbImage};
    use std::{io::Cursor, net::SocketAddr};
    use tower::ServiceExt as _;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(RgbImage::new(width, height))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    /// A server elsewhere, with pictures, traps and things that are no pictures.
    async fn elsewhere() -> SocketAddr {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let redirect =
            |to: &'static str| get(move || async move { axum::response::Redirect::temporary(to) });
        let app = Router::new()
            .route("/wide.png", get(|| async { png(2_000, 500) }))
            .route("/text.png", get(|| async { "<html>no picture</html>" }))
            .route(
                "/drawing.svg",
                get(|| async { "<svg xmlns='http://www.w3.org/2000/svg'/>" }),
            )
            .route("/huge.png", get(|| async { vec![0_u8; 9 * 1024 * 1024] }))
            .route("/bomb.png", get(|| async { png(9_000, 9_000) }))
            .route("/moved.png", redirect("/wide.png"))
            .route(
                "/inward.png",
                redirect("http://169.254.169.254/latest/meta-data"),
            )
            .route("/circle.png", redirect("/circle.png"))
            .route("/file.png", redirect("file:///etc/passwd"));
        tokio::spawn(async move { axum::serve(listener, app).await });
        address
    }

    async fn ask(pictures: &Pictures, address: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::get(address).body(Body::empty()).unwrap();
        let answer = routes(pictures.clone()).oneshot(request).await.unwrap();
        let status = answer.status();
        (
            status,
            axum::body::to_bytes(answer.into_body(), usize::MAX)
                .await
                .unwrap()
                .to_vec(),
        )
    }

    #[tokio::test]
    async fn a_picture_comes_shrunk_and_stays_when_its_place_is_gone() {
        let dir = tempfile::tempdir().unwrap();
        let open = Pictures::new(
            b"key",
            dir.path().into(),
            Fetcher::new(Reachable::LoopbackToo).unwrap(),
        );
        let url = format!("http://{}/moved.png", elsewhere().await);
        let (status, bytes) = ask(&open, &open.address(&url)).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(image::load_from_memory(&bytes).unwrap().width(), 640);
        // The same key after a restart, and nobody to fetch from.
        let closed = Pictures::new(
            b"key",
            dir.path().into(),
            Fetcher::new(Reachable::Public).unwrap(),
        );
        assert_eq!(
            ask(&closed, &closed.address(&url)).await,
            (StatusCode::OK, bytes)
        );
    }

    #[tokio::test]
    async fn what_is_no_picture_or_too_large_or_leads_inward_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let pictures = Pictures::new(
            b"key",
            dir.path().into(),
            Fetcher::new(Reachable::LoopbackToo).unwrap(),
        );
        let at = elsewhere().await;
        for path in [
            "text.png",
            "drawing.svg",
            "huge.png",
            "bomb.png",
            "inward.png",
            "circle.png",
            "file.png",
            "gone.png",
        ] {
            let (status, _) =
                ask(&pictures, &pictures.address(&format!("http://{at}/{path}"))).await;
            assert_eq!(status, StatusCode::BAD_GATEWAY, "{path}");
        }
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            0,
            "nothing half done"
        );
    }

    #[tokio::test]
    async fn an_address_that_is_not_ours_fetches_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let fetcher = || Fetcher::new(Reachable::LoopbackToo).unwrap();
        let (ours, others) = (
            Pictures::new(b"key", dir.path().into(), fetcher()),
            Pictures::new(b"another", dir.path().into(), fetcher()),
        );
        let url = format!("http://{}/wide.png", elsewhere().await);
        let address = others.address(&url);
        assert_eq!(ask(&ours, &address).await.0, StatusCode::NOT_FOUND);
        assert_eq!(
            ask(&ours, "/picture/AAAA/AAAA").await.0,
            StatusCode::NOT_FOUND
        );
        let (_, encoded) = address.rsplit_once('/').unwrap();
        assert_eq!(
            ask(
                &ours,
                &format!("/picture/{}/{encoded}", URL_SAFE_NO_PAD.encode([0; 1]))
            )
            .await
            .0,
            StatusCode::NOT_FOUND
        );
    }
}
