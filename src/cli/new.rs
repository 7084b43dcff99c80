//! `hotwash new`: a small scenario to start from.

use super::exit::{Exit, Failure};
use super::file;
use super::terminal::Terminal;
use crate::scenario;
use std::path::PathBuf;

/// Write a small commented scenario that passes `check`, to start from
#[derive(clap::Args, Debug)]
pub struct Args {
    /// What the exercise is called; the file is called after it
    name: String,
    /// Where to write it, instead of NAME.ron here
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes it; what is there already is left alone.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn run(args: &Args, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let path = match &args.out {
        Some(path) => path.clone(),
        None => PathBuf::from(format!("{}.ron", stem(&args.name)?)),
    };
    let shown = path.display();
    if path.exists() {
        return Err(
            Failure::new(Exit::File, format!("{shown} is there already"))
                .help("choose another name, or say where with --out"),
        );
    }
    file::write_text(&path, scenario::template(&args.name))?;
    terminal.print(format!(
        "{shown} is written. Next:\n  hotwash check {shown}\n  hotwash run {shown}\n"
    ))?;
    Ok(Exit::Fine)
}

/// The file's name: letters and digits, in lower case, joined by hyphens.
fn stem(name: &str) -> Result<String, Failure> {
    let words = name.split(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = (words.filter(|word| !word.is_empty()))
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        return Err(Failure::new(
            Exit::Usage,
            format!("`{name}` has no letter or digit to name a file after"),
        )
        .help("give the exercise a name, or say where with --out"));
    }
    Ok(words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_after_the_exercise() {
        for (name, expected) in [
            ("First drill", Some("first-drill")),
            ("../etc/passwd", Some("etc-passwd")),
            ("Übung 7!", Some("übung-7")),
            ("...", None),
        ] {
            assert_eq!(stem(name).ok().as_deref(), expected, "{name}");
        }
    }
}
