// Keys for decisions and the live progress of a check; forms and pages work without this.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const follow = (selector) => { const link = one(selector); if (link) link.click(); };
  const here = () => document.activeElement && document.activeElement.closest(".finding");
  window.zvirkaKeys = {
    d: () => { const form = here() && one("form.dismiss", here()); if (form) form.requestSubmit(); },
    u: () => { const form = one("form.undo[data-latest]"); if (form) form.requestSubmit(); },
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
  };

  const steps = one("#steps[data-events]");
  if (steps) {
    steps.replaceChildren();
    const source = new EventSource(steps.dataset.events);
    source.addEventListener("line", (event) => {
      const item = document.createElement("li");
      item.textContent = JSON.parse(event.data);
      steps.append(item);
    });
    source.addEventListener("done", (event) => { source.close(); location.replace(JSON.parse(event.data)); });
    source.addEventListener("failed", (event) => {
      source.close();
      const failed = one("#failed");
      failed.textContent = JSON.parse(event.data);
      failed.hidden = false;
    });
    source.addEventListener("error", () => { steps.replaceChildren(); });
  }
})();
