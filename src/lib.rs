//! Hotwash rehearses, runs and scores international cyber-incident exercises.
//!
//! Text becomes an [`exercise`], the engine plays it into a journal, metrics fold the journal,
//! the scorecard rates it, a report renders that. One way, no way back; `src/ARCHITECTURE.md`
//! is the map.

pub mod action;
pub mod behaviour;
pub mod campaign;
#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod exercise;
pub mod fact;
pub mod fit;
pub mod interop;
pub mod journal;
pub mod kernel;
#[cfg(feature = "live")]
pub mod live;
pub mod metric;
pub mod model;
pub mod report;
pub mod scenario;
pub mod scorecard;
