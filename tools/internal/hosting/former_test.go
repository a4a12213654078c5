package hosting

import (
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/disk"
	"declarationwatch/tools/internal/fixture"
	"declarationwatch/tools/internal/former"
	"declarationwatch/tools/internal/locale"
	"declarationwatch/tools/internal/output"
)

// TestFormer follows old addresses, as a host that reads the redirects does and as one that only has the pages.
func TestFormer(t *testing.T) {
	page := `<!doctype html><html lang=es><title>New</title><h1>New</h1>`
	dir := fixture.Folder(t, map[string]string{
		"signatories/new/index.html": page, "signatories/new/feed.xml": "", "es/embed/cell/new/second/index.html": page,
		"data/v1/signatories/new.json": "{}", "v/2026.11/signatories/new/index.html": page, "topics/new/index.html": page, "programmes/new/index.html": page,
		"embed/signatory/new/index.html": page,
	})
	ids := former.IDs(&campaign.Campaign{
		Signatories: []campaign.Signatory{{ID: "new", Former: []campaign.ID{"old"}}},
		Commitments: []campaign.Commitment{{ID: "second", Former: []campaign.ID{"first"}}},
	})
	if err := former.Write(dir, baseURL, ids, []disk.Folder{{Path: "embed/signatory"}}); err != nil {
		t.Fatal(err)
	}
	s, err := output.Read(output.Options{Dir: dir, BaseURL: baseURL, Languages: locale.Languages{Source: "en", All: []string{"en", "es"}}})
	if err == nil {
		err = Write(s, false, false, ids...)
	}
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		"signatories/old/index.html": "signatories/new/", "es/embed/cell/old/second/index.html": "es/embed/cell/new/second/",
		"es/embed/cell/new/first/index.html": "es/embed/cell/new/second/", "es/embed/cell/old/first/index.html": "es/embed/cell/new/first/",
	} {
		if f := s.Answer(s.Base.JoinPath(file)); f == nil || f.Page.Refresh != baseURL+want || f.Page.Lang != "es" {
			t.Errorf("%s does not lead to %s: %+v", file, want, f)
		}
	}
	for _, file := range []string{"v/2026.11/signatories/old/index.html", "topics/old/index.html", "programmes/old/index.html", "embed/signatory/old/index.html"} {
		if s.Answer(s.Base.JoinPath(file)) != nil {
			t.Errorf("%s leads on", file)
		}
	}
	h, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for address, want := range map[string]string{
		"/signatories/old/": "/signatories/new/", "/signatories/old/feed.xml": "/signatories/new/feed.xml", "/data/v1/signatories/old.json": "/data/v1/signatories/new.json",
		"/es/embed/cell/new/first/": "/es/embed/cell/new/second/", "/es/embed/cell/other/first/": "/es/embed/cell/other/second/", "/embed/signatory/old/": "/embed/signatory/new/",
	} {
		if a := h.Answer(address); a.Header.Get("Location") != want {
			t.Errorf("%s leads to %q, want %q", address, a.Header.Get("Location"), want)
		}
	}
}
