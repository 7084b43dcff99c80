//! Real browsers, driven through WebDriver as people drive them: with Debian's `chromium` and
//! `chromium-driver`. Pages are looked over with axe, whose file HOTWASH_AXE names.

pub use crate::network::Network;
use crate::server::{Server, required};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::error::{CmdError, ErrorStatus};
use fantoccini::wd::{PrintConfiguration, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Whether browsers, and what looks pages over, are there.
pub fn are_there() -> bool {
    let starts = |program: &str| {
        let mut asked = Command::new(program);
        let asked = asked.arg("--version").stdout(Stdio::null());
        asked.stderr(Stdio::null()).status().is_ok()
    };
    let driver = required("chromedriver", || starts("chromedriver"));
    let browser = required("chromium", || starts("chromium"));
    let axe = required("axe", || axe().is_some_and(|path| path.is_file()));
    driver && browser && axe
}

fn axe() -> Option<PathBuf> {
    std::env::var_os("HOTWASH_AXE").map(PathBuf::from)
}

/// What starts browsers.
pub struct Driver {
    child: Child,
    url: String,
}

impl Driver {
    pub fn start() -> Driver {
        // The port that it takes for one kind of address may be another's for the other kind.
        let started = (0..5).find_map(|_| Driver::try_start());
        started.expect("chromedriver goes on")
    }

    fn try_start() -> Option<Driver> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut lines = out.by_ref().lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            Some(port.trim().trim_end_matches('.').to_owned())
        });
        let Some(port) = port else {
            let _ = child.wait();
            return None;
        };
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Some(Driver {
            child,
            url: format!("http://127.0.0.1:{port}"),
        })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Something that Chromium alone can be told: where to say it, and what.
#[derive(Debug)]
struct Chromium(&'static str, Value);

impl WebDriverCompatibleCommand for Chromium {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.0))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.1.to_string()))
    }
}

/// Somebody at a browser of their own.
pub struct Person {
    /// Who it is, for what is said when something fails.
    pub who: String,
    client: Client,
    origin: String,
}

impl Person {
    /// Opens a browser with a window of a size.
    pub async fn new(driver: &Driver, who: &str, size: (u32, u32)) -> Person {
        Person::with(driver, who, size, &[]).await
    }

    /// The same, for a browser that is told more as it starts.
    pub async fn with(
        driver: &Driver,
        who: &str,
        (width, height): (u32, u32),
        more: &[&str],
    ) -> Person {
        let size = format!("--window-size={width},{height}");
        let mut args = vec![
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        args.push(&size);
        args.extend(more);
        // To look a page over takes long while other tests run.
        let wanted = json!({
            "goog:chromeOptions": { "args": args },
            "timeouts": { "script": 120_000 },
        });
        let Value::Object(wanted) = wanted else {
            unreachable!("it is written as one")
        };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(wanted)
            .connect(&driver.url)
            .await
            .unwrap_or_else(|error| panic!("{who} has no browser: {error}"));
        Person {
            who: who.to_owned(),
            client,
            origin: String::new(),
        }
    }

    /// Comes in by a link, and waits for the page that it leads to.
    pub async fn enter(&mut self, server: &Server, link: &str, home: &str) {
        self.enter_by(&server.at, server, link, home).await;
    }

    /// The same, where the server is reached at another address.
    pub async fn enter_by(&mut self, at: &str, server: &Server, link: &str, home: &str) {
        self.origin = format!("http://{at}");
        let token = &server.links[link];
        self.go(&format!("/enter/{token}")).await;
        self.until(
            "the page that the link leads to",
            &format!("location.pathname === {home:?}"),
        )
        .await;
        self.until("the clock", "document.getElementById('clock-at') !== null")
            .await;
    }

    /// Goes to a page of a server without a link.
    pub async fn visit(&mut self, at: &str, path: &str) {
        self.origin = format!("http://{at}");
        self.go(path).await;
    }

    pub async fn go(&self, path: &str) {
        let url = format!("{}{path}", self.origin);
        let went = self.client.goto(&url).await;
        went.unwrap_or_else(|error| panic!("{} cannot go to {path}: {error}", self.who));
    }

    pub async fn reload(&self) {
        let reloaded = self.client.refresh().await;
        reloaded.unwrap_or_else(|error| panic!("{} cannot reload: {error}", self.who));
    }

    /// What a script says of the page.
    pub async fn says(&self, script: &str) -> Value {
        let said = self
            .client
            .execute(&format!("return ({script});"), vec![])
            .await;
        said.unwrap_or_else(|error| panic!("{}: {script}: {error}", self.who))
    }

    /// Waits until a script says that something is so.
    pub async fn until(&self, what: &str, script: &str) {
        for _ in 0..600 {
            // A page that is just being left says nothing.
            let said = self
                .client
                .execute(&format!("return Boolean({script});"), vec![])
                .await;
            if said.is_ok_and(|said| said == json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let page = self.says("document.body.innerText").await;
        panic!("{}: {what} never came: {page}", self.who);
    }

    /// Waits until the page says something.
    pub async fn until_said(&self, text: &str) {
        let script = format!("document.body.innerText.includes({})", json!(text));
        self.until(text, &script).await;
    }

    /// Presses what a selector finds first.
    pub async fn press(&self, css: &str) {
        for _ in 0..5 {
            let found = self.client.find(Locator::Css(css)).await;
            let found = found.unwrap_or_else(|error| panic!("{}: {css}: {error}", self.who));
            match found.click().await {
                Ok(()) => return,
                // The page was renewed meanwhile.
                Err(CmdError::Standard(error))
                    if error.error == ErrorStatus::StaleElementReference => {}
                Err(error) => panic!("{}: {css}: {error}", self.who),
            }
        }
        panic!("{}: {css} is renewed all the time", self.who);
    }

    /// Types into a field, in place of what stands there.
    pub async fn fill(&self, css: &str, text: &str) {
        let found = self.client.find(Locator::Css(css)).await;
        let found = found.unwrap_or_else(|error| panic!("{}: {css}: {error}", self.who));
        let emptied = found.clear().await;
        emptied.unwrap_or_else(|error| panic!("{}: {css}: {error}", self.who));
        let typed = found.send_keys(text).await;
        typed.unwrap_or_else(|error| panic!("{}: {css}: {error}", self.who));
    }

    /// Chooses from a list by the value of what is chosen.
    pub async fn choose(&self, css: &str, value: &str) {
        self.press(&format!("{css} option[value={}]", json!(value)))
            .await;
    }

    /// Looks the page over for what keeps people from using it: nothing serious may be found, and
    /// the page may not be wider than the window.
    pub async fn looks_over(&self, page: &str) {
        // Where a shadow lies behind text, nothing is said of how well it can be read.
        let plain =
            "document.styleSheets[0]?.insertRule('.scroll { background: none !important }')";
        self.says(plain).await;
        let axe = std::fs::read_to_string(axe().expect("it is there")).expect("it can be read");
        let run = "const done = arguments[arguments.length - 1]; \
                   axe.run().then((found) => done(found.violations), (why) => done(String(why)));";
        let loaded = self.client.execute(&axe, vec![]).await;
        loaded.unwrap_or_else(|error| panic!("{page}: axe does not load: {error}"));
        let found = self.client.execute_async(run, vec![]).await;
        let found = found.unwrap_or_else(|error| panic!("{page}: axe does not run: {error}"));
        let all = found
            .as_array()
            .unwrap_or_else(|| panic!("{page}: {found}"));
        let mut told = String::new();
        for one in all {
            if one["impact"] == "serious" || one["impact"] == "critical" {
                let _ = writeln!(told, "{}: {}", one["id"], one["help"]);
                for node in one["nodes"].as_array().into_iter().flatten() {
                    let _ = writeln!(told, "  {}", node["html"]);
                }
            }
        }
        assert!(told.is_empty(), "{} at {page}:\n{told}", self.who);
        let wide = "(() => { const all = document.documentElement; \
                    if (all.scrollWidth <= all.clientWidth) return []; \
                    const cause = (one) => !one.parentElement.closest('.scroll, pre') \
                    && one.getBoundingClientRect().right > all.clientWidth; \
                    const found = [...document.querySelectorAll('main *')].filter(cause); \
                    return found.map((one) => one.outerHTML.slice(0, 120)); })()";
        assert_eq!(self.says(wide).await, json!([]), "{page} is too wide");
    }

    /// Keeps a picture of the page where HOTWASH_PICTURES names a directory.
    pub async fn picture(&self, name: &str) {
        let Some(dir) = std::env::var_os("HOTWASH_PICTURES") else {
            return;
        };
        let png = self.client.screenshot().await.expect("it can be taken");
        std::fs::write(Path::new(&dir).join(format!("{name}.png")), png).expect("written");
    }

    /// The page as it is printed, a PDF: on what paper and with what margins the page says itself.
    pub async fn prints(&self) -> Vec<u8> {
        let printed = self.client.print(PrintConfiguration::default()).await;
        printed.unwrap_or_else(|error| panic!("{} cannot print: {error}", self.who))
    }

    /// Holds the page in a window of a size, as a phone or a desk has it.
    pub async fn resize(&self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600,
        });
        self.told("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    /// Likes pages dark.
    pub async fn likes_it_dark(&self) {
        self.likes_it("dark").await;
    }

    /// Likes pages `dark` or `light`.
    pub async fn likes_it(&self, how: &str) {
        let liked = json!([{ "name": "prefers-color-scheme", "value": how }]);
        self.told("Emulation.setEmulatedMedia", json!({ "features": liked }))
            .await;
    }

    async fn told(&self, what: &str, how: Value) {
        let told = json!({ "cmd": what, "params": how });
        let done = self.client.issue_cmd(Chromium("goog/cdp/execute", told));
        done.await
            .unwrap_or_else(|error| panic!("{}: {what}: {error}", self.who));
    }

    /// Presses keys one after the other, wherever the focus stands.
    pub async fn keys(&self, keys: &str) {
        let mut pressed = KeyActions::new("keyboard".to_owned());
        for value in keys.chars() {
            pressed = pressed.then(KeyAction::Down { value });
            pressed = pressed.then(KeyAction::Up { value });
        }
        let done = self.client.perform_actions(pressed).await;
        done.unwrap_or_else(|error| panic!("{}: {keys:?}: {error}", self.who));
    }

    /// The tab that is looked at.
    pub async fn tab(&self) -> WindowHandle {
        self.client.window().await.expect("a tab is open")
    }

    /// Opens another tab, and looks at it.
    pub async fn open_tab(&self) -> WindowHandle {
        let tab = self.client.new_window(true).await.expect("it opens").handle;
        self.turn_to(&tab).await;
        tab
    }

    /// Looks at a tab.
    pub async fn turn_to(&self, tab: &WindowHandle) {
        let turned = self.client.switch_to_window(tab.clone()).await;
        turned.unwrap_or_else(|error| panic!("{}: {error}", self.who));
    }

    /// Closes the tab that is looked at, and looks at another.
    pub async fn close_tab(&self, then: &WindowHandle) {
        self.client.close_window().await.expect("it closes");
        self.turn_to(then).await;
    }

    /// Goes back to where they were before.
    pub async fn back(&self) {
        let back = self.client.back().await;
        back.unwrap_or_else(|error| panic!("{} cannot go back: {error}", self.who));
    }

    pub async fn leaves(self) {
        let _ = self.client.close().await;
    }
}
