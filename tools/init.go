package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	bcp47 "golang.org/x/text/language"

	"declarationwatch/tools/internal/start"
)

var initCommand = command{
	name:    "init",
	summary: "start a site for another declaration",
	usage: `"init DIR" writes a project of its own to a new folder: the code, templates and interface texts of this one, with an example
record in place of its own: one of each kind of row, with comments, and the first statement. It passes the check, builds and
passes its tests as it is. Its README.md says what to replace, in which order.

  -languages LIST  what the site is published in, the source language first, such as "es,en" (default: those of this project).
                   Texts of a language that the example does not have begin in English, to be translated.

Exit code: 0 written, 1 the folder is not empty or cannot be written, 2 wrong usage.`,
	run: runInit,
}

func runInit(_ context.Context, s shell, args []string) error {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	list := flags.String("languages", "", "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	switch {
	case len(names) == 0:
		return usageError{"name the folder to write to"}
	case len(names) > 1:
		return usageError{fmt.Sprintf("unexpected argument %q; name one folder, in quotation marks if its name has spaces", names[1])}
	}
	p, err := s.project()
	if err != nil {
		return err
	}
	languages := p.locales.All
	if *list != "" {
		languages = nil
		for _, l := range strings.Split(*list, ",") {
			l = strings.TrimSpace(l)
			tag, err := bcp47.Parse(l)
			if err != nil || l != strings.ToLower(l) {
				return usageError{fmt.Sprintf("invalid language %q; use a code such as fr or pt-br, in lower case", l)}
			}
			if code := currentCode(tag); code != l {
				return usageError{fmt.Sprintf("language %q has another code now; use %q", l, code)}
			}
			if slices.Contains(languages, l) {
				return usageError{fmt.Sprintf("language %q twice; name it once", l)}
			}
			languages = append(languages, l)
		}
	}
	own, err := filepath.EvalSymlinks(p.dir)
	if err != nil {
		return err
	}
	dir := s.path(names[0])
	if err := checkNewFolder(own, dir, names[0]); err != nil {
		return err
	}
	host := strings.Trim(notInHost.ReplaceAllString(strings.ToLower(filepath.Base(dir)), "-"), "-")
	if host == "" {
		host = "declaration"
	}
	err = start.Write(os.DirFS(p.dir), dir, start.Options{Name: host, Languages: languages, Year: time.Now().UTC().Year()})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, `wrote %s

next:
  cd %s
  git init && git add . && git commit -m "Start from the example"
  go run ./tools serve    # http://127.0.0.1:1313, reloads as you save
README.md says what to replace, in which order.
`, names[0], inShell(names[0]))
	return nil
}

// checkNewFolder returns why a folder, which the call names in its own way, cannot hold another project than the present one.
func checkNewFolder(project, dir, name string) error {
	if there, err := os.Lstat(dir); err == nil && !there.IsDir() {
		what := "a file"
		if there.Mode()&fs.ModeSymlink != 0 {
			what = "a symbolic link"
		}
		return fmt.Errorf("%s is %s; name a new folder", name, what)
	}
	// What is there of the path, wherever links lead.
	around := dir
	for _, err := os.Stat(around); err != nil && around != filepath.Dir(around); _, err = os.Stat(around) {
		around = filepath.Dir(around)
	}
	there := around
	around, err := filepath.EvalSymlinks(around)
	if err != nil {
		return err
	}
	for at := around; ; at = filepath.Dir(at) {
		beside := filepath.Join(filepath.Dir(at), filepath.Base(dir))
		switch {
		case at == project:
			return usageError{fmt.Sprintf("%s is inside this project; name a folder beside it, such as %s", name, filepath.Join("..", filepath.Base(beside)))}
		case isProject(at) && (at != around || there != dir): // where it is not the folder itself, which is not empty
			return usageError{fmt.Sprintf("%s is inside the project %s; name a folder beside it, such as %s", name, at, beside)}
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	parent := filepath.Dir(filepath.Clean(name))
	switch in, err := os.Stat(there); {
	case err == nil && !in.IsDir():
		return fmt.Errorf("%s is not a folder; name another", parent)
	case there != dir && there != filepath.Dir(dir):
		return fmt.Errorf("no folder %s; create it first, or name another", parent)
	}
	return nil
}

// isProject reports whether a folder is the top folder of a project.
func isProject(dir string) bool {
	for _, file := range []string{"config.toml", "data/campaign.toml"} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(file))); err != nil {
			return false
		}
	}
	return true
}

// inShell returns a name as a shell takes it for one word.
func inShell(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool {
		return !strings.ContainsRune("/.-_+", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

// notInHost matches what a host name does not have (RFC 1123).
var notInHost = regexp.MustCompile(`[^a-z0-9]+`)
