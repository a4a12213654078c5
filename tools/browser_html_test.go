package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// npmTool is a file that npm puts below .ci.
func npmTool(t *testing.T, name string) string {
	t.Helper()
	file := "../.ci/node_modules/" + name
	if _, err := os.Stat(file); err != nil {
		missing(t, errors.New(name+" is not on this machine: npm ci --prefix .ci, or .ci/run"))
	}
	return file
}

// repeated reports whether a page is another one with a script in its head, or with other words in a frame of few.
func repeated(page string) bool {
	return strings.HasSuffix(page, "/auto.html") && page != "embed/matrix/auto.html" ||
		strings.HasPrefix(page, "es/embed/") && strings.Count(page, "/") > 3
}

// TestHTML holds the pages of the site against html-validate. .ci/htmlvalidate.mjs has its rules.
func TestHTML(t *testing.T) {
	t.Parallel()
	validator := npmTool(t, "html-validate/bin/html-validate.mjs")
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, errors.New("there is no Node on this machine: apt-get install nodejs, or .ci/run"))
	}
	dir, _ := realSite(t)
	report := filepath.Join(t.TempDir(), "report.json") // what goes to a pipe is cut off when Node ends
	args := []string{validator, "--config", "../.ci/htmlvalidate.mjs", "--formatter", "json=" + report}
	for _, page := range pages(t, dir) {
		if !repeated(page) {
			args = append(args, filepath.Join(dir, file(page)))
		}
	}
	cmd := exec.Command(node, args...)
	said, failed := cmd.CombinedOutput()
	out, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("%v: %v\n%s", failed, err, said)
	}
	var files []struct {
		FilePath string
		Messages []struct {
			RuleID, Message, Selector string
			Line, Column              int
		}
	}
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		for _, m := range f.Messages {
			t.Errorf("%s:%d:%d: %s [%s] %s", strings.TrimPrefix(f.FilePath, dir), m.Line, m.Column, m.Message, m.RuleID, m.Selector)
		}
	}
	if failed != nil && len(files) == 0 {
		t.Errorf("%v\n%s", failed, said)
	}
}
