// Keys for decisions and the live progress of a check; forms and pages work without this.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const follow = (selector) => { const link = one(selector); if (link) link.click(); };
  const here = () => document.activeElement && document.activeElement.closest(".finding");
  // After a dismissal the page goes on to the next finding that the filters show.
  addEventListener("submit", (event) => {
    const finding = event.target.matches("form.dismiss") && event.target.closest(".finding");
    if (!finding) return;
    const open = [...document.querySelectorAll(".finding:not(.dismissed)")].filter((each) => !each.hidden);
    const following = open[open.indexOf(finding) + 1] || open.find((each) => each !== finding);
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: "next" });
    field.value = following ? following.id.slice(2) : "";
    event.target.append(field);
  });
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
      one("#doing").textContent = one("#doing").dataset.failed;
      const failed = one("#failed");
      failed.textContent = JSON.parse(event.data);
      failed.hidden = false;
    });
    source.addEventListener("error", () => { steps.replaceChildren(); });
  }
})();
