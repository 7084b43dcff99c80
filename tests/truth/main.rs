//! Is it right? Tests that would catch a wrong model, not only a changed one.

mod blind;
mod campaign;
mod cast;
mod desk_theory;
mod edition;
mod experiments;
mod fitted;
mod golden;
mod known_limits;
mod labels;
mod luck;
mod season;
mod validation;
mod value;
mod whole;
