//! Why a caller may not do something, for the answer and for the log.

use std::fmt;

use super::Clause;
use crate::uitpas_api::ProblemType;
use crate::uitpas_api::enums::AdminType;

/// Why a caller may not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody may: orders, schools and the validation of a social tariff are not served.
    #[error("this operation is not served here")]
    NotServed,
    /// The caller did not identify in a way that the operation accepts.
    #[error("this operation accepts another authentication")]
    Unauthorized,
    /// The caller has none of what would suffice.
    #[error("caller must have one of: {}", Wanted(.0))]
    Forbidden(&'static [Clause]),
}

impl Refusal {
    /// The error type to answer with; none where the operation does not exist here.
    pub const fn problem(&self) -> Option<ProblemType> {
        match self {
            Self::NotServed => None,
            Self::Unauthorized => Some(ProblemType::AuthUnauthorized),
            Self::Forbidden(_) => Some(ProblemType::AuthForbidden),
        }
    }
}

/// What would suffice, for `detail` in the answer.
struct Wanted<'a>(&'a [Clause]);

impl fmt::Display for Wanted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, clause) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(", ")?;
            }
            match clause {
                Clause::Any(one) => write!(f, "{one}")?,
                Clause::ByToken(one) => write!(f, "{one} with a token")?,
                Clause::At(one) | Clause::ByUserAt(one) => write!(f, "{one} for the organizer")?,
                Clause::AtEach(one) => write!(f, "{one} for each organizer")?,
                Clause::ByIdentifier(one) => write!(f, "{one} to search by an identifier")?,
                Clause::ByUser(one) => write!(f, "{one} with a user token")?,
                Clause::Own(one) | Clause::OwnOrFamily(one) => {
                    write!(f, "{one} as the pass holder")?;
                }
                Clause::OwnMember(one) => write!(f, "{one} as the family member")?,
                Clause::AdminOf(AdminType::Member) => f.write_str("admin of the organizer")?,
                Clause::AdminOf(AdminType::Admin) => f.write_str("ADMIN of the organizer")?,
                Clause::Invited => f.write_str("token of the family invitation")?,
                Clause::Kiosk => f.write_str("id of a kiosk device")?,
                Clause::KioskSetup => f.write_str("configuration code of a kiosk")?,
            }
        }
        Ok(())
    }
}
