// The choices that a reader has made are in the query of the address, so that it can be shared, and Back works. What comes
// from an address is any text: whoever reads it compares it with the values that the page offers.

// keep makes links to the same page in another language, or for another year, lead to what is chosen and where the reader is.
export function keep() {
  for (const type of ["click", "auxclick", "contextmenu"]) {
    addEventListener(type, ({ target }) => {
      const link = target.closest?.("header a[hreflang], a[data-keep]");
      if (link) [link.search, link.hash] = [location.search, location.hash];
    }, true);
  }
}

export function read(names) {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) || ""]));
}

// write leaves the rest of the query as it is, and adds one step to the history, or replaces the last, unless nothing changes.
export function write(choices, step = "pushState") {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(choices)) {
    if (!value) url.searchParams.delete(name);
    else if (url.searchParams.get(name) !== value) url.searchParams.set(name, value);
  }
  url.hash = "";
  if (url.href !== location.href) history[step](null, "", url.href.replace(/#$/, ""));
}
