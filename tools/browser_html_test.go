package main

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"declarationwatch/tools/internal/fixture"
)

// npmTool is a file that npm puts below .ci.
func npmTool(t *testing.T, name string) string {
	t.Helper()
	file := "../.ci/node_modules/" + name
	if _, err := os.Stat(file); err != nil {
		fixture.Missing(t, errors.New(name+" is not on this machine: npm ci --prefix .ci, or .ci/run"))
	}
	return file
}

// TestHTML checks a page of every kind with html-validate. With DECLARATION_SLOW it checks every page.
// .ci/htmlvalidate.mjs has its rules.
func TestHTML(t *testing.T) {
	t.Parallel()
	validator := npmTool(t, "html-validate/bin/html-validate.mjs")
	node, err := exec.LookPath("node")
	if err != nil {
		fixture.Missing(t, errors.New("there is no Node on this machine: apt-get install nodejs, or .ci/run"))
	}
	site := realSite(t)
	pages := site.pages
	if !slow() {
		pages = slices.DeleteFunc(site.samples(), func(page string) bool {
			return language(page) != site.languages.Source || !site.isHeaviest(t, page) || scripted(page)
		})
	}
	report := filepath.Join(t.TempDir(), "report.json") // what goes to a pipe is cut off when Node ends
	args := []string{validator, "--config", "../.ci/htmlvalidate.mjs", "--formatter", "json=" + report}
	for _, page := range pages {
		args = append(args, filepath.Join(site.dir, file(page)))
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
			if m.RuleID == "no-raw-characters" && strings.HasPrefix(m.Message, `Raw ">"`) { // see .ci/htmlvalidate.mjs
				continue
			}
			t.Errorf("%s:%d:%d: %s [%s] %s", strings.TrimPrefix(f.FilePath, site.dir), m.Line, m.Column, m.Message, m.RuleID, m.Selector)
		}
	}
	if failed != nil && len(files) == 0 {
		t.Errorf("%v\n%s", failed, said)
	}
}
