// Tells the page around a frame how high the frame is, at first and whenever that changes: a message
// {type: "declaration-watch:height", height: pixels} to whoever shows it. It holds nothing else, so any page may have it.
(() => {
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "declaration-watch:height", height }, "*");
  };
  if (parent !== window) {
    new ResizeObserver(tell).observe(document.body);
    tell();
  }
})();
