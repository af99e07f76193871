//! `POST /api/v1/commands`: what devices asked for comes in, sealed, in batches.
//!
//! Each command gets its verdict in one transaction with its effect; a repetition gets the first
//! verdict, byte for byte. No session is needed, because each command proves itself; who brings them
//! without the session of the device gets verdicts without names and codes.

mod act;
mod deliver;
mod elsewhere;
mod facts;
mod hold;
mod pass;
mod run;
mod screen;
mod there;

use super::{Refusal, Session, SyncFace, answer::Body, session::DoorSession};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    command::{Batch, LONGEST_SEALED, MOST_IN_BATCH},
    time::Timestamp,
    verdict::Verdict,
};
use uuid::Uuid;

/// A command and what its device is told, as JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The command.
    pub id: Uuid,
    /// The verdict as it was stored.
    pub verdict: String,
}

/// `POST /api/v1/commands`
pub(super) async fn deliver(
    State(sync): State<SyncFace>,
    session: Result<Session, Refusal>,
    door: Result<DoorSession, Refusal>,
    Body(batch): Body<Batch>,
) -> Result<Response, Refusal> {
    let too_long = |item: &domain::command::SealedCommand| item.sealed.len() > LONGEST_SEALED;
    if batch.items.len() > MOST_IN_BATCH || batch.items.iter().any(too_long) {
        return Ok(StatusCode::PAYLOAD_TOO_LARGE.into_response());
    }
    let device = batch.device.to_string();
    let sessions = [session.ok(), door.ok().map(|DoorSession(session)| session)];
    let mut sessions = sessions.into_iter().flatten();
    let own = sessions.any(|session| session.device.id == device);
    let now = Timestamp::from_millis(sync.clock.now());
    let told = sync.deliver(batch, now).await?;
    let kind = [(header::CONTENT_TYPE, "application/json")];
    Ok((kind, body(told, own, now)).into_response())
}

/// The answer, put together from the stored texts, so that no byte of them changes.
fn body(told: Vec<Told>, own: bool, now: Timestamp) -> String {
    let mut text = String::from("{\"receipts\":[");
    for (index, Told { id, verdict }) in told.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        let verdict = if own { verdict } else { for_courier(&verdict) };
        text.push_str("{\"id\":\"");
        text.push_str(&id.to_string());
        text.push_str("\",\"verdict\":");
        text.push_str(&verdict);
        text.push('}');
    }
    text.push_str("],\"now\":");
    text.push_str(&serde_json::to_string(&now).unwrap_or_default());
    text.push('}');
    text
}

fn for_courier(verdict: &str) -> String {
    let read = serde_json::from_str(verdict).unwrap_or(Verdict::Other);
    json(&read.for_courier())
}

/// A verdict as it is stored. It is made of texts and numbers, which always become JSON.
pub(super) fn json(verdict: &Verdict) -> String {
    serde_json::to_string(verdict).unwrap_or_else(|_| r#"{"is":"needsPerson"}"#.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::command::Receipts;

    #[test]
    fn the_answer_is_what_devices_read() {
        let saved = r#"{"is":"saved","points":1,"name":"Anna"}"#.to_owned();
        let told = vec![
            Told {
                id: Uuid::from_u128(1),
                verdict: saved.clone(),
            },
            Told {
                id: Uuid::from_u128(2),
                verdict: r#"{"is":"held"}"#.to_owned(),
            },
        ];
        let now = Timestamp::from_millis(5);
        let own = body(told.clone(), true, now);
        assert!(own.contains(&saved));
        let read: Receipts = serde_json::from_str(&own).unwrap();
        assert_eq!((read.receipts.len(), read.now), (2, now));
        assert!(!body(told, false, now).contains("Anna"));
        assert_eq!(body(vec![], true, now).matches("receipts").count(), 1);
    }
}
