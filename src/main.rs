//! The `hotwash` command: a thin door to the library.

fn main() -> std::process::ExitCode {
    hotwash::cli::main()
}
