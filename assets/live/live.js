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
  // What tells a form from others: where it goes, and what it is about.
  const about = (form) => [...form.querySelectorAll("input[type=hidden]")]
    .filter((one) => one.name !== "word" && one.name !== "key")
    .map((one) => `${one.name}=${one.value}`).sort().concat(form.getAttribute("action")).join("&");
  // Whether somebody has begun to fill a form in.
  const touched = (form) => [...form.elements].some((one) => one.type !== "hidden" && (
    one.matches("select") ? [...one.options].some((option) => option.selected !== option.defaultSelected) && one.selectedIndex > 0
      : one.matches("input[type=checkbox]") ? one.checked !== one.defaultChecked
        : one.matches("input, textarea") && one.value !== one.defaultValue));
  const sameForm = (within, form) => [...within.querySelectorAll("form")].find((one) => about(one) === about(form));
  // Where the focus stands, to be found again on a page that was renewed.
  const focus = (live) => {
    const one = document.activeElement;
    if (!live.contains(one)) return () => null;
    if (one.id) return () => byId(one.id);
    if (one.form) return (fresh) => [...(sameForm(fresh, one.form)?.elements ?? [])].find((same) => same.name === one.name && same.value === one.value);
    // What a keyboard scrolls stands where it stood.
    const nth = [...live.querySelectorAll("[tabindex]")].indexOf(one);
    if (nth >= 0) return (fresh) => fresh.querySelectorAll("[tabindex]")[nth];
    if (one.matches("a[href]")) return (fresh) => fresh.querySelector(`a[href="${CSS.escape(one.getAttribute("href"))}"]`);
    const folded = one.matches("summary") && one.parentElement.id;
    return (fresh) => folded && fresh.querySelector(`#${CSS.escape(folded)} > summary`);
  };
  // What somebody unfolded or folded stays as they left it.
  const keepFolds = (was, fresh) => {
    for (const one of was.querySelectorAll("details[id]")) {
      const same = fresh.querySelector(`#${CSS.escape(one.id)}`);
      if (same) same.open = one.open;
    }
  };
  const renew = async () => {
    const live = byId("live");
    if (!live || fetching || typing(live)) return false;
    fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) return false;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      if (!fresh) return true;
      // Somebody may have begun to type meanwhile.
      if (typing(live)) return false;
      keepFolds(live, fresh);
      const found = focus(live);
      // What somebody has begun to fill in stays as it is, where it is still to be filled in.
      for (const form of live.querySelectorAll("form")) {
        if (touched(form)) sameForm(fresh, form)?.replaceWith(form);
      }
      live.replaceWith(fresh);
      fresh.querySelectorAll("form[data-draft]").forEach(keepDrafts);
      found(fresh)?.focus();
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
    byId("clock-state").textContent = clock.says + speed;
    byId("trouble").hidden = !clock.trouble;
    byId("trouble").textContent = clock.trouble;
    byId("said").hidden = !clock.said;
    byId("said-at").textContent = clock.said_at;
    byId("said-text").textContent = clock.said;
    const others = byId("others");
    if (others) {
      others.hidden = !news.others;
      others.textContent = news.others === 1 ? phrase("other") : phrase("others", { count: news.others });
      if (news.names.length) others.textContent += ` ${phrase("named", { names: news.names.join(", ") })}`;
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
  let stream = null;
  // Where a stream is refused there may be no room just now, and it is asked for again; or whoever
  // asks is nobody here any more, and is told so once.
  const refused = async () => {
    const door = await fetch("/", { method: "HEAD", redirect: "manual" }).catch(() => null);
    // Half-written words are not taken away: whoever wrote them may want to copy them.
    const writes = [...document.querySelectorAll("form[data-draft]")].some(touched);
    if (door?.status === 401 && writes) { byId("lost").textContent = phrase("gone"); lost(); }
    else if (door?.status === 401) location.replace("/");
    else setTimeout(listen, 3000);
  };
  const listen = () => {
    stream?.close();
    stream = new EventSource("/events");
    stream.onmessage = (event) => { passOn?.postMessage({ from: tab, data: event.data }); hear(event.data); };
    stream.onerror = () => {
      lost();
      // A browser asks again by itself, but not where it was answered that there is nothing now.
      if (stream?.readyState === EventSource.CLOSED) refused();
    };
  };
  const tab = Math.random();
  if (passOn && navigator.locks) {
    passOn.onmessage = (event) => hear(event.data.data);
    navigator.locks.request(`hotwash ${word.slice(0, 16)}`, () => { listen(); return new Promise(() => {}); });
  } else if (passOn) {
    // Without TLS there are no locks: whoever hears of no other tab listens, and of two the first.
    let others = Date.now() - 2500;
    passOn.onmessage = (event) => {
      others = Date.now();
      if (stream && event.data.from < tab) { stream.close(); stream = null; }
      if (!stream) hear(event.data.data);
    };
    setInterval(() => { if (!stream && Date.now() - others > 3500) listen(); }, 500 + 500 * tab);
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

  // What was taken is no draft any more: the page that says so comes from a form of ours, which was
  // answered by sending us here. What a seat refused the server keeps as a draft of the seat.
  const way = performance.getEntriesByType("navigation")[0];
  const taken = way?.type === "navigate" && way.redirectCount > 0 && document.referrer !== "";
  const refusal = document.body.dataset.refused;
  for (const { name, shared } of JSON.parse(sessionStorage.getItem("sent") ?? "[]")) {
    if (refusal ? refusal === "409" && shared : taken) sessionStorage.removeItem(name);
  }
  sessionStorage.removeItem("sent");

  // Whoever reloads a message that they began finds that one, and does not begin another.
  const message = document.querySelector("form[data-new]");
  if (message) {
    const here = new URL(location.href);
    here.searchParams.set("as", message.dataset.draft);
    history.replaceState(null, "", here);
  }

  // What the seat is writing is listed as it is now.
  const list = byId("drafts");
  if (list) document.addEventListener("drafts", async () => {
    try {
      const answer = await fetch("/seat/drafts");
      if (!answer.ok || typing(list)) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      keepFolds(list, fresh);
      list.replaceChildren(...fresh.body.childNodes);
    } catch { /* The next draft asks again. */ }
  });

  const kept = new WeakSet();
  function keepDrafts(form) {
    // What somebody only looks at is nobody's to write.
    if (kept.has(form) || form.closest("fieldset[disabled]")) return;
    kept.add(form);
    const note = form.querySelector("[data-kept]");
    // A seat's drafts are kept for the seat; everybody else's in this tab alone, until the form is
    // taken: what was refused is there again.
    const shared = form.elements.namedItem("draft") !== null;
    const name = `draft ${word.slice(0, 16)} ${form.dataset.draft}`;
    // What is shared lies in the tab as well for as long as the server does not have it.
    const fields = () => new URLSearchParams(new FormData(form));
    const written = () => [...fields()].filter(([field]) => !["word", "key"].includes(field));
    const mirror = () => sessionStorage.setItem(name, JSON.stringify({ fields: written(), mine: true, at: Date.now() }));
    const load = async () => {
      const own = JSON.parse(sessionStorage.getItem(name) ?? "null");
      if (!shared) return own;
      const answer = await fetch(`/seat/draft?form=${form.dataset.draft}`).catch(() => null);
      const draft = answer?.status === 200 ? await answer.json() : null;
      if (!own) return draft;
      // Clocks differ, ages do not; the server tells its time to the second.
      const late = draft && Date.now() - own.at > Date.parse(answer.headers.get("date")) + 999 - draft.at;
      if (!late) return { ...own, unkept: true };
      sessionStorage.removeItem(name);
      return draft;
    };
    const save = async () => {
      if (!shared) return mirror();
      // A network that says nothing is one that does not keep it.
      const answer = await fetch("/seat/draft", { method: "POST", body: fields(), signal: AbortSignal.timeout(5000) });
      if (!answer.ok) throw answer.status;
      if (!dirty) sessionStorage.removeItem(name);
    };
    let [dirty, sent, saving, filled] = [false, false, false, false];
    const say = (text) => { if (note) note.textContent = text; };
    const fill = (fields) => {
      const values = new Map();
      for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
      for (const one of form.elements) {
        if (!one.name || one.type === "hidden") continue;
        const left = values.get(one.name) ?? [];
        if (one.type === "checkbox") one.checked = left.includes(one.value);
        else if (one.multiple) for (const option of one.options) option.selected = left.includes(option.value);
        else if (left.length) one.value = left.shift();
      }
      if (to && form.contains(to)) narrow();
    };
    const take = async () => {
      if (dirty || saving || sent) return;
      try {
        const draft = await load();
        if (!draft || dirty) return;
        // Nobody's words are taken out of their hands: whoever has begun keeps what they wrote.
        if (!typing(form) && (!touched(form) || filled)) { fill(draft.fields); filled = true; }
        say(phrase(draft.mine ? "draft-mine" : "draft-theirs", { time: local(draft.at) }));
        form.closest("details")?.setAttribute("open", "");
        if (draft.unkept) dirty = true;
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
    form.addEventListener("input", () => { [dirty, filled] = [true, false]; if (shared) mirror(); });
    form.addEventListener("submit", () => {
      sent = true;
      mirror();
      const pending = JSON.parse(sessionStorage.getItem("sent") ?? "[]");
      sessionStorage.setItem("sent", JSON.stringify([...pending, { name, shared }]));
    });
    const often = setInterval(() => { if (form.isConnected) keep(); else clearInterval(often); }, 2000);
    document.addEventListener("drafts", () => { if (form.isConnected) take(); });
    take();
  }
  document.querySelectorAll("form[data-draft]").forEach(keepDrafts);

  // Whoever was turned away goes back to where they were.
  const back = document.querySelector("a[data-back]");
  if (back && document.referrer.startsWith(`${location.origin}/`)) back.href = document.referrer;
})();
