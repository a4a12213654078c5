package hosting

import (
	"fmt"
	"strings"
)

// The form of both files: https://docs.netlify.com/manage/routing/headers/ and .../redirects/overview/.

const madeFrom = "# Written by the build from the table in tools/internal/hosting. Do not edit.\n"

func formatHeaders(rules []rule, base string) string {
	var text strings.Builder
	text.WriteString(madeFrom)
	for _, r := range rules {
		fmt.Fprintf(&text, "%s\n", under(base, r.path))
		for _, v := range r.fields {
			fmt.Fprintf(&text, "  %s: %s\n", v.name, v.value)
		}
	}
	return text.String()
}

func parseHeaders(text string) (rules []rule) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "/") {
			rules = append(rules, rule{path: line})
		} else if name, of, ok := strings.Cut(line, ": "); ok && len(rules) > 0 {
			last := &rules[len(rules)-1]
			last.fields = append(last.fields, value{name, of})
		}
	}
	return rules
}

func formatRedirects(redirects []redirect) string {
	var text strings.Builder
	text.WriteString(madeFrom)
	for _, r := range redirects {
		fmt.Fprintf(&text, "%s %s %s\n", r.from, r.to, r.status)
	}
	return text.String()
}

func parseRedirects(text string) (out []redirect) {
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) == 3 && words[0] != "#" {
			out = append(out, redirect{words[0], words[1], words[2]})
		}
	}
	return out
}

// under puts an address of the site below the folder that the site is in on its host.
func under(base, address string) string { return strings.TrimSuffix(base, "/") + address }
