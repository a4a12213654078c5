// The page for partners: what they choose is written into every form in which a frame can be used, and shown as it will
// look. A form is on its element in data-form, with {braces} for values; tools/internal/embed/code.go computes
// the same values at build.
import { read, write } from "./address.js";

const names = ["show", "on", "lang", "scheme", "width", "height"];

// How values are written within a text of each kind.
const escaped = {
  html: (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;"),
  markdown: (text) => text.replace(/[\\`*_[\]<>#|~&]/g, "\\$&"),
  text: (text) => text,
  alt: (text) => text,
};

// A wider column may need more height, where the layout of a frame changes.
const highest = (heights, width) => Math.max(...heights.filter((at) => at.width >= width).map((at) => at.height));

export function partner() {
  const form = document.querySelector("form.picker");
  if (!form) return;
  const { frames, site, root, low, failed } = form.dataset;
  const fields = form.elements;
  const trial = form.querySelector(".trial > div");
  const status = form.querySelector("[role=status]");
  const texts = [...document.querySelectorAll("[data-form]")];
  const usual = ({ options }) => ([...options].find((option) => option.defaultSelected) || options[0]).value;

  // The frames of one government on one commitment have a list for each government.
  const loading = {};
  const load = (list) =>
    (loading[list] ??= fetch(list)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
      .catch((reason) => {
        delete loading[list];
        throw reason;
      }));
  async function chosen() {
    const { show, on, lang } = fields;
    const [kind, id] = show.value.split("/");
    const cell = kind === "signatory" && on.value;
    on.parentElement.hidden = kind !== "signatory";
    const address = cell ? `cell/${id}/${on.value}` : show.value;
    const all = await load(cell ? frames.replace("frames.json", `cell/${id}.json`) : frames);
    const among = (list) => list.frames.find((frame) => frame.address === address && frame.language === lang.value);
    let found = among(all);
    // Where there are many, there are lists by language and kind.
    for (const path of all.lists || []) if (!found && path.includes(`/${lang.value}/${kind}`)) found = among(await load(root + path));
    return found;
  }

  function values(frame) {
    const { lang, scheme, width, height } = fields;
    const at = (path) => site + path + (scheme.value === usual(scheme) ? "" : `#${scheme.value}`);
    const all = {
      site: lang.selectedOptions[0].dataset.site, home: site, origin: new URL(site).origin,
      title: frame.title, alt: frame.alt, page: site + frame.page, paste: site + (frame.paste || frame.page),
      lang: lang.value, dir: lang.selectedOptions[0].dataset.dir,
      src: at(frame.path), measured: at(`${frame.path}auto.html`), height: height.value,
      answer: site + frame.path.replace("embed/", "oembed/").replace(/\/$/, ""),
    };
    const { frozen } = frame;
    if (frozen) Object.assign(all, { frozen: at(frozen.path), frozen_height: highest(frozen.heights, width.value) });
    if (frame.card_alt) all.card_alt = frame.card_alt;
    for (const kind of ["svg", "png"]) {
      const picture = frame[kind];
      if (picture) Object.assign(all, { [kind]: site + picture.path, [`${kind}_width`]: picture.width, [`${kind}_height`]: picture.height });
    }
    return all;
  }

  function fill(all) {
    for (const e of texts) {
      const { form, as } = e.dataset;
      const braces = /\{(\w+)\}/g;
      const whole = [...form.matchAll(braces)].every(([, name]) => Object.hasOwn(all, name));
      const text = whole ? form.replace(braces, (brace, name) => escaped[as](String(all[name]))) : "";
      e.textContent = text;
      if (e.href) e.href = text;
      const offer = e.closest("[data-offer]");
      if (offer) offer.hidden = !whole;
    }
  }

  function download(frame) {
    for (const link of document.querySelectorAll("[data-picture]")) {
      const picture = frame[link.dataset.picture];
      link.parentElement.hidden = !picture;
      if (picture) link.href = root + picture.path;
    }
  }

  // The frame as the code has it, but from where this page is: a copy of the site at another address shows its own.
  function preview() {
    const code = document.getElementById("form-live-code").textContent.replace(site, root);
    const frame = new DOMParser().parseFromString(code, "text/html").querySelector("iframe");
    trial.style.width = `${fields.width.value}px`;
    if (trial.firstChild?.outerHTML !== frame.outerHTML) trial.replaceChildren(frame);
  }

  async function show(choices) {
    // The list of choices has the newest texts only; the page of an older one leads here, too.
    const unlisted = choices.show && ![...fields.show.options].some((option) => option.value === choices.show) && new Option("…", choices.show);
    if (unlisted) fields.show.append(unlisted);
    for (const field of form.querySelectorAll("select")) {
      field.value = choices[field.name] || usual(field);
      if (field.selectedIndex < 0) field.value = usual(field);
    }
    const { width, height } = fields;
    try {
      const frame = await chosen();
      if (unlisted) unlisted.text = frame?.title;
      if (!frame) {
        unlisted.remove();
        return show({ ...choices, show: "" });
      }
      const need = highest(frame.heights, width.value);
      height.value = choices.height > 0 ? Math.ceil(choices.height) : need;
      status.textContent = height.value < need ? low.replace("{height}", height.value).replace("{width}", width.value).replace("{need}", need) : "";
      fill(values(frame));
      download(frame);
      preview();
    } catch {
      status.textContent = failed;
    }
  }

  form.addEventListener("change", ({ target }) => {
    const choices = {};
    for (const field of form.querySelectorAll("select")) choices[field.name] = field.value === usual(field) ? "" : field.value;
    // A height that was typed was meant for the frame and the width of then.
    choices.height = target === fields.height ? target.value : target === fields.scheme ? read(names).height : "";
    write(choices);
    show(choices);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => show(read(names)));

  document.querySelector(".frames").open = false;
  form.dataset.on = "";
  const choices = read(names);
  if (names.some((name) => choices[name])) show(choices);
  else preview();
}
