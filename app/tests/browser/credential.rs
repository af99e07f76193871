//! The rotating QR verified in wasm, by the same set as on the server (`domain/tests/vectors.rs`).

use domain::{
    credential::{Memory, Trust},
    time::Timestamp,
};
use serde::Deserialize;
use wasm_bindgen_test::wasm_bindgen_test;

#[derive(Deserialize)]
struct Set {
    trust: Trust,
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    showings: Vec<Showing>,
}

#[derive(Deserialize)]
struct Showing {
    text: String,
    now: u32,
    want: String,
}

#[wasm_bindgen_test]
fn every_vector_is_answered_as_on_the_server() {
    let set: Set = serde_json::from_str(include_str!(
        "../../../domain/tests/vectors/credential.json"
    ))
    .unwrap();
    assert!(set.vectors.len() >= 200);
    for vector in &set.vectors {
        let mut memory = Memory::default();
        for showing in &vector.showings {
            let now = Timestamp::from_millis(i64::from(showing.now) * 1_000);
            let found = match memory.check(&showing.text, &set.trust, now) {
                Ok(_) => "holds".to_owned(),
                Err(_) if showing.want == "refused" => "refused".to_owned(),
                Err(refusal) => {
                    let name = serde_json::to_value(refusal).unwrap();
                    name.as_str().unwrap().to_owned()
                }
            };
            assert_eq!(found, showing.want, "{}", vector.name);
        }
    }
}
