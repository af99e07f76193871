//! A UiTiD that is made first and linked with a pass afterwards.

use super::{
    family::base64,
    world::{NUMBER, OTHER_NUMBER},
};
use crate::util::api::{Api, on_all};
use serde_json::Value;

const OTHER_BORN: &str = "1980-01-01";

#[test]
fn who_makes_a_uitid_links_a_pass_with_it_once() {
    on_all(|server| {
        let auth = "/realms/uitid/protocol/openid-connect/auth?response_type=code&client_id=demo-phone\
                    &redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback&code_challenge=x&code_challenge_method=S256";
        let asks =
            |more: &str| Api::anonymous(server).send("GET", &format!("{auth}{more}"), "", "");
        let page = asks("&prompt=create&ui_locales=nl");
        assert!(
            page.answer.body.contains("Een UiTiD maken") && !page.answer.body.contains("<input")
        );
        let silent = asks("&prompt=none");
        let to = silent.answer.header("location").unwrap_or_default();
        assert!(to.contains("error=login_required"), "{to}");

        let token = |number: &str, born: &str| {
            let proof = base64(&format!("{number}:{born}"));
            let asks = Api::anonymous(server)
                .with("x-client-id", "demo-phone")
                .with("Authorization", &format!("Basic {proof}"));
            let got = asks.get("/passholders/me/uitid/registration-token");
            got.ok(200)["token"].as_str().unwrap().to_owned()
        };
        let newcomer = Api::newcomer(server);
        newcomer
            .get("/passholders/me")
            .refused(404, "uitpas/passholder-not-found");
        let put = |who: &Api| who.send("PUT", "/uitpas/passholders/me/uitid", "", "");
        put(&newcomer).refused(403, "auth/forbidden");

        let proof = token(OTHER_NUMBER, OTHER_BORN);
        let proven = newcomer.with("x-registration-token", &proof);
        let app = Api::anonymous(server)
            .with("x-client-id", "demo-phone")
            .with("x-registration-token", &proof);
        let state = || app.get("/passholders/me/uitid/status").ok(200)["state"].clone();
        assert_eq!(state(), "UNREGISTERED");
        assert!(matches!(put(&proven).status, 200..300));
        assert_eq!(state(), "REGISTERED");
        put(&proven).refused(400, "uitpas/passholder-already-registered");
        let another = newcomer.with("x-registration-token", &token(NUMBER, "1983-03-02"));
        put(&another).refused(400, "uitpas/uitid-already-registered");

        // It is the UiTiD of that pass from here on, however its holder signs in.
        let me = newcomer.get("/passholders/me").ok(200);
        assert_eq!(me["dateOfBirth"], OTHER_BORN);
        let sub = |who: &Api| -> Value {
            let path = "/realms/uitid/protocol/openid-connect/userinfo";
            who.send("GET", path, "", "").ok(200)["sub"].clone()
        };
        assert_eq!(
            sub(&newcomer),
            sub(&Api::holder(server, OTHER_NUMBER, OTHER_BORN))
        );
    });
}
