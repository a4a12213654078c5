// Numbers as templates write them, and texts that they hand over in data-* attributes.
const { lang, dataset } = document.documentElement;

export const number = (n) => (n < dataset.groupedFrom ? `${n}` : `${n}`.replace(/\B(?=(\d{3})+$)/g, () => dataset.group));

// fill puts numbers, and texts, in the places of a text that have their names.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => (values[name] >= 0 ? number(values[name]) : values[name]));

// count fills the plural form for a number: forms is JSON of layouts/_partials/func/forms.html.
let rules;
export function count(forms, n, values) {
  rules ??= new Intl.PluralRules([lang, "en"]); // where a language has no rules, templates use those of English
  const texts = JSON.parse(forms);
  return fill(texts[rules.select(n)] ?? texts.other, { count: n, ...values });
}
