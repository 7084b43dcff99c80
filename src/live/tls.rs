//! TLS of the server's own: what is read from the files of a certificate and its key.

use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{Error, ServerConfig};

/// How connections are taken over TLS, version 1.2 or 1.3, with a certificate and its key, each a
/// file of PEM; the certificates of those who vouch for it may follow it.
///
/// # Errors
/// Says everything that is wrong with both files.
pub fn acceptor(cert: &Path, key: &Path) -> Result<TlsAcceptor, Vec<String>> {
    let (certs, private) = match (certificates(cert), private_key(key)) {
        (Ok(certs), Ok(private)) => (certs, private),
        (certs, private) => {
            return Err([certs.err(), private.err()].into_iter().flatten().collect());
        }
    };
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(|config| {
            let config = config.with_no_client_auth();
            config.with_single_cert(certs, private)
        });
    let mut config = config.map_err(|error| {
        let (cert, key) = (cert.display(), key.display());
        vec![match error {
            Error::InconsistentKeys(_) => format!("{key} is not the key of {cert}"),
            other => format!("{cert} and {key} cannot be used: {other}"),
        }]
    })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, String> {
    let bytes = read(path)?;
    let all: Result<Vec<_>, PemError> = CertificateDer::pem_slice_iter(&bytes).collect();
    match all {
        Ok(all) if !all.is_empty() => Ok(all),
        Ok(_) | Err(PemError::NoItemsFound) => Err(format!(
            "{} holds no certificate: none begins with -----BEGIN CERTIFICATE-----",
            path.display()
        )),
        Err(error) => Err(format!("{} cannot be read as PEM: {error}", path.display())),
    }
}

fn private_key(path: &Path) -> Result<PrivateKeyDer<'static>, String> {
    let bytes = read(path)?;
    PrivateKeyDer::from_pem_slice(&bytes).map_err(|error| match error {
        PemError::NoItemsFound => format!(
            "{} holds no private key: none begins with -----BEGIN PRIVATE KEY-----, and one under \
             a password cannot be used",
            path.display()
        ),
        other => format!("{} cannot be read as PEM: {other}", path.display()),
    })
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}
