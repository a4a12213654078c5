package main

import (
	"io"
	"maps"
	"os"
	"path/filepath"
	"testing"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
)

// TestOrigin: what a site follows from is another after an edit of any of its files and with any other flag, so that no build takes for its
// own what an earlier one made of something else. It is the same for the same, and only the words of a page are kept apart.
func TestOrigin(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	now := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	from := func(set func(o *buildOptions)) origin {
		t.Helper()
		o, err := shell{dir: dir, env: os.Getenv, out: io.Discard, err: io.Discard}.buildOptions("", "2026-11-20", false, now)
		if err != nil {
			t.Fatal(err)
		}
		if set != nil {
			set(&o)
		}
		found, err := o.from(campaign.Load(o.files, new(diag.List)))
		if err != nil || found.key == "" {
			t.Fatal(found, err)
		}
		return found
	}
	first := from(nil)
	if again := from(nil); again.key != first.key || !maps.Equal(again.words, first.words) {
		t.Error("the same project has another origin")
	}
	for name, set := range map[string]func(o *buildOptions){
		"-base-url": func(o *buildOptions) { o.baseURL = "https://watch.org/" },
		"-as-of":    func(o *buildOptions) { o.asOf = "2026-11-19" },
		"-preview":  func(o *buildOptions) { o.preview = true },
		"-hidden":   func(o *buildOptions) { o.hidden = true },
		"-layers":   func(o *buildOptions) { o.layers = true },
	} {
		if from(set).key == first.key {
			t.Errorf("with %s the origin is the same", name)
		}
	}
	if len(first.words) == 0 {
		t.Error("no page has words that are kept apart")
	}
	for _, name := range []string{
		"layouts/baseof.html", "layouts/_partials/layout/footer.html", "assets/css/base.css", "assets/js/site.js", "i18n/en.toml", "config.toml",
		"data/vocabulary.toml", "data/pledges/united-states.toml", "content/about.md", "content/statements/first.md", "static/favicon.svg",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		before, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, file, string(before)+"\n")
		after := from(nil)
		if page := first.words[name] != ""; (after.key == first.key) != page || maps.Equal(after.words, first.words) == page {
			t.Errorf("%s: another key: %v, other words: %v", name, after.key != first.key, !maps.Equal(after.words, first.words))
		}
		write(t, file, string(before))
	}
}
