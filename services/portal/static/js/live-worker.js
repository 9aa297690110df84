// One live stream per browser: every page is a port of this worker, because a stream each would use up the browser's
// six connections to our address and freeze the seventh tab.
const ports = new Set();
let stream = null;
let wasOpen = false;

function tell(message) {
  for (const port of ports) port.postMessage(message);
}

function open() {
  stream = new EventSource("/live");
  stream.addEventListener("open", () => {
    // What happened while the line was down is not sent again; pages are told to look for themselves.
    tell({ kind: wasOpen ? "reconnected" : "open" });
    wasOpen = true;
  });
  stream.addEventListener("change", (event) => tell({ kind: "change", ...JSON.parse(event.data) }));
  stream.addEventListener("catch-up", () => tell({ kind: "reconnected" }));
  stream.addEventListener("signed-out", close);
}

function close() {
  stream?.close();
  stream = null;
  wasOpen = false;
}

self.addEventListener("connect", (event) => {
  const port = event.ports[0];
  port.addEventListener("message", () => {
    ports.delete(port);
    if (ports.size === 0) close();
  });
  ports.add(port);
  port.start();
  if (stream === null || stream.readyState === EventSource.CLOSED) open();
  else if (wasOpen) port.postMessage({ kind: "open" });
});
