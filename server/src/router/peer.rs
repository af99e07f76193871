//! Who asks, where a proxy stands between: the address that the proxy saw, believed only when the
//! proxy is one that was named.

use crate::listen::Peer;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName},
    middleware::Next,
    response::Response,
};
use std::{net::IpAddr, sync::Arc};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Puts the caller in the place of the proxy.
pub(super) async fn layer(
    State(proxies): State<Arc<[IpAddr]>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0);
    if let Some(peer) = peer
        && let Some(behind) = behind(peer, request.headers(), &proxies)
    {
        request.extensions_mut().insert(Peer(behind));
    }
    next.run(request).await
}

/// The last address before ours that is no proxy of ours: what stands further left, anybody may
/// have written.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> Option<IpAddr> {
    let is_proxy = |address: &IpAddr| proxies.contains(&address.to_canonical());
    if !is_proxy(&peer) {
        return None;
    }
    let lines: Vec<&str> = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .collect();
    let named = lines.iter().rev().flat_map(|line| line.rsplit(','));
    for text in named {
        let address: IpAddr = text.trim().parse().ok()?;
        if !is_proxy(&address) {
            return Some(address);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_known_proxy_is_believed_and_only_its_own_word() {
        let address = |text: &str| -> IpAddr { text.parse().unwrap() };
        let proxies = [address("10.0.0.1"), address("::1")];
        let ask = |peer: &str, lines: &[&str]| {
            let lines = lines
                .iter()
                .map(|line| (FORWARDED_FOR, line.parse().unwrap()));
            behind(address(peer), &lines.collect(), &proxies).map(|behind| behind.to_string())
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(ask("10.0.0.1", &["192.0.2.7"]), some("192.0.2.7"));
        assert_eq!(ask("::ffff:10.0.0.1", &["192.0.2.7"]), some("192.0.2.7"));
        // What the caller wrote itself stands on the left.
        assert_eq!(ask("::1", &["192.0.2.1, 192.0.2.7"]), some("192.0.2.7"));
        assert_eq!(ask("::1", &["192.0.2.1", "192.0.2.7"]), some("192.0.2.7"));
        assert_eq!(ask("::1", &["192.0.2.7, 10.0.0.1"]), some("192.0.2.7"));
        assert_eq!(ask("::1", &["192.0.2.7, unknown"]), None);
        assert_eq!(ask("::1", &[]), None);
        assert_eq!(ask("192.0.2.9", &["192.0.2.7"]), None);
    }
}
