//! HW01: the shape of the text.

super::codes! {
    SYNTAX = "HW0101" Error "the text is not well formed":
        "The text does not follow the grammar of RON: a comma, a colon or a quote is missing or \
         too many. Only the first such error of a file is reported, since what follows it may \
         not mean what it seems to.";
        "(id: \"auscert\" economy: \"AU\")";
    UNBALANCED = "HW0102" Error "a bracket, quote or comment is not closed":
        "Every `(`, `[`, `{`, `\"` and `/*` needs its counterpart. Both ends that do not match \
         are shown; what is missing is usually close to the inner one.";
        "organisations: [(id: \"auscert\", economy: \"AU\"]";
    TOO_DEEP = "HW0103" Error "brackets are nested too deep":
        "Brackets may be nested 64 deep. No noun of a scenario needs a tenth of that.";
        "((((((((((((((((((((((((((((((((((( … ))))))))))))))))))))))))))))))))))))";
    ATTRIBUTE = "HW0104" Error "attributes are not allowed":
        "RON lets a file switch on extensions with `#![enable(…)]`. Scenarios are all read with \
         one fixed set, so that text can be moved from one file to another: `Some(…)` may be \
         left out, and nothing needs to be switched on.";
        "#![enable(implicit_some)]";
    UNKNOWN_FIELD = "HW0105" Error "no such field":
        "The name before a colon is not one that is known here. The names that are known are \
         listed.";
        "(id: \"auscert\", econmy: \"AU\")";
    MISSING_FIELD = "HW0106" Error "a field is missing":
        "A field that has no default is not given.";
        "(id: \"auscert\", name: \"AusCERT\")    // no economy";
    DUPLICATE_FIELD = "HW0107" Error "a field is given twice":
        "A field can be given once; which of the two is meant cannot be known.";
        "(id: \"auscert\", economy: \"AU\", economy: \"NZ\")";
    UNKNOWN_VARIANT = "HW0108" Error "no such choice":
        "A word without quotes is one of a fixed set of choices, and this one is not among them.";
        "(kind: NatoinalCert)";
    WRONG_TYPE = "HW0109" Error "a value is of the wrong type":
        "Another sort of value is expected here: text is in quotes, numbers and words of choice \
         are not, lists are in `[ ]`, and what has fields is in `( )`.";
        "analysts: \"six\"";
    OUT_OF_RANGE = "HW0110" Error "a number is out of range":
        "The number is outside what makes sense here, or is not a number (NaN, infinite).";
        "background: PerHour(-2.0)";
    WRONG_NAME = "HW0111" Error "a name before `(` is wrong":
        "What has fields is written `( … )`; a name may stand before the bracket, but then it \
         must be the right one.";
        "desk: Dekc(analysts: 6)";
}
