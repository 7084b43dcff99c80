//! Ctrl-C and SIGTERM: what is in hand is finished, and nothing new begins.

use super::exit::{Exit, Failure};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// What a shell gives a command that a signal ended, less the signal's number.
const KILLED: i32 = 128;

/// A flag that becomes true at the first interrupt. A second one ends the program at once.
///
/// # Errors
/// When the system takes no handler.
pub fn flag() -> Result<Arc<AtomicBool>, Failure> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order: the first of two looks at the flag before the second sets it.
        flag::register_conditional_shutdown(signal, KILLED + signal, Arc::clone(&stop))
            .and_then(|_| flag::register(signal, Arc::clone(&stop)))
            .map_err(|error| {
                Failure::new(Exit::File, "cannot listen for interrupts").because(error)
            })?;
    }
    Ok(stop)
}
