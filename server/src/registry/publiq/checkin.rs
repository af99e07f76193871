//! Check-ins: where an answer was lost, the registry's lists say whether to send again.

use super::{Publiq, ask::Ask, line::Safe, read, reply::Trouble};
use crate::{
    random,
    registry::{Answer, Call, Refused, Registry as _, call::Away},
};
use domain::{
    lost::{CheckinFate, Listed, Row, Sent, checkin_fate},
    time::Timestamp,
    uitpas_api::{
        Method, Operation, Permission, ProblemType,
        checkin::{Checkin, CheckinQuery, CheckinStatusQuery},
        page::MAX_LIMIT,
        pass::PassQuery,
    },
};
use tokio::time::{sleep, timeout};

/// How often a check-in is sent when each time its answer was lost and it was not done.
const ROUNDS: u32 = 3;

impl Publiq {
    /// `POST /checkins`: sent again only when the registry says that it was not done.
    pub(super) async fn check_in(
        &self,
        call: &Call,
        ask: &Ask,
        checkin: &Checkin,
    ) -> Answer<Checkin> {
        let begun = self.line().now();
        self.in_time(self.check_in_or_look(call, ask, checkin, begun, false))
            .await
    }

    /// The same for one that may have been sent at `begun`, by our clock, by a program that stopped
    /// since: looked up first. `others` are ids of check-ins that are known to be another's.
    pub async fn check_in_again(
        &self,
        call: &Call,
        checkin: &Checkin,
        begun: i64,
        others: &[String],
    ) -> Answer<Checkin> {
        for id in others {
            self.known.claim([Some(id.as_str())]);
        }
        let ask = Ask::new(Operation::PostCheckin).body(checkin);
        let look_first = async {
            match self.fate_of_checkin(call, checkin, begun).await {
                CheckinFate::Done(done) => Ok(*done),
                CheckinFate::Doubt => Err(Refused::InDoubt),
                CheckinFate::Again | CheckinFate::Why => {
                    self.check_in_or_look(call, &ask, checkin, begun, true)
                        .await
                }
            }
        };
        self.in_time(look_first).await
    }

    /// What was given to somebody who could not keep it is nobody's again.
    pub fn disown(&self, checkin: &str) {
        self.known.release(checkin);
    }

    /// Who asked is told before their own patience ends.
    async fn in_time(&self, whole: impl Future<Output = Answer<Checkin>>) -> Answer<Checkin> {
        timeout(self.line().patience().call, whole)
            .await
            .unwrap_or(Err(Refused::InDoubt))
    }

    /// `lost` says that it may have been sent before.
    async fn check_in_or_look(
        &self,
        call: &Call,
        ask: &Ask,
        checkin: &Checkin,
        begun: i64,
        mut lost: bool,
    ) -> Answer<Checkin> {
        for round in 0..ROUNDS {
            let (done, _) = self.insist(call, ask, Safe::WhereUndone).await;
            match done.and_then(|bytes| read::<Checkin>(&bytes)) {
                Ok(done) => {
                    self.known.claim([done.id.as_deref()]);
                    return Ok(done);
                }
                Err(Trouble::Lost { .. }) => {}
                // The first may have come in between: then this one is refused for its sake.
                Err(Trouble::Refused(problem))
                    if lost && problem.known() == Some(ProblemType::CheckinNotAllowed) =>
                {
                    return match self.fate_of_checkin(call, checkin, begun).await {
                        CheckinFate::Done(done) => Ok(*done),
                        _ => Err(Refused::Problem(problem)),
                    };
                }
                Err(trouble) => return Err(trouble.refused(Method::Post)),
            }
            lost = true;
            match self.fate_of_checkin(call, checkin, begun).await {
                CheckinFate::Done(done) => return Ok(*done),
                CheckinFate::Again | CheckinFate::Why => {
                    let pause = self
                        .line()
                        .patience()
                        .pause(round, None, random::below(1000));
                    sleep(pause.unwrap_or_default()).await;
                }
                CheckinFate::Doubt => return Err(Refused::InDoubt),
            }
        }
        Err(Away::new("each answer was lost, and nothing was done", None).into())
    }

    /// What became of a check-in that was sent at `begun`, by our clock.
    async fn fate_of_checkin(
        &self,
        call: &Call,
        checkin: &Checkin,
        begun: i64,
    ) -> CheckinFate<Box<Checkin>> {
        let pass = PassQuery {
            identifier: checkin.uitpas_number.clone(),
        };
        let passholder = match self.pass(call, pass).await {
            Ok(pass) => pass.passholder_id,
            // What is no pass is no check-in: the registry says why when it is asked again.
            Err(Refused::Problem(problem)) if matches!(problem.status, 400 | 404) => {
                return CheckinFate::Why;
            }
            Err(_) => return CheckinFate::Doubt,
        };
        let Ok(organizers) = self.readable(call).await else {
            return CheckinFate::Doubt;
        };
        if organizers.is_empty() {
            return CheckinFate::Doubt;
        }
        let query = CheckinQuery {
            passholder_id: passholder.clone(),
            organizer_id: organizers,
            limit: Some(MAX_LIMIT),
            ..CheckinQuery::default()
        };
        let Ok(page) = self.checkins(call, query).await else {
            return CheckinFate::Doubt;
        };
        let status = CheckinStatusQuery {
            uitpas_number: checkin.uitpas_number.clone(),
            event_id: checkin.event_id.clone(),
        };
        let allowed = self.checkin_status(call, status).await;
        let sent = self.there(begun);
        let rows = page.member.into_iter().filter_map(|done| {
            Some(Row {
                id: done.id.clone()?,
                at: Timestamp::from_millis(done.creation_date?.millis()),
                what: done.event_id.clone(),
                row: Box::new(done),
            })
        });
        let rows: Vec<_> = rows.collect();
        // The newest come first, so an older one says that all of ours are there.
        let whole = rows.iter().any(|row| row.at < sent)
            || page.total_items <= u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let known = self.known.all();
        let fate = checkin_fate(
            checkin.event_id.clone(),
            Listed { rows, whole },
            allowed.ok().map(|status| status.allowed),
            &Sent {
                at: sent,
                known: &known,
            },
        );
        let CheckinFate::Done(mut done) = fate else {
            return fate;
        };
        if !self.known.claim([done.id.as_deref()]) {
            return CheckinFate::Why;
        }
        // The list leaves out whom the answer would have shown to who may see it.
        done.passholder = self.passholder(call, passholder).await.ok().map(Box::new);
        CheckinFate::Done(done)
    }

    /// The organizers whose check-ins the caller may read.
    async fn readable(&self, call: &Call) -> Answer<Vec<String>> {
        let all = self.permissions(call).await?;
        let may = |one: &domain::uitpas_api::organizer::OrganizerPermissions| {
            one.permissions.contains(&Permission::CheckinsRead)
                || one
                    .permission_details
                    .iter()
                    .any(|detail| detail.id == Permission::CheckinsRead)
        };
        Ok(all
            .into_iter()
            .filter(may)
            .map(|one| one.organizer.id)
            .collect())
    }
}
