package hosting

import (
	"os"
	"path/filepath"
	"strings"
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

// TestFormerLanguage follows addresses in a language that the site has no more: to the same in the source language, and from those that
// only a release still knows, to the nearest page above.
func TestFormerLanguage(t *testing.T) {
	page := `<!doctype html><html lang=en><title>x</title><h1>x</h1>`
	dir := fixture.Folder(t, map[string]string{
		"index.html": page, "about/index.html": page, "feed.xml": "", "es/index.html": page, "pt/kept.txt": "", "signatories/new/index.html": page,
		"v/2026.11/pt/matrix/index.html": `<a href="https://x.example/w/pt/about/#a">a</a> <a href="https://x.example/w/pt/only/#b">b</a>
			<a href="https://x.example/w/pt/signatories/old/">c</a> <a href="https://x.example/w/pt/about/us/now/">f</a> <a href="https://x.example/w/pt/about/it.pdf">g</a> <a href="https://x.example/w/gone/">d</a> <a href="https://other.example/w/pt/elsewhere/">e</a>`,
	})
	ids := former.IDs(&campaign.Campaign{Signatories: []campaign.Signatory{{ID: "new", Former: []campaign.ID{"old"}}}})
	s, err := output.Read(output.Options{Dir: dir, BaseURL: "https://x.example/w/", Languages: locale.Languages{Source: "en", All: []string{"en", "es"}, Former: []string{"pt"}}})
	if err == nil {
		err = Write(s, false, false, ids...)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range s.Files {
		for _, link := range f.Links {
			if fault, want := s.Broken(f, link), link == "https://x.example/w/gone/"; (fault != "") != want {
				t.Errorf("link %s: %q", link, fault)
			}
		}
	}
	h, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for address, want := range map[string]string{
		"/w/pt/about/": "/w/about/", "/w/pt/feed.xml": "/w/feed.xml", "/w/pt/": "/w/", "/w/pt": "/w/", "/w/pt/only/": "/w/", "/w/pt/about/us/now/": "/w/about/", "/w/pt/about/it.pdf": "/w/about/", "/w/PT/other/": "/w/other/",
		"/w/pt/signatories/old/": "/w/signatories/old/", "/w/ptx/": "", "/w/es/other/": "",
	} {
		if a := h.Answer(address); a.Header.Get("Location") != want {
			t.Errorf("%s leads to %q, want %q", address, a.Header.Get("Location"), want)
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, redirectsName))
	if err != nil || strings.Contains(string(text), "elsewhere") {
		t.Errorf("%v\n%s", err, text)
	}
}
