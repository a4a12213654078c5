package main

import (
	"context"
	"flag"
	"fmt"
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

func runInit(_ context.Context, s streams, args []string) error {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	list := flags.String("languages", "", "")
	names, err := parseNamed(flags, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"name the folder to write to"}
	}
	p, err := openProject()
	if err != nil {
		return err
	}
	languages := p.locales.All
	if *list != "" {
		languages = nil
		for _, l := range strings.Split(*list, ",") {
			l = strings.TrimSpace(l)
			if _, err := bcp47.Parse(l); err != nil || l != strings.ToLower(l) {
				return usageError{fmt.Sprintf("invalid language %q; use a code such as fr or pt-br, in lower case", l)}
			}
			if slices.Contains(languages, l) {
				return usageError{fmt.Sprintf("language %q twice; name it once", l)}
			}
			languages = append(languages, l)
		}
	}
	dir, err := filepath.Abs(names[0])
	if err != nil {
		return err
	}
	if rel, err := filepath.Rel(p.dir, dir); err == nil && !strings.HasPrefix(rel, "..") {
		return usageError{names[0] + " is inside this project; name a folder beside it, such as ../" + filepath.Base(dir)}
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
