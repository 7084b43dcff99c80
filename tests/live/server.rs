//! A server as somebody starts it, and people who come in by their links.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, StreamOwned};

/// A server that is running.
pub struct Server {
    /// Its process; none where this one serves.
    child: Option<Child>,
    /// Host and port.
    pub at: String,
    /// How links begin: `http` or `https`.
    pub scheme: String,
    /// Whom to trust, where TLS is spoken.
    pub tls: Option<Arc<ClientConfig>>,
    /// The secret of each link, by whom it is for.
    pub links: BTreeMap<String, String>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

impl Server {
    /// Starts one in a place, for a scenario, with a seed of 7.
    pub fn start(dir: &Path, scenario: &str) -> Server {
        Server::start_by(&[], dir, scenario, &[])
    }

    /// The same, begun by another command, with more arguments.
    pub fn start_by(by: &[&str], dir: &Path, scenario: &str, more: &[&str]) -> Server {
        let serve = ["serve", scenario, "--seed", "7", "--keep", "kept.hotwash"];
        Server::called(by, dir, &serve, more)
    }

    /// Starts one in a place, as it is called.
    pub fn start_with(dir: &Path, serve: &[&str]) -> Server {
        Server::called(&[], dir, serve, &[])
    }

    fn called(by: &[&str], dir: &Path, serve: &[&str], more: &[&str]) -> Server {
        let mut all = by
            .iter()
            .chain(&[env!("CARGO_BIN_EXE_hotwash")])
            .chain(serve);
        let anywhere = ["--listen", "127.0.0.1:0"];
        let more = match more.contains(&"--listen") {
            true => more.to_vec(),
            false => [&anywhere, more].concat(),
        };
        let mut child = Command::new(all.next().expect("there is a command"))
            .current_dir(dir)
            .args(all)
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let (mut links, mut at, mut scheme) = (BTreeMap::new(), String::new(), String::new());
        loop {
            let mut line = String::new();
            if out.read_line(&mut line).expect("it says something") == 0 {
                let mut why = String::new();
                let error = child
                    .stderr
                    .take()
                    .map(|mut from| from.read_to_string(&mut why));
                panic!("the server ends: {why} {error:?}");
            }
            if let Some((who, link)) = line.split_once("://") {
                let (who, how) = who.rsplit_once(' ').unwrap_or(("", who));
                how.clone_into(&mut scheme);
                if let Some((host, token)) = link.trim().split_once("/enter/") {
                    links.insert(who.trim().to_owned(), token.to_owned());
                    host.clone_into(&mut at);
                } else {
                    break;
                }
            }
        }
        // Whatever else it says goes nowhere, and never blocks it.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        let tls = None;
        let child = Some(child);
        Server {
            child,
            at,
            scheme,
            tls,
            links,
        }
    }

    /// One that this process serves, at an address.
    pub fn here(at: String, links: BTreeMap<String, String>) -> Server {
        Server {
            child: None,
            at,
            scheme: "http".to_owned(),
            tls: None,
            links,
        }
    }

    /// Its process.
    pub fn pid(&self) -> String {
        let child = self.child.as_ref();
        child.expect("it has a process").id().to_string()
    }

    /// Ends it at once and without a word, whatever it is doing.
    pub fn strike(&self) {
        let struck = Command::new("kill").args(["-9", &self.pid()]).status();
        assert!(struck.expect("there is a kill").success());
    }

    /// Ends it as an operator would.
    pub fn end(mut self) {
        let ended = Command::new("kill").args(["-TERM", &self.pid()]).status();
        assert!(ended.expect("there is a kill").success());
        let child = self.child.as_mut().expect("it has a process");
        assert!(child.wait().expect("it ends").success());
    }

    /// One request, with nothing but what is said here.
    /// Where nobody listens any more the answer has the status 0.
    pub fn ask(&self, method: &str, path: &str, head: &[(&str, &str)], body: &str) -> Answer {
        let Ok(stream) = TcpStream::connect(&self.at) else {
            return read("");
        };
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a timeout can be set");
        let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.at);
        for (name, value) in head {
            text += &format!("{name}: {value}\r\n");
        }
        text += &format!(
            "Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        match &self.tls {
            None => exchange(stream, &text),
            Some(trust) => {
                let host = self.at.split(':').next().expect("it has a host").to_owned();
                let host = host.try_into().expect("it is an address");
                let spoken = ClientConnection::new(Arc::clone(trust), host);
                exchange(StreamOwned::new(spoken.expect("it begins"), stream), &text)
            }
        }
    }

    /// Somebody comes in by the link that was printed for them.
    pub fn enter(&self, who: &str) -> Guest {
        let mut guest = self.enter_by(&self.links[who]);
        // What controllers do with the script, they sign.
        if who.contains("controller") {
            guest.sign(self, who);
        }
        guest
    }

    /// Somebody comes in by what stands behind `/enter/` in a link.
    pub fn enter_by(&self, token: &str) -> Guest {
        let answer = self.ask("GET", &format!("/enter/{token}"), &[], "");
        assert_eq!(answer.status, 200, "{answer:?}");
        let cookie = answer.header("set-cookie").expect("a cookie is given");
        let (cookie, flags) = cookie.split_once(';').expect("it has flags");
        assert!(
            flags.contains("HttpOnly") && flags.contains("SameSite=Strict"),
            "{flags}"
        );
        Guest::with(cookie)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Somebody with a cookie.
#[derive(Clone)]
pub struct Guest {
    pub cookie: String,
    sent: u32,
}

impl Guest {
    /// Says who they are, from now on.
    pub fn sign(&mut self, server: &Server, name: &str) {
        let answer = self.send(server, "/sign", &[("by", name)]);
        let signed = answer.header("set-cookie").expect("the name is kept");
        let (signed, flags) = signed.split_once(';').expect("it has flags");
        assert!(
            flags.contains("HttpOnly") && flags.contains("SameSite=Strict"),
            "{flags}"
        );
        self.cookie = format!("{}; {signed}", self.cookie);
    }

    /// Somebody who has come in already.
    pub fn with(cookie: &str) -> Guest {
        Guest {
            cookie: cookie.to_owned(),
            sent: 0,
        }
    }

    /// A page.
    pub fn page(&self, server: &Server, path: &str) -> Answer {
        server.ask("GET", path, &[("Cookie", &self.cookie)], "")
    }

    /// The first thing that an open page of this guest hears.
    pub fn news(&self, server: &Server) -> String {
        let mut stream = TcpStream::connect(&server.at).expect("it listens");
        let timeout = Some(Duration::from_secs(20));
        stream
            .set_read_timeout(timeout)
            .expect("a timeout can be set");
        let (host, cookie) = (&server.at, &self.cookie);
        let text = format!("GET /events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n");
        stream.write_all(text.as_bytes()).expect("it is sent");
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        let data = lines.find_map(|line| Some(line.strip_prefix("data: ")?.to_owned()));
        data.unwrap_or_default()
    }

    /// The word that forms of this guest bring along.
    pub fn word(&self, server: &Server) -> String {
        let page = self.page(server, "/watch").body;
        between(&page, "name=\"word\" value=\"", "\"").unwrap_or_else(|| panic!("no form: {page}"))
    }

    /// Sends a form as a browser would, under a key of its own.
    pub fn send(&mut self, server: &Server, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.sent += 1;
        let own = self.cookie.split(['=', ';']).nth(1).unwrap_or_default();
        let key = format!("{}-{}", &own[..16], self.sent);
        self.send_as(server, path, &key, fields)
    }

    /// Sends a form under a key.
    pub fn send_as(
        &self,
        server: &Server,
        path: &str,
        key: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        self.send_word(server, path, (&self.word(server), key), fields)
    }

    /// Sends a form with the word that was on its page, under a key.
    pub fn send_word(
        &self,
        server: &Server,
        path: &str,
        (word, key): (&str, &str),
        fields: &[(&str, &str)],
    ) -> Answer {
        let all = [("word", word), ("key", key)];
        let body = form(all.iter().chain(fields));
        let origin = format!("{}://{}", server.scheme, server.at);
        let head = [
            ("Cookie", self.cookie.as_str()),
            ("Content-Type", "application/x-www-form-urlencoded"),
            ("Origin", &origin),
        ];
        server.ask("POST", path, &head, &body)
    }
}

/// Says something and hears the answer to its end.
fn exchange(mut stream: impl std::io::Read + std::io::Write, text: &str) -> Answer {
    // Whoever refuses a long request may not read it to its end.
    let _ = stream.write_all(text.as_bytes());
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    read(&String::from_utf8_lossy(&bytes))
}

pub fn read(text: &str) -> Answer {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let status = head.split(' ').nth(1);
    Answer {
        status: status.and_then(|status| status.parse().ok()).unwrap_or(0),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// Fields as a form sends them.
pub fn form<'a>(fields: impl Iterator<Item = &'a (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// What stands between two texts, the first time.
pub fn between(text: &str, from: &str, to: &str) -> Option<String> {
    let (_, rest) = text.split_once(from)?;
    Some(rest.split_once(to)?.0.to_owned())
}

/// Asks again until something is so.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    for _ in 0..400 {
        if let Some(found) = look() {
            return found;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what} never came");
}

/// Whether something that a test needs is there. Where it is not, that is said and the test is
/// skipped, unless HOTWASH_REQUIRE, a list, names it.
pub fn required(what: &str, is_there: impl Fn() -> bool) -> bool {
    if is_there() {
        return true;
    }
    let list = std::env::var("HOTWASH_REQUIRE").unwrap_or_default();
    assert!(
        !list.split(',').any(|one| one == what),
        "there is no {what}"
    );
    println!("skipped: there is no {what}");
    false
}
