//! Tokens: given out, refused, used once.

use crate::util::api::{Api, on_all};

const TOKEN: &str = "/realms/uitid/protocol/openid-connect/token";

#[test]
fn only_a_known_secret_gets_a_token() {
    on_all(|server| {
        let anonymous = Api::anonymous(server);
        for form in [
            "grant_type=client_credentials&client_id=demo-counter&client_secret=wrong",
            "grant_type=client_credentials&client_id=nobody&client_secret=x",
            "grant_type=client_credentials&client_id=demo-phone",
            "grant_type=client_credentials",
        ] {
            let got = anonymous.form(TOKEN, form);
            assert_eq!(
                (got.status, &got.body["error"]),
                (401, &"invalid_client".into()),
                "{form}"
            );
        }
        assert_eq!(
            anonymous.form(TOKEN, "grant_type=password").ok(400)["error"],
            "unsupported_grant_type"
        );
        let found = anonymous
            .send(
                "GET",
                "/realms/uitid/.well-known/openid-configuration",
                "",
                "",
            )
            .ok(200);
        let issuer = format!("http://localhost:{}/realms/uitid", server.realm);
        assert_eq!(found["issuer"], issuer);
        assert_eq!(
            found["token_endpoint"],
            format!("{issuer}/protocol/openid-connect/token")
        );
    });
}

#[test]
fn nothing_is_shown_without_a_valid_token() {
    on_all(|server| {
        let anonymous = Api::anonymous(server);
        for path in [
            "/permissions",
            "/passes",
            "/rewards",
            "/passholders/me",
            "/kiosk-devices",
        ] {
            anonymous.get(path).refused(401, "auth/unauthorized");
            anonymous
                .with("Authorization", "Bearer x.y")
                .get(path)
                .refused(401, "auth/unauthorized");
            anonymous
                .with("x-client-id", "nobody")
                .get(path)
                .refused(401, "auth/unauthorized");
            anonymous
                .with("x-custom-token", "nobody")
                .get(path)
                .refused(401, "auth/unauthorized");
        }
        let counter = Api::counter(server);
        counter
            .get("/passholders/me")
            .refused(401, "auth/unauthorized");
        let all = counter.get("/permissions").ok(200);
        assert_eq!(all[0]["permissionDetails"].as_array().unwrap().len(), 57);
        counter.get("/nothing").refused(404, "url/not-found");
        counter
            .put("/checkins", &"".into())
            .refused(405, "method/not-allowed");
        let left_out = counter.get("/orders/1");
        assert_eq!((left_out.status, left_out.answer.is_problem()), (501, true));
    });
}

#[test]
fn a_code_works_once_and_only_with_its_verifier() {
    on_all(|server| {
        let anonymous = Api::anonymous(server);
        let back = "http%3A%2F%2Flocalhost%3A3000%2Fcallback";
        let auth =
            "/realms/uitid/protocol/openid-connect/auth?response_type=code&client_id=demo-phone";
        let page = anonymous.send("GET", &format!("{auth}&redirect_uri={back}&code_challenge=x&code_challenge_method=S256&ui_locales=ar"), "", "");
        assert!(
            page.status == 200 && page.answer.body.contains("dir=\"rtl\""),
            "{}",
            page.answer.body
        );
        let stranger = anonymous.send(
            "GET",
            &format!("{auth}&redirect_uri=https%3A%2F%2Fevil.example"),
            "",
            "",
        );
        assert_eq!(
            (stranger.status, stranger.answer.header("location")),
            (400, None)
        );
        let plain = anonymous.send("GET", &format!("{auth}&redirect_uri={back}"), "", "");
        assert!(
            plain
                .answer
                .header("location")
                .unwrap()
                .contains("error=invalid_request")
        );

        let path = format!(
            "{auth}&redirect_uri={back}&scope=openid%20offline_access&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        );
        let wrong = anonymous.form(&path, "number=0900000095902&born=1983-03-03");
        assert!(wrong.status == 401 && wrong.answer.body.contains("role=\"alert\""));
        let code = || {
            let got = anonymous.form(&path, "number=0900000095902&born=1983-03-02");
            let to = got.answer.header("location").unwrap().to_owned();
            to.split("code=").nth(1).unwrap().to_owned()
        };
        let form = |code: &str, verifier: &str| {
            anonymous.form(TOKEN, &format!("grant_type=authorization_code&client_id=demo-phone&redirect_uri={back}&code={code}&code_verifier={verifier}"))
        };
        assert_eq!(form(&code(), "wrong").ok(400)["error"], "invalid_grant");
        let once = code();
        let good = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let tokens = form(&once, good).ok(200);
        assert_eq!(tokens["id_token"].as_str().unwrap().split('.').count(), 3);
        assert_eq!(form(&once, good).ok(400)["error"], "invalid_grant");
        let refresh = tokens["refresh_token"].as_str().unwrap();
        let again = || {
            anonymous.form(
                TOKEN,
                &format!("grant_type=refresh_token&client_id=demo-phone&refresh_token={refresh}"),
            )
        };
        let next = again().ok(200);
        assert_ne!(next["refresh_token"], tokens["refresh_token"]);
        assert_eq!(again().ok(400)["error"], "invalid_grant");
        let bearer = format!("Bearer {}", next["access_token"].as_str().unwrap());
        let info = anonymous.with("Authorization", &bearer).send(
            "GET",
            "/realms/uitid/protocol/openid-connect/userinfo",
            "",
            "",
        );
        assert_eq!(info.ok(200)["given_name"], "Bram");
    });
}
