//! Connections: how many, how long, how large their headers, and how they end.
//!
//! `axum::serve` sets no header timer, so a caller that sends one byte an hour could hold a
//! connection for ever; here hyper is told how patient to be.

pub mod tls;

use axum::Router;
use hyper::{
    body::Incoming,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use std::{
    future::Future,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;

/// How long a caller may take to send a request's headers, and to be idle between two requests.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// How long running requests may take to finish after a signal to stop.
const LAST_WORDS: Duration = Duration::from_secs(20);
/// The largest headers of a request, in bytes.
const HEADER_BYTES: u16 = 32 * 1024;
/// Connections at once, where the system allows as many files; the rest wait in the system's queue.
const CONNECTIONS: u64 = 16_384;
/// Files that are no connections: database, log, pictures.
const OTHER_FILES: u64 = 256;

/// Binds `addr`, and for the loopback address of one family also the other, since browsers resolve
/// `localhost` to either.
pub async fn bind(addr: SocketAddr) -> io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind(addr).await?;
    let port = first.local_addr()?.port();
    let twin: Option<SocketAddr> = match addr.ip() {
        ip if ip == Ipv4Addr::LOCALHOST => Some((Ipv6Addr::LOCALHOST, port).into()),
        ip if ip == Ipv6Addr::LOCALHOST => Some((Ipv4Addr::LOCALHOST, port).into()),
        _ => None,
    };
    let mut listeners = vec![first];
    if let Some(twin) = twin {
        // A machine without the other family is served by the first alone.
        match TcpListener::bind(twin).await {
            Ok(listener) => listeners.push(listener),
            Err(error) => tracing::debug!(%error, %twin, "not listening"),
        }
    }
    Ok(listeners)
}

/// Serves until `stop` is done, then lets running requests finish.
pub async fn serve(
    listeners: Vec<TcpListener>,
    tls: Option<TlsAcceptor>,
    router: Router,
    stop: impl Future<Output = ()>,
) {
    let allowed = rlimit::increase_nofile_limit(CONNECTIONS + OTHER_FILES).unwrap_or(1_024);
    let connections =
        usize::try_from(allowed.saturating_sub(OTHER_FILES).clamp(64, CONNECTIONS)).unwrap_or(64);
    let slots = Arc::new(Semaphore::new(connections));
    let graceful = GracefulShutdown::new();
    let (accepted, mut arrivals) = tokio::sync::mpsc::channel(64);
    let acceptors: Vec<_> = listeners
        .into_iter()
        .map(|listener| tokio::spawn(accept(listener, slots.clone(), accepted.clone())))
        .collect();
    drop(accepted);
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer, slot) = tokio::select! {
            arrival = arrivals.recv() => match arrival {
                Some(arrival) => arrival,
                None => break,
            },
            () = &mut stop => break,
        };
        let (router, tls, watcher) = (router.clone(), tls.clone(), graceful.watcher());
        tokio::spawn(async move {
            let _slot = slot;
            let ended = match tls {
                None => talk(stream, peer, false, router, watcher).await,
                Some(tls) => match tokio::time::timeout(HEADER_TIME, tls.accept(stream)).await {
                    Ok(Ok(stream)) => {
                        let h2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
                        talk(stream, peer, h2, router, watcher).await
                    }
                    Ok(Err(error)) => Err(error.into()),
                    Err(late) => Err(late.into()),
                },
            };
            if let Err(error) = ended {
                // Callers come and go as they like; that is no fault of ours.
                tracing::debug!(%error, "connection ended");
            }
        });
    }
    for acceptor in acceptors {
        acceptor.abort();
    }
    if tokio::time::timeout(LAST_WORDS, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests were still running at the end");
    }
}

type Arrival = (TcpStream, Peer, tokio::sync::OwnedSemaphorePermit);

/// The address at the other end of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

async fn accept(
    listener: TcpListener,
    slots: Arc<Semaphore>,
    accepted: tokio::sync::mpsc::Sender<Arrival>,
) {
    loop {
        let Ok(slot) = slots.clone().acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, from)) => {
                // Pages are written in several pieces; waiting to fill a packet costs 40 ms each.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "no TCP_NODELAY");
                }
                if accepted
                    .send((stream, Peer(from.ip()), slot))
                    .await
                    .is_err()
                {
                    return;
                }
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept connections");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

async fn talk<S>(
    stream: S,
    peer: Peer,
    h2: bool,
    router: Router,
    watcher: hyper_util::server::graceful::Watcher,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(peer);
        router.clone().oneshot(request.map(axum::body::Body::new))
    });
    let io = TokioIo::new(stream);
    if h2 {
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(HEADER_TIME)
            .keep_alive_timeout(HEADER_TIME)
            .max_concurrent_streams(128)
            .max_header_list_size(HEADER_BYTES.into())
            .serve_connection(io, service);
        watcher.watch(connection).await?;
    } else {
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(HEADER_BYTES.into())
            .serve_connection(io, service);
        watcher.watch(connection).await?;
    }
    Ok(())
}
