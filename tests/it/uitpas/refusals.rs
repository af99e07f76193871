//! Operation × documented error type: every cell of an operation that is served is provoked here, by
//! the story that the printed table names, on SQLite and on PostgreSQL. The few that cannot be have
//! their reason in [`EXCEPTIONS`].

mod every;
mod money;
mod people;
mod region;

use super::world::World;
use crate::util::api::{Got, on_all_in_good_weather};
use domain::uitpas_api::{Operation as O, ProblemType as P, documented};
use std::collections::BTreeMap;

/// Documented, and never given here.
const EXCEPTIONS: &[(&[O], P, u16, &str)] = &[
    (
        &[O::PostTicketSales, O::PostCheckin],
        P::SocialTariffDiscountExpired,
        400,
        "stands in an example only, and since an expired tariff stops no check-in (GIT 98239127) nothing means it",
    ),
    (
        &[O::GetTariffs, O::PostTicketSales],
        P::InvalidCard,
        400,
        "groups and people both buy tickets: no card is of the wrong kind for one",
    ),
    (
        &[O::GetRewards],
        P::EventNotFound,
        400,
        "no parameter of this operation names an event",
    ),
    (
        &[O::PostRedeemedReward],
        P::RewardNotFound,
        400,
        "listed with 400 and with 404; the type's own status is 404",
    ),
    (
        &[O::GetPassholderTransactions],
        P::InvalidUitpasNumber,
        400,
        "no parameter of this operation is a number of a pass",
    ),
    (
        &[O::GetActiveSocialTariffCards],
        P::InvalidUitpasNumber,
        400,
        "no parameter of this operation is a number of a pass",
    ),
    (
        &[O::GetMe],
        P::PassholderNotFound,
        404,
        "who signs in here does so as a pass holder",
    ),
    (
        &[
            O::GetUitidStatus,
            O::GetUitidEmailState,
            O::GetInszNumberStatus,
            O::PostPassholderCheckin,
        ],
        P::RateLimited,
        429,
        "only the proof by number and birth date is limited: these carry a token or a client id",
    ),
    (
        &[
            O::GetPermissions,
            O::GetEventCardSystems,
            O::GetCardSystems,
            O::GetCardSystem,
            O::GetCardSystemSocialTariffSettings,
            O::GetCardSystemCitySettings,
            O::GetInszNumberStatus,
            O::GetUitidEmailState,
            O::GetRegistrationToken,
            O::GetUitidStatus,
        ],
        P::AuthForbidden,
        403,
        "asks for no permission",
    ),
    (
        &[
            O::PutKioskDeviceSetup,
            O::GetKioskDevice,
            O::GetKioskDeviceEvent,
            O::PutKioskDeviceEvent,
            O::DeleteKioskDeviceEvent,
            O::PostKioskDeviceCheckin,
            O::GetKioskDeviceCheckinEvent,
            O::GetKioskDeviceChipNumber,
        ],
        P::AuthForbidden,
        403,
        "a device that is known may ask all of it",
    ),
];

/// Who saw what: operation, type and status, with the first story that provoked it.
pub(crate) struct Desk {
    pub(crate) world: World,
    story: &'static str,
    seen: BTreeMap<(String, P, u16), &'static str>,
}

impl Desk {
    /// Holds an answer for the refusal that it must be.
    #[track_caller]
    pub(crate) fn refused(&mut self, operation: O, got: Got, kind: P) {
        let status = got.status;
        let last = kind
            .url()
            .trim_start_matches("https://api.publiq.be/probs/");
        got.refused(domain::uitpas_api::status_of(operation, kind), last);
        let cell = (operation.to_string(), kind, status);
        self.seen.entry(cell).or_insert(self.story);
    }
}

type Story = (&'static str, fn(&mut Desk));

/// The stories by their names.
macro_rules! stories {
    ($($module:ident: $($name:ident),+;)+) => {
        const STORIES: &[Story] = &[$($((concat!(stringify!($module), "::", stringify!($name)), $module::$name)),+),+];
    };
}
stories! {
    money: tariffs, tickets, settings_of_events, rewards, redemptions;
    people: checkins, codes, passes, passholders, families, memberships, uitid;
    region: organizers, reports, card_systems, kiosks, kiosk_devices;
    every: strangers, rights, bodies, limits;
}

#[test]
fn every_documented_refusal_is_provoked() {
    on_all_in_good_weather(|server| {
        let mut desk = Desk {
            world: World::new(server),
            story: "",
            seen: BTreeMap::new(),
        };
        for (name, story) in STORIES {
            desk.story = name;
            story(&mut desk);
        }
        let mut bare = Vec::new();
        let (mut cells, mut excepted) = (0, 0);
        for operation in O::ALL.iter().filter(|one| server::uitpas::is_served(**one)) {
            println!("{operation}");
            for (kind, status) in documented(*operation) {
                let cell = (operation.to_string(), kind, status);
                let name = kind
                    .url()
                    .trim_start_matches("https://api.publiq.be/probs/");
                let reason = EXCEPTIONS
                    .iter()
                    .find(|(on, of, at, _)| on.contains(operation) && *of == kind && *at == status);
                match (desk.seen.get(&cell), reason) {
                    (Some(story), None) => {
                        cells += 1;
                        println!("    {status} {name:<55} {story}");
                    }
                    (None, Some((.., reason))) => {
                        excepted += 1;
                        println!("    {status} {name:<55} not here: {reason}");
                    }
                    (Some(_), Some(_)) => bare.push(format!(
                        "{operation}: {status} {name} has a reason and a story"
                    )),
                    (None, None) => bare.push(format!("{operation}: {status} {name} has no story")),
                }
            }
        }
        println!("{cells} cells with a story, {excepted} with a reason");
        assert!(
            bare.is_empty(),
            "{} cells:\n{}",
            bare.len(),
            bare.join("\n")
        );
    });
}
