package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

// TestEditSpeed measures how long it takes from saving a file to what it changes on the screen: one edit of each kind in a small
// project, or with DECLARATION_EDITS=n that many in the real one: soon after the one before, and while the whole site is built for that.
func TestEditSpeed(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("DECLARATION_EDITS"))
	edits := 2 * n
	dir := t.TempDir()
	if n < 1 {
		t.Parallel() // nobody reads the times
		edits = 1
		if err := smallProject(dir); err != nil {
			t.Fatal(err)
		}
	} else {
		copyRealProject(t, dir)
	}
	p, err := shellIn(dir).project()
	if err != nil {
		t.Fatal(err)
	}
	record := campaign.Load(p.files, &diag.List{})
	text := record.Pages[slices.IndexFunc(record.Pages, func(p campaign.Page) bool {
		return p.Params.Statement != "" && p.Withheld(time.Now()) == "" && p.Language() == record.Languages.Source
	})]
	commitment := record.Commitments[0]
	summary := commitment.Summary[record.Languages.Source]

	url, _ := startServe(t, dir)
	tab := wholeBrowser(t)
	for _, kind := range []struct {
		name, file, page string
		edit             func(before string, mark string) string
		shown            string // JavaScript, of the mark
	}{
		{"content", text.Doc.File, text.Address() + "/", func(before, mark string) string { return before + "\n\n" + mark + "\n" }, "document.body.innerText.includes(%q)"},
		{"data", commitment.Doc.File, "commitments/" + string(commitment.ID) + "/", func(before, mark string) string {
			return strings.Replace(before, summary, summary+" "+mark, 1)
		}, "document.body.innerText.includes(%q)"},
		{"style", "assets/css/base.css", text.Address() + "/", func(before, mark string) string {
			return before + "\n@layer base { html { --mark: " + mark + " } }\n"
		}, "getComputedStyle(document.documentElement).getPropertyValue('--mark').trim() == %q"},
		{"template", "layouts/_partials/layout/footer.html", text.Address() + "/", func(before, mark string) string { return before + "<p>" + mark + "</p>" }, "document.body.innerText.includes(%q)"},
	} {
		name := filepath.Join(dir, filepath.FromSlash(kind.file))
		before, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(tab, chromedp.Navigate(url+kind.page)); err != nil {
			t.Fatal(err)
		}
		soon, amid := []time.Duration{}, []time.Duration{}
		for i := range edits {
			into, wait := &soon, time.Second
			if i%2 == 1 {
				into, wait = &amid, restAfter(0)+time.Second
			}
			time.Sleep(wait)
			mark := fmt.Sprintf("mark%sx%d", kind.name, i)
			started := time.Now()
			if err := os.WriteFile(name, []byte(kind.edit(string(before), mark)), 0o644); err != nil {
				t.Fatal(err)
			}
			for shown := false; !shown; {
				// The page reloads meanwhile, which is an error.
				shown, _ = chromedp.Run(tab, chromedp.Evaluate[bool](fmt.Sprintf("document.body != null && "+kind.shown, mark)))
				if time.Since(started) > patience {
					t.Fatalf("%s: edit %d is not shown", kind.name, i)
				}
				time.Sleep(2 * time.Millisecond)
			}
			*into = append(*into, time.Since(started))
		}
		for when, took := range map[string][]time.Duration{"soon after another": soon, "while the site is built": amid} {
			if slices.Sort(took); n > 0 {
				t.Logf("%s, %s: median of %d edits %d ms, at most %d ms", kind.name, when, n, took[n/2].Milliseconds(), took[n-1].Milliseconds())
			}
		}
	}
}

// copyRealProject copies what the real site is made from.
func copyRealProject(t *testing.T, dir string) {
	t.Helper()
	for _, part := range append(slices.Clone(source.Folders), "config.toml") {
		if _, err := os.Stat(filepath.Join(realProject(t), part)); err != nil {
			continue
		}
		if err := copyTree(filepath.Join(realProject(t), part), filepath.Join(dir, part)); err != nil {
			t.Fatal(err)
		}
	}
}
