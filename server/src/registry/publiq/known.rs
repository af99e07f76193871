//! The ids of what was done lately, each given to one caller: what is looked up after a lost answer
//! is never given to two.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Mutex, PoisonError},
};

/// How many are remembered: far more than fit in the moments that a look-up spans.
const KEPT: usize = 4096;

/// What was given to somebody.
#[derive(Debug, Default)]
pub(super) struct Known(Mutex<(VecDeque<String>, BTreeSet<String>)>);

impl Known {
    /// Remembers these as somebody's; false, and nothing remembered, when one of them was already.
    pub(super) fn claim<'a>(&self, ids: impl IntoIterator<Item = Option<&'a str>>) -> bool {
        let ids: Vec<&str> = ids.into_iter().flatten().collect();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (order, all) = &mut *kept;
        if ids.iter().any(|id| all.contains(*id)) {
            return false;
        }
        for id in ids {
            order.push_back(id.to_owned());
            all.insert(id.to_owned());
        }
        while order.len() > KEPT {
            if let Some(id) = order.pop_front() {
                all.remove(&id);
            }
        }
        true
    }

    /// Forgets whose this is.
    pub(super) fn release(&self, id: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (order, all) = &mut *kept;
        order.retain(|other| other != id);
        all.remove(id);
    }

    /// What is somebody's now.
    pub(super) fn all(&self) -> BTreeSet<String> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.1.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_given_twice_and_the_old_is_forgotten() {
        let known = Known::default();
        assert!(known.claim([Some("a"), None, Some("b")]));
        assert!(!known.claim([Some("c"), Some("b")]));
        assert!(known.claim([Some("c")]));
        known.release("c");
        assert!(known.claim([Some("c")]));
        for index in 0..KEPT {
            assert!(known.claim([Some(format!("{index}").as_str())]));
        }
        assert_eq!(known.all().len(), KEPT);
        assert!(known.claim([Some("a")]));
    }
}
