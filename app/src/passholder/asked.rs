//! What the person asked for and what became of it, as the screens tell it.

use crate::i18n::{Text, keys::passholder as text};
use crate::ui::Outcome;
use domain::{
    command::What,
    outbox::State,
    time::Timestamp,
    verdict::{Reason, Verdict},
};
use uuid::Uuid;

/// One wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Its id.
    pub id: Uuid,
    /// Its number.
    pub seq: u64,
    /// What.
    pub what: What,
    /// When, on this phone's clock.
    pub at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// What became of it.
    pub verdict: Option<Verdict>,
    /// Until when it can be sent, where that is known.
    pub deadline: Option<Timestamp>,
}

impl Asked {
    /// For whom.
    pub fn passholder(&self) -> Option<&str> {
        match &self.what {
            What::SelfCheckin { passholder, .. } | What::Redeem { passholder, .. } => {
                Some(passholder)
            }
            _ => None,
        }
    }

    /// Whether it still waits to be sent.
    pub fn waits(&self) -> bool {
        matches!(self.state, State::Waiting | State::Sending)
    }

    /// What kind of answer there is.
    pub fn outcome(&self) -> Outcome {
        match &self.verdict {
            None | Some(Verdict::Waiting { .. } | Verdict::Pending) => Outcome::Waiting,
            Some(Verdict::Saved { .. } | Verdict::Redeemed { .. }) => Outcome::Saved,
            Some(Verdict::Already { .. }) => Outcome::Already,
            Some(_) => Outcome::Refused,
        }
    }

    /// The answer in words.
    pub fn sentence(&self) -> Text {
        match &self.verdict {
            None | Some(Verdict::Waiting { .. } | Verdict::Pending) => text::ASKED_WAITING.into(),
            Some(Verdict::Saved { points, .. }) => {
                text::asked_saved(u64::try_from(*points).unwrap_or(0))
            }
            Some(Verdict::Redeemed { .. }) => text::ASKED_REDEEMED.into(),
            Some(Verdict::Already { .. }) => text::ASKED_ALREADY.into(),
            Some(Verdict::NotYet { .. }) => text::ASKED_NOT_YET.into(),
            Some(Verdict::Closed { .. }) => text::ASKED_CLOSED.into(),
            Some(Verdict::Blocked) => text::CARD_BLOCKED.into(),
            Some(Verdict::UnknownPass) => text::CARD_UNREGISTERED.into(),
            Some(Verdict::Inactive) => text::WHY_MEMBERSHIP.into(),
            Some(Verdict::GroupPass) => text::CARD_GROUP.into(),
            Some(Verdict::UnknownCode) => text::ASKED_UNKNOWN_CODE.into(),
            Some(Verdict::Refused { reason, .. }) => refusal(*reason).into(),
            Some(_) => text::ASKED_PERSON.into(),
        }
    }
}

fn refusal(reason: Reason) -> crate::i18n::Key {
    match reason {
        Reason::Points => text::WHY_POINTS,
        Reason::SoldOut => text::WHY_SOLD_OUT,
        Reason::RewardLimit => text::WHY_LIMIT,
        Reason::RewardNotFor => text::WHY_PERIOD,
        Reason::CounterOnly => text::HOW_COUNTER,
        Reason::UnknownReward => text::REWARD_GONE,
        Reason::NotAllowed => text::UNLOCK_WHAT,
        Reason::NeedsConsent => text::NEEDS_CONSENT,
        _ => text::ASKED_PERSON,
    }
}
