//! `--lan`: HTTPS for phones on the same network, to try Pasmaat before there is a server anywhere.
//!
//! Browsers refuse service workers, cameras and passkeys behind a certificate they do not trust, so
//! this makes a certificate authority that a phone installs once, answers to `pasmaat.local`, and
//! shows both steps as QR codes in the terminal.

mod authority;
mod welcome;

pub use authority::{Authority, AuthorityError};
pub use welcome::welcome;

use mdns_sd::{ServiceDaemon, ServiceInfo};
use qrcode::{QrCode, render::unicode::Dense1x2};
use std::net::{IpAddr, Ipv4Addr, UdpSocket};

/// The name that phones on the network find.
pub const NAME: &str = "pasmaat.local";

/// This machine's address on its network; loopback where it has none.
pub fn address() -> IpAddr {
    // Connecting a UDP socket sends nothing: it only asks which way the packets would go.
    let asked = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|socket| {
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9))?;
        socket.local_addr()
    });
    asked.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |address| address.ip())
}

/// Answers to [`NAME`] on the network for as long as the value lives.
pub fn announce(address: IpAddr, port: u16) -> Result<ServiceDaemon, mdns_sd::Error> {
    let daemon = ServiceDaemon::new()?;
    let service = ServiceInfo::new(
        "_https._tcp.local.",
        "Pasmaat",
        "pasmaat.local.",
        address,
        port,
        None,
    )?;
    daemon.register(service)?;
    Ok(daemon)
}

/// The two steps for a phone, each with its QR code, for a terminal.
pub fn steps(address: IpAddr, https: u16, http: u16) -> String {
    let install = format!("http://{address}:{http}/");
    let open = format!("https://{NAME}:{https}/");
    format!(
        "1. Install the certificate, once a phone: {install}\n{}\n\n2. Open Pasmaat: {open}\n{}\n",
        code(&install),
        code(&open)
    )
}

fn code(text: &str) -> String {
    // An address this short always fits; the text itself stands above the code.
    QrCode::new(text).map_or_else(
        |_| String::new(),
        |code| code.render::<Dense1x2>().quiet_zone(true).build(),
    )
}
