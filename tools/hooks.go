package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"

	"declarationwatch/tools/internal/campaign"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/commit"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/source"
)

var hooksCommand = command{
	name:    "hooks",
	summary: "have git run the check before each push",
	usage: `"hooks install" has git run the check before each push, on what is pushed and with what that replaces beside it, and refuse
commits with files of a preview. A hook that is there already is kept and runs first. "hooks remove" takes the hooks away and
puts the others back.

"git push --no-verify" skips them once.

Exit code: 0 done, 1 refused, 2 wrong usage.`,
	run: runHooks,
}

// hookNames are the hooks of git that are installed. Each runs "hooks NAME".
var hookNames = []string{"pre-commit", "pre-push"}

// hookMark is in every hook that "hooks install" wrote.
const hookMark = `made by "go run ./tools hooks install"`

// keptEnding is what the name of a hook that was there before ends with.
const keptEnding = ".before"

func runHooks(ctx context.Context, s shell, args []string) error {
	names, err := parseNamed(flag.NewFlagSet("hooks", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return usageError{"name one: install or remove"}
	}
	switch names[0] {
	case "install":
		return eachHook(ctx, s, installHook)
	case "remove":
		return eachHook(ctx, s, removeHook)
	case "pre-commit":
		return preCommit(s)
	case "pre-push":
		return prePush(ctx, s)
	}
	return usageError{fmt.Sprintf("unknown action %q; use install or remove", names[0])}
}

// eachHook does something with the file of each hook.
func eachHook(ctx context.Context, s shell, do func(s shell, p project, file, below string) error) error {
	p, err := s.project()
	if err != nil {
		return err
	}
	folder, below, err := commit.Hooks(ctx, p.dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, name := range hookNames {
		if err := do(s, p, filepath.Join(folder, name), below); err != nil {
			return err
		}
	}
	return nil
}

func installHook(s shell, p project, file, below string) error {
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case !ours(text):
		if _, err := os.Lstat(file + keptEnding); err == nil {
			return fmt.Errorf("%s and %s are both hooks of somebody else; remove one", file, filepath.Base(file)+keptEnding)
		}
		if err := os.Rename(file, file+keptEnding); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "kept the hook that was there as %s; it runs first\n", filepath.Base(file)+keptEnding)
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	if _, err := fs.Stat(p.files, "tools"); err == nil {
		program = "" // it is built from the project
	}
	var hook bytes.Buffer
	err = hookText.Execute(&hook, map[string]string{"Mark": hookMark, "Name": filepath.Base(file), "Kept": keptEnding, "Below": shellWord(below), "Program": shellWord(program)})
	if err == nil {
		err = os.WriteFile(file, hook.Bytes(), 0o755)
	}
	if err == nil {
		err = os.Chmod(file, 0o755) // a file that was there keeps its mode
	}
	if err == nil {
		fmt.Fprintf(s.out, "installed the %s hook\n", filepath.Base(file))
	}
	return err
}

func removeHook(s shell, _ project, file, _ string) error {
	text, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && !ours(text):
		fmt.Fprintf(s.out, "the %s hook is not installed\n", filepath.Base(file))
		return nil
	case err != nil:
		return err
	}
	if err := os.Remove(file); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "removed the %s hook\n", filepath.Base(file))
	if err := os.Rename(file+keptEnding, file); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func ours(hook []byte) bool { return bytes.Contains(hook, []byte(hookMark)) }

// shellWord returns a text as a word of a shell.
func shellWord(text string) string {
	return "'" + strings.ReplaceAll(filepath.ToSlash(text), "'", `'\''`) + "'"
}

// hookText is a hook. The program is built once and again only when its files change: "go run" alone would take longer than the
// check.
var hookText = template.Must(template.New("hook").Parse(`#!/bin/sh
# {{ .Mark }}; "go run ./tools hooks remove" takes it away
{{- if eq .Name "pre-push" }}
input=$(cat)
if [ -x "$0{{ .Kept }}" ]; then
	printf '%s\n' "$input" | "$0{{ .Kept }}" "$@" || exit
fi
unset $(git rev-parse --local-env-vars)
{{- else }}
if [ -x "$0{{ .Kept }}" ]; then
	"$0{{ .Kept }}" "$@" || exit
fi
staged=$(git diff --cached --name-only --no-renames --diff-filter=d -- {{ .Below }} | grep -E '\.html?"?$|/?PREVIEW\.txt"?$')
[ -n "$staged" ] || exit 0
top=$(pwd)
{{- end }}
program={{ .Program }}
if [ -z "$program" ]; then
	program=$(git rev-parse --absolute-git-dir)/declaration-tool
	cd {{ .Below }} || exit
	if [ ! -x "$program" ] || [ -n "$(find tools go.mod go.sum -name testdata -prune -o -type f -newer "$program" -print | head -n 1)" ]; then
		go build -o "$program" ./tools || exit
	fi
else
	cd {{ .Below }} || exit
fi
{{- if eq .Name "pre-push" }}
printf '%s\n' "$input" | "$program" hooks pre-push
{{- else }}
cd "$top" && git diff --cached --name-only --no-renames --diff-filter=d -z -- {{ .Below }} | "$program" hooks pre-commit
{{- end }}
`))

// preCommit refuses files that are not for publication. It gets the names of the files to commit, each with a zero byte after it.
func preCommit(s shell) error {
	names, err := io.ReadAll(s.in)
	if err != nil {
		return err
	}
	refused := false
	for name := range strings.SplitSeq(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		text := func() []byte {
			data, _ := os.ReadFile(s.path(filepath.FromSlash(name))) // what is gone again has no mark
			return data
		}
		if source.Unpublishable(name, text) {
			refused = true
			fmt.Fprintf(s.err, "error: %s is of a preview, or a page that was shared before it is out\nhint: git restore --staged %q; it has what is withheld in it\n", name, name)
		}
	}
	if refused {
		return errReported
	}
	return nil
}

// prePush checks what is pushed. It gets a line "local-name local-hash remote-name remote-hash" for each branch.
func prePush(ctx context.Context, s shell) error {
	p, err := s.project()
	if err != nil {
		return err
	}
	var pushes [][2]string
	for lines := bufio.NewScanner(s.in); lines.Scan(); {
		fields := strings.Fields(lines.Text()) // two refs, each before its hash: of zeros where nothing is pushed, or nothing was there
		if len(fields) == 4 && strings.Trim(fields[1], "0") != "" && !slices.Contains(pushes, [2]string{fields[1], fields[3]}) {
			pushes = append(pushes, [2]string{fields[1], fields[3]})
		}
	}
	for _, push := range pushes {
		if err := p.checkPushed(ctx, s, push[0], push[1]); err != nil {
			return err
		}
	}
	return nil
}

// checkPushed checks a commit, and compares it with that which it replaces where git knows that. Where it is what the folder contains, that
// is read, which is quicker.
func (p project) checkPushed(ctx context.Context, s shell, hash, replaced string) error {
	found, err := commit.Find(ctx, p.dir, hash)
	if errors.Is(err, commit.ErrUnknown) {
		return nil // a tag on something else than a commit
	}
	if err != nil {
		return err
	}
	tree := p
	if clean, err := found.Clean(ctx); err != nil {
		return err
	} else if !clean {
		if tree.files, err = found.Files(ctx, ".", ":(exclude)tools"); err != nil {
			return err
		}
	}
	var problems diag.List
	record, o := campaign.Load(tree.files, &problems), check.Options{Now: time.Now()}
	if last, err := commit.Find(ctx, p.dir, replaced); err == nil {
		o.Before = promised(ctx, last, record)
	}
	tree.examine(record, o, &problems)
	var failure diag.Failure
	if errors.As(problems.Err(), &failure) {
		return refuse(s, tree, failure.Problems, "not pushed: commit "+hash[:min(len(hash), 10)]+" does not pass the check")
	}
	return nil
}
