//! Which verdict a refusal of the rules, or of a registry elsewhere, becomes.

use super::{Reason, Verdict};
use crate::{
    card::CardStatus,
    checkin::Refusal,
    event::Window,
    uitpas_api::{Problem, ProblemType},
};

impl Verdict {
    /// A check-in that the rules refuse; `window` tells since when an activity is over.
    pub fn of_checkin(refusal: Refusal, window: Window) -> Self {
        match refusal {
            Refusal::GroupPass => Self::GroupPass,
            Refusal::Card(CardStatus::LocalStock | CardStatus::Provisioned) => Self::UnknownPass,
            Refusal::Card(_) => Self::Blocked,
            Refusal::NoActiveMembership => Self::Inactive,
            Refusal::NotYet { opens } => Self::NotYet { opens },
            Refusal::Over => Self::Closed {
                since: match window {
                    Window::Over { since } => Some(since),
                    _ => None,
                },
            },
            Refusal::Limit { renews, .. } => Self::Already {
                at: None,
                by: None,
                renews,
                name: None,
            },
        }
    }

    /// What a registry refused in the words of UiTPAS API 4.0.
    pub fn of_problem(problem: &Problem) -> Self {
        use ProblemType as P;
        let reason = match problem.known() {
            Some(P::InvalidCardStatus) => {
                return match problem.card_status {
                    Some(CardStatus::LocalStock | CardStatus::Provisioned) => Self::UnknownPass,
                    _ => Self::Blocked,
                };
            }
            Some(P::CardBlocked | P::PassholderBlocked) => return Self::Blocked,
            Some(
                P::PassNotFound
                | P::PassholderNotFound
                | P::InvalidUitpasNumber
                | P::InvalidUitpasnumber,
            ) => return Self::UnknownPass,
            Some(P::PassholderNoActiveCardsystems) => return Self::Inactive,
            Some(P::CheckinCodeInvalid) => return Self::UnknownCode,
            Some(P::CheckinCodeExpired) => return Self::Closed { since: None },
            Some(P::AuthForbidden | P::AuthUnauthorized) => Reason::NotAllowed,
            Some(P::EventNotFound | P::EventNotAcceptable) => Reason::UnknownActivity,
            Some(P::RewardNotFound) => Reason::UnknownReward,
            Some(P::RewardInvalidRedeemType) => Reason::CounterOnly,
            Some(P::RewardVolumeConstraint) => Reason::SoldOut,
            Some(P::RewardPassholderVolumeConstraint) => Reason::RewardLimit,
            Some(P::RewardPassholderPointsConstraint) => Reason::Points,
            Some(P::RewardPassholderNoApplicableCardsystems | P::RewardPeriodConstraint) => {
                Reason::RewardNotFor
            }
            _ => Reason::Other,
        };
        Self::Refused {
            reason,
            message: problem.end_user_message.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{period::PeriodLimit, period::PeriodType, time::Timestamp};

    #[test]
    fn each_refusal_has_its_own_verdict() {
        let limit = PeriodLimit::new(1, PeriodType::Day);
        let since = Timestamp::from_millis(5);
        let refusals = [
            (Refusal::GroupPass, "groupPass"),
            (Refusal::Card(CardStatus::Blocked), "blocked"),
            (Refusal::Card(CardStatus::Deleted), "blocked"),
            (Refusal::Card(CardStatus::Provisioned), "unknownPass"),
            (Refusal::NoActiveMembership, "inactive"),
            (Refusal::NotYet { opens: since }, "notYet"),
            (Refusal::Over, "closed"),
            (
                Refusal::Limit {
                    limit,
                    renews: None,
                },
                "already",
            ),
        ];
        for (refusal, key) in refusals {
            assert_eq!(Verdict::of_checkin(refusal, Window::Never).key(), key);
        }
        let over = Verdict::of_checkin(Refusal::Over, Window::Over { since });
        assert_eq!(over, Verdict::Closed { since: Some(since) });
        let points = Problem::new(ProblemType::RewardPassholderPointsConstraint);
        assert_eq!(
            Verdict::of_problem(&points),
            Verdict::refused(Reason::Points)
        );
    }
}
