// What is folded opens for an address that leads into it, and on paper. Browsers from 2025 on do most of it by themselves.
export function unfold() {
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const folded = [target.querySelector("details:not(.cite-block)"), target.closest("details")].filter((e) => e && !e.open);
    for (const details of folded) details.open = true;
    if (folded.length) target.scrollIntoView();
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".sheet .accounts details")) details.open = true;
  });
  open();
}
