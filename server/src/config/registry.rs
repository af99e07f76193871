//! Where the UiTPAS registry is: in our own database, or at publiq.

use crate::registry::publiq::{Patience, Settings, Url};
use clap::{Args, ValueEnum};
use std::{convert::Infallible, fmt, str::FromStr, time::Duration};

/// Which registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Our own, in our database.
    Embedded,
    /// The real one.
    Publiq,
}

/// The settings of the registry.
#[derive(Clone, Debug, Args)]
pub struct RegistryPlace {
    /// Which UiTPAS registry: our own database, or the real one.
    #[arg(
        long = "registry",
        id = "registry",
        env = "PASMAAT_REGISTRY",
        value_enum,
        default_value = "embedded"
    )]
    pub which: Which,
    /// UiTPAS API 4.0 of the real registry, such as `https://api.uitpas.be`.
    #[arg(long, env = "PASMAAT_PUBLIQ_URL", value_name = "URL", value_parser = address, required_if_eq("registry", "publiq"))]
    pub publiq_url: Option<Url>,
    /// Its account server, such as `https://account.uitid.be`.
    #[arg(long, env = "PASMAAT_PUBLIQ_ACCOUNT_URL", value_name = "URL", value_parser = address, required_if_eq("registry", "publiq"))]
    pub publiq_account_url: Option<Url>,
    /// Our client there.
    #[arg(
        long,
        env = "PASMAAT_PUBLIQ_CLIENT_ID",
        value_name = "ID",
        required_if_eq("registry", "publiq")
    )]
    pub publiq_client_id: Option<String>,
    /// Its secret; better given as a variable than on the command line.
    #[arg(
        long,
        env = "PASMAAT_PUBLIQ_CLIENT_SECRET",
        value_name = "SECRET",
        hide_env_values = true,
        required_if_eq("registry", "publiq")
    )]
    pub publiq_client_secret: Option<Secret>,
    /// How many seconds one answer of the real registry may take.
    #[arg(long, env = "PASMAAT_PUBLIQ_TIMEOUT", value_name = "SECONDS", default_value_t = 8, value_parser = clap::value_parser!(u64).range(1..=20))]
    pub publiq_timeout: u64,
    /// UiTdatabank's Search API, such as `https://search.uitdatabank.be`.
    #[arg(long, env = "PASMAAT_SEARCH_URL", value_name = "URL", value_parser = address, required_if_eq("registry", "publiq"))]
    pub search_url: Option<Url>,
    /// Our client there.
    #[arg(
        long,
        env = "PASMAAT_SEARCH_CLIENT_ID",
        value_name = "ID",
        required_if_eq("registry", "publiq")
    )]
    pub search_client_id: Option<String>,
}

/// What no log may show.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl RegistryPlace {
    /// The real registry, where that is chosen.
    pub fn publiq(&self) -> Option<Settings> {
        if self.which != Which::Publiq {
            return None;
        }
        Some(Settings {
            api: self.publiq_url.clone()?,
            account: self.publiq_account_url.clone()?,
            client_id: self.publiq_client_id.clone()?,
            client_secret: self.publiq_client_secret.clone()?.0,
            patience: Patience::of(Duration::from_secs(self.publiq_timeout)),
        })
    }

    /// UiTdatabank's Search API and our client there.
    pub fn search(&self) -> Option<(Url, String)> {
        Some((self.search_url.clone()?, self.search_client_id.clone()?))
    }
}

/// An address that secrets and numbers may go to.
fn address(text: &str) -> Result<Url, String> {
    let wrong = || "write an address such as https://api.uitpas.be".to_owned();
    let url = Url::parse(text).map_err(|_| wrong())?;
    let host = url.host_str().ok_or_else(wrong)?;
    let bare = host.trim_matches(['[', ']']);
    let here = host == "localhost"
        || bare
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if here => {}
        "http" => return Err("use https: secrets go there".to_owned()),
        _ => return Err(wrong()),
    }
    if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return Err(wrong());
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Cli;
    use clap::Parser as _;

    const WHOLE: &str = "pasmaat serve --registry publiq --publiq-url https://api.example \
        --publiq-account-url https://account.example --publiq-client-id us \
        --publiq-client-secret hush --search-url https://search.example --search-client-id we";

    fn parse(words: &[&str]) -> Result<RegistryPlace, String> {
        let cli = Cli::try_parse_from(words).map_err(|error| error.to_string())?;
        match cli.command {
            Some(crate::config::Command::Serve(serve)) => Ok(serve.registry),
            _ => Err("another command".to_owned()),
        }
    }

    #[test]
    fn each_setting_of_the_real_registry_is_asked_for_by_name() {
        let words: Vec<&str> = WHOLE.split_whitespace().collect();
        let place = parse(&words).unwrap();
        assert_eq!(place.publiq().unwrap().client_secret, "hush");
        assert!(!format!("{place:?}").contains("hush"), "{place:?}");
        for at in (4..words.len()).step_by(2) {
            let mut without = words.clone();
            without.drain(at..at + 2);
            let said = parse(&without).unwrap_err();
            assert!(said.contains(words[at]), "{said}");
        }
        assert!(parse(&words[..2]).unwrap().publiq().is_none());
    }

    #[test]
    fn secrets_leave_this_machine_only_encrypted() {
        for (text, taken) in [
            ("https://api.uitpas.be", true),
            ("http://localhost:3000/uitpas", true),
            ("http://127.0.0.1:3000", true),
            ("http://api.uitpas.be", false),
            ("ftp://api.uitpas.be", false),
            ("https://me@api.uitpas.be", false),
            ("api.uitpas.be", false),
        ] {
            assert_eq!(address(text).is_ok(), taken, "{text}");
        }
    }
}
