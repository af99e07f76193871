//! What the program does once and then stops, beside serving.

use anyhow::Context as _;
use domain::{number::UitpasNumber, time::Timestamp};
use server::{
    clock::Clock,
    config::{AdminWhat, ImportWhat, Pair, RegistryPlace, Seed, Storage},
    db::Db,
    import,
    registry::publiq::Publiq,
    seed,
    sync::{
        admin::{For, invite},
        bring_organizer, bring_region, pairing,
    },
};
use std::time::Duration;

/// Brings the database to this version's shape.
pub(crate) async fn migrate(storage: &Storage) -> anyhow::Result<()> {
    let db = open(storage).await?;
    db.close().await;
    println!("The database has this version's shape.");
    Ok(())
}

/// Brings activities into the registry from a file.
pub(crate) async fn import_from(what: ImportWhat) -> anyhow::Result<()> {
    let ImportWhat::Events { file, storage } = what;
    let db = open(&storage).await?;
    let imported = import::events(&db, &file).await;
    db.close().await;
    let imported = imported?;
    for line in &imported.refused {
        println!("{line}");
    }
    let (kept, refused) = (imported.kept, imported.refused.len());
    println!("{kept} activities are in, {refused} are not.");
    anyhow::ensure!(
        refused == 0,
        "mend what the lines above say and import the file again"
    );
    Ok(())
}

/// Makes a code with which the holder of a card signs in on a phone.
pub(crate) async fn pair(asked: &Pair) -> anyhow::Result<()> {
    let number: UitpasNumber = asked.number.parse()?;
    let db = open(&asked.storage).await?;
    let now = Timestamp::from_millis(Clock::system().now());
    let holder = pairing::holder_of(&db, &number).await?;
    let holder = holder.context("nobody has a card with this number here")?;
    let (code, until) = pairing::hand_out(&db, holder, "operator", now, asked.minutes).await?;
    db.close().await;
    println!("{code}");
    eprintln!("Works once, until {}.", until.in_brussels().format("%H:%M"));
    Ok(())
}

/// Lets admins in.
pub(crate) async fn admin(asked: AdminWhat) -> anyhow::Result<()> {
    let AdminWhat::Invite {
        organizer,
        region,
        url,
        storage,
        registry,
    } = asked;
    let whom = match (organizer, region) {
        (Some(id), _) => For::Organizer(id),
        (None, Some(id)) => For::Region(id),
        (None, None) => anyhow::bail!("say for whom: --organizer ID or --region ID"),
    };
    let db = open(&storage).await?;
    let now = Clock::system().now();
    let brought = bring(&db, &registry, &whom, now).await;
    let link = match brought {
        Ok(()) => invite(&db, whom, &url, now).await,
        Err(error) => Err(error),
    };
    db.close().await;
    println!("{}", link?);
    eprintln!("Works once, for three days.");
    Ok(())
}

/// Where the registry is elsewhere, it says who the organizer is, or which ones a region has.
async fn bring(db: &Db, registry: &RegistryPlace, whom: &For, now: i64) -> anyhow::Result<()> {
    let Some(place) = registry.publiq() else {
        return Ok(());
    };
    let publiq = Publiq::new(place, Clock::system()).context("the setting --publiq-url")?;
    match whom {
        For::Organizer(id) => bring_organizer(db, &publiq, id, now)
            .await
            .with_context(|| format!("--organizer {id}: UiTPAS does not tell of it")),
        For::Region(id) => bring_region(db, &publiq, *id, now)
            .await
            .with_context(|| format!("--region {id}: UiTPAS does not tell of its organizers")),
    }
}

/// Makes a large database to measure with.
pub(crate) async fn make_large(settings: &Seed) -> anyhow::Result<()> {
    let db = open(&settings.storage).await?;
    let most = settings
        .minutes
        .map(|minutes| Duration::from_secs(minutes * 60));
    let made = seed::fill(
        &db,
        Clock::system().now(),
        settings.passholders,
        settings.checkins,
        most,
        |line| println!("{line}"),
    )
    .await;
    db.close().await;
    let made = made?;
    println!(
        "There are {} pass holders with {} check-ins beside the demo data.",
        made.passholders, made.checkins
    );
    Ok(())
}

/// Opens the database, in a directory that is made where it is missing.
pub(crate) async fn open(storage: &Storage) -> anyhow::Result<Db> {
    let shown = storage.data.display();
    std::fs::create_dir_all(&storage.data)
        .with_context(|| format!("the setting --data (PASMAAT_DATA): {shown} cannot be made"))?;
    Ok(Db::open(storage.database_url.as_deref(), &storage.data).await?)
}
