// What a page does when something happens elsewhere: a request's page shows it at once, except a form somebody is
// writing in; a list only says how much is new and stays until asked.
const READING = "[data-live-request]";
const NOTICE = "[data-live-notice]";
const announcer = document.getElementById("announcer");
const seen = new Map();

function isBusy(region) {
  const form = region.querySelector("form[data-dirty]");
  return form !== null || (region.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"));
}

function refreshRequest(id) {
  for (const region of document.querySelectorAll(READING)) {
    if (id && region.dataset.liveRequest !== id) continue;
    if (region.hasAttribute("data-live-form") && isBusy(region)) {
      const behind = document.getElementById("behind");
      if (behind) behind.hidden = false;
    } else {
      region.dispatchEvent(new CustomEvent("changed"));
      announce(region.dataset.liveSay);
    }
  }
}

function announce(words) {
  if (words && announcer) announcer.textContent = words;
}

function raiseNotice(message) {
  if (message.own) return;
  for (const notice of document.querySelectorAll(NOTICE)) {
    if (message.about && notice.dataset.liveNotice !== message.about) continue;
    if (!seen.has(notice)) seen.set(notice, { fresh: 0, changed: new Set() });
    const news = seen.get(notice);
    if (message.kind === "change") {
      if (message.fresh) news.fresh += 1;
      else news.changed.add(message.request);
    }
    notice.querySelector("[data-live-words]").textContent = words(notice.dataset, news);
    notice.hidden = false;
  }
}

function words(texts, news) {
  if (news.fresh === 1) return texts.freshOne;
  if (news.fresh > 1) return texts.freshMany.replace("{n}", news.fresh);
  if (news.changed.size === 1) return texts.changedOne;
  if (news.changed.size > 1) return texts.changedMany.replace("{n}", news.changed.size);
  return texts.behind;
}

function hear(message) {
  if (message.kind === "open") {
    document.documentElement.dataset.live = "on";
    return;
  }
  if (message.kind === "change" && !message.own) document.getElementById("done")?.remove();
  refreshRequest(message.request);
  raiseNotice(message);
}

function listen(workerAddress) {
  if ("SharedWorker" in window) {
    const worker = new SharedWorker(workerAddress, { name: "avlasta-live" });
    worker.port.addEventListener("message", (event) => hear(event.data));
    worker.port.start();
    window.addEventListener("pagehide", () => worker.port.postMessage("bye"));
    return;
  }
  const stream = new EventSource("/live");
  let wasOpen = false;
  stream.addEventListener("open", () => {
    hear({ kind: wasOpen ? "reconnected" : "open" });
    wasOpen = true;
  });
  stream.addEventListener("change", (event) => hear({ kind: "change", ...JSON.parse(event.data) }));
  stream.addEventListener("catch-up", () => hear({ kind: "reconnected" }));
  stream.addEventListener("signed-out", () => stream.close());
  window.addEventListener("pagehide", () => stream.close());
}

// A page brought back by the back button has lost its port and may be old.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

const { live } = document.body.dataset;
if (live && document.querySelector(`${READING}, ${NOTICE}`)) listen(live);
