//! A network between browsers and a server, as bad as networks are.

use crate::server::Server;
use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One that can fall silent: nothing is refused, and nothing comes through; or be torn: whatever
/// goes through ends, and nothing comes in.
pub struct Network {
    /// Where it is entered.
    pub at: String,
    way: Arc<Way>,
}

/// How a page asks for its news.
const NEWS: &str = "GET /events ";

#[derive(Default)]
struct Way {
    silent: AtomicBool,
    torn: AtomicBool,
    lines: Mutex<BTreeMap<usize, Line>>,
    refused: AtomicUsize,
}

/// A connection: its near end, and what was asked last through it.
struct Line {
    near: TcpStream,
    asked: String,
}

impl Way {
    fn lines(&self) -> MutexGuard<'_, BTreeMap<usize, Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what goes through a connection: what is asked, and whether it is a stream that
    /// is refused.
    fn note(&self, nth: usize, asks: bool, bytes: &[u8]) {
        let mut lines = self.lines();
        let Some(line) = lines.get_mut(&nth) else {
            return;
        };
        if asks {
            line.asked = String::from_utf8_lossy(bytes).into_owned();
        } else if bytes.starts_with(b"HTTP/1.1 ") && !bytes.starts_with(b"HTTP/1.1 200") {
            let stream = line.asked.starts_with(NEWS);
            self.refused
                .fetch_add(usize::from(stream), Ordering::SeqCst);
            line.asked.clear();
        }
    }

    /// Connects both ends, unless it is torn or one of them has gone.
    fn join(self: &Arc<Way>, nth: usize, near: TcpStream, to: &str) -> Option<()> {
        let mut lines = self.lines();
        if self.torn.load(Ordering::SeqCst) {
            return None;
        }
        let far = TcpStream::connect(to).ok()?;
        let (near_again, far_again) = (near.try_clone().ok()?, far.try_clone().ok()?);
        let line = Line {
            near: near.try_clone().ok()?,
            asked: String::new(),
        };
        lines.insert(nth, line);
        carry(near, far, Arc::clone(self), (nth, true));
        carry(far_again, near_again, Arc::clone(self), (nth, false));
        Some(())
    }
}

impl Network {
    pub fn to(server: &Server) -> Network {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let at = listener.local_addr().expect("it has one").to_string();
        let (to, way) = (server.at.clone(), Arc::<Way>::default());
        let joined = Arc::clone(&way);
        std::thread::spawn(move || {
            for (nth, near) in listener.incoming().map_while(Result::ok).enumerate() {
                joined.join(nth, near, &to);
            }
        });
        Network { at, way }
    }

    /// Lets nothing through any more, or all of it again.
    pub fn cut(&self, silent: bool) {
        self.way.silent.store(silent, Ordering::SeqCst);
    }

    /// Ends whatever goes through and lets nobody in, or everybody again.
    pub fn tear(&self, torn: bool) {
        let lines = self.way.lines();
        self.way.torn.store(torn, Ordering::SeqCst);
        for line in lines.values().filter(|_| torn) {
            let _ = line.near.shutdown(Shutdown::Both);
        }
    }

    /// How many streams of news were refused.
    pub fn refused(&self) -> usize {
        self.way.refused.load(Ordering::SeqCst)
    }

    /// The pages that hold a stream of news open just now, each by the path that it was asked from.
    pub fn streams(&self) -> Vec<String> {
        let lines = self.way.lines();
        let asked = lines.values().map(|line| line.asked.as_str());
        let open = asked.filter(|asked| asked.starts_with(NEWS));
        let from = open.map(|asked| {
            let mut heads = asked.lines().filter_map(|head| head.split_once(": "));
            let from = heads.find(|(name, _)| name.eq_ignore_ascii_case("referer"));
            let path = from.and_then(|(_, url)| url.splitn(4, '/').nth(3));
            path.unwrap_or_default().to_owned()
        });
        from.collect()
    }
}

/// Carries what comes from one side to the other, unless the network is silent.
fn carry(mut from: TcpStream, mut to: TcpStream, way: Arc<Way>, (nth, asks): (usize, bool)) {
    std::thread::spawn(move || {
        let mut bytes = [0; 16 << 10];
        while let Ok(read @ 1..) = from.read(&mut bytes) {
            while way.silent.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(50));
            }
            way.note(nth, asks, &bytes[..read]);
            if to.write_all(&bytes[..read]).is_err() {
                break;
            }
        }
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Both));
        way.lines().remove(&nth);
    });
}
