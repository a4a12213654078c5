package output

import "testing"

// TestIsolate: an untranslated text has its language and direction where it can, and none of the marks of others is lost.
func TestIsolate(t *testing.T) {
	for page, want := range map[string]string{
		"<p>a</p>": "<p>a</p>",
		"<title>\u2066a.\u2069</title><p title=\"\u2066a.\u2069\">x <b>\u2066a.\u2069</b>, \u2068b\u2069</p>":     "<title>\u2066a.\u2069</title><p title=\"\u2066a.\u2069\">x <b><span lang=\"en\" dir=\"ltr\">a.</span></b>, \u2068b\u2069</p>",
		"<p>\u2067a <em>b</em> \u2068c\u2069.\u2069</p><svg><text>\u2067a\u2069</text></svg><p>\u2067d\u2069</p>": "<p><span lang=\"en\" dir=\"rtl\">a <em>b</em> \u2068c\u2069.</span></p><svg><text>\u2067a\u2069</text></svg><p><span lang=\"en\" dir=\"rtl\">d</span></p>",
		"<script>\"\u2066a\u2069\"</script><p>\u2066a &amp; <br/>b\u2069\u2069</p>":                               "<script>\"\u2066a\u2069\"</script><p><span lang=\"en\" dir=\"ltr\">a &amp; <br/>b</span>\u2069</p>",
	} {
		if got := string(Isolate([]byte(page), "en")); got != want {
			t.Errorf("%s\n got %s\nwant %s", page, got, want)
		}
	}
}
