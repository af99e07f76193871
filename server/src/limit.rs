//! How often somebody may try to prove who they are. One limiter for every door where a UiTPAS
//! number and a birth date, a code or a PIN are tried.

use crate::sign;
use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};
use std::{
    collections::BTreeMap,
    fmt,
    net::IpAddr,
    num::NonZeroU32,
    sync::{Arc, Mutex},
    time::Duration,
};

/// Tries for one number from one address: five at once, then one every three minutes. Nobody can
/// lock another person out, since the address counts too.
const TRIES: NonZeroU32 = NonZeroU32::new(5).expect("five is not zero");
const EVERY: Duration = Duration::from_mins(3);
/// Tries from one address, whatever the number: a whole class may sit behind one.
const ADDRESS_TRIES: NonZeroU32 = NonZeroU32::new(120).expect("a hundred and twenty is not zero");
const ADDRESS_EVERY: Duration = Duration::from_secs(5);
/// How many keys are kept before those that have healed are forgotten.
const KEPT: usize = 10_000;

type Store = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// Counts tries.
#[derive(Clone)]
pub struct Limit(Arc<Counts>);

struct Counts {
    one: Store,
    all: Store,
    /// How often a proof was right, for those whose count begins anew then.
    passed: Mutex<BTreeMap<String, u32>>,
}

/// What counts as one address: of IPv6 the network, for a household has billions of addresses.
fn network(address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V6(address)) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}")
        }
        Some(address) => address.to_string(),
        None => String::new(),
    }
}

impl Limit {
    /// A new count.
    pub fn new() -> Self {
        // Both periods are longer than nothing, which is all that a quota asks.
        let quota = |every, burst| {
            Quota::with_period(every)
                .unwrap_or_else(|| Quota::per_minute(burst))
                .allow_burst(burst)
        };
        let one = RateLimiter::dashmap(quota(EVERY, TRIES));
        let all = RateLimiter::dashmap(quota(ADDRESS_EVERY, ADDRESS_TRIES));
        Self(Arc::new(Counts {
            one,
            all,
            passed: Mutex::default(),
        }))
    }

    /// Counts a try of a code that nobody guesses: by address alone. The error is how many seconds
    /// to wait.
    pub fn try_code(&self, address: Option<IpAddr>) -> Result<(), u64> {
        let address = network(address);
        let now = DefaultClock::default().now();
        self.0
            .all
            .check_key(&address)
            .map_err(|refused| refused.wait_time_from(now).as_secs().max(1))
    }

    /// Counts a try; the error is how many seconds to wait.
    pub fn try_proof(&self, number: &str, address: Option<IpAddr>) -> Result<(), u64> {
        let Counts { one, all, passed } = &*self.0;
        let address = network(address);
        if one.len() > KEPT {
            one.retain_recent();
            all.retain_recent();
        }
        let key = sign::hash(&format!("{number}\0{address}"));
        let round = passed.lock().ok().and_then(|all| all.get(&key).copied());
        let key = round.map_or(key.clone(), |round| format!("{key}{round}"));
        let now = DefaultClock::default().now();
        let wait = |refused: governor::NotUntil<_>| refused.wait_time_from(now).as_secs().max(1);
        all.check_key(&address).map_err(wait)?;
        one.check_key(&key).map_err(wait)
    }
}

impl Limit {
    /// Begins the count of a proof anew that was right, where only the person herself can be right:
    /// who is asked for a PIN each time is not kept out by that.
    pub fn passed(&self, number: &str, address: Option<IpAddr>) {
        let address = network(address);
        let key = sign::hash(&format!("{number}\0{address}"));
        if let Ok(mut passed) = self.0.passed.lock() {
            if passed.len() > KEPT {
                passed.clear();
            }
            *passed.entry(key).or_default() += 1;
        }
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Limit")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_lock_out_another() {
        let limit = Limit::new();
        let here = Some(IpAddr::from([192, 168, 0, 1]));
        let there = Some(IpAddr::from([192, 168, 0, 2]));
        for _ in 0..5 {
            assert_eq!(limit.try_proof("0900000095902", here), Ok(()));
        }
        let wait = limit.try_proof("0900000095902", here).unwrap_err();
        assert!((1..=180).contains(&wait), "{wait}");
        assert_eq!(limit.try_proof("0900000095902", there), Ok(()));
        assert_eq!(limit.try_proof("0900000067513", here), Ok(()));
    }
    #[test]
    fn a_network_of_ipv6_is_one_address() {
        let of = |text: &str| network(text.parse().ok());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }

    #[test]
    fn who_is_right_may_try_on() {
        let limit = Limit::new();
        let here = Some(IpAddr::from([192, 168, 0, 1]));
        for _ in 0..20 {
            assert_eq!(limit.try_proof("pin:1", here), Ok(()));
            limit.passed("pin:1", here);
        }
        for _ in 0..5 {
            assert_eq!(limit.try_proof("pin:1", here), Ok(()));
        }
        assert!(limit.try_proof("pin:1", here).is_err());
    }
}
