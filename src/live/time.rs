//! Where real time comes from: of this machine, or driven by hand, so that a test has everything
//! that waits for time happen at the same moments each time.

use std::pin::Pin;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::{mpsc, watch};
use tokio_stream::wrappers::{IntervalStream, ReceiverStream};
use tokio_stream::{Stream, StreamExt as _};

/// When driven time begins: 1 January 2023, in milliseconds since 1970.
const DRIVEN_FROM: i64 = 1_672_531_200_000;
/// Nobody waits longer for a machine's time without looking at it again.
const LONGEST: Duration = Duration::from_secs(3600);

/// Real time.
#[derive(Clone, Debug)]
pub struct Time(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine(Instant),
    Driven(watch::Receiver<Duration>),
}

/// What driven time is driven by.
#[derive(Debug)]
pub struct Driver(watch::Sender<Duration>);

impl Default for Time {
    /// That of this machine, from now on.
    fn default() -> Time {
        Time(Source::Machine(Instant::now()))
    }
}

impl Time {
    /// Time that stands still until it is driven on.
    ///
    /// A session does not wake by it: whoever drives it asks the session for something, and so
    /// knows by the answer that it has come to that moment.
    #[must_use]
    pub fn driven() -> (Driver, Time) {
        let (driver, time) = watch::channel(Duration::ZERO);
        (Driver(driver), Time(Source::Driven(time)))
    }

    /// How much has passed since its beginning.
    #[must_use]
    pub fn passed(&self) -> Duration {
        match &self.0 {
            Source::Machine(began) => began.elapsed(),
            Source::Driven(time) => *time.borrow(),
        }
    }

    /// How long it is to be waited for a moment; whoever drives time does not let wait for it.
    pub(super) fn until(&self, moment: Duration) -> Duration {
        match &self.0 {
            Source::Machine(began) => moment.saturating_sub(began.elapsed()).min(LONGEST),
            Source::Driven(_) => LONGEST,
        }
    }

    /// Milliseconds since 1970.
    pub(super) fn wall(&self) -> i64 {
        let since = match &self.0 {
            Source::Machine(_) => SystemTime::now().duration_since(UNIX_EPOCH).ok(),
            Source::Driven(time) => Some(*time.borrow()),
        };
        let since = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0));
        match &self.0 {
            Source::Machine(_) => since,
            Source::Driven(_) => DRIVEN_FROM + since,
        }
    }

    /// A tick at once, and another each time that so much has passed.
    pub(super) fn each(&self, span: Duration) -> Pin<Box<dyn Stream<Item = ()> + Send>> {
        let mut time = match &self.0 {
            Source::Machine(_) => {
                let ticks = IntervalStream::new(tokio::time::interval(span));
                return Box::pin(ticks.map(|_| ()));
            }
            Source::Driven(time) => time.clone(),
        };
        let (tick, ticks) = mpsc::channel(1);
        let mut next = *time.borrow();
        tokio::spawn(async move {
            // Ends with whoever listens, or with whoever drives.
            while time.wait_for(|now| *now >= next).await.is_ok() && tick.send(()).await.is_ok() {
                next += span;
            }
        });
        Box::pin(ReceiverStream::new(ticks))
    }
}

impl Driver {
    /// So much time passes.
    pub fn advance(&self, by: Duration) {
        self.0.send_modify(|passed| *passed += by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn driven_time_stands_still_until_it_is_driven() {
        let (driver, time) = Time::driven();
        assert_eq!((time.passed(), time.wall()), (Duration::ZERO, DRIVEN_FROM));
        let again = time.clone();
        driver.advance(Duration::from_millis(1_500));
        assert_eq!(again.passed(), Duration::from_millis(1_500));
        assert_eq!(time.wall(), DRIVEN_FROM + 1_500);
    }

    #[test]
    fn driven_ticks_come_once_for_each_span_that_passed() {
        let runtime = tokio::runtime::Builder::new_multi_thread().build();
        runtime.expect("threads are to be had").block_on(async {
            let (driver, time) = Time::driven();
            driver.advance(Duration::from_millis(700));
            let mut ticks = time.each(Duration::from_secs(1));
            assert_eq!(ticks.next().await, Some(()), "one comes at once");
            driver.advance(Duration::from_millis(3_500));
            for nth in 1..=3 {
                assert_eq!(ticks.next().await, Some(()), "{nth}");
            }
            drop(driver);
            assert_eq!(ticks.next().await, None, "no other came");
        });
    }
}
