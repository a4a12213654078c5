package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPartials finds partials that a template calls and nothing defines, which Hugo reports only when a page needs them; and inline
// ones that two templates define, of which Hugo would take any, or that none calls.
func TestPartials(t *testing.T) {
	defined, called, files := map[string]string{}, map[string]bool{}, map[string]bool{}
	define := regexp.MustCompile(`define "_partials/(inline/[a-z-]+)"`)
	call := regexp.MustCompile(`partial(?:Cached)? "([a-z/-]+(?:\.[a-z]+)?)"`)
	err := filepath.WalkDir("../layouts", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) == ".md" {
			return err
		}
		if partial, ok := strings.CutPrefix(filepath.ToSlash(name), "../layouts/_partials/"); ok {
			files[partial] = true
		}
		text, err := os.ReadFile(name)
		for _, m := range define.FindAllSubmatch(text, -1) {
			partial := string(m[1])
			if other, twice := defined[partial]; twice {
				t.Errorf("%s and %s both define %q; rename one", other, name, partial)
			}
			defined[partial] = name
		}
		for _, m := range call.FindAllSubmatch(text, -1) {
			called[string(m[1])] = true
		}
		return err
	})
	if err != nil || len(defined) == 0 {
		t.Fatalf("%d inline partials: %v", len(defined), err)
	}
	for partial, name := range defined {
		if !called[partial] {
			t.Errorf("%s defines %q, which nothing calls; remove it", name, partial)
		}
	}
	for partial := range called {
		if defined[partial] == "" && !files[partial] {
			t.Errorf("nothing defines %q", partial)
		}
	}
}
