//! The program: reads the settings, opens what it needs, serves until it is told to stop.

mod errand;
mod greet;

use anyhow::Context as _;
use clap::Parser as _;
use domain::time::Timestamp;
use server::{
    auth::Realm,
    clock::Clock,
    config::{Cli, Command, Serve, check_variables},
    db::{Db, meta},
    demo, jobs, lan,
    limit::Limit,
    listen, random,
    region::Region,
    registry::{
        embedded::Embedded,
        publiq::{self, Publiq},
    },
    router::{Gate, Reach, router},
    sign::Signer,
    state::AppState,
    sync::{Elsewhere, Keys, Pins, Provider, SyncFace, admin::Ceremonies},
    uitpas::{Authority, Callers, Face, HandOn},
    web::{
        Content, Site, SiteUrl, Web,
        picture::{Fetcher, Pictures, Reachable},
        security::Security,
    },
};
use std::{future::Future, process::ExitCode, sync::Arc};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match check_variables(std::env::vars_os().map(|(name, _)| name)) {
        Err(unknown) => Err(unknown.into()),
        Ok(()) => match cli.command {
            Some(Command::Migrate(storage)) => errand::migrate(&storage).await,
            Some(Command::Import(import)) => errand::import_from(import.what).await,
            Some(Command::Admin(asked)) => errand::admin(asked.what).await,
            Some(Command::Pair(asked)) => errand::pair(&asked).await,
            Some(Command::Seed(settings)) => errand::make_large(&settings).await,
            Some(Command::Serve(settings)) => Box::pin(serve(*settings)).await,
            None => Box::pin(serve(cli.serve)).await,
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pasmaat: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(settings: Serve) -> anyhow::Result<()> {
    log_to_stderr(settings.log_json);
    // An error says only that it has been done before.
    drop(any_spawner::Executor::init_tokio());
    let stop = stop_signal()?;
    let clock = Clock::system();
    let db = errand::open(&settings.storage).await?;
    let data = &settings.storage.data;
    let content = Content::load(data, &Region::load(data)?)?;
    let tls = settings
        .tls_cert
        .as_deref()
        .zip(settings.tls_key.as_deref());
    let scheme = if settings.lan || tls.is_some() {
        "https"
    } else {
        "http"
    };
    let site_url = match &settings.public_url {
        Some(url) => SiteUrl::Fixed(url.as_str().into()),
        None => SiteUrl::OfRequest(scheme),
    };
    let web = Web::new(&Site::open(&settings.site)?, content, site_url.clone());
    let reach = reach(&settings, tls.is_some());
    let key = meta::get_or_make(&db, "picture_key", random::key).await?;
    let pictures = Pictures::new(
        key.as_bytes(),
        data.join("pictures"),
        Fetcher::new(Reachable::Public)?,
    );
    let state = state(&settings, &db, &clock, &site_url, pictures).await?;
    let app = router(state, web.clone(), &settings.site, reach);

    let address = settings.address();
    let listeners = listen::bind(address).await.with_context(|| {
        format!("the setting --addr (PASMAAT_ADDR): cannot listen on {address}")
    })?;
    let port = listeners
        .first()
        .context("nothing to listen on")?
        .local_addr()?
        .port();
    // What answers to the name on the network does so until the end.
    let mut announced = None;
    let acceptor = if settings.lan {
        let authority = lan::Authority::open(data, clock.now())?;
        let here = lan::address();
        let plain = listen::bind(
            (
                address.ip(),
                if address.port() == 0 {
                    0
                } else {
                    port.saturating_add(1)
                },
            )
                .into(),
        )
        .await
        .context("--lan also needs the port after its own, for the certificate")?;
        let plain_port = plain
            .first()
            .context("nothing to listen on")?
            .local_addr()?
            .port();
        let welcome = lan::welcome(web, authority.certificate());
        tokio::spawn(listen::serve(plain, None, welcome, std::future::pending()));
        match lan::announce(here, port) {
            Ok(daemon) => announced = Some(daemon),
            Err(error) => tracing::warn!(%error, "not found by name: open Pasmaat by its address"),
        }
        println!("{}", lan::steps(here, port, plain_port));
        println!(
            "Pasmaat for phones on this network: https://{}:{port} (and https://localhost:{port})",
            lan::NAME
        );
        Some(authority.acceptor(here, clock.now())?)
    } else if let Some((cert, key)) = tls {
        println!("Pasmaat is ready: https://localhost:{port}");
        Some(listen::tls::from_files(cert, key)?)
    } else {
        println!("Pasmaat is ready: http://localhost:{port}");
        None
    };
    if settings.demo {
        let local = format!("{scheme}://localhost:{port}");
        let base = settings.public_url.as_deref().unwrap_or(&local);
        greet::invite_admin(&db, base, clock.now()).await;
    }
    listen::serve(listeners, acceptor, app, stop).await;
    drop(announced);
    db.close().await;
    Ok(())
}

/// How people reach the server, as it was set.
fn reach(settings: &Serve, own_certificate: bool) -> Reach {
    let public = settings.public_url.as_deref();
    Reach {
        security: Security {
            strict_transport: own_certificate
                || public.is_some_and(|url| url.starts_with("https://")),
        },
        gate: Gate {
            to_localhost: !settings.lan && !own_certificate && public.is_none(),
        },
        proxies: settings.proxies.clone().into(),
    }
}

/// Opens the registry, fills it with demo data where asked, and puts its faces together.
async fn state(
    settings: &Serve,
    db: &Db,
    clock: &Clock,
    site_url: &SiteUrl,
    pictures: Pictures,
) -> anyhow::Result<AppState> {
    if let Some(place) = settings.registry.publiq() {
        return elsewhere(settings, place, db, clock, site_url, pictures).await;
    }
    let registry = Embedded::open(db.clone(), clock.clone()).await?;
    let limit = Limit::new();
    let authority = Authority::new(
        db.clone(),
        clock.clone(),
        registry.signer().clone(),
        site_url.clone(),
        limit.clone(),
    );
    let realm = Realm {
        db: db.clone(),
        clock: clock.clone(),
        signer: registry.signer().clone(),
        registry: registry.clone(),
        limit: limit.clone(),
        site_url: site_url.clone(),
    };
    if settings.demo {
        demo::fill(db, clock.now()).await.context("the demo data")?;
        greet::hand_out_codes(db, Timestamp::from_millis(clock.now())).await;
    }
    registry.resume_reports().await?;
    let signer = registry.signer().clone();
    let registry = Arc::new(registry);
    let face = Face {
        registry: registry.clone(),
        embedded: Some(registry.clone()),
        elsewhere: None,
        authority: Callers::Ours(authority),
    };
    let sync = SyncFace {
        db: db.clone(),
        clock: clock.clone(),
        limit,
        registry: face.registry.clone(),
        embedded: face.embedded.clone(),
        elsewhere: None,
        site_url: site_url.clone(),
        signer,
        pins: Pins::default(),
        ceremonies: Ceremonies::default(),
        provider: provider(settings)?,
        keys: Keys::open(db).await?,
        pictures,
    };
    jobs::start(db.clone(), sync.embedded.clone(), clock.clone());
    Ok(AppState {
        clock: clock.clone(),
        db: db.clone(),
        registry,
        face,
        realm: Some(realm),
        sync,
    })
}

/// Where people sign in with an account of theirs, if anywhere.
fn provider(settings: &Serve) -> anyhow::Result<Option<Provider>> {
    let asked = settings
        .oidc_issuer
        .as_ref()
        .zip(settings.oidc_client_id.as_ref());
    let secret = settings.oidc_client_secret.as_deref();
    Ok(asked
        .map(|(issuer, client)| Provider::new(issuer, client, secret))
        .transpose()?)
}

/// The same, with the real registry in the place of ours.
async fn elsewhere(
    settings: &Serve,
    place: publiq::Settings,
    db: &Db,
    clock: &Clock,
    site_url: &SiteUrl,
    pictures: Pictures,
) -> anyhow::Result<AppState> {
    anyhow::ensure!(
        !settings.demo,
        "the setting --demo (PASMAAT_DEMO) fills our own registry: leave it out with --registry publiq"
    );
    let registry = Publiq::new(place, clock.clone()).context("the setting --publiq-url")?;
    let search = settings.registry.search();
    let activities = search.map(|(url, client)| registry.activities(url, client));
    let registry = Arc::new(registry);
    let limit = Limit::new();
    let face = Face {
        registry: registry.clone(),
        embedded: None,
        elsewhere: Some(registry.clone()),
        authority: Callers::Elsewhere(HandOn {
            clock: clock.clone(),
            site_url: site_url.clone(),
            limit: limit.clone(),
        }),
    };
    // Sessions are ours, wherever the registry is.
    let key = meta::get_or_make(db, "registry_key", random::key).await?;
    let sync = SyncFace {
        db: db.clone(),
        clock: clock.clone(),
        limit,
        registry: registry.clone(),
        embedded: None,
        elsewhere: activities.map(|found| Elsewhere::new(registry.clone(), found)),
        site_url: site_url.clone(),
        signer: Signer::new(key.as_bytes()),
        pins: Pins::default(),
        ceremonies: Ceremonies::default(),
        provider: provider(settings)?,
        keys: Keys::open(db).await?,
        pictures,
    };
    jobs::start(db.clone(), None, clock.clone());
    sync.keep_asking();
    Ok(AppState {
        clock: clock.clone(),
        db: db.clone(),
        registry,
        face,
        realm: None,
        sync,
    })
}

/// Done at the first SIGTERM or SIGINT.
fn stop_signal() -> anyhow::Result<impl Future<Output = ()>> {
    let mut term = signal(SignalKind::terminate())?;
    let mut int = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}

fn log_to_stderr(json: bool) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,server=info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false);
    if json { log.json().init() } else { log.init() }
}
