//! Where scenario files come from: the file system, includes counted from the file that names
//! them.

use crate::scenario::shelf::{Missing, Opened, Shelf};
use crate::scenario::source::MAX_FILE;
use std::fs::File;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

/// The file system; `-` is standard input.
pub struct Files;

/// The names that "did you mean" chooses from.
const OFFERED: usize = 1_000;

impl Shelf for Files {
    fn open(&self, from: Option<&str>, name: &str) -> Result<Opened, Missing> {
        if from.is_none() && name == "-" {
            let bytes = read(io::stdin().lock())?;
            let name = "standard input".to_owned();
            return Ok(Opened { name, bytes });
        }
        let beside = from.and_then(|from| Path::new(from).parent());
        let path = plain(&beside.unwrap_or(Path::new("")).join(name));
        let shown = path.display().to_string();
        let file = File::open(&path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => Missing::NotFound(vec![shown.clone()]),
            _ => Missing::Unreadable(error.to_string()),
        })?;
        let bytes = read(file)?;
        Ok(Opened { name: shown, bytes })
    }

    fn names(&self) -> Vec<String> {
        let here = std::fs::read_dir(".").into_iter().flatten().flatten();
        let mut names: Vec<String> = here
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.ends_with(".ron") || name.ends_with(".csv"))
            .take(OFFERED)
            .collect();
        names.sort();
        names
    }
}

fn read(from: impl io::Read) -> Result<Vec<u8>, Missing> {
    let mut bytes = Vec::new();
    // One byte more than allowed is enough to know, whatever a device would go on to give.
    let most = MAX_FILE as u64 + 1;
    let read = from.take(most).read_to_end(&mut bytes);
    read.map_err(|error| Missing::Unreadable(error.to_string()))?;
    if bytes.len() as u64 == most {
        return Err(Missing::TooLarge(most));
    }
    Ok(bytes)
}

/// The path without `.` and, where a name stands before it, without `..`: one name for one file,
/// so that files that include each other are seen to.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(plain.components().next_back(), Some(Component::Normal(_))) =>
            {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_name() {
        for (path, expected) in [
            ("a/./b.ron", "a/b.ron"),
            ("a/x/../b.ron", "a/b.ron"),
            ("../a.ron", "../a.ron"),
            ("../../a.ron", "../../a.ron"),
            ("./a.ron", "a.ron"),
            ("/../a.ron", "/../a.ron"),
        ] {
            assert_eq!(plain(Path::new(path)), Path::new(expected), "{path}");
        }
    }

    #[test]
    fn files_are_read_beside_who_includes_them() {
        let dir = tempfile::tempdir().expect("a place to write");
        let inner = dir.path().join("parts");
        std::fs::create_dir(&inner).expect("written");
        std::fs::write(inner.join("x.ron"), "()").expect("written");
        let main = dir.path().join("main.ron").display().to_string();
        let opened = Files.open(Some(&main), "parts/x.ron").expect("there");
        assert_eq!(opened.bytes, b"()");
        let again = Files
            .open(Some(&opened.name), "../parts/x.ron")
            .expect("there");
        assert_eq!(again.name, opened.name);
        let folder = Files.open(Some(&main), "parts");
        assert!(matches!(folder, Err(Missing::Unreadable(_))), "{folder:?}");
        let absent = Files.open(Some(&main), "y.ron");
        assert!(matches!(absent, Err(Missing::NotFound(_))), "{absent:?}");
        let endless = read(io::repeat(b' '));
        assert!(matches!(endless, Err(Missing::TooLarge(_))));
    }
}
