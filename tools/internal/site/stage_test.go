package site

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestLineEnds: a page saved with carriage returns is the same to Hugo as one without; a picture is no text.
func TestLineEnds(t *testing.T) {
	const page = "\ufeff+++\r\ntitle = \"x\"\r\n+++\r\n```\r\ncode\r\n```\r\n"
	files := fstest.MapFS{}
	names := []string{"content/a.md", "content/_content.gotmpl", "i18n/en.toml", "layouts/page.html", "content/a.jpg"}
	for _, name := range names {
		files[name] = &fstest.MapFile{Data: []byte(page)}
	}
	for _, name := range names {
		text, err := Options{Files: files}.text(name, name)
		if want := name == "content/a.jpg"; err != nil || strings.Contains(string(text), "\r") != want {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
}

// TestCopyName: Hugo gets no file that it would read in another way than the project means it.
func TestCopyName(t *testing.T) {
	for name, want := range map[string]string{
		"layouts/README.md": "", "layouts/_partials/readme.md": "", "layouts/page.html": "layouts/page.html", "content/readme.md": "content/readme.md",
		"data/a.toml": "", "static/a.txt": "", "static/a.png": "assets/static/a.png", "assets/css/a.css": "assets/css/a.css",
	} {
		if got := copyName(name); got != want {
			t.Errorf("%s is called %q, want %q", name, got, want)
		}
	}
}
