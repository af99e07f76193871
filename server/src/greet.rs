//! What the program says when it starts with demo data. Where it cannot (a full disk), it says so and
//! serves all the same.

use domain::time::Timestamp;
use server::{
    db::Db,
    demo,
    sync::{
        admin::{For, invite},
        pairing,
    },
};

/// Prints a code for each test pass with which its holder signs in on a phone.
pub(crate) async fn hand_out_codes(db: &Db, now: Timestamp) {
    match pairing::for_demo(db, now).await {
        Ok(lines) => {
            println!("Codes to sign in with on a phone:");
            for line in lines {
                println!("  {line}");
            }
        }
        Err(error) => {
            tracing::warn!(%error, "no codes to sign in with: make one with `pasmaat pair`");
        }
    }
}

/// Prints how to become an admin in the demo data; `base` is where the program is reached.
pub(crate) async fn invite_admin(db: &Db, base: &str, now: i64) {
    match invite(db, For::Organizer(demo::ORGANIZER.to_owned()), base, now).await {
        Ok(link) => println!("Become an admin of the test organizer: {link}"),
        Err(error) => {
            tracing::warn!(%error, "no link to become an admin: make one with `pasmaat admin invite`");
        }
    }
}
