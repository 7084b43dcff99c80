//! Closed vocabularies: one word each, the same in journals, JSON and printed text.

/// Declares a closed vocabulary whose members have one stable word each.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(deny_unknown_fields)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)*
        }

        impl $name {
            /// Every member, in declared order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The word that stands for this member in a journal.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }

            /// The member a word stands for.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl $crate::model::record::Field for $name {
            fn write(&self, _: &$crate::model::Names, out: &mut Vec<u8>) {
                out.push(b'"');
                out.extend_from_slice(self.word().as_bytes());
                out.push(b'"');
            }
            fn read(
                value: &serde_json::Value,
                _: &$crate::model::Names,
            ) -> Result<Self, $crate::model::record::FieldError> {
                value.as_str().and_then(Self::from_word).ok_or_else(|| {
                    $crate::model::record::FieldError::new(stringify!($name), value)
                })
            }
        }
    };
}

pub(crate) use words;
