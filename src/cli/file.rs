//! Files: read whole, written whole or not at all.

use super::exit::{Exit, Failure};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write as _};
use std::path::Path;

/// Writes a file through a temporary one beside it, which takes its place when all is written:
/// whoever looks sees the old file or the new one.
///
/// # Errors
/// When the directory or the file cannot be written.
pub fn write<T>(
    path: &Path,
    fill: impl FnOnce(&mut BufWriter<&File>) -> io::Result<T>,
) -> Result<T, Failure> {
    put(path, fill).map_err(|error| {
        Failure::new(Exit::File, format!("cannot write {}", path.display()))
            .because(error)
            .help("name a place that exists and that you may write to")
    })
}

fn put<T>(path: &Path, fill: impl FnOnce(&mut BufWriter<&File>) -> io::Result<T>) -> io::Result<T> {
    let beside = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    // Temporary files are private by default; this one is to become an ordinary file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(beside.unwrap_or(Path::new(".")))?;
    let mut out = BufWriter::new(file.as_file());
    let filled = fill(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path)?;
    Ok(filled)
}

/// Writes a text the same way.
///
/// # Errors
/// As [`write`].
pub fn write_text(path: &Path, text: impl AsRef<[u8]>) -> Result<(), Failure> {
    write(path, |out| out.write_all(text.as_ref()))
}

/// Creates a directory and those above it.
///
/// # Errors
/// When that cannot be done.
pub fn directory(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| {
        Failure::new(Exit::File, format!("cannot create {}", path.display())).because(error)
    })
}

/// Opens a file to read; `-` is standard input.
///
/// # Errors
/// When it cannot be opened.
pub fn open(path: &Path) -> Result<Box<dyn io::BufRead>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let opened = File::open(path);
    let file = opened.map_err(|error| {
        Failure::new(Exit::File, format!("cannot read {}", path.display())).because(error)
    })?;
    Ok(Box::new(BufReader::new(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_left_as_it_was() {
        let dir = tempfile::tempdir().expect("a place to write");
        let path = dir.path().join("a");
        write_text(&path, "first").expect("written");
        let torn = write(&path, |out| {
            out.write_all(b"half")?;
            Err::<(), _>(io::Error::other("no more room"))
        });
        assert_eq!(torn.expect_err("torn").exit, Exit::File);
        assert_eq!(fs::read(&path).expect("readable"), b"first");
        assert_eq!(fs::read_dir(dir.path()).expect("readable").count(), 1);
        assert!(write_text(&dir.path().join("no/such/place"), "").is_err());
    }
}
