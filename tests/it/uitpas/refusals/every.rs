//! Refusals that most operations share: no proof, no right, no body, too much at once.

use super::Desk;
use crate::uitpas::world::{HOLDER, Request, World};
use domain::uitpas_api::{Auth, Operation as O, ProblemType as P, documented};

fn served() -> impl Iterator<Item = O> {
    O::ALL
        .iter()
        .copied()
        .filter(|one| server::uitpas::is_served(*one))
}

fn lists(operation: O, kind: P) -> bool {
    documented(operation).any(|(listed, _)| listed == kind)
}

/// Nobody gets in without a proof.
pub(super) fn strangers(desk: &mut Desk) {
    for operation in served() {
        desk.world.undo();
        let request = desk.world.request(operation);
        let got = World::send(&desk.world.nobody, operation, &request);
        desk.refused(operation, got, P::AuthUnauthorized);
    }
}

/// Whoever holds the least of those that an operation knows is told that it is not enough.
pub(super) fn rights(desk: &mut Desk) {
    for operation in served() {
        for api in [
            &desk.world.door,
            &desk.world.elsewhere,
            &desk.world.holder,
            &desk.world.identified,
        ]
        .map(Clone::clone)
        {
            desk.world.undo();
            let request = desk.world.request(operation);
            let got = World::send(&api, operation, &request);
            if got.status == 403 {
                desk.refused(operation, got, P::AuthForbidden);
                break;
            }
        }
    }
    let got = desk.world.bare.get("/passholders/me");
    desk.refused(O::GetMe, got, P::AuthForbidden);
    let path = format!("/rewards?isRedeemableByPassholderId={HOLDER}");
    let got = desk.world.identified.get(&path);
    desk.refused(O::GetRewards, got, P::AuthForbidden);
    // Without the proof of a pass nobody links one.
    let phone = desk.world.holder.clone();
    let got = phone.put("/passholders/me/uitid", &serde_json::Value::Null);
    desk.refused(O::PutMyUitid, got, P::AuthForbidden);
}

/// Nothing, no JSON, the wrong JSON.
pub(super) fn bodies(desk: &mut Desk) {
    for operation in
        served().filter(|one| lists(*one, P::BodyMissing) && *one != O::PutPassholderPicture)
    {
        desk.world.undo();
        let api = if operation.auth().contains(&Auth::CustomToken) {
            &desk.world.kiosk
        } else {
            &desk.world.counter
        }
        .clone();
        let path = format!("/uitpas{}", desk.world.request(operation).path);
        for (body, kind) in [
            ("", P::BodyMissing),
            ("{", P::BodyInvalidSyntax),
            ("7", P::BodyInvalidData),
        ] {
            let got = api.send(operation.method().as_str(), &path, "application/json", body);
            desk.refused(operation, got, kind);
        }
    }
}

/// 501 at once.
pub(super) fn limits(desk: &mut Desk) {
    for operation in served().filter(|one| lists(*one, P::UrlQueryLimitExceeded)) {
        let mut request = desk.world.request(operation);
        let sign = if request.path.contains('?') { '&' } else { '?' };
        request = Request {
            path: format!("{}{sign}limit=501", request.path),
            ..request
        };
        let api = if operation == O::GetPassholderTransactions {
            &desk.world.holder
        } else {
            &desk.world.counter
        }
        .clone();
        let got = World::send(&api, operation, &request);
        desk.refused(operation, got, P::UrlQueryLimitExceeded);
    }
}
