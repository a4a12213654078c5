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
  const measure = () => innerWidth && Math.ceil(document.body.getBoundingClientRect().height);
  const report = () => {
    const height = measure();
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
  // A frame out of sight gets its width late, and no observer reports it: look again for ten seconds, and until there is one.
  const again = (times) => {
    report();
    if (times > 0 || reported === 0) setTimeout(again, 250, times - 1);
  };
  again(40);
})();
