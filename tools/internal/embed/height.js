// Reports the height of a frame to the page around it, at first and whenever it changes, as a message
// {type: "declaration-watch:height", height: pixels}. The message contains nothing else, so any page may read it.
//
// WordPress gives the frame a secret in its address (#?secret=...), hides it until a message has that secret, and keeps it from
// opening links. It acts on {message: "height" or "link", value, secret}, and sends "ready" when it begins to listen.
(() => {
  if (parent === window) return;
  const secret = /\bsecret=(\w+)/.exec(location.hash)?.[1];
  const tell = (message, value) => secret && parent.postMessage({ message, value, secret }, "*");
  let reported = 0;
  const measure = () => Math.ceil(document.body.getBoundingClientRect().height);
  const report = () => {
    const height = measure();
    // A hidden frame may have no size yet, and is told of none: nothing is drawn in it.
    if (height === 0) setTimeout(report, 200);
    if (height === reported) return;
    reported = height;
    parent.postMessage({ type: "declaration-watch:height", height }, "*");
    tell("height", height);
  };
  addEventListener("message", ({ data }) => {
    if (data?.message === "ready" && data.secret === secret) tell("height", measure());
  });
  addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!secret || !link || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    // It opens pages of this site only: for a source, the page that cites it.
    const near = link.closest("li, details, body").querySelectorAll("a");
    tell("link", [link, ...near].find((a) => a.host === location.host).href);
  });
  new ResizeObserver(report).observe(document.body);
  report();
})();
