package main

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"declarationwatch/tools/internal/embed"
	"declarationwatch/tools/internal/hosting"
	"declarationwatch/tools/internal/locale"
)

// finished is the real project's site, built and read once for all tests.
//
// It is built for its own address, and served from another: what a page requests by its full address leaves the origin.
type finished struct {
	dir       string            // of its files
	origin    string            // where it is served
	base      string            // its own address
	files     map[string]string // their contents by name
	pages     []string          // by path: "" is the home page, folders end with a slash
	languages locale.Languages
}

func realSite(t *testing.T) *finished {
	t.Helper()
	buildOnce.Do(func() { built, builtErr = buildReal(realProject(t)) })
	if builtErr != nil {
		t.Fatal(builtErr)
	}
	return built
}

var (
	buildOnce sync.Once
	built     *finished
	builtErr  error
)

func buildReal(dir string) (*finished, error) {
	temp, err := os.MkdirTemp("", "site-test")
	if err != nil {
		return nil, err
	}
	atEnd(func() { os.RemoveAll(temp) })
	project, err := shellIn(dir).project()
	if err != nil {
		return nil, err
	}
	base, err := siteURL(project.BaseURL)
	if err != nil {
		return nil, err
	}
	s := &finished{dir: filepath.Join(temp, "site"), base: base}
	if s.languages, err = locale.ReadLanguages(os.DirFS(dir)); err != nil {
		return nil, err
	}
	if out, err := tool(dir, "build", "-out", s.dir).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, out)
	}
	// As its host will serve it, so that whatever the policies refuse fails a test.
	host, err := hosting.Open(s.dir)
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(answers(host))
	atEnd(server.Close)
	s.origin = server.URL + "/"
	s.files = contents(s.dir)
	for name := range s.files {
		if path.Ext(name) == ".html" && !strings.HasPrefix(name, "v/") { // the pages of a release are never built again
			s.pages = append(s.pages, strings.TrimSuffix(name, "index.html"))
		}
	}
	// The heavy ones first, so that no tab is left with one of them when the others are done.
	slices.SortFunc(s.pages, func(a, b string) int { return cmp.Or(cmp.Compare(s.weight(b), s.weight(a)), cmp.Compare(a, b)) })
	return s, nil
}

// weight of a page, in bytes.
func (s *finished) weight(page string) int { return len(s.files[filepath.ToSlash(file(page))]) }

// kind returns what sort of page a page is: pages of one folder have one template.
func (s *finished) kind(page string) string {
	_, below := s.languages.Split(page)
	folder, base := path.Split(strings.TrimSuffix(below, "/"))
	if parts := strings.SplitN(folder, "/", 4); len(parts) == 4 && parts[0] == "embed" { // frames of a kind are alike however deep they are
		folder = "embed/" + parts[1] + "/"
		if base == "auto.html" {
			return folder + base
		}
		return folder
	}
	if folder == "" || strings.HasSuffix(base, ".html") { // at the top, and beside a page, each is a kind of its own
		if scripted(page) {
			folder = path.Dir(path.Dir(folder)) + "/"
		}
		return folder + base
	}
	return folder
}

// scripted reports whether a page is a frame that sends its height: it shows what the frame without a script does.
func scripted(page string) bool {
	return slices.Contains([]string{embed.Measured, embed.Posted}, path.Base(page))
}

// list returns the pages of a kind in a language, the heaviest first.
func (s *finished) list(t *testing.T, kind, language string) []string {
	t.Helper()
	var out []string
	for _, page := range s.pages {
		if of, _ := s.languages.Split(page); of == language && s.kind(page) == kind {
			out = append(out, page)
		}
	}
	if len(out) == 0 {
		t.Fatalf("the site has no page of the kind %q in %q", kind, language)
	}
	return out
}

// heaviest returns the page of a kind that contains most, in the source language.
func (s *finished) heaviest(t *testing.T, kind string) string {
	t.Helper()
	return s.list(t, kind, s.languages.Source)[0]
}

// other returns a language that is not the source, if the site has one.
func (s *finished) other() string { return s.languages.All[len(s.languages.All)-1] }

// in returns the path of a page in a language by that in the source language.
func (s *finished) in(language, page string) string { return s.languages.Root(language) + page }

// language of a page, by its path.
func language(page string) string {
	language, _ := built.languages.Split(page)
	return language
}

// samples returns the pages to look at: of every kind the heaviest and the lightest, and the heaviest in every other
// language. A new section is looked at from its first day.
func (s *finished) samples() []string {
	first, last := map[string]string{}, map[string]string{}
	for _, page := range s.pages {
		key := language(page) + " " + s.kind(page)
		if _, seen := first[key]; !seen {
			first[key] = page
		}
		if language(page) == s.languages.Source { // the same templates make the others
			last[key] = page
		}
	}
	chosen := map[string]bool{}
	for _, page := range slices.Concat(slices.Collect(maps.Values(first)), slices.Collect(maps.Values(last))) {
		chosen[page] = true
	}
	return slices.DeleteFunc(slices.Clone(s.pages), func(page string) bool { return !chosen[page] })
}

// turn returns a number below n for a page. It changes as the page does, so that what is left out now has its turn, and is the same
// for the same site.
func (s *finished) turn(page string, n int) int {
	sum := fnv.New32a()
	_, _ = io.WriteString(sum, page+s.files[filepath.ToSlash(file(page))])
	return int(sum.Sum32() % uint32(n))
}

// isHeaviest reports whether no page of its kind and language is heavier.
func (s *finished) isHeaviest(t *testing.T, page string) bool {
	t.Helper()
	return s.list(t, s.kind(page), language(page))[0] == page
}

// tour opens pages of the real site in two tabs side by side.
func tour(t *testing.T, pages []string, visit func(b *tab, page string)) {
	t.Helper()
	site := realSite(t)
	queue := make(chan string, len(pages))
	for _, page := range pages {
		queue <- page
	}
	close(queue)
	for i := range 2 {
		t.Run(fmt.Sprint("tab", i+1), func(t *testing.T) {
			t.Parallel()
			b := openTab(t, site.origin, look{})
			for page := range queue {
				visit(b, page)
			}
		})
	}
}

// file returns the name of a page's file below the site's folder.
func file(page string) string {
	if page == "" || strings.HasSuffix(page, "/") {
		page += "index.html"
	}
	return filepath.FromSlash(page)
}

// slow reports whether the tests that take long are to run too: every page in place of samples, more days, more seeds.
func slow() bool { return os.Getenv("DECLARATION_SLOW") != "" }
