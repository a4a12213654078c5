package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"declarationwatch/tools/internal/hosting"
)

// realSite builds the real project once for all tests and serves it. It gives the folder and the address.
//
// The site is built for its own address, and served from another: what a page asks of its full address leaves the origin.
func realSite(t *testing.T) (dir, origin string) {
	t.Helper()
	site := buildRealSite(realProject(t))
	if site.err != nil {
		t.Fatalf("%v\n%s", site.err, site.said)
	}
	return site.dir, site.origin
}

func buildRealSite(project string) servedSite {
	buildOnce.Do(func() { built = buildSite(project) })
	return built
}

var (
	buildOnce sync.Once
	built     servedSite
)

// servedSite is a finished site that is served.
type servedSite struct {
	dir, origin string
	said        []byte
	err         error
}

func buildSite(project string) (site servedSite) {
	temp, err := os.MkdirTemp("", "site-test")
	if err != nil {
		site.err = err
		return site
	}
	atEnd(func() { os.RemoveAll(temp) })
	site.dir = filepath.Join(temp, "site")
	site.said, site.err = tool(project, "build", "-out", site.dir).CombinedOutput()
	if site.err != nil {
		return site
	}
	// As its host will serve it, so that whatever the policies refuse fails a test.
	host, err := hosting.Open(site.dir)
	if err != nil {
		site.err = err
		return site
	}
	server := httptest.NewServer(host)
	atEnd(server.Close)
	site.origin = server.URL + "/"
	return site
}

// mustHave are pages of every kind that the site is known to have, and what to expect of them.
var mustHave = []string{
	"", "404.html", "about/", "analysis/", "asks/", "changes/", "commitments/", "matrix/", "method/", "programmes/",
	"signatories/", "sources/", "sources/news/", "statements/", "topics/",
	"signatories/united-states/",           // with much
	"signatories/barbados/",                // with nothing
	"signatories/spain/",                   // an observer
	"commitments/safe-return-of-children/", // with nothing
	"statements/kind-la-declaration-2022/",
	"analysis/where-practice-contradicts-the-promise/", "programmes/title-42/", "topics/children/",
	"embed/", "embed/matrix/", "embed/signatory/united-states/",
}

// allKinds gives the pages to look at, by path: mustHave in both languages, and of every folder of the built site the
// heaviest and the lightest page, so that a new section is looked at from its first day.
func allKinds(t *testing.T) []string {
	t.Helper()
	dir, _ := realSite(t)
	weights := map[string]int64{}
	folders := map[string][]string{}
	for _, page := range pages(t, dir) {
		info, err := os.Stat(filepath.Join(dir, file(page)))
		if err != nil {
			t.Fatal(err)
		}
		weights[page] = info.Size()
		folder := path.Dir(strings.TrimSuffix(strings.TrimSuffix(page, "auto.html"), "/")) // a frame and its like with a script are of one kind
		if folder == "." || folder == "es" {
			folder = page // at the top each page is a kind of its own
		}
		folders[folder] = append(folders[folder], page)
	}
	chosen := map[string]bool{}
	for _, page := range mustHave {
		for _, page := range []string{page, "es/" + page} {
			if weights[page] == 0 {
				t.Errorf("there is no page /%s", page)
			}
			chosen[page] = true
		}
	}
	byWeight := func(a, b string) int { return cmp.Or(cmp.Compare(weights[a], weights[b]), cmp.Compare(a, b)) }
	for _, folder := range folders {
		chosen[slices.MaxFunc(folder, byWeight)] = true
		if lightest := slices.MinFunc(folder, byWeight); language(lightest) == "en" {
			chosen[lightest] = true // the same templates make the Spanish one
		}
	}
	// The heavy ones first, so that no tab is left with one of them when the others are done.
	return slices.SortedFunc(maps.Keys(chosen), func(a, b string) int { return byWeight(b, a) })
}

// language of a page, by its path.
func language(page string) string {
	if strings.HasPrefix(page, "es/") {
		return "es"
	}
	return "en"
}

// tour looks at pages of the real site in two tabs side by side.
func tour(t *testing.T, pages []string, visit func(b *tab, page string)) {
	t.Helper()
	_, origin := realSite(t)
	queue := make(chan string, len(pages))
	for _, page := range pages {
		queue <- page
	}
	close(queue)
	for i := range 2 {
		t.Run(fmt.Sprint("tab", i+1), func(t *testing.T) {
			t.Parallel()
			b := openTab(t, origin, look{})
			for page := range queue {
				visit(b, page)
			}
		})
	}
}

// pages lists every page of a built site by its path: "" is the home page, folders end with a slash.
func pages(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".html" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		out = append(out, strings.TrimSuffix(filepath.ToSlash(rel), "index.html"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// file gives the name of a page's file below the site's folder.
func file(page string) string {
	if page == "" || strings.HasSuffix(page, "/") {
		page += "index.html"
	}
	return filepath.FromSlash(page)
}
