package main

import (
	"cmp"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/fixture"
)

// blocks matches what a page of the handbook shows to be run, or to be written into a text.
var blocks = regexp.MustCompile("(?ms)^```(sh|markdown)\n(.*?)^```$")

// steps are what a page of the handbook asks for in its words, in the files of the story that its commands tell.
var steps = map[string]func(t *testing.T, dir string){
	"write": func(t *testing.T, dir string) {
		amend(t, filepath.Join(dir, story+".md"), "TODO: write the text.", "Families wait at the border for weeks.")
		amend(t, filepath.Join(dir, story+".md"), "draft = true # remove this line when the text is ready\n", "")
	},
	"translate": func(t *testing.T, dir string) {
		amend(t, filepath.Join(dir, story, "index.es.md"), "draft = true\n", "")
	},
}

// story is the page that the handbook writes, illustrates, translates and corrects.
const story = "content/statements/families-wait-at-the-border"

// TestHandbook does what the handbook says, from its first page to its last, in a project in two languages, and expects that
// its last build shows it.
func TestHandbook(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("git"); err != nil {
		fixture.Missing(t, err)
	}
	dir := filepath.Join(t.TempDir(), "project")
	bilingualProject(t, dir)
	// A release has the matrix in one file in every language.
	amend(t, filepath.Join(dir, "config.toml"), "[languages.es.outputs]\n    home = [", "[languages.es.outputs]\n    home = [\"offline\", ")
	record := campaign.Load(os.DirFS(".."), &diag.List{})
	own := record.Profile.StatementKinds[slices.IndexFunc(record.Profile.StatementKinds, func(k campaign.StatementWord) bool { return k.Own })]
	amend(t, filepath.Join(dir, "data", "campaign.toml"), `id = "own"`, `id = "`+string(own.ID)+`"`)
	// Its own examples must not pass for what the site has too early.
	if err := copyTree(filepath.Join("..", "content", "handbook"), filepath.Join(dir, "content", "handbook")); err != nil {
		t.Fatal(err)
	}
	shell := newShell(t, dir)
	for _, page := range handbook(record, record.Languages.Source) {
		name := strings.TrimSuffix(filepath.Base(page.Doc.File), ".md")
		for _, block := range blocks.FindAllStringSubmatch(string(page.Doc.Body()), -1) {
			if block[1] == "sh" {
				shell(block[2])
				continue
			}
			text := strings.NewReplacer("{{</*", "{{<", "*/>}}", ">}}").Replace(block[2])
			file := filepath.Join(dir, story, "index.md")
			amend(t, file, "for weeks.\n", "for weeks.\n\n"+text)
		}
		if do := steps[name]; do != nil {
			do(t, dir)
		}
		if problems := checkErrors(t, dir); len(problems) > 0 {
			t.Fatalf("after %s: %v", name, problems)
		}
	}
	for name, want := range map[string]string{"": "<figure", "es": "Corr"} {
		text, err := os.ReadFile(filepath.Join(dir, "public", name, strings.TrimPrefix(story, "content/"), "index.html"))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("the statement in language %q does not contain %q: %v", name, want, err)
		}
	}
}

// TestHandbookInEveryLanguage expects every page of the handbook in each language, with the same commands.
func TestHandbookInEveryLanguage(t *testing.T) {
	record := campaign.Load(os.DirFS(".."), &diag.List{})
	commands := func(pages []campaign.Page) (all []string) {
		for _, page := range pages {
			for _, block := range blocks.FindAllStringSubmatch(string(page.Doc.Body()), -1) {
				all = append(all, filepath.Base(page.Source())+": "+block[0])
			}
		}
		return all
	}
	want := commands(handbook(record, record.Languages.Source))
	if len(want) == 0 {
		t.Fatal("the handbook has no command")
	}
	for _, language := range record.Languages.All {
		if got := commands(handbook(record, language)); !slices.Equal(got, want) {
			t.Errorf("%s: got the commands\n%s\nwant\n%s", language, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// handbook returns the pages of the handbook in a language, in their order.
func handbook(record *campaign.Campaign, language string) []campaign.Page {
	pages := slices.DeleteFunc(slices.Clone(record.Pages), func(p campaign.Page) bool {
		return !strings.HasPrefix(p.Doc.File, "content/handbook/") || p.Language() != language
	})
	slices.SortFunc(pages, func(a, b campaign.Page) int { return cmp.Compare(a.Weight, b.Weight) })
	return pages
}

// newShell makes a project a git repository with somewhere to push to, and returns what runs commands in it as a reader of the
// handbook does, who has a photo in the home folder. "go run ./tools" is this program, "serve" ends when the site is there, and
// "archive" asks a server of the test.
func newShell(t *testing.T, dir string) func(commands string) {
	home := t.TempDir()
	write(t, filepath.Join(home, "bus-stop.jpg"), photo(1200, 800, "taken in Tapachula"))
	bin := filepath.Join(home, "bin")
	write(t, filepath.Join(bin, "go"), `#!/bin/sh
shift 2
case $1 in
serve) ;;
archive) exec tools "$@" -service "$SERVICE" -every 1ms ;;
*) exec tools "$@" ;;
esac
tools "$@" -addr 127.0.0.1:0 >"$HOME/serve" 2>&1 &
until grep -q http:// "$HOME/serve"; do kill -0 $! || exit 1; sleep 0.1; done
kill $!
`)
	write(t, filepath.Join(bin, "declaration-watch-linux-amd64"), "#!/bin/sh\nexec tools \"$@\"\n")
	service := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(w, `{"archived_snapshots": {}}`) // an archive that has no copy of anything
	}))
	t.Cleanup(service.Close)
	program, err := os.Executable()
	if err == nil {
		err = os.Symlink(program, filepath.Join(bin, "tools"))
	}
	for _, name := range []string{"go", "declaration-watch-linux-amd64"} {
		if err == nil {
			err = os.Chmod(filepath.Join(bin, name), 0o755)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	run := func(commands string) {
		t.Helper()
		cmd := exec.Command("sh", "-e", "-c", commands)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "HOME="+home, "SERVICE="+service.URL, "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"),
			"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.org", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.org")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s\n%v\n%s", commands, err, out)
		}
	}
	run(`git init --quiet --initial-branch main
git init --quiet --bare ../host
git remote add origin ../host
git add --all
git commit --quiet --message "Start"
git push --quiet --set-upstream origin main`)
	return run
}

// amend replaces a text that is in a file.
func amend(t *testing.T, file, old, text string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%s does not contain %q: %v", file, old, err)
	}
	write(t, file, strings.Replace(string(data), old, text, 1))
}
