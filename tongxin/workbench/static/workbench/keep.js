// What somebody types into a form with data-keep stays on this device until the system has it: through a lost network, a
// sign-in that has run out, a closed tab. The server's row is the truth; what is kept here goes as soon as it is saved.
(() => {
  "use strict";
  const PREFIX = "tongxin.typed.";
  const NOT_TYPED = new Set(["csrfmiddlewaretoken", "version", "tab", "do"]);

  // A browser may refuse to store (private windows, a full disk): then the words to the user say so.
  const stored = (act) => { try { return act(localStorage); } catch { return undefined; } };
  const forget = (name) => stored((store) => store.removeItem(PREFIX + name));

  const typed = (form) => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (!NOT_TYPED.has(name) && typeof value === "string") (found[name] ??= []).push(value);
    }
    return found;
  };
  // The server trims words and writes numbers its own way; neither is a difference.
  const plain = (value) => {
    const words = value.replace(/\r\n/g, "\n").trim();
    return words !== "" && Number.isFinite(Number(words)) ? String(Number(words)) : words;
  };
  const sameWords = (one, other) => {
    const lines = (values) => JSON.stringify(Object.entries(values)
      .map(([name, all]) => [name, all.map(plain).filter(Boolean)]).filter(([, all]) => all.length).sort());
    return lines(one) === lines(other);
  };

  const putBack = (form, values) => {
    for (const control of form.elements) {
      if (!control.name || NOT_TYPED.has(control.name) || ["file", "submit", "button"].includes(control.type)) continue;
      const own = values[control.name] ?? [];
      if (control.type === "checkbox" || control.type === "radio") control.checked = own.includes(control.value);
      else control.value = own[0] ?? "";
      if (own[0]) control.closest("details")?.setAttribute("open", "");
    }
  };

  const say = (words, link) => {
    const line = document.getElementById("saved");
    if (!line) return;
    line.className = "small unsaved";
    line.textContent = words;
    if (!link) return;
    const way = document.createElement("a");
    way.href = link.href;
    way.textContent = link.words;
    line.append(" ", way);
  };

  const watch = (form) => {
    const name = form.dataset.keep;
    const said = JSON.parse(document.getElementById("keep-words").textContent);
    let sent = null;

    const keep = () => stored((store) => {
      const row = { values: typed(form), version: form.elements.version.value, tab: form.elements.tab?.value, at: Date.now() };
      store.setItem(PREFIX + name, JSON.stringify(row));
      return true;
    });
    const unsaved = (reason, link) => say(keep() ? reason : said.nowhere, link);
    const saveNow = () => form.querySelector("[data-saves]").dispatchEvent(new Event("change"));

    const kept = JSON.parse(stored((store) => store.getItem(PREFIX + name)) ?? "null");
    if (kept && !("typed" in form.dataset)) {
      if (sameWords(kept.values, typed(form))) forget(name);
      else {
        putBack(form, kept.values);
        // The version that this was written over: if somebody has saved since, the server says so and both stay.
        form.elements.version.value = kept.version;
        if (form.elements.tab) form.elements.tab.value = kept.tab;
        const note = document.getElementById("put-back");
        note.hidden = false;
        note.querySelector("button").addEventListener("click", () => { forget(name); location.reload(); });
        window.addEventListener("load", saveNow);
      }
    }

    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
    form.addEventListener("submit", (event) => {
      keep();
      if (navigator.onLine) return;
      event.preventDefault();
      unsaved(said.not_sent);
      document.getElementById("saved").scrollIntoView({ block: "center" });
    });
    const saves = (event) => event.detail.elt.matches("[data-saves]");
    form.addEventListener("htmx:beforeRequest", (event) => { if (saves(event)) sent = typed(form); });
    form.addEventListener("typed-saved", () => {
      if (sent && sameWords(sent, typed(form))) forget(name);
      else keep();
      document.getElementById("put-back").hidden = true;
    });
    const failed = (event) => {
      if (!saves(event)) say(said.no_file);
      else unsaved(said.offline);
    };
    form.addEventListener("htmx:sendError", failed);
    form.addEventListener("htmx:timeout", failed);
    form.addEventListener("htmx:responseError", (event) => {
      const isOut = [401, 403].includes(event.detail.xhr.status);
      event.stopPropagation();
      if (isOut) unsaved(said.signed_out, { href: form.dataset.signIn, words: said.sign_in });
      else if (saves(event)) unsaved(said.refused);
      else say(said.no_file);
    });
    window.addEventListener("offline", () => unsaved(said.offline));
    window.addEventListener("online", saveNow);
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const done of document.querySelectorAll("[data-kept]")) forget(done.dataset.kept);
    for (const form of document.querySelectorAll("form[data-keep]")) watch(form);
  });
  // Who signs out leaves nothing behind on a shared computer.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-signs-out]")) return;
    stored((store) => {
      for (const name of Object.keys(store)) if (name.startsWith(PREFIX)) store.removeItem(name);
    });
  });
})();
