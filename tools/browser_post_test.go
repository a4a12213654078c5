package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFrameWithinPost: a frame within a post sends what WordPress acts on: its height, with the secret that is in its address, and
// the page of this site that a link leads to. Without a secret nothing asks for that.
func TestFrameWithinPost(t *testing.T) {
	t.Parallel()
	a := goAbroad(t)
	i := slices.IndexFunc(a.list.Frames, func(f listedFrame) bool { return f.Kind == "signatory" && f.Language == a.real.other() })
	frame := a.list.Frames[i]
	const secret = "aB3dE6gH9k"
	for _, address := range []string{"#?secret=" + secret, ""} {
		a.show(`<script>const heard = []; addEventListener("message", (event) => heard.push(event.data));</script>` +
			column(600, fmt.Sprintf(`<iframe src="%s%spost.html%s" title="Frame" width="100%%" height="300" sandbox="allow-scripts"></iframe>`, a.list.Site, frame.Path, address)))
		// heard returns the values of the messages of a kind, once there are so many.
		heard := func(message string, count int) (values []string) {
			t.Helper()
			own := fmt.Sprintf(`heard.filter((m) => m.message === %q && m.secret === %q)`, message, secret)
			a.until(fmt.Sprintf("%s.length >= %d", own, count))
			return ask[[]string](a.tab, own+".map((m) => String(m.value))")
		}
		a.until(`heard.some((m) => m.type === "declaration-watch:height")`)
		if address == "" {
			inside[any](a, 0, `document.querySelector("footer a").addEventListener("click", (event) => event.preventDefault()), document.querySelector("footer a").click()`)
			if other := ask[[]json.RawMessage](a.tab, `heard.filter((m) => "message" in m)`); len(other) > 0 {
				t.Errorf("without a secret it sends %s", other)
			}
			continue
		}
		high := inside[string](a, 0, `String(Math.ceil(document.body.getBoundingClientRect().height))`)
		if got := heard("height", 1); got[0] != high {
			t.Errorf("it says that it is %s high, and is %s", got, high)
		}
		ask[any](a.tab, fmt.Sprintf(`frames[0].postMessage({message: "ready", secret: %q}, "*"), frames[0].postMessage({message: "ready", secret: "other"}, "*")`, secret))
		heard("height", 2)
		links := inside[[]string](a, 0, `["footer a", ".name", ".sources a"].map((s) => (document.querySelector(s).click(), document.querySelector(s).href))`)
		cell := links[1]
		if got := heard("link", 3); !slices.Equal(got, []string{links[0], cell, cell}) || !strings.HasPrefix(links[0], a.home) {
			t.Errorf("of the links %q it sends %q", links, got)
		}
		if got := heard("height", 2); len(got) != 2 {
			t.Errorf("it answers another's message: %q", got)
		}
	}
}
