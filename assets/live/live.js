// Keeps an open page true: the clock each second, the rest when something new was shown to it; and
// keeps what is being written, so that a reload or somebody else in the seat finds it.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  if (document.body.dataset.role === "nobody") return;
  const word = document.querySelector("input[name=word]")?.value ?? "";

  // What the page shows already, where it says so.
  let shown = null;
  const begun = byId("live")?.dataset.shown;
  let drafts = null;
  let fetching = false;
  // TEXT comes before this file, from the catalogue.
  const phrase = (id, fills = {}) => TEXT[id].replace(/{(\w+)}/g, (_, name) => fills[name]);
  const typing = (within) => within.contains(document.activeElement) && document.activeElement.matches("select, input, textarea");
  const renew = async () => {
    const live = byId("live");
    if (!live || fetching || typing(live)) return false;
    fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) return false;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      if (!fresh) return true;
      // What somebody unfolded or folded stays as they left it.
      for (const one of live.querySelectorAll("details[id]")) {
        const same = fresh.querySelector(`#${CSS.escape(one.id)}`);
        if (same) same.open = one.open;
      }
      const focused = live.contains(document.activeElement) && document.activeElement.id;
      live.replaceWith(fresh);
      if (focused) byId(focused)?.focus();
      return true;
    } catch {
      return false;
    } finally {
      fetching = false;
    }
  };

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const local = (unix) => new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone }).format(new Date(unix));

  let heard = Date.now();
  const hear = async (text) => {
    heard = Date.now();
    byId("lost").hidden = true;
    const news = JSON.parse(text);
    const clock = news.clock;
    byId("clock-at").textContent = clock.at;
    byId("clock-utc").textContent = clock.utc;
    byId("clock-local").textContent = phrase("here", { time: local(clock.unix) });
    const speed = clock.speed && clock.speed !== 1000 ? ` ${clock.times}×` : "";
    byId("clock-state").textContent = clock.state + speed;
    byId("trouble").hidden = !clock.trouble;
    byId("trouble").textContent = clock.trouble;
    byId("said").hidden = !clock.said;
    byId("said-at").textContent = clock.said_at;
    byId("said-text").textContent = clock.said;
    const others = byId("others");
    if (others) {
      others.hidden = !news.others;
      others.textContent = news.others === 1 ? phrase("other") : phrase("others", { count: news.others });
    }
    if (drafts !== null && drafts !== news.drafts) document.dispatchEvent(new Event("drafts"));
    drafts = news.drafts;
    // What could not be renewed now is tried again with the next word.
    const now = JSON.stringify([news.shown, clock.state]);
    const first = shown === null && (begun === undefined || Number(begun) === news.shown);
    if (first || shown === now || (await renew())) shown = now;
  };
  const lost = () => { byId("lost").hidden = false; };
  setInterval(() => { if (Date.now() - heard > 6000) lost(); }, 2000);

  // One stream a browser: the tab that holds the lock listens and passes on what it hears.
  const passOn = "BroadcastChannel" in window ? new BroadcastChannel(`hotwash ${word.slice(0, 16)}`) : null;
  const listen = () => {
    const stream = new EventSource("/events");
    stream.onmessage = (event) => { passOn?.postMessage(event.data); hear(event.data); };
    stream.onerror = lost;
  };
  if (passOn && navigator.locks) {
    passOn.onmessage = (event) => hear(event.data);
    navigator.locks.request(`hotwash ${word.slice(0, 16)}`, () => { listen(); return new Promise(() => {}); });
  } else listen();

  // A recipient is reached by some channels only.
  const to = document.querySelector("select[data-to]");
  const by = document.querySelector("select[name=channel][data-ways]");
  const narrow = () => {
    const ways = to.selectedOptions[0]?.dataset.ways?.split(" ");
    for (const one of by.options) one.hidden = one.disabled = Boolean(ways) && !ways.includes(one.value);
    if (by.selectedOptions[0]?.disabled) by.value = ways[0];
  };
  if (to && by) { to.addEventListener("change", narrow); narrow(); }

  // What was sent and not refused is no draft any more.
  if (!document.body.dataset.refused) {
    for (const name of JSON.parse(sessionStorage.getItem("sent") ?? "[]")) sessionStorage.removeItem(name);
  }
  sessionStorage.removeItem("sent");

  for (const form of document.querySelectorAll("form[data-draft]")) {
    const note = form.querySelector("[data-kept]");
    // A seat's drafts are kept for the seat; everybody else's in this tab alone, until the form is
    // taken: what was refused is there again.
    const shared = form.elements.namedItem("draft") !== null;
    const name = `draft ${word.slice(0, 16)} ${form.dataset.draft}`;
    const load = async () => {
      if (!shared) return JSON.parse(sessionStorage.getItem(name) ?? "null");
      const answer = await fetch(`/seat/draft?form=${form.dataset.draft}`);
      return answer.status === 200 ? answer.json() : null;
    };
    const save = async () => {
      const fields = new URLSearchParams(new FormData(form));
      if (!shared) return sessionStorage.setItem(name, JSON.stringify({ fields: [...fields], mine: true, at: Date.now() }));
      const answer = await fetch("/seat/draft", { method: "POST", body: fields });
      if (!answer.ok) throw answer.status;
    };
    let [dirty, sent, saving] = [false, false, false];
    const say = (text) => { if (note) note.textContent = text; };
    const fill = (fields) => {
      const values = new Map();
      for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
      for (const one of form.elements) {
        if (!one.name || one.type === "hidden") continue;
        const left = values.get(one.name) ?? [];
        if (one.type === "checkbox") one.checked = left.includes(one.value);
        else if (left.length) one.value = left.shift();
      }
      if (to && form.contains(to)) narrow();
    };
    const take = async () => {
      if (dirty || saving || sent) return;
      try {
        const draft = await load();
        if (!draft || dirty) return;
        if (!draft.mine || !typing(form)) fill(draft.fields);
        say(phrase(draft.mine ? "draft-mine" : "draft-theirs", { time: local(draft.at) }));
        form.closest("details")?.setAttribute("open", "");
      } catch { /* The next word of a draft asks again. */ }
    };
    const keep = async () => {
      if (!dirty || saving || sent) return;
      [dirty, saving] = [false, true];
      try {
        await save();
        say(phrase("kept", { time: local(Date.now()) }));
      } catch {
        dirty = true;
        say(phrase("not-kept"));
      } finally { saving = false; }
    };
    form.addEventListener("input", () => { dirty = true; });
    form.addEventListener("submit", () => {
      sent = true;
      if (shared) return;
      save();
      const pending = JSON.parse(sessionStorage.getItem("sent") ?? "[]");
      sessionStorage.setItem("sent", JSON.stringify([...pending, name]));
    });
    setInterval(keep, 2000);
    document.addEventListener("drafts", take);
    take();
  }
})();
