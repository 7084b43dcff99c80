//! Arguments, files, terminal, exit codes; one file a subcommand.

pub mod problems;
