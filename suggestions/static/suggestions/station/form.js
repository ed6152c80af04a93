// The fields: what is typed is read, filled in again, checked, and marked where it is wrong.
"use strict";

Station.form = (() => {
  const { numbers } = Station;
  const words = document.querySelector("[data-words]").dataset;
  const one = (name, root = document) => root.querySelector(`[data-${name}]`);
  const form = one("form");
  const TEXTS = [
    ...["title", "problem", "proposal", "place", "author_name", "phone", "email"],
    ...["guardian", "witness", "slip"],
  ];
  let known = null; // what the server offers

  const fields = () => [...form.elements].filter((field) => field.name);
  const typed = () => {
    const values = {};
    fields().forEach((field) => {
      if (field.type === "checkbox") values[field.name] = field.checked;
      else if (field.type !== "radio") values[field.name] = field.value;
      else if (field.checked) values[field.name] = field.value;
    });
    return values;
  };
  const fill = (values) => {
    form.reset();
    fields().forEach((field) => {
      const value = values[field.name];
      if (value === undefined) return;
      if (field.type === "checkbox") field.checked = value;
      else if (field.type === "radio") field.checked = field.value === value;
      else field.value = value;
    });
  };
  const options = (name, entries, blank) => {
    const select = form.elements[name];
    const before = select.value;
    const lines = blank === undefined ? entries : [["", blank], ...entries];
    select.replaceChildren(...lines.map(([value, label]) => new Option(label, value)));
    if ([...select.options].some((option) => option.value === before)) select.value = before;
  };
  const campaign = () =>
    known.campaigns.find((page) => String(page.key) === form.elements.campaign.value);
  const followCampaign = () => {
    const chosen = campaign();
    options("topic", chosen ? chosen.topics : [], words.notSure);
    one("field=attachments").hidden = Boolean(chosen && !chosen.files);
  };
  // Only what a choice offers may have changed: nobody who is typing is disturbed.
  const choose = (values) => {
    ["station", "campaign", "area"].forEach((name) => (form.elements[name].value = values[name]));
    followCampaign();
    form.elements.topic.value = values.topic;
  };
  const offer = (server) => {
    known = server;
    options("station", known.stations.map((unit) => [unit.key, unit.name]));
    options("campaign", known.campaigns.map((page) => [page.key, page.title]));
    options("area", known.areas, words.wholeCity);
    followCampaign();
    document.querySelectorAll("[data-wording]").forEach((text) => {
      const wording = known.wordings[text.dataset.wording];
      text.hidden = !wording;
      text.querySelector("p").textContent = wording || "";
    });
  };
  const isBlank = (values) =>
    !TEXTS.some((name) => (values[name] || "").trim());

  // --- what is wrong
  const box = (name) => form.querySelector(`[data-field="${name}"]`);
  const label = (field) => field.querySelector("label > span:last-child, label, legend");
  const clearErrors = () => {
    form.querySelectorAll(".field-invalid").forEach((field) => {
      field.classList.remove("field-invalid");
      field.querySelectorAll("[aria-invalid]").forEach((input) => input.removeAttribute("aria-invalid"));
      one("error", field).hidden = true;
    });
    one("summary").hidden = true;
  };
  const mark = (name, messages) => {
    const field = box(name);
    const text = messages.join(" ");
    const entry = document.createElement("li");
    if (!field) {
      entry.textContent = text;
      return entry;
    }
    field.classList.add("field-invalid");
    const folded = field.closest("details");
    if (folded) folded.open = true;
    const input = field.querySelector("input, select, textarea");
    input.setAttribute("aria-invalid", "true");
    one("error", field).textContent = text;
    one("error", field).hidden = false;
    const link = document.createElement("a");
    link.href = `#${input.id || ""}`;
    link.textContent = text || label(field).textContent;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      input.focus();
    });
    entry.append(link);
    return entry;
  };
  const showErrors = (errors) => {
    clearErrors();
    const lines = Object.entries(errors).map(([name, messages]) => mark(name, messages));
    one("summary-list").replaceChildren(...lines);
    one("summary").hidden = lines.length === 0;
    if (lines.length) one("summary").focus();
  };

  // The author is still here: what the server would refuse is better asked at once.
  const faults = (values) => {
    const found = {};
    const wrong = (name, text) => (found[name] = [text]);
    const chosen = campaign();
    if (!chosen) wrong("campaign", words.campaignMissing);
    if (values.title.trim().length < 4) wrong("title", words.titleShort);
    if (!values.problem.trim()) wrong("problem", words.problemMissing);
    if (values.classification === "suggestion" && !values.proposal.trim())
      wrong("proposal", words.proposalMissing);
    if (chosen && chosen.contact && !values.phone.trim() && !values.email.trim())
      wrong("phone", words.contactMissing);
    if (!form.elements.email.validity.valid) wrong("email", words.emailWrong);
    const named = values.guardian.trim();
    if ((values.under_age || values.consent_guardian || named) && !(values.consent_guardian && named))
      wrong("guardian", words.guardianMissing);
    if (!values.consent_privacy) wrong("consent_privacy", words.privacyMissing);
    if (!values.consent_form) wrong("consent_form", words.consentFormMissing);
    if (values.is_agent && values.consent_form === "spoken" && !values.witness.trim())
      wrong("witness", words.witnessMissing);
    if (values.slip.trim() && !numbers.isPrinted(values.slip)) wrong("slip", words.slipWrong);
    return found;
  };

  return {
    element: form, typed, fill, isBlank, offer, choose, followCampaign, faults, showErrors, clearErrors,
  };
})();
