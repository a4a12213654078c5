package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// TestInlinePartials finds inline partials that two templates define, of which Hugo would take any, and those that none calls.
func TestInlinePartials(t *testing.T) {
	defined, called := map[string]string{}, map[string]bool{}
	define := regexp.MustCompile(`define "_partials/(inline/[a-z-]+)"`)
	call := regexp.MustCompile(`partial(?:Cached)? "(inline/[a-z-]+)"`)
	err := filepath.WalkDir("../layouts", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
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
		if defined[partial] == "" {
			t.Errorf("nothing defines %q", partial)
		}
	}
}
