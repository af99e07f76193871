use super::*;
use crate::{command::Receipts, time::Timestamp, verdict::Verdict};
use proptest::prelude::*;

fn uuid(seq: u64) -> Uuid {
    Uuid::from_u128(u128::from(seq))
}

fn receipts(of: impl IntoIterator<Item = (u64, Verdict)>) -> Answer {
    let receipts = of.into_iter().map(|(seq, verdict)| Receipt {
        id: uuid(seq),
        verdict,
    });
    Answer::Receipts(Receipts {
        receipts: receipts.collect(),
        now: Timestamp::from_millis(0),
    })
}

const SAVED: Verdict = Verdict::Saved {
    points: 1,
    total: None,
    name: None,
    activity: None,
};

fn filled(count: u64) -> Outbox {
    let mut outbox = Outbox::default();
    for seq in 1..=count {
        outbox.enqueue(seq, uuid(seq), 1_000).unwrap();
    }
    outbox
}

fn seqs(items: &[Item]) -> Vec<u64> {
    items.iter().map(|item| item.seq).collect()
}

#[test]
fn a_batch_goes_in_order_and_alone() {
    let mut outbox = filled(300);
    let first = outbox.begin(0);
    assert_eq!(
        seqs(&first),
        (1..=200).collect::<Vec<_>>(),
        "200,000 characters"
    );
    assert_eq!(outbox.next(0), Next::Busy);
    assert!(outbox.begin(0).is_empty());
    outbox.answered(&receipts((1..=200).map(|seq| (seq, SAVED))), 0, 0);
    assert_eq!(
        (outbox.count(State::Done), outbox.count(State::Waiting)),
        (200, 100)
    );
    assert_eq!(seqs(&outbox.begin(0)), (201..=300).collect::<Vec<_>>());
}

#[test]
fn a_command_that_no_server_takes_is_set_aside_and_the_rest_goes_on() {
    for refusal in [Answer::TooLarge, Answer::Rejected, Answer::Broken] {
        let mut outbox = filled(40);
        let mut now = 0;
        for _ in 0..200 {
            let batch = match outbox.next(now) {
                Next::Later(at) => {
                    now = at;
                    continue;
                }
                _ => seqs(&outbox.begin(now)),
            };
            let answer = if batch.contains(&17) {
                refusal.clone()
            } else {
                receipts(batch.into_iter().map(|seq| (seq, SAVED)))
            };
            outbox.answered(&answer, now, 0);
            if outbox.count(State::Done) == 39 {
                break;
            }
        }
        assert_eq!(outbox.count(State::Done), 39, "{refusal:?}");
        let poison = outbox.items().find(|item| item.seq == 17).unwrap();
        let kept = if refusal == Answer::Broken {
            State::Waiting
        } else {
            State::NeedsPerson
        };
        assert_eq!(poison.state, kept, "{refusal:?}");
    }
}

#[test]
fn the_server_says_when() {
    let mut outbox = filled(1);
    outbox.begin(0);
    outbox.answered(&Answer::Wait { millis: 60_000 }, 0, 0);
    assert_eq!(outbox.next(59_999), Next::Later(60_000));
    outbox.hurry();
    assert_eq!(outbox.next(59_999), Next::Later(60_000), "network or not");
    assert_eq!(outbox.next(60_000), Next::Send);
    outbox.begin(60_000);
    outbox.answered(&Answer::Wait { millis: u64::MAX }, 60_000, 0);
    assert_eq!(outbox.next(60_000), Next::Later(60_000 + LONGEST_PAUSE));
}

#[test]
fn pauses_grow_until_something_gets_through() {
    let mut outbox = filled(2);
    let mut now = 0;
    let mut pauses = vec![];
    for _ in 0..4 {
        outbox.begin(now);
        outbox.answered(&Answer::Lost, now, u16::MAX);
        let Next::Later(at) = outbox.next(now) else {
            panic!("no pause")
        };
        pauses.push(at - now);
        now = at;
    }
    assert_eq!(pauses, [1_000, 2_000, 4_000, 8_000]);
    outbox.hurry();
    outbox.begin(now);
    outbox.answered(&receipts([(1, SAVED), (2, SAVED)]), now, 0);
    assert_eq!(outbox.next(now), Next::Nothing);
}

#[test]
fn refused_stays_and_pending_is_asked_again() {
    let mut outbox = filled(4);
    outbox.begin(0);
    let answers = [
        (1, Verdict::Pending),
        (2, Verdict::UnknownPass),
        (3, Verdict::Held),
    ];
    outbox.answered(&receipts(answers), 0, 0);
    let states: Vec<State> = outbox.items().map(|item| item.state).collect();
    let expected = [
        State::Waiting,
        State::Refused,
        State::NeedsPerson,
        State::Waiting,
    ];
    assert_eq!(states, expected);
    assert!(!outbox.forget(2) && !outbox.forget(3) && !outbox.forget(9));
    assert_eq!(outbox.retry(2), None);
    assert!(outbox.retry(3).is_some());
    // The worker was told while nobody looked.
    let Answer::Receipts(late) = receipts([(1, SAVED), (7, SAVED)]) else {
        panic!()
    };
    assert_eq!(seqs(&outbox.acknowledge(&late.receipts)), [1]);
    assert!(outbox.acknowledge(&late.receipts).is_empty());
    assert!(outbox.forget(1));
}

#[test]
fn numbers_and_ids_are_used_once() {
    let mut outbox = filled(2);
    assert_eq!(outbox.enqueue(2, uuid(9), 1), Err(Taken));
    assert_eq!(outbox.enqueue(9, uuid(2), 1), Err(Taken));
    let head = Head::default().then(b"a").then(b"b");
    assert_eq!(
        (head.next_seq(), head.link),
        (3, Link::START.then(b"a").then(b"b"))
    );
}

#[test]
fn a_clock_that_is_set_back_does_not_stop_the_queue() {
    let day = 25 * 60 * 60 * 1_000;
    let mut outbox = filled(1);
    outbox.begin(day);
    outbox.answered(&Answer::Broken, day, 0);
    outbox.begin(2 * day);
    outbox.answered(&Answer::Wait { millis: 60_000 }, 2 * day, 0);
    assert_eq!(outbox.next(2 * day), Next::Later(2 * day + 60_000));
    assert_eq!(outbox.next(0), Next::Send);
    assert_eq!(seqs(&outbox.begin(0)), [1]);
}

#[test]
fn what_another_tab_wrote_is_taken_over_and_pauses_live_on() {
    let mut outbox = filled(2);
    outbox.begin(0);
    outbox.answered(&Answer::Wait { millis: 60_000 }, 0, 0);
    let mut kept: Vec<Item> = filled(3).items().copied().collect();
    kept[0].state = State::Done;
    outbox.refresh(kept);
    assert_eq!(outbox.next(0), Next::Later(60_000));
    assert_eq!(seqs(&outbox.begin(60_000)), [2, 3]);
    outbox.refresh(filled(4).items().copied().collect::<Vec<_>>());
    assert_eq!(
        seqs(&outbox.begin(60_000)),
        [1, 2, 3, 4],
        "its answer was lost"
    );
}

/// What happens to a queue.
#[derive(Debug, Clone)]
enum Event {
    Enqueue,
    Begin,
    Answer(u8, u64),
    Crash,
    Hurry,
    Later(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => Just(Event::Enqueue),
        4 => Just(Event::Begin),
        4 => (0u8..8, any::<u64>()).prop_map(|(kind, which)| Event::Answer(kind, which)),
        1 => Just(Event::Crash),
        1 => Just(Event::Hurry),
        2 => (0i64..400_000).prop_map(Event::Later),
    ]
}

proptest! {
    /// Whatever happens, each command is there once, what has a final state keeps it, and no second
    /// batch is under way.
    #[test]
    fn nothing_is_lost_or_undone(events in proptest::collection::vec(event(), 1..120)) {
        let (mut outbox, mut now, mut last) = (Outbox::default(), 0i64, 0u64);
        let mut settled: BTreeMap<u64, State> = BTreeMap::new();
        let mut flight: Vec<u64> = vec![];
        for event in events {
            match event {
                Event::Enqueue => { last += 1; outbox.enqueue(last, uuid(last), 5_000).unwrap(); }
                Event::Begin => {
                    let batch = seqs(&outbox.begin(now));
                    prop_assert!(flight.is_empty() || batch.is_empty());
                    prop_assert!(batch.is_sorted());
                    if !batch.is_empty() { flight = batch; }
                }
                Event::Answer(kind, which) => {
                    let answer = match kind {
                        0 => Answer::Lost,
                        1 => Answer::Broken,
                        2 => Answer::TooLarge,
                        3 => Answer::Rejected,
                        4 => Answer::Wait { millis: which % 5_000 },
                        _ => receipts(flight.iter().filter(|seq| which >> (*seq % 60) & 1 == 1).map(|seq| {
                            (*seq, if which >> (seq % 50) & 2 == 2 { SAVED } else { Verdict::UnknownPass })
                        })),
                    };
                    outbox.answered(&answer, now, u16::try_from(which % 65_536).unwrap());
                    flight.clear();
                    prop_assert_eq!(outbox.count(State::Sending), 0);
                }
                Event::Crash => { outbox = Outbox::restore(outbox.items().copied().collect::<Vec<_>>()); flight.clear(); }
                Event::Hurry => outbox.hurry(),
                Event::Later(millis) => now += millis,
            }
            prop_assert_eq!(outbox.items().count() as u64, last);
            for item in outbox.items() {
                if let Some(state) = settled.get(&item.seq) { prop_assert_eq!(item.state, *state); }
                if matches!(item.state, State::Done | State::Refused) { settled.insert(item.seq, item.state); }
            }
        }
        // Everything that still waits is sent once the network is back for good.
        if !flight.is_empty() { outbox.answered(&Answer::Lost, now, 0); }
        for _ in 0..2_000 {
            match outbox.next(now) {
                Next::Nothing => break,
                Next::Later(at) => now = at,
                _ => { let batch = seqs(&outbox.begin(now)); outbox.answered(&receipts(batch.into_iter().map(|seq| (seq, SAVED))), now, 0); }
            }
        }
        prop_assert_eq!(outbox.count(State::Waiting) + outbox.count(State::Sending), 0);
    }
}
