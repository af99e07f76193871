//! Rewards: may this person have it now, and what may still change about it. Finding rewards is in
//! `search`.

mod search;

pub use search::{Listed, facets, is_last_chance, matches, sort};

use crate::period::{Period, PeriodLimit};
use crate::time::Timestamp;
use crate::uitpas_api::enums::{RedeemReason, RewardStatus, RewardType};
use crate::uitpas_api::{ProblemType, reward as wire};

/// What a reward says about who may have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// For points, or to welcome.
    pub kind: RewardType,
    /// What it costs; nothing to welcome.
    pub points: i64,
    /// Whether it is offered at all.
    pub active: bool,
    /// When it may be had; no period is always.
    pub redeem: Option<Period>,
    /// For a welcome: who registered in this period has it.
    pub granting: Option<Period>,
    /// The regions whose people may have it; `None` is all.
    pub regions: Option<Vec<u32>>,
    /// How many there are. Source: SPEC writes 0 in its examples for no limit.
    pub units: Option<u32>,
    /// How often a person may have it.
    pub limit: Option<PeriodLimit>,
}

impl Rules {
    /// Those of a reward as it is answered.
    pub fn of(reward: &wire::Reward) -> Self {
        let period = |period: wire::Period| Period {
            begin: Timestamp::from_millis(period.begin.millis()),
            end: period.end.map(|end| Timestamp::from_millis(end.millis())),
        };
        let systems = &reward.applicable_card_systems;
        let all = reward.all_card_systems.unwrap_or(systems.is_empty());
        Self {
            kind: reward.kind,
            points: reward.points.unwrap_or(0),
            active: reward.status == Some(RewardStatus::Active),
            redeem: reward.redeem_period.map(period),
            granting: match reward.kind {
                RewardType::Welcome => reward.granting_period.map(period),
                RewardType::Points => None,
            },
            regions: (!all).then(|| systems.iter().map(|system| system.id).collect()),
            units: reward.max_available_units,
            limit: reward
                .redeem_constraint
                .map(|limit| PeriodLimit::new(limit.volume, limit.period)),
        }
    }
}

/// What is known of the person who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker<'a> {
    /// Memberships that count: the region, and since when.
    pub memberships: &'a [(u32, Timestamp)],
    /// Points saved and not used.
    pub points: i64,
    /// When the person had this reward before, cancelled ones aside.
    pub earlier: &'a [Timestamp],
}

/// Why somebody cannot have a reward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The card does not work.
    #[error("the card does not work")]
    Card,
    /// No membership counts any more.
    #[error("no active membership")]
    NoActiveMembership,
    /// It is for people of other regions.
    #[error("not for the regions of this person")]
    Region,
    /// It is not or no longer offered.
    #[error("outside the period")]
    Period,
    /// There is none left.
    #[error("sold out")]
    SoldOut,
    /// The person had it as often as allowed.
    #[error("had often enough")]
    Limit {
        /// When it may be had again, if ever.
        renews: Option<Timestamp>,
    },
    /// More points are needed.
    #[error("{missing} points too few")]
    Points {
        /// How many more.
        missing: i64,
    },
}

impl Refusal {
    /// The error type of `POST /rewards/redeemed`.
    pub const fn problem(self) -> ProblemType {
        match self {
            Self::Card => ProblemType::InvalidCard,
            Self::NoActiveMembership => ProblemType::PassholderNoActiveCardsystems,
            Self::Region => ProblemType::RewardPassholderNoApplicableCardsystems,
            Self::Period => ProblemType::RewardPeriodConstraint,
            Self::SoldOut => ProblemType::RewardVolumeConstraint,
            Self::Limit { .. } => ProblemType::RewardPassholderVolumeConstraint,
            Self::Points { .. } => ProblemType::RewardPassholderPointsConstraint,
        }
    }

    /// The reason of `GET /rewards/{rewardId}/redeem-status`.
    pub const fn reason(self) -> RedeemReason {
        match self {
            Self::Card => RedeemReason::InvalidCard,
            Self::NoActiveMembership => RedeemReason::PassholderNoActiveCardsystem,
            Self::Region => RedeemReason::PassholderApplicableCardsystems,
            Self::Period => RedeemReason::RewardPeriod,
            Self::SoldOut => RedeemReason::RewardVolume,
            Self::Limit { .. } => RedeemReason::PassholderVolume,
            Self::Points { .. } => RedeemReason::PassholderPoints,
        }
    }
}

/// Decides, in the order of the error names of `POST /rewards/redeemed`; `taken` units are gone.
/// The answer is what it costs, in points.
pub fn decide(rules: &Rules, asker: &Asker, taken: u32, at: Timestamp) -> Result<i64, Refusal> {
    if asker.memberships.is_empty() {
        return Err(Refusal::NoActiveMembership);
    }
    let applies = |region: u32| {
        rules
            .regions
            .as_ref()
            .is_none_or(|all| all.contains(&region))
    };
    // A welcome goes to who registered while it was granted. Source: LEG `welkomstvoordeel.md`.
    let granted = |since: Timestamp| rules.granting.is_none_or(|period| period.contains(since));
    let welcome = rules.kind == RewardType::Welcome;
    let entitled = asker
        .memberships
        .iter()
        .filter(|(region, since)| applies(*region) && (!welcome || granted(*since)))
        .count();
    if entitled == 0 {
        return Err(Refusal::Region);
    }
    if !rules.active || rules.redeem.is_some_and(|period| !period.contains(at)) {
        return Err(Refusal::Period);
    }
    if rules.units.is_some_and(|units| units > 0 && taken >= units) {
        return Err(Refusal::SoldOut);
    }
    // Once for each membership that was welcomed.
    if welcome && asker.earlier.len() >= entitled {
        return Err(Refusal::Limit { renews: None });
    }
    if let Some(limit) = rules.limit
        && limit.remaining(asker.earlier, at) == 0
    {
        return Err(Refusal::Limit {
            renews: limit.renews(at),
        });
    }
    let price = if welcome { 0 } else { rules.points };
    if asker.points < price {
        return Err(Refusal::Points {
            missing: price - asker.points,
        });
    }
    Ok(price)
}

/// Whether a change leaves alone what is locked once somebody had the reward: its cost and the
/// begins of its periods. Source: SPEC `PUT /rewards/{rewardId}`.
pub fn keeps_locked(before: &wire::Reward, after: &wire::Reward) -> bool {
    let begin = |period: &Option<wire::Period>| period.map(|period| period.begin);
    before.points == after.points
        && begin(&before.redeem_period) == begin(&after.redeem_period)
        && begin(&before.granting_period) == begin(&after.granting_period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::PeriodType;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn rules() -> Rules {
        Rules {
            kind: RewardType::Points,
            points: 4,
            active: true,
            redeem: None,
            granting: None,
            regions: None,
            units: None,
            limit: None,
        }
    }

    fn asker(points: i64, earlier: &[Timestamp]) -> Asker<'_> {
        Asker {
            memberships: &[(1, Timestamp::MIN)],
            points,
            earlier,
        }
    }

    #[test]
    fn each_constraint_refuses_in_its_turn() {
        let past = Period {
            begin: Timestamp::MIN,
            end: Some(Timestamp::from_millis(0)),
        };
        let mut rules = Rules {
            regions: Some(vec![2]),
            redeem: Some(past),
            units: Some(1),
            limit: Some(PeriodLimit::new(1, PeriodType::Week)),
            ..rules()
        };
        let nobody = Asker {
            memberships: &[],
            points: 0,
            earlier: &[],
        };
        assert_eq!(
            decide(&rules, &nobody, 1, NOW),
            Err(Refusal::NoActiveMembership)
        );
        let poor = asker(3, &[NOW]);
        assert_eq!(decide(&rules, &poor, 1, NOW), Err(Refusal::Region));
        rules.regions = Some(vec![1]);
        assert_eq!(decide(&rules, &poor, 1, NOW), Err(Refusal::Period));
        rules.redeem = None;
        assert_eq!(decide(&rules, &poor, 1, NOW), Err(Refusal::SoldOut));
        assert!(matches!(
            decide(&rules, &poor, 0, NOW),
            Err(Refusal::Limit { renews: Some(_) })
        ));
        rules.limit = None;
        assert_eq!(
            decide(&rules, &poor, 0, NOW),
            Err(Refusal::Points { missing: 1 })
        );
        assert_eq!(decide(&rules, &asker(4, &[NOW]), 0, NOW), Ok(4));
        rules.units = Some(0);
        assert_eq!(decide(&rules, &asker(4, &[NOW]), 900, NOW), Ok(4));
        rules.active = false;
        assert_eq!(decide(&rules, &asker(4, &[]), 0, NOW), Err(Refusal::Period));
    }

    #[test]
    fn a_welcome_is_free_and_once_a_membership() {
        let begin = NOW - chrono::TimeDelta::days(30);
        let rules = Rules {
            kind: RewardType::Welcome,
            granting: Some(Period { begin, end: None }),
            ..rules()
        };
        let old = [(1, Timestamp::MIN)];
        let late = |memberships| Asker {
            memberships,
            points: 0,
            earlier: &[],
        };
        assert_eq!(decide(&rules, &late(&old), 0, NOW), Err(Refusal::Region));
        let both = [(1, NOW), (2, NOW)];
        assert_eq!(decide(&rules, &late(&both), 0, NOW), Ok(0));
        let once = Asker {
            earlier: &[NOW],
            ..late(&both)
        };
        assert_eq!(decide(&rules, &once, 0, NOW), Ok(0));
        let twice = Asker {
            earlier: &[NOW, NOW],
            ..late(&both)
        };
        assert_eq!(
            decide(&rules, &twice, 0, NOW),
            Err(Refusal::Limit { renews: None })
        );
    }

    proptest! {
        /// Nobody ever spends points that were not saved.
        #[test]
        fn nobody_pays_more_than_saved(points in 0i64..50, cost in 0i64..50, taken in 0u32..5, units in 0u32..5) {
            let rules = Rules { points: cost, units: Some(units), ..rules() };
            if let Ok(price) = decide(&rules, &asker(points, &[]), taken, NOW) {
                prop_assert!(price <= points && (units == 0 || taken < units));
            }
        }
    }
}
