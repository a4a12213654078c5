// Reports the height of a frame to the page around it, at first and whenever it changes, as a message
// {type: "declaration-watch:height", height: pixels}. The message contains nothing else, so any page may read it.
(() => {
  let reported = 0;
  const report = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === reported) return;
    reported = height;
    parent.postMessage({ type: "declaration-watch:height", height }, "*");
  };
  if (parent !== window) {
    new ResizeObserver(report).observe(document.body);
    report();
  }
})();
