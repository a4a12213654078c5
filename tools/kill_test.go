package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestKilledAtAnyMoment kills builds at random moments, as a machine out of memory or an impatient user does. What is
// published is always one complete site, the last or the next, and the next build is not affected. DECLARATION_SLOW kills
// more.
func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	kills := 5
	if slow() {
		kills = 50
	}
	dir := newSmallProject(t)
	days := [2]string{"2022-09-27", "2025-12-15"}
	var sites [2]string
	for i, day := range days {
		sites[i] = filepath.Join(t.TempDir(), "site")
		mustRun(t, dir, "build", "-as-of", day, "-out", sites[i])
	}
	if difference(sites[0], sites[1]) == "" {
		t.Fatal("the two sites are one: the test would prove nothing")
	}
	started := time.Now()
	mustRun(t, dir, "build", "-as-of", days[0])
	whole := time.Since(started)

	public := filepath.Join(dir, "public")
	for i := range kills {
		cmd := tool(dir, "build", "-as-of", days[(i+1)%2])
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.Duration(rand.Int64N(int64(whole * 5 / 4)))
		time.Sleep(moment)
		// The process may have ended by itself, which is fine.
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if first, second := difference(public, sites[0]), difference(public, sites[1]); first != "" && second != "" {
			t.Fatalf("killed after %v of %v, public is neither site: %s and %s differ", moment, whole, first, second)
		}
	}
	mustRun(t, dir, "build", "-as-of", days[1])
	if name := difference(public, sites[1]); name != "" {
		t.Errorf("the build after the kills differs in %s", name)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".public.build*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestPagesOfAnEarlierBuild: a build of the same record on the same day leaves a folder that is that site already, and makes another of pages
// of the one before, with the same bytes; after an edit of the project or of the folder, and once a page has come out, it builds.
func TestPagesOfAnEarlierBuild(t *testing.T) {
	t.Parallel()
	dir, public, other, kept := newSmallProject(t), filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "site"), t.TempDir()
	build := func(cache, out string) string {
		t.Helper()
		cmd := tool(dir, "build", "-timings", "-out", out)
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache, "HOME="+cache, "LocalAppData="+cache) // see os.UserCacheDir
		text, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		return string(text)
	}
	edit := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page, soon := "+++\ntitle = \"Soon\"\ndate = 2022-06-10\ndescription = \"It comes out while the test runs.\"\n+++\n\nText.\n", time.Time{}
	const leave, rebuild, some, render = "unchanged", "kept", "hugo", "minify" // the last of these stages that a build goes through
	reword := func(words string) func() {
		return func() {
			file := filepath.Join(dir, "content", "statements", "first.md")
			before, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			edit(file, string(before)+"\n"+words+"\n")
		}
	}
	for _, step := range []struct {
		what   string
		before func()
		out    string
		want   string
		fresh  bool // whether the folder is compared with one that is built without what was kept
	}{
		{"the first build", nil, public, render, false},
		{"nothing new", nil, public, leave, false},
		{"a folder that is not there", nil, other, rebuild, false},
		{"nothing new there", nil, other, leave, false},
		{"a file of the folder was written to, which those kept are links to", func() { edit(filepath.Join(public, "index.html"), "changed") }, public, render, false},
		{"a file was added to the folder", func() { edit(filepath.Join(public, "added"), "") }, public, rebuild, false},
		{"a file was removed from the folder", func() { os.Remove(filepath.Join(public, "404.html")) }, public, rebuild, true},
		{"other words", reword("A paragraph, with [the statements](/statements/)."), public, some, false},
		{"words of all kinds", reword("## A heading\n\n- *a list*\n- `with` **words**\n\n| a | table |\n| - | - |\n| 1 | 2 |\n\n```\na listing\n```\n\n1. Numbers\n\nA\\\nbreak\n\n---\n\n" + strings.Repeat("Many words. ", 500)), other, some, true},
		{"a quotation, which has styles that the site has nowhere else", reword("> Nobody said so."), public, render, false},
		{"a page whose hour comes while it is built", func() {
			hour := time.Now().Add(600 * time.Millisecond).UTC().Format(time.RFC3339Nano)
			edit(filepath.Join(dir, "content", "soon.md"), strings.Replace(page, "date =", "publishDate = "+hour+"\ndate =", 1))
		}, public, render, false},
		{"a page that is held back", func() {
			soon = time.Now().Truncate(time.Second).Add(4 * time.Second)
			edit(filepath.Join(dir, "content", "soon.md"), strings.Replace(page, "date =", "publishDate = "+soon.UTC().Format(time.RFC3339)+"\ndate =", 1))
		}, public, render, false},
		{"the same page once it is out", func() { time.Sleep(time.Until(soon)) }, public, render, false},
	} {
		if step.before != nil {
			step.before()
		}
		day := time.Now().UTC().YearDay()
		out := build(kept, step.out)
		if time.Now().UTC().YearDay() != day {
			return // midnight: pages name the day
		}
		got := ""
		for _, stage := range []string{leave, rebuild, some, render} {
			if strings.Contains(out, "\n"+stage+" ") {
				got = stage
			}
		}
		if got != step.want {
			t.Errorf("%s: the build goes through %q, want %q\n%s", step.what, got, step.want, out)
		}
		if step.fresh {
			fresh := filepath.Join(t.TempDir(), "site")
			build(t.TempDir(), fresh)
			if name := difference(step.out, fresh); name != "" {
				t.Errorf("%s: with pages of an earlier build, %s differs", step.what, name)
			}
		}
	}
}

// tool returns the real command, to be run in dir.
func tool(dir string, args ...string) *exec.Cmd {
	program, err := os.Executable()
	if err != nil {
		panic(err) // the test binary knows its own name on every system that tests run on
	}
	cmd := exec.Command(program, args...)
	cmd.Args[0] = "tools" // by it TestMain knows the command from the tests
	cmd.Dir = dir
	return cmd
}

// TestKeptBetweenBuilds: a site has the same bytes whatever earlier builds have kept of it, of other days and of previews too.
func TestKeptBetweenBuilds(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	build := func(cache, out string, args []string) {
		t.Helper()
		cmd := tool(dir, append([]string{"build", "-out", out}, args...)...)
		cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+cache, "HOME="+cache, "LocalAppData="+cache) // see os.UserCacheDir
		if text, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, text)
		}
	}
	kept, site := t.TempDir(), t.TempDir()
	fresh := map[string]string{}
	before, after := []string{"-as-of", "2022-09-27"}, []string{"-as-of", "2025-12-15"}
	preview := append(after, "-preview")
	for _, args := range [][]string{before, before, after, preview, after} {
		key := strings.Join(args, " ")
		if fresh[key] == "" {
			fresh[key] = filepath.Join(t.TempDir(), "site")
			build(t.TempDir(), fresh[key], args)
		}
		public := filepath.Join(site, strconv.FormatBool(slices.Contains(args, "-preview"))) // no preview replaces what is published
		build(kept, public, args)
		if name := difference(public, fresh[key]); name != "" {
			t.Errorf("%s: with what was kept, %s differs", key, name)
		}
	}
	for name := range contents(kept) {
		if strings.Contains(name, "/folders/") {
			return
		}
	}
	t.Error("nothing was kept: the test proves nothing")
}
