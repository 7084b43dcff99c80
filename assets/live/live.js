// Keeps an open page true: the clock each second, the rest when something new was shown to it.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  if (document.body.dataset.role === "nobody") return;

  let shown = null;
  let fetching = false;
  const renew = async () => {
    const live = byId("live");
    if (!live || fetching) return;
    if (live.contains(document.activeElement) && document.activeElement.matches("select, input, textarea")) return;
    fetching = true;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.getElementById("live");
        if (fresh) live.replaceWith(fresh);
      }
    } finally {
      fetching = false;
    }
  };

  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const local = (unix) =>
    new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: zone }).format(new Date(unix)) + " here";

  const stream = new EventSource("/events");
  stream.onmessage = (event) => {
    byId("lost").hidden = true;
    const news = JSON.parse(event.data);
    const clock = news.clock;
    byId("clock-at").textContent = clock.at;
    byId("clock-utc").textContent = clock.utc;
    byId("clock-local").textContent = local(clock.unix);
    const speed = clock.speed && clock.speed !== 1000 ? ` ${clock.times}×` : "";
    byId("clock-state").textContent = clock.state + speed;
    byId("trouble").hidden = !clock.trouble;
    byId("trouble").textContent = clock.trouble;
    byId("said").hidden = !clock.said;
    byId("said-at").textContent = clock.said_at;
    byId("said-text").textContent = clock.said;
    const now = JSON.stringify([news.shown, clock.state]);
    if (shown !== null && shown !== now) renew();
    shown = now;
  };
  stream.onerror = () => {
    byId("lost").hidden = false;
    shown = "";
  };

  const sent = new URLSearchParams(location.search).get("sent");
  if (sent !== null) sessionStorage.removeItem(`write-${sent}`);

  // What is being written outlives a reload and a lost network, in this browser alone.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = form.dataset.draft;
    const kept = () => [...form.elements].filter((one) => one.name && one.type !== "hidden");
    try {
      const draft = JSON.parse(sessionStorage.getItem(key) || "[]");
      kept().forEach((one, nth) => {
        if (draft[nth] === undefined) return;
        if (one.type === "checkbox") one.checked = draft[nth];
        else one.value = draft[nth];
      });
    } catch { sessionStorage.removeItem(key); }
    form.addEventListener("input", () => {
      sessionStorage.setItem(key, JSON.stringify(kept().map((one) => (one.type === "checkbox" ? one.checked : one.value))));
    });
  }
})();
