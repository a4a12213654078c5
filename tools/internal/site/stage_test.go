package site

import "testing"

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
