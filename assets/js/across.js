// A list that is on several pages. A file says what the entries of each are about; those that answer to a choice are taken from
// their pages, some at a time, and shown in place of the newest.
const most = 50;

export function across(index, list, say) {
  const own = [...list.childNodes];
  const more = document.createElement("button");
  more.textContent = list.dataset.more;
  const loaded = new Map();
  const load = (address, read) => {
    if (!loaded.has(address)) {
      const text = fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)));
      loaded.set(address, text.then(read));
      loaded.get(address).catch(() => loaded.delete(address)); // to be tried again
    }
    return loaded.get(address);
  };
  const entriesOf = (text) => [...new DOMParser().parseFromString(text, "text/html").querySelectorAll("main [data-facets]")];
  let all;

  return {
    async facets(needed) {
      if (needed) all ??= await load(index, JSON.parse);
      return all?.entries.map(([, , facets]) => facets.split(" "));
    },
    async show(found, current) {
      if (!found) {
        list.replaceChildren(...own);
        return say();
      }
      let shown = 0;
      let into;
      const next = async () => {
        const these = found.slice(shown, shown + most).map((i) => all.entries[i]);
        const from = await Promise.all(these.map(([page]) => load(all.pages[page], entriesOf)));
        if (!current()) return;
        if (!shown) list.replaceChildren();
        const entries = these.map(([, place], i) => from[i][place]);
        if (entries.length) into ??= list.appendChild(entries[0].parentNode.cloneNode(false));
        into?.append(...entries.map((entry) => entry.cloneNode(true)));
        shown += entries.length;
        const rest = found.length - shown;
        if (rest) list.append(more);
        else more.remove();
        say(!found.length ? "none" : rest ? "newest" : "shown", { shown, found: found.length, all: all.entries.length });
      };
      more.onclick = async () => {
        const before = shown;
        await next().catch(() => say("failed"));
        if (current()) into.children[before]?.querySelector("a").focus(); // the button has moved on
      };
      await next();
    },
  };
}
