//! Whether a UiTPAS number and a birth date belong together, and whether the card that they stand
//! for can sign in. Both are asked of the registry each time, whatever the first answer was.

use super::{Refusal, SyncFace, call};
use crate::registry::{Answer, Refused};
use domain::{
    card::CardStatus,
    number::UitpasNumber,
    sync::refusal::Reason,
    time::Timestamp,
    uitpas_api::{
        Date, Operation, Problem, ProblemType,
        enums::PassType,
        pass::{Pass, PassQuery},
    },
};

/// Number and birth date as they were typed, once they can be read.
pub(super) struct Typed {
    pub(super) number: UitpasNumber,
    pub(super) born: Date,
}

impl Typed {
    /// Reads them; the reason says what was mistyped.
    pub(super) fn read(number: &str, born: &str, now: Timestamp) -> Result<Self, Reason> {
        let number: UitpasNumber = number.parse().map_err(Reason::from)?;
        let born: Date = born.trim().parse().map_err(|_| Reason::DateUnreadable)?;
        if born.naive() > now.date_in_brussels() {
            return Err(Reason::DateUnreadable);
        }
        Ok(Self { number, born })
    }
}

/// What number and birth date stand for.
#[derive(Debug)]
pub(super) enum Proof {
    /// A pass holder, with the token that proves it to the registry.
    Person { id: String, token: String },
    /// A pass that cannot sign in, and why; or nothing that is told.
    No(Reason),
}

impl SyncFace {
    /// Asks the registry. A group and a card of nobody have no birth date to prove, and nobody's
    /// data to keep: who has the number in hand is told so.
    pub(super) async fn prove(&self, typed: &Typed, now: Timestamp) -> Result<Proof, Refusal> {
        let number = typed.number.as_str();
        let shown = call::with_proof(number, &typed.born.to_string(), now);
        let token = self.registry.registration_token(&shown).await;
        let query = PassQuery {
            identifier: number.to_owned(),
        };
        let look = call::for_pasmaat(Operation::GetPass, now);
        let pass = self.registry.pass(&look, query).await;
        let token = match token {
            Ok(token) => Some(token.token),
            Err(Refused::Problem(problem))
                if problem.known() == Some(ProblemType::AuthUnauthorized) =>
            {
                None
            }
            Err(refused) => return Err(refused.into()),
        };
        judge(token, pass)
    }
}

fn judge(token: Option<String>, pass: Answer<Pass>) -> Result<Proof, Refusal> {
    let problem = match pass {
        Ok(pass) if pass.pass_type == PassType::Group => return Ok(Proof::No(Reason::GroupPass)),
        Ok(pass) => {
            return Ok(
                token.map_or(Proof::No(Reason::NoMatch), |token| Proof::Person {
                    id: pass.passholder_id,
                    token,
                }),
            );
        }
        Err(Refused::Problem(problem)) => problem,
        Err(refused) => return Err(refused.into()),
    };
    let reason = why(&problem);
    Ok(Proof::No(match reason {
        // Nobody's, or a group's: told to whoever has the number.
        Reason::Unregistered | Reason::GroupPass => reason,
        _ if token.is_none() => Reason::NoMatch,
        _ => reason,
    }))
}

/// Why a card that exists does not work.
fn why(problem: &Problem) -> Reason {
    match problem.known() {
        Some(ProblemType::InvalidCardStatus) => match problem.card_status {
            _ if problem.group_pass == Some(true) => Reason::GroupPass,
            Some(CardStatus::LocalStock | CardStatus::Provisioned) => Reason::Unregistered,
            Some(CardStatus::Blocked) => Reason::Blocked,
            _ => Reason::Expired,
        },
        Some(ProblemType::PassholderBlocked | ProblemType::CardBlocked) => Reason::Blocked,
        _ => Reason::NoMatch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: CardStatus, group: bool) -> Answer<Pass> {
        let mut problem = Problem::new(ProblemType::InvalidCardStatus);
        problem.card_status = Some(status);
        problem.group_pass = Some(group);
        Err(problem.into())
    }

    fn reason(token: Option<&str>, pass: Answer<Pass>) -> Option<Reason> {
        match judge(token.map(str::to_owned), pass) {
            Ok(Proof::No(reason)) => Some(reason),
            _ => None,
        }
    }

    #[test]
    fn what_is_wrong_with_a_card_is_told_after_the_proof_only() {
        for (kind, told) in [
            (CardStatus::Blocked, Reason::Blocked),
            (CardStatus::Deleted, Reason::Expired),
        ] {
            assert_eq!(reason(Some("t"), status(kind, false)), Some(told));
            assert_eq!(reason(None, status(kind, false)), Some(Reason::NoMatch));
        }
        let blocked = || Err(ProblemType::PassholderBlocked.into());
        assert_eq!(reason(Some("t"), blocked()), Some(Reason::Blocked));
        assert_eq!(reason(None, blocked()), Some(Reason::NoMatch));
        let nobody = || Err(ProblemType::PassNotFound.into());
        assert_eq!(reason(None, nobody()), Some(Reason::NoMatch));
        assert_eq!(
            reason(None, status(CardStatus::LocalStock, false)),
            Some(Reason::Unregistered)
        );
        assert_eq!(
            reason(None, status(CardStatus::Blocked, true)),
            Some(Reason::GroupPass)
        );
    }
}
