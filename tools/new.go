package main

import (
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

	"declarationwatch/tools/internal/canonical"
	"declarationwatch/tools/internal/check"
	"declarationwatch/tools/internal/diag"
	"declarationwatch/tools/internal/document"
	"declarationwatch/tools/internal/form"
	"declarationwatch/tools/internal/prompt"
)

var newCommand = command{
	name:    "new",
	summary: "start a statement, analysis, translation, source, report, pledge or government",
	usage:   newUsage(),
	run:     runNew,
}

func newUsage() string {
	text := `"new WHAT" adds the first form of something, with every required key. On a terminal it asks for what no flag gives; elsewhere
it names every flag that is missing. A page begins as a draft. Nothing is written that does not pass the check.

`
	for _, f := range form.New {
		text += fmt.Sprintf("  %-12s %s\n", f.Name, f.Summary)
	}
	return text + `
"new WHAT -flags" lists the flags of a kind.

  -ask    ask, even where the input is not a terminal

Exit code: 0 written, 1 problems, 2 wrong usage.`
}

func runNew(_ context.Context, s shell, args []string) error {
	var names []string
	for _, f := range form.New {
		names = append(names, f.Name)
	}
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		if len(args) > 0 && slices.Contains([]string{"-h", "-help", "--help"}, args[0]) {
			return flag.ErrHelp
		}
		return usageError{"name what to add: " + strings.Join(names, ", ")}
	}
	i := slices.Index(names, args[0])
	if i < 0 {
		message := fmt.Sprintf("unknown kind %q; use %s", args[0], strings.Join(names, ", "))
		if near := diag.Suggest(args[0], names); near != "" {
			message += "; " + near
		}
		return usageError{message}
	}
	return fillForm(s, args[1:], func(p *form.Project, files []string) (form.Form, prompt.Answers, error) {
		return begin(s, p, form.New[i], files)
	})
}

// begin returns the form of a kind with what its arguments say: of a statement the file of its text, of a translation the page.
func begin(s shell, p *form.Project, f form.Form, files []string) (form.Form, prompt.Answers, error) {
	switch {
	case len(files) > 1:
		return f, nil, usageError{fmt.Sprintf("unexpected argument %q", files[1])}
	case len(files) == 0:
		return f, nil, nil
	case f.Name == "translation":
		return f, prompt.Answers{"page": {filepath.ToSlash(filepath.Clean(files[0]))}}, nil
	case f.Name == "statement":
		d, err := readDocument(s, p, files[0])
		return form.StatementFrom(d), nil, err
	default:
		return f, nil, usageError{fmt.Sprintf("unexpected argument %q", files[0])}
	}
}

// readDocument reads the text of a statement from a file, or from the input for "-".
func readDocument(s shell, p *form.Project, name string) (document.Document, error) {
	o := document.Options{Vague: check.VagueLink(p.Campaign)}
	raw, err := []byte(nil), error(nil)
	if name == "-" {
		raw, err = io.ReadAll(io.LimitReader(s.in, largestDocument))
	} else {
		raw, err = os.ReadFile(s.path(name))
		if folder, folderErr := os.OpenRoot(filepath.Dir(s.path(name))); folderErr == nil {
			defer folder.Close()
			o.Open = folder.ReadFile // pictures that were saved with a page
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return document.Document{}, usageError{fmt.Sprintf("no file %q", name)}
	}
	if err != nil {
		return document.Document{}, err
	}
	d, err := document.Read(raw, o)
	if err != nil {
		return document.Document{}, fmt.Errorf("%s: %w", name, err)
	}
	return d, nil
}

// largestDocument bounds what is read from the input.
const largestDocument = 64 << 20

// fillForm fills in a form by flags and questions, and writes what follows from it, unless the check refuses it. choose
// returns the form for the arguments that are no flags, and what they answer.
func fillForm(s shell, args []string, choose func(p *form.Project, names []string) (form.Form, prompt.Answers, error)) error {
	opened, err := s.project()
	if err != nil {
		return err
	}
	var problems diag.List
	p := loadForm(opened, &problems)
	names, rest := leading(args)
	f, given, err := choose(p, names)
	if err != nil {
		return err
	}
	questions := f.Questions(p)
	flags, answers := formFlags(f.Name, questions, given)
	onTerminal := flags.Bool("ask", isTerminal(s.in), "")
	list := flags.Bool("flags", false, "")
	if err := parse(flags, rest); err != nil {
		return err
	}
	if *list {
		return printFlags(s.out, questions)
	}
	var asker prompt.Asker
	if *onTerminal {
		asker = prompt.New(s.in, s.err)
	}
	filled, err := asker.Fill(questions, answers)
	if err != nil {
		return incomplete(err)
	}
	done, err := f.Write(p, filled)
	if err != nil {
		return err
	}
	return writeChecked(s, opened, p, problems, done)
}

// leading splits arguments into names and flags with their values, in any order. "-" is no flag.
func leading(args []string) (names, flags []string) {
	for i := 0; i < len(args); i++ {
		arg := args[i]
		if !strings.HasPrefix(arg, "-") || arg == "-" {
			names = append(names, arg)
			continue
		}
		flags = append(flags, arg)
		alone := slices.Contains([]string{"ask", "flags", "h", "help"}, strings.TrimLeft(arg, "-"))
		if !alone && !strings.Contains(arg, "=") && i+1 < len(args) {
			i++
			flags = append(flags, args[i])
		}
	}
	return names, flags
}

// formFlags returns the flags of a form, and the answers that parsing them fills in.
func formFlags(name string, questions []prompt.Question, given prompt.Answers) (*flag.FlagSet, prompt.Answers) {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	answers := prompt.Answers{}
	for _, q := range questions {
		if len(given[q.Name]) > 0 {
			answers[q.Name] = given[q.Name]
		}
		if flags.Lookup(q.Name) == nil {
			flags.Func(q.Name, "", func(value string) error {
				answers[q.Name] = append(answers[q.Name], value)
				return nil
			})
		}
	}
	return flags, answers
}

func printFlags(w io.Writer, questions []prompt.Question) error {
	for _, q := range questions {
		text := q.Prompt
		if q.Form != "" {
			text += " (" + q.Form + ")"
		}
		switch {
		case q.Many:
			text += "; several with commas"
		case q.Lines:
			text += "; once for each"
		}
		if q.Required {
			text += "; required"
		}
		if q.When != nil {
			text += " where it applies"
		}
		if _, err := fmt.Fprintf(w, "  -%-18s %s\n", q.Name, text); err != nil {
			return err
		}
	}
	return nil
}

// incomplete returns what is missing or wrong as a mistake of the call.
func incomplete(err error) error {
	var open prompt.Incomplete
	if !errors.As(err, &open) {
		return err
	}
	text := open.Error()
	for _, q := range open.Missing {
		text += fmt.Sprintf("\n  -%-18s %s", q.Name, q.Prompt)
		if q.Form != "" {
			text += " (" + q.Form + ")"
		}
	}
	return usageError{text}
}

// writeChecked writes changes if the project with them has no error that it did not have before.
func writeChecked(s shell, opened project, p *form.Project, before diag.List, done form.Done) error {
	if err := canonical.Keep(opened.files, p.Changes, opened.locales); err != nil {
		return err
	}
	wrong, open, after := brokenBy(opened, p, before)
	if len(wrong) > 0 {
		_ = after.terminal(s.err).Print(s.err, wrong)
		fmt.Fprintln(s.err, "error: this would not pass the check; nothing was written")
		return errReported
	}
	if err := p.Changes.Write(opened.dir); err != nil {
		return err
	}
	fmt.Fprintln(s.out, done.What)
	if len(open) > 0 {
		_ = after.terminal(s.err).Print(s.err, open)
		done.Next = append([]string{"complete what the warnings name"}, done.Next...)
	}
	for i, step := range done.Next {
		fmt.Fprintf(s.out, "  %d. %s\n", i+1, step)
	}
	return nil
}

// brokenBy returns the errors that the project has with the changes and did not have before, the warnings about what they add, and the
// project with them.
func brokenBy(opened project, p *form.Project, before diag.List) (wrong, open []diag.Problem, after project) {
	after = opened
	after.files = p.Changes.FS()
	var found diag.List
	load(after, check.Options{Now: p.Now}, &found)
	problems := found.Sorted()
	added := map[string]func(line int) bool{}
	for _, name := range p.Changes.Names() {
		added[name] = linesAdded(opened.files, after.files, name)
	}
	for _, x := range problems {
		if is := added[x.At.File]; x.Severity != diag.Error && is != nil && is(x.At.Line) {
			open = append(open, x)
		}
	}
	if found.Err() != nil {
		check.Run(p.Campaign, check.Options{Now: p.Now}, &before)
		old := before.Sorted()
		problems = slices.DeleteFunc(problems, func(x diag.Problem) bool {
			return slices.ContainsFunc(old, func(y diag.Problem) bool { return x.Rule == y.Rule && x.Message == y.Message && x.At.File == y.At.File })
		})
	}
	return slices.DeleteFunc(problems, func(x diag.Problem) bool { return x.Severity != diag.Error }), open, after
}

// linesAdded reports which lines of a file are new, if all that changed is that lines were added in one place; none otherwise.
func linesAdded(before, after fs.FS, name string) func(line int) bool {
	read := func(files fs.FS) []string {
		text, _ := fs.ReadFile(files, name)
		return strings.SplitAfter(string(text), "\n")
	}
	old, now := read(before), read(after)
	first, last := 0, 0 // lines that are the same, from each end
	for first < min(len(old), len(now)) && old[first] == now[first] {
		first++
	}
	for last < min(len(old), len(now))-first && old[len(old)-1-last] == now[len(now)-1-last] {
		last++
	}
	return func(line int) bool { return first+last == len(old) && line > first && line <= len(now)-last }
}
