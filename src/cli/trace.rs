//! What the command says about its own doings, to standard error: `-v` or `RUST_LOG`.

use tracing_subscriber::EnvFilter;

/// Begins to trace: nothing but warnings by default, more with each `-v`; `RUST_LOG` overrides.
pub fn begin(verbose: u8) {
    let level = match verbose {
        0 => "warn",
        1 => "hotwash=info",
        2 => "hotwash=debug",
        _ => "hotwash=trace",
    };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    let to_stderr = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .without_time();
    // A second beginning, as in tests, changes nothing.
    let _ = to_stderr.try_init();
}
