// Buttons that copy a text which stands on the page.

export function copyButtons() {}
