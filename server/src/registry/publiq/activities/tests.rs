use super::*;
use crate::{clock::Clock, registry::publiq::Patience};
use axum::{
    Json, Router,
    extract::RawQuery,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
    routing::get,
};
use serde_json::json;
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

fn event(id: usize) -> Value {
    json!({
        "@id": format!("https://io.uitdatabank.be/event/{id}"), "name": { "nl": format!("Activiteit {id}") },
        "organizer": { "@id": "https://io.uitdatabank.be/organizers/us" },
        "calendarType": "permanent",
    })
}

/// A Search API of 150 activities, one of them wrong, that fails at its first answer.
async fn search(asked: Arc<Mutex<Vec<String>>>) -> Url {
    let tries = Arc::new(AtomicUsize::new(0));
    let events = move |RawQuery(query): RawQuery, headers: HeaderMap| {
        let (asked, tries) = (asked.clone(), tries.clone());
        async move {
            let query = query.unwrap_or_default();
            asked.lock().unwrap().push(query.clone());
            if headers.get("x-client-id").is_none_or(|id| id != "we") {
                return StatusCode::UNAUTHORIZED.into_response();
            }
            if tries.fetch_add(1, Ordering::SeqCst) == 0 {
                return StatusCode::BAD_GATEWAY.into_response();
            }
            let start = if query.contains("start=100") { 100 } else { 0 };
            let mut member: Vec<Value> = (start..(start + 100).min(150)).map(event).collect();
            if start == 100 {
                member[0]["organizer"] = Value::Null;
            }
            let page: Response =
                Json(json!({ "totalItems": 150, "member": member })).into_response();
            page
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let router = Router::new().route("/search/events", get(events));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Url::parse(&format!("http://127.0.0.1:{port}/search/")).unwrap()
}

fn activities(search: Url, client: &str) -> Activities {
    let patience = Patience::of(Duration::from_secs(2));
    let line = Line::new(patience, Clock::from_fn(|| 0)).unwrap();
    Activities::new(line, search, client.to_owned())
}

#[tokio::test]
async fn every_page_is_read_and_what_is_wrong_hides_no_other() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let activities = activities(search(asked.clone()).await, "we");
    let wanted = Wanted {
        organizer: "us".to_owned(),
        from: Some(Timestamp::from_millis(0)),
        words: Some("samen & lezen".to_owned()),
        ..Wanted::default()
    };
    let found = activities.find(&wanted).await.unwrap();
    assert_eq!((found.activities.len(), found.more), (149, false));
    assert_eq!(found.activities[0].titles["nl"], "Activiteit 0");
    assert!(
        found.refused.len() == 1 && found.refused[0].starts_with("100: "),
        "{:?}",
        found.refused
    );
    let asked = asked.lock().unwrap();
    assert_eq!(asked.len(), 3, "the first answer failed: {asked:?}");
    for part in [
        "organizerId=us",
        "uitpas=true",
        "embed=true",
        "audienceType=*",
        "dateFrom=1970-01-01T00%3A00%3A00%2B00%3A00",
        "q=samen+%26+lezen",
    ] {
        assert!(asked[0].contains(part), "{part} in {}", asked[0]);
    }
}

#[tokio::test]
async fn a_client_that_is_not_known_is_told_so() {
    let activities = activities(search(Arc::default()).await, "somebody");
    let refused = activities.find(&Wanted::default()).await.unwrap_err();
    assert!(refused.to_string().contains("401"), "{refused}");
}
