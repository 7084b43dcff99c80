//! TLS of the server's own: with a certificate made here, and a client that trusts it alone.

use crate::server::{Server, required};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

fn openssl() -> bool {
    let there = || Command::new("openssl").arg("version").output().is_ok();
    required("openssl", there)
}

/// A certificate for 127.0.0.1 and its key, as `NAME.pem` and `NAME.key`.
fn certificate(dir: &Path, name: &str) {
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
        ])
        .args([
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=drill",
            "-out",
            &format!("{name}.pem"),
        ])
        .args([
            "-keyout",
            &format!("{name}.key"),
            "-addext",
            "subjectAltName=IP:127.0.0.1",
        ])
        .args(["-addext", "basicConstraints=critical,CA:FALSE"])
        .current_dir(dir)
        .output()
        .expect("openssl starts");
    assert!(made.status.success(), "{made:?}");
}

/// Trusts one certificate and no other.
fn trusting(dir: &Path, name: &str) -> Arc<ClientConfig> {
    let bytes = std::fs::read(dir.join(format!("{name}.pem"))).expect("it was made");
    let mut roots = RootCertStore::empty();
    let cert = CertificateDer::from_pem_slice(&bytes).expect("it is PEM");
    roots.add(cert).expect("it can be trusted");
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("they are known")
        .with_root_certificates(roots)
        .with_no_client_auth();
    Arc::new(config)
}

#[test]
fn people_come_in_over_tls() {
    if !openssl() {
        return;
    }
    let dir = tempfile::tempdir().expect("a place to write");
    certificate(dir.path(), "own");
    certificate(dir.path(), "other");
    let more = ["--tls-cert", "own.pem", "--tls-key", "own.key"];
    let mut server = Server::start_by(&[], dir.path(), "first-drill", &more);
    assert_eq!(server.scheme, "https", "links are https");
    let door = format!("/enter/{}", server.links["be-cert"]);
    assert_eq!(
        server.ask("GET", &door, &[], "").status,
        0,
        "nobody is heard without TLS"
    );
    server.tls = Some(trusting(dir.path(), "other"));
    assert_eq!(
        server.ask("GET", &door, &[], "").status,
        0,
        "it is who it says it is"
    );
    server.tls = Some(trusting(dir.path(), "own"));
    let answer = server.ask("GET", &door, &[], "");
    assert!(
        answer
            .header("set-cookie")
            .is_some_and(|cookie| cookie.contains("; Secure"))
    );
    let (mut controller, mut seat) = (server.enter("controller"), server.enter("be-cert"));
    let run = [("pace", "run"), ("speed", "1")];
    assert_eq!(controller.send(&server, "/control/pace", &run).status, 303);
    let decide = [("do", "decide"), ("decision", "go on")];
    assert_eq!(seat.send(&server, "/seat/act", &decide).status, 303);
    // Whoever says that they come from the same host without TLS does not.
    server.scheme = "http".to_owned();
    assert_eq!(seat.send(&server, "/seat/act", &decide).status, 403);
}

#[test]
#[allow(clippy::too_many_lines, reason = "one table of what is wrong")]
fn files_that_are_no_certificate_and_key_are_told_all_at_once() {
    if !openssl() {
        return;
    }
    let dir = tempfile::tempdir().expect("a place to write");
    certificate(dir.path(), "own");
    certificate(dir.path(), "other");
    std::fs::write(dir.path().join("text"), "nothing of the kind").expect("it can be written");
    for (cert, key, exit, said) in [
        (
            "no.pem",
            "no.key",
            3,
            &["no.pem cannot be read", "no.key cannot be read"][..],
        ),
        (
            "text",
            "text",
            3,
            &["text holds no certificate", "text holds no private key"],
        ),
        (
            "own.key",
            "own.pem",
            3,
            &["own.key holds no cert", "own.pem holds no private key"],
        ),
        (
            "own.pem",
            "other.key",
            3,
            &["other.key is not the key of own.pem"],
        ),
        (".", "own.key", 3, &[". cannot be read"]),
        ("own.pem", "", 2, &["--tls-key"]),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hotwash"));
        command.args([
            "serve",
            "first-drill",
            "--listen",
            "127.0.0.1:0",
            "--tls-cert",
            cert,
        ]);
        if !key.is_empty() {
            command.args(["--tls-key", key]);
        }
        let output = command
            .current_dir(dir.path())
            .output()
            .expect("the command starts");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(exit), "{cert} {key}: {told}");
        for part in said {
            assert!(told.contains(part), "{cert} {key}, {part}: {told}");
        }
        assert!(
            !dir.path().join("first-drill.hotwash").exists(),
            "nothing was begun"
        );
    }
    let args = [
        "--tls-cert",
        "own.pem",
        "--tls-key",
        "own.key",
        "--origin",
        "http://a",
    ];
    let output = Command::new(env!("CARGO_BIN_EXE_hotwash"))
        .args(["serve", "first-drill", "--listen", "127.0.0.1:0"])
        .args(args)
        .current_dir(dir.path())
        .output()
        .expect("the command starts");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
