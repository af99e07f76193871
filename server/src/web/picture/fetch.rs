//! Fetches a picture from another site without being led anywhere inside.
//!
//! Names are resolved here, every address is checked, and the connection goes to an address that
//! was checked: a name that answers differently the second time changes nothing.

use super::address::is_public;
use reqwest::{
    Client, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header, redirect,
};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use thiserror::Error;
use tokio_rustls::rustls;

/// The largest picture, in bytes, before it is shrunk.
const LARGEST: usize = 8 * 1024 * 1024;
/// How often a picture may have moved.
const MOVES: usize = 3;
const PATIENCE: Duration = Duration::from_secs(10);

/// Where pictures may be fetched from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reachable {
    /// Public addresses, at the usual ports: always, but in tests.
    Public,
    /// This machine too, at any port: for tests, whose other site is here.
    LoopbackToo,
}

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// The address leads where no picture is fetched from.
    #[error("its address is not public")]
    Inner,
    /// The other site does not answer with a picture.
    #[error("its site answers otherwise")]
    Elsewhere(#[source] reqwest::Error),
    /// It is no picture, or one of a kind that is not taken.
    #[error("it is no JPEG, PNG or WebP")]
    NoPicture,
    /// It is larger than any picture here.
    #[error("it is too large")]
    TooLarge,
    /// It cannot be kept.
    #[error("it cannot be kept: {0}")]
    Keep(#[from] io::Error),
    /// The server is stopping.
    #[error("the server is stopping")]
    Closed,
}

/// Fetches pictures.
#[derive(Clone, Debug)]
pub struct Fetcher {
    client: Client,
    reachable: Reachable,
}

impl Fetcher {
    /// A fetcher that goes only where `reachable` says.
    pub fn new(reachable: Reachable) -> reqwest::Result<Self> {
        // An error says only that a provider is there already.
        drop(rustls::crypto::ring::default_provider().install_default());
        let policy = redirect::Policy::custom(move |attempt| {
            if attempt.previous().len() > MOVES || !may_ask(attempt.url(), reachable) {
                attempt.stop()
            } else {
                attempt.follow()
            }
        });
        let client = Client::builder()
            .dns_resolver(Arc::new(Checked(reachable)))
            .redirect(policy)
            .no_proxy()
            .timeout(PATIENCE)
            .build()?;
        Ok(Self { client, reachable })
    }

    /// The bytes at `url`, which may still be anything.
    pub(super) async fn fetch(&self, url: &str) -> Result<Vec<u8>, PictureError> {
        let url = Url::parse(url).map_err(|_| PictureError::Inner)?;
        if !may_ask(&url, self.reachable) {
            return Err(PictureError::Inner);
        }
        let request = self
            .client
            .get(url)
            .header(header::ACCEPT, "image/webp,image/png,image/jpeg");
        let mut answer = request
            .send()
            .await
            .and_then(reqwest::Response::error_for_status)
            .map_err(PictureError::Elsewhere)?;
        // A redirect that was not followed is an answer too.
        if !answer.status().is_success() {
            return Err(PictureError::Inner);
        }
        let mut bytes = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(PictureError::Elsewhere)? {
            if bytes.len() + part.len() > LARGEST {
                return Err(PictureError::TooLarge);
            }
            bytes.extend_from_slice(&part);
        }
        Ok(bytes)
    }
}

/// What can be said of an address before its name is resolved. An address in numbers is never
/// resolved, so it is checked here.
fn may_ask(url: &Url, reachable: Reachable) -> bool {
    let usual_port = matches!((url.scheme(), url.port()), ("http" | "https", None));
    let loopback = reachable == Reachable::LoopbackToo;
    let in_numbers = url
        .host_str()
        .and_then(|host| host.trim_matches(['[', ']']).parse().ok());
    let host_is_fine = in_numbers.is_none_or(|address| may_reach(address, reachable));
    matches!(url.scheme(), "http" | "https")
        && (usual_port || loopback)
        && url.has_host()
        && host_is_fine
}

fn may_reach(address: std::net::IpAddr, reachable: Reachable) -> bool {
    is_public(address) || (reachable == Reachable::LoopbackToo && address.is_loopback())
}

/// Resolves names and hands on only what may be reached.
struct Checked(Reachable);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let reachable = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let reached: Vec<SocketAddr> = found
                .filter(|address| may_reach(address.ip(), reachable))
                .collect();
            if reached.is_empty() {
                return Err("no public address".into());
            }
            Ok(Box::new(reached.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_at_the_usual_ports_are_asked() {
        let may = |url: &str| may_ask(&Url::parse(url).unwrap(), Reachable::Public);
        for url in [
            "http://pictures.example/a.png",
            "https://pictures.example/",
            "https://pictures.example:443/",
        ] {
            assert!(may(url), "{url}");
        }
        for url in [
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://10.0.0.1/",
            "http://[::ffff:10.0.0.1]/",
            "http://169.254.169.254/",
            "https://pictures.example:22/",
            "http://pictures.example:8080/",
            "ftp://pictures.example/",
            "file:///etc/passwd",
            "data:image/png;base64,AA",
        ] {
            assert!(!may(url), "{url}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_not_followed() {
        let error = Fetcher::new(Reachable::Public)
            .unwrap()
            .fetch("http://localhost/")
            .await
            .unwrap_err();
        assert!(matches!(error, PictureError::Elsewhere(_)), "{error}");
    }
}
