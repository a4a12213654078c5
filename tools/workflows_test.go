package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/gohugoio/hugo/parser/metadecoders"
)

// TestWorkflows: each action is pinned to a commit, and each command of the tool that a workflow calls exists with its flags.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d workflows, %v", len(files), err)
	}
	call := regexp.MustCompile(`go run \./tools ([a-z]+)([^\n|>&#]*)`)
	pinned := regexp.MustCompile(`^[\w-]+/[\w/-]+@[0-9a-f]{40}$`)
	for _, file := range append(files, "../netlify.toml", "../.ci/due") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(file) == ".yml" {
			workflow, err := metadecoders.Default.UnmarshalToMap(text, metadecoders.YAML)
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			if workflow["permissions"] == nil {
				t.Errorf("%s: no permissions: it has all", file)
			}
			for _, uses := range regexp.MustCompile(`uses: *(\S+)`).FindAllSubmatch(text, -1) {
				if !pinned.Match(uses[1]) {
					t.Errorf("%s: %s is not pinned to a commit", file, uses[1])
				}
			}
		}
		for _, found := range call.FindAllSubmatch(text, -1) {
			var usage bytes.Buffer
			if run(context.Background(), shell{out: &usage, err: io.Discard}, []string{string(found[1]), "-h"}) != exitOK {
				t.Errorf("%s: there is no command %s", file, found[1])
			}
			for _, flag := range regexp.MustCompile(`\s(-[a-z-]+)`).FindAllSubmatch(found[2], -1) {
				if !bytes.Contains(usage.Bytes(), flag[1]) {
					t.Errorf("%s: %s has no flag %s", file, found[1], flag[1])
				}
			}
		}
	}
}
