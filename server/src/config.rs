//! The settings: command line first, then environment variables, then defaults.
//! An unknown or bad setting stops the program with a sentence that names it.

mod registry;

pub use registry::{RegistryPlace, Which};

use clap::{Args, CommandFactory as _, Parser, Subcommand};
use std::{
    ffi::OsString,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};
use thiserror::Error;

/// Pasmaat: the UiTPAS on every phone, with or without network.
#[derive(Debug, Parser)]
#[command(name = "pasmaat", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; `serve` when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The settings of `serve`.
    #[command(flatten)]
    pub serve: Serve,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the app.
    Serve(Box<Serve>),
    /// Bring the database to this version's shape, then stop.
    Migrate(Storage),
    /// Bring something into the registry from a file.
    Import(Import),
    /// Make a code with which the holder of a card signs in on a phone, once.
    Pair(Pair),
    /// Let admins in.
    Admin(Admin),
    /// Make a large database to measure with: demo data and beside it very many pass holders.
    Seed(Seed),
}

/// The settings of `pasmaat pair`.
#[derive(Clone, Debug, Args)]
pub struct Pair {
    /// The UiTPAS number on the card.
    pub number: String,
    /// How many minutes the code works.
    #[arg(long, default_value_t = crate::sync::pairing::MINUTES, value_name = "N")]
    pub minutes: u32,
    /// Data and database.
    #[command(flatten)]
    pub storage: Storage,
}

/// The settings of `pasmaat admin`.
#[derive(Clone, Debug, Args)]
pub struct Admin {
    /// What to do.
    #[command(subcommand)]
    pub what: AdminWhat,
}

/// What can be done for admins.
#[derive(Clone, Debug, Subcommand)]
pub enum AdminWhat {
    /// Make a link with which somebody becomes an admin, once, within three days.
    Invite {
        /// Of this organizer, by its UiTdatabank id.
        #[arg(long, value_name = "ID", conflicts_with = "region")]
        organizer: Option<String>,
        /// Of all organizers in this UiTPAS region, by its number.
        #[arg(long, value_name = "ID")]
        region: Option<i64>,
        /// Scheme and host by which people reach the site.
        #[arg(
            long,
            env = "PASMAAT_PUBLIC_URL",
            default_value = "http://localhost:3000",
            value_name = "URL",
            value_parser = public_url
        )]
        url: String,
        /// Data and database.
        #[command(flatten)]
        storage: Storage,
        /// Where the UiTPAS registry is: the real one says who the organizer is.
        #[command(flatten)]
        registry: Box<RegistryPlace>,
    },
}

/// The settings of `pasmaat seed`.
#[derive(Clone, Debug, Args)]
pub struct Seed {
    /// How many pass holders.
    #[arg(long, value_name = "N", default_value_t = 1_200_000)]
    pub passholders: i64,
    /// How many check-ins they have together.
    #[arg(long, value_name = "M", default_value_t = 20_000_000)]
    pub checkins: i64,
    /// Stop after so many minutes; run it again to go on.
    #[arg(long, value_name = "MINUTES")]
    pub minutes: Option<u64>,
    /// Data and database.
    #[command(flatten)]
    pub storage: Storage,
}

/// The settings of `pasmaat import`.
#[derive(Clone, Debug, Args)]
pub struct Import {
    /// What the file holds.
    #[command(subcommand)]
    pub what: ImportWhat,
}

/// What can be imported.
#[derive(Clone, Debug, Subcommand)]
pub enum ImportWhat {
    /// Activities, as JSON-LD of UiTdatabank's Search API.
    Events {
        /// The file: a page of the Search API, a list of events, or one event.
        file: PathBuf,
        /// Data and database.
        #[command(flatten)]
        storage: Storage,
    },
}

/// Where the program keeps what it must not lose.
#[derive(Clone, Debug, Args)]
pub struct Storage {
    /// Directory for the database, keys and pictures.
    #[arg(long, env = "PASMAAT_DATA", default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    /// Database: `postgres://…`, or `sqlite://FILE`; by default a SQLite file in the data directory.
    #[arg(long, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

/// The settings of `pasmaat serve`.
#[derive(Clone, Debug, Args)]
pub struct Serve {
    /// Fill an empty database with an invented region.
    #[arg(long, env = "PASMAAT_DEMO")]
    pub demo: bool,
    /// Address to listen on: 127.0.0.1:3000, or with --lan 0.0.0.0:3443, when nothing is said.
    #[arg(long, env = "PASMAAT_ADDR", value_name = "ADDR")]
    pub addr: Option<SocketAddr>,
    /// Data and database.
    #[command(flatten)]
    pub storage: Storage,
    /// Where the UiTPAS registry is.
    #[command(flatten)]
    pub registry: RegistryPlace,
    /// Directory of the built site.
    #[arg(
        long,
        env = "PASMAAT_SITE",
        default_value = "target/site",
        value_name = "DIR"
    )]
    pub site: PathBuf,
    /// Scheme and host that people use, when a proxy stands before the server.
    #[arg(long, env = "PASMAAT_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,
    /// Addresses of proxies before the server that tell in X-Forwarded-For who asks.
    #[arg(
        long = "proxy",
        env = "PASMAAT_PROXY",
        value_name = "IP",
        value_delimiter = ','
    )]
    pub proxies: Vec<IpAddr>,
    /// Certificate chain (PEM), to serve HTTPS without a proxy.
    #[arg(
        long,
        env = "PASMAAT_TLS_CERT",
        value_name = "FILE",
        requires = "tls_key"
    )]
    pub tls_cert: Option<PathBuf>,
    /// Private key (PEM) of the certificate.
    #[arg(
        long,
        env = "PASMAAT_TLS_KEY",
        value_name = "FILE",
        requires = "tls_cert"
    )]
    pub tls_key: Option<PathBuf>,
    /// Serve HTTPS to phones on this network with a certificate authority of its own.
    #[arg(long, env = "PASMAAT_LAN", conflicts_with_all = ["tls_cert", "public_url"])]
    pub lan: bool,
    /// OpenID Connect provider where people sign in with their account, as its issuer is called.
    #[arg(
        long,
        env = "PASMAAT_OIDC_ISSUER",
        value_name = "URL",
        requires = "oidc_client_id",
        value_parser = issuer
    )]
    pub oidc_issuer: Option<String>,
    /// What that provider calls this server.
    #[arg(
        long,
        env = "PASMAAT_OIDC_CLIENT_ID",
        value_name = "ID",
        requires = "oidc_issuer"
    )]
    pub oidc_client_id: Option<String>,
    /// The secret that goes with it, if any.
    #[arg(
        long,
        env = "PASMAAT_OIDC_CLIENT_SECRET",
        value_name = "SECRET",
        requires = "oidc_issuer",
        hide_env_values = true
    )]
    pub oidc_client_secret: Option<String>,
    /// Write the log as JSON lines.
    #[arg(long, env = "PASMAAT_LOG_JSON")]
    pub log_json: bool,
}

impl Serve {
    /// Where to listen.
    pub fn address(&self) -> SocketAddr {
        let usual: ([u8; 4], u16) = if self.lan {
            ([0, 0, 0, 0], 3443)
        } else {
            ([127, 0, 0, 1], 3000)
        };
        self.addr.unwrap_or_else(|| usual.into())
    }
}

/// A setting that nobody reads.
#[derive(Debug, PartialEq, Eq, Error)]
#[error(
    "the environment variable {name} is no setting of Pasmaat; it knows {known}. Correct its name or unset it."
)]
pub struct UnknownVariable {
    name: String,
    known: String,
}

/// Refuses `PASMAAT_…` variables that are no setting: a typing error must not pass in silence.
pub fn check_variables(names: impl Iterator<Item = OsString>) -> Result<(), UnknownVariable> {
    let command = Cli::command();
    let known: Vec<String> = command
        .get_arguments()
        .filter_map(|argument| Some(argument.get_env()?.to_string_lossy().into_owned()))
        .collect();
    let unknown = names
        .map(|name| name.to_string_lossy().into_owned())
        .find(|name| name.starts_with("PASMAAT_") && !known.contains(name));
    unknown.map_or(Ok(()), |name| {
        Err(UnknownVariable {
            name,
            known: known.join(", "),
        })
    })
}

/// An issuer is an address of HTTPS; plain HTTP only on this machine, to try it out.
fn issuer(text: &str) -> Result<String, String> {
    let local = ["http://localhost:", "http://127.0.0.1:"];
    if text.starts_with("https://") || local.iter().any(|start| text.starts_with(start)) {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("write an address that starts with https://".to_owned())
    }
}

fn public_url(text: &str) -> Result<String, String> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host)
            if !host.is_empty() && !host.trim_end_matches('/').contains(['/', '?', '#', ' ']) =>
        {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => Err("write scheme and host only, such as https://pas.example.be".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split(' '))
    }

    #[test]
    fn serve_is_what_happens_without_a_word() {
        let cli = parse("pasmaat --demo --addr 127.0.0.1:4000").unwrap();
        assert!(cli.command.is_none() && cli.serve.demo);
        assert_eq!(cli.serve.address().port(), 4000);
        assert_eq!(
            parse("pasmaat").unwrap().serve.address().to_string(),
            "127.0.0.1:3000"
        );
        assert!(
            matches!(parse("pasmaat serve --lan").unwrap().command, Some(Command::Serve(serve)) if serve.lan)
        );
    }

    #[test]
    fn a_bad_setting_is_named() {
        for (line, name) in [
            ("pasmaat serve --addr nowhere", "--addr"),
            ("pasmaat serve --public-url pas.example.be", "--public-url"),
            ("pasmaat serve --tls-cert a.pem", "--tls-key"),
            (
                "pasmaat serve --oidc-issuer http://id.example --oidc-client-id x",
                "--oidc-issuer",
            ),
            (
                "pasmaat serve --oidc-issuer https://id.example",
                "--oidc-client-id",
            ),
            ("pasmaat serve --proxy nginx", "--proxy"),
            ("pasmaat serve --colour blue", "--colour"),
            ("pasmaat bake", "bake"),
        ] {
            let error = parse(line).unwrap_err().to_string();
            assert!(error.contains(name), "{line}: {error}");
        }
    }

    #[test]
    fn an_unknown_variable_is_named_and_others_are_left_alone() {
        let check = |name: &str| check_variables([OsString::from(name)].into_iter());
        assert_eq!(check("PASMAAT_ADDR"), Ok(()));
        assert_eq!(check("HOME"), Ok(()));
        let error = check("PASMAAT_ADRES").unwrap_err().to_string();
        assert!(
            error.contains("PASMAAT_ADRES") && error.contains("PASMAAT_ADDR"),
            "{error}"
        );
    }
}
