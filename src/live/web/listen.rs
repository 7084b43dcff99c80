//! Connections: how many there may be, and how long each may take to say what it wants. Whoever is
//! slow, silent or one too many holds nobody else up.

use super::room::{Place, Room};
use super::{House, pages};
use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_io_timeout::TimeoutStream;
use tokio_rustls::TlsAcceptor;

/// How long the head of a request may take to come, the handshake before it, and the silence
/// between two requests.
const HEAD: Duration = Duration::from_secs(10);
/// How long somebody may take nothing of what is sent to them.
const STALLED: Duration = Duration::from_secs(10);
/// The head of a request may have so many bytes.
const HEAD_LIMIT: usize = 32 << 10;
/// How many at once wait for a place that is given up, or are told that there is no room.
const REFUSED: usize = 64;
const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain; \
                    charset=utf-8\r\nretry-after: 5\r\nconnection: close\r\n\r\n";

/// Serves pages for as long as it is polled, to so many connections at once.
///
/// # Errors
/// When the socket fails for good.
pub async fn serve(
    listener: TcpListener,
    house: Arc<House>,
    tls: Option<TlsAcceptor>,
    connections: usize,
) -> std::io::Result<()> {
    let mark = house.exercise.mark.clone();
    let pages = TowerToHyperService::new(pages(house));
    let room = Room::new(connections);
    let refused = Arc::new(Semaphore::new(REFUSED));
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Whoever came has gone, or no more files are to be had until others go.
                tracing::warn!("a connection was not taken: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // An answer does not wait to be sent along with the next.
        let _ = stream.set_nodelay(true);
        let (pages, tls) = (pages.clone(), tls.clone());
        if let Some(place) = room.free() {
            tokio::spawn(take(stream, tls, pages, place));
            continue;
        }
        let Ok(waits) = Arc::clone(&refused).try_acquire_owned() else {
            continue;
        };
        let (room, mark) = (room.clone(), mark.clone());
        tokio::spawn(async move {
            let place = room.given_up().await;
            if let Some(place) = place {
                drop(waits);
                take(stream, tls, pages, place).await;
            } else if tls.is_none() {
                let _ = timeout(Duration::from_secs(1), refuse(stream, &mark)).await;
            }
        });
    }
}

type Pages = TowerToHyperService<Router>;

/// Serves a connection for as long as it has its place.
async fn take(stream: TcpStream, tls: Option<TlsAcceptor>, pages: Pages, place: Place) {
    let place = Arc::new(place);
    tokio::select! {
        () = place.until_sent_away() => tracing::debug!("a stranger gave way to another"),
        () = greet(stream, tls, pages, &place) => {}
    }
}

async fn greet(stream: TcpStream, tls: Option<TlsAcceptor>, pages: Pages, place: &Arc<Place>) {
    match tls {
        None => speak(stream, pages, place).await,
        Some(tls) => match timeout(HEAD, tls.accept(stream)).await {
            Ok(Ok(stream)) => speak(stream, pages, place).await,
            Ok(Err(error)) => tracing::debug!("no TLS was spoken: {error}"),
            Err(_) => tracing::debug!("a handshake took too long"),
        },
    }
}

async fn speak<S>(stream: S, pages: Pages, place: &Arc<Place>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(STALLED));
    let stream = Box::pin(stream);
    // Whoever lets requests through says here whose place it is.
    let pages = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(Arc::clone(place));
        pages.call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_LIMIT)
        .serve_connection(TokioIo::new(stream), pages)
        .await;
    if let Err(error) = served {
        tracing::debug!("a connection ended: {error}");
    }
}

async fn refuse(mut stream: TcpStream, mark: &str) -> std::io::Result<()> {
    let says = format!("{FULL}{mark}\n\n{}\n", text!("pages-no-room"));
    stream.write_all(says.as_bytes()).await?;
    stream.shutdown().await?;
    // What was asked is read, lest the answer be thrown away with it.
    let mut sink = [0; 1024];
    while stream.read(&mut sink).await? > 0 {}
    Ok(())
}
