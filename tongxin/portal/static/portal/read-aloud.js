// Reads the page's main text with the browser's own voice, paragraph by paragraph, in the page's language.
// Where the browser has no voice for it there is no button. Nothing is sent anywhere: voices that a service speaks are left out.
(() => {
  "use strict";
  const synth = window.speechSynthesis;
  const template = document.querySelector("template[data-read-aloud]");
  const main = document.getElementById("content");
  if (!synth || !window.SpeechSynthesisUtterance || !template || !main) return;

  const language = document.documentElement.lang.toLowerCase();
  const root = language.split("-")[0];
  const voice = () => {
    const fit = synth.getVoices().filter((one) => one.localService && one.lang.toLowerCase().replace("_", "-").startsWith(root));
    const wanted = language === "zh-hant" ? "zh-tw" : language === "zh-hans" ? "zh-cn" : language;
    return fit.find((one) => one.lang.toLowerCase().replace("_", "-").startsWith(wanted)) || fit[0];
  };

  const PARTS = "h1, h2, h3, p, li, dt, dd, figcaption, blockquote, td, th, caption, summary";
  const pieces = () => Array.from(main.querySelectorAll(PARTS)).filter((part) =>
    !part.closest("[data-read-aloud-bar], [data-map], nav, form, [aria-hidden=true]") && part.innerText.trim() && part.checkVisibility()
    && !Array.from(part.querySelectorAll(PARTS)).some((inner) => inner.innerText.trim()));

  let rest = [];
  let current = null;
  let round = 0;
  const bar = template.content.firstElementChild.cloneNode(true);
  const start = bar.querySelector("[data-start]");
  const pause = bar.querySelector("[data-pause]");
  const stop = bar.querySelector("[data-stop]");
  const say = (state) => {
    bar.dataset.state = state;
    start.hidden = state !== "still";
    pause.hidden = stop.hidden = state === "still";
    pause.textContent = state === "paused" ? pause.dataset.go : pause.dataset.wait;
  };
  const mark = (part) => {
    current?.classList.remove("is-read");
    current = part;
    if (!part) return;
    part.classList.add("is-read");
    part.scrollIntoView({ block: "nearest" });
  };
  const next = (mine) => {
    if (mine !== round) return;
    const part = rest.shift();
    mark(part || null);
    if (!part) { say("still"); start.focus({ preventScroll: true }); return; }
    const words = new SpeechSynthesisUtterance(part.innerText);
    words.voice = voice();
    words.lang = words.voice?.lang || document.documentElement.lang;
    words.rate = 0.9;
    words.onend = () => next(mine);
    words.onerror = () => next(mine);
    synth.speak(words);
  };
  const end = () => {
    round += 1;
    rest = [];
    synth.cancel();
    mark(null);
    say("still");
  };
  start.addEventListener("click", () => { end(); rest = pieces(); say("reading"); stop.focus({ preventScroll: true }); next(round); });
  pause.addEventListener("click", () => {
    if (bar.dataset.state === "paused") { synth.resume(); say("reading"); } else { synth.pause(); say("paused"); }
  });
  stop.addEventListener("click", () => { end(); start.focus({ preventScroll: true }); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && bar.dataset.state !== "still") end(); });
  window.addEventListener("pagehide", end);

  // Voices may arrive after the page.
  const show = () => {
    if (bar.isConnected || !voice()) return;
    say("still");
    (main.querySelector(".wrap") || main).prepend(bar);
  };
  show();
  synth.addEventListener?.("voiceschanged", show);
})();
