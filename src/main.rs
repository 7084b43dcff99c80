//! The `hotwash` command: a thin door to the library.

/// A drill makes a small allocation for each message and each rule under way; this allocator
/// takes a quarter off the time of playing one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    hotwash::cli::main()
}
