// The report works without this; it adds filters, keys and copying.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector) => document.querySelector(selector);
  const findings = all(".finding");
  const bar = one("#filters");
  const search = one("#search");
  const status = one("#shown");
  const chosen = () => {
    const state = {};
    for (const field of all("[data-filter]")) {
      const values = all("[aria-pressed=true]", field).map((button) => button.dataset.value);
      if (values.length) state[field.dataset.filter] = values;
    }
    return state;
  };

  // The whole state stands in the address: the query, or the fragment where a file on disk may not change its query.
  const remember = (state) => {
    const query = new URLSearchParams(location.search);
    for (const field of all("[data-filter]")) query.delete(field.dataset.filter);
    query.delete("q");
    for (const [name, values] of Object.entries(state)) query.set(name, values.join(","));
    if (search.value) query.set("q", search.value);
    const text = query.toString();
    try {
      history.replaceState(null, "", (text ? `?${text}` : location.pathname) + location.hash);
    } catch {
      const fragment = `#?${text}`;
      if (text || location.hash.startsWith("#?")) history.replaceState(null, "", fragment);
    }
  };
  const apply = (write = true) => {
    const state = chosen();
    const words = search.value.trim().toLowerCase();
    let shown = 0;
    for (const finding of findings) {
      const fits = Object.entries(state).every(([name, values]) => values.includes(finding.dataset[name]));
      finding.hidden = !(fits && (!words || finding.textContent.toLowerCase().includes(words)));
      shown += finding.hidden ? 0 : 1;
    }
    const { all: everything, some } = status.dataset;
    const text = some.replace("{shown}", shown).replace("{total}", findings.length);
    status.textContent = shown === findings.length ? everything : text;
    if (write) remember(state);
  };
  if (bar) {
    const fragment = location.hash.startsWith("#?") ? location.hash.slice(2) : "";
    const query = new URLSearchParams(location.search || fragment);
    for (const field of all("[data-filter]")) {
      const wanted = (query.get(field.dataset.filter) || "").split(",");
      for (const button of all("button", field)) {
        button.setAttribute("aria-pressed", String(wanted.includes(button.dataset.value)));
        button.addEventListener("click", () => {
          button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
          apply();
        });
      }
    }
    search.value = query.get("q") || "";
    search.addEventListener("input", () => apply());
    apply(false);
  }

  // Rows
  const folds = all(".fold details, .set-aside");
  const unfold = one("#unfold");
  const toggle = (open = !folds.every((fold) => fold.open)) => {
    for (const fold of folds) fold.open = open;
    if (unfold) unfold.setAttribute("aria-pressed", String(open));
  };
  if (unfold) unfold.addEventListener("click", () => toggle());
  addEventListener("beforeprint", () => {
    all("details:not(.explain, .set-aside, .decide details)").forEach((each) => { each.open = true; });
    const printed = one("#printed");
    const now = new Date().toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    if (printed) printed.textContent = `${location.href.split("#")[0]} · ${printed.dataset.printed.replace("{time}", now)}`;
  });
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const fold = target && target.closest("details");
    if (fold) { fold.open = true; target.scrollIntoView(); }
    if (target && target.hidden) { target.hidden = false; target.scrollIntoView(); }
  };
  addEventListener("hashchange", reveal);
  reveal();

  // Copying
  for (const button of all(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const quote = button.parentElement.querySelector("blockquote");
      try {
        await navigator.clipboard.writeText(quote.textContent);
        button.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(quote);
      }
    });
  }

  for (const link of all(".permalink")) {
    link.addEventListener("click", () => {
      const told = one("#said");
      if (navigator.clipboard) navigator.clipboard.writeText(link.href).then(() => { if (told) told.textContent = link.dataset.done; }, () => {});
    });
  }

  // Keys
  const help = one("#help");
  const switched = one("#keys-on");
  const store = (value) => { try { return value === undefined ? localStorage.getItem("keys") : localStorage.setItem("keys", value); } catch { return null; } };
  const keyed = () => (switched ? switched.checked : store() !== "off");
  const tell = () => document.documentElement.classList.toggle("unkeyed", !keyed());
  if (switched) {
    switched.checked = store() !== "off";
    switched.addEventListener("change", () => { store(switched.checked ? "on" : "off"); tell(); });
  }
  tell();
  const ask = () => { if (help && !help.open) help.showModal(); };
  if (one("#keys")) one("#keys").addEventListener("click", ask);
  const step = (by) => {
    const visible = findings.length ? findings.filter((finding) => !finding.hidden) : all(".stories h3 a");
    const here = visible.findIndex((each) => each.contains(document.activeElement));
    const next = visible[here < 0 ? (by > 0 ? 0 : visible.length - 1) : here + by];
    if (next) { next.focus({ preventScroll: true }); next.scrollIntoView({ block: "center" }); }
  };
  const actions = {
    j: () => step(1), k: () => step(-1), e: () => toggle(), "?": ask,
    "/": () => { if (search) { search.focus(); search.scrollIntoView({ block: "center" }); } },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog");
    if (event.key === "Escape" && event.target === search) search.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keyed()) return;
    // A letter of another script stands for the Latin one on its key, so that no layout has to be switched.
    const place = /^Key[A-Z]$/.test(event.code) && !/^[ -~]$/.test(event.key) ? event.code.slice(3).toLowerCase() : event.key;
    const action = (window.zvirkaKeys || {})[place] || actions[place];
    if (action) { event.preventDefault(); action(); }
  });
})();
