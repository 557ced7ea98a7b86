/* Sharpens pages that work without it: keys for people who work here all day, autosave, one submit a form. */
(() => {
  const d = document, one = (s, r = d) => r.querySelector(s), all = (s, r = d) => [...r.querySelectorAll(s)];
  const root = d.documentElement, off = () => root.classList.contains("keys-off");
  const typing = (e) => e.target.closest("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");
  const seen = (x) => x && x.getClientRects().length && !x.disabled;

  /* Rows of a list marked data-list: J K move, Enter opens (the row's [data-open], else its first link), X selects. They
     act only where the list has the focus; Alt L takes it there. */
  const rows = (list) => all("[data-row],tbody tr", list).filter(seen);
  const focusRow = (row) => {
    all("[tabindex='0']", row.parentNode).forEach((r) => r.setAttribute("tabindex", "-1"));
    row.setAttribute("tabindex", "0");
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const chosen = (name) => all(`[name="${name}"]:checked`).filter((b) => !b.disabled).length;
  const recount = () => all("[data-count]").forEach((say) => { say.textContent = chosen(say.dataset.count); });
  const dress = () => {
    all("[data-list]").forEach((list) => {
      const first = rows(list)[0];
      if (first && !one("[data-row][tabindex],tbody tr[tabindex]", list)) first.setAttribute("tabindex", "0");
    });
    recount();
  };

  /* The dialog of keys lists those of this page: the general ones that have something to act on, and each [data-keys]. */
  const words = (x) => {
    if (x.dataset.keysWords) return x.dataset.keysWords;
    const copy = x.cloneNode(true);
    all("kbd,svg", copy).forEach((part) => part.remove());
    return copy.textContent.trim();
  };
  const list = () => all("[data-list]").find((x) => rows(x).length);
  const has = {
    find: () => one("#find") || one("[type=search]"),
    list,
    select: () => list() && one("[data-list] [type=checkbox]"),
    main: () => all("[data-main]").some(seen),
  };
  const help = () => {
    const box = one("#keys");
    if (!box || box.open) return;
    all("[data-when]", box).forEach((row) => { row.hidden = !has[row.dataset.when](); });
    all("[data-own]", box).forEach((row) => row.remove());
    const last = one("[data-own-here]", box);
    all("[data-keys]").filter(seen).forEach((x) => {
      const row = d.createElement("div"), key = d.createElement("dt"), says = d.createElement("dd");
      row.dataset.own = "";
      key.textContent = x.dataset.keys.replace("+", " ").replace(/\b\w/g, (c) => c.toUpperCase());
      says.textContent = words(x);
      says.className = "plain";
      row.append(key, says);
      last.before(row);
    });
    box.showModal();
  };

  d.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") {
      const act = (e.target.form && one("[data-main]", e.target.form)) || all("[data-main]").filter(seen).pop();
      if (seen(act)) { e.preventDefault(); act.click(); }
      return;
    }
    if (e.altKey && !e.ctrlKey && /^(Key|Digit)/.test(e.code)) {
      const key = e.code.slice(-1).toLowerCase(), act = all(`[data-keys="alt+${key}"]`).find(seen);
      if (act) { e.preventDefault(); act.matches("input:not([type=submit]),select,textarea,summary") ? act.focus() : act.click(); }
      else if (key === "l" && list()) { e.preventDefault(); focusRow(one("[tabindex='0']:is([data-row],tr)", list()) || rows(list())[0]); }
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    const here = e.target.closest("[data-list]");
    if (off() && e.key !== "Enter") return;
    if (e.key === "/") { const find = has.find(); if (find) { e.preventDefault(); find.focus(); find.select(); } }
    else if (e.key === "?") help();
    else if (here) {
      const found = rows(here), row = e.target.closest("[data-row],tbody tr"), at = found.indexOf(row), key = e.key.toLowerCase();
      if (key === "j" || key === "k") { const to = found[at + (key === "j" ? 1 : -1)]; if (to) { e.preventDefault(); focusRow(to); } }
      else if (e.key === "Enter" && row === e.target) { const a = one("[data-open]", row) || one("a[href]", row); if (a) a.click(); }
      else if (key === "x" && row) { const box = one("[type=checkbox]", row); if (seen(box)) box.click(); }
    }
  });

  /* The link to the list of keys opens the dialog; the switch for single keys is a cookie, set without leaving the page. */
  d.addEventListener("click", (e) => {
    if (e.target.closest("[data-keys-help]") && one("#keys")) { e.preventDefault(); help(); }
    if (e.target.closest("[data-print]")) window.print();
    const put = e.target.closest("[data-insert]");
    if (put) {
      const into = document.getElementById(put.dataset.into);
      into.setRangeText(put.dataset.insert, into.selectionStart, into.selectionEnd, "end");
      into.focus();
    }
  });
  d.addEventListener("change", (e) => {
    if (e.target.matches("[data-submit-on-change]")) e.target.form.requestSubmit();
    if (e.target.matches("[data-all]")) all(`[name="${e.target.dataset.all}"]:not(:disabled)`).forEach((b) => { b.checked = e.target.checked; });
    recount();
  });
  d.addEventListener("submit", async (e) => {
    if (!e.target.matches("[data-keys-switch]")) return;
    e.preventDefault();
    const wanted = e.submitter.value;
    try {
      const answer = await fetch(e.target.action, { method: "POST", body: new FormData(e.target, e.submitter), redirect: "manual" });
      if (answer.type === "opaqueredirect") root.classList.toggle("keys-off", wanted === "0");
    } catch { /* the line is down: the switch stays as it was */ }
  });

  /* A form marked data-once goes once; the server knows a repeated request anyway. */
  d.addEventListener("submit", (e) => {
    const form = e.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) { e.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 8000);
  });

  /* A form with data-autosave="/address" is sent there quietly after a pause; [data-saved] says when it was. */
  all("form[data-autosave]").forEach((form) => {
    let timer;
    const save = async () => {
      const body = new FormData(form);
      all("[type=file]", form).forEach((f) => body.delete(f.name));
      try {
        const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-Autosave": "1" } });
        const said = one("[data-saved]");
        if (answer.ok && said) said.textContent = (await answer.text()).slice(0, 120);
      } catch { /* the line is down: "Tiếp tục" sends everything again */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
    form.addEventListener("submit", () => clearTimeout(timer));
  });

  const start = () => {
    dress();
    const summary = one(".govuk-error-summary");
    if (summary) summary.focus();
  };
  start();
  d.addEventListener("htmx:after:swap", dress);
})();
