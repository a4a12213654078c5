package site

import (
	"slices"
	"testing"
	"testing/fstest"
)

const outputsConfig = `
enableRobotsTXT = true
[mediaTypes."application/feed+json"]
  suffixes = ["json"]
[outputFormats.news]
  mediaType = "application/feed+json"
  baseName = "feed"
[outputFormats.security]
  mediaType = "text/plain"
  path = ".well-known"
  baseName = "security"
[outputs]
  home = ["html", "news"]
[languages.en.outputs]
  home = ["html", "news", "security"]
[languages.es]
[[cascade]]
  outputs = ["html", "news"]
  [cascade.target]
    path = "{/changes,/signatories/*}"
`

func TestOutputs(t *testing.T) {
	o, err := ReadOutputs(fstest.MapFS{"config.toml": {Data: []byte(outputsConfig)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		kind, path, language, address string
		want                          []string
	}{
		{"home", "/", "en", "", []string{"index.html", "feed.json", ".well-known/security.txt"}},
		{"home", "/", "es", "es", []string{"es/index.html", "es/feed.json"}},
		{"page", "/changes", "es", "es/changes", []string{"es/changes/index.html", "es/changes/feed.json"}},
		{"page", "/signatories/chile", "en", "signatories/chile", []string{"signatories/chile/index.html", "signatories/chile/feed.json"}},
		{"section", "/signatories", "en", "signatories", []string{"signatories/index.html", "signatories/index.xml"}},
		{"page", "/about", "en", "about", []string{"about/index.html"}},
	} {
		if got := o.Page(test.kind, test.path, test.language, test.address); !slices.Equal(got, test.want) {
			t.Errorf("%s in %s: %q", test.path, test.language, got)
		}
	}
	without, err := ReadOutputs(fstest.MapFS{"config.toml": {Data: []byte("disableKinds = [\"RSS\"]\n" + outputsConfig)}})
	if got := without.Page("section", "/signatories", "en", "signatories"); err != nil || !slices.Equal(got, []string{"signatories/index.html"}) {
		t.Errorf("without feeds of Hugo: %q, %v", got, err)
	}
	got := o.Site(map[string]string{"en": "", "es": "es"})
	if slices.Sort(got); !slices.Equal(got, []string{"404.html", "en/sitemap.xml", "es/404.html", "es/sitemap.xml", "robots.txt", "sitemap.xml"}) {
		t.Errorf("of no page: %q", got)
	}
	if got := o.Site(map[string]string{"en": ""}); len(got) != 3 {
		t.Errorf("of no page, in one language: %q", got)
	}
}
