use super::*;
use domain::uitpas_api::problem::TypeUrl;

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

fn reply(status: u16, kind: &str, wait: Option<&str>, body: &str) -> Result<Vec<u8>, Trouble> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
    if let Some(wait) = wait {
        headers.insert(header::RETRY_AFTER, wait.parse().unwrap());
    }
    let status = StatusCode::from_u16(status).unwrap();
    Reply::new(status, &headers, body.into(), 784_111_777_000).content(Wants::Json)
}

fn refused(status: u16, kind: &str, body: &str) -> Problem {
    match reply(status, kind, None, body) {
        Err(Trouble::Refused(problem)) => *problem,
        other => panic!("{other:?}"),
    }
}

#[test]
fn both_spellings_are_known_and_a_new_type_is_passed_on_with_its_sentence() {
    let of = |kind: &str| {
        let body = format!(
            r#"{{"type":"https://api.publiq.be/probs/uitpas/{kind}","title":"T","status":"400","endUserMessage":{{"nl":"Zo niet."}}}}"#
        );
        refused(400, PROBLEM, &body)
    };
    assert_eq!(
        of("invalid-uitpasnumber").known(),
        Some(ProblemType::InvalidUitpasnumber)
    );
    assert_eq!(
        of("invalid-uitpas-number").known(),
        Some(ProblemType::InvalidUitpasNumber)
    );
    let new = of("made-tomorrow");
    assert!(matches!(&new.kind, TypeUrl::Other(url) if url.ends_with("/made-tomorrow")));
    assert_eq!(new.end_user_message.unwrap().nl, "Zo niet.");
}

#[test]
fn what_a_problem_leaves_out_or_gets_wrong_does_not_hide_its_type() {
    let bare = refused(
        404,
        JSON,
        r#"{"type":"https://api.publiq.be/probs/uitpas/pass-not-found"}"#,
    );
    assert_eq!(
        (bare.known(), bare.status),
        (Some(ProblemType::PassNotFound), 404)
    );
    let odd = r#"{"type":"https://api.publiq.be/probs/uitpas/invalid-card-status","title":7,"cardStatus":"MELTED"}"#;
    assert_eq!(
        refused(400, PROBLEM, odd).known(),
        Some(ProblemType::InvalidCardStatus)
    );
}

#[test]
fn only_the_registry_itself_can_say_that_it_was_not_done() {
    let page = "<html>Log in to the network</html>";
    for status in [200, 302, 403, 404, 502, 511] {
        assert!(
            matches!(
                reply(status, "text/html", None, page),
                Err(Trouble::Lost { .. })
            ),
            "{status}"
        );
    }
    assert!(matches!(
        reply(200, "text/html", None, ""),
        Err(Trouble::Lost { .. })
    ));
    let failed = r#"{"type":"about:blank","title":"Oops","status":503}"#;
    let wait = Some(Duration::from_secs(7));
    assert_eq!(
        reply(503, PROBLEM, Some("7"), failed),
        Err(Trouble::Lost {
            why: "it fails",
            wait
        })
    );
    assert_eq!(reply(204, JSON, None, ""), Ok(b"null".to_vec()));
    assert_eq!(reply(200, JSON, None, "[]"), Ok(b"[]".to_vec()));
}

#[test]
fn too_many_requests_were_not_done_and_say_how_long_to_wait() {
    let limited =
        r#"{"type":"https://api.publiq.be/probs/uitpas/rate-limited","title":"T","status":429}"#;
    match reply(429, JSON, Some("Sun, 06 Nov 1994 08:49:47 GMT"), limited) {
        Err(Trouble::Undone { wait, problem, .. }) => {
            assert_eq!(wait, Some(Duration::from_secs(10)));
            assert_eq!(problem.unwrap().known(), Some(ProblemType::RateLimited));
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        reply(429, "text/html", None, "slow down"),
        Err(Trouble::Undone {
            wait: None,
            problem: None,
            ..
        })
    ));
}
