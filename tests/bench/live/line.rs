//! A connection that is used again and again, as browsers use theirs.

use tokio::net::TcpStream;

/// One connection.
pub struct Line {
    stream: TcpStream,
    at: String,
    read: Vec<u8>,
}

impl Line {
    /// Connects to a host and port.
    pub async fn to(at: &str) -> Line {
        let stream = TcpStream::connect(at).await.expect("the server listens");
        stream.set_nodelay(true).expect("it is a socket");
        Line {
            stream,
            at: at.to_owned(),
            read: Vec::new(),
        }
    }

    /// Sends one request; `head` are whole lines of it.
    pub async fn send(&mut self, method: &str, path: &str, head: &str, body: &str) {
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\n{head}Content-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.at,
            body.len()
        );
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            self.stream.writable().await.expect("it takes more");
            match self.stream.try_write(rest) {
                Ok(written) => rest = &rest[written..],
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(error) => panic!("the server hangs up: {error}"),
            }
        }
    }

    /// Whatever comes next; false where nothing comes any more.
    async fn more(&mut self) -> bool {
        loop {
            self.stream.readable().await.expect("it is open");
            let mut part = [0; 16 << 10];
            match self.stream.try_read(&mut part) {
                Ok(read) => {
                    self.read.extend_from_slice(&part[..read]);
                    return read > 0;
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => return false,
            }
        }
    }

    /// Sends one request and waits for the answer: its status, and head and body as text.
    pub async fn ask(&mut self, method: &str, path: &str, head: &str, body: &str) -> (u16, String) {
        self.send(method, path, head, body).await;
        loop {
            let text = String::from_utf8_lossy(&self.read);
            if let Some(end) = text.find("\r\n\r\n") {
                let head = text[..end].to_lowercase();
                let long = field(&head, "content-length: ");
                let long: usize = long.and_then(|text| text.parse().ok()).unwrap_or(0);
                if self.read.len() >= end + 4 + long {
                    let status = text.split(' ').nth(1).and_then(|text| text.parse().ok());
                    let all: Vec<u8> = self.read.drain(..end + 4 + long).collect();
                    return (
                        status.unwrap_or(0),
                        String::from_utf8_lossy(&all).into_owned(),
                    );
                }
            }
            assert!(self.more().await, "the server hangs up");
        }
    }

    /// What comes by a stream until an event is whole.
    pub async fn event(&mut self) -> Option<String> {
        loop {
            let end = self.read.windows(2).position(|two| two == b"\n\n");
            if let Some(end) = end {
                let all: Vec<u8> = self.read.drain(..end + 2).collect();
                return Some(String::from_utf8_lossy(&all).into_owned());
            }
            if !self.more().await {
                return None;
            }
        }
    }
}

/// What follows a text, up to a quotation mark, a comma or the end of a line.
pub fn field<'t>(text: &'t str, begins: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(begins)?;
    rest.split(['"', ',', '}', '\r', '\n']).next()
}
