//! The answer to a scan, told four ways at once: sign, word, edge and colour.

use super::{Icon, Sign};
use leptos::prelude::*;

/// What kind of answer it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Saved,
    /// Kept on this phone.
    Waiting,
    /// Was done before.
    Already,
    /// May not.
    Refused,
    /// Could not be read.
    Unreadable,
    /// A member of the club.
    Member,
    /// No member of the club: somebody decides.
    Stranger,
}

impl Outcome {
    const fn look(self) -> (&'static str, Sign) {
        match self {
            Self::Saved => ("verdict verdict--saved", Sign::Check),
            Self::Waiting => ("verdict verdict--waiting", Sign::Clock),
            Self::Already => ("verdict verdict--already", Sign::Twice),
            Self::Refused => ("verdict verdict--refused", Sign::Cross),
            Self::Unreadable => ("verdict verdict--unreadable", Sign::Question),
            Self::Member => ("verdict verdict--member", Sign::Badge),
            Self::Stranger => ("verdict verdict--stranger", Sign::Family),
        }
    }
}

/// The answer.
#[component]
pub fn Verdict(
    /// What kind it is.
    outcome: Outcome,
    /// The word, large.
    word: impl Fn() -> String + Send + 'static,
    /// What else there is to know.
    more: impl Fn() -> String + Send + 'static,
) -> impl IntoView {
    let (class, sign) = outcome.look();
    view! {
        <div class=class role="status">
            <Icon sign class="verdict__sign"/>
            <p class="verdict__word">{word}</p>
            <p class="verdict__more">{more}</p>
        </div>
    }
}
