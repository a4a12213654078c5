// What html-validate holds every page of the built site against: its own recommended rules and those for whole documents.
// Each rule that is loosened has its reason beside it.

// The end tag of a <colgroup> may be left out, and the minifier leaves it out: html-validate does not know of that.
function* closeColgroups(source) {
  yield { ...source, data: source.data.replace(/<colgroup[^>]*>(<col [^>]*>)*/g, "$&</colgroup>") };
}
closeColgroups.api = 1;

export default {
  root: true,
  plugins: [{ name: "optional-tags", transformer: closeColgroups }],
  transform: { "\\.html$": "optional-tags" },
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    "doctype-style": ["error", { style: "lowercase" }],

    // Titles of statements are those that their publishers gave them.
    "long-title": "off",

    // The standard allows a bare & that begins no character reference; the minifier writes it so. It also allows a bare > in text:
    // TestHTML leaves that message out, for which this rule has no option.
    "no-raw-characters": ["error", { relaxed: true }],

    // Hashes guard against a foreign host that changes what it serves. Files of our own come from where the page does.
    "require-sri": ["error", { target: "crossorigin" }],

    // A <div role="region" tabindex="0"> round a table that scrolls is no section of the page.
    "prefer-native-element": ["error", { exclude: ["region"] }],

    // Boxes of one name are the values of one choice, of which several can be ticked.
    "form-dup-name": ["error", { shared: ["checkbox", "radio", "button", "reset", "submit"] }],

    // The forms that narrow a list act on each choice, and what they do stays on the page: there is nothing to send.
    "wcag/h32": "off",
  },
};
