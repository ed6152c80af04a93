// Scoring by keyboard: the keys 1 to 5 choose a level of the criterion that has the focus, or of
// the first one without a level, and go on to the next. Everything works without this file.
"use strict";

(() => {
  const form = document.querySelector("[data-score-form]");
  if (!form) return;
  const criteria = [...form.querySelectorAll("[data-criterion]")];
  const typing = (element) => element.matches("textarea, input:not([type=radio]), select");
  const empty = (criterion) => !criterion.querySelector("input[type=radio]:checked");

  const goTo = (criterion) => {
    const radios = criterion.querySelectorAll("input[type=radio]");
    const chosen = criterion.querySelector("input[type=radio]:checked") || radios[0];
    chosen.focus();
    criterion.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!/^[1-5]$/.test(event.key)) return;
    const here = event.target.closest("[data-criterion]");
    const criterion = here || criteria.find(empty);
    const radio = criterion && criterion.querySelector(`input[type=radio][value="${event.key}"]`);
    if (!radio) return;
    event.preventDefault();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const following = criteria[criteria.indexOf(criterion) + 1];
    if (following) goTo(following);
    else radio.focus();
  });
})();
