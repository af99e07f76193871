//! Clubs: lists to points, associations and their members.

mod dignity;
mod door;
mod figures;
mod list;
mod member;
mod order;
mod roster;
mod season;
mod tablet;

use crate::util::{api::Api, helper::Helper, postgres::Postgres, server::Server};
use server::{
    db::{
        Db,
        admin::{self, AdminRow},
        device::{self, DeviceRow},
    },
    sign,
};
use std::path::Path;

/// Runs a story on both databases, with what an admin's browser of a club asks with.
fn on_both(story: impl Fn(&Club)) {
    println!("on SQLite");
    let data = tempfile::tempdir().unwrap();
    story(&Club::start(data.path(), None));
    println!("on PostgreSQL");
    let postgres = Postgres::start();
    let data = tempfile::tempdir().unwrap();
    story(&Club::start(data.path(), Some(&postgres.url())));
}

/// A server, and the runtime with which a story looks into its database.
struct Club {
    server: Server,
    db: Db,
    runtime: tokio::runtime::Runtime,
}

impl Club {
    fn start(data: &Path, url: Option<&str>) -> Self {
        let settings: Vec<&str> = url.iter().flat_map(|url| ["--database-url", url]).collect();
        let server = Server::start_in(data, &settings);
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).enable_all().build().unwrap();
        let db = runtime.block_on(Db::open(url, data)).unwrap();
        Self {
            server,
            db,
            runtime,
        }
    }

    /// A browser that is signed in for an organizer, or a helper's phone.
    fn browser(&self, kind: &str, organizer: &str) -> Api {
        self.signed_in(kind, Some(organizer), None)
    }

    /// The browser of a region's administrator.
    fn region(&self, card_system: i64) -> Api {
        self.signed_in("ADMIN", None, Some(card_system))
    }

    /// A helper's phone that joins a door.
    fn helper(&self, admin: &Api, shift: &str, role: &str, name: &str) -> Helper {
        let origin = format!("http://localhost:{}", self.server.port);
        let browser = Api::anonymous(&self.server).with("Origin", &origin);
        Helper::join_from(&browser, &admin.code(shift, role), name)
    }

    fn signed_in(&self, kind: &str, organizer: Option<&str>, region: Option<i64>) -> Api {
        let token = format!("{kind}-{organizer:?}-{region:?}").replace(['"', ' '], "");
        let row = DeviceRow {
            id: token.clone(),
            kind: kind.to_owned(),
            public_key: None,
            name: "Balie".to_owned(),
            language: Some("nl".to_owned()),
            passholder_id: None,
            level: None,
            shift_id: None,
            organizer_id: organizer.map(str::to_owned),
            role: Some("ADMIN".to_owned()),
            created_at: 0,
            last_seen_at: 0,
            expires_at: i64::MAX,
            revoked_at: None,
            chain_seq: 0,
            chain_link: None,
        };
        let admin = AdminRow {
            id: token.clone(),
            name: "Balie".to_owned(),
            organizer_id: organizer.map(str::to_owned),
            card_system_id: region,
            created_at: 0,
            revoked_at: None,
        };
        let hash = sign::hash(&token);
        let added: Result<(), server::registry::Refused> =
            self.runtime.block_on(self.db.write(move |mut tx| {
                Box::pin(async move {
                    device::add(tx.c(), &row, &hash).await?;
                    if row.kind == "ADMIN" {
                        admin::add(tx.c(), &admin).await?;
                        admin::bind_device(tx.c(), &row.id, &admin.id).await?;
                    }
                    Ok(())
                })
            }));
        added.unwrap();
        Api::anonymous(&self.server)
            .with("Cookie", &format!("__Host-pasmaat={token}"))
            .with("Sec-Fetch-Site", "same-origin")
    }
}
