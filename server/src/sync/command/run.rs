//! What happens within a transaction: repetitions are recognised, new commands placed in their chain,
//! done, and kept with their verdicts.

use super::{
    act::Acted,
    deliver::{Run, Said},
    facts::Looked,
    json,
};
use crate::{
    db::{
        Tx,
        command::{self as db, CommandRow, NewCommand, State},
        device::{self, DeviceRow},
        door_scan::{self, ScanRow},
    },
    registry::{Answer, embedded::crowd::Asked},
    sync::{SyncFace, shift::record},
};
use domain::{
    chain::Link,
    command::{Shown, What},
    intake::{Admission, Known, Place, Reading},
    outbox::Head,
    sync::{club::Meant, shift::LogState},
    time::Timestamp,
    verdict::{Reason, Verdict},
};
use std::collections::BTreeMap;

/// What is known while a run is worked off.
struct Progress {
    head: Head,
    /// Those with an id of this run that are kept.
    stored: BTreeMap<String, (Link, State, String)>,
    /// Links by number, of this run.
    links: BTreeMap<u64, Link>,
    new: Vec<NewCommand>,
    scans: Vec<ScanRow>,
    looked: Looked,
}

impl SyncFace {
    /// Works off a run in order.
    pub(super) async fn run(&self, tx: &mut Tx<'_>, run: &Run) -> Answer<Vec<Said>> {
        let id = run.device.to_string();
        tx.lock("device", &id).await?;
        let Some(device) = device::one(tx.c(), &id).await? else {
            let gone = json(&Verdict::refused(Reason::UnknownDevice));
            return Ok(vec![
                Said {
                    verdict: gone,
                    ask: false
                };
                run.readings.len()
            ]);
        };
        let ids = run
            .readings
            .iter()
            .map(|reading| reading.command.id.to_string());
        let stored = db::of_device(tx.c(), &id, ids).await?;
        let mut progress = Progress {
            head: head(&device),
            stored: stored.into_iter().filter_map(kept).collect(),
            links: BTreeMap::new(),
            new: vec![],
            scans: vec![],
            looked: Looked::default(),
        };
        let before = progress.head;
        self.gather(tx, run, &mut progress).await?;
        let mut said = Vec::with_capacity(run.readings.len());
        for reading in run.readings.iter() {
            said.push(self.one(tx, run, &device, reading, &mut progress).await?);
        }
        progress.looked.crowd.keep(tx).await?;
        door_scan::record(tx.c(), &progress.scans).await?;
        db::add(tx.c(), progress.new).await?;
        if progress.head != before {
            let seq = i64::try_from(progress.head.seq).unwrap_or(i64::MAX);
            db::advance(tx.c(), &id, seq, &progress.head.link.to_string()).await?;
        }
        Ok(said)
    }

    /// Looks up and locks those whom several commands are about, so that two runs never wait for
    /// each other.
    async fn gather(&self, tx: &mut Tx<'_>, run: &Run, progress: &mut Progress) -> Answer<()> {
        let Some(embedded) = self.embedded.as_ref().filter(|_| run.readings.len() > 1) else {
            return Ok(());
        };
        let (mut others, mut at_doors) = (vec![], vec![]);
        for Reading { command, .. } in run.readings.iter() {
            if progress.stored.contains_key(&command.id.to_string()) {
                continue;
            }
            match &command.what {
                What::SelfCheckin { passholder, .. } => others.push(passholder.clone()),
                What::Checkin { shown, event, .. } => {
                    let event = progress.looked.event(tx.c(), event).await?;
                    let at = command.at.judged(run.received);
                    at_doors.extend(event.map(|event| (shown, event, at)));
                }
                _ => {}
            }
        }
        let asked = at_doors.iter().map(|(shown, event, at)| Asked {
            shown,
            event,
            at: *at,
        });
        let asked: Vec<_> = asked.collect();
        let crowd = &mut progress.looked.crowd;
        crowd.gather(embedded, tx, &asked, others).await
    }

    async fn one(
        &self,
        tx: &mut Tx<'_>,
        run: &Run,
        device: &DeviceRow,
        reading: &Reading,
        progress: &mut Progress,
    ) -> Answer<Said> {
        let known = known(tx, device, reading, progress).await?;
        let (acted, place) = match known.admit(reading) {
            Admission::Replay => return Ok(again(&progress.stored, reading)),
            Admission::Reused => {
                let verdict = json(&Verdict::refused(Reason::Reused));
                return Ok(Said {
                    verdict,
                    ask: false,
                });
            }
            Admission::Hold(place) => (Acted::held(), place),
            Admission::Withdrawn(place) => (Acted::withdrawn(reading), place),
            Admission::Judge(place) => (
                self.act(tx, run, device, reading, &mut progress.looked)
                    .await?,
                place,
            ),
        };
        let looked = &mut progress.looked;
        let scan = note(tx, device, reading, &acted, run.received, looked).await?;
        progress.scans.extend(scan);
        let verdict = json(&acted.verdict);
        let ask = acted.state == State::Asked;
        progress.head = known.head_after(reading);
        progress.links.insert(reading.command.seq, reading.link);
        let kept = (reading.link, acted.state, verdict.clone());
        progress.stored.insert(reading.command.id.to_string(), kept);
        progress.new.push(row(run, reading, place, acted, &verdict));
        Ok(Said { verdict, ask })
    }
}

fn again(stored: &BTreeMap<String, (Link, State, String)>, reading: &Reading) -> Said {
    let found = stored.get(&reading.command.id.to_string());
    let (state, verdict) = found.map_or(
        (State::NeedsPerson, json(&Verdict::NeedsPerson)),
        |(_, state, verdict)| (*state, verdict.clone()),
    );
    Said {
        ask: state == State::Asked,
        verdict,
    }
}

async fn known(
    tx: &mut Tx<'_>,
    device: &DeviceRow,
    reading: &Reading,
    progress: &Progress,
) -> Answer<Known> {
    let command = &reading.command;
    let id = command.id.to_string();
    let mut known = Known {
        head: progress.head,
        revoked: device.revoked_at.is_some(),
        stored: progress.stored.get(&id).map(|(link, ..)| *link),
        ..Known::default()
    };
    if known.stored.is_some() || command.seq == progress.head.next_seq() {
        return Ok(known);
    }
    // Not next: look at its neighbours, here and in the database.
    let seq = i64::try_from(command.seq).unwrap_or(i64::MAX);
    for (found, link) in db::links(tx.c(), &device.id, [seq, seq - 1]).await? {
        if found == seq {
            known.taken = true;
        } else {
            known.before = link.parse().ok();
        }
    }
    known.taken |= progress.links.contains_key(&command.seq);
    if let Some(link) = progress.links.get(&(command.seq - 1)) {
        known.before = Some(*link);
    }
    known.undone = db::is_undone(tx.c(), &device.id, &id).await?;
    Ok(known)
}

fn head(device: &DeviceRow) -> Head {
    let link = device
        .chain_link
        .as_deref()
        .and_then(|link| link.parse().ok());
    Head {
        seq: u64::try_from(device.chain_seq).unwrap_or(0),
        link: link.unwrap_or(Link::START),
    }
}

fn kept(row: CommandRow) -> Option<(String, (Link, State, String))> {
    let state = if row.is(State::Asked) {
        State::Asked
    } else {
        State::Done
    };
    Some((row.id, (row.link.parse().ok()?, state, row.verdict)))
}

fn row(run: &Run, reading: &Reading, place: Place, acted: Acted, verdict: &str) -> NewCommand {
    let command = &reading.command;
    let open = matches!(acted.state, State::NeedsPerson | State::Held | State::Asked);
    NewCommand {
        device_id: run.device.to_string(),
        id: command.id.to_string(),
        seq: i64::try_from(command.seq).unwrap_or(i64::MAX),
        prev: command.prev.to_string(),
        link: reading.link.to_string(),
        what: word(&command.what),
        wall_at: command.at.wall,
        server_at: command.at.server,
        received_at: run.received.millis(),
        state: acted.state,
        place: place.as_str(),
        subject_id: acted.subject,
        undoes: match &command.what {
            What::Undo { command } => Some(command.to_string()),
            _ => None,
        },
        verdict: verdict.to_owned(),
        payload: open.then(|| String::from_utf8_lossy(&reading.payload).into_owned()),
    }
}

/// What a command asks for, as the word after `do` on the wire.
pub(super) const fn word(what: &What) -> &'static str {
    match what {
        What::SelfCheckin { .. } => "selfCheckin",
        What::Redeem { .. } => "redeem",
        What::Checkin { .. } => "checkin",
        What::Undo { .. } => "undo",
        What::Guest { .. } => "guest",
        What::Head { .. } => "head",
        What::Member(_) => "member",
        What::HandOut { .. } => "handOut",
        _ => "unknown",
    }
}

/// What a command leaves in the log of the door.
pub(super) async fn note(
    tx: &mut Tx<'_>,
    device: &DeviceRow,
    reading: &Reading,
    acted: &Acted,
    received: Timestamp,
    looked: &mut Looked,
) -> Answer<Option<ScanRow>> {
    if acted.state == State::Asked {
        // It is noted with its answer.
        return Ok(None);
    }
    let command = &reading.command;
    let (event, shown) = match &command.what {
        What::Checkin { event, shown, .. } => (Some(event), Some(shown)),
        What::Guest { event, .. } | What::Head { event, .. } => (Some(event), None),
        What::Member(wish) => match &wish.who {
            Meant::Shown { shown } => (None, Some(shown)),
            _ => (None, None),
        },
        What::Undo { command } => {
            if acted.state == State::Done {
                record::undone(tx, device, &command.to_string(), received).await?;
            }
            return Ok(None);
        }
        _ => return Ok(None),
    };
    let state = match (&acted.verdict, acted.state) {
        (Verdict::Counted { .. }, _) => LogState::Guest,
        (Verdict::Left { .. }, _) => LogState::Left,
        (Verdict::Membership { .. }, State::Done) => LogState::Member,
        (Verdict::Saved { .. }, _) => LogState::In,
        (_, State::Held | State::NeedsPerson) => LogState::Held,
        (Verdict::Undone { .. }, _) => LogState::Undone,
        _ => LogState::Refused,
    };
    let id = command.id.to_string();
    let reason = match state {
        LogState::Refused => Some(acted.verdict.key()),
        LogState::Held => Some(word(&command.what)),
        _ => None,
    };
    let scan = record::Scan {
        command: &id,
        event: event.map(String::as_str),
        checkin: acted.subject.as_deref(),
        number: match shown {
            Some(Shown::Number(number)) => Some(*number),
            _ => None,
        },
        chip: match shown {
            Some(Shown::Chip(chip)) => Some(*chip),
            _ => None,
        },
        holder: match shown {
            Some(Shown::Holder(id)) => Some(id.as_str()),
            _ => acted.holder.as_deref(),
        },
        guests: match &command.what {
            What::Guest { count, .. } | What::Head { count, .. } => *count,
            _ => 0,
        },
        band: match &command.what {
            What::Head { band, .. } => Some(*band),
            _ => None,
        },
        reason,
    };
    let at = command.at.judged(received);
    let shift = looked.shift_of(tx.c(), device).await?;
    Ok(shift.map(|shift| record::row(device, &shift, state, &scan, at, received)))
}
