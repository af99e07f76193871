//! The shared photographs, read as the worker reads a frame; every one that is not read is named.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use decoder::{EDGES, Found, Frame, Symbol, read};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// The sets and how many of each are read: part of what `ZXing` is tested with, in `../shared/test-images`.
const SETS: [(&str, Symbol, usize); 4] = [
    ("code128-1", Symbol::Code128, 7),
    ("code128-3", Symbol::Code128, 2),
    ("qrcode-1", Symbol::Qr, 20),
    ("qrcode-5", Symbol::Qr, 19),
];

/// What came of one photograph: the code, and how long each look took.
struct Look {
    found: Option<Found>,
    times: Vec<Duration>,
}

fn look(path: &Path) -> Look {
    let rgba = image::open(path).unwrap().to_rgba8();
    let (width, height) = (rgba.width() as usize, rgba.height() as usize);
    let mut times = Vec::new();
    let found = EDGES.into_iter().find_map(|edge| {
        let start = Instant::now();
        let found = read(&Frame::from_rgba(width, height, &rgba)?.fitted(edge));
        times.push(start.elapsed());
        found
    });
    Look { found, times }
}

/// The shared photographs are not part of the project: `None` where they are not.
fn folder(set: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/test-images");
    let path = path.join(set);
    path.is_dir().then_some(path)
}

/// Pictures of a set, each with the text that stands beside it.
fn pictures(folder: &Path) -> Vec<(PathBuf, String)> {
    let entries = fs::read_dir(folder).unwrap();
    let mut found: Vec<_> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "png" || ending == "jpg")
        })
        .map(|path| {
            let text = fs::read(path.with_extension("txt")).unwrap();
            // One of the texts is Latin-1.
            let text = String::from_utf8(text).unwrap_or_else(|error| {
                error.as_bytes().iter().map(|&byte| byte as char).collect()
            });
            (path, text)
        })
        .collect();
    found.sort();
    found
}

#[test]
fn the_shared_photographs_are_read_and_none_is_read_wrongly() {
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for (set, symbol, wanted) in SETS {
        let Some(folder) = folder(set) else {
            println!("{set}: not on this machine");
            continue;
        };
        let pictures = pictures(&folder);
        let mut times = Vec::new();
        let mut read = 0;
        for (path, text) in &pictures {
            let look = look(path);
            times.extend(look.times);
            match look.found {
                Some(found) if found.text == *text && found.symbol == symbol => read += 1,
                Some(found) => wrong.push(format!("{}: {found:?}, not {text:?}", path.display())),
                None => missed.push(path.display().to_string()),
            }
        }
        times.sort();
        println!(
            "{set}: {read}/{} read (wanted {wanted}), a look: median {:.1?}, longest {:.1?}",
            pictures.len(),
            times[times.len() / 2],
            times[times.len() - 1],
        );
        assert!(
            read >= wanted,
            "{set}: {read} of {wanted}; not read: {missed:?}; wrong: {wrong:?}"
        );
    }
    println!("not read: {missed:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn a_picture_without_a_code_holds_none() {
    let noise: Vec<u8> = (0..640 * 480_usize)
        .map(|place| u8::try_from(place.wrapping_mul(2_654_435_761) >> 13 & 0xff).unwrap())
        .collect();
    assert_eq!(read(&Frame::new(640, 480, noise).unwrap()), None);
    assert_eq!(read(&Frame::new(1, 1, vec![0]).unwrap()), None);
}
