//! Family lists and the proof that somebody's pass is in hand.

use crate::util::api::{Api, on_all};
use serde_json::json;

#[test]
fn a_family_grows_by_proof_and_members_can_leave() {
    on_all(|server| {
        let mother = Api::holder(server, "0900004518305", "1980-01-01");
        let me = mother.get("/passholders/me").ok(200)["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let list = mother.get("/passholders/me/family-members").ok(200);
        assert_eq!(list.as_array().unwrap().len(), 2);
        assert_eq!(list[0]["mainFamilyMember"], true);

        let path = format!("/passholders/{me}/family-members");
        let member = json!({ "uitpasNumber": "1000000520006", "icon": "owl" });
        mother.post(&path, &member).refused(403, "auth/forbidden");
        let prove = |number: &str, born: &str| {
            let basic = base64(&format!("{number}:{born}"));
            Api::anonymous(server)
                .with("x-client-id", "demo-phone")
                .with("Authorization", &format!("Basic {basic}"))
                .get("/passholders/me/uitid/registration-token")
        };
        prove("1000000520006", "1980-01-02").refused(401, "auth/unauthorized");
        let token = prove("1000000520006", "1980-01-01").ok(200)["token"]
            .as_str()
            .unwrap()
            .to_owned();
        let proven = mother.with("x-registration-token", &token);
        proven.post(&path, &member).ok(201);
        proven
            .post(&path, &member)
            .refused(400, "uitpas/family-member-already-added");
        proven
            .post(&path, &json!({ "uitpasNumber": "1" }))
            .refused(400, "uitpas/invalid-uitpas-number");

        let list = mother.get(&path).ok(200);
        let added = &list[2]["passholder"]["id"];
        assert_eq!(list[2]["icon"], "owl");
        let one = format!("{path}/{}", added.as_str().unwrap());
        mother.put(&one, &json!({ "icon": "fox" })).ok(202);
        let brother = Api::holder(server, "1000000520006", "1980-01-01");
        let families = brother.get("/passholders/me/families").ok(200);
        assert_eq!(families[0]["passholderId"], me.as_str());
        brother.get(&path).refused(403, "auth/forbidden");
        brother.delete(&one).ok(202);
        assert_eq!(brother.get("/passholders/me/families").ok(200), json!([]));
        mother.delete(&one).refused(404, "url/not-found");
    });
}

#[test]
fn guessing_a_birth_date_is_slowed_down() {
    on_all(|server| {
        let guess = |day: u32| {
            let basic = base64(&format!("0900000095902:1983-03-{day:02}"));
            Api::anonymous(server)
                .with("x-client-id", "demo-phone")
                .with("Authorization", &format!("Basic {basic}"))
                .get("/passholders/me/uitid/registration-token")
        };
        for day in 3..8 {
            guess(day).refused(401, "auth/unauthorized");
        }
        let late = guess(2);
        assert!(late.answer.header("retry-after").is_some());
        late.refused(429, "uitpas/rate-limited");
    });
}

/// RFC 4648, for the one header that wants it.
pub(super) fn base64(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = (0..3).fold(0u32, |bits, at| {
            bits << 8 | u32::from(*chunk.get(at).unwrap_or(&0))
        });
        for at in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() {
                char::from(digit)
            } else {
                '='
            });
        }
    }
    out
}
