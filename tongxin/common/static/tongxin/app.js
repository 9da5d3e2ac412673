// What pages need besides htmx: its CSRF header, dialogs that ask, filters that apply themselves, previews of chosen files.
// Everything here makes something better that also works without it.
(() => {
  "use strict";
  document.documentElement.classList.add("js");

  const csrfToken = () =>
    document.querySelector('meta[name="csrf-token"]')?.content ||
    document.querySelector('input[name="csrfmiddlewaretoken"]')?.value || "";

  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
  });

  // What htmx could not do is said on the page; the words stand in its [data-failure] templates. Nothing typed is lost.
  let isExpired = false;
  const say = (kind) => {
    const words = document.querySelector(`template[data-failure="${kind}"]`);
    const place = document.getElementById("notices");
    if (!words || !place) return;
    place.replaceChildren(words.content.cloneNode(true));
    place.classList.add("floating");
    place.dataset.failure = kind;
  };
  // A form that keeps what is typed (keep.js) says it itself, where one types.
  const saysItself = (event) => event.target.closest?.("form[data-keep]");
  for (const kind of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(kind, (event) => { if (!saysItself(event)) say("offline"); });
  }
  document.addEventListener("htmx:responseError", (event) => {
    isExpired = event.detail.xhr.status === 401;
    say(isExpired ? "expired" : "refused");
  });
  document.addEventListener("htmx:afterOnLoad", (event) => {
    const place = document.getElementById("notices");
    if (!event.detail.successful || !place?.dataset.failure) return;
    delete place.dataset.failure;
    place.classList.remove("floating");
    place.replaceChildren();
  });
  // Signing in elsewhere changes the token that goes with what is sent: the page asks for the new one.
  window.addEventListener("focus", async () => {
    if (!isExpired) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (answer.redirected || !answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = fresh.querySelector('meta[name="csrf-token"]')?.content;
      if (!token) return;
      document.querySelector('meta[name="csrf-token"]').content = token;
      for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
      isExpired = false;
      say("back");
    } catch {
      // Still not connected: the notice stays.
    }
  });

  // Whoever works with the keyboard stays where they were when that part of the page is replaced.
  let replaced = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    replaced = event.detail.target.contains(document.activeElement) ? event.detail.target.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const part = replaced && document.getElementById(replaced);
    replaced = "";
    if (part && document.activeElement === document.body) {
      part.querySelector("a[href], button, input:not([type=hidden]), select, textarea")?.focus();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      dialog.showModal();
    }
    if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
    event.target.closest("[data-dismiss]")?.closest(".notice")?.remove();
    // The phone's sheet closes when one looks elsewhere.
    for (const sheet of document.querySelectorAll("details[data-sheet][open]")) {
      if (!sheet.contains(event.target)) sheet.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const sheet of document.querySelectorAll("details[data-sheet][open]")) {
      sheet.open = false;
      sheet.querySelector("summary").focus();
    }
  });

  // A choice applies at once; text waits for Enter. Empty keys stay out of the address.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-auto]")) return;
    for (const control of event.target.elements) if (control.name && control.value === "") control.disabled = true;
  });
  window.addEventListener("pageshow", () => {
    for (const control of document.querySelectorAll("form[data-auto] :disabled")) control.disabled = false;
  });

  const showChosen = (drop) => {
    const list = drop.querySelector(".shots");
    for (const picture of list.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
    list.replaceChildren(...Array.from(drop.querySelector('input[type="file"]').files, (file) => {
      const item = document.createElement("li");
      if (file.type.startsWith("image/")) {
        const picture = document.createElement("img");
        picture.src = URL.createObjectURL(file);
        picture.alt = "";
        item.append(picture);
      }
      item.append(file.name);
      return item;
    }));
  };
  document.addEventListener("change", (event) => {
    const drop = event.target.matches('input[type="file"]') && event.target.closest("[data-drop]");
    if (drop) showChosen(drop);
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const drop = event.target.closest?.("[data-drop]");
      if (!drop) return;
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      const input = drop.querySelector('input[type="file"]');
      const files = new DataTransfer();
      const dropped = Array.from(event.dataTransfer.files);
      for (const file of input.multiple ? [...input.files, ...dropped] : dropped.slice(0, 1)) files.items.add(file);
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  // After a refused form the summary of what is wrong gets the focus, so that it is read out and seen.
  document.addEventListener("DOMContentLoaded", () => document.querySelector(".wrongs")?.focus());
})();
