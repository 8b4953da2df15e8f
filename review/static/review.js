// Keys for decisions and the live progress of a check; forms and pages work without this.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const follow = (selector) => { const link = one(selector); if (link) link.click(); };
  // The finding that keys speak of: where the focus is; in the queue its only one, which gets it a moment later.
  const here = () => document.activeElement?.closest(".finding") || one(".todo .finding");
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
  // "d" only asks; the reason is 1, 2 or 3, so that a slip settles nothing.
  const asked = () => { const form = here() && one("form.dismiss", here()); return form && form.closest("details"); };
  const because = (place) => {
    const details = asked(), reason = details && details.querySelectorAll("input[name=reason]")[place];
    if (reason && details.open) { reason.checked = true; reason.form.requestSubmit(); }
  };
  // What a link leads to is copied; where the browser does not let us, the link is followed.
  for (const link of document.querySelectorAll("a.copied")) {
    link.addEventListener("click", async (event) => {
      if (!navigator.clipboard || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(await (await fetch(link.href)).text());
        one("#said").textContent = link.firstChild.textContent = link.dataset.done;
      } catch { location.href = link.href; }
    });
  }
  // Nothing chosen, nothing to do together.
  const together = one("#together button");
  const chosen = () => { together.disabled = !one(".pick :checked"); };
  if (together) { chosen(); addEventListener("change", chosen); }
  // The stories that a list has shown follow each other as it has them, whatever its filters are.
  const places = [...document.querySelectorAll(".stories h3 a")].map((link) => link.getAttribute("href"));
  try {
    if (one(".stories")) sessionStorage.setItem("list", JSON.stringify(places));
    const list = JSON.parse(sessionStorage.getItem("list") || "[]"), at = list.indexOf(location.pathname);
    for (const [rel, by] of at < 0 ? [] : [["next", 1], ["prev", -1]]) {
      const link = one(`.around a[rel=${rel}]`), to = list[at + by];
      if (link && to) link.href = to; else if (link) link.closest("li").remove();
    }
  } catch { /* without storage the newest stories follow each other */ }
  const queue = one(".todo");
  window.zvirkaKeys = {
    ...(queue ? { j: () => follow("a[rel=next]"), k: () => history.back() } : {}),
    d: () => {
      const details = asked();
      if (details) { details.open = true; one("input[name=reason]", details).focus(); }
    },
    1: () => because(0), 2: () => because(1), 3: () => because(2),
    u: () => { const form = one("form.undo[data-latest]"); if (form) form.requestSubmit(); },
    c: () => { const place = one("#check-again"); if (place) (place.requestSubmit || place.click).call(place); },
    t: () => follow("#todo"),
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
  };

  const steps = one("#steps[data-events]");
  if (steps) {
    const source = new EventSource(steps.dataset.events);
    source.addEventListener("open", () => { steps.replaceChildren(); });  // what was told is told again
    source.addEventListener("line", (event) => {
      const item = document.createElement("li");
      item.textContent = JSON.parse(event.data);
      steps.append(item);
    });
    source.addEventListener("took", (event) => {
      const item = steps.lastElementChild, took = document.createElement("span");
      if (!item) return;
      took.className = "took";
      took.textContent = steps.dataset.took.replace("{seconds}", JSON.parse(event.data).toLocaleString(document.documentElement.lang));
      item.classList.add("over");
      item.append(" ", took);
    });
    source.addEventListener("done", (event) => { source.close(); location.replace(JSON.parse(event.data)); });
    source.addEventListener("failed", (event) => {
      source.close();
      one("#doing").textContent = one("#doing").dataset.failed;
      const failed = one("#failed");
      failed.textContent = JSON.parse(event.data);
      failed.hidden = false;
      if (one("#again")) one("#again").hidden = false;
    });
  }
})();
