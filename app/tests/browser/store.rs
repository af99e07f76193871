//! The phone's store across its versions: what the first version wrote is all there after an upgrade.

use app::offline::{
    Store,
    outbox::Queue,
    store::{STEPS, Step},
};
use domain::command::What;
use indexed_db_futures::{Build as _, database::Database, error::Error};
use wasm_bindgen_test::wasm_bindgen_test;

/// The first version as it was released: this test must never follow [`STEPS`].
const FIRST: &[Step] = &[STEPS[0]];
/// A version to come.
const LATER: &[Step] = &[STEPS[0], another_shelf];

fn another_shelf(database: &Database) -> Result<(), Error> {
    database.create_object_store("later").build()?;
    Ok(())
}

fn queue(store: &Store) -> Queue {
    Queue {
        store: store.clone(),
        device: "019ab000-0000-7000-8000-000000000001".parse().unwrap(),
        // The base point of X25519: any key will do where nobody opens it.
        sealing: "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            .parse()
            .unwrap(),
        signer: "phone",
    }
}

#[wasm_bindgen_test]
async fn an_upgrade_keeps_records_queue_and_keys() {
    const NAME: &str = "pasmaat-upgrade";
    crate::with_background();
    let first = Store::open_as(NAME, FIRST, || {}).await.unwrap();
    first.put("snapshot", &("Bram", 5000)).await.unwrap();
    let what = |code: &str| What::SelfCheckin {
        passholder: "bram".to_owned(),
        code: code.to_owned(),
    };
    for code in ["1", "2", "3"] {
        queue(&first).ask(what(code), None).await.unwrap();
    }
    let asked = queue(&first).all().await.unwrap();
    assert_eq!(asked.len(), 3);
    let key = first.signer("phone").await.unwrap().public().to_owned();

    // The first is open still, as in another tab: it steps aside.
    let later = Store::open_as(NAME, LATER, || {}).await.unwrap();
    let kept: Option<(String, u32)> = later.get("snapshot").await.unwrap();
    assert_eq!(kept, Some(("Bram".to_owned(), 5000)));
    assert_eq!(queue(&later).all().await.unwrap(), asked);
    assert_eq!(later.signer("phone").await.unwrap().public(), key);
    // The chain goes on where it was.
    queue(&later).ask(what("4"), None).await.unwrap();
    let seqs: Vec<u64> = queue(&later)
        .all()
        .await
        .unwrap()
        .iter()
        .map(|one| one.item.seq)
        .collect();
    assert_eq!(seqs, [1, 2, 3, 4]);

    // Who goes back to the old version is told, and nothing is lost.
    assert!(Store::open_as(NAME, FIRST, || {}).await.is_err());
    assert_eq!(queue(&later).all().await.unwrap().len(), 4);
    later.erase().await.unwrap();
}
