//! Which errors UiTPAS API 4.0 documents on which operation, and with which status.
//!
//! Taken by hand from the contract's responses and checked against it by `tests/contract`. Where
//! the status of an operation differs from the type's own, the operation's wins.

mod offer;
mod people;
mod region;

use super::operation::Operation;
use super::problem_type::ProblemType;

/// The errors that one response of one operation lists.
struct Row {
    operation: Operation,
    status: u16,
    /// Whether the three `body/*` types stand on this response too.
    body: bool,
    types: &'static [ProblemType],
}

const fn row(operation: Operation, status: u16, types: &'static [ProblemType]) -> Row {
    Row {
        operation,
        status,
        body: false,
        types,
    }
}

/// A 400 that also lists `body/missing`, `body/invalid-syntax` and `body/invalid-data`.
const fn body(operation: Operation, types: &'static [ProblemType]) -> Row {
    Row {
        operation,
        status: 400,
        body: true,
        types,
    }
}

const BODY: &[ProblemType] = &[
    ProblemType::BodyMissing,
    ProblemType::BodyInvalidSyntax,
    ProblemType::BodyInvalidData,
];

const TABLES: &[&[Row]] = &[offer::ROWS, people::ROWS, region::ROWS];

/// Every documented (type, status) of an operation, the shared 401 and 403 included.
pub fn documented(operation: Operation) -> impl Iterator<Item = (ProblemType, u16)> {
    TABLES
        .iter()
        .copied()
        .flatten()
        .filter(move |row| row.operation == operation)
        .flat_map(|row| {
            let body = if row.body { BODY } else { &[] };
            body.iter().chain(row.types).map(|kind| (*kind, row.status))
        })
        .chain(
            refusals(operation)
                .iter()
                .map(|kind| (*kind, kind.status())),
        )
}

/// The status to answer with when `operation` fails with `kind`.
///
/// The type's own status where the operation documents it or says nothing of the type; otherwise
/// the status that the operation documents (`POST /checkins` answers 400 on `event-not-found`).
pub fn status_of(operation: Operation, kind: ProblemType) -> u16 {
    let own = kind.status();
    let mut other = None;
    for (_, status) in documented(operation).filter(|(listed, _)| *listed == kind) {
        if status == own {
            return own;
        }
        other.get_or_insert(status);
    }
    other.unwrap_or(own)
}

/// `components.responses` Unauthorized and Forbidden: on every operation but two of the flow that
/// validates a social tariff.
const fn refusals(operation: Operation) -> &'static [ProblemType] {
    match operation {
        Operation::GetSocialTariffValidationStart => &[],
        Operation::PostSocialTariffValidationToken => &[ProblemType::AuthForbidden],
        _ => &[ProblemType::AuthUnauthorized, ProblemType::AuthForbidden],
    }
}
