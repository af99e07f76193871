use super::*;
use proptest::prelude::*;

/// DOC test dataset: individual passes, then group passes, then our own number for the daughter.
const DATASET: [&str; 16] = [
    "0900000095902",
    "0900000067513",
    "0900000031618",
    "0900010959113",
    "0900000002312",
    "0900000058918",
    "1000000520006",
    "0900000093204",
    "0900004518305",
    "0900011902815",
    "0900011903417",
    "0900000074519",
    "0900000020405",
    "0900000045410",
    "0900000191800",
    "0900004519907",
];

/// Numbers in SPEC examples that are no UiTPAS numbers.
const SPEC_WRONG: [&str; 4] = [
    "0560002524314",
    "0930002523422",
    "0985002524385",
    "0940002524123",
];

fn any_number() -> impl Strategy<Value = UitpasNumber> {
    prop::array::uniform12(0u8..10).prop_map(|twelve| {
        let mut values = [0; LENGTH];
        values[..12].copy_from_slice(&twelve);
        let missing = (10 - luhn_sum(&values) % 10) % 10;
        values[12] = u8::try_from(missing).unwrap();
        UitpasNumber::from_digits(values)
    })
}

fn parse(text: &str) -> Result<UitpasNumber, UitpasNumberError> {
    text.parse()
}

#[test]
fn the_dataset_passes_and_comes_back_as_it_was() {
    for text in DATASET {
        assert_eq!(
            parse(text).map(|n| n.as_str().to_owned()),
            Ok(text.to_owned())
        );
    }
    assert!(
        parse("0930012345615").is_ok(),
        "the one SPEC example that is right"
    );
}

#[test]
fn wrong_examples_of_the_specification_are_refused() {
    for text in SPEC_WRONG {
        assert_eq!(parse(text), Err(UitpasNumberError::WrongCheckDigit));
    }
}

#[test]
fn each_kind_of_typing_error_has_its_own_answer() {
    assert_eq!(parse(""), Err(UitpasNumberError::TooShort { digits: 0 }));
    assert_eq!(
        parse("090000009590"),
        Err(UitpasNumberError::TooShort { digits: 12 })
    );
    assert_eq!(
        parse("09000000959021"),
        Err(UitpasNumberError::TooLong { digits: 14 })
    );
    assert_eq!(parse("O90000009590"), Err(UitpasNumberError::Letters));
    assert_eq!(
        parse("0900000095903"),
        Err(UitpasNumberError::WrongCheckDigit)
    );
}

#[test]
fn grouping_and_other_keyboards_are_understood() {
    let number = parse("0900000095902").unwrap();
    for text in [
        "0900 000 095 902",
        " 0900-000.095\u{a0}902\n",
        "٠٩٠٠٠٠٠٠٩٥٩٠٢",
        "۰۹۰۰۰۰۰۰۹۵۹۰۲",
    ] {
        assert_eq!(parse(text), Ok(number), "{text}");
    }
    assert_eq!(number.grouped(), "0900 000 095 902");
}

#[test]
fn the_twelfth_digit_is_never_interpreted() {
    let mut values = digits::<LENGTH>("0900000095902").unwrap();
    for twelfth in 0..10 {
        values[11] = twelfth;
        values[12] = 0;
        values[12] = u8::try_from((10 - luhn_sum(&values) % 10) % 10).unwrap();
        let text: String = values.iter().map(ToString::to_string).collect();
        assert!(parse(&text).is_ok(), "12th digit {twelfth}");
    }
}

#[test]
fn a_typing_error_is_corrected_only_towards_one_known_number() {
    let known = DATASET.map(|text| parse(text).unwrap());
    let is_known = |number: &UitpasNumber| known.contains(number);
    let meant = parse("0900000095902").unwrap();
    assert_eq!(
        UitpasNumber::likely_correction("0900000059902", is_known),
        Some(meant),
        "swap"
    );
    assert_eq!(
        UitpasNumber::likely_correction("0900000095907", is_known),
        Some(meant),
        "digit"
    );
    assert_eq!(
        UitpasNumber::likely_correction("0900000095907", |_| true),
        None,
        "too many fit"
    );
    assert_eq!(
        UitpasNumber::likely_correction("0900000095907", |_| false),
        None
    );
    assert_eq!(
        UitpasNumber::likely_correction("0900000095902", |_| true),
        None,
        "nothing wrong"
    );
}

#[test]
fn json_is_a_string_and_a_mistake_does_not_repeat_the_number() {
    let number = parse("0900000095902").unwrap();
    assert_eq!(serde_json::to_string(&number).unwrap(), "\"0900000095902\"");
    assert_eq!(
        serde_json::from_str::<UitpasNumber>("\"0900000095902\"").unwrap(),
        number
    );
    let refusal = serde_json::from_str::<UitpasNumber>("\"0900000095903\"").unwrap_err();
    assert!(!refusal.to_string().contains("0900000095903"));
}

proptest! {
    #[test]
    fn every_single_wrong_digit_is_caught_and_can_be_corrected(
        number in any_number(), place in 0usize..LENGTH, shift in 1u8..10,
    ) {
        let mut typed = digits::<LENGTH>(number.as_str()).unwrap();
        typed[place] = (typed[place] + shift) % 10;
        let text: String = typed.iter().map(ToString::to_string).collect();
        prop_assert_eq!(parse(&text), Err(UitpasNumberError::WrongCheckDigit));
        prop_assert!(UitpasNumber::corrections(&text).contains(&number));
    }

    #[test]
    fn every_swap_of_neighbours_but_09_and_90_is_caught(
        number in any_number(), place in 1usize..LENGTH,
    ) {
        let mut typed = digits::<LENGTH>(number.as_str()).unwrap();
        let pair = (typed[place - 1], typed[place]);
        typed.swap(place - 1, place);
        let text: String = typed.iter().map(ToString::to_string).collect();
        let unseen = pair.0 == pair.1 || matches!(pair, (0, 9) | (9, 0));
        prop_assert_eq!(parse(&text).is_ok(), unseen);
        prop_assert!(unseen || UitpasNumber::corrections(&text).contains(&number));
    }

    #[test]
    fn corrections_are_valid_and_distinct(text in "[0-9]{13}") {
        let found = UitpasNumber::corrections(&text);
        for (index, number) in found.iter().enumerate() {
            prop_assert_eq!(parse(number.as_str()), Ok(*number));
            prop_assert!(!found[..index].contains(number));
        }
    }

    #[test]
    fn debug_and_mask_hide_all_but_three_digits(number in any_number()) {
        for shown in [format!("{number:?}"), number.masked()] {
            let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits.as_str(), &number.as_str()[7..10]);
        }
    }

    #[test]
    fn no_text_makes_the_parser_fall_over(text in ".*") {
        let _ = parse(&text);
    }
}
