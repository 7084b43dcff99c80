//! An exercise that people play: over HTTP, with servers that are killed, by people who send twice.
#![allow(
    clippy::disallowed_methods,
    reason = "people take their time, and a kill comes at a moment"
)]

mod added;
mod apart;
mod api;
mod assigned;
mod assisted;
mod attached;
mod blind;
mod browser;
mod changed;
mod contract;
mod corners;
mod damaged;
mod dark;
mod day;
mod doors;
mod drafted;
mod driven;
mod encrypted;
mod excon;
mod fork;
mod forms;
mod full;
mod generated;
mod guard;
mod intents;
mod judged;
mod judging;
mod keyboard;
mod killed;
mod limits;
mod network;
mod played;
mod printed;
mod programs;
mod refused;
mod rescored;
mod seat;
mod secret;
mod server;
mod signed;
mod stopped;
mod stream;
mod synced;
mod tabs;
mod text;
mod told;
mod trial;
mod unreached;
mod verified;
mod weight;
mod worlds;
mod written;
