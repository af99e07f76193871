//! Redemptions: sent once. Where the answer was lost the registry's list is asked; where that leaves
//! doubt, a person is.

use super::{Publiq, ask::Ask, line::Safe, read, reply::Trouble};
use crate::registry::{Answer, Call, Refused, Registry as _};
use domain::{
    lost::{Fate, Listed, Row, Sent, fate},
    time::Timestamp,
    uitpas_api::{
        Method,
        page::MAX_LIMIT,
        reward::{RedeemRequest, RedeemedReward},
        reward_query::RedeemedRewardQuery,
    },
};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How often the list is asked, and how long between: what was sent may still be on its way.
const LOOKS: u32 = 3;
const BETWEEN: Duration = Duration::from_millis(700);

impl Publiq {
    /// `POST /rewards/redeemed`: never sent twice.
    pub(super) async fn redeem_once(
        &self,
        call: &Call,
        ask: &Ask,
        request: &RedeemRequest,
    ) -> Answer<RedeemedReward> {
        let begun = self.line().now();
        let whole = async {
            let (done, _) = self.insist(call, ask, Safe::WhereUndone).await;
            match done.and_then(|bytes| read::<RedeemedReward>(&bytes)) {
                Ok(done) => {
                    self.known.claim([Some(done.id.as_str())]);
                    return Ok(done);
                }
                Err(Trouble::Lost { .. }) => {}
                Err(trouble) => return Err(trouble.refused(Method::Post)),
            }
            self.look(|| self.fate_of_redemption(call, request, begun))
                .await
                .and_then(|mut done| done.pop())
                .ok_or(Refused::InDoubt)
        };
        timeout(self.line().patience().call, whole)
            .await
            .unwrap_or(Err(Refused::InDoubt))
    }

    /// Looks a few times: what is not there yet may still come.
    pub(super) async fn look<R, F>(&self, mut once: impl FnMut() -> F) -> Option<Vec<R>>
    where
        F: Future<Output = Fate<R>>,
    {
        for _ in 0..LOOKS {
            match once().await {
                Fate::Done(rows) => return Some(rows),
                Fate::Nothing => sleep(BETWEEN).await,
                Fate::Doubt => return None,
            }
        }
        None
    }

    async fn fate_of_redemption(
        &self,
        call: &Call,
        request: &RedeemRequest,
        begun: i64,
    ) -> Fate<RedeemedReward> {
        let query = RedeemedRewardQuery {
            uitpas_number: Some(request.uitpas_number.clone()),
            limit: Some(MAX_LIMIT),
            ..RedeemedRewardQuery::default()
        };
        let Ok(page) = self.redeemed_rewards(call, query).await else {
            return Fate::Doubt;
        };
        let whole = page.total_items <= u64::try_from(page.member.len()).unwrap_or(u64::MAX);
        let rows = page.member.into_iter().filter_map(|done| {
            Some(Row {
                id: done.id.clone(),
                at: Timestamp::from_millis(done.redeem_date.millis()),
                what: done.reward.id.clone()?,
                row: done,
            })
        });
        let listed = Listed {
            rows: rows.collect(),
            whole,
        };
        let known = self.known.all();
        let sent = Sent {
            at: self.there(begun),
            known: &known,
        };
        match fate(std::slice::from_ref(&request.reward_id), listed, &sent) {
            Fate::Done(rows)
                if !self
                    .known
                    .claim(rows.iter().map(|one| Some(one.id.as_str()))) =>
            {
                Fate::Doubt
            }
            fate => fate,
        }
    }
}
