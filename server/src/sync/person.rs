//! A person as a phone shows one: put together from what the registry answers, and no more of it
//! than the device's level and the person's consent let through.

mod private;

use super::{Refusal, SyncFace, call};
use crate::db::consent;
use domain::{
    passholder::{ADULT_AGE, age},
    sync::{
        family::Consent,
        phone::{Card, Person},
    },
    time::Timestamp,
    uitpas_api::{
        Operation, enums::MembershipStatus, family::FamilyMember, membership::CardSystemMembership,
        passholder::Passholder,
    },
};

/// A person of the registry, with what the owner of the phone may see of her.
pub(super) struct Seen {
    wire: Passholder,
    icon: Option<String>,
    pub(super) owner: bool,
    pub(super) adult: bool,
    pub(super) consent: Consent,
}

impl Seen {
    /// The id.
    pub(super) fn id(&self) -> &str {
        self.wire.id.as_deref().unwrap_or_default()
    }

    /// The first name.
    pub(super) fn first_name(&self) -> &str {
        &self.wire.first_name
    }

    /// Where the person lives.
    pub(super) fn postal_code(&self) -> Option<&str> {
        let address = self.wire.address.as_ref();
        address.map(|address| address.postal_code.as_str())
    }

    /// The number that speaks for the person.
    pub(super) fn uitpas_number(&self) -> Option<String> {
        self.wire.uitpas_number.clone()
    }

    /// The regions of the memberships that count.
    pub(super) fn regions(&self) -> impl Iterator<Item = u32> {
        let all = self.wire.card_system_memberships.iter();
        all.map(|one| one.card_system.id)
    }

    /// The owner of a phone.
    pub(super) fn owner(wire: Passholder, now: Timestamp) -> Self {
        Self {
            adult: is_adult(&wire, now),
            wire,
            icon: None,
            owner: true,
            consent: Consent::NotNeeded,
        }
    }
}

fn is_adult(wire: &Passholder, now: Timestamp) -> bool {
    // Whose age is not known is asked like an adult.
    wire.date_of_birth
        .is_none_or(|born| age(born.naive(), now.date_in_brussels()) >= ADULT_AGE)
}

impl SyncFace {
    /// The owner of a phone alone.
    pub(super) async fn owner(&self, id: &str, now: Timestamp) -> Result<Seen, Refusal> {
        let look = call::for_pasmaat(Operation::GetPassholder, now);
        let wire = self.registry.passholder(&look, id.to_owned()).await?;
        Ok(Seen::owner(wire, now))
    }

    /// The owner of a phone and those on her list.
    pub(super) async fn family(&self, id: &str, now: Timestamp) -> Result<Vec<Seen>, Refusal> {
        let own = call::for_device(Operation::GetPassholderFamilyMembers, id, vec![], now);
        let list = self.registry.family_members(&own, id.to_owned()).await?;
        let mut c = self.db.read().await?;
        let answers = consent::of_list(&mut c, id).await?;
        drop(c);
        let seen = list.into_iter().filter_map(|member: FamilyMember| {
            let wire = member.passholder?;
            if member.main_family_member == Some(true) {
                return Some(Seen::owner(wire, now));
            }
            let adult = is_adult(&wire, now);
            let answer = answers.iter().find(|(id, _)| Some(id) == wire.id.as_ref());
            Some(Seen {
                consent: match answer {
                    _ if !adult => Consent::NotNeeded,
                    Some((_, answer)) => *answer,
                    None => Consent::Asked,
                },
                adult,
                wire,
                icon: member.icon,
                owner: false,
            })
        });
        Ok(seen.collect())
    }

    /// The person as the phone shows one; `private` for a FULL phone.
    pub(super) async fn shown(
        &self,
        seen: &Seen,
        owner: &str,
        private: bool,
        now: Timestamp,
    ) -> Result<Person, Refusal> {
        let opens = seen.consent.opens();
        let wire = &seen.wire;
        Ok(Person {
            id: seen.id().to_owned(),
            first_name: wire.first_name.clone(),
            name: wire.name.clone(),
            owner: seen.owner,
            icon: seen.icon.clone(),
            adult: seen.adult,
            consent: seen.consent,
            uitpas_number: wire.uitpas_number.clone(),
            cards: cards(wire),
            points: wire.points.filter(|_| opens),
            since: wire
                .creation_date
                .map(|at| Timestamp::from_millis(at.millis())),
            private: if private && opens {
                Some(self.private(seen, owner, now).await?)
            } else {
                None
            },
        })
    }
}

fn cards(wire: &Passholder) -> Vec<Card> {
    let card = |one: &CardSystemMembership| {
        let current = one.current_card.as_ref()?;
        Some(Card {
            uitpas_number: current.uitpas_number.clone(),
            region: one.card_system.id,
            kind: current.card_type,
            status: current.status,
            membership_blocked: one.status == Some(MembershipStatus::Blocked),
        })
    };
    let mut cards: Vec<Card> = wire
        .card_system_memberships
        .iter()
        .filter_map(card)
        .collect();
    cards.sort_by_key(|card| Some(&card.uitpas_number) != wire.uitpas_number.as_ref());
    cards
}
