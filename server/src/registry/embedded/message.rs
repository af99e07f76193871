//! What a person reads when something is refused, in every language. Dutch as published where it is
//! (`domain.md` §2.3), else ours. The texts are in `messages.json`.

use domain::{
    card::CardStatus,
    checkin::Refusal,
    reward,
    social_tariff::Standing,
    time::Timestamp,
    uitpas_api::{LocalizedText, Problem, ProblemType},
};
use std::{collections::BTreeMap, sync::LazyLock};

static TEXTS: LazyLock<BTreeMap<String, LocalizedText>> =
    LazyLock::new(|| serde_json::from_str(include_str!("messages.json")).unwrap_or_default());

/// The text with this name.
pub(super) fn text(name: &str) -> LocalizedText {
    TEXTS.get(name).cloned().unwrap_or_default()
}

/// The text with a word put in its place.
pub(super) fn text_with(name: &str, place: &str, word: &str) -> LocalizedText {
    let mut text = text(name);
    let all = [
        Some(&mut text.nl),
        text.fr.as_mut(),
        text.de.as_mut(),
        text.en.as_mut(),
    ];
    for one in all.into_iter().flatten().chain(text.other.values_mut()) {
        *one = one.replace(place, word);
    }
    text
}

/// A moment as every one of our languages reads it.
fn when(at: Timestamp) -> String {
    at.in_brussels().format("%d/%m/%Y %H:%M").to_string()
}

/// The problem with a text for the person.
pub(super) fn with(problem: Problem, message: LocalizedText) -> Problem {
    problem.with_message(message)
}

/// Why a card does not work.
pub(super) fn card_status(status: CardStatus) -> LocalizedText {
    text(match status {
        CardStatus::Blocked => "card-blocked",
        CardStatus::LocalStock | CardStatus::Provisioned => "card-unregistered",
        CardStatus::Active | CardStatus::Deleted => "card-unusable",
    })
}

/// Why there is no check-in.
pub(super) fn checkin(refusal: Refusal) -> LocalizedText {
    match refusal {
        Refusal::GroupPass => text("checkin-group"),
        Refusal::Card(status) => card_status(status),
        Refusal::NoActiveMembership => text("no-active-membership"),
        Refusal::NotYet { opens } => text_with("checkin-not-yet", "{when}", &when(opens)),
        Refusal::Over => text("checkin-over"),
        Refusal::Limit {
            renews: Some(renews),
            ..
        } => text_with("checkin-limit-renews", "{when}", &when(renews)),
        Refusal::Limit { renews: None, .. } => text("checkin-limit"),
    }
}

/// Why there is no reward.
pub(super) fn reward(refusal: reward::Refusal) -> LocalizedText {
    text(match refusal {
        reward::Refusal::Card => "card-unusable",
        reward::Refusal::NoActiveMembership => "no-active-membership",
        reward::Refusal::Region => "reward-region",
        reward::Refusal::Period => "reward-period",
        reward::Refusal::SoldOut => "reward-sold-out",
        reward::Refusal::Limit { .. } => "reward-limit",
        reward::Refusal::Points { .. } => "reward-points",
    })
}

/// What a pass must say to its holder, in Dutch as the field has no other language.
pub(super) fn pass(standing: Standing) -> Option<String> {
    match standing {
        Standing::Active { in_grace: false } => None,
        Standing::Active { in_grace: true } => Some(text("tariff-grace").nl),
        Standing::Suspended { until } => {
            Some(text_with("tariff-suspended", "{when}", &when(until)).nl)
        }
        Standing::Expired => Some(text("tariff-over").nl),
    }
}

/// The text that goes with an error type where nothing more exact was said.
pub fn of_type(kind: ProblemType) -> Option<LocalizedText> {
    let name = match kind {
        ProblemType::PassNotFound | ProblemType::PassholderNotFound => "pass-not-found",
        ProblemType::InvalidUitpasnumber | ProblemType::InvalidUitpasNumber => "invalid-number",
        ProblemType::CardBlocked => "card-blocked",
        ProblemType::InvalidCard | ProblemType::InvalidCardStatus => "card-unusable",
        ProblemType::PassholderBlocked | ProblemType::PassholderNoActiveCardsystems => {
            "no-active-membership"
        }
        ProblemType::SocialTariffExpired => "social-tariff-expired",
        ProblemType::SocialTariffSuspended => "social-tariff-suspended",
        ProblemType::MaximumReached => "maximum-reached",
        ProblemType::InvalidNumberOfTickets => "too-many-tickets",
        ProblemType::InvalidCoupon => "invalid-coupon",
        ProblemType::CheckinCodeInvalid => "code-invalid",
        ProblemType::CheckinCodeExpired => "code-expired",
        ProblemType::EventNotFound => "event-not-found",
        ProblemType::RewardNotFound => "reward-not-found",
        ProblemType::RewardInvalidRedeemType => "reward-counter",
        ProblemType::FamilyMemberAlreadyAdded => "family-already",
        ProblemType::TooManyFamilyMembers => "family-full",
        ProblemType::TooManyAdultsInFamily => "family-adults",
        ProblemType::AssociationMembershipRenewNotPossible => "membership-not-possible",
        ProblemType::AssociationPassholderCardsystemMismatch => "membership-region",
        ProblemType::RateLimited => "rate-limited",
        _ => return None,
    };
    Some(text(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_there_in_every_language() {
        assert!(TEXTS.len() > 30, "messages.json does not parse");
        for (name, text) in &*TEXTS {
            for language in ["nl", "fr", "en", "de", "uk", "ru", "ar", "tr"] {
                let said = text.get(language);
                assert!(!said.is_empty(), "{name} {language}");
                assert!(
                    language == "nl" || said != text.nl,
                    "{name} {language} is Dutch"
                );
                assert_eq!(
                    said.contains("{when}"),
                    text.nl.contains("{when}"),
                    "{name} {language}"
                );
            }
        }
    }

    #[test]
    fn every_name_that_is_asked_for_exists() {
        let source = include_str!("message.rs");
        let rest = source.split("mod tests").next().unwrap();
        let names = rest
            .split('"')
            .skip(1)
            .step_by(2)
            .filter(|word| word.contains('-'));
        for name in names.filter(|name| !name.contains(['%', '.', ' '])) {
            assert!(TEXTS.contains_key(name), "{name}");
        }
    }

    #[test]
    fn published_texts_are_as_published() {
        assert_eq!(
            checkin(Refusal::Over).nl,
            "Deze activiteit is afgelopen, je kan op deze activiteit geen punt meer sparen."
        );
        assert_eq!(
            reward(reward::Refusal::Points { missing: 1 }).nl,
            "Jammer, je hebt nog niet genoeg punten om dit voordeel om te ruilen."
        );
    }
}
