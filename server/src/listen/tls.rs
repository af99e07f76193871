//! Certificates: read from files, and made into what accepts connections.

use rustls_pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use std::{path::Path, sync::Arc};
use thiserror::Error;
use tokio_rustls::{TlsAcceptor, rustls};

/// Why HTTPS cannot be served.
#[derive(Debug, Error)]
pub enum TlsError {
    /// The certificate chain does not read.
    #[error("the setting --tls-cert (PASMAAT_TLS_CERT): {file}: {source}")]
    Certificate {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: rustls_pki_types::pem::Error,
    },
    /// The key does not read.
    #[error("the setting --tls-key (PASMAAT_TLS_KEY): {file}: {source}")]
    Key {
        /// The file.
        file: String,
        /// What is wrong with it.
        source: rustls_pki_types::pem::Error,
    },
    /// They do not belong together.
    #[error("the certificate (--tls-cert) and the key (--tls-key) do not fit: {0}")]
    Pair(#[from] rustls::Error),
}

/// HTTPS with the chain and key in these PEM files.
pub fn from_files(cert: &Path, key: &Path) -> Result<TlsAcceptor, TlsError> {
    let file = cert.display().to_string();
    let chain = CertificateDer::pem_file_iter(cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|source| TlsError::Certificate { file, source })?;
    let file = key.display().to_string();
    let key = PrivateKeyDer::from_pem_file(key).map_err(|source| TlsError::Key { file, source })?;
    acceptor(chain, key)
}

/// HTTPS with this chain and key, HTTP/2 where the browser speaks it.
pub fn acceptor(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<TlsAcceptor, TlsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}
