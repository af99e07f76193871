//! Our own token, against a small registry on this machine.

use super::*;
use crate::registry::call::Credentials;
use axum::{
    Json, Router,
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
    routing::{get, post},
};
use domain::role::Caller;
use serde_json::json;
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

#[derive(Default)]
struct Counts {
    /// How many tokens were given out; the newest is the one that holds.
    tokens: AtomicUsize,
    asked: AtomicUsize,
}

/// A registry that knows only its newest token, and each token for so many seconds.
async fn registry(counts: Arc<Counts>, lifetime: i64) -> Publiq {
    let given = counts.clone();
    let token = move || {
        let given = given.clone();
        async move {
            // Long enough that all who come at once are there.
            tokio::time::sleep(Duration::from_millis(50)).await;
            let number = given.tokens.fetch_add(1, Ordering::SeqCst) + 1;
            Json(json!({ "access_token": format!("t{number}"), "expires_in": lifetime }))
        }
    };
    let permissions = move |headers: HeaderMap| {
        let counts = counts.clone();
        async move {
            counts.asked.fetch_add(1, Ordering::SeqCst);
            let holds = format!("Bearer t{}", counts.tokens.load(Ordering::SeqCst));
            match headers.get("authorization") {
                Some(brought) if *brought == holds => Json(json!([])).into_response(),
                _ => StatusCode::UNAUTHORIZED.into_response(),
            }
        }
    };
    let router = Router::new()
        .route("/realms/uitid/protocol/openid-connect/token", post(token))
        .route("/permissions", get(permissions));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let url = Url::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    let settings = Settings {
        api: url.clone(),
        account: url,
        client_id: "us".to_owned(),
        client_secret: "hush".to_owned(),
        patience: Patience::of(Duration::from_secs(3)),
    };
    Publiq::new(settings, Clock::from_fn(|| 1_000)).unwrap()
}

fn call(credentials: Credentials) -> Call {
    let now = Timestamp::from_millis(0);
    Call {
        operation: Operation::GetPermissions,
        caller: Caller::default(),
        user_id: None,
        client_id: None,
        credentials,
        now,
        at: now,
        base: String::new(),
    }
}

#[tokio::test]
async fn one_token_is_fetched_for_all_who_come_at_once() {
    let counts = Arc::new(Counts::default());
    let publiq = registry(counts.clone(), 300).await;
    let calls = (0..16).map(|_| {
        let publiq = publiq.clone();
        tokio::spawn(async move { publiq.permissions(&call(Credentials::own())).await.is_ok() })
    });
    for done in calls.collect::<Vec<_>>() {
        assert!(done.await.unwrap());
    }
    assert_eq!(counts.tokens.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_token_that_is_refused_is_fetched_anew_once() {
    let counts = Arc::new(Counts::default());
    let publiq = registry(counts.clone(), 300).await;
    publiq.permissions(&call(Credentials::own())).await.unwrap();
    // Somebody else was given a newer one, which ends ours.
    counts.tokens.fetch_add(1, Ordering::SeqCst);
    publiq.permissions(&call(Credentials::own())).await.unwrap();
    assert_eq!(counts.tokens.load(Ordering::SeqCst), 3);
    assert_eq!(counts.asked.load(Ordering::SeqCst), 3);
}

#[tokio::test]
async fn a_token_is_not_kept_beyond_its_end() {
    let counts = Arc::new(Counts::default());
    let publiq = registry(counts.clone(), 0).await;
    for _ in 0..2 {
        publiq.permissions(&call(Credentials::own())).await.unwrap();
    }
    assert_eq!(counts.tokens.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn who_brings_a_proof_never_gets_our_token() {
    let counts = Arc::new(Counts::default());
    let publiq = registry(counts.clone(), 300).await;
    let stranger = Credentials {
        client_id: Some("stranger".to_owned()),
        ..Credentials::default()
    };
    let refused = publiq.permissions(&call(stranger)).await.unwrap_err();
    assert!(refused.to_string().contains("401"), "{refused}");
    assert_eq!(counts.tokens.load(Ordering::SeqCst), 0);
}
