//! Who asks the registry, and how it says no.

use domain::{
    role::{self, Caller, Identity, Organizers, Target},
    time::Timestamp,
    uitpas_api::{LocalizedText, Operation, Permission, Problem, ProblemType},
};
use std::{fmt, time::Duration};
use thiserror::Error;

/// What a registry answers.
pub type Answer<T> = Result<T, Refused>;

/// One request: who asks, when, and with what proof.
#[derive(Clone, Debug)]
pub struct Call {
    /// Which operation.
    pub operation: Operation,
    /// Who asks, and what they may.
    pub caller: Caller,
    /// The user of the token, if it is one's.
    pub user_id: Option<String>,
    /// The client, by token or by identification.
    pub client_id: Option<String>,
    /// The proof to hand on where the registry is elsewhere.
    pub credentials: Credentials,
    /// When it came in.
    pub now: Timestamp,
    /// When it happened, where it waited in a queue; else as `now`.
    pub at: Timestamp,
    /// Scheme and host by which the caller reached us.
    pub base: String,
}

/// What the caller proved itself with. A call of the server's own, such as one that it makes for a
/// session of its own, has nothing here: a client of the real registry then uses its own token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// `Authorization: Bearer`.
    pub bearer: Option<String>,
    /// `Authorization: Basic`: UiTPAS number and date of birth.
    pub basic: Option<(String, String)>,
    /// `x-client-id` or `clientId`.
    pub client_id: Option<String>,
    /// `x-custom-token`.
    pub custom: Option<String>,
    /// `x-registration-token`.
    pub registration: Option<String>,
}

impl Credentials {
    /// Of a call that the server makes itself.
    pub fn own() -> Self {
        Self::default()
    }

    /// Whether the server makes the call itself. What comes from outside never does: whoever brings
    /// no proof is turned away before.
    pub fn is_own(&self) -> bool {
        *self == Self::default()
    }

    /// Whether somebody is named: the user or client of a token, a client, the owner of a token
    /// that the registry gave out itself.
    pub const fn names_somebody(&self) -> bool {
        self.bearer.is_some() || self.client_id.is_some() || self.custom.is_some()
    }
}

impl Call {
    /// Lets through who may do this to that.
    pub fn allow(&self, target: &Target) -> Answer<()> {
        role::allowed(self.operation, &self.caller, target).map_err(|refusal| {
            let kind = refusal.problem().unwrap_or(ProblemType::UrlNotFound);
            Refused::from(Problem::new(kind).with_detail(refusal.to_string()))
        })
    }

    /// Lets through who may do this at all.
    pub fn allow_any(&self) -> Answer<()> {
        self.allow(&Target::default())
    }

    /// Lets through who may do this for at least one organizer: for a thing that is not there, so
    /// that nobody else learns that it is not.
    pub fn allow_somewhere(&self) -> Answer<()> {
        let target = Target {
            passholder: self.caller.passholder.as_deref(),
            ..Target::default()
        };
        let mut held = self.grants().0.keys().chain(self.caller.admin_of.keys());
        let somewhere = held.any(|id| {
            let one = [id.as_str()];
            self.allow(&Target {
                organizers: Organizers::These(&one),
                ..target
            })
            .is_ok()
        });
        if somewhere {
            Ok(())
        } else {
            self.allow(&Target {
                organizers: Organizers::Every,
                ..target
            })
        }
    }

    /// Whether the caller holds a permission for some organizer.
    pub fn holds(&self, permission: Permission) -> bool {
        self.grants().0.values().any(|set| set.contains(permission))
    }

    /// What the caller holds: that of the person with a user's token, else that of the client.
    pub const fn grants(&self) -> &role::Grants {
        match self.caller.identity {
            Identity::User => &self.caller.user,
            _ => &self.caller.client,
        }
    }

    /// The id that `me` stands for; other ids as they are.
    pub fn passholder_id(&self, id: String) -> Answer<String> {
        match (id.as_str(), &self.caller.passholder) {
            ("me", Some(own)) => Ok(own.clone()),
            ("me", None) => Err(Problem::new(ProblemType::AuthForbidden)
                .with_detail("`me` needs the token of a pass holder.")
                .into()),
            _ => Ok(id),
        }
    }

    /// The same, where the caller may do this for that pass holder.
    pub fn allow_passholder(&self, id: String) -> Answer<String> {
        let id = self.passholder_id(id)?;
        self.allow(&Target {
            passholder: Some(&id),
            ..Target::default()
        })?;
        Ok(id)
    }
}

/// Why the registry gives no answer.
#[derive(Debug, Error)]
pub enum Refused {
    /// It says no, in UiTPAS's words.
    #[error("{0}")]
    Problem(Box<Problem>),
    /// It cannot say now; the caller may come back.
    #[error("the registry does not answer: {0}")]
    Unavailable(Away),
    /// It may or may not have done it: its answer was lost and could not be looked up.
    #[error("the answer was lost")]
    InDoubt,
}

/// Why the registry cannot say now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// What is wrong, for the log; it quotes nothing that was asked.
    pub why: String,
    /// How long the caller is asked to wait.
    pub wait: Option<Duration>,
}

impl Away {
    /// For this reason, for so long.
    pub fn new(why: impl Into<String>, wait: Option<Duration>) -> Self {
        let why = why.into();
        Self { why, wait }
    }
}

impl fmt::Display for Away {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl From<Away> for Refused {
    fn from(away: Away) -> Self {
        Self::Unavailable(away)
    }
}

impl Refused {
    /// It cannot say now, for this reason.
    pub fn unavailable(why: impl Into<String>) -> Self {
        Self::Unavailable(Away::new(why, None))
    }

    /// An id in the path that nothing has, or a parameter that cannot be.
    pub fn not_found(detail: &str) -> Self {
        Problem::new(ProblemType::UrlNotFound)
            .with_detail(detail)
            .into()
    }

    /// A member of the body that cannot be; `pointer` says which.
    pub fn invalid(pointer: &str, error: impl Into<String>) -> Self {
        let mut problem = Problem::new(ProblemType::BodyInvalidData);
        problem.schema_errors = vec![domain::uitpas_api::problem::SchemaError {
            json_pointer: pointer.to_owned(),
            error: error.into(),
        }];
        problem.into()
    }

    /// A refusal with a sentence for the person.
    pub fn told(kind: ProblemType, message: LocalizedText) -> Self {
        Problem::new(kind).with_message(message).into()
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<ProblemType> for Refused {
    fn from(kind: ProblemType) -> Self {
        Problem::new(kind).into()
    }
}

impl From<sqlx::Error> for Refused {
    fn from(error: sqlx::Error) -> Self {
        // The message may quote a row; its code never does.
        let code = error
            .as_database_error()
            .and_then(|error| Some(error.code()?.into_owned()));
        let what = match (&error, code) {
            (_, Some(code)) => format!("database error {code}"),
            (sqlx::Error::ColumnDecode { index, .. }, _) => {
                format!("column {index} does not decode")
            }
            (sqlx::Error::RowNotFound, _) => "a row is missing".to_owned(),
            (sqlx::Error::PoolTimedOut, _) => "no connection was free".to_owned(),
            _ => "the database is gone".to_owned(),
        };
        tracing::error!(what, "the database refused");
        Self::unavailable(what)
    }
}

impl From<serde_json::Error> for Refused {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!(
            line = error.line(),
            "a document in the database does not parse"
        );
        Self::unavailable("a document in the database does not parse")
    }
}
