//! The plural rules of `domain` against the Unicode consortium's own data.

use domain::language::Language;
use icu_plurals::{PluralRuleType, PluralRules, PluralRulesOptions};

#[test]
fn every_count_has_the_category_that_unicode_gives_it() {
    for language in Language::ALL {
        let locale: icu_locale_core::Locale = language.code().parse().unwrap();
        let options = PluralRulesOptions::default().with_type(PluralRuleType::Cardinal);
        let rules = PluralRules::try_new(locale.into(), options).unwrap();
        for n in (0..2_200)
            .chain((0..3_000_000).step_by(1_009))
            .chain([1_000_000, 2_000_000])
        {
            let unicode = format!("{:?}", rules.category_for(n)).to_lowercase();
            assert_eq!(language.plural(n).name(), unicode, "{language} {n}");
        }
    }
}
