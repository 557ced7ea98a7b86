/* Sharpens pages that work without it: keys for people who work here all day, autosave, one submit a form. */
(() => {
  const d = document, one = (s, r = d) => r.querySelector(s), all = (s, r = d) => [...r.querySelectorAll(s)];
  const off = () => localStorage.getItem("keys") === "off";
  const typing = (e) => e.target.closest("input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable]");
  const seen = (x) => x && x.getClientRects().length && !x.disabled;

  /* Rows of a list marked data-list: J K move, Enter opens, X selects. They act only where the list has the focus. */
  const rows = (list) => all("[data-row],tbody tr", list).filter(seen);
  const focusRow = (row) => {
    all("[tabindex='0']", row.parentNode).forEach((r) => r.setAttribute("tabindex", "-1"));
    row.setAttribute("tabindex", "0");
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const dress = () => all("[data-list]").forEach((list) => {
    const first = rows(list)[0];
    if (first && !one("[data-row][tabindex],tbody tr[tabindex]", list)) first.setAttribute("tabindex", "0");
  });

  d.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && e.key === "Enter") {
      const act = (e.target.form && one("[data-main]", e.target.form)) || all("[data-main]").filter(seen).pop();
      if (seen(act)) { e.preventDefault(); act.click(); }
      return;
    }
    if (e.altKey && !e.ctrlKey && e.code.startsWith("Key")) {
      const act = one(`[data-keys="alt+${e.code.slice(3).toLowerCase()}"]`);
      if (seen(act)) { e.preventDefault(); act.click(); }
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
    const list = e.target.closest("[data-list]");
    if (off() && e.key !== "Enter") return;
    if (e.key === "/") { const find = one("#find") || one("[type=search]"); if (find) { e.preventDefault(); find.focus(); find.select(); } }
    else if (e.key === "?") { const help = one("#keys"); if (help) help.showModal(); }
    else if (list) {
      const found = rows(list), row = e.target.closest("[data-row],tbody tr"), at = found.indexOf(row), key = e.key.toLowerCase();
      if (key === "j" || key === "k") { const to = found[at + (key === "j" ? 1 : -1)]; if (to) { e.preventDefault(); focusRow(to); } }
      else if (e.key === "Enter" && row === e.target) { const a = one("a[href]", row); if (a) a.click(); }
      else if (key === "x" && row) { const box = one("[type=checkbox]", row); if (seen(box)) box.click(); }
    }
  });

  /* Help and the switch for single keys. */
  const apply = () => d.documentElement.classList.toggle("keys-off", off());
  d.addEventListener("click", (e) => {
    if (e.target.closest("[data-keys-help]")) one("#keys").showModal();
    if (e.target.closest("[data-print]")) window.print();
  });
  d.addEventListener("change", (e) => {
    if (e.target.matches("[data-keys-switch]")) { localStorage.setItem("keys", e.target.checked ? "off" : "on"); apply(); }
    if (e.target.matches("[data-submit-on-change]")) e.target.form.requestSubmit();
    if (e.target.matches("[data-all]")) all(`[name="${e.target.dataset.all}"]:not(:disabled)`).forEach((b) => { b.checked = e.target.checked; });
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
    apply(); dress();
    const box = one("[data-keys-switch]");
    if (box) box.checked = off();
    const summary = one(".govuk-error-summary");
    if (summary) summary.focus();
  };
  start();
  d.addEventListener("htmx:after:swap", dress);
})();
