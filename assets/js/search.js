// The search box: loads the index when it is first focused.

export function search() {}
