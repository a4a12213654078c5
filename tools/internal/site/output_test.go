package site

import (
	"testing"

	"declarationwatch/tools/internal/diag"
)

// What Hugo prints, as it printed it, and what a user reads.
func TestFailures(t *testing.T) {
	for name, test := range map[string]struct{ output, want string }{
		"our own templates": {
			`ERROR "/p/content/a.md:12:3": error: unknown signatory "mexco" in shortcode "cell" [unknown-id]
ERROR error building site: logged 1 error(s)
`,
			"content/a.md:12:3: error: unknown signatory \"mexco\" in shortcode \"cell\" [unknown-id]",
		},
		"a template that fails on a page": {
			`ERROR error building site: render: failed to render pages: render of "/p/content/about.md" failed: "/p/layouts/page.html:4:24": execute of template failed: template: page.html:4:24: executing "main" at <.Content>: error calling Content: "/p/content/about.md:10:233": failed to render shortcode "count": failed to process shortcode: "/p/layouts/_shortcodes/count.html:33:6": execute of template failed: template: _shortcodes/count.html:33:6: executing "_shortcodes/count.html" at <len $x>: error calling len: len of nil pointer
`,
			"content/about.md:10:233: error: error calling len: len of nil pointer [render]\n  layouts/_shortcodes/count.html:33:6: in this template",
		},
		"a template that does not parse": {
			`ERROR "/p/layouts/page.html:1:1": parse of template failed: template: page.html:1: unexpected "}"` + "\n",
			"layouts/page.html:1:1: error: parse of template failed: template: page.html:1: unexpected \"}\" [render]",
		},
		"a template with a base that does not parse": {
			`ERROR error building site: "/p/layouts/baseof.html:13:1": apply base template failed: template: about.html:15: missing value for if` + "\n",
			"layouts/about.html:15: error: missing value for if [render]",
		},
		"nothing at all": {"", "error: hugo exited without an error message [render]"},
		"something else": {"panic: at the disco\n", "error: panic: at the disco [render]"},
	} {
		t.Run(name, func(t *testing.T) {
			var problems diag.List
			report(test.output, "/p", true, &problems)
			if err := problems.Err(); err == nil || err.Error() != test.want {
				t.Errorf("got:\n%v\nwant:\n%s", err, test.want)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	var problems diag.List
	report("WARN  found no layout file for \"json\"\nINFO  other\n", "/p", false, &problems)
	if got := problems.Sorted(); len(got) != 1 || got[0].Severity != diag.Warning || problems.Err() != nil {
		t.Errorf("got %v, want one warning", got)
	}
}
