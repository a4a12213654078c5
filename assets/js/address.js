// The choices a reader has made, as they stand in the query of the address: so that they can be sent on, and Back works.

export function read(names) {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) || ""]));
}

// write leaves alone what others keep in the query, and makes one step in the history unless nothing changes.
export function write(choices) {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(choices)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  url.hash = "";
  if (url.href !== location.href) history.pushState(null, "", url.href.replace(/#$/, ""));
}
