//! What came back for a batch, read from the raw answer that a worker may have stored.

use crate::command::Receipts;

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Verdicts.
    Receipts(Receipts),
    /// The batch is too large (413).
    TooLarge,
    /// The server says that the batch is wrong (400, 409, 415, 422), in our own form.
    Rejected,
    /// Later (429, 503): after so many milliseconds.
    Wait {
        /// How long.
        millis: u64,
    },
    /// The server failed (other 5xx).
    Broken,
    /// Nothing, or something that is not from our server: no network, a captive portal's page.
    Lost,
}

impl Answer {
    /// Reads an answer. What no Pasmaat would say counts as no answer, so that a portal's page
    /// changes nothing.
    pub fn read(status: u16, content_type: &str, retry_after: Option<&str>, body: &[u8]) -> Self {
        let seconds = retry_after.and_then(|text| text.trim().parse::<u64>().ok());
        let ours = content_type.starts_with("application/problem+json");
        match status {
            200 if content_type.starts_with("application/json") => {
                serde_json::from_slice(body).map_or(Self::Lost, Self::Receipts)
            }
            413 => Self::TooLarge,
            400 | 409 | 415 | 422 if ours => Self::Rejected,
            429 | 503 => Self::Wait {
                millis: seconds.unwrap_or(0).saturating_mul(1_000),
            },
            500..=599 => Self::Broken,
            _ => Self::Lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_is_no_answer() {
        let read = |status, kind, body: &str| Answer::read(status, kind, None, body.as_bytes());
        assert_eq!(read(200, "text/html", "<html>"), Answer::Lost);
        assert_eq!(read(200, "application/json", "<html>"), Answer::Lost);
        assert_eq!(read(302, "text/html", ""), Answer::Lost);
        assert_eq!(read(400, "text/html", ""), Answer::Lost);
        assert_eq!(read(401, "text/html", ""), Answer::Lost);
        assert_eq!(
            read(400, "application/problem+json", "{}"),
            Answer::Rejected
        );
        assert_eq!(read(502, "text/html", ""), Answer::Broken);
        let receipts = r#"{"receipts":[],"now":"2026-11-25T00:00:00+00:00"}"#;
        assert!(matches!(
            read(200, "application/json", receipts),
            Answer::Receipts(_)
        ));
        let wait = Answer::read(503, "", Some(" 7 "), b"");
        assert_eq!(wait, Answer::Wait { millis: 7_000 });
        let never = Answer::read(429, "", Some("Wed, 21 Oct 2026 07:28:00 GMT"), b"");
        assert_eq!(never, Answer::Wait { millis: 0 });
    }
}
