package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTemplateThatFailsOnManyPages: a build ends, and says where, also when more pages fail than Hugo can stop on.
func TestTemplateThatFailsOnManyPages(t *testing.T) {
	t.Parallel()
	dir := newSmallProject(t)
	const page = "+++\ntitle = \"Page %[1]d\"\ndescription = \"The page of number %[1]d.\"\n+++\nText of page %[1]d.\n"
	for i := range 2000 { // many times what all renderers and their queue take
		if err := os.WriteFile(filepath.Join(dir, "content", fmt.Sprintf("page-%d.md", i)), fmt.Appendf(nil, page, i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "layouts", "page.html"), []byte("{{ define \"main\" }}{{ len 1 }}{{ end }}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := call(dir, "build")
	if err == nil || !strings.Contains(string(out), "layouts/page.html:1:") || !strings.Contains(string(out), "error calling len") {
		t.Errorf("%v, want the place of the mistake:\n%s", err, out)
	}
}
