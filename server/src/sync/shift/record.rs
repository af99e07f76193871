//! What a command did at a door, kept beside its verdict and in the same transaction: for the head
//! count, the log and the other phones.

use crate::db::{Tx, device::DeviceRow, door_scan, door_scan::ScanRow, shift::ShiftRow};
use domain::{
    club::band::Band,
    number::{ChipNumber, UitpasNumber},
    sync::shift::LogState,
    time::Timestamp,
};

/// What a command did.
#[derive(Clone, Debug, Default)]
pub struct Scan<'a> {
    /// The command.
    pub command: &'a str,
    /// At which activity.
    pub event: Option<&'a str>,
    /// The check-in that it made.
    pub checkin: Option<&'a str>,
    /// Which pass was shown, as far as it is known.
    pub number: Option<UitpasNumber>,
    /// Which chip was held against the phone.
    pub chip: Option<ChipNumber>,
    /// Whose it is, as far as it is known.
    pub holder: Option<&'a str>,
    /// How many, for guests.
    pub guests: u32,
    /// How old they looked, where they were counted by age.
    pub band: Option<Band>,
    /// Why it was refused, in a word for programs; of a held one, what it asks.
    pub reason: Option<&'a str>,
}

/// The word of a state in the database.
const fn word(state: LogState) -> &'static str {
    match state {
        LogState::In => "IN",
        LogState::Undone => "UNDONE",
        LogState::Refused => "REFUSED",
        LogState::Held => "HELD",
        LogState::Guest => "GUEST",
        LogState::Left => "LEFT",
        LogState::Member => "MEMBER",
    }
}

/// The row that keeps it.
pub fn row(
    device: &DeviceRow,
    shift: &ShiftRow,
    state: LogState,
    scan: &Scan<'_>,
    at: Timestamp,
    received: Timestamp,
) -> ScanRow {
    let mut marks = vec![];
    if let Ok(key) = super::key(shift) {
        marks.extend(scan.holder.map(|id| key.of_holder(id)));
        marks.extend(scan.number.as_ref().map(|number| key.of_number(number)));
        marks.extend(scan.chip.as_ref().map(|chip| key.of_chip(chip)));
    }
    // A mark is text of its own in JSON: without its quotes it needs no separator but a space.
    let texts = marks
        .iter()
        .filter_map(|mark| serde_json::to_value(mark).ok());
    let texts: Vec<String> = texts
        .filter_map(|text| Some(text.as_str()?.to_owned()))
        .collect();
    ScanRow {
        device_id: device.id.clone(),
        command_id: scan.command.to_owned(),
        shift_id: shift.id.clone(),
        event_id: scan.event.map(str::to_owned),
        state: word(state).to_owned(),
        checkin_id: scan.checkin.map(str::to_owned),
        pass: scan
            .number
            .as_ref()
            .map(super::log::masked)
            .unwrap_or_default(),
        marks: texts.join(" "),
        number: i64::from(scan.guests),
        band: scan.band.map(|band| band.as_str().to_owned()),
        reason: scan.reason.map(str::to_owned),
        at: at.millis(),
        received_at: received.millis(),
    }
}

/// Marks what a phone did by an earlier command as taken back.
pub async fn undone(
    tx: &mut Tx<'_>,
    device: &DeviceRow,
    command: &str,
    received: Timestamp,
) -> sqlx::Result<()> {
    door_scan::undo_command(tx.c(), &device.id, command, received.millis()).await
}
