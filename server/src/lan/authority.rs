//! A certificate authority of this machine's own, kept in the data directory, and the certificate
//! that it gives this server at each start.

use super::NAME;
use crate::listen::tls::{self, TlsError};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints, SanType,
};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::{
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
};
use thiserror::Error;
use time::{Duration, OffsetDateTime};
use tokio_rustls::TlsAcceptor;

/// How long phones trust the authority.
const AUTHORITY_DAYS: i64 = 3_650;
/// How long a certificate lasts: phones refuse more than 398 days.
const CERTIFICATE_DAYS: i64 = 300;

/// The authority.
#[derive(Debug)]
pub struct Authority {
    certificate: CertificateDer<'static>,
    issuer: Issuer<'static, KeyPair>,
}

/// Why there is no authority.
#[derive(Debug, Error)]
pub enum AuthorityError {
    /// Its files cannot be read or written.
    #[error("{}: {source}; check that --data (PASMAAT_DATA) may be written", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A certificate cannot be made.
    #[error(
        "cannot make a certificate: {0}; delete the directory `lan` in --data (PASMAAT_DATA) to begin anew"
    )]
    Make(#[from] rcgen::Error),
    /// The certificate does not serve.
    #[error(transparent)]
    Serve(#[from] TlsError),
}

impl Authority {
    /// The authority in `data/lan`, made there the first time. `now` is milliseconds since 1970.
    pub fn open(data: &Path, now: i64) -> Result<Self, AuthorityError> {
        let dir = data.join("lan");
        fs::create_dir_all(&dir).map_err(file(&dir))?;
        let (key_file, certificate_file) =
            (dir.join("authority.key.pem"), dir.join("authority.crt"));
        if key_file.exists() && certificate_file.exists() {
            let key = KeyPair::from_pem(&fs::read_to_string(&key_file).map_err(file(&key_file))?)?;
            let certificate = fs::read(&certificate_file)
                .map_err(file(&certificate_file))?
                .into();
            return Ok(Self {
                certificate,
                issuer: Issuer::new(params(now), key),
            });
        }
        let key = KeyPair::generate()?;
        let params = params(now);
        let certificate = params.self_signed(&key)?.der().clone();
        write_secret(&key_file, &key.serialize_pem()).map_err(file(&key_file))?;
        fs::write(&certificate_file, &certificate).map_err(file(&certificate_file))?;
        Ok(Self {
            certificate,
            issuer: Issuer::new(params, key),
        })
    }

    /// What a phone installs (DER).
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// HTTPS with a new certificate for [`NAME`], this machine's address and `localhost`.
    pub fn acceptor(&self, address: IpAddr, now: i64) -> Result<TlsAcceptor, AuthorityError> {
        let mut params = CertificateParams::new(vec![NAME.to_owned(), "localhost".to_owned()])?;
        // Outside the authority's own bounds an address would make the whole certificate void.
        if is_local(address) {
            params.subject_alt_names.push(SanType::IpAddress(address));
        }
        params.distinguished_name.push(DnType::CommonName, NAME);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.use_authority_key_identifier_extension = true;
        (params.not_before, params.not_after) = span(now, CERTIFICATE_DAYS);
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &self.issuer)?;
        let key = PrivateKeyDer::Pkcs8(key.serialize_der().into());
        Ok(tls::acceptor(
            vec![certificate.der().clone(), self.certificate.clone()],
            key,
        )?)
    }
}

/// An authority that can vouch for this machine's names and private addresses and nothing else, so
/// that installing it lets nobody stand in for a bank.
fn params(now: i64) -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Pasmaat on this network");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let network = |a, b, bits| {
        GeneralSubtree::IpAddress(rcgen::CidrSubnet::from_v4_prefix([a, b, 0, 0], bits))
    };
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: vec![
            GeneralSubtree::DnsName(NAME.to_owned()),
            GeneralSubtree::DnsName("localhost".to_owned()),
            network(10, 0, 8),
            network(172, 16, 12),
            network(192, 168, 16),
            network(169, 254, 16),
            network(127, 0, 8),
        ],
        excluded_subtrees: vec![],
    });
    (params.not_before, params.not_after) = span(now, AUTHORITY_DAYS);
    params
}

/// Whether the authority may vouch for this address.
fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            address.is_private() || address.is_link_local() || address.is_loopback()
        }
        IpAddr::V6(_) => false,
    }
}

/// From a day ago, for phones whose clock is behind.
fn span(now: i64, days: i64) -> (OffsetDateTime, OffsetDateTime) {
    let now =
        OffsetDateTime::from_unix_timestamp(now / 1_000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    (now - Duration::days(1), now + Duration::days(days))
}

/// Readable by nobody else.
fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    use std::{io::Write as _, os::unix::fs::OpenOptionsExt as _};
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())
}

fn file(path: &Path) -> impl Fn(io::Error) -> AuthorityError {
    let path = path.to_owned();
    move |source| AuthorityError::File {
        path: path.clone(),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use std::sync::Arc;
    use tokio_rustls::{TlsConnector, rustls};

    const NOW: i64 = 1_795_000_000_000;

    /// Whether a phone that installed only this authority opens the name.
    async fn opens(trusted: &Authority, acceptor: TlsAcceptor, name: &str) -> bool {
        let mut roots = rustls::RootCertStore::empty();
        roots.add(trusted.certificate().to_vec().into()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let client = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let (near, far) = tokio::io::duplex(64 * 1024);
        let served = tokio::spawn(async move { acceptor.accept(far).await.is_ok() });
        let name = name.to_owned().try_into().unwrap();
        let opened = TlsConnector::from(Arc::new(client))
            .connect(name, near)
            .await
            .is_ok();
        drop(served.await);
        opened
    }

    #[tokio::test]
    async fn a_phone_that_installed_the_certificate_opens_this_machine_and_nothing_else() {
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let now = Clock::system().now().max(NOW);
        let ours = Authority::open(here.path(), now).unwrap();
        let others = Authority::open(there.path(), now).unwrap();
        for address in ["192.168.1.7", "192.0.2.2", "fd00::2"] {
            let acceptor = || ours.acceptor(address.parse().unwrap(), now).unwrap();
            assert!(opens(&ours, acceptor(), NAME).await, "{address}");
            assert!(opens(&ours, acceptor(), "localhost").await, "{address}");
            assert!(!opens(&ours, acceptor(), "bank.example").await);
            assert!(!opens(&others, acceptor(), NAME).await);
        }
        assert!(
            opens(
                &ours,
                ours.acceptor("192.168.1.7".parse().unwrap(), now).unwrap(),
                "192.168.1.7"
            )
            .await
        );
        // The same authority after a restart: phones install it once.
        let again = Authority::open(here.path(), now).unwrap();
        assert_eq!(again.certificate(), ours.certificate());
        assert!(
            opens(
                &ours,
                again.acceptor("192.168.1.7".parse().unwrap(), now).unwrap(),
                NAME
            )
            .await
        );
    }

    #[test]
    fn the_key_is_nobody_elses_to_read() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        Authority::open(dir.path(), NOW).unwrap();
        let mode = fs::metadata(dir.path().join("lan/authority.key.pem"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
